//! Links in commands that send them, `curl` and `wget`, and in HTTP requests as they go over the wire.

use super::begin::{is_parameter, starts_like_url};
use super::encoding::Encoding;
use super::hole::hole;
use super::passage::{End, Foreign, Passage};
use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::LazyLock;

/// The longest command that is read, in bytes.
const LONGEST: usize = 1 << 16;

/// Methods of HTTP with which links are called.
const METHODS: [&str; 5] = ["GET", "POST", "HEAD", "PUT", "OPTIONS"];

/// Options of curl and wget that a value follows, as far as they stand beside links.
const WITH_VALUE: [&str; 23] = [
    "-A",
    "-b",
    "-c",
    "-e",
    "-F",
    "-H",
    "-m",
    "-o",
    "-u",
    "-U",
    "-w",
    "-x",
    "-X",
    "--cookie",
    "--form",
    "--header",
    "--max-time",
    "--method",
    "--output",
    "--proxy",
    "--referer",
    "--request",
    "--user-agent",
];

/// What was read of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Called {
    pub links: Vec<Passage>,
    /// Offset behind what was read.
    pub end: usize,
}

/// One of these stands in every line that is a command or a request. Every line is asked, so all are searched at once.
static NAMES: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(["curl", "wget", "GET", "POST", "HEAD", "PUT", "OPTIONS"]).ok());

/// The command or request that begins on the line at `line`, if one does that holds a link.
pub(super) fn called(text: &str, line: &Range<usize>) -> Option<Called> {
    let inner = &text[line.clone()];
    if NAMES.as_ref().is_some_and(|names| !names.is_match(inner)) {
        return None;
    }
    request(text, line).or_else(|| command(text, line))
}

/// One piece of a word, and what it stands for if that is something else.
type WordPart = (Range<usize>, Option<String>);

/// A word of a command, its quotes undone.
#[derive(Debug, Default)]
struct Word {
    pieces: Vec<WordPart>,
    /// The shell puts something in: `$id`.
    holes: Vec<Range<usize>>,
    /// The quotes around it; 0 without any, and where it has several sorts.
    quote: u8,
}

impl Word {
    fn text(&self, text: &str) -> String {
        self.pieces.iter().map(|(range, own)| own.as_deref().unwrap_or(&text[range.clone()])).collect()
    }

    /// The word without its first bytes.
    fn behind(mut self, count: usize) -> Self {
        if let Some((range, None)) = self.pieces.first_mut() {
            range.start = (range.start + count).min(range.end);
        }
        self
    }
}

/// A call of curl or wget, over several lines where each ends in a `\`.
fn command(text: &str, line: &Range<usize>) -> Option<Called> {
    let start = line.start + prompt(&text[line.clone()]);
    let name = ["curl", "wget"].into_iter().find(|name| text[start..].starts_with(name))?;
    if !text[start + name.len()..].starts_with([' ', '\t']) {
        return None;
    }
    let (words, end) = words(text, start + name.len());
    let (mut urls, mut data, mut as_query, mut posts) = (Vec::new(), Vec::new(), false, false);
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let written = word.text(text);
        let (option, value) = written.split_once('=').filter(|_| written.starts_with("--")).unwrap_or((&written, ""));
        let inline = || if value.is_empty() { None } else { Some(option.len() + 1) };
        match option {
            "-G" | "--get" => as_query = true,
            "--url" => urls.extend(match inline() {
                Some(count) => Some(word.behind(count)),
                None => words.next(),
            }),
            "-d" | "--data" | "--data-raw" | "--data-urlencode" | "--data-binary" | "--post-data" => {
                posts = true;
                let value = match inline() {
                    Some(count) => Some(word.behind(count)),
                    None => words.next(),
                };
                data.extend(value.filter(|value| is_parameter(&value.text(text))));
            }
            _ if WITH_VALUE.contains(&option) => drop(words.next()),
            _ if written.starts_with("-d") && is_parameter(&written[2..]) => {
                posts = true;
                data.push(word.behind(2));
            }
            _ if written.starts_with('-') => {
                as_query |= written.len() < 6 && !written.starts_with("--") && written.contains('G')
            }
            _ if starts_like_url(&written) => urls.push(word),
            _ => {}
        }
    }
    let last = urls.len();
    let links = urls.into_iter().enumerate().map(|(at, url)| {
        let data = if as_query && at + 1 == last { std::mem::take(&mut data) } else { Vec::new() };
        link(text, url, data, posts && !as_query)
    });
    let links: Vec<Passage> = links.flatten().collect();
    let end = links.iter().map(|link| link.range.end).fold(line.end, usize::max).min(end);
    (!links.is_empty()).then_some(Called { links, end })
}

