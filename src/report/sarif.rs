//! `sarif`: version 2.1.0, for code scanning and editors.

use super::compact::write;
use super::gathered::{Case, Fault, RelatedPlace, Repair, cases, sentences};
use super::markdown::{code, prose};
use super::plain::{is_no_file, tidy};
use super::style::Style;
use super::tables;
use crate::findings::{Ending, Unread};
use crate::rule::{ALL, Part, Rule};
use crate::span::{Place, Severity};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// One run.
pub fn written(ending: &Ending, style: &Style, out: &mut Vec<u8>) {
    write(&log(ending, style), out);
    out.push(b'\n');
}

/// The version comes first, so that a reader knows early what it reads.
#[derive(Serialize)]
struct Log {
    version: &'static str,
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [Value; 1],
}

fn log(ending: &Ending, style: &Style) -> Log {
    let cases = cases(ending);
    let fired: BTreeSet<&str> = cases.iter().flat_map(|case| &case.faults).map(|fault| &*fault.rule).collect();
    let rules: Vec<&Rule> = ALL.iter().copied().filter(|rule| fired.contains(rule.id)).collect();
    // A rule of the configuration is described by the first finding that it made.
    let own = fired.iter().filter(|id| rules.iter().all(|rule| rule.id != **id));
    let own = own.filter_map(|id| cases.iter().flat_map(|case| &case.faults).find(|fault| fault.rule == **id));
    let own: Vec<&Fault> = own.collect();
    let ids: Vec<&str> = rules.iter().map(|rule| rule.id).chain(own.iter().map(|fault| &*fault.rule)).collect();
    let described =
        rules.iter().map(|rule| descriptor(rule, style)).chain(own.iter().map(|fault| own_descriptor(fault)));
    let described: Vec<Value> = described.collect();
    let mut artifacts = Artifacts::default();
    let results: Vec<Value> = cases
        .iter()
        .flat_map(|case| case.faults.iter().map(move |fault| (case, fault)))
        .map(|(case, fault)| result(case, fault, &ids, &mut artifacts))
        .collect();
    let mut notifications: Vec<Value> =
        ending.unread.iter().map(|unread| notification(unread, &mut artifacts)).collect();
    if let Some(words) = tables::left_out(ending.left_out) {
        notifications.push(json!({ "level": "note", "message": { "text": words } }));
    }
    let mut run = json!({
        "tool": { "driver": {
            "name": "tracklint",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": described,
        }},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": { ROOT: { "description": { "text": "The folder in which tracklint ran." } } },
        "artifacts": artifacts.list,
        "invocations": [{
            "executionSuccessful": ending.unread.is_empty(),
            "toolExecutionNotifications": notifications,
        }],
        "results": results,
    });
    if let Some(statistics) = ending.statistics {
        run["properties"] = json!({ "tracklint/statistics": statistics });
    }
    Log {
        version: "2.1.0",
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        runs: [run],
    }
}

/// What relative paths are relative to, by the name that GitHub and others give it.
const ROOT: &str = "%SRCROOT%";

fn descriptor(rule: &Rule, style: &Style) -> Value {
    let lines = |line: fn(&str) -> String| rule.explanation.lines().map(line).collect::<Vec<_>>().join("\n");
    let mut descriptor = json!({
        "id": rule.id,
        "shortDescription": { "text": plain(rule.summary) },
        "fullDescription": { "text": plain(rule.summary) },
        "help": { "text": lines(plain), "markdown": lines(|line| prose(line, code)) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [rule.part.title()] },
    });
    if let Some(address) = style.rules_at {
        descriptor["helpUri"] = json!(format!("{address}#{}", rule.id));
    }
    descriptor
}

fn own_descriptor(fault: &Fault) -> Value {
    let told = plain(&sentences(&[&fault.what, &fault.todo]));
    json!({
        "id": fault.rule,
        "shortDescription": { "text": plain(&fault.what) },
        "fullDescription": { "text": plain(&fault.what) },
        "help": { "text": told },
        "defaultConfiguration": { "level": level(fault.severity) },
        "properties": { "tags": [Part::Own.title()] },
    })
}

/// Files and pasted links, each once.
#[derive(Default)]
struct Artifacts {
    list: Vec<Value>,
    known: BTreeMap<String, usize>,
}

