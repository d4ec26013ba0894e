//! The program: hands the real terminal, streams and environment to the library.

use std::io::{IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;
use tracklint::cli::{Io, Terminal, Tty, main as run};

fn main() -> ExitCode {
    let terminal = Tty::default();
    let mut io = Io {
        stdin: &mut stdin().lock(),
        stdout: &mut stdout().lock(),
        stderr: &mut stderr(),
        env: &|name| std::env::var_os(name),
        stdin_is_terminal: stdin().is_terminal(),
        stdout_is_terminal: stdout().is_terminal(),
        terminal: &terminal,
        width: terminal.width().unwrap_or(100).max(40),
        cwd: std::env::current_dir().unwrap_or_default(),
    };
    ExitCode::from(run(std::env::args_os(), &mut io))
}
