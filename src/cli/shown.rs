//! `--show-config`: every setting with its value, and who said so.

use super::color::DrawStyle;
use super::io::Io;
use super::page::Page;
use crate::report::columns::visible;
use crate::settings::{Config, KEYS, Key, Settings, Written};

/// A setting, its value, and where that comes from.
pub struct Row {
    pub name: &'static str,
    pub value: String,
    /// An option or a variable; `None` where neither says anything.
    pub said_by: Option<&'static str>,
    /// What holds where nobody says anything.
    pub default: &'static str,
    /// The setting of the configuration that speaks of the same.
    pub configured: &'static str,
}

/// Prints the page.
pub fn show(rows: &[Row], settings: &Settings, draw_style: DrawStyle, io: &mut Io) -> u8 {
    let config = &settings.config;
    let mut page = Page::new(draw_style).fit_tables(draw_style, io.stdout_is_terminal);
    let file = if config.path.is_empty() { "none" } else { &config.path };
    page.wrapped("", "", &format!("configuration: {file}"));
    page.blank();
    let mut lines = vec![["setting", "value", "from"].map(str::to_owned).to_vec()];
    lines.extend(rows.iter().map(|row| line(row, config)));
    let told = |path: &str| rows.iter().any(|row| row.configured == path);
    let mut known = Vec::new();
    leaves(KEYS, "", &mut known);
    for path in known.into_iter().filter(|path| !told(path)) {
        let below = format!("{path}.");
        let mut written = config.written.iter().filter(|w| w.name == path || w.name.starts_with(&below)).peekable();
        if written.peek().is_none() {
            lines.push(vec![path.clone(), "-".to_owned(), "default".to_owned()]);
        }
        lines.extend(written.map(|w| vec![w.name.clone(), w.value.clone(), place(config, w)]));
    }
    let seen = |cells: Vec<String>| cells.iter().map(|cell| visible(cell).into_owned()).collect();
    let lines: Vec<Vec<String>> = lines.into_iter().map(seen).collect();
    page.table(&lines);
    let text = page.finish();
    io.print(&text)
}

fn line(row: &Row, config: &Config) -> Vec<String> {
    let written = config.written.iter().rev().find(|w| !row.configured.is_empty() && w.name == row.configured);
    let (value, from) = match (row.said_by, written) {
        (Some(by), _) => (row.value.clone(), by.to_owned()),
        (None, Some(written)) => (written.value.trim_matches('"').to_owned(), place(config, written)),
        (None, None) => (row.default.to_owned(), "default".to_owned()),
    };
    vec![row.name.to_owned(), value, from]
}

fn place(config: &Config, written: &Written) -> String {
    format!("{}:{}", if written.file.is_empty() { &config.path } else { &written.file }, written.line)
}

/// The names of all settings that hold a value, with the names of their tables; of several tables only the first name.
fn leaves(keys: &[Key], path: &str, found: &mut Vec<String>) {
    for key in keys {
        let name = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
        match key.kind.table() {
            Some(keys) => leaves(keys, &name, found),
            None => found.push(name),
        }
    }
}
