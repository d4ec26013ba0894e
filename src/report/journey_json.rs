//! A click id's journey for programs: the frozen shape of version 1, beside the report on the two links.

use super::compact::write;

/// `,"journey":{...}`: what stands in the document of a pair besides the report. `command` is `None` where the
/// postback cannot be called, or would show what is masked. The URLs are masked already.
#[must_use]
pub fn journey_json(
    journey: &crate::lint::Journey,
    corrected: Option<&crate::lint::Corrected>,
    requests: &[crate::lint::Request],
    swapped: bool,
    command: Option<&str>,
) -> Vec<u8> {
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
        closing: &journey.closing,
        also_needed: &journey.also_needed,
        steps: steps.collect(),
        command,
        to_fill: &journey.to_fill,
        corrected: corrected.map(|c| v1::Corrected {
            link: &c.texts[0],
            postback: &c.texts[1],
            outcome: c.journey.outcome(),
            closing: &c.journey.closing,
        }),
        requests: requests.iter().map(|r| v1::Request { to: &r.to, text: &r.text, url: &r.url }).collect(),
    };
    let mut out = b",\"journey\":".to_vec();
    write(&value, &mut out);
    out
}

/// Version 1. Keys and their order are a promise: whatever changes inside, this does not.
pub(super) mod v1 {
    use crate::lint::StepState;
    use serde::Serialize;

    /// The way of one click id through a link and its postback.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct Journey<'a> {
        pub click_id: &'a str,
        pub swapped: bool,
        pub outcome: StepState,
        pub closing: &'a str,
        pub also_needed: &'a [String],
        pub steps: Vec<Step<'a>>,
        pub command: Option<&'a str>,
        pub to_fill: &'a [String],
        pub corrected: Option<Corrected<'a>>,
        pub requests: Vec<Request<'a>>,
    }

    /// What to ask of somebody, as a text to send.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct Request<'a> {
        pub to: &'a str,
        pub text: &'a str,
        pub url: &'a str,
    }

    /// The pair with its repairs made, and what then becomes of the click id.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct Corrected<'a> {
        pub link: &'a str,
        pub postback: &'a str,
        pub outcome: StepState,
        pub closing: &'a str,
    }

    /// A step on that way.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct Step<'a> {
        pub step: &'static str,
        pub outcome: StepState,
        pub message: &'a str,
        pub url: Option<&'a str>,
    }
}
