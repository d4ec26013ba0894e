//! The README and the pages written by hand keep their word: what they tell a reader to type is run, in process and in
//! the folder of the package, and what they show is compared with what comes out.
//!
//! - `console`: a command behind each `$`, then what it prints on a terminal that is 100 wide and has no colour.
//!   The line behind the prompt's question is what somebody types.
//! - `json`: what the command before it printed, with line breaks added.
//! - `sh`: commands that have to work; nothing is shown. Commands within a sentence are run as well.
//! - `toml`: a configuration. `text`: the floors of the house. `yaml`: what CI systems read.
//! - `yml`: the file that its first line names.
//!
//! The table of rules is held too: each example is linted, and its rule has to report it.
//! `BLESS=1 cargo test --test it readme` writes outputs, numbers and summaries into the pages.

use crate::common::{root, text};
use regex::{Captures, Regex};
use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use tracklint::cli::{Io, NoTerminal, main as tracklint};
use tracklint::platform::Catalogue;
use tracklint::rule::{self, ALL};
use tracklint::settings::Config;
use yaml_rust2::YamlLoader;

const BLESS: &str = "BLESS=1 cargo test --test it readme";
const WIDTH: usize = 100;

/// Pages of which every command is run, whether it stands in a block or in a sentence, and every path and option exists.
const PAGES: [&str; 9] = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/ci.md",
    "docs/configuration.md",
    "docs/fixing.md",
    "docs/json.md",
    "docs/pairs.md",
    "docs/terminal.md",
];

/// A page whose sentences name options of one command only: its blocks are run.
const BLOCKS: &str = "docs/log.md";

/// All pages in one text.
fn pages() -> String {
    PAGES.map(text).concat()
}

/// Text between fences, or what stands between two fences.
enum Piece {
    Prose(String),
    Fenced { language: String, body: String },
}

fn pieces(readme: &str) -> Vec<Piece> {
    let mut pieces = vec![Piece::Prose(String::new())];
    for line in readme.split_inclusive('\n') {
        match (line.strip_prefix("```"), pieces.last_mut()) {
            (Some(language), Some(Piece::Prose(_))) => {
                pieces.push(Piece::Fenced { language: language.trim().to_owned(), body: String::new() });
            }
            (Some(_), _) => pieces.push(Piece::Prose(String::new())),
            (None, Some(Piece::Prose(body) | Piece::Fenced { body, .. })) => body.push_str(line),
            (None, None) => {}
        }
    }
    pieces
}

/// Bodies of the fenced pieces in that language.
fn fenced(readme: &str, wanted: &str) -> Vec<String> {
    let all = pieces(readme).into_iter();
    let bodies = all.filter_map(|p| match p {
        Piece::Fenced { language, body } if language == wanted => Some(body),
        _ => None,
    });
    bodies.collect()
}

/// Text that somebody may keep reading while others write to it: a screen, or a pipe.
#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Sink {
    fn text(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock().unwrap())).unwrap()
    }
}

/// Lines that somebody types, seen on the screen as they are.
struct Typed {
    lines: VecDeque<String>,
    screen: Sink,
}

impl Read for Typed {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let Some(line) = self.lines.pop_front() else { return Ok(0) };
        self.screen.write_all(line.as_bytes())?;
        Cursor::new(line).read(buffer)
    }
}

/// As much of a shell as the README needs.
#[derive(Default)]
struct Shell {
    /// The exit code of the last command.
    code: u8,
}

impl Shell {
    /// Runs a line and returns what stands on the screen then. `typed` is typed if the program asks.
    fn run(&mut self, line: &str, typed: Option<&str>) -> String {
        let screen = Sink::default();
        let mut input: Option<Box<dyn Read + Send>> = None;
        let stages = stages(line);
        for (i, stage) in stages.iter().enumerate() {
            let last = i + 1 == stages.len();
            let out = if last { screen.clone() } else { Sink::default() };
            let mut words: Vec<&str> = stage.iter().map(String::as_str).collect();
            if let [.., "<", file] = words[..] {
                input = Some(Box::new(Cursor::new(text(file))));
                words.truncate(words.len() - 2);
            }
            let stdin = input.take();
            let terminals = (stdin.is_none(), last);
            let lines = typed.map(|t| VecDeque::from([format!("{t}\n"), "\n".to_owned()])).unwrap_or_default();
            let stdin = stdin.unwrap_or_else(|| Box::new(Typed { lines, screen: screen.clone() }));
            self.stage(&words, stdin, terminals, [out.clone(), screen.clone()]);
            if !last {
                input = Some(Box::new(Cursor::new(std::mem::take(&mut *out.0.lock().unwrap()))));
            }
        }
        screen.text()
    }

