//! `markdown`: an answer to paste into a ticket or a pull request.

use super::gathered::{Case, Fault, cases, gather, unread_words};
use super::{Style, tidy};
use crate::engine::{Ending, Entry, Report, Statistics, Unread};
use crate::span::{Place, Severity};
use std::fmt::Write;

/// A table, then each link with what is wrong and the corrected link.
pub struct Markdown {
    pub style: Style,
}

impl Report for Markdown {
    fn head(&self, _: &mut Vec<u8>) {}

    fn joiner(&self) -> &'static [u8] {
        b""
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) {
        gather(entry, &self.style, out);
    }

    /// Told at the end.
    fn unread(&self, _: &Unread, _: &mut Vec<u8>) {}

    fn tail(&self, ending: &Ending, out: &mut Vec<u8>) {
        let mut page = String::new();
        // Writing to a string never fails.
        let _ = page_of(ending, &mut page);
        out.extend_from_slice(page.as_bytes());
    }

    fn gathers(&self) -> bool {
        true
    }
}

fn page_of(ending: &Ending, page: &mut String) -> std::fmt::Result {
    let cases = cases(ending);
    let faulty: Vec<&Case> = cases.iter().filter(|c| !c.faults.is_empty()).collect();
    let summary = ending.summary;
    if faulty.is_empty() {
        let links = if summary.urls == 1 { "this link".to_owned() } else { format!("{} links", summary.urls) };
        writeln!(page, "Nothing wrong with {links}.")?;
    } else {
        writeln!(page, "| | where | what | rule |\n|---|---|---|---|")?;
        for (case, fault) in faulty.iter().flat_map(|c| c.faults.iter().map(move |f| (c, f))) {
            let place = place_of(case, fault.place);
            let what = prose(&fault.what).replace('|', "\\|");
            writeln!(page, "| {} | {} | {what} | `{}` |", fault.severity.word(), cell(&place), fault.rule)?;
        }
        faulty.iter().try_for_each(|case| section(case, page))?;
    }
    if ending.left_out > 0 {
        writeln!(page, "\nAnd {} more findings.", ending.left_out)?;
    }
    if !ending.unread.is_empty() {
        writeln!(page, "\nNot read:\n")?;
        ending.unread.iter().try_for_each(|unread| writeln!(page, "- {}", prose(&unread_words(unread))))?;
    }
    ending.statistics.map_or(Ok(()), |statistics| tables(statistics, page))
}

/// A link, its findings, and the corrected link.
fn section(case: &Case, page: &mut String) -> std::fmt::Result {
    writeln!(page, "\n**{}**\n", prose(&where_of(case)))?;
    fenced(&case.text, page)?;
    for fault in &case.faults {
        let Fault { what, cost, todo, severity, .. } = fault;
        let words: Vec<String> = [what, cost, todo].into_iter().filter(|t| !t.is_empty()).map(|t| prose(t)).collect();
        writeln!(page, "- **{}**: {}", severity.word(), words.join(" "))?;
    }
    if let Some(fixed) = &case.fixed {
        let whole =
            case.faults.iter().all(|f| f.severity == Severity::Advice || f.fix.as_ref().is_some_and(|x| x.safe));
        let words = if whole { "Corrected link:" } else { "Corrected as far as is certain:" };
        writeln!(page, "\n{words}\n")?;
        fenced(fixed, page)?;
    }
    Ok(())
}

fn where_of(case: &Case) -> String {
    let key = case.key.as_deref().map(|k| format!(", {k}")).unwrap_or_default();
    format!("{}{key}", place_of(case, case.place))
}

/// `offers.json:3:24`; of a pasted link its number, which is all that its reader knows.
fn place_of(case: &Case, place: Place) -> String {
    match &*case.path {
        "<stdin>" => format!("line {}, column {}", place.line, place.column),
        path => match path.strip_prefix("<argument ").and_then(|rest| rest.strip_suffix('>')) {
            Some(number) => format!("link {number}, column {}", place.column),
            None => format!("{path}:{}:{}", place.line, place.column),
        },
    }
}

fn tables(statistics: &Statistics, page: &mut String) -> std::fmt::Result {
    let rows = |title: &str, rows: Vec<(&str, u64)>, page: &mut String| -> std::fmt::Result {
        if rows.is_empty() {
            return Ok(());
        }
        writeln!(page, "\n| {title} | findings |\n|---|---:|")?;
        rows.into_iter().try_for_each(|(name, n)| writeln!(page, "| {} | {n} |", cell(name)))
    };
    rows("rule", statistics.rules.iter().map(|(name, n)| (*name, *n)).collect(), page)?;
    rows("platform", statistics.platforms.iter().map(|(name, n)| (*name, *n)).collect(), page)?;
    rows("file", statistics.files.iter().map(|(name, n)| (&**name, *n)).collect(), page)
}

/// Text as it is, on lines of its own, whatever it holds.
fn fenced(text: &str, page: &mut String) -> std::fmt::Result {
    let text = tidy(text);
    let fence = "`".repeat(longest_run(&text).max(2) + 1);
    writeln!(page, "{fence}text\n{text}\n{fence}")
}

/// Text between backticks, whatever it holds.
fn code(text: &str) -> String {
    let fence = "`".repeat(longest_run(text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The same, in a table.
fn cell(text: &str) -> String {
    code(&tidy(text)).replace('|', "\\|")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// A sentence of ours: what stands between its backticks becomes code, and nothing else of it is markup.
pub fn prose(text: &str) -> String {
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

fn escape(text: &str, out: &mut String) {
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // Mentions, references and bare addresses would call people and make links.
            '@' if next.is_alphanumeric() => out.push_str("&#64;"),
            '#' if next.is_alphanumeric() => out.push_str("&#35;"),
            ':' if next == '/' => out.push_str("&#58;"),
            '*' | '_' | '[' | ']' | '|' | '\\' | '!' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
}
