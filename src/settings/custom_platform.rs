//! A platform that a configuration describes.

use super::word::Word;
use crate::link::Dialect;
use crate::platform::{
    Dialects, DuplicateKey, Duplicates, Endpoint, EndpointRole, Fact, FactKind, InactiveOffer, Platform, PlatformKind,
    Required, Scope, Side, Value, fact, required,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// A text that is never freed, and kept once.
pub fn kept(text: &str) -> &'static str {
    static KEPT: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = all.get(text) {
        return known;
    }
    let new: &'static str = text.to_owned().leak();
    all.insert(new);
    new
}

/// Where facts come from that a configuration states.
const SOURCE: &str = "the configuration";

/// What somebody has said of a platform, one text after the other.
#[derive(Debug, Default)]
pub struct Own {
    pub id: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub kind: Option<PlatformKind>,
    pub telltale: Vec<String>,
    /// Facts of its sides.
    pub facts: Stated,
    /// Facts of each address of its links.
    pub link_endpoints: Vec<Stated>,
    /// Facts of each address on which postbacks arrive.
    pub endpoints: Vec<Stated>,
}

/// Texts, each with the setting that holds it.
pub type Stated = Vec<(OwnFact, String)>;

/// A setting that holds facts of one kind, or a part of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnFact {
    /// The kind of fact.
    pub key: &'static str,
    /// Where in the platform it belongs.
    pub place: SettingPlace,
    /// Which part of it.
    pub part: Part,
    /// How it is written.
    pub form: Form,
    /// What its texts mean.
    pub word: Word,
}

/// Where in a platform a fact belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingPlace {
    Side(Side),
    LinkEndpoint,
    ReceivingEndpoint,
}

/// Which part of a kind of fact a setting holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it, or what is left by the others.
    All,
    /// Parameters that should be there.
    Advised,
    /// Delimiters in links.
    Links,
    /// Delimiters in postbacks.
    Postbacks,
}

/// How a setting is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A list of texts.
    List,
    /// A text.
    One,
    /// True or false.
    Flag,
}

impl Own {
    /// The platform, as the built-in ones are. It is never freed, and made once however often it is described: a
    /// configuration may be read again and again.
    pub fn keep(self) -> &'static Platform {
        static KEPT: Mutex<BTreeMap<String, &'static Platform>> = Mutex::new(BTreeMap::new());
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        // Its description in full, so that no two different ones are taken for one.
        kept.entry(format!("{self:?}")).or_insert_with(|| self.leak())
    }

    fn leak(self) -> &'static Platform {
        let name = if self.name.is_empty() { self.id.clone() } else { self.name };
        let mut platform = Platform {
            id: text(self.id),
            name: text(name),
            kind: self.kind.unwrap_or(PlatformKind::Network),
            aliases: list(self.aliases.into_iter().map(text).collect()),
            telltale: list(self.telltale.into_iter().map(text).collect()),
            ..Platform::NONE
        };
        for (side, _) in Side::ALL {
            keep(side.kinds(), &mut platform, &self.facts, SettingPlace::Side(side));
        }
        platform.link.endpoints = endpoints(&self.link_endpoints, Endpoint::CLICK, SettingPlace::LinkEndpoint);
        platform.receives.endpoints = endpoints(&self.endpoints, Endpoint::NONE, SettingPlace::ReceivingEndpoint);
        Box::leak(Box::new(platform))
    }
}

fn endpoints(all: &[Stated], base: Endpoint, place: SettingPlace) -> &'static [Endpoint] {
    let endpoint = |stated: &Stated| {
        let mut endpoint = base;
        keep(Endpoint::KINDS, &mut endpoint, stated, place);
        endpoint
    };
    list(all.iter().map(endpoint).collect())
}

/// Keeps what was said, kind by kind.
fn keep<T>(kinds: &'static [FactKind<T>], whole: &mut T, stated: &Stated, place: SettingPlace) {
    for kind in kinds {
        let of_kind: Vec<(Part, Form, &str)> = stated
            .iter()
            .filter(|(fact, _)| fact.place == place && fact.key == kind.key)
            .map(|(fact, text)| (fact.part, fact.form, text.as_str()))
            .collect();
        if let Some(value) = value(kind.key, (kind.get)(whole), &of_kind) {
            (kind.set)(whole, value);
        }
    }
}

/// The texts as a value of the same type as `like`; `None` where nothing was said.
fn value(key: &'static str, like: Value, stated: &[(Part, Form, &str)]) -> Option<Value> {
    let last = stated.last()?.2;
    let of = |part: Part| stated.iter().filter(move |(p, ..)| *p == part).map(|(.., text)| *text);
    let said = || fact(key, SOURCE);
    Some(match like {
        Value::Facts(_) => Value::Facts(facts(of(Part::All))),
        Value::Required(_) => Value::Required(needed(of(Part::All), of(Part::Advised))),
        Value::Statement(_) => Value::Statement((last == "true").then(said)),
        Value::Flag(_) => Value::Flag(last == "true"),
        Value::Text(_) => Value::Text(text(last.to_owned())),
        Value::Texts(_) => Value::Texts(list(of(Part::All).map(|t| text(t.to_owned())).collect())),
        Value::Dialects(_) => Value::Dialects(Dialects {
            link: dialects(of(Part::Links)),
            postback: dialects(of(Part::Postbacks)),
            complete: of(Part::All).next_back() == Some("true"),
        }),
        Value::InactiveOffer(_) => {
            let (counts, _) = InactiveOffer::ALL.iter().find(|(_, name)| *name == last)?;
            Value::InactiveOffer(Some(InactiveOffer { counts: *counts, fact: said() }))
        }
        Value::Duplicates(_) => {
            let (key, _) = DuplicateKey::ALL.iter().find(|(_, name)| *name == last)?;
            Value::Duplicates(list(vec![Duplicates { key: *key, scope: Scope::Unknown, fact: said() }]))
        }
        Value::Role(_) => Value::Role(*EndpointRole::ALL.iter().find(|role| role.words() == last)?),
        Value::Endpoints(_)
        | Value::Shapes(_)
        | Value::Windows(_)
        | Value::Choices(_)
        | Value::Apart(_)
        | Value::ServerSide(_)
        | Value::Responses(_) => return None,
    })
}

fn text(text: String) -> &'static str {
    if text.is_empty() { "" } else { kept(&text) }
}

fn list<T>(items: Vec<T>) -> &'static [T] {
    items.leak()
}

fn facts<'t>(names: impl Iterator<Item = &'t str>) -> &'static [Fact] {
    list(names.map(|name| fact(text(name.to_owned()), SOURCE)).collect())
}

fn needed<'t>(must: impl Iterator<Item = &'t str>, should: impl Iterator<Item = &'t str>) -> &'static [Required] {
    let one = |name: &str| required(fact(text(name.to_owned()), SOURCE));
    list(must.map(one).chain(should.map(|name| one(name).advised())).collect())
}

fn dialects<'t>(written: impl Iterator<Item = &'t str>) -> &'static [Dialect] {
    list(written.filter_map(Dialect::shown).collect())
}
