//! The file that `tracklint init` writes: every setting, commented out, from the list of settings.

use super::key::{Key, KeyKind};
use super::keys::KEYS;

/// Columns of its prose.
const WIDTH: usize = 100;

/// The text of the file. Prose begins with `# `; a setting begins with `#`, which is to be taken away to use it.
#[must_use]
pub fn starter() -> String {
    let mut text = String::new();
    prose(
        "What tracklint is told about your links. Every setting is commented out. Remove the # to use a setting, \
         and the # before its table's name with it. `tracklint --show-config` shows the values in use; \
         `tracklint schema config` prints a schema with which editors check this file.",
        &mut text,
    );
    let is_plain = |key: &&Key| {
        matches!(key.kind, KeyKind::Text(..) | KeyKind::Texts(..) | KeyKind::OneOrMore(..) | KeyKind::Flag(_))
    };
    // What stands behind a table's name belongs to the table.
    for key in KEYS.iter().filter(is_plain) {
        text.push('\n');
        setting(key, &mut text);
    }
    for key in KEYS.iter().filter(|key| !is_plain(key)) {
        table(key, key.name, &mut text);
    }
    text
}

fn setting(key: &Key, text: &mut String) {
    prose(key.about, text);
    text.push_str(&format!("#{} = {}\n", key.name, key.example));
}

fn table(key: &Key, path: &str, text: &mut String) {
    text.push('\n');
    prose(key.about, text);
    let (keys, heading) = match &key.kind {
        KeyKind::Rows(rows) => (rows.keys, format!("[[{path}]]")),
        KeyKind::Table(_) | KeyKind::Made(_) => (key.kind.table().unwrap_or_default(), format!("[{path}]")),
        _ => (&[] as &[Key], format!("[{path}]")),
    };
    text.push_str(&format!("#{heading}\n"));
    if let KeyKind::Pairs { .. } = key.kind {
        key.example.lines().for_each(|line| text.push_str(&format!("#{line}\n")));
    }
    let is_table = |key: &&Key| {
        matches!(key.kind, KeyKind::Table(_) | KeyKind::Made(_) | KeyKind::Rows(_) | KeyKind::Pairs { .. })
    };
    keys.iter().filter(|key| !is_table(key)).for_each(|key| setting(key, text));
    keys.iter().filter(is_table).for_each(|key| table(key, &format!("{path}.{}", key.name), text));
}

fn prose(words: &str, text: &mut String) {
    let mut column = WIDTH;
    for word in words.split_whitespace() {
        let wide = word.chars().count();
        if column + 1 + wide > WIDTH {
            text.push_str(if text.is_empty() || text.ends_with('\n') { "#" } else { "\n#" });
            column = 1;
        }
        text.push(' ');
        text.push_str(word);
        column += 1 + wide;
    }
    text.push('\n');
}
