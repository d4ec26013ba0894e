//! Any file in any format: a fault that is made in one link, and repaired, leaves the file as it was, byte for byte.
//!
//! The cases are the same on every run; `PROPTEST_RNG_SEED` asks others.

use super::fixed;
use super::formats::Charset;
use crate::common::no_hosts;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::sync::LazyLock;
use tracklint::lint::Linter;
use tracklint::platform::Catalogue;
use tracklint::rule::{Hints, Hosts};
use tracklint::span::{Edit, Safety, apply};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::default);
static HOSTS: LazyLock<Hosts> = LazyLock::new(no_hosts);

/// Links that need no repair.
const LINKS: &[&str] = &[
    "https://app.appsflyer.com/id123456789?pid=network_int&c=summer&af_siteid={pub_id}&clickid={gk_click_id}",
    "https://abc.adj.st/home?adj_t=abc123&adj_campaign=summer&adj_callback=x",
    "https://app.tune.com/abc123?aff_click_id={gk_click_id}&source=network",
    "https://api.getgokart.ai/postback?gk_click_id={aff_click_id}&cnv_event_id=FirstTrade",
    "https://api.brownboots.getgokart.ai/api/v1/postback?gk_click_id={sub1}&cnv_event_id=SignUp&cnv_conversion_id={id}",
    "https://example.com/offer?pub_click_id={click_id}&source=a%20b&lang=en",
    "https://example.org/go/summer?clickid={gk_click_id}&sub=1&t=%7E",
];

/// A single slip: what stood there, and what stands there now.
const SLIPS: &[(&str, &str)] = &[
    ("https://", "htps://"),
    ("https://", "https:/"),
    ("https://", "hxxps://"),
    ("https://", "http://"),
    ("?", "&"),
    ("?", "??"),
    ("&", "&&"),
    ("&", "?"),
    ("&", "&amp;"),
    ("&", " &"),
    ("=", "=\u{200B}"),
    ("{gk_click_id}", "gk_click_id"),
    ("{gk_click_id}", "{gk_click_id"),
    ("{gk_click_id}", "{gkclickid}"),
    ("{gk_click_id}", "{GK_CLICK_ID}"),
    ("{gk_click_id}", "[gk_click_id]"),
    ("{gk_click_id}", "{{gk_click_id}}"),
    ("{gk_click_id}", "%gk_click_id%"),
    ("&clickid=", "&click_id="),
    ("gk_click_id={", "gkclickid={"),
    ("cnv_event_id=", "cnv_eventid="),
    ("appsflyer", "apsflyer"),
    ("getgokart", "getgocart"),
    ("%20", "%2520"),
    ("%20", " "),
    ("}", "}\u{2060}"),
];

/// How a link is spelled: its characters, some of them in another way than they have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Raw,
    Json,
    YamlDouble,
    YamlSingle,
    Toml,
    CsvQuoted,
    Markup,
}

impl Style {
    /// The way it has to be, which is how a repair is written.
    fn plain(self, text: &str) -> String {
        match self {
            Self::Raw => text.to_owned(),
            Self::Json | Self::YamlDouble | Self::Toml => text.replace('\\', "\\\\").replace('"', "\\\""),
            Self::YamlSingle => text.replace('\'', "''"),
            Self::CsvQuoted => text.replace('"', "\"\""),
            Self::Markup => text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;"),
        }
    }

    /// Any way.
    fn any(self, text: &str, dice: &mut Dice) -> String {
        text.chars().map(|c| self.character(c, dice)).collect()
    }

    fn character(self, c: char, dice: &mut Dice) -> String {
        let code = c as u32;
        let plain = || self.plain(c.encode_utf8(&mut [0; 4]));
        if code > 0xFFFF || !dice.one_in(6) {
            return plain();
        }
        match self {
            Self::Json if c == '/' => "\\/".to_owned(),
            Self::Json | Self::YamlDouble | Self::Toml if dice.one_in(2) => format!("\\u{code:04x}"),
            Self::Json => format!("\\u{code:04X}"),
            Self::YamlDouble if c == '/' => "\\/".to_owned(),
            Self::YamlDouble if code < 0x100 => format!("\\x{code:02x}"),
            Self::YamlDouble | Self::Toml => format!("\\U{code:08X}"),
            Self::Markup if dice.one_in(2) => format!("&#{code};"),
            Self::Markup => format!("&#x{code:X};"),
            Self::Raw | Self::YamlSingle | Self::CsvQuoted => plain(),
        }
    }
}

/// Numbers that look like chance and are the same every time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 7
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.next().is_multiple_of(n)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.next() as usize % from.len()]
    }
}

/// A link as the file spells it, with its quotes; before and after the repair.
struct Spelled {
    before: String,
    after: String,
}

