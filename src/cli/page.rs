//! A page of text for people: headings, paragraphs, lists; wrapped to the width of a terminal, or as Markdown.

use super::color::DrawStyle;
use crate::report::columns::{visible, width, wrap};
use crate::report::{Layout, markdown};
use owo_colors::OwoColorize;
use std::fmt::Write;

/// Text being laid out.
pub struct Page {
    text: String,
    width: usize,
    color: bool,
    /// The level of the title, where the page is Markdown.
    markdown: Option<usize>,
    /// The columns that a table has to fit into; `None` where every row is one line.
    table_width: Option<usize>,
}

impl Page {
    pub fn new(draw_style: DrawStyle) -> Self {
        Self {
            text: String::new(),
            width: draw_style.width.min(100),
            color: draw_style.color,
            markdown: None,
            table_width: None,
        }
    }

    /// A page, or a part of one, in Markdown, whose title has that many `#`.
    pub fn markdown(level: usize) -> Self {
        Self { text: String::new(), width: 100, color: false, markdown: Some(level), table_width: None }
    }

    /// Lets tables fit into the width of a terminal: long cells take several lines. A program that reads the table
    /// wants one line a row.
    pub fn fit_tables(mut self, draw_style: DrawStyle, is_terminal: bool) -> Self {
        self.table_width = is_terminal.then_some(draw_style.width);
        self
    }

    /// True if a table of these rows can be made to fit.
    pub fn fits(&self, rows: &[Vec<String>]) -> bool {
        self.table_width.is_none_or(|room| between(&least(rows)) <= room)
    }

    /// The title of the page and what stands behind it: `AppsFlyer` and `(appsflyer): ...`.
    pub fn title(&mut self, title: &str, rest: &str) {
        if self.markdown.is_some() {
            self.section(0, title);
            self.paragraphs(rest);
        } else {
            let all = wrap(&visible(&format!("{title} {rest}")), self.width);
            let rest = all.strip_prefix(&*visible(title)).unwrap_or_default();
            let title = format!("{}{rest}", self.strong(title));
            self.line(&title);
        }
    }

    /// A heading of Markdown, so many levels below the title.
    fn section(&mut self, below: usize, text: &str) {
        let level = self.markdown.unwrap_or(1) + below;
        self.apart();
        // Writing to a string never fails.
        let _ = writeln!(self.text, "{} {}\n", "#".repeat(level), prose(text));
    }

    /// The page as it is printed.
    pub fn finish(mut self) -> String {
        if self.markdown.is_some() {
            self.text.truncate(self.text.trim_end().len());
            self.text.push('\n');
        }
        self.text
    }

    pub fn strong(&self, text: &str) -> String {
        let text = visible(text);
        if self.color { text.bold().to_string() } else { text.into_owned() }
    }

    /// A name or a link within a line.
    pub fn code(&self, text: &str) -> String {
        let text = visible(text);
        if self.color { text.cyan().to_string() } else { text.into_owned() }
    }

    pub fn faint(&self, text: &str) -> String {
        let text = visible(text);
        if self.color { text.dimmed().to_string() } else { text.into_owned() }
    }

