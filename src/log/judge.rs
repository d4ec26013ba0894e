//! From a record of a log to what is wrong with it. Everything here depends on the record and on what was handed in; what
//! came before it is asked in `settle`.

use super::address;
use super::agent;
use super::checks::secret::{Carried, carried};
use super::checks::{event, ids, joined, repeat, request, secret};
use super::endpoint::{Endpoints, Wanted, path_and_query};
use super::entry::{Entry, Request};
use super::export::{Export, spoken};
use super::hit::{ClickSeen, Hit, HitPlace, LocatedReason, Remark};
use super::lintable::{Linted, Linter};
use super::network;
use super::offers::LoggedOffer;
use super::scene::{RequestView, fill, receiver, url_of};
use super::sent::Reader;
use super::setup::LogSetup;
use super::shape::Shape;
use super::time::{Clock, Time};
use super::value::{ValueContext, received};
use super::verdict::{Reason, Verdict};
use crate::link::{Anatomy, Link};
use crate::platform::{Role, State};
use crate::rule::Hints;
use crate::span::Severity;
use std::borrow::Cow;
use std::net::IpAddr;

/// What a record turned out to be.
#[derive(Debug)]
pub enum JudgedRecord {
    /// A postback.
    Hit(Box<Hit>),
    /// Another request.
    Other,
    /// The server refused it before it had read what was asked for.
    Refused,
    /// It came before or after the time that was asked for.
    OutOfTime,
    /// Its time cannot be read.
    Unread,
}

/// Judges one record after the other, reusing its memory.
pub struct Judge<'s> {
    setup: &'s LogSetup<'s>,
    linter: Linter<'s>,
    anatomy: Anatomy,
}

/// True if the record may be a postback: asked before anything else of it is read.
#[must_use]
pub fn may_be_a_hit(entry: &Entry, endpoints: &Endpoints) -> Option<Wanted> {
    match &entry.request {
        Request::Http { method, target } => {
            let wanted = endpoints.wanted(target);
            if entry.exported {
                let by_path = true;
                return Some(wanted.unwrap_or(Wanted { by_path, is_click_path: false }));
            }
            let wanted = wanted.filter(|_| matches!(&**method, "GET" | "POST"))?;
            let robot = entry.agent.as_deref().is_some_and(agent::is_robot);
            (!robot).then_some(wanted)
        }
        Request::NotHttp(_) | Request::Refused => None,
    }
}

impl<'s> Judge<'s> {
    /// A judge.
    #[must_use]
    pub fn new(setup: &'s LogSetup<'s>) -> Self {
        Self { setup, linter: Linter::new(setup.catalogue, setup.hosts), anatomy: Anatomy::default() }
    }

    /// Judges a record.
    pub fn judge(&mut self, entry: &Entry, place: HitPlace, export: Option<&Export>) -> JudgedRecord {
        let wanted = match &entry.request {
            Request::NotHttp(text) => return self.not_http(entry, text, place),
            Request::Refused if entry.exported => Wanted { by_path: true, is_click_path: false },
            Request::Refused => return JudgedRecord::Refused,
            Request::Http { .. } => match may_be_a_hit(entry, &self.setup.endpoints) {
                Some(wanted) => wanted,
                None => return JudgedRecord::Other,
            },
        };
        let time = match self.time(entry) {
            Ok(time) => time,
            Err(judged) => return judged,
        };
        let (method, target) = match &entry.request {
            Request::Http { method, target } => (&**method, &**target),
            _ => ("GET", ""),
        };
        let url = url_of(entry, target);
        let mut anatomy = std::mem::take(&mut self.anatomy);
        anatomy.split(&url);
        let hit = self.hit(entry, (method, &url, &anatomy), wanted, time, place, export);
        self.anatomy = anatomy;
        JudgedRecord::Hit(Box::new(hit))
    }

