//! Drawings for people. The only file that knows the drawing library.

use super::columns::{width, wrap};
use super::hidden::harmless;
use super::inert::{inert, orders};
use super::plain::tidy;
use super::style::Style;
use super::window::{Canvas, Mark, Window};
use super::{tables, words};
use crate::findings::{About, Ending, Masked, MaskedFinding, MaskedRelated, MaskedReport};
use crate::lint::Decision;
use crate::rule::Finding;
use crate::span::{Place, Severity, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents, ThemeCharacters, ThemeStyles,
};
use owo_colors::{OwoColorize, Style as Paint};
use std::borrow::Cow;
use std::fmt::{self, Write};
use std::ops::Range;

/// No drawing is readable below this.
const NARROWEST: usize = 20;
/// Nobody likes to read longer lines. Links may be longer.
const LONGEST_WORDS: usize = 100;
/// More markers under one line confuse, and so do more lines.
const MOST_LABELS: usize = 3;
const MOST_FAR: usize = 3;
/// Where text stands: behind a sign, or alone.
const INDENT: usize = 4;

/// Signs that tell a line's kind without colour.
struct Signs {
    error: &'static str,
    warning: &'static str,
    advice: &'static str,
    good: &'static str,
    todo: &'static str,
}

const SIGNS: Signs = Signs { error: "×", warning: "⚠", advice: "☞", good: "✓", todo: "→" };
const ASCII_SIGNS: Signs = Signs { error: "x", warning: "!", advice: "i", good: "+", todo: ">" };

/// Drawings, the corrected link, and one closing line.
pub struct Human {
    pub style: Style,
}

impl MaskedReport for Human {
    fn entry(&self, entry: &Masked, out: &mut Vec<u8>) {
        let mut page = String::new();
        // Writing to a string never fails.
        let _ = self.link(entry, &mut page);
        out.extend_from_slice(inert(&page).as_bytes());
    }

    fn tail(&self, ending: &Ending, out: &mut Vec<u8>) {
        for words in words::last(ending, &self.style) {
            out.extend_from_slice(wrap(&words, self.text_width()).as_bytes());
            out.push(b'\n');
        }
        tables::write(ending.statistics, out);
    }
}

impl Human {
    /// Block after block, each with a blank line behind it.
    fn link(&self, entry: &Masked, page: &mut String) -> fmt::Result {
        let findings: Vec<MaskedFinding> = entry.findings().collect();
        let drawn = |f: &&MaskedFinding| self.style.verbose || f.finding.severity > Severity::Advice;
        for MaskedFinding { finding, far, .. } in findings.iter().filter(drawn) {
            self.headline(finding, page)?;
            self.picture(entry, finding, page)?;
            self.far_pictures(far, page)?;
            self.counsel(entry, finding, page)?;
            page.push('\n');
        }
        let advice: Vec<&Finding> = findings.iter().filter(|f| !drawn(f)).map(|f| &*f.finding).collect();
        if !advice.is_empty() {
            self.advise(entry, &advice, page)?;
        }
        if let Some(fixed) = entry.corrected() {
            self.corrected(entry, fixed, page)?;
        } else if entry.hides_correction() {
            self.signed(self.signs().good, self.good(), &words::masked(words::noun(entry.about())), page)?;
            page.push('\n');
        }
        let is_link = entry.about() == About::Url;
        if findings.is_empty() && is_link && !self.style.quiet {
            self.clean(entry, page)?;
        }
        if self.style.verbose && is_link {
            self.decisions(entry.decision(), page)?;
        }
        Ok(())
    }

    /// `× error[rule]: what is wrong`
    fn headline(&self, finding: &Finding, page: &mut String) -> fmt::Result {
        let signs = self.signs();
        let sign = match finding.severity {
            Severity::Error => signs.error,
            Severity::Warning => signs.warning,
            Severity::Advice => signs.advice,
        };
        let paint = self.paint(finding.severity);
        let (word, id) = (finding.severity.word(), finding.rule.id);
        let first = format!("{word}[{id}]:");
        let lines = self.wrapped(&format!("{first} {}", self.words(&finding.what)));
        // A rule's name holds no blank, so the first line begins with all of it.
        let rest = lines.strip_prefix(&*first).unwrap_or_default();
        let name = self.named(id);
        write!(page, "  {} {}{}", sign.style(paint), word.style(paint), format_args!("[{name}]:").style(self.faint()))?;
        for (i, line) in rest.split('\n').enumerate() {
            let (before, line) = if i == 0 { (" ", line.trim_start()) } else { ("\n    ", line) };
            if !line.is_empty() {
                write!(page, "{before}{}", line.style(self.strong()))?;
            }
        }
        page.push('\n');
        Ok(())
    }

