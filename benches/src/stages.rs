//! Linting beside parsing, as a whole and step by step.

use crate::read;
use crate::timing::{Work, table};
use std::hint::black_box;
use tracklint::link::{Anatomy, Link};
use tracklint::lint::Linter;
use tracklint::platform::Catalogue;
use tracklint::rule::{Hosts, Hints};

/// Everything that a step may need.
struct Scene {
    catalogue: Catalogue,
    hosts: Hosts,
}

impl Scene {
    fn new() -> Self {
        Self { catalogue: Catalogue::default(), hosts: Hosts::default() }
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

pub fn compare(file: &str, rounds: usize) -> Result<(), String> {
    let (text, scene) = (read(file)?, Scene::new());
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
