//! The paste prompt: what is typed or pasted is answered at once, link by link, with nothing to quote for a shell and
//! nothing kept on disk.

use super::argument;
use super::editor::{Editor, Entered, SIGN};
use super::io::talk;
use super::prompt_command::{self, Action};
use crate::log::pasted::is_received;
use crate::platform::Catalogue;
use crate::report::columns::wrap;
use crate::run::Input;
use crate::source::{InputFormat, Passage, Syntax, each_passage, is_parameters, starts_like_url};
use std::cell::RefCell;
use std::io::{Read, Result, Write};
use std::sync::Arc;

/// What stands above the first line.
const GREETING: &str =
    "Paste a link, or the whole message it came in. Type help for more. Press Enter on an empty line to leave.";

/// What is answered to a command where one document is written of all that is pasted.
const NO_ANSWERS: &str = "commands work where each paste is answered at once: leave --format away, or take human";

/// A link of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    pub link: String,
    /// How it stands in what was pasted.
    pub passage: Passage,
}

/// What an entry holds.
#[derive(Clone, Debug)]
pub enum PastedText {
    Links(Arc<str>, Vec<Pasted>),
    /// Records, JSON, HTML, a table: read as what it is, with places in what was pasted.
    Whole(String),
    /// No links, but a command.
    Asked(Action),
}

/// Standard error, which the prompt and the run both talk on.
pub type SharedStderr<'e> = RefCell<&'e mut dyn Write>;

/// Asks until somebody leaves.
pub struct Prompt<'a, 'e> {
    editor: Editor<'a>,
    err: &'a SharedStderr<'e>,
    /// How entries are read, if that was said.
    format: Option<InputFormat>,
    /// Names in commands are looked up here. None where one document is written of all entries.
    catalogue: Option<&'a Catalogue>,
    /// The last entry ended with its paste: whoever presses Enter behind it means the paste, and does not leave.
    pasted: bool,
    closed: bool,
}

impl<'a, 'e> Prompt<'a, 'e> {
    /// Says what to do.
    pub fn new(
        editor: Editor<'a>,
        format: Option<InputFormat>,
        catalogue: Option<&'a Catalogue>,
        err: &'a SharedStderr<'e>,
    ) -> Self {
        let prompt = Self { editor, err, format, catalogue, pasted: false, closed: false };
        prompt.print(GREETING);
        prompt
    }

    /// The next entry with links in it, or the next command. `None` when somebody leaves.
    ///
    /// # Errors
    /// The terminal cannot be read.
    pub fn next(&mut self) -> Result<Option<PastedText>> {
        while !self.closed {
            let Some(Entered { text, pasted, typed }) = self.editor.ask(&mut **self.err.borrow_mut())? else { break };
            let word = text.trim();
            let habit = std::mem::replace(&mut self.pasted, pasted);
            if word.is_empty() && (habit || pasted) {
                self.say("note", if pasted { "that paste was empty" } else { "press Enter once more to leave" });
                continue;
            }
            if word.is_empty() {
                break;
            }
            let found = found(&text, self.format);
            // Where everything was said to be links or records, commands are still commands.
            let nothing = matches!(&found, PastedText::Links(_, links) if links.is_empty())
                || self.format.is_some() && typed && self.read(word).is_some();
            let nothing = nothing && (self.catalogue.is_none() || !is_received(&text));
            if !nothing {
                self.editor.keep(&text);
                self.say_joined(&found);
                return Ok(Some(found));
            }
            match self.asked(word, typed) {
                Some(Action::Leave) => break,
                Some(action) => return Ok(Some(PastedText::Asked(action))),
                None => {}
            }
        }
        self.close();
        Ok(None)
    }

