//! Four logs with a known truth: what `tracklint log` says of every line of them, and in sum.

use crate::common::{self, records, root, run};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A log: its file, what `lines` of the truth calls it, and what belongs to it.
struct Case {
    log: &'static str,
    lines: &'static str,
    truth: &'static str,
    clicks: &'static str,
    offers: &'static str,
    network: &'static str,
}

const GOKART: Case = Case {
    log: "combined.log",
    lines: "combined",
    truth: "truth.jsonl",
    clicks: "clicks.csv",
    offers: "offers.yaml",
    network: "gokart",
};

const CASES: [Case; 4] = [
    GOKART,
    Case { log: "nginx.ndjson", lines: "nginxjson", ..GOKART },
    Case { log: "cloudfront.log", lines: "cloudfront", ..GOKART },
    Case {
        log: "cake-api-logs.json",
        lines: "cake",
        truth: "cake-truth.jsonl",
        clicks: "cake-clicks.csv",
        offers: "cake-offers.yaml",
        network: "cake",
    },
];

const FOLDER: &str = "fixtures/log-cases";

fn printed(case: &Case, more: &[&str]) -> String {
    let mut arguments =
        vec!["log", case.log, "--clicks", case.clicks, "--offers", case.offers, "--network", case.network];
    arguments.extend(more);
    let ran = run(&root().join(FOLDER), &arguments);
    assert_eq!(ran.exit, 0, "{}: {}", case.log, ran.stderr);
    ran.stdout
}

fn hits(case: &Case) -> BTreeMap<u64, Value> {
    let text = printed(case, &["--format", "jsonl"]);
    let hits = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a hit is an object"));
    hits.map(|hit| (hit["source"]["line"].as_u64().expect("a line"), hit)).collect()
}

/// The lines of this log that the truth speaks of, each with what it says.
fn truths(case: &Case) -> BTreeMap<u64, Value> {
    let of = |truth: Value| {
        let lines = &truth["lines"][case.lines];
        let line = lines.as_u64().or_else(|| lines[0].as_u64())?;
        Some((line, truth))
    };
    records(format!("{FOLDER}/{}", case.truth)).into_iter().filter_map(|(_, truth)| of(truth)).collect()
}

/// Verdicts that are right, and the reason that belongs to the first of them.
fn wanted(case: &Case, truth: &Value) -> (Vec<String>, Option<String>) {
    let word = |value: &Value| value.as_str().unwrap_or("none").to_owned();
    let list = |value: &Value| value.as_array().into_iter().flatten().map(&word).collect::<Vec<_>>();
    let own = &truth["by_format"][case.lines];
    if own.is_array() {
        return ([vec![word(&own[0])], list(&own[2])].concat(), own[1].as_str().map(str::to_owned));
    }
    ([vec![word(&truth["verdict"])], list(&truth["also"])].concat(), truth["reason"].as_str().map(str::to_owned))
}

/// What of the hits is not as the truth says.
fn differences(case: &Case, hits: &BTreeMap<u64, Value>) -> Vec<String> {
    let mut wrong = Vec::new();
    let truths = truths(case);
    for (line, truth) in &truths {
        let hit = hits.get(line);
        let verdict = hit.map_or("none", |h| h["verdict"].as_str().unwrap_or_default());
        let (verdicts, reason) = wanted(case, truth);
        if !verdicts.iter().any(|v| v == verdict) {
            wrong.push(format!("{}:{line}: {verdict} and not {verdicts:?}", case.log));
            continue;
        }
        let Some(hit) = hit else { continue };
        if verdict == verdicts[0] && reason.is_some() && hit["reason"].as_str() != reason.as_deref() {
            wrong.push(format!("{}:{line}: {verdict} because of {} and not {reason:?}", case.log, hit["reason"]));
        }
        for key in ["click_id", "event", "unique_id"] {
            if !truth[key].is_null() && hit[key] != truth[key] {
                wrong.push(format!("{}:{line}: {key} is {} and not {}", case.log, hit[key], truth[key]));
            }
        }
        if !truth["seconds"].is_null() && hit["click"]["seconds"] != truth["seconds"] {
            wrong.push(format!(
                "{}:{line}: {} s after the click and not {}",
                case.log, hit["click"]["seconds"], truth["seconds"]
            ));
        }
        if let Some(name) = truth["name"].as_str()
            && !hit["message"].as_str().is_some_and(|m| m.contains(name))
        {
            wrong.push(format!("{}:{line}: {name} is not named: {}", case.log, hit["message"]));
        }
    }
    let known: BTreeSet<u64> = truths.keys().copied().collect();
    wrong.extend(hits.keys().filter(|l| !known.contains(l)).map(|l| format!("{}:{l}: nothing is due here", case.log)));
    wrong
}

