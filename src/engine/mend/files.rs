//! Many files mended side by side, and told of in their order.

use super::{Mended, RealDisk, Refusal, mend, replace, unified};
use crate::engine::job::{Input, Job};
use crate::engine::run::{plain_error, too_large};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is done with a mended file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It replaces the old one.
    Write,
    /// It is shown as a diff, and nothing is written.
    Diff,
}

/// What became of one of the inputs.
#[derive(Debug, Default)]
pub struct FileMended {
    /// What was mended and what is left.
    pub mended: Mended,
    /// The changes, where they are to be shown.
    pub diff: Vec<u8>,
    /// Why the file could not be read or written, in words for the user.
    pub failed: Option<String>,
}

/// Mends every file among the inputs. Links that are given as such, and standard input, are no files.
#[must_use]
pub fn files(job: &Job, unsafe_too: bool, mode: Mode) -> Vec<FileMended> {
    let named = |input: &'_ Input| match input {
        Input::File { path, name } => Some((path.clone(), name.clone())),
        _ => None,
    };
    let files: Vec<_> = job.inputs.iter().filter_map(named).collect();
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Vec::with_capacity(files.len()));
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some((path, name)) = files.get(number) else { break };
            let one = file(job, path, name, unsafe_too, mode);
            if let Ok(mut all) = all.lock() {
                all.push((number, one));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..job.settings.workers().min(files.len()) {
            scope.spawn(work);
        }
        work();
    });
    let mut all = all.into_inner().unwrap_or_default();
    all.sort_by_key(|(number, _)| *number);
    all.into_iter().map(|(_, one)| one).collect()
}

fn file(job: &Job, path: &Path, name: &str, unsafe_too: bool, mode: Mode) -> FileMended {
    let failed = |message: String| FileMended { failed: Some(format!("{name}: {message}")), ..FileMended::default() };
    let limit = job.settings.max_file_size;
    match path.metadata() {
        Ok(about) if !about.is_file() => return failed("only a plain file can be mended".to_owned()),
        Ok(about) if about.len() > limit => return failed(too_large(limit)),
        Ok(_) => {}
        Err(error) => return failed(plain_error(&error)),
    }
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return failed(plain_error(&error)),
    };
    let mut mended = mend(job, name, &bytes, unsafe_too);
    if mended.bytes == bytes {
        return FileMended { mended, ..FileMended::default() };
    }
    if mode == Mode::Diff {
        let diff = unified(name, &bytes, &mended.bytes);
        return FileMended { mended, diff, failed: None };
    }
    let outcome: Result<(), Refusal> = replace(&RealDisk, path, &bytes, &mended.bytes);
    let failed = outcome.err().map(|why| format!("{name}: {why}"));
    if failed.is_some() {
        mended.fixed.clear();
    }
    FileMended { mended, diff: Vec::new(), failed }
}
