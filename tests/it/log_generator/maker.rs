//! Makes conversions that are right, for the causes to spoil.

use super::clock::{DAY, HOUR, MINUTE};
use super::hit::{Answer, Case, Hit, Oddity, Truth, always};
use super::rng::Rng;
use super::world::{BEGIN, CLICKS_BEGIN, CLICKS_END, Click, HOST, Offer, PATHS};

/// The advertisers' servers. One agent holds what loggers have to escape.
const SENDERS: [(&str, &str); 8] = [
    ("192.0.2.100", "okhttp/4.12.0"),
    ("192.0.2.101", "python-requests/2.31.0"),
    ("192.0.2.102", "GuzzleHttp/7"),
    ("192.0.2.103", "Java/17.0.10"),
    ("192.0.2.104", "curl/8.5.0"),
    ("192.0.2.105", "axios/1.6.7"),
    ("192.0.2.106", r#"Sender "fast" \ 2.0"#),
    ("2001:db8:51::7", "Go-http-client/2.0"),
];

/// A conversion in the making: its query still in pieces.
#[derive(Clone)]
pub struct Draft {
    pub hit: Hit,
    pub path: String,
    pub query: Vec<String>,
    pub click_id: String,
}

impl Draft {
    fn place(&self, key: &str) -> usize {
        let found = self.query.iter().position(|p| p.split('=').next() == Some(key));
        found.unwrap_or_else(|| panic!("no {key} in {:?}", self.query))
    }

    /// Puts another value in; the record's fields are then nobody's promise.
    pub fn set(mut self, key: &str, value: &str) -> Self {
        let at = self.place(key);
        self.query[at] = format!("{key}={value}");
        self.hit.fields.clear();
        self
    }

    /// Puts something else in a parameter's place, key and all.
    pub fn replace(mut self, key: &str, piece: &str) -> Self {
        let at = self.place(key);
        self.query[at] = piece.to_owned();
        self.hit.fields.clear();
        self
    }

    pub fn rename(self, key: &str, new: &str) -> Self {
        let at = self.place(key);
        let value = self.query[at].split_once('=').map_or("", |(_, value)| value).to_owned();
        self.replace(key, &format!("{new}={value}"))
    }

    pub fn without(mut self, key: &str) -> Self {
        if let Some(at) = self.query.iter().position(|p| p.split('=').next() == Some(key)) {
            self.query.remove(at);
        }
        self.hit.fields.clear();
        self
    }

    /// Adds what changes nothing about click and event.
    pub fn with(mut self, piece: &str) -> Self {
        self.query.push(piece.to_owned());
        self
    }

    pub fn path(mut self, path: &str) -> Self {
        path.clone_into(&mut self.path);
        self
    }

    pub fn at(mut self, time: i64) -> Self {
        self.hit.time = time;
        self
    }

    pub fn status(mut self, status: u16) -> Self {
        self.hit.status = status;
        self
    }

    pub fn by(mut self, peer: &str, agent: &'static str) -> Self {
        peer.clone_into(&mut self.hit.peer);
        self.hit.agent = agent;
        self
    }

    /// Sent through a proxy that names the client.
    pub fn through(mut self, proxy: &str, client: &str) -> Self {
        proxy.clone_into(&mut self.hit.peer);
        self.hit.forwarded = Some(client.to_owned());
        self
    }

    pub fn method(mut self, method: &'static str) -> Self {
        self.hit.method = method;
        self
    }
}

pub struct Maker {
    pub rng: Rng,
    pub clicks: Vec<Click>,
    pub hits: Vec<Hit>,
    senders: usize,
    orders: usize,
    pairs: usize,
}

impl Maker {
    pub fn new(seed: u64) -> Self {
        Self { rng: Rng::new(seed), clicks: Vec::new(), hits: Vec::new(), senders: 0, orders: 0, pairs: 0 }
    }

    /// A time at which the clicks are complete, to the minute and beyond any doubt.
    pub fn time(&mut self) -> i64 {
        self.rng.between(BEGIN + HOUR, CLICKS_END - HOUR)
    }

    /// A click `ago` seconds before `time`, and its id.
    pub fn click(&mut self, offer: &Offer, time: i64, ago: i64) -> String {
        let at = time - ago;
        assert!((CLICKS_BEGIN..=CLICKS_END).contains(&at), "a click at {at} is outside the export");
        let id = self.rng.uuid();
        self.clicks.push(Click { id: id.clone(), time: at, offer: offer.id });
        id
    }

    /// How long after the click people convert: many at once, some days later, all at least an hour inside the window.
    fn delay(&mut self, offer: &Offer) -> i64 {
        let window = (offer.hours * HOUR - HOUR).min(31 * DAY);
        match self.rng.between(0, 10) {
            0..3 => self.rng.between(5, 90),
            3..8 => self.rng.between(2 * MINUTE, 3 * HOUR),
            _ => self.rng.between(3 * HOUR, window),
        }
    }

    /// A right conversion at some time.
    pub fn draft(&mut self, offer: &Offer) -> Draft {
        let time = self.time();
        let ago = self.delay(offer);
        self.draft_at(offer, time, ago)
    }

    /// A right conversion at `time` of a click `ago` seconds before.
    pub fn draft_at(&mut self, offer: &Offer, time: i64, ago: i64) -> Draft {
        let click_id = self.click(offer, time, ago);
        let (peer, agent) = self.sender(offer);
        let mut query = vec![format!("gk_click_id={click_id}")];
        let mut fields = vec![("click_id", Some(click_id.clone())), ("offer", Some(offer.id.to_owned()))];
        if !offer.events.is_empty() {
            let event = *self.rng.pick(offer.events);
            fields.push(("event", Some(event.to_owned())));
            let at = self.rng.between(0, 2) as usize;
            query.insert(at, format!("cnv_event_id={}", event.replace(' ', "%20")));
        }
        if self.rng.chance(60) {
            query.push("cnv_amount=24.90".to_owned());
        }
        let order = self.rng.chance(60).then(|| self.order());
        query.extend(order.iter().map(|o| format!("cnv_conversion_id={o}")));
        fields.push(("unique_id", order));
        query.extend(offer.token.map(|t| format!("token={t}")));
        let hit = Hit {
            serial: 0,
            time,
            method: "GET",
            https: true,
            host: HOST,
            target: String::new(),
            peer: peer.to_owned(),
            forwarded: None,
            agent,
            status: 200,
            oddity: Oddity::None,
            fields,
            truth: Truth::new("ordinary", always(&[Answer::SUCCESS])),
        };
        Draft { hit, path: (*self.rng.pick(&PATHS)).to_owned(), query, click_id }
    }

    /// An order number that nobody else has.
    pub fn order(&mut self) -> String {
        self.orders += 1;
        format!("W-{}", 10_000 + self.orders)
    }

    /// Who sends for an offer: in turn, or from the addresses that it allows.
    fn sender(&mut self, offer: &Offer) -> (&'static str, &'static str) {
        self.senders += 1;
        if offer.allow.is_empty() {
            SENDERS[self.senders % SENDERS.len()]
        } else {
            *self.rng.pick(&[("198.51.100.40", "Ruby"), ("2001:db8:0:42::9", "Dart/3.3 (dart:io)")])
        }
    }

    /// Takes a finished conversion; gives its serial number.
    pub fn push(&mut self, draft: Draft, truth: Truth) -> usize {
        let Draft { mut hit, path, query, .. } = draft;
        hit.serial = self.hits.len();
        hit.target = if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) };
        hit.truth = truth;
        self.hits.push(hit);
        self.hits.len() - 1
    }

    /// A conversion with nothing wrong in it.
    pub fn right(&mut self, cause: &'static str, draft: Draft) -> usize {
        self.push(draft, Truth::new(cause, always(&[Answer::SUCCESS])))
    }

    /// A conversion that fails for a cause that every log shows. Half of these are answered 200: many systems do.
    pub fn wrong(
        &mut self,
        cause: &'static str,
        draft: Draft,
        verdict: &'static str,
        reasons: &'static [&'static str],
    ) -> usize {
        self.special(cause, draft, always(&[Answer::Record(verdict, reasons)]))
    }

    pub fn special(&mut self, cause: &'static str, mut draft: Draft, cases: Vec<Case>) -> usize {
        // An answer of 400 would be a verdict of its own beside these two.
        let open = |a: &Answer| matches!(a.verdict(), "success" | "not-judged");
        let faulty = !cases.iter().any(|c| c.allowed.iter().any(open));
        if draft.hit.status == 200 && faulty && self.rng.chance(50) {
            draft.hit.status = 400;
        }
        draft.hit.fields.clear();
        self.push(draft, Truth::new(cause, cases))
    }

    /// No postback at all, whatever is seen.
    pub fn other(&mut self, cause: &'static str, draft: Draft) {
        self.special(cause, draft, always(&[Answer::Other]));
    }

    /// A number for two lines that are one hit.
    pub fn pair(&mut self) -> usize {
        self.pairs += 1;
        self.pairs
    }
}
