//! What is found in a file, with the repairs in bytes of the file; and which of them can be made together.

use super::outcome::Left;
use crate::findings::{About, Baseline, Ending, Entry, Fingerprint, Report, Unread, fingerprints};
use crate::rule::{Finding, Part};
use crate::source::FileEdit;
use crate::span::{Edit, Map, Safety, Severity, Span, apply};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// A link, field or comment of a file with what was found in it.
#[derive(Debug)]
pub struct FoundItem {
    pub about: About,
    /// Its key path, where the format has keys.
    pub key: Option<String>,
    /// Its line, from 1.
    pub line: u64,
    pub text: String,
    pub faults: Vec<Fault>,
}

/// A finding.
#[derive(Debug)]
pub struct Fault {
    pub rule: &'static str,
    pub part: Part,
    pub severity: Severity,
    /// In the link.
    pub span: Span,
    /// Line and column.
    place: (u64, u64),
    /// The baseline holds it: it is neither fixed nor told of.
    known: Option<BaselineKey>,
    repair: Option<Repair>,
}

/// By what the baseline knows a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BaselineKey {
    ItsName,
    /// The name it had before its link was fixed.
    ItsOldName,
}

/// A repair.
#[derive(Debug)]
struct Repair {
    safety: Safety,
    /// In bytes of the link.
    edits: Vec<Edit>,
    /// In bytes of the file, or why it is not made there.
    file: Result<Vec<FileEdit>, &'static str>,
}

/// A repair that is made.
#[derive(Debug)]
pub struct Chosen {
    pub rule: &'static str,
    pub severity: Severity,
    pub safety: Safety,
    /// What was at fault, in the link.
    pub span: Span,
    pub edits: Vec<FileEdit>,
}

/// What is to become of a link.
#[derive(Debug)]
pub struct Intent {
    /// The text it is to have.
    pub text: String,
    /// From that text to the one it has.
    pub map: Map,
    pub chosen: Vec<Chosen>,
}

/// Why a repair is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Veto {
    /// It is only probable, and would bring another fault.
    Improbable,
    /// With it the file, read again, would not be what was meant.
    Unproved,
}

/// Repairs that are not made: the number of the link, and the rule.
pub type Vetoes = BTreeMap<(usize, &'static str), Veto>;

/// Everything that was found in a file, in its order.
#[derive(Debug, Default)]
pub struct FileFindings {
    pub found: Vec<FoundItem>,
    pub unread: Vec<Unread>,
}

/// A report that keeps what it is told, whoever tells it.
pub struct Collector<'b> {
    baseline: Option<&'b Baseline>,
    found: Mutex<Vec<(u64, FoundItem)>>,
}

impl<'b> Collector<'b> {
    pub fn new(baseline: Option<&'b Baseline>) -> Self {
        Self { baseline, found: Mutex::default() }
    }

    /// What was found, in the order of the file. A link that several offers share comes with each of them, and is one.
    pub fn finish(self, unread: Vec<Unread>) -> FileFindings {
        let mut all = self.found.into_inner().unwrap_or_default();
        all.sort_by_key(|(at, found)| (*at, found.about == About::Url));
        let mut file_findings = FileFindings { found: Vec::with_capacity(all.len()), unread };
        let mut last = None;
        for (at, found) in all {
            let is = (at, found.about, found.text.len());
            match file_findings.found.last_mut() {
                Some(same) if last == Some(is) && same.text == found.text => same.join(found.faults),
                _ => file_findings.found.push(found),
            }
            last = Some(is);
        }
        file_findings
    }
}

impl Report for Collector<'_> {
    fn entry(&self, entry: &Entry, _: &mut Vec<u8>) {
        let place = entry.literal.whole();
        let mut faults: Vec<Fault> = entry.linted.findings.iter().map(|f| Fault::of(f, entry)).collect();
        if let Some(baseline) = self.baseline {
            let known = |print: Fingerprint| baseline.knows(print.as_str()).then_some(BaselineKey::ItsName);
            faults.iter_mut().zip(fingerprints(entry)).for_each(|(fault, print)| fault.known = known(print));
        }
        let found = FoundItem {
            about: entry.about,
            key: entry.literal.key.as_deref().map(str::to_owned),
            line: place.line,
            text: entry.literal.text.clone().into_owned(),
            faults,
        };
        if let Ok(mut all) = self.found.lock() {
            all.push((place.start_byte, found));
        }
    }

    fn tail(&self, _: &Ending, _: &mut Vec<u8>) {}
}

