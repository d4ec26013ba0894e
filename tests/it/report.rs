//! What people and programs get to read: drawings compared to the letter, JSON read back key by key, and the
//! promises that hold for any text.

use proptest::prelude::*;
use serde_json::{Value, json};
use std::borrow::Cow;
use tracklint::findings::{About, Ending, Entry, Summary, Unread};
use tracklint::lint::{Linted, Linter};
use tracklint::platform::Catalogue;
use tracklint::report::{OutputFormat, Style, report};
use tracklint::rule::{Finding, Hints, Hosts, named};
use tracklint::source::Encoding;
use tracklint::source::Literal;
use tracklint::span::{Edit, Fix, Map, Severity, Span};
use unicode_width::UnicodeWidthChar;

const PLAIN: Style = Style { redact: false, ..Style::FILE };
const MASKED: Style = Style { redact: true, ..PLAIN };
const UNBRACED: &str = "https://app.appsflyer.com/id123456789?pid=network_int&c=summer&clickid=gk_click_id";

fn lint(text: &str) -> Linted {
    Linter::new(&Catalogue::default(), &Hosts::default()).lint(text, &Hints::default())
}

/// A link with findings made by hand.
fn with(text: &str, findings: Vec<Finding>) -> Linted {
    Linted { findings, fixed: None, ..lint(text) }
}

fn finding(text: &str, part: &str) -> Finding {
    let at = text.find(part).expect("the part stands in the text");
    let rule = named("unbraced-macro").expect("the rule exists");
    Finding::new(rule, Span::new(at, at + part.len()), format!("`{part}` is at fault.")).label("here")
}

fn shown(format: OutputFormat, style: Style, literal: &Literal, linted: &Linted) -> String {
    let report = report(format, style);
    let mut out = Vec::new();
    report.entry(&Entry::url(None, literal, linted), &mut out);
    if report.gathers() {
        let gathered = std::mem::take(&mut out);
        report.tail(&Ending { gathered: &gathered, ..Ending::default() }, &mut out);
    }
    String::from_utf8(out).expect("every format is UTF-8")
}

/// A whole run over arguments.
fn run(format: OutputFormat, style: Style, links: &[&str]) -> String {
    let report = report(format, style);
    let (mut out, mut summary) = (Vec::new(), Summary { files: 1, ..Summary::default() });
    report.head(&mut out);
    let mut joiner: &[u8] = b"";
    for (i, link) in links.iter().enumerate() {
        let (path, linted) = (format!("<argument {}>", i + 1), lint(link));
        summary.count(About::Url, &linted);
        if style.all || !linted.findings.is_empty() {
            out.extend_from_slice(joiner);
            joiner = report.joiner();
            let literal = Literal::plain(link, &path, 0, 1);
            report.entry(&Entry::url(None, &literal, &linted), &mut out);
        }
    }
    report.tail(&Ending { summary, ..Ending::default() }, &mut out);
    String::from_utf8(out).expect("every format is UTF-8")
}

/// Compares with a file under `tests/formats/`; with BLESS=1 writes it anew.
fn golden(name: &str, actual: &str) {
    let path = format!("{}/tests/formats/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, actual).expect("the folder is there");
    }
    let expected = std::fs::read_to_string(&path).expect("the golden file is there");
    assert_eq!(actual, expected, "{name}:\n{actual}");
}

/// A link of 900 bytes with faults that stand far apart.
fn long_link() -> String {
    let filler: String = (0..28).map(|i| format!("&param_{i:02}=0123456789abcdefghijkl")).collect();
    let (left, right) = filler.split_at(400);
    format!("https://click.offers.example.co.uk/path?a=b{left}&utm_source=fb{right}&utm_source=tiktok&end=1")
}

