//! What a report receives: everything that stands in an entry, without what is secret or about a person.

use super::entry::{About, Ending, Entry, Places, Report, Statistics, Unread};
use super::fingerprint::{Fingerprint, fingerprints_under};
use super::mask::{Mask, masked};
use crate::lint::Decision;
use crate::rule::{Finding, RelatedFinding};
use crate::source::FileEdit;
use crate::span::{Edit, Place, Safety, Span, apply};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// A format of reports. It is handed what may be shown and nothing else, so that none can forget to mask. Entries are
/// written by several workers into buffers of their own, which one writer then joins in the order of the input; so a
/// format keeps no state from entry to entry.
pub trait MaskedReport: Sync {
    /// What comes before everything.
    fn head(&self, _: &mut Vec<u8>) {}
    /// What stands between two entries (or unread lines that are written as entries).
    fn joiner(&self) -> &'static [u8] {
        b""
    }
    /// One link. A format for people and `json` are only called for links with findings, unless all were asked for.
    fn entry(&self, entry: &Masked, out: &mut Vec<u8>);
    /// A line that could not be read, at its place in the order; nothing where the format tells of it in `tail`.
    fn unread(&self, _: &Unread, _: &mut Vec<u8>) {}
    /// What comes after everything.
    fn tail(&self, ending: &Ending, out: &mut Vec<u8>);
    /// True for a format that can only be written when everything is known: what its entries wrote is then kept, and
    /// handed to `tail` in [`Ending::gathered`] instead of being written.
    fn gathers(&self) -> bool {
        false
    }
}

/// A report in a format, fed with entries as they are.
pub struct Masking<R> {
    /// The format.
    pub report: R,
    /// Secrets and personal data are masked. Only for a terminal, or where somebody asks for it, they are not.
    pub redact: bool,
}

impl<R: MaskedReport> Report for Masking<R> {
    fn head(&self, out: &mut Vec<u8>) {
        self.report.head(out);
    }

    fn joiner(&self) -> &'static [u8] {
        self.report.joiner()
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) {
        self.report.entry(&Masked::new(entry, self.redact), out);
    }

    fn unread(&self, unread: &Unread, out: &mut Vec<u8>) {
        if self.redact { self.report.unread(&shown(unread), out) } else { self.report.unread(unread, out) }
    }

    fn tail(&self, ending: &Ending, out: &mut Vec<u8>) {
        if !self.redact {
            return self.report.tail(ending, out);
        }
        let unread: Vec<Unread> = ending.unread.iter().map(shown).collect();
        let statistics = ending.statistics.map(|all| {
            let mut files = BTreeMap::new();
            all.files.iter().for_each(|(file, n)| *files.entry(masked(file).into_owned()).or_default() += n);
            Statistics { files, ..all.clone() }
        });
        self.report.tail(&Ending { unread: &unread, statistics: statistics.as_ref(), ..*ending }, out);
    }

    fn gathers(&self) -> bool {
        self.report.gathers()
    }
}

fn shown(unread: &Unread) -> Unread {
    let (path, message) = (masked(&unread.path).into_owned(), masked(&unread.message).into_owned());
    Unread { path, message, ..*unread }
}

/// One linted link, field or comment as it may be shown. Only [`Masking`] makes one.
pub struct Masked<'a> {
    entry: &'a Entry<'a>,
    redact: bool,
    mask: Mask,
    text: Cow<'a, str>,
}

impl<'a> Masked<'a> {
    fn new(entry: &'a Entry<'a>, redact: bool) -> Self {
        let text = &entry.literal.text;
        let mask = if redact { Mask::of_literal(entry.literal, &entry.linted.decision) } else { Mask::default() };
        Self { entry, redact, text: mask.link(text), mask }
    }

    /// What it is.
    #[must_use]
    pub const fn about(&self) -> About {
        self.entry.about
    }

    /// The record's `id` as JSON, echoed.
    #[must_use]
    pub const fn id(&self) -> Option<&'a str> {
        self.entry.id
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// True if something in the text is masked.
    #[must_use]
    pub fn is_redacted(&self) -> bool {
        !self.mask.is_empty()
    }

