//! A rule, what it sees and what it reports: each of these types names the others.

use super::{Bad, Context, Good, Part, Repeat, Roles, Stage, States};
use crate::link::Seen;
use crate::offer::{Field, Offer};
use crate::platform::{Catalogue, Role};
use crate::source::NodeId;
use crate::span::{Fix, Safety, Severity, Span};

/// The function that looks at one link.
pub type LinkCheck = fn(&Context, &mut Findings);

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// One link: each function in the stage in which it looks.
    Link(&'static [(Stage, LinkCheck)]),
    /// One link that may be a wrapper around another: then only the link inside, which the fix lays bare, is
    /// looked at by the other rules.
    Wrapper(LinkCheck),
    /// What a file says to tracklint: whoever reads the file's comments reports it.
    File,
    /// One parameter, as the configuration says: an [`OwnRule`](super::OwnRule) looks.
    Own,
    /// The links and fields of one offer together.
    Offer(fn(&OfferContext, &mut OfferFindings)),
    /// Each link by itself, and again beside the others of its offer, where more is known.
    Both(&'static [(Stage, LinkCheck)], fn(&OfferContext, &mut OfferFindings)),
    /// A click id that stands in several links of the run.
    Run(fn(&Repeat) -> Finding),
}

impl Check {
    /// The function that looks at an offer, if there is one.
    #[must_use]
    pub fn of_offer(&self) -> Option<fn(&OfferContext, &mut OfferFindings)> {
        match self {
            Self::Offer(check) | Self::Both(_, check) => Some(*check),
            Self::File | Self::Own | Self::Link(_) | Self::Wrapper(_) | Self::Run(_) => None,
        }
    }
}

/// One rule of the catalogue.
pub struct Rule {
    /// Its name, for ever: kebab-case.
    pub id: &'static str,
    /// How bad it is unless a finding says otherwise.
    pub severity: Severity,
    /// The part of the catalogue.
    pub part: Part,
    /// The roles it looks at.
    pub roles: Roles,
    /// The states it looks at.
    pub states: States,
    /// It looks only if one of these was seen.
    pub triggers: Seen,
    /// Rules that explain the same cause better: where one of them reports, this one is silent.
    pub yields_to: &'static [&'static str],
    /// What it finds, in one line.
    pub summary: &'static str,
    /// What it means, what it costs and how to fix it, for a reader who is no engineer.
    pub explanation: &'static str,
    /// Links it reports.
    pub bad: &'static [Bad],
    /// Links that look guilty and are not.
    pub good: &'static [Good],
    /// The function that looks.
    pub check: Check,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// One fault of one link, in words a support agent can forward.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How bad it is.
    pub severity: Severity,
    /// The text at fault.
    pub span: Span,
    /// True if the finding speaks of the link as a whole, and so shares its cause with any other.
    pub whole: bool,
    /// What is wrong, with the exact text: one plain sentence.
    pub what: String,
    /// What it costs: one plain sentence, or empty.
    pub cost: String,
    /// What to do: one plain sentence.
    pub todo: String,
    /// A few words under the marker.
    pub label: String,
    /// Other places to look at.
    pub labels: Vec<(Span, String)>,
    /// Places in other texts to look at: the other link of a pair, the field that says otherwise.
    pub elsewhere: Vec<RelatedFinding>,
    /// The repair.
    pub fix: Option<Fix>,
    /// The stage of the check that found it.
    pub stage: Stage,
    /// The text that is misread because of this fault, where no repair is certain: later stages say nothing about it.
    pub reach: Option<Span>,
    /// True if the text holds more than the link, or less: then no corrected link of the whole is handed out.
    pub extent_open: bool,
}

/// A text of an offer, by which a finding points at another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// The link of this number, in the order of the input.
    Link(u32),
    /// The field at this node of the document.
    Field(NodeId),
}

/// A place in another text than the finding's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedFinding {
    /// The text.
    pub spot: Spot,
    /// What of it.
    pub span: Span,
    /// A few words under the marker.
    pub label: String,
}

impl Finding {
    /// A finding of `rule` about the text under `span`.
    #[must_use]
    pub fn new(rule: &'static Rule, span: Span, what: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            span,
            whole: false,
            what: what.into(),
            cost: String::new(),
            todo: String::new(),
            label: String::new(),
            labels: Vec::new(),
            elsewhere: Vec::new(),
            fix: None,
            stage: Stage::Meaning,
            reach: None,
            extent_open: false,
        }
    }

    /// What it costs.
    #[must_use]
    pub fn costs(mut self, cost: impl Into<String>) -> Self {
        self.cost = cost.into();
        self
    }

    /// What to do.
    #[must_use]
    pub fn todo(mut self, todo: impl Into<String>) -> Self {
        self.todo = todo.into();
        self
    }

    /// A few words under the marker.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Another place to look at.
    #[must_use]
    pub fn also(mut self, span: Span, label: impl Into<String>) -> Self {
        self.labels.push((span, label.into()));
        self
    }

    /// A place in another text to look at.
    #[must_use]
    pub fn elsewhere(mut self, spot: Spot, span: Span, label: impl Into<String>) -> Self {
        self.elsewhere.push(RelatedFinding { spot, span, label: label.into() });
        self
    }

    /// The repair, if there is one.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into();
        self
    }

    /// Another severity than the rule's.
    #[must_use]
    pub const fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Speaks of the whole link.
    #[must_use]
    pub const fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    /// The text that is misread because of this fault.
    #[must_use]
    pub const fn reach(mut self, span: Span) -> Self {
        self.reach = Some(span);
        self
    }

    /// The text holds more than the link, or less than all of it.
    #[must_use]
    pub const fn extent_open(mut self) -> Self {
        self.extent_open = true;
        self
    }

    /// True if its repair may be made without asking.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        self.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe)
    }

    /// Its repair is never made, only shown.
    pub fn show_only(&mut self) {
        if let Some(fix) = &mut self.fix {
            fix.safety = Safety::Shown;
        }
    }

    /// What is wrong and what it costs, as one text.
    #[must_use]
    pub fn message(&self) -> String {
        if self.cost.is_empty() { self.what.clone() } else { [&*self.what, " ", &self.cost].concat() }
    }
}

