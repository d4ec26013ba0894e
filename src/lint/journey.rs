//! One click id's way from the click to the match, step by step, for a link and a postback that belong together.

use super::linter::Linter;
use super::offer::{OfferLinted, Reading, members};
use super::repair::repaired;
use super::verdict::{Decision, Linted};
use crate::link::{Anatomy, Link, Macro, Param, decoded};
use crate::offer::Offer;
use crate::platform::{Platform, Role, State, find};
use crate::rule::{
    Answer, Context, Finding, Member, Part, Rule, Stored, Told, judge, keeper, named, quoted, read_back_of, stored,
};
use crate::span::{Edit, Encoding, Map, Severity, Span, apply};

/// The made-up id whose way is followed where the link holds none of its own.
pub const CLICK_ID: &str = "11111111-2222-4333-8444-555555555555";

/// What is known of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Proved: a sure fact says that the id passes.
    Passes,
    /// Open: it passes if the condition in the step's text holds.
    Unknown,
    /// The id is lost here.
    Lost,
    /// The id was lost before.
    NotReached,
}

/// A step of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name: `click`, `link`, `store`, `postback`, `match`.
    pub name: &'static str,
    /// What becomes of the id.
    pub outcome: Outcome,
    /// What happens, in one or two sentences.
    pub text: String,
    /// The link or postback as it is called.
    pub url: Option<String>,
}

/// The way of one click id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journey {
    /// The id that is followed.
    pub click_id: String,
    /// The steps in order, always five.
    pub steps: Vec<Step>,
    /// The last words: what becomes of the id, and what would prove it.
    pub closing: String,
    /// What else the conversion needs before it counts, as far as it is known from the two and what was said.
    pub also_needed: Vec<String>,
    /// The postback to call in a test, where every step is proved.
    pub test: Option<String>,
    /// Macros in it that have to be replaced with values first.
    pub to_fill: Vec<String>,
}

impl Journey {
    /// What becomes of the id in the end.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let has = |outcome| self.steps.iter().any(|s| s.outcome == outcome);
        [Outcome::Lost, Outcome::Unknown].into_iter().find(|o| has(*o)).unwrap_or(Outcome::Passes)
    }
}

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
}

/// A pair after its repairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// The link, then the postback.
    pub texts: [String; 2],
    /// The way of the click id through them.
    pub journey: Journey,
}

const fn goes_there(role: Role) -> bool {
    matches!(role, Role::TrackingLink | Role::PartnerLink)
}

const fn comes_back(role: Role) -> bool {
    matches!(role, Role::Postback | Role::PartnerPostback)
}

