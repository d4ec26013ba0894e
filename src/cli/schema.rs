//! `tracklint schema`: JSON Schemas of what people write, for their editors.

use super::Io;
use crate::engine::suggest::no_such;
use crate::offer::native::{EVENT, KEYS, Takes};
use clap::{CommandFactory, Parser};
use serde_json::{Map, Value, json};

/// What there is a schema of, and how it is made; sorted.
const SCHEMAS: [(&str, fn() -> Value); 1] = [("offers", offers)];

/// Prints a JSON Schema, with which an editor checks and completes a file.
#[derive(Parser, Debug)]
#[command(name = "schema", bin_name = "tracklint schema")]
pub struct Options {
    /// What the schema is of: offers
    name: String,
}

pub fn command() -> clap::Command {
    Options::command()
}

/// Prints the schema that was named.
pub fn schema(options: &Options, io: &mut Io) -> u8 {
    let Some((_, make)) = SCHEMAS.iter().find(|(what, _)| *what == options.name) else {
        let message = no_such("schema", &options.name, SCHEMAS.iter().map(|(what, _)| *what));
        io.say("error", &message);
        return 2;
    };
    let text = serde_json::to_string_pretty(&make()).unwrap_or_default();
    io.print(&format!("{text}\n"))
}

/// The native offers format.
fn offers() -> Value {
    let properties: Map<String, Value> = KEYS
        .iter()
        .map(|key| {
            let mut property = takes(key.takes);
            property["description"] = key.says.into();
            (key.key.to_owned(), property)
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Offers for tracklint",
        "type": "object",
        "required": ["offers"],
        "properties": {
            "offers": {
                "description": "Offers as a list, or each under its id.",
                "oneOf": [
                    {"type": "array", "items": {"$ref": "#/$defs/offer"}},
                    {"type": "object", "additionalProperties": {"$ref": "#/$defs/offer"}}
                ]
            }
        },
        "$defs": {"offer": {"type": "object", "properties": properties}}
    })
}

fn takes(takes: Takes) -> Value {
    let one_or_more = || json!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]});
    match takes {
        Takes::Text => json!({"type": "string"}),
        Takes::TextOrNumber => json!({"type": ["string", "number"]}),
        // Other spellings are read too: `Active`, `live`.
        Takes::Word(words) => json!({"type": "string", "examples": words}),
        Takes::Number => json!({"type": "number", "minimum": 0}),
        Takes::Truth => json!({"type": "boolean"}),
        Takes::Links | Takes::Texts => one_or_more(),
        Takes::Events => {
            let keys = EVENT
                .iter()
                .map(|(key, says)| ((*key).to_owned(), json!({"type": ["string", "number"], "description": says})));
            let event = json!({"type": "object", "required": [EVENT[0].0], "properties": keys.collect::<Map<_, _>>()});
            json!({"type": "array", "items": {"anyOf": [{"type": ["string", "number"]}, event]}})
        }
        Takes::Statuses => json!({"type": "object", "additionalProperties": one_or_more()}),
    }
}
