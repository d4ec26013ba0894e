//! Five inputs that nobody tuned the program for. `links.rs` holds what one network's catalogue looks like, with few
//! patterns; here hardly a link is like another, and what people really send is in it: strange parameters, ids of every
//! form, every platform's templates. Each is the same file for ever.

use crate::random::Random;
use std::fmt::Write;
use tracklint::platform::{Catalogue, Platform};

/// One of the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Parameters and hosts at random, half of them a platform's and half nobody's: each link its own pattern.
    Patterns,
    /// What one network receives in a month: live postbacks with ids of every form; eight of a hundred deserve a word.
    Received,
    /// Templates of every platform; one of ten has a fault.
    Templates,
    /// The links of a corpus of real ones, right and wrong, with other ids each time.
    Corpus,
    /// Offers as JSON, an array: links, postbacks and events.
    Offers,
}

impl Input {
    /// Every input, with its name on the command line.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Patterns, "patterns"),
        (Self::Received, "received"),
        (Self::Templates, "templates"),
        (Self::Corpus, "corpus"),
        (Self::Offers, "offers"),
    ];

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find_map(|(input, known)| (known == name).then_some(input))
    }
}

/// The text of an input of `count` links or offers.
pub fn text(input: Input, count: usize) -> Result<String, String> {
    let mut source = Source::new();
    if input == Input::Offers {
        return Ok(source.offers(count));
    }
    let corpus = if input == Input::Corpus { corpus()? } else { Vec::new() };
    let mut text = String::with_capacity(count * 140);
    for number in 0..count {
        match input {
            Input::Patterns => source.pattern(&mut text),
            Input::Received => source.received(&mut text),
            Input::Corpus => source.with_other_ids(&corpus[number % corpus.len()], &mut text),
            Input::Templates | Input::Offers => source.template(&mut text),
        }
        text.push('\n');
    }
    Ok(text)
}

/// The links of the corpus that the project keeps beside its tests.
fn corpus() -> Result<Vec<String>, String> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/corpus/real_urls.jsonl");
    let text = crate::read(file)?;
    let url = |line: &str| -> Option<String> {
        let value: serde_json::Value = serde_json::from_str(line).ok()?;
        let url = value.get("url")?.as_str()?;
        (!url.contains(['\n', '\r'])).then(|| url.to_owned())
    };
    let links: Vec<String> = text.lines().filter_map(url).collect();
    if links.is_empty() { Err(format!("{file}: no links")) } else { Ok(links) }
}

struct Source {
    random: Random,
    /// Names of parameters that some platform reads.
    names: Vec<&'static str>,
    /// Hosts of platforms; `*` stands for a customer.
    hosts: Vec<&'static str>,
    /// Links and postbacks with `{click_id}` in them.
    templates: Vec<&'static str>,
}