impl Linter<'_> {
    /// Lints a link and the postback that answers it, and follows a click id through both. Which is which is seen from
    /// the texts where they tell, else from their order. `told` is what is known of both.
    pub fn pair(&mut self, first: &str, second: &str, told: &Told, wanted: impl Fn(&Rule) -> bool) -> Pair {
        let role = |linter: &mut Self, text: &str| linter.judged(text, told, |_| true).decision.role;
        let (one, two) = (role(self, first), role(self, second));
        let swapped = comes_back(one) && !comes_back(two) || goes_there(two) && !goes_there(one);
        let (texts, roles) = if swapped { ([second, first], [two, one]) } else { ([first, second], [one, two]) };
        let same = comes_back(one) && comes_back(two) || goes_there(one) && goes_there(two);
        let alike = same.then_some(one);
        let told = self.tell(texts, roles, told);
        let (linted, journey) = self.judge_pair(texts, &told, &wanted);
        let corrected = self.corrected(texts, &told, &linted, &journey);
        Pair { swapped, alike, linted, journey, corrected }
    }

    /// The verdicts on both and the way of the id: one judgement. Where the id is lost, an error says so.
    fn judge_pair(
        &mut self,
        texts: [&str; 2],
        told: &[Told; 2],
        wanted: impl Fn(&Rule) -> bool,
    ) -> ([Linted; 2], Journey) {
        // The way is followed with every rule, and a rule that nobody wants to hear hides no other.
        let mut all = self.lint_both(texts, told, |_| true);
        let journey = self.follow(texts, told, &all);
        let mut linted = self.lint_both(texts, told, &wanted);
        let counts = [0, 1].map(|i| all[i].findings.len());
        report_loss(&journey, texts, &mut all);
        for (i, (all, linted)) in all.iter_mut().zip(&mut linted).enumerate() {
            linted.findings.extend(all.findings.drain(counts[i]..).filter(|f| wanted(f.rule)));
        }
        (linted, journey)
    }

    fn lint_both(&mut self, texts: [&str; 2], told: &[Told; 2], wanted: impl Fn(&Rule) -> bool) -> [Linted; 2] {
        let links = [(texts[0], told[0]), (texts[1], told[1])];
        let OfferLinted { links, .. } = self.lint_offer(&Offer::default(), &links, |_, rule| wanted(rule));
        // As many verdicts come out as links went in.
        let mut links = links.into_iter();
        let mut next = |text| links.next().unwrap_or_else(|| self.judged(text, &Told::default(), |_| true));
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
        texts: [&str; 2],
        told: &[Told; 2],
        linted: &[Linted; 2],
        before: &Journey,
    ) -> Option<Corrected> {
        let mends = |f: &Finding| f.is_safe() || f.severity == Severity::Error;
        let better = [0, 1].map(|i| repaired(texts[i], &linted[i].findings, mends).0);
        if before.outcome() == Outcome::Passes || better[0] == texts[0] && better[1] == texts[1] {
            return None;
        }
        let (_, journey) = self.judge_pair([&better[0], &better[1]], told, |_| true);
        let gains = journey.outcome() != Outcome::Lost && journey.closing != before.closing;
        gains.then_some(Corrected { texts: better, journey })
    }

    /// What each of the two tells of the other.
    fn tell<'t>(&mut self, texts: [&str; 2], roles: [Role; 2], told: &Told<'t>) -> [Told<'t>; 2] {
        let (mut link, mut postback) = (*told, *told);
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
    fn follow(&self, texts: [&str; 2], told: &[Told; 2], linted: &[Linted; 2]) -> Journey {
        let read = |i: usize| {
            let harmless = linted[i].findings.iter().filter(|f| f.severity < Severity::Error);
            Reading::of(texts[i], &harmless.cloned().collect::<Vec<_>>())
        };
        let (one, two) = (read(0), read(1));
        let (mut readings, maps) = ([one.0, two.0], [one.1, two.1]);
        let as_decided = |i: usize| {
            let Decision { role, state, network, platform, .. } = linted[i].decision;
            let sure = platform.filter(|(_, sure)| *sure).map(|(platform, _)| platform);
            Told {
                role: told[i].role.or(Some(role)),
                state: Some(state),
                network: told[i].network.or(network),
                platform: told[i].platform.or(sure),
                ..told[i]
            }
        };
        let told = [as_decided(0), as_decided(1)];
        let scene = self.scene();
        match &*members(&scene, &mut readings, &told) {
            [link, postback] => Way::of(link, postback, texts, linted, &maps).journey(),
            _ => not_followed(linted),
        }
    }
}

/// One of the two is longer than any server takes, or answers another way.
fn not_followed(linted: &[Linted; 2]) -> Journey {
    let error = linted.iter().flat_map(|l| &l.findings).find(|f| f.severity == Severity::Error);
    let text = error.map_or_else(|| "These two do not belong to one way of a click id.".to_owned(), |f| f.what.clone());
    let mut steps = vec![Step { name: "click", outcome: Outcome::Lost, text: text.clone(), url: None }];
    let rest = ["link", "store", "postback", "match"];
    steps.extend(rest.map(|name| Step {
        name,
        outcome: Outcome::NotReached,
        text: "The click id does not get this far.".to_owned(),
        url: None,
    }));
    let closing = format!("The click id does not come back: {text}");
    let also_needed = Vec::new();
    Journey { click_id: CLICK_ID.to_owned(), steps, closing, also_needed, test: None, to_fill: Vec::new() }
}

