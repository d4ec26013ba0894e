//! An independent judge for `tracklint log`: logs whose every line has a known cause, in every format.
//!
//! It is written from the contract, and shares no code with the command. Run with `--nocapture` to see what was missed,
//! by verdict.

mod causes;
mod clock;
mod faults;
mod formats;
mod hit;
mod judge;
mod maker;
mod pack;
mod program;
mod readers;
mod repeats;
mod rights;
mod rng;
mod sums;
mod world;
mod worlds;

use self::causes::{Log, log};
use self::formats::{ALL, Format, written};
use self::hit::{Answer, Oddity, always};
use self::judge::{Judgement, judged, perfect};
use self::program::{Desk, records, stderr, summary};
use std::collections::{BTreeMap, BTreeSet};

const SEEDS: [u64; 2] = [1, 20_260_309];

/// Fails with everything there is to complain of.
fn accept(complaints: &[String]) {
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

fn judge(desk: &Desk, log: &Log, format: Format, more: &[&str]) -> Judgement {
    let (name, written) = desk.write(format, log);
    let output = desk.judge(format, &name, "jsonl", more);
    // Lines that are no requests may be something that "could not be read"; without them nothing may be.
    let code = output.status.code();
    let clean = format.rubbish().is_empty();
    assert!(code == Some(0) || code == Some(2) && !clean, "{format:?}: exit {code:?}{}", stderr(&output));
    judged(format, &log.hits, &written, &records(&output))
}

#[test]
fn every_verdict_is_right_in_every_format() {
    let mut all = Judgement::default();
    let mut complaints = Vec::new();
    for seed in SEEDS {
        let log = log(seed, 0);
        let desk = Desk::of(&log);
        for format in ALL {
            let judgement = judge(&desk, &log, format, &[]);
            println!("{}", judgement.table(&format!("{format:?}, seed {seed}")));
            complaints.extend(judgement.complaints());
            all.add(judgement);
        }
    }
    println!("{}", all.table("All formats"));
    for miss in all.wrong_verdicts.iter().chain(&all.wrong_reasons).chain(&all.wrong_fields) {
        println!("{}", miss.text);
    }
    complaints.extend(all.complaints());
    accept(&complaints);
}

#[test]
fn causes_have_exact_counts_and_first_times() {
    let log = log(SEEDS[0], 0);
    let desk = Desk::of(&log);
    let mut complaints = Vec::new();
    for format in ALL {
        let (name, written) = desk.write(format, &log);
        let told = summary(&desk.judge(format, &name, "json", &[]));
        let own = records(&desk.judge(format, &name, "jsonl", &[]));
        complaints.extend(sums::complaints(format, &log.hits, &written, &own, &told));
    }
    accept(&complaints);
}

#[test]
fn workers_do_not_change_a_byte() {
    let log = log(SEEDS[1], 0);
    let desk = Desk::of(&log);
    for format in ALL {
        let (name, _) = desk.write(format, &log);
        for output in ["jsonl", "json"] {
            let one = desk.judge(format, &name, output, &["--jobs", "1"]);
            let two = desk.judge(format, &name, output, &["--jobs", "2"]);
            assert!(!one.stdout.is_empty(), "{format:?} {output}{}", stderr(&one));
            assert!(one.stdout == two.stdout, "{format:?} {output}: one and two workers differ");
        }
    }
}

/// The fingerprint of a finding is made from the name of its file too, as in `check`.
fn without_fingerprints(text: &str) -> String {
    const NAME: &str = "\"fingerprint\":\"";
    let mut parts = text.split(NAME);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + NAME + part.split_once('"').map_or(part, |(_, rest)| rest))
}

