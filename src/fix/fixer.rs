//! One file, round by round.

use super::outcome::FixOutcome;
use super::repairs::{Collector, FileFindings, Intent, Veto, Vetoes};
use super::verify::{self, Objection};
use crate::findings::Baseline;
use crate::lint::guarded;
use crate::platform::Catalogue;
use crate::scan::{Reads, ScanSetup, Worker};
use crate::settings::Settings;
use crate::source::{Charset, FileText};
use crate::span::Safety;

/// How often a file is fixed until nothing is left to fix.
const ROUNDS: usize = 8;

/// How many links of a file are searched for whose repairs do not stand the proof. Where there are more, the file is left
/// alone: each of them takes as many readings of the file as its number of links has bits.
const SEARCHED: usize = 16;

/// Mends the bytes of an input called `name`, with the probable repairs too if `unsafe_too`.
#[must_use]
pub fn fix_bytes(settings: &Settings, catalogue: &Catalogue, name: &str, bytes: &[u8], unsafe_too: bool) -> FixOutcome {
    let baseline = settings.baseline.as_deref();
    // What the baseline knows is marked here, so that it is known by its old name in links that change.
    let settings = Settings { all: true, baseline: None, ..settings.for_input(name).into_owned() };
    let reads = Reads::detect(name, bytes, &settings);
    let least = if unsafe_too { Safety::Unsafe } else { Safety::Safe };
    let fixer = FileFixer { settings: &settings, catalogue, baseline, name, reads, least };
    guarded(|| fixer.fix_bytes(bytes)).unwrap_or_else(|said| {
        let refused = format!(
            "{name}: this file was left as it is, because tracklint failed on it. That is a fault of tracklint's, not \
             of the file; please report it with these words: {said}"
        );
        FixOutcome { bytes: bytes.to_vec(), refused: Some(refused), ..FixOutcome::default() }
    })
}

struct FileFixer<'m> {
    /// For all links and without a baseline.
    settings: &'m Settings,
    catalogue: &'m Catalogue,
    baseline: Option<&'m Baseline>,
    name: &'m str,
    reads: Reads,
    /// The least safe repair that is made.
    least: Safety,
}

