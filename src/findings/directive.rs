//! What a comment asks of tracklint: `tracklint: ignore[rule, other] reason`.

use super::did_you_mean;
use crate::rule::{ALL, Finding, Rule, named, own_named, unknown_suppression};
use crate::span::Span;

/// How far a comment reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectiveScope {
    /// The line it stands on, or the one below.
    Line,
    /// The whole file.
    File,
}

/// A rule that a comment silences.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    pub rule: &'static Rule,
    /// Its name in the comment.
    pub span: Span,
    pub reach: DirectiveScope,
}

/// What a comment asks for, and what is wrong with it.
#[derive(Debug, Default)]
pub struct ParsedDirective {
    pub requests: Vec<Request>,
    pub wrong: Vec<Finding>,
}

/// The word that a comment for tracklint begins with.
pub const MARK: &str = "tracklint";

const WORDS: [(&str, DirectiveScope); 2] = [("ignore", DirectiveScope::Line), ("ignore-file", DirectiveScope::File)];

/// Reads a comment, which may have several lines. A comment that is not for tracklint asks for nothing.
pub fn read(comment: &str) -> ParsedDirective {
    let mut asked = ParsedDirective::default();
    let mut at = 0;
    for line in comment.split_inclusive('\n') {
        if line.contains(MARK) {
            read_line(comment, at, at + line.trim_end().len(), &mut asked);
        }
        at += line.len();
    }
    asked
}

fn read_line(comment: &str, from: usize, to: usize, asked: &mut ParsedDirective) {
    let line = &comment[from..to];
    let text =
        line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '/' | '*' | '!' | ';' | '<' | '-'));
    let Some(rest) = text.strip_prefix(MARK) else { return };
    let colon = rest.trim_start().strip_prefix(':');
    let body = colon.unwrap_or(rest).trim_start();
    let end = body.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(body.len());
    let word = &body[..end];
    let start = to - body.len();
    let span = Span::new(start, start + word.len());
    let opens = body[end..].trim_start().strip_prefix('[');
    let known = WORDS.iter().find(|(name, _)| *name == word);
    // "tracklint found this" is prose; "tracklint ignore[x]" lacks its colon and is meant all the same.
    if colon.is_none() && (known.is_none() || opens.is_none()) {
        return;
    }
    let Some((_, reach)) = known else {
        asked.wrong.push(unknown_suppression::word(span, word, &meant(word, WORDS.map(|(name, _)| name))));
        return;
    };
    match opens.filter(|list| list.contains(']')) {
        Some(list) => names(list, to - list.len(), *reach, asked),
        None => asked.wrong.push(unknown_suppression::nothing(span, word)),
    }
    if asked.requests.is_empty() && asked.wrong.is_empty() {
        asked.wrong.push(unknown_suppression::nothing(span, word));
    }
}

/// The names up to the closing bracket. `at` is where the list begins in the comment.
fn names(list: &str, at: usize, reach: DirectiveScope, asked: &mut ParsedDirective) {
    let inside = list.split(']').next().unwrap_or_default();
    let mut from = 0;
    for piece in inside.split(',') {
        let name = piece.trim();
        let start = at + from + (piece.len() - piece.trim_start().len());
        from += piece.len() + 1;
        let span = Span::new(start, start + name.len());
        match named(name).or_else(|| own_named(name)) {
            _ if name.is_empty() => {}
            Some(rule) => asked.requests.push(Request { rule, span, reach }),
            None => asked.wrong.push(unknown_suppression::name(span, name, &meant(name, ALL.iter().map(|r| r.id)))),
        }
    }
}

fn meant<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    match did_you_mean(word, names) {
        none if none.is_empty() => ".".to_owned(),
        some => some,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requests(comment: &str) -> Vec<(&str, &str, DirectiveScope)> {
        let asked = read(comment);
        assert!(asked.wrong.is_empty(), "{:?}", asked.wrong);
        asked.requests.iter().map(|r| (r.rule.id, r.span.of(comment), r.reach)).collect()
    }

    fn wrong(comment: &str) -> Vec<(String, String)> {
        let asked = read(comment);
        asked.wrong.iter().map(|f| (f.span.of(comment).to_owned(), f.what.clone())).collect()
    }

    #[test]
    fn names_stand_in_brackets_and_a_reason_behind_them() {
        let comment = " tracklint: ignore[insecure-scheme, macro-in-path] é tracklint knows why";
        let expected = [
            ("insecure-scheme", "insecure-scheme", DirectiveScope::Line),
            ("macro-in-path", "macro-in-path", DirectiveScope::Line),
        ];
        assert_eq!(requests(comment), expected);
        assert_eq!(requests("# tracklint:ignore-file [ insecure-scheme ,]").len(), 1);
        assert_eq!(requests("tracklint ignore[insecure-scheme]").len(), 1);
        assert_eq!(requests("*\n * tracklint: ignore[insecure-scheme]\n").len(), 1);
    }

    #[test]
    fn prose_asks_for_nothing() {
        for comment in ["", "tracklint", "tracklint found this", "see tracklint: ignore[x]", "tracklint ignores this"] {
            assert!(requests(comment).is_empty(), "{comment}");
        }
    }

    #[test]
    fn slips_are_told_at_their_place() {
        assert_eq!(
            wrong("é tracklint: ignore[x]").len() + wrong("tracklint: ignore[insecure-scheme]").len(),
            0,
            "the first is prose"
        );
        let [(at, what)] = &wrong("tracklint: ingore[insecure-scheme]")[..] else { panic!() };
        assert_eq!((&**at, what.ends_with("did you mean `ignore`?")), ("ingore", true), "{what}");
        let [(at, what)] = &wrong("tracklint: ignore[insecure-sceme, insecure-scheme]")[..] else { panic!() };
        assert_eq!((&**at, what.ends_with("did you mean `insecure-scheme`?")), ("insecure-sceme", true), "{what}");
        for comment in ["tracklint: ignore", "tracklint: ignore[]", "tracklint: ignore[insecure-scheme", "tracklint: "]
        {
            assert_eq!(wrong(comment).len(), 1, "{comment}");
        }
    }
}
