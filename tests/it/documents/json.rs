//! JSON, line-wise JSON, and what people add to it.

use super::reading::{breaks, broken_at, check_spans, edited, every_spelled, paths, texts, with};
use proptest::prelude::*;
use serde_json::Value;
use tracklint::source::{Encoding, NodeKind, Syntax, Writing};
use tracklint::span::Span;

fn read(text: &str) -> (Vec<String>, Vec<String>) {
    with(text.as_bytes(), Syntax::Json, |d| (texts(d), breaks(d)))
}

fn decode(writing: Writing, bytes: &str) -> Option<String> {
    let json5 = matches!(writing, Writing::Json5 | Writing::As(Encoding::Json5));
    let bytes = if json5 { bytes.replace('"', "\\\"").replace("\\'", "'") } else { bytes.to_owned() };
    Some(serde_json::from_str(&format!("\"{bytes}\"")).unwrap_or_else(|e| panic!("{bytes}: {e}")))
}

#[test]
fn every_value_has_its_kind_key_path_and_place() {
    let text = "{\"offers\": [{\"id\": 7, \"a/b~c\": \"x\\u0026y\", \"on\": true, \"off\": null}]}";
    with(text.as_bytes(), Syntax::Json, |document| {
        let seen: Vec<_> = (0..document.nodes.len() as u32)
            .map(|n| (document.nodes[n as usize].kind, document.pointer(n), document.text(n).into_owned()))
            .collect();
        let kinds: Vec<_> = seen.iter().map(|(kind, ..)| *kind).collect();
        assert_eq!(
            kinds,
            [
                NodeKind::Map,
                NodeKind::List,
                NodeKind::Map,
                NodeKind::Number,
                NodeKind::Text,
                NodeKind::Truth,
                NodeKind::Null
            ],
            "{seen:?}"
        );
        assert_eq!(seen[4].1, "/offers/0/a~1b~0c");
        assert_eq!((&*seen[3].2, &*seen[4].2, &*seen[5].2, &*seen[6].2), ("7", "x&y", "true", "null"));
        assert_eq!(seen[1].2, &text[11..text.len() - 1]);
        let place = document.literal(4).place(Span::new(1, 2));
        assert_eq!(&text[place.start_byte as usize..place.end_byte as usize], "\\u0026");
        assert_eq!(breaks(document), [""; 0]);
    });
}

#[test]
fn lines_and_columns_hold_with_marks_line_ends_and_other_letters() {
    let text = "{\r\n  \"größe\": \"ü\",\r\n  \"größe 2\": \"💶 https:\\/\\/a.com\\/?x={a}\\u0026gkclickid=1\"\r\n}";
    let utf16 = |to_bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>();
    let files = [
        (text.as_bytes().to_vec(), 0),
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), 3),
        ([&b"\xFF\xFE"[..], &utf16(u16::to_le_bytes)].concat(), 2),
        ([&b"\xFE\xFF"[..], &utf16(u16::to_be_bytes)].concat(), 2),
    ];
    for (bytes, mark) in files {
        with(&bytes, Syntax::Json, |document| {
            let literal = document.literal(2);
            let at = literal.text.find('&').unwrap_or_default();
            assert_eq!(literal.text, "💶 https://a.com/?x={a}&gkclickid=1");
            let place = literal.place(Span::new(at, at + 1));
            assert_eq!((place.line, place.column, place.end_column), (3, 40, 46));
            let (start, end) = (place.start_byte as usize, place.end_byte as usize);
            let under = String::from_utf8_lossy(&bytes[start..end]).replace('\0', "");
            assert_eq!(under, "\\u0026", "mark {mark}");
        });
    }
}

#[test]
fn what_people_add_to_json_is_read() {
    let text = "// first\n{unquoted_1: 'it\\'s \"so\"', /* second */ \"list\": [1, 2,],\n} // third\r\n{\"next\": \"x\"}\n\"y\"\n";
    with(text.as_bytes(), Syntax::Json, |document| {
        assert_eq!(breaks(document), [""; 0]);
        let found = paths(document);
        let found: Vec<_> = found.iter().map(|(path, text)| (&**path, &**text)).collect();
        assert_eq!(found, [("/unquoted_1", "it's \"so\""), ("#1/next", "x"), ("#2", "y")]);
        let comments: Vec<_> = document.comments.iter().map(|c| &text[c.start as usize..c.end as usize]).collect();
        assert_eq!(comments, [" first", " second ", " third"]);
    });
    for number in ["0", "-1.5e+3", "0xFF", "+.5", "NaN", "-Infinity", "5."] {
        with(number.as_bytes(), Syntax::Json, |d| assert_eq!((d.nodes[0].kind, d.breaks.len()), (NodeKind::Number, 0)));
    }
}

