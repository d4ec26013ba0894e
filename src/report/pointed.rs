//! A finding together with the places in other texts that it points at, as both may be shown.

use super::{Mask, Shown, Style};
use crate::findings::Entry;
use crate::lint::{Decision, Linter};
use crate::platform::Catalogue;
use crate::rule::{Elsewhere, Finding, Hosts, Told};
use crate::source::Literal;
use crate::span::{Place, Span};
use std::borrow::Cow;
use std::sync::LazyLock;

/// A finding and what it points at.
pub struct Pointed<'a> {
    /// Its words do not hold what is masked in the other texts; what is masked in its own is for the format to hide.
    pub finding: Cow<'a, Finding>,
    /// Places in other texts.
    pub far: Vec<Far<'a>>,
}

/// A place in another text.
pub struct Far<'a> {
    /// The other text, with its place in the file.
    pub literal: Literal<'a>,
    /// The other text, as it may be shown.
    pub shown: Shown<'a>,
    /// What of it.
    pub span: Span,
    /// A few words under the marker.
    pub label: String,
    /// Where it stands, as may be told.
    pub path: String,
    pub key: Option<String>,
}

impl<'a> Pointed<'a> {
    /// The findings of an entry.
    pub fn all(entry: &Entry<'a>, shown: &Shown, style: &Style) -> Vec<Self> {
        entry.linted.findings.iter().map(|finding| Self::new(finding, entry, shown, style)).collect()
    }

    /// A finding of an entry.
    pub fn new(finding: &'a Finding, entry: &Entry<'a>, shown: &Shown, style: &Style) -> Self {
        let far: Vec<Far> =
            finding.elsewhere.iter().filter_map(|there| Far::new(there, entry, &shown.mask, style)).collect();
        let masks: Vec<&Mask> = far.iter().map(|f| &f.shown.mask).filter(|mask| !mask.is_empty()).collect();
        if masks.is_empty() {
            return Self { finding: Cow::Borrowed(finding), far };
        }
        let words = |text: &str| masks.iter().fold(text.to_owned(), |text, mask| mask.words(&text).into_owned());
        let told = Finding {
            what: words(&finding.what),
            cost: words(&finding.cost),
            todo: words(&finding.todo),
            label: words(&finding.label),
            labels: finding.labels.iter().map(|(span, label)| (*span, words(label))).collect(),
            // A repair may write what stands in the other text.
            fix: finding.fix.clone().filter(|fix| fix.edits.iter().all(|e| words(&e.text) == e.text)).map(|mut fix| {
                fix.title = words(&fix.title);
                fix
            }),
            ..finding.clone()
        };
        let labels: Vec<String> = far.iter().map(|f| words(&f.label)).collect();
        let far = far.into_iter().zip(labels).map(|(far, label)| Far { label, ..far }).collect();
        Self { finding: Cow::Owned(told), far }
    }
}

impl<'a> Far<'a> {
    /// `None` for a text that nobody knows any more.
    fn new(there: &Elsewhere, entry: &Entry<'a>, own: &Mask, style: &Style) -> Option<Self> {
        let literal = entry.places.literal(there.spot)?;
        let shown = beside(&literal, &entry.linted.decision, style);
        let words = |text: &str| own.words(&shown.mask.words(text)).into_owned();
        let (path, key) = (words(literal.path), literal.key.as_deref().map(words));
        let label = words(&there.label);
        Some(Self { span: there.span, label, path, key, literal, shown })
    }

    /// Where it stands in its file.
    pub fn place(&self) -> Place {
        self.literal.place(self.span)
    }

    /// `offers.yaml:7:23`
    pub fn whereabouts(&self) -> String {
        let place = self.place();
        format!("{}:{}:{}", self.path, place.line, place.column)
    }
}

/// Another text of the same offer, masked by what is known of its receiver, or else of the entry's.
fn beside<'a>(literal: &Literal<'a>, decision: &Decision, style: &Style) -> Shown<'a> {
    if !style.redact {
        return Shown { mask: Mask::default(), text: Cow::Owned(literal.text.clone().into_owned()), fixed: None };
    }
    // Made once: a report may point at another text in every line.
    static BUILT_IN: LazyLock<(Catalogue, Hosts)> = LazyLock::new(Default::default);
    let (catalogue, hosts) = &*BUILT_IN;
    let own = Linter::new(catalogue, hosts).lint(&literal.text, &Told::default()).decision;
    let (network, platform) = (decision.network.or(own.network), own.platform.or(decision.platform));
    let mask = Mask::of(&literal.text, &Decision { network, platform, ..own });
    let text = Cow::Owned(mask.link(&literal.text).into_owned());
    Shown { mask, text, fixed: None }
}
