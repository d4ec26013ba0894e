//! Words that a help page leaves for the reader to replace: told by their shape, since every page has its own.

/// True for a whole token that stands for something still to be filled in: `TOBEREPLACED`, `YOUR_ORDER_ID`,
/// `XXXX`, `CAPTURED_CLICK_ID`, `replace_it`, `put_userid`, `YourLogin_x`.
#[must_use]
pub fn is_placeholder(word: &str) -> bool {
    if word.len() < 4 || word.len() > 64 || !may_be_placeholder(word.as_bytes()) || !word.is_ascii() {
        return false;
    }
    let bytes = word.as_bytes();
    let shouted = !bytes.iter().any(u8::is_ascii_lowercase) && bytes.iter().any(u8::is_ascii_uppercase);
    is_run(word) || if shouted { is_shouted_placeholder(word) } else { is_spoken_placeholder(word) }
}

/// False for nearly every word, at its first letters: this is asked of every value of every link.
fn may_be_placeholder(word: &[u8]) -> bool {
    // Capitals, or one sign again and again.
    if !word.iter().any(u8::is_ascii_lowercase) {
        return word.iter().any(|b| b.is_ascii_uppercase() || matches!(b, b'#' | b'*' | b'?'));
    }
    if matches!(word.first(), Some(b'x' | b'X' | b'-' | b'_')) {
        return true;
    }
    let begin = word.iter().position(u8::is_ascii_alphanumeric).unwrap_or_default();
    let pair = [word[begin] | 0x20, word.get(begin + 1).map_or(0, |b| b | 0x20)];
    matches!(&pair, b"re" | b"to" | b"yo" | b"ch" | b"pu" | b"in") || word.ends_with(b"here")
}

/// True for what is a placeholder only in the parameter `key`: its own name in capitals, or a word in capitals that
/// ends with it: `api_key=API_KEY`, `id=PROPERTY_ID`, `token=TOKEN`.
#[must_use]
pub fn is_own_name(key: &str, value: &str) -> bool {
    let worded = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-');
    if !(3..=64).contains(&value.len()) && value != "ID" || !value.bytes().all(worded) || !key.is_ascii() {
        return false;
    }
    let own = || key.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase());
    let written = value.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase());
    // `test=TEST` says what it is.
    if own().eq(written) {
        return !own().eq(*b"test") && own().any(|b| b.is_ascii_alphabetic());
    }
    // Of an event, a status or a country the last word may well be the name.
    let last = value.rsplit(['_', '-']).next().unwrap_or_default();
    let kind = ["id", "key", "ref", "token", "uid", "tag", "code"].iter().find(|kind| last.eq_ignore_ascii_case(kind));
    kind.is_some_and(|kind| own().eq(kind.bytes()) && last.len() < value.len())
}

/// True for words that mean "nothing" or "anything" where an id should be: `xxx`, `null`, `test`. Elsewhere they may
/// be meant.
#[must_use]
pub fn is_no_id(value: &str) -> bool {
    const WORDS: [&str; 7] = ["xxx", "null", "test", "undefined", "none", "replace", "placeholder"];
    WORDS.iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// True for what nobody but a reader fills, although it stands between delimiters: `{replace_or_remove}`, `{MACRO}`,
/// `[YOUR CLICK ID MACRO]`, `<your-tracking-id>`. `{your_click_id}` is what networks call their partners' macros.
#[must_use]
pub fn is_filled_by_hand(inner: &str) -> bool {
    let inner = inner.trim();
    let lower = !inner.bytes().any(|b| b.is_ascii_uppercase());
    let first = words(inner).next().unwrap_or_default();
    let replaced = |word: &str| ["replace", "replaceme", "tobereplaced"].iter().any(|w| word.eq_ignore_ascii_case(w));
    let shouted = !inner.bytes().any(|b| b.is_ascii_lowercase());
    words(inner).any(replaced)
        || ["REQUIRED", "OPTIONAL", "MACRO", "PLACEHOLDER"].iter().any(|word| inner.eq_ignore_ascii_case(word))
        || first.eq_ignore_ascii_case("put") && inner.len() > 4
        || shouted && (first == "INSERT" || inner.starts_with("REPLACE") || inner.starts_with("YOUR"))
        || !lower && words(inner).any(|word| word == "YOUR")
}

/// True for text in angle or square brackets as people write what has to be replaced: with blanks or hyphens, or with
/// a word that says so.
#[must_use]
pub fn is_bracketed(inner: &str) -> bool {
    let inner = inner.trim();
    let parted = inner.contains([' ', '-']) && inner.bytes().all(|b| b.is_ascii_alphanumeric() || b" -_/".contains(&b));
    is_filled_by_hand(inner) || parted || words(inner).next().is_some_and(|word| word.eq_ignore_ascii_case("your"))
}

/// The words of a name: what `_`, `-`, `.` and blanks part, and camel humps.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_alphanumeric()).flat_map(humps).filter(|word| !word.is_empty())
}

/// `YourLogin` is `Your` and `Login`; `CLICKID` is one word.
fn humps(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        if bytes.is_empty() {
            return None;
        }
        let hump = |i: &usize| bytes[i - 1].is_ascii_lowercase() && bytes[*i].is_ascii_uppercase();
        let end = (1..bytes.len()).find(hump).unwrap_or(bytes.len());
        let (first, after) = rest.split_at(end);
        rest = after;
        Some(first)
    })
}

