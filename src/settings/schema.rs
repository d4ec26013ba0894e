//! The JSON Schema of `tracklint.toml`, from the list of settings: editors complete and check the file with it.

use super::custom_platform::Form;
use super::key::{Key, KeyKind};
use super::keys::KEYS;
use super::word::Word;
use serde_json::{Map, Value, json};

/// The schema, in the draft that editors of TOML understand.
#[must_use]
pub fn schema() -> Value {
    let mut all = object(KEYS, &[]);
    all["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    all["title"] = json!(super::FILE_NAME);
    all["description"] = json!("What tracklint is told about your links.");
    all
}

fn object(keys: &[Key], needed: &[&str]) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|key| (key.name.to_owned(), setting(key))).collect();
    let mut object = json!({"type": "object", "additionalProperties": false, "properties": properties});
    if !needed.is_empty() {
        object["required"] = json!(needed);
    }
    object
}

fn setting(key: &Key) -> Value {
    let mut value = match &key.kind {
        KeyKind::Text(word, _) => text(*word),
        KeyKind::Texts(word, _) => json!({"type": "array", "items": text(*word)}),
        KeyKind::OneOrMore(word, _) => {
            json!({"anyOf": [text(*word), {"type": "array", "items": text(*word)}]})
        }
        KeyKind::Flag(_) => json!({"type": "boolean"}),
        KeyKind::Table(_) | KeyKind::Made(_) => object(key.kind.table().unwrap_or_default(), &[]),
        KeyKind::Fact(fact) => match fact.form {
            Form::List => json!({"type": "array", "items": text(fact.word)}),
            Form::One => text(fact.word),
            Form::Flag => json!({"type": "boolean"}),
        },
        KeyKind::Rows(rows) => {
            let table = object(rows.keys, rows.needed);
            let items = rows.or.map_or_else(|| table.clone(), |(word, _)| json!({"anyOf": [text(word), table]}));
            json!({"type": "array", "items": items})
        }
        KeyKind::Pairs { key, value, .. } => pairs(*key, *value),
    };
    value["description"] = json!(key.about);
    value
}

/// Where the keys can be listed they are, so that an editor offers them.
fn pairs(key: Word, value: Word) -> Value {
    match key.choices() {
        Some(names) => {
            let properties: Map<String, Value> = names.into_iter().map(|n| (n.to_owned(), text(value))).collect();
            let mut table = json!({"type": "object", "additionalProperties": false, "properties": properties});
            if let Some(pattern) = key.pattern() {
                table["patternProperties"] = json!({pattern: text(value)});
            }
            table
        }
        None => json!({"type": "object", "additionalProperties": text(value)}),
    }
}

fn text(word: Word) -> Value {
    match (word.choices(), word.pattern()) {
        (Some(choices), None) => json!({"type": "string", "enum": choices}),
        (Some(choices), Some(pattern)) => {
            json!({"anyOf": [{"type": "string", "enum": choices}, {"type": "string", "pattern": pattern}]})
        }
        (None, Some(pattern)) => json!({"type": "string", "pattern": pattern}),
        (None, None) => json!({"type": "string"}),
    }
}
