//! Ctrl-C and a request to end. A program of its own, for it says how its whole process takes signals.
#![cfg(unix)]

use rustix::process::{Pid, Signal, kill_process};
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

const BAD: &str = "https://app.appsflyer.com/id1?pid=x_int&c=y&af_siteid=z&clickid=gk_click_id\n";

/// A report in a file is there as a whole or not at all, and nothing else is left in its folder.
#[test]
fn a_signal_leaves_no_half_report() {
    // Where interrupts are ignored, as shells have it for what they run in the background, the program ignores them too,
    // and rightly. What is caught here is no longer ignored, and what is caught is as usual again in a new program.
    ctrlc::set_handler(|| std::process::exit(130)).unwrap();
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143), (Signal::HUP, 129)] {
        leaves_no_half_report(signal, code);
    }
    leaves_whole_files_while_they_are_repaired();
}

fn leaves_no_half_report(signal: Signal, code: i32) {
    let folder = tempfile::tempdir().unwrap();
    let names = || -> Vec<String> {
        let entries = std::fs::read_dir(folder.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    };
    let report = folder.path().join("report.jsonl");
    std::fs::write(&report, "the old report\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tracklint"));
    command.args(["--no-config", "--format", "jsonl", "--output", "report.jsonl", "-"]).env_clear();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.current_dir(folder.path()).spawn().unwrap();
    // Standard input stays open, so the run cannot end by itself.
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(BAD.repeat(100).as_bytes()).unwrap();
    while names().len() < 2 {
        assert_eq!(child.try_wait().unwrap(), None, "it has ended before it was interrupted");
        std::thread::sleep(Duration::from_millis(5));
    }
    kill_process(Pid::from_child(&child), signal).unwrap();
    let ends = (0..6000).any(|_| {
        std::thread::sleep(Duration::from_millis(5));
        child.try_wait().unwrap().is_some()
    });
    drop(stdin);
    let ended = child.wait_with_output().unwrap();
    assert!(ends, "the interrupt was ignored");
    assert_eq!(ended.status.code(), Some(code), "{}", String::from_utf8_lossy(&ended.stderr));
    assert_eq!(std::fs::read_to_string(&report).unwrap(), "the old report\n");
    assert_eq!(names(), ["report.jsonl"]);
}

/// Files that are being repaired when the program is ended, at moments all over the run: each is the old one or the new
/// one, and nothing else is left in the folder.
fn leaves_whole_files_while_they_are_repaired() {
    const FILES: usize = 400;
    let repaired = BAD.replace("gk_click_id", "{gk_click_id}");
    let mut ended = 0;
    for delay in [0, 5, 10, 20, 40, 80, 160, 320] {
        let folder = tempfile::tempdir().unwrap();
        let file = |n: usize| folder.path().join(format!("{n}.txt"));
        (0..FILES).for_each(|n| std::fs::write(file(n), BAD).unwrap());
        let mut command = Command::new(env!("CARGO_BIN_EXE_tracklint"));
        command.args(["--no-config", "--fix", "--quiet", "."]).env_clear().current_dir(folder.path());
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Not before the first file is replaced: until a draft is made, signals end the program as they do any other.
        while (0..FILES).all(|n| std::fs::read_to_string(file(n)).unwrap() == BAD)
            && child.try_wait().unwrap().is_none()
        {}
        std::thread::sleep(Duration::from_millis(delay));
        let _ = kill_process(Pid::from_child(&child), Signal::TERM);
        let code = child.wait().unwrap().code();
        assert!(matches!(code, Some(0 | 143)), "{code:?}");
        ended += usize::from(code == Some(143));
        for n in 0..FILES {
            let text = std::fs::read_to_string(file(n)).unwrap();
            assert!(text == BAD || text == repaired, "{text}");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), FILES, "a draft was left");
    }
    assert!(ended > 0, "every run had ended before the signal came");
}