    /// The path of its input.
    #[must_use]
    pub fn path(&self) -> Cow<'_, str> {
        self.outer(self.entry.literal.path)
    }

    /// A JSON Pointer to it, where the format of the input has keys.
    #[must_use]
    pub fn key(&self) -> Option<Cow<'_, str>> {
        self.entry.literal.key.as_deref().map(|key| self.outer(key))
    }

    /// A path or key: it may tell what the text hides, and hold something of its own.
    fn outer<'t>(&self, words: &'t str) -> Cow<'t, str> {
        match self.mask.words(words) {
            words if !self.redact => words,
            Cow::Borrowed(words) => masked(words),
            Cow::Owned(words) => Cow::Owned(masked(&words).into_owned()),
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn whole(&self) -> Place {
        self.entry.literal.whole()
    }

    /// Where a part of it stands.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        self.entry.literal.place(span)
    }

    /// What was decided about it, if it is a link.
    #[must_use]
    pub const fn decision(&self) -> &'a Decision {
        &self.entry.linted.decision
    }

    /// The link with all safe fixes made, where no error is left and nothing is masked.
    #[must_use]
    pub fn fixed(&self) -> Option<&'a str> {
        self.entry.linted.fixed.as_deref().filter(|_| self.mask.is_empty())
    }

    /// The link with all safe fixes made, also where an error is left, if nothing is masked.
    #[must_use]
    pub fn corrected(&self) -> Option<&'a str> {
        self.entry.linted.corrected().filter(|_| self.mask.is_empty())
    }

    /// True if it could be corrected, but the corrected text would show what is masked.
    #[must_use]
    pub fn hides_correction(&self) -> bool {
        !self.mask.is_empty() && self.entry.linted.corrected().is_some()
    }

    /// The link with all safe fixes made, where an error is left that nobody may repair without asking.
    #[must_use]
    pub fn fixed_partly(&self) -> Option<&'a str> {
        self.entry.linted.fixed_partly.as_deref().filter(|_| self.mask.is_empty())
    }

    /// The bytes of the corrected link that were not in the link.
    #[must_use]
    pub fn changed(&self) -> Vec<Range<usize>> {
        let text = &self.entry.literal.text;
        let Some(fixed) = self.corrected() else { return Vec::new() };
        let safe = self.entry.linted.findings.iter().filter_map(|f| f.fix.as_ref());
        let safe = safe.filter(|f| f.safety == Safety::Safe);
        let mut edits: Vec<&Edit> = safe.flat_map(|f| &f.edits).collect();
        edits.sort_by_key(|e| e.span);
        edits.dedup();
        if apply(text, &edits).0 == fixed {
            return written(&edits);
        }
        // Repaired in several rounds: from the first difference to the last.
        let same = |(a, b): &(char, char)| a == b;
        let before: usize = text.chars().zip(fixed.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let ends = text[before..].chars().rev().zip(fixed[before..].chars().rev());
        let after: usize = ends.take_while(same).map(|(c, _)| c.len_utf8()).sum();
        std::iter::once(before..fixed.len() - after).collect()
    }

    /// Its findings, each made when it is asked for.
    pub fn findings(&self) -> impl Iterator<Item = MaskedFinding<'_>> {
        self.entry.linted.findings.iter().map(|finding| MaskedFinding::new(finding, self))
    }

    /// The fingerprint of each finding: the same whether or not anything is masked.
    pub fn fingerprints(&self) -> impl Iterator<Item = Fingerprint> + use<'a> {
        let own;
        let mask = if self.redact {
            &self.mask
        } else {
            own = Mask::of_literal(self.entry.literal, &self.entry.linted.decision);
            &own
        };
        fingerprints_under(mask, self.entry)
    }

    /// An edit of the text as an edit of the file; `None` where it cannot be carried exactly or holds what is masked.
    #[must_use]
    pub fn file_edit(&self, edit: &Edit) -> Option<FileEdit> {
        self.entry.literal.file_edit(edit).filter(|_| !self.mask.touches(edit))
    }
}

/// Where the texts of these edits stand once they are made. Of two that overlap, the later one was left out.
fn written(edits: &[&Edit]) -> Vec<Range<usize>> {
    let (mut grown, mut ranges, mut done) = (0isize, Vec::new(), 0);
    for edit in edits {
        if edit.span.start < done {
            continue;
        }
        done = edit.span.end;
        let start = (edit.span.start as isize + grown) as usize;
        ranges.push(start..start + edit.text.len());
        grown += edit.text.len() as isize - edit.span.len() as isize;
    }
    ranges
}

