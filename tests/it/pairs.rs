//! Links, postbacks and offers together: what belongs together passes, and one cause is one finding.

use crate::common::{Failures, describe, example, field, given_told, no_hosts, offer, records, worse};
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::LazyLock;
use tracklint::cli::pair_answer::answer;
use tracklint::link::Dialect;
use tracklint::lint::{Linter, OfferLinted, StepState};
use tracklint::offer::Offer;
use tracklint::platform::{Catalogue, Fact, Platform, Role};
use tracklint::report::Style;
use tracklint::rule::{ExampleHints, ExampleOffer, Finding, Hints, Hosts, Part, named};
use tracklint::settings::Settings;
use tracklint::span::{Safety, Severity, apply};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::default);

const RULE: &str = "round-trip-mismatch";

fn is_plain(fact: &Fact) -> bool {
    fact.sure && !fact.name.contains(['*', '#'])
}

/// The platform's link with GoKart's click id in its slot called `slot`.
fn link_of(platform: &Platform, slot: &str) -> Option<String> {
    let template = platform.link.template;
    let first = platform.link.click_id.first()?.name;
    let wanted = format!("{first}={{click_id}}");
    let at = template.find(&wanted)?;
    Some(format!("{}{slot}={{gk_click_id}}{}", &template[..at], &template[at + wanted.len()..]))
}

fn postback(dialect: Dialect, name: &str) -> String {
    format!("https://api.getgokart.ai/postback?gk_click_id={}&cnv_event_id=SignUp", dialect.write(name))
}

/// The macros by which the platform's own table gives back what came in `slot`: the one of its name, or, for the first
/// slot, the one the platform calls it by.
fn ways_back(platform: &'static Platform, slot: &Fact) -> Vec<&'static str> {
    let facts = platform.fires.returned_click_id;
    let same: Vec<_> = facts.iter().filter(|f| is_plain(f) && f.name == slot.name).map(|f| f.name).collect();
    let own = |f: &&Fact| is_plain(f) && platform.link.click_id.iter().all(|s| s.name != f.name);
    let renamed = facts.iter().filter(own).map(|f| f.name);
    if same.is_empty() { renamed.collect() } else { same }
}

/// A link and a postback built of nothing but a platform's own facts.
#[test]
fn every_platform_gives_back_what_it_stores() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    let hints = Hints { network: catalogue.named("gokart"), ..Hints::default() };
    for &platform in catalogue.all().iter().filter(|p| p.id != "gokart") {
        for slot in platform.link.click_id.iter().filter(|f| is_plain(f)) {
            let Some(link) = link_of(platform, slot.name) else { continue };
            let dialects = platform.fires.dialects.postback;
            let ways = ways_back(platform, slot);
            for (dialect, name) in dialects.iter().flat_map(|d| ways.iter().map(move |name| (d, name))) {
                if *dialect == Dialect::Paren && name.contains(' ') {
                    // AppsFlyer writes its names for people in braces only.
                    continue;
                }
                failures.looked();
                let back = postback(*dialect, name);
                let hints = Hints { platform: Some(platform), ..hints };
                let pair = Linter::new(&catalogue, &hosts).pair(&link, &back, &hints, |_| true);
                let subject = format!("{}: {link} and {back}", platform.id);
                for (text, linted) in [(&link, &pair.linted[0]), (&back, &pair.linted[1])] {
                    let bad = |f: &&Finding| f.severity == Severity::Error || f.rule.id == RULE;
                    linted.findings.iter().filter(bad).for_each(|f| failures.note(&subject, describe(text, f)));
                }
                if pair.journey.outcome() != StepState::Passes {
                    failures.note(&subject, format!("the journey ends: {:#?}", pair.journey.steps));
                }
            }
        }
    }
    failures.end();
}

/// Nobody is told that `sub1` comes back as `{sub2}`.
#[test]
fn a_neighbour_of_the_slot_is_never_taken_for_it() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    let hints = Hints { network: catalogue.named("gokart"), ..Hints::default() };
    for &platform in catalogue.all().iter().filter(|p| p.id != "gokart" && !p.link.template.is_empty()) {
        let slots: Vec<_> = platform.link.click_id.iter().filter(|f| is_plain(f)).collect();
        for (slot, other) in slots.iter().flat_map(|a| slots.iter().map(move |b| (a, b))) {
            let given_back = platform.fires.returned_click_id.iter().any(|f| f.sure && f.is(other.name));
            let Some(link) = link_of(platform, slot.name).filter(|_| given_back && slot.name != other.name) else {
                continue;
            };
            let Some(dialect) = platform.fires.dialects.postback.first() else { continue };
            failures.looked();
            let back = postback(*dialect, other.name);
            let hints = Hints { platform: Some(platform), ..hints };
            let pair = Linter::new(&catalogue, &hosts).pair(&link, &back, &hints, |_| true);
            if !pair.linted[1].findings.iter().any(|f| f.rule.id == RULE && f.severity == Severity::Error) {
                failures.note(&format!("{}: {link} and {back}", platform.id), "nothing is said");
            }
        }
    }
    failures.end();
}

