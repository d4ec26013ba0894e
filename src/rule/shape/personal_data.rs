//! An e-mail address, a phone number or a name of a person in a link.

use crate::link::{Chars, Link, Param, Seen, decoded};
use crate::platform::Role;
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, is_placeholder,
    quoted,
};
use crate::span::Severity;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "personal-data",
    severity: Severity::Warning,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::NAMES,
    yields_to: &["credentials-in-url"],
    summary: "personal data in the link",
    explanation: "\
A link is kept in the logs of every server on the way, in browsers and in reports. An e-mail address, a phone number \
or a name in it reaches people who must not have it; ad platforms such as Google forbid it, and delete data or close \
accounts for it.

Leave it out, or send a hash of it where the receiver takes one. Device ids and IP addresses are usual in \
postbacks; send them only where the receiver asks for them.",
    bad: &[
        Bad {
            url: "https://example.com/offer?clickid={gk_click_id}&email={email}",
            given: ExampleHints::NOTHING,
            marks: "email={email}",
            says: "`email`",
            fixed: None,
        },
        Bad {
            url: "https://example.com/offer?clickid={gk_click_id}&u=jane.doe%40example.org",
            given: ExampleHints::NOTHING,
            marks: "u=jane.doe%40example.org",
            says: "e-mail address",
            fixed: None,
        },
        Bad {
            url: "https://track.example.com/postback?click_id={click_id}&idfa={idfa}",
            given: ExampleHints::role(Role::Postback),
            marks: "idfa={idfa}",
            says: "device",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&msisdn=msisdn",
            given: ExampleHints::NOTHING,
            why: "a word that was never filled in gives nobody away",
        },
        Good {
            url: "https://track.example.com/postback?click_id={clickid}&status={status}&name={first_name}%20{last_name}",
            given: ExampleHints::NOTHING,
            why: "a parameter called name seldom holds a person's",
        },
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&email=5f4dcc3b5aa765d61d8327deb882cf99&email_hash={email_sha256}",
            given: ExampleHints::NOTHING,
            why: "a hash is no address",
        },
        Good {
            url: "https://app.appsflyer.com/id1?pid=network_int&clickid={gk_click_id}&idfa={idfa}&af_ip={ip}",
            given: ExampleHints::NOTHING,
            why: "device ids belong in the links of apps",
        },
        Good {
            url: "https://abr.ge/@app/channel?click_id={click_id}&sub_id=@partner&ad_type=click",
            given: ExampleHints::NOTHING,
            why: "an @ alone makes no address",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

/// What a parameter gives away.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PersonalKind {
    Person,
    Device,
}

/// Names of parameters that hold nothing else.
const PERSON: [&str; 9] =
    ["email", "e-mail", "phone", "msisdn", "first_name", "fname", "last_name", "lname", "birthdate"];
const DEVICE: [&str; 18] = [
    "ip",
    "uip",
    "ip_address",
    "user_ip",
    "device_ip",
    "idfa",
    "idfv",
    "ios_idfa",
    "gaid",
    "aaid",
    "aifa",
    "gps_adid",
    "google_aid",
    "advertising_id",
    "android_id",
    "imei",
    "mac",
    "oaid",
];

/// A bit for each of 256 sums that one of these names gives: nine of ten other names are ruled out by theirs.
const SUMS: [u64; 4] = {
    let (mut bits, mut at) = ([0; 4], 0);
    while at < PERSON.len() + DEVICE.len() {
        let sum = sum(if at < PERSON.len() { PERSON[at] } else { DEVICE[at - PERSON.len()] });
        bits[sum / 64] |= 1 << (sum % 64);
        at += 1;
    }
    bits
};

/// The same for names that differ in case only.
const fn sum(name: &str) -> usize {
    let name = name.as_bytes();
    if name.is_empty() {
        return 0;
    }
    let (first, middle, last) = (name[0] | 0x20, name[name.len() / 2] | 0x20, name[name.len() - 1] | 0x20);
    (name.len() * 37 + first as usize * 11 + middle as usize * 5 + last as usize * 3) % 256
}

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    if !link.params.iter().any(|p| given_away(context, p).is_some()) {
        return;
    }
    for kind in [PersonalKind::Person, PersonalKind::Device] {
        let mut given = link.params.iter().filter(|p| given_away(context, p) == Some(kind));
        let Some(first) = given.next() else { continue };
        let documented = kind == PersonalKind::Device
            || is_asked_for(context, link.key(first)) && given.clone().all(|p| is_asked_for(context, link.key(p)));
        let mut finding = Finding::new(&RULE, first.span(), what(&link, first, kind))
            .costs("It is kept in the logs of every server on the way.")
            .label(if kind == PersonalKind::Person { "personal data" } else { "device data" })
            .todo(if documented {
                "Send it only if the receiver needs it."
            } else {
                "Leave it out, or send a hash of it if the receiver takes one."
            });
        for other in given.take(2) {
            finding = finding.also(other.span(), "this too");
        }
        findings.push(if documented { finding.severity(Severity::Advice) } else { finding });
    }
}

