//! What somebody types or pastes, up to Enter or the end of a paste.
//!
//! A line of our own and no library's: it has to answer at the end of a paste, show nothing raw that was pasted, and
//! take a link of any length also where the terminal knows no escape codes. The line is drawn on one row, cut where
//! it is longer, so that neither a resize nor a long link can disturb the picture.

use super::keyboard::{Key, Keys};
use super::terminal::Terminal;
use crate::report::columns::{visible, width};
use std::io::{ErrorKind, Read, Result, Write};

/// What stands before the line.
const SIGN: &str = "> ";

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
}

/// Reads what is typed.
pub struct Editor<'a> {
    stdin: &'a mut dyn Read,
    terminal: &'a dyn Terminal,
    show: Show,
    keys: Keys,
    /// Lines of a paste that came without brackets.
    lines: String,
    line: Line,
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
            keys: Keys::default(),
            lines: String::new(),
            line: Line::default(),
            ended: false,
        };
        editor.brackets(true, err);
        editor
    }

    /// Asks the terminal to say where a paste begins and ends, or no longer.
    fn brackets(&mut self, on: bool, err: &mut dyn Write) {
        if self.show == Show::Drawn {
            let _ = write!(err, "\x1b[?2004{}", if on { 'h' } else { 'l' });
            let _ = err.flush();
        }
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
        self.sign(err);
        loop {
            let Some(key) = self.key(err)? else {
                let text = self.taken();
                return Ok(Some(Entered { text, pasted: false }).filter(|e| !e.text.trim().is_empty()));
            };
            match key {
                Key::Interrupt => {
                    self.new_line(err);
                    return Ok(None);
                }
                Key::Close if self.lines.is_empty() && self.line.text.is_empty() => {
                    self.new_line(err);
                    return Ok(None);
                }
                Key::Enter if self.keys.waits() || self.terminal.more() => {
                    self.end_line(err);
                    self.lines.push_str(&std::mem::take(&mut self.line).text);
                    self.lines.push('\n');
                }
                Key::Enter | Key::Close => {
                    self.end_line(err);
                    return Ok(Some(Entered { text: self.taken(), pasted: false }));
                }
                Key::Paste(text) => {
                    self.line.insert(&text);
                    self.end_line(err);
                    return Ok(Some(Entered { text: self.taken(), pasted: true }));
                }
                Key::Suspend if self.show != Show::Terminal => self.suspend(err),
                key => self.edit(&key, err),
            }
        }
    }

    /// Everything that was entered.
    fn taken(&mut self) -> String {
        let mut text = std::mem::take(&mut self.lines);
        text.push_str(&std::mem::take(&mut self.line).text);
        text
    }

    /// The next key; `None` at the end of the input.
    fn key(&mut self, err: &mut dyn Write) -> Result<Option<Key>> {
        loop {
            if let Some(key) = self.keys.next(self.ended) {
                return Ok(Some(key));
            }
            if self.ended {
                return Ok(None);
            }
            // A lone ESC is a key, unless the rest of its sequence waits.
            if self.show != Show::Terminal
                && self.keys.waits()
                && !self.terminal.more()
                && let Some(key) = self.keys.next_alone()
            {
                return Ok(Some(key));
            }
            self.draw(err);
            let mut chunk = [0; 1 << 14];
            match self.stdin.read(&mut chunk) {
                Ok(0) => self.ended = true,
                Ok(n) => self.keys.feed(&chunk[..n]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn edit(&mut self, key: &Key, err: &mut dyn Write) {
        let before = self.line.text.len();
        let erased = self.line.edit(key, self.show == Show::Drawn);
        if self.show == Show::Dumb {
            let typed = if self.line.text.len() > before { visible(&self.line.text[before..]) } else { "".into() };
            let _ = write!(err, "{typed}{}", "\u{8} \u{8}".repeat(width(&erased)));
        }
    }

    fn suspend(&mut self, err: &mut dyn Write) {
        self.new_line(err);
        self.brackets(false, err);
        self.terminal.release(false);
        self.terminal.suspend();
        self.terminal.grab();
        self.brackets(true, err);
        self.sign(err);
        if self.show == Show::Dumb {
            let _ = write!(err, "{}", visible(&self.line.text));
        }
    }

    fn sign(&self, err: &mut dyn Write) {
        if self.show != Show::Terminal {
            let _ = write!(err, "{SIGN}");
        }
        let _ = err.flush();
    }

    fn new_line(&self, err: &mut dyn Write) {
        if self.show != Show::Terminal {
            let _ = writeln!(err);
        }
    }

    /// Draws the line round the cursor.
    fn draw(&self, err: &mut dyn Write) {
        if self.show == Show::Drawn {
            let (row, column) = self.line.row(self.room());
            let _ = write!(err, "\r\x1b[K{SIGN}{row}\r\x1b[{}C", SIGN.len() + column);
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
            Show::Drawn => writeln!(err, "\r\x1b[K{SIGN}{}{and}", row()),
            // What was typed is shown already, what was pasted is not.
            Show::Dumb if more > 1 => writeln!(err, "{}{and}", row()),
            Show::Dumb => writeln!(err),
            Show::Terminal => Ok(()),
        };
    }

    /// Columns for the line. The last one stays free, or some terminals would begin a new row.
    fn room(&self) -> usize {
        self.terminal.width().unwrap_or(80).max(20) - SIGN.len() - 1
    }
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
                let gone = visible(&self.text[start..self.cursor]).into_owned();
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
        let columns = |c: &char| width(&visible(c.encode_utf8(&mut [0; 4])));
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
        let wanted = width(&visible(&after[..behind])).min(room / 4);
        let kept = take(&mut before.chars().rev(), room - wanted - 1);
        let cut = kept < before.len();
        let left = format!("{}{}", if cut { "…" } else { "" }, visible(&before[before.len() - kept..]));
        let column = width(&left);
        let kept = take(&mut after.chars(), room - column);
        let right =
            if kept == after.len() { kept } else { take(&mut after.chars(), (room - column).saturating_sub(1)) };
        let mark = if right < after.len() { "…" } else { "" };
        (format!("{left}{}{mark}", visible(&after[..right])), column)
    }
}