/// Nine systems in ten give the id back under the name it came by: with every working link of the field.
#[test]
fn the_name_of_the_slot_always_returns() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    for (at, record) in records("fixtures/corpus/real_urls.jsonl") {
        let url = field(&record, "url");
        let hints = Hints { role: Some(Role::TrackingLink), ..Hints::default() };
        let linted = Linter::new(&catalogue, &hosts).lint(url, &hints);
        let slot = linted.decision.click_id_in(url).map(|s| s.to_string());
        let Some(slot) = slot.filter(|_| field(&record, "verdict") == "good") else { continue };
        let keeper = linted.decision.platform.map(|(platform, _)| platform);
        let own = keeper.is_some_and(|p| p.fires.issued_click_id.iter().any(|f| f.is(&slot)));
        if own {
            continue;
        }
        failures.looked();
        let back = postback(Dialect::Brace, &slot);
        let hints = Hints { network: linted.decision.network, ..Hints::default() };
        let pair = Linter::new(&catalogue, &hosts).pair(url, &back, &hints, |_| true);
        for finding in pair.linted[1].findings.iter().filter(|f| f.rule.id == RULE && f.severity == Severity::Error) {
            failures.note(&format!("{at}: {url}"), describe(&back, finding));
        }
    }
    failures.end();
}

/// The repair that is offered makes the pair whole.
#[test]
fn the_repair_of_a_round_trip_mends_it() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    for bad in named(RULE).map_or(&[][..], |rule| rule.bad) {
        failures.looked();
        let seen = example(&catalogue, &hosts, bad.url, &bad.given);
        let fixes = seen.all.iter().filter(|(_, f)| f.rule.id == RULE).filter_map(|(_, f)| f.fix.as_ref());
        for fix in fixes {
            let fixed = apply(bad.url, &fix.edits.iter().collect::<Vec<_>>()).0;
            let again = example(&catalogue, &hosts, &fixed, &bad.given);
            if fix.safety == Safety::Safe || again.all.iter().any(|(_, f)| f.rule.id == RULE) {
                failures.note(bad.url, format!("mended to {fixed}: {:?}", fix.safety));
            }
        }
    }
    failures.end();
}

/// An offer of which nothing is known adds nothing to its links.
#[test]
fn a_link_alone_in_an_offer_is_a_link_alone() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    let mut linter = Linter::new(&catalogue, &hosts);
    for (at, record) in records("fixtures/corpus/real_urls.jsonl") {
        failures.looked();
        let url = field(&record, "url");
        let hints = Hints::default();
        let alone = linter.lint(url, &hints);
        let within = linter.lint_offer(&Offer::default(), &[(url, hints)], |_, _| true);
        let list = |findings: &[Finding]| findings.iter().map(|f| describe(url, f)).collect::<Vec<_>>();
        let [linted] = &*within.links else { panic!("{at}: one link in, {} out", within.links.len()) };
        if list(&linted.findings) != list(&alone.findings) || linted.fixed != alone.fixed || !within.fields.is_empty() {
            failures.note(&at, format!("{:?}\nalone: {:?}", list(&linted.findings), list(&alone.findings)));
        }
    }
    failures.end();
}

fn lint(hosts: &Hosts, around: &ExampleOffer) -> OfferLinted {
    let catalogue = Catalogue::default();
    let (_, offer) = offer(around);
    let links: Vec<(&str, Hints)> =
        around.links.iter().map(|(url, given)| (*url, given_told(given, &catalogue))).collect();
    Linter::new(&catalogue, hosts).lint_offer(&offer, &links, |_, _| true)
}

/// Every finding of an offer: its rule, and the text under it.
fn found(around: &ExampleOffer) -> Vec<(&'static str, String)> {
    let verdict = lint(&no_hosts(), around);
    let (document, _) = offer(around);
    let of_links = verdict.links.iter().enumerate().flat_map(|(i, l)| {
        let text = around.links[i].0;
        worse(&l.findings, Severity::Warning).map(move |f| (f.rule.id, f.span.of(text).to_owned()))
    });
    let of_fields = verdict.fields.iter().flat_map(|(node, findings)| {
        let text = document.text(*node);
        worse(findings, Severity::Warning).map(move |f| (f.rule.id, f.span.of(&text).to_owned()))
    });
    of_links.chain(of_fields).collect()
}

