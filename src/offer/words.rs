//! What the values of fields mean: data.

use super::model::{Status, Unit};
use crate::platform::Environment;

/// True for a text with which a field says that it holds nothing.
#[must_use]
pub fn is_unset(text: &str) -> bool {
    const WORDS: [&str; 13] =
        ["-", "--", "—", "n/a", "na", "none", "null", "\\n", "not set", "(none)", "not configured", "{}", "[]"];
    let text = text.trim();
    text.is_empty() || text != "None" && WORDS.iter().any(|w| text.eq_ignore_ascii_case(w))
}

/// True for a text that a program left where a link should be.
#[must_use]
pub fn is_lost(text: &str) -> bool {
    const WORDS: [&str; 13] = [
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#REF!",
        "#VALUE!",
        "NaN",
        "None",
        "[object Object]",
        "http://...",
        "https://...",
        "nil",
        "undefined",
        "{object Object}",
    ];
    let text = text.trim();
    WORDS.contains(&text) || ["http://undefined", "https://undefined"].contains(&text.trim_end_matches('/'))
}

/// Statuses by their words, without capitals.
const STATUSES: &[(&str, Status)] = &[
    ("active", Status::Active),
    ("apply to run", Status::Active),
    ("approved", Status::Active),
    ("archived", Status::Deleted),
    ("closed", Status::Paused),
    ("completed", Status::Expired),
    ("deleted", Status::Deleted),
    ("disabled", Status::Paused),
    ("draft", Status::Pending),
    ("enabled", Status::Active),
    ("ended", Status::Expired),
    ("expired", Status::Expired),
    ("finished", Status::Expired),
    ("in review", Status::Pending),
    ("inactive", Status::Paused),
    ("live", Status::Active),
    ("off", Status::Paused),
    ("on", Status::Active),
    ("paused", Status::Paused),
    ("pending", Status::Pending),
    ("pending approval", Status::Pending),
    ("private", Status::Active),
    ("public", Status::Active),
    ("published", Status::Active),
    ("removed", Status::Deleted),
    ("running", Status::Active),
    ("stopped", Status::Paused),
    ("suspended", Status::Paused),
    ("terminated", Status::Deleted),
    ("test", Status::Pending),
    ("testing", Status::Pending),
];

/// The status that a word stands for; `None` for a word nobody documents.
#[must_use]
pub fn status(word: &str) -> Option<Status> {
    let word = word.trim().replace(['_', '-'], " ");
    STATUSES.iter().find(|(w, _)| w.eq_ignore_ascii_case(&word)).map(|(_, status)| *status)
}

/// Environments by their words.
const ENVIRONMENTS: &[(&str, Environment)] = &[
    ("dev", Environment::Sandbox),
    ("development", Environment::Sandbox),
    ("live", Environment::Production),
    ("prod", Environment::Production),
    ("production", Environment::Production),
    ("qa", Environment::Sandbox),
    ("sandbox", Environment::Sandbox),
    ("staging", Environment::Sandbox),
    ("test", Environment::Sandbox),
    ("testing", Environment::Sandbox),
    ("uat", Environment::Sandbox),
];

/// The environment that a word stands for.
#[must_use]
pub fn environment(word: &str) -> Option<Environment> {
    let word = word.trim();
    ENVIRONMENTS.iter().find(|(w, _)| w.eq_ignore_ascii_case(word)).map(|(_, environment)| *environment)
}

/// True for the name of a way to pay that is a share of revenue.
#[must_use]
pub fn is_share(word: &str) -> bool {
    // TUNE's cpa_percentage and cpa_both, Everflow's cps, rps and cpa_cps; the others are everyday words.
    const WORDS: [&str; 12] = [
        "cps",
        "rps",
        "revshare",
        "revenueshare",
        "sharedrevenue",
        "percent",
        "percentage",
        "cpapercentage",
        "cpaboth",
        "cpacps",
        "rparps",
        "hybrid",
    ];
    crate::platform::is_called(word.trim(), &WORDS)
}

/// True and false as files write them.
#[must_use]
pub fn truth(word: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|w| w.eq_ignore_ascii_case(word.trim()));
    if is(&["true", "yes", "1", "on"]) {
        Some(true)
    } else if is(&["false", "no", "0", "off"]) {
        Some(false)
    } else {
        None
    }
}

/// Whether a way to report conversions, by its name, needs a click id in the link: a call from server to server does,
/// a pixel in the browser has a cookie. `None` for a name nobody documents.
#[must_use]
pub fn needs_click_id(method: &str) -> Option<bool> {
    // TUNE's `protocol`, Everflow's `conversion_method`, Trackier's `conv_tracking`.
    const SERVER: [&str; 6] = ["server", "server_affiliate", "server_postback", "postback", "s2s", "server-postback"];
    const BROWSER: [&str; 13] = [
        "http",
        "https",
        "http_img",
        "https_img",
        "http_image",
        "https_image",
        "html",
        "http_iframe_url",
        "https_iframe_url",
        "javascript",
        "iframe",
        "image",
        "cookie_based",
    ];
    if SERVER.contains(&method) { Some(true) } else { BROWSER.contains(&method).then_some(false) }
}

