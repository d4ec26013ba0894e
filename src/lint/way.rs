//! The steps of one click id's way, each judged by what is known of it.

use super::step::{CLICK_ID, Journey, Step, StepState};
use super::verdict::Linted;
use crate::link::{Anatomy, Link, decoded};
use crate::platform::{Platform, Role, State, find};
use crate::rule::{Answer, Context, Finding, Member, Stored, judge, keeper, quoted, read_back_of, stored};
use crate::span::{Edit, Map, Severity, Span, apply};

/// What is known of the two, while the steps are told.
pub(super) struct Way<'o, 'a> {
    pub(super) link: &'o Context<'a>,
    pub(super) postback: &'o Context<'a>,
    /// Both as they were written.
    pub(super) texts: [&'o str; 2],
    pub(super) linted: &'o [Linted; 2],
    /// From the readings to the texts.
    pub(super) maps: &'o [Map; 2],
    pub(super) stored: Vec<Stored>,
    pub(super) click_id: String,
    pub(super) lost: bool,
    /// A step before was one that has to be tried.
    pub(super) doubtful: bool,
}

impl<'o, 'a> Way<'o, 'a> {
    pub(super) fn of(
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

    pub(super) fn journey(mut self) -> Journey {
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
        let owners = self.owners();
        Journey { click_id: self.click_id, steps, closing, also_needed, owners, test, to_fill }
    }

    /// A step, unless the id is lost already.
    pub(super) fn step(&mut self, name: &'static str, outcome: StepState, text: String, url: Option<String>) -> Step {
        if self.lost {
            let text = "The click id does not get this far.".to_owned();
            return Step { name, outcome: StepState::NotReached, text, url: None };
        }
        self.lost = outcome == StepState::Lost;
        self.doubtful |= outcome == StepState::Unknown;
        Step { name, outcome, text, url }
    }

    pub(super) fn issuer(&self) -> &'static str {
        match (self.link.role, self.link.network) {
            (Role::PartnerLink, _) => "The partner",
            (_, Some(network)) => network.name,
            _ => "The network",
        }
    }

    pub(super) fn click(&mut self) -> Step {
        let (issuer, id) = (self.issuer(), quoted(&self.click_id));
        let text = if self.link.state == State::Live && !self.stored.is_empty() {
            format!("Somebody clicked. The link holds the click id of that click: {id}.")
        } else {
            format!("Somebody clicks. {issuer} creates a click id, here the example {id}.")
        };
        self.step("click", StepState::Passes, text, None)
    }

    /// The link as it is called after the click.
    pub(super) fn destination(&mut self) -> Step {
        let link = self.link.link;
        let mut spans: Vec<Span> = self.stored.iter().map(|s| s.value).collect();
        let issued = link.macros.iter().filter(|m| self.link.is_network_click_id(link.macro_name(m))).map(|m| m.span);
        spans.extend(issued.filter(|_| self.link.role == Role::TrackingLink));
        let url = filled(link.text, spans.clone(), &self.click_id);
        let issuer = self.issuer();
        if let Some(finding) = self.broken(0) {
            let text = finding.what.clone();
            return self.step("link", StepState::Lost, text, Some(self.texts[0].to_owned()));
        }
        if let Some(finding) = self.spoilt() {
            let text = finding.what.clone();
            return self.step("link", StepState::Lost, text, Some(link.text.to_owned()));
        }
        if spans.is_empty() {
            let text = match (self.explained(0), self.link.network) {
                (Some(finding), _) => finding.what.clone(),
                (None, Some(_)) => "The link hands no click id on.".to_owned(),
                (None, None) => "Nobody can tell which parameter of this link holds the click id.".to_owned(),
            };
            let known = self.explained(0).is_some() || self.link.network.is_some();
            let outcome = if known { StepState::Lost } else { StepState::Unknown };
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

    pub(super) fn keeper(&self) -> Option<&'static Platform> {
        keeper(self.link, self.postback).platform()
    }

    pub(super) fn keeper_name(&self) -> String {
        let host = self.link.link.host();
        match (self.keeper(), self.link.sure_addressee()) {
            (Some(platform), _) | (None, Some(platform)) => platform.name.to_owned(),
            _ if host.is_empty() => "the advertiser's system".to_owned(),
            _ => format!("the system behind {}", quoted(host)),
        }
    }

    /// The callback in the link that holds the click id: its parameter, and the URL as it is called.
    pub(super) fn callback(&self) -> Option<(String, String)> {
        let link = self.link.link;
        let nested = self.link.sure_addressee()?.link.nested;
        link.all_params().iter().find_map(|param| {
            let name = link.name(param);
            find(nested, &name).filter(|_| name.contains("callback"))?;
            let id = link.macros_in(param.value).find(|m| self.link.is_network_click_id(link.macro_name(m)))?;
            let called = decoded(link.value(param)).replace(&*decoded(link.of(id.span)), &self.click_id);
            Some((name.to_string(), called))
        })
    }

    /// The postback that the link brings along, as it is called after the conversion.
    pub(super) fn call_back(&mut self, name: &str, url: String) -> Step {
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
                StepState::Unknown,
                format!("{text} It goes to {}, and the postback to {}.", quoted(&host), quoted(expected)),
            )
        };
        self.step("postback", outcome, text, Some(url))
    }

