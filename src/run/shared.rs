//! A large input that several workers lint at once.

use super::workers::{in_parts, workers};
use crate::offer::{self, Spread};
use crate::scan::{Open, PartResult, Reads, ScanSetup, Worker, joined};
use crate::source::{Document, FileText};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Units that one worker takes at once.
const SHARE: usize = 64;

/// Lints the bytes of a large input with as many workers as the settings say. `told` hears of how much of it, from 0
/// to 1, is linted so far.
pub fn lint_shared(
    job: &ScanSetup,
    events: &[&str],
    name: &str,
    bytes: &[u8],
    reads: Reads,
    mut told: impl FnMut(f64),
) -> PartResult {
    let mut worker = Worker::new(job, events);
    let Reads::Structured(syntax) = reads else {
        worker.bytes(name, bytes, reads);
        return worker.done;
    };
    let file = FileText::read(bytes);
    let document = Document::read(name, &file, syntax);
    let count = workers(job.settings);
    let spread = Spread { parts: count, each: &in_parts };
    let offers = offer::read(&document, &job.settings.config.fields, job.catalogue, &spread);
    let open = Open::new(&document, &offers, &job.settings.config);
    worker.breaks(&open);
    let first = worker.share(&open, 0..0);
    let (next, shares) = (AtomicUsize::new(0), Mutex::new(vec![(0, first)]));
    let work = |mut worker: Worker, told: &mut dyn FnMut(f64)| {
        loop {
            let from = next.fetch_add(SHARE, Ordering::Relaxed);
            if from >= open.units() {
                break;
            }
            told(from as f64 / open.units() as f64);
            let share = worker.share(&open, from..open.units().min(from + SHARE));
            if let Ok(mut shares) = shares.lock() {
                shares.push((from + 1, share));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..count {
            scope.spawn(|| work(Worker::new(job, events), &mut |_| {}));
        }
        work(worker, &mut told);
    });
    let mut shares = shares.into_inner().unwrap_or_default();
    shares.sort_by_key(|(from, _)| *from);
    shares.push((usize::MAX, Worker::new(job, events).left(&open)));
    joined(job, shares.into_iter().map(|(_, share)| share).collect())
}