/// A finding as it may be shown, and what it points at.
pub struct MaskedFinding<'a> {
    /// The finding. Its words hold nothing that is masked, neither of its own text nor of another; its fix has no edits
    /// where they would.
    pub finding: Cow<'a, Finding>,
    /// Places in other texts.
    pub far: Vec<MaskedRelated<'a>>,
    /// Its fix has edits, and they hold what is masked.
    pub hides_edits: bool,
}

/// A place in another text, as it may be shown.
pub struct MaskedRelated<'a> {
    /// The other text.
    pub text: Cow<'a, str>,
    /// What of it.
    pub span: Span,
    /// Where that stands in its file.
    pub place: Place,
    /// A few words under the marker.
    pub label: String,
    /// The path of its input.
    pub path: String,
    /// A JSON Pointer to it, where the format of the input has keys.
    pub key: Option<String>,
}

impl MaskedRelated<'_> {
    /// `offers.yaml:7:23`
    #[must_use]
    pub fn whereabouts(&self) -> String {
        format!("{}:{}:{}", self.path, self.place.line, self.place.column)
    }
}

impl<'a> MaskedFinding<'a> {
    fn new(finding: &'a Finding, shown: &Masked<'a>) -> Self {
        let texts: Vec<_> = finding.elsewhere.iter().filter_map(|there| Other::of(there, shown)).collect();
        let others = || texts.iter().map(|other| &other.mask).filter(|mask| !mask.is_empty());
        let masks: Vec<&Mask> = others().chain([&shown.mask].into_iter().filter(|mask| !mask.is_empty())).collect();
        let words = |text: &str| masks.iter().fold(text.to_owned(), |text, mask| mask.words(&text).into_owned());
        let far: Vec<MaskedRelated> = texts.iter().map(|other| other.shown(words)).collect();
        if masks.is_empty() {
            return Self { finding: Cow::Borrowed(finding), far, hides_edits: false };
        }
        // A fix may write what stands in another text.
        let tells = |e: &Edit| shown.mask.touches(e) || others().any(|mask| mask.words(&e.text) != *e.text);
        let hides_edits = finding.fix.as_ref().is_some_and(|fix| fix.edits.iter().any(tells));
        let told = Finding {
            what: words(&finding.what),
            cost: words(&finding.cost),
            todo: words(&finding.todo),
            label: words(&finding.label),
            labels: finding.labels.iter().map(|(span, label)| (*span, words(label))).collect(),
            fix: finding.fix.clone().map(|mut fix| {
                fix.title = words(&fix.title);
                fix.edits.retain(|_| !hides_edits);
                fix
            }),
            ..finding.clone()
        };
        Self { finding: Cow::Owned(told), far, hides_edits }
    }
}

/// Another text of the same offer or pair, with what is masked in it.
struct Other<'a> {
    there: &'a RelatedFinding,
    literal: crate::source::Literal<'a>,
    mask: Mask,
}

impl<'a> Other<'a> {
    /// `None` for a text that nobody knows any more. It is masked by what was decided about it, and where that says
    /// nothing by what was decided about the entry: both belong to one offer.
    fn of(there: &'a RelatedFinding, shown: &Masked<'a>) -> Option<Self> {
        let places: &'a dyn Places = shown.entry.places;
        let (literal, known) = places.text(there.spot)?;
        if !shown.redact {
            return Some(Self { there, literal, mask: Mask::default() });
        }
        let near = &shown.entry.linted.decision;
        let own = known.unwrap_or(*near);
        let (network, platform) = (own.network.or(near.network), own.platform.or(near.platform));
        let mask = Mask::of_literal(&literal, &Decision { network, platform, ..own });
        Some(Self { there, literal, mask })
    }

    fn shown(&self, words: impl Fn(&str) -> String) -> MaskedRelated<'a> {
        MaskedRelated {
            text: Cow::Owned(self.mask.link(&self.literal.text).into_owned()),
            span: self.there.span,
            place: self.literal.place(self.there.span),
            label: words(&self.there.label),
            path: masked(&words(self.literal.path)).into_owned(),
            key: self.literal.key.as_deref().map(|key| masked(&words(key)).into_owned()),
        }
    }
}
