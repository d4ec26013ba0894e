//! Which names say that their value is secret or about a person.
//!
//! A name is cut into words at signs and at changes of letter case, and each word is looked up, so that `xApiKey`,
//! `user[password]` and `login-pass` are known and `compass`, `keyword` and `author` are not.

/// Words that say so alone.
const WORDS: [&str; 63] = [
    "pass",
    "pw",
    "pwd",
    "psw",
    "passwd",
    "password",
    "passwort",
    "passcode",
    "passphrase",
    "passkey",
    "secret",
    "secrets",
    "token",
    "auth",
    "oauth",
    "authorization",
    "authtoken",
    "accesstoken",
    "bearer",
    "jwt",
    "csrf",
    "xsrf",
    "session",
    "sessionid",
    "sess",
    "sessid",
    "phpsessid",
    "jsessionid",
    "otp",
    "totp",
    "mfa",
    "signature",
    "sig",
    "hmac",
    "credential",
    "credentials",
    "creds",
    "apikey",
    "secretkey",
    "privatekey",
    "accountkey",
    "passport",
    "cvv",
    "cvc",
    "iban",
    "ssn",
    "email",
    "emails",
    "mail",
    "phone",
    "phonenumber",
    "msisdn",
    "telephone",
    "firstname",
    "lastname",
    "fullname",
    "surname",
    "fname",
    "lname",
    "birthdate",
    "birthday",
    "dateofbirth",
    "dob",
];

/// Two words in a row that say so. The first of `key` makes it one that opens something.
const PAIRS: [(&[&str], &[&str]); 8] = [
    (
        &[
            "api",
            "app",
            "access",
            "secret",
            "private",
            "security",
            "encryption",
            "encrypt",
            "signing",
            "sign",
            "auth",
            "client",
            "account",
            "license",
            "master",
            "service",
            "ssh",
            "hmac",
            "aes",
            "rsa",
            "session",
            "user",
            "shared",
            "postback",
            "server",
            "webhook",
            "admin",
            "subscription",
        ],
        &["key", "keys"],
    ),
    (&["first", "last", "full", "given", "family", "middle", "maiden"], &["name"]),
    (&["birth"], &["date", "day", "year"]),
    (&["pin", "access", "sms", "verification", "security", "login"], &["code"]),
    (&["mobile", "cell", "tel", "contact", "whatsapp"], &["number", "no", "num"]),
    (&["card", "account"], &["number", "no", "num"]),
    (&["street", "home", "postal", "billing", "shipping"], &["address", "addr"]),
    (&["connect"], &["sid"]),
];

/// Words whose value counts only if it is long and of digits: `mobile=1` says what device it is.
const NUMBERS: [&str; 7] = ["mobile", "cell", "cellphone", "tel", "fax", "whatsapp", "mobilephone"];

/// Words behind which the value is none of it: `email_campaign`, `token_type`, `session_count`.
const HARMLESS: [&str; 36] = [
    "type",
    "count",
    "length",
    "len",
    "expires",
    "expiry",
    "expire",
    "exp",
    "ttl",
    "status",
    "enabled",
    "required",
    "version",
    "time",
    "timestamp",
    "duration",
    "page",
    "template",
    "campaign",
    "list",
    "provider",
    "sent",
    "opened",
    "verified",
    "optin",
    "optout",
    "source",
    "medium",
    "method",
    "mode",
    "level",
    "domain",
    "format",
    "lang",
    "limit",
    "subject",
];

/// Long words, known by their end too (`useremail`, `12password`), and with one slip of the hand.
const LONG: [&str; 20] = [
    "password",
    "passwd",
    "passcode",
    "passphrase",
    "secret",
    "token",
    "signature",
    "authorization",
    "credential",
    "apikey",
    "secretkey",
    "privatekey",
    "accesskey",
    "sessionid",
    "email",
    "firstname",
    "lastname",
    "phonenumber",
    "session",
    "phone",
];

/// Of these only the whole word counts, for other words end in them: `obsession`, `microphone`.
const WHOLE: [&str; 2] = ["session", "phone"];

/// Words that are one letter from a long word and mean something else.
const NO_SLIPS: [&str; 5] = ["taken", "phony", "passed", "prone", "secrete"];

/// What a name says about its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameSecrecy {
    /// It is secret or about a person.
    Secret,
    /// It is if it is a telephone number.
    Number,
}

/// What a name says; `text` is decoded.
pub fn says(text: &str) -> Option<NameSecrecy> {
    let words = words(text);
    let last = words.iter().rev().find(|w| *w != "id")?;
    let last_is_harmless = HARMLESS.contains(&last.as_str());
    if last_is_harmless {
        return None;
    }
    if is_secret(&words) {
        return Some(NameSecrecy::Secret);
    }
    words.iter().any(|w| NUMBERS.contains(&w.as_str())).then_some(NameSecrecy::Number)
}

