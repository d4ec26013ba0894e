//! Floor 12: the library in one value: links, offers, pairs and documents go in, verdicts, edits and reports come out.

use crate::compare::{DifferenceKind, compare_as};
use crate::findings::{About, Ending, Entry, Mask, Report, Summary, Unread};
use crate::fix::{FixOutcome, fix_bytes};
use crate::lint::{Decision, Linted, OfferLinted, Pair};
use crate::offer::Offer;
use crate::platform::Catalogue;
use crate::report::{OutputFormat, Style, comparison_json, received, report};
use crate::rule::{Finding, Hints};
use crate::scan::{PartResult, ScanSetup, listed, whole};
use crate::settings::{Config, ConfigError, Settings};
use crate::source::{Charset, FileEdit, FileText};
use crate::span::{Place, Safety, Span};
use std::sync::Mutex;

mod shown_comparison;
mod shown_pair;

pub use shown_comparison::masked_comparison;
pub use shown_pair::{ShownPair, pair_findings, pair_json, pair_summary};

/// Lints links, offers, pairs and documents by one configuration. It may be built as often as you like and shared
/// between threads, and holds nothing of one text when it comes to the next.
///
/// ```
/// use tracklint::Checker;
///
/// let checker = Checker::default();
/// let offers = b"- name: Acme\n  tracking_link: https://app.appsflyer.com/id1?pid=acme_int&c=s&clickid=gk_click_id\n";
/// let checked = checker.document("offers.yaml", offers);
///
/// let text = &checked.texts[0];
/// assert_eq!(text.findings[0].finding.rule.id, "unbraced-macro");
/// let start = text.findings[0].range.start;
/// assert_eq!((start.line, start.column), (2, 73));
///
/// let fixed = checker.fix("offers.yaml", offers, false);
/// assert!(String::from_utf8_lossy(&fixed.bytes).contains("clickid={gk_click_id}"));
/// ```
#[derive(Default)]
pub struct Checker {
    settings: Settings,
    catalogue: Catalogue,
}

/// A place in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Offset in the bytes of the document, from 0.
    pub byte: u64,
    /// Line, from 1.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
    /// Column in units of UTF-16, from 1, as editors and browsers count.
    pub utf16_column: u64,
}

/// A part of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// Where it begins.
    pub start: Position,
    /// The place after its last byte.
    pub end: Position,
}

/// What was found in a document.
#[derive(Debug, Default)]
pub struct Checked {
    /// Its links, and the fields and comments in which something was found, in its order.
    pub texts: Vec<Text>,
    /// What could not be read. The rest was.
    pub unread: Vec<Unread>,
    /// Counts.
    pub summary: Summary,
}

/// A link, field or comment of a document.
#[derive(Debug)]
pub struct Text {
    /// What it is.
    pub about: About,
    /// The text, with the escapes of the document undone.
    pub text: String,
    /// A JSON Pointer to it, where the format has keys.
    pub key: Option<String>,
    /// Where it stands.
    pub range: Range,
    /// What was decided about a link: its role, state, network and platform.
    pub decision: Decision,
    /// What is wrong with it.
    pub findings: Vec<Located>,
    /// The link with all safe fixes made, where there are any and no error is left.
    pub fixed: Option<String>,
    /// The link with every safe fix made, where an error is left in it.
    pub fixed_partly: Option<String>,
}

/// A finding and its place in the document.
#[derive(Debug)]
pub struct Located {
    /// The finding. Its spans and edits are in bytes of the text.
    pub finding: Finding,
    /// Where the text at fault stands.
    pub range: Range,
    /// The edits of its fix in bytes of the document, in order; `None` where there is no fix, or none that can be written
    /// as the document writes this text.
    pub edits: Option<Vec<FileEdit>>,
}

impl Checker {
    /// One that follows the text of a `tracklint.toml`. The same text may be read any number of times; platforms and
    /// event ids that it describes are kept once for the life of the process.
    ///
    /// # Errors
    /// Every mistake in it, in the order of the text.
    pub fn from_toml(text: &str) -> Result<Self, Vec<ConfigError>> {
        let (config, catalogue) = Config::read(text)?;
        let settings = Settings { selection: config.selection(), config, ..Settings::default() };
        Ok(Self { settings, catalogue })
    }

    /// One with these settings, and the platforms that came with their configuration.
    #[must_use]
    pub const fn new(settings: Settings, catalogue: Catalogue) -> Self {
        Self { settings, catalogue }
    }