/// What is known of the two, while the steps are told.
struct Way<'o, 'a> {
    link: &'o Context<'a>,
    postback: &'o Context<'a>,
    /// Both as they were written.
    texts: [&'o str; 2],
    linted: &'o [Linted; 2],
    /// From the readings to the texts.
    maps: &'o [Map; 2],
    stored: Vec<Stored>,
    click_id: String,
    lost: bool,
    /// A step before was one that has to be tried.
    doubtful: bool,
}

impl<'o, 'a> Way<'o, 'a> {
    fn of(
        link: &'o Member<'a>,
        postback: &'o Member<'a>,
        texts: [&'o str; 2],
        linted: &'o [Linted; 2],
        maps: &'o [Map; 2],
    ) -> Self {
        let (link, postback) = (&link.context, &postback.context);
        let stored = stored(link);
        let own = stored.first().filter(|_| link.state == State::Live).map(|s| link.link.of(s.value));
        let click_id = own.map_or_else(|| CLICK_ID.to_owned(), |id| decoded(id).into_owned());
        Self { link, postback, texts, linted, maps, stored, click_id, lost: false, doubtful: false }
    }

    fn journey(mut self) -> Journey {
        let steps = vec![self.click(), self.destination(), self.store(), self.fire(), self.arrive()];
        let lost = self.lost;
        let callable = self.postback.state == State::Template && self.postback.link.scheme().starts_with("http");
        let fired = steps[3].url.clone().filter(|_| !lost && callable);
        let clean = [0, 1].iter().all(|&which| self.error_at(which, |_| true).is_none());
        let (test, to_fill) = match fired.filter(|_| !self.doubtful && clean) {
            Some(url) => self.test(&url),
            None => (None, Vec::new()),
        };
        let mut steps = steps;
        self.settle(&mut steps);
        let closing = self.closing(&steps);
        let also_needed = if self.lost { Vec::new() } else { self.needs() };
        Journey { click_id: self.click_id, steps, closing, also_needed, test, to_fill }
    }

    /// A step, unless the id is lost already.
    fn step(&mut self, name: &'static str, outcome: Outcome, text: String, url: Option<String>) -> Step {
        if self.lost {
            let text = "The click id does not get this far.".to_owned();
            return Step { name, outcome: Outcome::NotReached, text, url: None };
        }
        self.lost = outcome == Outcome::Lost;
        self.doubtful |= outcome == Outcome::Unknown;
        Step { name, outcome, text, url }
    }

    fn issuer(&self) -> &'static str {
        match (self.link.role, self.link.network) {
            (Role::PartnerLink, _) => "The partner",
            (_, Some(network)) => network.name,
            _ => "The network",
        }
    }

    fn click(&mut self) -> Step {
        let (issuer, id) = (self.issuer(), quoted(&self.click_id));
        let text = if self.link.state == State::Live && !self.stored.is_empty() {
            format!("Somebody clicked. The link holds the click id of that click: {id}.")
        } else {
            format!("Somebody clicks. {issuer} creates a click id, here the example {id}.")
        };
        self.step("click", Outcome::Passes, text, None)
    }

