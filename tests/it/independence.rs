//! The verdict on a link does not depend on the links that were linted before it.
//!
//! The cases are the same on every run; `PROPTEST_RNG_SEED` asks others.

use crate::common::{example_by, lint, no_hosts, records, root};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;
use std::cell::RefCell;
use std::sync::LazyLock;
use tracklint::Checker;
use tracklint::lint::{Linted, Linter};
use tracklint::platform::{Catalogue, Environment, Platform, Role, State};
use tracklint::rule::{ALL, ExampleHints, Hints, HostPattern, Hosts, OfferHints};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::default);
static HOSTS: LazyLock<Hosts> = LazyLock::new(no_hosts);

thread_local! {
    static USED: RefCell<Linter<'static>> = RefCell::new(Linter::new(&CATALOGUE, &HOSTS));
}

// ---------------------------------------------------------------- links with numbers and ids

/// Every name of a parameter or macro that some platform has; `#` as a number.
static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let names = |p: &&'static Platform| {
        let macros = p.fires.macros().map(|(f, _)| f.name);
        let params = p.link_params().chain(p.receives.params()).map(|f| f.name);
        macros.chain(params).map(|n| n.replace('#', "1").replace('*', "x")).collect::<Vec<_>>()
    };
    CATALOGUE.all().iter().flat_map(names).collect()
});

/// Every host of some platform's, and others.
static PLACES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let hosts = |p: &&'static Platform| {
        let (link, receives) = (&p.link, &p.receives);
        let hosts = [link.hosts, link.impression_hosts, link.test_hosts, receives.hosts, receives.test_hosts];
        let paths = link.paths.iter().map(|f| f.name).chain(receives.endpoints.iter().map(|e| e.path));
        let paths: Vec<&str> = paths.chain(["", "/p/1234"]).collect();
        let hosts = hosts.into_iter().flatten().map(|f| f.name.replace('*', "acme123"));
        hosts
            .flat_map(|h| {
                paths.iter().map(|p| format!("https://{h}{}", p.replace(['{', '}', '*'], ""))).collect::<Vec<_>>()
            })
            .collect::<Vec<_>>()
    };
    CATALOGUE.all().iter().flat_map(hosts).collect()
});

#[rustfmt::skip]
const ODD_PLACES: &[&str] = &[
    "https://shop123.example.com", "https://test123.example.com", "https://go223cloud.org", "https://acme.go223cloud.org", "https://appsflyer.2000.hu",
    "https://appsflyer.3000.hu", "https://x123.appsflyr.com", "https://192.168.100.101", "https://a.b.192", "https://xn--80ak6aa92e.com", "https://xn--a123.b.com",
    "http://acme123.example.com", "https://acme.example.com:8080", "https://u123:p123@acme.example.com", "https://123.com", "https://a123.co.uk",
    "https://urldefense.proofpoint.com/v2/url", "https://urldefense.com/v3/__https://a*123__;ab/123!!", "//acme123.example.com", "acme123.example.com", "&a=1", "/x",
    "https://localhost", "https://s123.localhost", "https://{host}", "https://api.getgokart.ai/postback", "https://api.acme.getgokart.ai/api/v1/postback",
    "https://api.acme.getgokart.ai/api/v1/offer-link/redirect/12345", "https://getgokart123.ai", "https://api123.getgokart.ai",
];

#[rustfmt::skip]
const VALUES: &[&str] = &[
    "", "0", "1", "2", "10", "12", "00", "007", "123", "000", "1000", "168h", "720h", "2000h", "30d", "7d", "365d", "12.50", "0.00", "0.01", "1,50", "1.234,50", "12.3.4",
    "+491701234567", "a123@b.co", "md5123", "md5abc", "sha1234", "efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32", "00000000-0000-0000-0000-000000000000",
    "00000000-0000-0000-0000-000000000123", "efb2a7d2c01a4e3fb8a181b4568e9f32", "EFB2A7D2-C01A-4E3F-B8A1-81B4568E9F32", "efb2a7d2-c01a-4e3f", "0123456789abcdef",
    "deadbeefdeadbeef", "abcabcabcabcabc1", "sub123", "sub1", "sub12", "gk_click_id", "gk_click_123", "gkclickid", "gkclickid123", "YOUR_123", "put_123", "XXX123", "XXXX",
    "REPLACE_123", "123_CLICK_ID", "TEST", "test", "test123", "USD", "usd123", "purchase", "purchase123", "Level_12", "view", "view123", "true", "https://b123.com/?x=123",
    "https%3A%2F%2Fb123.com%2F%3Fx%3D123", "%20123", "%2520123", "a%26b123%3D1", "{sub123}", "{sub1}", "{gk_click_id}", "{{x123}}", "#x123#", "[x123]", "%x123%", "__X123__",
    "(x123)", "a123{x}", "{x}a123", "{x=123}", "a;b123=1", "a|123", "...", "/a/123", "?123", "a=123", "123=123", "&#038;123", "&#138;", "#123", "12_34", "s123456789012",
];

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(VALUES).prop_map(str::to_owned),
        2 => "[0-9]{1,8}",
        1 => "[0-9]{1,4}\\.[0-9]{1,2}",
        1 => "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        1 => "[a-zA-Z0-9_.-]{1,24}",
        1 => select(&NAMES[..]),
        2 => select(&NAMES[..]).prop_map(|n| format!("{{{n}}}")),
    ]
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => select(&NAMES[..]),
        2 => select(&["gk_click_id", "clickid", "test", "email", "phone", "s2s", "currency", "gkclickid", "u", "q", "url", "a", "b", "a"][..]).prop_map(str::to_owned),
        1 => "[a-z0-9]{1,4}",
        1 => value(),
    ]
}

