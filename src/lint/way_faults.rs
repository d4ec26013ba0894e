//! The errors on a click id's way, and what is said at its end.

use super::step::{Step, StepState};
use super::way::{Way, filled, misplaced, uncapital};
use crate::link::{Anatomy, Link, Macro, Param, decoded};
use crate::platform::find;
use crate::rule::{Finding, Part, Stored, quoted, read_back_of};
use crate::span::{Encoding, Severity, Span};

impl<'o> Way<'o, '_> {
    /// The postback for a test: events are filled in where they are known.
    pub(super) fn test(&self, fired: &str) -> (Option<String>, Vec<String>) {
        let mut anatomy = Anatomy::default();
        anatomy.split(fired);
        let link = Link::new(fired, &anatomy);
        let event = self.postback.offer.events.and_then(<[&str]>::first);
        let names = self.postback.receiver().map_or(&[][..], |r| r.receives.event);
        let is_event = |p: &&Param| find(names, &link.name(p)).is_some() && link.whole_macro(p.value).is_some();
        let events: Vec<Span> = link.params.iter().filter(is_event).map(|p| p.value).collect();
        let left = |m: &&Macro| event.is_none() || !events.contains(&m.span);
        let to_fill = link.all_macros().iter().filter(left).map(|m| link.of(m.span).to_owned()).collect();
        let url = match event {
            Some(event) => filled(fired, events, &Encoding::Percent.encode((*event).to_owned().into())),
            None => fired.to_owned(),
        };
        (Some(url), to_fill)
    }

    /// The error of the click id's, by which it is lost in this text.
    pub(super) fn explained(&self, which: usize) -> Option<&'o Finding> {
        self.error_at(which, |f| matches!(f.rule.part, Part::Macros | Part::ClickId))
    }

    /// The error by which the text is no link that anybody can follow. Where a blank may cut the text off after the
    /// id, the id is not touched by it.
    pub(super) fn broken(&self, which: usize) -> Option<&'o Finding> {
        let end = self.end_of_id(which);
        let cuts = |f: &Finding| matches!(f.rule.id, "unencoded-character" | "stray-whitespace");
        self.error_at(which, |f| f.rule.part == Part::Shape && !(cuts(f) && end.is_some_and(|end| f.span.start >= end)))
    }

    /// Where the id's place in the link or postback ends, in the text as written.
    pub(super) fn end_of_id(&self, which: usize) -> Option<u32> {
        let spans: Vec<Span> = match which {
            0 => self.stored.iter().map(|s| s.value).collect(),
            _ => read_back_of(self.postback, &self.stored).iter().map(|r| r.span).collect(),
        };
        spans.into_iter().map(|span| self.maps[which].span_out(span).end).max()
    }

    /// The error in the parameter that holds the id, if there is one in each that does.
    pub(super) fn spoilt(&self) -> Option<&'o Finding> {
        let at = |stored: &Stored| {
            let place = Span { start: stored.key.start, end: stored.value.end };
            let place = self.maps[0].span_out(place);
            self.error_at(0, |f| f.span.touches(place) && f.span.start >= place.start && !misplaced(f))
        };
        let faults: Vec<Option<&Finding>> = self.stored.iter().map(at).collect();
        if faults.iter().all(Option::is_some) { faults.into_iter().flatten().next() } else { None }
    }

    /// A step that stands beside an error which does not touch the id is open until that is put right.
    pub(super) fn beside(&self, which: usize, text: String) -> (StepState, String) {
        let elsewhere = |f: &Finding| {
            f.rule.id != "round-trip-mismatch"
                && !misplaced(f)
                && !(which == 1 && matches!(f.rule.part, Part::Postback | Part::Offer))
        };
        match self.error_at(which, elsewhere) {
            Some(finding) => {
                let which = ["link", "postback"][which];
                (StepState::Unknown, format!("{text} But the {which} has to be put right first: {}", finding.what))
            }
            None => (StepState::Passes, text),
        }
    }

    /// No way is proved beside an error, wherever it stands: the last step is open until it is put right.
    pub(super) fn settle(&self, steps: &mut [Step]) {
        let error = [0, 1].into_iter().find_map(|which| self.error_at(which, |_| true));
        let (Some(error), true) = (error, steps.iter().all(|s| s.outcome == StepState::Passes)) else { return };
        if let Some(last) = steps.last_mut() {
            last.outcome = StepState::Unknown;
            last.text = format!("{} First this has to be put right: {}", last.text, error.what);
        }
    }

    /// What becomes of the id, after the last step that is known.
    pub(super) fn closing(&self, steps: &[Step]) -> String {
        let first = |outcome| steps.iter().find(|s| s.outcome == outcome);
        let open = first(StepState::Unknown);
        if let Some(lost) = first(StepState::Lost) {
            if lost.name != "match" {
                return "With these two, the click id does not come back.".to_owned();
            }
            let network = self.postback.receiver().or(self.link.network).map_or("the network", |n| n.name);
            let start = if open.is_some() { "Even if the click id comes back" } else { "The click id comes back, but" };
            let comma = if open.is_some() { "," } else { "" };
            return format!("{start}{comma} {network} will not count the conversion: {}", uncapital(&lost.text));
        }
        let Some(open) = open else { return "The click id comes back.".to_owned() };
        let look = match self.postback.slot.param {
            Some(i) => {
                let link = self.postback.link;
                format!("what arrives in {}", quoted(&decoded(link.key(&link.all_params()[i]))))
            }
            None => "the postback that arrives".to_owned(),
        };
        format!(
            "Whether the click id comes back is open: see the step {}. Only a real conversion on a test link can show it; look at {look}.",
            open.name
        )
    }

    /// Why the network may not take the postback, though it knows the click.
    pub(super) fn refused(&self) -> Option<&'o Finding> {
        let apart = |f: &&Finding| f.rule.id == "environment-mismatch" && f.severity > Severity::Advice;
        let refuses =
            |f: &Finding| f.rule.id != "round-trip-mismatch" && matches!(f.rule.part, Part::Postback | Part::Offer);
        let all = || self.linted.iter().flat_map(|l| &l.findings);
        self.error_at(1, refuses).or_else(|| all().find(apart))
    }

    pub(super) fn error_at(&self, which: usize, is_it: impl Fn(&Finding) -> bool) -> Option<&'o Finding> {
        self.linted[which].findings.iter().find(|f| f.severity == Severity::Error && is_it(f))
    }
}
