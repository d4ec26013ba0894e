//! Values that give themselves away by their form, and values that hide nothing.

use super::tape::{LETTER, Tape};
use crate::rule::is_placeholder;
use std::ops::Range;

/// How the keys and tokens of well-known services begin, and how many characters follow at least.
const FORMS: [(&str, usize); 38] = [
    ("AKIA", 12),
    ("ASIA", 12),
    ("sk_live_", 8),
    ("sk_test_", 8),
    ("rk_live_", 8),
    ("rk_test_", 8),
    ("whsec_", 16),
    ("ghp_", 20),
    ("gho_", 20),
    ("ghu_", 20),
    ("ghs_", 20),
    ("ghr_", 20),
    ("github_pat_", 20),
    ("glpat-", 16),
    ("xoxb-", 10),
    ("xoxp-", 10),
    ("xoxa-", 10),
    ("xoxr-", 10),
    ("xoxs-", 10),
    ("xapp-", 10),
    ("AIza", 30),
    ("ya29.", 20),
    ("npm_", 30),
    ("pypi-", 30),
    ("SG.", 30),
    ("hf_", 30),
    ("sk-ant-", 20),
    ("sk-proj-", 20),
    ("sk-", 40),
    ("shpat_", 20),
    ("dop_v1_", 30),
    ("EAACEdEose0cBA", 10),
    // How the Base64 of a private key begins: RSA and PKCS#8, elliptic curves, OpenSSH.
    ("MIIE", 28),
    ("MIIC", 28),
    ("MIIJ", 28),
    ("MHcC", 28),
    ("MHQC", 28),
    ("b3BlbnNzaC1r", 16),
];

/// Words that say yes, no or nothing.
const PLAIN: [&str; 11] =
    ["true", "false", "yes", "no", "null", "none", "undefined", "empty", "bearer", "required", "optional"];

/// True for a value that hides nothing: a word that says yes or no, one that holds the place of a value, or a macro that
/// lost a delimiter.
pub fn is_open(value: &str) -> bool {
    let bare = value.trim_matches(|c: char| " \"'\\+".contains(c));
    bare.is_empty()
        || matches!(bare, "0" | "1")
        || PLAIN.iter().any(|word| bare.eq_ignore_ascii_case(word))
        || is_placeholder(bare)
        || is_torn_macro(bare)
}

/// `{token`, `[TOKEN`, `token}`: delimiters on one side, and between them no digit, as a secret would have.
fn is_torn_macro(value: &str) -> bool {
    const OPEN: [char; 9] = ['{', '[', '$', '%', '#', '<', '@', '(', '_'];
    const CLOSE: [char; 8] = ['}', ']', '%', '#', '>', '@', ')', '_'];
    let name = value.trim_start_matches(OPEN).trim_end_matches(CLOSE);
    name.len() < value.len()
        && (1..=40).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b'.' | b'-'))
        && (name.bytes().all(|b| !b.is_ascii_uppercase()) || name.bytes().all(|b| !b.is_ascii_lowercase()))
}

/// Letters, digits and the signs that stand in tokens.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == LETTER
}

/// The cells of every value that is known by its form.
pub fn known_forms(tape: &Tape, found: &mut Vec<Range<usize>>) {
    let cells = &tape.0;
    let mut jwt = Dots::default();
    let mut at = 0;
    while at < cells.len() {
        let fresh = at == 0 || !is_word(cells[at - 1].byte);
        let end = if !fresh {
            None
        } else {
            match cells[at].byte {
                b'e' => jwt.jwt(tape, at),
                b'-' => private_key(tape, at),
                b'B' | b'b' => header(tape, at).or_else(|| form(tape, at)).or_else(|| bot(tape, at + 3)),
                b'0'..=b'9' => bot(tape, at),
                b'h' | b'd' if webhook(tape, at).is_some() => webhook(tape, at),
                b'A' | b's' | b'r' | b'w' | b'g' | b'x' | b'y' | b'n' | b'p' | b'S' | b'h' | b'd' | b'E' | b'M' => {
                    form(tape, at)
                }
                _ => None,
            }
        };
        match end {
            Some(range) => {
                at = range.end;
                found.push(range);
            }
            None => at += 1,
        }
    }
}