fn link() -> impl Strategy<Value = String> {
    let place = prop_oneof![
        5 => select(&PLACES[..]),
        2 => select(ODD_PLACES).prop_map(str::to_owned),
    ];
    let pair = prop_oneof![
        10 => (key(), value()).prop_map(|(key, value)| format!("{key}={value}")),
        1 => value().prop_map(|v| format!("{v}={v}")),
    ];
    let path = prop_oneof![3 => Just(String::new()), 1 => value().prop_map(|v| format!("/{v}"))];
    let start = prop_oneof![20 => Just("?"), 1 => Just("#"), 1 => Just("&"), 1 => Just("")];
    (place, path, start, prop::collection::vec(pair, 0..6))
        .prop_map(|(place, path, start, pairs)| format!("{place}{path}{start}{}", pairs.join("&")))
}

/// The same link with other digits and other characters in its ids.
fn other(link: &str, mut state: u64) -> String {
    let mut below = |limit: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) % limit
    };
    let chars: Vec<char> = link.chars().collect();
    let long = |at: usize| {
        let hex = |c: &&char| c.is_ascii_hexdigit() || **c == '-';
        chars[at..].iter().take_while(hex).count() + chars[..at].iter().rev().take_while(hex).count() >= 16
    };
    let changed = chars.iter().enumerate().map(|(at, c)| match c {
        '0'..='9' if !long(at) => {
            if below(4) == 0 {
                *c
            } else {
                char::from(b'0' + below(10) as u8)
            }
        }
        '0'..='9' | 'a'..='f' if long(at) => char::from(b"0123456789abcdef"[below(16) as usize]),
        _ => *c,
    });
    changed.collect()
}

fn hints() -> impl Strategy<Value = Hints<'static>> {
    let platforms = || prop_oneof![4 => Just(None), 1 => select(CATALOGUE.all()).prop_map(Some)];
    let role = prop_oneof![3 => Just(None), 1 => select(&Role::ALL[..]).prop_map(|(role, _)| Some(role))];
    let state = select(vec![None, None, None, Some(State::Template), Some(State::Live)]);
    let environment = select(vec![None, None, Some(Environment::Production), Some(Environment::Sandbox)]);
    let network = select(vec!["", "", "", "gokart", "tune", "cake", "everflow"]);
    let several = select(vec![None, None, Some(true), Some(false)]);
    (role, state, environment, network, platforms(), platforms(), several, any::<[bool; 2]>()).prop_map(
        |(role, state, environment, network, platform, filled_by, multi_event, [global, markup])| Hints {
            role,
            state,
            network: CATALOGUE.named(network).filter(|n| n.can_be_network()),
            platform,
            filled_by,
            environment,
            global,
            offer: OfferHints { multi_event, ..OfferHints::default() },
            markup,
            ..Hints::default()
        },
    )
}

fn verdict(linted: &Linted) -> String {
    format!("{linted:?}")
}

