//! Whether what begins a line is the rest of the link that ends the line above.

use super::begin::{has_dotted_host, starts_like_url};

/// How well a word fits behind a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// Behind a `=` that quoted-printable has put at the end of the line.
    Soft,
    /// It can only be the rest.
    Sure,
    /// It may be the rest, or the next word of a text.
    Unsure,
    /// It is something else.
    No,
}

/// Columns at which mail programs wrap, quote marks included.
const WRAPS: std::ops::RangeInclusive<usize> = 60..=90;
/// The longest line that quoted-printable allows, and the shortest that is worth a soft break.
const SOFT_BREAKS: std::ops::RangeInclusive<usize> = 20..=76;

/// Words that people write on a line of their own behind a link.
const CLOSINGS: [&str; 14] = [
    "best",
    "bye",
    "cheers",
    "danke",
    "gracias",
    "greetings",
    "hello",
    "hi",
    "merci",
    "regards",
    "thank",
    "thanks",
    "thx",
    "ty",
];

/// How well `word`, with which a line begins, fits behind `link`, which ends the line above. `alone`: nothing else
/// stands on the word's line. `columns`: the width of the line above. `listed`: the link has a name, as in a list of
/// settings.
pub(super) fn fit(link: &str, word: &str, alone: bool, columns: usize, listed: bool) -> Fit {
    let fit = Words { link, word, alone, columns, listed };
    if fit.is_soft_break() {
        Fit::Soft
    } else if !fit.is_of_a_url() {
        Fit::No
    } else if fit.is_inside_a_macro() {
        Fit::Sure
    } else {
        fit.by_shape()
    }
}

struct Words<'f> {
    link: &'f str,
    word: &'f str,
    alone: bool,
    columns: usize,
    listed: bool,
}