    /// What holds for all links, as options of the program would say it.
    pub const fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    /// What holds for all links.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The platforms it knows.
    #[must_use]
    pub const fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// What the settings say of every link; to be completed by what is known of one.
    #[must_use]
    pub fn hints(&self) -> Hints<'_> {
        self.settings.hints(&[])
    }

    /// The verdict on one link. `hints` are what is known of it besides its text.
    #[must_use]
    pub fn link(&self, text: &str, hints: &Hints) -> Linted {
        let selection = &self.settings.selection;
        let mut linted = self.settings.linter(&self.catalogue).lint_for(text, hints, |rule| selection.wants(rule));
        selection.grade(&mut linted);
        linted
    }

    /// The verdict on a link and the postback that answers it, with the way of a click id through both.
    #[must_use]
    pub fn pair(&self, link: &str, postback: &str, hints: &Hints) -> Pair {
        let selection = &self.settings.selection;
        let mut linter = self.settings.linter(&self.catalogue);
        let mut pair = linter.pair(link, postback, hints, |rule| selection.wants(rule));
        pair.linted.iter_mut().for_each(|linted| selection.grade(linted));
        pair
    }

    /// The verdicts on the links of one offer, each with what is known of it, one by one and together.
    #[must_use]
    pub fn offer(&self, offer: &Offer, links: &[(&str, Hints)]) -> OfferLinted {
        let selection = &self.settings.selection;
        let mut linter = self.settings.linter(&self.catalogue);
        let mut linted = linter.lint_offer(offer, links, |_, rule| selection.wants(rule));
        linted.links.iter_mut().for_each(|linted| selection.grade(linted));
        linted
    }

    /// Everything that is found in the bytes of a document. Its name tells how it is read, as far as it has an ending.
    #[must_use]
    pub fn document(&self, name: &str, bytes: &[u8]) -> Checked {
        let settings = Settings { all: true, ..self.settings.for_input(name).into_owned() };
        let keeper = CollectingReport { units: Units::of(bytes), texts: Mutex::default() };
        let done = whole(&ScanSetup { settings: &settings, catalogue: &self.catalogue, report: &keeper }, name, bytes);
        let mut texts = keeper.texts.into_inner().unwrap_or_default();
        texts.sort_by_key(|text| text.range.start);
        Checked { texts, unread: done.unread, summary: done.summary }
    }

    /// The report on a document, masked unless `style` says otherwise, in the given format.
    #[must_use]
    pub fn report(&self, name: &str, bytes: &[u8], format: OutputFormat, style: Style) -> Vec<u8> {
        let report = report(format, style);
        let settings = Settings { all: style.all, ..self.settings.for_input(name).into_owned() };
        written(
            &*report,
            whole(&ScanSetup { settings: &settings, catalogue: &self.catalogue, report: &*report }, name, bytes),
        )
    }

    /// The report on links that are handed over one by one, each judged by itself, masked unless `style` says otherwise.
    /// `hints` are what is known of all of them besides their text. In places each is a line of an input called `name`.
    #[must_use]
    pub fn links_report(
        &self,
        name: &str,
        links: &[&str],
        hints: &Hints,
        format: OutputFormat,
        style: Style,
    ) -> Vec<u8> {
        let report = report(format, style);
        let settings = Settings { all: style.all, ..self.settings.for_input(name).into_owned() };
        let setup = ScanSetup { settings: &settings, catalogue: &self.catalogue, report: &*report };
        written(&*report, listed(&setup, name, links, hints))
    }

    /// The report on a link and the postback that answers it, with the way of a click id through both, as JSON. Which
    /// of the two is the postback is seen from the texts.
    ///
    /// # Errors
    /// A sentence for the user, if both are postbacks.
    pub fn pair_report(&self, texts: [&str; 2], hints: &Hints, redact: bool) -> Result<Vec<u8>, &'static str> {
        let pair = self.pair(texts[0], texts[1], hints);
        if let Some(why) = pair.why_none() {
            return Err(why);
        }
        let order = if pair.swapped { [1, 0] } else { [0, 1] };
        let paths = order.map(|i| ["<argument 1>", "<argument 2>"][i]);
        Ok(pair_json(&pair, order.map(|i| texts[i]), paths, Style { redact, all: true, ..Style::FILE }))
    }

    /// Two links compared part by part, as JSON: a postback as it was given and as it is configured, or a template and
    /// what was called. Where `called` is not told it is seen from the macros.
    #[must_use]
    pub fn comparison_report(&self, texts: [&str; 2], called: Option<bool>, redact: bool) -> String {
        let kind = called.map(|called| if called { DifferenceKind::Called } else { DifferenceKind::Configured });
        let mut found = compare_as(texts[0], texts[1], kind);
        if redact {
            masked_comparison(&mut found, &texts.map(|text| Mask::of(text, &self.link(text, &self.hints()).decision)));
        }
        String::from_utf8_lossy(&comparison_json(&found)).into_owned()
    }

    /// What went wrong in a log of received postbacks, since when and from whom, with secrets and personal data masked.
    /// Of the settings the network counts.
    ///
    /// # Errors
    /// A sentence for the user: the bytes are no log.
    pub fn log(&self, name: &str, bytes: &[u8]) -> Result<received::v1::Summary, String> {
        received::whole(name, bytes, &self.settings, &self.catalogue)
    }

    /// The document with its safe fixes made, and with the probable ones too if `unsafe_too`: each is kept only if the
    /// document, read again, lost the finding and is the same in all else.
    #[must_use]
    pub fn fix(&self, name: &str, bytes: &[u8], unsafe_too: bool) -> FixOutcome {
        fix_bytes(&self.settings, &self.catalogue, name, bytes, unsafe_too)
    }
}

