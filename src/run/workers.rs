//! How many threads share the work, and how they do it.

use crate::settings::Settings;
use std::panic::resume_unwind;

/// How many workers share the work.
pub fn workers(settings: &Settings) -> usize {
    match settings.jobs {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        n => n,
    }
}

/// Does `work` for every number below `parts`, each on a thread of its own.
///
/// # Panics
/// If `work` does.
pub fn in_parts(parts: usize, work: &(dyn Fn(usize) + Sync)) {
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..parts).map(|number| scope.spawn(move || work(number))).collect();
        work(0);
        others.into_iter().for_each(|other| other.join().unwrap_or_else(|fault| resume_unwind(fault)));
    });
}