const SIGNED: &str = "the link carries a signature, which any change would break";
const OPAQUE: &str = "the repair cannot be written the way the file writes this text";

impl Fault {
    fn of(finding: &Finding, entry: &Entry) -> Self {
        let place = entry.literal.place(finding.span);
        let repair = finding.fix.as_ref().map(|fix| Repair {
            safety: fix.safety,
            edits: fix.edits.clone(),
            file: carried(&fix.edits, fix.safety, entry),
        });
        Self {
            rule: finding.rule.id,
            part: finding.rule.part,
            severity: finding.severity,
            span: finding.span,
            place: (place.line, place.column),
            known: None,
            repair,
        }
    }

    /// Why it is not fixed.
    fn reason(&self, least: Safety, veto: Option<&Veto>) -> &'static str {
        let Some(repair) = &self.repair else { return "needs a person's decision" };
        match (repair.safety, &repair.file) {
            (_, Err(why)) => why,
            _ if veto == Some(&Veto::Unproved) => "with the repair, the file would be read otherwise than was meant",
            (Safety::Shown, _) => "the repair is only shown: made as it is, it would break something else",
            (Safety::Unsafe, _) if least == Safety::Safe => "the repair is only probable; --unsafe-fixes makes it",
            _ if veto.is_some() => "the probable repair would bring another fault",
            _ => "other repairs of this link came first, and left no round for this one",
        }
    }

    /// The repair with its bytes of the file, if it is one that is made.
    fn wanted(&self, least: Safety) -> Option<(&Repair, &Vec<FileEdit>)> {
        let repair = self.repair.as_ref().filter(|r| r.safety <= least && self.known.is_none())?;
        let edits = repair.file.as_ref().ok().filter(|edits| !edits.is_empty())?;
        Some((repair, edits))
    }
}

/// The edits in bytes of the file, in order and without overlap; or why they are not made there.
fn carried(edits: &[Edit], safety: Safety, entry: &Entry) -> Result<Vec<FileEdit>, &'static str> {
    if entry.about != About::Url {
        return Err("only links are repaired");
    }
    // What is safe on a signed link restores what was signed.
    if entry.linted.decision.signed && safety != Safety::Safe {
        return Err(SIGNED);
    }
    let mut all = Vec::with_capacity(edits.len());
    for edit in edits {
        all.push(entry.literal.file_edit(edit).ok_or(entry.literal.locked.unwrap_or(OPAQUE))?);
    }
    all.sort_by_key(|e| (e.start_byte, e.end_byte));
    if all.windows(2).any(|pair| clash(&pair[0], &pair[1])) { Err(OPAQUE) } else { Ok(all) }
}

fn clash(a: &FileEdit, b: &FileEdit) -> bool {
    let same_point = a.start_byte == b.start_byte && a.end_byte == b.end_byte;
    same_point || a.start_byte < b.end_byte && b.start_byte < a.end_byte
}

/// True if an edit clashes with one of these, which do not clash with each other: only the last one that begins before it
/// ends can reach into it.
fn reaches_into(taken: &BTreeSet<(u64, u64)>, edit: &FileEdit) -> bool {
    let last = taken.range(..(edit.end_byte, 0)).next_back();
    taken.contains(&(edit.start_byte, edit.end_byte)) || last.is_some_and(|(_, end)| *end > edit.start_byte)
}

impl FileFindings {
    /// The findings that are not fixed, and why. Advice is not counted: nobody has to follow it.
    pub fn left(&self, path: &str, least: Safety, vetoes: &Vetoes) -> Vec<Left> {
        let mut left = Vec::new();
        let mut numbers = 0..;
        for found in &self.found {
            let number = if found.about == About::Url { numbers.next() } else { None };
            for fault in found.faults.iter().filter(|f| f.severity > Severity::Advice && f.known.is_none()) {
                let (line, column) = fault.place;
                let veto = number.and_then(|number| vetoes.get(&(number, fault.rule)));
                let reason = fault.reason(least, veto);
                left.push(Left { rule: fault.rule, place: format!("{path}:{line}:{column}"), reason });
            }
        }
        left
    }

