//! Free text: a link in it may have been wrapped over several lines.

use super::extent::Extent;
use super::{At, Stream, Worker};
use crate::findings::Directives;
use crate::link::Tag;
use crate::rule::Hints;
use crate::source::{Block, FileText, Line, Literal, each_in_mail, each_passage};
use crate::span::{Columns, Span};

/// Why a mail is not edited, in words for the user.
const SENT: &str = "a saved mail shows what was sent; correct the link where it is kept";

impl Worker<'_> {
    /// Lints the links of saved mails.
    pub fn mail(&mut self, name: &str, file: &FileText) {
        let hints = self.job.settings.hints(self.events);
        let quiet = self.quiet(name, Directives::default());
        let (mut line, mut counted) = (1, 0);
        each_in_mail(file, |found| {
            let extent = Extent::of(&found.passage);
            let hints = Hints { end: extent.end, ..hints };
            let span = found.map.span_out(Span::new(0, found.written.len())).range();
            let (start, end) = (found.at + span.start, found.at + span.end);
            // Links come in the order of the file, but for those of a second alternative.
            if start < counted {
                (line, counted) = (1, 0);
            }
            line += memchr::memchr_iter(b'\n', file.text[counted..start].as_bytes()).count() as u64;
            counted = start;
            let line_start = file.text[..start].rfind('\n').map_or(0, |at| at + 1);
            let place = At { path: name, line, column: None, byte: start as u64, key: None };
            self.link_in(place, &quiet, None, (&found.link, &extent), &hints, || Literal {
                map: Some(found.map.clone()),
                at: found.at as u64,
                lines: file.text[start..end].as_bytes(),
                lines_at: start as u64,
                before: file.text[line_start..start].chars().count() as u64,
                file: Some(file),
                locked: Some(SENT),
                ..Literal::plain(&found.written, name, start as u64, line)
            });
        });
    }

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
        let hints = self.job.settings.hints(self.events);
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
            let hints = Hints { tag: Tag::before(&text[line_start..range.start]), end: extent.end, ..hints };
            let byte = at + line_start as u64;
            let place = At { path, line, column: None, byte, key: None };
            let written = passage.as_broken(text);
            self.link_in(place, quiet, None, (&link, &extent), &hints, || Literal {
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
