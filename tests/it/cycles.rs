//! No module depends on itself by way of others: a test reads every `use` and every path, `super::` as well as `crate::`.
//!
//! A name that a `mod.rs` only hands on counts as that of the file it comes from, and the list of modules in a `mod.rs`
//! is no dependency.

use super::architecture::{File, files, without_tests};
use crate::common::Failures;
use std::collections::{BTreeMap, BTreeSet};

/// A module, by its path from the root of the crate.
type Module = Vec<String>;

/// The modules, each with its code.
struct Crate {
    code: BTreeMap<Module, String>,
    /// What each hands on: the name it goes by there, and its path.
    handed_on: BTreeMap<Module, BTreeMap<String, Vec<String>>>,
}

impl Crate {
    fn of(files: &[File]) -> Self {
        let named = files.iter().filter_map(|file| Some((module_of(file)?, without_tests(file))));
        let code: BTreeMap<Module, String> = named.collect();
        let mut handed_on = BTreeMap::new();
        for (module, text) in &code {
            let uses = uses(text).into_iter().filter(|(public, _)| *public).flat_map(|(_, tree)| flat(&tree));
            handed_on.insert(module.clone(), uses.map(|(path, name)| (name, path)).collect());
        }
        Self { code, handed_on }
    }

    /// A path as it is written in `module`, from the root; `None` where it leads out of the crate.
    fn rooted(&self, module: &Module, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([module, rest].concat()),
            "super" => {
                let up = path.iter().take_while(|step| *step == "super").count();
                let base = module.len().checked_sub(up)?;
                Some([&module[..base], &path[up..]].concat())
            }
            child if self.code.contains_key(&[module.as_slice(), &[child.to_owned()]].concat()) => {
                Some([module, path].concat())
            }
            _ => None,
        }
    }

    /// The module that a path from the root leads to, through what is handed on.
    fn module_at(&self, path: &[String], left: usize) -> Module {
        let mut module = Module::new();
        for (number, step) in path.iter().enumerate() {
            let inner = [module.as_slice(), std::slice::from_ref(step)].concat();
            if self.code.contains_key(&inner) {
                module = inner;
                continue;
            }
            let handed = self.handed_on.get(&module).and_then(|names| names.get(step));
            let further = handed.and_then(|path| self.rooted(&module, path)).filter(|_| left > 0);
            return further
                .map_or(module, |further| self.module_at(&[&further, &path[number + 1..]].concat(), left - 1));
        }
        module
    }

    /// The modules that each one depends on, with the path that says so.
    fn dependencies(&self) -> BTreeMap<Module, BTreeMap<Module, String>> {
        let mut all = BTreeMap::new();
        for (module, text) in self.code.iter().filter(|(module, _)| !module.is_empty()) {
            let mut own = BTreeMap::new();
            for path in self.paths_in(module, text) {
                let Some(path_from_root) = self.rooted(module, &path) else { continue };
                let other = self.module_at(&path_from_root, 8);
                if other != *module && !other.is_empty() {
                    own.entry(other).or_insert_with(|| path.join("::"));
                }
            }
            all.insert(module.clone(), own);
        }
        all
    }

    /// Every path in a module's code that may lead to another module.
    fn paths_in(&self, module: &Module, text: &str) -> Vec<Vec<String>> {
        let private = uses(text).into_iter().filter(|(public, _)| !*public).flat_map(|(_, tree)| flat(&tree));
        let mut paths: Vec<Vec<String>> = private.map(|(path, _)| path).collect();
        let body = without_uses_and_lists(text);
        paths.extend(inline_paths(&body));
        // What is handed on and used at the same place.
        let words: BTreeSet<&str> = body.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let handed = self.handed_on[module].iter().filter(|(name, _)| words.contains(name.as_str()));
        paths.extend(handed.map(|(_, path)| path.clone()));
        paths
    }
}

/// `src/rule/near.rs` as `rule`, `near`; `None` for the program's own file.
fn module_of(file: &File) -> Option<Module> {
    let path = file.path.with_extension("");
    let mut steps: Module = path.iter().map(|step| step.to_string_lossy().into_owned()).collect();
    match steps.last()?.as_str() {
        "main" => return None,
        "mod" | "lib" => drop(steps.pop()),
        _ => {}
    }
    Some(steps)
}

/// Every `use` with what it names, and whether it hands that on.
fn uses(text: &str) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("use ") {
        let line = text[..at].rsplit(['\n', ';', '{', '}']).next().unwrap_or_default().trim();
        let public = line.starts_with("pub");
        let is_use = line.is_empty() || public && !line.contains("fn ") || line.ends_with(')') || line.ends_with(']');
        if let Some(end) = text[at..].find(';').filter(|_| is_use) {
            found.push((public, text[at + 4..at + end].to_owned()));
        }
    }
    found
}