impl Artifacts {
    /// The artifact of that path: a file by its address, a pasted link by a name of its own, and with its text.
    fn location(&mut self, path: &str, pasted: Option<&str>) -> Value {
        let mut location = address(path);
        let index = *self.known.entry(path.to_owned()).or_insert_with(|| {
            let mut artifact = json!({ "location": location, "roles": ["analysisTarget"] });
            if is_no_file(path) {
                artifact["description"] = json!({ "text": plain(&format!("{path}, which is not a file")) });
            }
            if let Some(text) = pasted.filter(|_| path.starts_with("<argument")) {
                artifact["contents"] = json!({ "text": text });
            }
            self.list.push(artifact);
            self.list.len() - 1
        });
        location["index"] = json!(index);
        location
    }
}

/// Where a path lies: absolute, or relative to where tracklint ran. What is no file has its name percent-encoded:
/// `%3Cargument%201%3E`, which no file that anybody has is called.
fn address(path: &str) -> Value {
    let has_drive = |p: &str| p.as_bytes()[0].is_ascii_alphabetic() && p.ends_with(":/");
    if path.get(..3).is_some_and(has_drive) {
        return json!({ "uri": format!("file:///{}{}", &path[..2], encoded(&path[2..])) });
    }
    if path.starts_with('/') {
        return json!({ "uri": format!("file://{}", encoded(path)) });
    }
    json!({ "uri": encoded(path), "uriBaseId": ROOT })
}

/// A path with all but its own characters percent-encoded, so that no part of it passes for a scheme, a query or a
/// fragment.
fn encoded(path: &str) -> String {
    let mut out = String::new();
    for b in path.bytes() {
        if b.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&b) {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}

fn result(case: &Case, fault: &Fault, ids: &[&str], artifacts: &mut Artifacts) -> Value {
    let mut result = json!({
        "ruleId": fault.rule,
        "ruleIndex": ids.iter().position(|id| *id == fault.rule),
        "level": level(fault.severity),
        "message": { "text": plain(&sentences(&[&fault.what, &fault.cost, &fault.todo])) },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": artifacts.location(&case.path, Some(&case.text)),
                "region": region(fault.place, Some(&fault.text)),
            },
            "logicalLocations": case.key.iter().map(|key| json!({ "fullyQualifiedName": plain(key) })).collect::<Vec<_>>(),
        }],
        "partialFingerprints": { "tracklint/v1": fault.fingerprint },
    });
    let also = fault.near.iter().chain(&fault.far).zip(0..);
    let also: Vec<Value> = also.map(|(also, id)| related(also, id, artifacts)).collect();
    if !also.is_empty() {
        result["relatedLocations"] = also.into();
    }
    if let Some(fix) = &fault.fix {
        let location = artifacts.location(&case.path, Some(&case.text));
        result["fixes"] = json!([repair(fix, &location)]);
    }
    result
}

fn related(also: &RelatedPlace, id: u64, artifacts: &mut Artifacts) -> Value {
    let mut location = json!({
        "id": id,
        "physicalLocation": {
            "artifactLocation": artifacts.location(&also.path, None),
            "region": region(also.place, None),
        },
    });
    if !also.label.is_empty() {
        location["message"] = json!({ "text": plain(&also.label) });
    }
    location
}

fn repair(fix: &Repair, location: &Value) -> Value {
    let edits = fix
        .edits
        .iter()
        .map(|(place, text)| json!({ "deletedRegion": region(*place, None), "insertedContent": { "text": text } }));
    // A viewer shows the description alone; a program reads the property.
    let (safety, doubt) = if fix.safe { ("safe", "") } else { ("unsafe", " (only probably right: please check)") };
    json!({
        "description": { "text": format!("{}{doubt}", plain(&fix.title)) },
        "artifactChanges": [{ "artifactLocation": location, "replacements": edits.collect::<Vec<_>>() }],
        "properties": { "tracklint/safety": safety },
    })
}

/// Bytes of the text at fault that are repeated.
const LONGEST: usize = 1024;

fn region(place: Place, text: Option<&str>) -> Value {
    let mut region = json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "byteOffset": place.start_byte,
        "byteLength": place.end_byte - place.start_byte,
    });
    if let Some(text) = text.filter(|t| !t.is_empty() && t.len() <= LONGEST) {
        region["snippet"] = json!({ "text": tidy(text) });
    }
    region
}

fn notification(unread: &Unread, artifacts: &mut Artifacts) -> Value {
    let mut physical = json!({ "artifactLocation": artifacts.location(&unread.path, None) });
    if let Some(line) = unread.line {
        physical["region"] = json!({ "startLine": line });
    }
    json!({
        "level": "error",
        "message": { "text": plain(&unread.message) },
        "locations": [{ "physicalLocation": physical }],
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// Text in which nothing is a link: a viewer takes `[words](place)` for one.
fn plain(text: &str) -> String {
    let text = tidy(text);
    if !text.contains("](") {
        return text;
    }
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}
