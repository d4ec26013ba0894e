//! `tracklint schema`: JSON Schemas, for editors and for other programs.

use super::Io;
use crate::engine::settings;
use crate::engine::suggest::no_such;
use crate::offer::native::{EVENT, KEYS, Takes};
use clap::{CommandFactory, Parser};
use serde_json::{Map, Value, json};

/// Makes a schema.
type Make = fn() -> Value;

/// What there are schemas of, by name.
const SCHEMAS: [(&str, Make); 2] = [("config", settings::schema), ("offers", offers)];

/// Prints a JSON Schema, with which an editor checks and completes a file: config (tracklint.toml), offers.
#[derive(Parser, Debug)]
#[command(name = "schema", bin_name = "tracklint schema")]
pub struct Options {
    /// What to print the schema of: config, offers
    what: String,
}

pub fn command() -> clap::Command {
    Options::command()
}

/// Prints the schema.
pub fn schema(options: &Options, io: &mut Io) -> u8 {
    let Some((_, make)) = SCHEMAS.iter().find(|(name, _)| *name == options.what) else {
        io.say("error", &no_such("schema", &options.what, SCHEMAS.iter().map(|(name, _)| *name)));
        return 2;
    };
    io.print(&format!("{:#}\n", make()))
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
