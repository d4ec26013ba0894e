//! Parts of a text, and what may be done to them.

use std::borrow::Cow;

/// A half-open range of bytes within one link: `start` is the first byte, `end` the one after the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last one; equal to `start` for a point between two bytes.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, not including, `end`. Offsets are those of a link, at most 16 MiB.
    #[must_use]
    #[inline]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The empty span before the byte at `at`.
    #[must_use]
    #[inline]
    pub const fn point(at: usize) -> Self {
        Self::new(at, at)
    }

    /// Number of bytes.
    #[must_use]
    #[inline]
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True for a point.
    #[must_use]
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range, to index with.
    #[must_use]
    #[inline]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text under the span.
    ///
    /// # Panics
    /// If the span does not lie on character boundaries of `text`.
    #[must_use]
    #[inline]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// True if `other` lies within this span (touching the borders counts).
    #[must_use]
    #[inline]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True if the two share a byte, or if one is a point within or at a border of the other.
    #[must_use]
    #[inline]
    pub const fn touches(self, other: Self) -> bool {
        if self.is_empty() || other.is_empty() {
            self.start <= other.end && other.start <= self.end
        } else {
            self.start < other.end && other.start < self.end
        }
    }

    /// The smallest span that holds both.
    #[must_use]
    #[inline]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// How bad a finding is. Ordered: advice is the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good practice.
    Advice,
    /// Works on some systems only, or is unsafe.
    Warning,
    /// A click or conversion is lost or credited wrongly as it stands.
    Error,
}

impl Severity {
    /// The word a reader sees.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Whether a fix may be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Only one repair is right, and every other parameter keeps its decoded value.
    Safe,
    /// Probably right; a person should look.
    Unsafe,
    /// Never applied by the tool, only shown: it cannot be carried back exactly, or the link is signed.
    Shown,
}

/// One replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes in its place.
    pub text: Cow<'static, str>,
}

impl Edit {
    /// Puts `text` where `span` stands.
    #[must_use]
    pub fn replace(span: Span, text: impl Into<Cow<'static, str>>) -> Self {
        Self { span, text: text.into() }
    }

    /// Takes `span` out.
    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self { span, text: Cow::Borrowed("") }
    }

    /// Puts `text` before the byte at `at`.
    #[must_use]
    pub fn insert(at: u32, text: impl Into<Cow<'static, str>>) -> Self {
        Self { span: Span { start: at, end: at }, text: text.into() }
    }
}

/// A repair: what it does in words, how sure it is, and the edits, in ascending order without overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// An imperative a button could carry: "Replace `{gkclickid}` with `{gk_click_id}`".
    pub title: String,
    /// Whether it may be applied without asking.
    pub safety: Safety,
    /// What changes.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A safe fix.
    #[must_use]
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), safety: Safety::Safe, edits }
    }

    /// A probable fix.
    #[must_use]
    pub fn probable(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), safety: Safety::Unsafe, edits }
    }
}