impl Source {
    fn new() -> Self {
        let catalogue = Catalogue::default();
        let platforms: &[&'static Platform] = catalogue.all();
        let plain = |name: &&str| !name.contains('*');
        let mut names: Vec<&str> = platforms
            .iter()
            .flat_map(|p| p.receives.params().chain(p.link_params()))
            .map(|f| f.name)
            .filter(plain)
            .collect();
        names.sort_unstable();
        names.dedup();
        let hosts = platforms.iter().flat_map(|p| p.link.hosts.iter().chain(p.receives.hosts));
        let hosts = hosts.filter(|f| f.sure).map(|f| f.name).collect();
        let templates = platforms.iter().flat_map(|p| [p.link.template, p.receives.template]);
        let templates = templates.filter(|t| !t.is_empty()).collect();
        Self { random: Random::new(), names, hosts, templates }
    }

    /// A link that is like no other.
    fn pattern(&mut self, out: &mut String) {
        let host = self.host();
        let _ = write!(out, "https://{host}/");
        for at in 0..self.random.below(3) {
            let _ = write!(out, "{}{}", if at > 0 { "/" } else { "" }, self.random.word());
        }
        for at in 0..1 + self.random.below(8) {
            let name = self.name();
            out.push(if at == 0 { '?' } else { '&' });
            let _ = write!(out, "{name}={}", self.value(&name));
        }
    }

    fn host(&mut self) -> String {
        if self.random.below(2) == 0 {
            let host = *self.random.one_of(&self.hosts);
            return host.replace('*', &self.random.word());
        }
        let ending = *self.random.one_of(&["com", "net", "io", "co.uk", "example", "de", "app", "co"]);
        match self.random.below(3) {
            0 => format!("{}.{ending}", self.random.word()),
            1 => format!("{}.{}.{ending}", self.random.word(), self.random.word()),
            _ => format!("{}.{}-{}.{ending}", self.random.word(), self.random.word(), self.random.word()),
        }
    }

    fn name(&mut self) -> String {
        match self.random.below(4) {
            0 | 1 => {
                let name = *self.random.one_of(&self.names);
                name.replace('#', &(1 + self.random.below(9)).to_string())
            }
            2 => self.random.word(),
            _ => format!("{}_{}", self.random.word(), self.random.one_of(&["id", "name", "type", "code", "source"])),
        }
    }

    fn value(&mut self, name: &str) -> String {
        match self.random.below(8) {
            0 => self.random.uuid(),
            1 => self.random.hex(32),
            2 => self.random.base62(22),
            3 => self.random.below(1_000_000).to_string(),
            4 => format!("{{{}}}", if name.is_empty() { "click_id" } else { name }),
            5 => format!("{}.{:02}", self.random.below(400), self.random.below(100)),
            6 => format!("{}%20{}", self.random.word(), self.random.word()),
            _ => self.random.word(),
        }
    }

    /// A postback as the network's server logs it.
    fn received(&mut self, out: &mut String) {
        let id = match self.random.below(3) {
            0 => self.random.uuid(),
            1 => self.random.hex(32),
            _ => self.random.base62(26),
        };
        let n = 1000 + self.random.below(9000);
        // What deserves a word: the address without TLS, and the visitor's own address.
        let fault = self.random.below(100);
        let scheme = if fault < 4 { "http" } else { "https" };
        let amount = format!("{}.{:02}", self.random.below(200), self.random.below(100));
        let order = self.random.base62(12);
        let _ = write!(out, "{scheme}://acme-trk.example/postback?transaction_id={id}&offer_id={n}");
        let _ = write!(out, "&amount={amount}&currency=USD&adv_sub={order}&sub_affiliate={}", n / 7);
        if self.random.below(2) == 0 {
            let _ = write!(out, "&adv_event_id={}", n % 40);
        }
        if matches!(fault, 4..8) {
            let _ = write!(out, "&ip={}", self.random.address());
        }
    }

    /// A platform's own template for one of its customers, now and then with a fault.
    fn template(&mut self, out: &mut String) {
        let link = self.filled_template();
        let link = if self.random.below(10) == 0 { self.damaged(&link) } else { link };
        out.push_str(&link);
    }

    /// What a template holds for the customer is filled in; macros stay.
    fn filled_template(&mut self) -> String {
        let template = *self.random.one_of(&self.templates);
        let (page, query) = template.split_once('?').unwrap_or((template, ""));
        let mut out = String::with_capacity(template.len() + 40);
        let mut rest = page;
        while let Some((before, (name, after))) = rest.split_once('{').and_then(|(b, r)| Some((b, r.split_once('}')?)))
        {
            out.push_str(before);
            match name {
                "click_id" => out.push_str("{gk_click_id}"),
                _ if name.ends_with("domain") || name.ends_with("host") => {
                    let _ = write!(out, "{}.{}.com", self.random.word(), self.random.word());
                }
                _ => out.push_str(&self.random.word()),
            }
            rest = after;
        }
        out.push_str(rest);
        if !query.is_empty() {
            let _ = write!(out, "?{}", query.replace("{click_id}", "{gk_click_id}"));
        }
        out
    }

    /// One fault of the kinds that are met most.
    fn damaged(&mut self, link: &str) -> String {
        match self.random.below(9) {
            0 => link.replacen("https://", "http://", 1),
            1 => link.replacen('?', "&", 1),
            2 => link.replacen('&', "&amp;", 1),
            3 => link.replacen('&', " &", 1),
            4 => link.replacen("gk_click_id", "gkclickid", 1),
            5 => link.replacen('}', "", 1),
            6 => link.replacen('?', "??", 1),
            7 => link.replacen("_id", "\u{200B}_id", 1),
            _ => link.replacen("https://", "htps://", 1),
        }
    }

    /// The link with its digits and the letters of its ids changed: what has eight signs and more, among them a digit.
    fn with_other_ids(&mut self, link: &str, out: &mut String) {
        let is_id = |piece: &str| piece.len() >= 8 && piece.bytes().any(|b| b.is_ascii_digit());
        for piece in link.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
            let cut = piece.len() - usize::from(piece.ends_with(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()));
            if !is_id(&piece[..cut]) || !piece.is_ascii() {
                out.push_str(piece);
                continue;
            }
            for b in piece.bytes() {
                out.push(match b {
                    b'0'..=b'9' => char::from(b'0' + self.random.below(10) as u8),
                    b'a'..=b'f' => char::from(b'a' + self.random.below(6) as u8),
                    _ => char::from(b),
                });
            }
        }
    }

