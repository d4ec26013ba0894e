//! Compares what the program says of each line with what is true of it.

use super::clock::iso;
use super::formats::{Format, Written};
use super::hit::{Answer, Hit, Oddity, sees};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

/// In a thousand: what may be wrong.
const TOLERATED: usize = 5;

/// A line that was judged wrongly.
#[derive(Clone, Debug)]
pub struct Miss {
    pub hit: usize,
    pub text: String,
}

/// Per true verdict: lines, wrong verdicts, right verdicts for a wrong reason.
type Row = [usize; 3];

#[derive(Default)]
pub struct Judgement {
    pub lines: usize,
    pub wrong_verdicts: Vec<Miss>,
    pub wrong_reasons: Vec<Miss>,
    /// Right conversions that were called faulty.
    pub false_alarms: Vec<Miss>,
    /// Fields beside the verdict.
    pub wrong_fields: Vec<Miss>,
    pub fields: usize,
    /// Records of lines that hold no hit, two records of one line, records out of order.
    pub stray: Vec<String>,
    pub rows: BTreeMap<&'static str, Row>,
}

impl Judgement {
    /// What is worth failing for: nothing if all is well.
    pub fn complaints(&self) -> Vec<String> {
        let mut out = Vec::new();
        let mut most = |what: &str, misses: &[Miss], of: usize, tolerated: usize| {
            if misses.len() * 1_000 > of * tolerated {
                let shown: String = misses.iter().take(40).map(|m| format!("\n    {}", m.text)).collect();
                out.push(format!("{} {what} in {of}:{shown}", misses.len()));
            }
        };
        most("right conversions called faulty", &self.false_alarms, self.lines, 0);
        most("wrong verdicts", &self.wrong_verdicts, self.lines, TOLERATED);
        most("wrong reasons", &self.wrong_reasons, self.lines, TOLERATED);
        most("wrong fields", &self.wrong_fields, self.fields, TOLERATED);
        out.extend(self.stray.iter().take(10).cloned());
        out
    }

    pub fn add(&mut self, other: Self) {
        self.lines += other.lines;
        self.fields += other.fields;
        self.wrong_verdicts.extend(other.wrong_verdicts);
        self.wrong_reasons.extend(other.wrong_reasons);
        self.false_alarms.extend(other.false_alarms);
        self.wrong_fields.extend(other.wrong_fields);
        self.stray.extend(other.stray);
        for (verdict, row) in other.rows {
            let sum = self.rows.entry(verdict).or_default();
            (0..3).for_each(|at| sum[at] += row[at]);
        }
    }

    /// What was missed, by verdict.
    pub fn table(&self, title: &str) -> String {
        let mut out =
            format!("\n{title}\n{:<24}{:>8}{:>16}{:>15}\n", "true verdict", "lines", "wrong verdict", "wrong reason");
        for (verdict, [lines, verdicts, reasons]) in &self.rows {
            let _ = writeln!(out, "{verdict:<24}{lines:>8}{verdicts:>16}{reasons:>15}");
        }
        let wrong = self.wrong_verdicts.len();
        let share = 100.0 * (self.lines - wrong) as f64 / self.lines.max(1) as f64;
        let _ = writeln!(out, "{:<24}{:>8}{wrong:>16}{:>15}", "all", self.lines, self.wrong_reasons.len());
        let _ = writeln!(
            out,
            "{share:.2} % of verdicts right; {} right conversions called faulty; {} of {} fields wrong",
            self.false_alarms.len(),
            self.wrong_fields.len(),
            self.fields
        );
        out
    }
}

/// Judges the records of one log.
pub fn judged(format: Format, hits: &[Hit], written: &Written, records: &[Value]) -> Judgement {
    let mut out = Judgement::default();
    let by_line = by_line(records, written, &mut out);
    let places: HashMap<usize, usize> = written.lines.iter().map(|(line, hit)| (hits[*hit].serial, *line)).collect();
    let mut pairs: HashMap<usize, usize> = HashMap::new();
    for &(line, number) in &written.lines {
        let hit = &hits[number];
        let record = by_line.get(&line).copied();
        compare(&mut out, format, (number, hit, line), record);
        if let Some(record) = record {
            fields(&mut out, format, (number, hit, line), record, &places);
        }
        if let Some(pair) = hit.truth.pair {
            *pairs.entry(pair).or_default() += usize::from(record.is_some());
        }
    }
    let broken = pairs.iter().filter(|(_, count)| **count != 1);
    out.stray.extend(broken.map(|(pair, count)| format!("{format:?}: redirect {pair} has {count} records, not one")));
    out
}

fn by_line<'r>(records: &'r [Value], written: &Written, out: &mut Judgement) -> HashMap<usize, &'r Value> {
    let mut found = HashMap::new();
    let mut before = 0;
    for record in records {
        let line = record["source"]["line"].as_u64().unwrap_or(0) as usize;
        if line <= before {
            out.stray.push(format!("line {line} comes after line {before}"));
        }
        before = line;
        if written.lines.binary_search_by_key(&line, |(l, _)| *l).is_err() {
            out.stray.push(format!("line {line} holds no request: {record}"));
        }
        if found.insert(line, record).is_some() {
            out.stray.push(format!("line {line} has two records"));
        }
    }
    found
}

