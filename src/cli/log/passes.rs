//! Reading a log with several workers: blocks out, pieces back, in one order.

use super::inputs::{Source, broken};
use crate::log::block::{LogBlock, Skip, entries, lines, text_of};
use crate::log::entry::{Entry, Read as Line};
use crate::log::format::LogFormat;
use crate::log::hash::Key;
use crate::log::hit::HitPlace;
use crate::log::judge::Judge;
use crate::log::setup::LogSetup;
use crate::log::time::Time;
use crate::source::{Block, Blocks, Part};
use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::io::Read;

/// The largest log that is read as a whole: those that are JSON documents or tables.
const LARGEST: u64 = 1 << 30;

/// So many records that were read already are judged together.
const SHARE: usize = 2_000;

/// A file with its format.
pub struct Input {
    /// The file.
    pub source: Source,
    /// How it is written.
    pub format: LogFormat,
}

/// Something for a worker to do.
enum Work {
    Lines(Block),
    Entries(Vec<(u64, Entry<'static>)>),
    /// Nothing to judge: what could not be read.
    Unread(Vec<(u64, String)>),
}

struct Job {
    number: u64,
    file: u32,
    format: LogFormat,
    work: Work,
}

/// Why a file could not be read to its end.
pub type ReadFailure = (u32, String);

/// Judges every record of the inputs; hands on the pieces in order. Returns what could not be read.
pub fn judge(inputs: &[Input], setup: &LogSetup, workers: usize, mut take: impl FnMut(LogBlock)) -> Vec<ReadFailure> {
    let skip = Skip::of(setup.endpoints.needles());
    let work = |job: Job, judge: &mut Judge| {
        let mut format = job.format;
        match job.work {
            Work::Lines(block) => lines(&block, &mut format, job.file, &skip, judge),
            Work::Entries(all) => entries(&all, &format, job.file, judge),
            Work::Unread(all) => {
                let mut piece = LogBlock::default();
                for (line, text) in all {
                    piece.unread.add_with(HitPlace { file: job.file, line }, || text);
                }
                piece
            }
        }
    };
    shared(inputs, setup, workers, work, &mut take)
}

/// The ids that the log names, each with the time at which it is named.
pub fn ids(inputs: &[Input], setup: &LogSetup, workers: usize, mut take: impl FnMut(Vec<(Key, Option<Time>)>)) {
    let skip = Skip::of(setup.endpoints.needles());
    let work = |job: Job, judge: &mut Judge| {
        let mut found = Vec::new();
        let mut format = job.format;
        let export = format.export();
        let mut see = |id: &str, time| found.push((crate::log::clicks::Clicks::key(id), time));
        match job.work {
            Work::Lines(block) => {
                for line in block.lines() {
                    if skip.skips(line.bytes, &format) {
                        continue;
                    }
                    if let Some(text) = text_of(&line)
                        && let Line::Entry(entry) = format.line(&text)
                    {
                        judge.ids(&entry, export, &mut see);
                    }
                }
            }
            Work::Entries(all) => all.iter().for_each(|(_, entry)| judge.ids(entry, export, &mut see)),
            Work::Unread(_) => {}
        }
        found
    };
    // What cannot be read is told by the pass that judges.
    shared(inputs, setup, workers, work, &mut take);
}

/// Shares the work among workers; with one, nothing is handed about.
fn shared<T: Send>(
    inputs: &[Input],
    setup: &LogSetup,
    workers: usize,
    work: impl Fn(Job, &mut Judge) -> T + Sync,
    take: &mut impl FnMut(T),
) -> Vec<ReadFailure> {
    if workers < 2 {
        let mut judge = Judge::new(setup);
        let mut trouble = Vec::new();
        read(inputs, &mut trouble, &mut |job| {
            take(work(job, &mut judge));
            true
        });
        return trouble;
    }
    let room = workers * 4;
    let (send_job, jobs) = bounded::<Job>(room);
    let (send_done, done) = bounded::<(u64, T)>(room);
    // A slow block holds back those that are read after it, so that what waits for its turn stays little.
    let (give_back, permits) = bounded::<()>(room);
    (0..room).for_each(|_| {
        let _ = give_back.send(());
    });
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let (jobs, send_done, work) = (jobs.clone(), send_done.clone(), &work);
            scope.spawn(move || {
                let mut judge = Judge::new(setup);
                for job in jobs {
                    let number = job.number;
                    if send_done.send((number, work(job, &mut judge))).is_err() {
                        break;
                    }
                }
            });
        }
        drop((jobs, send_done));
        let reader = scope.spawn(move || {
            let mut trouble = Vec::new();
            read(inputs, &mut trouble, &mut |job| permits.recv().is_ok() && send_job.send(job).is_ok());
            trouble
        });
        let (mut next, mut early) = (0, BTreeMap::new());
        for (number, piece) in done {
            early.insert(number, piece);
            while let Some(piece) = early.remove(&next) {
                take(piece);
                next += 1;
                let _ = give_back.send(());
            }
        }
        reader.join().unwrap_or_default()
    })
}

/// Reads the inputs one after the other and hands on what there is to do, until nobody takes it.
fn read(inputs: &[Input], trouble: &mut Vec<ReadFailure>, give: &mut dyn FnMut(Job) -> bool) {
    let mut number = 0;
    for (file, input) in (0..).zip(inputs) {
        let mut give = |format: &LogFormat, work: Work| {
            let given = give(Job { number, file, format: format.clone(), work });
            number += 1;
            given
        };
        let opened = input.source.open();
        let outcome = opened.and_then(|reader| match input.format.is_by_line() {
            true => by_line(reader, &input.format, &mut give),
            false => as_a_whole(reader, &input.format, &mut give),
        });
        if let Err(message) = outcome {
            trouble.push((file, message));
        }
    }
}

fn by_line(
    reader: Box<dyn Read + Send>,
    format: &LogFormat,
    give: &mut dyn FnMut(&LogFormat, Work) -> bool,
) -> Result<(), String> {
    let mut blocks = Blocks::new(reader);
    let mut format = format.clone();
    loop {
        match blocks.next_part() {
            Ok(Some(Part::Lines(block))) => {
                let next = {
                    let mut next = format.clone();
                    next.pass(&block.bytes);
                    next
                };
                if !give(&format, Work::Lines(block)) {
                    return Ok(());
                }
                format = next;
            }
            Ok(Some(Part::TooLong(line))) => {
                if !give(&format, Work::Unread(vec![(line, "a line of more than 16 MiB".to_owned())])) {
                    return Ok(());
                }
            }
            Ok(None) => return Ok(()),
            Err(error) => return Err(broken(&error)),
        }
    }
}

fn as_a_whole(
    reader: Box<dyn Read + Send>,
    format: &LogFormat,
    give: &mut dyn FnMut(&LogFormat, Work) -> bool,
) -> Result<(), String> {
    let mut bytes = Vec::new();
    let cut = reader.take(LARGEST + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > LARGEST {
        return Err("it is larger than 1 GiB and has to be read as a whole; hand it in as JSON lines".to_owned());
    }
    let mut all = Vec::new();
    let unread = format.records(&bytes, |line, entry| all.push((line, entry)));
    drop(bytes);
    let mut all = all.into_iter().peekable();
    while all.peek().is_some() {
        if !give(format, Work::Entries(all.by_ref().take(SHARE).collect())) {
            return Ok(());
        }
    }
    if !unread.is_empty() {
        give(format, Work::Unread(unread));
    }
    cut.map(|_| ()).map_err(|error| broken(&error))
}
