//! What the tests share: records as data, what they tell of a link, and failures listed together.
#![allow(dead_code, reason = "every test binary uses a part of it")]

use serde_json::Value;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tracklint::cli::{Io, NoTerminal};
use tracklint::lint::{Linted, Linter};
use tracklint::offer::{ALONE, FieldMap};
use tracklint::platform::{Catalogue, Environment, Platform, Role, State};
use tracklint::rule::{ClickIds, ExampleHints, ExampleOffer, Finding, Hints, Hosts, OfferHints};
use tracklint::scan::{click_id, of_run};
use tracklint::source::{Document, End, FileText, Syntax};
use tracklint::span::{Severity, Span};

/// The folder of the package.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the package as text.
pub fn text(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The records of a JSONL file, each with the file and line it stands on.
pub fn records(path: impl AsRef<Path>) -> Vec<(String, Value)> {
    let path = path.as_ref();
    let lines = text(path);
    let read = |(index, line): (usize, &str)| {
        let at = format!("{}:{}", path.display(), index + 1);
        let value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{at}: {e}"));
        (at, value)
    };
    lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(read).collect()
}

/// A text field of a record; empty where there is none.
pub fn field<'v>(record: &'v Value, key: &str) -> &'v str {
    record[key].as_str().unwrap_or_default()
}

/// Lints a record the way a run would. A platform that is not in the table is left out.
pub fn lint(linter: &mut Linter, catalogue: &Catalogue, record: &Value) -> Linted {
    let events: Option<Vec<&str>> = record["offer"]["events"].as_array().map(|a| {
        let id = |v: &Value| v.as_str().unwrap_or_else(|| panic!("an event id is a text: {record}")).to_owned();
        a.iter().map(|v| &*id(v).leak()).collect()
    });
    linter.lint(field(record, "url"), &hints(catalogue, record, events.as_deref()))
}

fn hints<'e>(catalogue: &Catalogue, record: &Value, events: Option<&'e [&'e str]>) -> Hints<'e> {
    let word = |key: &str| record[key].as_str();
    let platform = |key: &str| -> Option<&'static Platform> { word(key).and_then(|id| catalogue.named(id)) };
    let known = |key: &str, found: bool| assert!(found || word(key).is_none(), "no such {key}: {record}");
    let role = word("role").and_then(Role::named);
    let state = word("state").and_then(|s| [State::Template, State::Live].into_iter().find(|x| x.id() == s));
    let environment = word("environment")
        .and_then(|s| [Environment::Production, Environment::Sandbox].into_iter().find(|x| x.id() == s));
    known("role", role.is_some());
    known("state", state.is_some());
    known("environment", environment.is_some());
    Hints {
        role,
        state,
        network: platform("network"),
        platform: platform("platform"),
        filled_by: platform("filled_by"),
        environment,
        global: record["global"].as_bool().unwrap_or(false),
        offer: OfferHints { events, multi_event: record["offer"]["multi_event"].as_bool(), ..OfferHints::default() },
        ..Hints::default()
    }
}

/// What a run would have been told of an example. Examples name platforms by their ids.
pub fn given_told(given: &ExampleHints, catalogue: &Catalogue) -> Hints<'static> {
    let platform = |id: &str| {
        (!id.is_empty()).then(|| catalogue.named(id).unwrap_or_else(|| panic!("an example names no platform: {id}")))
    };
    Hints {
        role: given.role,
        state: given.state,
        network: platform(given.network),
        platform: platform(given.platform),
        filled_by: platform(given.filled_by),
        environment: given.environment,
        global: given.global,
        offer: OfferHints {
            events: (!given.events.is_empty()).then_some(given.events),
            multi_event: given.multi_event,
            ..OfferHints::default()
        },
        markup: false,
        tag: given.tag,
        end: End::Whole,
    }
}

/// The offer around an example's link as the program reads it from a file, and that file.
pub fn offer(around: &ExampleOffer) -> (&'static Document<'static>, tracklint::offer::Offer<'static>) {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::default);
    // Kept for the life of the process, as examples are.
    let text: &'static str = format!("offers:\n  - {}\n", around.offer.replace('\n', "\n    ")).leak();
    let file = Box::leak(Box::new(FileText::read(text.as_bytes())));
    let document: &'static Document = Box::leak(Box::new(Document::read("example.yaml", file, Syntax::Yaml)));
    assert!(document.breaks.is_empty(), "an example is no YAML: {text}");
    let offers = tracklint::offer::read(document, &FieldMap::default(), &CATALOGUE, &ALONE);
    match around.offer {
        "" => (document, tracklint::offer::Offer::default()),
        _ => {
            assert_eq!(offers.count(), 1, "an example is no offer: {text}");
            (document, offers.offer(0))
        }
    }
}

