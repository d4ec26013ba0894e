//! A page of text for people: headings, paragraphs, lists, wrapped to the width.

use super::color::Look;
use crate::report::window::{visible, width, wrap};
use owo_colors::OwoColorize;

/// Text being laid out.
pub struct Page {
    text: String,
    width: usize,
    color: bool,
}

impl Page {
    pub fn new(look: Look) -> Self {
        Self { text: String::new(), width: look.width.min(100), color: look.color }
    }

    /// The page as it is printed.
    pub fn finish(self) -> String {
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
        let heading = self.strong(text);
        self.blank();
        self.line(&heading);
    }

    /// Paragraphs, which an empty line separates.
    pub fn paragraphs(&mut self, text: &str) {
        for (i, paragraph) in text.split("\n\n").enumerate() {
            if i > 0 {
                self.blank();
            }
            self.wrapped("", "", &paragraph.replace('\n', " "));
        }
    }

    /// An item of a list.
    pub fn item(&mut self, text: &str) {
        self.wrapped("  - ", "    ", text);
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
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let cells = |i: usize| rows.iter().filter_map(move |r| r.get(i));
        let widths: Vec<usize> = (0..columns).map(|i| cells(i).map(|c| width(c)).max().unwrap_or(0)).collect();
        for (number, row) in rows.iter().enumerate() {
            let padded = row.iter().zip(&widths).map(|(cell, w)| format!("{cell}{}", " ".repeat(w - width(cell))));
            let line = padded.collect::<Vec<_>>().join("  ");
            let line = if number == 0 { self.strong(line.trim_end()) } else { line };
            self.line(&line);
        }
    }
}