    /// The links. Fields and comments are only told of where something is found in them, so they have no numbers.
    pub fn links(&self) -> impl Iterator<Item = &FoundItem> {
        self.found.iter().filter(|f| f.about == About::Url)
    }

    /// Lets known findings be known in links that were fixed since: the baseline knows them by the old text.
    pub fn inherit(&mut self, before: &Self) {
        let links = self.found.iter_mut().filter(|f| f.about == About::Url);
        for (old, new) in before.links().zip(links) {
            for known in old.faults.iter().filter(|f| f.known.is_some()) {
                let of_rule =
                    |faults: &[Fault]| faults.iter().filter(|f| f.rule == known.rule && f.known.is_some()).count();
                let missing = of_rule(&old.faults) > of_rule(&new.faults);
                let next = new.faults.iter_mut().find(|f| f.rule == known.rule && f.known.is_none());
                if let Some(fault) = next.filter(|_| missing) {
                    fault.known = Some(BaselineKey::ItsOldName);
                }
            }
        }
    }

    /// How many findings the baseline knows by an old name only: whoever looks next takes them for new ones.
    pub fn renamed(&self) -> u64 {
        let faults = self.links().flat_map(|found| &found.faults);
        faults.filter(|f| f.known == Some(BaselineKey::ItsOldName)).count() as u64
    }

    /// What is to become of each link in this round, if its number is one of `only`; of two repairs that overlap the sure
    /// one is made.
    pub fn choose(&self, least: Safety, vetoes: &Vetoes, only: impl Fn(usize) -> bool) -> Vec<Intent> {
        let mut free = 0;
        let one = |(number, found): (usize, &FoundItem)| {
            let veto = |rule| if only(number) { vetoes.get(&(number, rule)).copied() } else { Some(Veto::Unproved) };
            found.choose(least, veto, &mut free)
        };
        self.links().enumerate().map(one).collect()
    }
}

impl FoundItem {
    /// Adds what was found in the same text, seen from another offer.
    fn join(&mut self, faults: Vec<Fault>) {
        for fault in faults {
            if !self.faults.iter().any(|f| f.rule == fault.rule && f.span == fault.span) {
                self.faults.push(fault);
            }
        }
        // In the order in which they should be fixed.
        self.faults.sort_by_key(|f| (f.part, f.span.start, f.rule));
    }

    /// Chooses among the repairs of one link; those that would reach before `free`, where the links before it end, wait.
    fn choose(&self, least: Safety, veto: impl Fn(&'static str) -> Option<Veto>, free: &mut u64) -> Intent {
        let mut wanted: Vec<_> = self.faults.iter().filter_map(|f| f.wanted(least).map(|w| (f, w))).collect();
        wanted.sort_by_key(|(_, (repair, _))| repair.safety);
        let (mut edits, mut chosen): (Vec<&Edit>, Vec<Chosen>) = (Vec::new(), Vec::new());
        let mut taken = BTreeSet::new();
        for (fault, (repair, file)) in wanted {
            let refused = match veto(fault.rule) {
                None => false,
                Some(Veto::Improbable) => repair.safety == Safety::Unsafe,
                Some(Veto::Unproved) => true,
            };
            if refused || file.iter().any(|e| e.start_byte < *free || reaches_into(&taken, e)) {
                continue;
            }
            taken.extend(file.iter().map(|e| (e.start_byte, e.end_byte)));
            edits.extend(&repair.edits);
            chosen.push(Chosen {
                rule: fault.rule,
                severity: fault.severity,
                safety: repair.safety,
                span: fault.span,
                edits: file.clone(),
            });
        }
        *free = chosen.iter().flat_map(|c| &c.edits).map(|e| e.end_byte).fold(*free, u64::max);
        edits.sort_by_key(|e| e.span);
        let (text, map) = apply(&self.text, &edits);
        Intent { text, map, chosen }
    }
}
