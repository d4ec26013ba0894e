//! The summary for people: what there is to say, and how it looks in a ticket.

use super::By;
use super::summary::{counted_notes, number, plural};
use super::v1::{Cause, Summary};
use crate::log::summary;
use crate::log::verdict::{Reason, Verdict};
use crate::report::plain::tidy;

/// A page: paragraphs, lists and tables, not yet laid out.
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Rows of cells; the first names the columns.
    Table(Vec<Vec<String>>),
    /// A title, lines of text, and lines that are not to be broken.
    Item(String, Vec<String>, Vec<String>),
}

/// The summary for a ticket.
#[must_use]
pub fn markdown(summary: &Summary, counts: Option<&summary::Summary>, by: By) -> String {
    use crate::report::markdown::{cell, code, prose};
    let mut out = String::new();
    for block in blocks(summary, counts, by) {
        match block {
            Block::Heading(text) => out.push_str(&format!("\n### {}\n\n", prose(&tidy(&text), code))),
            Block::Text(text) => out.push_str(&format!("{}\n\n", prose(&tidy(&text), code))),
            Block::Table(rows) => {
                for (number, row) in rows.iter().enumerate() {
                    let cells: Vec<String> = row.iter().map(|c| cell(&tidy(c))).collect();
                    out.push_str(&format!("| {} |\n", cells.join(" | ")));
                    if number == 0 {
                        out.push_str(&format!("|---|{}\n", "---:|".repeat(row.len().saturating_sub(1))));
                    }
                }
                out.push('\n');
            }
            Block::Item(title, lines, codes) => {
                out.push_str(&format!("- **{}**\n", prose(&tidy(&title), code)));
                lines.iter().for_each(|line| out.push_str(&format!("  {}\n", prose(&tidy(line), code))));
                for line in codes {
                    out.push_str(&format!("\n  ```\n  {}\n  ```\n", tidy(&line).replace("```", "'''")));
                }
            }
        }
    }
    out
}

fn share(part: u64, whole: u64) -> String {
    format!("{:.1} %", 100.0 * part as f64 / whole.max(1) as f64)
}

/// What there is to say, in order.
pub fn blocks(summary: &Summary, counts: Option<&summary::Summary>, by: By) -> Vec<Block> {
    let mut all = Vec::new();
    let hits = summary.verdicts.values().sum();
    let mut head = plural(hits, "postback", "postbacks");
    if let (Some(first), Some(last)) = (&summary.span.first, &summary.span.last) {
        head.push_str(&format!(" from {first} to {last}"));
    }
    all.push(Block::Text(format!("{head}.")));
    if let Some(endpoint) = &summary.endpoint {
        all.push(Block::Text(format!("Endpoint: {endpoint}.")));
    }
    verdicts(summary, hits, &mut all);
    match by {
        By::Cause => causes(summary, &mut all),
        by => counts.into_iter().for_each(|counts| grouped(counts, by, &mut all)),
    }
    offers(summary, &mut all);
    rest(summary, &mut all);
    all
}

fn verdicts(summary: &Summary, hits: u64, all: &mut Vec<Block>) {
    if hits == 0 {
        return;
    }
    let mut rows = vec![["verdict", "postbacks", "share"].map(str::to_owned).to_vec()];
    let mut sorted: Vec<(&String, &u64)> = summary.verdicts.iter().collect();
    sorted.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), (*name).clone()));
    rows.extend(sorted.into_iter().map(|(name, count)| vec![(*name).to_owned(), number(*count), share(*count, hits)]));
    all.push(Block::Heading("Verdicts".to_owned()));
    all.push(Block::Table(rows));
}

/// So many causes are told in full; the others are counted.
const TOLD: usize = 40;

fn causes(summary: &Summary, all: &mut Vec<Block>) {
    if summary.causes.is_empty() {
        return;
    }
    all.push(Block::Heading("What went wrong, since when and from whom".to_owned()));
    for (at, cause) in summary.causes.iter().take(TOLD).enumerate() {
        all.push(item(at + 1, cause));
    }
    if let Some(more) = summary.causes.len().checked_sub(TOLD).filter(|n| *n > 0) {
        let hits: u64 = summary.causes[TOLD..].iter().map(|c| c.count).sum();
        all.push(Block::Text(format!(
            "{} more causes with {} postbacks; --format json tells all.",
            number(more as u64),
            number(hits)
        )));
    }
}

fn item(at: usize, cause: &Cause) -> Block {
    let about = Verdict::named(&cause.verdict).map_or("", |v| v.about().summary);
    let reason = cause.reason.as_deref().and_then(Reason::named).map_or("", Reason::words);
    let times = if cause.count == 1 { "once".to_owned() } else { format!("{} times", number(cause.count)) };
    let title =
        format!("{at}. {} ({}), {times}, from {}", cause.verdict, cause.reason.as_deref().unwrap_or("-"), cause.sender);
    let mut lines = vec![format!("{about}: {reason}.")];
    let since = match (&cause.first, &cause.last) {
        (Some(first), Some(last)) if first == last => format!("At {first}"),
        (Some(first), Some(last)) => format!("Since {first}, last {last}"),
        _ => String::new(),
    };
    let ones = |n: u64| if n == 1 { "1 right one".to_owned() } else { format!("{} right ones", number(n)) };
    let before = match cause.right_before {
        0 => "none right before that".to_owned(),
        n => format!("before that {}", ones(n)),
    };
    let after = if cause.right_after > 0 { format!(", {} after it", ones(cause.right_after)) } else { String::new() };
    if !since.is_empty() {
        lines.push(format!("{since}; {before}{after}."));
    }
    if let Some(parameter) = &cause.parameter {
        let shape = cause.shape.as_deref().map(|s| format!("={s}")).unwrap_or_default();
        lines.push(format!("What it looks like: `{parameter}{shape}`."));
    }
    for (what, map) in [("Offers", &cause.offers), ("Events", &cause.events)] {
        if !map.is_empty() {
            let mut named: Vec<(&String, &u64)> = map.iter().collect();
            named.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), (*name).clone()));
            let more = if named.len() > 5 { format!(" and {} more", named.len() - 5) } else { String::new() };
            let list: Vec<String> =
                named.iter().take(5).map(|(name, count)| format!("{name} ({})", number(**count))).collect();
            lines.push(format!("{what}: {}{more}.", list.join(", ")));
        }
    }
    if !cause.help.is_empty() {
        lines.push(format!("What to do: {}", cause.help));
    }
    let mut code = Vec::new();
    if let Some(example) = &cause.example {
        code.push(format!("{}:{} {}", example.path, example.line, example.url));
    }
    code.push(cause.command.clone());
    Block::Item(title, lines, code)
}

