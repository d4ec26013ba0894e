//! A part of the work, as it is handed to a worker.

use super::io_error::plain_error;
use crate::findings::{Directives, Unread};
use crate::scan::{PartResult, Reads, ScanSetup, Worker};
use crate::source::{InputFormat, Part, Passage};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A part of an input. Parts know nothing of each other, so several workers may have one each.
pub struct Task<'env> {
    /// What holds for the input.
    pub setup: &'env ScanSetup<'env>,
    /// The number of the input.
    pub input: usize,
    /// Its path as given.
    pub name: Arc<str>,
    pub work: Work,
    /// How much it is, in bytes.
    pub weight: u64,
}

pub enum Work {
    /// The beginning of an input that comes in parts.
    Begin,
    Argument(String),
    Pasted(Arc<str>, Box<Passage>),
    Part {
        part: Part,
        format: InputFormat,
        /// What its comments silence.
        comments: Directives<'static>,
    },
    /// What is left of the comments of an input that came in parts.
    Rest(Directives<'static>),
    /// A whole file.
    File(PathBuf),
}

impl<'env> Task<'env> {
    /// Does it.
    pub fn work(self, worker: &mut Worker<'env>) -> PartResult {
        worker.serve(self.setup);
        let name = &*self.name;
        match self.work {
            Work::Begin => worker.done.summary.files += 1,
            Work::Argument(text) => {
                worker.done.summary.files += 1;
                worker.argument(name, &text);
            }
            Work::Pasted(text, passage) => {
                worker.done.summary.files += 1;
                worker.pasted(name, &text, &passage);
            }
            Work::Part { part, format, comments } => worker.part(&part, format, comments, name, None),
            Work::Rest(comments) => worker.rest(&comments, name),
            Work::File(path) => file(worker, &path, name),
        }
        PartResult { input: self.input, ..std::mem::take(&mut worker.done) }
    }
}

/// A file that is small enough to be read at once.
fn file(worker: &mut Worker, path: &Path, name: &str) {
    worker.done.summary.files += 1;
    match std::fs::read(path) {
        Ok(bytes) => {
            let reads = Reads::detect(name, &bytes, worker.job.settings);
            worker.done.details.push(reads.said_of(name));
            worker.bytes(name, &bytes, reads);
        }
        Err(error) => worker.done.unread.push(Unread::whole(name, plain_error(&error))),
    }
}
