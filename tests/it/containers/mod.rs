//! Links in every kind of file and text are found once, decoded right, placed right, and repaired without another byte
//! changed.

mod generator;

use crate::common::{Failures, run};
use generator::{Case, Dice, KINDS, Repairs, case, right};
use serde_json::Value;
use std::path::Path;

/// Files of each kind.
const EACH: u64 = 12;

const OPTIONS: [&str; 4] = ["--no-config", "--network", "gokart", "--select=misspelled-macro,stray-whitespace"];

/// The links that are reported: their text, without the line breaks that part them, and their bytes.
fn found(folder: &Path, case: &Case) -> Vec<(String, usize, usize)> {
    let ran = run(folder, &[&["--format", "jsonl", "--all-urls", case.name], &OPTIONS[..]].concat());
    let lines = ran.stdout.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let links = lines.filter(|v| v["kind"] == "url").filter_map(|v| {
        let at = |key: &str| v["source"][key].as_u64().map(|at| at as usize);
        Some((v["url"].as_str()?.replace('\n', ""), at("start_byte")?, at("end_byte")?))
    });
    let mut links: Vec<_> = links.collect();
    links.sort_by_key(|(_, start, _)| *start);
    links
}

/// What the file should be when it is repaired.
fn repaired(case: &Case) -> String {
    let mut text = String::new();
    let mut at = 0;
    for (_, range) in &case.links {
        text.push_str(&case.text[at..range.start]);
        text.push_str(&right(&case.text[range.clone()]).replace("\n> ", ""));
        at = range.end;
    }
    text + &case.text[at..]
}

#[test]
fn links_are_found_once_in_their_place_and_repaired_alone() {
    let mut failures = Failures::default();
    let folder = tempfile::tempdir().expect("a folder");
    for kind in 0..KINDS {
        for seed in 0..EACH {
            let mut dice = Dice::new(seed * KINDS as u64 + kind as u64 + 1);
            let case = case(kind, &mut dice);
            failures.looked();
            let path = folder.path().join(case.name);
            std::fs::write(&path, &case.text).expect("it can be written");
            let wanted: Vec<_> = case.links.iter().map(|(l, r)| (l.clone(), r.start, r.end)).collect();
            let seen = found(folder.path(), &case);
            if seen != wanted {
                failures.note(case.name, format!("{:?}\n      found  {seen:?}\n      wanted {wanted:?}", case.text));
                continue;
            }
            for (asked, made) in [
                (&["--fix"][..], case.repairs == Repairs::Safe),
                (&["--fix", "--unsafe-fixes"], case.repairs != Repairs::Never),
            ] {
                run(folder.path(), &[asked, &[case.name], &OPTIONS[..]].concat());
                let after = std::fs::read_to_string(&path).expect("it is still there");
                let should = if made { repaired(&case) } else { case.text.clone() };
                if after != should {
                    failures.note(
                        case.name,
                        format!("{asked:?} {:?}\n      made   {after:?}\n      wanted {should:?}", case.text),
                    );
                    break;
                }
            }
        }
    }
    failures.end();
}
