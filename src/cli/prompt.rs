//! The paste prompt: what is typed or pasted is answered at once, link by link, with nothing to quote for a shell and
//! nothing kept on disk.

use super::argument;
use super::editor::{Editor, Entered};
use super::io::say;
use crate::findings::{Ending, Entry, Report, Unread};
use crate::lint::Linter;
use crate::platform::Role;
use crate::report::columns::{visible, width};
use crate::run::Input;
use crate::settings::Settings;
use crate::source::{InputFormat, Passage, Syntax, each_passage};
use std::cell::RefCell;
use std::io::{Read, Result, Write};
use std::sync::Arc;

/// What stands above the first line.
const GREETING: &str = "Paste a link, or the whole message it came in. Press Enter on an empty line to leave.";

/// What is answered to whoever asks.
const HELP: &str = "\
Paste a link, several links or a whole message.
pair: follow a click id through the last link and postback.
q, or an empty line: leave.";

/// Words that people type to leave, to be told what to do, and to have a link and its postback looked at together.
const LEAVING: [&str; 4] = ["exit", "quit", "q", ":q"];
const ASKING: [&str; 3] = ["help", "?", "h"];
const PAIRING: &str = "pair";

/// A link of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    pub link: String,
    /// How it stands in what was pasted.
    pub passage: Passage,
}

/// What an entry holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PastedText {
    Links(Arc<str>, Vec<Pasted>),
    /// Records, JSON, HTML, a table: read as what it is, with places in what was pasted.
    Whole(String),
    /// The pair that was offered.
    Pair(Pair),
}

/// Standard error, which the prompt and the run both talk on.
pub type SharedStderr<'e> = RefCell<&'e mut dyn Write>;

/// Asks until somebody leaves.
pub struct Prompt<'a, 'e> {
    editor: Editor<'a>,
    err: &'a SharedStderr<'e>,
    /// How entries are read, if that was said.
    format: Option<InputFormat>,
    /// The last entry ended with its paste: whoever presses Enter behind it means the paste, and does not leave.
    pasted: bool,
    /// A link and its postback that may be asked for.
    offered: Option<Pair>,
    closed: bool,
}

impl<'a, 'e> Prompt<'a, 'e> {
    /// Says what to do.
    pub fn new(editor: Editor<'a>, format: Option<InputFormat>, err: &'a SharedStderr<'e>) -> Self {
        let _ = writeln!(err.borrow_mut(), "{GREETING}");
        Self { editor, err, format, pasted: false, offered: None, closed: false }
    }

    /// The next entry with links in it. `None` when somebody leaves.
    ///
    /// # Errors
    /// The terminal cannot be read.
    pub fn next(&mut self) -> Result<Option<PastedText>> {
        while !self.closed {
            let Some(Entered { text, pasted }) = self.editor.ask(&mut **self.err.borrow_mut())? else { break };
            let word = text.trim();
            let habit = std::mem::replace(&mut self.pasted, pasted);
            if word.is_empty() && (habit || pasted) {
                self.say("note", if pasted { "that paste was empty" } else { "press Enter once more to leave" });
            } else if word.is_empty() || LEAVING.contains(&word) {
                break;
            } else if ASKING.contains(&word) {
                let _ = writeln!(self.err.borrow_mut(), "{HELP}");
            } else if let (PAIRING, Some(pair)) = (word, &self.offered) {
                return Ok(Some(PastedText::Pair(pair.clone())));
            } else if word == PAIRING {
                self.say("note", &format!("paste a tracking link and its postback first, then type {PAIRING}"));
            } else {
                match found(&text, self.format) {
                    PastedText::Links(_, links) if links.is_empty() => {
                        self.say("note", "no link found in that; a link begins with https://");
                    }
                    found => {
                        self.say_joined(&found);
                        return Ok(Some(found));
                    }
                }
            }
        }
        self.close();
        Ok(None)
    }

