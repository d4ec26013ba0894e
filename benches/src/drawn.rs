//! What a finding costs: to find it, to write it, and in the whole program; beside what the drawing library takes to
//! draw the same line.

use crate::race::user_time;
use crate::read;
use crate::timing::median;
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode};
use std::fmt;
use std::hint::black_box;
use std::time::Instant;
use tracklint::engine::{Entry, Linted, Linter};
use tracklint::platform::Catalogue;
use tracklint::report::{Format, Style, report};
use tracklint::rule::{Finding, Hosts, Told};
use tracklint::source::Literal;

/// Bytes of a link that are drawn: as many as a window shows.
const ROOM: usize = 100;

/// A finding as somebody would draw it who has the library and a line that fits.
#[derive(Debug)]
struct Bare {
    what: String,
    help: String,
    line: String,
    label: LabeledSpan,
}

impl Bare {
    fn new(text: &str, finding: &Finding) -> Self {
        let border = |mut at: usize| {
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let span = finding.span.range();
        let from = border(span.start.saturating_sub(ROOM / 2));
        let line = text[from..border(text.len().min(from + ROOM))].to_owned();
        let (start, end) = (span.start - from, (span.end - from).min(line.len()));
        Self {
            what: finding.what.clone(),
            help: finding.todo.clone(),
            label: LabeledSpan::new(Some(finding.label.clone()), start, end - start),
            line,
        }
    }
}

impl fmt::Display for Bare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Bare {}

impl Diagnostic for Bare {
    fn severity(&self) -> Option<Severity> {
        Some(Severity::Error)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.line)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(self.label.clone())))
    }
}

/// The formats that are written, and how the command line would have them written into a file.
const FORMATS: [Format; 3] = [Format::Concise, Format::Jsonl, Format::Human];
const STYLE: Style = Style { width: 100, verbose: true, ..Style::FILE };

pub fn drawn(file: &str, program: &str, rounds: usize) -> Result<(), String> {
    let text = read(file)?;
    let (catalogue, hosts) = (Catalogue::default(), Hosts::default());
    let mut linter = Linter::new(&catalogue, &hosts);
    let mut lint = |line| linter.lint(line, &Told::default());
    let faulty: Vec<(&str, Linted)> =
        text.lines().map(|line| (line, lint(line))).filter(|(_, linted)| !linted.findings.is_empty()).collect();
    let bare: Vec<Bare> = faulty.iter().flat_map(|(t, l)| l.findings.iter().map(|f| Bare::new(t, f))).collect();
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(100);
    let mut times = [const { Vec::new() }; 8];
    for _ in 0..rounds {
        let start = Instant::now();
        faulty.iter().for_each(|(line, _)| drop(black_box(lint(line))));
        times[0].push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        for one in &bare {
            let mut page = String::new();
            handler.render_report(&mut page, one).map_err(|e| e.to_string())?;
            black_box(page);
        }
        times[1].push(start.elapsed().as_secs_f64());
        for (format, times) in FORMATS.into_iter().zip(times[2..].chunks_exact_mut(2)) {
            times[0].push(written(format, &faulty));
            let name = format.name();
            times[1].push(user_time(&[program, "check", "--format", name, "--verbose", "--color", "never", file])?);
        }
    }
    let each = times.map(|times| median(times) * 1e9 / bare.len() as f64);
    println!("{} findings in {} links; ns for each finding", bare.len(), faulty.len());
    println!("found                     {:>9.0}", each[0]);
    println!("drawn by the bare library {:>9.0}", each[1]);
    for (format, times) in FORMATS.into_iter().zip(each[2..].chunks_exact(2)) {
        let (name, ratio) = (format.name(), times[0] / each[1]);
        println!("{name:<8} written         {:>9.0}, {ratio:.2} of bare; whole program {:>9.0}", times[0], times[1]);
    }
    Ok(())
}

/// How long it takes to write what was found, in seconds.
fn written(format: Format, faulty: &[(&str, Linted)]) -> f64 {
    let (report, mut page) = (report(format, STYLE), Vec::new());
    let start = Instant::now();
    for (number, (line, linted)) in faulty.iter().enumerate() {
        let literal = Literal::plain(line, "links.txt", 0, number as u64 + 1);
        report.entry(&Entry::url(None, &literal, linted), &mut page);
        if page.len() > 1 << 20 {
            page.clear();
        }
    }
    black_box(page);
    start.elapsed().as_secs_f64()
}
