//! The committed schemas against what they describe: real reports, the fixtures' records and offers, and the
//! configuration that `init` writes.

use crate::common::{records, root, run, text};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tracklint::source::Record;

/// As much of JSON Schema as our schemas use. What it does not know, it refuses, so that nothing passes unread.
struct Validator<'s> {
    schema: &'s Value,
    /// Keys that the schema does not name are wrong.
    strict: bool,
    /// Properties that were seen in a value, as `Finding.fix`.
    seen: BTreeSet<String>,
}

/// Words of a schema that ask for nothing.
const WORDS: [&str; 9] = [
    "$schema",
    "$defs",
    "title",
    "description",
    "default",
    "examples",
    "format",
    "additionalProperties",
    "patternProperties",
];

impl<'s> Validator<'s> {
    fn new(schema: &'s Value, strict: bool) -> Self {
        Self { schema, strict, seen: BTreeSet::new() }
    }

    fn check(&mut self, value: &Value) -> Result<(), String> {
        self.against(self.schema, value, "", "")
    }

    fn against(&mut self, schema: &'s Value, value: &Value, name: &str, at: &str) -> Result<(), String> {
        let Some(words) = schema.as_object() else {
            return if schema == &json!(true) { Ok(()) } else { Err(format!("{at}: nothing may stand here")) };
        };
        for (word, wanted) in words {
            let fits = match &**word {
                "type" => one_or_many(wanted).any(|kind| is(value, kind)),
                "const" => value == wanted,
                "enum" => wanted.as_array().unwrap().contains(value),
                "minimum" => value.as_f64().is_none_or(|n| n >= wanted.as_f64().unwrap()),
                "maximum" => value.as_f64().is_none_or(|n| n <= wanted.as_f64().unwrap()),
                "maxItems" => value.as_array().is_none_or(|a| a.len() as u64 <= wanted.as_u64().unwrap()),
                "minItems" => value.as_array().is_none_or(|a| a.len() as u64 >= wanted.as_u64().unwrap()),
                "pattern" => {
                    value.as_str().is_none_or(|s| regex::Regex::new(wanted.as_str().unwrap()).unwrap().is_match(s))
                }
                "required" => value.as_object().is_none_or(|o| one_or_many(wanted).all(|key| o.contains_key(key))),
                "$ref" => {
                    let key = wanted.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                    self.against(&self.schema["$defs"][key], value, key, at)?;
                    true
                }
                "anyOf" | "oneOf" => {
                    let fitting: Vec<_> =
                        wanted.as_array().unwrap().iter().filter(|schema| self.fits(schema, value)).collect();
                    if fitting.is_empty() || word == "oneOf" && fitting.len() > 1 {
                        return Err(format!(
                            "{at}: {} of {} choices fit",
                            fitting.len(),
                            wanted.as_array().unwrap().len()
                        ));
                    }
                    self.against(fitting[0], value, name, at)?;
                    true
                }
                "items" => {
                    for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.against(wanted, item, name, &format!("{at}/{i}"))?;
                    }
                    true
                }
                "properties" => {
                    for (key, inner) in value.as_object().into_iter().flatten() {
                        let at = format!("{at}/{key}");
                        let pattern = words.get("patternProperties").and_then(Value::as_object).into_iter().flatten();
                        let named = |pattern: &str| regex::Regex::new(pattern).unwrap().is_match(key);
                        let by_pattern = pattern.filter(|(pattern, _)| named(pattern)).map(|(_, schema)| schema).next();
                        match (wanted.get(key).or(by_pattern), words.get("additionalProperties")) {
                            (Some(schema), _) => {
                                self.seen.insert(format!("{name}.{key}"));
                                self.against(schema, inner, name, &at)?;
                            }
                            (None, Some(schema)) => self.against(schema, inner, name, &at)?,
                            (None, None) if self.strict => return Err(format!("{at}: the schema does not know it")),
                            (None, None) => {}
                        }
                    }
                    true
                }
                word if WORDS.contains(&word) => true,
                other => panic!("the schema says `{other}`, which this test does not understand"),
            };
            if !fits {
                return Err(format!("{at}: {word} should be {wanted}, here is {value}"));
            }
        }
        if let (None, Some(rest), Some(object)) =
            (words.get("properties"), words.get("additionalProperties"), value.as_object())
        {
            for (key, inner) in object {
                self.against(rest, inner, name, &format!("{at}/{key}"))?;
            }
        }
        Ok(())
    }

    fn fits(&self, schema: &'s Value, value: &Value) -> bool {
        Self { schema: self.schema, strict: self.strict, seen: BTreeSet::new() }.against(schema, value, "", "").is_ok()
    }
}

