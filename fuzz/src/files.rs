//! The bytes of one file.

use crate::patch::applied;
use crate::{CHECKER, prepare};
use serde_json::Value;
use tracklint::report::{OutputFormat, Style};
use tracklint::run::unified;

/// The reports that a parser can read, one of which is made of each input.
const REPORTS: [OutputFormat; 5] =
    [OutputFormat::Json, OutputFormat::Jsonl, OutputFormat::Sarif, OutputFormat::GitLab, OutputFormat::JUnit];

/// Lints and repairs the file `name` that holds `bytes`. How long it is decides about what costs time: whether probable
/// repairs are made too, and which report is written.
pub fn document(name: &str, bytes: &[u8]) {
    prepare();
    places(name, bytes);
    repaired(name, bytes, bytes.len() % 2 == 1);
    report(name, bytes, REPORTS[bytes.len() % REPORTS.len()]);
}

/// Every place lies in the file, and the edits of a fix are in order.
fn places(name: &str, bytes: &[u8]) {
    let end = bytes.len() as u64;
    for text in CHECKER.document(name, bytes).texts {
        assert!(text.range.start.byte <= text.range.end.byte && text.range.end.byte <= end, "{:?}", text.range);
        for finding in &text.findings {
            let range = finding.range;
            assert!(range.start.byte <= range.end.byte && range.end.byte <= end, "{range:?}");
            assert!(range.start.line >= 1 && range.start.column >= 1, "{range:?}");
            let mut last = 0;
            for edit in finding.edits.iter().flatten() {
                assert!(
                    last <= edit.start_byte && edit.start_byte <= edit.end_byte && edit.end_byte <= end,
                    "{edit:?}"
                );
                last = edit.end_byte;
            }
        }
    }
}

/// A repaired file is repaired to the end, one that is left alone is told of, and the diff, applied, is the repair.
fn repaired(name: &str, bytes: &[u8], unsafe_too: bool) {
    let once = CHECKER.fix(name, bytes, unsafe_too);
    assert!(once.refused.as_ref().is_none_or(|why| !why.contains("tracklint failed")), "{:?}", once.refused);
    if once.bytes == bytes {
        assert!(once.fixed.is_empty(), "told as repaired, and nothing was: {:?}", once.fixed);
        return;
    }
    assert!(!once.fixed.is_empty(), "the file was changed, and no repair is told");
    // A run makes so many rounds and no more, and says so.
    if once.left.iter().any(|left| left.reason.contains("left no round")) {
        return;
    }
    let twice = CHECKER.fix(name, &once.bytes, unsafe_too);
    assert_eq!(
        String::from_utf8_lossy(&twice.bytes),
        String::from_utf8_lossy(&once.bytes),
        "repaired again: {:?}",
        twice.fixed
    );
    match applied(&unified(name, bytes, &once.bytes), bytes) {
        Ok(came) => assert_eq!(came, once.bytes, "the diff is not the repair"),
        Err(error) => panic!("the diff cannot be applied: {error}"),
    }
}

/// A report can be read by its readers.
fn report(name: &str, bytes: &[u8], format: OutputFormat) {
    let report = CHECKER.report(name, bytes, format, Style { all: true, ..Style::FILE });
    let Ok(report) = String::from_utf8(report) else { panic!("the report is not UTF-8") };
    let is_json = |text: &str| serde_json::from_str::<Value>(text).is_ok();
    match format {
        OutputFormat::Jsonl => assert!(report.lines().all(is_json), "a line is no JSON: {report}"),
        OutputFormat::JUnit => assert!(report.trim_end().ends_with("</testsuites>"), "cut off: {report}"),
        _ => assert!(is_json(&report), "no JSON: {report}"),
    }
}