const LINK: ExampleHints = ExampleHints::role(Role::TrackingLink);
const POSTBACK: ExampleHints = ExampleHints::role(Role::Postback);
const PAGE: ExampleHints = ExampleHints::role(Role::LandingPage);
const PARTNERS: ExampleHints = ExampleHints::role(Role::PartnerPostback);

/// Offers that work, as the exports of eight systems have them.
const CLEAN: [ExampleOffer; 7] = [
    ExampleOffer {
        links: &[
            ("https://app.appsflyer.com/id123456789?pid=gokart_int&af_click_lookback=7d&clickid={gk_click_id}", LINK),
            (
                "https://api.example-tenant.getgokart.ai/api/v1/postback?gk_click_id={clickid}&cnv_event_id={event_name}",
                POSTBACK,
            ),
        ],
        offer: "status: active\ntracking_system: appsflyer\nenvironment: production\nevents:\n  - { id: SignUp, name: Sign Up }\n  - { id: FirstTrade, name: First Trade }",
    },
    ExampleOffer {
        links: &[
            ("https://trk.net.example/c?o=1&cid={click_id}", LINK),
            ("https://mosaic.example/?click_id={click_id}", LINK),
            ("https://pb.net.example/in?click_id={click_id}&event={event_name}", POSTBACK),
        ],
        offer: "status: active\nenvironment: production\nsession_days: 30\nevents: [SignUp, FirstTrade]",
    },
    ExampleOffer {
        links: &[
            (
                "https://apply.harborbank.example/start?txn={transaction_id}&pub={affiliate_id}&src={source}",
                ExampleHints { network: "tune", ..LINK },
            ),
            ("https://m.harborbank.example/start?txn={transaction_id}", ExampleHints { network: "tune", ..LINK }),
            ("https://apply.harborbank.example/", PAGE),
        ],
        offer: "status: active\nnetwork: tune\nsession_hours: 720\nallow_list: 203.0.113.24\nevents:\n  - { id: 501, name: first_deposit }",
    },
    ExampleOffer {
        links: &[
            ("https://join.kestrelfit.example/annual?tid={transaction_id}&aff={affiliate_id}", LINK),
            ("https://join.kestrelfit.example/annual", PAGE),
            ("https://pb.partner.example/conv?cid={sub1}&amount={payout_amount}&order={order_id}", PARTNERS),
        ],
        offer: "status: active\nnetwork: everflow\nsession: 720",
    },
    ExampleOffer {
        links: &[
            ("https://orchid.example/welcome?cid={clickid}&pub={pid}&s2={sub2}", LINK),
            ("https://orchid.example/promo?cid={clickid}", LINK),
            ("https://pb.partner.example/in?click={sub1}&sum={sum}&goal={goal}&status={status}", POSTBACK),
        ],
        offer: "status: active\nsession_days: 30\nevents:\n  - { id: 1, name: first_order }\n  - { id: install, name: install }",
    },
    ExampleOffer {
        links: &[
            (
                "https://s2s.pophouse.example/conv?visitor_id={external_id}&event={status: lead=reg sale=dep}&payout={payout}",
                POSTBACK,
            ),
            ("https://s2s.pophouse.example/conv?visitor_id={external_id}&payout={payout}", POSTBACK),
        ],
        offer: "status: active\nstatuses:\n  approved: [lead, sale]\n  rejected: [sale]",
    },
    ExampleOffer {
        links: &[
            ("https://acme.cakemarketing.com/?a=1&c=2&s2={gk_click_id}", LINK),
            ("https://api.getgokart.ai/postback?gk_click_id=#s2#&cnv_event_id=SignUp", POSTBACK),
            ("https://api.getgokart.ai/postback?gk_click_id=#s2#&cnv_event_id=Deposit", POSTBACK),
        ],
        offer: "status: active\ntracking_system: cake\nsession_hours: 720\nevents: [SignUp, Deposit]",
    },
];

#[test]
fn offers_that_work_raise_nothing() {
    for around in &CLEAN {
        let all = found(around);
        assert!(all.is_empty(), "{:?}: {all:#?}", around.links);
    }
}

