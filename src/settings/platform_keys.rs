//! The settings of a platform of somebody's own, made from the kinds of facts that platforms have.

use super::builder::Draft;
use super::custom_platform::{Form, OwnFact, Part, SettingPlace};
use super::key::{Key, KeyKind, Rows};
use super::word::Word;
use crate::platform::{Endpoint, FactKind, NameOf, Platform, Side, Value};
use std::sync::LazyLock;

/// The settings of the link.
pub fn link() -> &'static [Key] {
    static KEYS: LazyLock<Vec<Key>> = LazyLock::new(|| side(Side::Link));
    &KEYS
}

/// The settings of the macros.
pub fn fires() -> &'static [Key] {
    static KEYS: LazyLock<Vec<Key>> = LazyLock::new(|| side(Side::Fires));
    &KEYS
}

/// The settings of the receiver.
pub fn receives() -> &'static [Key] {
    static KEYS: LazyLock<Vec<Key>> = LazyLock::new(|| side(Side::Receives));
    &KEYS
}

fn side(side: Side) -> Vec<Key> {
    side.kinds().iter().flat_map(|kind| keys(kind, &Platform::NONE, SettingPlace::Side(side))).collect()
}

/// The settings of an address.
fn endpoint(place: SettingPlace) -> Vec<Key> {
    Endpoint::KINDS.iter().flat_map(|kind| keys(kind, &Endpoint::NONE, place)).collect()
}

static LINK_ENDPOINTS: LazyLock<Rows> = LazyLock::new(|| Rows {
    keys: endpoint(SettingPlace::LinkEndpoint).leak(),
    needed: &["path"],
    begin: |draft, _| draft.begin_link_endpoint(),
    end: |_| Ok(()),
    or: None,
});

static RECEIVING_ENDPOINTS: LazyLock<Rows> = LazyLock::new(|| Rows {
    keys: endpoint(SettingPlace::ReceivingEndpoint).leak(),
    needed: &[],
    begin: |draft, _| draft.begin_endpoint(),
    end: Draft::end_endpoint,
    or: None,
});

/// The settings for one kind of fact: one, or several where the kind has parts, or none where only a table of ours can
/// say it.
fn keys<T>(kind: &'static FactKind<T>, nothing: &T, place: SettingPlace) -> Vec<Key> {
    let one =
        |form, word| vec![key(kind.key, kind.example, kind.about.trim(), fact(kind, place, Part::All, form, word))];
    match (kind.get)(nothing) {
        Value::Facts(_) => one(Form::List, word_of_names(kind.holds)),
        Value::Texts(_) => one(Form::List, Word::Any),
        Value::Required(_) => required(kind, place),
        Value::Statement(_) if kind.holds != NameOf::Statement => Vec::new(),
        Value::Statement(_) | Value::Flag(_) => one(Form::Flag, Word::Any),
        Value::Text(_) => one(Form::One, word_of_text(kind)),
        Value::Dialects(_) => dialects(kind, place),
        Value::InactiveOffer(_) => one(Form::One, Word::InactiveOffer),
        Value::Duplicates(_) => {
            let example = "\"click-id\"";
            vec![key(kind.key, example, kind.about.trim(), fact(kind, place, Part::All, Form::One, Word::DuplicateKey))]
        }
        Value::Role(_) => one(Form::One, Word::EndpointRole),
        Value::Endpoints(_) => {
            let rows: &'static Rows =
                if place == SettingPlace::Side(Side::Link) { &LINK_ENDPOINTS } else { &RECEIVING_ENDPOINTS };
            vec![Key { name: kind.key, about: kind.about.trim(), example: "", kind: KeyKind::Rows(rows) }]
        }
        Value::Shapes(_)
        | Value::Windows(_)
        | Value::Choices(_)
        | Value::Apart(_)
        | Value::ServerSide(_)
        | Value::Responses(_) => Vec::new(),
    }
}

fn key(name: &'static str, example: &'static str, about: &'static str, fact: OwnFact) -> Key {
    Key { name, about, example, kind: KeyKind::Fact(fact) }
}

const fn fact<T>(kind: &'static FactKind<T>, place: SettingPlace, part: Part, form: Form, word: Word) -> OwnFact {
    OwnFact { key: kind.key, place, part, form, word }
}

/// Two settings: what has to be there, and what should be.
fn required<T>(kind: &'static FactKind<T>, place: SettingPlace) -> Vec<Key> {
    let list = |part| fact(kind, place, part, Form::List, Word::Name);
    let should = "Parameters that should be there.";
    vec![
        key(kind.key, kind.example, kind.about.trim(), list(Part::All)),
        key("advised", "[\"source\"]", should, list(Part::Advised)),
    ]
}

/// Three settings: how macros are written in links and in postbacks, and whether that is all.
fn dialects<T>(kind: &'static FactKind<T>, place: SettingPlace) -> Vec<Key> {
    let list = |part| fact(kind, place, part, Form::List, Word::Dialect);
    let all = fact(kind, place, Part::All, Form::Flag, Word::Any);
    vec![
        key("link_dialects", "[\"{x}\"]", "How it writes macros in links.", list(Part::Links)),
        key("postback_dialects", "[\"{x}\", \"#x#\"]", "How it writes macros in postbacks.", list(Part::Postbacks)),
        key("dialects_complete", "true", "True if that is all it understands.", all),
    ]
}

const fn word_of_names(holds: NameOf) -> Word {
    match holds {
        NameOf::Hosts(_) => Word::HostName,
        NameOf::Paths => Word::Path,
        NameOf::Parameters | NameOf::NotClickId | NameOf::Macros(_) => Word::Name,
        NameOf::Statement | NameOf::Noted | NameOf::Template | NameOf::Words => Word::Any,
    }
}

const fn word_of_text<T>(kind: &FactKind<T>) -> Word {
    match kind.holds {
        NameOf::Paths => Word::Path,
        NameOf::Template => Word::Url,
        NameOf::Hosts(_) => Word::HostName,
        _ => Word::Any,
    }
}
