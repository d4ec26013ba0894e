//! The house stands as it was drawn: floors, lists and folders, sizes, and the words every rule owes its reader.

use crate::common::{Failures, root};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use tracklint::platform::{Catalogue, table};
use tracklint::rule::{self, Check, Part, Rule};

/// The floors. A module uses only modules on lower ones.
const FLOORS: &[(&str, usize)] = &[
    ("span", 0),
    ("source", 1),
    ("link", 2),
    ("platform", 3),
    ("offer", 4),
    ("rule", 5),
    ("lint", 6),
    ("findings", 7),
    ("settings", 8),
    ("scan", 9),
    ("fix", 10),
    ("log", 10),
    ("compare", 7),
    ("report", 11),
    ("checker", 12),
    ("run", 13),
    ("cli", 14),
];

/// The folders of the rules, in the order of the catalogue.
const PARTS: [(&str, Part); 6] = [
    ("shape", Part::Shape),
    ("macros", Part::Macros),
    ("click_id", Part::ClickId),
    ("postback", Part::Postback),
    ("offer", Part::Offer),
    ("file", Part::File),
];

const LONGEST_FILE: usize = 600;
const LONGEST_FUNCTION: usize = 60;

/// A source file: its path below `src`, its text, and its text with comments and literals blanked out.
pub struct File {
    pub path: PathBuf,
    text: String,
    code: String,
}

impl File {
    pub fn new(path: PathBuf, text: String) -> Self {
        let code = without_words(&text);
        Self { path, text, code }
    }

    /// The path from the root of the package, as an editor takes it.
    fn name(&self, line: usize) -> String {
        format!("src/{}:{line}", self.path.display())
    }

    fn starts_with(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    /// The code without `#[cfg(test)]` modules, which by custom end a file.
    fn shipped(&self) -> &str {
        self.code.split("#[cfg(test)]").next().unwrap_or_default()
    }

    /// The modules between the root of the crate and this file: 0 for `lib.rs`, 2 for `rule/shape/mod.rs`.
    fn depth(&self) -> usize {
        let parts = self.path.components().count();
        let name = self.path.file_stem().unwrap_or_default();
        if name == "mod" || name == "lib" || name == "main" { parts - 1 } else { parts }
    }
}

/// The code of a file that ships, comments and literals blanked out.
pub fn without_tests(file: &File) -> String {
    file.shipped().to_owned()
}

pub fn files() -> Vec<File> {
    let base = root().join("src");
    let mut paths = Vec::new();
    walk(&base, &mut paths);
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        File::new(path.strip_prefix(&base).unwrap_or(&path).to_owned(), text)
    };
    paths.into_iter().map(read).collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())).flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// The stems of the files in a folder below `src`, `mod` left out, sorted.
fn stems(folder: &str) -> Vec<String> {
    let mut paths = Vec::new();
    walk(&root().join("src").join(folder), &mut paths);
    let stem = |p: PathBuf| p.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut stems: Vec<_> = paths.into_iter().map(stem).filter(|s| s != "mod").collect();
    stems.sort();
    stems
}

/// Rust code with the insides of comments, strings and characters turned to blanks, lines kept: what is left are
/// words of the language.
fn without_words(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = literal_end(text, at);
        if end > at {
            out[at..end].iter_mut().filter(|b| **b != b'\n').for_each(|b| *b = b' ');
        }
        at = end.max(at + 1);
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Where the comment or literal that begins at `at` ends; `at` itself where none does.
fn literal_end(text: &str, at: usize) -> usize {
    let (bytes, rest) = (text.as_bytes(), &text.as_bytes()[at..]);
    let after = |found: Option<usize>, len: usize| found.map_or(text.len(), |i| at + i + len);
    let wordy = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let glued = at > 0 && wordy(bytes[at - 1]);
    match rest {
        [b'/', b'/', ..] => after(find(rest, b"\n"), 0),
        [b'/', b'*', ..] => after(find(rest, b"*/"), 2),
        [b'r', b'"' | b'#', ..] if !glued || matches!(bytes[at - 1], b'b' | b'c') => {
            let hashes = rest[1..].iter().take_while(|b| **b == b'#').count();
            if rest.get(1 + hashes) != Some(&b'"') {
                return at;
            }
            let close = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
            let inner = 2 + hashes;
            after(find(&rest[inner..], &close).map(|i| i + inner), close.len())
        }
        [b'"', ..] => at + quoted(rest, b'"'),
        [b'\'', b'\\', ..] => at + quoted(rest, b'\''),
        [b'\'', ..] => {
            // A character has its closing quote behind it, a lifetime has not.
            let width = text[at + 1..].chars().next().map_or(0, char::len_utf8);
            if rest.get(1 + width) == Some(&b'\'') { at + width + 2 } else { at }
        }
        _ => at,
    }
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|w| w == what)
}