impl FileFixer<'_> {
    fn fix_bytes(&self, bytes: &[u8]) -> FixOutcome {
        let (mut current, mut file_findings) = (bytes.to_vec(), self.file_findings(bytes));
        let (mut fixed, mut vetoes) = (FixOutcome::default(), Vetoes::new());
        let (mut round, mut searched) = (0, 0);
        while round < ROUNDS {
            let intents = file_findings.choose(self.least, &vetoes, |_| true);
            if intents.iter().all(|i| i.chosen.is_empty()) {
                break;
            }
            let (next, mut again, came) = self.attempt(&current, &file_findings, &intents);
            let (links, veto) = match came {
                Ok(()) => {
                    for one in intents.iter().flat_map(|i| &i.chosen) {
                        *fixed.fixed.entry(one.rule).or_default() += 1;
                    }
                    again.inherit(&file_findings);
                    // A link that is another one now may take what it did not take before.
                    vetoes.retain(|(number, _), _| intents[*number].chosen.is_empty());
                    (current, file_findings) = (next, again);
                    round += 1;
                    continue;
                }
                Err(Objection::Improbable(links)) => (links, Veto::Improbable),
                Err(Objection::Broken { link: Some(link), .. }) => (vec![link], Veto::Unproved),
                Err(Objection::Broken { .. }) if searched < SEARCHED => {
                    searched += 1;
                    (vec![self.culprit(&current, &file_findings, &intents, &vetoes)], Veto::Unproved)
                }
                Err(Objection::Broken { why, .. }) => return self.refused(bytes, why),
            };
            // The round begins anew without them. There are only so many.
            for number in links {
                vetoes.extend(intents[number].chosen.iter().map(|chosen| ((number, chosen.rule), veto)));
            }
        }
        fixed.left = file_findings.left(self.name, self.least, &vetoes);
        fixed.renamed = file_findings.renamed();
        FixOutcome { bytes: current, unread: file_findings.unread, ..fixed }
    }

    /// Makes the repairs and reads the file again: its bytes, what is found in them, and what speaks against it.
    fn attempt(
        &self,
        bytes: &[u8],
        file_findings: &FileFindings,
        intents: &[Intent],
    ) -> (Vec<u8>, FileFindings, Result<(), Objection>) {
        let next = applied(bytes, intents);
        let again = self.file_findings(&next);
        let before = verify::Reading { bytes, file_findings };
        let after = verify::Reading { bytes: &next, file_findings: &again };
        let came = verify::check(&before, &after, intents, self.reads);
        (next, again, came)
    }

    /// A link without whose repairs the rest may stand the proof, found by halves.
    fn culprit(&self, bytes: &[u8], file_findings: &FileFindings, intents: &[Intent], vetoes: &Vetoes) -> usize {
        let mut suspects: Vec<usize> = (0..intents.len()).filter(|&n| !intents[n].chosen.is_empty()).collect();
        while suspects.len() > 1 {
            let rest = suspects.split_off(suspects.len() / 2);
            let intents = file_findings.choose(self.least, vetoes, |number| suspects.binary_search(&number).is_ok());
            if !matches!(self.attempt(bytes, file_findings, &intents).2, Err(Objection::Broken { .. })) {
                suspects = rest;
            }
        }
        suspects.pop().unwrap_or_default()
    }

    fn refused(&self, bytes: &[u8], why: String) -> FixOutcome {
        let refused = format!("{}: this file was left as it is: fixing it would have {why}", self.name);
        FixOutcome { bytes: bytes.to_vec(), refused: Some(refused), ..FixOutcome::default() }
    }

    /// Everything that is found in these bytes.
    fn file_findings(&self, bytes: &[u8]) -> FileFindings {
        let collector = Collector::new(self.baseline);
        let setup = ScanSetup { settings: self.settings, catalogue: self.catalogue, report: &collector };
        let events: Vec<&str> = self.settings.events.iter().map(String::as_str).collect();
        let mut worker = Worker::new(&setup, &events);
        worker.bytes(self.name, bytes, self.reads);
        let unread = std::mem::take(&mut worker.done.unread);
        collector.finish(unread)
    }
}

