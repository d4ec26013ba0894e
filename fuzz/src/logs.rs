//! The log of received postbacks.

use crate::{assert_inert, prepare, run};
use serde_json::Value;

/// Parts the files in an input.
const NEXT: &str = "\n=====\n";

const FORMATS: [&str; 6] = ["jsonl", "json", "csv", "human", "markdown", "concise"];

/// `data` is a log, then, if there is more, the clicks, and the offers. How long it is decides which report is written.
pub fn log(data: &[u8]) {
    prepare();
    let mut parts = parts(data).into_iter();
    let log = parts.next().unwrap_or_default();
    let Ok(folder) = tempfile::tempdir() else { panic!("there is no place for files") };
    let format = FORMATS[data.len() % FORMATS.len()];
    let mut arguments = vec!["log", "-", "--no-config", "--format", format, "--jobs", "1"];
    for (option, name) in [("--clicks", "clicks.csv"), ("--offers", "offers.yaml")] {
        let Some(part) = parts.next() else { break };
        assert!(std::fs::write(folder.path().join(name), part).is_ok(), "a file cannot be written");
        arguments.extend([option, name]);
    }
    let printed = run(&arguments, log, folder.path().to_owned());
    assert_inert("standard error", &printed.stderr);
    let report = String::from_utf8_lossy(&printed.stdout);
    let is_json = |text: &str| serde_json::from_str::<Value>(text).is_ok();
    match format {
        "jsonl" => assert!(report.lines().all(is_json), "a line is no JSON: {report}"),
        "json" => assert!(report.is_empty() || is_json(&report), "no JSON: {report}"),
        _ => assert_inert(format, &printed.stdout),
    }
}

fn parts(data: &[u8]) -> Vec<&[u8]> {
    let (mut parts, mut rest) = (Vec::new(), data);
    while let Some(at) = rest.windows(NEXT.len()).position(|w| w == NEXT.as_bytes()) {
        // The line end before the mark belongs to the part.
        parts.push(&rest[..=at]);
        rest = &rest[at + NEXT.len()..];
    }
    parts.push(rest);
    parts
}
