//! What is not repaired, and what repairs keep to.

use super::formats::{ALL, Spelling};
use super::{fixed, mended};
use crate::common::root;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tracklint::findings::{About, Baseline, BaselineEntry, Entry, NoRelated};
use tracklint::fix::FixOutcome;
use tracklint::lint::Linter;
use tracklint::platform::Catalogue;
use tracklint::rule::{ALL as RULES, Hints, Hosts};
use tracklint::settings::{Config, Settings};
use tracklint::source::Literal;

fn text(mended: &FixOutcome) -> &str {
    std::str::from_utf8(&mended.bytes).unwrap()
}

/// Rules and reasons of what is left.
fn left(mended: &FixOutcome) -> Vec<(&str, &str)> {
    mended.left.iter().map(|l| (l.rule, l.reason)).collect()
}

const BARE: &str = "https://app.appsflyer.com/id1?pid=x_int&clickid=gk_click_id";

/// A spelling of each kind.
fn few() -> impl Iterator<Item = &'static Spelling> {
    const FEW: [&str; 6] = ["JSON", "YAML, plain", "TOML, literal", "CSV, in quotes", "XML, text", "lines"];
    ALL.iter().filter(|s| FEW.contains(&s.name))
}

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, all) } else { all.push(path) }
    }
}

#[test]
fn a_second_time_there_is_nothing_to_repair() {
    let mut all = Vec::new();
    files(&root().join("fixtures"), &mut all);
    assert!(all.len() > 30, "{all:?}");
    for path in all {
        let (name, bytes) = (path.display().to_string(), std::fs::read(&path).unwrap());
        for unsafe_too in [false, true] {
            let first = mended(&name, &bytes, &Settings::default(), unsafe_too);
            assert_eq!(first.refused, None);
            let second = mended(&name, &first.bytes, &Settings::default(), unsafe_too);
            assert_eq!((second.refused, second.fixed.len()), (None, 0), "{name}");
            assert!(second.bytes == first.bytes, "{name}");
        }
    }
}

#[test]
fn probable_repairs_are_made_where_they_are_asked_for_and_bring_nothing() {
    let mut made = 0;
    for bad in RULES.iter().flat_map(|rule| rule.bad) {
        for spelling in few() {
            let Some(before) = spelling.file_with(bad.url) else { continue };
            let (safe, all) =
                (fixed(spelling.file, &before), mended(spelling.file, &before, &Settings::default(), true));
            assert_eq!((&safe.refused, &all.refused), (&None, &None), "{:?} in {}", bad.url, spelling.name);
            made += usize::from(all.fixed.values().sum::<u64>() > safe.fixed.values().sum());
            let asked = left(&safe).iter().any(|(_, why)| why.contains("--unsafe-fixes"));
            assert!(!left(&all).iter().any(|(_, why)| why.contains("--unsafe-fixes")));
            assert!(asked || safe.bytes == all.bytes, "{:?} in {}", bad.url, spelling.name);
            let again = mended(spelling.file, &all.bytes, &Settings::default(), true);
            assert!(again.bytes == all.bytes && again.fixed.is_empty(), "{:?} in {}", bad.url, spelling.name);
        }
    }
    assert!(made > 30, "{made}");
}

