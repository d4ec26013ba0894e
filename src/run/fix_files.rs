//! Many files fixed side by side, and told of in their order.

use super::diff::unified;
use super::input::{Input, Job};
use super::io_error::plain_error;
use super::replace::{Disk, replace};
use super::workers::workers;
use crate::fix::{FixOutcome, fix_bytes};
use crate::source::{Charset, FileText};
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is done with a fixed file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It replaces the old one.
    Write,
    /// It is shown as a diff, and nothing is written.
    Diff,
}

/// What became of one of the inputs.
#[derive(Debug, Default)]
pub struct FixedInput {
    /// What was fixed and what is left; without the bytes.
    pub fixed: FixOutcome,
    /// The repaired bytes differ from those that were read.
    pub differs: bool,
    /// The changes, where they are to be shown.
    pub diff: Vec<u8>,
    /// Why there are changes and no diff, in words for the user.
    pub unshown: Option<String>,
    /// Why the file could not be read, in words for the user.
    pub unread: Option<String>,
    /// Why it could not be repaired or written, in words for the user.
    pub unwritten: Option<String>,
}

/// Mends every file among the inputs, one that was named twice once. Links that are given as such, and standard input,
/// are no files.
#[must_use]
pub fn files<D: Disk + Sync>(disk: &D, job: &Job, unsafe_too: bool, mode: Mode) -> Vec<FixedInput> {
    let mut seen = BTreeSet::new();
    let named = |input: &'_ Input| match input {
        Input::File { path, name } => Some((path.clone(), name.clone())),
        _ => None,
    };
    let first = |path: &Path| seen.insert(disk.real(path).unwrap_or_else(|_| path.to_owned()));
    let mut first = first;
    let files: Vec<_> = job.inputs.iter().filter_map(named).filter(|(path, _)| first(path)).collect();
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Vec::with_capacity(files.len()));
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some((path, name)) = files.get(number) else { break };
            let one = file(disk, job, path, name, unsafe_too, mode);
            if let Ok(mut all) = all.lock() {
                all.push((number, one));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..workers(job.settings).min(files.len()) {
            scope.spawn(work);
        }
        work();
    });
    let mut all = all.into_inner().unwrap_or_default();
    all.sort_by_key(|(number, _)| *number);
    all.into_iter().map(|(_, one)| one).collect()
}

fn file<D: Disk>(disk: &D, job: &Job, path: &Path, name: &str, unsafe_too: bool, mode: Mode) -> FixedInput {
    let unread = |message: String| FixedInput { unread: Some(format!("{name}: {message}")), ..FixedInput::default() };
    let refused =
        |message: String| FixedInput { unwritten: Some(format!("{name}: {message}")), ..FixedInput::default() };
    let limit = job.settings.max_file_size;
    match path.metadata() {
        Ok(about) if about.is_dir() => return unread("this is a folder; name the files in it".to_owned()),
        Ok(about) if !about.is_file() => return refused("only a plain file can be repaired".to_owned()),
        Ok(about) if about.len() > limit => return refused(too_large(limit)),
        Ok(_) => {}
        Err(error) => return unread(plain_error(&error)),
    }
    let bytes = match disk.read(path) {
        Ok(bytes) => bytes,
        Err(error) => return unread(plain_error(&error)),
    };
    let mut fixed = fix_bytes(job.settings, job.catalogue, name, &bytes, unsafe_too);
    let after = std::mem::take(&mut fixed.bytes);
    if mode == Mode::Diff {
        return match path.to_str() {
            Some(_) => compared(fixed, name, name, &bytes, &after),
            None => compared(fixed, name, bytes_of(path, name), &bytes, &after),
        };
    }
    let mut one = FixedInput { differs: after != bytes, fixed, ..FixedInput::default() };
    if one.differs && !job.settings.force && path.metadata().is_ok_and(|m| m.permissions().readonly()) {
        return refused("the file is write-protected and is left alone; --force repairs it".to_owned());
    }
    if one.differs
        && let Err(why) = replace(disk, path, &bytes, &after)
    {
        // Nothing was fixed then, and what is left is told by the report.
        one = FixedInput { unwritten: Some(format!("{name}: {why}")), ..FixedInput::default() };
    }
    one
}

/// The name of a file in the bytes of its path: as text, names that are not UTF-8 may all look the same.
fn bytes_of(path: &Path, name: &str) -> Vec<u8> {
    let steps = Path::new(name).components().filter(|c| *c != Component::CurDir).count();
    let last: Vec<Component> = path.components().rev().take(steps).collect();
    last.iter().rev().collect::<PathBuf>().into_os_string().into_encoded_bytes()
}

/// A file of which nothing is written: the difference between its bytes as they are and as they should be. `header` is
/// its path as the diff names it.
pub fn compared(fixed: FixOutcome, name: &str, header: impl AsRef<[u8]>, before: &[u8], after: &[u8]) -> FixedInput {
    let mut one = FixedInput { differs: before != after, fixed, ..FixedInput::default() };
    if !one.differs {
        return one;
    }
    if FileText::read(&before[..before.len().min(4)]).charset == Charset::Utf8 {
        one.diff = unified(header, before, after);
    } else {
        one.unshown =
            Some(format!("{name}: the file is written in UTF-16, which a diff cannot show; --fix repairs it"));
    }
    one
}

/// What is said of a file that is not repaired because of its size: all of it would have to be held at once.
#[must_use]
pub fn too_large(limit: u64) -> String {
    format!("this is larger than {} MiB and was not repaired; --max-file-size sets the limit", limit >> 20)
}
