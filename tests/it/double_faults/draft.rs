//! A link in pieces that can be damaged more than once: each piece remembers what it was, whatever became of it.

use tracklint::link::{Anatomy, Link, Shape};
use tracklint::span::Span;

/// What a piece is in the link that is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    Scheme,
    /// `://`
    Slashes,
    Host,
    Path,
    /// `?` before the first name, `&` before each later one.
    Separator,
    Name,
    Equals,
    /// The literal part of a value.
    Value,
    Macro,
    Fragment,
}

#[derive(Clone, Debug)]
pub struct Piece {
    pub is: Is,
    /// The number of the parameter that it belongs to; of no meaning outside the query.
    pub param: usize,
    /// What stands there now.
    pub text: String,
    /// What a repair must put there.
    pub right: String,
}

impl Piece {
    pub fn is_whole(&self) -> bool {
        self.text == self.right
    }
}

/// A link on its way to two faults.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// What stands before the link and does not belong to it.
    pub before: String,
    pub pieces: Vec<Piece>,
    /// What stands behind it.
    pub after: String,
    /// Numbers at random, the same on every run.
    seed: u64,
}

impl Draft {
    /// Cuts a right link into pieces; none for a text that is not one web link in the usual form.
    pub fn new(text: &str) -> Option<Self> {
        let mut anatomy = Anatomy::default();
        anatomy.split(text);
        let link = Link::new(text, &anatomy);
        let usual = anatomy.shape == Shape::Url
            && link.scheme() == "https"
            && anatomy.userinfo.is_empty()
            && anatomy.port.is_empty()
            && !anatomy.host.is_empty();
        let separators =
            anatomy.params.iter().enumerate().all(|(i, p)| link.of(p.separator) == ["&", "?"][usize::from(i == 0)]);
        if !usual || !separators {
            return None;
        }
        let mut draft = Self::default();
        draft.push(&link, Is::Scheme, 0, anatomy.scheme);
        draft.push(&link, Is::Slashes, 0, anatomy.scheme_end);
        draft.push(&link, Is::Host, 0, anatomy.host);
        draft.push(&link, Is::Path, 0, anatomy.path);
        for (number, param) in anatomy.params.iter().enumerate() {
            draft.push(&link, Is::Separator, number, param.separator);
            draft.push(&link, Is::Name, number, param.key);
            if param.has_equals {
                draft.push(&link, Is::Equals, number, Span { start: param.key.end, end: param.value.start });
                draft.push(&link, Is::Value, number, param.value);
            }
        }
        draft.push(&link, Is::Fragment, 0, anatomy.fragment);
        (draft.text() == text).then_some(draft)
    }

    /// Adds a part of the link, its macros as pieces of their own.
    fn push(&mut self, link: &Link, is: Is, param: usize, span: Span) {
        let mut add = |is, span: Span| {
            if !span.is_empty() {
                let text = link.of(span).to_owned();
                self.pieces.push(Piece { is, param, right: text.clone(), text });
            }
        };
        let mut at = span.start;
        if is != Is::Fragment {
            for found in link.macros_in(span) {
                add(is, Span { start: at, end: found.span.start });
                add(Is::Macro, found.span);
                at = found.span.end;
            }
        }
        add(is, Span { start: at, end: span.end });
    }

    /// The damaged text.
    pub fn text(&self) -> String {
        let link: String = self.pieces.iter().map(|p| &*p.text).collect();
        format!("{}{link}{}", self.before, self.after)
    }

    /// The text that a repair must give back.
    pub fn right(&self) -> String {
        self.pieces.iter().map(|p| &*p.right).collect()
    }

    /// Starts the numbers at random anew.
    pub fn shuffle(&mut self, seed: u64) {
        self.seed = seed;
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        // SplitMix64: each number is as good as the last, whatever the seed.
        self.seed = self.seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.seed;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (x ^ (x >> 31)) as usize % end
    }

    pub fn one_of<'t>(&mut self, words: &[&'t str]) -> &'t str {
        words[self.below(words.len())]
    }

    /// One of the pieces that fit.
    pub fn pick(&mut self, fits: impl Fn(&Self, usize) -> bool) -> Option<usize> {
        let all: Vec<usize> = (0..self.pieces.len()).filter(|i| fits(self, *i)).collect();
        (!all.is_empty()).then(|| all[self.below(all.len())])
    }

    /// Replaces the text of a piece.
    pub fn write(&mut self, piece: usize, text: impl Into<String>) -> Option<()> {
        self.pieces[piece].text = text.into();
        Some(())
    }

    pub fn first(&self, is: Is) -> Option<usize> {
        self.pieces.iter().position(|p| p.is == is)
    }

    pub fn host(&self) -> &str {
        self.first(Is::Host).map_or("", |i| &*self.pieces[i].right)
    }

    /// The name of a parameter as it was, and its value as it was.
    pub fn param(&self, number: usize) -> (String, String) {
        let of = |kinds: &[Is]| {
            let own = self.pieces.iter().filter(|p| p.param == number && kinds.contains(&p.is));
            own.map(|p| &*p.right).collect::<String>()
        };
        let after_equals = self.pieces.iter().position(|p| p.param == number && p.is == Is::Equals);
        let value = after_equals.map_or(String::new(), |at| {
            let rest = self.pieces[at + 1..].iter().take_while(|p| p.param == number && p.is != Is::Fragment);
            rest.map(|p| &*p.right).collect()
        });
        (of(&[Is::Name]), value)
    }

    /// The number of parameters, 0 where there is no query.
    pub fn params(&self) -> usize {
        self.pieces.iter().filter(|p| p.is == Is::Separator).count()
    }

    /// True if the piece is a macro that is its parameter's whole value.
    pub fn is_whole_value(&self, piece: usize) -> bool {
        let found = &self.pieces[piece];
        found.is == Is::Macro
            && piece > 0
            && self.pieces[piece - 1].is == Is::Equals
            && self.pieces.get(piece + 1).is_none_or(|p| matches!(p.is, Is::Separator | Is::Fragment))
    }

    /// True if the link ends in a number, a UUID, a hex value or a macro that still looks like one: what a full stop
    /// behind it does not belong to.
    pub fn ends_surely(&self) -> bool {
        let Some(last) = self.pieces.iter().rev().find(|p| !p.text.is_empty()) else { return false };
        let digits = last.text.bytes().filter(u8::is_ascii_digit).count();
        let hex = last.text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
            && (last.text.len() >= 8 || digits == last.text.len());
        let macros =
            last.text.ends_with(['}', ']', ')', '>', '%']) && last.text.starts_with(['{', '[', '(', '<', '%', '$']);
        match last.is {
            Is::Macro => macros,
            Is::Value => hex && digits > 0 && last.is_whole(),
            _ => false,
        }
    }
}