/// True for a path segment that is nothing but such a name: `token`, `accessToken`, not `password-reset-guide`.
pub fn is_segment(text: &str) -> bool {
    /// Pages about a password, behind which none stands.
    const PAGES: [&str; 6] = ["reset", "forgot", "change", "new", "lost", "recover"];
    match &words(text)[..] {
        [only] => WORDS.contains(&only.as_str()),
        [first, last] => {
            !PAGES.contains(&first.as_str())
                && (WORDS.contains(&last.as_str()) || is_pair(&[first.clone(), last.clone()]))
        }
        _ => false,
    }
}

fn is_secret(words: &[String]) -> bool {
    if let [only] = words
        && matches!(only.as_str(), "key" | "sign")
    {
        return true;
    }
    if words.iter().any(|w| is_word(w)) || words.windows(2).any(is_pair) {
        return true;
    }
    // `pass_word`, `api key` with the blank dropped.
    let joined = words.concat();
    words.len() > 1 && (joined == "dateofbirth" || LONG.iter().any(|long| !WHOLE.contains(long) && joined == **long))
}

fn is_word(word: &str) -> bool {
    WORDS.contains(&word)
        || LONG.iter().any(|long| !WHOLE.contains(long) && word.ends_with(long))
        || !NO_SLIPS.contains(&word) && LONG.iter().any(|long| is_slip(word, long))
}

fn is_pair(words: &[String]) -> bool {
    let [first, second] = words else { return false };
    let named = |(firsts, seconds): &(&[&str], &[&str])| {
        let near = seconds[0] == "key" && second.len() >= 3 && is_slip(second, "key");
        firsts.contains(&first.as_str()) && (seconds.contains(&second.as_str()) || near)
    };
    PAIRS.iter().any(named) || first == "e" && is_slip(second, "mail")
}

/// True if `word` is `meant` with one letter left out, doubled, exchanged or swapped with the next; the first letter
/// is right.
fn is_slip(word: &str, meant: &str) -> bool {
    let (a, b) = (word.as_bytes(), meant.as_bytes());
    if a.first() != b.first() || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    match (&a[..a.len() - tail], &b[..b.len() - tail]) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// The words of a name in small letters, digits around them left out.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let bytes = text.as_bytes();
    for (i, &byte) in bytes.iter().enumerate() {
        let next_is_small = bytes.get(i + 1).is_some_and(u8::is_ascii_lowercase);
        let before = i.checked_sub(1).map_or(b'_', |i| bytes[i]);
        let cut = byte.is_ascii_uppercase()
            && (before.is_ascii_lowercase() || before.is_ascii_digit() || before.is_ascii_uppercase() && next_is_small);
        if cut || byte.is_ascii() && !byte.is_ascii_alphanumeric() {
            words.push(String::new());
        }
        if byte.is_ascii_alphanumeric() || !byte.is_ascii() {
            // The name is decoded: what is not ASCII is no part of a word that is looked up.
            let letter = if byte.is_ascii() { char::from(byte.to_ascii_lowercase()) } else { '\u{FFFD}' };
            if let Some(word) = words.last_mut() {
                word.push(letter);
            }
        }
    }
    let digit = |c: char| c.is_ascii_digit();
    let trimmed = words.iter().map(|w| w.trim_matches(digit).to_owned());
    trimmed.filter(|w| !w.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_by_their_words() {
        for name in [
            "password",
            "user[password]",
            "xApiKey",
            "APIKey",
            "PHPSESSID",
            "api.key",
            "login-pass",
            "12password",
            "pasword1",
            "toekn",
            "api_kye",
            "e-mial",
            "X-Amz-Signature",
            "firstName",
            "date_of_birth",
            "otpCode",
            "session_id",
            "PassWord",
            "key",
            "useremail",
            "autorization",
            "pass_word",
            "sMsOtp",
            "pw",
            "sign",
            "AccountKey",
            "connect.sid",
            "billing_address",
        ] {
            assert_eq!(says(name), Some(NameSecrecy::Secret), "{name}");
        }
        assert_eq!(says("mobile_number"), Some(NameSecrecy::Secret));
        assert_eq!(says("mobile"), Some(NameSecrecy::Number));
        for name in [
            "keyword",
            "compass",
            "author",
            "tokenize",
            "sign_up",
            "campaign_name",
            "session_count",
            "email_campaign_id",
            "token_type",
            "obsession",
            "microphone",
            "design",
            "taken",
            "click_id",
            "sub_key",
            "secretary",
            "passenger",
        ] {
            assert_eq!(says(name), None, "{name}");
        }
    }

    #[test]
    fn a_segment_is_a_name_and_nothing_else() {
        for name in ["token", "accessToken", "api_key", "TOKEN", "auth"] {
            assert!(is_segment(name), "{name}");
        }
        for name in ["password-reset-guide", "keys", "passenger", "author", "key", "click"] {
            assert!(!is_segment(name), "{name}");
        }
    }
}
