//! The link lets a click count for longer than the offer does.

use crate::link::Seen;
use crate::offer::{Unit, Window};
use crate::platform::Role;
use crate::rule::{
    Bad, Check, ExampleHints, ExampleOffer, Finding, Good, Member, OfferContext, OfferFindings, Part, Roles, Rule,
    States, quoted,
};
use crate::span::Severity;

const LINK: Role = Role::TrackingLink;
const URL: &str = "https://app.appsflyer.com/id1?pid=x_int&c=y&af_siteid=z&af_click_lookback=7d&clickid={gk_click_id}";

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "window-mismatch",
    severity: Severity::Warning,
    part: Part::Offer,
    roles: Roles::of(&[LINK]),
    states: States::Any,
    triggers: Seen::WINDOW,
    yields_to: &["invalid-parameter-value"],
    summary: "the link's lookback window is longer than the offer's session window",
    explanation: "\
The tracking system credits a click for as long as its lookback window says; the network takes the conversion for as \
long as the offer's session lasts. If the session is the shorter one, conversions come back after it and are refused as \
expired.

Make the offer's session at least as long as the lookback window, or the lookback window shorter.",
    bad: &[
        Bad {
            url: URL,
            given: ExampleHints::within(LINK, &ExampleOffer::offer("session_hours: 24")),
            marks: "7d",
            says: "24 hours",
            fixed: None,
        },
        Bad {
            url: URL,
            given: ExampleHints::within(LINK, &ExampleOffer::offer("session: 5")),
            marks: "7d",
            says: "hours or days",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: URL,
            given: ExampleHints::within(LINK, &ExampleOffer::offer("session_hours: 168")),
            why: "168 hours are 7 days",
        },
        Good {
            url: URL,
            given: ExampleHints::within(LINK, &ExampleOffer::offer("session_days: 30")),
            why: "the offer takes conversions for longer than the link sends them",
        },
        Good {
            url: URL,
            given: ExampleHints::within(LINK, &ExampleOffer::offer("session: 720")),
            why: "long enough whether these are hours or days",
        },
        Good {
            url: URL,
            given: ExampleHints::within(LINK, &ExampleOffer::offer("session_hours: 0")),
            why: "0 means that no window is set",
        },
    ],
    check: Check::Offer(check),
};

fn check(offer: &OfferContext, findings: &mut OfferFindings) {
    let windows = || offer.offer.windows.iter().filter(|w| w.click && w.amount > 0);
    // The longest of several: which of them counts is not said.
    let Some(longest) = windows().max_by_key(|w| (seconds(w), w.amount)) else { return };
    for member in offer.of_role(LINK) {
        if let Some(finding) = judge(member, longest) {
            findings.link(member, finding.beside(&longest.field, "the offer's window"));
        }
    }
}

/// In seconds; of a bare number, by the longest unit in use for sessions.
fn seconds(window: &Window) -> u64 {
    window.amount.saturating_mul(window.unit.unwrap_or(Unit::Day).seconds())
}

fn judge(member: &Member, session: &Window) -> Option<Finding> {
    let link = member.context.link;
    let facts = member.context.addressee?.platform.link.windows;
    let is_lookback = |name: &str| facts.iter().any(|w| !w.of_views && w.param.sure && w.param.is(name));
    // Several parameters may hold one: a click window, and one for people who had the app before.
    let found = link.params.iter().filter(|p| is_lookback(&link.name(p)));
    let read = found.filter_map(|p| duration(link.value(p)).map(|d| (p, d)));
    let (param, lookback) = read.max_by_key(|(_, duration)| *duration)?;
    if lookback <= seconds(session) {
        return None;
    }
    let value = quoted(link.value(param));
    let (what, cost) = match session.unit {
        Some(unit) => (
            format!(
                "The link accepts conversions for {value} after a click, the offer only for {}.",
                worded(session.amount, unit)
            ),
            "Conversions that come later than the offer's window are refused as expired.",
        ),
        None => (
            format!(
                "The link accepts conversions for {value} after a click, the offer only for {} (hours or days).",
                session.amount
            ),
            "Conversions that come later than the offer's window are refused as expired.",
        ),
    };
    Some(
        Finding::new(&RULE, param.value, what)
            .costs(cost)
            .label("longer than the offer's window")
            .todo("Lengthen the offer's session window, or shorten the link's lookback window."),
    )
}

/// `7d` and `24h` in seconds.
fn duration(value: &str) -> Option<u64> {
    let (number, unit) = value.split_at_checked(value.len().checked_sub(1)?)?;
    let unit = match unit {
        "h" => Unit::Hour,
        "d" => Unit::Day,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(unit.seconds())
}

fn worded(amount: u64, unit: Unit) -> String {
    let (one, many) = match unit {
        Unit::Second => ("second", "seconds"),
        Unit::Minute => ("minute", "minutes"),
        Unit::Hour => ("hour", "hours"),
        Unit::Day => ("day", "days"),
        Unit::Week => ("week", "weeks"),
        Unit::Year => ("year", "years"),
    };
    format!("{amount} {}", if amount == 1 { one } else { many })
}
