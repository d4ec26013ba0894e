//! How far a verdict on a link goes, where the text around it leaves its end open or writes it in its own way.

use crate::lint::Linted;
use crate::offer::{Site, TextPart};
use crate::platform::Role;
use crate::rule::{Finding, Rule, Stage, named};
use crate::source::{End, Passage};
use crate::span::{Edit, Fix, Map, Safety, Severity, Span};
use std::ops::Range;

/// Rules that speak of what a link lacks. Where its end is open, the rest may hold it.
const MISSING: [&str; 13] = [
    "conflicting-parameters",
    "empty-click-id",
    "event-without-postback",
    "hardcoded-click-id",
    "missing-click-id",
    "missing-event-id",
    "missing-payout",
    "missing-required-parameter",
    "missing-unique-id",
    "round-trip-mismatch",
    "unsigned-postback",
    "wrong-click-id-parameter",
    "wrong-endpoint",
];

/// Rules that have nothing to say of a program: it encodes what it sends.
const IN_CODE: [&str; 2] = ["insecure-scheme", "unencoded-character"];

/// Rules that have nothing to say of what explains how something is set up or called: it names the reader's own
/// computer.
const IN_GUIDES: [&str; 1] = ["non-public-host"];

/// Rules of what the reader of an explanation has to fill in.
const EXAMPLES: [&str; 2] = ["invalid-host", "placeholder-left"];

/// The rule that speaks of an end that was cut off, and the one that speaks of line breaks.
const CUT_OFF: &str = "stray-punctuation";
const LINE_BREAK: &str = "stray-whitespace";

/// What a text does to a link in it, as far as verdicts depend on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// How the link ends.
    pub end: End,
    /// Parts of the link that a program fills in.
    holes: Vec<Range<usize>>,
    /// It stands in a program or in data of an unknown notation.
    in_code: bool,
    /// It stands in a text that explains.
    in_guide: bool,
    /// It stands in a document that may hold the settings of a program.
    in_settings: bool,
    /// From the link to the link with the line breaks that part it, if any do.
    joined: Option<Map>,
    /// How many lines it stands on.
    lines: usize,
}

impl Extent {
    /// What is to be known of a link that was found so.
    pub fn of(passage: &Passage) -> Self {
        Self {
            end: passage.end,
            holes: passage.holes.iter().map(|hole| passage.inside(hole)).collect(),
            in_code: passage.in_code,
            in_guide: passage.in_guide,
            in_settings: false,
            joined: passage.is_broken().then(|| passage.joined()),
            lines: passage.lines,
        }
    }

    /// What is to be known of a link in a document.
    pub fn of_site(site: &Site, text: &str) -> Self {
        let extent = match &site.piece {
            TextPart::Whole | TextPart::Part(_) => Self::default(),
            TextPart::Text(link) => Self::of(&link.passage),
            TextPart::Markup(link) => link.passage.as_ref().map_or_else(Self::default, Self::of),
        };
        // No field's name says that it is a link of this trade, and nothing in it does.
        let page = site.role == Some(Role::LandingPage) && site.offer.is_none();
        let nobodys = (site.role.is_none() || page) && !text.contains(['{', '[', '<', '%', '$']);
        Self { in_settings: nobodys, ..extent }
    }

    /// False for a rule that has nothing to say of such a link.
    pub fn wants(&self, rule: &Rule) -> bool {
        let is_whole = self.end == End::Whole && self.holes.is_empty();
        (is_whole || !MISSING.contains(&rule.id))
            && !(self.in_code && IN_CODE.contains(&rule.id))
            && !((self.in_guide || self.in_code || self.in_settings) && IN_GUIDES.contains(&rule.id))
    }

    /// Holds a verdict on the link to what is known of the text around it. `wanted` says which rules may speak.
    pub fn hold(&self, link: &str, linted: &mut Linted, wanted: impl Fn(&Rule) -> bool) {
        if *self == (Self { lines: self.lines, in_settings: self.in_settings, ..Self::default() }) {
            return;
        }
        self.leave_out(link, linted);
        if self.in_guide || self.in_code {
            linted.findings.retain(|f| f.rule.id != CUT_OFF || !f.extent_open);
            let examples = linted.findings.iter_mut().filter(|f| EXAMPLES.contains(&f.rule.id));
            examples.for_each(|f| f.severity = Severity::Advice);
        }
        if self.in_code {
            let fixes = linted.findings.iter_mut().filter_map(|f| f.fix.as_mut());
            fixes.filter(|fix| fix.safety == Safety::Safe).for_each(|fix| fix.safety = Safety::Unsafe);
        }
        if matches!(self.end, End::Cut | End::Broken) {
            linted.findings.iter_mut().for_each(|f| f.fix = None);
            (linted.fixed, linted.fixed_partly) = (None, None);
        }
        if self.end == End::Broken && !self.in_guide {
            linted.findings.extend(ends_with_its_line(link).filter(|f| wanted(f.rule)));
        }
        if let Some(joined) = &self.joined {
            let finding = over_lines(&breaks(joined), self.lines);
            self.part(joined, link, linted, finding.filter(|f| wanted(f.rule)));
        }
        linted.order();
    }

