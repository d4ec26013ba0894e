//! Runs the program on the cases, and gathers all that it wrote.

use super::cases::{Case, Way};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The formats. None of these runs writes to a terminal, so `human` masks as well.
pub const FORMATS: [&str; 10] =
    ["human", "narrated", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"];

/// What one run wrote.
pub struct Output {
    /// The format.
    pub format: &'static str,
    /// What was given, and where the output went.
    pub from: String,
    /// All that was written to the standard output and error, or to the file.
    pub text: String,
    /// The exit code; none if a signal ended the program.
    pub exit: Option<i32>,
}

/// The outputs of all cases, in all formats, from all carriers.
pub fn all(cases: &[Case]) -> Vec<Output> {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let carriers = carriers(folder, cases);
    let mut outputs = Vec::new();
    for format in FORMATS {
        for (from, arguments) in &carriers {
            for verbose in [false, true] {
                // `--verbose` and links without findings say more; one carrier each is enough.
                if verbose && from != "records" {
                    continue;
                }
                let more: &[&str] = if verbose { &["--verbose", "--all-urls"] } else { &[] };
                let (text, exit) = run(folder, format, more, arguments);
                outputs.push(Output { format, from: from.clone(), text, exit });
            }
        }
        let kept = folder.join("report.out");
        let (_, exit) = run(folder, format, &["-o", "report.out"], &carriers[0].1);
        let text = fs::read_to_string(&kept).expect("the report is written");
        fs::remove_file(&kept).expect("the report is there");
        outputs.push(Output { format, from: "arguments, to a file".to_owned(), text, exit });
    }
    outputs
}

/// The report on the links as records, each with the index of its case as its id.
pub fn records(cases: &[Case], format: &'static str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("links.jsonl"), lines(cases)).expect("the folder takes files");
    let arguments = ["--no-config", "--input", "jsonl", "--all-urls", "--format", format, "links.jsonl"];
    let output = command(folder.path()).args(arguments).output().expect("the program starts");
    String::from_utf8(output.stdout).expect("reports are text")
}

fn lines(cases: &[Case]) -> String {
    let mut text = String::new();
    for (index, case) in links(cases) {
        let _ = writeln!(text, "{}", serde_json::json!({"id": index.to_string(), "url": case.text}));
    }
    text
}

fn links(cases: &[Case]) -> impl Iterator<Item = (usize, &Case)> {
    cases.iter().enumerate().filter(|(_, case)| case.way == Way::Link)
}

/// Writes the files, and gives each carrier's name and arguments.
fn carriers(folder: &Path, cases: &[Case]) -> Vec<(String, Vec<String>)> {
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder takes folders");
        fs::write(path, text).expect("the folder takes files");
    };
    let list = |arguments: &[&str]| arguments.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>();
    let texts: Vec<&str> = links(cases).map(|(_, case)| case.text.as_str()).collect();
    write("links.jsonl", &lines(cases));
    write("links.txt", &texts.join("\n"));
    write("offers.json", &serde_json::json!({ "offers": texts }).to_string());
    let mut carriers = vec![
        ("arguments".to_owned(), [list(&["--no-config", "--"]), list(&texts)].concat()),
        ("records".to_owned(), list(&["--no-config", "--input", "jsonl", "links.jsonl"])),
        ("lines".to_owned(), list(&["--no-config", "--input", "urls", "links.txt"])),
        ("prose".to_owned(), list(&["--no-config", "--input", "text", "links.txt"])),
        ("JSON".to_owned(), list(&["--no-config", "offers.json"])),
    ];
    let (mut absent, mut present, mut documents) = (list(&["--no-config", "--"]), vec![], list(&["--no-config"]));
    for (index, case) in cases.iter().enumerate() {
        match &case.way {
            Way::Link => {}
            Way::Argument => {
                absent.push(case.text.clone());
                write(&format!("named/{}", case.text), "https://shop.example/? clickid={clickid}\n");
                present.push(format!("./named/{}", case.text));
            }
            Way::Document(ending) => {
                let name = format!("documents/{index}.{ending}");
                write(&name, &case.text);
                documents.push(name);
            }
            Way::Configuration => {
                let name = format!("configurations/{index}.toml");
                write(&name, &case.text);
                let arguments = list(&["--config", &name, "https://shop.example/? clickid={clickid}"]);
                carriers.push((format!("configuration {index}"), arguments));
            }
        }
    }
    carriers.push(("names of absent files".to_owned(), absent));
    carriers.push(("names of files".to_owned(), [list(&["--no-config", "--"]), present].concat()));
    carriers.push(("documents".to_owned(), documents));
    carriers
}

fn run(folder: &Path, format: &str, more: &[&str], arguments: &[String]) -> (String, Option<i32>) {
    let output =
        command(folder).args(["--format", format]).args(more).args(arguments).output().expect("the program starts");
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("reports are text")).concat();
    (text, output.status.code())
}

/// The program, without a terminal, input or settings from outside.
fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tracklint"));
    command.current_dir(folder).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("TRACKLINT_") {
            command.env_remove(name);
        }
    }
    command
}
