//! `af_click_lookback=8hm`, `payout=12,50`: a value the platform cannot read.

use crate::link::{Param, Seen, decoded};
use crate::platform::{Platform, Role, Window, find};
use crate::rule::currency::is_currency;
use crate::rule::values::{is_one_of, listed, literal};
use crate::rule::{
    Bad, Check, Context, ExampleHints, ExampleOffer, Finding, Findings, Good, OfferContext, OfferFindings, Part, Roles,
    Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "invalid-parameter-value",
    severity: Severity::Warning,
    part: Part::ClickId,
    roles: Roles::of(&[Role::TrackingLink, Role::PartnerLink, Role::Postback]),
    states: States::Any,
    triggers: Seen::PLATFORM.or(Seen::NETWORK).or(Seen::MONEY),
    yields_to: &["placeholder-left", "unresolved-macro", "unbraced-macro", "unbalanced-macro", "wrong-endpoint"],
    summary: "a value that the platform cannot read",
    explanation: "\
Some parameters take values of one form only: a time window is a number with h or d after it, an amount a number \
with a point, a currency its three letters. What is written otherwise is ignored, and the platform goes by its own \
default: the window is another one, the amount is missing.

Write the value in the form that the platform takes. What an offer file says of the payout is held to the same: a \
number with a point, and a currency's three letters in capitals.",
    bad: &[
        Bad {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&c=a&af_siteid=1&af_click_lookback=8hm&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "8hm",
            says: "number",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&c=a&af_siteid=1&af_click_lookback=7&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "7",
            says: "unit",
            fixed: None,
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=Sale&cnv_amount=12,50",
            given: ExampleHints::NOTHING,
            marks: "12,50",
            says: "12.50",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&c=a&af_siteid=1&is_retargeting=yes&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "yes",
            says: "`true`",
            fixed: None,
        },
        Bad {
            url: "https://example.com/offer?click_id={gk_click_id}",
            given: ExampleHints::within(Role::TrackingLink, &ExampleOffer::offer("payout: '12,50'")),
            marks: "12,50",
            says: "comma instead of a decimal point",
            fixed: None,
        },
        Bad {
            url: "https://example.com/offer?click_id={gk_click_id}",
            given: ExampleHints::within(Role::TrackingLink, &ExampleOffer::offer("currency: usd")),
            marks: "usd",
            says: "not in upper case",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&c=a&af_siteid=1&af_click_lookback=7d&is_retargeting=TRUE&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "seven days; capitals make no difference",
        },
        Good {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&c=a&af_siteid=1&af_click_lookback={window}&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "a macro brings the value",
        },
        Good {
            url: "https://www.eflow-host.com/?nid=1&transaction_id={transaction_id}&amount=12,34",
            given: ExampleHints { role: Some(Role::Postback), platform: "everflow", ..ExampleHints::NOTHING },
            why: "Everflow reads 12,34 as 12.34",
        },
        Good {
            url: "https://track.example.com/land?af_click_lookback=8hm&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "on a host that nobody knows the parameter may mean anything",
        },
        Good {
            url: "https://example.com/offer?click_id={gk_click_id}",
            given: ExampleHints::within(Role::TrackingLink, &ExampleOffer::offer("payout: 12.50\ncurrency: USD")),
            why: "a number and a code",
        },
    ],
    check: Check::Both(&[(Stage::Meaning, check)], in_offer),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let postback = context.role == Role::Postback;
    let to = if postback { context.receiver() } else { context.sure_addressee() };
    let Some(to) = to else { return };
    for param in &link.params {
        let Some(value) = literal(&link, param) else { continue };
        // A broken escape is another rule's, and a right one is no plain value of these kinds.
        if value.contains('%') && !postback {
            continue;
        }
        let found = if postback { in_postback(context, to, param, value) } else { in_link(context, to, param, value) };
        if let Some(finding) = found {
            findings.push(finding);
        }
    }
}

fn in_link(context: &Context, to: &'static Platform, param: &Param, value: &str) -> Option<Finding> {
    let link = context.link;
    if let Some(window) = to.link.windows.iter().find(|w| link.is_named(param, w.param.name)) {
        // What counts from a view does nothing on a click link, whatever its value.
        let idle = window.of_views && context.host.is_some_and(|h| h.used_for.link && !h.used_for.impression);
        return if idle { None } else { in_window(context, to, window, param, value) };
    }
    let choice = to.link.choices.iter().find(|c| link.is_named(param, c.param.name))?;
    if choice.values.iter().any(|v| value.eq_ignore_ascii_case(v)) {
        return None;
    }
    let values = listed(choice.values.iter().copied(), "or");
    Some(
        Finding::new(&RULE, param.value, format!("{} takes {values}, not {}.", quoted(link.key(param)), quoted(value)))
            .costs(format!("{} ignores any other value.", to.name))
            .label("not one of its values")
            .todo(format!("Write {values}.")),
    )
}

/// What is wrong with a time window.
enum Fault {
    NoUnit,
    NoWindow,
    OutOfRange,
}

/// `7d`, `12h`, or a word.
fn fault(window: &Window, value: &str) -> Option<Fault> {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = value.split_at(digits);
    let (least, most) = match unit {
        "h" | "H" => window.hours,
        "d" | "D" => window.days,
        _ => (0, 0),
    };
    match () {
        () if window.words.iter().any(|w| value.eq_ignore_ascii_case(w)) => None,
        () if digits > 0 && unit.is_empty() => Some(Fault::NoUnit),
        () if digits == 0 || most == 0 => Some(Fault::NoWindow),
        () if number.parse::<u16>().is_ok_and(|n| (least..=most).contains(&n)) => None,
        () => Some(Fault::OutOfRange),
    }
}

