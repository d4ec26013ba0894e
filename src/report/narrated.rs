//! Sentences for people whose screen is read out to them: no drawing, no sign that has to be seen, nothing that
//! only its place on the screen explains.

use super::columns::visible;
use super::hidden::harmless;
use super::inert::inert;
use super::plain::tidy;
use super::style::Style;
use super::{tables, words};
use crate::findings::{About, Ending, Masked, MaskedFinding, MaskedRelated, MaskedReport};
use crate::rule::quoted;
use crate::span::{Place, Severity, Span};
use std::fmt::{self, Write};

/// What a drawing shows, said.
pub struct Narrated {
    pub style: Style,
}

impl MaskedReport for Narrated {
    fn entry(&self, entry: &Masked, out: &mut Vec<u8>) {
        let mut page = String::new();
        // Writing to a string never fails.
        let _ = self.link(entry, &mut page);
        out.extend_from_slice(inert(&page).as_bytes());
    }

    fn tail(&self, ending: &Ending, out: &mut Vec<u8>) {
        for words in words::last(ending, &self.style) {
            out.extend_from_slice(words.as_bytes());
            out.push(b'\n');
        }
        let counts = ending.statistics.map(tables::sentences).unwrap_or_default();
        out.extend_from_slice(inert(&counts).as_bytes());
    }
}

impl Narrated {
    /// Block after block, each with a blank line behind it.
    fn link(&self, entry: &Masked, page: &mut String) -> fmt::Result {
        let findings: Vec<MaskedFinding> = entry.findings().collect();
        let told = |f: &&MaskedFinding| self.style.verbose || f.finding.severity > Severity::Advice;
        for pointed in findings.iter().filter(told) {
            self.finding(entry, pointed, page)?;
        }
        let advice: Vec<&str> = findings.iter().filter(|f| !told(f)).map(|f| &*f.finding.what).collect();
        if !advice.is_empty() {
            let place = words::whereabouts(entry, &self.style);
            writeln!(page, "Advice{}: {}\n", said(&place), said(&advice.join(" ")))?;
        }
        if let Some(fixed) = entry.corrected() {
            let words = words::corrected(entry, tidy(fixed) == fixed);
            writeln!(page, "{}\n{}\n", capitalised(&words), harmless(fixed))?;
        } else if entry.hides_correction() {
            writeln!(page, "{}\n", capitalised(&words::masked(words::noun(entry.about()))))?;
        }
        let is_link = entry.about() == About::Url;
        if findings.is_empty() && is_link && !self.style.quiet {
            writeln!(page, "{}\n", said(&words::recognised(entry, &self.style)))?;
        }
        if self.style.verbose && is_link {
            for (name, value, reason) in words::decided(entry.decision()) {
                writeln!(page, "{}: {}, because {reason}.", capitalised(name), visible(&value))?;
            }
            page.push('\n');
        }
        Ok(())
    }

    fn finding(&self, entry: &Masked, pointed: &MaskedFinding, page: &mut String) -> fmt::Result {
        let MaskedFinding { finding, far, .. } = pointed;
        let severity = capitalised(finding.severity.word());
        writeln!(page, "{severity}, rule {}: {}", finding.rule.id, said(&finding.what))?;
        writeln!(page, "Place: {}", self.place(entry, finding.span, &finding.label))?;
        for (span, label) in &finding.labels {
            writeln!(page, "See also: {}", self.place(entry, *span, label))?;
        }
        for far in far {
            writeln!(page, "See also: {}", far_place(far))?;
        }
        if !finding.cost.is_empty() {
            writeln!(page, "Cost: {}", said(&finding.cost))?;
        }
        if !finding.todo.is_empty() {
            writeln!(page, "What to do: {}", said(&finding.todo))?;
        }
        if let Some(repair) = words::likely_repair(entry, finding) {
            writeln!(page, "{}", said(&repair))?;
        }
        page.push('\n');
        Ok(())
    }

    /// `links.txt, line 3, characters 72 to 82, reads "gk_click_id": no braces.`
    fn place(&self, entry: &Masked, span: Span, label: &str) -> String {
        let place = entry.place(span);
        let mut words = String::new();
        if self.style.places {
            words += &format!("{}, ", said(&entry.path()));
        }
        if self.style.places || place.line > 1 {
            words += &format!("line {}, ", place.line);
        }
        words += &characters(place);
        words += &reads(entry.text(), span, words::noun(entry.about()));
        sentence(words, &said(label))
    }
}

/// `offers.yaml, line 7, characters 23 to 33, reads ...`: where another text stands.
fn far_place(far: &MaskedRelated) -> String {
    let place = far.place;
    let mut words = format!("{}, line {}, {}", said(&far.path), place.line, characters(place));
    words += &reads(&far.text, far.span, "text");
    sentence(words, &said(&far.label))
}

fn characters(place: Place) -> String {
    match place.end_column.checked_sub(place.column) {
        Some(n) if n > 1 && place.line == place.end_line => {
            format!("characters {} to {}", place.column, place.end_column - 1)
        }
        _ => format!("character {}", place.column),
    }
}

/// What stands there, as masked as the text is.
fn reads(text: &str, span: Span, noun: &str) -> String {
    match text.get(span.range()) {
        Some("") if span.end as usize >= text.len() => format!(", the end of the {noun}"),
        Some(" ") => ", a space".to_owned(),
        Some(part) if !part.is_empty() => format!(", {}", visible(&quoted(part))),
        _ => String::new(),
    }
}

/// The place with what is said of it.
fn sentence(place: String, label: &str) -> String {
    let words = if label.is_empty() { place } else { format!("{place}: {label}") };
    if words.ends_with('?') { words } else { words + "." }
}

/// Words as they may be shown.
fn said(text: &str) -> String {
    visible(text).into_owned()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