#[test]
fn drawings_of_a_long_link() {
    let text = long_link();
    assert!(text.len() > 850);
    let second = text.rfind("utm_source").unwrap();
    let found = finding(&text, "utm_source=fb")
        .also(Span::new(second, second + 17), "and here again")
        .costs("Which of the two counts depends on the system that reads it.")
        .todo("Keep one of them.");
    let linted = with(&text, vec![found]);
    for width in [60, 80, 120] {
        let literal = Literal { first_line: 812, ..Literal::plain(&text, "links.txt", 0, 812) };
        let drawing = shown(OutputFormat::Human, Style { width, ..PLAIN }, &literal, &linted);
        assert!(drawing.lines().all(|l| columns(l) <= width), "{drawing}");
        golden(&format!("long-{width}.txt"), &drawing);
    }
}

#[test]
fn drawings_of_a_run() {
    let links = [
        UNBRACED,
        "app.appsflyer.com/id123456789?pid=network_int&clickid={gk_click_id}",
        "https://app.appsflyer.com/id123456789?pid=network_int&c={campaign}&clickid={gk_click_id}",
        "https://api.brownboots.getgokart.ai/api/v1/postback",
    ];
    for width in [60, 80, 120] {
        golden(&format!("run-{width}.txt"), &run(OutputFormat::Human, Style { width, all: true, ..PLAIN }, &links));
    }
    golden("run-color.txt", &run(OutputFormat::Human, Style { color: true, ..PLAIN }, &links[..2]));
    golden("run-verbose.txt", &run(OutputFormat::Human, Style { verbose: true, all: true, ..PLAIN }, &links[..3]));
    golden("run-concise.txt", &run(OutputFormat::Concise, PLAIN, &links));
    golden(
        "run.json",
        &run(OutputFormat::Json, Style { all: true, ..PLAIN }, &links).replace(env!("CARGO_PKG_VERSION"), "*"),
    );
    golden("run.jsonl", &run(OutputFormat::Jsonl, PLAIN, &links));
}

fn columns(line: &str) -> usize {
    line.chars().map(|c| c.width().unwrap_or(0)).sum()
}

#[test]
fn other_drawings() {
    let mut page = String::new();
    let mut add = |text: &str, linted: &Linted, style: Style| {
        page += &shown(OutputFormat::Human, style, &Literal::plain(text, "offers/acme.txt", 0, 7), linted);
    };
    // What hides is spelt out, and wide characters move the marker; the end of the link can be marked.
    let text = "https://a.example/\u{200b}日本?x=e\u{301}\u{202e}&sub1=a\u{1b}[31m";
    let end = Finding { span: Span::point(text.len()), label: "something is missing".into(), ..finding(text, "x=") };
    add(text, &with(text, vec![finding(text, "\u{202e}"), end]), PLAIN);
    // More places than can be drawn, one of them under the fault itself, and neighbours.
    let text = "https://a.example/?sub1=a&sub1=b&sub1=c&sub1=d&sub1=e";
    let at = |n: usize| Span::new(19 + 7 * n, 25 + 7 * n);
    let first = finding(text, "sub1=a").also(Span::new(19, 23), "the name");
    let many = (1..5).fold(first, |f, n| f.also(at(n), format!("again, {n}")));
    add(text, &with(text, vec![many.severity(Severity::Warning)]), PLAIN);
    // Advice is gathered, unless it is asked for in full; a likely repair is told, not made.
    let advice = |part| finding(text, part).severity(Severity::Advice);
    add(text, &with(text, vec![advice("sub1=b"), advice("sub1=c")]), PLAIN);
    let fix = Fix::probable("Write `sub2=b`", vec![Edit::replace(at(1), "sub2=b")]);
    add(
        text,
        &with(text, vec![advice("sub1=b").todo("Give it another name.").fix(fix)]),
        Style { verbose: true, ..PLAIN },
    );
    // A signed link is never changed.
    let text = "app.appsflyer.com/id1?pid=x_int&clickid={gk_click_id}&sig=0123456789abcdef";
    add(text, &lint(text), PLAIN);
    // What is masked takes its corrected form along.
    let text = "app.appsflyer.com/id1?pid=x_int&clickid={gk_click_id}&email=jo%40mail.example";
    add(text, &lint(text), MASKED);
    golden("other.txt", &page);
}

