//! Folders: whatever lies in one, every file that can be read is linted, every one that cannot is named, and the report
//! is the same however many look.

use crate::common::{Ran, run};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const GOOD: &str = "https://shop.example.com/go?clickid={gk_click_id}";
const WRONG: &str = "https://shop.example.com/go?clickid={gkclickid}";

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
    fs::write(path, bytes).expect("it can be written");
}

/// What every broken file holds before or behind its break: a link with one fault.
fn json() -> String {
    format!("{{\"tracking_link\": \"{WRONG}\"")
}

/// Files that cannot be read whole, and what is said of each.
fn broken() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let deep = |open: &str, close: &str| format!("{}{close}", open.repeat(100_000));
    let bomb = (1..60).fold(format!("x: {WRONG}\na0: &a0 [x, x]\n"), |mut text, i| {
        let _ = writeln!(text, "a{i}: &a{i} [{}]", vec![format!("*a{}", i - 1); 9].join(", "));
        text
    });
    let bytes = String::into_bytes;
    vec![
        ("half.json", bytes(json()), "ends"),
        ("half.jsonc", bytes(json() + ", // and\n \"name\": \"x"), "ends"),
        ("half.jsonl", bytes(format!("{{\"url\": \"{WRONG}\"}}\n{{\"url\": \"https://shop")), "not JSON"),
        ("half.yaml", bytes(format!("tracking_link: {WRONG}\nname: \"x\n")), ""),
        ("half.toml", bytes(format!("tracking_link = \"{WRONG}\"\nname = \"x\n")), ""),
        ("half.csv", bytes(format!("tracking_link,name\n{WRONG},\"x\n")), ""),
        ("half.xml", bytes(format!("<offers><tracking_link>{WRONG}</tracking_link><name")), ""),
        ("bomb.yaml", bytes(bomb + "b: &b [*b]\n"), ""),
        ("deep.json", bytes(json() + ", \"x\": " + &deep("[", "") + "}"), ""),
        ("deep.jsonc", bytes(json() + ", // x\n\"x\": " + &deep("{\"a\":", "") + "}"), ""),
        ("deep.jsonl", bytes(format!("{{\"url\": \"{WRONG}\"}}\n{{\"id\": {}", deep("[", ""))), ""),
        ("deep.yaml", bytes(format!("tracking_link: {WRONG}\nx: {}\n", deep("[", ""))), ""),
        ("deep.toml", bytes(format!("tracking_link = \"{WRONG}\"\nx = {}\n", deep("[", ""))), ""),
        ("deep.xml", bytes(format!("<o><tracking_link>{WRONG}</tracking_link>{}", deep("<a>", ""))), ""),
        ("ragged.csv", bytes(format!("id,tracking_link\n1,{WRONG}\n2\n3,{GOOD},more,and more\n")), ""),
        ("twice.json", bytes(format!("{{\"tracking_link\": \"{GOOD}\", \"tracking_link\": \"{WRONG}\"}}")), "twice"),
        ("twice.yaml", bytes(format!("tracking_link: {GOOD}\ntracking_link: {WRONG}\n")), "twice"),
        ("twice.toml", bytes(format!("tracking_link = \"{GOOD}\"\ntracking_link = \"{WRONG}\"\n")), "twice"),
        ("latin1.json", [json().as_bytes(), b", \"name\": \"caf\xE9\"}"].concat(), ""),
        ("latin1.csv", [format!("tracking_link,name\n{WRONG},").as_bytes(), b"caf\xE9\n"].concat(), ""),
        ("latin1.txt", [format!("{WRONG}\n").as_bytes(), b"https://shop.example.com/caf\xE9\n"].concat(), ""),
    ]
}

/// The files of a report's part, each with how often it stands there.
fn names<'r>(report: &'r Value, part: &str, path: &str) -> Vec<&'r str> {
    report[part].as_array().into_iter().flatten().filter_map(|x| x.pointer(path)?.as_str()).collect()
}

#[test]
fn everything_broken_is_named_and_everything_else_is_linted() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path().join("offers");
    write(&at, "a.json", json() + "}");
    write(&at, "z/z.yaml", format!("tracking_link: {WRONG}\n"));
    let broken = broken();
    for (name, bytes, _) in &broken {
        write(&at, name, bytes);
    }
    // A line that nobody reads whole in a terminal, and one that is still a link.
    write(&at, "wide.txt", format!("{WRONG}\n{GOOD}&x={}\n", "0123456789abcdef".repeat(5 << 16)));
    write(
        &at,
        "wide.json",
        format!("{{\"tracking_link\": \"{WRONG}\", \"x\": \"{}\"}}", "0123456789abcdef".repeat(5 << 16)),
    );
    write(&at, "picture.json", b"\x89PNG\0\0\0");
    let odd = odd(&at);
    let ran = run(folder.path(), &["--format", "json", "--no-config", "--network", "gokart", "offers"]);
    let report: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(ran.exit, 2, "{}", ran.stderr);
    let unread = names(&report, "unread", "/path");
    for (name, _, says) in &broken {
        let path = format!("offers/{name}");
        assert!(unread.contains(&&*path), "{name} is not named: {}", ran.stderr);
        let told = ran.stderr.lines().find(|l| l.contains(&path)).unwrap_or_default();
        assert!(told.starts_with("error: ") && told.contains(says), "{told}");
        assert!(told.len() < 300, "{} bytes for {name}", told.len());
    }
    for name in &odd {
        assert!(unread.contains(&&**name) && ran.stderr.contains(name), "{name} is not named: {}", ran.stderr);
    }
    assert!(ran.stderr.contains("picture.json is skipped"), "{}", ran.stderr);
    let found = names(&report, "urls", "/source/path");
    let readable = ["a.json", "wide.json", "wide.txt", "z/z.yaml"];
    for name in broken.iter().map(|(name, ..)| *name).chain(readable) {
        assert!(found.contains(&&*format!("offers/{name}")), "the link in {name} is not linted");
    }
    assert_eq!(unread.len(), report["unread"].as_array().map_or(0, Vec::len));
}