fn one_or_many(value: &Value) -> impl Iterator<Item = &str> {
    let many = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    many.iter().map(|v| v.as_str().unwrap())
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the schema has a type `{other}`"),
    }
}

fn schema(name: &str) -> Value {
    serde_json::from_str(&text(format!("schemas/{name}.json"))).unwrap()
}

fn printed(args: &[&str]) -> String {
    run(&root(), args).stdout
}

const LINK: &str = "https://acme.cakemarketing.com/?a=1&c=2&s2={gk_click_id}";
const POSTBACK: &str = "https://api.getgokart.ai/postback?gk_click_id=#reqid#&cnv_event_id={event}";

/// Inputs of every kind: links, records, offers, prose, and what cannot be read.
const INPUTS: [&str; 8] = [
    "fixtures/links.txt",
    "fixtures/records.jsonl",
    "fixtures/offers/",
    "fixtures/exports/",
    "fixtures/text/",
    "fixtures/bad/wrong-types.jsonl",
    "fixtures/bad/half.jsonl",
    "fixtures/nowhere.txt",
];

#[test]
fn reports_are_as_their_schema_says_and_say_all_of_it() {
    let schema = schema("report");
    let mut validator = Validator::new(&schema, true);
    // A finding about the file itself.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("offers.yaml").to_string_lossy().into_owned();
    let offers =
        format!("# tracklint: ignore[no-such-rule]\noffers:\n- tracking_link: {LINK}\n  events: ['Sign Up ']\n");
    std::fs::write(&file, offers).unwrap();
    let inputs = [&INPUTS[..], &[&file]].concat();
    let document = printed(&[&["--format", "json", "--all-urls"], &inputs[..]].concat());
    for kind in ["url", "file"] {
        assert!(document.contains(&format!("\"kind\":\"{kind}\"")), "no finding is about a {kind}");
    }
    let records = folder.path().join("pairs.json").to_string_lossy().into_owned();
    let both = format!("[{{\"given\":\"{POSTBACK}\",\"configured\":\"{POSTBACK}&x=1\"}}]");
    std::fs::write(&records, both).unwrap();
    let called = LINK.replace("{gk_click_id}", "efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32&x=1");
    let two = [
        printed(&["pair", "--format", "json", LINK, POSTBACK]),
        printed(&["pair", "--format", "json", "fixtures/exports/gokart.yaml"]),
        printed(&["pair", "--format", "json", LINK, LINK, POSTBACK]),
        printed(&["compare", "--format", "json", LINK, &called]),
        printed(&["compare", "--format", "json", &records]),
    ];
    let lines = printed(&[&["--format", "jsonl", "--all-urls"], &inputs[..]].concat());
    assert!(lines.lines().count() > 100, "only {} lines", lines.lines().count());
    for text in [&*document].into_iter().chain(two.iter().map(String::as_str)).chain(lines.lines()) {
        let value: Value = serde_json::from_str(text).unwrap();
        validator.check(&value).unwrap_or_else(|why| panic!("{why}\n{text}"));
    }
    let promised: BTreeSet<String> = schema["$defs"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(name, definition)| {
            let keys = definition["properties"].as_object().into_iter().flat_map(|p| p.keys());
            keys.map(move |key| format!("{name}.{key}"))
        })
        .collect();
    let never: Vec<_> = promised.difference(&validator.seen).collect();
    assert!(never.is_empty(), "the schema promises what nobody writes: {never:?}");
}

#[test]
fn a_report_that_is_not_as_promised_is_refused() {
    let schema = schema("report");
    let document: Value = serde_json::from_str(&printed(&["--format", "json", "fixtures/links.txt"])).unwrap();
    let wrong = |change: fn(&mut Value)| {
        let mut document = document.clone();
        change(&mut document);
        Validator::new(&schema, true).check(&document).unwrap_err();
    };
    wrong(|d| d["version"] = json!(2));
    wrong(|d| drop(d.as_object_mut().unwrap().remove("summary")));
    wrong(|d| d["urls"][0]["kind"] = json!("link"));
    wrong(|d| d["urls"][0]["findings"][0]["severity"] = json!("fatal"));
    wrong(|d| d["urls"][0]["source"]["line"] = json!(-1));
    wrong(|d| d["urls"][0]["new"] = json!(1));
}