    fn say(&self, kind: &str, what: &str) {
        say(&mut **self.err.borrow_mut(), kind, what);
    }

    /// What was put together, in words.
    fn say_joined(&self, found: &PastedText) {
        let PastedText::Links(_, links) = found else { return };
        for (i, pasted) in links.iter().enumerate().filter(|(_, l)| l.passage.lines > 1) {
            let which = if links.len() == 1 { "the link".to_owned() } else { format!("link {}", i + 1) };
            self.say("note", &format!("{which} was wrapped over {} lines and is read as one", pasted.passage.lines));
        }
    }

    /// Offers to look at a link and its postback together.
    pub fn offer(&mut self, pair: Pair) {
        let which = &pair.which;
        self.say("hint", &format!("type {PAIRING} to follow one click id through {which}"));
        self.offered = Some(pair);
    }

    /// Leaves the terminal as it was.
    pub fn close(&mut self) {
        if !std::mem::replace(&mut self.closed, true) {
            self.editor.close(&mut **self.err.borrow_mut());
        }
    }
}

/// The links of an entry.
pub fn found(text: &str, format: Option<InputFormat>) -> PastedText {
    let said = format.unwrap_or_else(|| InputFormat::detect("", text.as_bytes()));
    let structured = || format.is_none() && Syntax::detect("", text.as_bytes()).is_some();
    if said == InputFormat::Records || structured() {
        return PastedText::Whole(text.to_owned());
    }
    let mut links = Vec::new();
    each_passage(text, said, |passage: Passage| {
        links.push(Pasted { link: passage.link(text).into_owned(), passage });
    });
    // One word that is meant as a link, if only a piece of one: `&clickid={x}`.
    let word = text.trim();
    if links.is_empty() && argument::says_url(word) && !word.contains(char::is_whitespace) {
        let start = text.len() - text.trim_start().len();
        links.push(Pasted { link: word.to_owned(), passage: Passage::plain(start..start + word.len()) });
    }
    PastedText::Links(text.into(), links)
}

/// The links as inputs of a run.
pub fn inputs(text: &Arc<str>, links: &[Pasted]) -> Vec<Input> {
    let named = |(i, pasted): (usize, &Pasted)| Input::Pasted {
        text: text.clone(),
        passage: Box::new(pasted.passage.clone()),
        name: format!("<link {}>", i + 1),
    };
    links.iter().enumerate().map(named).collect()
}

/// Finds a tracking link whose postback follows it, in one entry or in the next.
pub struct Pairs<'a> {
    linter: Linter<'a>,
    settings: &'a Settings,
    last: Option<(Role, String)>,
}

impl<'a> Pairs<'a> {
    pub const fn new(linter: Linter<'a>, settings: &'a Settings) -> Self {
        Self { linter, settings, last: None }
    }

    /// What there is to say about the links of an entry: the first pair among them.
    pub fn look(&mut self, links: &[Pasted]) -> Option<Pair> {
        let told = self.settings.hints(&[]);
        let mut found = None;
        for (i, pasted) in links.iter().enumerate() {
            let role = self.linter.lint(&pasted.link, &told).decision.role;
            let last = self.last.replace((role, pasted.link.clone()));
            if let (Some((Role::TrackingLink, link)), Role::Postback, None) = (last, role, &found) {
                let alone = i == 0 || links.len() == 2;
                let which =
                    if alone { "this link and its postback".to_owned() } else { format!("links {i} and {}", i + 1) };
                found = Some(Pair { which, link, postback: pasted.link.clone() });
            }
        }
        found
    }
}

/// A tracking link and the postback that was pasted behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The two in words.
    which: String,
    pub link: String,
    pub postback: String,
}

/// A report with the number of each link above its answer, where there are several.
pub struct Numbered<'a> {
    pub inner: &'a dyn Report,
    pub count: usize,
    pub width: usize,
}

