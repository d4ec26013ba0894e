//! What somebody types or pastes, up to Enter or the end of a paste.
//!
//! A line of our own and no library's: it has to answer at the end of a paste, show nothing raw that was pasted, and
//! take a link of any length also where the terminal knows no escape codes. The line is drawn on one row, cut where
//! it is longer, so that neither a resize nor a long link can disturb the picture.

use super::history::History;
use super::keyboard::Key;
use super::terminal::Terminal;
use crate::report::columns::{readable, readable_width as width};
use std::io::{ErrorKind, Read, Result, Write};
use std::time::Duration;

/// What stands before the line where nothing is set.
pub const SIGN: &str = "> ";

/// The rest of a paste comes within this time.
const SOON: Duration = Duration::from_millis(50);

/// The narrowest terminal whose width is heeded.
const NARROWEST: usize = 20;

/// Who shows what is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// The terminal itself, which hands on whole lines.
    Terminal,
    /// We do, on a terminal that knows no escape codes.
    Dumb,
    /// We do.
    Drawn,
}

/// What somebody entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// One line or many.
    pub text: String,
    /// The end of a paste ended it, and nobody has pressed Enter.
    pub pasted: bool,
    /// All of it was typed: a command can stand in it.
    pub typed: bool,
}

/// Reads what is typed.
pub struct Editor<'a> {
    stdin: &'a mut dyn Read,
    terminal: &'a dyn Terminal,
    show: Show,
    /// What stands before the line.
    sign: String,
    /// Lines of a paste that came without brackets, or bytes of lines that the terminal hands on.
    lines: String,
    line: Line,
    /// Part of the line comes from a paste.
    pasted: bool,
    history: History,
    ended: bool,
}

/// The line that is being typed.
#[derive(Default)]
struct Line {
    text: String,
    cursor: usize,
}

impl<'a> Editor<'a> {
    /// Reads from `stdin`. `dumb` says that the terminal knows no escape codes.
    pub fn new(stdin: &'a mut dyn Read, terminal: &'a dyn Terminal, dumb: bool, err: &mut dyn Write) -> Self {
        let show = match terminal.grab() {
            false => Show::Terminal,
            true if dumb => Show::Dumb,
            true => Show::Drawn,
        };
        let mut editor = Self {
            stdin,
            terminal,
            show,
            sign: SIGN.to_owned(),
            lines: String::new(),
            line: Line::default(),
            pasted: false,
            history: History::default(),
            ended: false,
        };
        editor.brackets(true, err);
        editor
    }

    /// Asks the terminal to say where a paste begins and ends, or no longer. A console of Windows hands a paste on as
    /// keys that follow each other at once.
    fn brackets(&mut self, on: bool, err: &mut dyn Write) {
        if self.show == Show::Drawn && cfg!(unix) {
            let _ = write!(err, "\x1b[?2004{}", if on { 'h' } else { 'l' });
            let _ = err.flush();
        }
    }

    /// What stands before the line from now on: it ends with a space.
    pub fn signed(&mut self, sign: String) {
        self.sign = sign;
    }

    /// Keeps an entry for whoever presses Up.
    pub fn keep(&mut self, text: &str) {
        self.history.keep(text);
    }

    /// Leaves the terminal as it was.
    pub fn close(&mut self, err: &mut dyn Write) {
        self.brackets(false, err);
        self.terminal.release(true);
    }

    /// Waits for the next entry. `None` when somebody leaves, or the input ends.
    ///
    /// # Errors
    /// What reading reports, interruptions apart.
    pub fn ask(&mut self, err: &mut dyn Write) -> Result<Option<Entered>> {
        self.pasted = false;
        if self.show == Show::Terminal {
            return self.ask_for_lines();
        }
        self.write_sign(err);
        loop {
            match self.key(err)? {
                Key::Interrupt => {
                    let _ = writeln!(err);
                    return Ok(None);
                }
                Key::Close if self.lines.is_empty() && self.line.text.is_empty() => {
                    let _ = writeln!(err);
                    return Ok(None);
                }
                Key::Enter if self.terminal.more(SOON) => {
                    self.end_line(err);
                    self.lines.push_str(&std::mem::take(&mut self.line).text);
                    self.lines.push('\n');
                }
                Key::Enter | Key::Close => {
                    self.end_line(err);
                    return Ok(Some(self.taken(false)));
                }
                Key::Paste(text) => {
                    self.pasted = true;
                    self.line.insert(&text);
                    self.end_line(err);
                    return Ok(Some(self.taken(true)));
                }
                Key::Suspend => self.suspend(err),
                Key::Up => self.recall(History::before, err),
                Key::Down => self.recall(History::after, err),
                key => self.edit(&key, err),
            }
        }
    }

