//! Faults of the system round the whole program: nothing to write to, nothing to read from, and limits of every kind. Each
//! ends in a sentence and an exit code, and each file is the old one or the new one.
//!
//! The steps of replacing a file, each made to fail, are in `repair::disk`; signals are in `tests/signals.rs`. The table of
//! all of them is in `docs/fixing.md`.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const BAD: &str = "https://app.appsflyer.com/id1?pid=x_int&c=y&af_siteid=z&clickid=gk_click_id\n";

/// What a shell makes of a script in which `$T` is tracklint, run in this folder.
fn shell(folder: &Path, script: &str) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", script]).current_dir(folder).env("T", env!("CARGO_BIN_EXE_tracklint")).stdin(Stdio::null());
    command.output().unwrap()
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn file(folder: &Path, name: &str) -> String {
    String::from_utf8(fs::read(folder.join(name)).unwrap()).unwrap()
}

/// The names in a folder, hidden ones too, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn with_links() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("links.txt"), BAD).unwrap();
    fs::write(folder.path().join("access.log"), HIT).unwrap();
    folder
}

/// A received postback without a click id.
const HIT: &str = "203.0.113.7 - - [12/Mar/2026:08:00:00 +0000] \"GET /postback?gk_click_id=&cnv_event_id=Deposit HTTP/1.1\" 200 20 \"-\" \"okhttp/4.9.3\"\n";

/// Every command that prints, with its arguments.
const PRINTING: &[&str] = &[
    "--format human links.txt",
    "--format concise links.txt",
    "--format narrated links.txt",
    "--format json links.txt",
    "--format jsonl links.txt",
    "--format sarif links.txt",
    "--format github links.txt",
    "--format gitlab links.txt",
    "--format junit links.txt",
    "--format markdown links.txt",
    "--show-files .",
    "--diff links.txt",
    "--fix - < links.txt",
    "pair 'https://a.example.com/?s={gk_click_id}' 'https://api.getgokart.ai/postback?gk_click_id={s}'",
    "compare 'https://a.example.com/?s={x}' 'https://a.example.com/?s=1'",
    "rules",
    "platforms",
    "explain unbraced-macro",
    "schema report",
    "completions bash",
    "log access.log",
    "--help",
    "--version",
];

/// Programs write to `/dev/full` as to a full disk.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_behind_standard_output_is_told() {
    for arguments in PRINTING {
        let folder = with_links();
        let output = shell(folder.path(), &format!("\"$T\" {arguments} > /dev/full"));
        assert_eq!(code(&output), Some(2), "{arguments}: {}", told(&output));
        assert!(told(&output).contains("No space left on device"), "{arguments}: {}", told(&output));
        assert_eq!(file(folder.path(), "links.txt"), BAD);
    }
}

/// What cannot be said is not said; findings and exit code are as ever.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_behind_standard_error_costs_only_the_talk() {
    let folder = with_links();
    let usual = shell(folder.path(), "\"$T\" --format jsonl links.txt missing.txt 2> said");
    let output = shell(folder.path(), "\"$T\" --format jsonl links.txt missing.txt 2> /dev/full");
    assert_eq!((code(&output), &output.stdout), (Some(2), &usual.stdout));
    assert!(!usual.stdout.is_empty() && file(folder.path(), "said").contains("missing.txt"));
}

#[test]
#[cfg(target_os = "linux")]
fn a_report_into_a_device_leaves_the_device_there() {
    let folder = with_links();
    for arguments in ["--format json links.txt -o", "log access.log -o", "baseline write"] {
        let links = if arguments.starts_with("baseline") { "links.txt" } else { "" };
        let output = shell(folder.path(), &format!("\"$T\" {arguments} /dev/full {links}"));
        assert_eq!(code(&output), Some(2), "{arguments}: {}", told(&output));
        assert!(!fs::metadata("/dev/full").unwrap().is_file());
    }
}

#[test]
fn closed_streams_change_no_verdict() {
    let folder = with_links();
    for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
        let output = shell(folder.path(), &format!("\"$T\" --format jsonl links.txt {closed}"));
        assert_eq!(code(&output), Some(1), "{closed}: {}", told(&output));
        let output = shell(folder.path(), &format!("cp links.txt copy.txt; \"$T\" --fix --quiet copy.txt {closed}"));
        assert_eq!(code(&output), Some(0), "{closed}: {}", told(&output));
        assert_eq!(file(folder.path(), "copy.txt"), BAD.replace("gk_click_id", "{gk_click_id}"), "{closed}");
    }
}

/// With a closed standard input there is nothing to read, and nothing to wait for. Of links one by one none may come.
#[test]
fn a_closed_standard_input_is_an_empty_one() {
    let folder = with_links();
    for (options, exit) in [("", 2), ("--allow-empty", 0), ("--input jsonl", 0)] {
        let output = shell(folder.path(), &format!("\"$T\" --format jsonl {options} - <&-"));
        assert_eq!((code(&output), &*output.stdout), (Some(exit), &b""[..]), "{}", told(&output));
    }
}

