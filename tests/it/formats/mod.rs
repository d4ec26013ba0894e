//! Every format over one scene, decoded back the way its reader does it, and over text that means harm. The goldens
//! beside this file are what the formats write; `BLESS=1` writes them anew.

mod github;
mod gitlab;
mod hostile;
mod json;
mod junit;
mod markdown;
mod masking;
mod people;
mod sarif;

use std::borrow::Cow;
use tracklint::findings::{About, Ending, Entry, Places, Statistics, Summary, Unread};
use tracklint::lint::{Decision, Linted, Linter};
use tracklint::platform::Catalogue;
use tracklint::report::{OutputFormat, Style, report};
use tracklint::rule::{Finding, Hints, Hosts, RelatedFinding, Spot, named};
use tracklint::source::Encoding;
use tracklint::source::Literal;
use tracklint::span::{Edit, Fix, Map, Safety, Severity, Span};

pub const STYLE: Style = Style { width: 100, all: true, ..Style::FILE };

const UNBRACED: &str = "https://app.appsflyer.com/id123456789?pid=network_int&c=summer&clickid=gk_click_id";
const WRAPPED: &str = "https://offers.example/?password=hunter2&\nclickid=gk_click_id";
const POSTBACK: &str = "https://api.getgokart.ai/postback?gk_click_id=[af_sub1](1)&token=s3cr3tpw";
const CLEAN: &str = "https://app.appsflyer.com/id1?pid=x_int&c={campaign}&af_siteid=7&clickid={gk_click_id}";
const EVENT: &str = "Sale | now";
const COMMENT: &str = "tracklint-ignore unbraced";

/// What the link in the file looks like there.
const LINE: &str =
    "  \"é\": \"https://app.appsflyer.com/id123456789?pid=network_int\\u0026c=summer\\u0026clickid=gk_click_id\",";

pub fn lint(text: &str) -> Linted {
    Linter::new(&Catalogue::default(), &Hosts::default()).lint(text, &Hints::default())
}

/// A link with findings made by hand.
pub fn with(text: &str, findings: Vec<Finding>) -> Linted {
    Linted { findings, fixed: None, ..lint(text) }
}

pub fn finding(rule: &str, text: &str, part: &str, what: &str) -> Finding {
    let at = text.find(part).expect("the part stands in the text");
    Finding::new(named(rule).expect("the rule exists"), Span::new(at, at + part.len()), what)
}

/// The texts of the scene that findings point at: the link in the file, the pasted postback, the field.
struct Texts;

impl Places for Texts {
    fn text(&self, spot: Spot) -> Option<(Literal<'_>, Option<Decision>)> {
        let literal = match spot {
            Spot::Link(0) => in_a_file(),
            Spot::Link(1) => Literal::plain(POSTBACK, "<argument 1>", 0, 1),
            Spot::Field(9) => field(),
            _ => return None,
        };
        let decision = lint(&literal.text).decision;
        Some((literal, Some(decision)))
    }
}

/// A link between the quotes of a JSON string on line 3 of a file, `&` written as `\u0026`.
fn in_a_file() -> Literal<'static> {
    let mut map = Map::builder(Encoding::Json);
    for (i, piece) in UNBRACED.split('&').enumerate() {
        if i > 0 {
            map.unit(1, 6);
        }
        map.exact(piece.len());
    }
    Literal {
        text: Cow::Borrowed(UNBRACED),
        map: Some(map.finish()),
        key: Some("/offers/0/tracking_link".into()),
        lines: LINE.as_bytes(),
        at: 40 + LINE.find("https").expect("the link stands there") as u64,
        ..Literal::plain(UNBRACED, "./my offers/acme.json", 40, 3)
    }
}

fn field() -> Literal<'static> {
    let key = Some("/offers/0/events/0/id".into());
    Literal { key, ..Literal::plain(EVENT, "./my offers/acme.json", 300, 9) }
}

/// What is wrong with each text of the scene.
fn verdicts() -> [Linted; 6] {
    let at = UNBRACED.find("gk_click_id").expect("it stands there");
    let braces = Edit::replace(Span::new(at, at + 11), "{gk_click_id}");
    let unbraced = finding("unbraced-macro", UNBRACED, "gk_click_id", "`gk_click_id` is missing its braces.")
        .costs("Every click arrives with the same click id.")
        .todo("Write `{gk_click_id}`.")
        .label("no braces")
        .fix(Fix::safe("Write `{gk_click_id}`", vec![braces]));
    let advice = finding("missing-required-parameter", UNBRACED, "?", "The guide also asks for `af_siteid`.");
    let fixed = Some(UNBRACED.replace("gk_click_id", "{gk_click_id}"));
    let in_file = Linted { fixed, ..with(UNBRACED, vec![unbraced, advice.severity(Severity::Advice)]) };
    let trip = finding("round-trip-mismatch", POSTBACK, "[af_sub1](1)", "`[af_sub1](1)` gives back another click id.")
        .costs("GoKart cannot tell which click converted.")
        .todo("Write `{clickid}`.")
        .label("not the stored click id")
        .elsewhere(Spot::Link(0), Span::new(at - 8, at - 1), "the click id is stored here")
        .severity(Severity::Error);
    let shown = Fix { safety: Safety::Shown, ..Fix::safe("Write `{clickid}`", vec![]) };
    let event = finding("invalid-event-id", EVENT, " | ", "The event id `Sale | now` holds `|`, after s3cr3tpw.")
        .todo("Leave it out.")
        .label("here")
        .elsewhere(Spot::Link(1), Span::new(0, 5), "")
        .severity(Severity::Warning);
    let comment = finding("unknown-suppression", COMMENT, "unbraced", "There is no rule called `unbraced`.")
        .todo("Write `unbraced-macro`.");
    let wrapped = finding("unbraced-macro", WRAPPED, "&\nclickid=gk", "The link is broken over two lines: hunter2.")
        .also(Span::new(0, 5), "it begins here");
    [
        with(POSTBACK, vec![trip.fix(shown)]),
        in_file,
        Linted::without_link(vec![event]),
        Linted::without_link(vec![comment]),
        Linted { fixed: Some(WRAPPED.replace('\n', "")), ..with(WRAPPED, vec![wrapped]) },
        with(CLEAN, vec![]),
    ]
}