    fn stage(&mut self, words: &[&str], mut stdin: Box<dyn Read + Send>, terminals: (bool, bool), sinks: [Sink; 2]) {
        let mut out = sinks[0].clone();
        self.code = match words {
            ["echo", "$?"] => writeln!(out, "{}", self.code).map_or(1, |()| 0),
            ["echo", what] => writeln!(out, "{what}").map_or(1, |()| 0),
            ["jq", "-r", key] => {
                let mut lines = String::new();
                stdin.read_to_string(&mut lines).unwrap();
                out.write_all(jq(&lines, key.trim_start_matches('.')).as_bytes()).map_or(1, |()| 0)
            }
            ["tracklint", rest @ ..] | ["cargo", "run", "--release", "--", rest @ ..] => {
                program(rest, &mut *stdin, terminals, sinks)
            }
            ["cargo", "test", rest @ ..] | ["BLESS=1", "cargo", "test", rest @ ..] => knows_test(rest),
            ["cargo", "install", "--path", "."] => {
                let installed = Path::new(env!("CARGO_BIN_EXE_tracklint")).file_stem();
                u8::from(installed.is_none_or(|name| name != "tracklint"))
            }
            _ => panic!("the README has a command that nobody taught this test to run: {words:?}"),
        };
    }
}

/// The words of each command of a pipe, cut as a shell does.
fn stages(line: &str) -> Vec<Vec<String>> {
    let (mut stages, mut word, mut quote) = (vec![Vec::new()], None::<String>, None);
    for c in line.chars() {
        match (c, quote) {
            ('\'' | '"', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, Some(q)) if c == q => quote = None,
            (' ' | '|', None) => {
                stages.last_mut().unwrap().extend(word.take());
                if c == '|' {
                    stages.push(Vec::new());
                }
            }
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    stages.last_mut().unwrap().extend(word);
    stages
}

/// What `jq -r .key` prints for lines of JSON.
fn jq(lines: &str, key: &str) -> String {
    let value = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()[key].clone();
    let shown = |v: serde_json::Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    lines.lines().map(|line| shown(value(line)) + "\n").collect()
}

fn program(args: &[&str], stdin: &mut (dyn Read + Send), terminals: (bool, bool), [mut out, mut err]: [Sink; 2]) -> u8 {
    let mut io = Io {
        stdin,
        stdout: &mut out,
        stderr: &mut err,
        env: &|name| (name == "NO_COLOR").then(|| "1".into()),
        stdin_is_terminal: terminals.0,
        stdout_is_terminal: terminals.1,
        terminal: &NoTerminal,
        width: WIDTH,
        cwd: root(),
    };
    tracklint(std::iter::once("tracklint").chain(args.iter().copied()).map(OsString::from), &mut io)
}

/// `cargo test` with these arguments finds what it is to run.
fn knows_test(args: &[&str]) -> u8 {
    match args {
        [] => 0,
        ["--test", name, rest @ ..] => {
            let exists = |stem: &str| root().join(format!("{stem}.rs")).is_file() || root().join(stem).is_dir();
            let mut modules = rest.iter().take_while(|word| **word != "--");
            let all = modules.all(|module| exists(&format!("tests/{name}/{}", module.trim_end_matches("::"))));
            u8::from(!(all && exists(&format!("tests/{name}"))))
        }
        _ => panic!("the README has a test command that nobody taught this test to check: {args:?}"),
    }
}

/// A file as it is, below the line that names it.
fn file_of(body: &str) -> String {
    let name = body.lines().next().unwrap_or_default();
    format!("{name}\n{}", text(name.trim_start_matches("# ")))
}

/// The README as it should be.
fn rendered(readme: &str) -> String {
    let (mut out, mut shell, mut held) = (String::new(), Shell::default(), String::new());
    let pieces = pieces(readme);
    for (i, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Prose(prose) => out.push_str(&table(&numbers(prose))),
            Piece::Fenced { language, body } => {
                let holds = matches!(pieces.get(i + 2), Some(Piece::Fenced { language, .. }) if language == "json");
                let body = match &**language {
                    "console" => console(body, &mut shell, holds.then_some(&mut held)),
                    "json" => format!("{}\n", laid_out(held.trim_end(), 0)),
                    "sh" => body.lines().map(|line| works(&mut shell, line) + "\n").collect(),
                    "toml" | "text" | "yaml" => body.clone(),
                    "yml" => file_of(body),
                    other => panic!("the README has a block in `{other}` that nobody taught this test to check"),
                };
                out.push_str(&format!("```{language}\n{body}```\n"));
            }
        }
    }
    out
}

/// A block of commands and what they print. What the last one prints goes to `held` if there is one.
fn console(body: &str, shell: &mut Shell, mut held: Option<&mut String>) -> String {
    let mut out = String::new();
    let mut commands = format!("\n{body}");
    commands = commands.replace("\n$ ", "\n\0");
    let commands: Vec<&str> = commands.split('\0').skip(1).collect();
    for (i, command) in commands.iter().enumerate() {
        let (line, old) = command.split_once('\n').unwrap_or((command, ""));
        let came = shell.run(line, old.lines().nth(1));
        out.push_str(&format!("$ {line}\n"));
        match &mut held {
            Some(held) if i + 1 == commands.len() => **held = came,
            _ => out.push_str(&came),
        }
    }
    out
}

/// Runs a command, which has to understand everything it is given.
fn works(shell: &mut Shell, line: &str) -> String {
    let screen = shell.run(line, None);
    let most = if line.contains("cargo test") { 0 } else { 1 };
    assert!(shell.code <= most, "the README's `{line}` does not work:\n{screen}");
    line.to_owned()
}

/// Puts the numbers of rules and platforms where the README tells them.
fn numbers(prose: &str) -> String {
    let platforms = Catalogue::default().all().len();
    let told = Regex::new(r"\b[0-9]+ (rules|platforms)\b").unwrap();
    let told = told.replace_all(prose, |found: &Captures| {
        let number = if &found[1] == "rules" { ALL.len() } else { platforms };
        format!("{number} {}", &found[1])
    });
    told.into_owned()
}

/// Puts numbers and summaries into the table of rules: part, number of rules, an example, the rule that reports it.
fn table(prose: &str) -> String {
    let row = Regex::new(r"(?m)^\| ?([^|`]*)\|[^|`]*\| `([^|`]+)` \| `([^|`]+)`.*$").unwrap();
    let mut part = String::new();
    let table = row.replace_all(prose, |found: &Captures| {
        let (title, example, id) = (found[1].trim(), &found[2], &found[3]);
        let rule = rule::named(id).unwrap_or_else(|| panic!("the README has a rule `{id}`; there is none"));
        if !title.is_empty() {
            part = title.to_owned();
        }
        assert_eq!(rule.part.title(), part, "the part of `{id}` in the README");
        let report = Shell::default().run(&format!("tracklint --format jsonl {}", quoted(example)), None);
        assert!(report.contains(&format!("\"rule\":\"{id}\"")), "`{id}` is silent about `{example}`:\n{report}");
        let count = ALL.iter().filter(|r| r.part == rule.part).count();
        let head = if title.is_empty() { "| | |".to_owned() } else { format!("| {title} | {count} |") };
        format!("{head} `{example}` | `{id}`: {} |", rule.summary.replace('|', "\\|"))
    });
    table.into_owned()
}

/// The words of an example, in quotes, whether it has them or not.
fn quoted(example: &str) -> String {
    example.split(' ').map(|word| format!("'{}' ", word.trim_matches('\''))).collect()
}

/// JSON with line breaks where a line would grow too long, and nothing else changed.
fn laid_out(json: &str, depth: usize) -> String {
    let parts = parts(json);
    let flat = |json: &str| if parts.is_empty() { json.to_owned() } else { on_one_line(json) };
    if parts.is_empty() || depth > 0 && depth * 2 + on_one_line(json).len() < WIDTH {
        return flat(json);
    }
    let indent = "  ".repeat(depth + 1);
    let line = |part: &&str| {
        let (key, value) = key_and_value(part);
        format!("{indent}{key}{}", laid_out(value, depth + 1))
    };
    let lines: Vec<String> = parts.iter().map(line).collect();
    let (open, close) = (&json[..1], &json[json.len() - 1..]);
    format!("{open}\n{}\n{}{close}", lines.join(",\n"), "  ".repeat(depth))
}

fn on_one_line(json: &str) -> String {
    let parts = parts(json);
    if parts.is_empty() {
        return json.to_owned();
    }
    let part = |part: &&str| {
        let (key, value) = key_and_value(part);
        format!("{key}{}", on_one_line(value))
    };
    let all: Vec<String> = parts.iter().map(part).collect();
    format!("{}{}{}", &json[..1], all.join(", "), &json[json.len() - 1..])
}

/// The members of an object or the items of a list; none of anything else.
fn parts(json: &str) -> Vec<&str> {
    let inner = match json.as_bytes() {
        [b'{', .., b'}'] | [b'[', .., b']'] if json.len() > 2 => &json[1..json.len() - 1],
        _ => return Vec::new(),
    };
    let (mut parts, mut start, mut depth, mut in_text, mut escaped) = (Vec::new(), 0, 0, false, false);
    for (at, c) in inner.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => in_text = !in_text,
            _ if in_text => {}
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inner[start..]);
    parts
}

