//! Text in which no CI system finds an order. Their runners read what a job prints: GitHub's obeys a line that
//! begins with `::name::`, also behind blanks, and `##[name]` wherever it stands; those of Azure and TeamCity obey
//! `##vso[name]` and `##teamcity[name]`.

use std::borrow::Cow;

/// The text with the first character of each such order spelt out.
#[must_use]
pub fn inert(text: &str) -> Cow<'_, str> {
    let mut spelt: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let blanks = line.len() - line.trim_start().len();
        if line[blanks..].starts_with("::") {
            spelt.push(at + blanks);
        }
        spelt.extend(orders(line).map(|i| at + i));
        at += line.len();
    }
    if spelt.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 7 * spelt.len());
    let mut done = 0;
    for at in spelt {
        out.push_str(&text[done..at]);
        out.push_str(if text[at..].starts_with(':') { "<U+003A>" } else { "<U+0023>" });
        done = at + 1;
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// Where each `##[` or `##name[` begins.
pub fn orders(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices('[').filter_map(|(bracket, _)| {
        let before = text[..bracket].trim_end_matches(|c: char| c.is_ascii_alphabetic());
        before.ends_with("##").then(|| before.len() - 2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_spelt_out_and_nothing_else() {
        for (text, wanted) in [
            ("a::b\n:a\n# [x]", "a::b\n:a\n# [x]"),
            ("::error::x", "<U+003A>:error::x"),
            ("a\n \u{3000}::x\n\n", "a\n \u{3000}<U+003A>:x\n\n"),
            ("a ##[error]b ###[group]", "a <U+0023>#[error]b #<U+0023>#[group]"),
            ("::##vso[x]", "<U+003A>:<U+0023>#vso[x]"),
            ("##teamcity[a]##1[b]", "<U+0023>#teamcity[a]##1[b]"),
        ] {
            assert_eq!(inert(text), wanted, "{text}");
        }
    }
}
