//! What the page can ask for.

use crate::said::Said;
use crate::{catalogue, checked, pair};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tracklint::Checker;
use tracklint::report::{OutputFormat, Style, received};
use tracklint::settings::input_named;

/// One request: what is asked, and what is said about the bytes behind it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    ask: Ask,
    /// The name of the file that the bytes came from; empty where they were pasted.
    #[serde(default)]
    name: String,
    /// What is said about all links.
    #[serde(default)]
    said: Said,
    /// What is said about single links, by their text.
    #[serde(default)]
    links: BTreeMap<String, Said>,
    /// The second of two links, or the name of a platform.
    #[serde(default)]
    other: String,
    /// The bytes are one link, whatever stands in it.
    #[serde(default)]
    one: bool,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Ask {
    /// Every link of the bytes with its verdict.
    Check,
    /// The bytes are one link: the link with its probable repairs made too.
    Mend,
    /// The bytes are a link, `other` is its postback: the way of a click id through both.
    Pair,
    /// What became of each part of a link in the other.
    Compare,
    /// What went wrong in a log.
    Log,
    /// The report on the bytes as Markdown, masked.
    Ticket,
    /// The summary of a log as Markdown, masked.
    LogTicket,
    /// The report of the program in JSON, by which the page is compared with it.
    Report,
    /// All rules, platforms, roles and verdicts.
    Catalogue,
    /// All that is known of the platform called `other`.
    Platform,
}

/// The answer to a request: JSON, an object with `error` where the request cannot be answered.
pub fn answered(request: &[u8]) -> Vec<u8> {
    let end = request.iter().position(|b| *b == b'\n').unwrap_or(request.len());
    let body = request.get(end + 1..).unwrap_or_default();
    let answer = serde_json::from_slice(&request[..end])
        .map_err(|error| format!("the request cannot be read: {error}"))
        .and_then(|request: Request| request.answer(body));
    let answer = answer.unwrap_or_else(|message| json!({"error": message}));
    serde_json::to_vec(&answer).unwrap_or_default()
}

impl Request {
    fn answer(&self, body: &[u8]) -> Result<Value, String> {
        let mut checker = self.said.checker()?;
        if self.one || matches!(self.ask, Ask::Mend) {
            checker.settings_mut().input = input_named("urls")?;
        }
        let text = || std::str::from_utf8(body).map_err(|_| "a link is text in UTF-8".to_owned());
        let masked = Style { all: true, ..Style::FILE };
        match self.ask {
            Ask::Check => checked::answer(&checker, &self.name, body, &self.said, &self.links),
            Ask::Mend => Ok(json!({"text": checked::mended(&checker, text()?)})),
            Ask::Pair => pair::pair(&checker, text()?, &self.other),
            Ask::Compare => Ok(pair::compare(text()?, &self.other)),
            Ask::Log => Ok(json!({"log": log(&checker, &self.name, body)?})),
            Ask::LogTicket => {
                let summary = log(&checker, &self.name, body)?;
                Ok(json!({"text": received::markdown(&summary, None, received::By::Cause)}))
            }
            Ask::Ticket => Ok(json!({"text": report(&checker, &self.name, body, OutputFormat::Markdown, masked)})),
            Ask::Report => {
                let style = Style { redact: false, ..masked };
                Ok(json!({"text": report(&checker, &self.name, body, OutputFormat::Jsonl, style)}))
            }
            Ask::Catalogue => Ok(catalogue::all(checker.catalogue())),
            Ask::Platform => catalogue::platform(checker.catalogue(), &self.other),
        }
    }
}

fn log(checker: &Checker, name: &str, body: &[u8]) -> Result<received::v1::Summary, String> {
    checker.log(if name.is_empty() { "pasted.log" } else { name }, body)
}

fn report(checker: &Checker, name: &str, body: &[u8], format: OutputFormat, style: Style) -> String {
    String::from_utf8_lossy(&checker.report(name, body, format, style)).into_owned()
}