/// A whole run over the scene.
pub fn scene(format: OutputFormat, style: Style) -> String {
    let literals = [
        Literal::plain(POSTBACK, "<argument 1>", 0, 1),
        in_a_file(),
        field(),
        Literal::plain(COMMENT, "offers.yaml", 12, 2),
        Literal::plain(WRAPPED, "tickets/7.txt", 100, 4),
        Literal::plain(CLEAN, "tickets/7.txt", 900, 11),
    ];
    let abouts = [About::Url, About::Url, About::Field, About::File, About::Url, About::Url];
    let (mut summary, mut statistics) = (Summary { files: 4, ..Summary::default() }, Statistics::default());
    let verdicts = verdicts();
    let report = report(format, style);
    let (mut out, mut entries) = (Vec::new(), Vec::new());
    report.head(&mut out);
    for ((literal, about), linted) in literals.iter().zip(abouts).zip(&verdicts) {
        summary.count(about, linted);
        statistics.count(literal.path, linted);
        if !entries.is_empty() {
            entries.extend_from_slice(report.joiner());
        }
        let entry = Entry { about, id: None, literal, stable: None, linted, places: &Texts };
        report.entry(&entry, &mut entries);
    }
    let unread = [
        Unread { path: "bad, 100%.json".into(), line: Some(3), column: Some(7), message: "JSON: a comma: %0A".into() },
        Unread::whole("<stdin>", "reading stopped".into()),
    ];
    if !report.gathers() {
        out.append(&mut entries);
    }
    let statistics = Some(&statistics);
    report.tail(&Ending { summary, unread: &unread, left_out: 2, statistics, gathered: &entries }, &mut out);
    String::from_utf8(out).expect("every format is UTF-8")
}

/// One entry in a format, with nothing before it and what has to come behind it.
pub fn one(format: OutputFormat, style: Style, entry: &Entry, unread: &[Unread]) -> String {
    let report = report(format, style);
    let (mut out, mut entries) = (Vec::new(), Vec::new());
    report.head(&mut out);
    report.entry(entry, &mut entries);
    let (mut summary, mut statistics) = (Summary::default(), Statistics::default());
    summary.count(entry.about, entry.linted);
    statistics.count(entry.literal.path, entry.linted);
    if !report.gathers() {
        out.append(&mut entries);
    }
    let ending = Ending { summary, unread, left_out: 1, statistics: Some(&statistics), gathered: &entries };
    report.tail(&ending, &mut out);
    String::from_utf8(out).expect("every format is UTF-8")
}

/// A place in another text, for a finding made by hand.
pub fn pointing(mut finding: Finding, spot: Spot, span: Span, label: &str) -> Finding {
    finding.elsewhere.push(RelatedFinding { spot, span, label: label.to_owned() });
    finding
}

/// Compares with a file beside this one; with BLESS=1 writes it anew.
pub fn golden(name: &str, actual: &str) {
    let actual = actual.replace(&format!("\"{}\"", env!("CARGO_PKG_VERSION")), "\"*\"");
    let path = format!("{}/tests/formats/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &actual).expect("the folder is there");
    }
    let expected = std::fs::read_to_string(&path).expect("the golden file is there");
    assert_eq!(actual, expected, "{name}:\n{actual}");
}

/// Every text in a JSON value, keys too.
pub fn texts(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(all) => all.iter().for_each(|v| texts(v, found)),
        serde_json::Value::Object(all) => all.iter().for_each(|(key, v)| {
            found.push(key.clone());
            texts(v, found);
        }),
        _ => {}
    }
}

/// What a reader of the format gets to see, after everything that its reader decodes.
pub fn decoded(format: OutputFormat, page: &str) -> String {
    let of_json = |page: &str| {
        let mut found = Vec::new();
        texts(&serde_json::from_str(page).expect("it is JSON"), &mut found);
        found.join("\n")
    };
    match format {
        OutputFormat::Human | OutputFormat::Narrated | OutputFormat::Concise => page.to_owned(),
        OutputFormat::Json | OutputFormat::Sarif | OutputFormat::GitLab => of_json(page),
        OutputFormat::Jsonl => page.lines().map(of_json).collect::<Vec<_>>().join("\n"),
        OutputFormat::GitHub => github::read(page).iter().map(|c| format!("{:?} {}\n", c.properties, c.data)).collect(),
        OutputFormat::JUnit => junit::texts(page),
        OutputFormat::Markdown => markdown::texts(page),
    }
}