    /// The ids that a record names, and its time: what the clicks have to be asked for.
    pub fn ids(&mut self, entry: &Entry, export: Option<&Export>, mut see: impl FnMut(&str, Option<Time>)) {
        if may_be_a_hit(entry, &self.setup.endpoints).is_none() {
            return;
        }
        let Request::Http { target, .. } = &entry.request else { return };
        let Ok(time) = self.time(entry) else { return };
        let url = url_of(entry, target);
        let mut anatomy = std::mem::take(&mut self.anatomy);
        anatomy.split(&url);
        let (path, _) = path_and_query(&url);
        let platform = match self.setup.network {
            None if !export.is_some_and(|e| e.outgoing) => receiver(&self.lint(&url), self.setup.catalogue, path),
            network => network,
        };
        let network = network::Network::of(platform.map(|p| p.id));
        let sent =
            Reader { platform, network, own: &self.setup.own_click_id, outgoing: export.is_some_and(|e| e.outgoing) }
                .read(&Link::new(&url, &anatomy), path);
        for found in sent.click_id.iter().chain(&sent.near) {
            let value = received(&found.raw);
            if (4..=256).contains(&value.len()) {
                see(&value, time);
                let small = value.to_ascii_lowercase();
                if small != *value {
                    see(&small, time);
                }
            }
        }
        self.anatomy = anatomy;
    }

    fn lint(&mut self, url: &str) -> Linted {
        let hints = Hints {
            role: Some(Role::Postback),
            state: Some(State::Live),
            network: self.setup.network,
            ..Hints::default()
        };
        self.linter.lint_for(url, &hints, |_| true)
    }

    fn time(&self, entry: &Entry) -> Result<Option<Time>, JudgedRecord> {
        if entry.undated {
            return Ok(None);
        }
        let time = match &entry.zone {
            Some(zone) => Clock::read_in(&entry.time, zone),
            None => self.setup.clock.read(&entry.time).map(|(time, _)| time),
        };
        let Some(time) = time else { return Err(JudgedRecord::Unread) };
        if self.setup.since.is_some_and(|since| time < since) || self.setup.until.is_some_and(|until| time >= until) {
            return Err(JudgedRecord::OutOfTime);
        }
        Ok(Some(time))
    }

    /// Bytes that are no HTTP are a hit of nobody: only that they came is told.
    fn not_http(&self, entry: &Entry, text: &str, place: HitPlace) -> JudgedRecord {
        let time = match self.time(entry) {
            Ok(time) => time,
            Err(judged) => return judged,
        };
        let sender = self.sender(entry);
        let shown: String = text.chars().take(200).collect();
        JudgedRecord::Hit(Box::new(Hit {
            ruling: LocatedReason::new(Verdict::MalformedRequest, Reason::NotHttp),
            ..self.blank(entry, place, time, String::new(), shown, sender.0)
        }))
    }

    fn blank(
        &self,
        entry: &Entry,
        place: HitPlace,
        time: Option<Time>,
        method: String,
        url: String,
        sender: String,
    ) -> Hit {
        let own = |text: &Option<Cow<str>>| text.as_deref().map(str::to_owned);
        Hit {
            place,
            time,
            method,
            status: entry.status,
            sender,
            agent: own(&entry.agent),
            url,
            network: self.setup.network,
            click_id: None,
            event: None,
            unique_id: None,
            amount: None,
            currency: None,
            offer: None,
            offer_number: None,
            click: None,
            ruling: LocatedReason::SUCCESS,
            answer: None,
            answered: own(&entry.answered),
            spoken: None,
            remarks: Vec::new(),
            linted: None,
            keys: Vec::new(),
            query: 0,
            origin: 0,
            removes_repeats: false,
            duplicate_of: None,
        }
    }

    /// Who sent it, and whether a proxy hides who did.
    fn sender(&self, entry: &Entry) -> (String, Option<IpAddr>, bool) {
        let setup = self.setup;
        let Some(text) = entry.address.as_deref() else {
            return (entry.user.as_deref().unwrap_or_default().to_owned(), None, false);
        };
        let Some(address) = address::read(text) else { return (text.to_owned(), None, false) };
        if !setup.proxies.hide(address) && !setup.fronts.contains(&address) {
            return (address.to_string(), Some(address), false);
        }
        match entry.forwarded.as_deref().and_then(|f| setup.proxies.behind(f)) {
            Some(behind) => (behind.to_string(), Some(behind), false),
            None => (address.to_string(), Some(address), true),
        }
    }

