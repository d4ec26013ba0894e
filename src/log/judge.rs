//! From a record of a log to what is wrong with it. Everything here depends on the record and on what was handed in; what
//! came before it is asked in `settle`.

use super::address::{self, Proxies};
use super::clicks::Clicks;
use super::endpoint::{Endpoints, Wanted, path_and_query};
use super::entry::{Entry, Request};
use super::export::spoken;
use super::hash::Key;
use super::hit::{ClickSeen, Hit, Place, Remark, Ruling};
use super::lintable::{Linted, Linter};
use super::network::{self, Dedupe};
use super::offers::{self, Offer, Offers, Place as TokenPlace, Token};
use super::sent::{Found, Reader, Sent};
use super::shape::Shape;
use super::time::{Clock, Time};
use super::value::{Known, received};
use super::verdict::{Part, Reason, Verdict, by_rule};
use super::{agent, host};
use crate::link::{Anatomy, Link};
use crate::offer::Status;
use crate::platform::{Catalogue, Environment, Network, Role, State, fits_path};
use crate::rule::{Hosts, Told};
use crate::span::{Severity, Span};
use std::borrow::Cow;
use std::net::IpAddr;

/// Bytes of a URL from which on servers refuse it: nginx and Apache take 8 KiB of a request line.
const LONGEST: usize = 8_000;

/// Seconds by which a postback may come before its click without anybody wondering: two clocks never agree.
const CLOCKS_DIFFER: i64 = 30;

/// How far clicks have to reach back where no window is known: nobody's is longer.
const LONGEST_WINDOW: i64 = 30 * 86_400;

/// The click id that `pair` prints, and those of the networks' own pages.
const EXAMPLES: [&str; 2] = ["efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32", "1027c887059b47bc69c699f45466b9"];

/// What is the same for all records of a run.
pub struct Setup<'s> {
    /// Every platform.
    pub catalogue: &'s Catalogue,
    /// Hosts that the configuration names.
    pub hosts: &'s Hosts,
    /// Whose endpoint this is, where it is known for all.
    pub network: Network,
    /// Which requests are postbacks.
    pub endpoints: Endpoints,
    /// The offers.
    pub offers: &'s Offers,
    /// The clicks, where they were handed in.
    pub clicks: Option<&'s Clicks>,
    /// The shape of click ids.
    pub shape: Shape,
    /// Reads times.
    pub clock: Clock,
    /// The session window where no offer tells one, in seconds.
    pub window: Option<i64>,
    /// How far the log's clock is behind that of the clicks, in seconds.
    pub skew: i64,
    /// Networks that hide senders.
    pub proxies: Proxies,
    /// Addresses behind which many senders stand although they are no known proxies'.
    pub fronts: Vec<IpAddr>,
    /// Tests are what this log is of.
    pub sandbox: bool,
    /// What makes a repetition, where somebody said so.
    pub dedupe: Option<Dedupe>,
    /// Only records of this time are judged.
    pub since: Option<Time>,
    /// Only records before this time are judged.
    pub until: Option<Time>,
    /// Parameters that carry the click id on the offers' own endpoints.
    pub own_click_id: Vec<String>,
}

/// What a record turned out to be.
#[derive(Debug)]
pub enum Judged {
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
    setup: &'s Setup<'s>,
    linter: Linter<'s>,
    anatomy: Anatomy,
}

