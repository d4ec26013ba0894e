//! What a finding costs, found and written, beside what the drawing library takes for the same line.

use crate::race::user_time;
use crate::read;
use crate::timing::median;
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode};
use std::fmt;
use std::hint::black_box;
use std::time::Instant;
use tracklint::engine::{Linted, Linter};
use tracklint::platform::Catalogue;
use tracklint::rule::{Finding, Hosts, Told};

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

pub fn drawn(file: &str, program: &str, rounds: usize) -> Result<(), String> {
    let text = read(file)?;
    let lines: Vec<&str> = text.lines().collect();
    let (catalogue, hosts) = (Catalogue::default(), Hosts::default());
    let mut linter = Linter::new(&catalogue, &hosts);
    let linted: Vec<Linted> = lines.iter().map(|line| linter.lint(line, &Told::default())).collect();
    let bare: Vec<Bare> =
        lines.iter().zip(&linted).flat_map(|(t, l)| l.findings.iter().map(|f| Bare::new(t, f))).collect();
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(100);
    let mut times = [const { Vec::new() }; 5];
    for _ in 0..rounds {
        let start = Instant::now();
        lines.iter().for_each(|line| drop(black_box(linter.lint(line, &Told::default()))));
        times[0].push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        for one in &bare {
            let mut page = String::new();
            handler.render_report(&mut page, one).map_err(|e| e.to_string())?;
            black_box(page);
        }
        times[1].push(start.elapsed().as_secs_f64());
        for (format, times) in ["concise", "jsonl", "human"].into_iter().zip(&mut times[2..]) {
            times.push(user_time(&[program, "check", "--format", format, "--verbose", "--color", "never", file])?);
        }
    }
    let [lint, bare_times, concise, jsonl, human] = times.map(|times| median(times) * 1e9 / bare.len() as f64);
    println!("{} findings in {} links; ns for each finding", bare.len(), lines.len());
    println!("found                          {lint:>9.0}");
    println!("drawn by the bare library      {bare_times:>9.0}");
    for (name, time) in [("concise", concise), ("jsonl", jsonl), ("human", human)] {
        let more = time - lint;
        println!(
            "whole program, {name:<8}        {time:>9.0}; on top of finding {more:>7.0}, {:.2} of bare",
            more / bare_times
        );
    }
    Ok(())
}
