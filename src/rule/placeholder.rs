//! Words that a help page leaves for the reader to replace.

/// True for a whole token that stands for something still to be filled in: `TOBEREPLACED`, `YOUR_ORDER_ID`,
/// `XXXX`, `CAPTURED_CLICK_ID`, `replace_it`, `put_userid`.
#[must_use]
pub fn is_placeholder(word: &str) -> bool {
    if word.len() < 4 || word.len() > 64 {
        return false;
    }
    let bytes = word.as_bytes();
    let shouted = !bytes.iter().any(u8::is_ascii_lowercase) && bytes.iter().any(u8::is_ascii_uppercase);
    if shouted { is_shouted_placeholder(word) } else { is_spoken_placeholder(word) }
}

fn is_shouted_placeholder(word: &str) -> bool {
    const WHOLE: [&str; 26] = [
        "TOBEREPLACED",
        "TO_BE_REPLACED",
        "REPLACE",
        "REPLACED",
        "REPLACEME",
        "REQUIRED",
        "OPTIONAL",
        "PLACEHOLDER",
        "CLICK_ID",
        "CLICKID",
        "CLICK-ID",
        "TRANSACTION_ID",
        "TRANSACTIONID",
        "UNIQUE_TOKEN",
        "UNIQUEID",
        "UNIQUE_ID",
        "ACCOUNT_NAME",
        "TEAM_ID",
        "NAMEOFADVERTISER",
        "EVENT_ID",
        "EVENT_NAME",
        "ORDER_ID",
        "USER_ID",
        "AFFSESSIONID",
        "UNIQUE_USER_ID",
        "PAYOUT",
    ];
    let worded = word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_' || b == b'-');
    worded
        && (WHOLE.contains(&word)
            || ["YOUR_", "YOUR-", "REPLACE_", "REPLACE-", "INSERT_", "ENTER_", "PUT_", "PUB_CLICK", "PUB_MEMBER"]
                .iter()
                .any(|p| word.starts_with(p))
            || word.ends_with("_MACRO")
            || word.ends_with("_CLICK_ID")
            || is_crosses(word))
}

/// `XXXX`, `XXX-XXX`.
fn is_crosses(word: &str) -> bool {
    word.bytes().filter(|b| *b == b'X').count() >= 3 && word.bytes().all(|b| matches!(b, b'X' | b'-' | b'_'))
}

fn is_spoken_placeholder(word: &str) -> bool {
    let word = word.as_bytes();
    let starts = |p: &str| word.len() > p.len() && word[..p.len()].eq_ignore_ascii_case(p.as_bytes());
    let is = |p: &str| word.eq_ignore_ascii_case(p.as_bytes());
    is("replace_it")
        || is("replaceme")
        || is("replace_me")
        || is("tobereplaced")
        || is("to_be_replaced")
        || is("yourvalue")
        || is("your-parameter")
        || starts("put_")
        || starts("your_")
        || starts("replace_")
        || word.len() >= 4 && word.iter().all(|b| *b == b'x')
}