impl Words<'_> {
    fn is_soft_break(&self) -> bool {
        let Some(link) = self.link.strip_suffix('=') else { return false };
        let printed = link.contains("=3D") || self.word.contains("=3D");
        if printed {
            return SOFT_BREAKS.contains(&self.columns) && self.is_of_a_url();
        }
        // Without the `=` the word begins with the rest of a name: `clicki=` and `d={x}`.
        let name = self.word.split(['&', '{', '[']).next().unwrap_or_default();
        let rest = name.find('=').is_some_and(|at| at > 0);
        WRAPS.contains(&self.columns) && self.alone && rest && self.is_of_a_url()
    }

    /// What both look like, where no macro was cut.
    fn by_shape(&self) -> Fit {
        let (link, word) = (self.link, self.word);
        let when = |sure: bool| if sure && self.alone { Fit::Sure } else { Fit::Unsure };
        let host = link.find("//").map_or(link, |at| &link[at + 2..]);
        if let Some(rest) = word.strip_prefix("&amp;").or(word.strip_prefix(['&', '?'])) {
            return if begins_parameter(rest) { when(!link.ends_with('&')) } else { Fit::Unsure };
        }
        let Some(query) = link.find('?') else {
            let more = word.find('?').is_some_and(|at| begins_parameter(&word[at + 1..]));
            let whole = host.contains('/') || is_known(host);
            return match (more || !whole && word.contains(['/', '?', '.']), starts_like_url(word) && whole) {
                (_, true) => Fit::Unsure,
                (true, _) => when(true),
                _ if whole && !host.contains('/') => Fit::No,
                _ => self.rest_of_a_path(),
            };
        };
        let tail = &link[link[query..].rfind(['?', '&']).map_or(query, |at| query + at) + 1..];
        let head = &word[..word.find('&').unwrap_or(word.len())];
        let more = word[head.len()..].strip_prefix('&').is_some_and(begins_parameter);
        match tail.find('=') {
            // A name in the middle, or at its beginning.
            None if !tail.is_empty() && head.strip_prefix('=').is_some_and(|value| !value.is_empty()) => when(true),
            None if begins_parameter(head) => {
                if self.listed && !tail.is_empty() {
                    Fit::Unsure
                } else {
                    when(true)
                }
            }
            None => self.rest_of_a_value(more),
            Some(at) if at + 1 == tail.len() => {
                let other = begins_parameter(head) && !head.starts_with(['{', '[']);
                if other { Fit::No } else { self.value(head, more) }
            }
            Some(_) if begins_parameter(head) && !more => Fit::Unsure,
            Some(_) => self.rest_of_a_value(more),
        }
    }

    /// A value, behind its `=`: something has to follow that is no mere word.
    fn value(&self, head: &str, more: bool) -> Fit {
        let opened = head.starts_with(['{', '[', '<', '%', '#', '$']);
        if more || opened {
            return Fit::Sure;
        }
        let mere = head.chars().all(char::is_alphabetic);
        if self.alone { if mere { self.rest_of_a_value(false) } else { Fit::Sure } } else { Fit::Unsure }
    }

    /// The rest of a value or of a name.
    fn rest_of_a_value(&self, more: bool) -> Fit {
        let (link, word) = (self.link, self.word);
        if more {
            return if self.alone || word.contains(['{', '[']) { Fit::Sure } else { Fit::Unsure };
        }
        let glued = link.ends_with(['_', '%']) || word.starts_with(['_', '%']);
        if glued && self.alone {
            return Fit::Sure;
        }
        let closing = word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let sentence = word.ends_with([',', '.', '!', ':', ';', '?']) || CLOSINGS.contains(&&*closing);
        let dated = word.bytes().filter(|b| *b == b'-' || *b == b'/').count() == 2
            && word.starts_with(|c: char| c.is_ascii_digit());
        if !self.alone || sentence || dated || link.ends_with(['}', ']']) { Fit::No } else { Fit::Unsure }
    }

    fn rest_of_a_path(&self) -> Fit {
        match self.rest_of_a_value(false) {
            Fit::Unsure if self.word.contains(['/', '{', '_', '.']) || self.columns >= *WRAPS.start() => Fit::Unsure,
            Fit::Sure => Fit::Unsure,
            _ => Fit::No,
        }
    }

    /// A macro that was opened above is closed below.
    fn is_inside_a_macro(&self) -> bool {
        [('{', '}'), ('[', ']')].into_iter().any(|(open, close)| {
            let opened = self.link.rfind(open).filter(|at| !self.link[*at..].contains(close));
            let inner = self.word.find(close).filter(|at| self.word[..*at].bytes().all(is_name_byte));
            let inner = inner.map(|at| &self.word[..at]);
            opened.zip(inner).is_some_and(|(at, inner)| {
                let begun = self.link[at..].trim_start_matches(open);
                begun.bytes().all(is_name_byte) && !(begun.is_empty() && inner.is_empty())
            })
        }) || self.is_between_braces()
    }

    /// `{x}` and `}` of `{{x}}`.
    fn is_between_braces(&self) -> bool {
        let opened = self.link.rfind("{{").filter(|at| !self.link[*at..].contains("}}"));
        opened.is_some_and(|at| self.link[at..].ends_with('}') && self.word.starts_with('}'))
            || self.link.ends_with("{") && self.word.starts_with('{') && self.word.contains("}}")
    }

    /// The word could stand in a URL, and begins none.
    fn is_of_a_url(&self) -> bool {
        let new = self.word.find("://").is_some_and(|at| !self.word[..at].contains('='));
        let graphic = self.word.bytes().all(|b| b.is_ascii_graphic());
        let host = self.link.find("//").map_or(self.link, |at| &self.link[at + 2..]);
        let begins = starts_like_url(self.word) && host.contains(['/', '?']);
        graphic && !new && !begins && self.word.bytes().any(|b| b.is_ascii_alphanumeric() || b == b'}')
    }
}

/// `name=`
fn begins_parameter(text: &str) -> bool {
    text.find('=').is_some_and(|at| at > 0 && text[..at].bytes().all(is_name_byte))
}

/// A host that may be whole.
fn is_known(host: &str) -> bool {
    let name = host.split(['/', ':', '?']).next().unwrap_or_default();
    has_dotted_host(name, true) && psl::suffix(name.as_bytes()).is_some_and(|s| s.is_known())
}

const fn is_name_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.')
}
