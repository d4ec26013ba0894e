//! localhost, private addresses, names that only one office knows.

use crate::link::Seen;
use crate::platform::Environment;
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::Severity;
use std::net::{Ipv4Addr, Ipv6Addr};
use url::Host;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "non-public-host",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::WHOLE,
    states: States::Any,
    triggers: Seen::ODD_HOST,
    yields_to: &["missing-scheme", "malformed-scheme", "placeholder-left", "invalid-host"],
    summary: "a host that nobody outside can reach",
    explanation: "\
The host is a machine's own address (localhost), an address of a private network, or a name that is known only inside \
one company. Users and other systems cannot reach it: every click or conversion sent there is lost.

Write the public host. If the link is for tests on purpose, say so with --env sandbox.",
    bad: &[
        Bad {
            url: "https://localhost:8080/postback?gk_click_id={click_id}",
            given: ExampleHints::NOTHING,
            marks: "localhost",
            says: "reach",
            fixed: None,
        },
        Bad {
            url: "https://192.168.1.20/postback?gk_click_id={click_id}",
            given: ExampleHints::NOTHING,
            marks: "192.168.1.20",
            says: "private",
            fixed: None,
        },
        Bad {
            url: "https://tracker.internal/postback?gk_click_id={click_id}",
            given: ExampleHints::NOTHING,
            marks: "tracker.internal",
            says: "reach",
            fixed: None,
        },
        Bad {
            url: "https://yourtrackingdomain/in?cid={click_id}",
            given: ExampleHints::NOTHING,
            marks: "yourtrackingdomain",
            says: "filled in",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://{tracking_domain}/postback?gk_click_id={click_id}",
            given: ExampleHints::NOTHING,
            why: "a macro brings the host",
        },
        Good {
            url: "https://localhost/postback?gk_click_id={click_id}",
            given: ExampleHints { environment: Some(Environment::Sandbox), ..ExampleHints::NOTHING },
            why: "it is said to be a test",
        },
        Good {
            url: "https://8.8.4.4/postback?gk_click_id={click_id}",
            given: ExampleHints::NOTHING,
            why: "a public address",
        },
    ],
    check: Check::Link(&[(Stage::Host, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let custom = link.seen.has(Seen::CUSTOM_SCHEME) || link.seen.has(Seen::NO_SCHEME);
    // `https:///postback`: the word is no host but the path of a link that has lost its own.
    let lost = link.of(link.scheme.join(link.scheme_end)).ends_with("///");
    if custom
        || lost
        || link.host.is_empty()
        || link.macros_in(link.host).next().is_some()
        || context.environment == Some(Environment::Sandbox)
        || context.is_configured_host()
    {
        return;
    }
    if let Some(why) = trouble(link.host()) {
        let host = quoted(link.host());
        let found = Finding::new(&RULE, link.host, format!("The host {host} is {why}: nobody outside can reach it."))
            .costs("Every click or conversion sent there is lost.")
            .label("not public")
            .todo("Write the public host.");
        findings.push(if stands_for_another(link.host()) {
            Finding { what: format!("{host} is no host, but stands for one that has to be filled in."), ..found }
                .label("the real host belongs here")
                .todo("Write the host of your own system in its place.")
        } else {
            found
        });
    }
}

/// `DOMAIN`, `YOUR-TRACKER-DOMAIN`, `yourtrackingurl`: one word that asks for a host.
fn stands_for_another(host: &str) -> bool {
    let small = host.to_ascii_lowercase();
    let asks = ["domain", "tracker", "host", "url", "your"].iter().any(|word| small.contains(word));
    asks && !host.contains(['.', ':']) && small != "localhost"
}

/// What is wrong with a host; `None` if it is public as far as one can see.
fn trouble(host: &str) -> Option<&'static str> {
    match Host::parse(host).ok()? {
        Host::Ipv4(address) => private_v4(address),
        Host::Ipv6(address) => private_v6(address),
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            match name.rsplit_once('.').map_or(name, |(_, last)| last) {
                "localhost" => Some("the computer it is opened on"),
                "local" | "internal" | "lan" | "corp" | "home" | "intranet" => Some("only known inside one network"),
                "test" => Some("reserved for tests"),
                last if last == name => Some("a single word, not a public host"),
                _ => None,
            }
        }
    }
}

fn private_v4(address: Ipv4Addr) -> Option<&'static str> {
    let [a, b, ..] = address.octets();
    match () {
        () if address.is_loopback() || address.is_unspecified() => Some("the computer it is opened on"),
        () if address.is_private() || address.is_link_local() || (a == 100 && (64..128).contains(&b)) => {
            Some("a private network address")
        }
        () if address.is_documentation() => Some("reserved for examples"),
        () => None,
    }
}

fn private_v6(address: Ipv6Addr) -> Option<&'static str> {
    let first = address.segments()[0];
    match () {
        () if address.is_loopback() || address.is_unspecified() => Some("the computer it is opened on"),
        () if first & 0xFE00 == 0xFC00 || first & 0xFFC0 == 0xFE80 => Some("a private network address"),
        () if first == 0x2001 && address.segments()[1] == 0xDB8 => Some("reserved for examples"),
        () => None,
    }
}