    /// The command that a text without links is. Says what is wrong with it.
    fn asked(&self, word: &str, typed: bool) -> Option<Action> {
        let nothing = "no link found in that; a link begins with https://";
        if !typed {
            let is_command = prompt_command::is_name(word);
            let hint = if is_command { format!("; {word} is a command when it is typed") } else { String::new() };
            self.say("note", &format!("{nothing}{hint}"));
            return None;
        }
        match self.read(word) {
            Some(Ok(Action::Help)) => {
                self.print_as_is(&prompt_command::help(self.editor.width().min(100)));
                None
            }
            Some(Ok(action)) if self.catalogue.is_some() || matches!(action, Action::Leave) => Some(action),
            Some(Ok(_)) => {
                self.say("note", NO_ANSWERS);
                None
            }
            Some(Err(message)) => {
                self.say("note", &message);
                None
            }
            None => {
                let meant = prompt_command::meant(word);
                let hint = meant.map(|name| format!("; did you mean the command {name}?")).unwrap_or_default();
                self.say("note", &format!("{nothing}{hint}"));
                None
            }
        }
    }

    fn read(&self, line: &str) -> Option<prompt_command::Read> {
        match self.catalogue {
            Some(catalogue) => prompt_command::read(line, catalogue),
            None => prompt_command::read(line, &Catalogue::default()),
        }
    }

    /// A line of talk, wrapped to the terminal.
    pub fn say(&self, kind: &str, what: &str) {
        self.print(&format!("{kind}: {}", talk(what)));
    }

    fn print(&self, words: &str) {
        self.print_as_is(&format!("{}\n", wrap(words, self.editor.width())));
    }

    fn print_as_is(&self, text: &str) {
        let _ = write!(self.err.borrow_mut(), "{text}");
    }

    /// What stands before the line from now on: what is set.
    pub fn shows(&mut self, settings: &str) {
        self.editor.signed(if settings.is_empty() { SIGN.to_owned() } else { format!("[{settings}] {SIGN}") });
    }

    /// What was put together, in words.
    fn say_joined(&self, found: &PastedText) {
        let PastedText::Links(_, links) = found else { return };
        for (i, pasted) in links.iter().enumerate().filter(|(_, l)| l.passage.lines > 1) {
            let which = if links.len() == 1 { "the link".to_owned() } else { format!("link {}", i + 1) };
            self.say("note", &format!("{which} was wrapped over {} lines and is read as one", pasted.passage.lines));
        }
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
    let line = text.trim_end_matches('\n');
    let word = line.trim();
    let start = line.len() - line.trim_start().len();
    match &*links {
        // Nothing but a link: what stands around it may stand in the customer's system too.
        [only] if only.link == word && only.passage == Passage::plain(start..start + word.len()) => {
            links = vec![Pasted { link: line.to_owned(), passage: Passage::plain(0..line.len()) }];
        }
        [] if is_piece(word) => {
            links.push(Pasted { link: word.to_owned(), passage: Passage::plain(start..start + word.len()) });
        }
        _ => {}
    }
    PastedText::Links(text.into(), links)
}

/// True for a line that is meant as a link, if only as a piece of one: `&clickid={x}`, `...?clickid={x}`.
fn is_piece(word: &str) -> bool {
    let piece = || argument::says_url(word) || starts_like_url(word) || is_parameters(word);
    let spaced = word.contains(char::is_whitespace);
    !word.contains('\n') && (!spaced || word.starts_with(['&', '?']) && word.contains('=')) && piece()
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
                // Commands are refused where one document is written.
                Some(PastedText::Asked(_)) => {}
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
            ("&source=Network A", &["&source=Network A"]),
            ("...?event={x}", &["...?event={x}"]),
            // A space at the end is the link's, if there is nothing else.
            ("https://a.com/x?b=1 \n", &["https://a.com/x?b=1 "]),
            ("see https://a.com/x?b=1 ", &["https://a.com/x?b=1"]),
            ("live", &[]),
            ("https:/a.com/x", &["https:/a.com/x"]),
            ("{\"url\":\"https://a.com\"}", &[r#"Whole("{\"url\":\"https://a.com\"}")"#]),
            ("what & why = how", &[]),
            ("hello", &[]),
        ] {
            assert_eq!(links(text, None), wanted, "{text}");
        }
        assert_eq!(links("a b\n\n c ", Some(InputFormat::Urls)), ["a b", "c"]);
    }
}
