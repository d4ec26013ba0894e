//! A run over many inputs: order, counts, and what happens when something goes wrong.

use std::io::{Error, ErrorKind, Read, Result, Write};
use tracklint::findings::{Ending, Entry, Report, Unread};
use tracklint::platform::Catalogue;
use tracklint::run::{Input, Job};
use tracklint::run::{Notice, RunResult, run};
use tracklint::settings::Settings;
use tracklint::source::InputFormat;

/// A report that writes ids, one a line, and falls over at links that say so.
struct Ids;

impl Report for Ids {
    fn head(&self, out: &mut Vec<u8>) {
        out.extend(b"[");
    }

    fn joiner(&self) -> &'static [u8] {
        b","
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) {
        out.extend(b"half");
        assert!(!entry.literal.text.contains("fall-over"), "a fault of the report's");
        out.truncate(out.len() - 4);
        out.extend(entry.id.unwrap_or("-").bytes());
    }

    fn unread(&self, unread: &Unread, out: &mut Vec<u8>) {
        out.extend(format!("unread {}", unread.line.unwrap_or(0)).bytes());
    }

    fn tail(&self, ending: &Ending, out: &mut Vec<u8>) {
        out.extend(format!("] {} urls, {} unread", ending.summary.urls, ending.unread.len()).bytes());
    }
}

fn lint(inputs: &[Input], stdin: &mut dyn Read, out: &mut dyn Write) -> Result<RunResult> {
    let settings = Settings { all: true, ..Settings::default() };
    let job = Job { inputs, settings: &settings, catalogue: &Catalogue::default(), report: &Ids };
    run(&job, stdin, out, &mut |_| {})
}

fn report(stdin: &str) -> (String, RunResult) {
    let mut out = Vec::new();
    let outcome = lint(&[Input::Stdin], &mut stdin.as_bytes(), &mut out).unwrap();
    (String::from_utf8(out).unwrap(), outcome)
}

#[test]
fn a_thousand_records_come_out_in_order_with_their_ids() {
    // Long enough for several blocks.
    let pad = "x".repeat(3000);
    let records: String = (0..1000)
        .map(|i| format!("{{\"id\":{i},\"url\":\"https://a.com/{pad}?clickid={{gk_click_id}}&b=\\u0061\"}}\n"))
        .collect();
    let (out, outcome) = report(&records);
    let ids: Vec<String> = (0..1000).map(|i| i.to_string()).collect();
    assert_eq!(out, format!("[{}] 1000 urls, 0 unread", ids.join(",")));
    assert_eq!((outcome.summary.files, outcome.summary.urls), (1, 1000));
}

#[test]
fn a_fault_of_our_own_costs_one_link() {
    let (out, outcome) = report("https://a.com/x?b=1\nhttps://a.com/fall-over?b=1\nhttps://a.com/x?b=2\n");
    assert_eq!(out, "[-,unread 2,-] 2 urls, 1 unread");
    let message = &outcome.unread[0].message;
    assert!(message.contains("a fault of the report (tests/it/run.rs:"), "{message}");
}

#[test]
fn lines_that_cannot_be_read_are_named_up_to_a_thousand() {
    let mut noise = b"\xff\n".repeat(1500);
    noise.extend(b"https://a.com/x?b=1\n");
    let mut out = Vec::new();
    let outcome = lint(&[Input::Stdin], &mut &*noise, &mut out).unwrap();
    assert_eq!(outcome.unread.len(), 1001);
    assert_eq!(outcome.unread[1000].message, "500 more lines could not be read");
    assert_eq!(outcome.summary.urls, 1);
    let entries = String::from_utf8(out).unwrap();
    assert_eq!(entries.matches("unread ").count(), 1500, "each is in the report at its place");
}

#[test]
fn a_long_line_is_skipped_and_named() {
    let mut text = b"https://a.com/x?b=1\n".to_vec();
    text.extend(vec![b'x'; 17 << 20]);
    text.extend(b"\nhttps://a.com/x?b=1\n");
    let outcome = lint(&[Input::Stdin], &mut &*text, &mut Vec::new()).unwrap();
    assert_eq!(outcome.summary.urls, 2);
    assert_eq!(outcome.unread.len(), 1);
    assert_eq!(
        (outcome.unread[0].line, &*outcome.unread[0].message),
        (Some(2), "this line is longer than 16 MiB and was skipped")
    );
}

/// Gives one piece, then an error.
struct Broken(bool);

impl Read for Broken {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if std::mem::replace(&mut self.0, true) {
            return Err(Error::other("the disk is gone"));
        }
        let line = b"https://a.com/x?b=1\nhttps://a.com/";
        buffer[..line.len()].copy_from_slice(line);
        Ok(line.len())
    }
}

#[test]
fn what_was_read_before_an_error_is_linted() {
    let outcome = lint(&[Input::Stdin], &mut Broken(false), &mut Vec::new()).unwrap();
    assert_eq!(outcome.summary.urls, 1);
    assert_eq!(outcome.unread[0].message, "reading stopped: the disk is gone");
}

