//! Click ids that stand in several links of a run: noted where the links are linted, compared in the order of the input.

use super::kept_click_id::LiteralClickId;
use super::open::Open;
use super::worker::Worker;
use crate::findings::{About, Entry, NoRelated, stable_key};
use crate::lint::Linted;
use crate::rule::{ALL, Check, Finding, Repeat, Rule, literal_click_id};
use crate::source::Charset;
use crate::span::Span;

/// The literal click id of a link, if it holds one and no finding explains it already.
pub fn click_id(text: &str, linted: &Linted) -> Option<Span> {
    let decision = &linted.decision;
    let span = literal_click_id(text, decision.role, decision.state, decision.click_id)?;
    let explained = |rule: &Rule| linted.findings.iter().any(|f| rule.yields_to.contains(&f.rule.id));
    (!rules().any(|(rule, _)| explained(rule))).then_some(span)
}

/// What the rules that look at a whole run say of a link.
pub fn of_run(repeat: &Repeat) -> Vec<Finding> {
    rules().map(|(_, check)| check(repeat)).collect()
}

fn rules() -> impl Iterator<Item = (&'static Rule, fn(&Repeat) -> Finding)> {
    ALL.iter().filter_map(|rule| match rule.check {
        Check::Run(check) => Some((*rule, check)),
        _ => None,
    })
}

/// Links of one offer that are compared with the next: nobody's has more.
const MOST_BESIDE: usize = 512;

impl Worker<'_> {
    /// Keeps a link of an offer file that holds a literal click id. In lists and logs links are kept apart by their
    /// ids, but one click may well pass several links there.
    pub fn note_click_id(&mut self, open: &Open, unit: u32, number: u32, linted: &Linted) {
        let site = open.site(number);
        let Some(span) = click_id(&open.text(site), linted) else { return };
        let literal = Open::literal(open, site);
        let id = &literal.text[span.range()];
        // The links of one offer may hand one click on.
        let again = |kept: &&LiteralClickId| kept.unit == unit && kept.text[kept.span.range()].eq_ignore_ascii_case(id);
        if self.done.click_ids.iter().rev().take(MOST_BESIDE).take_while(|k| k.unit == unit).any(|k| again(&k)) {
            return;
        }
        // Of a file in UTF-16 the lines alone do not tell where its bytes are.
        let Some(mark) = literal.file.map_or(Some(0), |f| (f.charset == Charset::Utf8).then_some(f.mark)) else {
            return;
        };
        let kept = LiteralClickId {
            unit,
            span,
            path: literal.path.to_owned(),
            map: literal.map,
            key: literal.key.map(Into::into),
            stable: stable_key(open.document, site.node),
            at: literal.at + mark as u64,
            lines: literal.lines.to_vec(),
            lines_at: literal.lines_at + mark as u64,
            first_line: literal.first_line,
            before: literal.before,
            decision: linted.decision,
            was_faulty: !linted.findings.is_empty(),
            text: literal.text.into_owned(),
        };
        self.done.click_ids.push(kept);
    }

    /// Reports a link whose click id stood in another one before.
    pub fn again(&mut self, kept: &LiteralClickId, repeat: &Repeat) {
        let literal = kept.literal();
        let mut findings = of_run(repeat);
        findings.retain(|f| self.job.settings.selection.wants(f.rule));
        let mut linted = Linted { decision: kept.decision, findings, fixed: None, fixed_partly: None };
        self.job.settings.selection.grade(&mut linted);
        self.known(&mut linted, &literal, Some(&kept.stable));
        if linted.findings.is_empty() {
            return;
        }
        let (about, stable) = (About::Url, Some(&*kept.stable));
        let entry = Entry { about, id: None, literal: &literal, stable, linted: &linted, places: &NoRelated };
        self.entry(literal.lines_at, linted.findings.len(), |report, out| report.entry(&entry, out));
        self.done.summary.again(kept.was_faulty, &linted);
        self.note(&kept.path, &linted);
    }
}