#[test]
fn what_is_broken_is_told_at_its_place_and_the_rest_is_read() {
    for (text, wanted, said) in [
        (
            "{\"a\": \"1\n, \"b\": \"2\"}",
            &["a", "1", "b", "2"][..],
            &["1:7 the closing quote of this text is missing"][..],
        ),
        (
            "{\"a\": \"x={y},\r\n \"b\": \"2\"}",
            &["a", "x={y}", "b", "2"],
            &["1:7 the closing quote of this text is missing"],
        ),
        ("{\"a\": \"1\" \"b\": \"2\"}", &["a", "1", "b", "2"], &["1:11 a comma is missing before this"]),
        ("[\"1\" \"2\"]", &["1", "2"], &["1:6 a comma is missing before this"]),
        ("{\"a\" \"1\"}", &["a", "1"], &["1:6 a colon is missing before this"]),
        (
            "{\"a\": , \"b\": }",
            &[],
            &["1:7 the value before this comma is missing", "1:14 the value of the last key is missing"],
        ),
        ("{\"a\": [\"1\"", &["a", "1"], &["1:11 the file ends before the list of line 1 is closed"]),
        ("{\"a\": \"htt", &["a", "htt"], &["1:7 the file ends within this text, or its closing quote is missing"]),
        ("[\"\\q\", \"1\"]", &["q", "1"], &["1:3 there is a backslash before a character that JSON does not escape"]),
        (
            "[\"\\ud83d\", \"1\"]",
            &["\u{FFFD}", "1"],
            &["1:3 `\\ud83d` is one half of a character whose other half is missing"],
        ),
        ("[\"\\u12\", \"1\"]", &["\u{FFFD}12", "1"], &["1:3 `\\u` is not followed by four hexadecimal digits"]),
        (
            "[\"a\tb\tc\", \"1\"]",
            &["a\tb\tc", "1"],
            &["1:4 there is a tab in this text; JSON wants `\\t` in its place"],
        ),
        (
            "{\"a\": \"1\"} rest of it\n\"2\"",
            &["a", "1", "rest of it", "2"],
            &["1:12 this comes after the end of what came before", "1:12 this is not in quotes"],
        ),
        ("{\"a\":1}}", &["a"], &["1:8 this bracket closes nothing"]),
        (
            "{\"a\": [\"1\", {\"b\":\"2\"}, \"c\"}\n[\"3\"]",
            &["a", "1", "b", "2", "c", "3"],
            &["1:27 this is not the bracket that closes the list of line 1"],
        ),
        (
            "{\"a\": https://a.com/?x={b}&c=d, \"b\": 007}",
            &["a", "https://a.com/?x={b}&c=d", "b"],
            &["1:7 this is not in quotes", "1:38 in JSON no number begins with 0 and another digit"],
        ),
        ("{\"a\": undefined}", &["a", "undefined"], &["1:7 this is not in quotes"]),
        (
            "{\"x\", {\"a\":\"1\"}}",
            &["x", "a", "1"],
            &["1:2 this is in an object without a key or without a value", "1:7 this object has no key before it"],
        ),
        (
            "[,\"1\",,\"2\"]",
            &["1", "2"],
            &["1:2 there is nothing before this comma", "1:7 there is nothing before this comma"],
        ),
        ("[\"1\": \"2\"]", &["1", "2"], &["1:5 there is no key before this colon"]),
        (
            "[\u{A0}\"1\"] /* x",
            &["1"],
            &["1:2 there is a space here that JSON does not know (U+00A0)", "1:8 this comment has no `*/` at its end"],
        ),
    ] {
        let (found, breaks) = read(text);
        let found: Vec<_> = found.iter().map(String::as_str).collect();
        let breaks: Vec<_> = breaks.iter().map(String::as_str).collect();
        assert_eq!(found, wanted, "{text}");
        assert_eq!(breaks, said, "{text}");
    }
}

#[test]
fn a_line_that_is_cut_off_does_not_swallow_the_next() {
    let (found, breaks) = read("{\"a\": \"1\"}\n{\"a\": {\"b\": \"htt\n{\"a\": \"3\"}\n{\"a\":\n");
    assert_eq!(found, ["a", "1", "a", "b", "htt", "a", "3"]);
    assert_eq!(
        breaks,
        [
            "2:13 the closing quote of this text is missing",
            "3:1 the object of line 2 is not closed before this one begins",
            "5:1 the file ends before the object of line 4 is closed",
        ]
    );
}

