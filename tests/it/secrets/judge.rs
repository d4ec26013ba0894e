//! Finds secrets in an output, and what was masked without need.

use super::cases::Case;
use regex::{Regex, RegexBuilder};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

/// A part of a secret of at least this many bytes is a leak too.
const HALF: usize = 6;

/// Knows the secrets of all cases.
pub struct Judge {
    /// What must not appear, with the index of its case.
    needles: HashMap<String, usize>,
    /// All of them at once, whole secrets first: an output is read once.
    any: Regex,
}

impl Judge {
    /// Whole secrets, and the halves of long ones; a half that two cases share (Base64 of one beginning) tells nothing.
    pub fn new(cases: &[Case]) -> Self {
        let mut needles = Vec::new();
        for (index, case) in cases.iter().enumerate() {
            for secret in &case.secrets {
                needles.push((secret.clone(), index));
                let middle = secret.len() / 2;
                if middle >= HALF && secret.is_ascii() {
                    needles.push((secret[..middle].to_owned(), index));
                    needles.push((secret[middle..].to_owned(), index));
                }
            }
        }
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (needle, _) in &needles {
            *seen.entry(needle.clone()).or_default() += 1;
        }
        needles.retain(|(needle, _)| seen[needle] == 1);
        needles.sort_by_key(|(needle, _)| std::cmp::Reverse(needle.len()));
        let words: Vec<_> = needles.iter().map(|(needle, _)| regex::escape(needle)).collect();
        let any = RegexBuilder::new(&words.join("|")).size_limit(1 << 28).build().expect("a list of words");
        Self { needles: needles.into_iter().collect(), any }
    }

    /// The cases whose secrets an output holds.
    pub fn leaks(&self, output: &str) -> BTreeSet<usize> {
        self.any.find_iter(output).map(|found| self.needles[found.as_str()]).collect()
    }
}

/// The links of a jsonl report by the index of their case.
fn links(report: &str) -> HashMap<usize, Value> {
    let lines = report.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines.filter_map(|link| Some((link["id"].as_str()?.parse().ok()?, link))).collect()
}

/// The cases whose link is not shown, or not with all that must stay readable.
pub fn unreadable(cases: &[Case], report: &str) -> Vec<(usize, String)> {
    let links = links(report);
    let mut wrong = Vec::new();
    for (index, case) in cases.iter().enumerate().filter(|(_, c)| c.way == super::Way::Link) {
        let Some(url) = links.get(&index).and_then(|link| link["url"].as_str()) else {
            wrong.push((index, "the link is not in the report".to_owned()));
            continue;
        };
        for keep in case.keep.iter().filter(|keep| !url.contains(keep.as_str())) {
            wrong.push((index, format!("{keep} is not readable in {}", url.escape_debug())));
        }
    }
    wrong
}

/// The cases whose link is not shown letter for letter, or is called masked.
pub fn altered(cases: &[Case], report: &str) -> Vec<(usize, String)> {
    let links = links(report);
    let mut wrong = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        match links.get(&index) {
            Some(link) if link["url"] == case.text.as_str() && link["redacted"] == false => {}
            Some(link) => wrong.push((index, format!("shown as {}, redacted {}", link["url"], link["redacted"]))),
            None => wrong.push((index, "the link is not in the report".to_owned())),
        }
    }
    wrong
}