    /// The link as it is called after the click.
    fn destination(&mut self) -> Step {
        let link = self.link.link;
        let mut spans: Vec<Span> = self.stored.iter().map(|s| s.value).collect();
        let issued = link.macros.iter().filter(|m| self.link.is_network_click_id(link.macro_name(m))).map(|m| m.span);
        spans.extend(issued.filter(|_| self.link.role == Role::TrackingLink));
        let url = filled(link.text, spans.clone(), &self.click_id);
        let issuer = self.issuer();
        if let Some(finding) = self.broken(0) {
            let text = finding.what.clone();
            return self.step("link", Outcome::Lost, text, Some(self.texts[0].to_owned()));
        }
        if let Some(finding) = self.spoilt() {
            let text = finding.what.clone();
            return self.step("link", Outcome::Lost, text, Some(link.text.to_owned()));
        }
        if spans.is_empty() {
            let text = match (self.explained(0), self.link.network) {
                (Some(finding), _) => finding.what.clone(),
                (None, Some(_)) => "The link hands no click id on.".to_owned(),
                (None, None) => "Nobody can tell which parameter of this link holds the click id.".to_owned(),
            };
            let known = self.explained(0).is_some() || self.link.network.is_some();
            let outcome = if known { Outcome::Lost } else { Outcome::Unknown };
            return self.step("link", outcome, text, Some(link.text.to_owned()));
        }
        let text = if self.link.state == State::Live {
            "The visitor was sent to this link.".to_owned()
        } else {
            format!("{issuer} puts it into the link and sends the visitor there.")
        };
        let (outcome, text) = self.beside(0, text);
        self.step("link", outcome, text, Some(url))
    }

    fn keeper(&self) -> Option<&'static Platform> {
        keeper(self.link, self.postback).platform()
    }

    fn keeper_name(&self) -> String {
        let host = self.link.link.host();
        match (self.keeper(), self.link.sure_addressee()) {
            (Some(platform), _) | (None, Some(platform)) => platform.name.to_owned(),
            _ if host.is_empty() => "the advertiser's system".to_owned(),
            _ => format!("the system behind {}", quoted(host)),
        }
    }

    /// The callback in the link that holds the click id: its parameter, and the URL as it is called.
    fn callback(&self) -> Option<(String, String)> {
        let link = self.link.link;
        let nested = self.link.sure_addressee()?.link.nested;
        link.all_params().iter().find_map(|param| {
            let name = decoded(link.key(param));
            find(nested, &name).filter(|_| name.contains("callback"))?;
            let id = link.macros_in(param.value).find(|m| self.link.is_network_click_id(link.macro_name(m)))?;
            let called = decoded(link.value(param)).replace(&*decoded(link.of(id.span)), &self.click_id);
            Some((name.to_string(), called))
        })
    }

    /// The postback that the link brings along, as it is called after the conversion.
    fn call_back(&mut self, name: &str, url: String) -> Step {
        let mut anatomy = Anatomy::default();
        anatomy.split(&url);
        let (host, expected) = (Link::new(&url, &anatomy).host().to_owned(), self.postback.link.host());
        let keeper = self.keeper_name();
        let text =
            format!("{} calls what came in {}; the click id stands in it already.", capital(&keeper), quoted(name));
        let (outcome, text) = if host.eq_ignore_ascii_case(expected) {
            self.beside(1, text)
        } else {
            (
                Outcome::Unknown,
                format!("{text} It goes to {}, and the postback to {}.", quoted(&host), quoted(expected)),
            )
        };
        self.step("postback", outcome, text, Some(url))
    }

    fn store(&mut self) -> Step {
        let keeper = capital(&self.keeper_name());
        if let Some((name, _)) = self.callback() {
            let text = format!("{keeper} keeps the callback that came in {}, with the click id in it.", quoted(&name));
            return self.step("store", Outcome::Passes, text, None);
        }
        let Some(stored) = self.stored.first() else {
            let text = format!("{keeper} has to find the click id in the link by itself and keep it.");
            return self.step("store", Outcome::Unknown, text, None);
        };
        let slot = quoted(&stored.name);
        if let Some(finding) = self.error_at(0, misplaced) {
            let text = finding.what.clone();
            return self.step("store", Outcome::Lost, text, None);
        }
        let doubt = self.linted[0].findings.iter().find(|f| misplaced(f) && f.severity == Severity::Warning);
        let (outcome, text) = match (self.keeper(), doubt) {
            _ if self.is_sent_back() => (Outcome::Passes, format!("{keeper} kept what came in {slot}.")),
            (_, Some(finding)) => (Outcome::Unknown, finding.what.clone()),
            (Some(platform), None) if is_kept(platform, &stored.name) => {
                (Outcome::Passes, format!("{keeper} keeps the click id: it came in {slot}."))
            }
            (Some(_), None) => {
                let condition = "if it is set up to: no page of its says that it does";
                (Outcome::Unknown, format!("{keeper} keeps what came in {slot} {condition}."))
            }
            (None, None) => (Outcome::Unknown, format!("{keeper} has to store what came in {slot}.")),
        };
        self.step("store", outcome, text, None)
    }