/// Units as values end in them. `m` is a minute to some and a month to others, so it is none.
const UNITS: &[(&str, Unit)] = &[
    ("d", Unit::Day),
    ("day", Unit::Day),
    ("days", Unit::Day),
    ("h", Unit::Hour),
    ("hour", Unit::Hour),
    ("hours", Unit::Hour),
    ("hr", Unit::Hour),
    ("hrs", Unit::Hour),
    ("min", Unit::Minute),
    ("mins", Unit::Minute),
    ("minute", Unit::Minute),
    ("minutes", Unit::Minute),
    ("s", Unit::Second),
    ("sec", Unit::Second),
    ("second", Unit::Second),
    ("seconds", Unit::Second),
    ("w", Unit::Week),
    ("week", Unit::Week),
    ("weeks", Unit::Week),
    ("y", Unit::Year),
    ("year", Unit::Year),
    ("years", Unit::Year),
];

/// A time as a value writes it: `30d`, `720 h`, `P30D`, `720`; the number, and its unit where the value says it.
/// `None` for anything else, a time of several parts or a broken number among them.
#[must_use]
pub fn window(text: &str) -> Option<(u64, Option<Unit>)> {
    let text = text.trim();
    if let Some(period) = text.strip_prefix(['P', 'p']) {
        // ISO 8601: behind the T stand times, before it dates; its M is a month or a minute.
        let (timed, part) = period.strip_prefix(['T', 't']).map_or((false, period), |time| (true, time));
        let (number, unit) = split(part);
        let unit = match (timed, unit) {
            (false, "Y" | "y") => Unit::Year,
            (false, "W" | "w") => Unit::Week,
            (false, "D" | "d") => Unit::Day,
            (true, "H" | "h") => Unit::Hour,
            (true, "M" | "m") => Unit::Minute,
            (true, "S" | "s") => Unit::Second,
            _ => return None,
        };
        return Some((number.parse().ok()?, Some(unit)));
    }
    let (number, word) = split(text);
    let number = number.parse().ok()?;
    let word = word.trim();
    if word.is_empty() || word == ".0" || word == ".00" {
        return Some((number, None));
    }
    let unit = UNITS.iter().find(|(w, _)| w.eq_ignore_ascii_case(word)).map(|(_, unit)| *unit);
    match unit {
        None if !matches!(word, "m" | "M") => None,
        unit => Some((number, unit)),
    }
}

/// The digits at the start, and the rest.
fn split(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_and_rubbish_are_told_apart() {
        for text in ["", "  ", "-", "n/a", "N/A", "none", "NULL", "NONE"] {
            assert!(is_unset(text) && !is_lost(text), "{text}");
        }
        for text in ["undefined", "[object Object]", "NaN", "None", "#REF!", "http://...", "nil", " undefined "] {
            assert!(is_lost(text) && !is_unset(text), "{text}");
        }
        for text in ["https://a.com/undefined", "nothing", "0"] {
            assert!(!is_lost(text) && !is_unset(text), "{text}");
        }
    }

    #[test]
    fn statuses_are_known_in_any_case() {
        for (word, wanted) in [
            ("Active", Some(Status::Active)),
            ("PUBLIC", Some(Status::Active)),
            ("Apply_To-Run", Some(Status::Active)),
            ("paused ", Some(Status::Paused)),
            ("confirmed", None),
            ("3", None),
            ("", None),
        ] {
            assert_eq!(status(word), wanted, "{word}");
        }
    }

    #[test]
    fn a_window_is_read_and_never_guessed() {
        for (text, wanted) in [
            ("720", Some((720, None))),
            ("30d", Some((30, Some(Unit::Day)))),
            ("720 h", Some((720, Some(Unit::Hour)))),
            ("7 Days", Some((7, Some(Unit::Day)))),
            ("1y", Some((1, Some(Unit::Year)))),
            ("P30D", Some((30, Some(Unit::Day)))),
            ("PT720H", Some((720, Some(Unit::Hour)))),
            ("PT90M", Some((90, Some(Unit::Minute)))),
            ("P1M", None),
            ("90m", Some((90, None))),
            ("30.0", Some((30, None))),
            ("1.5h", None),
            ("P1DT12H", None),
            ("soon", None),
            ("", None),
            ("99999999999999999999", None),
            ("-3", None),
        ] {
            assert_eq!(window(text), wanted, "{text}");
        }
    }
}
