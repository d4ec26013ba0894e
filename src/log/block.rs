//! A block of a log, read by one worker: its hits, and counts of all else.

use super::entry::{Entry, Read, Request, lossless};
use super::format::LogFormat;
use super::hit::{Hit, HitPlace};
use super::judge::{Judge, JudgedRecord};
use super::summary::Counted;
use crate::source::{Block, Line};
use aho_corasick::AhoCorasick;

/// What a block holds.
#[derive(Debug, Default)]
pub struct LogBlock {
    /// Postbacks, in order.
    pub hits: Vec<Box<Hit>>,
    /// Requests that are none.
    pub other: Counted,
    /// Requests that the server refused before it had read what was asked for.
    pub refused: u64,
    /// Lines that do not parse.
    pub unread: Counted,
    /// Postbacks before or after the time that was asked for.
    pub out_of_time: u64,
}

impl LogBlock {
    fn take(&mut self, judged: JudgedRecord, place: HitPlace, text: impl FnOnce() -> String) {
        match judged {
            JudgedRecord::Hit(hit) => self.hits.push(hit),
            JudgedRecord::Other => self.other.add_with(place, text),
            JudgedRecord::Refused => self.refused += 1,
            JudgedRecord::OutOfTime => self.out_of_time += 1,
            JudgedRecord::Unread => self.unread.add_with(place, text),
        }
    }
}

/// Finds out from its bytes that a line holds no postback.
#[derive(Clone, Debug)]
pub struct Skip(Option<AhoCorasick>);

impl Skip {
    /// One that looks for these pieces of text; of which every postback holds one.
    #[must_use]
    pub fn of(needles: Option<Vec<String>>) -> Self {
        Self(needles.filter(|n| !n.is_empty()).and_then(|n| AhoCorasick::new(n).ok()))
    }

    /// True for a line in JSON that is whole and holds none of them. Escapes may hide one: then the line is read.
    #[must_use]
    pub fn skips(&self, line: &[u8], format: &LogFormat) -> bool {
        let Self(Some(needles)) = self else { return false };
        matches!(format, LogFormat::Json)
            && line.first() == Some(&b'{')
            && line.last() == Some(&b'}')
            && !needles.is_match(line)
            && memchr::memchr(b'\\', line).is_none()
            // What nginx refused has empty fields: those are counted apart.
            && memchr::memmem::find(line, b"\"\"").is_none()
    }
}

/// Judges every record of a block of lines.
pub fn lines(block: &Block, format: &mut LogFormat, file: u32, skip: &Skip, judge: &mut Judge) -> LogBlock {
    let mut piece = LogBlock::default();
    for line in block.lines() {
        let place = HitPlace { file, line: line.number };
        if skip.skips(line.bytes, format) {
            piece.other.add_with(place, || lossless(line.bytes).into_owned());
            continue;
        }
        let export = format.export();
        match text_of(&line).as_deref().map(|text| (text, format.line(text))) {
            Some((text, Read::Entry(entry))) => {
                piece.take(judge.judge(&entry, place, export), place, || text.to_owned());
            }
            Some((_, Read::Nothing)) => {}
            Some((text, Read::Unread)) => piece.unread.add_with(place, || text.to_owned()),
            None => piece.unread.add_with(place, || "a line of more than 16 MiB".to_owned()),
        }
    }
    piece
}

/// Judges records that were read already, each with its line.
pub fn entries(entries: &[(u64, Entry<'static>)], format: &LogFormat, file: u32, judge: &mut Judge) -> LogBlock {
    let mut piece = LogBlock::default();
    for (line, entry) in entries {
        let place = HitPlace { file, line: *line };
        let text = || match &entry.request {
            Request::Http { target, .. } => target.to_string(),
            _ => String::new(),
        };
        piece.take(judge.judge(entry, place, format.export()), place, text);
    }
    piece
}

/// A line as text; `None` for one that is too long. Bytes that are no text are percent-encoded.
#[must_use]
pub fn text_of<'l>(line: &Line<'l>) -> Option<std::borrow::Cow<'l, str>> {
    (!line.is_too_long()).then(|| lossless(line.bytes))
}
