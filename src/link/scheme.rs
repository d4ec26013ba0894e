//! Web schemes, also damaged ones.

/// True if `word` is `http` or `https`, in any case, with at most one slip of the finger, or defanged.
/// The real schemes that lie as near (`ftp`) are not.
pub fn is_like_http(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let near = |name: &str| strsim::osa_distance(&word, name) <= 1;
    matches!(&*word, "hxxp" | "hxxps" | "http(s)" | "htps" | "htttps" | "hhtps")
        || ((4..=6).contains(&word.len()) || word == "htp" || word == "ttp") && (near("http") || near("https"))
}

/// Length of the (perhaps damaged) web scheme with its slashes at the start of `text`.
pub fn leading_scheme(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let word = bytes.iter().take(8).take_while(|b| is_scheme_byte(**b)).count();
    let colon = usize::from(matches!(bytes.get(word), Some(b':' | b';')));
    let slashes = bytes[word + colon..].iter().take_while(|b| matches!(b, b'/' | b'\\')).count();
    // The comparison comes last: it is the expensive check, and every link is asked.
    let set_off = word > 0 && slashes > 0 && (colon == 1 || slashes == 2);
    (set_off && is_like_http(&text[..word])).then_some(word + colon + slashes)
}

/// A character of a scheme, as people write them.
pub const fn is_scheme_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.' | b'(' | b')')
}