/// The link of a word, with the data that is appended to it.
fn link(text: &str, url: Word, data: Vec<Word>, has_body: bool) -> Option<Passage> {
    let quote = url.quote;
    let written = url.text(text);
    // A quote that was never closed holds the text behind the command.
    if written.contains(char::is_control) || data.iter().any(|word| word.text(text).contains(char::is_control)) {
        return None;
    }
    let first = url.pieces.first()?.0.start;
    // What stands before the link in the command cannot be shown behind it.
    let (mut pieces, mut holes, mut lost) = (url.pieces, url.holes, has_body);
    let mut separator = if written.contains('?') { "&" } else { "?" };
    for word in data {
        let (Some((next, _)), Some((last, _))) = (word.pieces.first(), pieces.last()) else { continue };
        if next.start < last.end || next.start < first {
            lost = true;
            continue;
        }
        pieces.push((last.end..next.start, Some(separator.to_owned())));
        pieces.extend(word.pieces);
        holes.extend(word.holes);
        separator = "&";
    }
    let mut passage = Passage::plain(first..pieces.last()?.0.end);
    let mut at = first;
    for (range, own) in pieces {
        if at < range.start {
            passage.foreign.push(Foreign { range: at..range.start, own: "".into(), is_break: false });
        }
        at = range.end;
        if let Some(own) = own {
            passage.foreign.push(Foreign { range, own: own.into(), is_break: false });
        }
    }
    passage.end = if lost || !holes.is_empty() { End::Open } else { End::Whole };
    passage.holes = holes;
    passage.in_code = quote == 0;
    passage.encoding = match quote {
        b'\'' => Some(Encoding::TomlLiteral),
        b'"' => Some(Encoding::Json),
        _ => None,
    };
    Some(passage)
}

/// Length of what stands before a command on its line: blanks, a prompt, the key of a step.
fn prompt(line: &str) -> usize {
    let trimmed = line.trim_start_matches([' ', '\t', '$', '#', '%', '>', '`']);
    let trimmed = ["- run: ", "run: ", "RUN ", "- ", "sudo "]
        .into_iter()
        .find_map(|s| trimmed.strip_prefix(s))
        .unwrap_or(trimmed);
    line.len() - trimmed.len()
}

/// The words of a command from `start` to its end, and where that is.
fn words(text: &str, start: usize) -> (Vec<Word>, usize) {
    let limit = text.floor_char_boundary(text.len().min(start + LONGEST));
    // A command in a sentence stands between backticks.
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let in_ticks = text[line_start..start].contains('`');
    let mut shell =
        Shell { text, limit, at: start, quote: 0, in_ticks, open: None, word: Word::default(), words: Vec::new() };
    while shell.at < limit && shell.step() {}
    shell.end_word();
    shell.words.retain(|word| !word.pieces.is_empty());
    (shell.words, shell.at)
}

/// Reads words as a shell does.
struct Shell<'t> {
    text: &'t str,
    limit: usize,
    at: usize,
    /// The quote that is open; 0 without one.
    quote: u8,
    /// A backtick ends the command.
    in_ticks: bool,
    /// Where bytes begin that stand for themselves.
    open: Option<usize>,
    word: Word,
    words: Vec<Word>,
}