/// The bytes with the chosen edits made, written as the file writes text.
fn applied(bytes: &[u8], intents: &[Intent]) -> Vec<u8> {
    let file = FileText::read(bytes);
    let mut edits: Vec<_> = intents.iter().flat_map(|i| &i.chosen).flat_map(|c| &c.edits).collect();
    edits.sort_by_key(|e| (e.start_byte, e.end_byte));
    let mut out = Vec::with_capacity(bytes.len() + 64);
    let mut at = 0;
    for edit in edits {
        out.extend_from_slice(&bytes[at..edit.start_byte as usize]);
        match file.charset {
            Charset::Utf8 => out.extend_from_slice(edit.text.as_bytes()),
            _ => out.extend(file.encode(&edit.text).split_off(file.mark)),
        }
        at = edit.end_byte as usize;
    }
    out.extend_from_slice(&bytes[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &str =
        "# ours\noffers:\n  - id: 7\n    url: http://app.tune.com/a?aff_click_id={gkclickid}\n    z: 1\n";
    const AFTER: &str =
        "# ours\noffers:\n  - id: 7\n    url: http://app.tune.com/a?aff_click_id={gk_click_id}\n    z: 1\n";

    /// What speaks against it that a file of this name is changed so.
    fn objection(name: &str, before: &str, after: &str) -> Option<String> {
        let (catalogue, settings) = (Catalogue::default(), Settings { all: true, ..Settings::default() });
        let reads = Reads::detect(name, before.as_bytes(), &settings);
        let fixer =
            FileFixer { settings: &settings, catalogue: &catalogue, baseline: None, name, reads, least: Safety::Safe };
        let (old, new) = (fixer.file_findings(before.as_bytes()), fixer.file_findings(after.as_bytes()));
        let intents = old.choose(Safety::Safe, &Vetoes::new(), |_| true);
        assert!(!intents.iter().all(|i| i.chosen.is_empty()), "there is something to fix");
        let old = verify::Reading { bytes: before.as_bytes(), file_findings: &old };
        let new = verify::Reading { bytes: after.as_bytes(), file_findings: &new };
        match verify::check(&old, &new, &intents, reads) {
            Ok(()) => None,
            Err(Objection::Broken { why, .. }) => Some(why),
            Err(Objection::Improbable(links)) => panic!("sure repairs are never improbable: {links:?}"),
        }
    }

    #[test]
    fn a_repair_is_kept_only_if_everything_else_is_as_it_was() {
        assert_eq!(objection("a.yaml", BEFORE, AFTER), None);
        for (change, into, why) in [
            ("z: 1", "z: 2", "changed /offers/0/z"),
            ("z: 1", "y: 1", "changed /offers/0/z"),
            ("id: 7", "id: '7'", "changed /offers/0/id"),
            ("# ours", "# mine", "changed a comment"),
            ("# ours", "ours:", "changed how the file is read"),
            ("    z: 1\n", "", "changed how the file is read"),
            ("z: 1", "z: [", "changed how the file is read"),
            ("tune.com", "tune.org", "written something else than was meant at /offers/0/url"),
            ("{gk_click_id}", "{gkclickid}", "written something else than was meant at /offers/0/url"),
            ("url: http", "url: xx", "written something else than was meant at /offers/0/url"),
            ("z: 1", "z: https://example.org/", "lost or brought a link"),
            ("http://app.tune.com/a?aff_click_id={gk_click_id}", "none", "lost or brought a link"),
        ] {
            let came = objection("a.yaml", BEFORE, &AFTER.replace(change, into)).unwrap_or_default();
            assert_eq!(came, why, "{change} {into}");
        }
    }

    /// What cannot be read may be read otherwise once something near it is repaired. Then that link is left alone, and
    /// the others are repaired.
    #[test]
    fn a_repair_without_proof_costs_its_link_and_not_the_file() {
        let link = "http://app.tune.com/a?aff_click_id=";
        let before = format!(
            "[{{\"tracking_link\": \"{link}{{gkclickid}}\"}},\n{{\"tracking_link\": \"{link}{{gk_click_id}}\u{1}\"}},\n\
             {{\"tracking_link\": \"{link}gk_click_id\"}}]\n"
        );
        let outcome = fix_bytes(&Settings::default(), &Catalogue::default(), "a.json", before.as_bytes(), false);
        let after = before.replace("{gkclickid}", "{gk_click_id}").replace("=gk_click_id", "={gk_click_id}");
        assert_eq!(String::from_utf8_lossy(&outcome.bytes), after);
        assert_eq!(outcome.refused, None);
        let unproved = outcome.left.iter().filter(|left| left.reason.contains("read otherwise"));
        assert_eq!(unproved.map(|left| left.rule).collect::<Vec<_>>(), ["invisible-character"]);
    }

    #[test]
    fn lines_are_held_to_it_too() {
        let (before, after) =
            ("https://a.com/x&b={gk_click_id}\nhttps://c.com/\n", "https://a.com/x?b={gk_click_id}\n");
        assert_eq!(objection("a.txt", before, &format!("{after}https://c.com/\n")), None);
        let meant = "written something else than was meant in line 2";
        assert_eq!(objection("a.txt", before, &format!("{after}https://d.com/\n")).as_deref(), Some(meant));
        assert_eq!(objection("a.txt", before, after).as_deref(), Some("lost or brought a link"));
    }
}