#[test]
fn a_key_that_stands_twice_is_told_at_its_second_place() {
    let text = "{\"url\": \"1\",\n \"x\": {\"url\": 2},\n \"\\u0075rl\": \"3\", \"url\": \"4\"}";
    let (found, breaks) = read(text);
    assert_eq!(found, ["url", "1", "x", "url", "url", "3", "url", "4"]);
    assert_eq!(
        breaks,
        [
            "3:3 the key `url` appears here for the second time, first in line 1: one of them is lost",
            "3:20 the key `url` appears here for the second time, first in line 3: one of them is lost",
        ]
    );
    let many: Vec<String> = (0..50_000).map(|n| format!("\"{n}\":0")).collect();
    assert_eq!(broken_at(&format!("{{{},\"77\":1}}", many.join(",")), Syntax::Json).len(), 1);
}

#[test]
fn brackets_without_end_are_read_in_one_go() {
    const MANY: usize = 100_000;
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
        let closed = format!("[\"before\", {}{}, \"behind\"]", open.repeat(MANY), close.repeat(MANY));
        let (found, breaks) = read(&closed);
        assert_eq!(
            (found.first().map(String::as_str), found.last().map(String::as_str)),
            (Some("before"), Some("behind"))
        );
        assert!(breaks.iter().any(|b| b.ends_with("this is nested more than 256 deep; what it holds is not read")));
        let (_, breaks) = read(&open.repeat(MANY));
        assert!(breaks.last().is_some_and(|b| b.contains("the file ends before")), "{breaks:?}");
    }
    assert_eq!(read(&"]".repeat(MANY)).1.len(), 1000);
    assert_eq!(read(&"{".repeat(MANY)).1.len(), 256 + 2);
}

#[test]
fn long_lines_and_noise_come_to_an_end() {
    let long = format!("[{{\"url\":\"{}\"}}]", "https:\\/\\/a.com\\/?x={y}\\u0026".repeat(200_000));
    assert!(long.len() > 5 << 20);
    let (found, breaks) = read(&long);
    assert_eq!((found.len(), found[1].len(), breaks.len()), (2, 200_000 * "https://a.com/?x={y}&".len(), 0));
    for piece in [
        "}",
        "\"}",
        "\"\n",
        "a",
        ",",
        ":",
        "\\",
        "\"\\",
        "{\"a\":1,",
        "'",
        "/*",
        "//",
        "[}",
        "{]",
        "\u{A0}",
        "\"}}\n",
        "{\n",
    ] {
        read(&piece.repeat(100_000));
    }
}

#[test]
fn an_edit_is_escaped_as_its_text_is() {
    for (file, new) in [("[\"abc\"]", "x\"\\y"), ("['abc']", "it's \"x\""), ("[\"a\\u0062c\"]", "\n")] {
        let wanted = format!("a{new}c");
        assert_eq!(edited(file, Syntax::Json, 0, Span::new(1, 2), new).as_deref(), Some(&*wanted), "{file}");
    }
}

/// Any JSON value.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<String>().prop_map(Value::from),
        "https://[a-z]{1,8}\\.com/\\?[a-z]=\\{[a-z_]{1,8}\\}&x=é".prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<f32>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Writes a value, each character of each text in one of the ways JSON has for it.
fn written(value: &Value, choices: &mut impl Iterator<Item = u8>, out: &mut String) {
    let blank =
        |choices: &mut dyn Iterator<Item = u8>| ["", " ", "\n", "\r\n\t"][usize::from(choices.next().unwrap_or(0) % 4)];
    out.push_str(blank(choices));
    match value {
        Value::String(text) => spell(text, choices, out),
        Value::Array(list) => {
            for (i, item) in list.iter().enumerate() {
                out.push(if i == 0 { '[' } else { ',' });
                written(item, choices, out);
            }
            out.push_str(if list.is_empty() { "[]" } else { "]" });
        }
        Value::Object(map) => {
            for (i, (key, item)) in map.iter().enumerate() {
                out.push(if i == 0 { '{' } else { ',' });
                spell(key, choices, out);
                out.push_str(blank(choices));
                out.push(':');
                written(item, choices, out);
            }
            out.push_str(if map.is_empty() { "{}" } else { "}" });
        }
        other => out.push_str(&other.to_string()),
    }
    out.push_str(blank(choices));
}

fn spell(text: &str, choices: &mut impl Iterator<Item = u8>, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        let must = (c as u32) < 0x20 || c == '"' || c == '\\';
        match (choices.next().unwrap_or(0) % 3, c) {
            (0, c) if !must => out.push(c),
            (1, '"' | '\\' | '/') => out.extend(['\\', c]),
            (1, '\n') => out.push_str("\\n"),
            (_, c) => out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04X}"))),
        }
    }
    out.push('"');
}

/// The texts of a value, keys too, in order.
fn expected(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) => out.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|item| expected(item, out)),
        Value::Object(map) => map.iter().for_each(|(key, item)| {
            out.push(key.clone());
            expected(item, out);
        }),
        _ => {}
    }
}

