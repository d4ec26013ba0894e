//! Floor 2: a link as it was written.
//!
//! [`Anatomy::split`] cuts a text into scheme, host, path, parameters and fragment in one pass. It finds macros
//! first, in every dialect of the field, so that CAKE's `#reqid#` is no fragment and the `?` in Singular's
//! `{cl?Network}` starts no query. Nothing is decoded and nothing repaired; it never fails, and its parts
//! put end to end are the input, byte for byte.

mod chars;
mod encoded;
mod lex;
mod macros;
mod percent;
mod prefix;
mod scheme;
mod split;
mod tag;
mod wrap;

pub use chars::{Chars, Seen};
pub use lex::is_uuid_in_braces;
pub use macros::{Dialect, Macro, is_html};
pub(crate) use percent::escape;
pub use percent::{Decoded, decode, decoded, names_equal};
pub use tag::Tag;
pub use wrap::{is_unseen, may_close};

use crate::span::Span;
use std::ops::Deref;

/// What kind of text was split.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// A link with a host, or one that lost its scheme.
    #[default]
    Url,
    /// Parameters to be appended to a link: a piece that starts with `?` or `&`, or with the first name.
    Query,
    /// A piece that starts with `/`: a path tail to be appended, or a log line without its host.
    Path,
}

/// One parameter: `&clickid={gk_click_id}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    /// What stands before it: `?`, `&`, or an HTML entity for `&`.
    pub separator: Span,
    /// The name as written.
    pub key: Span,
    /// The value as written; empty after a bare name.
    pub value: Span,
    /// False for a bare name without `=`.
    pub has_equals: bool,
    /// Kinds of characters in the name, those of macros left out.
    pub key_chars: Chars,
    /// Kinds of characters in the value, those of macros left out.
    pub value_chars: Chars,
}

impl Param {
    /// Name, `=` and value, without the separator.
    #[must_use]
    #[inline]
    pub fn span(&self) -> Span {
        self.key.join(self.value)
    }
}

/// The parts of a link. Kept and reused, so that splitting a clean link allocates nothing.
#[derive(Clone, Debug, Default)]
pub struct Anatomy {
    /// What kind of text this is.
    pub shape: Shape,
    /// Blanks, invisible characters and wrapping punctuation before the link.
    pub lead: Span,
    /// `https`, without the colon; empty when there is none.
    pub scheme: Span,
    /// `://`, or whatever stands in its place.
    pub scheme_end: Span,
    /// `user:password@`, with the `@`.
    pub userinfo: Span,
    /// The host, as written.
    pub host: Span,
    /// `:443`, with the colon.
    pub port: Span,
    /// From the first `/` up to the query.
    pub path: Span,
    /// From `?` to the end of the last parameter; empty when there is no `?`.
    pub query: Span,
    /// The parameters in order.
    pub params: Vec<Param>,
    /// From `#` to the end.
    pub fragment: Span,
    /// The macros in order, wherever they stand.
    pub macros: Vec<Macro>,
    /// Kinds of characters in the host, those of macros left out.
    pub host_chars: Chars,
    /// Kinds of characters in the path, those of macros left out.
    pub path_chars: Chars,
    /// What was noticed on the way: decides which rules look at all.
    pub seen: Seen,
    /// Marks of the parameters' names: two equal names leave equal marks. Every bit where a name has to be decoded first.
    marks: u64,
}

/// The mark of a parameter's name: one bit of 64, the same for equal names. A name with an escape may be any other one,
/// so it has them all.
#[must_use]
pub const fn mark_of(name: &str) -> u64 {
    let (bytes, mut at) = (name.as_bytes(), 0);
    while at < bytes.len() {
        if bytes[at] == b'%' {
            return u64::MAX;
        }
        at += 1;
    }
    plain_mark(bytes)
}

/// The mark of a name without escapes.
const fn plain_mark(name: &[u8]) -> u64 {
    if name.is_empty() {
        return 1;
    }
    let (first, middle, last) = (name[0] as usize, name[name.len() / 2] as usize, name[name.len() - 1] as usize);
    1 << ((31 * name.len() + 7 * first + 5 * middle + last) % 64)
}

/// A text with its parts.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// The link as it was written.
    pub text: &'a str,
    anatomy: &'a Anatomy,
}

impl Deref for Link<'_> {
    type Target = Anatomy;

    #[inline]
    fn deref(&self) -> &Anatomy {
        self.anatomy
    }
}

impl<'a> Link<'a> {
    /// Joins a text and the anatomy that was made of it.
    #[must_use]
    #[inline]
    pub const fn new(text: &'a str, anatomy: &'a Anatomy) -> Self {
        Self { text, anatomy }
    }

