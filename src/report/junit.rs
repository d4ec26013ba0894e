//! `junit`: every link a test, for the many systems that show tests.

use super::gathered::{Case, Fault, cases, unread_words};
use super::plain::tidy;
use super::style::Style;
use super::{tables, words};
use crate::findings::Ending;
use crate::span::Severity;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::collections::HashMap;
use std::io;

/// One suite a file.
pub fn written(ending: &Ending, _: &Style, out: &mut Vec<u8>) {
    let cases = cases(ending);
    let files = cases.chunk_by(|a, b| a.path == b.path);
    let mut suites: Vec<Suite> = files.map(|file| Suite::new(&file[0].path, file.iter().map(test).collect())).collect();
    if !ending.unread.is_empty() {
        let unread = ending.unread.iter().map(|unread| Test {
            outcome: CaseResult::Error { message: xml(&unread_words(unread)) },
            ..Test::named(xml(&unread.path))
        });
        suites.push(Suite::new("not read", unread.collect()));
    }
    if let Some(words) = tables::left_out(ending.left_out) {
        let outcome = CaseResult::Skipped { message: "--max-findings" };
        suites.push(Suite::new("not reported", vec![Test { outcome, ..Test::named(words) }]));
    }
    // Into a vector: nothing that could fail.
    let _ = document(&suites, &mut *out);
}

/// Tests that belong together.
struct Suite {
    name: String,
    tests: Vec<Test>,
}

struct Test {
    name: String,
    class: Option<String>,
    outcome: CaseResult,
    output: Option<String>,
}

enum CaseResult {
    Passed,
    Skipped { message: &'static str },
    Failure { message: String, rule: String, text: String },
    Error { message: String },
}

impl Suite {
    /// Of tests with the same name the later ones are numbered, for a name is what a system knows a test by. A line number
    /// would do that too, and would make every test a new one when a line is added above.
    fn new(name: &str, mut tests: Vec<Test>) -> Self {
        let mut known: HashMap<String, u64> = HashMap::new();
        for test in &mut tests {
            let times = known.entry(test.name.clone()).or_default();
            *times += 1;
            if *times > 1 {
                test.name = format!("{} ({times})", test.name);
            }
        }
        Self { name: xml(name), tests }
    }

    fn count(&self, is: fn(&CaseResult) -> bool) -> usize {
        self.tests.iter().filter(|test| is(&test.outcome)).count()
    }
}

impl Test {
    const fn named(name: String) -> Self {
        Self { name, class: None, outcome: CaseResult::Passed, output: None }
    }
}

const SKIPPED: fn(&CaseResult) -> bool = |outcome| matches!(outcome, CaseResult::Skipped { .. });
const FAILED: fn(&CaseResult) -> bool = |outcome| matches!(outcome, CaseResult::Failure { .. });
const BROKEN: fn(&CaseResult) -> bool = |outcome| matches!(outcome, CaseResult::Error { .. });

fn document(suites: &[Suite], out: &mut Vec<u8>) -> io::Result<()> {
    let mut writer = Writer::new_with_indent(&mut *out, b' ', 4);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let sum = |count: &dyn Fn(&Suite) -> usize| suites.iter().map(count).sum::<usize>().to_string();
    let root = BytesStart::new("testsuites").with_attributes([
        ("name", "tracklint"),
        ("tests", &sum(&|suite| suite.tests.len())),
        ("skipped", &sum(&|suite| suite.count(SKIPPED))),
        ("failures", &sum(&|suite| suite.count(FAILED))),
        ("errors", &sum(&|suite| suite.count(BROKEN))),
    ]);
    writer.write_event(Event::Start(root))?;
    suites.iter().try_for_each(|suite| suite_element(suite, &mut writer))?;
    writer.write_event(Event::End(BytesEnd::new("testsuites")))?;
    out.push(b'\n');
    Ok(())
}

fn suite_element(suite: &Suite, writer: &mut Writer<&mut Vec<u8>>) -> io::Result<()> {
    let start = BytesStart::new("testsuite").with_attributes([
        ("name", suite.name.as_str()),
        ("tests", &suite.tests.len().to_string()),
        ("skipped", &suite.count(SKIPPED).to_string()),
        ("errors", &suite.count(BROKEN).to_string()),
        ("failures", &suite.count(FAILED).to_string()),
    ]);
    writer.write_event(Event::Start(start))?;
    suite.tests.iter().try_for_each(|test| test_element(test, writer))?;
    writer.write_event(Event::End(BytesEnd::new("testsuite")))
}

fn test_element(test: &Test, writer: &mut Writer<&mut Vec<u8>>) -> io::Result<()> {
    let mut start = BytesStart::new("testcase").with_attributes([("name", test.name.as_str())]);
    start.extend_attributes(test.class.as_deref().map(|class| ("classname", class)));
    if matches!(test.outcome, CaseResult::Passed) && test.output.is_none() {
        return writer.write_event(Event::Empty(start));
    }
    writer.write_event(Event::Start(start))?;
    match &test.outcome {
        CaseResult::Passed => {}
        CaseResult::Skipped { message } => element("skipped", &[("message", message)], None, writer)?,
        CaseResult::Error { message } => element("error", &[("message", message)], None, writer)?,
        CaseResult::Failure { message, rule, text } => {
            element("failure", &[("message", message), ("type", rule)], Some(text), writer)?;
        }
    }
    if let Some(output) = &test.output {
        element("system-out", &[], Some(output), writer)?;
    }
    writer.write_event(Event::End(BytesEnd::new("testcase")))
}

fn element(
    name: &str,
    attributes: &[(&str, &str)],
    text: Option<&str>,
    writer: &mut Writer<&mut Vec<u8>>,
) -> io::Result<()> {
    let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
    let Some(text) = text else { return writer.write_event(Event::Empty(start)) };
    writer.write_event(Event::Start(start))?;
    writer.write_event(Event::Text(BytesText::new(text)))?;
    writer.write_event(Event::End(BytesEnd::new(name)))
}

/// Characters of a test's name beyond which it is cut.
const LONGEST: usize = 200;

/// A link: failed if it has an error, else passed with its warnings and advice as output.
fn test(case: &Case) -> Test {
    let name = cut(case.key.as_deref().unwrap_or(&case.text));
    let errors: Vec<&Fault> = case.faults.iter().filter(|f| f.severity == Severity::Error).collect();
    let outcome = match &*errors {
        [] => CaseResult::Passed,
        [first, ..] => CaseResult::Failure {
            message: xml(&first.what),
            rule: first.rule.clone(),
            text: errors.iter().map(|f| hints(case, f)).collect::<Vec<_>>().join("\n"),
        },
    };
    let noun = words::noun(case.about);
    let mut lines = vec![xml(&case.text)];
    lines.extend(case.faults.iter().filter(|f| f.severity < Severity::Error).map(|f| hints(case, f)));
    let heading = if case.partly { words::partly(noun) } else { format!("corrected {noun}") };
    lines.extend(case.fixed.iter().map(|fixed| format!("{heading}: {}", xml(fixed))));
    if case.masked {
        lines.push(words::masked(noun));
    }
    Test { name: xml(&name), class: Some(xml(&case.path)), outcome, output: Some(lines.join("\n")) }
}

fn hints(case: &Case, fault: &Fault) -> String {
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