    fn hit(
        &mut self,
        entry: &Entry,
        (method, url, anatomy): (&str, &str, &Anatomy),
        wanted: Wanted,
        time: Option<Time>,
        place: HitPlace,
        export: Option<&Export>,
    ) -> Hit {
        let setup = self.setup;
        let link = Link::new(url, anatomy);
        let (path, _) = path_and_query(url);
        let linted = self.lint(url);
        let outgoing = export.is_some_and(|e| e.outgoing);
        let platform = if outgoing { None } else { setup.network.or_else(|| receiver(&linted, setup.catalogue, path)) };
        let network = network::Network::of(platform.map(|p| p.id));
        let reader = Reader { platform, network, own: &setup.own_click_id, outgoing };
        let sent = reader.read(&link, path);
        let shape = if setup.shape == Shape::Unknown { Shape::documented(platform) } else { setup.shape };
        let (sender, address, hidden) = self.sender(entry);
        let mut hit = self.blank(entry, place, time, method.to_owned(), url.to_owned(), sender);
        hit.network = platform;
        hit.removes_repeats = network.removes_repeats;
        let mut scene = RequestView {
            link,
            path,
            wanted,
            reader,
            known: ValueContext { shape, catalogue: setup.catalogue },
            offer: None,
            has_body: entry.body.is_some(),
            exported: entry.exported,
            without_click_id: export.is_some_and(|e| e.without_click_id),
            sent,
        };
        fill(&mut hit, &scene, entry);
        self.join(&mut hit, &mut scene, entry);
        hit.spoken = hit.answered.as_deref().and_then(|words| spoken(export?.platform, words));
        let (ruling, remarks) = self.rule(&hit, &scene, &linted, (address, hidden));
        hit.ruling = ruling;
        hit.remarks = remarks;
        hit.answer = request::answer(entry.status);
        hit.keys = repeat::keys(setup, &hit, &scene);
        let mut linted = linted;
        linted.findings.retain(|f| f.severity != Severity::Advice && !is_of_no_use(f.rule.id, entry));
        // What was received is not sent again.
        linted.findings.iter_mut().for_each(|f| f.fix = None);
        linted.fixed = None;
        hit.linted = Some(linted);
        hit
    }

    /// The click that the hit names, and its offer.
    fn join(&self, hit: &mut Hit, scene: &mut RequestView<'s>, entry: &Entry) {
        let setup = self.setup;
        let click = hit.click_id.as_deref().and_then(|id| setup.clicks?.get(id));
        let log_time = |time: Time| time.plus(setup.skew);
        if let (Some(click), Some(clicks)) = (click, setup.clicks) {
            let known = click.time > Time(i64::MIN);
            hit.click = Some(ClickSeen {
                time: known.then_some(click.time),
                offer: clicks.offer_of(click).map(str::to_owned),
                seconds: hit.time.filter(|_| known).map(|t| log_time(t).seconds_since(click.time)),
            });
        } else if let Some(other) = self.in_other_case(scene) {
            hit.offer = self.setup.clicks.and_then(|c| c.offer_of(other)).map(str::to_owned);
            hit.click = Some(ClickSeen { time: Some(other.time), offer: hit.offer.clone(), seconds: None });
        } else if let Some((time, _)) = entry.click_time.as_deref().and_then(|t| setup.clock.read(t)) {
            let seconds = hit.time.map(|t| t.seconds_since(time));
            hit.click = Some(ClickSeen { time: Some(time), offer: None, seconds });
        }
        let asked = entry.offer.as_deref().or(scene.sent.offer.as_deref());
        let by_click = hit.click.as_ref().and_then(|c| c.offer.clone());
        let by_request = asked.filter(|o| !o.trim().is_empty()).map(str::to_owned);
        hit.offer = by_click.or(by_request);
        hit.offer_number = match &hit.offer {
            Some(id) => setup.offers.named(id),
            None => self.only_that_fits(hit, scene),
        };
        if let Some(number) = hit.offer_number {
            let offer = setup.offers.get(number);
            hit.offer.get_or_insert_with(|| offer.id.clone());
            scene.offer = Some(offer);
        }
    }