impl Report for Numbered<'_> {
    fn head(&self, out: &mut Vec<u8>) {
        self.inner.head(out);
    }

    fn joiner(&self) -> &'static [u8] {
        self.inner.joiner()
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) {
        if self.count > 1 {
            let number = entry.literal.path.trim_matches(|c: char| !c.is_ascii_digit());
            let head = format!("Link {number} of {}: ", self.count);
            let link = beginning(&entry.literal.text, self.width.saturating_sub(head.len()));
            out.extend_from_slice(format!("{head}{link}\n").as_bytes());
        }
        self.inner.entry(entry, out);
        if self.count > 1 && !out.ends_with(b"\n\n") {
            out.push(b'\n');
        }
    }

    fn unread(&self, unread: &Unread, out: &mut Vec<u8>) {
        self.inner.unread(unread, out);
    }

    fn tail(&self, ending: &Ending, out: &mut Vec<u8>) {
        self.inner.tail(ending, out);
    }
}

/// As much of a link as fits.
fn beginning(link: &str, room: usize) -> String {
    let shown = visible(link);
    if width(&shown) <= room {
        return shown.into_owned();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += width(c.encode_utf8(&mut [0; 4]));
        used <= room
    };
    format!("{}…", shown.chars().take_while(fits).collect::<String>())
}

/// What is pasted as a stream of links, one a line: for reports that are one document, from the first link to the last.
pub struct PasteStream<'a, 'e> {
    prompt: Prompt<'a, 'e>,
    /// Bytes to hand on, and how many have been.
    bytes: Vec<u8>,
    given: usize,
}

impl<'a, 'e> PasteStream<'a, 'e> {
    pub const fn new(prompt: Prompt<'a, 'e>) -> Self {
        Self { prompt, bytes: Vec::new(), given: 0 }
    }
}

impl Read for PasteStream<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.given == self.bytes.len() {
            self.bytes.clear();
            self.given = 0;
            match self.prompt.next()? {
                None => return Ok(0),
                // Nothing is offered where one document is written.
                Some(PastedText::Pair(_)) => {}
                Some(PastedText::Whole(text)) => self.bytes.extend(text.bytes().chain(*b"\n")),
                Some(PastedText::Links(_, links)) => {
                    links.iter().for_each(|l| self.bytes.extend(l.link.bytes().chain(*b"\n")));
                }
            }
        }
        let rest = &self.bytes[self.given..];
        let n = rest.len().min(buffer.len());
        buffer[..n].copy_from_slice(&rest[..n]);
        self.given += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str, format: Option<InputFormat>) -> Vec<String> {
        match found(text, format) {
            PastedText::Links(_, links) => links.into_iter().map(|l| l.link).collect(),
            found => vec![format!("{found:?}")],
        }
    }

    #[test]
    fn an_entry_is_a_link_a_piece_of_one_a_record_or_prose() {
        for (text, wanted) in [
            ("https://a.com/x?b=1&source=Network A", &["https://a.com/x?b=1&source=Network A"][..]),
            ("see https://a.com/x, and\n- b.com/y?z=1", &["https://a.com/x", "b.com/y?z=1"]),
            (" &clickid={x} ", &["&clickid={x}"]),
            ("https:/a.com/x", &["https:/a.com/x"]),
            ("{\"url\":\"https://a.com\"}", &[r#"Whole("{\"url\":\"https://a.com\"}")"#]),
            ("what & why = how", &[]),
            ("hello", &[]),
        ] {
            assert_eq!(links(text, None), wanted, "{text}");
        }
        assert_eq!(links("a b\n\n c ", Some(InputFormat::Urls)), ["a b", "c"]);
    }

    #[test]
    fn a_long_link_is_known_by_its_beginning() {
        assert_eq!(beginning("https://a.com", 13), "https://a.com");
        assert_eq!(beginning("https://a.com/x", 13), "https://a.co…");
    }
}