#[test]
fn a_signed_link_is_never_edited() {
    let signature = "3f2a9c4477b1d0e58812aa";
    for link in [
        format!("http://app.appsflyer.com/id1?pid=x_int&clickid=gk_click_id&signature={signature}"),
        format!("https://shop.example.com/go&click_id={{gk_click_id}}?a=1&sig={signature}"),
        format!("https://shop.example.com/go?click_id={{gkclickid}}&hash={signature}"),
        format!("http://x.sng.link/A1b2c/d3e4?cl=gk_click_id&psn=network&h={signature}"),
    ] {
        for spelling in ALL {
            let Some(before) = spelling.file_with(&link) else { continue };
            for unsafe_too in [false, true] {
                let outcome = mended(spelling.file, &before, &Settings::default(), unsafe_too);
                assert!(outcome.bytes == before && outcome.fixed.is_empty(), "{link} in {}", spelling.name);
                let signed = left(&outcome).iter().any(|(_, why)| why.contains("signature"));
                assert!(signed, "{link} in {}: {:?}", spelling.name, outcome.left);
            }
        }
    }
    // What is signed may stand inside another link.
    let inside = format!("https%3A%2F%2Fshop.example.com%2Fgo%26a%3D%7Bgkclickid%7D%3Fsig%3D{signature}");
    let outer = format!("https://app.appsflyer.com/id1?pid=x_int&clickid=gk_click_id&af_r={inside}");
    for unsafe_too in [false, true] {
        let outcome = mended("a.txt", outer.as_bytes(), &Settings::default(), unsafe_too);
        assert!(text(&outcome).ends_with(&inside), "{}", text(&outcome));
    }
    let wrapped = format!("https://eur01.safelinks.protection.outlook.com/?url={inside}&data=05");
    let bare = format!("https://shop.example.com/go&a={{gkclickid}}?sig={signature}");
    assert_eq!(text(&fixed("a.txt", wrapped.as_bytes())), bare);
    // Another network's `h` signs nothing.
    let other = fixed("a.txt", format!("https://shop.example.com/go?click_id={{gkclickid}}&h={signature}").as_bytes());
    assert_eq!(other.fixed.values().sum::<u64>(), 1);
}

#[test]
fn comments_and_the_configuration_are_obeyed() {
    let silent = format!("# tracklint: ignore[unbraced-macro]\n{BARE}\n{BARE}\n");
    let outcome = fixed("links.txt", silent.as_bytes());
    assert_eq!(text(&outcome), silent.replacen(&format!("{BARE}\n{BARE}"), &format!("{BARE}\n{}", braced()), 1));
    assert!(left(&outcome).is_empty(), "{:?}", outcome.left);
    let yaml = format!("a:\n  url: {BARE} # tracklint: ignore[unbraced-macro] it is filled later\nb:\n  url: {BARE}\n");
    let outcome = fixed("a.yaml", yaml.as_bytes());
    assert_eq!(text(&outcome).matches(BARE).count(), 1);
    assert_eq!(text(&outcome).matches(&braced()).count(), 1);
    let rules = "[[ignore]]\nrules = [\"unbraced-macro\"]\npaths = [\"old/*\"]\nreason = \"they are history\"\n";
    let (config, _) = Config::read(rules).unwrap();
    let settings = Settings { config, ..Settings::default() };
    assert_eq!(text(&mended("old/a.txt", BARE.as_bytes(), &settings, true)), BARE);
    assert_eq!(text(&mended("new/a.txt", BARE.as_bytes(), &settings, true)), braced());
}

fn braced() -> String {
    BARE.replace("=gk_click_id", "={gk_click_id}")
}

/// A baseline of what this rule finds in the link of a file of lines.
fn baseline(path: &str, link: &str, rule: &str) -> Settings {
    let (catalogue, hosts) = (Catalogue::default(), Hosts::default());
    let mut linted = Linter::new(&catalogue, &hosts).lint(link, &Hints::default());
    linted.findings.retain(|f| f.rule.id == rule);
    let literal = Literal::plain(link, path, 0, 1);
    let (about, places) = (About::Url, &NoRelated);
    let known = BaselineEntry::of(&Entry { about, id: None, literal: &literal, stable: None, linted: &linted, places });
    assert_eq!(known.len(), 1);
    Settings { baseline: Some(Arc::new(Baseline::new(known))), ..Settings::default() }
}

#[test]
fn what_the_baseline_holds_is_neither_repaired_nor_told_of() {
    // It stays when other faults of its link are repaired, by which it is called otherwise.
    let link = BARE.replace("https://", "htps://");
    let settings = baseline("links.txt", &link, "unbraced-macro");
    let outcome = mended("links.txt", link.as_bytes(), &settings, true);
    assert_eq!((text(&outcome), &outcome.refused), (BARE, &None));
    assert_eq!(outcome.fixed.keys().copied().collect::<Vec<_>>(), ["malformed-scheme"]);
    assert!(left(&outcome).is_empty(), "{:?}", outcome.left);
    assert_eq!(outcome.renamed, 1);
    let elsewhere = mended("other.txt", link.as_bytes(), &settings, true);
    assert_eq!(text(&elsewhere), braced());
}

