//! Floor 13: many inputs, several workers, one order; and files that are replaced.

mod changed;
mod config_file;
mod diff;
mod drafts;
mod fix_files;
mod input;
mod io_error;
mod parallel_read;
mod pool;
mod replace;
mod runner;
mod shared;
mod task;
mod variants;
pub mod walk;
mod workers;

pub use changed::keep_changed;
pub use config_file::find_config;
pub use diff::unified;
pub use drafts::{abandon, before_writing, draft};
pub use fix_files::{FixedInput, Mode, compared, files, too_large};
pub use input::{Input, Job};
pub use io_error::plain_error;
pub use replace::{Disk, RealDisk, Refusal, replace};
pub use runner::{EMPTY, Notice, RunResult, run, run_into};
pub use workers::in_parts;