/// The value itself is not repeated: messages are kept, too.
fn what(link: &Link, param: &Param, kind: PersonalKind) -> String {
    let key = quoted(link.key(param));
    match by_value(link, param) {
        _ if kind == PersonalKind::Device => format!("{key} identifies a person's device or connection."),
        Some(what) => format!("The value of {key} is {what}."),
        None => format!("{key} contains personal data."),
    }
}

/// False for nearly every parameter: neither its name nor its value can be one that gives something away.
fn may_give_away(key: &str, param: &Param) -> bool {
    let sum = sum(key);
    param.value_chars.has(Chars::OTHER | Chars::PERCENT | Chars::PLUS)
        || SUMS[sum / 64] >> (sum % 64) & 1 != 0
        || key.ends_with("email")
}

fn given_away(context: &Context, param: &Param) -> Option<PersonalKind> {
    let link = context.link;
    let (key, value) = (link.key(param), link.value(param));
    // `msisdn=msisdn` is a macro that lost its braces.
    if value.is_empty() || !may_give_away(key, param) || value == key || context.catalogue.legal().parameter(key) {
        return None;
    }
    // Whoever documents the parameter of its own link wants it filled.
    let postback = matches!(context.role, Role::Postback | Role::PartnerPostback);
    if !postback && link.whole_macro(param.value).is_some() && is_asked_for(context, key) {
        return None;
    }
    let is = |name: &&str| key.eq_ignore_ascii_case(name);
    if by_value(&link, param).is_some() || PERSON.iter().any(is) && !is_masked(&link, param) {
        return Some(PersonalKind::Person);
    }
    if postback && key.len() > 8 && key.ends_with("email") && is_asked_for(context, key) && !is_masked(&link, param) {
        return Some(PersonalKind::Person);
    }
    (postback && DEVICE.iter().any(is) && !is_asked_for(context, key)).then_some(PersonalKind::Device)
}

/// A hash, a placeholder, a flag or a test's zero.
fn is_masked(link: &Link, param: &Param) -> bool {
    let value = link.value(param);
    let hashed = value.len() >= 32 && value.bytes().all(|b| b.is_ascii_hexdigit());
    let word = link.whole_macro(param.value).map_or(value, |m| link.macro_name(m));
    let told = ["md5", "sha", "hash"].iter().any(|w| word.to_ascii_lowercase().contains(w));
    hashed || told || is_placeholder(value) || value.len() < 2
}

fn is_asked_for(context: &Context, key: &str) -> bool {
    context.addressee.is_some_and(|a| {
        a.platform.link_params().chain(a.platform.receives.params()).any(|f| f.name != "*" && f.is(key))
    })
}

/// What the value is, if that shows: an e-mail address, or a phone number with its country.
fn by_value(link: &Link, param: &Param) -> Option<&'static str> {
    let value = link.value(param);
    if !param.value_chars.has(Chars::OTHER | Chars::PERCENT | Chars::PLUS) {
        return None;
    }
    let at = value.contains('@') || value.contains("%40");
    let plus = value.starts_with('+') || value.starts_with("%2B") || value.starts_with("%2b");
    if !at && !plus || value.len() > 254 || link.macros_in(param.value).next().is_some() {
        return None;
    }
    let plain = decoded(value);
    if plus && plain.len() >= 9 && plain.len() <= 16 && plain.bytes().skip(1).all(|b| b.is_ascii_digit()) {
        return Some("a phone number");
    }
    is_address(&plain).then_some("an e-mail address")
}

fn is_address(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let named = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(&b));
    let hosted = host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-".contains(&b));
    let end = host.rsplit_once('.').is_some_and(|(begin, last)| {
        !begin.is_empty() && last.len() >= 2 && last.bytes().all(|b| b.is_ascii_alphabetic())
    });
    named && hosted && end
}
