//! `--diff`, applied, is `--fix`: by an applier that takes nothing on trust, and by git where there is one.

use super::formats::{ALL, Charset};
use super::{fixed, input, with_job};
use crate::common::Failures;
use std::fs;
use std::path::Path;
use std::process::Command;
use tracklint::run::{Mode, RealDisk, files, unified};
use tracklint::settings::Settings;

/// Applies a unified diff of one file as git does: every line has to be where the diff says, and what it says.
fn applied(diff: &[u8], before: &[u8]) -> Result<Vec<u8>, String> {
    let old: Vec<&[u8]> = before.split_inclusive(|b| *b == b'\n').collect();
    let mut lines = diff.split_inclusive(|b| *b == b'\n').peekable();
    let mut header = |sign: &[u8]| lines.next().is_some_and(|l| l.starts_with(sign)).then_some(()).ok_or("no header");
    header(b"--- ")?;
    header(b"+++ ")?;
    let (mut out, mut at): (Vec<u8>, usize) = (Vec::new(), 0);
    while let Some(head) = lines.next() {
        let head = std::str::from_utf8(head).map_err(|e| e.to_string())?;
        let (was, is) = reaches(head).ok_or_else(|| format!("no head of a hunk: {head}"))?;
        let start = if was.1 == 0 { was.0 } else { was.0 - 1 };
        out.extend(old.get(at..start).ok_or("hunks out of order")?.concat());
        at = start;
        let mut left = (was.1, is.1);
        while left != (0, 0) {
            let line = lines.next().ok_or("a hunk ends too early")?;
            let (sign, mut text) = (line[0], &line[1..]);
            if lines.next_if(|next| next.starts_with(b"\\")).is_some() {
                text = text.strip_suffix(b"\n").ok_or("a line without its end has one")?;
            }
            if sign != b'+' {
                if old.get(at) != Some(&text) {
                    return Err(format!("line {} is not {:?}", at + 1, String::from_utf8_lossy(text)));
                }
                at += 1;
                left.0 -= 1;
            }
            if sign != b'-' {
                out.extend_from_slice(text);
                left.1 -= 1;
            }
        }
    }
    out.extend(old[at..].concat());
    Ok(out)
}

/// `@@ -1,2 +3 @@` as line and count of both sides.
fn reaches(head: &str) -> Option<((usize, usize), (usize, usize))> {
    let (was, is) = head.strip_prefix("@@ -")?.strip_suffix(" @@\n")?.split_once(" +")?;
    let pair = |text: &str| match text.split_once(',') {
        Some((line, count)) => Some((line.parse().ok()?, count.parse().ok()?)),
        None => Some((text.parse().ok()?, 1)),
    };
    Some((pair(was)?, pair(is)?))
}

