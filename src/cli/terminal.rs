//! The terminal that the prompt talks to, as far as it can be asked for anything.

/// A terminal. What is not answered here is as it is where none can be asked: lines arrive whole, and are shown by
/// whoever sends them.
pub trait Terminal {
    /// True if more input waits to be read at once: the rest of a paste.
    fn more(&self) -> bool {
        false
    }

    /// Asks for every key as it is pressed, shown by nobody but us. A terminal that hands on lines cuts each at 4,095
    /// bytes. False if that cannot be had.
    fn grab(&self) -> bool {
        false
    }

    /// Gives the keys back. With `flush`, what was typed and not read is dropped, so that the rest of a paste does not
    /// end in the shell.
    fn release(&self, flush: bool) {
        let _ = flush;
    }

    /// Stops the program until somebody calls it back.
    fn suspend(&self) {}

    /// Its width now, in columns.
    fn width(&self) -> Option<usize> {
        None
    }
}

/// No terminal, or one that can be asked for nothing.
pub struct Plain;

impl Terminal for Plain {}

/// The terminal that the program was started from.
#[cfg(unix)]
#[derive(Default)]
pub struct Tty {
    /// How it was set when we came.
    found: std::cell::RefCell<Option<rustix::termios::Termios>>,
}

#[cfg(unix)]
impl Terminal for Tty {
    fn more(&self) -> bool {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        let stdin = std::io::stdin();
        let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
        let soon = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };
        poll(&mut fds, Some(&soon)).is_ok_and(|ready| ready > 0)
    }

    fn grab(&self) -> bool {
        use rustix::termios::{InputModes, LocalModes, OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};
        use std::io::IsTerminal;
        // Where nobody sees what we show, the terminal shows what is typed.
        if !std::io::stderr().is_terminal() {
            return false;
        }
        let Ok(found) = tcgetattr(std::io::stdin()) else { return false };
        let mut keys = found.clone();
        keys.local_modes -= LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG | LocalModes::IEXTEN;
        keys.input_modes -= InputModes::ICRNL | InputModes::INLCR | InputModes::IGNCR | InputModes::IXON;
        keys.special_codes[SpecialCodeIndex::VMIN] = 1;
        keys.special_codes[SpecialCodeIndex::VTIME] = 0;
        let grabbed = tcsetattr(std::io::stdin(), OptionalActions::Now, &keys).is_ok();
        if grabbed {
            self.found.borrow_mut().get_or_insert(found);
        }
        grabbed
    }

    fn release(&self, flush: bool) {
        use rustix::termios::{OptionalActions, tcsetattr};
        if let Some(found) = self.found.borrow_mut().take() {
            let when = if flush { OptionalActions::Flush } else { OptionalActions::Drain };
            let _ = tcsetattr(std::io::stdin(), when, &found);
        }
    }

    fn suspend(&self) {
        use rustix::process::{Signal, getpid, kill_process};
        let _ = kill_process(getpid(), Signal::TSTP);
    }

    fn width(&self) -> Option<usize> {
        terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
    }
}

/// Should the program come to a bad end, the terminal is set as it was.
#[cfg(unix)]
impl Drop for Tty {
    fn drop(&mut self) {
        self.release(false);
    }
}

/// The terminal that the program was started from. It hands on lines as they are.
#[cfg(not(unix))]
#[derive(Default)]
pub struct Tty;

#[cfg(not(unix))]
impl Terminal for Tty {
    fn width(&self) -> Option<usize> {
        terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
    }
}