/// `ulimit -f` counts in blocks of 512 bytes or of 1024.
#[test]
fn a_limit_to_the_size_of_files_costs_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let large = BAD.repeat(100);
    fs::write(folder.path().join("large.txt"), &large).unwrap();
    fs::write(folder.path().join("small.txt"), BAD).unwrap();
    fs::write(folder.path().join("report.json"), "the old report\n").unwrap();
    let output = shell(folder.path(), "ulimit -f 2; \"$T\" --fix --quiet large.txt small.txt");
    assert_eq!(code(&output), Some(2), "{}", told(&output));
    assert!(told(&output).contains("large.txt: the file could not be written and is as it was"), "{}", told(&output));
    assert_eq!(file(folder.path(), "large.txt"), large);
    assert_eq!(file(folder.path(), "small.txt"), BAD.replace("gk_click_id", "{gk_click_id}"));
    let output = shell(folder.path(), "ulimit -f 2; \"$T\" --format json -o report.json large.txt");
    assert_eq!(code(&output), Some(2), "{}", told(&output));
    assert!(told(&output).contains("the report could not be written"), "{}", told(&output));
    assert_eq!(file(folder.path(), "report.json"), "the old report\n");
    let output = shell(folder.path(), "ulimit -f 2; \"$T\" --format json large.txt > out.json");
    assert_eq!(code(&output), Some(2), "{}", told(&output));
    fs::remove_file(folder.path().join("out.json")).unwrap();
    assert_eq!(names(folder.path()), ["large.txt", "report.json", "small.txt"]);
}

/// More files than may be open at once.
#[test]
fn a_limit_to_open_files_costs_no_file() {
    let folder = tempfile::tempdir().unwrap();
    (0..300).for_each(|n| fs::write(folder.path().join(format!("{n}.txt")), BAD).unwrap());
    let output = shell(folder.path(), "ulimit -n 24; \"$T\" --jobs 4 --format jsonl .");
    assert_eq!((code(&output), told(&output)), (Some(1), String::new()));
    assert_eq!(output.stdout.split(|b| *b == b'\n').count(), 301);
    let output = shell(folder.path(), "ulimit -n 24; \"$T\" --jobs 4 --fix --quiet .");
    assert_eq!((code(&output), told(&output)), (Some(0), String::new()));
}

/// A program that gets no memory says so or is ended by the system; the file is whole, and is not lost.
#[test]
#[cfg(target_os = "linux")]
fn a_limit_to_memory_costs_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("[{:?}, {{\"tracking_link\": {:?}}}]\n", "a".repeat(30_000_000), BAD.trim());
    fs::write(folder.path().join("offers.json"), &text).unwrap();
    for kilobytes in [55_000, 70_000] {
        let output = shell(folder.path(), &format!("ulimit -v {kilobytes}; \"$T\" --jobs 1 --fix --quiet offers.json"));
        assert!(!output.status.success(), "{kilobytes} kB were enough");
        assert!(told(&output).contains("memory"), "{kilobytes}: {}", told(&output));
        assert!(file(folder.path(), "offers.json") == text, "{kilobytes}");
    }
}

/// Links that lead in a circle: a folder that holds itself, and files that are each other.
#[test]
fn links_in_a_circle_are_named_and_end() {
    let folder = with_links();
    let inner = folder.path().join("a");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("more.txt"), BAD).unwrap();
    symlink(folder.path(), inner.join("up")).unwrap();
    symlink("there.txt", folder.path().join("here.txt")).unwrap();
    symlink("here.txt", folder.path().join("there.txt")).unwrap();
    let output = shell(folder.path(), "\"$T\" --format jsonl .");
    let found = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(found.lines().count(), 2, "{found}");
    // Named as such, it is an error; the others are read all the same.
    let output = shell(folder.path(), "\"$T\" --format jsonl here.txt links.txt");
    assert_eq!(code(&output), Some(2), "{}", told(&output));
    assert!(told(&output).contains("here.txt: "), "{}", told(&output));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().filter(|l| l.contains("\"links.txt\"")).count(), 1);
    let output = shell(folder.path(), "\"$T\" --fix --quiet .");
    assert_eq!(file(folder.path(), "a/more.txt"), BAD.replace("gk_click_id", "{gk_click_id}"), "{}", told(&output));
}

/// A folder of very many files, most of them clean.
#[test]
fn very_many_files_are_read() {
    // `SYSTEM_FILES=100000` asks for as many as were once tried by hand.
    let files = std::env::var("SYSTEM_FILES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().unwrap();
    for part in 0..100 {
        let inner = folder.path().join(part.to_string());
        fs::create_dir(&inner).unwrap();
        for n in 0..files / 100 {
            fs::write(inner.join(format!("{n}.txt")), if n == 0 { BAD } else { "" }).unwrap();
        }
    }
    let output = shell(folder.path(), "\"$T\" --format jsonl .");
    assert_eq!((code(&output), told(&output)), (Some(1), String::new()));
    let found = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(found.lines().count(), 100);
}