/// A member's key, as it is written before a value, and its value. No key of ours needs an escape.
fn key_and_value(part: &str) -> (String, &str) {
    match part.split_once("\":") {
        Some((key, value)) if part.starts_with('"') => (format!("{key}\": "), value),
        _ => (String::new(), part),
    }
}

#[test]
fn it_shows_what_comes_out() {
    for page in PAGES.into_iter().chain([BLOCKS]) {
        let is = text(page);
        let came = rendered(&is);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(root().join(page), came).unwrap();
            continue;
        }
        let differs = is.lines().zip(came.lines()).position(|(is, should)| is != should);
        let at = differs.unwrap_or_else(|| is.lines().count().min(came.lines().count()));
        let from = |text: &str| text.lines().skip(at).take(12).map(|l| format!("    {l}\n")).collect::<String>();
        assert!(
            is == came,
            "line {} of {page} is not as it should be. `{BLESS}` writes down what comes out.\n  it says\n{}  it should say\n{}",
            at + 1,
            from(&is),
            from(&came)
        );
    }
}

#[test]
fn it_begins_with_the_two_commands() {
    let readme = text("README.md");
    let first = readme.split("```").nth(1).unwrap_or_default();
    assert_eq!(first, "sh\ncargo run --release -- fixtures/links.txt\ncargo test\n");
    let script = text(".ci/run");
    let prepares =
        |line: &&str| line.is_empty() || ["#", "set ", "cd ", "command -v "].iter().any(|p| line.starts_with(p));
    assert_eq!(script.lines().find(|l| !prepares(l)), Some("cargo test"), "the first command of .ci/run");
    let rust = format!("Rust {} ", env!("CARGO_PKG_RUST_VERSION"));
    assert!(readme.contains(&rust), "the README should name {rust}as Cargo.toml does");
}