/// Packed: in two gzip members that part in the middle of a line, and as zstd.
#[test]
fn packed_logs_say_the_same() {
    let log = log(SEEDS[0], 0);
    let desk = Desk::of(&log);
    for format in [Format::Combined, Format::NginxJson, Format::CloudFront] {
        let (name, written) = desk.write(format, &log);
        let plain = desk.judge(format, &name, "jsonl", &[]);
        assert!(!plain.stdout.is_empty(), "{format:?}{}", stderr(&plain));
        let bytes = written.text.as_bytes();
        let (one, two) = bytes.split_at(bytes.len() / 2 + 7);
        desk.put(&format!("{name}.gz"), &[pack::gzip(one), pack::gzip(two)].concat());
        desk.put(&format!("{name}.zst"), &pack::zstd(bytes));
        for end in ["gz", "zst"] {
            let packed = desk.judge(format, &format!("{name}.{end}"), "jsonl", &[]);
            let text = String::from_utf8_lossy(&packed.stdout).replace(&format!("{name}.{end}"), &name);
            let plain = String::from_utf8_lossy(&plain.stdout);
            let same = without_fingerprints(&text) == without_fingerprints(&plain);
            assert!(same, "{format:?}: .{end} differs{}", stderr(&packed));
        }
    }
}

/// The names of the formats, and the three ways to hand in an nginx format.
#[test]
fn formats_by_name_say_the_same() {
    let log = log(SEEDS[0], 0);
    let desk = Desk::of(&log);
    for format in ALL {
        let (name, _) = desk.write(format, &log);
        let usual = desk.judge(format, &name, "jsonl", &[]);
        assert!(!usual.stdout.is_empty(), "{format:?}{}", stderr(&usual));
        let pieces = formats::TEMPLATE.trim_start_matches("log_format postbacks ").trim_end_matches(';');
        let bare: String = pieces.split('\'').skip(1).step_by(2).collect();
        let spellings = if format == Format::Template { vec![pieces, &bare] } else { vec![format.name()] };
        for spelling in spellings {
            let mut arguments =
                vec![&*name, "--clicks", "clicks.csv", "--offers", "offers.yaml", "--network", "gokart"];
            arguments.extend(["--format", "jsonl", "--no-redact", "--log-format", spelling]);
            let named = desk.run(&arguments);
            assert!(named.stdout == usual.stdout, "{format:?}: {spelling:?} differs{}", stderr(&named));
        }
    }
}

/// One verdict can be asked for: its records and no others.
#[test]
fn a_verdict_can_be_picked() {
    let log = log(SEEDS[0], 0);
    let desk = Desk::of(&log);
    let (name, _) = desk.write(Format::NginxJson, &log);
    let all = records(&desk.judge(Format::NginxJson, &name, "jsonl", &[]));
    for verdict in ["unresolved-macro", "duplicate-conversion"] {
        let picked = records(&desk.judge(Format::NginxJson, &name, "jsonl", &["--verdict", verdict]));
        let wanted: Vec<_> = all.iter().filter(|r| r["verdict"] == verdict).cloned().collect();
        assert!(!wanted.is_empty() && picked == wanted, "{verdict}: {} records, not {}", picked.len(), wanted.len());
    }
}

/// What is written to a file or a pipe holds no secret unless it was asked for.
#[test]
fn secrets_are_masked() {
    let log = log(SEEDS[0], 0);
    let desk = Desk::of(&log);
    let (name, written) = desk.write(Format::Combined, &log);
    let token = world::FIT.token.expect("an offer with a token");
    assert!(written.text.contains(token));
    for format in ["jsonl", "json", "csv", "markdown", "human"] {
        let output = desk.run(&[
            &name,
            "--clicks",
            "clicks.csv",
            "--offers",
            "offers.yaml",
            "--network",
            "gokart",
            "--format",
            format,
        ]);
        assert!(!output.stdout.is_empty(), "{format}{}", stderr(&output));
        assert!(!String::from_utf8_lossy(&output.stdout).contains(token), "{format} tells the token");
    }
}

/// The log's clock is two and a half minutes behind: everybody who converts at once seems to do so before the click.
#[test]
fn a_wrong_clock_is_nobodys_fault() {
    let log = log(SEEDS[1], 150);
    let desk = Desk::of(&log);
    for format in [Format::Combined, Format::CloudFront] {
        let judgement = judge(&desk, &log, format, &[]);
        println!("{}", judgement.table(&format!("{format:?}, its clock 150 seconds behind")));
        accept(&judgement.complaints());
    }
}

/// The skew can be told: none, here.
#[test]
fn a_clock_that_is_told_changes_nothing_that_is_right() {
    let log = log(SEEDS[0], 0);
    let desk = Desk::of(&log);
    accept(&judge(&desk, &log, Format::NginxJson, &["--clock-skew", "0s"]).complaints());
}

