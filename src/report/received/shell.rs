//! Commands for a shell.

/// The words of a command, quoted where a shell would take them apart.
pub fn command(words: &[String]) -> String {
    let plain = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./:,=+@%".contains(&b));
    let quoted = |w: &String| if plain(w) { w.clone() } else { format!("'{}'", w.replace('\'', "'\\''")) };
    words.iter().map(quoted).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_quoted_where_a_shell_would_take_them_apart() {
        let words = ["tracklint", "log", "my log.txt", "it's"].map(str::to_owned);
        assert_eq!(super::command(&words), "tracklint log 'my log.txt' 'it'\\''s'");
    }
}