/// Formats, each with the styles it has for a text and the quotes round them.
#[derive(Clone, Copy, Debug)]
enum Shape {
    Json,
    JsonLines,
    Yaml,
    Toml,
    Csv,
    Tsv,
    Xml,
    Html,
    Lines,
    Markdown,
}

const SHAPES: [Shape; 10] = [
    Shape::Json,
    Shape::JsonLines,
    Shape::Yaml,
    Shape::Toml,
    Shape::Csv,
    Shape::Tsv,
    Shape::Xml,
    Shape::Html,
    Shape::Lines,
    Shape::Markdown,
];

impl Shape {
    fn file(self) -> &'static str {
        match self {
            Self::Json => "offers.json",
            Self::JsonLines => "offers.jsonl",
            Self::Yaml => "offers.yaml",
            Self::Toml => "offers.toml",
            Self::Csv => "offers.csv",
            Self::Tsv => "offers.tsv",
            Self::Xml => "offers.xml",
            Self::Html => "offers.html",
            Self::Lines => "offers.txt",
            Self::Markdown => "offers.md",
        }
    }

    /// Opening, style and close of the text of a link.
    fn styles(self) -> &'static [(&'static str, Style, &'static str)] {
        match self {
            Self::Json | Self::JsonLines => &[("\"", Style::Json, "\"")],
            Self::Yaml => &[
                ("", Style::Raw, "  # \"x\": {"),
                ("\"", Style::YamlDouble, "\""),
                ("'", Style::YamlSingle, "'"),
                ("|-\n      ", Style::Raw, ""),
                (">-\n      ", Style::Raw, ""),
            ],
            Self::Toml => &[
                ("\"", Style::Toml, "\""),
                ("'", Style::Raw, "'"),
                ("\"\"\"", Style::Toml, "\"\"\""),
                ("'''\n", Style::Raw, "'''"),
            ],
            Self::Csv => &[("", Style::Raw, ""), ("\"", Style::CsvQuoted, "\"")],
            Self::Tsv | Self::Lines => &[("", Style::Raw, "")],
            Self::Xml => &[
                ("<url>", Style::Markup, "</url>"),
                ("<url><![CDATA[", Style::Raw, "]]></url>"),
                ("<url  at='1'>\n", Style::Markup, "\n</url>"),
            ],
            Self::Html => &[("<a href=\"", Style::Markup, "\">x</a>"), ("<img src='", Style::Markup, "'/>")],
            Self::Markdown => &[("see [it](", Style::Raw, ")."), ("* <", Style::Raw, ">"), ("`", Style::Raw, "`")],
        }
    }

    /// A file that holds these links, with other things between them.
    fn file_of(self, links: &[String], dice: &mut Dice) -> String {
        let mut out = match self {
            Self::Json => dice.pick(&["[\n", "{\"n\": [1, 2.50e3, \"\\u00e9\"],\n \"offers\":[", " [ "]).to_owned(),
            Self::Yaml => {
                dice.pick(&["# first\noffers:\n", "---\nn: [1, 'it''s', &a \"\\t\", *a]\noffers:\n"]).to_owned()
            }
            Self::Toml => dice.pick(&["# first\n", "n = 1_000 # one\nd = 1979-05-27\n"]).to_owned(),
            Self::Csv => "id,url,name\n".to_owned(),
            Self::Tsv => "id\turl\tname\n".to_owned(),
            Self::Xml => dice.pick(&["<?xml version=\"1.0\"?>\n<!-- a & b -->\n<all>", "<all >\n"]).to_owned(),
            Self::Html => "<!doctype html>\n<p>&copy; 1 &lt; 2\n".to_owned(),
            Self::Lines | Self::Markdown => dice.pick(&["", "# first\n\n"]).to_owned(),
            Self::JsonLines => String::new(),
        };
        for (id, link) in links.iter().enumerate() {
            let name = dice.pick(&["summer", "\u{e9}t\u{e9} \u{1F600}", "50%"]);
            let last = id + 1 == links.len();
            out.push_str(&match self {
                Self::Json => {
                    format!(
                        "{{\"id\" : {id}, \"name\":\"{name}\",\n\t\"url\":  {link}}}{}",
                        if last { "" } else { "," }
                    )
                }
                Self::JsonLines => format!("{{\"id\":{id},\"url\":{link},\"name\":\"{name}\"}}\n"),
                Self::Yaml => format!("  - id: {id}\n    name: \"{name}\"\n    url: {link}\n"),
                Self::Toml => format!("[[offers]]\nid={id}\n url = {link} # it's \"so\"\nname = '{name}'\n\n"),
                Self::Csv => format!("{id},{link},\"{name}, \"\"x\"\"\"\n"),
                Self::Tsv => format!("{id}\t{link}\t{name}\n"),
                Self::Xml => format!("<offer id='{id}'>{link}<name>{name} &#65;</name></offer>\n"),
                Self::Html => format!("<p class=x>{name} {link}</p>\n"),
                Self::Lines => format!("{link}\n"),
                Self::Markdown => format!("{link}\n\nand more {name}\n\n"),
            });
        }
        match self {
            Self::Json if out.starts_with('{') => out.push_str("]}\n"),
            Self::Json => out.push_str("]\n"),
            Self::Xml => out.push_str("</all>\n"),
            _ => {}
        }
        out
    }
}