/// An example as a run would see it.
pub struct Seen {
    /// The verdict on the example's own link.
    pub linted: Linted,
    /// Every finding with the text it is about: of this link, of the others of its offer, of the offer's fields.
    pub all: Vec<(String, Finding)>,
}

/// Lints an example: alone, or within the offer around it and after its other links.
pub fn example(catalogue: &Catalogue, hosts: &Hosts, url: &str, given: &ExampleHints) -> Seen {
    example_by(&mut Linter::new(catalogue, hosts), catalogue, url, given)
}

/// The same by a linter that may have linted others before.
pub fn example_by(linter: &mut Linter, catalogue: &Catalogue, url: &str, given: &ExampleHints) -> Seen {
    let hints = given_told(given, catalogue);
    let Some(around) = given.around else {
        let linted = linter.lint(url, &hints);
        let all = linted.findings.iter().map(|f| (url.to_owned(), f.clone())).collect();
        return Seen { linted, all };
    };
    let (document, offer) = offer(around);
    let others = around.links.iter().map(|(url, given)| (*url, given_told(given, catalogue)));
    let links: Vec<(&str, Hints)> = std::iter::once((url, hints)).chain(others).collect();
    let mut verdict = linter.lint_offer(&offer, &links, |_, _| true);
    let (mut ids, mut repeats) = (ClickIds::default(), Vec::new());
    for ((text, _), linted) in links.iter().zip(&verdict.links).skip(1).chain([(&links[0], &verdict.links[0])]) {
        let repeat = click_id(text, linted).and_then(|span| ids.note(text, span, "links.txt", 1));
        repeats.extend(repeat);
    }
    let text = |number: usize| links[number].0.to_owned();
    let of_links = verdict.links.iter().enumerate().flat_map(|(i, l)| l.findings.iter().map(move |f| (i, f)));
    let mut all: Vec<(String, Finding)> = of_links.map(|(i, f)| (text(i), f.clone())).collect();
    for (node, findings) in &verdict.fields {
        let value = document.text(*node).into_owned();
        all.extend(findings.iter().map(|f| (value.clone(), f.clone())));
    }
    all.extend(repeats.iter().flat_map(|r| of_run(r).into_iter().map(|finding| (r.text.clone(), finding))));
    Seen { linted: verdict.links.swap_remove(0), all }
}

/// No hosts of a configuration's own.
pub fn no_hosts() -> Hosts {
    Hosts::default()
}

/// The text under a span; what is wrong with the span where it does not lie in the text.
pub fn under(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or("(the span lies outside the text, or cuts a character)")
}

/// A finding in one line.
pub fn describe(text: &str, finding: &Finding) -> String {
    format!(
        "{} [{}] at {:?}: {}",
        finding.severity.word(),
        finding.rule.id,
        under(text, finding.span),
        finding.message()
    )
}

/// The findings that are at least as bad as `severity`, one a line.
pub fn worse(findings: &[Finding], severity: Severity) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(move |f| f.severity >= severity)
}

/// Collects what failed, so that one run shows all of it.
#[derive(Default)]
pub struct Failures {
    list: Vec<String>,
    subjects: usize,
}

impl Failures {
    /// Notes what is wrong with `subject`.
    pub fn note(&mut self, subject: &str, what: impl AsRef<str>) {
        self.list.push(format!("{subject}\n      {}", what.as_ref().replace('\n', "\n      ")));
    }

    /// Counts a thing looked at.
    pub fn looked(&mut self) {
        self.subjects += 1;
    }

    /// Ends the test: nothing may have failed, and something must have been looked at.
    pub fn end(self) {
        assert!(self.subjects > 0, "nothing was looked at");
        let mut all = format!("{} failures, {} looked at\n", self.list.len(), self.subjects);
        for (index, failure) in self.list.iter().enumerate() {
            let _ = writeln!(all, "\n{:>4}  {failure}", index + 1);
        }
        assert!(self.list.is_empty(), "{all}");
    }
}

/// What the program did.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    /// The exit code.
    pub exit: u8,
    /// The report.
    pub stdout: String,
    /// What it said besides.
    pub stderr: String,
}

/// Runs the program in process, in a folder, with nothing on stdin and no terminal.
pub fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut io = Io {
        stdin: &mut std::io::empty(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        env: &|_| None,
        stdin_is_terminal: false,
        stdout_is_terminal: false,
        terminal: &NoTerminal,
        width: 80,
        cwd: folder.to_owned(),
    };
    let exit = tracklint::cli::main(["tracklint"].iter().chain(arguments).map(Into::into), &mut io);
    let text = |bytes| String::from_utf8(bytes).expect("reports are text");
    Ran { exit, stdout: text(stdout), stderr: text(stderr) }
}
