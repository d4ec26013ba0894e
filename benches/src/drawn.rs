//! What a finding costs: to find it, to write it, and in the whole program; beside what the drawing library takes to
//! draw the same line.

use crate::race::user_time;
use crate::read;
use crate::timing::median;
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode};
use std::fmt;
use std::hint::black_box;
use std::time::{Duration, Instant};
use tracklint::findings::Entry;
use tracklint::lint::{Linted, Linter};
use tracklint::platform::Catalogue;
use tracklint::report::{OutputFormat, Style, report};
use tracklint::rule::{Finding, Hints, Hosts};
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
const FORMATS: [OutputFormat; 3] = [OutputFormat::Concise, OutputFormat::Jsonl, OutputFormat::Human];
const STYLE: Style = Style { width: 100, verbose: true, ..Style::FILE };

pub fn drawn(file: &str, program: &str, rounds: usize) -> Result<(), String> {
    let text = read(file)?;
    let (catalogue, hosts) = (Catalogue::default(), Hosts::default());
    let mut linter = Linter::new(&catalogue, &hosts);
    let mut lint = |line| linter.lint(line, &Hints::default());
    let faulty: Vec<&str> = text.lines().filter(|line| !lint(line).findings.is_empty()).collect();
    let count: usize = faulty.iter().map(|line| lint(line).findings.len()).sum();
    // As in a run each link is written when it has been linted. With all of them linted first, half of the time of
    // writing went into fetching from memory what was found.
    let mut sum = |mut written: Box<dyn FnMut(&str, &Linted) -> Duration>| -> f64 {
        faulty.iter().map(|line| written(line, &lint(line)).as_secs_f64()).sum()
    };
    let (mut found, mut bare) = (Vec::new(), Vec::new());
    let mut formats = FORMATS.map(|format| (format, Vec::new(), Vec::new()));
    for _ in 0..rounds {
        let start = Instant::now();
        sum(Box::new(|_, _| Duration::ZERO));
        found.push(start.elapsed().as_secs_f64());
        bare.push(sum(Box::new(drawn_bare())));
        for (format, written, whole) in &mut formats {
            written.push(sum(Box::new(written_as(*format))));
            let name = format.name();
            whole.push(user_time(&[program, "check", "--format", name, "--verbose", "--color", "never", file])?);
        }
    }
    let each = |times: Vec<f64>| median(times) * 1e9 / count as f64;
    let (found, bare) = (each(found), each(bare));
    println!("{count} findings in {} links; ns for each finding", faulty.len());
    println!("found                     {found:>9.0}");
    println!("drawn by the bare library {bare:>9.0}");
    for (format, written, whole) in formats {
        let (name, written, whole) = (format.name(), each(written), each(whole));
        let ratio = written / bare;
        println!("{name:<8} written         {written:>9.0}, {ratio:.2} of bare; whole program {whole:>9.0}");
    }
    Ok(())
}

/// Draws the findings of a link with the library alone; how long that takes.
fn drawn_bare() -> impl FnMut(&str, &Linted) -> Duration {
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(100);
    move |line, linted| {
        let prepared: Vec<Bare> = linted.findings.iter().map(|finding| Bare::new(line, finding)).collect();
        let start = Instant::now();
        for one in &prepared {
            let mut page = String::new();
            // Into a text nothing fails.
            let _ = handler.render_report(&mut page, one);
            black_box(page);
        }
        start.elapsed()
    }
}

/// Writes what was found in a link; how long that takes.
fn written_as(format: OutputFormat) -> impl FnMut(&str, &Linted) -> Duration {
    let (report, mut page, mut number) = (report(format, STYLE), Vec::new(), 0);
    move |line, linted| {
        number += 1;
        let literal = Literal::plain(line, "links.txt", 0, number);
        let start = Instant::now();
        report.entry(&Entry::url(None, &literal, linted), &mut page);
        let time = start.elapsed();
        if black_box(&page).len() > 1 << 20 {
            page.clear();
        }
        time
    }
}
