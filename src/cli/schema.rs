//! `tracklint schema`: JSON Schemas, for editors and for other programs.

use super::io::Io;
use super::page::examples;
use crate::findings::no_such;
use crate::offer::native::{EVENT, KEYS, KeyType};
use crate::platform::{Environment, Role, State};
use crate::report::REPORT_SCHEMA;
use crate::report::received::{HIT_SCHEMA, LOG_SCHEMA};
use crate::settings;
use clap::{CommandFactory, Parser};
use serde_json::{Map, Value, json};

/// Makes a schema.
type Make = fn() -> String;

/// What there are schemas of, by name.
const SCHEMAS: [(&str, Make); 6] = [
    ("config", || text(&settings::schema())),
    ("hit", || HIT_SCHEMA.to_owned()),
    ("log", || LOG_SCHEMA.to_owned()),
    ("offers", || text(&offers())),
    ("record", || text(&record())),
    ("report", || REPORT_SCHEMA.to_owned()),
];

/// The names of the schemas.
pub fn names() -> impl Iterator<Item = &'static str> {
    SCHEMAS.iter().map(|(name, _)| *name)
}

/// Prints a JSON Schema, with which editors complete a file and programs check it.
#[derive(Parser, Debug)]
#[command(name = "schema", bin_name = "tracklint schema")]
pub struct Options {
    /// Of what: report, record, config, offers, hit or log
    ///
    /// report: what --format json and jsonl print. record: a line of the input that --input jsonl reads. config:
    /// tracklint.toml. offers: a file of offers in tracklint's own format. hit: what log --format jsonl prints. log: what
    /// log --format json prints.
    #[arg(id = "schema", value_name = "SCHEMA")]
    name: String,
}

pub fn command() -> clap::Command {
    Options::command()
        .after_long_help(examples(&["tracklint schema config > tracklint.schema.json", "tracklint schema report"]))
}

/// Prints the schema.
pub fn schema(options: &Options, io: &mut Io) -> u8 {
    let Some((_, make)) = SCHEMAS.iter().find(|(name, _)| *name == options.name) else {
        io.say("error", &no_such("schema", &options.name, names()));
        return 2;
    };
    io.print_code(&make())
}

fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

/// The draft that is written, where no editor asks for an older one.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A line of the input: a link, and what its sender says about it.
fn record() -> Value {
    let text = |says: &str| json!({"type": ["string", "null"], "description": says});
    let truth = |says: &str| json!({"type": ["boolean", "null"], "description": says});
    let one_of = |names: &[&str], says: &str| {
        let names = names.iter().map(|name| json!(name)).chain([Value::Null]).collect::<Vec<_>>();
        json!({"enum": names, "description": says})
    };
    let offer = json!({
        "id": {"type": ["string", "number", "null"], "description": "The id of the offer."},
        "name": text("The name of the offer."),
        "status": text("Whether the offer runs, in the sender's words."),
        "platform": text("The system in which the advertiser counts."),
        "events": {
            "type": ["array", "null"],
            "items": {"type": ["string", "number"]},
            "description": "The ids of the events that the offer counts, letter by letter."
        },
        "multi_event": truth("Whether the offer has several events, where they are not listed."),
        "session_hours": {
            "type": ["number", "null"],
            "description": "How many hours after the click a conversion still counts."
        }
    });
    json!({
        "$schema": DRAFT,
        "title": "A record for tracklint",
        "description": "One line of the input that --input jsonl reads. What is not said is read off the link.",
        "type": "object",
        "required": ["url"],
        "properties": {
            "id": {"description": "Comes back in the report as it was."},
            "url": {"type": "string", "description": "The link."},
            "role": one_of(&Role::ALL.map(|(_, name)| name), "What the link is for."),
            "state": one_of(
                &[State::Template, State::Live].map(State::id),
                "template: it still contains macros. live: every macro is filled."
            ),
            "platform": text("Whom the link is addressed to; `tracklint platforms` lists the names."),
            "filled_by": text("Who fills its macros."),
            "network": text("Who issues the click id and receives the postback."),
            "environment": one_of(
                &[Environment::Production, Environment::Sandbox].map(Environment::id),
                "Real traffic, or tests."
            ),
            "global": truth("A postback that reports for all offers."),
            "offer": {"type": ["object", "null"], "properties": offer, "description": "The offer around the link."}
        }
    })
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
        "$schema": DRAFT,
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

fn takes(takes: KeyType) -> Value {
    let one_or_more = || json!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]});
    match takes {
        KeyType::Text => json!({"type": "string"}),
        KeyType::TextOrNumber => json!({"type": ["string", "number"]}),
        // Other spellings are read too: `Active`, `live`.
        KeyType::Word(words) => json!({"type": "string", "examples": words}),
        KeyType::Number => json!({"type": "number", "minimum": 0}),
        KeyType::Truth => json!({"type": "boolean"}),
        KeyType::Links | KeyType::Texts => one_or_more(),
        KeyType::Events => {
            let keys = EVENT
                .iter()
                .map(|(key, says)| ((*key).to_owned(), json!({"type": ["string", "number"], "description": says})));
            let event = json!({"type": "object", "required": [EVENT[0].0], "properties": keys.collect::<Map<_, _>>()});
            json!({"type": "array", "items": {"anyOf": [{"type": ["string", "number"]}, event]}})
        }
        KeyType::Statuses => json!({"type": "object", "additionalProperties": one_or_more()}),
    }
}