    /// An empty line, unless one is there.
    fn apart(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.blank();
        }
    }

    /// A line as it is.
    pub fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    pub fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A heading, with a blank line before it.
    pub fn heading(&mut self, text: &str) {
        if self.markdown.is_some() {
            return self.section(1, text);
        }
        let heading = self.strong(text);
        self.blank();
        self.line(&heading);
    }

    /// Paragraphs, which an empty line separates.
    pub fn paragraphs(&mut self, text: &str) {
        for (i, paragraph) in text.split("\n\n").enumerate() {
            let paragraph = paragraph.replace('\n', " ");
            if self.markdown.is_some() {
                self.apart();
                self.line(&prose(&paragraph));
                self.blank();
                continue;
            }
            if i > 0 {
                self.blank();
            }
            self.wrapped("", "", &paragraph);
        }
    }

    /// An item of a list.
    pub fn item(&mut self, text: &str) {
        match self.markdown {
            Some(_) => self.line(&format!("- {}", prose(text))),
            None => self.wrapped("  - ", "    ", text),
        }
    }

    /// What is to be said about the item above.
    pub fn remark(&mut self, text: &str) {
        match self.markdown {
            Some(_) => self.line(&format!("  - {}", prose(text))),
            None => self.wrapped("      ", "      ", text),
        }
    }

    /// A source, and what it says. An address becomes a link in Markdown.
    pub fn source(&mut self, page: &str, says: &str) {
        let (first, more) = page.split_once(' ').map_or((page, ""), |(first, _)| (first, &page[first.len()..]));
        let address = first.starts_with("https://") && !first.contains(['<', '>']) && !first.ends_with([',', ';', ':']);
        match self.markdown {
            Some(_) if address => self.line(&format!("- <{first}>{}", prose(&format!("{more}: {says}")))),
            _ => self.item(&format!("{page}: {says}")),
        }
    }

    /// A name, as it stands in running text.
    pub fn name(&self, name: &str) -> String {
        if self.markdown.is_some() && !name.contains('`') { format!("`{name}`") } else { name.to_owned() }
    }

    /// A link, on a line of its own.
    pub fn link(&mut self, url: &str) {
        if self.markdown.is_some() {
            return self.block(url);
        }
        let url = self.code(url);
        self.line(&format!("  {url}"));
    }

    /// A block of code in Markdown, whatever the lines hold.
    pub fn block(&mut self, text: &str) {
        let ticks = text.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1;
        let fence = "`".repeat(ticks);
        self.line(&format!("{fence}text"));
        self.line(text);
        self.line(&fence);
    }

    /// Wrapped text whose first line begins with `first` and whose others begin with `others`, which takes as many
    /// columns. `first` may hold colour.
    pub fn wrapped(&mut self, first: &str, others: &str, text: &str) {
        let room = self.width.saturating_sub(width(others)).max(20);
        for (i, line) in wrap(&visible(text), room).lines().enumerate() {
            self.line(&format!("{}{line}", if i == 0 { first } else { others }));
        }
    }

    /// Lines of columns, each as wide as its widest cell. The first line is a heading.
    pub fn table(&mut self, rows: &[Vec<String>]) {
        if self.markdown.is_some() {
            return self.markdown_table(rows);
        }
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let cells = |i: usize| rows.iter().filter_map(move |r| r.get(i));
        let mut widths: Vec<usize> = (0..columns).map(|i| cells(i).map(|c| width(c)).max().unwrap_or(0)).collect();
        if let Some(room) = self.table_width {
            narrow(&mut widths, rows, room);
        }
        for (number, row) in rows.iter().enumerate() {
            let wrapped: Vec<String> = row.iter().zip(&widths).map(|(cell, w)| self.cell(cell, *w)).collect();
            let height = wrapped.iter().map(|cell| cell.lines().count()).max().unwrap_or(1).max(1);
            for at in 0..height {
                let pieces = wrapped.iter().map(|cell| cell.lines().nth(at).unwrap_or_default());
                let padded =
                    pieces.zip(&widths).map(|(cell, w)| format!("{cell}{}", " ".repeat(w.saturating_sub(width(cell)))));
                let line = padded.collect::<Vec<_>>().join("  ");
                let line = if number == 0 { self.strong(line.trim_end()) } else { line };
                self.line(&line);
            }
        }
    }

    /// The lines of a cell.
    fn cell(&self, text: &str, room: usize) -> String {
        if self.table_width.is_some() && width(text) > room { wrap(text, room) } else { text.to_owned() }
    }

    fn markdown_table(&mut self, rows: &[Vec<String>]) {
        for (number, row) in rows.iter().enumerate() {
            self.line(&format!("| {} |", row.join(" | ")));
            if number == 0 {
                self.line(&format!("|{}", "---|".repeat(row.len())));
            }
        }
    }
}

impl Layout for Page {
    fn title(&mut self, title: &str, rest: &str) {
        self.title(title, rest);
    }

    fn paragraphs(&mut self, text: &str) {
        self.paragraphs(text);
    }

    fn heading(&mut self, text: &str) {
        self.heading(text);
    }

    fn item(&mut self, text: &str) {
        self.item(text);
    }

    fn remark(&mut self, text: &str) {
        self.remark(text);
    }

    fn source(&mut self, page: &str, says: &str) {
        self.source(page, says);
    }

    fn link(&mut self, url: &str) {
        self.link(url);
    }

    fn name(&self, name: &str) -> String {
        self.name(name)
    }
}

/// Takes columns from the widest until the table fits, but no word is broken.
fn narrow(widths: &mut [usize], rows: &[Vec<String>], room: usize) {
    let least = least(rows);
    while between(widths) > room {
        let widest = (0..widths.len()).filter(|i| widths[*i] > least[*i]).max_by_key(|i| widths[*i]);
        let Some(widest) = widest else { return };
        widths[widest] -= 1;
    }
}

/// The width of each column's longest word.
fn least(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let words = |i: usize| rows.iter().filter_map(move |row| row.get(i)).flat_map(|cell| cell.split(' '));
    (0..columns).map(|i| words(i).map(width).max().unwrap_or(0)).collect()
}

/// The columns that these take, with what lies between them.
fn between(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1)
}

/// A link within a page of Markdown, to the section of that heading.
pub fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    let kept: String = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
    format!("[{}](#{kept})", prose(heading))
}

/// Text in a cell of a table of Markdown.
pub fn cell(text: &str) -> String {
    markdown::prose(text, markdown::cell)
}

/// The examples below a command's help.
pub fn examples(lines: &[&str]) -> String {
    format!("\x1b[1m\x1b[4mExamples:\x1b[0m\n  {}", lines.join("\n  "))
}

/// A sentence of ours in Markdown.
fn prose(text: &str) -> String {
    markdown::prose(text, markdown::code)
}
