//! A link in a text, and what the text has done to it.

use super::encoding::Encoding;
use crate::span::{self, Map};
use std::borrow::Cow;
use std::ops::Range;

/// How a link ends in the text it was found in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// Where the text says it does.
    #[default]
    Whole,
    /// A program adds to it: `"https://...?cid=" + id`.
    Open,
    /// A screen or a person has cut it off: `https://...?cid={cl…`.
    Cut,
    /// The line ends, and nothing tells whether the link goes on in the next one.
    Broken,
}

/// Something in a text that is no part of the link's own text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// What it stands for in the link.
    pub own: Cow<'static, str>,
    /// A line end that parts the link, and that whoever copies the link copies with it. It stands for nothing.
    pub is_break: bool,
}

/// A link in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// From its first byte to its last.
    pub range: Range<usize>,
    /// What is not the link's own, in order: escapes, line ends with the quote marks behind them, the `=3D` of
    /// quoted-printable.
    pub foreign: Vec<Foreign>,
    /// How the text writes a link, for edits that are made in it.
    pub encoding: Option<Encoding>,
    /// It is percent-encoded as a whole.
    pub percent: bool,
    /// How many lines it stands on.
    pub lines: usize,
    /// How it ends.
    pub end: End,
    /// What a program puts in when it runs: bytes of the text.
    pub holes: Vec<Range<usize>>,
    /// It stands in a program or in data that no reader here understands, so an edit may break what is around it.
    pub in_code: bool,
    /// It stands in a text that explains: addresses of one's own computer, placeholders and cut ends are its examples.
    pub in_guide: bool,
    /// Why no edit may be made in it, in words for the user, if none may.
    pub locked: Option<&'static str>,
}

impl Passage {
    /// A link that stands in the text as it is.
    #[must_use]
    pub fn plain(range: Range<usize>) -> Self {
        Self { range, lines: 1, ..Self::default() }
    }

    /// The same link in a text before which `by` bytes more stand.
    #[must_use]
    pub(super) fn moved(mut self, by: usize) -> Self {
        let shift = |range: &mut Range<usize>| *range = range.start + by..range.end + by;
        shift(&mut self.range);
        self.foreign.iter_mut().for_each(|f| shift(&mut f.range));
        self.holes.iter_mut().for_each(shift);
        self
    }

    /// The link as it was before anything was done to it.
    #[must_use]
    pub fn link<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.text(text, "")
    }

    /// The same with a line break wherever one parts it.
    #[must_use]
    pub fn as_broken<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.text(text, "\n")
    }

    /// True if nothing is to be known of it but its place.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.foreign.is_empty()
            && self.encoding.is_none()
            && !self.percent
            && self.end == End::Whole
            && self.holes.is_empty()
            && !self.in_code
            && !self.in_guide
            && self.locked.is_none()
    }

    /// True if line breaks part it that are copied with it.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.foreign.iter().any(|f| f.is_break)
    }

    fn text<'t>(&self, text: &'t str, line_break: &str) -> Cow<'t, str> {
        if self.foreign.is_empty() {
            return Cow::Borrowed(&text[self.range.clone()]);
        }
        let (mut link, mut at) = (String::with_capacity(self.range.len()), self.range.start);
        for Foreign { range, own, is_break } in &self.foreign {
            link.push_str(&text[at..range.start]);
            link.push_str(if *is_break { line_break } else { own });
            at = range.end;
        }
        link.push_str(&text[at..self.range.end]);
        Cow::Owned(link)
    }

    /// From [`Passage::as_broken`] to the bytes of the text; `None` where they are the same.
    #[must_use]
    pub fn map(&self) -> Option<Map> {
        if self.foreign.is_empty() && self.encoding.is_none() {
            return None;
        }
        let encoding = self.encoding.unwrap_or(Encoding::None);
        let mut map = if self.percent { Map::builder(span::Encoding::Percent) } else { Map::builder(encoding) };
        let mut at = self.range.start;
        for Foreign { range, own, is_break } in &self.foreign {
            map.exact(range.start - at);
            let own = if *is_break { 1 } else { own.len() };
            // What nothing is written for has no place of its own, so nothing can be changed in it.
            if range.is_empty() {
                map.opaque(own, 0)
            } else {
                map.unit(own, range.len())
            }
            at = range.end;
        }
        map.exact(self.range.end - at);
        Some(map.finish())
    }

    /// From [`Passage::link`] to [`Passage::as_broken`].
    #[must_use]
    pub fn joined(&self) -> Map {
        let mut map = Map::builder(Encoding::None);
        let mut at = self.range.start;
        for Foreign { range, own, is_break } in &self.foreign {
            map.exact(range.start - at);
            if *is_break {
                map.unit(0, 1)
            } else {
                map.exact(own.len())
            }
            at = range.end;
        }
        map.exact(self.range.end - at);
        map.finish()
    }

    /// A span of the text as one of [`Passage::link`].
    #[must_use]
    pub fn inside(&self, outer: &Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let before = self.foreign.iter().filter(|f| f.range.end <= at);
            let (gone, come) = before.fold((0, 0), |(gone, come), f| {
                (gone + f.range.len(), come + if f.is_break { 0 } else { f.own.len() })
            });
            (at + come).saturating_sub(self.range.start + gone)
        };
        place(outer.start.max(self.range.start))..place(outer.end.min(self.range.end))
    }
}