/// What a judge knows of a request while he looks at it.
struct Scene<'h> {
    link: Link<'h>,
    path: &'h str,
    wanted: Wanted,
    sent: Sent,
    reader: Reader<'h>,
    known: Known<'h>,
    offer: Option<&'h Offer>,
    has_body: bool,
    exported: bool,
    without_click_id: bool,
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
    pub fn new(setup: &'s Setup<'s>) -> Self {
        Self { setup, linter: Linter::new(setup.catalogue, setup.hosts), anatomy: Anatomy::default() }
    }

    /// Judges a record.
    pub fn judge(&mut self, entry: &Entry, place: Place, export: Option<&super::export::Export>) -> Judged {
        let wanted = match &entry.request {
            Request::NotHttp(text) => return self.not_http(entry, text, place),
            Request::Refused if entry.exported => Wanted { by_path: true, is_click_path: false },
            Request::Refused => return Judged::Refused,
            Request::Http { .. } => match may_be_a_hit(entry, &self.setup.endpoints) {
                Some(wanted) => wanted,
                None => return Judged::Other,
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
        Judged::Hit(Box::new(hit))
    }

    /// The ids that a record names, and its time: what the clicks have to be asked for.
    pub fn ids(
        &mut self,
        entry: &Entry,
        export: Option<&super::export::Export>,
        mut see: impl FnMut(&str, Option<Time>),
    ) {
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
        let told = Told {
            role: Some(Role::Postback),
            state: Some(State::Live),
            network: self.setup.network,
            ..Told::default()
        };
        self.linter.lint_for(url, &told, |_| true)
    }

    fn time(&self, entry: &Entry) -> Result<Option<Time>, Judged> {
        let time = match &entry.zone {
            Some(zone) => Clock::read_in(&entry.time, zone),
            None => self.setup.clock.read(&entry.time).map(|(time, _)| time),
        };
        let Some(time) = time else { return Err(Judged::Unread) };
        if self.setup.since.is_some_and(|since| time < since) || self.setup.until.is_some_and(|until| time >= until) {
            return Err(Judged::OutOfTime);
        }
        Ok(Some(time))
    }

    /// Bytes that are no HTTP are a hit of nobody: only that they came is told.
    fn not_http(&self, entry: &Entry, text: &str, place: Place) -> Judged {
        let time = match self.time(entry) {
            Ok(time) => time,
            Err(judged) => return judged,
        };
        let sender = self.sender(entry);
        let shown: String = text.chars().take(200).collect();
        Judged::Hit(Box::new(Hit {
            ruling: Ruling::new(Verdict::MalformedRequest, Reason::NotHttp),
            ..self.blank(entry, place, time, String::new(), shown, sender.0)
        }))
    }

    fn blank(
        &self,
        entry: &Entry,
        place: Place,
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
            ruling: Ruling::SUCCESS,
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
        place: Place,
        export: Option<&super::export::Export>,
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
        let mut scene = Scene {
            link,
            path,
            wanted,
            reader,
            known: Known { shape, catalogue: setup.catalogue },
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
        hit.answer = answer(entry.status);
        hit.keys = self.keys(&hit, &scene);
        let mut linted = linted;
        linted.findings.retain(|f| f.severity != Severity::Advice && !is_of_no_use(f.rule.id, entry));
        // What was received is not sent again.
        linted.findings.iter_mut().for_each(|f| f.fix = None);
        linted.fixed = None;
        hit.linted = Some(linted);
        hit
    }

    /// The click that the hit names, and its offer.
    fn join(&self, hit: &mut Hit, scene: &mut Scene<'s>, entry: &Entry) {
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
    fn in_other_case(&self, scene: &Scene) -> Option<super::clicks::Click> {
        let found = scene.sent.click_id.first()?;
        let value = received(&found.raw);
        let shape = scene.known.shape;
        let only_case = !shape.fits(&value) && shape.in_any_case().fits(&value);
        only_case.then(|| self.setup.clicks?.get(&value.to_ascii_lowercase())).flatten()
    }

    /// The one offer to whose postback the request can belong: by its path, and by the constants that its parameters
    /// share with it.
    fn only_that_fits(&self, hit: &Hit, scene: &Scene) -> Option<u32> {
        let offers = self.setup.offers;
        let fits = |offer: &Offer| {
            let network =
                offer.network.is_none() || hit.network.is_none_or(|n| offer.network.is_some_and(|o| o.id == n.id));
            let token = offer.token.as_ref().is_none_or(|token| match carried(token, scene) {
                Carried::Value(value) => value == token.value,
                Carried::Nothing | Carried::Unknown => offers.all.len() == 1,
            });
            network && token
        };
        // One that asks for nothing fits everything: only a secret, or being the only one, tells.
        let telling = |offer: &Offer| offers.all.len() == 1 || offer.token.is_some();
        let mut found = (0..).zip(&offers.all).filter(|(_, o)| telling(o) && fits(o)).map(|(number, _)| number);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// The verdict: the first that applies, and what there is to say besides.
    fn rule(&self, hit: &Hit, scene: &Scene, linted: &Linted, sender: (Option<IpAddr>, bool)) -> (Ruling, Vec<Remark>) {
        let mut remarks = Vec::new();
        let mut open = None;
        let steps = [
            request(hit, scene),
            self.endpoint(scene),
            body(hit, scene),
            self.secret(hit, scene, sender, &mut open),
            value(scene, linted),
            self.click(hit, scene, &mut open),
            self.window(hit, scene),
            self.offer(hit, scene, &mut remarks, &mut open),
            self.event(hit, scene, &mut remarks),
        ];
        let ruling = steps.into_iter().flatten().next().or(open).unwrap_or(Ruling::SUCCESS);
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

    fn endpoint(&self, scene: &Scene) -> Option<Ruling> {
        let setup = self.setup;
        let wrong = |reason| Some(Ruling::new(Verdict::WrongEndpoint, reason));
        let link_paths = scene.reader.platform.map_or(&[][..], |p| p.link.paths);
        let is_click = |f: &crate::platform::Fact| {
            f.name.trim_matches('/').contains(|c| c != '{') && fits_path(f.name, scene.path)
        };
        let on_click_path = !scene.wanted.by_path && (scene.wanted.is_click_path || link_paths.iter().any(is_click));
        if on_click_path && !scene.exported {
            return wrong(Reason::ClickPath);
        }
        let sandbox = |o: &Offer| o.environment == Some(Environment::Sandbox);
        let name = scene.link.host();
        if !setup.sandbox
            && !name.is_empty()
            && !scene.offer.is_some_and(sandbox)
            && host::is_test(name, setup.catalogue, setup.hosts)
        {
            return wrong(Reason::SandboxHost).map(|r| r.naming(Some(name.to_owned())));
        }
        let known = scene.reader.platform.is_some() && setup.endpoints.has_paths();
        let any_path = scene.reader.platform.is_some_and(|p| p.receives.endpoints.iter().any(|e| e.path.is_empty()));
        if known && !any_path && !scene.exported && !scene.wanted.by_path {
            return wrong(Reason::UnknownPath).map(|r| r.naming(Some(scene.path.to_owned())));
        }
        None
    }

    /// Token, signature and address.
    fn secret(
        &self,
        hit: &Hit,
        scene: &Scene,
        (address, hidden): (Option<IpAddr>, bool),
        open: &mut Option<Ruling>,
    ) -> Option<Ruling> {
        let offers = self.setup.offers;
        // What all offers ask for says nothing of one that is not among them.
        if scene.offer.is_none() && hit.offer.is_some() {
            return None;
        }
        let token = scene.offer.map_or_else(|| offers.common_token(), |o| o.token.as_ref());
        if let Some(token) = token {
            let wrong = |reason| Some(Ruling::new(Verdict::Unauthorised, reason));
            match carried(token, scene) {
                Carried::Value(value) if value != token.value => return wrong(Reason::TokenDiffers),
                Carried::Nothing => return wrong(Reason::TokenMissing),
                Carried::Value(_) | Carried::Unknown => {}
            }
        }
        let allowed = scene.offer.map_or_else(|| offers.common_allowed().unwrap_or_default(), |o| &o.allowed);
        let address = address.filter(|_| !allowed.is_empty())?;
        if hidden {
            open.get_or_insert(Ruling::new(Verdict::NotJudged, Reason::Proxy));
            return None;
        }
        let listed = allowed.iter().any(|range| range.has(address));
        (!listed).then(|| Ruling::new(Verdict::Unauthorised, Reason::Address).naming(Some(address.to_string())))
    }

    /// Whether a click has the id.
    fn click(&self, hit: &Hit, scene: &Scene, open: &mut Option<Ruling>) -> Option<Ruling> {
        let id = hit.click_id.as_deref()?;
        let found = scene.sent.click_id.first();
        let of = |ruling: Ruling| found.map_or(ruling.clone(), |f| ruling.of(&f.key, &f.raw));
        if hit.click.as_ref().is_some_and(|c| c.time.is_some() || c.offer.is_some()) {
            return None;
        }
        if EXAMPLES.contains(&id) || id == super::lintable::EXAMPLE_CLICK_ID {
            return Some(of(Ruling::new(Verdict::InvalidClickId, Reason::Test)));
        }
        let clicks = self.setup.clicks?;
        let window = scene.offer.and_then(|o| o.window).or(self.setup.window).or(self.setup.offers.longest_window());
        let covered = hit.time.is_some_and(|t| clicks.cover(t.plus(self.setup.skew), window.unwrap_or(LONGEST_WINDOW)));
        if covered {
            return Some(of(Ruling::new(Verdict::InvalidClickId, Reason::Unknown)));
        }
        open.get_or_insert(of(Ruling::new(Verdict::NotJudged, Reason::Clicks)));
        None
    }

    /// Whether it came in the time in which the click counts.
    fn window(&self, hit: &Hit, scene: &Scene) -> Option<Ruling> {
        let seconds = hit.click.as_ref()?.seconds?;
        let window = scene.offer.and_then(|o| o.window).or(self.setup.window);
        let expired = |reason| Some(Ruling::new(Verdict::ExpiredClickId, reason));
        match window {
            _ if seconds < -CLOCKS_DIFFER => expired(Reason::BeforeClick),
            Some(window) if seconds > window => expired(Reason::Late),
            _ => None,
        }
    }

    fn offer(&self, hit: &Hit, scene: &Scene, remarks: &mut Vec<Remark>, open: &mut Option<Ruling>) -> Option<Ruling> {
        let offers = self.setup.offers;
        let by_click = hit.click.as_ref().and_then(|c| c.offer.as_deref());
        let asked = scene.sent.offer.as_deref();
        let wrong =
            |reason, name: &str| Some(Ruling::new(Verdict::OfferInactive, reason).naming(Some(name.to_owned())));
        match (by_click, asked) {
            (by_click, Some(asked)) if !offers.is_empty() && offers.named(asked).is_none() => {
                // The file may lack the click's offer as well: then it is the file that is short.
                if by_click.is_none_or(|b| offers.named(b).is_some()) {
                    return wrong(Reason::Unknown, asked);
                }
            }
            (Some(by_click), Some(asked)) if by_click != asked && !same(offers, by_click, asked) => {
                return wrong(Reason::OtherOffer, asked);
            }
            _ => {}
        }
        let Some(offer) = scene.offer else {
            if !offers.is_empty() && by_click.is_some() {
                open.get_or_insert(Ruling::new(Verdict::NotJudged, Reason::Offer));
            }
            return None;
        };
        let reason = match offer.status? {
            Status::Paused => Reason::Paused,
            Status::Expired | Status::Deleted => Reason::Expired,
            Status::Active | Status::Pending => return None,
        };
        if scene.reader.network.rejects_inactive == Some(true) {
            return wrong(reason, &offer.id);
        }
        remarks.push(Remark::OfferInactive);
        None
    }

    fn event(&self, hit: &Hit, scene: &Scene, remarks: &mut Vec<Remark>) -> Option<Ruling> {
        let wrong = |reason| Ruling::new(Verdict::UnknownEventId, reason);
        let found = scene.sent.event.as_ref();
        let value = found.map(|f| received(&f.raw)).filter(|v| !v.trim().is_empty());
        let events = scene.offer.map_or(&[][..], |o| &o.events);
        let Some((found, value)) = found.zip(value) else {
            let tells_apart = scene.reader.platform.is_some_and(|p| p.receives.event_tells_apart);
            if events.len() < 2 {
                return None;
            }
            if tells_apart && !scene.reader.network.base_event {
                let near = scene.sent.near_event.as_ref().map(|f| f.key.clone());
                let ruling = wrong(Reason::Missing).naming(near);
                let parameter = scene.reader.platform.and_then(|p| p.receives.event.first()).map(|f| f.name.to_owned());
                return Some(Ruling { parameter, ..ruling });
            }
            remarks.push(Remark::BaseEvent);
            return None;
        };
        if scene.offer.is_none() {
            if hit.offer.is_some() {
                return None;
            }
            let unknown = self.setup.offers.none_has_event(&value)
                && !self.setup.offers.all.iter().any(|o| meant(&o.events, &value).is_some());
            return unknown.then(|| wrong(Reason::Unknown).of(&found.key, &found.raw));
        }
        if events.is_empty() || events.iter().any(|(id, _)| *id == *value || *id == *crate::link::decoded(&found.raw)) {
            return None;
        }
        let ruling = match meant(events, &value) {
            Some((reason, id)) => wrong(reason).naming(Some(id.to_owned())),
            None => wrong(Reason::Unknown),
        };
        Some(ruling.of(&found.key, &found.raw))
    }

    /// By what the hit is a repetition of another one.
    fn keys(&self, hit: &Hit, scene: &Scene) -> Vec<Key> {
        let sent = &scene.sent;
        if sent.status.as_deref().is_some_and(network::is_declining) {
            return Vec::new();
        }
        let status = sent.status.as_deref().unwrap_or_default().to_ascii_lowercase();
        let event = hit.event.as_deref().unwrap_or_default();
        let scope = hit.offer.as_deref().unwrap_or(&hit.sender);
        let by_click = |event: &str| hit.click_id.as_deref().map(|id| Key::of(&["click", id, event, &status]));
        let by_unique = |scope: &str| hit.unique_id.as_deref().map(|id| Key::of(&["unique", scope, id, &status]));
        let or_click = |key: Option<Key>| key.or_else(|| by_click(event)).into_iter().collect();
        match self.setup.dedupe.unwrap_or(scene.reader.network.dedupe) {
            Dedupe::Default => or_click(by_unique(scope)),
            Dedupe::UniqueInNetwork(names) => {
                let named = sent.unique.as_ref().is_some_and(|(key, _)| names.contains(&key.as_str()));
                or_click(by_unique("").filter(|_| named))
            }
            Dedupe::Either => by_click(event).into_iter().chain(by_unique(scope)).collect(),
            Dedupe::IdAndEvent => by_click(event).into_iter().collect(),
            Dedupe::Id => by_click("").into_iter().collect(),
            Dedupe::UniqueId => by_unique(scope).into_iter().collect(),
            Dedupe::Never => Vec::new(),
        }
    }
}

/// The URL of a record: host and scheme are left out where they are unknown. A body that the log holds is read as if it
/// stood in the query.
fn url_of(entry: &Entry, target: &str) -> String {
    let mut url = match (&entry.scheme, &entry.host) {
        _ if !target.starts_with('/') => target.to_owned(),
        (Some(scheme), Some(host)) => format!("{scheme}://{host}{target}"),
        (None, Some(host)) => format!("//{host}{target}"),
        (_, None) => target.to_owned(),
    };
    let form = entry.body.as_deref().map(str::trim).and_then(|body| match body.strip_prefix('{') {
        Some(_) => {
            let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(body).ok()?;
            let text = |v: serde_json::Value| match v {
                serde_json::Value::String(text) => text,
                other => other.to_string(),
            };
            let pairs: Vec<(String, String)> = object.into_iter().map(|(key, value)| (key, text(value))).collect();
            Some(
                super::export::with_query("", pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())))
                    .trim_start_matches('?')
                    .to_owned(),
            )
        }
        None => body.contains('=').then(|| body.to_owned()),
    });
    if let Some(form) = form {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(&form);
    }
    url
}

/// Whose endpoint a link reaches, where nobody said it for the whole log.
fn receiver(linted: &Linted, catalogue: &Catalogue, path: &str) -> Network {
    let decided = linted.decision.network.or(linted.decision.platform.filter(|(_, sure)| *sure).map(|(p, _)| p));
    // A path that only one platform has tells whose it is, on a customer's own host too.
    let by_path = || {
        let own = |p: &&&'static crate::platform::Platform| {
            p.receives.endpoints.iter().any(|e| e.path.len() > 4 && !e.path.contains('{') && fits_path(e.path, path))
        };
        let mut all = catalogue.all().iter().filter(own);
        let first = all.next()?;
        all.next().is_none().then_some(*first)
    };
    decided.filter(|p| p.can_be_network()).or_else(by_path)
}

fn fill(hit: &mut Hit, scene: &Scene, entry: &Entry) {
    let sent = &scene.sent;
    let right = |found: &Found| {
        let value = received(&found.raw).into_owned();
        let fits = match scene.known.shape {
            Shape::Unknown => !found.by_entity && scene.known.click_id(&found.key, &found.raw).is_none(),
            shape => shape.fits(&value) && scene.known.click_id(&found.key, &found.raw).is_none(),
        };
        (fits && !found.by_entity).then_some(value)
    };
    hit.click_id = sent.click_id.iter().find_map(right).or_else(|| {
        let near = sent.near.as_ref().filter(|_| scene.known.shape != Shape::Unknown)?;
        right(near)
    });
    let event = sent.event.as_ref().filter(|f| !f.by_entity).map(|f| received(&f.raw).into_owned());
    hit.event = event.filter(|v| !v.is_empty());
    let filled = |id: &str| scene.known.event("", id).is_none() && !id.is_empty();
    hit.unique_id = sent.unique.as_ref().map(|(_, id)| id.clone()).filter(|id| filled(id) && !is_nothing(id));
    hit.amount = sent.amount.clone();
    hit.currency = sent.currency.clone();
    let (path, query) = path_and_query(&hit.url);
    hit.query = Key::of(&["query", query]).short();
    hit.origin = Key::of(&["origin", &hit.sender, path, entry.agent.as_deref().unwrap_or_default()]).short();
}

/// Texts that are no id of a conversion.
fn is_nothing(id: &str) -> bool {
    ["null", "undefined", "none", "nil", "nan", "0", "-", "n/a", "false"].iter().any(|w| id.eq_ignore_ascii_case(w))
}

/// Whether a server can read the request as it was meant.
fn request(hit: &Hit, scene: &Scene) -> Option<Ruling> {
    let wrong = |reason| Some(Ruling::new(Verdict::MalformedRequest, reason));
    if hit.url.contains(' ') {
        return wrong(Reason::Blank);
    }
    if hit.url.bytes().any(|b| b < b' ' || b == 0x7F) {
        return wrong(Reason::Control);
    }
    let sent = &scene.sent;
    let lost = sent.click_id.iter().chain(&sent.near).chain(&sent.event).find(|f| f.by_entity);
    if let Some(found) = lost {
        return wrong(Reason::Entity).map(|r| r.of(&format!("amp;{}", found.key), &found.raw));
    }
    let long = scene.link.path.start as usize;
    if hit.url.len() - long.min(hit.url.len()) > LONGEST || hit.status == Some(414) {
        return wrong(Reason::TooLong);
    }
    None
}

/// A POST whose body the log does not hold, and whose query has no click id.
fn body(hit: &Hit, scene: &Scene) -> Option<Ruling> {
    let blind = hit.method == "POST" && !scene.has_body && scene.sent.click_id.is_empty() && !scene.exported;
    blind.then(|| Ruling::new(Verdict::NotJudged, Reason::Body))
}

/// What a request carries where a token should be.
enum Carried {
    Value(String),
    Nothing,
    /// Nobody knows where to look.
    Unknown,
}

fn carried(token: &Token, scene: &Scene) -> Carried {
    let link = &scene.link;
    let by_name = |name: &str| link.param(name).map(|p| received(link.value(p)).into_owned());
    match &token.place {
        TokenPlace::Param(name) => by_name(name).filter(|v| !v.is_empty()).map_or(Carried::Nothing, Carried::Value),
        TokenPlace::Segment(at) => {
            offers::segments(scene.path).nth(*at).map_or(Carried::Nothing, |s| Carried::Value(s.to_owned()))
        }
        TokenPlace::Unknown => {
            let documented = scene.reader.platform.into_iter().flat_map(|p| p.receives.security).map(|f| f.name);
            let found = documented.clone().chain(offers::usual_token_names().iter().copied()).find_map(by_name);
            match found {
                Some(value) => Carried::Value(value),
                None if documented.count() > 0 => Carried::Nothing,
                None => Carried::Unknown,
            }
        }
    }
}

/// What is wrong with the click id and the event id themselves.
fn value(scene: &Scene, linted: &Linted) -> Option<Ruling> {
    let sent = &scene.sent;
    let event = sent.event.as_ref().and_then(|found| {
        let known = scene.offer.is_some_and(|o| o.events.iter().any(|(id, _)| *id == *received(&found.raw)));
        let fault = scene.known.event(&found.key, &found.raw).filter(|_| !known)?;
        Some(Ruling::new(fault.verdict, fault.reason).of(&found.key, &found.raw).naming(fault.names))
    });
    let click = click_id_fault(scene, linted);
    match (click, event) {
        (Some(click), Some(event)) => Some(if event.verdict < click.verdict { event } else { click }),
        (click, event) => click.or(event),
    }
}

fn click_id_fault(scene: &Scene, linted: &Linted) -> Option<Ruling> {
    let sent = &scene.sent;
    let Some(found) = sent.click_id.first() else {
        return missing(scene);
    };
    let values: Vec<&Found> = sent.click_id.iter().filter(|f| f.raw != found.raw).collect();
    let right = |f: &Found| scene.known.click_id(&f.key, &f.raw).is_none();
    if right(found) && values.iter().any(|f| right(f) && f.key == found.key) {
        return Some(Ruling::new(Verdict::MalformedClickId, Reason::Joined).of(&found.key, &found.raw));
    }
    if let Some(fault) = scene.known.click_id(&found.key, &found.raw) {
        return Some(Ruling::new(fault.verdict, fault.reason).of(&found.key, &found.raw).naming(fault.names));
    }
    if scene.known.shape != Shape::Unknown {
        return None;
    }
    // Where nobody knows the shape, the rules may see more in it than the value itself tells.
    let span = scene.link.params.get(found.index).map(|p| p.span())?;
    let in_it = |s: Span| span.contains(s);
    let by_rule = linted.findings.iter().filter(|f| f.severity == Severity::Error && in_it(f.span));
    let (verdict, reason) = by_rule.filter_map(|f| by_rule_of(f.rule.id)).min()?;
    Some(Ruling::new(verdict, reason).of(&found.key, &found.raw))
}

fn by_rule_of(rule: &str) -> Option<(Verdict, Reason)> {
    by_rule(rule, Part::ClickId).filter(|(verdict, _)| *verdict != Verdict::MissingClickId)
}

/// No parameter carries the click id.
fn missing(scene: &Scene) -> Option<Ruling> {
    let sent = &scene.sent;
    if scene.without_click_id || is_matched_otherwise(scene) {
        return None;
    }
    if let Some(near) = &sent.near {
        let ruling = Ruling::new(Verdict::MissingClickId, Reason::NearMiss).of(&near.key, &near.raw);
        return Some(ruling.naming(Some(near.key.clone())));
    }
    // Where nobody is known, a parameter that may hold an id is enough.
    let link = &scene.link;
    let may_be = |p: &crate::link::Param| {
        crate::platform::generic_kind(link.key(p)).is_none()
            && link.value(p).len() >= 6
            && link.value(p).bytes().any(|b| b.is_ascii_digit())
    };
    if scene.reader.platform.is_none() && (link.params.iter().any(may_be) || carries_click_by_name(scene)) {
        return None;
    }
    let parameter = scene.reader.platform.and_then(|p| {
        let endpoint = p.receives.endpoint(scene.path).or(p.receives.endpoints.first())?;
        endpoint.click_id.first().map(|f| f.name.to_owned())
    });
    Some(Ruling { parameter, ..Ruling::new(Verdict::MissingClickId, Reason::None) })
}

/// In an export of postbacks that a platform sent, anything may be the partner's name for it.
fn carries_click_by_name(scene: &Scene) -> bool {
    let link = &scene.link;
    scene.exported
        && link.params.iter().any(|p| link.key(p).to_ascii_lowercase().contains("click") && !link.value(p).is_empty())
}

/// The network takes something else in place of the click id, or a browser's cookie tells it.
fn is_matched_otherwise(scene: &Scene) -> bool {
    let (link, network) = (&scene.link, scene.reader.network);
    let has = |name: &&str| link.param(name).is_some_and(|p| !p.value.is_empty());
    let instead = network.instead_of_click_id.iter().any(|all| all.iter().all(|name| has(&name)));
    let by_path =
        |pixel: &&str| if pixel.ends_with('.') { scene.path.contains(*pixel) } else { fits_path(pixel, scene.path) };
    let by_fact = |pixel: &&str| match pixel.split_once('=') {
        Some((key, value)) => link.param(key).is_some_and(|p| link.value(p) == value),
        None => scene.path.contains(*pixel),
    };
    let facts = scene.reader.platform.map_or(&[][..], |p| p.receives.pixels);
    instead || network.pixels.iter().any(|p| by_path(p)) || facts.iter().any(|f| by_fact(&f.name))
}

fn same(offers: &Offers, one: &str, other: &str) -> bool {
    let (one, other) = (offers.named(one), offers.named(other));
    one.is_some() && one == other
}

/// The event of the offer that was meant by `sent`, and in what it differs.
fn meant<'e>(events: &'e [(String, Option<String>)], sent: &str) -> Option<(Reason, &'e str)> {
    let without = |text: &str, drop: fn(char) -> bool| text.chars().filter(|c| !drop(*c)).collect::<String>();
    let blank = |text: &str| without(text, char::is_whitespace);
    let plain = |text: &str| without(text, |c| c.is_whitespace() || matches!(c, '_' | '-' | '.')).to_lowercase();
    let only = |is: &dyn Fn(&str) -> bool| {
        let mut all = events.iter().filter(|(id, _)| is(id));
        let first = all.next()?;
        all.next().is_none().then_some(first.0.as_str())
    };
    let by_case = only(&|id| id.to_lowercase() == sent.to_lowercase()).map(|id| (Reason::Case, id));
    let by_blank = || only(&|id| blank(id).to_lowercase() == blank(sent).to_lowercase()).map(|id| (Reason::Blank, id));
    let by_marks = || only(&|id| plain(id) == plain(sent)).map(|id| (Reason::Underscore, id));
    let by_name = || {
        let found = events.iter().find(|(_, name)| name.as_deref().is_some_and(|n| plain(n) == plain(sent)));
        found.map(|(id, _)| (Reason::Unknown, id.as_str()))
    };
    by_case.or_else(by_blank).or_else(by_marks).or_else(by_name)
}

/// What an HTTP status says where nothing else is wrong.
fn answer(status: Option<u16>) -> Option<Ruling> {
    Some(match status? {
        401 | 403 => Ruling::new(Verdict::Unauthorised, Reason::Refused),
        429 | 500.. => Ruling::new(Verdict::NotProcessed, Reason::ServerError),
        400..500 => Ruling::new(Verdict::NotProcessed, Reason::ClientError),
        _ => return None,
    })
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
