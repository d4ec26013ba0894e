//! The help pages' own examples, right and wrong, get the verdict that the pages give them.

use crate::common::{Failures, describe, field, lint, no_hosts, records, under, worse};
use serde_json::Value;
use tracklint::lint::{Linted, Linter};
use tracklint::platform::Catalogue;
use tracklint::rule;
use tracklint::span::Severity;

const PAGES: &[&str] = &[
    "cake-postback-troubleshooting",
    "gokart-multi-event",
    "gokart-postback-url",
    "gokart-troubleshooting",
    "gokart-what-is-a-postback",
];

#[test]
fn every_example_of_the_help_pages_gets_its_verdict() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    let mut linter = Linter::new(&catalogue, &hosts);
    for page in PAGES {
        for (at, record) in records(format!("fixtures/seeds/{page}.jsonl")) {
            failures.looked();
            let linted = lint(&mut linter, &catalogue, &record);
            let subject = format!("{at}  {:?}  ({})", field(&record, "url"), field(&record, "from"));
            judge(&record, &linted, |what| failures.note(&subject, what));
        }
    }
    failures.end();
}

fn judge(record: &Value, linted: &Linted, mut wrong: impl FnMut(String)) {
    let url = field(record, "url");
    let expected = expected(record);
    let is = |e: &Value, f: &rule::Finding| {
        field(e, "rule") == f.rule.id
            && field(e, "text") == under(url, f.span)
            && field(e, "severity") == f.severity.word()
    };
    for missing in expected.iter().filter(|e| !linted.findings.iter().any(|f| is(e, f))) {
        wrong(format!("should report {missing}"));
    }
    let surplus = worse(&linted.findings, Severity::Warning).filter(|f| !expected.iter().any(|e| is(e, f)));
    for surplus in surplus {
        wrong(format!("reports {}", describe(url, surplus)));
    }
    if linted.corrected() != record["fixed"].as_str() {
        wrong(format!("fixed to  {:?}\nshould be {:?}", linted.fixed, record["fixed"].as_str()));
    }
}

fn expected(record: &Value) -> &[Value] {
    let expected = record["expect"].as_array().unwrap_or_else(|| panic!("no `expect`: {record}"));
    for one in expected {
        assert!(rule::named(field(one, "rule")).is_some(), "no rule of the catalogue: {record}");
        assert!(one["text"].is_string() && one["severity"].is_string(), "`text` and `severity` are needed: {record}");
    }
    expected
}

/// Every shape of postback address that the pages show is known for what it is.
#[test]
fn every_postback_address_of_the_pages_is_recognised() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    let mut linter = Linter::new(&catalogue, &hosts);
    for address in [
        "https://api.getgokart.ai/postback",
        "https://api.brownboots.getgokart.ai",
        "https://api.brownboots.getgokart.ai/",
        "https://api.brownboots.getgokart.ai/.../",
        "https://api.brownboots.getgokart.ai/api/v1/postback",
    ] {
        failures.looked();
        let url = format!("{address}?cnv_event_id={{event_name}}&gk_click_id={{sub1}}");
        let decision = linter.lint(&url, &rule::Hints::default()).decision;
        let network = decision.network.map(|n| n.id);
        if (decision.role.id(), network) != ("postback", Some("gokart")) {
            failures.note(&url, format!("is taken for a {} of {network:?}", decision.role.id()));
        }
        if decision.click_id_in(&url).as_deref() != Some("gk_click_id") {
            failures.note(&url, format!("the click id is seen in {:?}", decision.click_id_in(&url)));
        }
    }
    failures.end();
}

/// Hands over one line at a time, as a terminal does.
struct Typed<'t>(std::vec::IntoIter<&'t str>);

impl std::io::Read for Typed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let Some(line) = self.0.next() else { return Ok(0) };
        let line = format!("{line}\n");
        buffer[..line.len()].copy_from_slice(line.as_bytes());
        Ok(line.len())
    }
}

/// What has to be typed so that the prompt knows what the record tells.
fn commands(record: &Value) -> Vec<String> {
    let word = |key: &str| record[key].as_str();
    let named = |command: &str, key: &str| word(key).map(|name| format!("{command} {name}"));
    let mut typed: Vec<String> = [word("state").map(str::to_owned), named("as", "role"), named("network", "network")]
        .into_iter()
        .chain([named("platform", "platform"), named("filled-by", "filled_by"), word("environment").map(str::to_owned)])
        .flatten()
        .collect();
    typed.extend(record["global"].as_bool().filter(|global| *global).map(|_| "global".to_owned()));
    let events = record["offer"]["events"].as_array();
    typed.extend(events.into_iter().flatten().map(|id| format!("event {}", id.as_str().unwrap())));
    typed.extend(record["offer"]["multi_event"].as_bool().filter(|several| *several).map(|_| "events".to_owned()));
    typed
}

/// The answer at the prompt to a link, after these commands were typed.
fn answered(commands: &[String], url: &str) -> String {
    let lines: Vec<&str> = commands.iter().map(String::as_str).chain([url]).collect();
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let exit = tracklint::cli::main(
        ["tracklint".into(), "--color".into(), "never".into()],
        &mut tracklint::cli::Io {
            stdin: &mut Typed(lines.into_iter()),
            stdout: &mut stdout,
            stderr: &mut stderr,
            env: &|_| None,
            stdin_is_terminal: true,
            stdout_is_terminal: true,
            terminal: &tracklint::cli::NoTerminal,
            width: 1000,
            cwd: crate::common::root(),
        },
    );
    assert_eq!(exit, 0, "{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

/// Pasted at the prompt, with the settings typed, each example gets its verdict too.
#[test]
fn every_example_of_the_help_pages_gets_its_verdict_at_the_prompt() {
    let mut failures = Failures::default();
    for page in PAGES {
        for (at, record) in records(format!("fixtures/seeds/{page}.jsonl")) {
            failures.looked();
            let (url, commands) = (field(&record, "url"), commands(&record));
            let answer = answered(&commands, url);
            let said = |severity: &str| {
                let mark = format!("{severity}[");
                let names = answer.match_indices(&*mark).map(|(at, _)| &answer[at + mark.len()..]);
                names.filter_map(|rest| Some(format!("{severity} {}", rest.split_once(']')?.0))).collect::<Vec<_>>()
            };
            let mut came = [said("error"), said("warning")].concat();
            let mut wanted: Vec<String> = expected(&record)
                .iter()
                .filter(|e| e["severity"] != "advice")
                .map(|e| format!("{} {}", field(e, "severity"), field(e, "rule")))
                .collect();
            came.sort();
            wanted.sort();
            if came != wanted {
                failures.note(&format!("{at}  {url:?} {commands:?}"), format!("says {came:?}, not {wanted:?}"));
            }
            if record["fixed"].as_str().is_some_and(|fixed| !answer.contains(&format!(":\n{fixed}\n"))) {
                failures.note(&format!("{at}  {url:?}"), format!("is not corrected to {}: {answer}", record["fixed"]));
            }
            if record["fixed"].is_null() && answer.contains("corrected link") {
                failures.note(&format!("{at}  {url:?}"), format!("is corrected: {answer}"));
            }
        }
    }
    failures.end();
}
