//! The command line, in process: one file of `tests/cli/` a case.
//!
//! A case begins with `$ tracklint ARGUMENTS`, quoted as for a shell, with the
//! escapes below. Sections follow, each headed by `--- `:
//! `stdin`, `file NAME`, `folder NAME`, `env` (NAME=VALUE a line), `terminal` (words: stdin, stdout, and a
//! width), and what is expected: `exit`, `stdout`, `stderr`, `file NAME after`; `stdout has` in place of `stdout`
//! names lines that must come out among others, for lists that grow. In the text of a section `\xNN`
//! is a byte, `\\` a backslash, and a `\` that ends a line takes the line end away.
//! `BLESS=1 cargo test --test it cli` writes down what comes out.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use tracklint::cli::{Io, NoTerminal, main as tracklint, tree};

#[derive(Default)]
struct Case {
    command: String,
    /// Heading and text, in the order of the file.
    sections: Vec<(String, Vec<u8>)>,
}

#[derive(Debug, PartialEq, Eq)]
struct Came {
    exit: u8,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
    files: BTreeMap<String, Vec<u8>>,
}

const EXPECTED: [&str; 3] = ["exit", "stdout", "stderr"];

impl Case {
    fn read(text: &str) -> Self {
        let mut case = Self::default();
        let mut lines = text.split_inclusive('\n');
        case.command = lines.next().unwrap_or_default().trim_end().trim_start_matches("$ tracklint").trim().to_owned();
        for line in lines {
            match line.strip_prefix("--- ") {
                Some(heading) => case.sections.push((heading.trim_end().to_owned(), Vec::new())),
                None => {
                    if let Some((_, body)) = case.sections.last_mut() {
                        body.extend(unescape(line));
                    }
                }
            }
        }
        case
    }

    fn section(&self, heading: &str) -> Option<&[u8]> {
        self.sections.iter().find(|(h, _)| h == heading).map(|(_, body)| &**body)
    }

    fn text(&self, heading: &str) -> String {
        String::from_utf8_lossy(self.section(heading).unwrap_or_default()).into_owned()
    }

    /// Names of files whose state afterwards is written down.
    fn files_after(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().filter_map(|(h, _)| h.strip_prefix("file ")?.strip_suffix(" after"))
    }

    fn prepare(&self, folder: &Path) {
        for (heading, body) in &self.sections {
            match heading.split_once(' ') {
                Some(("file", name)) if !name.ends_with(" after") => {
                    let path = folder.join(name);
                    path.parent().map(std::fs::create_dir_all).transpose().unwrap();
                    std::fs::write(path, body).unwrap();
                }
                Some(("folder", name)) => std::fs::create_dir_all(folder.join(name)).unwrap(),
                _ => {}
            }
        }
    }

    fn run(&self) -> Came {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        self.prepare(&root);
        let terminal = self.text("terminal");
        let has = |word: &str| terminal.split_whitespace().any(|w| w == word);
        let variables = self.text("env");
        let env = |name: &str| {
            let found = variables.lines().filter_map(|l| l.split_once('=')).find(|(n, _)| *n == name);
            found.map(|(_, value)| OsString::from(value))
        };
        let stdin = self.section("stdin").unwrap_or_default().to_vec();
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let exit = tracklint(
            std::iter::once("tracklint".into()).chain(split(&self.command)),
            &mut Io {
                stdin: &mut &*stdin,
                stdout: &mut stdout,
                stderr: &mut stderr,
                env: &env,
                stdin_is_terminal: has("stdin"),
                stdout_is_terminal: has("stdout"),
                terminal: &NoTerminal,
                width: terminal.split_whitespace().find_map(|w| w.parse().ok()).unwrap_or(80),
                cwd: root.clone(),
            },
        );
        let place = root.display().to_string();
        let hidden = |bytes: Vec<u8>| String::from_utf8(bytes).map(|t| t.replace(&place, "[DIR]").into_bytes());
        if let Some(wanted) = self.section("stdout has") {
            // Only what was asked for is kept, so that it compares equal if all of it is there.
            let came: Vec<&[u8]> = stdout.split(|b| *b == b'\n').collect();
            let kept = wanted.split_inclusive(|b| *b == b'\n').filter(|l| came.contains(&&l[..l.len() - 1]));
            stdout = kept.flatten().copied().collect();
        }
        let files = self.files_after().map(|name| {
            let body = std::fs::read(root.join(name)).unwrap_or_else(|_| b"(there is none)\n".to_vec());
            (name.to_owned(), body)
        });
        let files = files.collect();
        Came { exit, stdout: hidden(stdout).unwrap(), stderr: hidden(stderr).unwrap(), files }
    }

