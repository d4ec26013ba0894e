//! What may be typed next: a parameter or macro of a link, the id of a platform, a setting and its value.

use super::document::Document;
use super::hover::{decided, named_facts};
use super::project::Project;
use super::tokens::{Typed, field, link, names_platform, typed};
use crate::checker::{Checked, Checker};
use crate::platform::{NameOf, Platform, Role, Side};
use crate::settings::{KEYS, Key, KeyKind, Word};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Kinds of the protocol.
const FIELD: u8 = 5;
const VALUE: u8 = 12;
const CONSTANT: u8 = 21;
const MODULE: u8 = 9;

/// What may stand at a place of a document.
pub fn complete(document: &mut Document, project: &Project, position: &Value) -> Vec<Value> {
    let Some(byte) = document.lines.byte(position) else { return Vec::new() };
    let is_configuration = document.is_configuration();
    let (lines, checked) = document.both(project);
    let (line, start) = lines.line_at(byte);
    let before = &line[..byte - start];
    if is_configuration {
        return in_configuration(&lines.text()[..start], before, project.checker());
    }
    if let Some(whole) = link(line, byte - start)
        && let Some(what) = typed(&before[whole.start..])
    {
        let around = checked.texts.iter().find(|t| (t.range.start.byte..=t.range.end.byte).contains(&(byte as u64)));
        // The offer around it may say more than the link itself.
        let decision = around.map_or_else(|| decided(project.checker(), whole.text), |text| text.decision);
        let addressee = decision.platform.map(|(platform, _)| platform);
        return match what {
            Typed::Parameter(_) => parameters(addressee, decision.role),
            Typed::Macro(_) => {
                let settings = project.checker().settings();
                let sender = settings.filled_by.or_else(|| sender_of_postback(checked, byte as u64));
                let filler = if answers(decision.role) { sender } else { decision.network };
                macros(filler, decision.network)
            }
        };
    }
    match field(before) {
        Some((name, _)) if names_platform(name) => {
            platforms(project.checker(), name.to_ascii_lowercase().contains("network"))
        }
        _ => Vec::new(),
    }
}

const fn answers(role: Role) -> bool {
    matches!(role, Role::Postback | Role::PartnerPostback)
}

/// Who fires the postback that is being typed at a byte: the system that the tracking link before it leads to.
fn sender_of_postback(checked: &Checked, byte: u64) -> Option<&'static Platform> {
    let before = checked.texts.iter().rev().filter(|text| text.range.start.byte < byte);
    let mut links = before.filter(|text| text.decision.role == Role::TrackingLink);
    links.find_map(|text| text.decision.platform).map(|(platform, _)| platform)
}

/// The parameters that the addressee reads on such a link, those for the click id first.
fn parameters(addressee: Option<&'static Platform>, role: Role) -> Vec<Value> {
    let Some(platform) = addressee else { return Vec::new() };
    let side = if answers(role) { Side::Receives } else { Side::Link };
    // What a platform does not read as a click id is no advice.
    let in_vain = side.kinds().iter().filter(|kind| matches!(kind.holds, NameOf::NotClickId)).map(|kind| kind.label);
    let in_vain: Vec<&str> = in_vain.collect();
    let of_side = named_facts(Some(platform), None).filter(|known| known.side == side && !known.fact.is_pattern());
    let items = of_side.filter(|known| !in_vain.contains(&known.what));
    let items = items.map(|known| (known.fact.name, format!("{}: {}", platform.name, known.what), known.fact.note));
    listed(items, FIELD)
}

/// The macros that the one who fills the link knows, those of a click id first.
fn macros(filler: Option<&'static Platform>, network: Option<&'static Platform>) -> Vec<Value> {
    let both = filler.into_iter().chain(network.filter(|n| filler.is_none_or(|f| f.id != n.id)));
    let all = both.flat_map(|platform| platform.fires.macros().map(move |(fact, _)| (platform, fact)));
    let items = all
        .filter(|(_, fact)| !fact.is_pattern())
        .map(|(p, fact)| (fact.name, format!("macro of {}", p.name), fact.note));
    listed(items, CONSTANT)
}

