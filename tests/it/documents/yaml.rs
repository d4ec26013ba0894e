//! YAML.

use super::look::REPAIRS;
use super::look::{breaks, comments, each_character, leaves, lines, never_gives_up, repairs, replaced, texts, written};
use proptest::prelude::*;
use tracklint::source::Syntax::Yaml;
use tracklint::source::{Document, FileText};
use yaml_rust2::{Yaml as Strict, YamlLoader};

fn said(text: &str) -> Vec<(u64, u64)> {
    breaks(text, Yaml).into_iter().map(|(line, column, _)| (line, column)).collect()
}

#[test]
fn every_style_is_decoded() {
    let text = "\
plain: https://a.b/?x={click_id}&y=1#f # a comment
single: 'it''s'
double: \"a\\u0026b\\/\\x41\\\"\\ud83d\\ude00\"
literal: |
  https://a.b/?x=1
    more
folded: >-
  one
  two

  three
lines: one
  two

  three
broken: \"one \\
  two\"
kept: |+
  x

none:
tilde: ~
number: -1.5e3
truth: false
word: yes
tagged: !!str 12
";
    assert_eq!(
        lines(text, Yaml),
        [
            "/plain=https://a.b/?x={click_id}&y=1#f",
            "/single=it's",
            "/double=a&b/A\"😀",
            "/literal=https://a.b/?x=1\n  more\n",
            "/folded=one two\nthree",
            "/lines=one two\nthree",
            "/broken=one two",
            "/kept=x\n\n",
            "/none=",
            "/tilde=~",
            "/number=-1.5e3",
            "/truth=false",
            "/word=yes",
            "/tagged=12",
        ]
    );
    assert_eq!(said(text), []);
    assert_eq!(comments(text, Yaml), [" a comment"]);
    assert_eq!(written(text, Yaml, "it's"), "it''s");
    assert_eq!(written(text, Yaml, "one two\nthree"), "one\n  two\n\n  three");
}

#[test]
fn line_breaks_and_marks_of_windows_change_nothing() {
    let text = "offers:\r\n  - url: \"https://a.b/?x=1\"\r\n    note: |\r\n      one\r\n      two\r\n";
    let found = ["/offers/0/url=https://a.b/?x=1", "/offers/0/note=one\ntwo\n"];
    assert_eq!(lines(text, Yaml), found);
    let marked = format!("\u{FEFF}{text}");
    assert_eq!(lines(&marked, Yaml), found);
    let after = replaced(&marked, Yaml, "/offers/0/url", "x", "é").unwrap_or_default();
    assert_eq!(after, marked.replace("x=1", "é=1"));
    let after = replaced(&marked, Yaml, "/offers/0/note", "two", "three").unwrap_or_default();
    assert_eq!(after, marked.replace("two", "three"));
}

#[test]
fn documents_are_numbered() {
    let text = "a: 1\n---\nb: [2, {c: 3}]\n...\n---\n- 4\n";
    assert_eq!(lines(text, Yaml), ["/a=1", "#1/b/0=2", "#1/b/1/c=3", "#2/0=4"]);
}

#[test]
fn what_an_alias_repeats_is_named_and_not_edited() {
    let text = "base: &b\n  link: https://a.b/?x=1\n  once: &o 'y'\nuse:\n  <<: *b\n  other: *b\nfree: z\n";
    let file = FileText::read(text.as_bytes());
    let document = Document::read("offers.yaml", &file, Yaml);
    let aliases: Vec<_> = (0..document.nodes.len() as u32).filter_map(|n| document.alias(n)).collect();
    assert_eq!(aliases.len(), 2);
    assert!(aliases.iter().all(|of| document.pointer(*of) == "/base"), "{aliases:?}");
    for (key, part) in [("/base/link", "x"), ("/base/once", "y")] {
        let refused = replaced(text, Yaml, key, part, "w").unwrap_err();
        assert!(refused.contains("alias"), "{refused}");
    }
    assert!(replaced(text, Yaml, "/free", "z", "w").is_ok());
    assert!(replaced("a: &x y\nb: 1\n", Yaml, "/a", "y", "w").is_ok(), "nothing repeats it");
}

#[test]
fn an_alias_bomb_stays_small() {
    let mut text = String::from("a0: &a0 [https://a.b, x]\n");
    for i in 1..60 {
        let last = i - 1;
        text +=
            &format!("a{i}: &a{i} [*a{last}, *a{last}, *a{last}, *a{last}, *a{last}, *a{last}, *a{last}, *a{last}]\n");
    }
    assert_eq!(leaves(&text, Yaml).len(), 2);
    assert_eq!(said(&text), []);
    let itself = "a: &a\n  b: *a\n";
    assert_eq!(said(itself), [(2, 6)]);
}

