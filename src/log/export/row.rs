//! One row of an export: columns by name, whatever file they stood in.

use serde_json::{Map, Value};
use std::collections::HashMap;

/// A row. Columns of nested objects have dots in their names: `date.sec`.
#[derive(Clone, Debug, Default)]
pub struct Row(HashMap<String, String>);

impl Row {
    /// The row that an object is.
    #[must_use]
    pub fn of_object(object: &Map<String, Value>) -> Self {
        let mut row = Self::default();
        row.note("", object, 0);
        row
    }

    /// The row of a table.
    #[must_use]
    pub fn of_fields<'a>(names: impl Iterator<Item = &'a str>, fields: impl Iterator<Item = &'a str>) -> Self {
        Self(names.map(|n| n.trim().to_ascii_lowercase()).zip(fields.map(str::to_owned)).collect())
    }

    fn note(&mut self, before: &str, object: &Map<String, Value>, depth: usize) {
        for (key, value) in object {
            let name = format!("{before}{}", key.to_ascii_lowercase());
            match value {
                Value::Object(inner) if depth < 4 => {
                    self.note(&format!("{name}."), inner, depth + 1);
                    self.0.insert(name, value.to_string());
                }
                Value::String(text) => drop(self.0.insert(name, text.clone())),
                Value::Null => {}
                other => drop(self.0.insert(name, other.to_string())),
            }
        }
    }

    /// The names of its columns.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.keys().map(String::as_str)
    }

    /// True if it has the column, with something in it or nothing.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// What stands in the column, where that is something.
    #[must_use]
    pub fn some(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|t| t.as_str()).filter(|t| !t.trim().is_empty())
    }

    /// A URL put together from columns that hold parameters as objects.
    pub(super) fn rebuilt(&self, path: &str, names: &[&str]) -> String {
        let objects: Vec<Map<String, Value>> =
            names.iter().filter_map(|name| serde_json::from_str(self.some(name)?).ok()).collect();
        let pairs: Vec<(String, String)> = objects
            .into_iter()
            .flatten()
            .map(|(key, value)| match value {
                Value::String(text) => (key, text),
                other => (key, other.to_string()),
            })
            .collect();
        with_query(path, pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())))
    }
}

/// A path with parameters. What would end a value early is percent-encoded; all else stays as the export has it, so
/// that a macro is still seen.
pub fn with_query<'p>(path: &str, pairs: impl Iterator<Item = (&'p str, &'p str)>) -> String {
    let mut out = path.to_owned();
    for (number, (key, value)) in pairs.enumerate() {
        out.push(if number == 0 { '?' } else { '&' });
        out.push_str(key);
        out.push('=');
        for c in value.chars() {
            match c {
                '&' => out.push_str("%26"),
                '#' => out.push_str("%23"),
                '+' => out.push_str("%2B"),
                ' ' => out.push_str("%20"),
                '%' => out.push_str("%25"),
                c if c.is_control() => out.push_str(&format!("%{:02X}", c as u32 & 0xFF)),
                c => out.push(c),
            }
        }
    }
    out
}