/// Links without a fault, for one parameter to be put into.
#[rustfmt::skip]
const CLEAN: &[&str] = &[
    "https://app.appsflyer.com/id123456789?pid=x_int&c=y&af_siteid=123&clickid={gk_click_id}",
    "https://app.appsflyer.com/id123456789?pid=x_int&c=y&af_siteid=123&clickid=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
    "https://app.adjust.com/abc123?campaign=c123&label=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
    "https://shop123.example.com/p/123?click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
    "https://acme.go2cloud.org/aff_c?offer_id=123&aff_id=456&aff_click_id={gk_click_id}&source={pub_member_id}",
    "https://acme.go2cloud.org/aff_lsr?offer_id=123&transaction_id=efb2a7d2c01a4e3fb8a181b4568e9f32",
    "https://api.acme.getgokart.ai/api/v1/postback?gk_click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32&cnv_event_id=Level_12&cnv_conversion_id=o123&cnv_amount=12.50",
    "https://api.acme.getgokart.ai/api/v1/postback?gk_click_id={aff_click_id}&cnv_event_id={event_name}&cnv_conversion_id={id}&cnv_amount={amount}",
    "https://pb.acme123.example/postback?click_id=#s2#&payout=#price#&offer=123",
    "https://www.acme-trk.example/?nid=123&transaction_id=efb2a7d2c01a4e3fb8a181b4568e9f32&amount=12.00&order_id=o123",
];

/// One of them with one parameter more, or with other values in its path or host.
fn nearly_clean() -> impl Strategy<Value = String> {
    (select(CLEAN), key(), value(), 0..4).prop_map(|(link, key, value, place)| match place {
        0 => link.replacen("/", &format!("/{value}/"), 4).replacen(&format!("/{value}//{value}/"), "//", 1),
        1 => link.replacen('?', &format!("?{key}={value}&"), 1),
        _ => format!("{link}&{key}={value}"),
    })
}

fn held_to(text: &str, hints: &Hints) -> Result<(), TestCaseError> {
    let used = USED.with_borrow_mut(|linter| linter.lint(text, hints));
    let fresh = Linter::new(&CATALOGUE, &HOSTS).lint(text, hints);
    prop_assert_eq!(verdict(&used), verdict(&fresh), "{}", text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_linter_that_was_used_says_the_same_as_a_new_one(
        link in prop_oneof![1 => link(), 2 => nearly_clean()],
        hints in prop_oneof![1 => Just(Hints::default()), 1 => hints()],
        seed in 1..u64::MAX,
    ) {
        held_to(&link, &hints)?;
        for n in 1..8 {
            held_to(&other(&link, seed.wrapping_mul(2 * n + 1)), &hints)?;
        }
    }
}

/// Links of one pattern of which only the first has no fault.
#[rustfmt::skip]
const ALIKE: &[(&str, &str)] = &[
    ("https://app.appsflyer.com/id1?pid=x_int&c=y&af_siteid=z&af_click_lookback=007d&clickid={gk_click_id}",
     "https://app.appsflyer.com/id1?pid=x_int&c=y&af_siteid=z&af_click_lookback=999d&clickid={gk_click_id}"),
    ("https://app.appsflyer.com/id1?pid=x_int&c=y&af_siteid=z&af_click%5Flookback=007d&clickid={gk_click_id}",
     "https://app.appsflyer.com/id1?pid=x_int&c=y&af_siteid=z&af_click%5Flookback=999d&clickid={gk_click_id}"),
    ("https://193.168.1.1/x?click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
     "https://192.168.1.1/x?click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32"),
    ("https://example.org/x?email=md5123&click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
     "https://example.org/x?email=md9123&click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32"),
    ("https://example.org/x?aff_sub123=aff_sub123&click_id={gk_click_id}", "https://example.org/x?aff_sub123=aff_sub456&click_id={gk_click_id}"),
];

#[test]
fn links_that_only_look_alike_are_judged_one_by_one() {
    for (clean, faulty) in ALIKE {
        let mut linter = Linter::new(&CATALOGUE, &HOSTS);
        let mut faults = |text: &str| linter.lint(text, &Hints::default()).findings.len();
        for _ in 0..20 {
            assert_eq!(faults(clean), 0, "{clean}");
        }
        assert!(faults(faulty) > 0, "{faulty}");
    }
}

#[test]
fn hosts_of_the_configuration_are_compared_one_by_one() {
    let hosts = Hosts { sandbox: vec![HostPattern::read("/^s12/").unwrap()], ..no_hosts() };
    let mut linter = Linter::new(&CATALOGUE, &hosts);
    let mut faults = |n: u32| {
        let text = format!("https://s{n}.acme.com/?click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32");
        linter.lint(&text, &Hints::default()).findings.len()
    };
    for _ in 0..20 {
        assert_eq!(faults(456), 0);
    }
    assert_eq!(faults(123), 1);
}

/// A link of the fixtures or of an example, with what is said about it.
enum Case {
    Record(Value),
    Example(&'static str, ExampleHints),
}

impl Case {
    fn judge(&self, linter: &mut Linter) -> String {
        match self {
            Self::Record(record) => verdict(&lint(linter, &CATALOGUE, record)),
            Self::Example(url, given) => {
                let seen = example_by(linter, &CATALOGUE, url, given);
                format!("{:?} {:?}", seen.linted, seen.all)
            }
        }
    }
}

fn cases() -> Vec<Case> {
    let folders = ["fixtures/corpus", "fixtures/seeds"];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(root().join(folder)).expect(folder));
    let mut files: Vec<_> = files.filter_map(|entry| entry.ok().map(|e| e.path())).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "jsonl"));
    files.sort();
    files.push(root().join("fixtures/records.jsonl"));
    let records = files.iter().flat_map(records).map(|(_, record)| record);
    let mut cases: Vec<Case> = records.filter(|r| r["url"].is_string()).map(Case::Record).collect();
    for rule in ALL {
        cases.extend(rule.bad.iter().map(|bad| Case::Example(bad.url, bad.given)));
        cases.extend(rule.good.iter().map(|good| Case::Example(good.url, good.given)));
    }
    cases
}

