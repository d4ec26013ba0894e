//! `junit`: every link a test, for the many systems that show tests.

use super::gathered::{Case, Fault, cases, unread_words};
use super::plain::tidy;
use super::{tables, words};
use crate::findings::Ending;
use crate::span::Severity;
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

/// One suite a file.
pub fn written(ending: &Ending, out: &mut Vec<u8>) {
    let mut report = quick_junit::Report::new("tracklint");
    let cases = cases(ending);
    for file in cases.chunk_by(|a, b| a.path == b.path) {
        let mut suite = TestSuite::new(xml(&file[0].path));
        suite.add_test_cases(file.iter().map(test));
        report.add_test_suite(suite);
    }
    if !ending.unread.is_empty() {
        let mut suite = TestSuite::new("not read");
        suite.add_test_cases(ending.unread.iter().map(|unread| {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message(xml(&unread_words(unread)));
            TestCase::new(xml(&unread.place()), status)
        }));
        report.add_test_suite(suite);
    }
    if let Some(words) = tables::left_out(ending.left_out) {
        let mut suite = TestSuite::new("not reported");
        let mut status = TestCaseStatus::skipped();
        status.set_message("--max-findings");
        suite.add_test_case(TestCase::new(words, status));
        report.add_test_suite(suite);
    }
    // Into a vector: nothing that could fail.
    let _ = report.serialize(&mut *out);
}

/// Characters of a test's name beyond which it is cut.
const LONGEST: usize = 200;

/// A link: failed if it has an error, else passed with its warnings and advice as output.
fn test(case: &Case) -> TestCase {
    let name = cut(case.key.as_deref().unwrap_or(&case.text));
    let name = format!("{}:{} {name}", case.place.line, case.place.column);
    let errors: Vec<&Fault> = case.faults.iter().filter(|f| f.severity == Severity::Error).collect();
    let status = match &*errors {
        [] => TestCaseStatus::success(),
        [first, ..] => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type(first.rule.clone()).set_message(xml(&first.what));
            status.set_description(errors.iter().map(|f| told(case, f)).collect::<Vec<_>>().join("\n"));
            status
        }
    };
    let mut test = TestCase::new(xml(&name), status);
    test.set_classname(xml(&case.path));
    let noun = words::noun(case.about);
    let mut lines = vec![xml(&case.text)];
    lines.extend(case.faults.iter().filter(|f| f.severity < Severity::Error).map(|f| told(case, f)));
    lines.extend(case.fixed.iter().map(|fixed| format!("corrected {noun}: {}", xml(fixed))));
    if case.masked {
        lines.push(words::masked(noun));
    }
    test.set_system_out(lines.join("\n"));
    test
}

fn told(case: &Case, fault: &Fault) -> String {
    let (path, word, place) = (&case.path, fault.severity.word(), fault.place);
    xml(&format!("{path}:{}:{}: {word}: {} [{}]", place.line, place.column, fault.told(), fault.rule))
}

/// Text as XML may hold it: two characters that nobody uses are no characters to it.
fn xml(text: &str) -> String {
    tidy(text).replace('\u{FFFE}', "<U+FFFE>").replace('\u{FFFF}', "<U+FFFF>")
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