fn compare(out: &mut Judgement, format: Format, (number, hit, line): (usize, &Hit, usize), record: Option<&Value>) {
    let allowed = hit.truth.allowed(format.shows());
    let word = |key: &str| record.and_then(|r| r[key].as_str());
    // A record without a verdict is no answer, and never the same as no record.
    let (verdict, reason) = (record.map(|_| word("verdict").unwrap_or("none")), word("reason"));
    let row = out.rows.entry(allowed[0].verdict()).or_default();
    out.lines += 1;
    row[0] += 1;
    let said = format!("{}/{}", verdict.unwrap_or("no record"), reason.unwrap_or("-"));
    let text = || {
        let target: String = hit.target.chars().take(160).collect();
        format!(
            "{format:?}:{line} {} {said}, but {allowed:?}: {} {target:?} {}",
            hit.truth.cause, hit.method, hit.status
        )
    };
    if !allowed.iter().any(|a| a.is_verdict(verdict)) {
        row[1] += 1;
        let miss = Miss { hit: number, text: text() };
        let innocent = allowed.iter().all(|a| matches!(a.verdict(), "success" | "other"));
        if innocent && !matches!(verdict, None | Some("not-judged" | "success")) {
            out.false_alarms.push(miss.clone());
        }
        out.wrong_verdicts.push(miss);
    } else if !allowed.iter().any(|a| a.is(verdict, reason)) {
        row[2] += 1;
        out.wrong_reasons.push(Miss { hit: number, text: text() });
    }
}

/// What a record has to say beside the verdict, where the contract leaves no choice.
fn fields(
    out: &mut Judgement,
    format: Format,
    (number, hit, line): (usize, &Hit, usize),
    record: &Value,
    places: &HashMap<usize, usize>,
) {
    let mut wanted: Vec<(&str, Value)> = vec![
        ("kind", "hit".into()),
        ("version", 1.into()),
        ("status", hit.status.into()),
        ("sender", hit.sender(format.shows()).into()),
    ];
    if hit.oddity == Oddity::None {
        wanted.push(("method", hit.method.into()));
        wanted.push(("network", "gokart".into()));
        // IIS writes a blank as a plus: what it was cannot be told. How an ALB writes a quote, no sample tells.
        if format.shows() & sees::AGENT != 0 && ![Format::Iis, Format::Alb].contains(&format) {
            wanted.push(("agent", hit.agent.into()));
        }
    } else if format == Format::NginxJson {
        // Nothing of the request was read; a record is allowed and promises nothing.
        return;
    }
    for (key, value) in &hit.fields {
        wanted.push((key, value.clone().into()));
    }
    // A mere redirect's record may be that of either line, and its status with it.
    if hit.truth.pair.is_some() {
        wanted.retain(|(key, _)| *key != "status");
    }
    let said = |key: &str| match (key, &record[key]) {
        // The contract shows no offer; an object would have its id.
        ("offer", Value::Object(offer)) => offer.get("id").cloned().unwrap_or_default(),
        (_, value) => value.clone(),
    };
    let mut check = |key: &str, wanted: &Value, said: &Value| {
        out.fields += 1;
        if wanted != said {
            let text = format!("{format:?}:{line} {}: {key} is {said}, not {wanted}", hit.truth.cause);
            out.wrong_fields.push(Miss { hit: number, text });
        }
    };
    for (key, value) in &wanted {
        check(key, value, &said(key));
    }
    let time: String = record["time"].as_str().unwrap_or_default().chars().take(19).collect();
    if hit.truth.pair.is_none() {
        check("time", &iso(hit.time).into(), &time.into());
    }
    if hit.oddity == Oddity::None {
        // As it was received, behind the host where that is known.
        let url = record["url"].as_str().unwrap_or_default();
        let host = if format.shows() & sees::HOST == 0 { "" } else { hit.host };
        let fits = url.strip_suffix(&*hit.target).is_some_and(|before| before.ends_with(host));
        check("url", &Value::from(true), &Value::from(fits));
    }
    if record["verdict"] == "duplicate-conversion"
        && let Some(place) = hit.truth.repeats.and_then(|of| places.get(&of))
    {
        check("duplicate_of", &(*place).into(), &record["duplicate_of"]["line"]);
    }
}

/// The records that a program without fault would write: for the tests of the judge.
pub fn perfect(format: Format, hits: &[Hit], written: &Written) -> Vec<Value> {
    let places: HashMap<usize, usize> = written.lines.iter().map(|(line, hit)| (hits[*hit].serial, *line)).collect();
    let mut out = Vec::new();
    let mut pairs = Vec::new();
    for &(line, number) in &written.lines {
        let hit = &hits[number];
        let Answer::Record(verdict, reasons) = hit.truth.allowed(format.shows())[0] else { continue };
        if let Some(pair) = hit.truth.pair {
            if pairs.contains(&pair) {
                continue;
            }
            pairs.push(pair);
        }
        let mut record = serde_json::json!({
            "version": 1, "kind": "hit", "time": format!("{}Z", iso(hit.time)), "source": {"path": "x", "line": line},
            "method": hit.method, "status": hit.status, "sender": hit.sender(format.shows()),
            "agent": hit.agent, "network": "gokart", "url": format!("https://{}{}", hit.host, hit.target),
            "verdict": verdict, "reason": reasons.first(),
        });
        for (key, value) in &hit.fields {
            record[*key] = value.clone().into();
        }
        if let Some(place) = hit.truth.repeats.and_then(|of| places.get(&of)) {
            record["duplicate_of"] = serde_json::json!({"path": "x", "line": place});
        }
        out.push(record);
    }
    out
}
