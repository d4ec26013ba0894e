//! The offers that somebody handed in, as far as a received postback asks for them. They are read by the same reader
//! as `check` reads them.

use super::address::Range;
use super::time::duration;
use crate::link::{Anatomy, Link, decoded};
use crate::offer::{self, ALONE, FieldMap, Status};
use crate::platform::{Catalogue, Environment, Network, Role, fits_path, is_click_id_name};
use crate::source::{Document, FileText, Syntax};
use std::collections::HashMap;

/// An offer.
#[derive(Clone, Debug, Default)]
pub struct LoggedOffer {
    /// Its id, or its name where it has none.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Whether it runs.
    pub status: Option<Status>,
    /// Its events: ids and names.
    pub events: Vec<(String, Option<String>)>,
    /// How long after the click a conversion counts, in seconds; the longest where there are several.
    pub window: Option<i64>,
    /// How long after the click a conversion is believable at the earliest, in seconds.
    pub least: Option<i64>,
    /// What a postback has to carry.
    pub token: Option<Token>,
    /// Addresses from which postbacks are taken; empty where any is.
    pub allowed: Vec<Range>,
    /// Real traffic or tests.
    pub environment: Option<Environment>,
    /// Who receives its postbacks.
    pub network: Network,
    /// Its postbacks.
    pub postbacks: Vec<Postback>,
    /// Its tracking links.
    pub links: Vec<String>,
    /// What a conversion pays, and in which currency, as written.
    pub payout: Option<(String, String)>,
}

/// A secret of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The secret.
    pub value: String,
    /// Where a postback carries it.
    pub place: OfferPlace,
}

/// Where a postback carries the secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfferPlace {
    /// In this parameter.
    Param(String),
    /// In the path: how many segments stand before it.
    Segment(usize),
    /// Nobody says.
    Unknown,
}

/// A postback URL of an offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Postback {
    /// Its host; empty where a macro stands for it.
    pub host: String,
    /// Its path, macros and secrets in it replaced by `{x}`.
    pub path: String,
    /// Parameters that carry the click id.
    pub click_id: Vec<String>,
    /// Parameters with constant values.
    pub constant: Vec<(String, String)>,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Offers {
    /// In the order in which they were handed in.
    pub all: Vec<LoggedOffer>,
    by_id: HashMap<String, u32>,
}

/// Parameters that carry a secret where nothing else says which one does.
const TOKEN_NAMES: [&str; 8] =
    ["token", "security_token", "auth_token", "verification_token", "secret", "key", "api_key", "secure"];

impl Offers {
    /// Adds the offers of a file.
    ///
    /// # Errors
    /// A sentence for the user, if it holds none.
    pub fn add(&mut self, path: &str, bytes: &[u8], catalogue: &Catalogue) -> Result<(), String> {
        let file = FileText::read(bytes);
        let Some(syntax) = Syntax::by_name(path).or_else(|| by_beginning(bytes)) else {
            return Err("offers are read from JSON, YAML, TOML, CSV or XML, and this is none of them".to_owned());
        };
        let document = Document::read(path, &file, syntax);
        let offers = offer::read(&document, &FieldMap::default(), catalogue, &ALONE);
        let before = self.all.len();
        for found in offers.offers() {
            let mut known = LoggedOffer::of(&found);
            known.least = least(&document, &found);
            for site in found.sites.iter().map(|s| &offers.sites[*s as usize]) {
                let text = site.text(&document);
                match site.role {
                    Some(Role::Postback) => known.postbacks.push(Postback::of(&text, known.token.as_ref())),
                    Some(Role::TrackingLink) => known.links.push(text.into_owned()),
                    _ => {}
                }
            }
            known.place_token(&offers, &document, &found);
            known.find_key_in_path();
            self.push(known);
        }
        if self.all.len() == before {
            return Err("there are no offers in it".to_owned());
        }
        Ok(())
    }

    fn push(&mut self, offer: LoggedOffer) {
        let number = self.all.len() as u32;
        self.by_id.entry(offer.id.clone()).or_insert(number);
        self.all.push(offer);
    }