    /// A rule's name, a hyperlink to its documentation where there are such.
    fn named(&self, id: &'static str) -> Cow<'static, str> {
        match self.style.docs {
            Some(docs) => format!("\x1b]8;;{docs}#{id}\x1b\\{id}\x1b]8;;\x1b\\").into(),
            None => id.into(),
        }
    }

    /// The line of the link, with the fault marked.
    fn picture(&self, entry: &Masked, finding: &Finding, page: &mut String) -> fmt::Result {
        let place = entry.place(finding.span);
        // The library writes ` 12 │ ` before the line; the last column stays free.
        let gutter = place.line.to_string().len() + 5;
        let paper = self.paper(self.width() - gutter);
        let with = |most| self.window(finding, entry, paper, most);
        // On a narrow terminal not all marks may find room.
        let (labels, window) =
            (1..=MOST_LABELS).rev().map(with).find(|(_, w)| width(&w.text) <= paper.room).unwrap_or_else(|| with(1));
        let name = self.style.places.then(|| self.words(&entry.path()));
        let words = labels.into_iter().map(|(_, words)| words).collect();
        self.draw(Drawing::new(name, place, words, window), self.paint(finding.severity), page)
    }

    /// The lines of other texts that a finding points at.
    fn far_pictures(&self, all: &[MaskedRelated], page: &mut String) -> fmt::Result {
        let words = |text: &str| self.words(text);
        for (number, far) in all.iter().take(MOST_FAR).enumerate() {
            let place = far.place;
            let paper = self.paper(self.width() - place.line.to_string().len() - 5);
            let left_out = all.len().saturating_sub(MOST_FAR);
            let more =
                if number + 1 == MOST_FAR && left_out > 0 { format!(" (and {left_out} more)") } else { String::new() };
            let label = wrap(&words(&format!("{}{more}", far.label)), paper.room / 2);
            let longest = label.lines().map(width).max().unwrap_or(0);
            let window = window_of(&far.text, vec![Mark { span: far.span, label: longest }], paper);
            self.draw(Drawing::new(Some(words(&far.path)), place, vec![label], window), self.other(), page)?;
        }
        Ok(())
    }

    /// Has the library draw. The fault, or what is marked first, is painted so.
    fn draw(&self, drawing: Drawing, paint: Paint, page: &mut String) -> fmt::Result {
        let mut picture = String::new();
        self.handler(paint, &drawing).render_report(&mut picture, &drawing)?;
        // The library's own headline is empty.
        page.push_str(picture.strip_prefix('\n').unwrap_or(&picture));
        Ok(())
    }

    /// The part of the line that shows `most` marks, and the words under each.
    fn window(&self, finding: &Finding, entry: &Masked, paper: Canvas, most: usize) -> (Vec<(Span, String)>, Window) {
        let labels = self.labels(finding, entry, paper.room / 2, most);
        let longest = |words: &str| words.lines().map(width).max().unwrap_or(0);
        let marks: Vec<Mark> = labels.iter().map(|(span, w)| Mark { span: *span, label: longest(w) }).collect();
        let window = window_of(entry.text(), marks, paper);
        (labels, window)
    }

    /// What it costs, and what to do.
    fn counsel(&self, entry: &Masked, finding: &Finding, page: &mut String) -> fmt::Result {
        if !finding.cost.is_empty() {
            writeln!(page, "    {}", self.indented(&self.words(&finding.cost)))?;
        }
        let todo = Some(finding.todo.clone()).filter(|todo| !todo.is_empty());
        for line in [todo, words::likely_repair(entry, finding)].into_iter().flatten() {
            self.signed(self.signs().todo, self.link_paint(), &self.words(&line), page)?;
        }
        Ok(())
    }

    /// What is marked, the fault itself first. What lies under another marker is said in its words instead.
    fn labels(&self, finding: &Finding, entry: &Masked, room: usize, most: usize) -> Vec<(Span, String)> {
        let words = |text: &str| wrap(&self.words(text), room);
        let mut labels = vec![(finding.span, words(&finding.label))];
        let mut left_out = 0;
        for (span, text) in &finding.labels {
            let hidden = labels.iter().any(|(s, _)| s.touches(*span));
            if hidden && labels[0].0.touches(*span) {
                let both = [&*finding.label, text].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("; ");
                labels[0].1 = words(&both);
            } else if hidden || labels.len() == most || is_squeezed(&labels, *span, entry.text()) {
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

    /// Advice, gathered: it may wait, and should not bury what cannot.
    fn advise(&self, entry: &Masked, advice: &[&Finding], page: &mut String) -> fmt::Result {
        let said: Vec<&str> = advice.iter().map(|f| &*f.what).collect();
        let place = words::whereabouts(entry, &self.style);
        let lines = self.indented(&self.words(&format!("advice{place}: {}", said.join(" "))));
        let rest = lines.strip_prefix("advice").unwrap_or_default();
        let paint = self.paint(Severity::Advice);
        writeln!(page, "  {} {}{rest}\n", self.signs().advice.style(paint), "advice".style(paint))
    }

    /// The whole link on a line of its own, so that it can be copied as it stands.
    fn corrected(&self, entry: &Masked, fixed: &str, page: &mut String) -> fmt::Result {
        let words = words::corrected(entry, tidy(fixed) == fixed);
        self.signed(self.signs().good, self.good(), &words, page)?;
        let mut at = 0;
        for range in entry.changed() {
            let new = harmless(&fixed[range.clone()]);
            write!(page, "{}", harmless(&fixed[at..range.start]))?;
            if !new.is_empty() {
                write!(page, "{}", new.style(self.changed()))?;
            }
            at = range.end;
        }
        writeln!(page, "{}\n", harmless(&fixed[at..]))
    }

    /// What a link without findings was taken for.
    fn clean(&self, entry: &Masked, page: &mut String) -> fmt::Result {
        let words = words::recognised(entry, &self.style);
        self.signed(self.signs().good, self.good(), &self.words(&words), page)?;
        page.push('\n');
        Ok(())
    }

    /// What was decided about the link, and why.
    fn decisions(&self, decision: &Decision, page: &mut String) -> fmt::Result {
        for (name, value, reason) in words::decided(decision) {
            let text = self.paper(self.text_width() - 18).words(&format!("{value}, because {reason}")).into_owned();
            let lines = wrap(&text, self.text_width() - 18).replace('\n', &format!("\n{:18}", ""));
            writeln!(page, "    {name:<13} {lines}")?;
        }
        page.push('\n');
        Ok(())
    }

    /// A sign, and words that hang behind it.
    fn signed(&self, sign: &str, paint: Paint, words: &str, page: &mut String) -> fmt::Result {
        writeln!(page, "  {} {}", sign.style(paint), self.indented(words))
    }

    /// Words as they may be shown.
    fn words(&self, text: &str) -> String {
        self.paper(self.width()).words(text).into_owned()
    }

    fn wrapped(&self, text: &str) -> String {
        wrap(text, self.text_width() - INDENT)
    }

    fn indented(&self, text: &str) -> String {
        self.wrapped(text).replace('\n', "\n    ")
    }

    const fn paper(&self, room: usize) -> Canvas {
        Canvas { room, ascii: self.style.ascii }
    }

    fn width(&self) -> usize {
        self.style.width.max(NARROWEST)
    }

    fn text_width(&self) -> usize {
        self.width().min(LONGEST_WORDS)
    }

    const fn signs(&self) -> &'static Signs {
        if self.style.ascii { &ASCII_SIGNS } else { &SIGNS }
    }

    /// That style, if there is colour.
    const fn painted(&self, paint: Paint) -> Paint {
        if self.style.color { paint } else { Paint::new() }
    }

    const fn good(&self) -> Paint {
        self.painted(Paint::new().green().bold())
    }

    const fn changed(&self) -> Paint {
        self.painted(Paint::new().green().bold().underline())
    }

    const fn strong(&self) -> Paint {
        self.painted(Paint::new().bold())
    }

    const fn faint(&self) -> Paint {
        self.painted(Paint::new().dimmed())
    }

    const fn link_paint(&self) -> Paint {
        self.painted(Paint::new().cyan())
    }

    const fn paint(&self, severity: Severity) -> Paint {
        self.painted(match severity {
            Severity::Error => Paint::new().red().bold(),
            Severity::Warning => Paint::new().yellow().bold(),
            Severity::Advice => Paint::new().cyan().bold(),
        })
    }

    const fn other(&self) -> Paint {
        self.painted(Paint::new().blue().bold())
    }

    /// Everything the library would ask the environment for is said here.
    fn handler(&self, first: Paint, drawing: &Drawing) -> GraphicalReportHandler {
        // The library paints labels from left to right; the fault has the colour of its severity.
        let fault = drawing.labels.first().map(|(_, range)| range.start);
        let mut starts: Vec<usize> = drawing.labels.iter().map(|(_, range)| range.start).collect();
        starts.sort_unstable();
        let paint = |start: usize| if Some(start) == fault { first } else { self.other() };
        let styles = ThemeStyles {
            error: Paint::new(),
            warning: Paint::new(),
            advice: Paint::new(),
            help: Paint::new(),
            link: self.link_paint(),
            linum: self.faint(),
            highlights: starts.into_iter().map(paint).collect(),
        };
        let characters = if self.style.ascii { ThemeCharacters::ascii() } else { ThemeCharacters::unicode() };
        GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
            .with_links(false)
            .with_urls(false)
            .with_width(self.width())
            .with_wrap_lines(false)
            .with_context_lines(0)
            .without_syntax_highlighting()
    }
}

/// The window on a text in which what CI systems would take for orders is spelt out, with the marks where they belong.
fn window_of(text: &str, mut marks: Vec<Mark>, paper: Canvas) -> Window {
    let orders: Vec<usize> = orders(text).collect();
    if orders.is_empty() {
        return Window::new(text, &marks, paper);
    }
    let grown = |at: u32| at + orders.partition_point(|o| (*o as u32) < at) as u32 * ("<U+0023>".len() as u32 - 1);
    for Mark { span, .. } in &mut marks {
        *span = Span { start: grown(span.start), end: grown(span.end) };
    }
    let (mut spelt, mut done) = (String::with_capacity(text.len() + 8 * orders.len()), 0);
    for at in &orders {
        spelt.push_str(&text[done..*at]);
        spelt.push_str("<U+0023>");
        done = at + 1;
    }
    spelt.push_str(&text[done..]);
    Window::new(&spelt, &marks, paper)
}

/// True for a mark of one character right beside another mark: there is no column to leave free between the two.
fn is_squeezed(labels: &[(Span, String)], span: Span, text: &str) -> bool {
    // A point is drawn as the character behind it, or as one more column at the end.
    let drawn = |span: Span| {
        let behind = text.get(span.start as usize..).and_then(|text| text.chars().next());
        let width = if span.is_empty() { behind.map_or(1, char::len_utf8) } else { span.len() };
        (span.start, span.start + width as u32)
    };
    let (start, end) = drawn(span);
    let beside = labels.iter().map(|(other, _)| drawn(*other)).any(|(s, e)| e == start || s == end);
    beside && text.get(start as usize..end as usize).is_none_or(|text| text.chars().count() < 2)
}

/// One line of a file, ready to be drawn.
#[derive(Debug)]
struct Line {
    /// Where it stands, if that is to be said.
    name: Option<String>,
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
        let (text, line, column) = (self.text.as_bytes(), self.line, self.column);
        Ok(Box::new(match self.name.clone() {
            Some(name) => MietteSpanContents::new_named(name, text, whole, line, column, 1),
            None => MietteSpanContents::new(text, whole, line, column, 1),
        }))
    }
}

/// A finding as the library wants it: without words of its own, for those are ours to lay out.
#[derive(Debug)]
struct Drawing {
    /// Words and bytes of the line, the fault itself first.
    labels: Vec<(String, Range<usize>)>,
    line: Line,
}

impl Drawing {
    /// A window on a line that stands there, with words for each of its marks.
    fn new(name: Option<String>, place: Place, words: Vec<String>, window: Window) -> Self {
        let (line, column) = (place.line as usize, place.column as usize);
        let line = Line { name, text: window.text, line: line.saturating_sub(1), column: column.saturating_sub(1) };
        Self { labels: words.into_iter().zip(window.marks).collect(), line }
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Drawing {}

impl miette::Diagnostic for Drawing {
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
