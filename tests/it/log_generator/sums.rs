//! Compares the summary with the truth, and with the program's own records.

use super::causes::{BROKEN, BROKEN_RIGHT, BROKEN_SINCE, BROKEN_WRONG, CROWD, INSTEAD, MENDED, MENDED_COUNTS};
use super::clock::{MINUTE, iso};
use super::formats::{Format, Written};
use super::hit::{Answer, Hit, Oddity};
use super::world::{PUZZLE, SILENT};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How often, first and last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sum {
    pub count: usize,
    pub first: Option<String>,
    pub last: Option<String>,
}

impl Sum {
    fn add(&mut self, count: usize, first: &str, last: &str) {
        self.count += count;
        self.first = Some(self.first.take().map_or_else(|| first.to_owned(), |f| f.min(first.to_owned())));
        self.last = self.last.take().max(Some(last.to_owned()));
    }
}

/// By verdict and reason; the reason is empty for all reasons of a verdict together.
type Sums = BTreeMap<(String, String), Sum>;

fn add(sums: &mut Sums, (verdict, reason): (&str, &str), count: usize, first: &str, last: &str) {
    for reason in ["", reason].iter().take(if reason.is_empty() { 1 } else { 2 }) {
        sums.entry((verdict.to_owned(), (*reason).to_owned())).or_default().add(count, first, last);
    }
}

/// A time up to its seconds.
fn seconds(value: &Value) -> String {
    value.as_str().unwrap_or_default().chars().take(19).collect()
}

/// What is certain, and what is possible where the contract leaves a choice.
fn expected(format: Format, hits: &[Hit], written: &Written) -> [Sums; 2] {
    let mut out = [Sums::new(), Sums::new()];
    for hit in written.lines.iter().map(|(_, number)| &hits[*number]) {
        let (allowed, time) = (hit.truth.allowed(format.shows()), iso(hit.time));
        let mut verdicts: Vec<&str> = allowed.iter().map(Answer::verdict).collect();
        verdicts.dedup();
        for verdict in &verdicts {
            add(&mut out[1], (verdict, ""), 1, &time, &time);
        }
        if let [one] = verdicts[..] {
            add(&mut out[0], (one, ""), 1, &time, &time);
        }
        for answer in allowed {
            let Answer::Record(verdict, reasons) = answer else { continue };
            for reason in *reasons {
                out[1].entry(((*verdict).to_owned(), (*reason).to_owned())).or_default().add(1, &time, &time);
            }
            if let ([_], [reason]) = (&verdicts[..], *reasons) {
                out[0].entry(((*verdict).to_owned(), (*reason).to_owned())).or_default().add(1, &time, &time);
            }
        }
    }
    out
}

/// The causes of a summary, added up: neither senders nor shapes matter.
fn of_causes(summary: &Value) -> Sums {
    let mut out = Sums::new();
    for cause in summary["causes"].as_array().expect("causes are a list") {
        let key = (cause["verdict"].as_str().unwrap_or_default(), cause["reason"].as_str().unwrap_or_default());
        let count = cause["count"].as_u64().unwrap_or(0) as usize;
        add(&mut out, key, count, &seconds(&cause["first"]), &seconds(&cause["last"]));
    }
    out
}

fn of_records(records: &[Value]) -> Sums {
    let mut out = Sums::new();
    for record in records {
        let key = (record["verdict"].as_str().unwrap_or_default(), record["reason"].as_str().unwrap_or_default());
        let time = seconds(&record["time"]);
        add(&mut out, key, 1, &time, &time);
    }
    out
}

/// True for verdicts that the causes explain.
fn is_fault(verdict: &str) -> bool {
    !matches!(verdict, "success" | "not-judged" | "other")
}

/// Causes by the truth: exact wherever the truth is.
fn against_truth(format: Format, hits: &[Hit], written: &Written, summary: &Value) -> Vec<String> {
    let [certain, possible] = expected(format, hits, written);
    let said = of_causes(summary);
    let mut out = Vec::new();
    // A reason is known only where no hit of the verdict may have any.
    let open = |verdict: &str| {
        let any = |a: &Answer| matches!(a, Answer::Record(v, reasons) if *v == verdict && reasons.is_empty());
        written.lines.iter().any(|(_, n)| hits[*n].truth.allowed(format.shows()).iter().any(any))
    };
    for (key, most) in possible.iter().filter(|((v, r), _)| is_fault(v) && (r.is_empty() || !open(v))) {
        let least = certain.get(key).cloned().unwrap_or_default();
        let sum = said.get(key).cloned().unwrap_or_default();
        let exact = least == *most;
        let early = |time: &Option<String>| time.is_some() && *time < most.first;
        let within = (least.count..=most.count).contains(&sum.count)
            && !early(&sum.first)
            && (least.first.is_none() || sum.first <= least.first)
            && sum.last <= most.last
            && sum.last >= least.last;
        if if exact { sum != *most } else { !within } {
            out.push(format!("{format:?}: causes of {key:?} are {sum:?}, not {least:?} to {most:?}"));
        }
    }
    for key in said.keys().filter(|k| !possible.contains_key(*k) && is_fault(&k.0) && !open(&k.0)) {
        out.push(format!("{format:?}: causes of {key:?}, which did not happen"));
    }
    out
}

