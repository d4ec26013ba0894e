//! TOML.

use super::look::{
    REPAIRS, breaks, comments, each_character, leaves, lines, never_gives_up, repairs, replaced, texts, written,
};
use proptest::prelude::*;
use tracklint::source::Syntax::Toml;

fn said(text: &str) -> Vec<(u64, u64)> {
    breaks(text, Toml).into_iter().map(|(line, column, _)| (line, column)).collect()
}

#[test]
fn every_kind_of_string_is_decoded() {
    let text = "\
basic = \"a\\u0026b\\\"\\t\\U0001F600\" # a comment
literal = 'a\\b'
lines = \"\"\"
one \\
   two
three\"\"\"
raw = '''
a\\
'b' '''
number = 1_000
truth = true
date = 2026-01-02
\"k\\u0041\" = ''
";
    assert_eq!(
        lines(text, Toml),
        [
            "/basic=a&b\"\t😀",
            "/literal=a\\b",
            "/lines=one two\nthree",
            "/raw=a\\\n'b' ",
            "/number=1_000",
            "/truth=true",
            "/date=2026-01-02",
            "/kA=",
        ]
    );
    assert_eq!(said(text), []);
    assert_eq!(comments(text, Toml), [" a comment"]);
    assert_eq!(written(text, Toml, "one two\nthree"), "one \\\n   two\nthree");
    assert_eq!(replaced(text, Toml, "/lines", "two", "2\"").unwrap_or_default(), text.replace("  two", "  2\\\""));
    assert!(replaced(text, Toml, "/literal", "b", "'").is_err(), "a literal string holds no quote");
}

#[test]
fn tables_are_put_together_wherever_they_stand() {
    let text = "\u{FEFF}top.x = 1\r\n[offers.a]\r\nlink = 'l'\r\n[other]\r\ny = 2\r\n[offers.b]\r\nlink = 'm'\r\n\
                [[list]]\r\nz = { u = [3, { v = 4 }] }\r\n[[list]]\r\n[list.sub]\r\nw = 5\r\n[top.deeper]\r\nq = 6\r\n";
    assert_eq!(
        lines(text, Toml),
        [
            "/top/x=1",
            "/top/deeper/q=6",
            "/offers/a/link=l",
            "/offers/b/link=m",
            "/other/y=2",
            "/list/0/z/u/0=3",
            "/list/0/z/u/1/v=4",
            "/list/1/sub/w=5",
        ]
    );
    assert_eq!(said(text), []);
    assert_eq!(replaced(text, Toml, "/offers/b/link", "m", "é").unwrap_or_default(), text.replace("'m'", "'é'"));
}

#[test]
fn what_is_broken_is_told_and_the_rest_is_read() {
    for (text, found, at) in [
        ("u = https://a.b/?x=1&y={z}#f # c\nv = 1\n", vec!["/u=https://a.b/?x=1&y={z}#f", "/v=1"], (1, 5)),
        ("u = [https://a.b/?x=1, 'y']\nv = 1\n", vec!["/u/0=https://a.b/?x=1", "/u/1=y", "/v=1"], (1, 6)),
        ("u = \"https://a.b/?x=1\nv = 1\n", vec!["/u=https://a.b/?x=1", "/v=1"], (1, 5)),
        ("u = '''https://a.b/?x=1\nv = 1\n[w]\nx = 2", vec!["/u=https://a.b/?x=1", "/v=1", "/w/x=2"], (1, 5)),
        ("u = {click_id}\nv = 1\n", vec!["/u={click_id}", "/v=1"], (1, 5)),
        ("u = %CLICKID%\nv = 1\n", vec!["/u=%CLICKID%", "/v=1"], (1, 5)),
        ("a = 1\n'a' = 2\n", vec!["/a=1", "/a=2"], (2, 2)),
        ("[t]\na = 1\n[t]\nb = 2\n", vec!["/t/a=1", "/t/b=2"], (3, 2)),
        ("[t\na = 1\n", vec!["/t/a=1"], (1, 3)),
        ("link https://a.b/?x=1\nv = 1\n", vec!["/link=https://a.b/?x=1", "/v=1"], (1, 6)),
        ("u = \"\\q\"\nv = 1\n", vec!["/u=\\q", "/v=1"], (1, 7)),
    ] {
        assert_eq!(lines(text, Toml), found, "{text}");
        assert_eq!(said(text), [at], "{text}: {:?}", breaks(text, Toml));
    }
    assert!(replaced("u = https://a.b\n", Toml, "/u", "a", "c").unwrap_err().contains("quotes"));
}

