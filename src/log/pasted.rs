//! Received postbacks that somebody pasted: a request as it goes over the wire, or some lines of an access log.

use super::endpoint::Endpoints;
use super::entry::{Entry, Read, Request, request_line, unescaped};
use super::format::{FormatHint, HEAD, LogFormat};
use super::hit::{Hit, HitPlace};
use super::judge::{Judge, JudgedRecord};
use super::offers::Offers;
use super::resolve::{DEDUPE_WINDOW, HitResolver};
use super::setup::LogSetup;
use super::shape::Shape;
use super::survey::Surveyor;
use super::time::Clock;
use crate::platform::{Catalogue, Network};
use crate::rule::Hosts;
use std::borrow::Cow;

/// Methods with which postbacks are sent.
const METHODS: [&str; 2] = ["GET ", "POST "];

/// The postbacks of a text that is a received request or lines of an access log, each with its verdict, in their order.
/// `network` is whose endpoint it is, where that is known. `None` for any other text, and where no request in it is a
/// postback.
#[must_use]
pub fn pasted(text: &str, catalogue: &Catalogue, hosts: &Hosts, network: Network) -> Option<Vec<Hit>> {
    let entries = entries(text)?;
    let offers = Offers::default();
    let mut surveyor = Surveyor::new(catalogue, hosts, Endpoints::of(None, &offers, &[], catalogue));
    entries.iter().for_each(|(_, entry)| surveyor.see(entry));
    let survey = surveyor.survey;
    let network = network.or_else(|| survey.network(catalogue));
    let setup = LogSetup {
        catalogue,
        hosts,
        network,
        endpoints: Endpoints::of(network, &offers, &[], catalogue),
        offers: &offers,
        clicks: None,
        shape: Shape::documented(network),
        clock: Clock::default(),
        window: None,
        skew: 0,
        proxies: super::address::Proxies::default(),
        fronts: Vec::new(),
        sandbox: survey.is_of_tests(),
        dedupe: None,
        since: None,
        until: None,
        own_click_id: Vec::new(),
    };
    let (mut judge, mut resolver, mut hits) = (Judge::new(&setup), HitResolver::new(Some(DEDUPE_WINDOW)), Vec::new());
    for (line, entry) in &entries {
        let place = HitPlace { file: 0, line: *line };
        if let JudgedRecord::Hit(hit) = judge.judge(entry, place, None) {
            resolver.take(hit, |hit| hits.push(*hit));
        }
    }
    resolver.finish(|hit| hits.push(*hit));
    (!hits.is_empty()).then_some(hits)
}

/// True for a text that is a request or lines of an access log, whatever was asked for.
#[must_use]
pub fn is_received(text: &str) -> bool {
    entries(text).is_some()
}

/// The requests of a text, each with its line, from 1; `None` if it is anything else.
fn entries(text: &str) -> Option<Vec<(u64, Entry<'_>)>> {
    // Quoted in a mail or in code.
    let begins = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '`'));
    if METHODS.iter().any(|method| begins.starts_with(method)) {
        let line = text[..text.len() - begins.len()].matches('\n').count() as u64 + 1;
        return Some(vec![(line, request(begins)?)]);
    }
    let mut format = LogFormat::detect(&text.as_bytes()[..text.len().min(HEAD)], &FormatHint::Named("auto")).ok()?;
    if !matches!(format, LogFormat::Combined | LogFormat::Vhost | LogFormat::Alb | LogFormat::W3c(_)) {
        return None;
    }
    let mut found = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        match format.line(line) {
            Read::Entry(entry) => found.push((number, *entry)),
            Read::Nothing => {}
            Read::Unread => return None,
        }
    }
    let is_request = |entry: &Entry| matches!(entry.request, Request::Http { .. });
    (found.iter().any(|(_, entry)| is_request(entry))).then_some(found)
}

