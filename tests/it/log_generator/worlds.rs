//! What GoKart's access logs cannot show: secret paths and statuses (Keitaro), and a system's own words (CAKE).

use super::clock::{DAY, HOUR, MINUTE, common, date, hours, iso, midnight};
use super::hit::Answer;
use super::program::{Desk, records, stderr};
use super::rng::Rng;
use serde_json::Value;
use std::collections::HashMap;
use std::fmt::Write as _;

const BEGIN: i64 = midnight(2026, 3, 9);
const HOST: &str = "trk.linnet.example";

/// A line, what was done to it, and what may be said of it.
pub struct Line {
    time: i64,
    cause: &'static str,
    /// Path and query.
    target: String,
    /// The system's own word, where the log is its export.
    answered: &'static str,
    allowed: Vec<Answer>,
}

/// A world in the making.
struct Small {
    rng: Rng,
    clicks: Vec<(String, i64, String)>,
    lines: Vec<Line>,
}

const DUPLICATE: Answer = Answer::Record("duplicate-conversion", &[]);

impl Small {
    fn new(seed: u64) -> Self {
        // The export of clicks begins well before the log, and ends after it.
        let ends = [BEGIN - 31 * DAY, BEGIN + 3 * DAY];
        let clicks = ends.iter().enumerate().map(|(n, t)| (format!("edge{n}"), *t, "K-1".to_owned())).collect();
        Self { rng: Rng::new(seed), clicks, lines: Vec::new() }
    }

    fn time(&mut self) -> i64 {
        self.rng.between(BEGIN + HOUR, BEGIN + 2 * DAY)
    }

    fn push(&mut self, cause: &'static str, time: i64, target: String, allowed: &[Answer]) {
        self.said(cause, time, target, "", allowed);
    }

    fn said(&mut self, cause: &'static str, time: i64, target: String, answered: &'static str, allowed: &[Answer]) {
        self.lines.push(Line { time, cause, target, answered, allowed: allowed.to_vec() });
    }

    fn clicks_csv(&self) -> String {
        let mut sorted: Vec<_> = self.clicks.iter().collect();
        sorted.sort_by_key(|(_, time, _)| *time);
        let mut out = String::from("click_id,time,offer,partner,link\n");
        for (id, time, offer) in sorted {
            let _ = writeln!(out, "{id},{}Z,{offer},41,https://go.linnet.example/start", iso(*time));
        }
        out
    }
}

/// Every line has to be judged rightly: there are too few for a tolerance.
fn complaints(lines: &[(usize, &Line)], records: &[Value]) -> Vec<String> {
    let by_line: HashMap<u64, &Value> =
        records.iter().map(|r| (r["source"]["line"].as_u64().unwrap_or(0), r)).collect();
    let mut out = Vec::new();
    if by_line.len() != records.len() {
        out.push("two records of one line".to_owned());
    }
    for (number, line) in lines {
        let record = by_line.get(&(*number as u64));
        let word = |key: &str| record.and_then(|r| r[key].as_str());
        if !line.allowed.iter().any(|a| a.is(word("verdict"), word("reason"))) {
            let said = (word("verdict"), word("reason"), word("answered"));
            out.push(format!("line {number}: {} is {said:?}, not {:?}: {}", line.cause, line.allowed, line.target));
        }
    }
    for record in records {
        let line = record["source"]["line"].as_u64().unwrap_or(0) as usize;
        if !lines.iter().any(|(number, _)| *number == line) {
            out.push(format!("line {line} holds no request"));
        }
    }
    out
}

// Keitaro: the key in the path is the secret, and a conversion goes from lead to sale.