    /// The offer of that id, or of that name.
    #[must_use]
    pub fn named(&self, id: &str) -> Option<u32> {
        let id = id.trim();
        self.by_id.get(id).copied().or_else(|| {
            let by_name = self.all.iter().position(|o| o.name.as_deref() == Some(id));
            by_name.map(|at| at as u32)
        })
    }

    /// An offer by its number.
    #[must_use]
    pub fn get(&self, number: u32) -> &LoggedOffer {
        &self.all[number as usize]
    }

    /// True if none were handed in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The network that all name that name one.
    #[must_use]
    pub fn network(&self) -> Network {
        let mut named = self.all.iter().filter_map(|o| o.network);
        let first = named.next()?;
        named.all(|n| n.id == first.id).then_some(first)
    }

    /// True if all are for tests.
    #[must_use]
    pub fn are_for_tests(&self) -> bool {
        !self.all.is_empty() && self.all.iter().all(|o| o.environment == Some(Environment::Sandbox))
    }

    /// Parameters that carry the click id in their postbacks, sorted.
    #[must_use]
    pub fn click_id_names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.all.iter().flat_map(|o| &o.postbacks).flat_map(|p| p.click_id.iter().cloned()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The longest window of any.
    #[must_use]
    pub fn longest_window(&self) -> Option<i64> {
        self.all.iter().filter_map(|o| o.window).max()
    }

    /// The token that every offer has, where all have the same.
    #[must_use]
    pub fn common_token(&self) -> Option<&Token> {
        let first = self.all.first()?.token.as_ref()?;
        self.all.iter().all(|o| o.token.as_ref().is_some_and(|t| t.value == first.value)).then_some(first)
    }

    /// The addresses that every offer allows, where all allow the same.
    #[must_use]
    pub fn common_allowed(&self) -> Option<&[Range]> {
        let first = &self.all.first()?.allowed;
        (!first.is_empty() && self.all.iter().all(|o| o.allowed == *first)).then_some(first)
    }

    /// True if every offer lists its events, and none of them is `event`.
    #[must_use]
    pub fn none_has_event(&self, event: &str) -> bool {
        !self.all.is_empty()
            && self.all.iter().all(|o| !o.events.is_empty() && !o.events.iter().any(|(id, _)| id == event))
    }
}

/// Names of fields, without what separates their words, that hold the least time from click to conversion, and the
/// seconds of their unit.
const LEAST: [(&str, i64); 12] = [
    ("minsessionseconds", 1),
    ("minconversionseconds", 1),
    ("minsecondstoconvert", 1),
    ("mintimetoconvert", 1),
    ("minconversiontime", 1),
    ("minimumconversiontime", 1),
    ("minctit", 1),
    ("minctitseconds", 1),
    ("minseconds", 1),
    ("minsessionminutes", 60),
    ("minconversionminutes", 60),
    ("minminutes", 60),
];

/// The least time that a field beside the offer's id says; a duration says its own unit.
fn least(document: &Document, found: &offer::Offer) -> Option<i64> {
    let field = found.id.as_ref().or(found.name.as_ref())?;
    let parent = document.nodes.get(field.node as usize)?.parent;
    document.nodes.get(parent as usize)?;
    document.children(parent).find_map(|child| {
        let key: String = document.key(child).chars().filter(char::is_ascii_alphanumeric).collect();
        let (_, unit) = LEAST.iter().find(|(name, _)| key.eq_ignore_ascii_case(name))?;
        let text = document.text(child);
        let text = text.trim();
        text.parse::<i64>().ok().map(|n| n * unit).or_else(|| duration(text)).filter(|s| *s > 0)
    })
}

fn by_beginning(bytes: &[u8]) -> Option<Syntax> {
    match bytes.trim_ascii_start().first()? {
        b'{' | b'[' => Some(Syntax::Json),
        b'<' => Some(Syntax::Xml),
        _ => None,
    }
}

impl LoggedOffer {
    fn of(found: &offer::Offer) -> Self {
        let text = |field: &offer::Field| field.text.trim().to_owned();
        let name = found.name.as_ref().map(text);
        let seconds = |w: &offer::Window| w.unit.and_then(|u| i64::try_from(w.amount.checked_mul(u.seconds())?).ok());
        let allowed =
            found.allow_list.as_ref().map(|f| f.text.split([',', ';', ' ', '\n']).filter_map(Range::read).collect());
        let token = found.token.as_ref().map(|f| Token { value: text(f), place: OfferPlace::Unknown });
        Self {
            id: found.id.as_ref().map(text).or_else(|| name.clone()).unwrap_or_default(),
            name,
            status: found.status.as_ref().map(|(status, _)| *status),
            events: found.events.iter().map(|e| (text(&e.id), e.name.as_ref().map(text))).collect(),
            window: found.windows.iter().filter(|w| w.click).filter_map(seconds).max(),
            least: None,
            token,
            allowed: allowed.unwrap_or_default(),
            environment: found.environment.as_ref().map(|(environment, _)| *environment),
            network: found.network.as_ref().and_then(|(network, _)| *network),
            postbacks: Vec::new(),
            links: Vec::new(),
            payout: found.payout.as_ref().map(|p| (text(p), found.currency.as_ref().map(text).unwrap_or_default())),
        }
    }

