//! How fast links are linted, beside how fast the `url` crate merely parses them.
//!
//! `cargo run --release -- generate FILE [COUNT]` writes mixed links, one a line, 1 % of them faulty, the same
//! ones every time. `cargo run --release -- compare FILE [ROUNDS]` reads them and lets both run over the same
//! lines in turn, in one process and thread; machines are noisy, so read the ratio of the medians.

mod links;

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};
use tracklint::engine::Linter;
use tracklint::platform::Catalogue;
use tracklint::rule::{Hosts, Told};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, usual: usize| args.get(at).and_then(|n| n.parse().ok()).unwrap_or(usual);
    let done = match args.iter().map(String::as_str).take(2).collect::<Vec<_>>()[..] {
        ["generate", file] => generate(file, number(2, 1_000_000)),
        ["compare", file] => compare(file, number(2, 7)),
        _ => Err("usage: generate FILE [COUNT] | compare FILE [ROUNDS]".to_owned()),
    };
    if let Err(message) = done {
        eprintln!("{message}");
        std::process::exit(2);
    }
}

fn generate(file: &str, count: usize) -> Result<(), String> {
    let mut text = String::with_capacity(count * 120);
    let mut source = links::Source::new();
    for _ in 0..count {
        let _ = writeln!(text, "{}", source.next_link());
    }
    std::fs::write(file, text).map_err(|e| format!("{file}: {e}"))
}

fn compare(file: &str, rounds: usize) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
    let lines: Vec<&str> = text.lines().collect();
    let (catalogue, hosts) = (Catalogue::default(), Hosts::default());
    let mut linter = Linter::new(&catalogue, &hosts);
    let (mut parse, mut lint) = (Vec::new(), Vec::new());
    let (mut refused, mut faulty) = (0, 0);
    for _ in 0..rounds {
        (refused, faulty) = (0, 0);
        let start = Instant::now();
        refused += lines.iter().filter(|line| black_box(url::Url::parse(line)).is_err()).count();
        parse.push(start.elapsed());
        let start = Instant::now();
        let found = |line: &&&str| !black_box(linter.lint(line, &Told::default())).findings.is_empty();
        faulty += lines.iter().filter(found).count();
        lint.push(start.elapsed());
    }
    let (parse, lint) = (median(&mut parse), median(&mut lint));
    let each = |d: Duration| d.as_nanos() as f64 / lines.len() as f64;
    println!("{} links, {} bytes, {rounds} rounds", lines.len(), text.len());
    println!("url::Url::parse  {:>7.1} ns a link; {refused} refused", each(parse));
    println!("Linter::lint     {:>7.1} ns a link; {faulty} with findings", each(lint));
    println!("ratio            {:>7.2}", lint.as_secs_f64() / parse.as_secs_f64());
    Ok(())
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