fn platforms(checker: &Checker, networks: bool) -> Vec<Value> {
    let all = checker.catalogue().all().iter().filter(|p| !networks || p.can_be_network());
    listed(all.map(|p| (p.id, format!("{}, {}", p.name, p.kind.words()), "")), MODULE)
}

/// Items in their order, each name once.
fn listed<'i>(items: impl Iterator<Item = (&'i str, String, &'i str)>, kind: u8) -> Vec<Value> {
    let mut seen = BTreeMap::new();
    let mut out = Vec::new();
    for (label, detail, note) in items {
        if seen.insert(label, ()).is_none() {
            let order = format!("{:04}", out.len());
            out.push(
                json!({ "label": label, "kind": kind, "detail": detail, "documentation": note, "sortText": order }),
            );
        }
    }
    out
}

/// Settings and their values. `above` is the text before the line.
fn in_configuration(above: &str, before: &str, checker: &Checker) -> Vec<Value> {
    if before.trim_start().starts_with('[') && !before.contains('=') {
        return listed(tables("", KEYS).iter().map(|(name, about)| (&**name, (*about).to_owned(), "")), MODULE);
    }
    let header = above.lines().rev().map(str::trim).find(|line| line.starts_with('[')).unwrap_or_default();
    let table = header.trim_matches(['[', ']', ' ']);
    let found = keys_of(table);
    let Some((name, _)) = field(before).filter(|_| before.contains('=')) else {
        let keys = found.keys().iter().map(|key| (key.name, key.about.to_owned(), key.example));
        let free = found.free_keys();
        return listed(keys.chain(free.iter().map(|name| (*name, String::new(), ""))), FIELD);
    };
    let word = match found {
        Table::Keys(keys) => keys.iter().find(|key| key.name == name).and_then(|key| match key.kind {
            KeyKind::Text(word, _) | KeyKind::Texts(word, _) => Some(word),
            _ => None,
        }),
        Table::Pairs(_, value) => Some(value),
    };
    match word {
        Some(Word::PlatformName) => platforms(checker, name == "network"),
        Some(word) => listed(word.choices().unwrap_or_default().into_iter().map(|w| (w, String::new(), "")), VALUE),
        None => Vec::new(),
    }
}

/// What may stand in a table.
enum Table {
    Keys(&'static [Key]),
    /// The keys are words of one kind, and so are the values.
    Pairs(Word, Word),
}

impl Table {
    const fn keys(&self) -> &'static [Key] {
        match self {
            Self::Keys(keys) => keys,
            Self::Pairs(..) => &[],
        }
    }

    fn free_keys(&self) -> Vec<&'static str> {
        match self {
            Self::Pairs(word, _) => word.choices().unwrap_or_default(),
            Self::Keys(_) => Vec::new(),
        }
    }
}

fn keys_of(table: &str) -> Table {
    let mut keys = KEYS;
    for step in table.split('.').filter(|step| !step.is_empty()) {
        match keys.iter().find(|key| key.name == step).map(|key| &key.kind) {
            Some(KeyKind::Pairs { key, value, .. }) => return Table::Pairs(*key, *value),
            Some(KeyKind::Rows(rows)) => keys = rows.keys,
            Some(kind) => keys = kind.table().unwrap_or_default(),
            None => return Table::Keys(&[]),
        }
    }
    Table::Keys(keys)
}

/// Every table, by its name behind `[`.
fn tables(prefix: &str, keys: &'static [Key]) -> Vec<(String, &'static str)> {
    let mut all = Vec::new();
    for key in keys {
        let name = format!("{prefix}{}", key.name);
        let inner = match &key.kind {
            KeyKind::Rows(rows) => Some(rows.keys),
            KeyKind::Pairs { .. } => Some(&[] as &[Key]),
            kind => kind.table(),
        };
        if let Some(inner) = inner {
            all.push((name.clone(), key.about));
            all.extend(tables(&format!("{name}."), inner));
        }
    }
    all
}
