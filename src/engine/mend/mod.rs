//! Mending files: the repairs of findings, carried into the bytes of the file, and kept only if the file, read again,
//! holds what was meant and nothing else.

mod diff;
mod files;
mod found;
mod proof;
mod replace;

pub use diff::unified;
pub use files::{FileMended, Mode, files};
pub use replace::{Disk, RealDisk, Refusal, replace};

use super::job::Job;
use super::reads::Reads;
use super::work::Worker;
use super::{Settings, Unread};
use crate::source::{Charset, FileText};
use crate::span::Safety;
use found::{Collector, Look};
use std::collections::BTreeMap;

/// How often a file is mended until nothing is left to mend.
const ROUNDS: usize = 8;

/// What became of a file.
#[derive(Debug, Default)]
pub struct Mended {
    /// The bytes it should have; those it had where nothing could be mended.
    pub bytes: Vec<u8>,
    /// How many findings were mended, by rule.
    pub fixed: BTreeMap<&'static str, u64>,
    /// What is left for a person.
    pub left: Vec<Left>,
    /// Why nothing was changed although something could have been: a fault of tracklint's own.
    pub refused: Option<String>,
    /// What could not be read. The rest was mended.
    pub unread: Vec<Unread>,
}

/// A finding that was not mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The rule.
    pub rule: &'static str,
    /// `path:line:column`
    pub place: String,
    /// Why, in words for the user.
    pub reason: &'static str,
}

/// Mends the bytes of an input called `name`, with the probable repairs too if `unsafe_too`.
#[must_use]
pub fn mend(job: &Job, name: &str, bytes: &[u8], unsafe_too: bool) -> Mended {
    let settings = Settings { all: true, ..job.settings.clone() };
    let reads = Reads::detect(name, bytes, &settings);
    let least = if unsafe_too { Safety::Unsafe } else { Safety::Safe };
    let mut mender = Mender { job, settings: &settings, name, reads, least };
    mender.mend(bytes)
}

struct Mender<'m> {
    job: &'m Job<'m>,
    /// Those of the job, for all links.
    settings: &'m Settings,
    name: &'m str,
    reads: Reads,
    /// The least safe repair that is made.
    least: Safety,
}

impl Mender<'_> {
    fn mend(&mut self, bytes: &[u8]) -> Mended {
        let first = self.look(bytes);
        let (mut current, mut look) = (bytes.to_vec(), first);
        let mut mended = Mended::default();
        for _ in 0..ROUNDS {
            let (chosen, intended) = found::choose(&look.found, self.least);
            if chosen.is_empty() {
                break;
            }
            let next = self.applied(&current, &chosen);
            let again = self.look(&next);
            let before = proof::Reading { bytes: &current, look: &look };
            let after = proof::Reading { bytes: &next, look: &again };
            if let Err(why) = proof::check(&before, &after, &chosen, &intended, self.reads) {
                return self.refused(bytes, &look, why);
            }
            for one in &chosen {
                *mended.fixed.entry(one.rule).or_default() += 1;
            }
            (current, look) = (next, again);
        }
        mended.left = look.found.iter().flat_map(|f| f.left(self.name, self.least)).collect();
        Mended { bytes: current, unread: look.unread, ..mended }
    }

    fn refused(&self, bytes: &[u8], look: &Look, why: String) -> Mended {
        let refused = format!(
            "{}: this file was left as it is, because mending it would have {why}. That is a fault of tracklint's; \
             please report it",
            self.name
        );
        let left = look.found.iter().flat_map(|f| f.left(self.name, self.least)).collect();
        Mended { bytes: bytes.to_vec(), refused: Some(refused), left, ..Mended::default() }
    }

    /// Everything that is found in these bytes.
    fn look(&self, bytes: &[u8]) -> Look {
        let collector = Collector::default();
        let job = Job { settings: self.settings, report: &collector, ..*self.job };
        let events: Vec<&str> = self.settings.events.iter().map(String::as_str).collect();
        let mut worker = Worker::new(&job, &events);
        worker.bytes(self.name, bytes, self.reads);
        let unread = std::mem::take(&mut worker.done.unread);
        collector.finish(unread)
    }

    /// The bytes with the chosen edits made, written as the file writes text.
    fn applied(&self, bytes: &[u8], chosen: &[found::Chosen]) -> Vec<u8> {
        let file = FileText::read(bytes);
        let mut edits: Vec<_> = chosen.iter().flat_map(|c| &c.edits).collect();
        edits.sort_by_key(|e| (e.start_byte, e.end_byte));
        let mut out = Vec::with_capacity(bytes.len() + 64);
        let mut at = 0;
        for edit in edits {
            out.extend_from_slice(&bytes[at..edit.start_byte as usize]);
            match file.charset {
                Charset::Utf8 => out.extend_from_slice(edit.text.as_bytes()),
                _ => out.extend(file.encode(&edit.text).split_off(file.mark)),
            }
            at = edit.end_byte as usize;
        }
        out.extend_from_slice(&bytes[at..]);
        out
    }
}