#[test]
fn commands_within_sentences_work() {
    let readme = pages();
    let mut ran = 0;
    for code in codes(&readme).iter().filter(|c| stages(c)[0].len() > 1) {
        if ["tracklint ", "cargo ", "BLESS=1 "].iter().any(|word| code.starts_with(word)) {
            works(&mut Shell::default(), code);
            ran += 1;
        } else if code.starts_with("--") && !code.contains("://") {
            works(&mut Shell::default(), &format!("tracklint {code} 'https://example.com/?a=b&c=d'"));
            ran += 1;
        }
    }
    assert!(ran > 5, "only {ran} commands were found");
}

/// What stands between backticks in the prose.
fn codes(readme: &str) -> Vec<String> {
    let code = Regex::new("`([^`\n]+)`").unwrap();
    let all = pieces(readme).into_iter();
    let prose = all.filter_map(|p| if let Piece::Prose(prose) = p { Some(prose) } else { None });
    prose.flat_map(|p| code.captures_iter(&p).map(|c| c[1].to_owned()).collect::<Vec<_>>()).collect()
}

#[test]
fn what_it_names_exists() {
    let readme = pages();
    let help = ["", "pair ", "log ", "compare "]
        .map(|command| Shell::default().run(&format!("tracklint {command}--help"), None))
        .concat();
    let cargo =
        ["--release", "--path", "--wheel", "--test", "--nocapture", "--all-targets", "--lib", "--no-default-features"];
    let option = Regex::new("--[a-z][a-z-]+").unwrap();
    for found in option.find_iter(&readme).map(|m| m.as_str()).filter(|o| !cargo.contains(o)) {
        let known = option.find_iter(&help).any(|m| m.as_str() == found);
        assert!(known, "a page names the option {found}; there is none");
    }
    let is_path = |c: &&String| (c.contains('/') || c.ends_with(".rs")) && !c.contains("://") && !c.contains(' ');
    for path in codes(&readme).iter().filter(is_path) {
        assert!(root().join(path).exists(), "a page names {path}; there is no such file");
    }
    // What is said of comments has no link to show.
    for rule in ALL.iter().filter(|rule| !matches!(rule.check, rule::Check::File)) {
        let row = format!("\n| {} | ", rule.part.title());
        assert!(readme.contains(&row), "the README's table of rules has no row for `{}`", rule.part.title());
    }
}