impl Shell<'_> {
    /// Takes one more byte or sign. False at the end of the command.
    fn step(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        let c = bytes[self.at];
        let continued = if matches!(c, b'\\' | b'^' | b'`') { line_end(&bytes[self.at + 1..]) } else { 0 };
        match c {
            b'`' if self.in_ticks => return false,
            _ if continued > 0 && self.quote != b'\'' => self.stands_for(1 + continued, ""),
            b'\\' if self.quote == 0 && bytes.get(self.at + 1).is_some_and(u8::is_ascii_punctuation) => {
                let own = char::from(bytes[self.at + 1]).to_string();
                self.stands_for(2, &own);
            }
            b'"' | b'\'' if self.quote == 0 || self.quote == c => {
                self.close();
                self.quote = if self.quote == 0 { c } else { 0 };
                let alone = self.word.pieces.is_empty() || self.word.quote == c;
                self.word.quote = if alone { c } else { 0 };
                self.at += 1;
            }
            b'\n' | b'\r' | b'|' | b';' | b'>' | b'<' if self.quote == 0 => return false,
            b' ' | b'\t' if self.quote == 0 => {
                self.end_word();
                self.at += 1;
            }
            b'&' if self.quote == 0 && (bytes.get(self.at + 1) == Some(&b'&') || self.open.is_none()) => return false,
            b'$' if self.quote != b'\'' => self.variable(),
            _ => self.plain(1),
        }
        true
    }

    fn plain(&mut self, length: usize) {
        self.open.get_or_insert(self.at);
        self.at += length;
    }

    /// What the shell puts in.
    fn variable(&mut self) {
        let rest = &self.text[self.at..self.limit];
        let length = hole(rest, rest, false, true);
        self.word.holes.extend(length.map(|length| self.at..self.at + length));
        self.plain(length.unwrap_or(1));
    }

    /// Bytes that stand for something else. Outside a word a line that goes on is nothing.
    fn stands_for(&mut self, length: usize, own: &str) {
        self.close();
        if !own.is_empty() || self.quote != 0 || !self.word.pieces.is_empty() {
            self.word.pieces.push((self.at..self.at + length, Some(own.to_owned())));
        }
        self.at += length;
    }

    /// Ends a run of bytes that stand for themselves.
    fn close(&mut self) {
        if let Some(from) = self.open.take().filter(|from| *from < self.at) {
            self.word.pieces.push((from..self.at, None));
        }
    }

    fn end_word(&mut self) {
        self.close();
        self.words.push(std::mem::take(&mut self.word));
    }
}

/// Bytes of the line end at the start of a text, blanks before it included; 0 if none is there.
fn line_end(bytes: &[u8]) -> usize {
    let blanks = bytes.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
    if bytes.get(blanks) == Some(&b'\n') { blanks + 1 } else { 0 }
}

/// `GET /postback?a=b HTTP/1.1`, with the `Host:` that follows it.
fn request(text: &str, line: &Range<usize>) -> Option<Called> {
    let inner = &text[line.clone()];
    let start = inner.len() - inner.trim_start_matches(['>', ' ', '\t', '`']).len();
    let method = METHODS.into_iter().find(|method| inner[start..].starts_with(method))?;
    let rest = inner[start + method.len()..].strip_prefix(' ')?;
    let (target, version) =
        rest.trim_end_matches(['`', ' ']).split_once(' ').unwrap_or((rest.trim_end_matches(['`', ' ']), ""));
    let query = target.find('?').is_some_and(|at| is_parameter(&target[at + 1..]));
    let sent = version.starts_with("HTTP/");
    if !target.starts_with('/') || !query || !sent && !version.is_empty() {
        return None;
    }
    let at = line.start + start + method.len() + 1;
    let host = host(&text[line.end..]);
    if !sent && host.is_none() {
        return None;
    }
    let mut passage = Passage::plain(at..at + target.len());
    if let Some(host) = host {
        passage.foreign.push(Foreign { range: at..at, own: format!("https://{host}").into(), is_break: false });
    }
    passage.end = if method == "GET" || method == "HEAD" { End::Whole } else { End::Open };
    Some(Called { links: vec![passage], end: line.end })
}