/// A link with a slip in it, and the edits that repair it in one round.
fn slipped(link: &str, slip: (&str, &str), at: Index) -> Option<(String, Vec<Edit>)> {
    let places: Vec<usize> = link.match_indices(slip.0).map(|(i, _)| i).collect();
    let at = *places.get(at.index(places.len().max(1)))?;
    let text = format!("{}{}{}", &link[..at], slip.1, &link[at + slip.0.len()..]);
    let linted = Linter::new(&CATALOGUE, &HOSTS).lint(&text, &Hints::default());
    let fixes = linted.findings.iter().filter_map(|f| f.fix.as_ref()).filter(|fix| fix.safety == Safety::Safe);
    let mut edits: Vec<Edit> = fixes.flat_map(|fix| fix.edits.clone()).collect();
    edits.sort_by_key(|e| e.span);
    let repaired = apply(&text, &edits.iter().collect::<Vec<_>>()).0;
    (linted.fixed.as_deref() == Some(link) && repaired == link).then_some((text, edits))
}

/// Spells a link any way, but plainly where it will be repaired.
fn spelled(text: &str, edits: &[Edit], shape: Shape, dice: &mut Dice) -> Spelled {
    let (open, style, close) = dice.pick(shape.styles());
    let (mut before, mut after, mut at) = (open.to_owned(), open.to_owned(), 0);
    for edit in edits {
        let range = edit.span.range();
        let same = style.any(&text[at..range.start], dice);
        before.push_str(&same);
        after.push_str(&same);
        before.push_str(&style.plain(&text[range.clone()]));
        after.push_str(&style.plain(&edit.text));
        at = range.end;
    }
    let same = style.any(&text[at..], dice) + close;
    before.push_str(&same);
    after.push_str(&same);
    Spelled { before, after }
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 4800, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn a_fault_made_and_repaired_leaves_the_file_as_it_was(
        shape in select(&SHAPES[..]),
        links in prop::collection::vec(select(LINKS), 1..5),
        (victim, place, slip) in (any::<Index>(), any::<Index>(), select(SLIPS)),
        (seed, charset) in (any::<u64>(), select(vec![Charset::Utf8, Charset::Utf8Mark, Charset::Utf16Le, Charset::Utf16Be])),
        (crlf, cut) in any::<(bool, bool)>(),
    ) {
        let victim = victim.index(links.len());
        let made = slipped(links[victim], slip, place);
        prop_assume!(made.is_some());
        let Some((text, edits)) = made else { return Ok(()) };
        let mut dice = Dice(seed);
        let all: Vec<Spelled> = links.iter().enumerate().map(|(number, link)| match number {
            n if n == victim => spelled(&text, &edits, shape, &mut dice),
            _ => spelled(link, &[], shape, &mut dice),
        }).collect();
        let file = |choose: fn(&Spelled) -> &String| {
            let links: Vec<String> = all.iter().map(|s| choose(s).clone()).collect();
            let mut text = shape.file_of(&links, &mut Dice(seed ^ 1));
            if cut {
                text.truncate(text.trim_end().len());
            }
            charset.encode(&if crlf { text.replace('\n', "\r\n") } else { text })
        };
        let (broken, whole) = (file(|s| &s.before), file(|s| &s.after));
        let outcome = fixed(shape.file(), &broken);
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        prop_assert!(outcome.refused.is_none(), "{:?}\n{}", outcome.refused, shown(&broken));
        // A page's links need no whole scheme, and in prose a blank or a full stop ends a link: there it has no fault.
        let prose = matches!(shape, Shape::Html | Shape::Markdown);
        prop_assume!(!(prose && outcome.bytes == broken && outcome.left.is_empty()));
        prop_assume!(outcome.left.iter().all(|l| !l.reason.contains("cannot be written the way")));
        prop_assert_eq!(shown(&outcome.bytes), shown(&whole), "of {:?}\n{:?}", shown(&broken), outcome.left);
        prop_assert_eq!(&outcome.bytes, &whole);
        prop_assert_eq!(fixed(shape.file(), &whole).bytes, whole);
    }
}
