//! Repair: files before and after `--fix`, by format, by fault of the file system, as a diff.

mod diffs;
mod disk;
mod examples;
mod formats;
mod limits;
mod random;

use std::path::Path;
use std::sync::LazyLock;
use tracklint::fix::{FixOutcome, fix_bytes};
use tracklint::platform::Catalogue;
use tracklint::report::{OutputFormat, Style, report};
use tracklint::run::{Input, Job};
use tracklint::settings::Settings;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::default);

/// What is done with a job of these inputs, without reports.
pub fn with_job<T>(inputs: &[Input], settings: &Settings, work: impl FnOnce(&Job) -> T) -> T {
    let report = report(OutputFormat::Jsonl, Style { quiet: true, ..Style::FILE });
    work(&Job { inputs, settings, catalogue: &CATALOGUE, report: &*report })
}

/// The bytes of a file, mended.
pub fn mended(name: &str, bytes: &[u8], settings: &Settings, unsafe_too: bool) -> FixOutcome {
    fix_bytes(settings, &CATALOGUE, name, bytes, unsafe_too)
}

/// The safe repairs and nothing else that anybody said.
pub fn fixed(name: &str, bytes: &[u8]) -> FixOutcome {
    mended(name, bytes, &Settings::default(), false)
}

/// A file among the inputs of a job.
pub fn input(folder: &Path, name: &str) -> Input {
    Input::File { path: folder.join(name), name: name.to_owned() }
}
