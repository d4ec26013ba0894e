//! What Markdown does to a link: entities and backslashes stand for characters, but not in code, and a bar ends a cell.

use super::encoding::Encoding;
use super::entity::entity;
use super::format::Format;
use super::passage::{Foreign, Passage};
use std::ops::Range;

/// A block of code between two fences.
pub(super) struct Fence {
    mark: char,
    length: usize,
    /// How its lines are read.
    pub format: Format,
}

impl Fence {
    /// The fence that a line opens; `rest` is the text behind the line.
    pub fn opened(line: &str, rest: &str) -> Option<Self> {
        let inner = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        let inner = inner.strip_prefix("- ").or(inner.strip_prefix("* ")).unwrap_or(inner);
        let mark = inner.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let length = inner.len() - inner.trim_start_matches(mark).len();
        let info = inner[length..].trim();
        if length < 3 || info.contains('`') {
            return None;
        }
        let mut fence = Self { mark, length, format: Format::Lines };
        let mut end = 0;
        for line in rest.split_inclusive('\n') {
            if fence.is_closed_by(line) {
                break;
            }
            end += line.len();
        }
        fence.format = language(info, &rest[..end]);
        Some(fence)
    }

    /// True for a line that ends it.
    pub fn is_closed_by(&self, line: &str) -> bool {
        let inner = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>').trim_end();
        inner.len() >= self.length && inner.chars().all(|c| c == self.mark)
    }
}

/// How code is read whose fence says `info`.
fn language(info: &str, code: &str) -> Format {
    let name =
        info.split(|c: char| c.is_whitespace() || "{:,".contains(c)).next().unwrap_or_default().to_ascii_lowercase();
    match &*name {
        "text" | "txt" | "plain" | "plaintext" | "url" | "http" | "csv" | "markdown" | "md" => Format::Lines,
        "json" | "jsonc" | "json5" | "yaml" | "yml" | "toml" | "ini" | "env" | "dotenv" | "properties" | "log" => {
            Format::Log
        }
        "html" | "xml" | "svg" | "xhtml" => Format::Markdown,
        "sql" => Format::Data,
        "" => match Format::detect("", code.as_bytes()) {
            _ if is_markup(code) => Format::Markdown,
            found @ (Format::Code | Format::Log | Format::Data) => found,
            _ => Format::Lines,
        },
        _ => Format::Code,
    }
}

/// True for what looks like a link without its scheme and is a host in an explanation: `example.com/?a=b`.
pub(super) fn is_mere_host(link: &str) -> bool {
    let before = link.find(['/', '?']).map_or(link, |at| &link[..at]);
    !before.contains(':') && !before.is_empty()
}

/// True for code that begins with a tag, as HTML and XML do.
fn is_markup(code: &str) -> bool {
    let code = code.trim_start();
    code.strip_prefix('<')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?'))
        && (code.contains("</") || code.contains("/>"))
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