#[test]
fn depth_has_an_end() {
    let keys = format!("{}a = 1\nb = 2\n", "a.".repeat(100_000));
    let tables = format!("[{}a]\nb = 2\n", "a.".repeat(100_000));
    let brackets = |open: &str, close: &str| format!("a = {}{}\nb = 2\n", open.repeat(100_000), close.repeat(100_000));
    for text in [keys, tables, brackets("[", "]"), brackets("[", ""), brackets("{a = ", "}"), brackets("{a=", "")] {
        never_gives_up(&text, Toml);
        assert!(!said(&text).is_empty());
    }
    assert_eq!(lines(&brackets("[", "]"), Toml), ["/b=2"]);
}

fn basic(text: &str, choices: &[u8]) -> String {
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        match (choices.get(i).copied().unwrap_or(0) % 3, c) {
            (0, c) if !c.is_control() && c != '"' && c != '\\' => out.push(c),
            (0 | 1, '"' | '\\') => out.extend(['\\', c]),
            (0 | 1, '\n') => out.push_str("\\n"),
            (1, c) if (c as u32) < 0x10000 => out += &format!("\\u{:04x}", c as u32),
            (_, c) => out += &format!("\\U{:08X}", c as u32),
        }
    }
    out
}

fn strict(value: &::toml::Value, path: &str, out: &mut Vec<(String, String)>) {
    match value {
        ::toml::Value::Table(table) => {
            for (key, value) in table {
                strict(value, &format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")), out);
            }
        }
        ::toml::Value::Array(list) => (0..).zip(list).for_each(|(i, value)| strict(value, &format!("{path}/{i}"), out)),
        ::toml::Value::String(text) => out.push((path.to_owned(), text.clone())),
        _ => {}
    }
}

/// Asserts that a strict parser that takes `text` finds the same texts in it, and that none is told as broken.
fn agrees(text: &str) -> bool {
    let Ok(table) = text.parse::<::toml::Table>() else { return false };
    let mut wanted = Vec::new();
    strict(&::toml::Value::Table(table), "", &mut wanted);
    let found = leaves(text, Toml);
    for text_there in &wanted {
        assert!(found.contains(text_there), "{text_there:?} is not in {found:?} of {text:?}");
    }
    assert_eq!(said(text), [], "{text:?}");
    true
}

#[test]
fn a_strict_parser_finds_the_same() {
    for text in [
        "a.b.c = 'x'\na.b.d = 'y'\n[e]\nf = ['g', ['h']]\n[[i.j]]\nk = 'l'\n[[i.j]]\nk = 'm'\n[i.j.n]\no = 'p'\n",
        "a = \"\"\"x\\\n\n  \t y\"\"\"\nb = \"\"\"\r\nz\"\"\"\nc = ''''w''''\nd = \"\"\"\"v\"\"\"\"\n",
        "[a.b]\nx = 'y'\n[a]\nz = 'w'\n[a.c]\nv = { u.t = 's', r = 'q' }\n",
        "'a.b' = 'x'\n\"\" = 'y'\n\"é/~\" = 'z'\n",
    ] {
        assert!(agrees(text), "{text}: {:?}", text.parse::<::toml::Table>());
    }
}

proptest! {
    #[test]
    fn basic_strings(text in texts(""), choices in prop::collection::vec(any::<u8>(), 0..64), long: bool, at in 0..1000_usize, by in 0..8_usize) {
        let quotes = if long { "\"\"\"" } else { "\"" };
        let file = format!("[\"é\"]\nk = {quotes}{}{quotes}\nz = 1\n", basic(&text, &choices));
        each_character(&file, Toml, "/é/k", &text, &|written| format!("k = \"x{written}x\""));
        prop_assert!(agrees(&file));
        prop_assert!(repairs(&file, Toml, "/é/k", at, REPAIRS[by]));
    }

    #[test]
    fn literal_strings(text in texts("'"), long: bool, at in 0..1000_usize, by in 0..8_usize) {
        let text = if long { text } else { text.replace('\n', "") };
        let quotes = if long { "'''" } else { "'" };
        let line = if long { "\n" } else { "" };
        let file = format!("k = [1, {quotes}{line}{text}{quotes}]\n");
        each_character(&file, Toml, "/k/1", &text, &|written| written.to_owned());
        prop_assert!(agrees(&file));
        prop_assert_eq!(repairs(&file, Toml, "/k/1", at, REPAIRS[by]), REPAIRS[by] != "'");
    }

    #[test]
    fn anything_at_all(text in texts(""), more in ".{0,40}", times in 1..50_usize) {
        never_gives_up(&text, Toml);
        never_gives_up(&more, Toml);
        let many = format!("a.b = {text}\n[c]\n{more} = \"\"\"\n").repeat(times);
        never_gives_up(&many, Toml);
        agrees(&format!("a = {text}\n{more}"));
    }
}
