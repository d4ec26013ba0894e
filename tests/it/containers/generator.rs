//! Random links in every kind of file and text, written by what the formats say and not by how tracklint reads them.

use std::ops::Range;

/// How a file may be repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repairs {
    /// By `--fix`.
    Safe,
    /// By `--fix --unsafe-fixes`: it is a program, or data of an unknown notation.
    Unsafe,
    /// Not at all.
    Never,
}

/// A file that holds links.
pub struct Case {
    pub name: &'static str,
    pub text: String,
    /// Each link, and the bytes that spell it.
    pub links: Vec<(String, Range<usize>)>,
    pub repairs: Repairs,
}

/// Numbers that look random and are the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

const NAMES: [&str; 8] = ["pid", "c", "af_siteid", "utm_source", "ref", "offer_id", "x", "sub-1"];
const VALUES: [&str; 12] = [
    "acme_int",
    "1",
    "summer-sale",
    "{pub_id}",
    "[source]",
    "caf%C3%A9",
    "a.b",
    "2026-01-31",
    "Network%20A",
    "%7Bx%7D",
    "a~b",
    "0f3e",
];
const HOSTS: [&str; 5] = [
    "shop.example.com",
    "track.acme-offers.net",
    "a.b.example.org:8080",
    "xn--mnchen-3ya.example.com",
    "go.example.io",
];

/// A link whose macro the network does not know.
pub fn link(dice: &mut Dice, number: usize) -> String {
    let mut link = format!("https://{}/", dice.pick(&HOSTS));
    for _ in 0..dice.below(3) {
        link.push_str(dice.pick(&["go", "click", "id12345", "a-b_c", "x.php"]));
        link.push('/');
    }
    link = format!("{}?n={number}", link.trim_end_matches('/'));
    for _ in 0..dice.below(4) {
        link = format!("{link}&{}{}={}", dice.pick(&NAMES), dice.below(9), dice.pick(&VALUES));
    }
    link.push_str("&clickid={gkclickid}");
    if dice.below(2) == 0 {
        link.push_str("&z=9");
    }
    link
}

/// The link as it should be.
pub fn right(text: &str) -> String {
    text.replace("gkclickid", "gk_click_id")
}

/// Writes a file from left to right.
struct Draft {
    text: String,
    links: Vec<(String, Range<usize>)>,
}

impl Draft {
    fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn link(&mut self, link: &str, written: &str) {
        let start = self.text.len();
        self.text.push_str(written);
        self.links.push((link.to_owned(), start..self.text.len()));
    }
}

type Write = fn(&mut Dice, &str) -> String;

/// A file: its name, what stands before, between and behind its links, how a link is written in it, and whether it may
/// be repaired.
type Form = (&'static str, [&'static str; 3], Write, Repairs);

fn plain(_: &mut Dice, link: &str) -> String {
    link.to_owned()
}

/// `&` as an entity always, other characters now and then.
fn entities(dice: &mut Dice, link: &str) -> String {
    let one = |c: char| match c {
        '&' => dice.pick(&["&amp;", "&#38;", "&#x26;"]).to_owned(),
        '=' if dice.below(4) == 0 => "&#61;".to_owned(),
        c => c.to_string(),
    };
    link.chars().map(one).collect()
}

fn json(dice: &mut Dice, link: &str) -> String {
    let one = |c: char| match (c, dice.below(3)) {
        ('/', 0) => "\\/".to_owned(),
        ('&' | '=', 0) => format!("\\u{:04x}", u32::from(c)),
        (c, _) => c.to_string(),
    };
    link.chars().map(one).collect()
}

fn script(dice: &mut Dice, link: &str) -> String {
    let one = |c: char| match (c, dice.below(3)) {
        ('/', 0) => "\\/".to_owned(),
        ('&' | '=', 0) => format!("\\x{:02x}", u32::from(c)),
        (c, _) => c.to_string(),
    };
    link.chars().map(one).collect()
}

/// A string of JSON within a string of JSON.
fn json_twice(dice: &mut Dice, link: &str) -> String {
    json(dice, link).replace('\\', "\\\\")
}

fn printable(dice: &mut Dice, link: &str) -> String {
    let mut out = String::new();
    for c in link.chars() {
        // A break before the first character would not be the link's.
        if !out.is_empty() && dice.below(25) == 0 {
            out.push_str("=\r\n");
        }
        out.push_str(&if c == '=' { "=3D".to_owned() } else { c.to_string() });
    }
    out
}

