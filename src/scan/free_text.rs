//! Free text: a link in it may have been wrapped over several lines.

use super::extent::Extent;
use super::{At, Stream, Worker};
use crate::link::Tag;
use crate::rule::Told;
use crate::source::{Block, Line, Literal, each_passage};
use crate::span::Columns;

impl Worker<'_> {
    /// Lints lines of free text, which are read together.
    pub fn text(&mut self, block: &Block, stream: &Stream) {
        let end = |line: &Line| (line.at - block.at) as usize + line.bytes.len();
        let (mut start, mut first, mut ended) = (0, block.first_line, 0);
        for line in block.lines() {
            if line.is_too_long() || std::str::from_utf8(line.bytes).is_err() {
                self.passages(&block.bytes[start..ended], (block.at + start as u64, first), stream);
                self.line(line, stream);
                (start, first) = ((end(&line) + 1).min(block.bytes.len()), line.number + 1);
                ended = start;
            } else {
                ended = end(&line);
            }
        }
        self.passages(&block.bytes[start..ended], (block.at + start as u64, first), stream);
    }

    /// The links of whole lines that begin at a byte and a line of the input.
    fn passages(&mut self, lines: &[u8], (at, first): (u64, u64), stream: &Stream) {
        let Ok(text) = std::str::from_utf8(lines) else { return };
        let Stream { path, format, quiet, file } = stream;
        let told = self.job.settings.told(self.events);
        let (mut counted, mut line, mut line_start) = (0, first, 0);
        let mut columns = Columns::new(lines);
        each_passage(text, *format, |passage| {
            let range = passage.range.clone();
            for line_end in memchr::memchr_iter(b'\n', &lines[counted..range.start]) {
                (line, line_start) = (line + 1, counted + line_end + 1);
                columns = Columns::new(&lines[line_start..]);
            }
            counted = range.start;
            let link = passage.link(text);
            let extent = Extent::of(&passage);
            let told = Told { tag: Tag::before(&text[line_start..range.start]), end: extent.end, ..told };
            let byte = at + line_start as u64;
            let place = At { path, line, column: None, byte, key: None };
            let written = passage.as_broken(text);
            self.link_in(place, quiet, None, (&link, &extent), &told, || Literal {
                map: passage.map(),
                lines: &lines[range.start..with_domain(lines, range.end)],
                before: columns.before(range.start - line_start),
                file: *file,
                locked: passage.locked,
                ..Literal::plain(&written, path, at + range.start as u64, line)
            });
        });
    }
}

/// The end of what is shown of the lines for a link that ends at `end`: with the rest of a mail address that a blank has
/// cut in two, so that the half in the link can be masked.
fn with_domain(lines: &[u8], end: usize) -> usize {
    /// The longest domain.
    const LONGEST: usize = 256;
    let blanks = lines[end..].iter().take(LONGEST).take_while(|b| **b == b' ').count();
    let domain = blanks > 0 && lines.get(end + blanks) == Some(&b'@');
    if domain { lines.len().min(end + blanks + LONGEST) } else { end }
}
