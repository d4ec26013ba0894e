//! What a conversion needs besides the click id, as far as the platforms' facts and what was said of the offer tell it;
//! and what to ask of whom.

use super::way::Way;
use crate::link::{Param, decoded};
use crate::platform::{Fact, Platform, PlatformKind, PostbackOutcome, Role, State, find};
use crate::rule::quoted;

impl Way<'_, '_> {
    /// What else has to be right, a sentence or two for each.
    pub(super) fn needs(&self) -> Vec<String> {
        if self.postback.state == State::Live {
            // It was sent already: only its findings are of use.
            return Vec::new();
        }
        let mut needs: Vec<String> = self.events().into_iter().collect();
        if let Some(receiver) = self.postback.receiver().filter(|_| self.postback.role == Role::Postback) {
            needs.extend(self.amount(receiver));
            needs.extend(self.unique_id(receiver));
            needs.extend(self.token(receiver));
        }
        needs.extend(self.allow_list());
        needs.extend(self.window());
        needs.extend(self.setup());
        if let Some(receiver) = self.postback.receiver().filter(|_| self.postback.role == Role::Postback) {
            needs.extend(answer(receiver));
            needs.extend(test_host(receiver));
        }
        needs
    }

    /// A finding says it already.
    fn is_reported(&self, rule: &str) -> bool {
        self.linted.iter().flat_map(|l| &l.findings).any(|f| f.rule.id == rule)
    }

    /// The parameter of the postback that is one of these, if it holds something.
    fn sent(&self, facts: &'static [Fact]) -> Option<&Param> {
        let back = self.postback.link;
        back.all_params().iter().find(|p| !p.value.is_empty() && find(facts, &decoded(back.key(p))).is_some())
    }

    /// The events' exact names.
    fn events(&self) -> Option<String> {
        let back = self.postback.link;
        let receiver = self.postback.receiver();
        let names = receiver.map_or(&[][..], |r| r.receives.event);
        let known = self.postback.offer.events.filter(|events| !events.is_empty());
        let sent = self.sent(names);
        let Some(events) = known else { return self.unknown_event(receiver?, sent) };
        match sent {
            Some(param) if back.macros_in(param.value).next().is_some() => {
                let written = quoted(back.value(param));
                let network = receiver.map_or("the network", |r| r.name);
                Some(match self.keeper().filter(|k| k.kind == PlatformKind::Mmp) {
                    Some(mmp) => format!(
                        "Events: {0} fills {written} with the names that the app reports. On {network}'s page at {0} each one that counts is mapped to exactly {1}.",
                        mmp.name,
                        one_of(events)
                    ),
                    None => format!("Events: {written} has to be filled with exactly {}.", one_of(events)),
                })
            }
            Some(param) => {
                let own = decoded(back.value(param));
                let left: Vec<&str> = events.iter().copied().filter(|event| *event != &*own).collect();
                let only = || {
                    format!("Events: this postback sends only {}; {} needs another one.", quoted(&own), listed(&left))
                };
                (!left.is_empty()).then(only)
            }
            None if events.len() > 1 => {
                Some(format!("Events: the postback does not say which of {} happened.", listed(events)))
            }
            None => None,
        }
    }

    /// What is to be said of the event where nobody said which events the offer has.
    fn unknown_event(&self, receiver: &Platform, sent: Option<&Param>) -> Option<String> {
        let back = self.postback.link;
        let param = sent.filter(|p| back.macros_in(p.value).next().is_none())?;
        let event = decoded(back.value(param));
        let capitals = if event.contains(char::is_alphabetic) { ", capitals included" } else { "" };
        let event = quoted(&event);
        Some(format!("Event: in {} the offer needs an event with exactly the id {event}{capitals}.", receiver.name))
    }

    fn amount(&self, receiver: &'static Platform) -> Option<String> {
        let facts = receiver.receives.payout;
        let name = quoted(first(facts)?);
        if self.sent(facts).is_none() {
            if self.is_reported("missing-payout") {
                return None;
            }
            let must = self.postback.offer.pays_share;
            let when = if must {
                "the offer pays a share of the sale and needs it"
            } else {
                "an offer that pays a share of the sale needs it"
            };
            return Some(format!("Amount: this postback sends none. {} reads it from {name}; {when}.", receiver.name));
        }
        let currency =
            receiver.receives.documented.iter().find(|f| f.sure && f.name.to_lowercase().contains("curr"))?;
        let back = self.postback.link;
        let is_sent = back.all_params().iter().any(|p| currency.is(&decoded(back.key(p))));
        let without = || {
            format!(
                "Currency: the amount comes without one. {} reads it from {}.",
                receiver.name,
                quoted(currency.name)
            )
        };
        (!is_sent).then(without)
    }

