//! Runs `tracklint log` as its users do, and reads what it says.

use super::causes::Log;
use super::formats::{Format, TEMPLATE, Written, written};
use super::world::{clicks_csv, offers_yaml};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

pub fn binary() -> &'static str {
    env!("CARGO_BIN_EXE_tracklint")
}

/// A folder with the clicks, the offers and any number of logs.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new(clicks: &str, offers: &str) -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("a folder for temporary files") };
        desk.put("clicks.csv", clicks.as_bytes());
        desk.put("offers.yaml", offers.as_bytes());
        desk
    }

    pub fn of(log: &Log) -> Self {
        Self::new(&clicks_csv(&log.clicks), &offers_yaml())
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, bytes).expect("a file that can be written");
        path
    }

    /// Writes the log in a format, under a name that tells nothing of it.
    pub fn write(&self, format: Format, log: &Log) -> (String, Written) {
        let written = written(format, &log.hits);
        let name = format!("{}.log", format.name());
        self.put(&name, written.text.as_bytes());
        (name, written)
    }

    /// Runs the command in the folder, with nothing taken from the environment that would change what it says.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(binary());
        command.current_dir(self.path()).arg("log").args(arguments);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("TRACKLINT_") {
                command.env_remove(name);
            }
        }
        command.output().expect("the program runs")
    }

    /// Judges the log of a format.
    pub fn judge(&self, format: Format, name: &str, output: &str, more: &[&str]) -> Output {
        let mut arguments = vec![name, "--clicks", "clicks.csv", "--offers", "offers.yaml", "--network", "gokart"];
        arguments.extend(["--format", output, "--no-redact"]);
        if format == Format::Template {
            arguments.extend(["--log-format", TEMPLATE]);
        }
        arguments.extend(more);
        self.run(&arguments)
    }
}

/// A run's records. What it wrote to stderr is shown where it did not do what it was told.
pub fn records(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).expect("JSON is UTF-8");
    let read = |line: &str| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e} in {line:?}{}", stderr(output)));
    let records: Vec<Value> = text.lines().map(read).collect();
    assert!(!records.is_empty(), "no record at all, exit {:?}{}", output.status.code(), stderr(output));
    records
}

/// A run's summary.
pub fn summary(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("no summary: {e}{}", stderr(output)))
}

pub fn stderr(output: &Output) -> String {
    format!("\nstderr: {}", String::from_utf8_lossy(&output.stderr))
}