    /// Takes the key in the path of the offer's postbacks for its token, where nothing else is said to be one.
    fn find_key_in_path(&mut self) {
        if self.token.is_some() {
            return;
        }
        self.token = self.key_in_path();
        let Some(Token { value, .. }) = &self.token else { return };
        for postback in &mut self.postbacks {
            let open = |segment| if segment == value { "/{x}".to_owned() } else { format!("/{segment}") };
            postback.path = segments(&postback.path).map(open).collect();
        }
    }

    /// The key in the path of the offer's postbacks, where its network has one there and all of them have the same.
    fn key_in_path(&self) -> Option<Token> {
        let endpoints = self.network?.receives.endpoints;
        let key_of = |postback: &Postback| {
            let endpoint = endpoints.iter().find(|e| fits_path(e.path, &postback.path))?;
            let at = segments(endpoint.path).position(|s| KEY_SEGMENTS.contains(&s))?;
            let value = segments(&postback.path).nth(at).filter(|s| !s.contains('{'))?;
            Some(Token { value: value.to_owned(), place: OfferPlace::Segment(at) })
        };
        let mut keys = self.postbacks.iter().map(key_of);
        let first = keys.next()??;
        keys.all(|key| key.as_ref() == Some(&first)).then_some(first)
    }

    /// Finds out where a postback carries the token: where the offer's own does.
    fn place_token(&mut self, offers: &offer::Offers, document: &Document, found: &offer::Offer) {
        let Some(token) = &mut self.token else { return };
        let mut anatomy = Anatomy::default();
        for site in found.sites.iter().map(|s| &offers.sites[*s as usize]).filter(|s| s.role == Some(Role::Postback)) {
            let text = site.text(document);
            anatomy.split(&text);
            let link = Link::new(&text, &anatomy);
            if let Some(param) = link.params.iter().find(|p| *decoded(link.value(p)) == *token.value) {
                token.place = OfferPlace::Param(decoded(link.key(param)).into_owned());
                return;
            }
            if let Some(at) = segments(link.path()).position(|s| s == token.value) {
                token.place = OfferPlace::Segment(at);
                return;
            }
            let usual = |p: &&crate::link::Param| {
                TOKEN_NAMES.contains(&link.key(p)) && link.macros_in(p.value).next().is_some()
            };
            if let Some(param) = link.params.iter().find(usual) {
                token.place = OfferPlace::Param(link.key(param).to_owned());
                return;
            }
        }
    }
}

/// Names that the path of an endpoint gives to a segment that is a secret.
const KEY_SEGMENTS: [&str; 3] = ["{key}", "{token}", "{secret}"];

/// The segments of a path.
pub fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|s| !s.is_empty())
}

