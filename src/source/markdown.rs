//! What Markdown does to a link: entities and backslashes stand for characters, but not in code, and a bar ends a cell.

use super::encoding::Encoding;
use super::entity::entity;
use super::passage::{Foreign, Passage};
use std::ops::Range;

/// True for what looks like a link without its scheme and is a host in an explanation: `example.com/?a=b`.
pub(super) fn is_mere_host(link: &str) -> bool {
    let before = link.find(['/', '?']).map_or(link, |at| &link[..at]);
    !before.contains(':') && !before.is_empty()
}

/// Notes in a link on `line` what Markdown writes for other characters.
pub(super) fn marked_up(text: &str, line: &Range<usize>, mut passage: Passage) -> Passage {
    let range = passage.range.clone();
    if text[line.clone()].trim_start().starts_with('|') {
        let cut = bar(&text[range.clone()]);
        passage.range.end = range.start + cut;
    }
    let before = &text[line.start..range.start.max(line.start)];
    if before.matches('`').count() % 2 == 1 || passage.in_code {
        return passage;
    }
    let mut at = passage.range.start;
    let end = passage.range.end;
    let mut written = Vec::new();
    while let Some(found) = memchr::memchr2(b'&', b'\\', &text.as_bytes()[at..end]).map(|found| at + found) {
        let rest = &text[found..end];
        let spelled = match rest.as_bytes()[0] {
            b'&' => entity(rest, true).filter(|(_, length)| rest[..*length].ends_with(';')),
            _ => rest[1..].chars().next().filter(char::is_ascii_punctuation).map(|c| (c, 2)),
        };
        at = found + 1;
        if let Some((c, length)) = spelled {
            at = found + length;
            if rest.starts_with('&') {
                passage.encoding = Some(Encoding::Markup);
            }
            written.push(Foreign { range: found..found + length, own: c.to_string().into(), is_break: false });
        }
    }
    let breaks = std::mem::take(&mut passage.foreign);
    written.retain(|w| !breaks.iter().any(|b| b.range.start < w.range.end && w.range.start < b.range.end));
    passage.foreign = breaks.into_iter().chain(written).filter(|f| f.range.end <= end).collect();
    passage.foreign.sort_by_key(|f| f.range.start);
    passage
}

/// Where a cell ends: at a bar that stands in no macro.
fn bar(link: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in link.char_indices() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            '|' if depth == 0 && !link[..at].ends_with('\\') => {
                return link[..at].trim_end_matches([')', '.', ',']).len();
            }
            _ => {}
        }
    }
    link.len()
}
