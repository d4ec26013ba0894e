//! One click id's way from the click to the match, step by step, for a link and a postback that belong together.

use super::carried::carried;
use super::linter::Linter;
use super::offer::{OfferLinted, Reading, members};
use super::repair::repaired;
use super::step::{CLICK_ID, Journey, Request, Step, StepState};
use super::two_sides::{Fault, fault};
use super::verdict::{Decision, Linted};
use super::way::Way;
use crate::link::{Anatomy, Link, decoded};
use crate::offer::Offer;
use crate::platform::{Platform, Role, State};
use crate::rule::{Finding, Hints, Member, Part, Rule, named};
use crate::span::{Map, Severity};

/// A link and a postback, linted together.
#[derive(Debug)]
pub struct Pair {
    /// They were handed in the other way round: the first is the postback.
    pub swapped: bool,
    /// Both look like the same thing, a link or a postback: their order decided.
    pub alike: Option<Role>,
    /// The verdicts: on the link, then on the postback.
    pub linted: [Linted; 2],
    /// The way of the click id through the two as they are written.
    pub journey: Journey,
    /// The two with the repairs made, where that changes what becomes of the id.
    pub corrected: Option<Corrected>,
    /// What to ask of whom: to change what is wrong, or to set the postback up.
    pub requests: Vec<Request>,
}

impl Pair {
    /// Why the two cannot be a pair, in a sentence for the user; `None` where they can.
    #[must_use]
    pub fn why_none(&self) -> Option<&'static str> {
        let postbacks = self.alike.is_some_and(|role| matches!(role, Role::Postback | Role::PartnerPostback));
        postbacks.then_some("both are postbacks; pair takes a tracking link and the postback that answers it")
    }
}

/// A pair after its repairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// The link, then the postback.
    pub texts: [String; 2],
    /// The way of the click id through them.
    pub journey: Journey,
}

pub(super) const fn goes_there(role: Role) -> bool {
    matches!(role, Role::TrackingLink | Role::PartnerLink)
}

pub(super) const fn comes_back(role: Role) -> bool {
    matches!(role, Role::Postback | Role::PartnerPostback)
}