/// A whole report, from what was done.
fn written(report: &dyn Report, done: PartResult) -> Vec<u8> {
    let mut out = Vec::new();
    report.head(&mut out);
    let gathered: &[u8] = if report.gathers() { &done.out } else { b"" };
    if !report.gathers() {
        out.extend_from_slice(&done.out);
    }
    let ending = Ending { summary: done.summary, unread: &done.unread, gathered, ..Ending::default() };
    report.tail(&ending, &mut out);
    out
}

/// A report that keeps what it is told.
struct CollectingReport {
    units: Units,
    texts: Mutex<Vec<Text>>,
}

impl Report for CollectingReport {
    fn entry(&self, entry: &Entry, _: &mut Vec<u8>) {
        let range = |span: Span| self.units.range(entry.literal.place(span));
        let edits = |finding: &Finding| {
            let edits = finding.fix.iter().filter(|fix| fix.safety < Safety::Shown).flat_map(|fix| &fix.edits);
            let edits: Option<Vec<FileEdit>> = edits.map(|edit| entry.literal.file_edit(edit)).collect();
            edits.filter(|edits| !edits.is_empty())
        };
        let located =
            |finding: &Finding| Located { range: range(finding.span), edits: edits(finding), finding: finding.clone() };
        let text = Text {
            about: entry.about,
            text: entry.literal.text.clone().into_owned(),
            key: entry.literal.key.as_deref().map(str::to_owned),
            range: self.units.range(entry.literal.whole()),
            decision: entry.linted.decision,
            findings: entry.linted.findings.iter().map(located).collect(),
            fixed: entry.linted.fixed.clone(),
            fixed_partly: entry.linted.fixed_partly.clone(),
        };
        if let Ok(mut texts) = self.texts.lock() {
            texts.push(text);
        }
    }

    fn tail(&self, _: &Ending, _: &mut Vec<u8>) {}
}

/// Where a document has characters that are two units of UTF-16: by them columns are counted anew.
struct Units {
    /// Line and column of each, in the order of the document.
    wide: Vec<(u64, u64)>,
}

impl Units {
    fn of(bytes: &[u8]) -> Self {
        if FileText::read(&bytes[..bytes.len().min(4)]).charset == Charset::Utf8 {
            return Self::of_text(bytes);
        }
        Self::of_text(FileText::read(bytes).text.as_bytes())
    }

    fn of_text(text: &[u8]) -> Self {
        let (mut wide, mut line, mut column) = (Vec::new(), 1, 0);
        for byte in text {
            if *byte == b'\n' {
                (line, column) = (line + 1, 0);
            } else if byte & 0xC0 != 0x80 {
                column += 1;
                // Characters outside the first plane begin with one of these bytes.
                wide.extend((*byte >= 0xF0).then_some((line, column)));
            }
        }
        Self { wide }
    }

    fn range(&self, place: Place) -> Range {
        let Place { line, column, end_line, end_column, start_byte, end_byte } = place;
        Range { start: self.position(start_byte, line, column), end: self.position(end_byte, end_line, end_column) }
    }