#[test]
fn a_key_that_stands_twice_is_told_at_the_second() {
    assert_eq!(said("a: 1\nb: 2\n'a': 3\n"), [(3, 2)]);
    assert_eq!(said("- {a: 1, \"\\x61\": 2}\n- a: 1\n- a: 2\n"), [(1, 11)]);
    assert_eq!(said("x: &x {}\ny: {<<: *x, <<: *x}\n"), []);
}

/// What people write who take YAML for plain text.
#[test]
fn links_without_quotes_are_found_though_yaml_reads_them_otherwise() {
    for (text, found, at) in [
        ("offer:\n  link: {click_id}\n", vec!["/offer/link={click_id}"], (2, 9)),
        ("u: {{ url }}\n", vec!["/u={{ url }}"], (1, 4)),
        (
            "a: 1\nu: [https://t/?c={click_id}&d=1]\nb: 2\n",
            vec!["/a=1", "/u/0=https://t/?c={click_id}&d=1", "/b=2"],
            (2, 18),
        ),
        ("u: %CLICKID%\nb: 2\n", vec!["/u=%CLICKID%", "/b=2"], (1, 4)),
        ("- u: https://a.b/x: y\n  v: 'w'\n- u: z\n", vec!["/0/u=https://a.b/x: y", "/0/v=w", "/1/u=z"], (1, 19)),
        ("a:\n\tu: https://a.b/?x=1 # c\n\tv: 2\n", vec!["/a/u=https://a.b/?x=1", "/a/v=2"], (2, 2)),
        ("host: *.a.com\nb: 2\n", vec!["/host=*.a.com", "/b=2"], (1, 7)),
        ("u: \"https://a.b/?x=1\nv: 2\nw:\n  - 3\n", vec!["/u=https://a.b/?x=1", "/v=2", "/w/0=3"], (2, 1)),
        ("{\"a\": 1,\n \"url\": \"https://a.b/?x=1\",\n \"b\": [x}}\n", vec!["/a=1", "/url=https://a.b/?x=1"], (3, 7)),
    ] {
        let lines = lines(text, Yaml);
        assert_eq!(&lines[..found.len().min(lines.len())], found, "{text}");
        assert_eq!(said(text), [at], "{text}: {:?}", breaks(text, Yaml));
    }
    let text = "u: https://a.b/?x: y\n";
    assert!(replaced(text, Yaml, "/u", "x", "z").unwrap_err().contains("broken"));
    assert_eq!(lines("set: {a, b}\nparams: {click_id}\n", Yaml), ["/set/a=", "/set/b=", "/params/click_id="]);
}

#[test]
fn a_broken_document_leaves_the_others_whole() {
    let text = "a: 1\n---\noffers:\n  - name: x\n    link: https://a.b/?x=1\n   bad: 2\n  - link: |\n      https://c.d/?y=2\n---\nb: 2\n";
    let found = lines(text, Yaml);
    assert_eq!(found[0], "/a=1");
    assert!(found.contains(&"#1/offers/0/link=https://a.b/?x=1".to_owned()), "{found:?}");
    assert!(found.contains(&"#1/offers/2/link/0=https://c.d/?y=2".to_owned()), "{found:?}");
    assert_eq!(found.last().map(String::as_str), Some("#2/b=2"));
    assert_eq!(said(text).len(), 1);
}

#[test]
fn depth_has_an_end() {
    for text in ["[".repeat(100_000), "{a: ".repeat(100_000), "- ".repeat(100_000), "? ".repeat(100_000)] {
        never_gives_up(&text, Yaml);
        assert!(!said(&text).is_empty());
    }
    let text = format!("{}https://a.b/?x=1\nb: 1\n", "[".repeat(100_000));
    assert!(lines(&text, Yaml).iter().any(|line| line.ends_with("=https://a.b/?x=1")));
    let mut steps = String::new();
    for depth in 0..300 {
        steps += &format!("{}a:\n", " ".repeat(depth));
    }
    never_gives_up(&steps, Yaml);
    assert!(!said(&steps).is_empty());
}

#[test]
fn many_broken_documents_are_each_told() {
    assert_eq!(said(&"a: [1\n---\n".repeat(900)).len(), 900);
    // Nobody reads more of them.
    assert_eq!(said(&"a: [1\n---\n".repeat(20_000)).len(), 1000);
}