/// The numbers below `count` in an order of their own for each seed.
fn shuffled(count: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    for at in (1..count).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(at, (state % (at as u64 + 1)) as usize);
    }
    order
}

#[test]
fn a_verdict_does_not_depend_on_what_was_linted_before() {
    let cases = cases();
    assert!(cases.len() > 500, "{}", cases.len());
    let alone: Vec<String> = cases.iter().map(|case| case.judge(&mut Linter::new(&CATALOGUE, &HOSTS))).collect();
    let forward: Vec<usize> = (0..cases.len()).collect();
    let backward = forward.iter().rev().copied().collect();
    let mut orders: Vec<Vec<usize>> = (1..=20).map(|seed| shuffled(cases.len(), seed)).collect();
    orders.extend([forward, backward]);
    for order in orders {
        let mut linter = Linter::new(&CATALOGUE, &HOSTS);
        for &number in &order {
            assert_eq!(cases[number].judge(&mut linter), alone[number], "case {number}");
        }
    }
    let mut linter = Linter::new(&CATALOGUE, &HOSTS);
    for n in 0..1000 {
        linter.lint(&format!("https://t.example.com/{n}?clickid={{gk_click_id}}&sub={n}"), &Hints::default());
    }
    for (case, alone) in cases.iter().zip(&alone) {
        assert_eq!(&case.judge(&mut linter), alone);
    }
}

/// What an offer may declare that changes the verdict on its links. A memory of links once passed an offer without it
/// after twenty that had it.
const DECLARED: [&str; 3] = ["allow_list: [192.0.2.7]", "security_token: k3y-of-ours", "payout: 15%"];

#[test]
fn an_offer_is_judged_by_what_it_declares_itself() {
    let checker = Checker::default();
    for declared in DECLARED {
        let offer = |id: usize, more: &str| {
            let postback = format!("https://www.acme-trk.example/?nid=1&transaction_id={{id{id}}}");
            format!("  - id: {id}\n    network: everflow\n    {more}\n    postback: {postback}\n")
        };
        let last = |offers: String| {
            let checked = checker.document("offers.yaml", format!("offers:\n{offers}").as_bytes());
            let text = checked.texts.into_iter().rfind(|t| t.text.contains("{id77}")).expect("the last offer's link");
            text.findings.iter().map(|f| (f.finding.rule.id, f.finding.severity)).collect::<Vec<_>>()
        };
        let (with, without) = (offer(77, declared), offer(77, "name: plain"));
        let twenty = |more: &str| (0..20).map(|id| offer(id, more)).collect::<String>();
        let (alone, plain) = (last(with.clone()), last(without.clone()));
        assert_ne!(alone, plain, "{declared} changes nothing, so this test shows nothing");
        assert_eq!(last(twenty("name: plain") + &with), alone, "{declared} after twenty without");
        assert_eq!(last(twenty(declared) + &without), plain, "nothing after twenty with {declared}");
    }
}

#[test]
fn hosts_that_a_configuration_calls_legal_are_asked_one_by_one() {
    let checker = Checker::from_toml("[legal]\nhosts = [\"appsflye2.com\"]\n").expect("a configuration");
    let link = |n: u32| format!("https://appsflye{n}.com/id1?pid=x_int&c=y&clickid={{gk_click_id}}");
    let rules = |text: &str| {
        let checked = checker.document("links.txt", text.as_bytes());
        checked
            .texts
            .last()
            .map(|t| t.findings.iter().map(|f| f.finding.rule.id).collect::<Vec<_>>())
            .unwrap_or_default()
    };
    let (legal, other) = (rules(&link(2)), rules(&link(3)));
    assert_ne!(legal, other);
    let twenty = |n: u32| format!("{}\n", link(n)).repeat(20);
    assert_eq!(rules(&(twenty(2) + &link(3))), other);
    assert_eq!(rules(&(twenty(3) + &link(2))), legal);
}