    fn unique_id(&self, receiver: &'static Platform) -> Option<String> {
        let facts = receiver.receives.unique_id;
        let name = quoted(first(facts)?);
        if self.sent(facts).is_some() || self.is_reported("missing-unique-id") {
            return None;
        }
        let same = receiver.receives.duplicates.first();
        let same =
            same.map_or_else(String::new, |d| format!(" It takes two with {} for one conversion.", d.key.words()));
        Some(format!(
            "Unique id: this postback sends none. {} reads one from {name}, which tells a repetition.{same}",
            receiver.name
        ))
    }

    fn token(&self, receiver: &'static Platform) -> Option<String> {
        let facts = receiver.receives.security;
        let name = quoted(first(facts)?);
        let must = self.postback.offer.has_token;
        let ask = if must { "The offer has one." } else { "Ask whether the account wants it." };
        let missing = || format!("Token: this postback has none. {} reads it from {name}. {ask}", receiver.name);
        self.sent(facts).is_none().then(missing)
    }

    fn allow_list(&self) -> Option<String> {
        let listed = || {
            let keeper = self.keeper_name();
            format!(
                "Allow list: the network takes postbacks from listed addresses only; those of {keeper} have to be on it."
            )
        };
        self.postback.offer.has_allow_list.then(listed)
    }

    /// How long after the click the link's system counts, where the link says so.
    fn window(&self) -> Option<String> {
        let told = self.is_reported("window-mismatch");
        let (link, platform) = (self.link.link, self.link.sure_addressee()?);
        let is_window =
            |name: &str| platform.link.windows.iter().any(|w| !w.of_views && w.param.sure && w.param.is(name));
        let param = link.all_params().iter().find(|p| !p.value.is_empty() && is_window(&decoded(link.key(p))))?;
        let literal = link.macros_in(param.value).next().is_none() && !told;
        let (name, value) = (quoted(&decoded(link.key(param))), quoted(&decoded(link.value(param))));
        literal.then(|| {
            format!(
                "Window: {} counts for {value} after the click ({name}); the offer's session has to be at least as long.",
                platform.name
            )
        })
    }

    /// Who sets the postback up, and where.
    fn setup(&self) -> Option<String> {
        if self.postback.state != State::Template || self.callback().is_some() {
            return None;
        }
        let mmp = self.keeper().filter(|k| k.kind == PlatformKind::Mmp && self.postback.role == Role::Postback)?;
        let network = self.postback.receiver().or(self.link.network).map_or("the network", |n| n.name);
        Some(format!(
            "Setup: the postback belongs on {network}'s page at {0}. The advertiser switches the partner on there and maps the events.",
            mmp.name
        ))
    }

    /// Who has the link (0) and who has the postback (1), as a letter addresses them.
    pub(super) fn owners(&self) -> [String; 2] {
        let network = self.link.network.or(self.postback.receiver());
        let link = if self.link.role == Role::PartnerLink {
            "the partner".to_owned()
        } else {
            match network {
                Some(network) => format!("whoever keeps the offer in {}", network.name),
                None => "whoever keeps the tracking link".to_owned(),
            }
        };
        [link, format!("whoever sets up postbacks in {}", self.keeper_name())]
    }
}

/// The name to recommend.
fn first(facts: &'static [Fact]) -> Option<&'static str> {
    facts.iter().find(|f| f.sure && !f.is_pattern()).map(|f| f.name)
}

/// `SignUp`, or one of `SignUp`, `FirstTrade`.
fn one_of(events: &[&str]) -> String {
    if let [event] = events { quoted(event) } else { format!("one of {}", listed(events)) }
}

fn listed(events: &[&str]) -> String {
    events.iter().map(|event| quoted(event)).collect::<Vec<_>>().join(", ")
}

/// What the network answers where all is well.
fn answer(receiver: &Platform) -> Option<String> {
    let good = receiver
        .receives
        .responses
        .iter()
        .find(|r| matches!(r.outcome, PostbackOutcome::Counted | PostbackOutcome::Received))?;
    let code = if good.code == 0 { String::new() } else { format!("{} ", good.code) };
    let words = if good.fact.name == "*" { String::new() } else { format!("with {} ", quoted(good.fact.name)) };
    let what = format!("{code}{words}").trim_end().to_owned();
    (!what.is_empty()).then(|| format!("Answer: {} answers {what}: {}.", receiver.name, good.outcome.words()))
}

/// The network's host for tests.
fn test_host(receiver: &Platform) -> Option<String> {
    let host = first(receiver.receives.test_hosts)?;
    Some(format!("Test: {} takes postbacks for tests at {}.", receiver.name, quoted(host)))
}