    /// Both were called, and the postback brought the id of the link.
    fn is_sent_back(&self) -> bool {
        let back = self.postback.link;
        let value = self.postback.slot.param.map(|i| decoded(back.value(&back.all_params()[i])));
        let live = self.postback.state == State::Live && self.link.state == State::Live && !self.stored.is_empty();
        live && value.is_some_and(|value| *value == *self.click_id)
    }

    /// The postback as it is called after the conversion.
    fn fire(&mut self) -> Step {
        let back = self.postback.link;
        let keeper = capital(&self.keeper_name());
        let reads = read_back_of(self.postback, &self.stored);
        if let Some(finding) = self.broken(1) {
            let text = finding.what.clone();
            return self.step("postback", Outcome::Lost, text, Some(self.texts[1].to_owned()));
        }
        if let Some((name, url)) = self.callback() {
            return self.call_back(&name, url);
        }
        let Some(read) = reads.first() else { return self.unfilled(&keeper) };
        let between = crate::rule::keeper(self.link, self.postback);
        let ways = reads.iter().flat_map(|read| self.stored.iter().map(move |stored| (read, stored)));
        let judged = ways.map(|(read, stored)| (read, judge(between, self.link, stored, read.name)));
        let rank = |answer: &Answer| match answer {
            Answer::Returns => 0_u8,
            Answer::Unknown => 1,
            Answer::Lost { .. } => 2,
        };
        let (read, answer) = judged.min_by_key(|(_, a)| rank(a)).unwrap_or((read, Answer::Unknown));
        let written = quoted(back.of(read.span));
        let same = back.all_macros().iter().filter(|m| back.of(m.span) == back.of(read.span)).map(|m| m.span);
        let url = filled(back.text, same.collect(), &self.click_id);
        if let Some(finding) =
            self.error_at(1, |f| f.span.touches(self.maps[1].span_out(read.span)) && f.rule.id != "round-trip-mismatch")
        {
            let text = finding.what.clone();
            return self.step("postback", Outcome::Lost, text, Some(back.text.to_owned()));
        }
        let slot = self.stored.first().map_or_else(String::new, |s| quoted(&s.name));
        let (outcome, text, url) = match answer {
            Answer::Returns if self.keeper().is_some_and(|p| is_returned(p, read.name)) => {
                let text = format!("After a conversion {} puts it in place of {written}.", uncapital(&keeper));
                let (outcome, text) = self.beside(1, text);
                (outcome, text, url)
            }
            Answer::Lost { proven: true, .. } => {
                let text = format!("{keeper} does not give back {slot} as {written}, so another value is sent.");
                (Outcome::Lost, text, back.text.to_owned())
            }
            Answer::Returns | Answer::Unknown | Answer::Lost { .. } => {
                let kept = if slot.is_empty() { "what it kept".to_owned() } else { slot };
                let text =
                    format!("It comes back only if {} gives back {kept} as {written}: try it.", uncapital(&keeper));
                (Outcome::Unknown, self.beside(1, text).1, url)
            }
        };
        self.step("postback", outcome, text, Some(url))
    }

