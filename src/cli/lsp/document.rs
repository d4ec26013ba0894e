//! A file that is open in the editor, and what was found in it.

use super::lines::Lines;
use super::project::{Project, Trouble};
use crate::checker::{Checked, Located, Text};
use crate::findings::{Mask, masked};
use crate::settings::{Config, ConfigError, FILE_NAME};
use crate::span::Severity;
use serde_json::{Value, json};
use std::path::PathBuf;

/// An open file.
pub struct Document {
    pub path: PathBuf,
    pub version: Value,
    pub lines: Lines,
    /// What was found in this text; `None` until it was looked at.
    checked: Option<Checked>,
}

impl Document {
    pub fn new(path: PathBuf, version: Value, text: String) -> Self {
        Self { path, version, lines: Lines::new(text), checked: None }
    }

    /// Takes over a new text.
    pub fn set(&mut self, version: Value, text: String) {
        (self.version, self.lines, self.checked) = (version, Lines::new(text), None);
    }

    /// Looks at it again when it is asked for next: the configuration has changed.
    pub fn forget(&mut self) {
        self.checked = None;
    }

    pub fn is_configuration(&self) -> bool {
        self.path.file_name().is_some_and(|name| name == FILE_NAME)
    }

    /// What is found in it.
    pub fn checked(&mut self, project: &Project) -> &Checked {
        let (path, text) = (&self.path, self.lines.text());
        let skipped = self.path.file_name().is_some_and(|name| name == FILE_NAME) || project.excludes(path);
        self.checked.get_or_insert_with(|| {
            if skipped { Checked::default() } else { project.checker().document(&project.name(path), text.as_bytes()) }
        })
    }

    /// The text, and what is found in it.
    pub fn both(&mut self, project: &Project) -> (&Lines, &Checked) {
        self.checked(project);
        (&self.lines, self.checked.get_or_insert_default())
    }

    /// The diagnostics, in the order of the text.
    pub fn diagnostics(&mut self, project: &Project) -> Vec<Value> {
        if self.is_configuration() {
            self.checked.get_or_insert_default();
            let errors = Config::read(self.lines.text()).err().unwrap_or_default();
            return errors.iter().map(|error| of_configuration(error, &self.lines)).collect();
        }
        self.checked(project);
        let (lines, Some(checked)) = (&self.lines, &self.checked) else { return Vec::new() };
        let found = checked.texts.iter().flat_map(|text| text.findings.iter().map(|f| diagnostic(text, f, lines)));
        let unread = checked.unread.iter().map(|unread| {
            let line = unread.line.unwrap_or(1).saturating_sub(1);
            let start = json!({ "line": line, "character": 0 });
            let end = lines.byte(&json!({ "line": line, "character": u32::MAX })).unwrap_or_default();
            json!({
                "range": { "start": start, "end": lines.position(end) },
                "severity": 1,
                "source": "tracklint",
                "message": masked(&unread.message),
            })
        });
        found.chain(unread).collect()
    }
}

/// What is wrong with a configuration that nobody has open.
pub fn of_trouble(trouble: &Trouble) -> Vec<Value> {
    let lines = Lines::new(trouble.text.clone());
    let whole = trouble
        .message
        .iter()
        .map(|message| json!({ "range": lines.range(0, 0), "severity": 1, "source": "tracklint", "message": message }));
    trouble.errors.iter().map(|error| of_configuration(error, &lines)).chain(whole).collect()
}

fn of_configuration(error: &ConfigError, lines: &Lines) -> Value {
    json!({
        "range": lines.range(error.span.start, error.span.end),
        "severity": 1,
        "source": "tracklint",
        "code": "configuration",
        "message": error.message,
    })
}

/// A finding as the editor shows it. An editor may log it, so that nothing secret is in it.
pub fn diagnostic(text: &Text, located: &Located, lines: &Lines) -> Value {
    let finding = &located.finding;
    let severity = match finding.severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Advice => 3,
    };
    let range = lines.range(located.range.start.byte as usize, located.range.end.byte as usize);
    json!({
        "range": range,
        "severity": severity,
        "source": "tracklint",
        "code": finding.rule.id,
        "message": shown(text, &message(located)),
    })
}

/// What a finding says: what is wrong, what it costs, what to do.
pub fn message(located: &Located) -> String {
    let finding = &located.finding;
    let sentences = [&finding.what, &finding.cost].into_iter().filter(|s| !s.is_empty());
    let said: Vec<&str> = sentences.map(String::as_str).collect();
    format!("{}\n{}", said.join(" "), finding.todo).trim_end().to_owned()
}

/// Words with what is secret in the link masked.
pub fn shown(text: &Text, words: &str) -> String {
    Mask::of(&text.text, &text.decision).words(words).into_owned()
}