/// Two balancers of the network's own, with public addresses, stand before everything: forwarded-for tells the
/// senders, because many of its values share few peers.
#[test]
fn few_peers_and_many_clients_are_a_proxy() {
    let mut log = log(SEEDS[1], 0);
    let direct = |h: &&mut hit::Hit| h.forwarded.is_none() && h.oddity == Oddity::None;
    for hit in log.hits.iter_mut().filter(direct) {
        let balancer = ["192.0.2.8", "192.0.2.9"][hit.serial % 2].to_owned();
        hit.forwarded = Some(std::mem::replace(&mut hit.peer, balancer));
    }
    let desk = Desk::of(&log);
    for format in [Format::NginxJson, Format::Template] {
        let judgement = judge(&desk, &log, format, &[]);
        println!("{}", judgement.table(&format!("{format:?}, behind two balancers")));
        accept(&judgement.complaints());
    }
}

/// A wrong verdict is found: planted in the truth of a log that was judged by the program.
#[test]
fn a_planted_verdict_is_found() {
    let log = log(SEEDS[0], 0);
    let desk = Desk::of(&log);
    let (name, written) = desk.write(Format::NginxJson, &log);
    let records = records(&desk.judge(Format::NginxJson, &name, "jsonl", &[]));
    plant(Format::NginxJson, log, &written, &records);
}

/// Alters the truth of the log, and sees that the comparison notices: once for one line, then beyond what is tolerated.
fn plant(format: Format, mut log: Log, written: &formats::Written, records: &[serde_json::Value]) {
    let before = judged(format, &log.hits, written, records);
    accept(&before.complaints());
    let missed: BTreeSet<usize> = before.wrong_verdicts.iter().map(|m| m.hit).collect();
    let find = |log: &Log, cause: &str| -> Vec<usize> {
        let numbers = written.lines.iter().map(|(_, number)| *number);
        numbers.filter(|n| log.hits[*n].truth.cause == cause && !missed.contains(n)).collect()
    };
    // A right conversion that should have been faulty: one more miss, that one.
    let right = find(&log, "ordinary")[3];
    let truth = log.hits[right].truth.clone();
    log.hits[right].truth.cases = always(&[Answer::Record("invalid-click-id", &[])]);
    let after = judged(format, &log.hits, written, records);
    assert_eq!(after.wrong_verdicts.len(), before.wrong_verdicts.len() + 1);
    assert!(after.wrong_verdicts.iter().any(|m| m.hit == right));
    log.hits[right].truth = truth;
    // A faulty one that should have been right: a false alarm, and none is tolerated.
    let wrong = find(&log, "own-name")[0];
    let truth = log.hits[wrong].truth.clone();
    log.hits[wrong].truth.cases = always(&[Answer::SUCCESS]);
    let after = judged(format, &log.hits, written, records);
    assert!(after.false_alarms.iter().any(|m| m.hit == wrong));
    assert!(!after.complaints().is_empty(), "a false alarm passes");
    log.hits[wrong].truth = truth;
    // One in a hundred wrong is too many, as verdicts and as reasons.
    let crowd = find(&log, "ordinary").into_iter().take(log.hits.len() / 100);
    let mut spoiled = Log { clicks: Vec::new(), hits: log.hits.clone() };
    crowd.for_each(|n| spoiled.hits[n].truth.cases = always(&[Answer::Record("invalid-click-id", &[])]));
    assert!(!judged(format, &spoiled.hits, written, records).complaints().is_empty(), "one in a hundred passes");
    let mut spoiled = log.hits;
    for hit in spoiled.iter_mut().filter(|h| h.truth.cause == "null-word") {
        hit.truth.cases = always(&[Answer::Record("empty-click-id", &["blank"])]);
    }
    assert!(!judged(format, &spoiled, written, records).complaints().is_empty(), "wrong reasons pass");
}

// The judge itself: what follows needs no program.

#[test]
fn judge_accepts_the_truth_and_finds_what_is_planted() {
    for format in ALL {
        let log = log(SEEDS[0], 0);
        let written = written(format, &log.hits);
        let records = perfect(format, &log.hits, &written);
        let judgement = judged(format, &log.hits, &written, &records);
        assert_eq!(judgement.wrong_verdicts.len() + judgement.wrong_reasons.len() + judgement.wrong_fields.len(), 0);
        plant(format, log, &written, &records);
    }
}