    /// The postback has no macro for the click id.
    fn unfilled(&mut self, keeper: &str) -> Step {
        let back = self.postback.link;
        let url = Some(back.text.to_owned());
        if let Some(finding) = self.explained(1) {
            let text = finding.what.clone();
            return self.step("postback", Outcome::Lost, text, url);
        }
        let value = self.postback.slot.param.map(|i| decoded(back.value(&back.all_params()[i])).into_owned());
        match value.filter(|_| self.postback.state == State::Live) {
            Some(value) if value == self.click_id => {
                let (outcome, text) = self.beside(1, format!("{keeper} sent it back."));
                self.step("postback", outcome, text, url)
            }
            Some(value) if self.link.state == State::Live && !self.stored.is_empty() => {
                let text = format!("This postback was sent for another click: it brings {}.", quoted(&value));
                self.step("postback", Outcome::Lost, text, url)
            }
            Some(value) => {
                let text = format!(
                    "{keeper} sent {}; whether that is the id of the click, the texts do not tell.",
                    quoted(&value)
                );
                self.step("postback", Outcome::Unknown, text, url)
            }
            None => {
                let text = "Nobody can tell which value of this postback is the click id.".to_owned();
                self.step("postback", Outcome::Unknown, text, url)
            }
        }
    }

    fn arrive(&mut self) -> Step {
        let param = self.postback.slot.param.map(|i| {
            let link = self.postback.link;
            quoted(&decoded(link.key(&link.all_params()[i])))
        });
        let name = |p: Option<&'static Platform>| p.map_or("The network", |p| p.name);
        if let Some(finding) = self.refused() {
            let outcome = if finding.severity == Severity::Error { Outcome::Lost } else { Outcome::Unknown };
            let text = finding.what.clone();
            return self.step("match", outcome, text, None);
        }
        let text;
        let mut known = true;
        let sure = if self.doubtful { Outcome::Unknown } else { Outcome::Passes };
        let outcome = match (self.postback.role, self.link.role) {
            (Role::Postback, Role::PartnerLink) | (Role::PartnerPostback, Role::TrackingLink) => {
                text =
                    "The link is of one trip and the postback of another: one belongs to the publisher's side, one to \
                        the advertiser's."
                        .to_owned();
                Outcome::Lost
            }
            (Role::PartnerPostback, _) => {
                text = if self.doubtful {
                    "If it comes back, the partner finds its own click id and knows what converted.".to_owned()
                } else {
                    "The partner finds its own click id and knows what converted.".to_owned()
                };
                sure
            }
            _ => match (self.link.network, self.postback.receiver()) {
                (Some(network), Some(receiver)) if network.id != receiver.id => {
                    text =
                        format!("{} created the click id, but the postback goes to {}.", network.name, receiver.name);
                    Outcome::Lost
                }
                (network, receiver) => {
                    let place = param.map_or_else(String::new, |p| format!(" in {p}"));
                    let to = name(receiver.or(network));
                    text = if self.doubtful {
                        format!("If it comes back, {} finds it{place} and credits the click.", uncapital(to))
                    } else {
                        format!("{to} finds the click id{place} and credits the click.")
                    };
                    known = receiver.is_some() || network.is_some();
                    sure
                }
            },
        };
        if !known && !self.lost {
            let host = quoted(self.postback.link.host());
            let text = format!("tracklint does not know whether {host} reads the click id there; ask its owner.");
            return self.step("match", Outcome::Unknown, text, None);
        }
        self.step("match", outcome, text, None)
    }

