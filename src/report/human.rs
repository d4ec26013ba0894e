//! Drawings for people. The only file that knows the drawing library.

use super::window::{Mark, Window, harmless, visible, width, wrap};
use super::{Shown, Style};
use crate::engine::{Decision, Ending, Entry, Report, Summary, Unread, is_signed};
use crate::platform::{Role, State};
use crate::rule::Finding;
use crate::source::Literal;
use crate::span::{Edit, Safety, Severity, Span, apply};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents, ThemeCharacters, ThemeStyles,
};
use owo_colors::{OwoColorize, Style as Paint};
use std::fmt;
use std::ops::Range;

/// No drawing is readable below this.
const NARROWEST: usize = 40;
/// More markers under one line confuse.
const MOST_LABELS: usize = 3;

/// In place of a corrected link that would show what is masked.
const MASKED: &str =
    "it can be corrected; the corrected link holds text that is masked here, and --no-redact shows it.";

/// Drawings, the corrected link, and one closing line.
pub struct Human {
    pub style: Style,
}

impl Report for Human {
    fn head(&self, _: &mut Vec<u8>) {}

    fn joiner(&self) -> &'static [u8] {
        b""
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) {
        let mut page = String::new();
        // Writing to a string never fails.
        let _ = self.link(entry, &mut page);
        out.extend_from_slice(page.as_bytes());
    }

    /// Said on standard error: it is no answer to a question about a link.
    fn unread(&self, _: &Unread, _: &mut Vec<u8>) {}

    fn tail(&self, ending: &Ending, out: &mut Vec<u8>) {
        let summary = &ending.summary;
        if !self.style.quiet && summary.urls > 0 {
            out.extend_from_slice(closing(summary, self.style.all).as_bytes());
        }
    }
}

impl Human {
    /// Block after block, each with a blank line behind it.
    fn link(&self, entry: &Entry, page: &mut String) -> fmt::Result {
        use fmt::Write;
        let shown = Shown::new(entry, &self.style);
        let findings = &entry.linted.findings;
        let drawn = |f: &&Finding| self.style.verbose || f.severity > Severity::Advice;
        for finding in findings.iter().filter(drawn) {
            self.draw(entry, &shown, finding, page)?;
            page.push('\n');
        }
        let advice: Vec<&Finding> = findings.iter().filter(|f| !drawn(f)).collect();
        if !advice.is_empty() {
            self.advise(entry, &shown, &advice, page)?;
        }
        if let Some(fixed) = shown.fixed {
            self.corrected(entry, fixed, page)?;
        } else if entry.linted.fixed.is_some() {
            writeln!(page, "  {} {}\n", "✓".style(self.good()), self.indented(MASKED, 4))?;
        }
        if findings.is_empty() && !self.style.quiet {
            let sign = "✓".style(self.good());
            let decision = &entry.linted.decision;
            let words = recognised(decision, &shown.text);
            writeln!(page, "{sign} {}{}", visible(&shown.mask.words(&words)), whereabouts(entry.literal, &shown))?;
        }
        if self.style.verbose {
            self.decisions(&entry.linted.decision, page)?;
        }
        Ok(())
    }

    /// One finding over the line that shows it.
    fn draw(&self, entry: &Entry, shown: &Shown, finding: &Finding, page: &mut String) -> fmt::Result {
        let place = entry.literal.place(finding.span);
        let gutter = place.line.to_string().len() + " │  ".len();
        let room = self.width().saturating_sub(gutter);
        let labels = labels(finding, shown, room / 2);
        let mark =
            |(span, words): &(Span, String)| Mark { span: *span, label: words.lines().map(width).max().unwrap_or(0) };
        let marks: Vec<Mark> = labels.iter().map(mark).collect();
        let window = Window::new(&shown.text, &marks, room);
        let drawing = Drawing {
            head: self.head_of(finding, shown),
            severity: finding.severity,
            help: self.help_of(entry, finding, shown),
            labels: labels.into_iter().map(|(_, words)| words).zip(window.marks).collect(),
            line: Line {
                name: visible(&shown.mask.words(entry.literal.path)).into_owned(),
                text: window.text,
                line: (place.line as usize).saturating_sub(1),
                column: (place.column as usize).saturating_sub(1),
            },
        };
        self.handler(&drawing).render_report(page, &drawing)
    }