#[test]
fn a_broken_offer_gets_each_fault_once_and_in_its_place() {
    let around = ExampleOffer {
        links: &[
            ("https://trk.net.example/c?o=2&cid={click_id}", LINK),
            ("https://mosaic.example/lite?click_id={click_id}", LINK),
            ("https://pb-staging.net.example/in?click_id={clickid}", POSTBACK),
        ],
        offer: "status: paused\nenvironment: production\nsession_hours: 720\nevents: [SignUp]",
    };
    let wanted =
        [("environment-mismatch", "pb-staging.net.example"), (RULE, "{clickid}"), ("inactive-offer", "paused")];
    assert_eq!(found(&around), wanted.map(|(rule, text)| (rule, text.to_owned())));
}

/// Where the link itself is at fault, nothing is said of the round trip besides.
#[test]
fn a_fault_of_one_side_is_not_told_again_as_one_of_both() {
    const BACK: &str = "https://api.getgokart.ai/postback?gk_click_id={sub2}";
    let pairs: [(&str, &str, &str); 6] = [
        ("https://acme.go2cloud.org/aff_c?offer_id=1&aff_id=2&clickid={gk_click_id}", BACK, "wrong-click-id-parameter"),
        ("https://shop.example.com/?sub1=gk_click_id", BACK, "unbraced-macro"),
        ("https://shop.example.com/?sub1={gkclickid}", BACK, "misspelled-macro"),
        ("https://shop.example.com/?source=x", BACK, "missing-click-id"),
        (
            "https://shop.example.com/?sub1={gk_click_id}",
            "https://api.getgokart.ai/postback?gk_click_id=TOBEREPLACED",
            "placeholder-left",
        ),
        (
            "https://shop.example.com/?sub1={gk_click_id}",
            "https://api.getgokart.ai/postback?gkclickid={sub2}",
            "misspelled-parameter",
        ),
    ];
    let (catalogue, hosts) = (Catalogue::default(), no_hosts());
    for (link, back, rule) in pairs {
        let hints = Hints { network: catalogue.named("gokart"), ..Hints::default() };
        let pair = Linter::new(&catalogue, &hosts).pair(link, back, &hints, |_| true);
        let all = pair.linted.iter().flat_map(|l| worse(&l.findings, Severity::Warning));
        let ids: Vec<_> = all.map(|f| f.rule.id).collect();
        assert_eq!(ids, [rule], "{link} and {back}");
    }
}

/// A rule that is switched off still silences what is vaguer than it.
#[test]
fn switching_a_rule_off_uncovers_nothing() {
    let (catalogue, hosts) = (Catalogue::default(), no_hosts());
    let link = "https://acme.go2cloud.org/aff_c?offer_id=1&aff_id=2&clickid={gk_click_id}";
    let hints = Hints { network: catalogue.named("gokart"), ..Hints::default() };
    let back = "https://api.getgokart.ai/postback?gk_click_id={aff_sub}";
    let pair = Linter::new(&catalogue, &hosts).pair(link, back, &hints, |r| r.id != "wrong-click-id-parameter");
    let all: Vec<_> =
        pair.linted.iter().flat_map(|l| worse(&l.findings, Severity::Warning)).map(|f| f.rule.id).collect();
    assert_eq!(all, Vec::<&str>::new());
}

/// A configuration's hosts tell tests from real traffic.
#[test]
fn an_offer_is_held_to_its_environment_by_configured_hosts() {
    use tracklint::rule::HostPattern;
    let hosts = Hosts { production: vec![HostPattern::Exact("api.acme.com".to_owned())], sandbox: Vec::new() };
    let around = ExampleOffer {
        links: &[("https://api.acme.com/in?clickid={clickid}", POSTBACK)],
        offer: "environment: sandbox",
    };
    let verdict = lint(&hosts, &around);
    let finding = &verdict.links[0].findings[0];
    assert_eq!((finding.rule.id, finding.elsewhere.len()), ("environment-mismatch", 1));
}

/// A repair of the shape moves what stands behind it; findings across links still point at the texts as written.
#[test]
fn places_are_those_of_the_links_as_written() {
    let link = "https://shop.example.com/lp&sub1={gk_click_id}";
    let back = "https://api.getgokart.ai/postback&gk_click_id={sub2}";
    let catalogue = Catalogue::default();
    let links = [(link, ExampleHints::role(Role::TrackingLink)), (back, ExampleHints::role(Role::Postback))];
    let links = links.map(|(url, given)| (url, given_told(&given, &catalogue)));
    let verdict = Linter::new(&catalogue, &no_hosts()).lint_offer(&Offer::default(), &links, |_, _| true);
    let finding = verdict.links[1].findings.iter().find(|f| f.rule.id == RULE).unwrap();
    assert_eq!(finding.span.of(back), "{sub2}");
    assert_eq!(finding.elsewhere[0].span.of(link), "sub1");
    assert!(verdict.links[1].corrected().is_some_and(|f| f.contains("postback?gk_click_id={sub2}")));
}

