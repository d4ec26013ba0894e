//! The links and postbacks that platforms document, and the mistakes their pages warn of.

use crate::common::{Failures, describe, field, lint, no_hosts, records, worse};
use std::collections::BTreeMap;
use tracklint::lint::Linter;
use tracklint::platform::Catalogue;
use tracklint::span::Severity;

/// The platforms that everybody meets: they are known well enough for their mistakes to be found.
const EVERYBODY_MEETS: [&str; 9] = [
    "google-ads",
    "meta-ads",
    "tiktok-ads",
    "google-play",
    "unity-ads",
    "ironsource",
    "applovin",
    "microsoft-ads",
    "mintegral",
];

/// In each record `of` is the platform, `want` is `clean` or the rule that has to speak up, and `source` the page or
/// file that has the link, or that has the mistake.
#[test]
fn documented_examples_are_clean_and_documented_mistakes_are_found() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    let mut seen: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for (at, record) in records("fixtures/platforms/examples.jsonl") {
        failures.looked();
        let (url, of, want) = (field(&record, "url"), field(&record, "of"), field(&record, "want"));
        let linted = lint(&mut Linter::new(&catalogue, &hosts), &catalogue, &record);
        let subject = format!("{at} {of}: {url:?}");
        if catalogue.named(of).is_none_or(|p| p.id != of) || field(&record, "source").is_empty() {
            failures.note(&subject, "no platform of this id, or no source");
        }
        let loud = worse(&linted.findings, Severity::Warning).filter(|f| f.rule.id != "insecure-scheme");
        if want == "clean" {
            loud.for_each(|f| failures.note(&subject, describe(url, f)));
        } else if !linted.findings.iter().any(|f| f.rule.id == want) {
            let all: Vec<_> = linted.findings.iter().map(|f| describe(url, f)).collect();
            failures.note(&subject, format!("{want} is silent; reported: {}", all.join("\n")));
        }
        seen.entry(of.to_owned()).or_default()[usize::from(want != "clean")] += 1;
    }
    let whole = seen.values().filter(|[clean, mistakes]| *clean > 0 && *mistakes > 0).count();
    println!("{whole} of {} platforms with an example and a mistake", seen.len());
    for (of, [clean, mistakes]) in &seen {
        println!("{of:<28}{clean:>4} clean{mistakes:>4} mistakes");
        if *clean == 0 {
            failures.note(of, "no documented example");
        }
    }
    for of in EVERYBODY_MEETS {
        if seen.get(of).is_none_or(|[_, mistakes]| *mistakes == 0) {
            failures.note(of, "no documented mistake");
        }
    }
    failures.end();
}

/// Parameters and macros that public pages name and that are easily left out: each is known on its side.
#[test]
fn what_public_pages_name_is_known() {
    const PARAMETERS: [(&str, &str); 24] = [
        ("appsflyer", "af_force_deeplink"),
        ("appsflyer", "af_inactivity_window"),
        ("appsflyer", "af_xp"),
        ("appsflyer", "deep_link_sub1"),
        ("appsflyer", "deep_link_sub10"),
        ("appsflyer", "oaid"),
        ("auto-click-ids", "gad_source"),
        ("auto-click-ids", "irclickid"),
        ("auto-click-ids", "oppref"),
        ("auto-click-ids", "qclid"),
        ("auto-click-ids", "srsltid"),
        ("awin", "clickRef"),
        ("cpx-research", "secure_hash"),
        ("cpx-research", "subid_1"),
        ("cpx-research", "subid_2"),
        ("gokart", "aff_click_id"),
        ("kochava", "append_app_conv_trk_params"),
        ("lootably", "sid"),
        ("singular", "aifa"),
        ("upwall", "userid"),
        ("adjust", "app_token"),
        ("adjust", "event_token"),
        ("adjust", "s2s"),
        ("adjust", "environment"),
    ];
    const MACROS: [(&str, &str); 12] = [
        ("adgem", "all_goals_completed"),
        ("adgem", "conversion_datetime"),
        ("bitlabs", "USER:UID"),
        ("cpx-research", "secure_hash"),
        ("cpx-research", "type"),
        ("keitaro", "visitor_code"),
        ("keitaro", "sub_id_15"),
        ("lootably", "hash"),
        ("lootably", "sid5"),
        ("tapjoy", "verifier"),
        ("affise", "custom_field7"),
        ("wannads", "user_id"),
    ];
    let (catalogue, mut failures) = (Catalogue::default(), Failures::default());
    for (of, name) in PARAMETERS {
        failures.looked();
        let platform = catalogue.named(of).expect("a platform of this id");
        let received = platform.receives.params();
        if !platform.link_params().chain(received).any(|fact| fact.name != "*" && fact.is(name)) {
            failures.note(of, format!("{name} is no parameter of its own"));
        }
    }
    for (of, name) in MACROS {
        failures.looked();
        if catalogue.named(of).is_none_or(|p| p.macro_fact(name).is_none()) {
            failures.note(of, format!("{name} is no macro of its own"));
        }
    }
    failures.end();
}