fn in_window(context: &Context, to: &'static Platform, window: &Window, param: &Param, value: &str) -> Option<Finding> {
    let fault = fault(window, value)?;
    let (key, sent) = (quoted(context.link.key(param)), quoted(value));
    let (what, label, severity) = match fault {
        Fault::NoUnit => {
            (format!("{key} has no unit after {sent}: hours or days?"), "h or d is missing", Severity::Warning)
        }
        Fault::NoWindow => {
            let what = format!("{sent} is not a valid time window: {key} needs {}.", needed(window));
            (what, "not a window", Severity::Error)
        }
        Fault::OutOfRange => (format!("{sent} is outside the range {key} allows."), "out of range", Severity::Warning),
    };
    Some(
        Finding::new(&RULE, param.value, what)
            .severity(severity)
            .costs(format!("{} uses its default window instead.", to.name))
            .label(label)
            .todo(format!("Write {}.", forms(window))),
    )
}

/// The units that a window takes, in words.
const fn needed(window: &Window) -> &'static str {
    match (window.hours.1, window.days.1) {
        (0, 0) => "one of its words",
        (_, 0) => "a number followed by h",
        (0, _) => "a number followed by d",
        _ => "a number followed by h or d",
    }
}

fn forms(window: &Window) -> String {
    let range = |(least, most): (u16, u16), unit: &str| match (least, most) {
        (_, 0) => String::new(),
        (l, m) if l == m => format!("`{l}{unit}`"),
        (l, m) => format!("`{l}{unit}` to `{m}{unit}`"),
    };
    let parts = [range(window.hours, "h"), range(window.days, "d")];
    let parts: Vec<String> =
        parts.into_iter().chain(window.words.iter().map(|w| format!("`{w}`"))).filter(|p| !p.is_empty()).collect();
    parts.join(", or ")
}

fn in_postback(context: &Context, to: &'static Platform, param: &Param, value: &str) -> Option<Finding> {
    let link = context.link;
    let receives = &to.receives;
    if is_one_of(&link, param, receives.payout) && !is_one_of(&link, param, receives.click_id()) {
        return amount(context, to, param, &decoded(value));
    }
    let key = link.name(param);
    let currency = key.contains("currency") && find(receives.documented, &key).is_some();
    let letters = value.bytes().all(|b| b.is_ascii_alphabetic()) && value.len() <= 12;
    if !currency || !letters || is_currency(value) || value.eq_ignore_ascii_case(&key) {
        return None;
    }
    Some(
        Finding::new(&RULE, param.value, format!("{} is not a currency code.", quoted(value)))
            .costs(format!("{} cannot tell what the amount is worth.", to.name))
            .label("not a currency")
            .todo("Write the code of three letters, such as USD."),
    )
}

/// A number that people write so and machines do not.
fn amount(context: &Context, to: &'static Platform, param: &Param, value: &str) -> Option<Finding> {
    let (right, why) = written_by_people(value, to.receives.decimal_comma.is_some())?;
    let title = format!("Write `{right}`");
    Some(
        Finding::new(&RULE, param.value, format!("The amount {} {why}.", quoted(context.link.value(param))))
            .costs(format!("{} may read another amount, or none.", to.name))
            .label("not a plain number")
            .todo(format!("{title}."))
            .fix(Fix::probable(title, vec![Edit::replace(param.value, right)])),
    )
}

/// The plain number, and what is odd about the one that stands there.
fn written_by_people(value: &str, takes_comma: bool) -> Option<(String, &'static str)> {
    if value.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let plain: String = value.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-')).collect();
    let rest = value.chars().filter(|c| !plain.contains(*c)).collect::<String>();
    let rest = rest.trim();
    let sign = matches!(rest, "$" | "€" | "£" | "US$") || is_currency(rest);
    let decimal = plain.split_once(',').is_some_and(|(whole, cents)| {
        (1..=2).contains(&cents.len()) && !whole.contains('.') && cents.bytes().all(|b| b.is_ascii_digit())
    });
    let comma = decimal && !takes_comma;
    if !plain.bytes().any(|b| b.is_ascii_digit())
        || !(sign || comma && rest.is_empty())
        || plain.contains(',') && !decimal
    {
        return None;
    }
    let why = if sign { "has a currency in it" } else { "uses a comma instead of a decimal point" };
    Some((plain.replace(',', "."), why))
}

/// The money of an offer that somebody wrote down by hand.
fn in_offer(offer: &OfferContext, findings: &mut OfferFindings) {
    if let Some(field) = &offer.offer.payout
        && let Some((right, why)) = written_by_people(field.text.trim(), false)
    {
        findings.field(
            field,
            Finding::new(&RULE, Span::new(0, field.text.len()), format!("The payout {} {why}.", quoted(&field.text)))
                .severity(Severity::Advice)
                .costs("Systems that take plain numbers read another payout, or none.")
                .label("not a plain number")
                .todo(format!("Write `{right}`.")),
        );
    }
    if let Some(field) = offer.offer.currency.as_ref().filter(|f| f.text.bytes().any(|b| b.is_ascii_lowercase()))
        && is_currency(field.text.trim())
    {
        let right = field.text.trim().to_ascii_uppercase();
        findings.field(
            field,
            Finding::new(
                &RULE,
                Span::new(0, field.text.len()),
                format!("The currency {} is not in upper case.", quoted(&field.text)),
            )
            .severity(Severity::Advice)
            .costs("Some systems only accept upper-case codes.")
            .label("not as in the list of currencies")
            .todo(format!("Write `{right}`.")),
        );
    }
}
