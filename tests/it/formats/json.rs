//! The formats of our own for programs.

use super::{CLEAN, POSTBACK, STYLE, golden, scene};
use serde_json::{Value, json};
use tracklint::report::OutputFormat;

#[test]
fn json_is_one_document_and_jsonl_one_object_a_line() {
    let page = scene(OutputFormat::Json, STYLE);
    golden("scene.json", &page);
    let value: Value = serde_json::from_str(&page).expect("it is JSON");
    let keys: Vec<&String> = value.as_object().expect("an object").keys().collect();
    let mut wanted = ["left_out", "statistics", "summary", "tool", "unread", "urls", "version"].to_vec();
    wanted.sort_unstable();
    assert_eq!(keys, wanted);
    let lines = scene(OutputFormat::Jsonl, STYLE);
    golden("scene.jsonl", &lines);
    let read: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).expect("each line is JSON")).collect();
    let urls = value["urls"].as_array().expect("a list");
    assert_eq!(read.len(), urls.len() + 1);
    for (line, url) in read.iter().zip(urls) {
        let mut line = line.clone();
        assert_eq!(line.as_object_mut().and_then(|o| o.remove("version")), Some(json!(1)));
        assert_eq!(&line, url);
    }
    let last = &read[urls.len()];
    assert_eq!((&last["kind"], &last["version"]), (&json!("summary"), &json!(1)));
    for key in ["summary", "left_out", "statistics"] {
        assert_eq!(last[key], value[key], "{key}");
    }
}

#[test]
fn what_an_entry_is_about_and_what_it_points_at_is_told() {
    let value: Value = serde_json::from_str(&scene(OutputFormat::Json, STYLE)).expect("it is JSON");
    let kinds: Vec<&str> = (0..6).filter_map(|i| value["urls"][i]["kind"].as_str()).collect();
    assert_eq!(kinds, ["url", "url", "field", "file", "url", "url"]);
    let field = &value["urls"][2];
    assert_eq!((&field["url"], &field["text"], &field["role"]), (&Value::Null, &json!("Sale | now"), &Value::Null));
    assert_eq!(value["urls"][5]["url"], CLEAN);
    assert_eq!(value["urls"][5]["findings"], json!([]));
    let far = &value["urls"][0]["findings"][0]["labels"][0];
    assert_eq!(far["message"], "the click id is stored here");
    let source = &far["source"];
    assert_eq!((&source["path"], &source["line"]), (&json!("./my offers/acme.json"), &json!(3)));
    assert_eq!((&source["key"], &source["column"]), (&json!("/offers/0/tracking_link"), &json!(82)));
    // Text of the other link is as secret in the words as in the link.
    assert_eq!(value["urls"][0]["redacted"], true);
    assert!(!value["urls"][0]["url"].as_str().expect("a link").contains("s3cr3tpw") && POSTBACK.contains("s3cr3tpw"));
    assert_eq!(field["findings"][0]["message"], "The event id `Sale | now` holds `|`, after ********.");
    assert_eq!(value["statistics"]["rules"]["unbraced-macro"], 2);
    assert_eq!(value["statistics"]["files"]["./my offers/acme.json"], 3);
    assert_eq!(value["left_out"], 2);
}

/// Nobody who asked for neither finds new keys.
#[test]
fn what_nobody_asked_for_has_no_key() {
    let report = |format| tracklint::report::report(format, STYLE);
    let mut out = Vec::new();
    report(OutputFormat::Jsonl).tail(&tracklint::findings::Ending::default(), &mut out);
    assert!(out.is_empty());
    report(OutputFormat::Json).head(&mut out);
    report(OutputFormat::Json).tail(&tracklint::findings::Ending::default(), &mut out);
    let value: Value = serde_json::from_slice(&out).expect("it is JSON");
    assert!(value.get("left_out").is_none() && value.get("statistics").is_none(), "{value}");
}