/// `a::{b, c as d}` as `a::b` by the name `b` and `a::c` by the name `d`.
fn flat(tree: &str) -> Vec<(Vec<String>, String)> {
    let tree = tree.trim();
    let steps = |path: &str| -> Vec<String> { path.split("::").map(|step| step.trim().to_owned()).collect() };
    if let Some((before, inside)) = tree.split_once('{') {
        let inside = inside.strip_suffix('}').unwrap_or(inside);
        let before = steps(before.trim_end_matches("::"));
        let with = |(path, name): (Vec<String>, String)| ([before.as_slice(), &path].concat(), name);
        return parts(inside).into_iter().flat_map(flat).map(with).collect();
    }
    let (path, name) = tree.split_once(" as ").unwrap_or((tree, tree.rsplit("::").next().unwrap_or(tree)));
    vec![(steps(path), name.trim().to_owned())]
}

/// The parts of a group that commas part at its own level.
fn parts(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&group[start..]);
    found.into_iter().filter(|part| !part.trim().is_empty()).collect()
}

fn without_uses_and_lists(text: &str) -> String {
    let mut out = text.to_owned();
    for (_, tree) in uses(text) {
        out = out.replace(&format!("use {tree};"), "");
    }
    let is_list = |line: &str| {
        let line = line.trim().trim_start_matches("pub(crate) ").trim_start_matches("pub ");
        line.starts_with("mod ") && line.ends_with(';')
    };
    out.lines().filter(|line| !is_list(line)).collect::<Vec<_>>().join("\n")
}

/// Every `a::b::c` in code.
fn inline_paths(body: &str) -> Vec<Vec<String>> {
    let pieces = body.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
    let paths = pieces.filter(|piece| piece.contains("::")).map(|piece| piece.trim_matches(':'));
    paths.map(|path| path.split("::").map(str::to_owned).collect()).collect()
}

/// The modules that can be reached from one, itself only if it goes in a circle.
fn reached<'d>(from: &'d Module, all: &'d BTreeMap<Module, BTreeMap<Module, String>>) -> BTreeSet<&'d Module> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(module) = open.pop() {
        for next in all.get(module).into_iter().flat_map(BTreeMap::keys) {
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    seen
}

#[test]
fn no_module_goes_in_a_circle() {
    let all = Crate::of(&files()).dependencies();
    let mut failures = Failures::default();
    let reach: BTreeMap<&Module, BTreeSet<&Module>> =
        all.keys().map(|module| (module, reached(module, &all))).collect();
    for (module, others) in &all {
        failures.looked();
        for (other, path) in others {
            if reach.get(other).is_some_and(|back| back.contains(module)) {
                let told = format!("uses {} by `{path}`, which leads back to it", other.join("/"));
                failures.note(&format!("src/{}", module.join("/")), told);
            }
        }
    }
    failures.end();
}

/// A circle is seen however it is written.
#[test]
fn circles_are_seen() {
    let circle = |files: &[(&str, &str)]| {
        let files: Vec<File> = files.iter().map(|(path, text)| File::new(path.into(), (*text).to_owned())).collect();
        let all = Crate::of(&files).dependencies();
        all.keys().any(|module| reached(module, &all).contains(module))
    };
    let lib = ("lib.rs", "mod a;\nmod b;\n");
    let folder = ("a/mod.rs", "mod x;\nmod y;\npub use x::X;\npub use y::{Y, inner as z};\n");
    assert!(circle(&[lib, ("a.rs", "use crate::b::B;"), ("b.rs", "fn f() { crate::a::g(); }")]));
    assert!(circle(&[folder, ("a/x.rs", "use super::Y;"), ("a/y.rs", "use super::x::X;")]));
    assert!(circle(&[folder, ("a/x.rs", "fn f() { super::z::g() }"), ("a/y.rs", "use crate::a::{X};")]));
    assert!(circle(&[("a/mod.rs", "mod x;\nuse x::X;\npub struct S(X);"), ("a/x.rs", "use super::S;")]));
    assert!(circle(&[("a/mod.rs", "mod x;\npub use x::X;\npub struct S(X);"), ("a/x.rs", "use super::S;")]));
    assert!(!circle(&[folder, ("a/x.rs", "use super::Y;"), ("a/y.rs", "use std::fmt;")]));
    assert!(!circle(&[
        folder,
        ("a/x.rs", "use super::y::Y;\n#[cfg(test)]\nmod tests { use super::*; }"),
        ("a/y.rs", "")
    ]));
}
