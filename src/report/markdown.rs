//! `markdown`: an answer to paste into a ticket or a pull request.

use super::gathered::{Case, cases, unread_words};
use super::plain::tidy;
use super::style::Style;
use super::{tables, words};
use crate::findings::Ending;
use crate::span::Place;
use std::fmt::Write;

/// A table, then each link with what is wrong and the corrected link.
pub fn written(ending: &Ending, _: &Style, out: &mut Vec<u8>) {
    let mut page = String::new();
    // Writing to a string never fails.
    let _ = page_of(ending, &mut page);
    out.extend_from_slice(page.as_bytes());
}

fn page_of(ending: &Ending, page: &mut String) -> std::fmt::Result {
    let cases = cases(ending);
    let faulty: Vec<&Case> = cases.iter().filter(|c| !c.faults.is_empty()).collect();
    let closing = words::closing(&ending.summary, false);
    if !closing.is_empty() {
        writeln!(page, "{closing}\n")?;
    }
    if !faulty.is_empty() {
        writeln!(page, "| | where | what | rule |\n|---|---|---|---|")?;
        for (case, fault) in faulty.iter().flat_map(|c| c.faults.iter().map(move |f| (c, f))) {
            let (word, place, what) = (fault.severity.word(), place_of(case, fault.place), prose(&fault.what, cell));
            writeln!(page, "| {word} | {place} | {what} | `{}` |", fault.rule)?;
        }
        faulty.iter().try_for_each(|case| section(case, page))?;
    }
    if let Some(words) = tables::left_out(ending.left_out) {
        writeln!(page, "\n{words}")?;
    }
    if !ending.unread.is_empty() {
        writeln!(page, "\nNot read:\n")?;
        ending.unread.iter().try_for_each(|unread| writeln!(page, "- {}", prose(&unread_words(unread), code)))?;
    }
    for (what, rows) in ending.statistics.into_iter().flat_map(tables::tables).filter(|(_, rows)| !rows.is_empty()) {
        writeln!(page, "\n| {what} | findings |\n|---|---:|")?;
        rows.into_iter().try_for_each(|(name, n)| writeln!(page, "| {} | {n} |", cell(&tidy(&name))))?;
    }
    Ok(())
}

/// A link, its findings, and the corrected link.
fn section(case: &Case, page: &mut String) -> std::fmt::Result {
    writeln!(page, "\n**{}**\n", title(case))?;
    let shown = beginning(&case.text);
    fenced(shown, page)?;
    if shown.len() < case.text.len() {
        writeln!(page, "\nThese are the first {} of its {} bytes.", shown.len(), case.text.len())?;
    }
    page.push('\n');
    for fault in &case.faults {
        writeln!(page, "- **{}**: {}", fault.severity.word(), prose(&fault.told(), code))?;
    }
    let noun = words::noun(case.about);
    match &case.fixed {
        Some(fixed) if fixed.len() > LONGEST => writeln!(page, "\nThe corrected {noun} is too long to be shown here."),
        Some(fixed) => {
            let words =
                if case.partly { words::partly(noun).replacen('p', "P", 1) } else { format!("Corrected {noun}") };
            writeln!(page, "\n{words}:\n")?;
            fenced(fixed, page)
        }
        None if case.masked => {
            writeln!(page, "\nThe corrected {noun} holds text that is masked here; `--no-redact` shows it.")
        }
        None => Ok(()),
    }
}

/// Bytes of a link that are shown at most.
const LONGEST: usize = 8192;

/// As much of a text as is shown: a table of a ticket is no place for a megabyte.
fn beginning(text: &str) -> &str {
    if text.len() <= LONGEST { text } else { &text[..text.floor_char_boundary(LONGEST / 8)] }
}

/// What a pasted link or a line is called, which is all that its reader knows of it.
fn number_of(case: &Case, place: Place) -> Option<String> {
    match &*case.path {
        "<stdin>" => Some(format!("line {}", place.line)),
        path => path.strip_prefix("<argument ").map(|rest| format!("link {}", rest.trim_end_matches('>'))),
    }
}

/// ``Link 2``, or `` `offers.json:3:24`, `/offers/0/tracking_link` ``.
fn title(case: &Case) -> String {
    if let Some(name) = number_of(case, case.place) {
        return name.replacen('l', "L", 1);
    }
    let key = case.key.as_deref().map(|key| format!(", {}", code(&tidy(key))));
    format!("{}{}", place_of(case, case.place), key.unwrap_or_default())
}

/// `offers.json:3:24` in a cell of the table.
fn place_of(case: &Case, place: Place) -> String {
    match number_of(case, place) {
        Some(name) => format!("{name}, column {}", place.column),
        None => cell(&tidy(&format!("{}:{}:{}", case.path, place.line, place.column))),
    }
}

/// Text as it is, on lines of its own, whatever it holds.
fn fenced(text: &str, page: &mut String) -> std::fmt::Result {
    let text = tidy(text);
    let fence = "`".repeat(longest_run(&text).max(2) + 1);
    writeln!(page, "{fence}text\n{text}\n{fence}")
}

/// Text between backticks, whatever it holds.
pub fn code(text: &str) -> String {
    let fence = "`".repeat(longest_run(text) + 1);
    let pads = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) || text.is_empty();
    let pad = if pads { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The same, in a table: there a bar ends the cell, also between backticks.
pub fn cell(text: &str) -> String {
    if !text.contains('|') {
        return code(text);
    }
    let mut out = String::from("<code>");
    for c in text.chars() {
        match c {
            c if c.is_ascii_punctuation() => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "</code>"
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// A sentence of ours: what stands between its backticks becomes code, and nothing else of it is markup.
pub fn prose(text: &str, code: fn(&str) -> String) -> String {
    let text = tidy(text);
    let pieces: Vec<&str> = text.split('`').collect();
    let mut out = String::new();
    for (i, piece) in pieces.iter().enumerate() {
        let quoted = i % 2 == 1 && i + 1 < pieces.len();
        match quoted {
            true if !piece.is_empty() => out.push_str(&code(piece)),
            true => out.push_str("\\`\\`"),
            false if i % 2 == 1 => {
                out.push_str("\\`");
                escape(piece, &mut out);
            }
            false => escape(piece, &mut out),
        }
    }
    out
}

fn apart(c: char, out: &mut String) {
    // Beside another code span its backticks would join that one's.
    out.push_str(&if out.ends_with('`') { format!("&#{};", u32::from(c)) } else { format!("`{c}`") });
}

fn ends_with_www(text: &str) -> bool {
    text.len().checked_sub(3).and_then(|at| text.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

fn escape(text: &str, out: &mut String) {
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let before_word = rest.starts_with(char::is_alphanumeric);
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // Mentions, references and bare addresses would call people and make links. They are looked for in what
            // is displayed, so only code keeps them apart.
            '@' | '#' if before_word => apart(c, out),
            ':' if rest.strip_prefix("//").is_some_and(|r| r.starts_with(|c: char| !c.is_whitespace() && c != '.')) => {
                apart(c, out);
            }
            '.' if ends_with_www(&text[..at]) => apart(c, out),
            '*' | '_' | '[' | ']' | '|' | '\\' | '!' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
}