fn keitaro() -> Small {
    let mut small = Small::new(11);
    let key = "4f1c9d0";
    for number in 0..70 {
        let id = small.subid();
        let (time, status) = (small.time(), ["lead", "sale"][number % 2]);
        small.click(&id, time, 20 * MINUTE);
        small.push(
            "ordinary",
            time,
            format!("/{key}/postback?subid={id}&status={status}&payout=12"),
            &[Answer::SUCCESS],
        );
    }
    for _ in 0..5 {
        let id = small.subid();
        let time = small.time();
        small.click(&id, time, 20 * MINUTE);
        let target = |status: &str| format!("/{key}/postback?subid={id}&status={status}&payout=12");
        small.push("lead-first", time, target("lead"), &[Answer::SUCCESS]);
        // The conversion goes on: an update, and not another one.
        small.push("lead-to-sale", time + HOUR, target("sale"), &[Answer::SUCCESS]);
        small.push("sale-again", time + 4 * HOUR, target("sale"), &[DUPLICATE]);
        // Taken back: it counts as neither, so nothing is said but that it is no repetition.
        let withdrawn =
            [Answer::SUCCESS, Answer::Record("rejected-by-network", &[]), Answer::Record("not-judged", &[])];
        small.push("withdrawn", time + 9 * HOUR, target("rejected"), &withdrawn);
        // Two deposits of one player, each with its number.
        let id = small.subid();
        small.click(&id, time, HOUR);
        for tid in [small.rng.digits(8), small.rng.digits(8)] {
            let target = format!("/{key}/postback?subid={id}&status=sale&payout=12&tid={tid}");
            small.push("two-numbers", time + MINUTE, target, &[Answer::SUCCESS]);
        }
        // Somebody else's key.
        let (id, wrong) = (small.subid(), small.rng.hex(7));
        small.click(&id, time, HOUR);
        let differs = [Answer::Record("unauthorised", &["token-differs"])];
        small.push("key-differs", time, format!("/{wrong}/postback?subid={id}&status=lead"), &differs);
        let macros = [Answer::Record("unresolved-macro", &["encoded"])];
        small.push("encoded", time, format!("/{key}/postback?subid=%7Bsubid%7D&status=lead"), &macros);
        let missing = [Answer::Record("missing-click-id", &["none"])];
        small.push("no-parameter", time, format!("/{key}/postback?status=lead&payout=12"), &missing);
        let id = small.subid();
        let unknown = [Answer::Record("invalid-click-id", &[])];
        small.push("unknown-id", time, format!("/{key}/postback?subid={id}&status=lead"), &unknown);
    }
    small.lines.sort_by_key(|l| l.time);
    small
}

const KEITARO: &str = r#"offers:
  - id: "K-1"
    name: "Wagtail Casino"
    status: active
    network: keitaro
    environment: production
    postback_url: "https://trk.linnet.example/4f1c9d0/postback?subid={subid}&status={status}&payout={payout}"
    session_hours: 720
"#;

impl Small {
    /// Twelve small letters and digits; Keitaro documents no shape, so the clicks tell it.
    fn subid(&mut self) -> String {
        format!("3{}k{}z", self.rng.hex(5), self.rng.hex(4))
    }

    fn click(&mut self, id: &str, time: i64, ago: i64) {
        self.clicks.push((id.to_owned(), time - ago, "K-1".to_owned()));
    }
}