/// Where rules put their findings.
#[derive(Debug)]
pub struct Findings {
    found: Vec<Finding>,
    /// How many the last rule has reported in a row.
    row: usize,
    /// The stage of the check that looks now, and how many findings there were before it.
    stage: Stage,
    before: usize,
}

impl Default for Findings {
    fn default() -> Self {
        Self { found: Vec::new(), row: 0, stage: Stage::Meaning, before: 0 }
    }
}

/// How often one rule speaks of one link. Nobody fixes more places than these one by one, and a hostile link must
/// not cost more than its length.
const MOST: usize = 64;

impl Findings {
    /// A check of this stage is about to look.
    pub const fn begin(&mut self, stage: Stage) {
        (self.stage, self.before) = (stage, self.found.len());
    }

    /// True if the present check has found something.
    #[inline]
    #[must_use]
    pub const fn has_new(&self) -> bool {
        self.found.len() > self.before
    }

    /// Takes out what the present check has found.
    #[inline]
    pub fn take_new(&mut self) -> Vec<Finding> {
        self.found.split_off(self.before)
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.found.len()
    }

    /// Puts findings back that were taken out.
    pub fn keep(&mut self, findings: Vec<Finding>) {
        self.found.extend(findings);
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Finding] {
        &self.found
    }

    /// Adds one, unless its rule has said enough about this link.
    pub fn push(&mut self, mut finding: Finding) {
        finding.stage = self.stage;
        let again = self.found.last().is_some_and(|last| last.rule.id == finding.rule.id);
        self.row = if again { self.row + 1 } else { 0 };
        if self.row < MOST {
            self.found.push(finding);
        }
    }

    /// Adds one, or joins it to a like one: the same rule, the same words under the marker, the same safety. Two
    /// further places are shown, all are fixed.
    pub fn gather(&mut self, finding: Finding) {
        let safety = |f: &Finding| f.fix.as_ref().map(|fix| fix.safety);
        let like = |f: &&mut Finding| {
            f.rule.id == finding.rule.id && f.label == finding.label && safety(f) == safety(&finding)
        };
        let Some(first) = self.found[self.before..].iter_mut().rev().take(8).find(like) else {
            self.push(finding);
            return;
        };
        if first.labels.len() < 2 {
            first.labels.push((finding.span, "here too".to_owned()));
        }
        if let (Some(all), Some(more)) = (&mut first.fix, finding.fix) {
            all.edits.extend(more.edits);
        }
    }

    /// True if nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Takes everything out.
    pub fn take(&mut self) -> Vec<Finding> {
        self.before = 0;
        std::mem::take(&mut self.found)
    }
}

/// `text` between backticks, shortened in its middle where it is long: messages stay readable whatever a link holds.
#[must_use]
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 64;
    if text.len() <= LONGEST {
        return format!("`{text}`");
    }
    let mut head = LONGEST * 2 / 3;
    while !text.is_char_boundary(head) {
        head -= 1;
    }
    let mut tail = text.len() - LONGEST / 4;
    while !text.is_char_boundary(tail) {
        tail += 1;
    }
    format!("`{}…{}`", &text[..head], &text[tail..])
}

/// One link of an offer.
pub struct Member<'a> {
    /// Its number among the links that were handed in; [`Spot::Link`] names it so.
    pub number: u32,
    /// What was decided about it, of the reading in which the safe repairs of its shape are made. Spans are of
    /// that reading's text.
    pub context: Context<'a>,
}

impl Member<'_> {
    /// How a finding names it.
    #[must_use]
    pub const fn spot(&self) -> Spot {
        Spot::Link(self.number)
    }
}

/// An offer with its links.
pub struct OfferContext<'a> {
    /// What the file says of it.
    pub offer: &'a Offer<'a>,
    /// Its links, in their order.
    pub links: Vec<Member<'a>>,
    /// Every platform.
    pub catalogue: &'a Catalogue,
}

impl<'a> OfferContext<'a> {
    /// The links of one role.
    pub fn of_role(&self, role: Role) -> impl Iterator<Item = &Member<'a>> + Clone {
        self.links.iter().filter(move |m| m.context.role == role)
    }
}

/// Where rules put what they find in an offer.
#[derive(Debug, Default)]
pub struct OfferFindings {
    found: Vec<(Spot, Finding)>,
}

impl OfferFindings {
    /// Something about a link.
    pub fn link(&mut self, member: &Member, finding: Finding) {
        self.found.push((member.spot(), finding));
    }

    /// Something about a field.
    pub fn field(&mut self, field: &Field, finding: Finding) {
        self.found.push((Spot::Field(field.node), finding));
    }

    /// Takes everything out.
    pub fn take(&mut self) -> Vec<(Spot, Finding)> {
        std::mem::take(&mut self.found)
    }
}

impl Finding {
    /// A field of the offer to look at.
    #[must_use]
    pub fn beside(self, field: &Field, label: impl Into<String>) -> Self {
        self.elsewhere(Spot::Field(field.node), whole(field), label)
    }
}

/// All of a field's text.
#[must_use]
pub fn whole(field: &Field) -> Span {
    Span::new(0, field.text.len())
}