const PIECES: &[&str] = &[
    "https://",
    "http://",
    "app.appsflyer.com/id1",
    "api.getgokart.ai/postback",
    "acme.go2cloud.org/aff_c",
    "staging.acme.com",
    "?",
    "&",
    "=",
    "#",
    "/",
    "'",
    "\"",
    "`",
    "$(id)",
    ";",
    "\\",
    "\n",
    "\u{1b}",
    "\u{9b}",
    "\u{202e}",
    "\0",
    "é",
    "😀",
    " ",
    "gk_click_id=",
    "clickid=",
    "click_id=",
    "sub1=",
    "sub2=",
    "s2=",
    "cnv_event_id=",
    "af_click_lookback=7d",
    "{gk_click_id}",
    "{sub1}",
    "{sub2}",
    "{clickid}",
    "(clickid)",
    "#s2#",
    "{transaction_id}",
    "gk_click_id",
    "TOBEREPLACED",
    "efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
    "https%3A%2F%2Fa.com",
    "{",
    "}",
    "%",
    "%20",
    "&amp;",
    "{event_name}",
    "subid={click_id}",
    "click_id={subid}",
    "subid=##CLICK_ID##",
    "{subid}",
    "[SUB1]",
    "trk.example.net/postback",
];

fn texts() -> impl Strategy<Value = String> {
    let made = prop::collection::vec(select(PIECES), 0..14).prop_map(|pieces| pieces.concat());
    let link = prop::collection::vec(select(PIECES), 0..8)
        .prop_map(|p| format!("https://shop.example.com/?sub1={{gk_click_id}}{}", p.concat()));
    let back = prop::collection::vec(select(PIECES), 0..8)
        .prop_map(|p| format!("https://api.getgokart.ai/postback?gk_click_id={{sub2}}{}", p.concat()));
    prop_oneof![made, link, back]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    /// Whatever the two texts hold: places lie in them, repairs that were promised hold, and what is shown for a shell
    /// and a terminal stays text.
    #[test]
    fn hostile_pairs_stay_data(one in texts(), two in texts()) {
        let hosts = no_hosts();
        let mut linter = Linter::new(&CATALOGUE, &hosts);
        let hints = Hints::default();
        let pair = linter.pair(&one, &two, &hints, |_| true);
        let in_order = if pair.swapped { [&two, &one] } else { [&one, &two] };
        for (i, linted) in pair.linted.iter().enumerate() {
            for finding in &linted.findings {
                prop_assert!(in_order[i].get(finding.span.range()).is_some(), "{} lies outside", finding.rule.id);
                for place in &finding.elsewhere {
                    let text = match place.spot {
                        tracklint::rule::Spot::Link(n) => in_order.get(n as usize),
                        tracklint::rule::Spot::Field(_) => None,
                    };
                    prop_assert!(text.is_some_and(|t| t.get(place.span.range()).is_some()), "{}", finding.rule.id);
                }
            }
        }
        prop_assert_eq!(pair.journey.steps.len(), 5);
        let error = pair.linted.iter().flat_map(|l| &l.findings).any(|f| f.severity == Severity::Error);
        prop_assert!(!(error && pair.journey.outcome() == StepState::Passes), "passes beside an error");
        prop_assert!(error || pair.journey.outcome() != StepState::Lost, "lost without an error: {}", pair.journey.closing);
        prop_assert!(pair.journey.test.is_none() || pair.journey.outcome() == StepState::Passes);
        let style = Style { all: true, ..Style::FILE };
        if let Ok(answer) = answer([&one, &two], &Settings::default(), &CATALOGUE, false, style) {
            let lost = pair.journey.outcome() == StepState::Lost;
            prop_assert!(!lost || answer.worst == Some(Severity::Error), "lost, and the exit code would be 0");
            let steers = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}');
            prop_assert!(!answer.text.contains(steers), "{:?}", answer.text);
            for line in answer.text.lines().filter(|l| l.starts_with("curl ")) {
                prop_assert!(line.ends_with('\'') && line.matches('\'').count() == 2 && line.is_ascii(), "{line}");
            }
        }
    }

    /// A repair that rests on another link is never made without asking: it is not in the corrected link.
    #[test]
    fn no_repair_across_links_is_safe(one in texts(), two in texts()) {
        let hosts = no_hosts();
        let mut linter = Linter::new(&CATALOGUE, &hosts);
        let verdict = linter.lint_offer(&Offer::default(), &[(&one, Hints::default()), (&two, Hints::default())], |_, _| true);
        for (linted, text) in verdict.links.iter().zip([&one, &two]) {
            let alone = linter.lint(text, &Hints::default());
            prop_assert_eq!(linted.corrected(), alone.corrected());
            for finding in linted.findings.iter().filter(|f| f.rule.part == Part::Offer) {
                prop_assert!(finding.fix.as_ref().is_none_or(|fix| fix.safety != Safety::Safe), "{}", finding.rule.id);
            }
        }
    }
}

