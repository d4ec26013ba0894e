//! Ordinary pages of every host of every platform: a host serves more than links and endpoints, and none of its
//! pages is an error.
//!
//! `cargo test --test it ordinary_addresses -- --nocapture` prints how many were asked and every error, by platform.

use std::collections::{BTreeMap, BTreeSet};
use tracklint::lint::Linter;
use tracklint::platform::{Catalogue, Fact, Platform, registrable_domain};
use tracklint::rule::{Hints, Hosts};
use tracklint::span::Severity;

/// What people open on any host.
const PAGES: &[&str] = &[
    "",
    "/",
    "/docs",
    "/docs/getting-started",
    "/login",
    "/signup",
    "/pricing",
    "/about-us.html",
    "/contact",
    "/help/en/articles/123-tracking",
    "/hc/en-us/articles/360001234567-How-to-set-up-a-postback",
    "/blog/2024/05/post",
    "/blog/what-is-a-postback-url",
    "/api/v1/reports?from=2024-01-01&to=2024-01-31",
    "/api/v3/offers?page=2&limit=50",
    "/swagger/index.html",
    "/en/",
    "/de/impressum",
    "/robots.txt",
    "/favicon.ico",
    "/sitemap.xml",
    "/.well-known/security.txt",
    "/?lang=en",
    "/?utm_source=newsletter&utm_medium=email&utm_campaign=spring",
    "/search?q=postback",
    "/search?q=postback%20url&page=2",
    "/app/dashboard#/offers",
    "/dashboard?tab=statistics",
    "/terms#section-4",
    "/status",
    "/assets/logo.svg?v=12",
];

/// What nobody told, and what a configuration may say of every link.
const CONFIGURED: [Option<&str>; 2] = [None, Some("gokart")];

fn hosts_of(platform: &Platform) -> impl Iterator<Item = &'static Fact> + use<> {
    let (link, receives) = (&platform.link, &platform.receives);
    [link.hosts, link.impression_hosts, link.test_hosts, receives.hosts, receives.test_hosts].into_iter().flatten()
}

/// A host as somebody's account has it: the pattern's asterisk stands for the account.
fn written(pattern: &str) -> String {
    let host = pattern.replacen("*.", "acme.", 1).replace('*', "acme");
    let mut out = String::new();
    let mut inside = false;
    for c in host.chars() {
        match c {
            '{' => {
                inside = true;
                out.push_str("acme");
            }
            '}' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// The host itself, and where its owner's own pages stand.
fn pages_hosts(pattern: &str) -> [String; 2] {
    let host = written(pattern);
    let domain = format!("www.{}", registrable_domain(&host));
    [host, domain]
}

#[test]
fn no_ordinary_page_of_a_platform_is_an_error() {
    let (catalogue, own) = (Catalogue::default(), Hosts::default());
    let (mut asked, mut errors) = (0, BTreeMap::<&str, Vec<String>>::new());
    for network in CONFIGURED {
        let network = network.and_then(|id| catalogue.named(id));
        let mut linter = Linter::new(&catalogue, &own).with_defaults(network, None);
        let mut seen = BTreeSet::new();
        for platform in catalogue.all() {
            for host in hosts_of(platform).flat_map(|fact| pages_hosts(fact.name)) {
                if !seen.insert(host.clone()) {
                    continue;
                }
                for page in PAGES {
                    let url = format!("https://{host}{page}");
                    asked += 1;
                    let linted = linter.lint(&url, &Hints::default());
                    let bad = linted.findings.iter().filter(|f| f.severity == Severity::Error);
                    let configured = network.map_or("nothing", |n| n.id);
                    let line =
                        |f: &tracklint::rule::Finding| format!("{url}  ({configured} configured)  {}", f.rule.id);
                    errors.entry(platform.id).or_default().extend(bad.map(line));
                }
            }
        }
    }
    let failed: usize = errors.values().map(Vec::len).sum();
    let hints = errors.values().flatten().filter(|line| line.contains("(gokart configured)")).count();
    println!("{asked} addresses, {failed} errors: {} with nothing configured, {hints} with a network", failed - hints);
    for (platform, lines) in errors.iter().filter(|(_, lines)| !lines.is_empty()) {
        println!("{platform}: {}", lines.len());
        lines.iter().take(4).for_each(|line| println!("    {line}"));
    }
    assert!(asked >= 9_000, "only {asked} addresses were asked");
    assert_eq!(failed, 0, "errors on ordinary addresses");
}