    /// The text under a span.
    #[must_use]
    #[inline]
    pub fn of(&self, span: Span) -> &'a str {
        &self.text[span.range()]
    }

    /// The scheme in the spelling of the link.
    #[must_use]
    #[inline]
    pub fn scheme(&self) -> &'a str {
        self.of(self.scheme)
    }

    /// The host in the spelling of the link.
    #[must_use]
    #[inline]
    pub fn host(&self) -> &'a str {
        self.of(self.host)
    }

    /// The path in the spelling of the link.
    #[must_use]
    #[inline]
    pub fn path(&self) -> &'a str {
        self.of(self.path)
    }

    /// A parameter's name as written.
    #[must_use]
    #[inline]
    pub fn key(&self, param: &Param) -> &'a str {
        self.of(param.key)
    }

    /// A parameter's value as written.
    #[must_use]
    #[inline]
    pub fn value(&self, param: &Param) -> &'a str {
        self.of(param.value)
    }

    /// A parameter's name after one percent-decoding.
    #[must_use]
    #[inline]
    pub fn name(&self, param: &Param) -> Decoded<'a> {
        let key = self.key(param);
        if self.has_escapes() { decoded(key) } else { Decoded::Same(key) }
    }

    /// A parameter's value after one percent-decoding.
    #[inline]
    #[must_use]
    pub fn plain_value(&self, param: &Param) -> Decoded<'a> {
        let (value, coded) = (self.value(param), param.value_chars.has(Chars::PERCENT) || !self.macros.is_empty());
        if coded { decoded(value) } else { Decoded::Same(value) }
    }

    /// True if the parameter is called `name`, after one percent-decoding.
    #[must_use]
    #[inline]
    pub fn is_named(&self, param: &Param, name: &str) -> bool {
        let key = self.key(param);
        if self.has_escapes() { names_equal(key, name) } else { key == name }
    }

    /// False if no parameter has a name of this mark: most names that are asked for are not in the link.
    #[must_use]
    #[inline]
    pub const fn may_have(&self, mark: u64) -> bool {
        self.anatomy.marks & mark != 0
    }

    /// The marks of all names.
    #[must_use]
    #[inline]
    pub const fn marks(&self) -> u64 {
        self.anatomy.marks
    }

    /// True if the name of a parameter may have to be decoded.
    #[inline]
    const fn has_escapes(&self) -> bool {
        self.anatomy.marks == u64::MAX
    }

    /// The first parameter called `name`.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&'a Param> {
        if !self.may_have(mark_of(name)) {
            return None;
        }
        self.anatomy.params.iter().find(|p| self.is_named(p, name))
    }

    /// Every macro, in order.
    #[must_use]
    #[inline]
    pub fn all_macros(&self) -> &'a [Macro] {
        &self.anatomy.macros
    }

    /// Every parameter, in order.
    #[must_use]
    #[inline]
    pub fn all_params(&self) -> &'a [Param] {
        &self.anatomy.params
    }

    /// The macros that lie within `span`.
    #[inline]
    pub fn macros_in(&self, span: Span) -> impl Iterator<Item = &'a Macro> + use<'a> {
        let first = self.anatomy.macros.partition_point(|m| m.span.start < span.start);
        self.anatomy.macros[first..].iter().take_while(move |m| m.span.end <= span.end)
    }

    /// The macro that holds the byte at `at`.
    #[must_use]
    pub fn macro_at(&self, at: usize) -> Option<&'a Macro> {
        let after = self.anatomy.macros.partition_point(|m| m.span.end as usize <= at);
        self.anatomy.macros.get(after).filter(|m| m.span.range().contains(&at))
    }

    /// The macro that is the whole of `span`.
    #[must_use]
    #[inline]
    pub fn whole_macro(&self, span: Span) -> Option<&'a Macro> {
        self.macros_in(span).next().filter(|m| m.span == span)
    }

    /// A macro's name without delimiters, blanks around it, and arguments: `status` of `{status: a=b}`.
    #[must_use]
    pub fn macro_name(&self, found: &Macro) -> &'a str {
        found.bare_name(self.text)
    }

    /// The parameter whose name or value holds the byte at the start of `span`.
    #[must_use]
    pub fn param_at(&self, span: Span) -> Option<&'a Param> {
        self.anatomy.params.iter().find(|p| p.separator.join(p.span()).contains(span))
    }

    /// Every part from left to right; put end to end they are the text.
    pub fn parts(&self) -> impl Iterator<Item = Span> + use<'_, 'a> {
        let a = self.anatomy;
        let before = [a.lead, a.scheme, a.scheme_end, a.userinfo, a.host, a.port, a.path];
        let params = a.params.iter().flat_map(|p| {
            let equals = Span { start: p.key.end, end: p.value.start };
            [p.separator, p.key, equals, p.value]
        });
        before.into_iter().chain(params).chain([a.fragment]).filter(|s| !s.is_empty())
    }
}
