//! Everything that comes in and goes out.

use super::terminal::Terminal;
use crate::findings::masked;
use crate::report::{harmless, inert};
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::PathBuf;

/// Everything the program touches.
pub struct Io<'a> {
    /// Standard input.
    pub stdin: &'a mut (dyn Read + Send),
    /// Standard output: data only.
    pub stdout: &'a mut dyn Write,
    /// Standard error: talk.
    pub stderr: &'a mut dyn Write,
    /// The environment.
    pub env: &'a dyn Fn(&str) -> Option<OsString>,
    /// Somebody types.
    pub stdin_is_terminal: bool,
    /// Somebody reads.
    pub stdout_is_terminal: bool,
    /// The terminal that somebody types at.
    pub terminal: &'a dyn Terminal,
    /// Columns of the terminal when the program was started.
    pub width: usize,
    /// The working folder.
    pub cwd: PathBuf,
}

impl Io<'_> {
    /// The same, for a while.
    pub fn again(&mut self) -> Io<'_> {
        Io {
            stdin: &mut *self.stdin,
            stdout: &mut *self.stdout,
            stderr: &mut *self.stderr,
            env: self.env,
            stdin_is_terminal: self.stdin_is_terminal,
            stdout_is_terminal: self.stdout_is_terminal,
            terminal: self.terminal,
            width: self.width,
            cwd: self.cwd.clone(),
        }
    }

    /// Says something on standard error. Should that be closed, there is nobody to tell.
    pub fn say(&mut self, kind: &str, message: &str) {
        say(self.stderr, kind, message);
    }

    pub fn variable(&self, name: &str) -> Option<String> {
        (self.env)(name).map(|v| v.to_string_lossy().into_owned()).filter(|v| !v.is_empty())
    }

    /// Prints words that were asked for, in which no CI system finds an order.
    pub fn print(&mut self, text: &str) -> u8 {
        self.print_code(&inert(text))
    }

    /// Prints text for a program: a script, a schema. A closed pipe ends quietly.
    pub fn print_code(&mut self, text: &str) -> u8 {
        match self.stdout.write_all(text.as_bytes()).and_then(|()| self.stdout.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                self.say("error", &format!("the output could not be written: {error}"));
                2
            }
            _ => 0,
        }
    }
}

/// One line of talk: `error: ...`, `note: ...`, `hint: ...`. A log may keep it, so that nothing secret is in it.
pub fn say(stderr: &mut dyn Write, kind: &str, message: &str) {
    let _ = writeln!(stderr, "{kind}: {}", talk(message));
}

/// Words as standard error takes them: nothing secret, nothing that steers a terminal or a CI system.
pub fn talk(words: &str) -> String {
    inert(&harmless(&masked(words))).into_owned()
}