impl Postback {
    fn of(text: &str, token: Option<&Token>) -> Self {
        let mut anatomy = Anatomy::default();
        anatomy.split(text);
        let link = Link::new(text, &anatomy);
        let is_open = |span| link.macros_in(span).next().is_some();
        let mut path = String::new();
        let base = link.path.start as usize;
        for segment in segments(link.path()) {
            let at = base + (segment.as_ptr() as usize - link.path().as_ptr() as usize);
            let open =
                is_open(crate::span::Span::new(at, at + segment.len())) || token.is_some_and(|t| t.value == segment);
            path.push('/');
            path.push_str(if open { "{x}" } else { segment });
        }
        let mut found = Self {
            host: if is_open(link.host) { String::new() } else { link.host().to_ascii_lowercase() },
            path: if path.is_empty() { "/".to_owned() } else { path },
            ..Self::default()
        };
        for param in link.all_params() {
            let key = decoded(link.key(param)).into_owned();
            match link.macros_in(param.value).next() {
                Some(m) if is_click_id_name(link.macro_name(m)) || is_click_id_name(&key) => found.click_id.push(key),
                Some(_) => {}
                None => found.constant.push((key, decoded(link.value(param)).into_owned())),
            }
        }
        found
    }
}

/// The parameters in which a token may stand where nobody says which.
#[must_use]
pub fn usual_token_names() -> &'static [&'static str] {
    &TOKEN_NAMES
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
offers:
  - id: A-1
    name: One
    status: paused
    network: gokart
    environment: production
    tracking_link: "https://a.example/?click_id={gk_click_id}"
    postback_url: "https://api.acme.getgokart.ai/api/v1/postback?gk_click_id={click_id}&cnv_event_id={event_name}&token=tk_1"
    events:
      - id: "Level 1"
        name: First
    session_hours: 72
    min_conversion_seconds: 5
    postback_token: tk_1
    allow_list: ["198.51.100.32/28", "2001:db8::/64"]
  - id: 5150
    name: Two
    postback_url: "https://t.example/s3cret9/postback?subid={subid}"
    postback_token: s3cret9
"#;

    #[test]
    fn a_key_in_the_path_is_a_token() {
        let token = |network: &str, path: &str| {
            let text = format!(r#"[{{"id": 1, "network": "{network}", "postback_url": "https://t.example{path}"}}]"#);
            let mut offers = Offers::default();
            offers.add("offers.json", text.as_bytes(), &Catalogue::default()).unwrap();
            offers.get(0).token.clone()
        };
        let key = Token { value: "4f1c9d0".to_owned(), place: OfferPlace::Segment(0) };
        assert_eq!(token("keitaro", "/4f1c9d0/postback?subid={subid}"), Some(key));
        assert_eq!(token("keitaro", "/{key}/postback?subid={subid}"), None);
        assert_eq!(token("keitaro", "/in/4f1c9d0/postback?subid={subid}"), None);
        assert_eq!(token("gokart", "/4f1c9d0/postback?gk_click_id={click_id}"), None);
    }

    #[test]
    fn an_offer_tells_what_its_postbacks_have_to_carry() {
        let mut offers = Offers::default();
        offers.add("offers.yaml", FILE.as_bytes(), &Catalogue::default()).unwrap();
        let first = offers.get(offers.named("A-1").unwrap());
        assert_eq!((first.status, first.window), (Some(Status::Paused), Some(259_200)));
        assert_eq!(first.least, Some(5));
        assert_eq!(first.events, [("Level 1".to_owned(), Some("First".to_owned()))]);
        assert_eq!(first.token.as_ref().unwrap().place, OfferPlace::Param("token".to_owned()));
        assert_eq!(first.allowed.len(), 2);
        assert_eq!(first.postbacks[0].path, "/api/v1/postback");
        assert_eq!(first.postbacks[0].click_id, ["gk_click_id"]);
        let second = offers.get(offers.named("5150").unwrap());
        assert_eq!(second.token.as_ref().unwrap().place, OfferPlace::Segment(0));
        assert_eq!((second.postbacks[0].path.as_str(), second.allowed.len()), ("/{x}/postback", 0));
        assert!(Offers::default().add("a.csv", b"x\n1\n", &Catalogue::default()).is_err());
    }
}