    /// Leaves out what is said of the end of a link that is open there, and of what a program fills in.
    fn leave_out(&self, link: &str, linted: &mut Linted) {
        let mut open: Vec<Span> = self.holes.iter().map(|hole| unit(link, hole)).collect();
        if self.end != End::Whole {
            open.push(unit(link, &(link.len()..link.len())));
        }
        let before = linted.findings.len();
        let is_own = |f: &Finding| f.rule.id == CUT_OFF;
        linted.findings.retain(|f| is_own(f) || !open.iter().any(|span| span.touches(f.span)));
        if linted.findings.len() < before {
            (linted.fixed, linted.fixed_partly) = (None, None);
        }
    }

    /// Carries a verdict on the joined link to the link as it stands, in lines, and reports its line breaks.
    fn part(&self, joined: &Map, link: &str, linted: &mut Linted, reported: Option<Finding>) {
        for finding in &mut linted.findings {
            carry(finding, joined);
        }
        linted.decision.click_id = linted.decision.click_id.map(|span| joined.span_out(span));
        let whole = linted.corrected().unwrap_or(link).to_owned();
        let left = linted.findings.iter().any(|f| !f.is_safe() && f.severity == Severity::Error);
        (linted.fixed, linted.fixed_partly) = if left { (None, Some(whole)) } else { (Some(whole), None) };
        if let Some(mut finding) = reported {
            if self.in_code || matches!(self.end, End::Cut | End::Broken) {
                finding.show_only();
                (linted.fixed, linted.fixed_partly) = (None, None);
            }
            if self.in_guide {
                // An explanation may write a link on several lines to be read.
                finding.severity = Severity::Warning;
                finding.fix.iter_mut().for_each(|fix| fix.safety = Safety::Unsafe);
                (linted.fixed, linted.fixed_partly) = (None, None);
            }
            linted.findings.insert(0, finding);
        }
    }
}

/// The finding of a link of which the line ends, where the next line may hold more of it.
fn ends_with_its_line(link: &str) -> Option<Finding> {
    let last = link.char_indices().next_back().map_or(0, |(at, _)| at);
    let what = "The line ends here, and nothing tells whether the link goes on in the next one; copy the whole link \
                into one line.";
    let finding = Finding::new(named(LINE_BREAK)?, Span::new(last, link.len()), what)
        .costs("What is missing may be what a conversion is credited by, so nothing is said of missing parameters.")
        .todo("Write the link on one line, and check that.")
        .label("the line ends")
        .severity(Severity::Warning)
        .extent_open();
    Some(at_stage(finding, Stage::Extent))
}

/// The finding of a link that is parted by line breaks in these places.
fn over_lines(breaks: &[Span], lines: usize) -> Option<Finding> {
    let (first, others) = breaks.split_first()?;
    let what = format!("The link is broken over {lines} lines and was read as one.");
    let mut finding = Finding::new(named(LINE_BREAK)?, *first, what)
        .costs("Whoever copies it line by line loses the rest, and a system that keeps the break ends the link there.")
        .todo("Write it on one line.")
        .label("the line breaks");
    for other in others.iter().take(2) {
        finding = finding.also(*other, "and here");
    }
    let title = if others.is_empty() { "Remove the line break" } else { "Remove the line breaks" };
    let finding = finding.fix(Fix::safe(title, breaks.iter().map(|span| Edit::delete(*span)).collect()));
    Some(at_stage(finding, Stage::Carrier))
}

fn at_stage(finding: Finding, stage: Stage) -> Finding {
    Finding { stage, ..finding }
}

/// The bytes that stand for nothing in the joined link.
fn breaks(joined: &Map) -> Vec<Span> {
    let mut found = Vec::new();
    for at in 0..=joined.inner_len() {
        let (end, start) =
            (joined.span_out(Span::new(at.saturating_sub(1), at)).end, joined.span_out(Span::new(at, at + 1)).start);
        if at > 0 && at < joined.inner_len() && start > end {
            found.push(Span { start: end, end: start });
        }
    }
    found
}

/// The part of the link that holds a place, from the separator before it to the one behind it.
fn unit(link: &str, place: &Range<usize>) -> Span {
    let ends = |c: char| matches!(c, '?' | '&' | '#');
    let before = &link[..link.floor_char_boundary(place.start.min(link.len()))];
    let start = before.rfind(ends).or_else(|| before.rfind('/').map(|at| at + 1)).unwrap_or(0);
    let end = link[place.end.min(link.len())..].find(ends).map_or(link.len(), |at| place.end + at);
    Span::new(start, end.max(start))
}