#[test]
fn what_a_network_sends_to_a_partners_network_answers_none_of_its_own_links() {
    let catalogue = Catalogue::default();
    let tune = catalogue.named("tune");
    let link = Hints { role: Some(Role::TrackingLink), network: tune, ..Hints::default() };
    let pixel = Hints { role: Some(Role::PartnerPostback), network: tune, ..Hints::default() };
    let text = "https://lumen.example/?tid={transaction_id}&aff={affiliate_id}";
    let postback =
        |id: &str| format!("https://api.brownboots.getgokart.ai/api/v1/postback?gk_click_id={id}&cnv_event_id=Buy");
    let (one, two, three) = (postback("{aff_click_id}"), postback("{aff_sub}"), postback("aff_sub"));
    let links = [(text, link), (&one, pixel), (&two, pixel), (&three, pixel)];
    let verdict = Linter::new(&catalogue, &no_hosts()).lint_offer(&Offer::default(), &links, |_, _| true);
    let rules: Vec<Vec<&str>> = verdict.links.iter().map(|l| l.findings.iter().map(|f| f.rule.id).collect()).collect();
    assert_eq!(rules, [&[][..], &[], &[], &["unbraced-macro"]]);
}

/// A way to break a pair that works: its name, and what it does to the link and the postback with their macros.
type Breakage = (&'static str, fn(&str, &str, &str) -> (String, String));

const BREAKAGES: [Breakage; 10] = [
    ("no braces in the link", |link, back, _| (link.replace("{gk_click_id}", "gk_click_id"), back.to_owned())),
    ("a misspelt macro in the link", |link, back, _| (link.replace("{gk_click_id}", "{gk_clikc_id}"), back.to_owned())),
    ("an encoded macro in the link", |link, back, _| {
        (link.replace("{gk_click_id}", "%7Bgk_click_id%7D"), back.to_owned())
    }),
    ("a lost brace in the link", |link, back, _| (link.replace("{gk_click_id}", "{gk_click_id"), back.to_owned())),
    ("a fixed id in the link", |link, back, _| (link.replace("{gk_click_id}", "12345"), back.to_owned())),
    ("no value in the postback", |link, back, read| (link.to_owned(), back.replacen(read, "", 1))),
    ("a misspelt parameter in the postback", |link, back, _| {
        (link.to_owned(), back.replace("gk_click_id=", "gk_clik_id="))
    }),
    ("the network's macro in the postback", |link, back, read| {
        (link.to_owned(), back.replacen(read, "{gk_click_id}", 1))
    }),
    ("a placeholder in the postback", |link, back, read| (link.to_owned(), back.replacen(read, "TOBEREPLACED", 1))),
    ("an event that is not there", |link, back, _| (link.to_owned(), back.replace("SignUp", "sign_up"))),
];

/// Of a hundred pairs of each kind of breakage, at least 95 are found: an error says so, and no way is proved.
#[test]
fn broken_pairs_are_found() {
    let (catalogue, hosts) = (Catalogue::default(), no_hosts());
    let mut found = [(0, 0); BREAKAGES.len()];
    let mut missed = Vec::new();
    for &platform in catalogue.all().iter().filter(|p| p.id != "gokart") {
        for slot in platform.link.click_id.iter().filter(|f| is_plain(f)) {
            let Some(link) = link_of(platform, slot.name) else { continue };
            let ways = ways_back(platform, slot);
            let Some((dialect, name)) = platform.fires.dialects.postback.first().zip(ways.first()) else { continue };
            let (read, back) = (dialect.write(name), postback(*dialect, name));
            for ((kind, breaks), counts) in BREAKAGES.iter().zip(&mut found) {
                let (link, back) = breaks(&link, &back, &read);
                let mut hints =
                    Hints { network: catalogue.named("gokart"), platform: Some(platform), ..Hints::default() };
                hints.offer.events = Some(&["SignUp"]);
                let pair = Linter::new(&catalogue, &hosts).pair(&link, &back, &hints, |_| true);
                let error = pair.linted.iter().flat_map(|l| &l.findings).any(|f| f.severity == Severity::Error);
                counts.1 += 1;
                if error && pair.journey.outcome() != StepState::Passes {
                    counts.0 += 1;
                } else {
                    missed.push(format!("{kind}: {link} and {back}"));
                }
            }
        }
    }
    for ((kind, _), (found, all)) in BREAKAGES.iter().zip(found) {
        println!("{kind}: {found} of {all}");
        assert!(all > 20 && found * 100 >= all * 95, "{kind}: {found} of {all}; {missed:#?}");
    }
}

/// What vendors document comes back, and nobody is warned of it.
#[test]
fn what_vendors_document_is_not_warned_of() {
    let (catalogue, hosts) = (Catalogue::default(), no_hosts());
    let pairs = [
        ("https://www.anrdoezrs.net/click-100-200?sid={click_id}", "https://pb.example.net/pb?click_id=%%SID%%"),
        (
            "https://click.linksynergy.com/deeplink?id=abc&mid=123&u1={click_id}",
            "https://pb.example.net/pb?click_id=[U1]",
        ),
        ("https://prf.hn/click/camref:1101l/?pubref={click_id}", "https://pb.example.net/pb?click_id={PUBREF}"),
        (
            "https://shop.example.com/go?click_id={subid}",
            "https://pb.example.net/pb?subid=##CLICK_ID##&tid=##POSTBACK_ID##",
        ),
        ("https://shop.example.com/go?sub1={subid}", "https://pb.example.net/pb?subid=[SUB1]&tid=[CLICK_ID]"),
        ("https://shop.example.com/go?[afp1]={subid}", "https://pb.example.net/pb?subid=[afp1]"),
        ("https://shop.example.com/go?s2={subid}", "https://pb.example.net/pb?subid=#S2#"),
        ("https://ad.admitad.com/g/abc123/?subid={click_id}", "https://pb.example.net/pb?click_id={subid}"),
    ];
    for (link, back) in pairs {
        let pair = Linter::new(&catalogue, &hosts).pair(link, back, &Hints::default(), |_| true);
        let all = pair.linted.iter().flat_map(|l| worse(&l.findings, Severity::Warning));
        let ids: Vec<_> = all.map(|f| f.rule.id).collect();
        assert_eq!(ids, Vec::<&str>::new(), "{link} and {back}");
        let step = &pair.journey.steps[3];
        assert!(step.outcome != StepState::Lost, "{link} and {back}: {step:?}");
    }
}

/// Trackers that nobody knows by their hosts: the macro of the id that they issue, and the parameter that receives it.
const TRACKERS: [(&str, &str); 6] = [
    ("{subid}", "subid"),
    ("{clickid}", "cid"),
    ("{click_id}", "clickid"),
    ("{transaction_id}", "transaction_id"),
    ("{{click_id}}", "click_id"),
    ("{cid}", "cid"),
];

/// Networks that nobody knows: the parameter that keeps the publisher's id, and the macro that gives it back.
const SLOTS: [(&str, &str); 18] = [
    ("sub1", "{sub1}"),
    ("sub2", "{sub2}"),
    ("sub_id1", "{sub_id1}"),
    ("subid1", "[SUBID1]"),
    ("aff_sub", "{aff_sub}"),
    ("aff_sub2", "{aff_sub2}"),
    ("aff_click_id", "{aff_click_id}"),
    ("s2", "#s2#"),
    ("click_id", "##CLICK_ID##"),
    ("clickid", "{{clickid}}"),
    ("click_id", "{click_id}"),
    ("p1", "${p1}"),
    ("ext_id", "{ext_id}"),
    ("data1", "{data1}"),
    ("utm_term", "{{utm_term}}"),
    ("external_id", "{external_id}"),
    ("partner_click_id", "{partner_click_id}"),
    ("ref_id", "{ref_id}"),
];

/// The two first letters that differ change places.
fn swapped(name: &str) -> String {
    let at = name.as_bytes().windows(2).position(|two| two[0] != two[1] && two.iter().all(u8::is_ascii_alphabetic));
    let mut bytes = name.as_bytes().to_vec();
    at.into_iter().for_each(|at| bytes.swap(at, at + 1));
    String::from_utf8(bytes).unwrap()
}

/// What stands between a macro's delimiters.
fn inner(written: &str) -> &str {
    written.trim_matches(|c: char| !c.is_alphanumeric())
}

/// A pair of systems that nobody knows, and what breaks it: link and postback from the tracker's macro and parameter
/// and the network's parameter and macro.
type Strange = (&'static str, fn(&str, &str, &str, &str) -> (String, String));

fn link_with(slot: &str, value: &str) -> String {
    format!("https://offers.network.example/go?o=7&{slot}={value}&src=mail")
}

fn back_with(key: &str, value: &str) -> String {
    let payout = if value.starts_with('#') { "#payout#" } else { "{payout}" };
    format!("https://trk.tracker.example/pb?{key}={value}&payout={payout}&status=approved")
}

const STRANGE: [Strange; 14] = [
    ("no braces in the link", |m, k, p, r| (link_with(p, inner(m)), back_with(k, r))),
    ("a misspelt macro in the link", |m, k, p, r| {
        (link_with(p, &m.replace(inner(m), &swapped(inner(m)))), back_with(k, r))
    }),
    ("a lost brace in the link", |m, k, p, r| (link_with(p, &m[..m.len() - 1]), back_with(k, r))),
    ("a fixed id in the link", |_, k, p, r| (link_with(p, "3f2b8c1e-7d4a-4b6f-9c0e-5a1d2e3f4b5c"), back_with(k, r))),
    ("a number in the link", |_, k, p, r| (link_with(p, "12345"), back_with(k, r))),
    ("no value in the link", |_, k, p, r| (link_with(p, ""), back_with(k, r))),
    ("a placeholder in the link", |_, k, p, r| (link_with(p, "YOUR_CLICK_ID"), back_with(k, r))),
    ("no value in the postback", |m, k, p, _| (link_with(p, m), back_with(k, ""))),
    ("no parameter in the postback", |m, k, p, r| (link_with(p, m), back_with(k, r).replace(&format!("{k}={r}&"), ""))),
    ("a misspelt parameter in the postback", |m, k, p, r| (link_with(p, m), back_with(&swapped(k), r))),
    ("a misspelt macro in the postback", |m, k, p, r| {
        (link_with(p, m), back_with(k, &r.replace(inner(r), &swapped(inner(r)))))
    }),
    ("a neighbour's macro in the postback", |m, k, p, r| {
        (
            link_with(p, m),
            back_with(k, &r.replace(inner(r), &format!("{}9", inner(r).trim_end_matches(char::is_numeric)))),
        )
    }),
    ("a fixed id in the postback", |m, k, p, _| (link_with(p, m), back_with(k, "12345"))),
    ("a placeholder in the postback", |m, k, p, _| (link_with(p, m), back_with(k, "REPLACE_ME"))),
];

/// Names alone prove a fault where either side repeats those of the other. What is whole raises nothing.
#[test]
fn broken_pairs_of_systems_that_nobody_knows_are_found() {
    let (catalogue, hosts) = (Catalogue::default(), no_hosts());
    let errors = |link: &str, back: &str| {
        let pair = Linter::new(&catalogue, &hosts).pair(link, back, &Hints::default(), |_| true);
        let worst = pair.linted.iter().flat_map(|l| &l.findings).map(|f| (f.severity, f.rule.id)).max_by_key(|f| f.0);
        (worst, pair.journey.outcome())
    };
    let mut found = [(0, 0); STRANGE.len()];
    let mut missed = Vec::new();
    for (issued, receives) in TRACKERS {
        for (slot, read) in SLOTS {
            let (link, back) = (link_with(slot, issued), back_with(receives, read));
            let (worst, outcome) = errors(&link, &back);
            assert!(worst.is_none_or(|(severity, _)| severity < Severity::Warning), "{link} and {back}: {worst:?}");
            assert_ne!(outcome, StepState::Lost, "{link} and {back}");
            for ((kind, breaks), counts) in STRANGE.iter().zip(&mut found) {
                let broken = breaks(issued, receives, slot, read);
                if broken == (link.clone(), back.clone()) {
                    // `s2` has no two letters to swap.
                    continue;
                }
                let (link, back) = broken;
                let (worst, outcome) = errors(&link, &back);
                counts.1 += 1;
                if worst.is_some_and(|(severity, _)| severity == Severity::Error) && outcome != StepState::Passes {
                    counts.0 += 1;
                } else {
                    missed.push(format!("{kind}: {link} and {back}: {worst:?}"));
                }
            }
        }
    }
    for ((kind, _), (found, all)) in STRANGE.iter().zip(found) {
        println!("{kind}: {found} of {all}");
    }
    for ((kind, _), (found, all)) in STRANGE.iter().zip(found) {
        assert!(all > 90 && found * 100 >= all * 95, "{kind}: {found} of {all}; {missed:#?}");
    }
}
