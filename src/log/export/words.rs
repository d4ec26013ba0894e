//! What platforms say of a postback, in their own words, and which of our verdicts each word covers.

use crate::log::verdict::Verdict::{self, *};

/// What a platform's words mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlatformWords {
    /// The verdicts that the word covers; the first is the one it means by itself.
    pub covers: &'static [Verdict],
    /// It was taken and waits for somebody's approval.
    pub pending: bool,
}

/// How a word is compared.
#[derive(Clone, Copy)]
enum How {
    /// It is all that is said.
    Is,
    /// It stands somewhere in what is said.
    NameOf,
}

use How::{Is, NameOf};

const NO_CLICK: &[Verdict] =
    &[InvalidClickId, MissingClickId, EmptyClickId, UnresolvedMacro, MalformedClickId, MalformedRequest];
const MISSING: &[Verdict] = &[MissingClickId, EmptyClickId, MalformedRequest];
const REJECTED: &[Verdict] = &[
    RejectedByNetwork,
    ExpiredClickId,
    DuplicateConversion,
    OfferInactive,
    UnknownEventId,
    Unauthorised,
    InvalidClickId,
    MalformedClickId,
    UnresolvedMacro,
    EmptyClickId,
    MissingClickId,
];
const EXPIRED: &[Verdict] = &[ExpiredClickId];
const DUPLICATE: &[Verdict] = &[DuplicateConversion];
const INACTIVE: &[Verdict] = &[OfferInactive];
const EVENT: &[Verdict] = &[UnknownEventId];
const REFUSED: &[Verdict] = &[Unauthorised];
const TAKEN: &[Verdict] = &[Success];

/// Words, in small letters, with the platform that uses them; an empty platform stands for all. The first that fits
/// counts. CAKE: <https://support.getcake.com/support/solutions/articles/13000118838>; TUNE:
/// <https://support.tune.com/hc/en-us/articles/1500005263782-Server-Logs-Report>; Trackier:
/// <https://help.trackier.com/support/solutions/articles/31000155030>; Keitaro:
/// <https://docs.keitaro.io/en/conversions-and-postback/postback-troubleshooting.html>.
const WORDS: &[(&str, How, &str, &[Verdict], bool)] = &[
    ("cake", Is, "success", TAKEN, false),
    ("cake", Is, "invalid click_id", NO_CLICK, false),
    ("cake", Is, "expired click_id", EXPIRED, false),
    ("cake", Is, "duplicate conversion", DUPLICATE, false),
    ("cake", Is, "offer not found / inactive", INACTIVE, false),
    ("cake", Is, "rejected", &[RejectedByNetwork, ExpiredClickId], false),
    ("cake", Is, "scrubbed", &[RejectedByNetwork], false),
    ("cake", Is, "pending", TAKEN, true),
    ("orbitra", NameOf, "missing subid", MISSING, false),
    ("orbitra", NameOf, "not found", NO_CLICK, false),
    ("orbitra", NameOf, "duplicate", DUPLICATE, false),
    ("orbitra", Is, "accepted", TAKEN, false),
    ("keitaro", Is, "ok", TAKEN, false),
    ("keitaro", NameOf, "incorrect subid", NO_CLICK, false),
    ("keitaro", NameOf, "subid not found", NO_CLICK, false),
    ("keitaro", NameOf, "not found", NO_CLICK, false),
    ("keitaro", NameOf, "duplicate", DUPLICATE, false),
    ("affise", NameOf, "\"status\":1", TAKEN, false),
    ("affise", NameOf, "click not found", NO_CLICK, false),
    ("affise", NameOf, "not unique", DUPLICATE, false),
    ("affise", NameOf, "duplicate", DUPLICATE, false),
    ("affise", NameOf, "declined", &[RejectedByNetwork], false),
    ("everflow", Is, "approved", TAKEN, false),
    ("everflow", Is, "pending", TAKEN, true),
    ("everflow", Is, "rejected: 1", &[RejectedByNetwork], false),
    ("everflow", Is, "rejected: 4", &[RejectedByNetwork], false),
    ("everflow", Is, "rejected: 9", &[RejectedByNetwork], false),
    ("everflow", Is, "rejected: 22", &[RejectedByNetwork], false),
    ("everflow", Is, "rejected: 23", &[RejectedByNetwork], false),
    ("everflow", Is, "rejected: 24", &[RejectedByNetwork], false),
    ("everflow", Is, "rejected: 25", &[RejectedByNetwork], false),
    ("everflow", Is, "rejected: 26", &[RejectedByNetwork], false),
    ("everflow", NameOf, "duplicate", DUPLICATE, false),
    ("everflow", NameOf, "inactive", INACTIVE, false),
    ("everflow", NameOf, "paused", INACTIVE, false),
    ("everflow", NameOf, "expired", EXPIRED, false),
    ("everflow", Is, "rejected", REJECTED, false),
    ("everflow", Is, "invalid", REJECTED, false),
    ("tune", NameOf, "duplicate conversion", DUPLICATE, false),
    ("tune", NameOf, "invalid trans", NO_CLICK, false),
    ("tune", NameOf, "success=true", TAKEN, false),
    ("tune", Is, "approved", TAKEN, false),
    ("tune", Is, "pending", TAKEN, true),
    ("tune", Is, "rejected", REJECTED, false),
    ("trackier", NameOf, "invalid_click_id", NO_CLICK, false),
    ("trackier", NameOf, "duplicate_click_id", DUPLICATE, false),
    ("trackier", NameOf, "invalid_goal", EVENT, false),
    ("trackier", NameOf, "token", REFUSED, false),
    ("trackier", Is, "approved", TAKEN, false),
    ("trackier", Is, "pending", TAKEN, true),
    ("trackier", Is, "extended", TAKEN, false),
    ("trackier", Is, "rejected", REJECTED, false),
    ("trackier", Is, "cancelled", REJECTED, false),
    ("redtrack", Is, "approved", TAKEN, false),
    ("redtrack", Is, "pending", TAKEN, true),
    ("redtrack", Is, "declined", REJECTED, false),
    ("redtrack", Is, "rejected", REJECTED, false),
];