#[test]
fn judge_notices_what_is_missing_and_what_is_too_much() {
    let log = log(SEEDS[0], 0);
    let written = written(Format::Combined, &log.hits);
    let whole = perfect(Format::Combined, &log.hits, &written);
    let complaints =
        |records: &[serde_json::Value]| judged(Format::Combined, &log.hits, &written, records).complaints();
    assert!(complaints(&whole).is_empty());
    let mut twice = whole.clone();
    twice.insert(5, whole[4].clone());
    assert!(!complaints(&twice).is_empty(), "two records of one line");
    let mut turned = whole.clone();
    turned.swap(7, 8);
    assert!(!complaints(&turned).is_empty(), "records out of order");
    let few: Vec<_> = whole.iter().filter(|r| r["verdict"] != "expired-click-id").cloned().collect();
    assert!(!complaints(&few).is_empty(), "records are missing");
    let mut blind = whole;
    blind.iter_mut().for_each(|r| r["sender"] = serde_json::Value::Null);
    assert!(!complaints(&blind).is_empty(), "no sender");
}

/// A right summary passes, and none in which one number or time is another.
#[test]
fn judge_of_summaries_is_exact() {
    let log = log(SEEDS[0], 0);
    for format in ALL {
        let written = written(format, &log.hits);
        let records = perfect(format, &log.hits, &written);
        let right = sums::perfect(format, &log.hits, &written, &records);
        let complaints = |told: &serde_json::Value| sums::complaints(format, &log.hits, &written, &records, told);
        accept(&complaints(&right));
        if ![Format::Combined, Format::NginxJson].contains(&format) {
            continue;
        }
        let causes = right["causes"].as_array().expect("causes").len();
        let altered = |at: &str, value: serde_json::Value| {
            let mut told = right.clone();
            *told.pointer_mut(at).unwrap_or_else(|| panic!("no {at}")) = value;
            assert!(!complaints(&told).is_empty(), "{format:?}: {at} may be anything");
        };
        for number in (0..causes).step_by(11) {
            let count = &right["causes"][number]["count"];
            altered(&format!("/causes/{number}/count"), (count.as_u64().expect("a count") + 1).into());
            altered(&format!("/causes/{number}/first"), "2026-03-08T00:00:00Z".into());
        }
        for at in ["/verdicts/success", "/not_judged/0/count", "/unread/count", "/other/count", "/offers/0/postbacks"] {
            altered(at, 9_999.into());
        }
        altered("/span/first", "2026-03-08T00:00:00Z".into());
        altered("/events/0/instead", serde_json::json!({}));
    }
}

#[test]
fn generator_is_the_same_for_the_same_seed() {
    let (one, two, other) = (log(7, 0), log(7, 0), log(8, 0));
    let text = |log: &Log| written(Format::Combined, &log.hits).text + &world::clicks_csv(&log.clicks);
    assert_eq!(text(&one), text(&two));
    assert_ne!(text(&one), text(&other));
}

/// Each format's line tells what was sent, to a reader of its own.
#[test]
fn generator_writes_lines_that_read_back() {
    let log = log(SEEDS[0], 0);
    for format in ALL {
        let mut read = 0;
        for hit in log.hits.iter().filter(|h| h.oddity == Oddity::None) {
            let Some(line) = format.line(hit) else { continue };
            let said = readers::read(format, &line).unwrap_or_else(|| panic!("{format:?}: {line}"));
            let wanted = readers::Said {
                time: hit.time,
                method: hit.method.to_owned(),
                host: (format.shows() & hit::sees::HOST != 0).then(|| hit.host.to_owned()),
                target: hit.target.clone(),
                sender: hit.sender(format.shows()).to_owned(),
                agent: said.agent.as_ref().map(|_| hit.agent.to_owned()),
                status: hit.status,
            };
            assert_eq!(said, wanted, "{format:?}: {line}");
            assert!(!line.contains('\n'));
            read += 1;
        }
        assert!(read > 900, "{format:?} has only {read} lines");
    }
}