    fn expected(&self) -> Came {
        let files =
            self.files_after().map(|n| (n.to_owned(), self.section(&format!("file {n} after")).unwrap().to_vec()));
        Came {
            exit: self.text("exit").trim().parse().unwrap_or(255),
            stdout: self.section("stdout").or(self.section("stdout has")).unwrap_or_default().to_vec(),
            stderr: self.section("stderr").unwrap_or_default().to_vec(),
            files: files.collect(),
        }
    }

    /// The case with what came out written down.
    fn blessed(&self, came: &Came) -> String {
        let mut out = format!("{}\n", format!("$ tracklint {}", self.command).trim_end());
        let mut add = |heading: &str, body: &[u8]| {
            if !body.is_empty() || heading.starts_with("f") {
                out.push_str(&format!("--- {heading}\n{}", escape(body)));
            }
        };
        for (heading, body) in &self.sections {
            if !EXPECTED.contains(&&**heading) && !heading.ends_with(" after") && heading != "stdout has" {
                add(heading, body);
            }
        }
        add("exit", format!("{}\n", came.exit).as_bytes());
        match self.section("stdout has") {
            Some(_) => add("stdout has", &came.stdout),
            None => add("stdout", &came.stdout),
        }
        add("stderr", &came.stderr);
        came.files.iter().for_each(|(name, body)| add(&format!("file {name} after"), body));
        out
    }
}

/// Cuts a command line as a shell does, quotes and all.
fn split(line: &str) -> Vec<OsString> {
    let mut words = Vec::new();
    let (mut word, quote) = (None::<String>, Cell::new(None));
    for c in line.chars() {
        match (c, quote.get()) {
            ('\'' | '"', None) => {
                quote.set(Some(c));
                word.get_or_insert_default();
            }
            (c, Some(q)) if c == q => quote.set(None),
            (' ', None) => words.extend(word.take().map(OsString::from)),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word.map(OsString::from));
    let plain = |word: OsString| String::from_utf8(unescape(&word.to_string_lossy())).unwrap().into();
    words.into_iter().map(plain).collect()
}

fn unescape(line: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        out.extend(&rest.as_bytes()[..at]);
        let after = &rest[at + 1..];
        let hex = after.strip_prefix('x').and_then(|h| u8::from_str_radix(h.get(..2)?, 16).ok());
        rest = match hex {
            Some(byte) => {
                out.push(byte);
                &after[3..]
            }
            None if after == "\n" => "",
            None => {
                out.push(b'\\');
                after.strip_prefix('\\').unwrap_or(after)
            }
        };
    }
    out.extend(rest.as_bytes());
    out
}

fn escape(body: &[u8]) -> String {
    let mut out = String::new();
    for chunk in body.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\\' => out.push_str("\\\\"),
                '\n' => out.push('\n'),
                c if c.is_ascii_control() => out.push_str(&format!("\\x{:02X}", c as u32)),
                // Characters that nobody could see in the case.
                '\u{feff}' | '\u{200b}' | '\u{202e}' | '\u{a0}' => {
                    c.encode_utf8(&mut [0; 4]).bytes().for_each(|b| out.push_str(&format!("\\x{b:02X}")));
                }
                c => out.push(c),
            }
        }
        chunk.invalid().iter().for_each(|b| out.push_str(&format!("\\x{b:02X}")));
    }
    if !out.is_empty() && !out.ends_with('\n') {
        out.push_str("\\\n");
    }
    // What looks like a heading is none.
    let lines =
        out.split_inclusive('\n').map(|l| l.strip_prefix("--- ").map_or(l.to_owned(), |l| format!("\\x2D-- {l}")));
    lines.collect()
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "case"));
    paths.sort();
    paths
}

