//! A click id's journey for programs: the frozen shape of version 1, beside the report on the two links.

use super::compact::write;

/// `,"journey":{...}`: what stands in the document of a pair besides the report. `command` is `None` where the
/// postback cannot be called, or would show what is masked. The URLs are masked already.
#[must_use]
pub fn journey_json(journey: &crate::lint::Journey, swapped: bool, command: Option<&str>) -> Vec<u8> {
    let steps = journey.steps.iter().map(|s| v1::Step {
        step: s.name,
        outcome: s.outcome,
        message: &s.text,
        url: s.url.as_deref(),
    });
    let value = v1::Journey {
        click_id: &journey.click_id,
        swapped,
        outcome: journey.outcome(),
        steps: steps.collect(),
        command,
        to_fill: &journey.to_fill,
    };
    let mut out = b",\"journey\":".to_vec();
    write(&value, &mut out);
    out
}

/// Version 1. Keys and their order are a promise: whatever changes inside, this does not.
pub(super) mod v1 {
    use crate::lint::Fate;
    use serde::Serialize;

    /// The way of one click id through a link and its postback.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct Journey<'a> {
        pub click_id: &'a str,
        pub swapped: bool,
        pub outcome: Fate,
        pub steps: Vec<Step<'a>>,
        pub command: Option<&'a str>,
        pub to_fill: &'a [String],
    }

    /// A step on that way.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct Step<'a> {
        pub step: &'static str,
        pub outcome: Fate,
        pub message: &'a str,
        pub url: Option<&'a str>,
    }
}