    /// Offers with their links and events, all of them right.
    fn offers(mut self, count: usize) -> String {
        let mut out = String::with_capacity(count * 900);
        out.push_str("{\"offers\": [\n");
        for number in 0..count {
            if number > 0 {
                out.push_str(",\n");
            }
            self.offer(number, &mut out);
        }
        out.push_str("\n]}\n");
        out
    }

    fn offer(&mut self, number: usize, out: &mut String) {
        let (customer, name) = (self.random.word(), self.random.word());
        let (system, link, sends) = match self.random.below(4) {
            0 => (
                "appsflyer",
                format!(
                    "https://app.appsflyer.com/com.{customer}.{name}?pid={customer}_int&c={name}&af_siteid={{pub_member_id}}&clickid={{gk_click_id}}"
                ),
                "clickid",
            ),
            1 => (
                "tune",
                format!(
                    "https://{customer}.go2cloud.org/aff_c?offer_id={number}&aff_id=12&aff_click_id={{gk_click_id}}"
                ),
                "aff_click_id",
            ),
            2 => ("everflow", format!("https://www.{customer}trk.com/3QN7/{number}/?sub1={{gk_click_id}}"), "sub1"),
            _ => ("voluum", format!("https://{customer}.com/{}?cid={{gk_click_id}}", self.random.uuid()), "externalid"),
        };
        let _ = write!(
            out,
            "{{\"id\": \"F-{number}\", \"name\": \"{name}\", \"status\": \"active\", \"network\": \"gokart\""
        );
        let _ = write!(
            out,
            ", \"tracking_system\": \"{system}\", \"environment\": \"production\", \"tracking_link\": \"{link}\""
        );
        let _ = write!(
            out,
            ", \"postback_url\": \"https://api.{customer}.getgokart.ai/api/v1/postback?gk_click_id={{{sends}}}&cnv_event_id={{event_name}}\""
        );
        let _ = write!(out, ", \"preview_url\": \"https://{customer}.example/{name}\", \"events\": [");
        for at in 0..1 + self.random.below(6) {
            let event = self.random.word();
            let _ =
                write!(out, "{}{{\"id\": \"{event}_{at}\", \"name\": \"{event}\"}}", if at > 0 { ", " } else { "" });
        }
        let _ = write!(out, "], \"session_hours\": 168, \"payout\": {}.5, \"currency\": \"EUR\"}}", number % 90);
    }
}