/// A request as HTTP writes it, with the headers behind it. Without its version it may be an example of documentation.
fn request(text: &str) -> Option<Entry<'_>> {
    let mut lines = text.lines().map(|line| line.trim_start_matches(['>', ' ']).trim_end());
    let first = lines.next()?.trim_end_matches('`');
    first.contains(" HTTP/").then_some(())?;
    let Request::Http { method, target } = request_line(Cow::Borrowed(first)) else { return None };
    let mut entry = Entry { request: Request::Http { method, target }, undated: true, ..Entry::default() };
    for line in lines.by_ref().take_while(|line| !line.is_empty()) {
        let Some((name, value)) = line.split_once(':') else { break };
        let value = Some(unescaped(value.trim()));
        match &*name.to_ascii_lowercase() {
            "host" => entry.host = value.map(|host| without_port(&host).to_owned().into()),
            "user-agent" => entry.agent = value,
            "x-forwarded-for" | "x-real-ip" => entry.forwarded = value,
            "x-forwarded-proto" => entry.scheme = value,
            _ => {}
        }
    }
    let body: String = lines.collect::<Vec<_>>().join("\n");
    entry.body = Some(body.trim().to_owned()).filter(|body| !body.is_empty()).map(Cow::Owned);
    Some(entry)
}

fn without_port(host: &str) -> &str {
    host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(host, |(host, _)| host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdicts(text: &str) -> Option<Vec<String>> {
        let (catalogue, hosts) = (Catalogue::default(), Hosts::default());
        let hits = pasted(text, &catalogue, &hosts, None)?;
        Some(hits.iter().map(|hit| hit.ruling.verdict.id().to_owned()).collect())
    }

    #[test]
    fn what_was_received_gets_a_verdict() {
        const ID: &str = "9f1c2b3a-1d2e-4f5a-8b6c-7d8e9f0a1b2c";
        let line = |target: &str, second: u32| {
            format!(
                "203.0.113.24 - - [12/Mar/2026:08:14:{second:02} +0000] \"GET {target} HTTP/1.1\" 200 17 \"-\" \"okhttp/4.12.0\""
            )
        };
        let good = format!("/postback?gk_click_id={ID}&cnv_event_id=Buy");
        for (text, wanted) in [
            (format!("GET {good} HTTP/1.1\r\nHost: api.getgokart.ai\r\n\r\n"), &["success"][..]),
            ("GET /postback?gk_click_id={clickid} HTTP/1.1\nHost: api.getgokart.ai".to_owned(), &["unresolved-macro"]),
            ("> GET /postback?gk_click_id= HTTP/2\n> Host: api.getgokart.ai:443\n".to_owned(), &["empty-click-id"]),
            (
                "GET https://api.getgokart.ai/postback?gk_click_id=%7Bclickid%7D HTTP/1.1".to_owned(),
                &["unresolved-macro"],
            ),
            (line(&good, 1), &["success"]),
            (format!("{}\n{}\n", line(&good, 1), line(&good, 9)), &["success", "duplicate-conversion"]),
            (line("/postback?gk_click_id={clickid}", 1), &["unresolved-macro"]),
        ] {
            assert_eq!(verdicts(&text).unwrap_or_default(), wanted, "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_received_postback() {
        for text in [
            "https://api.getgokart.ai/postback?gk_click_id={clickid}",
            // Documentation writes the method before a template.
            "GET https://api.getgokart.ai/postback?gk_click_id={clickid}",
            "GET /index.html HTTP/1.1\nHost: www.example.com",
            "GET the link https://a.com",
            "203.0.113.24 - - [12/Mar/2026:08:14:02 +0000] \"GET /about HTTP/1.1\" 200 17 \"-\" \"x\"",
            "Hello,\nour link is https://a.com",
            "{\"request\":\"GET /postback?gk_click_id=x HTTP/1.1\"}",
            "",
        ] {
            assert_eq!(verdicts(text), None, "{text}");
        }
    }
}