/// Causes, verdicts and what was not judged, by the records of the same log: exact.
fn against_records(format: Format, records: &[Value], summary: &Value) -> Vec<String> {
    let (said, own) = (of_causes(summary), of_records(records));
    let mut out = Vec::new();
    let differ = |what: &str, key: &(String, String), a: &dyn std::fmt::Debug, b: &dyn std::fmt::Debug| {
        format!("{format:?}: {what} of {key:?}: the summary has {a:?}, the records {b:?}")
    };
    for (key, sum) in own.iter().filter(|((verdict, _), _)| is_fault(verdict)) {
        if said.get(key) != Some(sum) {
            out.push(differ("causes", key, &said.get(key), sum));
        }
    }
    for (key, sum) in own.iter().filter(|((_, reason), _)| reason.is_empty()) {
        if summary["verdicts"][&key.0] != json!(sum.count) {
            out.push(differ("verdicts", key, &summary["verdicts"][&key.0], sum));
        }
    }
    for (key, sum) in own.iter().filter(|((verdict, reason), _)| verdict == "not-judged" && !reason.is_empty()) {
        let rows = summary["not_judged"].as_array().into_iter().flatten();
        let count: u64 = rows.filter(|r| r["reason"] == *key.1).filter_map(|r| r["count"].as_u64()).sum();
        if count != sum.count as u64 {
            out.push(differ("not judged", key, &count, sum));
        }
    }
    out
}

/// The counts of what is no record, and the span.
fn counts(format: Format, hits: &[Hit], written: &Written, summary: &Value) -> Vec<String> {
    let mut out = Vec::new();
    let lines = || written.lines.iter().map(|(_, number)| &hits[*number]);
    let allowed = |hit: &Hit, all: bool| {
        let answers = hit.truth.allowed(format.shows());
        if all { answers.iter().all(|a| *a == Answer::Other) } else { answers.contains(&Answer::Other) }
    };
    let (least, most) = (lines().filter(|h| allowed(h, true)).count(), lines().filter(|h| allowed(h, false)).count());
    let other = summary["other"]["count"].as_u64().unwrap_or(u64::MAX) as usize;
    if !(least..=most).contains(&other) {
        out.push(format!("{format:?}: {other} other requests, not {least} to {most}"));
    }
    // What nginx refused before it read it is counted somewhere, and the contract does not say where.
    let refused = lines().filter(|h| h.oddity != Oddity::None).count();
    let (least, unread) = (format.rubbish().len(), summary["unread"]["count"].as_u64().unwrap_or(u64::MAX) as usize);
    if !(least..=least + refused).contains(&unread) {
        out.push(format!("{format:?}: {unread} lines unread, not {least}"));
    }
    // Of the hits or of all requests: the contract does not say which.
    let of_hits = [lines().find(|h| !allowed(h, false)), lines().rfind(|h| !allowed(h, false))];
    let of_lines = [lines().next(), lines().next_back()];
    for (at, key) in ["first", "last"].into_iter().enumerate() {
        let mut times: Vec<String> = [of_hits[at], of_lines[at]].into_iter().flatten().map(|h| iso(h.time)).collect();
        times.sort();
        let said = seconds(&summary["span"][key]);
        if said < times[0] || said > times[1] {
            out.push(format!("{format:?}: the {key} of the span is {said}, not {times:?}"));
        }
    }
    out
}

/// Everything there is to complain of.
pub fn complaints(format: Format, hits: &[Hit], written: &Written, records: &[Value], summary: &Value) -> Vec<String> {
    let mut out = against_records(format, records, summary);
    out.extend(against_truth(format, hits, written, summary));
    out.extend(counts(format, hits, written, summary));
    out.extend(histories(format, hits, written, summary));
    out
}

/// How many lines of the log name the event by its wrong name: a format that cannot write an address leaves out its hits.
fn instead(hits: &[Hit], written: &Written) -> usize {
    let lines = written.lines.iter().map(|(_, number)| &hits[*number]);
    let count = lines.filter(|h| h.target.contains("cnv_event_id=levelten")).count();
    assert!((1..=INSTEAD).contains(&count), "{count} hits with the wrong name");
    count
}

