//! A platform that a configuration describes.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Fact, FiringFace, Kind, LinkFace, Platform, ReceivingFace, Required, fact, required,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// A text that is never freed, and kept once.
pub fn kept(text: &str) -> &'static str {
    static KEPT: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = all.get(text) {
        return known;
    }
    let new: &'static str = text.to_owned().leak();
    all.insert(new);
    new
}

/// Where facts come from that a configuration states.
const SOURCE: &str = "the configuration";

/// The part of [`Platform`] that somebody can write down, and owns.
#[derive(Debug, Default)]
pub struct Own {
    pub id: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub kind: Option<Kind>,
    pub telltale: Vec<String>,
    pub link: OwnLink,
    pub fires: OwnMacros,
    pub receives: OwnReceiver,
}

/// The link it takes clicks on.
#[derive(Debug, Default)]
pub struct OwnLink {
    pub hosts: Vec<String>,
    pub impression_hosts: Vec<String>,
    pub test_hosts: Vec<String>,
    pub paths: Vec<String>,
    pub click_id: Vec<String>,
    pub suits: Vec<String>,
    pub wrong: Vec<String>,
    pub slots_complete: bool,
    pub required: Vec<String>,
    pub advised: Vec<String>,
    pub documented: Vec<String>,
    pub nested: Vec<String>,
    pub signature: Vec<String>,
    pub https_only: bool,
    pub template: String,
}

/// What it fills into URLs.
#[derive(Debug, Default)]
pub struct OwnMacros {
    pub link_dialects: Vec<Dialect>,
    pub postback_dialects: Vec<Dialect>,
    pub dialects_complete: bool,
    pub issued_click_id: Vec<String>,
    pub returned_click_id: Vec<String>,
    pub sub: Vec<String>,
    pub event: Vec<String>,
    pub payout: Vec<String>,
    pub revenue: Vec<String>,
    pub currency: Vec<String>,
    pub time: Vec<String>,
    pub unique_id: Vec<String>,
    pub status: Vec<String>,
    pub other: Vec<String>,
    pub complete: bool,
}

/// Where it receives postbacks.
#[derive(Debug, Default)]
pub struct OwnReceiver {
    pub hosts: Vec<String>,
    pub test_hosts: Vec<String>,
    pub endpoints: Vec<OwnEndpoint>,
    pub event: Vec<String>,
    pub event_tells_apart: bool,
    pub payout: Vec<String>,
    pub status: Vec<String>,
    pub unique_id: Vec<String>,
    pub security: Vec<String>,
    pub documented: Vec<String>,
    pub https_only: bool,
    pub template: String,
}

/// One address on which postbacks arrive.
#[derive(Debug, Default)]
pub struct OwnEndpoint {
    pub path: String,
    pub click_id: Vec<String>,
    pub required: Vec<String>,
    pub advised: Vec<String>,
    pub tells: Vec<String>,
}

impl Own {
    /// The platform, as the built-in ones are. It is never freed, and made once however often it is described: a
    /// configuration may be read again and again.
    pub fn keep(self) -> &'static Platform {
        static KEPT: Mutex<BTreeMap<String, &'static Platform>> = Mutex::new(BTreeMap::new());
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        // Its description in full, so that no two different ones are taken for one.
        kept.entry(format!("{self:?}")).or_insert_with(|| self.leak())
    }

    fn leak(self) -> &'static Platform {
        let name = if self.name.is_empty() { self.id.clone() } else { self.name };
        let aliases: Vec<&'static str> = self.aliases.into_iter().map(text).collect();
        let telltale: Vec<&'static str> = self.telltale.into_iter().map(text).collect();
        Box::leak(Box::new(Platform {
            id: text(self.id),
            name: text(name),
            kind: self.kind.unwrap_or(Kind::Network),
            aliases: list(aliases),
            link: self.link.keep(),
            fires: self.fires.keep(),
            receives: self.receives.keep(),
            telltale: list(telltale),
            ..Platform::NONE
        }))
    }
}

impl OwnLink {
    fn keep(self) -> LinkFace {
        LinkFace {
            hosts: facts(self.hosts),
            impression_hosts: facts(self.impression_hosts),
            test_hosts: facts(self.test_hosts),
            paths: facts(self.paths),
            click_id: facts(self.click_id),
            suits: facts(self.suits),
            wrong: facts(self.wrong),
            slots_complete: self.slots_complete,
            required: needed(self.required, self.advised),
            documented: facts(self.documented),
            nested: facts(self.nested),
            signature: facts(self.signature),
            https_only: self.https_only.then(|| fact("https", SOURCE)),
            template: text(self.template),
            ..LinkFace::NONE
        }
    }
}

impl OwnMacros {
    fn keep(self) -> FiringFace {
        FiringFace {
            dialects: Dialects {
                link: list(self.link_dialects),
                postback: list(self.postback_dialects),
                complete: self.dialects_complete,
            },
            issued_click_id: facts(self.issued_click_id),
            returned_click_id: facts(self.returned_click_id),
            sub: facts(self.sub),
            event: facts(self.event),
            payout: facts(self.payout),
            revenue: facts(self.revenue),
            currency: facts(self.currency),
            time: facts(self.time),
            unique_id: facts(self.unique_id),
            status: facts(self.status),
            other: facts(self.other),
            complete: self.complete,
            ..FiringFace::NONE
        }
    }
}

impl OwnReceiver {
    fn keep(self) -> ReceivingFace {
        let endpoint = |e: OwnEndpoint| Endpoint {
            path: text(e.path),
            click_id: facts(e.click_id),
            required: needed(e.required, e.advised),
            tells: list(e.tells.into_iter().map(text).collect()),
            ..Endpoint::NONE
        };
        ReceivingFace {
            hosts: facts(self.hosts),
            test_hosts: facts(self.test_hosts),
            endpoints: list(self.endpoints.into_iter().map(endpoint).collect()),
            event: facts(self.event),
            event_tells_apart: self.event_tells_apart,
            payout: facts(self.payout),
            status: facts(self.status),
            unique_id: facts(self.unique_id),
            security: facts(self.security),
            documented: facts(self.documented),
            https_only: self.https_only.then(|| fact("https", SOURCE)),
            template: text(self.template),
            ..ReceivingFace::NONE
        }
    }
}

fn text(text: String) -> &'static str {
    if text.is_empty() { "" } else { kept(&text) }
}

fn list<T>(items: Vec<T>) -> &'static [T] {
    items.leak()
}

fn facts(names: Vec<String>) -> &'static [Fact] {
    list(names.into_iter().map(|name| fact(text(name), SOURCE)).collect())
}

fn needed(must: Vec<String>, should: Vec<String>) -> &'static [Required] {
    let must = must.into_iter().map(|name| required(fact(text(name), SOURCE)));
    let should = should.into_iter().map(|name| required(fact(text(name), SOURCE)).advised());
    list(must.chain(should).collect())
}
