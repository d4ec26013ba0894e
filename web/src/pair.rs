//! Two links together: the way of a click id through a link and its postback, and two links part by part.

use crate::checked::{finding, taken};
use serde_json::{Value, json};
use tracklint::Checker;
use tracklint::compare;
use tracklint::report::journey_json;

/// The verdicts on a link and its postback, and the way of a click id through both.
///
/// # Errors
/// The answer of the library cannot be read, which is a fault of ours.
pub fn pair(checker: &Checker, first: &str, second: &str) -> Result<Value, String> {
    let hints = checker.hints();
    let pair = checker.pair(first, second, &hints);
    let written = journey_json(&pair.journey, pair.corrected.as_ref(), &pair.requests, pair.swapped, None);
    let members = std::str::from_utf8(&written).ok().and_then(|text| text.strip_prefix(','));
    let whole = format!("{{{}}}", members.unwrap_or_default());
    let mut answer: Value = serde_json::from_str(&whole).map_err(|error| error.to_string())?;
    answer["alike"] = json!(pair.alike.map(|role| role.id()));
    answer["test"] = json!(pair.journey.test);
    answer["links"] = pair
        .linted
        .iter()
        .map(|linted| {
            let findings: Vec<Value> = linted.findings.iter().map(finding).collect();
            json!({"taken": taken(&linted.decision), "findings": findings})
        })
        .collect();
    Ok(answer)
}

/// What became of each part of the first in the second.
pub fn compare(first: &str, second: &str) -> Value {
    let found = compare::compare(first, second);
    let differences = found
        .differences
        .iter()
        .map(|d| json!({"severity": d.severity.word(), "what": d.what, "first": d.first, "second": d.second}));
    let filled = found.filled.iter().map(|f| json!({"name": f.name, "template": f.template, "value": f.value}));
    json!({
        "kind": found.kind,
        "differences": differences.collect::<Vec<_>>(),
        "filled": filled.collect::<Vec<_>>(),
        "without_meaning": found.without_meaning,
    })
}