/// One character again and again: `XXXX`, `XXX-XXX`, `######`, `****`. Digits may be an id.
fn is_run(word: &str) -> bool {
    let kept = || word.bytes().filter(|b| !matches!(b, b'-' | b'_'));
    let Some(first) = kept().next() else { return false };
    let runs = first.eq_ignore_ascii_case(&b'x') || matches!(first, b'#' | b'*' | b'?');
    runs && kept().count() >= 3 && kept().all(|b| b == first)
}

fn is_shouted_placeholder(word: &str) -> bool {
    const WHOLE: [&str; 29] = [
        "TOBEREPLACED",
        "TO_BE_REPLACED",
        "REPLACE",
        "REPLACED",
        "REPLACEME",
        "REQUIRED",
        "OPTIONAL",
        "PLACEHOLDER",
        "CHANGEME",
        "CLICK_ID",
        "CLICKID",
        "CLICK-ID",
        "CLICKREF",
        "TRANSACTION_ID",
        "TRANSACTIONID",
        "UNIQUEID",
        "ACCOUNT_NAME",
        "TEAM_ID",
        "NAMEOFADVERTISER",
        "EVENT_ID",
        "EVENT_NAME",
        "ORDER_ID",
        "USER_ID",
        "AFFSESSIONID",
        "PAYOUT",
        "API_KEY",
        "APIKEY",
        "DEV_KEY",
        "ID_HERE",
    ];
    // `TOKEN` and the like alone may be a value; beside another word they say what belongs there.
    const PART: [&str; 6] = ["REPLACE", "YOUR", "CHANGE", "INSERT", "UNIQUE", "MACRO"];
    let worded = word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_' || b == b'-');
    let parted = word.contains(['_', '-']);
    worded
        && (WHOLE.contains(&word)
            || ["REPLACE", "YOUR", "TOBEREPLACED"].iter().any(|p| word.starts_with(p))
            || ["ENTER_", "PUT_", "SOME_", "REQUIRED_", "PUB_CLICK", "PUB_MEMBER"].iter().any(|p| word.starts_with(p))
            || parted && words(word).any(|w| PART.contains(&w))
            || ["_TOKEN", "_CLICK_ID", "_CLICKID", "_API_KEY", "_HERE"].iter().any(|end| word.ends_with(end))
            || word.bytes().filter(|b| *b == b'X').count() >= 4 && words(word).any(|w| w.ends_with("XXXX")))
}

/// What follows `your` where a reader has to put his own: `your_click_id`, not `your-next-car`.
const OWN: [&str; 44] = [
    "account",
    "affiliate",
    "aff",
    "api",
    "app",
    "auth",
    "brand",
    "bundle",
    "campaign",
    "channel",
    "click",
    "clickid",
    "code",
    "company",
    "conversion",
    "custom",
    "device",
    "domain",
    "email",
    "event",
    "id",
    "key",
    "link",
    "login",
    "macro",
    "name",
    "network",
    "offer",
    "order",
    "parameter",
    "partner",
    "password",
    "project",
    "pub",
    "publisher",
    "secret",
    "site",
    "sub",
    "subid",
    "token",
    "tracking",
    "tracker",
    "user",
    "value",
];

fn is_spoken_placeholder(word: &str) -> bool {
    const WHOLE: [&str; 8] = [
        "replace_it",
        "replaceme",
        "replace_me",
        "tobereplaced",
        "to_be_replaced",
        "yourvalue",
        "changeme",
        "change_me",
    ];
    let is = |p: &&str| word.eq_ignore_ascii_case(p);
    let starts = |p: &str| word.len() > p.len() && word.as_bytes()[..p.len()].eq_ignore_ascii_case(p.as_bytes());
    let mut parts = words(word);
    let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let own = OWN.iter().any(|own| second.eq_ignore_ascii_case(own));
    WHOLE.iter().any(is)
        || starts("put_")
        || starts("your_")
        || starts("replace_")
        || first.eq_ignore_ascii_case("your") && own
        || first == "insert" && (second == "your" || own || word.ends_with("_here") || word.ends_with("-here"))
        || word.ends_with("_macro_here")
        || word.ends_with("_id_here")
        || word.ends_with("-id-here")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_has_to_replace_is_told_from_what_somebody_means() {
        for word in [
            "TOBEREPLACED",
            "YOUR_ORDER_ID",
            "XXXX",
            "xxxx",
            "XXX-XXX",
            "######",
            "CAPTURED_CLICK_ID",
            "replace_it",
            "put_userid",
            "YourLogin_x",
            "your-affiliate-id",
            "UNIQUE_ID",
            "PUBLISHER_MACRO",
            "REPLACEWITHYOURID",
            "CHANGE_ME",
            "INSERT_TOKEN",
            "ACCESS_TOKEN",
            "changeme",
            "1011XXXX",
        ] {
            assert!(is_placeholder(word), "{word}");
        }
        for word in [
            "SUMMER_SALE",
            "your-next-car",
            "replacement",
            "insert_coin",
            "unique_purchase",
            "0000",
            "PURCHASE",
            "USA",
            "token",
            "change_plan",
            "XL",
            "xx",
            "MAXXXX2024ab",
        ] {
            assert!(!is_placeholder(word), "{word}");
        }
    }

    #[test]
    fn a_name_in_capitals_in_its_own_parameter_is_a_placeholder() {
        for (key, value) in
            [("api_key", "API_KEY"), ("id", "PROPERTY_ID"), ("clickref", "CLICKREF"), ("token", "TOKEN")]
        {
            assert!(is_own_name(key, value), "{key}={value}");
        }
        for (key, value) in
            [("os", "IOS"), ("test", "TEST"), ("event", "INSTALL_EVENT"), ("country", "USA"), ("s", "S1_A"), ("7", "7")]
        {
            assert!(!is_own_name(key, value), "{key}={value}");
        }
    }
}