#[test]
fn what_cannot_be_carried_stays_and_the_reason_is_told() {
    let folded = BARE.replace("&clickid", "\n    &clickid");
    for (name, file, why) in [
        ("a.yaml", format!("url: >-\n    {}\n", BARE.replace("id1?", "id1?\n    ")), "folded over several lines"),
        ("a.yaml", format!("url: {folded}\n"), "folded over several lines"),
        ("a.yaml", format!("one: &x {BARE}\ntwo: *x\nurl: *x\n"), "repeated elsewhere in the file by an alias"),
        ("a.xml", format!("<a><url>{}</url></a>", BARE.replace("&clickid", "<![CDATA[&]]>clickid")), "several pieces"),
    ] {
        let outcome = fixed(name, file.as_bytes());
        let told = left(&outcome).iter().any(|(rule, reason)| *rule == "unbraced-macro" && reason.contains(why));
        assert!(told && text(&outcome) == file, "{file}: {outcome:?}");
    }
    // A file that is broken behind the link is repaired before that place, and stays broken there.
    let broken = format!("[\n{{\"url\": \"{BARE}\",\n \"z\": \"x");
    let outcome = fixed("a.json", broken.as_bytes());
    assert_eq!((text(&outcome), outcome.unread.is_empty()), (&*broken.replace(BARE, &braced()), false), "{outcome:?}");
    let mut bytes = format!("[\n{{\"url\": \"{BARE}\", \"z\": \"").into_bytes();
    bytes.extend(b"\xFF\"}]");
    let outcome = fixed("a.json", &bytes);
    assert!(outcome.bytes == bytes && left(&outcome).iter().any(|(_, why)| why.contains("not text throughout")));
}

#[test]
fn links_that_never_come_to_rest_end_all_the_same() {
    let mut links: Vec<String> = vec![
        format!("https://a.example.com/{}x=1", "?".repeat(3000)),
        format!("https://a.example.com/?x={}", "%2525".repeat(500)),
        format!("https://a.example.com/?{}", "&amp;".repeat(500)),
        format!("https://{}a.example.com/?x={{gk_click_id}}", "https://".repeat(200)),
        format!("{}https://a.example.com/?x=1{}", "<\"(".repeat(200), ")\">".repeat(200)),
        format!("https://a.example.com/?x={}", "{gk_click_id".repeat(200)),
        format!("https://a.example.com/?{}", "a = {{{gk_click_id}} & ".repeat(100)),
    ];
    links.push(links.concat());
    for link in links {
        for spelling in few() {
            let Some(before) = spelling.file_with(&link) else { continue };
            for unsafe_too in [false, true] {
                let outcome = mended(spelling.file, &before, &Settings::default(), unsafe_too);
                assert_eq!(outcome.refused, None, "{} in {}", &link[..60], spelling.name);
            }
        }
    }
}

/// Every link of every file that tracklint has as an example, damaged at once.
#[test]
fn files_as_people_have_them_are_put_right_again() {
    let mut all = Vec::new();
    for folder in ["fixtures/exports", "fixtures/offers"] {
        files(&root().join(folder), &mut all);
    }
    let mut damaged = 0;
    for path in all {
        let (name, text) = (path.display().to_string(), std::fs::read_to_string(&path).unwrap());
        let mut broken = text.clone();
        for before in ["\"", ": ", ",", "'", ">"] {
            broken = broken.replace(&format!("{before}https:"), &format!("{before}htps:"));
        }
        // The name of a language, which nobody calls.
        broken = broken.replace("xmlns=\"htps:", "xmlns=\"https:");
        let expected = fixed(&name, text.as_bytes());
        let came = fixed(&name, broken.as_bytes());
        damaged += came.fixed.get("malformed-scheme").copied().unwrap_or_default();
        assert_eq!(came.refused, None);
        let lines =
            |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().lines().map(str::to_owned).collect::<Vec<_>>();
        let (expected, came) = (lines(&expected.bytes), lines(&came.bytes));
        let other: Vec<_> = expected.iter().zip(&came).filter(|(a, b)| a != b).collect();
        assert!(other.is_empty() && expected.len() == came.len(), "{name}: {other:#?}");
    }
    assert!(damaged > 60, "{damaged}");
}