fn carry(finding: &mut Finding, map: &Map) {
    finding.span = map.span_out(finding.span);
    finding.reach = finding.reach.map(|r| map.span_out(r));
    for (span, _) in &mut finding.labels {
        *span = map.span_out(*span);
    }
    let Some(Fix { safety, edits, .. }) = &mut finding.fix else { return };
    for edit in edits {
        match map.edit_out(edit) {
            Some(out) => *edit = out,
            None => {
                *safety = Safety::Shown;
                *edit = Edit { span: map.span_out(edit.span), text: edit.text.clone() };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::Catalogue;
    use crate::rule::{Hints, Hosts};
    use crate::source::{InputFormat, each_passage};

    /// The link, what is reported of it, and its corrected form.
    fn verdicts(text: &str, format: InputFormat) -> Vec<(String, Vec<&'static str>, Option<String>)> {
        let (catalogue, hosts) = (Catalogue::default(), Hosts::default());
        let mut linter = crate::lint::Linter::new(&catalogue, &hosts);
        let mut all = Vec::new();
        each_passage(text, format, |passage| {
            let (extent, link) = (Extent::of(&passage), passage.link(text));
            let mut linted = linter.lint_for(&link, &Hints::default(), |rule| extent.wants(rule));
            extent.hold(&link, &mut linted, |_| true);
            let rules = linted.findings.iter().map(|f| f.rule.id).collect();
            all.push((passage.as_broken(text).into_owned(), rules, linted.fixed));
        });
        all
    }

    const LINK: &str = "https://app.appsflyer.com/id1?pid=acme_int&af_siteid=118&clickid={gk_click_id}";

    #[test]
    fn a_broken_link_is_judged_as_one_and_its_break_is_reported() {
        let text = LINK.replace("&af_siteid", "&\n> af_siteid").replace("{gk", "{g\n> k");
        let text = format!("> {text}\n> Thanks");
        let [(written, rules, fixed)] = &verdicts(&text, InputFormat::Prose)[..] else { panic!("one link") };
        assert_eq!(written, &LINK.replace("&af_siteid", "&\naf_siteid").replace("{gk", "{g\nk"));
        assert_eq!((&rules[..], fixed.as_deref()), (&["stray-whitespace"][..], Some(LINK)));
    }

    #[test]
    fn an_uncertain_break_lets_nothing_be_said_of_what_is_missing() {
        let text = "https://app.appsflyer.com/id1?pid=acme_int&af_siteid=118\nabc_def\n";
        let [(_, rules, fixed)] = &verdicts(text, InputFormat::Prose)[..] else { panic!("one link") };
        assert_eq!((&rules[..], fixed.as_deref()), (&["stray-whitespace"][..], None));
    }

    #[test]
    fn what_a_program_adds_to_is_not_called_incomplete() {
        for code in [
            "let u = \"https://app.appsflyer.com/id1?pid=acme_int&clickid=\" + id;",
            "$u = \"https://app.appsflyer.com/id1?pid=acme_int&clickid=$cid\";",
            "u = f\"https://app.appsflyer.com/id1?pid=acme_int&clickid={cid}\"",
            "u = 'https://app.appsflyer.com/id1?pid=acme_int&clickid=%s' % cid",
            "const u = `https://app.appsflyer.com/id1?pid=${encodeURIComponent(\n  pid)}&clickid=x`",
        ] {
            for (_, rules, _) in verdicts(code, InputFormat::Code) {
                assert!(rules.is_empty(), "{code}: {rules:?}");
            }
        }
    }

    /// Breaks a link at every place in five texts around it.
    fn broken_everywhere(link: &str) -> (usize, usize, Vec<String>) {
        let (mut joined, mut all, mut silent) = (0, 0, Vec::new());
        for (before, between, after) in [
            ("", "\n", "\n"),
            ("Hello,\n> ", "\r\n> ", "\r\n>\r\n> Thanks"),
            ("Our link: ", "\n", "\n\nBye\n"),
            ("1. ", "\n   ", "\n2. next\n"),
            ("Please use <", "\n", "> from now on.\n"),
        ] {
            for at in 1..link.len() {
                let text = format!("{before}{}{between}{}{after}", &link[..at], &link[at..]);
                let found = verdicts(&text, InputFormat::Prose);
                all += 1;
                if found.len() == 1 && found[0].0.replace('\n', "") == link {
                    joined += 1;
                    assert!(found[0].1.contains(&"stray-whitespace"), "{text}: {found:?}");
                } else if !found.iter().any(|(_, rules, _)| rules.contains(&"stray-whitespace")) {
                    silent.push(format!("{text:?}: {found:?}"));
                }
            }
        }
        (joined, all, silent)
    }

    #[test]
    fn a_link_broken_anywhere_is_joined_or_said_to_be_cut() {
        for link in [
            "https://app.appsflyer.com/id1234567890?pid=acme_int&c=summer_sale&af_siteid={pub_id}&clickid={gk_click_id}",
            "https://api.getgokart.ai/postback?gk_click_id={clickid}&cnv_event_id=SignUp&cnv_amount={payout}",
        ] {
            let (joined, all, silent) = broken_everywhere(link);
            assert!(silent.is_empty(), "{joined} of {all} joined\n{}", silent.join("\n"));
            assert!(joined * 100 >= all * 90, "{joined} of {all}");
        }
    }
}
