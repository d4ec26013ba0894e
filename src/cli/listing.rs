//! The lists of rules and platforms for programs: all that the pages for people say, as JSON.

use super::example_words::said_options;
use crate::link::Dialect;
use crate::log::verdict::Verdict;
use crate::platform::{
    Duplicates, Endpoint, Fact, Platform, Required, Response, ServerSide, Side, Value as Known, Window,
};
use crate::rule::{ALL, ExampleHints, OwnRule, Rule};
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

/// A rule, a verdict of `tracklint log`, or both, where they go by one name.
pub fn explained(rule: Option<&Rule>, verdict: Option<Verdict>) -> String {
    let mut all = json!({"version": 1});
    if let Some(rule) = rule {
        all["rules"] = json!([rule_json(rule)]);
    }
    if let Some(verdict) = verdict {
        let about = verdict.about();
        let reasons = about.reasons.iter().map(|reason| json!({"id": reason.id(), "words": reason.words()}));
        all["verdicts"] = json!([{
            "id": about.id,
            "summary": about.summary,
            "explanation": about.explanation,
            "reasons": reasons.collect::<Vec<_>>(),
        }]);
    }
    format!("{all:#}\n")
}

/// A rule of the configuration, with the keys that one of the catalogue has.
pub fn own_rule(own: &OwnRule) -> String {
    let rule = json!({
        "id": own.rule.id,
        "severity": own.rule.severity.word(),
        "part": own.rule.part.title(),
        "summary": own.rule.summary,
        "explanation": own.demands(),
        "yields_to": [],
        "bad": [{"url": own.fails, "options": "", "offer": null, "marks": "", "fixed": null}],
        "good": [{"url": own.passes, "options": "", "offer": null, "why": ""}],
    });
    format!("{:#}\n", json!({"version": 1, "rules": [rule]}))
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
fn example(url: &str, given: &ExampleHints) -> Value {
    let offer = given.around.map(|around| {
        let links = around.links.iter().map(|(url, given)| json!({"url": url, "options": said_options(given)}));
        json!({"links": links.collect::<Vec<_>>(), "yaml": around.offer})
    });
    json!({"url": url, "options": said_options(given), "offer": offer})
}

/// These platforms.
pub fn platforms(platforms: &[&Platform]) -> String {
    let platforms: Vec<Value> = platforms.iter().map(|platform| platform_json(platform)).collect();
    format!("{:#}\n", json!({"version": 1, "platforms": platforms}))
}

fn platform_json(platform: &Platform) -> Value {
    // A new field of a platform does not compile before it is named here.
    let Platform { id, name, kind, aliases, telltale, examples, sources, contradictions, gaps, .. } = platform;
    let Platform { link: _, fires: _, receives: _, .. } = platform;
    let examples =
        examples.iter().map(|e| json!({"role": e.role.id(), "url": e.url, "source": e.source, "note": e.note}));
    let mut all = json!({
        "id": id,
        "name": name,
        "kind": kind.words(),
        "aliases": aliases,
        "telltale": telltale,
        "examples": examples.collect::<Vec<_>>(),
        "contradictions": contradictions,
        "gaps": gaps,
        "sources": sources.iter().map(|s| json!({"page": s.page, "says": s.says})).collect::<Vec<_>>(),
    });
    for (side, key) in Side::ALL {
        all[key] = platform.facts(side).map(|(kind, value)| (kind.key.to_owned(), known(value))).collect();
    }
    all
}

/// What is known of one kind of fact.
fn known(value: Known) -> Value {
    let written = |dialects: &[Dialect]| dialects.iter().map(|d| d.write("x")).collect::<Vec<_>>();
    match value {
        Known::Facts(all) => json!(facts(all)),
        Known::Required(all) => json!(required(all)),
        Known::Statement(said) => json!(said.as_ref().map(fact)),
        Known::Flag(yes) => json!(yes),
        Known::Text(text) => json!(text),
        Known::Texts(texts) => json!(texts),
        Known::Dialects(all) => {
            json!({"links": written(all.link), "postbacks": written(all.postback), "complete": all.complete})
        }
        Known::Shapes(all) => all.iter().map(|s| json!({"path": s.path, "parameters": s.params})).collect(),
        Known::Windows(all) => all.iter().map(window).collect(),
        Known::Choices(all) => all.iter().map(|c| with(fact(&c.param), &[("values", json!(c.values))])).collect(),
        Known::Apart(all) => all.iter().map(|(one, other)| json!([fact(one), fact(other)])).collect(),
        Known::ServerSide(all) => {
            let one = |s: &ServerSide| {
                let rest = [("host", json!(s.host)), ("value", json!(s.value)), ("except", json!(s.except))];
                with(fact(&s.param), &rest)
            };
            all.iter().map(one).collect()
        }
        Known::Endpoints(all) => all.iter().map(endpoint).collect(),
        Known::InactiveOffer(said) => json!(said.map(|f| with(fact(&f.fact), &[("counts", json!(f.counts))]))),
        Known::Duplicates(all) => {
            let one = |d: &Duplicates| {
                with(fact(&d.fact), &[("key", json!(d.key.words())), ("scope", json!(d.scope.words()))])
            };
            all.iter().map(one).collect()
        }
        Known::Responses(all) => {
            let one = |r: &Response| {
                let code = (r.code > 0).then_some(r.code);
                with(fact(&r.fact), &[("code", json!(code)), ("outcome", json!(r.outcome.words()))])
            };
            all.iter().map(one).collect()
        }
        Known::Role(role) => json!(role.words()),
    }
}

fn endpoint(endpoint: &Endpoint) -> Value {
    Endpoint::KINDS.iter().map(|kind| (kind.key.to_owned(), known((kind.get)(endpoint)))).collect()
}

fn window(window: &Window) -> Value {
    let Window { param, hours, days, words, of_views } = window;
    let rest = [("hours", json!(hours)), ("days", json!(days)), ("words", json!(words)), ("of_views", json!(of_views))];
    with(fact(param), &rest)
}

/// The object with further members.
fn with(mut object: Value, more: &[(&str, Value)]) -> Value {
    more.iter().for_each(|(key, value)| object[*key] = value.clone());
    object
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