    /// What else has to be right: the events, and who puts the postback where.
    fn needs(&self) -> Vec<String> {
        let back = self.postback.link;
        let names = self.postback.receiver().map_or(&[][..], |r| r.receives.event);
        let sent = back.all_params().iter().find(|p| find(names, &decoded(back.key(p))).is_some());
        let sent = sent.filter(|p| !p.value.is_empty());
        let mut needs = Vec::new();
        if let Some(events) = self.postback.offer.events.filter(|events| !events.is_empty()) {
            let listed = |events: &[&str]| events.iter().map(|e| quoted(e)).collect::<Vec<_>>().join(", ");
            match sent {
                Some(param) if back.macros_in(param.value).next().is_some() => needs.push(format!(
                    "Events: {} has to be filled with exactly one of {}.",
                    quoted(back.value(param)),
                    listed(events)
                )),
                Some(param) => {
                    let own = decoded(back.value(param));
                    let left: Vec<&str> = events.iter().copied().filter(|event| *event != &*own).collect();
                    if !left.is_empty() {
                        needs.push(format!(
                            "Events: this postback sends only {}; {} needs another one.",
                            quoted(&own),
                            listed(&left)
                        ));
                    }
                }
                None if events.len() > 1 => {
                    needs.push(format!("Events: the postback does not say which of {} happened.", listed(events)));
                }
                None => {}
            }
        }
        if self.postback.state == State::Template && self.callback().is_none() {
            let keeper = self.keeper_name();
            needs.push(format!("Setup: whoever runs {keeper} enters the postback there, exactly as it stands here."));
        }
        needs
    }

    /// The postback for a test: events are filled in where they are known.
    fn test(&self, fired: &str) -> (Option<String>, Vec<String>) {
        let mut anatomy = Anatomy::default();
        anatomy.split(fired);
        let link = Link::new(fired, &anatomy);
        let event = self.postback.offer.events.and_then(<[&str]>::first);
        let names = self.postback.receiver().map_or(&[][..], |r| r.receives.event);
        let is_event = |p: &&Param| find(names, &decoded(link.key(p))).is_some() && link.whole_macro(p.value).is_some();
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
    fn explained(&self, which: usize) -> Option<&'o Finding> {
        self.error_at(which, |f| matches!(f.rule.part, Part::Macros | Part::ClickId))
    }

    /// The error by which the text is no link that anybody can follow. Where a blank may cut the text off after the
    /// id, the id is not touched by it.
    fn broken(&self, which: usize) -> Option<&'o Finding> {
        let end = self.end_of_id(which);
        let cuts = |f: &Finding| matches!(f.rule.id, "unencoded-character" | "stray-whitespace");
        self.error_at(which, |f| f.rule.part == Part::Shape && !(cuts(f) && end.is_some_and(|end| f.span.start >= end)))
    }

    /// Where the id's place in the link or postback ends, in the text as written.
    fn end_of_id(&self, which: usize) -> Option<u32> {
        let spans: Vec<Span> = match which {
            0 => self.stored.iter().map(|s| s.value).collect(),
            _ => read_back_of(self.postback, &self.stored).iter().map(|r| r.span).collect(),
        };
        spans.into_iter().map(|span| self.maps[which].span_out(span).end).max()
    }

    /// The error in the parameter that holds the id, if there is one in each that does.
    fn spoilt(&self) -> Option<&'o Finding> {
        let at = |stored: &Stored| {
            let place = Span { start: stored.key.start, end: stored.value.end };
            let place = self.maps[0].span_out(place);
            self.error_at(0, |f| f.span.touches(place) && f.span.start >= place.start && !misplaced(f))
        };
        let faults: Vec<Option<&Finding>> = self.stored.iter().map(at).collect();
        if faults.iter().all(Option::is_some) { faults.into_iter().flatten().next() } else { None }
    }

    /// A step that stands beside an error which does not touch the id is open until that is put right.
    fn beside(&self, which: usize, text: String) -> (Outcome, String) {
        let elsewhere = |f: &Finding| {
            f.rule.id != "round-trip-mismatch"
                && !misplaced(f)
                && !(which == 1 && matches!(f.rule.part, Part::Postback | Part::Offer))
        };
        match self.error_at(which, elsewhere) {
            Some(finding) => {
                let which = ["link", "postback"][which];
                (Outcome::Unknown, format!("{text} But the {which} has to be put right first: {}", finding.what))
            }
            None => (Outcome::Passes, text),
        }
    }

    /// No way is proved beside an error, wherever it stands: the last step is open until it is put right.
    fn settle(&self, steps: &mut [Step]) {
        let error = [0, 1].into_iter().find_map(|which| self.error_at(which, |_| true));
        let (Some(error), true) = (error, steps.iter().all(|s| s.outcome == Outcome::Passes)) else { return };
        if let Some(last) = steps.last_mut() {
            last.outcome = Outcome::Unknown;
            last.text = format!("{} First this has to be put right: {}", last.text, error.what);
        }
    }

    /// What becomes of the id, after the last step that is known.
    fn closing(&self, steps: &[Step]) -> String {
        let first = |outcome| steps.iter().find(|s| s.outcome == outcome);
        let open = first(Outcome::Unknown);
        if let Some(lost) = first(Outcome::Lost) {
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
    fn refused(&self) -> Option<&'o Finding> {
        let apart = |f: &&Finding| f.rule.id == "environment-mismatch" && f.severity > Severity::Advice;
        let refuses =
            |f: &Finding| f.rule.id != "round-trip-mismatch" && matches!(f.rule.part, Part::Postback | Part::Offer);
        let all = || self.linted.iter().flat_map(|l| &l.findings);
        self.error_at(1, refuses).or_else(|| all().find(apart))
    }

    fn error_at(&self, which: usize, is_it: impl Fn(&Finding) -> bool) -> Option<&'o Finding> {
        self.linted[which].findings.iter().find(|f| f.severity == Severity::Error && is_it(f))
    }
}