    pub(super) fn store(&mut self) -> Step {
        let keeper = capital(&self.keeper_name());
        if let Some((name, _)) = self.callback() {
            let text = format!("{keeper} keeps the callback that came in {}, with the click id in it.", quoted(&name));
            return self.step("store", StepState::Passes, text, None);
        }
        let Some(stored) = self.stored.first() else {
            let text = format!("{keeper} has to find the click id in the link by itself and keep it.");
            return self.step("store", StepState::Unknown, text, None);
        };
        let slot = quoted(&stored.name);
        if let Some(finding) = self.error_at(0, misplaced) {
            let text = finding.what.clone();
            return self.step("store", StepState::Lost, text, None);
        }
        let doubt = self.linted[0].findings.iter().find(|f| misplaced(f) && f.severity == Severity::Warning);
        let (outcome, text) = match (self.keeper(), doubt) {
            _ if self.is_sent_back() => (StepState::Passes, format!("{keeper} kept what came in {slot}.")),
            (_, Some(finding)) => (StepState::Unknown, finding.what.clone()),
            (Some(platform), None) if is_kept(platform, &stored.name) => {
                (StepState::Passes, format!("{keeper} keeps the click id: it came in {slot}."))
            }
            (Some(_), None) => {
                let condition = "if it is set up to: no page of its says that it does";
                (StepState::Unknown, format!("{keeper} keeps what came in {slot} {condition}."))
            }
            (None, None) => (StepState::Unknown, format!("{keeper} has to store what came in {slot}.")),
        };
        self.step("store", outcome, text, None)
    }

    /// Both were called, and the postback brought the id of the link.
    pub(super) fn is_sent_back(&self) -> bool {
        let back = self.postback.link;
        let value = self.postback.slot.param.map(|i| decoded(back.value(&back.all_params()[i])));
        let live = self.postback.state == State::Live && self.link.state == State::Live && !self.stored.is_empty();
        live && value.is_some_and(|value| *value == *self.click_id)
    }

    /// The postback as it is called after the conversion.
    pub(super) fn fire(&mut self) -> Step {
        let back = self.postback.link;
        let keeper = capital(&self.keeper_name());
        let reads = read_back_of(self.postback, &self.stored);
        if let Some(finding) = self.broken(1) {
            let text = finding.what.clone();
            return self.step("postback", StepState::Lost, text, Some(self.texts[1].to_owned()));
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
            return self.step("postback", StepState::Lost, text, Some(back.text.to_owned()));
        }
        let slot = self.stored.first().map_or_else(String::new, |s| quoted(&s.name));
        let apart = self.error_at(1, |f| f.rule.id == "round-trip-mismatch");
        let (outcome, text, url) = match answer {
            _ if apart.is_some() && !matches!(answer, Answer::Lost { proven: true, .. }) => {
                (StepState::Lost, apart.map_or_else(String::new, |f| f.what.clone()), back.text.to_owned())
            }
            Answer::Returns if self.keeper().is_some_and(|p| is_returned(p, read.name)) => {
                let text = format!("After a conversion {} puts it in place of {written}.", uncapital(&keeper));
                let (outcome, text) = self.beside(1, text);
                (outcome, text, url)
            }
            Answer::Lost { proven: true, .. } => {
                let text = format!("{keeper} does not give back {slot} as {written}, so another value is sent.");
                (StepState::Lost, text, back.text.to_owned())
            }
            Answer::Returns | Answer::Unknown | Answer::Lost { .. } => {
                let kept = if slot.is_empty() { "what it kept".to_owned() } else { slot };
                let text =
                    format!("It comes back only if {} gives back {kept} as {written}: try it.", uncapital(&keeper));
                (StepState::Unknown, self.beside(1, text).1, url)
            }
        };
        self.step("postback", outcome, text, Some(url))
    }

