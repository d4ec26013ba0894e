//! The program: hands the real terminal, streams and environment to the library.

use std::io::{IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;
use tracklint::cli::{Io, main as run};

fn main() -> ExitCode {
    let width = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0));
    let mut io = Io {
        stdin: &mut stdin().lock(),
        stdout: &mut stdout().lock(),
        stderr: &mut stderr(),
        env: &|name| std::env::var_os(name),
        stdin_is_terminal: stdin().is_terminal(),
        stdout_is_terminal: stdout().is_terminal(),
        more: &more,
        width: width.max(40),
        cwd: std::env::current_dir().unwrap_or_default(),
    };
    ExitCode::from(run(std::env::args_os(), &mut io))
}

/// True if more is to be read from standard input at once: the rest of a paste.
#[cfg(unix)]
fn more() -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
    let soon = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };
    poll(&mut fds, Some(&soon)).is_ok_and(|ready| ready > 0)
}

/// Elsewhere an empty line ends the prompt.
#[cfg(not(unix))]
const fn more() -> bool {
    false
}
