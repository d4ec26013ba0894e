//! A password or secret that stands in the link.

use crate::link::{Link, Param, Seen};
use crate::platform::{Role, State};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, is_placeholder,
    quoted,
};
use crate::span::{Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "credentials-in-url",
    severity: Severity::Warning,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::USERINFO.or(Seen::NAMES),
    yields_to: &[],
    summary: "a password or secret in the link",
    explanation: "\
A link is no safe place for a secret: it is kept in the logs of every server on the way, in browsers, and in every \
message it is copied to. Whoever reads it there can use the account, or report conversions that never happened.

Let the system that calls the link send the secret another way, or use a token made for this purpose that can be \
replaced. A secret that has already been passed on should be changed.",
    bad: &[
        Bad {
            url: "https://admin:hunter22@track.example.com/postback?click_id={click_id}",
            given: ExampleHints::NOTHING,
            marks: "admin:hunter22@",
            says: "password",
            fixed: None,
        },
        Bad {
            url: "https://track.example.com/postback?click_id={click_id}&client_secret=8f14e45fceea",
            given: ExampleHints::role(Role::Postback),
            marks: "8f14e45fceea",
            says: "client_secret",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://track.example.com/postback?click_id={click_id}&token=8f14e45fceea&key=abcdef12",
            given: ExampleHints::role(Role::Postback),
            why: "a token for postbacks is meant to be in the link",
        },
        Good {
            url: "https://trends.revcontent.com/api/v1/conversion.php?api_key=8f14e45fceea&rc_uuid={click_id}&amount={payout}",
            given: ExampleHints::NOTHING,
            why: "Revcontent asks for its key there",
        },
        Good {
            url: "https://track.example.com/postback?click_id={click_id}&password={password}",
            given: ExampleHints::NOTHING,
            why: "a macro gives nothing away",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

/// Names of secrets, without `_` and `-`.
const SECRETS: [&str; 8] =
    ["password", "passwd", "passcode", "secret", "secretkey", "apikey", "apisecret", "clientsecret"];

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    if link.seen.has(Seen::USERINFO) && has_password(&link, link.userinfo) {
        findings.push(
            Finding::new(&RULE, link.userinfo, "There is a user name and a password before the host.")
                .costs("Anyone who gets the link, and every server log on the way, can see the password.")
                .label("a password")
                .todo("Remove both, and change the password if the link was passed on."),
        );
    }
    if context.state == State::Template
        && let Some(param) = link.params.iter().find(|p| is_secret(context, p))
    {
        let key = quoted(link.key(param));
        findings.push(
            Finding::new(
                &RULE,
                param.value,
                format!("The value of {key} is the same in every call, and looks like a secret."),
            )
            .costs("Anyone who gets the link, and every server log on the way, can see it.")
            .label("a secret")
            .todo("Send it another way if the receiver offers one, and change it if the link was passed on."),
        );
    }
}

/// `user:password@`, not filled by macros.
fn has_password(link: &Link, userinfo: Span) -> bool {
    let password = link.of(userinfo).trim_end_matches('@').split_once(':').map_or("", |(_, password)| password);
    !password.is_empty() && link.macros_in(userinfo).next().is_none() && !is_placeholder(password)
}

/// A constant that the receiver does not ask for.
fn is_secret(context: &Context, param: &Param) -> bool {
    let link = context.link;
    let (key, value) = (link.key(param), link.value(param));
    // Nearly all differ in the first two letters.
    let mut letters = key.bytes().filter(|b| !matches!(b, b'_' | b'-')).map(|b| b.to_ascii_lowercase());
    let begins = [letters.next(), letters.next()].map(Option::unwrap_or_default);
    let named = matches!(&begins, b"pa" | b"se" | b"ap" | b"cl")
        && SECRETS.iter().any(|name| name.starts_with(char::from(begins[0])) && is_name(key, name));
    let asked = |p: &'static crate::platform::Platform| {
        p.link_params().chain(p.receives.params()).any(|f| f.name != "*" && f.is(key))
    };
    named
        && value.len() >= 4
        && link.macros_in(param.value).next().is_none()
        && !is_placeholder(value)
        && !is_name(value, key)
        && !context.addressee.is_some_and(|a| asked(a.platform))
        && !context.catalogue.legal().parameter(key)
}

/// True if the two are the same but for case, `_` and `-`: `API_KEY` is `apikey`.
fn is_name(key: &str, name: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = u8> {
        text.bytes().filter(|b| !matches!(b, b'_' | b'-')).map(|b| b.to_ascii_lowercase())
    }
    letters(key).eq(letters(name))
}