struct Closed(ErrorKind);

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_ends_quietly_and_a_full_disk_does_not() {
    let url = Input::Url { text: "https://a.com/x?b=1".into(), name: "<argument 1>".into() };
    let outcome = lint(std::slice::from_ref(&url), &mut std::io::empty(), &mut Closed(ErrorKind::BrokenPipe));
    assert!(outcome.is_ok_and(|o| o.closed));
    assert!(lint(&[url], &mut std::io::empty(), &mut Closed(ErrorKind::StorageFull)).is_err());
}

#[test]
fn a_platform_nobody_knows_is_said_once() {
    let record = "{\"url\":\"https://a.com/x?b=1\",\"platform\":\"nobody\",\"network\":\"nobody\"}\n".repeat(3);
    let settings = Settings { input: Some(InputFormat::Records), ..Settings::default() };
    let job = Job { inputs: &[Input::Stdin], settings: &settings, catalogue: &Catalogue::default(), report: &Ids };
    let mut notes = Vec::new();
    let mut talk =
        |talk: Notice| notes.extend(if let Notice::Note(note) = talk { Some(note.to_owned()) } else { None });
    let outcome = run(&job, &mut record.as_bytes(), &mut Vec::new(), &mut talk).unwrap();
    assert_eq!(outcome.summary.urls, 3);
    assert_eq!(notes, ["no platform called `nobody` is known; line 1 of <stdin> is linted without it"]);
}

/// Gives so many bytes a reading, as a slow pipe does.
struct Slow<'b>(&'b [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let n = self.1.min(self.0.len()).min(buffer.len());
        buffer[..n].copy_from_slice(&self.0[..n]);
        self.0 = &self.0[n..];
        Ok(n)
    }
}

/// What a run over links, records, files and an input that cannot be read comes to, with so many workers.
fn with_workers(jobs: usize, folder: &std::path::Path) -> (String, u64, usize) {
    let file = |name: &str| Input::File { path: folder.join(name), name: name.to_owned() };
    let mut inputs: Vec<Input> = (0..40).map(|i| file(&format!("{i}.txt"))).collect();
    inputs.insert(7, file("nowhere.txt"));
    inputs.insert(9, file("large.txt"));
    inputs.push(Input::Stdin);
    let settings = Settings { all: true, jobs, ..Settings::default() };
    let job = Job { inputs: &inputs, settings: &settings, catalogue: &Catalogue::default(), report: &Places };
    let stdin: String = (0..2_000).map(|i| format!("https://a.com/{}?b={i}\n", "p".repeat(900))).collect();
    let mut out = Vec::new();
    let outcome = run(&job, &mut stdin.as_bytes(), &mut out, &mut |_| {}).unwrap();
    (String::from_utf8(out).unwrap(), outcome.summary.urls, outcome.unread.len())
}

/// Writes where each link stands.
struct Places;

impl Report for Places {
    fn head(&self, _: &mut Vec<u8>) {}

    fn joiner(&self) -> &'static [u8] {
        b"\n"
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) {
        out.extend(
            format!("{}:{} {}", entry.literal.path, entry.literal.whole().line, entry.literal.text.replace('\n', ""))
                .bytes(),
        );
    }

    fn unread(&self, unread: &Unread, out: &mut Vec<u8>) {
        out.extend(unread.place().bytes());
    }

    fn tail(&self, _: &Ending, _: &mut Vec<u8>) {}
}

#[test]
fn the_number_of_workers_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for i in 0..40 {
        let links: String = (0..50).map(|n| format!("https://a.com/{i}?b={n}\n\n")).collect();
        std::fs::write(folder.path().join(format!("{i}.txt")), links).unwrap();
    }
    let large = format!("https://a.com/{}?b=1\n", "p".repeat(2_100)).repeat(2_000);
    std::fs::write(folder.path().join("large.txt"), large).unwrap();
    let alone = with_workers(1, folder.path());
    assert_eq!((alone.1, alone.2), (6_000, 1));
    assert!(alone.0.starts_with("0.txt:1 https://a.com/0?b=0\n0.txt:3 "));
    for jobs in [2, 5] {
        assert!(with_workers(jobs, folder.path()) == alone, "{jobs} workers");
    }
}

#[test]
fn a_wrapped_link_is_read_as_one_however_slowly_its_lines_come() {
    let mail = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/text/mail.eml")).unwrap();
    let settings = Settings { all: true, input: Some(InputFormat::Text), ..Settings::default() };
    let catalogue = Catalogue::default();
    let job = Job { inputs: &[Input::Stdin], settings: &settings, catalogue: &catalogue, report: &Places };
    let places = |at_once: usize| {
        let mut out = Vec::new();
        run(&job, &mut Slow(&mail, at_once), &mut out, &mut |_| {}).unwrap();
        String::from_utf8(out).unwrap()
    };
    let whole = places(mail.len());
    assert!(whole.contains(":10 https") && whole.lines().count() == 2, "{whole}");
    for at_once in 1..mail.len() {
        assert_eq!(places(at_once), whole, "{at_once} bytes at once");
    }
}
