//! What must hold for every input, however hostile. One function a target; each panics where something does not hold.
//!
//! A panic that the program would catch, and report as its own fault, ends the fuzzer too.

mod faults;
mod files;
mod links;
mod logs;
mod patch;
mod texts;

pub use faults::double_faults;
pub use files::document;
pub use links::{link, pair};
pub use logs::log;
pub use texts::{baseline, configuration};

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::{LazyLock, Once};
use tracklint::Checker;
use tracklint::cli::{Io, NoTerminal};
use tracklint::lint::guarded;

static CHECKER: LazyLock<Checker> = LazyLock::new(Checker::default);

/// Makes every panic end the process, also one that the program would catch.
fn prepare() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // The first guard takes the place of the hook for good; the hook set now comes before it.
        let _ = guarded(|| ());
        std::panic::set_hook(Box::new(|info| {
            let message = info.payload_as_str().unwrap_or("a panic without words");
            let place = info.location().map(ToString::to_string).unwrap_or_default();
            eprintln!("{place}: {message}\n{}", std::backtrace::Backtrace::force_capture());
            std::process::abort();
        }));
    });
}

/// What the program prints.
struct Printed {
    code: u8,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

/// Runs the program in this process.
fn run(arguments: &[&str], mut stdin: &[u8], cwd: PathBuf) -> Printed {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut io = Io {
        stdin: &mut stdin,
        stdout: &mut stdout,
        stderr: &mut stderr,
        env: &|_| None,
        stdin_is_terminal: false,
        stdout_is_terminal: false,
        terminal: &NoTerminal,
        width: 80,
        cwd,
    };
    let arguments = ["tracklint"].iter().chain(arguments).map(OsString::from);
    let code = tracklint::cli::main(arguments, &mut io);
    assert!(code <= 2, "exit code {code}");
    assert!(code < 2 || !stderr.is_empty(), "exit code 2, and nothing is said");
    Printed { code, stdout, stderr }
}

/// Nothing in it steers a terminal or orders a CI system about.
fn assert_inert(what: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let steers =
        |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if let Some(c) = text.chars().find(|c| steers(*c)) {
        panic!("{what} holds {c:?}: {text:?}");
    }
    if let Some(line) = text.lines().find(|l| l.trim_start().starts_with("::") || l.starts_with("##[")) {
        panic!("{what} holds an order: {line:?}");
    }
}