#[test]
fn an_edit_that_would_end_a_plain_text_is_not_made() {
    let text = "u: https://a.b/?x=1 # c\nv: [https://a.b/?x=1]\n";
    let block = |by| replaced(text, Yaml, "/u", "x", by);
    assert!(block("{gk_click_id}").is_ok() && block("a,b").is_ok() && block("#").is_err() && block("a: b").is_err());
    assert!(block("a #b").is_err() && block("a\nb").is_err() && block("a:").is_err());
    assert!(replaced(text, Yaml, "/u", "https", "{x}").is_err(), "a map would begin");
    assert!(replaced(text, Yaml, "/v/0", "x", "{gk_click_id}").is_err(), "a map would begin");
    assert!(replaced(text, Yaml, "/v/0", "x", "gk_click_id").is_ok());
}

/// `text` as a literal block under the key `k`.
fn literal(text: &str, chomping: &str) -> String {
    let mut out = format!("k: |2{chomping}\n");
    for line in text.split('\n') {
        out += &format!("  {line}\n");
    }
    out + "z: 1\n"
}

fn double(text: &str, choices: &[u8]) -> String {
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        match (choices.get(i).copied().unwrap_or(0) % 4, c) {
            (0 | 1, c) if !c.is_control() && c != '"' && c != '\\' => out.push(c),
            (1, '"' | '\\') => out.extend(['\\', c]),
            (1, '\n') => out.push_str("\\n"),
            (2, c) if (c as u32) < 0x100 => out += &format!("\\x{:02x}", c as u32),
            (2, c) if (c as u32) < 0x10000 => out += &format!("\\u{:04X}", c as u32),
            (_, c) => out += &format!("\\U{:08x}", c as u32),
        }
    }
    out
}

/// Every text of a strict parser's document, with its key path.
fn strict(value: &Strict, path: &str, out: &mut Vec<(String, String)>) {
    match value {
        Strict::Hash(map) => {
            for (key, value) in map {
                let key = key.as_str().unwrap_or_default().replace('~', "~0").replace('/', "~1");
                strict(value, &format!("{path}/{key}"), out);
            }
        }
        Strict::Array(list) => (0..).zip(list).for_each(|(i, value)| strict(value, &format!("{path}/{i}"), out)),
        Strict::String(text) => out.push((path.to_owned(), text.clone())),
        _ => {}
    }
}

/// Asserts that a strict parser that takes `text` finds the same texts in it.
fn agrees(text: &str) -> bool {
    let Ok(documents) = YamlLoader::load_from_str(text) else { return false };
    let mut wanted = Vec::new();
    for (i, document) in documents.iter().enumerate() {
        strict(document, &if i == 0 { String::new() } else { format!("#{i}") }, &mut wanted);
    }
    let found = leaves(text, Yaml);
    for text_there in &wanted {
        assert!(found.contains(text_there), "{text_there:?} is not in {found:?} of {text:?}");
    }
    true
}

#[test]
fn a_strict_parser_finds_the_same() {
    for text in [
        "a: >\n  x\n   y\n\n  z\n\nb: >+\n  x\n\nc: |\n\n  x\n",
        "a: 'x\n\n  y z'\nb: \"x \\\n\n   y\\tz\"\nc: x\n  y\n\n\n  z\n",
        "offers:\n- a: x\n  b: [y, 'z', \"w\"]\n- {c: d, e: {f: g}}\n",
        "? a\n: b\n? 'c d'\n: e\n",
        "--- |\n x\n--- 'y'\n",
        "a: >-\n  https://a.b/?x=1\n  &y=2\n",
    ] {
        assert!(agrees(text), "{text}");
    }
}