/// Length of the literal at the start of `text` that ends with an unescaped `quote`.
fn quoted(text: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < text.len() && text[at] != quote {
        at += if text[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(text.len())
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// What follows each `from` (such as `crate::`) in `code`: the first name, or every first name of a group.
fn paths_after<'c>(code: &'c str, from: &str) -> Vec<(usize, &'c str)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(from) {
        let start = at + from.len();
        let glued = code[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$');
        if glued {
            continue;
        }
        if code[start..].starts_with('{') {
            group(code, start, &mut found);
        } else {
            found.push((start, word(&code[start..])));
        }
    }
    found
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// The first names in a group `{a::b, c::{d, e}}`: `a` and `c`.
fn group<'c>(code: &'c str, open: usize, found: &mut Vec<(usize, &'c str)>) {
    let (mut depth, mut fresh) = (0, false);
    for (i, c) in code[open..].char_indices() {
        match c {
            '{' => {
                depth += 1;
                fresh = depth == 1;
            }
            '}' if depth == 1 => return,
            '}' => depth -= 1,
            ',' => fresh = depth == 1,
            c if fresh && !c.is_whitespace() => {
                found.push((open + i, word(&code[open + i..])));
                fresh = false;
            }
            _ => {}
        }
    }
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// The floor of a file, by the first part of its path: `rule` of `rule/shape/x.rs`, `log` of `log.rs`.
fn module_of(file: &File) -> Option<&str> {
    let first = file.path.components().next()?.as_os_str().to_str()?;
    Some(first.strip_suffix(".rs").unwrap_or(first))
}

#[test]
fn a_module_uses_only_lower_floors() {
    let mut failures = Failures::default();
    for file in files().iter().filter(|f| f.depth() > 0) {
        failures.looked();
        let own = module_of(file).unwrap_or_default();
        let Some(height) = floor(own) else {
            failures.note(&file.name(1), format!("`{own}` stands on no floor"));
            continue;
        };
        for (at, used) in paths_after(&file.code, "crate::") {
            let wrong = match floor(used) {
                _ if used == own => None,
                Some(other) if other < height => None,
                Some(other) => Some(format!("`{own}` (floor {height}) uses `{used}` (floor {other})")),
                None => Some(format!("`crate::{used}` is no floor")),
            };
            if let Some(wrong) = wrong {
                failures.note(&file.name(line_of(&file.code, at)), wrong);
            }
        }
    }
    failures.end();
}

/// `super::super::…` must not climb to the root of the crate, where every floor is in reach.
#[test]
fn no_path_climbs_out_of_its_module() {
    let mut failures = Failures::default();
    for file in files().iter().filter(|f| f.depth() > 0) {
        failures.looked();
        for (at, _) in file.code.match_indices("super::") {
            if file.code[..at].ends_with("super::") {
                continue;
            }
            let climbs = file.code[at..].split("super::").take_while(|piece| piece.is_empty()).count();
            let inside = file.depth() + inline_modules(&file.code[..at]);
            if climbs >= inside {
                failures.note(&file.name(line_of(&file.code, at)), "climbs to the root of the crate: name the floor");
            }
        }
    }
    failures.end();
}

/// How many `mod x {` are open at the end of `code`.
fn inline_modules(code: &str) -> usize {
    let mut open = Vec::new();
    let mut since = 0;
    for (at, c) in code.char_indices() {
        match c {
            '{' => {
                let words: Vec<_> = code[since..at].split_whitespace().collect();
                open.push(matches!(words[..], [.., "mod", _]));
                since = at + 1;
            }
            '}' => {
                open.pop();
                since = at + 1;
            }
            ';' => since = at + 1,
            _ => {}
        }
    }
    open.iter().filter(|is_module| **is_module).count()
}

/// Rules do not lean on each other, nor platforms: each is one file that can be read, and taken out, alone.
#[test]
fn rules_and_platforms_stand_alone() {
    let mut failures = Failures::default();
    let folders = PARTS.map(|(folder, _)| folder);
    for file in files() {
        let is_rule = file.starts_with("rule") && file.depth() > 2;
        let is_platform = file.starts_with("platform/table") && !file.path.ends_with("mod.rs");
        if !is_rule && !is_platform {
            continue;
        }
        failures.looked();
        for (at, _) in file.code.match_indices("super::") {
            failures.note(&file.name(line_of(&file.code, at)), "reaches for a neighbour with `super`");
        }
        let mut uses = paths_after(&file.code, "crate::rule::");
        uses.retain(|(_, name)| folders.contains(name));
        uses.extend(paths_after(&file.code, "crate::platform::").into_iter().filter(|(_, name)| *name == "table"));
        for (at, name) in uses {
            failures.note(&file.name(line_of(&file.code, at)), format!("uses a neighbour in `{name}`"));
        }
        if is_platform {
            data_only(&file, &mut failures);
        }
    }
    failures.end();
}

/// A platform is facts: what computes stands above them.
fn data_only(file: &File, failures: &mut Failures) {
    for (at, _) in file.code.match_indices("fn ") {
        if !file.code[..at].ends_with("const ") {
            failures.note(&file.name(line_of(&file.code, at)), "a platform is data, not code");
        }
    }
}

#[test]
fn every_rule_file_is_in_the_list() {
    let mut failures = Failures::default();
    let mut listed = Vec::new();
    for (folder, part) in PARTS {
        let path = format!("rule/{folder}");
        for stem in stems(&path) {
            failures.looked();
            let id = stem.replace('_', "-");
            match rule::named(&id) {
                None => failures.note(&format!("src/{path}/{stem}.rs"), format!("`{id}` is not in rule::ALL")),
                Some(rule) if rule.part != part => {
                    failures.note(&id, format!("says it belongs to {:?}, and lies in {folder}/", rule.part));
                }
                Some(_) => {}
            }
            listed.push(id);
        }
    }
    let all: Vec<_> = rule::ALL.iter().map(|r| r.id).collect();
    if all != listed {
        failures.note("rule::ALL", format!("is {all:?}\nthe folders, part by part and sorted, hold {listed:?}"));
    }
    failures.end();
}

#[test]
fn every_platform_file_is_in_the_list() {
    let mut failures = Failures::default();
    let stems = stems("platform/table");
    let ids: Vec<_> = stems.iter().map(|s| s.replace('_', "-")).collect();
    let all: Vec<_> = table::ALL.iter().map(|p| p.id).collect();
    for id in &ids {
        failures.looked();
        if !all.contains(&&**id) {
            failures.note(id, "has a file and is not in platform::table::ALL under that id");
        }
    }
    if all != ids {
        failures.note("platform::table::ALL", format!("is {all:?}\nthe folder, sorted, holds {ids:?}"));
    }
    failures.end();
}

#[test]
fn only_the_drawing_names_miette() {
    let mut failures = Failures::default();
    for file in files().iter().filter(|f| !f.path.ends_with("report/human.rs")) {
        failures.looked();
        for (at, _) in file.code.match_indices("miette") {
            failures.note(&file.name(line_of(&file.code, at)), "only src/report/human.rs names miette");
        }
    }
    failures.end();
}

/// A format gets what may be shown, and cannot reach behind it: reports neither lint nor hold texts as they are.
#[test]
fn reports_see_only_what_is_masked() {
    let mut failures = Failures::default();
    let forbidden = ["Entry", "Literal", "Linter", "Linted", "Mask", "Document"];
    for file in files().iter().filter(|f| f.starts_with("report") && !f.path.ends_with("mod.rs")) {
        failures.looked();
        for name in forbidden {
            for (at, _) in file.shipped().match_indices(name) {
                if word(&file.code[at..]) == name && !file.code[..at].ends_with(|c: char| c.is_alphanumeric()) {
                    failures.note(&file.name(line_of(&file.code, at)), format!("names `{name}`"));
                }
            }
        }
    }
    failures.end();
}

#[test]
fn files_and_functions_stay_short() {
    let mut failures = Failures::default();
    for file in files() {
        failures.looked();
        let lines = file.text.lines().count();
        if lines > LONGEST_FILE {
            failures.note(&file.name(1), format!("{lines} lines, at most {LONGEST_FILE}"));
        }
        for (at, name, length) in functions(&file.code) {
            if length > LONGEST_FUNCTION {
                let line = line_of(&file.code, at);
                failures.note(&file.name(line), format!("`{name}` has {length} lines, at most {LONGEST_FUNCTION}"));
            }
        }
    }
    failures.end();
}

/// Every function with a body: where it begins, its name, its number of lines.
fn functions(code: &str) -> Vec<(usize, &str, usize)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let starts = code[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_');
        let name = word(&code[at + 3..]);
        let Some(open) = code[at..].find(['{', ';']).filter(|_| starts && !name.is_empty()) else { continue };
        if code[at + open..].starts_with('{') {
            let length = code[at..at + open + block(&code[at + open..])].matches('\n').count() + 1;
            found.push((at, name, length));
        }
    }
    found
}

/// Length of the block `{…}` at the start of `code`.
fn block(code: &str) -> usize {
    let mut depth = 0;
    for (at, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

/// Input never brings the program down, and only `main` and the handed-in channels meet the world.
#[test]
fn no_code_that_ships_gives_up_or_prints_on_its_own() {
    const GIVES_UP: &[&str] = &[".unwrap()", ".expect(", "todo!", "unimplemented!", "unreachable!", "dbg!"];
    const PRINTS: &[&str] = &["print!(", "println!(", "process::exit", "io::stdin()", "io::stdout()", "io::stderr()"];
    let mut failures = Failures::default();
    for file in files() {
        failures.looked();
        let prints: &[&str] = if file.path == Path::new("main.rs") { &[] } else { PRINTS };
        for what in GIVES_UP.iter().chain(prints) {
            for (at, _) in file.shipped().match_indices(what) {
                failures.note(&file.name(line_of(&file.code, at)), format!("`{what}` has no place here"));
            }
        }
    }
    failures.end();
}

#[test]
fn rules_yield_to_rules_that_exist_and_never_in_a_circle() {
    let mut failures = Failures::default();
    for rule in rule::ALL {
        failures.looked();
        for other in rule.yields_to {
            if rule::named(other).is_none() {
                failures.note(rule.id, format!("yields to `{other}`, which is no rule"));
            }
        }
        if let Some(circle) = circle(rule, &mut vec![rule.id]) {
            failures.note(rule.id, format!("yields in a circle: {circle}"));
        }
    }
    failures.end();
}

fn circle(rule: &Rule, way: &mut Vec<&'static str>) -> Option<String> {
    for next in rule.yields_to.iter().filter_map(|id| rule::named(id)) {
        if next.id == way[0] {
            return Some(way.join(" > "));
        }
        if !way.contains(&next.id) {
            way.push(next.id);
            let found = circle(next, way);
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

#[test]
fn every_rule_speaks_to_its_reader() {
    let mut failures = Failures::default();
    for rule in rule::ALL {
        failures.looked();
        let mut owes = |missing: bool, what: &str| {
            if missing {
                failures.note(rule.id, what);
            }
        };
        let kebab = |b: u8| b.is_ascii_lowercase() || b == b'-';
        owes(!rule.id.bytes().all(kebab), "its id is not kebab-case");
        owes(rule.summary.trim().is_empty(), "it has no summary");
        owes(rule.summary.ends_with('.'), "its summary ends with a full stop");
        owes(rule.summary.starts_with(char::is_uppercase), "its summary begins like a sentence");
        owes(rule.summary.len() > 100, "its summary is longer than a line");
        owes(!rule.explanation.trim_end().ends_with('.'), "its explanation does not end with a full stop");
        owes(
            rule.explanation.matches("\n\n").count() < 1,
            "its explanation has not two paragraphs: what, and what to do",
        );
        owes(rule.bad.is_empty(), "it has no bad example");
        owes(rule.good.is_empty(), "it has no good example");
        owes(rule.bad.iter().any(|b| b.says.is_empty()), "a bad example says nothing");
        owes(rule.good.iter().any(|g| g.why.is_empty()), "a good example does not say why");
        let looks = !matches!(rule.check, Check::File);
        owes(looks && rule.triggers.0 == 0, "it has no trigger");
        owes(rule.yields_to.contains(&rule.id), "it yields to itself");
        for word in ["invalid input", "malformed", "illegal", "TODO"] {
            owes(rule.summary.contains(word) || rule.explanation.contains(word), &format!("it says `{word}`"));
        }
    }
    failures.end();
}

/// A name on the command line means one platform.
#[test]
fn no_two_platforms_go_by_one_name() {
    let mut failures = Failures::default();
    let mut owner: HashMap<String, &str> = HashMap::new();
    for platform in Catalogue::default().all() {
        failures.looked();
        let mut names: Vec<_> =
            [platform.id, platform.name].iter().chain(platform.aliases).map(|n| n.to_lowercase()).collect();
        names.sort();
        names.dedup();
        for name in names {
            if let Some(other) = owner.insert(name.clone(), platform.id) {
                failures.note(platform.id, format!("`{name}` is a name of {other} too"));
            }
        }
    }
    failures.end();
}

#[test]
fn every_fact_names_its_source() {
    let mut failures = Failures::default();
    for platform in table::ALL {
        let link = platform.link_params().chain(platform.link.hosts).chain(platform.link.not_click_id);
        let receives = platform.receives.params().chain(platform.receives.hosts);
        for fact in link.chain(receives).chain(platform.fires.macros().map(|(fact, _)| fact)) {
            failures.looked();
            if fact.name.trim().is_empty() || fact.source.trim().is_empty() {
                failures.note(platform.id, format!("a fact without a name or source: {fact:?}"));
            }
        }
        let hosts = platform.link.hosts.iter().chain(platform.link.impression_hosts).chain(platform.link.test_hosts);
        for host in hosts.chain(platform.receives.hosts).chain(platform.receives.test_hosts) {
            let name = host.name.strip_prefix("*.").unwrap_or(host.name);
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-');
            if !name.bytes().all(plain) || !name.contains('.') {
                failures.note(platform.id, format!("`{}` is no host pattern", host.name));
            }
        }
        for template in [platform.link.template, platform.receives.template] {
            if !template.is_empty() && !template.contains("{click_id}") {
                failures.note(platform.id, format!("the template has no {{click_id}}: {template}"));
            }
        }
    }
    failures.end();
}

/// What the tests above stand on.
#[test]
fn the_reader_of_code_reads_code() {
    let code =
        without_words("let a = \"crate::cli\"; // crate::cli\nlet b = 'x'; r#\"fn \"x\" \"#; fn f<'a>(x: &'a str) {}");
    assert!(!code.contains("cli") && !code.contains("fn  x") && code.contains("fn f<'a>(x: &'a str) {}"), "{code}");
    assert_eq!(code.matches('\n').count(), 1);
    let names = |code| paths_after(code, "crate::").into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert_eq!(names("use crate::{a::b, c::{d, e}, f}; crate::g::h(); $crate::x"), ["a", "c", "f", "g"]);
    assert_eq!(functions("fn a();\nfn b() {\n  if x { }\n}\n").first().map(|f| (f.1, f.2)), Some(("b", 3)));
    assert_eq!(inline_modules("mod x { fn y() { }"), 1);
}
