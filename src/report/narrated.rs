//! Sentences for people whose screen is read out to them: no drawing, no sign that has to be seen, nothing that
//! only its place on the screen explains.

use super::window::{harmless, visible};
use super::{Shown, Style, words};
use crate::engine::{Ending, Entry, Report, Unread};
use crate::rule::{Finding, quoted};
use crate::span::{Severity, Span};
use std::fmt::{self, Write};

/// What a drawing shows, said.
pub struct Narrated {
    pub style: Style,
}

impl Report for Narrated {
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

    /// Said on standard error.
    fn unread(&self, _: &Unread, _: &mut Vec<u8>) {}

    fn tail(&self, ending: &Ending, out: &mut Vec<u8>) {
        let words = words::closing(&ending.summary, self.style.all);
        if !self.style.quiet && !words.is_empty() {
            out.extend_from_slice(words.as_bytes());
            out.push(b'\n');
        }
    }
}

impl Narrated {
    /// Block after block, each with a blank line behind it.
    fn link(&self, entry: &Entry, page: &mut String) -> fmt::Result {
        let shown = Shown::new(entry, &self.style);
        let findings = &entry.linted.findings;
        let told = |f: &&Finding| self.style.verbose || f.severity > Severity::Advice;
        for finding in findings.iter().filter(told) {
            self.finding(entry, &shown, finding, page)?;
        }
        let advice: Vec<&str> = findings.iter().filter(|f| !told(f)).map(|f| &*f.what).collect();
        if !advice.is_empty() {
            let place = words::whereabouts(entry.literal, &shown, &self.style);
            writeln!(page, "Advice{}: {}\n", said(&shown, &place), said(&shown, &advice.join(" ")))?;
        }
        if let Some(fixed) = shown.fixed {
            let words = words::corrected(entry, harmless(fixed) == fixed);
            writeln!(page, "{}\n{}\n", capitalised(words), harmless(fixed))?;
        } else if entry.linted.fixed.is_some() {
            writeln!(page, "{}\n", capitalised(words::MASKED))?;
        }
        if findings.is_empty() && !self.style.quiet {
            writeln!(page, "{}\n", said(&shown, &words::recognised(entry, &shown, &self.style)))?;
        }
        if self.style.verbose {
            for (name, value, reason) in words::decided(&entry.linted.decision) {
                writeln!(page, "{}: {}, because {reason}.", capitalised(name), visible(&value))?;
            }
            page.push('\n');
        }
        Ok(())
    }

    fn finding(&self, entry: &Entry, shown: &Shown, finding: &Finding, page: &mut String) -> fmt::Result {
        let severity = capitalised(finding.severity.word());
        writeln!(page, "{severity}, rule {}: {}", finding.rule.id, said(shown, &finding.what))?;
        writeln!(page, "Place: {}", self.place(entry, shown, finding.span, &finding.label))?;
        for (span, label) in &finding.labels {
            writeln!(page, "See also: {}", self.place(entry, shown, *span, label))?;
        }
        if !finding.cost.is_empty() {
            writeln!(page, "Cost: {}", said(shown, &finding.cost))?;
        }
        if !finding.todo.is_empty() {
            writeln!(page, "What to do: {}", said(shown, &finding.todo))?;
        }
        if let Some(repair) = words::likely_repair(entry, finding) {
            writeln!(page, "{}", said(shown, &repair))?;
        }
        page.push('\n');
        Ok(())
    }

    /// `links.txt, line 3, characters 72 to 82, reads "gk_click_id": no braces.`
    fn place(&self, entry: &Entry, shown: &Shown, span: Span, label: &str) -> String {
        let place = entry.literal.place(span);
        let mut words = String::new();
        if self.style.places {
            words += &format!("{}, ", said(shown, entry.literal.path));
        }
        if self.style.places || place.line > 1 {
            words += &format!("line {}, ", place.line);
        }
        words += &match place.end_column.checked_sub(place.column) {
            Some(n) if n > 1 && place.line == place.end_line => {
                format!("characters {} to {}", place.column, place.end_column - 1)
            }
            _ => format!("character {}", place.column),
        };
        words += &match shown.text.get(span.range()) {
            Some("") if span.end as usize >= shown.text.len() => ", the end of the link".to_owned(),
            Some(" ") => ", a blank".to_owned(),
            Some(text) if !text.is_empty() => format!(", {}", visible(&quoted(text))),
            _ => String::new(),
        };
        if !label.is_empty() {
            words += &format!(": {}", said(shown, label));
        }
        if words.ends_with('?') { words } else { words + "." }
    }
}

/// Words as they may be shown.
fn said(shown: &Shown, text: &str) -> String {
    visible(&shown.mask.words(text)).into_owned()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
