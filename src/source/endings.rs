//! The kinds of files, by the endings of their names, in one table: what is read in folders, as what, and what is never
//! taken for anything else.

use super::format::InputFormat;
use super::syntax::Syntax;

/// What a name tells of how a text is read line by line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineReading {
    /// Nothing: how it begins decides.
    Nothing,
    /// All of it.
    Always(InputFormat),
    /// All of it, unless its first line is a record.
    UnlessRecords(InputFormat),
}

/// A kind of file.
#[derive(Clone, Copy, Debug)]
pub struct FileKind {
    /// The endings of its names, in small letters.
    pub endings: &'static [&'static str],
    /// How it is taken apart, if it has a structure.
    pub syntax: Option<Syntax>,
    /// How its lines are read.
    pub format: LineReading,
    /// It is read when it is found in a folder; others only where they are named.
    pub in_folders: bool,
}

const fn structured(syntax: Syntax, endings: &'static [&'static str]) -> FileKind {
    FileKind { endings, syntax: Some(syntax), format: LineReading::Nothing, in_folders: true }
}

const fn text(format: LineReading, endings: &'static [&'static str]) -> FileKind {
    FileKind { endings, syntax: None, format, in_folders: false }
}

const fn found(kind: FileKind) -> FileKind {
    FileKind { in_folders: true, ..kind }
}

/// Every kind.
pub const KINDS: &[FileKind] = &[
    structured(Syntax::Json, &["json", "jsonc", "json5"]),
    FileKind { format: LineReading::Always(InputFormat::Records), ..structured(Syntax::Json, &["jsonl", "ndjson"]) },
    structured(Syntax::Yaml, &["yaml", "yml"]),
    structured(Syntax::Toml, &["toml"]),
    structured(Syntax::Csv, &["csv", "tsv"]),
    structured(Syntax::Xml, &["xml"]),
    structured(Syntax::Html, &["html", "htm", "xhtml"]),
    found(text(LineReading::Nothing, &["txt"])),
    found(text(LineReading::UnlessRecords(InputFormat::Log), &["log"])),
    found(text(LineReading::UnlessRecords(InputFormat::Markdown), &["md", "markdown"])),
    text(LineReading::UnlessRecords(InputFormat::Markdown), &["mdx"]),
    found(text(LineReading::Always(InputFormat::Text), &["eml", "mbox"])),
    text(LineReading::Always(InputFormat::Data), &["sql", "ser", "dump", "ldif"]),
    text(
        LineReading::Always(InputFormat::Code),
        &[
            "as", "astro", "bas", "bash", "bat", "c", "cc", "cfm", "cjs", "clj", "cmd", "coffee", "cpp", "cs", "css",
            "dart", "ejs", "erb", "erl", "ex", "exs", "fish", "go", "gradle", "groovy", "h", "hpp", "hs", "java", "jl",
            "js", "jsp", "jsx", "kt", "kts", "lua", "m", "mjs", "mm", "php", "pl", "pm", "ps1", "py", "r", "rb", "rs",
            "scala", "scss", "sh", "svelte", "swift", "tf", "ts", "tsx", "vb", "vue", "zsh",
        ],
    ),
];

impl FileKind {
    /// The kind of a file called `name`, if its ending tells.
    #[must_use]
    pub fn of(name: &str) -> Option<&'static Self> {
        let (_, ending) = name.rsplit(['/', '\\']).next()?.rsplit_once('.')?;
        KINDS.iter().find(|kind| kind.endings.iter().any(|e| e.eq_ignore_ascii_case(ending)))
    }
}

impl Syntax {
    /// The format of files of that name.
    #[must_use]
    pub fn by_name(path: &str) -> Option<Self> {
        FileKind::of(path)?.syntax
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_ending_stands_twice() {
        let mut all: Vec<&str> = KINDS.iter().flat_map(|kind| kind.endings).copied().collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(all.iter().all(|ending| *ending == ending.to_ascii_lowercase()));
    }
}
