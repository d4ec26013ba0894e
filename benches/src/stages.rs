//! Linting beside parsing, as a whole and step by step.

use crate::inputs::{self, Input};
use crate::links::{self, Kind};
use crate::read;
use crate::timing::{Work, table};
use std::hint::black_box;
use tracklint::Checker;
use tracklint::link::{Anatomy, Link};
use tracklint::lint::Linter;
use tracklint::platform::Catalogue;
use tracklint::rule::{Hints, Hosts};

/// Everything that a step may need.
struct Scene {
    catalogue: Catalogue,
    hosts: Hosts,
    checker: Checker,
}

/// What a program does that merely reads a file of offers and parses its links. How many there are.
fn parsed_document(text: &str) -> usize {
    fn links(value: &serde_json::Value) -> usize {
        match value {
            serde_json::Value::String(text) => usize::from(text.contains("://") && url::Url::parse(text).is_ok()),
            serde_json::Value::Array(all) => all.iter().map(links).sum(),
            serde_json::Value::Object(all) => all.values().map(links).sum(),
            _ => 0,
        }
    }
    serde_json::from_str(text).map_or(0, |value| links(&value))
}

impl Scene {
    fn new() -> Self {
        Self { catalogue: Catalogue::default(), hosts: Hosts::default(), checker: Checker::default() }
    }

    /// A step over all lines, by its name.
    fn step<'s>(&'s self, name: &'static str, lines: &'s [&'s str]) -> Option<Work<'s>> {
        let each = move |mut see: Box<dyn FnMut(&str) + 's>| -> Option<Work<'s>> {
            Some((name, Box::new(move || lines.iter().for_each(|line| see(line)))))
        };
        let linter = || Linter::new(&self.catalogue, &self.hosts);
        match name {
            "url" => each(Box::new(|line| drop(black_box(url::Url::parse(line))))),
            "ada" => each(Box::new(|line| drop(black_box(ada_url::Url::parse(line, None))))),
            "ada-validates" => each(Box::new(|line| _ = black_box(ada_url::Url::can_parse(line, None)))),
            "split" => {
                let mut anatomy = Anatomy::default();
                each(Box::new(move |line| {
                    anatomy.split(line);
                    black_box(&anatomy);
                }))
            }
            "split-and-platform" => {
                let mut anatomy = Anatomy::default();
                each(Box::new(move |line| {
                    anatomy.split(line);
                    let link = Link::new(line, &anatomy);
                    if black_box(self.catalogue.by_host(link.host())).is_none() {
                        black_box(self.catalogue.by_shape(&link));
                    }
                }))
            }
            // A memory of its own for each, as every program has that reads such a file.
            "documents-parsed" => each(Box::new(|text| _ = black_box(parsed_document(text)))),
            "documents" => each(Box::new(|text| _ = black_box(self.checker.document("offers.json", text.as_bytes())))),
            "lint" => {
                let mut linter = linter();
                each(Box::new(move |line| _ = black_box(linter.lint(line, &Hints::default()))))
            }
            _ => None,
        }
    }

    fn table(&self, names: &[&'static str], lines: &[&str], rounds: usize) {
        let mut works: Vec<Work> = names.iter().filter_map(|name| self.step(name, lines)).collect();
        table(&mut works, rounds, lines.len());
    }
}

const STEPS: [&str; 3] = ["split", "split-and-platform", "lint"];

/// Every input that is generated, and offers, in one run.
pub fn compare_all(rounds: usize) -> Result<(), String> {
    let scene = Scene::new();
    for (input, name) in Input::ALL {
        if input == Input::Offers {
            let text = inputs::text(input, 2000)?;
            println!("{name}: 2000 offers, {} bytes; for each file", text.len());
            scene.table(&["documents-parsed", "documents"], &[&text], rounds);
        } else {
            println!("{name}:");
            compare_text(&scene, &inputs::text(input, 10_000)?, rounds);
        }
    }
    for kind in [Kind::Mixed, Kind::Varied] {
        println!("{kind:?}, of few patterns:");
        compare_text(&scene, &links::text(kind, 10_000), rounds);
    }
    Ok(())
}

pub fn compare(file: &str, rounds: usize) -> Result<(), String> {
    compare_text(&Scene::new(), &read(file)?, rounds);
    Ok(())
}

fn compare_text(scene: &Scene, text: &str, rounds: usize) {
    let lines: Vec<&str> = text.lines().collect();
    println!("{} links, {} bytes, {rounds} rounds", lines.len(), text.len());
    scene.table(&["url", "ada", "ada-validates", "lint"], &lines, rounds);
    let mut linter = Linter::new(&scene.catalogue, &scene.hosts);
    let (faulty, clean): (Vec<&str>, Vec<&str>) =
        lines.iter().partition(|line| !linter.lint(line, &Hints::default()).findings.is_empty());
    for (name, part) in [("clean", clean), ("faulty", faulty)] {
        println!("only the {} {name} ones:", part.len());
        scene.table(&["url", "lint"], &part, rounds);
    }
}

/// Ten links whose instructions are counted, each after its count: `.ci/bench` compares the counts with those.
const FIXED: &str = include_str!("../instructions.txt");

/// Lints, or parses, one of the fixed links so many times. Fails if there is no link of this number.
pub fn fixed(stage: &str, number: usize, times: usize) -> Result<(), String> {
    let link = FIXED.lines().nth(number).and_then(|line| line.split_once(' ')).ok_or("there are ten links, from 0")?.1;
    let (scene, lines) = (Scene::new(), vec![link; times]);
    let name = ["url", "lint"].into_iter().find(|name| *name == stage);
    let (_, mut work) = name.and_then(|name| scene.step(name, &lines)).ok_or(format!("no step is called {stage}"))?;
    work();
    Ok(())
}

pub fn stages(file: &str, rounds: usize) -> Result<(), String> {
    let (text, scene) = (read(file)?, Scene::new());
    let lines: Vec<&str> = text.lines().collect();
    let names: Vec<&'static str> = ["url"].into_iter().chain(STEPS).collect();
    scene.table(&names, &lines, rounds);
    Ok(())
}

pub fn count(stage: &str, file: &str) -> Result<(), String> {
    let (text, scene) = (read(file)?, Scene::new());
    let lines: Vec<&str> = text.lines().collect();
    let name = ["url", "ada", "ada-validates"].into_iter().chain(STEPS).find(|name| *name == stage);
    let (_, mut work) = name.and_then(|name| scene.step(name, &lines)).ok_or(format!("no step is called {stage}"))?;
    work();
    Ok(())
}