#[test]
fn records_are_read_as_their_schema_says() {
    let schema = schema("record");
    for (at, record) in records("fixtures/records.jsonl") {
        let known = Validator::new(&schema, false).check(&record);
        known.unwrap_or_else(|why| panic!("{at}{why}"));
    }
    // A key of the schema is one that the reader knows: it refuses what the schema refuses.
    let offer = &schema["properties"]["offer"];
    for (place, properties) in [("", &schema["properties"]), ("offer", &offer["properties"])] {
        for key in properties.as_object().unwrap().keys().filter(|key| (place, &***key) != ("", "id")) {
            for value in
                [json!(null), json!("a"), json!(7), json!(true), json!([]), json!(["a"]), json!([[]]), json!({})]
            {
                let record = match place {
                    "" if key == "url" => json!({"url": value}),
                    "" => json!({"url": "https://a.com/", key: value}),
                    _ => json!({"url": "https://a.com/", place: {key: value}}),
                };
                // Which words there are is known further up.
                let words = !properties[key]["enum"].is_null() && value.is_string();
                let fits = words || Validator::new(&schema, false).check(&record).is_ok();
                assert_eq!(Record::read(&record.to_string()).is_ok(), fits, "{record}");
            }
        }
    }
}

/// The words that the schema lists are those that are taken.
#[test]
fn a_record_takes_the_words_that_its_schema_lists() {
    let schema = schema("record");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records.jsonl");
    for key in ["role", "state", "environment"] {
        let words = schema["properties"][key]["enum"].as_array().unwrap();
        assert!(words.len() > 2, "{key}");
        for (word, known) in words.iter().map(|word| (word.clone(), true)).chain([(json!("another"), false)]) {
            std::fs::write(&file, format!("{}\n", json!({"url": "https://a.example/", key: word}))).unwrap();
            let line = printed(&["--format", "jsonl", "--all-urls", &file.to_string_lossy()]);
            assert_eq!(!line.contains("\"unread\""), known, "{key} {word}: {line}");
        }
    }
}

#[test]
fn offers_in_our_own_format_are_as_their_schema_says() {
    let schema = schema("offers");
    let json: Value = serde_json::from_str(&text("fixtures/offers/offers.json")).unwrap();
    let toml: toml::Table = text("fixtures/offers/offers.toml").parse().unwrap();
    for offers in [json, serde_json::to_value(toml).unwrap()] {
        let mut validator = Validator::new(&schema, true);
        validator.check(&offers).unwrap_or_else(|why| panic!("{why}"));
        assert!(validator.seen.len() > 8, "{:?}", validator.seen);
    }
    Validator::new(&schema, true).check(&json!({"offers": [{"tracking_link": 7}]})).unwrap_err();
    Validator::new(&schema, true).check(&json!({})).unwrap_err();
}

#[test]
fn the_configuration_that_init_explains_is_as_its_schema_says() {
    let schema = schema("config");
    let readme = text("README.md");
    let shown = readme.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let table: toml::Table = shown.parse().unwrap();
    let value = serde_json::to_value(&table).unwrap();
    Validator::new(&schema, true).check(&value).unwrap_or_else(|why| panic!("{why}"));
    Validator::new(&schema, true).check(&json!({"netwrok": "gokart"})).unwrap_err();
    Validator::new(&schema, true).check(&json!({"severity": {"insecure-scheme": "fatal"}})).unwrap_err();
    // Rules of one's own, and a list of names in place of tables.
    let own =
        json!({"severity": {"own/utm-source": "advice"}, "ignore": ["own/utm-source", {"rules": ["own/utm-source"]}]});
    Validator::new(&schema, true).check(&own).unwrap_or_else(|why| panic!("{why}"));
    for wrong in [json!({"severity": {"owm/utm-source": "advice"}}), json!({"ignore": ["insecure-sceme"]})] {
        Validator::new(&schema, true).check(&wrong).unwrap_err();
    }
    for example in ["examples/utm-governance", "examples/team"] {
        let table: toml::Table = text(format!("{example}/tracklint.toml")).parse().unwrap();
        let value = serde_json::to_value(&table).unwrap();
        Validator::new(&schema, true).check(&value).unwrap_or_else(|why| panic!("{example}: {why}"));
    }
}