    /// The postback has no macro for the click id.
    pub(super) fn unfilled(&mut self, keeper: &str) -> Step {
        let back = self.postback.link;
        let url = Some(back.text.to_owned());
        if let Some(finding) = self.explained(1) {
            let text = finding.what.clone();
            return self.step("postback", StepState::Lost, text, url);
        }
        let value = self.postback.slot.param.map(|i| decoded(back.value(&back.all_params()[i])).into_owned());
        match value.filter(|_| self.postback.state == State::Live) {
            Some(value) if value == self.click_id => {
                let (outcome, text) = self.beside(1, format!("{keeper} sent it back."));
                self.step("postback", outcome, text, url)
            }
            Some(value) if self.link.state == State::Live && !self.stored.is_empty() => {
                let text = format!("This postback was sent for another click: it brings {}.", quoted(&value));
                self.step("postback", StepState::Lost, text, url)
            }
            Some(value) => {
                let text = format!(
                    "{keeper} sent {}; whether that is the id of the click, the texts do not tell.",
                    quoted(&value)
                );
                self.step("postback", StepState::Unknown, text, url)
            }
            None => {
                let text = "Nobody can tell which value of this postback is the click id.".to_owned();
                self.step("postback", StepState::Unknown, text, url)
            }
        }
    }

    pub(super) fn arrive(&mut self) -> Step {
        let param = self.postback.slot.param.map(|i| {
            let link = self.postback.link;
            quoted(&decoded(link.key(&link.all_params()[i])))
        });
        let name = |p: Option<&'static Platform>| p.map_or("The network", |p| p.name);
        if let Some(finding) = self.error_at(1, misplaced) {
            let text = finding.what.clone();
            return self.step("match", StepState::Lost, text, None);
        }
        if let Some(finding) = self.refused() {
            let outcome = if finding.severity == Severity::Error { StepState::Lost } else { StepState::Unknown };
            let text = finding.what.clone();
            return self.step("match", outcome, text, None);
        }
        let text;
        let mut known = true;
        let sure = if self.doubtful { StepState::Unknown } else { StepState::Passes };
        let outcome = match (self.postback.role, self.link.role) {
            (Role::Postback, Role::PartnerLink) | (Role::PartnerPostback, Role::TrackingLink) => {
                text =
                    "The link is of one trip and the postback of another: one belongs to the publisher's side, one to \
                        the advertiser's."
                        .to_owned();
                StepState::Lost
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
                    StepState::Lost
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
            return self.step("match", StepState::Unknown, text, None);
        }
        self.step("match", outcome, text, None)
    }
}

/// A sure fact says that the platform keeps what comes in this parameter.
pub(super) fn is_kept(platform: &Platform, slot: &str) -> bool {
    [platform.link.click_id, platform.link.also_accepts]
        .into_iter()
        .any(|facts| find(facts, slot).is_some_and(|f| f.sure))
}

/// A sure fact says that the platform fills this macro with what the link brought.
pub(super) fn is_returned(platform: &Platform, read: &str) -> bool {
    let fires = &platform.fires;
    [fires.returned_click_id, fires.sub].into_iter().any(|facts| find(facts, read).is_some_and(|f| f.sure))
}

/// `text` with `value` in place of each span.
pub(super) fn filled(text: &str, mut spans: Vec<Span>, value: &str) -> String {
    spans.sort_unstable();
    spans.dedup();
    let edits: Vec<Edit> = spans.into_iter().map(|span| Edit::replace(span, value.to_owned())).collect();
    apply(text, &edits.iter().collect::<Vec<_>>()).0
}

pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// At the middle of a sentence: only our own words have a small letter there.
pub(super) fn uncapital(text: &str) -> String {
    text.strip_prefix("The ").map_or_else(|| text.to_owned(), |rest| format!("the {rest}"))
}

/// The click id is in a parameter from which it is not read.
pub(super) fn misplaced(finding: &Finding) -> bool {
    matches!(finding.rule.id, "wrong-click-id-parameter" | "misspelled-parameter")
}