/// The click id is in a parameter from which it is not read.
fn misplaced(finding: &Finding) -> bool {
    matches!(finding.rule.id, "wrong-click-id-parameter" | "misspelled-parameter")
}

/// A sure fact says that the platform keeps what comes in this parameter.
fn is_kept(platform: &Platform, slot: &str) -> bool {
    [platform.link.click_id, platform.link.suits].into_iter().any(|facts| find(facts, slot).is_some_and(|f| f.sure))
}

/// A sure fact says that the platform fills this macro with what the link brought.
fn is_returned(platform: &Platform, read: &str) -> bool {
    let fires = &platform.fires;
    [fires.returned_click_id, fires.sub].into_iter().any(|facts| find(facts, read).is_some_and(|f| f.sure))
}

/// The postback stands in a parameter of the link, as a callback does.
fn carries(texts: [&str; 2]) -> bool {
    let mut anatomy = Anatomy::default();
    anatomy.split(texts[0]);
    let link = Link::new(texts[0], &anatomy);
    link.all_params().iter().any(|p| *decoded(link.value(p)) == *texts[1].trim())
}

/// Adds an error where the way says that the id is lost, and no error explains it yet.
fn report_loss(journey: &Journey, texts: [&str; 2], linted: &mut [Linted; 2]) {
    let Some(lost) = journey.steps.iter().find(|s| s.outcome == Outcome::Lost) else { return };
    let errs = |l: &Linted| l.findings.iter().any(|f| f.severity == Severity::Error);
    let Some(rule) = named("round-trip-mismatch").filter(|_| !linted.iter().any(errs)) else { return };
    let which = usize::from(matches!(lost.name, "postback" | "match"));
    let mut anatomy = Anatomy::default();
    anatomy.split(texts[which]);
    let finding = Finding::new(rule, Link::new(texts[which], &anatomy).host, lost.text.clone());
    let cost = "The network cannot tell which click converted, so nobody is credited.";
    linted[which].findings.push(finding.severity(Severity::Error).costs(cost));
}

/// `text` with `value` in place of each span.
fn filled(text: &str, mut spans: Vec<Span>, value: &str) -> String {
    spans.sort_unstable();
    spans.dedup();
    let edits: Vec<Edit> = spans.into_iter().map(|span| Edit::replace(span, value.to_owned())).collect();
    apply(text, &edits.iter().collect::<Vec<_>>()).0
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// At the middle of a sentence: only our own words have a small letter there.
fn uncapital(text: &str) -> String {
    text.strip_prefix("The ").map_or_else(|| text.to_owned(), |rest| format!("the {rest}"))
}