/// The senders with a history, the silent offer, and the event under another name.
fn histories(format: Format, hits: &[Hit], written: &Written, summary: &Value) -> Vec<String> {
    let mut out = Vec::new();
    let causes = summary["causes"].as_array().expect("causes are a list");
    let mut one = |what: &str, sender: &str, reason: &str, wanted: Value| {
        let found = causes.iter().find(|c| c["sender"] == sender && c["reason"] == reason);
        let keys = ["verdict", "count", "right_before", "right_after"];
        let mut said: serde_json::Map<String, Value> =
            keys.iter().map(|k| ((*k).to_owned(), found.map_or(Value::Null, |c| c[*k].clone()))).collect();
        for key in ["first", "last"] {
            said.insert(key.to_owned(), found.map_or(Value::Null, |c| seconds(&c[key]).into()));
        }
        if Value::Object(said.clone()) != wanted {
            out.push(format!("{format:?}: {what} is {said:?}, not {wanted}"));
        }
    };
    let last = BROKEN_SINCE + (BROKEN_WRONG as i64 - 1) * 17 * MINUTE;
    let broken = json!({"verdict": "unresolved-macro", "count": BROKEN_WRONG, "right_before": BROKEN_RIGHT,
        "right_after": 0, "first": iso(BROKEN_SINCE), "last": iso(last)});
    one("the broken sender", BROKEN, "encoded", broken);
    let [before, wrong, after] = MENDED_COUNTS;
    let since = super::causes::MENDED_SINCE;
    let fixed = json!({"verdict": "missing-click-id", "count": wrong, "right_before": before, "right_after": after,
        "first": iso(since), "last": iso(since + (wrong as i64 - 1) * 31 * MINUTE)});
    one("the mended sender", MENDED, "near-miss", fixed);
    let crowd = |c: &&Value| c["count"] == CROWD && c["sender"].as_str().is_some_and(|s| s.contains("24 addresses"));
    if causes.iter().find(crowd).is_none() {
        out.push(format!("{format:?}: no cause of {CROWD} hits from {CROWD} addresses"));
    }
    let row = |list: &str, wanted: &[(&str, &str)]| {
        let rows = summary[list].as_array().into_iter().flatten();
        rows.clone().find(|r| wanted.iter().all(|(k, v)| r[*k] == *v)).cloned().unwrap_or_default()
    };
    let silent = row("offers", &[("id", SILENT.id)]);
    if silent["postbacks"] != 0 || silent["clicks"] != 40 {
        out.push(format!("{format:?}: the silent offer is {silent}"));
    }
    let never = row("events", &[("offer", PUZZLE.id), ("event", "LevelTen")]);
    if never["received"] != 0 || never["instead"]["levelten"] != instead(hits, written) {
        out.push(format!("{format:?}: the event that never came is {never}"));
    }
    out
}

/// The summary that a program without fault would give of these records: for the tests of the judge.
pub fn perfect(format: Format, hits: &[Hit], written: &Written, records: &[Value]) -> Value {
    let mut causes: BTreeMap<[&str; 3], Vec<&Value>> = BTreeMap::new();
    for record in records {
        let key = ["verdict", "reason", "sender"].map(|k| record[k].as_str().unwrap_or_default());
        causes.entry(key).or_default().push(record);
    }
    let of_crowd = |sender: &str| hits.iter().any(|h| h.truth.cause == "crowd" && h.peer == sender);
    let crowd: Vec<&Value> =
        causes.iter().filter(|([_, _, s], _)| of_crowd(s)).flat_map(|(_, records)| records.clone()).collect();
    causes.retain(|[verdict, _, sender], _| is_fault(verdict) && !of_crowd(sender));
    causes.insert(["unresolved-macro", "macro", "24 addresses"], crowd);
    let right = |sender: &str, fits: &dyn Fn(&Value) -> bool| {
        records.iter().filter(|r| r["sender"] == sender && r["verdict"] == "success" && fits(&r["time"])).count()
    };
    let told = |([verdict, reason, sender], records): (&[&str; 3], &Vec<&Value>)| {
        let (first, last) = (&records[0]["time"], &records[records.len() - 1]["time"]);
        json!({"verdict": verdict, "reason": reason, "sender": sender, "count": records.len(), "first": first,
            "last": last, "right_before": right(sender, &|t| t.as_str() < first.as_str()),
            "right_after": right(sender, &|t| t.as_str() > last.as_str())})
    };
    let (mut verdicts, mut reasons) = (BTreeMap::<&str, usize>::new(), BTreeMap::<&str, usize>::new());
    for record in records {
        let verdict = record["verdict"].as_str().unwrap_or_default();
        *verdicts.entry(verdict).or_default() += 1;
        if verdict == "not-judged" {
            *reasons.entry(record["reason"].as_str().unwrap_or_default()).or_default() += 1;
        }
    }
    let times = [&records[0]["time"], &records[records.len() - 1]["time"]];
    json!({
        "causes": causes.iter().map(told).collect::<Vec<_>>(),
        "verdicts": verdicts,
        "not_judged": reasons.iter().map(|(r, c)| json!({"reason": r, "count": c})).collect::<Vec<_>>(),
        "other": {"count": written.lines.len() - records.len()},
        "unread": {"count": format.rubbish().len()},
        "span": {"first": times[0], "last": times[1]},
        "offers": [{"id": SILENT.id, "clicks": 40, "postbacks": 0}],
        "events": [{"offer": PUZZLE.id, "event": "LevelTen", "received": 0, "instead": {"levelten": instead(hits, written)}}],
    })
}