#[test]
fn keitaro_has_a_secret_path_and_statuses() {
    let small = keitaro();
    let mut text = String::new();
    for line in &small.lines {
        let (time, target) = (common(line.time, 0), &line.target);
        let _ = writeln!(
            text,
            "{HOST}:443 192.0.2.{} - - [{time}] \"GET {target} HTTP/1.1\" 200 17 \"-\" \"okhttp/4.12.0\"",
            100 + target.len() % 3
        );
    }
    // The ids at the ends of the export have the shape of all others.
    let clicks = small.clicks_csv().replace("edge0", "3aaaaak0000z").replace("edge1", "3bbbbbk0000z");
    let desk = Desk::new(&clicks, KEITARO);
    desk.put("access.log", text.as_bytes());
    let output = desk.run(&[
        "access.log",
        "--clicks",
        "clicks.csv",
        "--offers",
        "offers.yaml",
        "--network",
        "keitaro",
        "--format",
        "jsonl",
        "--no-redact",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let lines: Vec<(usize, &Line)> = small.lines.iter().enumerate().map(|(n, l)| (n + 1, l)).collect();
    super::accept(&complaints(&lines, &records(&output)));
}

// CAKE: the export of its API log, with its own words.

const CAKE: &str = r#"offers:
  - id: 6100
    name: "Willow Bank"
    status: active
    network: cake
    environment: production
    postback_url: "https://acme.cakemarketing.com/api/2/conversion.json?api_key=kq8Rz31yTn&click_id={click_id}&offer_id=6100"
    postback_token: kq8Rz31yTn
    session_hours: 168
  - id: 6101
    name: "Slate Trade"
    status: active
    network: cake
    environment: production
    postback_url: "https://acme.cakemarketing.com/api/2/conversion.json?api_key=kq8Rz31yTn&click_id={click_id}&offer_id=6101"
    postback_token: kq8Rz31yTn
    session_hours: 720
  - id: 6102
    name: "Fir Insurance"
    status: paused
    network: cake
    environment: production
    postback_url: "https://acme.cakemarketing.com/api/2/conversion.json?api_key=kq8Rz31yTn&click_id={click_id}&offer_id=6102"
    postback_token: kq8Rz31yTn
    session_hours: 168
"#;

impl Small {
    /// A click of an offer `ago` seconds before `time`: CAKE counts them.
    fn number(&mut self, offer: &str, time: i64, ago: i64) -> String {
        let id = (81_000_000 + self.clicks.len() * 7).to_string();
        self.clicks.push((id.clone(), time - ago, offer.to_owned()));
        id
    }

    /// A conversion for the export, right but for what its caller does.
    fn conversion(&self, id: &str, offer: &str) -> String {
        format!(
            "/api/2/conversion.json?api_key=kq8Rz31yTn&click_id={id}&offer_id={offer}&unique_id=Q-{}",
            self.lines.len()
        )
    }
}

fn cake() -> Small {
    let mut small = Small::new(12);
    for number in 0..60 {
        let (time, offer) = (small.time(), ["6100", "6101"][number % 2]);
        let id = small.number(offer, time, 40 * MINUTE);
        let target = small.conversion(&id, offer);
        small.said("ordinary", time, target, "Success", &[Answer::SUCCESS]);
    }
    for _ in 0..4 {
        cake_words(&mut small);
        cake_faults(&mut small);
    }
    small.lines.sort_by_key(|l| l.time);
    small
}

/// Conversions in which nothing is wrong: the word alone tells.
fn cake_words(small: &mut Small) {
    let words: [(&'static str, Answer); 5] = [
        ("Rejected", Answer::Record("rejected-by-network", &[])),
        ("Scrubbed", Answer::Record("rejected-by-network", &[])),
        // The first of the two was before this log; so was the click's window, by the system's own settings.
        ("Duplicate conversion", DUPLICATE),
        ("Expired click_id", Answer::Record("expired-click-id", &[])),
        ("Held for moon phase", Answer::Record("not-judged", &["answer"])),
    ];
    for (word, answer) in words {
        let time = small.time();
        let id = small.number("6100", time, HOUR);
        let target = small.conversion(&id, "6100");
        small.said("own-word", time, target, word, &[answer]);
    }
}

/// Faults that ours explains, each under the system's word for it.
fn cake_faults(small: &mut Small) {
    let (time, inactive) = (small.time(), "Offer not found / inactive");
    let (one, two, three) =
        (small.number("6100", time, HOUR), small.number("6100", time, HOUR), small.number("6102", time, HOUR));
    let target = small.conversion(&one, "9999");
    small.said("offer-unknown", time, target, inactive, &[Answer::Record("offer-inactive", &["unknown"])]);
    let target = small.conversion(&two, "6101");
    small.said("other-offer", time + 1, target, inactive, &[Answer::Record("offer-inactive", &["other-offer"])]);
    let target = small.conversion(&three, "6102");
    small.said("paused", time + 2, target, inactive, &[Answer::Record("offer-inactive", &["paused"])]);
    let late = small.number("6100", time, 170 * HOUR);
    let target = small.conversion(&late, "6100");
    small.said("late", time + 3, target, "Expired click_id", &[Answer::Record("expired-click-id", &["late"])]);
    let faults: [(&str, &'static str, &'static [&'static str]); 6] = [
        ("", "empty-click-id", &["empty"]),
        ("undefined", "empty-click-id", &["null-word"]),
        ("{clickid}", "unresolved-macro", &["macro"]),
        ("%23reqid%23", "unresolved-macro", &["encoded"]),
        ("click_id", "unresolved-macro", &["own-name"]),
        ("99812345", "invalid-click-id", &[]),
    ];
    for (number, (value, verdict, reasons)) in faults.into_iter().enumerate() {
        let target = small.conversion(value, "6101");
        small.said("fault", time + 10 + number as i64, target, "Invalid click_id", &[Answer::Record(verdict, reasons)]);
    }
    let again = small.number("6101", time, HOUR);
    let target = small.conversion(&again, "6101");
    small.said("repeat-first", time, target.clone(), "Success", &[Answer::SUCCESS]);
    small.said(
        "retry",
        time + MINUTE,
        target,
        "Duplicate conversion",
        &[Answer::Record("duplicate-conversion", &["retry"])],
    );
}

#[test]
fn cake_tells_in_its_own_words() {
    let mut small = cake();
    for edge in &mut small.clicks {
        edge.0 = edge.0.replace("edge0", "80999998").replace("edge1", "80999999");
        edge.2 = edge.2.replace("K-1", "6100");
    }
    let mut text = String::from("{\n  \"request_status\": \"Success\",\n  \"api_logs\": [\n");
    let mut lines = Vec::new();
    for (number, line) in small.lines.iter().enumerate() {
        lines.push((text.lines().count() + 1, line));
        let record = serde_json::json!({
            "log_id": 70_000 + number,
            "username": format!("pb{}@advertiser.example", number % 3),
            "request_method": "GET",
            "request_url": line.target,
            "response_status": line.answered,
            "created": format!("{} {}", date(line.time), hours(line.time)),
        });
        let pretty = serde_json::to_string_pretty(&record).expect("a record");
        let end = if number + 1 == small.lines.len() { "" } else { "," };
        let _ = writeln!(text, "    {}{end}", pretty.replace('\n', "\n    "));
    }
    let _ = writeln!(text, "  ],\n  \"total_rows\": {}\n}}", small.lines.len());
    let desk = Desk::new(&small.clicks_csv(), CAKE);
    desk.put("export.json", text.as_bytes());
    let output = desk.run(&[
        "export.json",
        "--clicks",
        "clicks.csv",
        "--offers",
        "offers.yaml",
        "--network",
        "cake",
        "--format",
        "jsonl",
        "--no-redact",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    super::accept(&complaints(&lines, &records(&output)));
}

/// The comparison of this file finds what is wrong, too.
#[test]
fn judge_of_small_worlds_complains() {
    let small = keitaro();
    let lines: Vec<(usize, &Line)> = small.lines.iter().enumerate().map(|(n, l)| (n + 1, l)).collect();
    let record = |(number, line): &(usize, &Line)| {
        let Answer::Record(verdict, reasons) = line.allowed[0] else { unreachable!("all lines are hits") };
        serde_json::json!({"source": {"line": number}, "verdict": verdict, "reason": reasons.first()})
    };
    let mut all: Vec<Value> = lines.iter().map(record).collect();
    assert_eq!(complaints(&lines, &all), Vec::<String>::new());
    all[3]["verdict"] = "invalid-click-id".into();
    assert_eq!(complaints(&lines, &all).len(), 1);
    all.pop();
    assert_eq!(complaints(&lines, &all).len(), 2);
}
