//! Anybody could have sent it.

use crate::link::{Link, Seen};
use crate::platform::{Fact, Role, find, is_called};
use crate::rule::values::{end_of, has_open_list, is_sent};
use crate::rule::{
    Bad, Check, Context, ExampleHints, ExampleOffer, Finding, Findings, Good, Part, Roles, Rule, Stage, States,
};
use crate::span::Severity;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "unsigned-postback",
    severity: Severity::Warning,
    part: Part::Postback,
    roles: Roles::of(&[Role::Postback]),
    states: States::Template,
    triggers: Seen::PLATFORM.or(Seen::NETWORK),
    yields_to: &["wrong-endpoint"],
    summary: "the postback has no token, though the network knows one",
    explanation: "\
Whoever knows a postback's address can report conversions that never happened. Many networks therefore have a token \
that comes along with each postback; once it is switched on, postbacks without it are refused.

Copy the token from the network's settings into the postback. Where the network has it as an option this is advice, \
and a list of allowed addresses on the network's side does as well.",
    bad: &[
        Bad {
            url: "https://track.example.com/acquisition?click_id={click_id}",
            given: ExampleHints { role: Some(Role::Postback), platform: "trackier", ..ExampleHints::NOTHING },
            marks: "",
            says: "`security_token`",
            fixed: None,
        },
        Bad {
            url: "https://demo.go2cloud.org/aff_lsr?transaction_id={transaction_id}&amount={amount}&adv_sub={order}",
            given: ExampleHints { network: "tune", ..ExampleHints::NOTHING },
            marks: "",
            says: "`security_token`",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://track.example.com/acquisition?click_id={click_id}",
            given: ExampleHints {
                platform: "trackier",
                ..ExampleHints::within(Role::Postback, &ExampleOffer::offer("allow_list: 203.0.113.0/28"))
            },
            why: "the offer's list of addresses lets nobody else in",
        },
        Good {
            url: "https://demo.go2cloud.org/aff_lsr?transaction_id={transaction_id}&security_token=0123456789abcdef",
            given: ExampleHints::NOTHING,
            why: "the token comes along",
        },
        Good {
            url: "https://demo.go2cloud.org/aff_lsr?transaction_id={transaction_id}&amount={amount}&adv_sub={order}",
            given: ExampleHints::NOTHING,
            why: "TUNE asks for a token only where it was switched on",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}",
            given: ExampleHints::NOTHING,
            why: "GoKart documents no token",
        },
        Good {
            url: "https://track.example.com/postback?clickid={clickid}",
            given: ExampleHints::role(Role::Postback),
            why: "nobody knows what the receiver asks for",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let Some(receiver) = context.receiver().filter(|_| context.role_sure) else { return };
    let tokens = receiver.receives.security;
    // Where it is an option, only the network's own people can know whether it is on.
    let is_network = context.network.is_some_and(|n| n.id == receiver.id);
    let optional = |f: &&Fact| is_network && f.sure && receiver.receives.reads(f.name, link.path());
    let endpoint = receiver.receives.endpoint(link.path());
    let needed = endpoint.and_then(|e| e.required.iter().find(|r| find(tokens, r.param.name).is_some()));
    let Some(token) = needed.map(|r| &r.param).or(tokens.iter().find(optional)) else { return };
    // Without it the endpoint takes nothing: that is missing-required-parameter's word.
    let refused = needed.is_some_and(|r| r.severity == Severity::Error);
    // A list of addresses does as well, unless the offer has a secret all the same.
    let (guarded, secret) = (context.offer.has_allow_list, context.offer.has_token);
    if refused || guarded && !secret || is_sent(&link, tokens) || has_open_list(&link) || has_other(&link) {
        return;
    }
    let warned = secret || needed.is_some_and(|r| r.severity == Severity::Warning);
    let name = token.name;
    let (what, todo) = if warned {
        (
            format!("`{name}` is missing: {} asks for it.", if secret { "this offer" } else { receiver.name }),
            format!("Add `{name}` with the token from {}.", receiver.name),
        )
    } else {
        (
            format!("No `{name}`: {} can require it.", receiver.name),
            format!("Add `{name}` if your account requires it."),
        )
    };
    let finding = Finding::new(&RULE, end_of(&link), what).label("no token").todo(todo).whole();
    findings.push(if warned {
        finding
            .costs(format!("Without it, anyone can send fake conversions, or {} rejects the postback.", receiver.name))
    } else {
        finding.severity(Severity::Advice)
    });
}

/// A signature or token under another name, or in the path.
fn has_other(link: &Link) -> bool {
    const NAMES: [&str; 9] =
        ["token", "signature", "sig", "hash", "hmac", "secure", "securitytoken", "key", "authtoken"];
    link.params.iter().any(|p| !p.value.is_empty() && is_called(link.key(p), &NAMES))
}
