//! What is said of the place under the pointer: a finding and its rule, a platform, a parameter, a macro, a setting.

use super::document::{Document, message, shown};
use super::project::Project;
use super::tokens::{field, link, names_platform, word};
use crate::checker::Checker;
use crate::lint::Decision;
use crate::platform::{Fact, NameOf, Network, Platform, Side};
use crate::rule::{self, Rule};
use crate::settings::KEYS;
use serde_json::{Value, json};

/// The page for a place, in Markdown.
pub fn hover(document: &mut Document, project: &Project, position: &Value) -> Value {
    let Some(byte) = document.lines.byte(position) else { return Value::Null };
    let is_configuration = document.is_configuration();
    let (lines, checked) = document.both(project);
    for text in &checked.texts {
        let under = |start: u64, end: u64| (start as usize) <= byte && byte < end.max(start + 1) as usize;
        if let Some(found) = text.findings.iter().find(|f| under(f.range.start.byte, f.range.end.byte)) {
            let said =
                format!("{}\n\n{}", shown(text, &message(found)).replace('\n', "\n\n"), rule_words(found.finding.rule));
            let range = lines.range(found.range.start.byte as usize, found.range.end.byte as usize);
            return json!({ "contents": { "kind": "markdown", "value": said }, "range": range });
        }
    }
    let (line, start) = lines.line_at(byte);
    let at = byte - start;
    let token = word(line, at);
    let range = lines.range(start + token.start, start + token.start + token.text.len());
    let around = checked.texts.iter().find(|t| (t.range.start.byte..=t.range.end.byte).contains(&(byte as u64)));
    let decision = around.map(|text| text.decision).filter(|_| !is_configuration);
    let decision = decision.or_else(|| link(line, at).map(|link| decided(project.checker(), link.text)));
    let said =
        decision.and_then(|decision| in_link(project.checker(), &decision, token.text, is_macro(&line[..token.start])));
    let is_platform = || is_configuration || field(line).is_some_and(|(name, _)| names_platform(name));
    let said = said.or_else(|| rule::named(token.text).map(rule_words)).or_else(|| {
        let platform = project.checker().catalogue().named(token.text).filter(|_| is_platform())?;
        Some(platform_words(platform))
    });
    let said =
        said.or_else(|| KEYS.iter().find(|key| is_configuration && key.name == token.text).map(|k| k.about.to_owned()));
    said.map_or(Value::Null, |said| json!({ "contents": { "kind": "markdown", "value": said }, "range": range }))
}

/// What is decided about a link that is only being typed.
pub fn decided(checker: &Checker, link: &str) -> Decision {
    checker.link(link, &checker.hints()).decision
}

/// What a word of a link is to those that read the link or fill it in, or whose host it is.
fn in_link(checker: &Checker, decision: &Decision, word: &str, is_macro: bool) -> Option<String> {
    let addressee = decision.platform.map(|(platform, _)| platform);
    let fits = |known: &Known| !word.is_empty() && known.fact.is(word) && is_macro == (known.side == Side::Fires);
    let known = named_facts(addressee, decision.network).find(fits);
    if let Some(Known { fact, what, platform, .. }) = known {
        let note = if fact.note.is_empty() { String::new() } else { format!("\n\n{}", fact.note) };
        let unsure = if fact.sure { "" } else { " (not certain)" };
        return Some(format!("`{word}` - {}: {what}{unsure}{note}\n\nSource: {}", platform.name, fact.source));
    }
    let host = addressee.filter(|_| word.contains('.') && !word.is_empty());
    host.or_else(|| checker.catalogue().named(word)).map(platform_words)
}

/// True if what stands before a word begins a macro.
fn is_macro(before: &str) -> bool {
    before.ends_with(['{', '[', '<', '#', '%', '$']) || before.ends_with("__")
}

/// A name that may stand in a link.
pub struct Known {
    /// The parameter or macro.
    pub fact: &'static Fact,
    /// What it is to the platform.
    pub what: &'static str,
    pub platform: &'static Platform,
    pub side: Side,
}

/// The parameters and macros that may stand in a link to `addressee` or of `network`, those of click ids first.
pub fn named_facts(addressee: Option<&'static Platform>, network: Network) -> impl Iterator<Item = Known> {
    let both = addressee.into_iter().chain(network.filter(|n| addressee.is_none_or(|a| a.id != n.id)));
    both.flat_map(|platform| Side::ALL.into_iter().flat_map(move |(side, _)| of_side(platform, side)))
}

fn of_side(platform: &'static Platform, side: Side) -> impl Iterator<Item = Known> {
    let endpoints: &[_] = match side {
        Side::Link => platform.link.endpoints,
        Side::Receives => platform.receives.endpoints,
        Side::Fires => &[],
    };
    let click_ids = endpoints.iter().flat_map(|end| end.click_id.iter().map(|fact| (fact, "the click id goes into")));
    let is_named = |holds| matches!(holds, NameOf::Parameters | NameOf::NotClickId | NameOf::Macros(_));
    let kinds = side.kinds().iter().filter(move |kind| is_named(kind.holds));
    let rest = kinds.flat_map(move |kind| (kind.get)(platform).facts().map(move |fact| (fact, kind.label)));
    click_ids.chain(rest).map(move |(fact, what)| Known { fact, what, platform, side })
}

fn rule_words(rule: &'static Rule) -> String {
    format!("**{}** ({}): {}\n\n{}", rule.id, rule.severity.word(), rule.summary, rule.explanation)
}

fn platform_words(platform: &'static Platform) -> String {
    let list = |facts: &mut dyn Iterator<Item = &'static Fact>| {
        let names: Vec<String> = facts.map(|fact| format!("`{}`", fact.name)).collect();
        if names.is_empty() { None } else { Some(names.join(", ")) }
    };
    let mut said = format!("**{}** (`{}`), {}", platform.name, platform.id, platform.kind.words());
    let lines = [
        ("Click id of its links", list(&mut platform.link.click_id.iter())),
        ("Click id macro", list(&mut platform.fires.issued_click_id.iter())),
        ("Click id macro of its postbacks", list(&mut platform.fires.returned_click_id.iter())),
        ("Click id of postbacks it receives", list(&mut platform.receives.click_id())),
    ];
    for (label, names) in lines {
        if let Some(names) = names {
            said.push_str(&format!("\n\n{label}: {names}"));
        }
    }
    for (label, template) in [("Link", platform.link.template), ("Postback", platform.receives.template)] {
        if !template.is_empty() {
            said.push_str(&format!("\n\n{label}:\n\n```text\n{template}\n```"));
        }
    }
    said
}