/// The host that the lines behind a request name.
fn host(rest: &str) -> Option<&str> {
    let headers = rest.lines().skip(1).take(64).map(|line| line.trim_start_matches(['>', ' ']).trim_end());
    let mut headers = headers.take_while(|line| line.split_once(':').is_some_and(|(name, _)| !name.contains(' ')));
    let value = headers.find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("host").then(|| value.trim())
    })?;
    (!value.is_empty() && !value.contains([' ', '/'])).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<(String, End)> {
        let line = 0..text.find('\n').unwrap_or(text.len());
        let found = called(text, &line).map_or(Vec::new(), |called| called.links);
        found.iter().map(|p| (p.link(text).into_owned(), p.end)).collect()
    }

    #[test]
    fn calls_are_read_as_the_shell_reads_them() {
        for (text, link, end) in [
            ("curl https://a.com/x?b=1", "https://a.com/x?b=1", End::Whole),
            ("`curl -s https://a.com/x?b=1` -> 200", "https://a.com/x?b=1", End::Whole),
            ("$ curl -s 'https://a.com/x?b={c}&d=1' | jq .", "https://a.com/x?b={c}&d=1", End::Whole),
            ("curl \"https://a.com/x?b=$cid\"", "https://a.com/x?b=$cid", End::Open),
            ("curl \"https://a.com/x?b=1&\\\nc=2\"", "https://a.com/x?b=1&c=2", End::Whole),
            ("curl https://a.com/x\\?b=1\\&c=2", "https://a.com/x?b=1&c=2", End::Whole),
            (
                "curl -G 'https://a.com/x' \\\n  -d 'b={c}' \\\n  --data-urlencode \"d=e f\"",
                "https://a.com/x?b={c}&d=e f",
                End::Whole,
            ),
            ("curl -sG --url https://a.com/x?a=1 -d b=2", "https://a.com/x?a=1&b=2", End::Whole),
            ("curl -X POST https://a.com/x -d 'b=1'", "https://a.com/x", End::Open),
            ("curl -H 'X: https://no.com' -o /tmp/x https://a.com/x?b=1", "https://a.com/x?b=1", End::Whole),
            ("wget -q -O- \"https://a.com/x?b=1\" && echo", "https://a.com/x?b=1", End::Whole),
            ("curl ^\n  \"https://a.com/x?b=1\"", "https://a.com/x?b=1", End::Whole),
            ("GET /pb?clickid=1 HTTP/1.1", "/pb?clickid=1", End::Whole),
            (
                "GET /pb?clickid=1 HTTP/1.1\r\nAccept: */*\r\nHost: a.com\r\n\r\n",
                "https://a.com/pb?clickid=1",
                End::Whole,
            ),
            ("> POST /pb?clickid=1 HTTP/2\n> Host: a.com\n", "https://a.com/pb?clickid=1", End::Open),
        ] {
            assert_eq!(links(text), [(link.to_owned(), end)], "{text}");
        }
        for text in
            ["curl is a tool", "GET well soon", "GET /api/x HTTP/1.1", "POSTBACK", "get curl from https://curl.se", ""]
        {
            assert_eq!(links(text), [], "{text}");
        }
    }

    #[test]
    fn an_edit_finds_its_way_into_the_command() {
        use crate::span::{Edit, Span};
        let text = "curl -G 'https://a.com/x' \\\n  -d 'b={c'";
        let called = called(text, &(0..text.find('\n').unwrap())).expect("a call");
        let passage = &called.links[0];
        let link = passage.as_broken(text);
        let map = passage.map().expect("a map");
        let edit = map.edit_out(&Edit::insert(link.len() as u32, "}")).expect("the way is exact");
        assert_eq!(edit.span, Span::point(passage.range.len()));
    }
}