#[test]
fn quiet_says_nothing_of_clean_links() {
    let clean = "https://app.appsflyer.com/id1?pid=x_int&c={campaign}&clickid={gk_click_id}";
    assert_eq!(run(OutputFormat::Human, Style { quiet: true, all: true, ..PLAIN }, &[clean]), "");
    assert_eq!(run(OutputFormat::Human, PLAIN, &[clean]), "Nothing wrong with this link.\n");
    assert_eq!(run(OutputFormat::Human, PLAIN, &[clean, clean]), "Nothing wrong in 2 links.\n");
    assert_eq!(run(OutputFormat::Concise, PLAIN, &[clean]), "");
    assert_eq!(run(OutputFormat::Jsonl, PLAIN, &[clean]), "");
    assert_eq!(run(OutputFormat::Jsonl, Style { all: true, ..PLAIN }, &[clean]).lines().count(), 1);
}

/// A literal between the quotes of a JSON string on line 3 of a file, `&` written as `\u0026`.
fn in_a_file<'a>(text: &'a str, lines: &'a str) -> Literal<'a> {
    let mut map = Map::builder(Encoding::Json);
    for (i, piece) in text.split('&').enumerate() {
        if i > 0 {
            map.unit(1, 6);
        }
        map.exact(piece.len());
    }
    Literal {
        text: Cow::Borrowed(text),
        map: Some(map.finish()),
        path: "offers.json",
        key: Some("/offers/0/tracking_link".into()),
        lines: lines.as_bytes(),
        lines_at: 40,
        first_line: 3,
        before: 0,
        at: 40 + lines.find("https").expect("the link stands there") as u64,
        file: None,
        locked: None,
        marks: tracklint::span::Marks::new(),
    }
}

#[test]
fn json_holds_every_key_and_true_places() {
    let lines = format!("  \"é\": \"{}\",", UNBRACED.replace('&', "\\u0026"));
    let (literal, linted) = (in_a_file(UNBRACED, &lines), lint(UNBRACED));
    let mut out = Vec::new();
    let id = "{\"b\": 1.50,\n \"a\": [\"\u{9b}\"]}";
    report(OutputFormat::Jsonl, PLAIN).entry(&Entry::url(Some(id), &literal, &linted), &mut out);
    let text = String::from_utf8(out).unwrap();
    assert!(text.ends_with("}\n") && text.lines().count() == 1, "{text}");
    assert!(
        text.starts_with(r#"{"version":1,"id":{"b": 1.50,  "a": ["\u009b"]},"kind":"url","url":"https://app"#),
        "{text}"
    );
    let value: Value = serde_json::from_str(&text).unwrap();
    let start = 40 + 9; // `  "é": "` has 9 bytes and 8 characters.
    let fault = UNBRACED.find("gk_click_id").unwrap();
    let (byte, column) = (start + fault + 10, 9 + fault + 10);
    let fix = json!({
        "title": "Write `{gk_click_id}`", "safety": "safe",
        "edits": [{"start": fault, "end": fault + 11, "text": "{gk_click_id}",
            "file": {"start_byte": byte, "end_byte": byte + 11, "text": "{gk_click_id}"}}],
    });
    let print = value["findings"][0]["fingerprint"].clone();
    let expected = json!({
        "version": 1, "id": {"b": 1.5, "a": ["\u{9b}"]}, "kind": "url", "url": UNBRACED, "role": "tracking-link",
        "state": "template", "network": "gokart", "platform": "appsflyer", "redacted": false,
        "source": {"path": "offers.json", "key": "/offers/0/tracking_link", "line": 3, "column": 9, "end_line": 3,
            "end_column": 9 + UNBRACED.len() + 10, "start_byte": start, "end_byte": start + UNBRACED.len() + 10},
        "findings": [{
            "rule": "unbraced-macro", "severity": "error", "message": linted.findings[0].message(),
            "help": "Write `{gk_click_id}`, with the braces.", "docs": "tracklint explain unbraced-macro",
            "span": {"start": fault, "end": fault + 11}, "text": "gk_click_id", "line": 3, "column": column,
            "end_line": 3, "end_column": column + 11, "labels": [], "fingerprint": print, "fix": fix,
        }],
        "fixed": UNBRACED.replace("gk_click_id", "{gk_click_id}"), "fixed_partly": null,
    });
    assert_eq!(value, expected);
}

#[test]
fn json_is_one_document_with_its_keys_in_order() {
    let unread = [Unread { path: "a.json".into(), line: None, column: None, message: "It is \u{1b}no file.".into() }];
    let report = |format| report(format, PLAIN);
    let mut out = Vec::new();
    report(OutputFormat::Json).head(&mut out);
    report(OutputFormat::Json).unread(&unread[0], &mut out);
    let summary = Summary { files: 1, faulty: 9, ..Summary::default() };
    report(OutputFormat::Json).tail(&Ending { summary, unread: &unread, ..Ending::default() }, &mut out);
    let text = String::from_utf8(out).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["tool"], json!({"name": "tracklint", "version": env!("CARGO_PKG_VERSION")}));
    assert_eq!(
        value["unread"],
        json!([{"path": "a.json", "line": null, "column": null, "message": "It is \u{1b}no file."}])
    );
    let summary = r#""summary":{"files":1,"urls":0,"errors":0,"warnings":0,"advice":0,"fixable":0}}"#;
    assert!(text.ends_with(&format!("{summary}\n")), "{text}");
    let mut out = Vec::new();
    report(OutputFormat::Jsonl).unread(&unread[0], &mut out);
    let line =
        r#"{"version":1,"id":null,"kind":"url","url":null,"unread":{"message":"It is \u001bno file."},"findings":[]}"#;
    assert_eq!(String::from_utf8(out).unwrap(), format!("{line}\n"));
}

