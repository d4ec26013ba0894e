//! The terminal that the prompt talks to, as far as it can be asked for anything.

use super::keyboard::Key;
use std::io::{Error, ErrorKind, Result};
use std::time::Duration;

/// A terminal. What is not answered here is as it is where none can be asked: lines arrive whole, and are shown by
/// whoever sends them.
pub trait Terminal {
    /// True if more input waits, or comes within that time: the rest of a paste.
    fn more(&self, within: Duration) -> bool {
        let _ = within;
        false
    }

    /// Asks for every key as it is pressed, shown by nobody but us. A terminal that hands on lines cuts each at 4,095
    /// bytes. False if that cannot be had.
    fn grab(&self) -> bool {
        false
    }

    /// Waits for the next key or paste. Only asked where [`grab`](Self::grab) got them.
    ///
    /// # Errors
    /// The terminal cannot be read.
    fn key(&self) -> Result<Key> {
        Err(Error::from(ErrorKind::Unsupported))
    }

    /// Gives the keys back. With `flush`, what was typed and not read is dropped, so that the rest of a paste does not
    /// end in the shell.
    fn release(&self, flush: bool) {
        let _ = flush;
    }

    /// Stops the program until somebody calls it back.
    fn suspend(&self) {}

    /// True if somebody sees what goes to standard error.
    fn is_watched(&self) -> bool {
        false
    }

    /// Its width now, in columns.
    fn width(&self) -> Option<usize> {
        None
    }
}

/// No terminal, or one that can be asked for nothing.
pub struct NoTerminal;

impl Terminal for NoTerminal {}