impl Linter<'_> {
    /// Lints a link and the postback that answers it, and follows a click id through both. Which is which is seen from
    /// the texts where they tell, else from their order. `hints` is what is known of both.
    pub fn pair(&mut self, first: &str, second: &str, hints: &Hints, wanted: impl Fn(&Rule) -> bool) -> Pair {
        self.pair_of(&Offer::default(), first, second, hints, wanted)
    }

    /// The same for a link and a postback of an offer, with what the offer says of them.
    pub fn pair_of(
        &mut self,
        offer: &Offer,
        first: &str,
        second: &str,
        hints: &Hints,
        wanted: impl Fn(&Rule) -> bool,
    ) -> Pair {
        let role = |linter: &mut Self, text: &str| linter.judged(text, hints, |_| true).decision.role;
        let (one, two) = (role(self, first), role(self, second));
        let swapped = comes_back(one) && !comes_back(two) || goes_there(two) && !goes_there(one);
        let (texts, roles) = if swapped { ([second, first], [two, one]) } else { ([first, second], [one, two]) };
        let same = comes_back(one) && comes_back(two) || goes_there(one) && goes_there(two);
        let alike = same.then_some(one);
        let hints = self.tell(texts, roles, hints);
        let (linted, journey) = self.judge_pair(offer, texts, &hints, &wanted);
        let corrected = self.corrected(offer, texts, &hints, &linted, &journey);
        let requests = requests(texts, &linted, &journey, corrected.as_ref());
        Pair { swapped, alike, linted, journey, corrected, requests }
    }

    /// The verdicts on both and the way of the id: one judgement. Where the id is lost, an error says so.
    fn judge_pair(
        &mut self,
        offer: &Offer,
        texts: [&str; 2],
        hints: &[Hints; 2],
        wanted: impl Fn(&Rule) -> bool,
    ) -> ([Linted; 2], Journey) {
        // The way is followed with every rule, and a rule that nobody wants to hear hides no other.
        let mut all = self.lint_both(offer, texts, hints, |_| true);
        let mut linted = self.lint_both(offer, texts, hints, &wanted);
        if let Some(fault) = self.fault_between(texts, hints, &all) {
            add(fault, [&mut all, &mut linted], &wanted);
        }
        let journey = self.follow(texts, hints, &all);
        if let Some(loss) = loss(&journey, texts, &all) {
            add(loss, [&mut all, &mut linted], &wanted);
        }
        (linted, journey)
    }

    /// A fault that only the two together show, unless one of the id's is known already.
    fn fault_between(&self, texts: [&str; 2], hints: &[Hints; 2], linted: &[Linted; 2]) -> Option<Fault> {
        let explains = |f: &Finding| {
            f.severity == Severity::Error && matches!(f.rule.part, Part::Macros | Part::ClickId | Part::Offer)
        };
        if linted.iter().flat_map(|l| &l.findings).any(explains) {
            return None;
        }
        let look = |link: &Member, postback: &Member, maps: &[Map; 2]| {
            let (which, finding) = fault(&link.context, &postback.context)?;
            let mut finding = carried(finding, &maps[which]);
            for place in &mut finding.elsewhere {
                place.span = maps[1 - which].span_out(place.span);
            }
            Some((which, finding))
        };
        self.both(texts, hints, linted, look).flatten()
    }

    fn lint_both(
        &mut self,
        offer: &Offer,
        texts: [&str; 2],
        hints: &[Hints; 2],
        wanted: impl Fn(&Rule) -> bool,
    ) -> [Linted; 2] {
        let links = [(texts[0], hints[0]), (texts[1], hints[1])];
        let OfferLinted { links, .. } = self.lint_offer(offer, &links, |_, rule| wanted(rule));
        // As many verdicts come out as links went in.
        let mut links = links.into_iter();
        let mut next = |text| links.next().unwrap_or_else(|| self.judged(text, &Hints::default(), |_| true));
        let mut both = [next(texts[0]), next(texts[1])];
        if carries(texts) {
            // The link brings the postback along, and whoever fills the link fills that too.
            both[1].findings.retain(|f| f.rule.id != "foreign-macro");
        }
        both
    }

    /// The pair with the repairs of its errors made, where the id gets further with them.
    fn corrected(
        &mut self,
        offer: &Offer,
        texts: [&str; 2],
        hints: &[Hints; 2],
        linted: &[Linted; 2],
        before: &Journey,
    ) -> Option<Corrected> {
        let fixes = |f: &Finding| f.is_safe() || f.severity == Severity::Error;
        let better = [0, 1].map(|i| repaired(texts[i], &linted[i].findings, fixes).0);
        if before.outcome() == StepState::Passes || better[0] == texts[0] && better[1] == texts[1] {
            return None;
        }
        let (_, journey) = self.judge_pair(offer, [&better[0], &better[1]], hints, |_| true);
        let gains = journey.outcome() != StepState::Lost && journey.closing != before.closing;
        gains.then_some(Corrected { texts: better, journey })
    }

    /// What each of the two tells of the other.
    fn tell<'t>(&mut self, texts: [&str; 2], roles: [Role; 2], hints: &Hints<'t>) -> [Hints<'t>; 2] {
        let (mut link, mut postback) = (*hints, *hints);
        if !goes_there(roles[0]) {
            link.role = Some(if roles[1] == Role::PartnerPostback { Role::PartnerLink } else { Role::TrackingLink });
        }
        // A partner's system is one that nobody knows: its postback looks like any other.
        let partner = roles[0] == Role::PartnerLink && roles[1] == Role::Postback && postback.role.is_none();
        let unknown = partner && self.judged(texts[1], &postback, |_| true).decision.platform.is_none();
        if !comes_back(roles[1]) || unknown {
            postback.role = Some(if roles[0] == Role::PartnerLink { Role::PartnerPostback } else { Role::Postback });
        }
        let there = self.judged(texts[0], &link, |_| true).decision;
        let back = self.judged(texts[1], &postback, |_| true).decision;
        let sure = |platform: Option<(&'static Platform, bool)>| platform.filter(|(_, sure)| *sure).map(|(p, _)| p);
        let receiver = sure(back.platform).filter(|p| p.can_be_network() && comes_back(back.role));
        link.network =
            link.network.or(there.network).or(back.network).or(receiver.filter(|_| back.role == Role::Postback));
        postback.network = postback.network.or(back.network).or(match receiver {
            Some(receiver) => Some(receiver),
            None => there.network,
        });
        let keeper = sure(there.platform).filter(|p| link.network.is_none_or(|n| n.id != p.id));
        if back.role == Role::Postback && postback.platform.is_none() {
            postback.filled_by = postback.filled_by.or(keeper);
        }
        [link, postback]
    }

    /// Follows the id through the two as they are written: what an error is found in is not repaired first.
    fn follow(&self, texts: [&str; 2], hints: &[Hints; 2], linted: &[Linted; 2]) -> Journey {
        let way =
            |link: &Member, postback: &Member, maps: &[Map; 2]| Way::of(link, postback, texts, linted, maps).journey();
        self.both(texts, hints, linted, way).unwrap_or_else(|| not_followed(linted))
    }

    /// Looks at the two with what was decided about them, and at the maps from what is read to what is written.
    fn both<T>(
        &self,
        texts: [&str; 2],
        hints: &[Hints; 2],
        linted: &[Linted; 2],
        look: impl FnOnce(&Member, &Member, &[Map; 2]) -> T,
    ) -> Option<T> {
        let read = |i: usize| {
            let harmless = linted[i].findings.iter().filter(|f| f.severity < Severity::Error);
            Reading::of(texts[i], &harmless.cloned().collect::<Vec<_>>())
        };
        let (one, two) = (read(0), read(1));
        let (mut readings, maps) = ([one.0, two.0], [one.1, two.1]);
        let as_decided = |i: usize| {
            let Decision { role, state, network, platform, .. } = linted[i].decision;
            let sure = platform.filter(|(_, sure)| *sure).map(|(platform, _)| platform);
            Hints {
                role: hints[i].role.or(Some(role)),
                state: Some(state),
                network: hints[i].network.or(network),
                platform: hints[i].platform.or(sure),
                ..hints[i]
            }
        };
        let hints = [as_decided(0), as_decided(1)];
        let scene = self.scene();
        match &*members(&scene, &mut readings, &hints) {
            [link, postback] => Some(look(link, postback, &maps)),
            _ => None,
        }
    }
}