/// The texts a parser for JSON with comments finds, in the order of the file.
fn oracle(text: &str) -> Option<Vec<String>> {
    use jsonc_parser::tokens::Token;
    let mut scanner = jsonc_parser::Scanner::new(text, &Default::default());
    let mut found = Vec::new();
    loop {
        match scanner.scan().ok()? {
            Some(Token::String(text)) => found.push(text.into_owned()),
            Some(_) => {}
            None => return Some(found),
        }
    }
}

proptest! {
    #[test]
    fn the_texts_of_a_strict_parser_are_found(value in value(), choices in prop::collection::vec(any::<u8>(), 1..200)) {
        let mut text = String::new();
        written(&value, &mut choices.into_iter().cycle(), &mut text);
        let strict: Value = serde_json::from_str(&text).unwrap_or_default();
        let mut wanted = Vec::new();
        expected(&strict, &mut wanted);
        with(text.as_bytes(), Syntax::Json, |document| {
            assert_eq!((texts(document), breaks(document)), (wanted, Vec::new()), "{text}");
            assert_eq!(oracle(&text), Some(texts(document)));
            check_spans(document, decode);
        });
    }

    #[test]
    fn single_quotes_spell_texts_too(text in any::<String>()) {
        let inner = serde_json::to_string(&text).unwrap_or_default();
        let file = format!("['{}']", inner[1..inner.len() - 1].replace("\\\"", "\"").replace('\'', "\\'"));
        with(file.as_bytes(), Syntax::Json, |document| {
            assert_eq!((texts(document), breaks(document)), (vec![text.clone()], Vec::new()), "{file}");
            check_spans(document, decode);
        });
    }

    /// Keys are compared with those of the map before: with that or without, the same ones stand twice.
    #[test]
    fn keys_that_stand_twice_are_named_in_every_map(
        maps in prop::collection::vec(prop::collection::vec(prop::sample::select(&["a", "b", "\\u0061", "c"][..]), 0..4), 0..12),
        inner in any::<bool>(),
    ) {
        let (mut text, mut twice) = (String::new(), Vec::new());
        for keys in &maps {
            text.push_str(if inner { "{\"in\":{" } else { "{" });
            let mut seen = Vec::new();
            for key in keys {
                let decoded = key.replace("\\u0061", "a");
                if seen.contains(&decoded) {
                    twice.push(text.len() + 1);
                }
                seen.push(decoded);
                text.push_str(&format!("\"{key}\":1,"));
            }
            text.push_str(if inner { "}}\n" } else { "}\n" });
        }
        assert_eq!(broken_at(&text, Syntax::Json), twice, "{text}");
    }

    /// Whatever is broken: a strict parser that reads the file finds nothing else, and every place lies in the file.
    #[test]
    fn a_file_is_named_broken_when_a_strict_parser_refuses_it(
        value in value(), at in any::<prop::sample::Index>(), length in 0..3_usize, new in "[\\[\\]{},:\"a1 \n\\\\]{0,2}",
    ) {
        let mut text = value.to_string();
        let from = text.floor_char_boundary(at.index(text.len() + 1));
        let to = text.floor_char_boundary((from + length).min(text.len()));
        text.replace_range(from..to.max(from), &new);
        let strict = serde_json::from_str::<Value>(&text);
        with(text.as_bytes(), Syntax::Json, |document| {
            for spelled in every_spelled(document) {
                assert!(text.is_char_boundary(spelled.start as usize) && text.is_char_boundary(spelled.end as usize));
            }
            assert!(document.breaks.is_sorted_by_key(|b| b.at) && document.breaks.iter().all(|b| b.at <= text.len()));
            for node in 0..document.nodes.len() as u32 {
                assert!(document.literal(node).whole().line > 0);
            }
            match strict {
                Ok(strict) => {
                    let doubled = document.breaks.iter().any(|b| b.message.contains("second time"));
                    // A strict parser hands keys on in an order of its own.
                    let (mut wanted, mut found) = (Vec::new(), texts(document));
                    expected(&strict, &mut wanted);
                    wanted.sort();
                    found.sort();
                    assert!(doubled || document.breaks.is_empty() && found == wanted, "{text}: {:?}", breaks(document));
                }
                Err(error) => {
                    // JSON5 and line-wise JSON allow some of it.
                    let allowed = text.contains("[,]") || !document.breaks.is_empty() || lenient(&text, document.nodes.len());
                    assert!(allowed, "{text}: {error}");
                }
            }
        });
    }
}

/// True if a text that strict JSON refuses is one that is read all the same: a comma too many before a bracket, a key
/// or word of JSON5, or several values, or nothing.
fn lenient(text: &str, nodes: usize) -> bool {
    let options = jsonc_parser::ParseOptions::default();
    let roots = with(text.as_bytes(), Syntax::Json, |d| d.children(tracklint::source::Document::NOTHING).count());
    nodes == 0 || roots > 1 || jsonc_parser::parse_to_ast(text, &Default::default(), &options).is_ok()
}
