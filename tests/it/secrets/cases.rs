//! Reads a list of cases: what is marked secret, what must stay readable, and how the program gets it.

/// How the program gets a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// A link: as an argument, as a record, on a line of a file and in a value of a JSON file.
    Link,
    /// A name of a file: as an argument, with and without such a file.
    Argument,
    /// The text of a `tracklint.toml`.
    Configuration,
    /// The text of a file with this ending.
    Document(String),
}

/// One case.
#[derive(Debug)]
pub struct Case {
    /// The kind of damage.
    pub kind: String,
    /// How the program gets it.
    pub way: Way,
    /// The text, without the marks.
    pub text: String,
    /// What must not appear in any output.
    pub secrets: Vec<String>,
    /// What must stay readable.
    pub keep: Vec<String>,
}

/// Reads a list; the head of `cases.txt` says how it is written.
pub fn read(list: &str) -> Vec<Case> {
    let (mut cases, mut kind, mut way) = (Vec::new(), String::new(), Way::Link);
    for line in list.lines().filter(|l| !l.is_empty() && !l.starts_with("# ")) {
        match line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((name, how)) if !how.contains(['=', '«', '\\']) => {
                kind = name.to_owned();
                way = match how.trim() {
                    "" => Way::Link,
                    "argument" => Way::Argument,
                    "configuration" => Way::Configuration,
                    ending => Way::Document(ending.to_owned()),
                };
            }
            _ => cases.push(case(&kind, &way, &unescaped(line))),
        }
    }
    cases
}

fn case(kind: &str, way: &Way, line: &str) -> Case {
    let mut case = Case { kind: kind.to_owned(), way: way.clone(), text: String::new(), secrets: vec![], keep: vec![] };
    let mut start = 0;
    for character in line.chars().filter(|c| *c != '¦') {
        match character {
            '«' | '‹' => start = case.text.len(),
            '»' => case.secrets.push(case.text[start..].to_owned()),
            '›' => case.keep.push(case.text[start..].to_owned()),
            other => case.text.push(other),
        }
    }
    case
}

fn unescaped(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let mut length = 1;
        match after.as_bytes().first() {
            Some(b'n') => text.push('\n'),
            Some(b't') => text.push('\t'),
            Some(b'\\') => text.push('\\'),
            Some(b'u') => {
                length = after.find('}').expect("the escape is closed") + 1;
                let number = u32::from_str_radix(&after[2..length - 1], 16).expect("a hexadecimal number");
                text.push(char::from_u32(number).expect("a character"));
            }
            _ => panic!("an unknown escape in {line}"),
        }
        rest = &after[length..];
    }
    text + rest
}