fn grouped(counts: &summary::Summary, by: By, all: &mut Vec<Block>) {
    let mut rows: Vec<(String, u64)> = match by {
        By::Sender => counts
            .senders
            .iter()
            .map(|(s, n)| (if s.is_empty() { "(unknown)".to_owned() } else { s.clone() }, *n))
            .collect(),
        By::Offer => counts.offers.iter().map(|(id, t)| (id.clone(), t.postbacks)).collect(),
        By::Event => {
            let mut events = std::collections::BTreeMap::new();
            for (event, n) in counts.offers.values().flat_map(|t| &t.events) {
                *events.entry(event.clone()).or_default() += *n;
            }
            events
                .into_iter()
                .map(|(e, n): (String, u64)| (if e.is_empty() { "(none)".to_owned() } else { e }, n))
                .collect()
        }
        By::Hour | By::Cause => Vec::new(),
    };
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let name = By::ALL.iter().find(|(b, _)| *b == by).map_or("", |(_, name)| name);
    all.push(Block::Heading(format!("By {name}")));
    let mut table = vec![vec![name.to_owned(), "postbacks".to_owned(), "right".to_owned()]];
    if by == By::Hour {
        for (hour, verdicts) in &counts.hours {
            let right = verdicts.get(&Verdict::Success).copied().unwrap_or_default();
            let when = crate::log::time::Time(hour * 3_600_000).to_string();
            table.push(vec![when, number(verdicts.values().sum()), number(right)]);
        }
    } else {
        table[0].truncate(2);
        table.extend(rows.into_iter().map(|(name, n)| vec![name, number(n)]));
    }
    all.push(Block::Table(table));
}

fn offers(summary: &Summary, all: &mut Vec<Block>) {
    if !summary.offers.is_empty() {
        all.push(Block::Heading("Silent offers".to_owned()));
        let mut rows = vec![["offer", "clicks", "postbacks", "silent since"].map(str::to_owned).to_vec()];
        rows.extend(summary.offers.iter().map(|o| {
            let clicks = o.clicks.map(number).unwrap_or_default();
            let since = o.silent_since.clone().unwrap_or_else(|| "no postback at all".to_owned());
            vec![o.id.clone(), clicks, number(o.postbacks), since]
        }));
        all.push(Block::Table(rows));
    }
    if !summary.events.is_empty() {
        all.push(Block::Heading("Events never received".to_owned()));
        let mut rows = vec![["offer", "event", "received instead"].map(str::to_owned).to_vec()];
        rows.extend(summary.events.iter().map(|e| {
            let instead: Vec<String> = e.instead.iter().map(|(name, n)| format!("{name} ({n})")).collect();
            vec![e.offer.clone(), e.event.clone(), instead.join(", ")]
        }));
        all.push(Block::Table(rows));
    }
}

fn rest(summary: &Summary, all: &mut Vec<Block>) {
    let risk: Vec<String> = summary
        .at_risk
        .iter()
        .filter(|(_, n)| **n > 0.0)
        .map(|(c, n)| format!("{n:.2} {c}").trim_end().to_owned())
        .collect();
    let mut texts = Vec::new();
    if !risk.is_empty() {
        texts.push(format!("Money in postbacks that did not count: {}.", risk.join(", ")));
    }
    texts.extend(counted_notes(summary));
    texts.extend(summary.notes.iter().cloned());
    let first = |c: &super::v1::Counted| {
        c.first.as_ref().map(|f| format!(" The first is {}:{}: {}", f.path, f.line, f.text)).unwrap_or_default()
    };
    if summary.other.count > 0 {
        texts.push(format!(
            "{}.{}",
            plural(summary.other.count, "other request", "other requests"),
            first(&summary.other)
        ));
    }
    if summary.refused > 0 {
        let count = plural(summary.refused, "request was", "requests were");
        texts.push(format!("{count} refused before it was known what was asked for."));
    }
    if summary.unread.count > 0 {
        let count = plural(summary.unread.count, "line does", "lines do");
        texts.push(format!("{count} not parse.{}", first(&summary.unread)));
    }
    if !texts.is_empty() {
        all.push(Block::Heading("Besides".to_owned()));
        all.extend(texts.into_iter().map(Block::Text));
    }
    if !summary.not_judged.is_empty() {
        all.push(Block::Heading("Not judged".to_owned()));
        for missing in &summary.not_judged {
            let words = Reason::named(&missing.reason).map_or("", Reason::words);
            all.push(Block::Text(format!(
                "{} ({}): {words}. {}",
                missing.reason,
                number(missing.count),
                missing.hand_in
            )));
        }
    }
}