/// Adds a fault between the two to the verdict on its text, and to what is shown of it, if it is wanted. A warning of the
/// same cause gives way to it.
fn add((which, finding): Fault, verdicts: [&mut [Linted; 2]; 2], wanted: impl Fn(&Rule) -> bool) {
    for (verdict, keep) in verdicts.into_iter().zip([true, wanted(finding.rule)]) {
        let linted = &mut verdict[which];
        let vaguer = |f: &Finding| f.span.touches(finding.span) && f.severity < finding.severity;
        linted.findings.retain(|f| f.rule.id != "round-trip-mismatch" && !vaguer(f));
        linted.findings.extend(keep.then(|| finding.clone()));
        linted.order();
    }
}

/// One of the two is longer than any server takes, or answers another way.
fn not_followed(linted: &[Linted; 2]) -> Journey {
    let error = linted.iter().flat_map(|l| &l.findings).find(|f| f.severity == Severity::Error);
    let text = error.map_or_else(|| "These two do not belong to one way of a click id.".to_owned(), |f| f.what.clone());
    let mut steps = vec![Step { name: "click", outcome: StepState::Lost, text: text.clone(), url: None }];
    let rest = ["link", "store", "postback", "match"];
    steps.extend(rest.map(|name| Step {
        name,
        outcome: StepState::NotReached,
        text: "The click id does not get this far.".to_owned(),
        url: None,
    }));
    let closing = format!("The click id does not come back: {text}");
    let also_needed = Vec::new();
    let owners = ["whoever keeps the offer".to_owned(), "whoever runs the advertiser's system".to_owned()];
    Journey { click_id: CLICK_ID.to_owned(), steps, closing, also_needed, owners, test: None, to_fill: Vec::new() }
}

/// The postback stands in a parameter of the link, as a callback does.
fn carries(texts: [&str; 2]) -> bool {
    let mut anatomy = Anatomy::default();
    anatomy.split(texts[0]);
    let link = Link::new(texts[0], &anatomy);
    link.all_params().iter().any(|p| *decoded(link.value(p)) == *texts[1].trim())
}

/// The error where the way says that the id is lost, and no error explains it yet.
fn loss(journey: &Journey, texts: [&str; 2], linted: &[Linted; 2]) -> Option<Fault> {
    let lost = journey.steps.iter().find(|s| s.outcome == StepState::Lost)?;
    let errs = |l: &Linted| l.findings.iter().any(|f| f.severity == Severity::Error);
    let rule = named("round-trip-mismatch").filter(|_| !linted.iter().any(errs))?;
    let which = usize::from(matches!(lost.name, "postback" | "match"));
    let mut anatomy = Anatomy::default();
    anatomy.split(texts[which]);
    let finding = Finding::new(rule, Link::new(texts[which], &anatomy).host, lost.text.clone());
    let cost = "The network cannot tell which click converted, so nobody is credited.";
    Some((which, finding.severity(Severity::Error).costs(cost)))
}

/// What to ask of whom. Where a repair is known: to make it. Else, where nothing is wrong: to set the postback up.
fn requests(texts: [&str; 2], linted: &[Linted; 2], journey: &Journey, corrected: Option<&Corrected>) -> Vec<Request> {
    let what = ["tracking link", "postback"];
    let ask = |i: usize, text: String, url: &str| Request { to: journey.owners[i].clone(), text, url: url.to_owned() };
    if let Some(corrected) = corrected {
        let change = |i: usize| {
            let changed = corrected.texts[i] != texts[i];
            let text = format!("Please change the {} to this, exactly as it stands here:", what[i]);
            changed.then(|| ask(i, text, &corrected.texts[i]))
        };
        return [change(0), change(1)].into_iter().flatten().collect();
    }
    let wrong = |i: usize| linted[i].findings.iter().filter(|f| f.severity == Severity::Error);
    if wrong(0).chain(wrong(1)).next().is_some() {
        let told = |i: usize| {
            let mut parts: Vec<String> = wrong(i).map(|f| format!("{} {}", f.what, f.todo).trim().to_owned()).collect();
            parts.insert(0, format!("The {} has to be corrected.", what[i]));
            (parts.len() > 1).then(|| ask(i, parts.join(" "), ""))
        };
        return [told(0), told(1)].into_iter().flatten().collect();
    }
    let set_up = linted[1].decision.state == State::Template && !carries(texts);
    let text = || "Please set up this postback, exactly as it stands here:".to_owned();
    set_up.then(|| ask(1, text(), texts[1])).into_iter().collect()
}