fn percent(_: &mut Dice, link: &str) -> String {
    let kept = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
    link.bytes().map(|b| if kept(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// Parted by line ends behind separators.
fn parted(dice: &mut Dice, link: &str) -> String {
    let one = |c: char| if c == '&' && dice.below(2) == 0 { "&\n> ".to_owned() } else { c.to_string() };
    link.chars().map(one).collect()
}

fn markdown(dice: &mut Dice, link: &str) -> String {
    let one = |c: char| match (c, dice.below(3)) {
        ('&', 0) => "&amp;".to_owned(),
        ('_', 0) => "\\_".to_owned(),
        (c, _) => c.to_string(),
    };
    link.chars().map(one).collect()
}

#[rustfmt::skip]
const FORMS: &[Form] = &[
    ("list.txt", ["", "\n", "\n"], plain, Repairs::Safe),
    ("bullets.txt", ["- ", "\n- ", ""], plain, Repairs::Safe),
    ("prose.txt", ["Hello,\nour link is ", " (new).\nThe other: ", ".\nThanks\n"], plain, Repairs::Safe),
    ("quoted.txt", ["Hello,\n> ", "\n> ", "\n> Thanks\n"], parted, Repairs::Safe),
    ("row.txt", ["1,Summer,", ",active\n2,Winter,", ",paused\n"], plain, Repairs::Safe),
    ("encoded.txt", ["", "\n", "\n"], percent, Repairs::Safe),
    ("paste.txt", ["{\"links\": [\"", "\", \"", "\"]}"], json, Repairs::Safe),
    ("command.txt", ["$ curl -s '", "'\n$ wget \\\n  -q '", "'\n"], plain, Repairs::Safe),
    ("note.md", ["# Links\n\n[one](", ") and [two](", ")\n"], markdown, Repairs::Safe),
    ("table.md", ["| a | b |\n|---|---|\n|", "|x|\n|", "|y|\n"], markdown, Repairs::Safe),
    ("code.md", ["Use `", "` or `", "`.\n"], plain, Repairs::Safe),
    ("fence.md", ["```js\nf(\"", "\", 1);\ng(\"", "\");\n```\n"], script, Repairs::Unsafe),
    ("offers.json", ["{\"offers\": [{\"link\": \"", "\"}, {\"link\": \"", "\"}]}"], json, Repairs::Safe),
    ("nested.json", ["{\"body\": \"{\\\"link\\\": \\\"", "\\\", \\\"other\\\": \\\"", "\\\"}\"}"], json_twice, Repairs::Safe),
    ("records.jsonl", ["{\"url\": \"", "\"}\n{\"id\": 7, \"url\": \"", "\"}\n"], json, Repairs::Safe),
    ("plain.yaml", ["links:\n- ", "\n- ", "\n"], plain, Repairs::Safe),
    ("double.yaml", ["links:\n- \"", "\"\n- \"", "\"\n"], json, Repairs::Safe),
    ("block.yaml", ["- link: |\n    ", "\n- link: |-\n    ", "\n"], plain, Repairs::Safe),
    ("single.toml", ["links = ['", "', '", "']\n"], plain, Repairs::Safe),
    ("cells.csv", ["name,link\nx,\"", "\"\ny,\"", "\"\n"], plain, Repairs::Safe),
    ("cells.tsv", ["name\tlink\nx\t", "\ny\t", "\n"], plain, Repairs::Safe),
    ("offers.xml", ["<offers><link>", "</link><link>\n    ", "\n  </link></offers>"], entities, Repairs::Safe),
    ("attribute.xml", ["<offers><offer link=\"", "\"/><offer link='", "'/></offers>"], entities, Repairs::Safe),
    ("section.xml", ["<a><link><![CDATA[", "]]></link><link><![CDATA[\n", "\n]]></link></a>"], plain, Repairs::Safe),
    ("page.html", ["<p><a href=\"", "\">one</a> <img src='", "'></p>"], entities, Repairs::Safe),
    ("script.html", ["<script>var a = \"", "\"; f(\"", "\");</script>"], script, Repairs::Unsafe),
    ("view.php", ["<?php\n$a = '", "';\ncall('", "', 1);\n"], plain, Repairs::Unsafe),
    ("app.js", ["const a = \"", "\";\nfetch('", "');\n"], script, Repairs::Unsafe),
    ("main.py", ["a = \"", "\"\nf('", "')\n"], plain, Repairs::Unsafe),
    ("data.sql", ["INSERT INTO t VALUES (1,'", "'),(2,'", "');\n"], plain, Repairs::Unsafe),
    ("server.log", ["2026-01-01 10:00:00 {\"u\":\"", "\"}\n2026-01-01 10:00:01 {\"u\":\"", "\"}\n"], json, Repairs::Safe),
    ("saved.eml", ["From: a@b\nTo: c@d\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nOur link: ", "\n\nThe other: ", "\n\nBye\n"], printable, Repairs::Never),
];

/// How many kinds of files there are.
pub const KINDS: usize = FORMS.len();

/// A file of one kind with random links.
pub fn case(kind: usize, dice: &mut Dice) -> Case {
    let (name, [before, between, behind], write, repairs) = FORMS[kind];
    let mut draft = Draft { text: String::new(), links: Vec::new() };
    draft.add(before);
    for number in 0..2 {
        if number > 0 {
            draft.add(between);
        }
        let link = link(dice, number);
        let written = write(dice, &link);
        draft.link(&link, &written);
    }
    draft.add(behind);
    Case { name, text: draft.text, links: draft.links, repairs }
}