/// What a platform means by these words; `None` where nobody documents them.
#[must_use]
pub fn spoken(platform: &str, words: &str) -> Option<PlatformWords> {
    let said = squeezed(words);
    // Several columns may speak: all that is said, or its first part.
    let head = said.split(": ").next().unwrap_or_default();
    let heads = [said.as_str(), two_parts(&said), head];
    let fits = |how: How, word: &str| match how {
        How::Is => heads.contains(&word),
        How::NameOf => said.contains(word),
    };
    let own = |of: &str| of.is_empty() || of == platform;
    WORDS
        .iter()
        .find(|(of, how, word, ..)| own(of) && fits(*how, word))
        .map(|(.., covers, pending)| PlatformWords { covers, pending: *pending })
}

/// Small letters, and no blanks within JSON.
fn squeezed(words: &str) -> String {
    let lower = words.trim().to_lowercase();
    if lower.starts_with('{') { lower.split_whitespace().collect() } else { lower }
}

/// The first two of several parts.
fn two_parts(said: &str) -> &str {
    said.match_indices(": ").nth(1).map_or(said, |(at, _)| &said[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_words_cover_verdicts_and_unknown_ones_nothing() {
        let first = |platform: &str, words: &str| spoken(platform, words).map(|s| s.covers[0]);
        assert_eq!(first("cake", "Invalid click_id"), Some(InvalidClickId));
        assert_eq!(first("cake", "Success"), Some(Success));
        assert_eq!(first("cake", "Something new"), None);
        assert_eq!(first("tune", "success=true;"), Some(Success));
        assert_eq!(first("tune", "rejected: 54"), Some(RejectedByNetwork));
        assert_eq!(first("affise", "{\n    \"status\": 1\n}"), Some(Success));
        assert_eq!(first("keitaro", "Incorrect subid \"\". Postback ignored."), Some(InvalidClickId));
        assert_eq!(first("everflow", "rejected: 22: cap"), Some(RejectedByNetwork));
        assert_eq!(first("everflow", "approved: 0"), Some(Success));
        assert_eq!(first("orbitra", "Missing subid: rejected"), Some(MissingClickId));
        assert!(spoken("tune", "pending: 2").is_some_and(|s| s.pending));
    }
}