/// All verdicts and reasons that this network's lines can have. What is left out, its comment says.
#[test]
fn generator_covers_the_table() {
    // `too-early` has no source in a file of offers; `unknown` and `other-offer` need a network whose postbacks name
    // the offer; `rejected-by-network` and the reason `answer` need a system's own words: see the other worlds.
    let table: [(&str, &[&str]); 14] = [
        ("malformed-request", &["not-http", "blank", "control", "entity", "too-long"]),
        ("wrong-endpoint", &["click-path", "sandbox-host", "unknown-path"]),
        ("unauthorised", &["token-missing", "token-differs", "address", "refused"]),
        ("missing-click-id", &["none", "near-miss"]),
        ("empty-click-id", &["empty", "blank", "null-word"]),
        ("unresolved-macro", &["macro", "encoded", "double-encoded", "bare-name", "own-name", "placeholder"]),
        ("malformed-click-id", &["shape", "cut-short", "padded", "case", "joined", "other-system"]),
        ("expired-click-id", &["late", "before-click"]),
        ("offer-inactive", &["paused", "expired"]),
        ("unknown-event-id", &["case", "underscore", "blank", "unknown", "missing"]),
        ("duplicate-conversion", &["retry", "double-fire", "repeat"]),
        ("not-processed", &["server-error", "client-error"]),
        ("not-judged", &["body", "clicks", "offer", "proxy"]),
        ("invalid-click-id", &[]),
    ];
    let log = log(SEEDS[0], 0);
    let mut seen: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for hit in &log.hits {
        if let Answer::Record(verdict, reasons) = hit.truth.allowed(Format::Combined.shows())[0] {
            seen.entry(verdict).or_default().extend(reasons.first());
        }
        if let Answer::Record(verdict, reasons) = hit.truth.allowed(Format::Template.shows())[0] {
            seen.entry(verdict).or_default().extend(reasons.first());
        }
    }
    for (verdict, reasons) in table {
        let found = seen.get(verdict).unwrap_or_else(|| panic!("no {verdict}"));
        for reason in reasons {
            assert!(found.contains(reason), "no {verdict} for {reason}");
        }
    }
    assert!(seen.contains_key("success"));
}

/// No two conversions are one by mistake: whatever is not told to be a repetition differs in click, event and number.
#[test]
fn generator_repeats_nothing_by_chance() {
    let log = log(SEEDS[1], 0);
    let mut ids = BTreeSet::new();
    for click in &log.clicks {
        assert!(ids.insert(&click.id), "{} twice", click.id);
        assert!((world::CLICKS_BEGIN..=world::CLICKS_END).contains(&click.time));
    }
    let mut queries: BTreeMap<&str, &str> = BTreeMap::new();
    let once = ["ordinary", "extra-parameter", "encoded-id", "late", "paused", "answered", "unknown-id"];
    for hit in log.hits.iter().filter(|h| once.contains(&h.truth.cause)) {
        let before = queries.insert(&hit.target, hit.truth.cause);
        assert_eq!(before, None, "{} twice", hit.target);
    }
    let numbers: Vec<usize> = log.hits.iter().map(|h| h.serial).collect();
    assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
    assert!(log.hits.windows(2).all(|w| w[0].time <= w[1].time));
    for hit in &log.hits {
        assert!(hit.time >= world::BEGIN && hit.time < world::END, "{}", hit.truth.cause);
    }
}

#[test]
fn generator_tells_times_as_logs_do() {
    let time = clock::midnight(2026, 3, 12) + 8 * clock::HOUR + 14 * clock::MINUTE + 2;
    assert_eq!(time, 1_773_303_242);
    assert_eq!(clock::iso(time), "2026-03-12T08:14:02");
    assert_eq!(clock::common(time, 0), "12/Mar/2026:08:14:02 +0000");
    assert_eq!(clock::common(time, 1), "12/Mar/2026:09:14:02 +0100");
    assert_eq!(clock::from_common("12/Mar/2026:09:14:02 +0100"), Some(time));
    assert_eq!(clock::from_iso("2026-03-12T08:14:02Z"), Some(time));
    assert_eq!(clock::iso(clock::midnight(2024, 2, 29)), "2024-02-29T00:00:00");
}

#[test]
fn generator_packs_as_the_formats_say() {
    assert_eq!(pack::crc32(b"123456789"), 0xCBF4_3926);
    let packed = pack::gzip(b"abc");
    assert_eq!(packed[10..18], [1, 3, 0, 0xfc, 0xff, b'a', b'b', b'c']);
}