    fn position(&self, byte: u64, line: u64, column: u64) -> Position {
        let before = |place: (u64, u64)| self.wide.partition_point(|wide| *wide < place);
        let wide = before((line, column)) - before((line, 0));
        Position { byte, line, column, utf16_column: column + wide as u64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAULTY: &str = "https://app.appsflyer.com/id1?pid=acme_int&c=s&clickid=gk_click_id";

    #[test]
    fn places_are_told_in_bytes_characters_and_units() {
        let text = format!("x\n\u{1F600}\u{e9} {FAULTY}\n");
        let at = |bytes: &[u8]| {
            let checked = Checker::default().document("a.txt", bytes);
            assert_eq!(checked.texts.len(), 1, "{checked:?}");
            let start = checked.texts[0].range.start;
            (start.byte, start.line, start.column, start.utf16_column)
        };
        assert_eq!(at(text.as_bytes()), (9, 2, 4, 5));
        let wide: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(at(&wide), (14, 2, 4, 5));
    }

    #[test]
    fn a_document_is_reported_fixed_and_located_alike() {
        let checker = Checker::default();
        let json = format!("{{\"offers\":[{{\"id\":7,\"tracking_link\":\"{FAULTY}\"}}]}}");
        let checked = checker.document("o.json", json.as_bytes());
        let [text] = &*checked.texts else { panic!("one link") };
        let edits = text.findings[0].edits.as_deref().unwrap_or_default();
        let (start, end) = (edits[0].start_byte as usize, edits[edits.len() - 1].end_byte as usize);
        let by_hand = format!("{}{{gk_click_id}}{}", &json[..start], &json[end..]);
        assert_eq!(checker.fix("o.json", json.as_bytes(), false).bytes, by_hand.as_bytes());
        let report = checker.report("o.json", json.as_bytes(), OutputFormat::Json, Style::FILE);
        let report: serde_json::Value = serde_json::from_slice(&report).unwrap();
        assert_eq!(report["urls"][0]["findings"][0]["rule"], text.findings[0].finding.rule.id);
        assert_eq!(report["urls"][0]["source"]["start_byte"], text.range.start.byte);
    }

    #[test]
    fn links_are_reported_one_by_one_and_in_their_order() {
        let checker = Checker::default();
        let links = ["https://shop.example.com/?a=1", FAULTY, "", FAULTY];
        let style = Style { all: true, ..Style::FILE };
        let lines = checker.links_report("list", &links, &checker.hints(), OutputFormat::Jsonl, style);
        let lines: Vec<serde_json::Value> =
            lines.split_inclusive(|b| *b == b'\n').map(|line| serde_json::from_slice(line).unwrap()).collect();
        let said: Vec<_> = lines.iter().map(|l| (l["url"].as_str().unwrap(), l["source"]["line"].as_u64())).collect();
        assert_eq!(said, links.into_iter().zip([1, 2, 3, 4].map(Some)).collect::<Vec<_>>());
        assert_eq!(lines[1]["findings"], {
            let mut again = lines[3]["findings"].clone();
            again[0]["line"] = 2.into();
            again[0]["end_line"] = 2.into();
            again
        });
        assert_eq!(lines[1]["findings"][0]["rule"], "unbraced-macro");
    }

    #[test]
    fn two_links_are_reported_as_the_program_reports_them() {
        let checker = Checker::default();
        let (link, postback) =
            ("https://acme.cakemarketing.com/?s2={gk_click_id}", "https://api.getgokart.ai/postback?gk_click_id=#s2#");
        let pair = checker.pair_report([postback, link], &checker.hints(), true).unwrap();
        let pair: serde_json::Value = serde_json::from_slice(&pair).unwrap();
        assert_eq!(pair["journey"]["swapped"], true);
        assert_eq!(pair["urls"][0]["url"], link);
        assert!(checker.pair_report([postback, postback], &checker.hints(), true).is_err());
        let found = checker.comparison_report([postback, &postback.replace("click", "klick")], None, true);
        let found: serde_json::Value = serde_json::from_str(&found).unwrap();
        assert_eq!(found["comparison"]["kind"], "configured");
        assert_eq!(found["comparison"]["differences"][0]["severity"], "error");
    }

    #[test]
    fn the_same_configuration_is_kept_once() {
        let text = "[[platform]]\nid = \"ours\"\n[platform.link]\nhosts = [\"t.ours.example\"]\nclick_id = [\"cid\"]\n";
        let platform = |checker: &Checker| checker.catalogue().named("ours").map(std::ptr::from_ref);
        let [one, two] = [0; 2].map(|_| Checker::from_toml(text).unwrap());
        assert!(platform(&one).is_some());
        assert_eq!(platform(&one), platform(&two));
    }
}
