//! Floor 7: what a report receives: findings with their places, masked, known by a fingerprint, without what somebody
//! does not want to see.

mod baseline;
mod comment_target;
mod directive;
mod entry;
mod fingerprint;
mod ignore;
mod known_lines;
mod mask;
mod masked;
mod selection;
mod several;
mod suggest;
mod suppression;

pub use baseline::{Baseline, BaselineEntry};
pub use entry::{About, Ending, Entry, NoRelated, Places, Report, Statistics, Summary, Unread};
pub use fingerprint::{Fingerprint, fingerprints, fingerprints_under, stable_key};
pub use ignore::{FileIgnores, Folders, Glob, Ignore};
pub use known_lines::KnownLines;
pub use mask::{Mask, masked};
pub use masked::{Masked, MaskedFinding, MaskedRelated, MaskedReport, Masking};
pub use selection::{LEVELS, Level, Selection, level_named, rule_named};
pub use several::{Several, pieces};
pub use suggest::{did_you_mean, nearest, no_such};
pub use suppression::{At, Directives, Leftover, LineComments, Suppressions};
