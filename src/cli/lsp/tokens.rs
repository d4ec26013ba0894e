//! What stands at a place of a text: a word, the link around it, the field that it is the value of.

use crate::offer::names::{Field, FieldMeaning, FieldName, name_of};

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    pub text: &'t str,
    /// Where it begins in the line.
    pub start: usize,
}

const fn wordy(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// The word around a byte of a line: a name of a parameter, macro, rule or platform.
pub fn word(line: &str, at: usize) -> Token<'_> {
    let start = line[..at].rfind(|c| !wordy(c)).map_or(0, |i| i + line[i..].chars().next().map_or(1, char::len_utf8));
    let end = line[at..].find(|c| !wordy(c)).map_or(line.len(), |i| at + i);
    Token { text: &line[start..end], start }
}

/// The link around a byte of a line, as far as it goes without a space or quote.
pub fn link(line: &str, at: usize) -> Option<Token<'_>> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>' | '|');
    let begins = line[..at].rfind(ends).map_or(0, |i| i + 1);
    let end = line[at..].find(ends).map_or(line.len(), |i| at + i);
    let text = &line[begins..end];
    let scheme = text.find("http://").into_iter().chain(text.find("https://")).min()?;
    (begins + scheme <= at).then(|| Token { text: &text[scheme..], start: begins + scheme })
}

/// What is being typed within a link.
#[derive(Debug, PartialEq, Eq)]
pub enum Typed<'t> {
    /// The name of a parameter.
    Parameter(&'t str),
    /// The name of a macro.
    Macro(&'t str),
}

/// What the end of a link is: `link` is its text up to where somebody types.
pub fn typed(link: &str) -> Option<Typed<'_>> {
    let name = word(link, link.len());
    let before = &link[..name.start];
    let last = before.chars().next_back()?;
    match last {
        '{' | '[' => Some(Typed::Macro(name.text)),
        '#' | '%' | '$' if before[..before.len() - 1].ends_with('=') => Some(Typed::Macro(name.text)),
        '?' | '&' => Some(Typed::Parameter(name.text)),
        _ => None,
    }
}

/// The name before `:` or `=` of a line of YAML, JSON or TOML, and the value as far as it was typed.
pub fn field(typed: &str) -> Option<(&str, Token<'_>)> {
    let at = typed.find([':', '='])?;
    let name = typed[..at].trim().trim_start_matches("- ").trim_matches(['"', '\'', ' ', '{', ',']);
    let rest = &typed[at + 1..];
    let start = at + 1 + rest.rfind(['"', '\'', ' ', ',', '[']).map_or(0, |i| i + 1);
    (!name.is_empty()).then(|| (name, Token { text: &typed[start..], start }))
}

/// True if a field of that name holds a platform or network.
pub fn names_platform(name: &str) -> bool {
    let squeezed = FieldName::of(name);
    let means = name_of(squeezed.text()).means;
    squeezed.text() == "filledby"
        || matches!(means, FieldMeaning::Field(Field::Platform | Field::PlatformOrSystem | Field::Network))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_and_its_link_are_found_around_a_place() {
        let line = "  link: 'https://a.example/?pid=x&click_id={gk}' # \u{e9}";
        let at = line.find("ick_id").unwrap_or_default();
        assert_eq!(word(line, at).text, "click_id");
        assert_eq!(link(line, at).map(|t| t.text), Some("https://a.example/?pid=x&click_id={gk}"));
        assert_eq!(link(line, 3), None);
        assert_eq!(word(line, line.len()).text, "");
    }

    #[test]
    fn what_is_typed_is_told_by_the_sign_before_it() {
        assert_eq!(typed("https://a.example/?"), Some(Typed::Parameter("")));
        assert_eq!(typed("https://a.example/?a=1&cl"), Some(Typed::Parameter("cl")));
        assert_eq!(typed("https://a.example/?a={gk_"), Some(Typed::Macro("gk_")));
        assert_eq!(typed("https://a.example/?a=#s"), Some(Typed::Macro("s")));
        assert_eq!(typed("https://a.example/?a=b"), None);
        assert_eq!(typed("https://a.example/pa"), None);
    }

    #[test]
    fn the_field_of_a_value_is_known_in_every_format() {
        for typed in ["- platform: apps", "\"platform\": \"apps", "platform = \"apps", "    platform: apps"] {
            let (name, value) = field(typed).unwrap_or(("", Token { text: "", start: 0 }));
            assert_eq!((name, value.text), ("platform", "apps"), "{typed}");
        }
        assert!(names_platform("tracking_platform") || names_platform("platform"));
        assert!(names_platform("network") && !names_platform("name"));
    }
}
