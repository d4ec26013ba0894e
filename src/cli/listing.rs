//! The lists of rules and platforms for programs: all that the pages for people say, as JSON.

use super::explain::said_options;
use crate::link::Dialect;
use crate::platform::{Endpoint, Fact, Platform, Required};
use crate::rule::{ALL, Given, Rule};
use serde_json::{Value, json};

/// The `--format` option of the commands that list.
#[derive(clap::Args, Debug)]
pub struct Form {
    /// How to print: human (default), markdown or json
    #[arg(long, value_name = "FORMAT", value_parser = ["human", "markdown", "json"], hide_possible_values = true, help_heading = "Output")]
    format: Option<String>,
}

impl Form {
    /// The name of the format.
    pub fn named(&self) -> &str {
        self.format.as_deref().unwrap_or("human")
    }
}

/// Every rule.
pub fn rules() -> String {
    let rules: Vec<Value> = ALL.iter().map(|rule| rule_json(rule)).collect();
    format!("{:#}\n", json!({"version": 1, "rules": rules}))
}

fn rule_json(rule: &Rule) -> Value {
    let bad = rule.bad.iter().map(|b| {
        let mut example = example(b.url, &b.given);
        example["marks"] = json!(b.marks);
        example["fixed"] = json!(b.fixed);
        example
    });
    let good = rule.good.iter().map(|g| {
        let mut example = example(g.url, &g.given);
        example["why"] = json!(g.why);
        example
    });
    json!({
        "id": rule.id,
        "severity": rule.severity.word(),
        "part": rule.part.title(),
        "summary": rule.summary,
        "explanation": rule.explanation,
        "yields_to": rule.yields_to,
        "bad": bad.collect::<Vec<_>>(),
        "good": good.collect::<Vec<_>>(),
    })
}

/// A link, the options with which it is linted, and the offer around it.
fn example(url: &str, given: &Given) -> Value {
    let offer = given.around.map(|around| {
        let links = around.links.iter().map(|(url, given)| json!({"url": url, "options": said_options(given)}));
        let fields = around.fields.iter().map(|(name, value)| json!({"name": name, "value": value}));
        json!({"links": links.collect::<Vec<_>>(), "fields": fields.collect::<Vec<_>>()})
    });
    json!({"url": url, "options": said_options(given), "offer": offer})
}

/// These platforms.
pub fn platforms(platforms: &[&Platform]) -> String {
    let platforms: Vec<Value> = platforms.iter().map(|platform| platform_json(platform)).collect();
    format!("{:#}\n", json!({"version": 1, "platforms": platforms}))
}

fn platform_json(p: &Platform) -> Value {
    let sources = p.sources.iter().map(|s| json!({"page": s.page, "says": s.says}));
    json!({
        "id": p.id,
        "name": p.name,
        "kind": p.kind.words(),
        "aliases": p.aliases,
        "link": link(p),
        "fires": fires(p),
        "receives": receives(p),
        "contradictions": p.contradictions,
        "gaps": p.gaps,
        "sources": sources.collect::<Vec<_>>(),
    })
}

fn link(p: &Platform) -> Value {
    let face = &p.link;
    let windows = face.windows.iter().map(|w| {
        let mut window = fact(&w.param);
        window["hours"] = json!(w.hours);
        window["days"] = json!(w.days);
        window["words"] = json!(w.words);
        window
    });
    json!({
        "hosts": facts(face.hosts),
        "impression_hosts": facts(face.impression_hosts),
        "test_hosts": facts(face.test_hosts),
        "paths": facts(face.paths),
        "click_id": facts(face.click_id),
        "suits": facts(face.suits),
        "wrong": facts(face.wrong),
        "required": required(face.required),
        "documented": facts(face.documented),
        "nested": facts(face.nested),
        "windows": windows.collect::<Vec<_>>(),
        "test_markers": facts(face.test_markers),
        "signature": facts(face.signature),
        "https_only": face.https_only.is_some(),
        "template": face.template,
    })
}

fn fires(p: &Platform) -> Value {
    let face = &p.fires;
    let written = |dialects: &[Dialect]| dialects.iter().map(|d| d.write("x")).collect::<Vec<_>>();
    json!({
        "written_in_links": written(face.dialects.link),
        "written_in_postbacks": written(face.dialects.postback),
        "issued_click_id": facts(face.issued_click_id),
        "returned_click_id": facts(face.returned_click_id),
        "sub": facts(face.sub),
        "event": facts(face.event),
        "payout": facts(face.payout),
        "revenue": facts(face.revenue),
        "currency": facts(face.currency),
        "time": facts(face.time),
        "unique_id": facts(face.unique_id),
        "status": facts(face.status),
        "other": facts(face.other),
        "complete": face.complete,
        "security": face.security,
    })
}

fn receives(p: &Platform) -> Value {
    let face = &p.receives;
    let endpoint =
        |e: &Endpoint| json!({"path": e.path, "click_id": facts(e.click_id), "required": required(e.required)});
    json!({
        "hosts": facts(face.hosts),
        "test_hosts": facts(face.test_hosts),
        "endpoints": face.endpoints.iter().map(endpoint).collect::<Vec<_>>(),
        "event": facts(face.event),
        "payout": facts(face.payout),
        "status": facts(face.status),
        "unique_id": facts(face.unique_id),
        "security": facts(face.security),
        "documented": facts(face.documented),
        "answers": face.answers,
        "notes": face.notes,
        "https_only": face.https_only.is_some(),
        "template": face.template,
    })
}

fn facts(facts: &[Fact]) -> Vec<Value> {
    facts.iter().map(fact).collect()
}

fn fact(fact: &Fact) -> Value {
    json!({"name": fact.name, "sure": fact.sure, "note": fact.note, "source": fact.source})
}

fn required(all: &[Required]) -> Vec<Value> {
    let one = |r: &Required| {
        let mut one = fact(&r.param);
        one["or"] = json!(r.or.iter().map(|f| f.name).collect::<Vec<_>>());
        one["host"] = json!(r.host);
        one["path"] = json!(r.path);
        one["severity"] = json!(r.severity.word());
        one
    };
    all.iter().map(one).collect()
}
