//! Findings that are known: a file of their fingerprints, so that only new ones are reported.

use super::{About, Entry, Fingerprint, NoRelated, fingerprints, masked};
use crate::lint::Linted;
use crate::source::Literal;
use crate::span::Safety;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// The version of the file that is written and read.
const VERSION: u64 = 1;

/// A finding as a baseline keeps it. The path and the rule are there for people, who read the differences.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BaselineEntry {
    /// The input.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// By what it is known.
    pub fingerprint: String,
}

impl BaselineEntry {
    /// The findings of an entry.
    #[must_use]
    pub fn of(entry: &Entry) -> Vec<Self> {
        let prints = fingerprints(entry).into_iter().zip(&entry.linted.findings);
        let known = |(fingerprint, finding): (Fingerprint, &crate::rule::Finding)| Self {
            path: masked(entry.literal.path).into_owned(),
            rule: finding.rule.id.to_owned(),
            fingerprint: fingerprint.as_str().to_owned(),
        };
        prints.map(known).collect()
    }
}

/// A baseline. Equal findings of one file (the same fault in the same link in the same place of the same offer) are
/// one to it.
#[derive(Debug, Default)]
pub struct Baseline {
    all: Vec<BaselineEntry>,
    /// By fingerprint: whether it was met in this run.
    met: HashMap<String, AtomicBool>,
}

impl Baseline {
    /// Reads the text of a baseline.
    ///
    /// # Errors
    /// What is wrong with it, for the user.
    pub fn read(text: &str) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct File {
            version: u64,
            findings: Vec<BaselineEntry>,
        }
        let file: File =
            serde_json::from_str(text).map_err(|e| format!("this is not a baseline of tracklint's: {e}"))?;
        if file.version != VERSION {
            return Err(format!("this baseline has version {}; this tracklint reads version {VERSION}", file.version));
        }
        Ok(Self::new(file.findings))
    }

    /// A baseline of these findings.
    #[must_use]
    pub fn new(mut all: Vec<BaselineEntry>) -> Self {
        all.sort();
        all.dedup();
        let met = all.iter().map(|k| (k.fingerprint.clone(), AtomicBool::new(false))).collect();
        Self { all, met }
    }

    /// The text of the file: sorted, one finding a line.
    #[must_use]
    pub fn text(&self) -> String {
        let line = |known: &BaselineEntry| serde_json::to_string(known).unwrap_or_default();
        let lines: Vec<String> = self.all.iter().map(line).collect();
        let end = if lines.is_empty() { "" } else { "\n" };
        format!("{{\"version\":{VERSION},\"findings\":[\n{}{end}]}}\n", lines.join(",\n"))
    }

    /// How many findings it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// True if it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// True if it holds the finding. That it was met is remembered.
    pub fn knows(&self, fingerprint: &str) -> bool {
        let met = self.met.get(fingerprint);
        met.inspect(|met| met.store(true, Ordering::Relaxed)).is_some()
    }

    /// Takes out what the baseline holds, and returns how much that was. `stable` is what [`super::stable_key`] says
    /// of the text, where it stands in a document.
    pub fn filter(&self, linted: &mut Linted, literal: &Literal, stable: Option<&str>) -> u64 {
        let before = linted.findings.len();
        let entry = Entry { about: About::Url, id: None, literal, stable, linted, places: &NoRelated };
        let mut prints = fingerprints(&entry).into_iter();
        linted.findings.retain(|_| prints.next().is_none_or(|print| !self.knows(print.as_str())));
        let fixes = linted.findings.iter().filter_map(|f| f.fix.as_ref()).any(|fix| fix.safety == Safety::Safe);
        if !fixes {
            (linted.fixed, linted.fixed_partly) = (None, None);
        }
        linted.order();
        (before - linted.findings.len()) as u64
    }

    /// How many of its findings were not met.
    #[must_use]
    pub fn stale(&self) -> usize {
        self.all.iter().filter(|known| !self.was_met(known)).count()
    }

    /// Without those that are not among `found`.
    #[must_use]
    pub fn pruned(self, found: &Self) -> Self {
        Self::new(self.all.into_iter().filter(|known| found.met.contains_key(&known.fingerprint)).collect())
    }

    fn was_met(&self, known: &BaselineEntry) -> bool {
        self.met.get(&known.fingerprint).is_some_and(|met| met.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Linter;
    use crate::platform::Catalogue;
    use crate::rule::{Hints, Hosts};

    const LINK: &str = "http://app.appsflyer.com/id1?pid=x_int&c=summer&clickid=gk_click_id";

    fn linted(text: &str) -> Linted {
        Linter::new(&Catalogue::default(), &Hosts::default()).lint(text, &Hints::default())
    }

    fn known(text: &str) -> Vec<BaselineEntry> {
        let (literal, linted) = (Literal::plain(text, "links.txt", 0, 1), linted(text));
        BaselineEntry::of(&Entry::url(None, &literal, &linted))
    }

    #[test]
    fn what_is_known_is_taken_out_wherever_it_stands_now() {
        let all = known(LINK);
        assert!(all.len() > 1, "{all:?}");
        let baseline = Baseline::new(all.clone());
        let mut now = linted(LINK);
        assert_eq!(baseline.filter(&mut now, &Literal::plain(LINK, "links.txt", 700, 31), None), all.len() as u64);
        assert!(now.findings.is_empty() && now.fixed.is_none());
        assert_eq!(baseline.stale(), 0);
        let mut elsewhere = linted(LINK);
        assert_eq!(baseline.filter(&mut elsewhere, &Literal::plain(LINK, "other.txt", 0, 1), None), 0);
        assert!(elsewhere.fixed.is_some());
    }

    #[test]
    fn the_file_is_sorted_and_read_back() {
        let mut all = known(LINK);
        all.reverse();
        let baseline = Baseline::new([all.clone(), all.clone()].concat());
        let text = baseline.text();
        assert_eq!(text.lines().count(), all.len() + 2, "{text}");
        let again = Baseline::read(&text).unwrap();
        assert_eq!((again.text(), again.len(), again.stale()), (text, all.len(), all.len()));
        assert_eq!(Baseline::default().text(), "{\"version\":1,\"findings\":[\n]}\n");
        assert!(Baseline::read(&Baseline::default().text()).unwrap().is_empty());
    }

    #[test]
    fn what_is_no_baseline_is_told() {
        assert!(Baseline::read("{").unwrap_err().starts_with("this is not a baseline"));
        assert!(Baseline::read("{\"version\":2,\"findings\":[]}").unwrap_err().contains("version 2"));
    }

    #[test]
    fn pruning_drops_what_is_found_no_more() {
        let all = known(LINK);
        let found = Baseline::new(all[1..].to_vec());
        let pruned = Baseline::new(all.clone()).pruned(&found);
        assert_eq!(pruned.text(), found.text());
    }
}