    /// The click whose id differs in its case alone.
    fn in_other_case(&self, scene: &RequestView) -> Option<super::clicks::Click> {
        let found = scene.sent.click_id.first()?;
        let value = received(&found.raw);
        let shape = scene.known.shape;
        let only_case = !shape.fits(&value) && shape.in_any_case().fits(&value);
        only_case.then(|| self.setup.clicks?.get(&value.to_ascii_lowercase())).flatten()
    }

    /// The one offer to whose postback the request can belong: by its path, and by the constants that its parameters
    /// share with it.
    fn only_that_fits(&self, hit: &Hit, scene: &RequestView) -> Option<u32> {
        let offers = self.setup.offers;
        let fits = |offer: &LoggedOffer| {
            let network =
                offer.network.is_none() || hit.network.is_none_or(|n| offer.network.is_some_and(|o| o.id == n.id));
            let token = offer.token.as_ref().is_none_or(|token| match carried(token, scene) {
                Carried::Value(value) => value == token.value,
                Carried::Nothing | Carried::Unknown => offers.all.len() == 1,
            });
            network && token
        };
        // One that asks for nothing fits everything: only a secret, or being the only one, tells.
        let telling = |offer: &LoggedOffer| offers.all.len() == 1 || offer.token.is_some();
        let mut found = (0..).zip(&offers.all).filter(|(_, o)| telling(o) && fits(o)).map(|(number, _)| number);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// The verdict: the first that applies, and what there is to say besides.
    fn rule(
        &self,
        hit: &Hit,
        scene: &RequestView,
        linted: &Linted,
        sender: (Option<IpAddr>, bool),
    ) -> (LocatedReason, Vec<Remark>) {
        let setup = self.setup;
        let mut remarks = Vec::new();
        let mut open = None;
        let steps = [
            request::request(hit, scene),
            request::endpoint(setup, scene),
            request::body(hit, scene),
            secret::secret(setup, hit, scene, sender, &mut open),
            ids::value(scene, linted),
            joined::click(setup, hit, scene, &mut open),
            joined::window(setup, hit, scene),
            joined::offer(setup, hit, scene, &mut remarks, &mut open),
            event::event(setup, hit, scene, &mut remarks),
        ];
        let ruling = steps.into_iter().flatten().next().or(open).unwrap_or(LocatedReason::SUCCESS);
        if ruling.verdict != Verdict::Success {
            remarks.clear();
        }
        if hit.spoken.is_some_and(|s| s.pending) {
            remarks.push(Remark::Pending);
        }
        if scene.sent.status.as_deref().is_some_and(network::is_declining) {
            remarks.push(Remark::Withdrawal);
        }
        (ruling, remarks)
    }
}

/// Rules that speak of templates, or of what a log does not say.
fn is_of_no_use(rule: &str, entry: &Entry) -> bool {
    // An export shows what the system read, and leaves out secrets and what it had no column for.
    const MISSING: [&str; 3] = ["missing-required-parameter", "missing-click-id", "missing-event-id"];
    const SCHEMES: [&str; 3] = ["missing-scheme", "malformed-scheme", "insecure-scheme"];
    const TEMPLATES: [&str; 6] = [
        "hardcoded-click-id",
        "missing-unique-id",
        "unsigned-postback",
        "missing-payout",
        "hardcoded-payout",
        "test-postback-on-live-link",
    ];
    TEMPLATES.contains(&rule)
        || entry.exported && MISSING.contains(&rule)
        || entry.scheme.is_none() && SCHEMES.contains(&rule)
}