/// The configuration shown has every key and no mistake.
#[test]
fn its_configuration_is_understood() {
    for body in fenced(&pages(), "toml") {
        let (config, _) = Config::read(&body).unwrap_or_else(|e| panic!("{e:?}"));
        assert!(config.network.is_some() && config.environment.is_some() && !config.levels.is_empty());
        assert!(!config.hosts.production.is_empty() && !config.hosts.sandbox.is_empty());
    }
}

/// The action's inputs and the hooks that the page names are there.
#[test]
fn its_ci_files_use_what_there_is() {
    let read = |text: &str| YamlLoader::load_from_str(text).unwrap().remove(0);
    let (action, hooks) = (read(&text("action.yml")), read(&text(".pre-commit-hooks.yaml")));
    let readme = pages();
    let [workflow, repos] = &fenced(&readme, "yaml")[..] else { panic!("two examples in YAML") };
    let workflow = read(workflow);
    let steps = workflow["jobs"]["links"]["steps"].as_vec().unwrap();
    let inputs = steps[1]["with"].as_hash().unwrap();
    assert!(inputs.len() > 1);
    for (name, _) in inputs {
        assert!(!action["inputs"][name.as_str().unwrap()].is_badvalue(), "the action has no input {name:?}");
    }
    let ids: Vec<&str> = hooks.as_vec().unwrap().iter().filter_map(|hook| hook["id"].as_str()).collect();
    assert!(ids.contains(&read(repos)["repos"][0]["hooks"][0]["id"].as_str().unwrap()));
    for id in ids {
        assert!(readme.contains(&format!("`{id}`")), "the page does not name the hook {id}");
    }
}

#[test]
fn its_floors_are_the_modules() {
    let floors = fenced(&text("docs/architecture.md"), "text").concat();
    let mut told: Vec<&str> =
        floors.lines().flat_map(|l| l.split("  ").next().unwrap_or_default().split(", ")).collect();
    let library = text("src/lib.rs");
    let mut modules: Vec<&str> =
        library.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    told.sort_unstable();
    modules.sort_unstable();
    assert_eq!(told, modules, "the modules in docs/architecture.md, and in src/lib.rs");
}