    /// Everything that was entered.
    fn taken(&mut self, at_paste: bool) -> Entered {
        let mut text = std::mem::take(&mut self.lines);
        text.push_str(&std::mem::take(&mut self.line).text);
        self.history.rewind();
        // Several lines at once come from a paste without brackets.
        let typed = !self.pasted && !text.trim_end().contains('\n');
        Entered { text, pasted: at_paste, typed }
    }

    /// The lines that the terminal hands on at once.
    fn ask_for_lines(&mut self) -> Result<Option<Entered>> {
        let mut bytes = Vec::new();
        let mut chunk = [0; 1 << 14];
        while !self.ended {
            match self.stdin.read(&mut chunk) {
                Ok(0) => self.ended = true,
                Ok(n) => bytes.extend_from_slice(&chunk[..n]),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            if bytes.ends_with(b"\n") && !self.terminal.more(SOON) {
                break;
            }
        }
        let complete = bytes.ends_with(b"\n");
        self.line.text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n");
        if complete {
            self.line.text.pop();
        }
        let entered = self.taken(false);
        Ok(Some(entered).filter(|entered| complete || !entered.text.trim().is_empty()))
    }

    /// The next key. The line is drawn when nothing more waits.
    fn key(&mut self, err: &mut dyn Write) -> Result<Key> {
        loop {
            if !self.terminal.more(Duration::ZERO) {
                self.draw(err);
            }
            match self.terminal.key() {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                key => return key,
            }
        }
    }

    /// Puts an earlier or later entry into the line.
    fn recall(&mut self, step: fn(&mut History, &str) -> Option<String>, err: &mut dyn Write) {
        let Some(text) = step(&mut self.history, &self.line.text) else { return };
        if self.show == Show::Dumb {
            let gone = "\u{8} \u{8}".repeat(width(&shown(&self.line.text)));
            let _ = write!(err, "{gone}{}", shown(&text));
        }
        self.line.cursor = text.len();
        self.line.text = text;
        // An entry that is recalled is a link or a text, however it came.
        self.pasted = true;
    }

    fn edit(&mut self, key: &Key, err: &mut dyn Write) {
        let before = self.line.text.len();
        let erased = self.line.edit(key, self.show == Show::Drawn);
        self.pasted &= !self.line.text.is_empty();
        if self.show == Show::Dumb {
            let typed = if self.line.text.len() > before { shown(&self.line.text[before..]) } else { "".into() };
            let _ = write!(err, "{typed}{}", "\u{8} \u{8}".repeat(width(&erased)));
        }
    }

    fn suspend(&mut self, err: &mut dyn Write) {
        let _ = writeln!(err);
        self.brackets(false, err);
        self.terminal.release(false);
        self.terminal.suspend();
        self.terminal.grab();
        self.brackets(true, err);
        self.write_sign(err);
        if self.show == Show::Dumb {
            let _ = write!(err, "{}", shown(&self.line.text));
        }
    }

    fn write_sign(&self, err: &mut dyn Write) {
        let _ = write!(err, "{}", self.sign());
        let _ = err.flush();
    }

    /// Draws the line round the cursor.
    fn draw(&self, err: &mut dyn Write) {
        if self.show == Show::Drawn {
            let (row, column) = self.line.row(self.room());
            let sign = self.sign();
            let _ = write!(err, "\r\x1b[K{sign}{row}\r\x1b[{}C", width(sign) + column);
        }
        let _ = err.flush();
    }

    /// The line is complete: its beginning stays to be seen.
    fn end_line(&self, err: &mut dyn Write) {
        let text = self.line.text.trim_end();
        let more = text.lines().count();
        let beginning = Line { text: text.lines().next().unwrap_or_default().to_owned(), cursor: 0 };
        let and = match more {
            0 | 1 => String::new(),
            2 => " and 1 more line".to_owned(),
            n => format!(" and {} more lines", n - 1),
        };
        let row = || beginning.row(self.room().saturating_sub(and.len())).0;
        let _ = match self.show {
            Show::Drawn => writeln!(err, "\r\x1b[K{}{}{and}", self.sign(), row()),
            // What was typed is shown already, what was pasted is not.
            Show::Dumb if more > 1 => writeln!(err, "{}{and}", row()),
            Show::Dumb => writeln!(err),
            Show::Terminal => Ok(()),
        };
    }

    /// What stands before the line. On a narrow terminal the link is worth more.
    fn sign(&self) -> &str {
        if width(&self.sign) * 2 > self.width() { SIGN } else { &self.sign }
    }

    /// Columns of the terminal.
    pub fn width(&self) -> usize {
        self.terminal.width().unwrap_or(80).max(NARROWEST)
    }

    /// Columns for the line. The last one stays free, or some terminals would begin a new row.
    fn room(&self) -> usize {
        self.width() - width(self.sign()) - 1
    }
}

/// A text as the line shows it: on one row.
fn shown(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('\n') { readable(&text.replace('\n', " ")).into_owned().into() } else { readable(text) }
}

impl Line {
    fn insert(&mut self, text: &str) {
        self.text.insert_str(self.cursor, text);
        self.cursor += text.len();
    }