    /// `error[rule]: what is wrong`, in lines that fit.
    fn head_of(&self, finding: &Finding, shown: &Shown) -> String {
        let word = format!("{}[{}]:", finding.severity.word(), finding.rule.id);
        let what = shown.mask.words(&finding.what);
        let lines = wrap(&format!("{word} {}", visible(&what)), self.width().saturating_sub(4));
        let rest = lines.strip_prefix(&*word).unwrap_or_default().to_owned();
        format!("{}{rest}", word.style(self.paint(finding.severity)))
    }

    /// What it costs and what to do.
    fn help_of(&self, entry: &Entry, finding: &Finding, shown: &Shown) -> Option<String> {
        let mut lines = vec![finding.cost.clone(), finding.todo.clone()];
        if let Some(fix) = finding.fix.as_ref().filter(|f| f.safety != Safety::Safe) {
            let signed = fix.safety == Safety::Shown && is_signed(&entry.literal.text);
            if signed {
                lines.push("The link is signed: a change would break its signature, so have it made anew.".to_owned());
            } else if !finding.todo.contains(&fix.title) {
                lines.push(format!("Likely repair, for you to judge: {}.", fix.title));
            }
        }
        let room = self.width().saturating_sub("  help: ".len());
        let fitted = |l: &String| wrap(&visible(&shown.mask.words(l)), room);
        let lines: Vec<String> = lines.iter().filter(|l| !l.is_empty()).map(fitted).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// Advice, gathered: it may wait, and should not bury what cannot.
    fn advise(&self, entry: &Entry, shown: &Shown, advice: &[&Finding], page: &mut String) -> fmt::Result {
        use fmt::Write;
        let said: Vec<_> = advice.iter().map(|f| visible(&shown.mask.words(&f.what)).into_owned()).collect();
        let words = format!("advice{}: {}", whereabouts(entry.literal, shown), said.join(" "));
        let lines = self.indented(&words, 4);
        let rest = lines.strip_prefix("advice").unwrap_or_default();
        let paint = self.paint(Severity::Advice);
        writeln!(page, "  {} {}{rest}\n", "☞".style(paint), "advice".style(paint))
    }

    /// The whole link on a line of its own, so that it can be copied as it stands.
    fn corrected(&self, entry: &Entry, fixed: &str, page: &mut String) -> fmt::Result {
        use fmt::Write;
        let mended = |f: &Finding| f.fix.as_ref().is_some_and(|x| x.safety == Safety::Safe);
        let all = entry.linted.findings.iter().all(|f| f.severity == Severity::Advice || mended(f));
        let copyable = harmless(fixed) == fixed;
        let words = match (all, copyable) {
            (true, true) => "corrected link:",
            (false, true) => "corrected as far as is certain:",
            (_, false) => "corrected as far as is certain; characters that cannot be seen are spelt out:",
        };
        writeln!(page, "  {} {words}", "✓".style(self.good()))?;
        let mut at = 0;
        for range in changed(entry, fixed) {
            write!(
                page,
                "{}{}",
                harmless(&fixed[at..range.start]),
                harmless(&fixed[range.clone()]).style(self.good())
            )?;
            at = range.end;
        }
        writeln!(page, "{}\n", harmless(&fixed[at..]))
    }

    /// What was decided about the link, and why.
    fn decisions(&self, decision: &Decision, page: &mut String) -> fmt::Result {
        use fmt::Write;
        let why = &decision.reasons;
        let network = decision.network.map_or("not known", |n| n.name);
        let platform = match decision.platform {
            Some((p, true)) => p.name.to_owned(),
            Some((p, false)) => format!("perhaps {}", p.name),
            None => "not known".to_owned(),
        };
        let rows = [
            ("role", role_words(decision.role), why.role),
            ("state", decision.state.id(), why.state),
            ("network", network, why.network),
            ("addressed to", &platform, why.platform),
        ];
        for (name, value, reason) in rows {
            writeln!(page, "  {name:<13} {}", self.indented(&format!("{}, because {reason}", visible(value)), 16))?;
        }
        page.push('\n');
        Ok(())
    }

    fn indented(&self, text: &str, by: usize) -> String {
        wrap(text, self.width().saturating_sub(by)).replace('\n', &format!("\n{:by$}", ""))
    }

    fn width(&self) -> usize {
        self.style.width.max(NARROWEST)
    }

    fn good(&self) -> Paint {
        if self.style.color { Paint::new().green().bold() } else { Paint::new() }
    }

    fn paint(&self, severity: Severity) -> Paint {
        match severity {
            _ if !self.style.color => Paint::new(),
            Severity::Error => Paint::new().red().bold(),
            Severity::Warning => Paint::new().yellow().bold(),
            Severity::Advice => Paint::new().cyan().bold(),
        }
    }

    /// Everything the library would ask the environment for is said here.
    fn handler(&self, drawing: &Drawing) -> GraphicalReportHandler {
        let plain = Paint::new();
        let (link, linum, other) = match self.style.color {
            true => (plain.cyan(), plain.dimmed(), plain.blue().bold()),
            false => (plain, plain, plain),
        };
        // The library paints labels from left to right; the fault has the colour of its severity.
        let fault = drawing.labels.first().map(|(_, range)| range.start);
        let mut starts: Vec<usize> = drawing.labels.iter().map(|(_, range)| range.start).collect();
        starts.sort_unstable();
        let paint = |start: usize| if Some(start) == fault { self.paint(drawing.severity) } else { other };
        let styles = ThemeStyles {
            error: self.paint(Severity::Error),
            warning: self.paint(Severity::Warning),
            advice: self.paint(Severity::Advice),
            help: if self.style.color { plain.cyan().bold() } else { plain },
            link,
            linum,
            highlights: starts.into_iter().map(paint).collect(),
        };
        GraphicalReportHandler::new_themed(GraphicalTheme { characters: ThemeCharacters::unicode(), styles })
            .with_links(false)
            .with_urls(false)
            .with_width(self.width())
            .with_wrap_lines(false)
            .with_context_lines(0)
            .without_syntax_highlighting()
    }
}

/// What is marked, the fault itself first. What lies under another marker is said in its words instead.
fn labels(finding: &Finding, shown: &Shown, room: usize) -> Vec<(Span, String)> {
    let words = |text: &str| wrap(&visible(&shown.mask.words(text)), room);
    let mut labels = vec![(finding.span, words(&finding.label))];
    let mut left_out = 0;
    for (span, text) in &finding.labels {
        let hidden = labels.iter().any(|(s, _)| s.touches(*span));
        if hidden && labels[0].0.touches(*span) {
            let both = [&*finding.label, text].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("; ");
            labels[0].1 = words(&both);
        } else if hidden || labels.len() == MOST_LABELS {
            left_out += 1;
        } else {
            labels.push((*span, words(text)));
        }
    }
    if left_out > 0 {
        let last = labels.len() - 1;
        labels[last].1 = format!("{}\nand {left_out} more", labels[last].1).trim_start().to_owned();
    }
    labels
}

/// The bytes of the corrected link that were not in the link.
fn changed(entry: &Entry, fixed: &str) -> Vec<Range<usize>> {
    let text = &entry.literal.text;
    let safe = entry.linted.findings.iter().filter_map(|f| f.fix.as_ref()).filter(|f| f.safety == Safety::Safe);
    let mut edits: Vec<&Edit> = safe.flat_map(|f| &f.edits).collect();
    edits.sort_by_key(|e| e.span);
    edits.dedup();
    if apply(text, &edits).0 == fixed {
        let (mut grown, mut ranges, mut done) = (0isize, Vec::new(), 0);
        for edit in edits {
            // Of two that overlap, the later one was left out.
            if edit.span.start < done {
                continue;
            }
            done = edit.span.end;
            let start = (edit.span.start as isize + grown) as usize;
            ranges.push(start..start + edit.text.len());
            grown += edit.text.len() as isize - edit.span.len() as isize;
        }
        return ranges;
    }
    // Mended in several rounds: from the first difference to the last.
    let same = |(a, b): &(char, char)| a == b;
    let before: usize = text.chars().zip(fixed.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let ends = text[before..].chars().rev().zip(fixed[before..].chars().rev());
    let after: usize = ends.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    std::iter::once(before..fixed.len() - after).collect()
}

const fn role_words(role: Role) -> &'static str {
    match role {
        Role::TrackingLink => "tracking link",
        Role::Postback => "postback",
        Role::PartnerLink => "partner link",
        Role::PartnerPostback => "partner postback",
        Role::LandingPage => "landing page",
        Role::Fragment => "piece of a link",
        Role::Unknown => "link",
    }
}

/// What a clean link was taken for, so that a wrong guess is seen.
fn recognised(decision: &Decision, text: &str) -> String {
    let mut words = match decision.state {
        State::Template => format!("{} template", role_words(decision.role)),
        State::Live => format!("live {}", role_words(decision.role)),
    };
    let network = decision.network.filter(|n| decision.platform.is_none_or(|(p, _)| p.id != n.id));
    match decision.platform {
        Some((platform, true)) => words += &format!(" for {}", platform.name),
        Some((platform, false)) => words += &format!(" that looks like {}'s", platform.name),
        None => {}
    }
    if let Some(network) = network {
        words += &format!(", network {}", network.name);
    }
    match decision.click_id_in(text) {
        Some(param) => words += &format!(": the click id travels in {param}"),
        None if decision.role == Role::Unknown => words += ": nothing wrong; --as says what it is for",
        None => words += ": nothing wrong",
    }
    words
}

/// ` (offers.json:3:24)`; nothing for what the reader has just typed or pasted.
fn whereabouts(literal: &Literal, shown: &Shown) -> String {
    if literal.path == "<argument 1>" || literal.path.starts_with("<link ") {
        return String::new();
    }
    let place = literal.place(Span::point(0));
    format!(" ({}:{}:{})", visible(&shown.mask.words(literal.path)), place.line, place.column)
}

fn plural(n: u64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The last line of a run.
fn closing(summary: &Summary, all: bool) -> String {
    let counts = [
        (summary.errors, "error", "errors"),
        (summary.warnings, "warning", "warnings"),
        (summary.advice, "piece of advice", "pieces of advice"),
    ];
    let said: Vec<String> =
        counts.iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| plural(*n, one, many)).collect();
    let total = summary.errors + summary.warnings + summary.advice;
    match (total, summary.urls) {
        // The line about the link says it already.
        (0, 1) if all => return String::new(),
        (0, 1) => return "Nothing wrong with this link.\n".to_owned(),
        (0, urls) => return format!("Nothing wrong in {urls} links.\n"),
        _ => {}
    }
    let fixable = match summary.fixable {
        0 => String::new(),
        1 if total == 1 => "; it can be fixed safely".to_owned(),
        n if n == total => format!("; {} can be fixed safely", if n == 2 { "both" } else { "all" }),
        n => format!("; {n} can be fixed safely"),
    };
    let links = if summary.urls == 1 {
        " in this link".to_owned()
    } else {
        format!(" in {} of {} links", summary.faulty, summary.urls)
    };
    format!("{}{links}{fixable}.\n", said.join(", "))
}

/// One line of a file, ready to be drawn.
#[derive(Debug)]
struct Line {
    name: String,
    text: String,
    /// Both from 0.
    line: usize,
    column: usize,
}

impl SourceCode for Line {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let whole = SourceSpan::new(0.into(), self.text.len());
        let contents =
            MietteSpanContents::new_named(self.name.clone(), self.text.as_bytes(), whole, self.line, self.column, 1);
        Ok(Box::new(contents))
    }
}

/// A finding as the library wants it.
#[derive(Debug)]
struct Drawing {
    head: String,
    severity: Severity,
    help: Option<String>,
    /// Words and bytes of the line, the fault itself first.
    labels: Vec<(String, Range<usize>)>,
    line: Line,
}

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.head)
    }
}

impl std::error::Error for Drawing {}

impl miette::Diagnostic for Drawing {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Advice => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|h| Box::new(h) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.line)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = self.labels.iter().enumerate().map(|(i, (words, range))| {
            let words = Some(words.clone()).filter(|w| !w.is_empty());
            let span = SourceSpan::new(range.start.into(), range.len());
            if i == 0 {
                LabeledSpan::new_primary_with_span(words, span)
            } else {
                LabeledSpan::new_with_span(words, span)
            }
        });
        Some(Box::new(labels))
    }
}
