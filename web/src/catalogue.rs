//! Rules, platforms and verdicts, as the page explains them.

use serde_json::{Value, json};
use tracklint::log::verdict::VERDICTS;
use tracklint::platform::{Catalogue, Platform, Role};
use tracklint::report::{Layout, platform_page};
use tracklint::rule::{ALL, ExampleHints, Rule};

/// Everything that the page lists and searches.
pub fn all(catalogue: &Catalogue) -> Value {
    let verdicts = VERDICTS.iter().map(|v| {
        let reasons: Vec<Value> = v.reasons.iter().map(|r| json!({"id": r.id(), "words": r.words()})).collect();
        json!({"id": v.id, "summary": v.summary, "explanation": v.explanation, "reasons": reasons})
    });
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "rules": ALL.iter().map(|rule| rule_of(rule)).collect::<Vec<_>>(),
        "platforms": catalogue.all().iter().map(|platform| listed(platform)).collect::<Vec<_>>(),
        "roles": Role::ALL.iter().map(|(_, id)| *id).collect::<Vec<_>>(),
        "verdicts": verdicts.collect::<Vec<_>>(),
    })
}

fn rule_of(rule: &Rule) -> Value {
    let bad = rule.bad.iter().map(
        |b| json!({"url": b.url, "marks": b.marks, "fixed": b.fixed, "said": said(&b.given), "offer": offer(&b.given)}),
    );
    let good =
        rule.good.iter().map(|g| json!({"url": g.url, "why": g.why, "said": said(&g.given), "offer": offer(&g.given)}));
    json!({
        "id": rule.id,
        "severity": rule.severity.word(),
        "part": rule.part.title(),
        "summary": rule.summary,
        "explanation": rule.explanation,
        "bad": bad.collect::<Vec<_>>(),
        "good": good.collect::<Vec<_>>(),
    })
}

/// What is said about an example, as the page sends it back when somebody tries the example.
fn said(given: &ExampleHints) -> Value {
    json!({
        "role": given.role.map_or("", Role::id),
        "state": given.state.map_or("", |state| state.id()),
        "network": given.network,
        "platform": given.platform,
        "filled_by": given.filled_by,
        "environment": given.environment.map_or("", |environment| environment.id()),
        "events": given.events,
        "global": given.global,
        "multi_event": given.multi_event == Some(true),
    })
}

/// The offer around an example.
fn offer(given: &ExampleHints) -> Value {
    given.around.map_or(Value::Null, |around| {
        let links: Vec<&str> = around.links.iter().map(|(url, _)| *url).collect();
        json!({"links": links, "yaml": around.offer})
    })
}

fn listed(platform: &Platform) -> Value {
    json!({
        "id": platform.id,
        "name": platform.name,
        "kind": platform.kind.words(),
        "aliases": platform.aliases,
        "can_be_network": platform.can_be_network(),
        "click_id": platform.link.click_id.first().map(|fact| fact.name),
    })
}

/// All that is known of one platform, block by block: `[kind, text]`, or `[kind, text, more]`.
///
/// # Errors
/// There is no such platform: a sentence for the user.
pub fn platform(catalogue: &Catalogue, name: &str) -> Result<Value, String> {
    let platform = catalogue.named(name).ok_or_else(|| format!("there is no platform called {name}"))?;
    let network = catalogue.all().iter().find(|p| !p.telltale.is_empty()).copied();
    let mut blocks = Blocks::default();
    platform_page(platform, network, &mut blocks);
    Ok(json!({"blocks": blocks.0}))
}

/// A page as the browser lays it out.
#[derive(Default)]
struct Blocks(Vec<Value>);

impl Layout for Blocks {
    fn title(&mut self, title: &str, rest: &str) {
        self.0.push(json!(["title", title, rest]));
    }

    fn paragraphs(&mut self, text: &str) {
        self.0.extend(text.split("\n\n").map(|paragraph| json!(["text", paragraph])));
    }

    fn heading(&mut self, text: &str) {
        self.0.push(json!(["heading", text]));
    }

    fn item(&mut self, text: &str) {
        self.0.push(json!(["item", text]));
    }

    fn remark(&mut self, text: &str) {
        self.0.push(json!(["remark", text]));
    }

    fn source(&mut self, page: &str, says: &str) {
        self.0.push(json!(["source", page, says]));
    }

    fn link(&mut self, url: &str) {
        self.0.push(json!(["link", url]));
    }

    fn name(&self, name: &str) -> String {
        // The page writes in code what stands in backticks.
        if name.contains('`') { name.to_owned() } else { format!("`{name}`") }
    }
}