#[test]
fn fingerprints_outlive_their_line_and_tell_equals_apart() {
    let prints = |literal: &Literal, linted: &Linted| -> Vec<String> {
        let value: Value = serde_json::from_str(&shown(OutputFormat::Jsonl, PLAIN, literal, linted)).unwrap();
        value["findings"].as_array().unwrap().iter().map(|f| f["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let text = "https://a.example/?a=gk_click_id&a=gk_click_id";
    let linted = with(text, vec![finding(text, "gk_click_id"), finding(text, "gk_click_id")]);
    let here = prints(&Literal::plain(text, "a.txt", 0, 1), &linted);
    assert_ne!(here[0], here[1]);
    assert_eq!(here, prints(&Literal::plain(text, "a.txt", 900, 77), &linted));
    assert_ne!(here, prints(&Literal::plain(text, "b.txt", 0, 1), &linted));
    let keyed = |key: &'static str| Literal { key: Some(key.into()), ..Literal::plain(text, "a.json", 0, 1) };
    assert_eq!(prints(&keyed("/offers/0/link"), &linted), prints(&keyed("/offers/7/link"), &linted));
    // The same on every machine, for ever.
    assert_eq!(here[0], "805fd2e15ded1877");
    // A secret is not in it.
    let secret = |s: &str| {
        let text = format!("https://a.example/?a=gk_click_id&password={s}");
        prints(
            &Literal::plain(&text, "a.txt", 0, 1),
            &with(&text, vec![finding(&text, "gk_click_id"), finding(&text, s)]),
        )
    };
    assert_eq!(secret("hunter2!"), secret("swordfis"));
}

#[test]
fn pieces_of_a_secret_in_a_message_and_an_edit_are_masked() {
    let text = "https://a.example/?password=Tr0ub4dor%ZZ%20x&y=1";
    let mut found = finding(text, "%ZZ");
    found.what = "`dor%ZZ` and `tr0ub4` and `Tr0ub4dor%ZZ x` are no words.".into();
    let at = text.find("%ZZ").unwrap();
    let inside = Fix::safe("Take it out", vec![Edit::delete(Span::new(at, at + 3))]);
    let page = shown(
        OutputFormat::Jsonl,
        MASKED,
        &Literal::plain(text, "a", 0, 1),
        &with(text, vec![found.clone().fix(inside)]),
    );
    assert!(page.contains("`******` and `******` and `**************` are no words."), "{page}");
    assert!(!page.contains("dor%ZZ") && page.contains("\"fix\":null"), "{page}");
    let beside = Fix::safe("Write `z`", vec![Edit::replace(Span::new(text.len() - 3, text.len() - 2), "z")]);
    let page =
        shown(OutputFormat::Jsonl, MASKED, &Literal::plain(text, "a", 0, 1), &with(text, vec![found.fix(beside)]));
    assert!(page.contains("\"text\":\"z\""), "{page}");
}

/// Text of every class of characters that matters: what steers, hides, melts, is wide, or is plain.
fn any_text() -> impl Strategy<Value = String> {
    let odd = "\0\u{7}\u{8}\t\n\r\u{1b}\u{7f}\u{85}\u{9b}\u{a0}\u{ad}\u{300}\u{301}\u{61c}\u{200b}\u{200d}\u{200e}\u{2028}\
               \u{202e}\u{2066}\u{2800}\u{3000}\u{3164}\u{4dc0}\u{fe0f}\u{feff}\u{fffd}\u{1f3fb}\u{e0041}";
    let odd: Vec<char> = odd.chars().collect();
    let char = prop_oneof![
        4 => proptest::char::range('!', '~'),
        1 => proptest::sample::select(odd),
        1 => proptest::sample::select("日本語한글ｗ🎉👍éßñ".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ];
    proptest::collection::vec(char, 0..240).prop_map(|v| v.into_iter().collect())
}

proptest! {
    #[test]
    fn no_format_lets_a_control_byte_out(text in any_text(), path in any_text(), at in 0usize..200, len in 0usize..40) {
        let start = text.floor_char_boundary(at.min(text.len()));
        let end = text.ceil_char_boundary((at + len).clamp(start, text.len()));
        let mut found = Finding { span: Span::new(start, end), ..finding("gk", "gk") }
            .costs(text.clone()).todo(text.clone()).label(text.clone()).also(Span::new(end, text.len()), text.clone())
            .fix(Fix::safe(text.clone(), vec![]));
        found.what = text.clone();
        let advice = found.clone().severity(Severity::Advice);
        let linted = Linted { fixed: Some(text.clone()), ..with(&text, vec![found, advice]) };
        let literal = Literal { key: Some(text.clone().into()), ..Literal::plain(&text, &path, 0, 1) };
        let unread = Unread { path: path.clone(), line: Some(1), column: None, message: text.clone() };
        for &(format, name) in OutputFormat::ALL {
            for style in [PLAIN, Style { verbose: true, ..MASKED }] {
                let mut out = shown(format, style, &literal, &linted);
                out += &shown(format, style, &literal, &with(&text, vec![]));
                let mut rest = Vec::new();
                report(format, style).unread(&unread, &mut rest);
                let unread = std::slice::from_ref(&unread);
                report(format, style).tail(&Ending { unread, ..Ending::default() }, &mut rest);
                out += &String::from_utf8(rest).unwrap();
                let steers = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
                prop_assert!(!out.chars().any(steers), "{}: {:?}", name, out);
            }
        }
        let line = shown(OutputFormat::Jsonl, PLAIN, &literal, &linted);
        prop_assert_eq!(line.lines().count(), 1);
        let value: Value = serde_json::from_str(&line).unwrap();
        prop_assert_eq!(value["url"].as_str(), Some(&*text));
        let lines = shown(OutputFormat::Concise, PLAIN, &literal, &linted);
        prop_assert_eq!(lines.lines().count(), 2);
    }
}

/// A hundred kilobytes in one link, nearly all of them secret, and a finding that quotes them all.
#[test]
fn a_huge_secret_is_masked_too() {
    let secret = "abc1".repeat(25_000);
    let text = format!("https://a.example/?x=1&password={secret}&y=gk_click_id");
    let found = finding(&text, &secret);
    let linted = with(&text, vec![found.clone().also(Span::new(18, 22), "here"), found]);
    let literal = Literal::plain(&text, "a.txt", 0, 1);
    for &(format, name) in OutputFormat::ALL {
        let page = shown(format, MASKED, &literal, &linted);
        assert!(!page.contains("abc1") && page.contains("***"), "{name}");
    }
}