/// What git makes of the diff; `None` on a machine without git.
fn applied_by_git(diff: &[u8], name: &str, before: &[u8]) -> Option<Result<Vec<u8>, String>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, before).unwrap();
    fs::write(folder.path().join("the.diff"), diff).unwrap();
    let git = Command::new("git")
        .args(["-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "the.diff"])
        .current_dir(folder.path())
        .env("GIT_CEILING_DIRECTORIES", folder.path().parent().unwrap())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .ok()?;
    if !git.status.success() {
        return Some(Err(String::from_utf8_lossy(&git.stderr).into_owned()));
    }
    Some(Ok(fs::read(path).unwrap()))
}

/// Asks both appliers.
fn judge(failures: &mut Failures, name: &str, before: &[u8], after: &[u8]) {
    failures.looked();
    let diff = unified(name, before, after);
    let mut wrong = |who: &str, came: Result<Vec<u8>, String>| match came {
        Ok(came) if came == after => {}
        Ok(came) => failures.note(name, format!("{who} makes {:?} of it", String::from_utf8_lossy(&came))),
        Err(error) => failures.note(name, format!("{who}: {error}\n{}", String::from_utf8_lossy(&diff))),
    };
    wrong("the applier", applied(&diff, before));
    if let Some(came) = applied_by_git(&diff, name, before) {
        wrong("git", came);
    }
}

const BAD: &str = "https://app.appsflyer.com/id1?pid=x_int&af_sub1=a&clickid=gk_click_id";

/// A link with a fault that every format can have and every format can mend.
const MENDABLE: &str = "htps://app.appsflyer.com/id1?pid=x_int&af_sub1=a&clickid=1";

#[test]
fn a_diff_applied_is_the_repaired_file() {
    let mut failures = Failures::default();
    for spelling in ALL.iter().filter(|s| !matches!(s.charset, Charset::Utf16Le | Charset::Utf16Be)) {
        let Some(before) = spelling.file_with(MENDABLE) else { panic!("{} cannot spell it", spelling.name) };
        let lf: Vec<u8> = String::from_utf8(before.clone()).unwrap().replace("\r\n", "\n").into();
        let crlf: Vec<u8> = String::from_utf8(lf.clone()).unwrap().replace('\n', "\r\n").into();
        for text in [before, lf, crlf] {
            let cut = text.strip_suffix(b"\n").map(|t| t.strip_suffix(b"\r").unwrap_or(t)).unwrap_or(&text);
            for text in [&*text, cut] {
                let outcome = fixed(spelling.file, text);
                if outcome.bytes == text {
                    failures.note(spelling.name, format!("nothing was repaired: {outcome:?}"));
                    continue;
                }
                judge(&mut failures, &format!("offers/{}", spelling.file), text, &outcome.bytes);
            }
        }
    }
    failures.end();
}

#[test]
fn changes_near_and_far_are_found_again() {
    let mut failures = Failures::default();
    let good = BAD.replace("=gk_click_id", "={gk_click_id}");
    let line = |bad: bool| if bad { BAD } else { &*good };
    for pattern in [0b1_u32, 0b10, 0b11, 0b1000_0001, 0b1_0000_0001, 0x8000_0001, 0xFFFF_FFFF, 0x8421_0842] {
        for end in ["\n", "\r\n"] {
            let text: String = (0..32).map(|bit| format!("{}{end}", line(pattern >> bit & 1 == 1))).collect();
            for text in [&*text, text.trim_end()] {
                let outcome = fixed("links.txt", text.as_bytes());
                assert_eq!(outcome.fixed["unbraced-macro"], u64::from(pattern.count_ones()));
                judge(&mut failures, "links.txt", text.as_bytes(), &outcome.bytes);
            }
        }
    }
    failures.end();
}

#[test]
fn lines_that_go_and_odd_ones_are_shown() {
    let mut failures = Failures::default();
    // A carriage return alone ends no line; where a line break goes, the lines behind it move up.
    for (before, after) in [
        ("a\rb\nc\r", "a\rB\nc\r"),
        ("a\rb", "a\rB"),
        ("a\nb\nc\nd\ne\nf\ng\nh\ni\n", "a\nbc\nd\ne\nf\ng\nh\ni\n"),
        ("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13", "1\n23\n4\n5\n6\n7\n8\n9\n10\n11\n1213"),
        ("a\n\u{2028}\u{85}b", "a\n\u{2028}\u{85}c"),
        ("a", "b"),
        ("a\n", "b\n"),
        ("- a\n+ b\n@@ c\n", "- a\n+ c\n@@ c\n"),
    ] {
        judge(&mut failures, "links.txt", before.as_bytes(), after.as_bytes());
    }
    for name in ["with blanks/a b.txt", "wei\u{df}/\u{e9} \"x\".txt", "a\\b.txt", "plain.txt"] {
        judge(&mut failures, name, b"a\nb\n", b"a\nc\n");
    }
    failures.end();
    assert!(unified("a", b"x", b"x").is_empty());
}

#[test]
fn what_a_diff_cannot_show_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = Charset::Utf16Le.encode(&format!("{BAD}\n"));
    fs::write(folder.path().join("wide.txt"), &bytes).unwrap();
    let shown = |folder: &Path| {
        with_job(&[input(folder, "wide.txt")], &Settings::default(), |job| {
            files(&RealDisk, job, false, Mode::Diff).remove(0)
        })
    };
    let one = shown(folder.path());
    assert!(one.differs && one.diff.is_empty());
    let told = "wide.txt: the file is written in UTF-16, which a diff cannot show; --fix repairs it";
    assert_eq!(one.unshown.as_deref(), Some(told));
    assert_eq!(fs::read(folder.path().join("wide.txt")).unwrap(), bytes);
}
