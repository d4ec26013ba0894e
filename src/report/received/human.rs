//! The summary in a terminal.

use super::By;
use super::pages::{Block, blocks};
use super::v1::Summary;
use crate::log::summary;
use crate::report::Style;
use crate::report::columns::{visible, wrap};
use crate::report::inert;
use crate::report::plain::tidy;
use owo_colors::OwoColorize;

/// The summary for a terminal.
#[must_use]
pub fn human(summary: &Summary, counts: Option<&summary::Summary>, by: By, style: &Style) -> String {
    let width = style.width.clamp(40, 120);
    let mut out = String::new();
    let strong = |text: &str| if style.color { visible(text).bold().to_string() } else { visible(text).into_owned() };
    let put = |out: &mut String, text: &str, indent: &str| {
        for line in wrap(text, width.saturating_sub(indent.len())).lines() {
            out.push_str(indent);
            out.push_str(line.trim_end());
            out.push('\n');
        }
    };
    for block in blocks(summary, counts, by) {
        match block {
            Block::Heading(text) => out.push_str(&format!("\n{}\n", strong(&text))),
            Block::Text(text) => put(&mut out, &text, ""),
            Block::Table(rows) => {
                let columns = rows.first().map_or(0, Vec::len);
                let widths: Vec<usize> = (0..columns)
                    .map(|c| rows.iter().map(|r| visible(&r[c]).chars().count()).max().unwrap_or(0))
                    .collect();
                for row in rows.iter().skip(1) {
                    let cells = row.iter().zip(&widths).enumerate().map(|(c, (cell, width))| {
                        let cell = visible(cell);
                        if c == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
                    });
                    out.push_str(&format!("  {}\n", cells.collect::<Vec<_>>().join("  ").trim_end()));
                }
            }
            Block::Item(title, lines, code) => {
                out.push('\n');
                for (number, line) in wrap(&title, width).lines().enumerate() {
                    out.push_str(if number == 0 { "" } else { "   " });
                    out.push_str(&strong(line.trim_end()));
                    out.push('\n');
                }
                lines.iter().for_each(|line| put(&mut out, line, "   "));
                for line in code {
                    out.push_str(&format!("   {}\n", visible(&line)));
                }
            }
        }
    }
    tidy_lines(&out, style)
}

/// On a terminal colours are ours and all else was made visible before; elsewhere nothing may be an order for a machine.
fn tidy_lines(text: &str, style: &Style) -> String {
    if style.color { inert(text).into_owned() } else { text.lines().map(|l| format!("{}\n", tidy(l))).collect() }
}