fn starts(tape: &Tape, at: usize, text: &str) -> bool {
    tape.0.get(at..at + text.len()).is_some_and(|cells| cells.iter().zip(text.bytes()).all(|(c, b)| c.byte == b))
}

fn run(tape: &Tape, from: usize, fits: impl Fn(u8) -> bool) -> usize {
    from + tape.0[from..].iter().take_while(|c| !c.kept && fits(c.byte)).count()
}

fn form(tape: &Tape, at: usize) -> Option<Range<usize>> {
    let (prefix, least) = FORMS.iter().find(|(prefix, _)| starts(tape, at, prefix))?;
    let from = at + prefix.len();
    let enough = tape.0[from..].iter().take(*least).filter(|c| !c.kept && is_token(c.byte)).count() == *least;
    enough.then(|| at..run(tape, from, is_token))
}

/// `123456789:AAEhBOweik6...`, by which whoever has it speaks for a bot of Telegram's; in a path behind `bot`.
fn bot(tape: &Tape, at: usize) -> Option<Range<usize>> {
    const LEAST: usize = 30;
    let colon = at + tape.0.get(at..)?.iter().take(11).take_while(|c| !c.kept && c.byte.is_ascii_digit()).count();
    let named = (8..=10).contains(&(colon - at)) && starts(tape, colon, ":AA");
    let end = if named { run(tape, colon + 1, is_token) } else { colon };
    (end > colon + LEAST).then_some(at..end)
}

/// What stands behind these addresses is all that is needed to post there.
const WEBHOOKS: [&str; 3] = ["hooks.slack.com/services/", "discord.com/api/webhooks/", "discordapp.com/api/webhooks/"];

fn webhook(tape: &Tape, at: usize) -> Option<Range<usize>> {
    let from = at + WEBHOOKS.iter().find(|address| starts(tape, at, address))?.len();
    let end = run(tape, from, |b| is_token(b) || b == b'/');
    (end > from).then_some(from..end)
}

/// Where the token that is looked at ends, and its first dot: kept from one look to the next.
#[derive(Default)]
struct Dots {
    end: usize,
    last_dot: Option<usize>,
}

impl Dots {
    /// `eyJhbGciOi...` with a dot: a JSON Web Token, or what is left of one.
    fn jwt(&mut self, tape: &Tape, at: usize) -> Option<Range<usize>> {
        if !starts(tape, at, "eyJ") {
            return None;
        }
        if at >= self.end {
            self.end = run(tape, at, is_token);
            self.last_dot = tape.0[at..self.end].iter().rposition(|c| c.byte == b'.').map(|dot| at + dot);
        }
        let dotted = self.last_dot.is_some_and(|dot| dot > at + 8);
        (dotted && self.end - at >= 20).then_some(at..self.end)
    }
}

/// What follows `-----BEGIN ... PRIVATE KEY`, to the end of the value.
fn private_key(tape: &Tape, at: usize) -> Option<Range<usize>> {
    if !starts(tape, at, "-----BEGIN") {
        return None;
    }
    let title = tape.text(at..(at + 48).min(tape.0.len())).replace('+', " ");
    title.contains("PRIVATE KEY").then(|| at..run(tape, at, |b| b != b'&'))
}

/// `Bearer x`, `Basic x`
fn header(tape: &Tape, at: usize) -> Option<Range<usize>> {
    let word = tape.0.get(at..at + 6).map(|_| tape.text(at..at + 6).to_ascii_lowercase())?;
    let length = if word == "bearer" {
        6
    } else if word.starts_with("basic") {
        5
    } else {
        return None;
    };
    let from = run(tape, at + length, |b| matches!(b, b' ' | b'+' | b':'));
    let end = run(tape, from, |b| is_token(b) || matches!(b, b'~' | b'/' | b'=' | b'+'));
    let told = |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase();
    let long = end - from >= 16 || end - from >= 8 && tape.0[from..end].iter().any(|c| told(c.byte));
    (from > at + length && long).then_some(from..end)
}

