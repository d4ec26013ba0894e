//! `sarif`: version 2.1.0, for code scanning and editors.

use super::gathered::{Also, Case, Fault, Repair, cases, gather};
use super::json::write;
use super::{Style, tidy};
use crate::engine::{Ending, Entry, Report, Unread};
use crate::rule::{ALL, Rule};
use crate::span::{Place, Severity};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One run.
pub struct Sarif {
    pub style: Style,
}

impl Report for Sarif {
    fn head(&self, _: &mut Vec<u8>) {}

    fn joiner(&self) -> &'static [u8] {
        b""
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) {
        gather(entry, &self.style, out);
    }

    /// Told at the end.
    fn unread(&self, _: &Unread, _: &mut Vec<u8>) {}

    fn tail(&self, ending: &Ending, out: &mut Vec<u8>) {
        write(&log(ending), out);
        out.push(b'\n');
    }

    fn gathers(&self) -> bool {
        true
    }
}

fn log(ending: &Ending) -> Value {
    let cases = cases(ending);
    let mut artifacts = Artifacts::default();
    let results: Vec<Value> = cases
        .iter()
        .flat_map(|case| case.faults.iter().map(move |fault| (case, fault)))
        .map(|(case, fault)| result(case, fault, &mut artifacts))
        .collect();
    let notifications: Vec<Value> = ending.unread.iter().map(|unread| notification(unread, &mut artifacts)).collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tracklint",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": ALL.iter().map(|r| descriptor(r)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "artifacts": artifacts.list,
            "invocations": [{
                "executionSuccessful": ending.unread.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    })
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": plain(rule.summary) },
        "fullDescription": { "text": plain(rule.summary) },
        "help": { "text": plain(rule.explanation) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [rule.part.title()] },
    })
}

/// Files and pasted links, each once.
#[derive(Default)]
struct Artifacts {
    list: Vec<Value>,
    known: BTreeMap<String, usize>,
}

impl Artifacts {
    /// The artifact of that path: a file by its relative address, a pasted link by a name of its own.
    fn location(&mut self, path: &str, pasted: Option<&str>) -> Value {
        let address = address(path);
        let index = *self.known.entry(path.to_owned()).or_insert_with(|| {
            let mut artifact = json!({ "location": { "uri": address }, "roles": ["analysisTarget"] });
            if path.starts_with('<') {
                artifact["description"] =
                    json!({ "text": plain(&format!("not a file: {}", path.trim_matches(['<', '>']))) });
                if let Some(text) = pasted.filter(|_| path.starts_with("<argument")) {
                    artifact["contents"] = json!({ "text": tidy(text) });
                }
            }
            self.list.push(artifact);
            self.list.len() - 1
        });
        json!({ "uri": address, "index": index })
    }
}

/// A path as a relative reference: its own characters, and the rest percent-encoded.
fn address(path: &str) -> String {
    let path = path.trim_matches(['<', '>']).replace(' ', "-");
    let mut out = String::new();
    for b in path.bytes() {
        if b.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&b) {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    if out.starts_with('/') { format!("file://{out}") } else { out }
}

fn result(case: &Case, fault: &Fault, artifacts: &mut Artifacts) -> Value {
    let mut result = json!({
        "ruleId": fault.rule,
        "ruleIndex": ALL.iter().position(|r| r.id == fault.rule),
        "level": level(fault.severity),
        "message": { "text": plain(&format!("{} {}", fault.message(), fault.todo)) },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": artifacts.location(&case.path, Some(&case.text)),
                "region": region(fault.place, Some(&fault.text)),
            },
            "logicalLocations": case.key.iter().map(|key| json!({ "fullyQualifiedName": plain(key) })).collect::<Vec<_>>(),
        }],
        "partialFingerprints": { "tracklint/v1": fault.fingerprint },
    });
    if !fault.also.is_empty() {
        let related = fault.also.iter().zip(0..).map(|(also, id)| related(also, id, artifacts));
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = &fault.fix {
        let location = artifacts.location(&case.path, Some(&case.text));
        result["fixes"] = json!([repair(fix, &location)]);
    }
    result
}

fn related(also: &Also, id: u64, artifacts: &mut Artifacts) -> Value {
    json!({
        "id": id,
        "message": { "text": plain(&also.label) },
        "physicalLocation": {
            "artifactLocation": artifacts.location(&also.path, None),
            "region": region(also.place, None),
        },
    })
}

fn repair(fix: &Repair, location: &Value) -> Value {
    let edits = fix
        .edits
        .iter()
        .map(|(place, text)| json!({ "deletedRegion": region(*place, None), "insertedContent": { "text": text } }));
    json!({
        "description": { "text": plain(&fix.title) },
        "artifactChanges": [{ "artifactLocation": location, "replacements": edits.collect::<Vec<_>>() }],
    })
}

fn region(place: Place, text: Option<&str>) -> Value {
    let mut region = json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "byteOffset": place.start_byte,
        "byteLength": place.end_byte - place.start_byte,
    });
    if let Some(text) = text.filter(|t| !t.is_empty()) {
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
    tidy(text).replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}
