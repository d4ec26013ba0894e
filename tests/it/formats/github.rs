//! Workflow commands, decoded as GitHub's runner decodes them.

use super::{STYLE, golden, scene};
use std::collections::BTreeMap;
use tracklint::report::OutputFormat;

/// A command as the runner understands it.
#[derive(Debug)]
pub struct Command {
    pub name: String,
    pub properties: BTreeMap<String, String>,
    pub data: String,
}

/// What the runner makes of a line: blanks before it do not count, the name ends at the first blank, a property
/// without a value is none, and escapes are undone one kind after the other, `%25` last.
pub fn command(line: &str) -> Option<Command> {
    let (info, data) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (name, rest) = info.split_once(' ').unwrap_or((info, ""));
    let pairs = rest.trim().split(',').filter_map(|pair| pair.split_once('=')).filter(|(_, value)| !value.is_empty());
    let undo = |text: &str, escapes: &[(&str, &str)]| {
        let text = escapes.iter().fold(text.to_owned(), |text, (escape, c)| text.replace(escape, c));
        text.replace("%25", "%")
    };
    let lines = [("%0D", "\r"), ("%0A", "\n")];
    let all = [lines[0], lines[1], ("%3A", ":"), ("%2C", ",")];
    Some(Command {
        name: name.to_owned(),
        properties: pairs.map(|(key, value)| (key.to_owned(), undo(value, &all))).collect(),
        data: undo(data, &lines),
    })
}

/// True if a runner obeys the line in the older way: `##[name]`, wherever it stands; or Azure's or TeamCity's do.
pub fn is_old_command(line: &str) -> bool {
    let name = |bracket: usize| line[..bracket].trim_end_matches(|c: char| c.is_ascii_alphabetic());
    line.match_indices('[').any(|(bracket, _)| name(bracket).ends_with("##"))
}

/// The commands of a page. Every line is one, but those of the tables.
pub fn read(page: &str) -> Vec<Command> {
    page.lines().filter_map(command).collect()
}

/// Checks what holds of every page.
pub fn check(page: &str) -> Vec<Command> {
    assert!(page.lines().all(|line| !is_old_command(line)), "{page}");
    let commands = read(page);
    for Command { name, properties, data } in &commands {
        assert!(["error", "warning", "notice"].contains(&&**name), "{name}");
        assert!(!data.is_empty());
        let number = |key: &str| properties.get(key).map(|n| n.parse::<u64>().expect("a number"));
        for key in properties.keys() {
            assert!(["file", "line", "col", "endLine", "endColumn", "title"].contains(&&**key), "{key}");
        }
        assert!(number("line").is_none_or(|n| n >= 1) && number("col").is_none_or(|n| n >= 1));
        assert_eq!(properties.contains_key("line"), properties.contains_key("file") && number("line").is_some());
        assert!(number("endLine") >= number("line") || number("endLine").is_none(), "{properties:?}");
        // A column of another line would mark a place that is none.
        assert!(number("endColumn").is_none() || number("endLine") == number("line"), "{properties:?}");
    }
    commands
}

#[test]
fn github_reads_what_was_meant() {
    let page = scene(OutputFormat::GitHub, STYLE);
    golden("scene-github.txt", &page);
    let commands = check(&page);
    let names: Vec<&str> = commands.iter().map(|c| &*c.name).collect();
    assert_eq!(names, ["error", "error", "notice", "warning", "warning", "error", "error", "error", "notice"]);
    let property = |at: usize, key: &str| commands[at].properties.get(key).map(String::as_str);
    // A pasted link is in no file, so its place is in the words.
    assert_eq!((property(0, "file"), property(0, "line")), (None, None));
    assert!(commands[0].data.starts_with("<argument 1>:1:47: `[af_sub1](1)` gives"), "{}", commands[0].data);
    assert!(commands[0].data.ends_with("See also ./my offers/acme.json:3:82."), "{}", commands[0].data);
    assert_eq!(property(1, "file"), Some("my offers/acme.json"));
    assert_eq!((property(1, "line"), property(1, "endLine")), (Some("3"), Some("3")));
    assert_eq!((property(1, "col"), property(1, "endColumn")), (Some("90"), Some("101")));
    assert_eq!(property(1, "title"), Some("unbraced-macro"));
    // Over two lines there is no end column.
    assert_eq!((property(5, "line"), property(5, "endLine"), property(5, "endColumn")), (Some("4"), Some("5"), None));
    assert_eq!((property(6, "file"), property(6, "col")), (Some("bad, 100%.json"), Some("7")));
    assert_eq!(commands[6].data, "JSON: a comma: %0A");
    assert_eq!(commands[7].data, "<stdin>: reading stopped");
    // The tables are no commands.
    assert_eq!(page.lines().filter(|l| l.trim_start().starts_with("::")).count(), commands.len());
}
