//! Whether the time for each byte stays the same when a text grows: one token repeated in a link, in each kind of file
//! and each kind of report, at two sizes.

use crate::timing::median;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What is repeated behind the first parameters of a link.
const TOKENS: [(&str, &str); 20] = [
    ("a name and its value", "&a=b"),
    ("blanks at a sign", "  @"),
    ("a blank at a name", "= "),
    ("an option of curl", "-u a "),
    ("a key of JSON", "\"token\":\""),
    ("a header", "Basic "),
    ("a bracket", "["),
    ("a brace", "{a"),
    ("an encoded macro", "%7B a%7D "),
    ("a tag", "<a>"),
    ("an entity", "&amp;"),
    ("an unseen character", "a\u{200B}"),
    ("nearly a name", "&click_d=x"),
    ("a link in a link", "&u=https://a.b/ c"),
    ("a secret", "&token=k3v9Zx81q"),
    ("a secret to be fixed", "&tok\u{200B}en=k3v9Zx81q"),
    ("macros in a list", "{a}|"),
    ("a lone ampersand", "a & b"),
    ("a macro with a sign", "{a=b}"),
    ("a bracket that closes", "}"),
];

/// Kinds of files with the endings of their names, and how each holds one link. The last holds its parts as names of rules
/// in a comment.
const CONTAINERS: [(&str, &str, fn(&str) -> String); 7] = [
    ("jsonl", "jsonl", |link| format!("{}\n", serde_json::json!({ "url": link }))),
    ("json", "json", |link| format!("{}\n", serde_json::json!({ "tracking_link": link }))),
    ("yaml", "yaml", |link| format!("tracking_link: {}\n", serde_json::json!(link))),
    ("csv", "csv", |link| format!("id,tracking_link\n1,\"{}\"\n", link.replace('"', "\"\""))),
    ("lines", "txt", |link| link.replace('&', "\nhttps://t.example.com/?x= y&") + "\n"),
    ("prose", "md", |link| format!("See [this]({link}) and {link}\n")),
    ("comment", "yaml", |link| format!("# tracklint: ignore[{}]\na: 1\n", link.replace('&', ","))),
];

const REPORTS: [&str; 9] = ["human", "concise", "json", "jsonl", "sarif", "gitlab", "junit", "markdown", DIFF];

/// No report: the repairs as a diff.
const DIFF: &str = "diff";

/// Bytes of the two texts.
const SIZES: [usize; 2] = [30_000, 60_000];

/// A ratio of the times for each byte from which on a line is marked.
const TOO_MUCH: f64 = 1.5;

/// Prints what each token costs in each container and report. `program` is the tracklint that is measured.
pub fn scaling(program: &str, rounds: usize) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("tracklint-scaling-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let done = all(program, rounds.max(1), &folder);
    std::fs::remove_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    done
}

fn all(program: &str, rounds: usize, folder: &Path) -> Result<(), String> {
    println!("{:<24}{:<8}{:<10}{:>10}{:>10}{:>8}", "ns a byte", "file", "report", "30 kB", "60 kB", "ratio");
    for (token_name, token) in TOKENS {
        for (container, ending, write) in CONTAINERS {
            let files = SIZES.map(|size| {
                let link = format!("https://t.example.com/?x= y&{}", token.repeat(size / token.len()));
                let file = folder.join(format!("{size}.{ending}"));
                std::fs::write(&file, write(&link)).map(|()| file).map_err(|e| e.to_string())
            });
            let [short, long] = files;
            let (short, long) = (short?, long?);
            for report in REPORTS {
                let each = [(short.as_path(), SIZES[0]), (long.as_path(), SIZES[1])].map(|(file, size)| {
                    let times = (0..rounds).map(|_| seconds(program, report, file)).collect::<Result<Vec<f64>, _>>();
                    times.map(|times| median(times) * 1e9 / size as f64)
                });
                let [first, second] = each;
                let (first, second) = (first?, second?);
                let mark = if second / first > TOO_MUCH { "  grows" } else { "" };
                let ratio = second / first;
                println!("{token_name:<24}{container:<8}{report:<10}{first:>10.0}{second:>10.0}{ratio:>8.2}{mark}");
            }
        }
    }
    Ok(())
}

/// How long one run takes, the start of the program included.
fn seconds(program: &str, report: &str, file: &Path) -> Result<f64, String> {
    let mut command = Command::new(program);
    let form: &[&str] = if report == DIFF { &["--diff", "--unsafe-fixes"] } else { &["--format", report] };
    command.args(form).arg("--no-config").arg(file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status().map_err(|e| format!("{program}: {e}"))?;
    let took = start.elapsed().as_secs_f64();
    // 0: nothing wrong, 1: faults found. Anything else is no measurement.
    match status.code() {
        Some(0 | 1) => Ok(took),
        code => Err(format!("{program} {} ended with {code:?}", file.display())),
    }
}