#[test]
fn every_case_comes_out_as_written() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut failures = String::new();
    let paths = cases();
    assert!(paths.len() > 50, "only {} cases were found", paths.len());
    for path in paths {
        let case = Case::read(&std::fs::read_to_string(&path).unwrap());
        let came = case.run();
        if bless {
            std::fs::write(&path, case.blessed(&came)).unwrap();
        } else if came != case.expected() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let (is, was) = (case.blessed(&came), case.blessed(&case.expected()));
            failures.push_str(&format!("\n===== {name}\n----- expected\n{was}----- came\n{is}"));
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn sections_survive_being_written_and_read() {
    let bytes = b"--- a\\b\x1b[31m\xff \xEF\xBB\xBF\r\n\\x41 end without a line end";
    let written = escape(bytes);
    let read: Vec<u8> = written.split_inclusive('\n').flat_map(unescape).collect();
    assert_eq!(read, bytes);
}

/// The cases' command lines as words, each with the command it calls.
fn called() -> Vec<(String, Vec<String>)> {
    let names: Vec<String> = tree().get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let read = |path: &PathBuf| {
        let case = Case::read(&std::fs::read_to_string(path).unwrap());
        let words: Vec<String> = split(&case.command).iter().map(|w| w.to_string_lossy().into_owned()).collect();
        let command = words.iter().find(|word| names.contains(word)).cloned();
        (command.unwrap_or_else(|| "check".to_owned()), words)
    };
    cases().iter().map(read).collect()
}

/// Every command stands in some case, and so does every option of every command, long and short, so that none does
/// nothing.
#[test]
fn every_command_and_option_has_a_case() {
    let called = called();
    let mut missing = Vec::new();
    // A baseline is made with the options of check, which have their cases there.
    for command in tree().get_subcommands().filter(|c| c.get_name() != "baseline") {
        let name = command.get_name();
        let lines: Vec<&Vec<String>> = called.iter().filter(|(c, _)| c == name).map(|(_, words)| words).collect();
        assert!(!lines.is_empty(), "no case calls {name}");
        let uses = |option: &str| {
            lines.iter().any(|words| words.iter().any(|w| w == option || w.starts_with(&format!("{option}="))))
        };
        for argument in command.get_arguments() {
            let long = argument.get_long().map(|long| format!("--{long}"));
            let short = argument.get_short().map(|short| format!("-{short}"));
            let unused = long.into_iter().chain(short).filter(|option| !uses(option));
            missing.extend(unused.map(|option| format!("{name} {option}")));
        }
    }
    assert!(missing.is_empty(), "no case uses {missing:#?}");
}

/// Every name that an option lists is taken in some case: formats, roles, levels, shells, ...
#[test]
fn every_listed_value_has_a_case() {
    let lines: Vec<String> = called().iter().map(|(_, words)| words.join("\n").replace('=', "\n")).collect();
    let tree = tree();
    let arguments = tree.get_subcommands().flat_map(|c| c.get_arguments().map(move |a| (c.get_name(), a)));
    let mut missing = Vec::new();
    for (command, argument) in arguments.filter(|(_, a)| a.get_action().takes_values()) {
        let names = argument.get_value_parser().possible_values().into_iter().flatten();
        let names: Vec<String> = names.map(|value| value.get_name().to_owned()).collect();
        // Rules, platforms and commands are lists of their own, with tests of their own.
        if names.len() > 10 {
            continue;
        }
        for name in names {
            let wanted =
                format!("{}\n{name}", argument.get_long().map_or(command.to_owned(), |long| format!("--{long}")));
            if !lines.iter().any(|line| format!("{line}\n").contains(&format!("{wanted}\n"))) {
                missing.push(wanted.replace('\n', " "));
            }
        }
    }
    assert!(missing.is_empty(), "no case uses {missing:#?}");
}
