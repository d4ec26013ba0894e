//! The program: hands the real terminal, streams and environment to the library.

use std::io::{IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;
use std::time::Duration;
use tracklint::cli::{Io, Key, Terminal, abandon, before_writing, main as run};

fn main() -> ExitCode {
    before_writing(take_drafts_away_on_signals);
    outlive_file_limits();
    let terminal = Tty::default();
    let mut io = Io {
        stdin: &mut stdin(),
        stdout: &mut stdout().lock(),
        stderr: &mut stderr(),
        env: &|name| std::env::var_os(name),
        stdin_is_terminal: stdin().is_terminal(),
        stdout_is_terminal: stdout().is_terminal(),
        terminal: &terminal,
        width: terminal.width().unwrap_or(100).max(20),
        cwd: std::env::current_dir().unwrap_or_default(),
    };
    ExitCode::from(run(std::env::args_os(), &mut io))
}

/// Whoever ends the program at once (Ctrl-C, SIGTERM, SIGHUP) finds no half-written file behind it. The exit code is what
/// shells expect: 128 and the number of the signal.
#[cfg(unix)]
fn take_drafts_away_on_signals() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    // `nohup`, and shells for what runs in the background, switch signals off from outside, and so they stay. Only ctrlc
    // looks whether they have: it takes none of the three unless all are as usual. It does not tell which one came.
    if ctrlc::try_set_handler(|| ()).is_err() {
        return;
    }
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            abandon();
            std::process::exit(128 + signal);
        }
    });
}

/// Whoever ends the program at once finds no half-written file behind it.
#[cfg(not(unix))]
fn take_drafts_away_on_signals() {
    /// What a shell expects of a program that Ctrl-C has ended.
    const INTERRUPTED: i32 = 130;
    let _ = ctrlc::try_set_handler(|| {
        abandon();
        std::process::exit(INTERRUPTED);
    });
}

/// Where the size of files is limited (`ulimit -f`), the system ends whoever writes more, at once and without a word. With
/// the signal caught, writing fails as on a full disk, and what failed can be said.
#[cfg(unix)]
fn outlive_file_limits() {
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
fn outlive_file_limits() {}

/// The terminal that the program was started from.
#[cfg(unix)]
#[derive(Default)]
struct Tty {
    /// How it was set when we came.
    found: std::cell::RefCell<Option<rustix::termios::Termios>>,
}

#[cfg(unix)]
impl Terminal for Tty {
    fn more(&self, within: Duration) -> bool {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        if self.found.borrow().is_some() {
            // Asked without any time, it does not look at keys that it has read already.
            return crossterm::event::poll(within.max(Duration::from_millis(1))).unwrap_or(false);
        }
        // Lines are read from standard input itself: what looks for keys would take the bytes away.
        let stdin = stdin();
        let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
        let within = Timespec { tv_sec: within.as_secs() as i64, tv_nsec: i64::from(within.subsec_nanos()) };
        poll(&mut fds, Some(&within)).is_ok_and(|ready| ready > 0)
    }

    fn key(&self) -> std::io::Result<Key> {
        next_key()
    }

    fn grab(&self) -> bool {
        use rustix::termios::{InputModes, LocalModes, OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};
        // Where nobody sees what we show, the terminal shows what is typed.
        if !stderr().is_terminal() {
            return false;
        }
        let Ok(found) = tcgetattr(stdin()) else { return false };
        let mut keys = found.clone();
        keys.local_modes -= LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG | LocalModes::IEXTEN;
        keys.input_modes -= InputModes::ICRNL | InputModes::INLCR | InputModes::IGNCR | InputModes::IXON;
        keys.special_codes[SpecialCodeIndex::VMIN] = 1;
        keys.special_codes[SpecialCodeIndex::VTIME] = 0;
        let grabbed = tcsetattr(stdin(), OptionalActions::Now, &keys).is_ok();
        if grabbed {
            self.found.borrow_mut().get_or_insert(found);
        }
        grabbed
    }

    fn release(&self, flush: bool) {
        use rustix::termios::{OptionalActions, tcsetattr};
        if let Some(found) = self.found.borrow_mut().take() {
            let when = if flush { OptionalActions::Flush } else { OptionalActions::Drain };
            let _ = tcsetattr(stdin(), when, &found);
        }
    }

    fn suspend(&self) {
        use rustix::process::{Signal, getpid, kill_process};
        let _ = kill_process(getpid(), Signal::TSTP);
    }

    fn is_watched(&self) -> bool {
        stderr().is_terminal()
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

/// Waits for a key or a paste.
fn next_key() -> std::io::Result<Key> {
    loop {
        if let Some(key) = Key::of(crossterm::event::read()?) {
            return Ok(key);
        }
    }
}

/// The terminal that the program was started from. On Windows it was neither compiled nor run yet.
#[cfg(not(unix))]
#[derive(Default)]
struct Tty {
    /// It hands over keys.
    grabbed: std::cell::Cell<bool>,
}

#[cfg(not(unix))]
impl Terminal for Tty {
    fn more(&self, within: Duration) -> bool {
        self.grabbed.get() && crossterm::event::poll(within).unwrap_or(false)
    }

    /// Asks for escape codes too, which a console of Windows obeys only when it is told to.
    fn grab(&self) -> bool {
        let grabbed = stderr().is_terminal() && obeys_escape_codes() && crossterm::terminal::enable_raw_mode().is_ok();
        self.grabbed.set(grabbed);
        grabbed
    }

    fn key(&self) -> std::io::Result<Key> {
        next_key()
    }

    fn release(&self, flush: bool) {
        if self.grabbed.replace(false) {
            while flush && crossterm::event::poll(Duration::ZERO).unwrap_or(false) {
                let _ = crossterm::event::read();
            }
            let _ = crossterm::terminal::disable_raw_mode();
        }
    }

    fn is_watched(&self) -> bool {
        stderr().is_terminal()
    }

    fn width(&self) -> Option<usize> {
        terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
    }
}

#[cfg(windows)]
fn obeys_escape_codes() -> bool {
    crossterm::ansi_support::supports_ansi()
}

#[cfg(not(any(unix, windows)))]
const fn obeys_escape_codes() -> bool {
    true
}

/// Should the program come to a bad end, the terminal is set as it was.
#[cfg(not(unix))]
impl Drop for Tty {
    fn drop(&mut self) {
        self.release(false);
    }
}