proptest! {
    #[test]
    fn double_quotes(text in texts(""), choices in prop::collection::vec(any::<u8>(), 0..64), at in 0..1000_usize, by in 0..8_usize) {
        let file = format!("é: \"{}\"\nz: 1\n", double(&text, &choices));
        each_character(&file, Yaml, "/é", &text, &|written| format!("k: \"x{written}x\""));
        prop_assert!(agrees(&file));
        prop_assert!(repairs(&file, Yaml, "/é", at, REPAIRS[by]));
    }

    #[test]
    fn single_quotes(text in texts("\n\t"), at in 0..1000_usize, by in 0..8_usize) {
        let file = format!("- é: '{}'\n", text.replace('\'', "''"));
        each_character(&file, Yaml, "/0/é", &text, &|written| format!("k: 'x{written}x'"));
        prop_assert!(agrees(&file));
        prop_assert!(repairs(&file, Yaml, "/0/é", at, REPAIRS[by]));
    }

    #[test]
    fn literal_blocks(text in texts("\t"), chomping in 0..3_usize, at in 0..1000_usize, by in 0..8_usize) {
        let text = text.trim_matches(['\n', ' ']);
        prop_assume!(!text.is_empty());
        let (sign, tail) = [("-", ""), ("", "\n"), ("+", "\n")][chomping];
        let text_there = format!("{text}{tail}");
        let windows = literal(text, sign).replace('\n', "\r\n");
        prop_assert_eq!(&leaves(&windows, Yaml)[0].1, &text_there);
        let file = literal(text, sign);
        each_character(&file, Yaml, "/k", &text_there, &|written| literal(written, sign));
        prop_assert!(agrees(&file));
        repairs(&file, Yaml, "/k", at, REPAIRS[by]);
    }

    #[test]
    fn folded_blocks(lines in prop::collection::vec("[a-zé/?&={}#'\"%<>:][a-z0-9é:/?&={} #'\"%<>-]{0,12}[a-z0-9}]", 1..5), gaps in prop::collection::vec(0..3_usize, 5), chomping in 0..3_usize, at in 0..1000_usize, by in 0..8_usize) {
        let (sign, tail) = [("-", ""), ("", "\n"), ("+", "\n")][chomping];
        let (mut block, mut text) = (format!("k: >{sign}\n"), String::new());
        for (i, line) in lines.iter().enumerate() {
            if i > 0 {
                block += &"\n".repeat(gaps[i]);
                text += &if gaps[i] == 0 { " ".to_owned() } else { "\n".repeat(gaps[i]) };
            }
            block += &format!("  {line}\n");
            text += line;
        }
        let (file, text) = (format!("{block}z: 1\n"), format!("{text}{tail}"));
        let found = &leaves(&file.replace('\n', "\r\n"), Yaml)[0].1;
        prop_assert_eq!(found, &text);
        // A break that stands for a blank is one only between two lines.
        let around = |written: &str| format!("k: >{sign}\n  x{written}x\n");
        each_character(&file, Yaml, "/k", &text, &around);
        prop_assert!(agrees(&file));
        repairs(&file, Yaml, "/k", at, REPAIRS[by]);
    }

    #[test]
    fn quoted_texts_of_several_lines(words in prop::collection::vec("[a-zé/?&={}][a-z0-9é:/?&={}#%<>]{0,8}", 1..6), gaps in prop::collection::vec(0..4_usize, 6), double: bool, at in 0..1000_usize, by in 0..8_usize) {
        let (mut written, mut text) = (String::new(), String::new());
        for (i, word) in words.iter().enumerate() {
            if i > 0 {
                // A blank, or a break and so many empty lines.
                written += &if gaps[i] == 0 { " ".to_owned() } else { format!("{}    ", "\n".repeat(gaps[i])) };
                text += &if gaps[i] < 2 { " ".to_owned() } else { "\n".repeat(gaps[i] - 1) };
            }
            written += word;
            text += word;
        }
        let quote = if double { '"' } else { '\'' };
        let file = format!("é:\n  k: {quote}{written}{quote}\n  z: 1\n");
        prop_assert_eq!(&leaves(&file.replace('\n', "\r\n"), Yaml)[0].1, &text);
        each_character(&file, Yaml, "/é/k", &text, &|written| format!("k: {quote}x{written}x{quote}\n"));
        prop_assert!(agrees(&file));
        repairs(&file, Yaml, "/é/k", at, REPAIRS[by]);
    }

    #[test]
    fn plain_texts(text in "[a-zé/][a-z0-9é:/?&={}\\[\\],#'\"%<> -]{0,20}[a-z0-9}]", in_flow: bool, at in 0..1000_usize, by in 0..8_usize) {
        let file = if in_flow { format!("é: [1, {text}, 2]\n") } else { format!("é: {text}\nz: 1\n") };
        let key = if in_flow { "/é/1" } else { "/é" };
        prop_assume!(YamlLoader::load_from_str(&file).is_ok());
        prop_assume!(breaks(&file, Yaml).is_empty() && leaves(&file, Yaml).iter().any(|(k, v)| k == key && *v == text));
        prop_assert!(agrees(&file));
        each_character(&file, Yaml, key, &text, &|written| written.to_owned());
        repairs(&file, Yaml, key, at, REPAIRS[by]);
    }

    #[test]
    fn anything_at_all(text in texts(""), more in ".{0,40}", times in 1..50_usize) {
        never_gives_up(&text, Yaml);
        never_gives_up(&more, Yaml);
        let many = format!("a:\n  - {text}\n{more}\n").repeat(times);
        never_gives_up(&many, Yaml);
    }
}