/// What a text begins with if that is the end of a value whose name a line break took away: letters and digits in
/// disorder before the first `&`.
pub fn cut_off(tape: &Tape, found: &mut Vec<Range<usize>>) {
    let end = run(tape, 0, |b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    let mixed = tape.0[..end].windows(2).filter(|w| w[0].byte.is_ascii_digit() != w[1].byte.is_ascii_digit()).count();
    if end >= 8 && mixed >= 3 && tape.0.get(end).is_some_and(|c| c.byte == b'&') {
        found.push(0..end);
    }
}

/// International telephone numbers: `+49 170 1234567`, with the sign before it that shows where it begins.
pub fn phones(tape: &Tape, found: &mut Vec<Range<usize>>) {
    let cells = &tape.0;
    for at in (0..cells.len()).filter(|&at| cells[at].byte == b'+' && !cells[at].kept) {
        let before = at.checked_sub(1).map(|i| cells[i].byte);
        // A number in the middle of words that `+` parts is none: `summer+20260812`.
        let begins = before.is_none_or(|b| b" =:,;|\"'/(<>&?#".contains(&b))
            || at >= 3 && starts(tape, at - 2, "00") && !is_word(cells[at - 3].byte);
        if !begins || !cells.get(at + 1).is_some_and(|c| b"123456789(".contains(&c.byte)) {
            continue;
        }
        let most = &cells[at + 1..cells.len().min(at + 32)];
        let of_number = |b: u8| b.is_ascii_digit() || b" -.()/".contains(&b);
        let length = most.iter().take_while(|c| !c.kept && of_number(c.byte)).count();
        let digits = most[..length].iter().filter(|c| c.byte.is_ascii_digit()).count();
        let last = most[..length].iter().rposition(|c| c.byte.is_ascii_digit()).unwrap_or_default();
        let ends = most.get(last + 1).is_none_or(|c| !is_word(c.byte));
        if (8..=15).contains(&digits) && ends {
            found.push(at..at + last + 2);
        }
    }
}

/// Runs of Base64, as candidates: whole ones, and their parts between slashes.
pub fn base64_runs(tape: &Tape) -> Vec<Range<usize>> {
    const LEAST: usize = 12;
    let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'-' | b'_');
    let mut runs = Vec::new();
    let mut at = 0;
    while at < tape.0.len() {
        let end = run(tape, at, fits);
        if end - at >= LEAST {
            let padded = run(tape, end, |b| b == b'=');
            runs.push(at..padded);
            let mut from = at;
            for part in tape.0[at..end].split(|c| c.byte == b'/') {
                let to = from + part.len();
                if part.len() >= LEAST && part.len() < end - at {
                    runs.push(from..if to == end { padded } else { to });
                }
                from = to + 1;
            }
        }
        at = end + 1;
    }
    runs
}

/// The text that a run of Base64 stands for, if it is text.
pub fn base64(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for byte in text.bytes().filter(|b| *b != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            let byte = (bits >> count) as u8;
            // Most runs are no Base64, and show it within a few bytes.
            if byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r') {
                return None;
            }
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_nothing_is_open() {
        for value in ["{token", "[TOKEN", "token}", "\"true\"", "1", "", "{{first_name", "YOUR_TOKEN"] {
            assert!(is_open(value), "{value}");
        }
        for value in ["hunter", "(gs4)", "<aB>", "12345"] {
            assert!(!is_open(value), "{value}");
        }
    }

    #[test]
    fn base64_is_read_where_it_is_text() {
        assert_eq!(base64("bWVAYS5leGFtcGxl").as_deref(), Some("me@a.example"));
        assert_eq!(base64("5f4dcc3b5aa765d61d8327deb882cf99"), None);
    }
}