    /// Does what a key says. The cursor leaves the end only where it `moves`. Returns what went, as it was shown.
    fn edit(&mut self, key: &Key, moves: bool) -> String {
        let (before, after) = self.text.split_at(self.cursor);
        let start = match key {
            Key::Char(c) => {
                self.insert(c.encode_utf8(&mut [0; 4]));
                return String::new();
            }
            Key::Left | Key::Erase => before.char_indices().next_back().map_or(0, |(at, _)| at),
            Key::EraseWord => {
                let word = |c: char| c.is_alphanumeric() || c == '_';
                before.trim_end_matches(|c| !word(c)).trim_end_matches(word).len()
            }
            Key::Home | Key::EraseLine => 0,
            Key::Right | Key::Delete => self.cursor + after.chars().next().map_or(0, char::len_utf8),
            Key::End => self.text.len(),
            _ => return String::new(),
        };
        match key {
            Key::Erase | Key::EraseWord | Key::EraseLine => {
                let gone = shown(&self.text[start..self.cursor]).into_owned();
                self.text.replace_range(start..self.cursor, "");
                self.cursor = start;
                gone
            }
            Key::Delete => {
                self.text.replace_range(self.cursor..start, "");
                String::new()
            }
            _ => {
                self.cursor = if moves { start } else { self.cursor };
                String::new()
            }
        }
    }

    /// As much of the line as fits, round the cursor, and the column of the cursor in it.
    fn row(&self, room: usize) -> (String, usize) {
        let columns = |c: &char| width(&shown(c.encode_utf8(&mut [0; 4])));
        let (before, after) = self.text.split_at(self.cursor);
        let take = |characters: &mut dyn Iterator<Item = char>, room: usize| {
            let (mut used, mut length) = (0, 0);
            for c in characters {
                used += columns(&c);
                if used > room {
                    break;
                }
                length += c.len_utf8();
            }
            length
        };
        // Behind the cursor a little is seen, before it the rest, and marks for what is not.
        let behind = take(&mut after.chars(), room);
        let wanted = width(&shown(&after[..behind])).min(room / 4);
        let kept = take(&mut before.chars().rev(), room - wanted - 1);
        let cut = kept < before.len();
        let left = format!("{}{}", if cut { "…" } else { "" }, shown(&before[before.len() - kept..]));
        let column = width(&left);
        let kept = take(&mut after.chars(), room - column);
        let right =
            if kept == after.len() { kept } else { take(&mut after.chars(), (room - column).saturating_sub(1)) };
        let mark = if right < after.len() { "…" } else { "" };
        (format!("{left}{}{mark}", shown(&after[..right])), column)
    }
}