#[test]
fn every_verdict_is_right_in_all_four_logs() {
    for case in &CASES {
        assert_eq!(differences(case, &hits(case)), Vec::<String>::new());
    }
}

#[test]
fn a_wrong_verdict_is_noticed() {
    let mut hits = hits(&GOKART);
    let hit = hits.values_mut().find(|h| h["verdict"] == "success").expect("a right one");
    hit["verdict"] = "invalid-click-id".into();
    assert_eq!(differences(&GOKART, &hits).len(), 1);
    let line = *hits.keys().next().expect("a hit");
    hits.remove(&line);
    assert_eq!(differences(&GOKART, &hits).len(), 2);
}

#[test]
fn causes_have_their_counts_and_times() {
    let truth: Value = serde_json::from_str(&common::text(format!("{FOLDER}/summary.json"))).expect("JSON");
    let summary: Value = serde_json::from_str(&printed(&GOKART, &["--format", "json"])).expect("JSON");
    let mut missing = Vec::new();
    for cause in truth["causes"].as_array().expect("causes") {
        // The combined format hides the host; of many senders ours has the only one that there is.
        if cause["reason"] == "sandbox-host" || cause["sender"] == "*" {
            continue;
        }
        let same =
            |c: &&Value| ["verdict", "reason", "sender", "count", "first", "last"].iter().all(|k| c[k] == cause[k]);
        let found = summary["causes"].as_array().expect("causes").iter().find(same);
        // The senders of hits to the sandbox have right ones more where nobody sees the host.
        let sandbox = cause["sender"] == "192.0.2.104";
        match found {
            Some(c)
                if c["right_before"] == cause["right_before"]
                    && (sandbox || c["right_after"] == cause["right_after"]) => {}
            _ => missing.push(cause.to_string()),
        }
    }
    assert_eq!(missing, Vec::<String>::new());
    let ids = |list: &Value, key: &str| -> BTreeSet<String> {
        list.as_array().expect("a list").iter().map(|o| o[key].as_str().unwrap_or_default().to_owned()).collect()
    };
    let (silent, ours) = (ids(&truth["silent"], "offer"), ids(&summary["offers"], "id"));
    assert!(silent.is_subset(&ours), "{silent:?} {ours:?}");
    let may = ids(&truth["silent_may"], "offer");
    assert!(ours.iter().all(|o| silent.contains(o) || may.contains(o)), "{ours:?}");
    for (list, must) in [("events_never", true), ("events_never_may", false)] {
        for event in truth[list].as_array().expect("a list") {
            let same = |e: &Value| e["offer"] == event["offer"] && e["event"] == event["event"];
            assert!(!must || summary["events"].as_array().expect("a list").iter().any(same), "{event}");
        }
    }
}

#[test]
fn reports_are_the_same_for_one_worker_and_two() {
    for case in &CASES {
        for format in ["jsonl", "json", "csv", "human", "markdown", "concise"] {
            let one = printed(case, &["--format", format, "--jobs", "1"]);
            assert_eq!(one, printed(case, &["--format", format, "--jobs", "2"]), "{} {format}", case.log);
            assert!(!one.is_empty());
        }
    }
}