/// What only a file system can do to a folder. Names of what cannot be read.
#[cfg(unix)]
fn odd(at: &Path) -> Vec<String> {
    use std::os::unix::fs::{PermissionsExt, symlink};
    write(at, "loop/good.json", json() + "}");
    symlink(at.join("loop"), at.join("loop/again")).expect("a link");
    symlink(at.join("nowhere.json"), at.join("lost.json")).expect("a link");
    let mut odd = vec!["offers/loop/again".to_owned(), "offers/lost.json".to_owned()];
    write(at, "closed.json", json() + "}");
    write(at, "shut/inner.json", json() + "}");
    let close = |name: &str| fs::set_permissions(at.join(name), PermissionsExt::from_mode(0o0)).expect("it is ours");
    close("closed.json");
    close("shut");
    let is_root = fs::File::open(at.join("closed.json")).is_ok();
    if is_root {
        // Root reads everything that can be read: this opens, and each read of it fails.
        let fails = Path::new("/proc/self/mem");
        if fails.exists() {
            symlink(fails, at.join("fails.json")).expect("a link");
            odd.push("offers/fails.json".to_owned());
        }
    } else {
        odd.extend(["offers/closed.json".to_owned(), "offers/shut".to_owned()]);
    }
    odd
}

#[cfg(not(unix))]
fn odd(_: &Path) -> Vec<String> {
    Vec::new()
}

/// An offer with something wrong in it now and then, and a note of so many characters.
fn offer(number: usize, note: usize) -> String {
    // A click id that comes back in another offer is reported at the end of the run.
    let again = "https://shop.example.com/go?clickid=0b0e9f5e-9d2f-4c6b-8a52-3f6f1f0c1a2b";
    let again = format!("{again}&o={number}");
    let link = [GOOD, WRONG, "http://shop.example.com/go?clickid={gk_click_id}", &again][number % 4];
    let status = if number.is_multiple_of(5) { "paused" } else { "active" };
    let postback =
        ["https://api.getgokart.ai/postback?gk_click_id={clickid}", "https://api.getgokart.ai/postback"][number % 2];
    format!(
        "{{\"id\": {number}, \"status\": \"{status}\", \"tracking_link\": \"{link}\",\n \"postback_url\": \"{postback}\", \"note\": \"{}\", \"events\": [\"SignUp\", \"signup{number}\"]}}",
        "é".repeat(note)
    )
}

fn with_jobs(folder: &Path, format: &str, jobs: &str, input: &str) -> Ran {
    run(folder, &["--format", format, "--no-config", "--network", "gokart", "--jobs", jobs, input])
}

/// The same bytes, whoever looks. Returns the report, one finding a line.
fn is_stable(folder: &Path, input: &str) -> String {
    let one = with_jobs(folder, "concise", "1", input);
    for jobs in ["2", "5"] {
        assert!(with_jobs(folder, "concise", jobs, input) == one, "with {jobs} workers the report is another one");
    }
    let [one_by_one, shared] = ["1", "5"].map(|jobs| with_jobs(folder, "json", jobs, input));
    assert!(one_by_one == shared, "with 5 workers the JSON is another one");
    one.stdout
}

#[test]
fn two_thousand_files_are_reported_in_one_order() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..2000 {
        let name = format!("offers/{:02}/{number}.json", number % 40);
        write(folder.path(), &name, format!("{{\"offers\": [{}]}}", offer(number, 0)));
    }
    let report = is_stable(folder.path(), "offers");
    let places = report.lines().filter(|l| !l.contains("[reused-click-id]"));
    let paths: Vec<&str> = places.filter_map(|l| l.split(':').next()).collect();
    assert!(paths.len() > 2000 && paths.len() < report.lines().count(), "{} findings", paths.len());
    assert!(paths.is_sorted(), "the files do not come in the order of their paths");
}

#[test]
fn a_large_file_is_reported_in_one_order() {
    let folder = tempfile::tempdir().expect("a folder");
    // Above the size from which several workers share one file.
    let offers: Vec<String> = (0..2200).map(|number| offer(number, 1000)).collect();
    write(folder.path(), "offers.json", format!("{{\"offers\": [\n{}\n]}}", offers.join(",\n")));
    assert!(fs::metadata(folder.path().join("offers.json")).expect("it is there").len() > 4 << 20);
    let report = is_stable(folder.path(), "offers.json");
    let lines = report.lines().filter(|l| !l.contains("[reused-click-id]"));
    let lines: Vec<u64> = lines.filter_map(|l| l.split(':').nth(1)?.parse().ok()).collect();
    assert!(lines.len() > 2000, "{} findings", lines.len());
    assert!(lines.is_sorted_by_key(|line| line / 2), "the offers do not come in the order of the file");
}
