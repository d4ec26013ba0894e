//! The one offset machine: which bytes of a decoded text stand for which bytes of the text around it.

use super::{Edit, Span};
use std::borrow::Cow;
use std::fmt::Debug;

/// How a layer writes text, so that an edit made inside it can be written outside it.
#[derive(Clone, Copy, Debug)]
pub enum Encoding {
    /// As it is.
    None,
    /// Percent-encoded, as a nested URL in a parameter is.
    Percent,
    /// As a format that is known above writes it.
    Of(&'static dyn Layer),
}

/// A way of writing text that [`Map`] knows nothing else of.
pub trait Layer: Debug + Sync {
    /// Writes `text` the way this layer does. What [`Self::holds`] refuses comes out as it is.
    fn encode(&self, text: Cow<'static, str>) -> Cow<'static, str>;

    /// True if `text` can be written this way, at the start of a literal or behind its start.
    fn holds(&self, text: &str, at_start: bool) -> bool;

    /// True if nothing can be written behind an end of which the bytes are not known one by one.
    fn is_over_at_its_end(&self) -> bool {
        false
    }
}

impl Encoding {
    /// Writes `text` the way this layer does. What [`Self::holds`] refuses comes out as it is.
    #[must_use]
    pub fn encode(self, text: Cow<'static, str>) -> Cow<'static, str> {
        match self {
            Self::None => text,
            Self::Percent => percent_encoded(&text),
            Self::Of(layer) => layer.encode(text),
        }
    }

    /// True if `text` can be written this way, at the start of a literal or behind its start.
    #[must_use]
    pub fn holds(self, text: &str, at_start: bool) -> bool {
        match self {
            Self::None | Self::Percent => true,
            Self::Of(layer) => layer.holds(text, at_start),
        }
    }
}

/// Layers are the same if they go by the same name.
impl PartialEq for Encoding {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::None, Self::None) | (Self::Percent, Self::Percent) => true,
            (Self::Of(one), Self::Of(two)) => format!("{one:?}") == format!("{two:?}"),
            _ => false,
        }
    }
}

impl Eq for Encoding {}

fn percent_encoded(text: &str) -> Cow<'static, str> {
    let unreserved = |b: u8| b.is_ascii_alphanumeric() || b"-._~{}".contains(&b);
    let mut out = String::with_capacity(text.len() + 8);
    for b in text.bytes() {
        if unreserved(b) {
            out.push(char::from(b));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(b >> 4)]));
            out.push(char::from(HEX[usize::from(b & 15)]));
        }
    }
    Cow::Owned(out)
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// What a piece of a [`Map`] promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MapKind {
    /// The same bytes on both sides.
    Exact,
    /// Other bytes, but the whole piece stands for the whole piece (`&` for `\u0026`): invertible as a unit.
    Unit,
    /// Nobody can say which byte came from which: spans cover all of it, edits stop.
    Opaque,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    inner: u32,
    outer: u32,
    inner_len: u32,
    outer_len: u32,
    kind: MapKind,
}

/// A piecewise map from an *inner* text (decoded, unwrapped, repaired) to the *outer* text it came from.
///
/// Maps compose ([`Map::then`]) and invert ([`Map::invert`]); layers are file escapes, HTML in a field,
/// a rewriter's wrapper, the percent-decoding of a nested URL, and the repaired reading of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map {
    pieces: Vec<Segment>,
    /// Innermost layer first.
    encodings: Vec<Encoding>,
    inner_len: u32,
    outer_len: u32,
}

/// Builds a [`Map`] from left to right.
#[derive(Debug)]
pub struct Builder {
    map: Map,
}

impl Builder {
    /// `len` bytes that are the same on both sides.
    pub fn exact(&mut self, len: usize) {
        self.push(len, len, MapKind::Exact);
    }

    /// `inner` bytes that stand, as a whole, for `outer` other bytes.
    pub fn unit(&mut self, inner: usize, outer: usize) {
        self.push(inner, outer, MapKind::Unit);
    }

    /// An edit: `inner` bytes came in where `outer` bytes stood. Either may be 0.
    pub fn replaced(&mut self, inner: usize, outer: usize) {
        self.push(inner, outer, MapKind::Unit);
    }

    /// `inner` bytes of which only the region of origin is known.
    pub fn opaque(&mut self, inner: usize, outer: usize) {
        self.push(inner, outer, MapKind::Opaque);
    }

    fn push(&mut self, inner: usize, outer: usize, kind: MapKind) {
        if inner == 0 && outer == 0 {
            return;
        }
        let map = &mut self.map;
        map.push(Segment {
            inner: map.inner_len,
            outer: map.outer_len,
            inner_len: inner as u32,
            outer_len: outer as u32,
            kind,
        });
        map.inner_len += inner as u32;
        map.outer_len += outer as u32;
    }

    /// The finished map.
    #[must_use]
    pub fn finish(self) -> Map {
        self.map
    }
}

impl Map {
    /// Starts a map whose inner text is written outside with `encoding`.
    #[must_use]
    pub fn builder(encoding: impl Into<Encoding>) -> Builder {
        let encoding = encoding.into();
        let encodings = if matches!(encoding, Encoding::None) { Vec::new() } else { vec![encoding] };
        Builder { map: Self { pieces: Vec::new(), encodings, inner_len: 0, outer_len: 0 } }
    }

    /// The map of a text of `len` bytes onto itself.
    #[must_use]
    pub fn identity(len: usize) -> Self {
        let mut builder = Self::builder(Encoding::None);
        builder.exact(len);
        builder.finish()
    }

    fn push(&mut self, piece: Segment) {
        if let Some(last) = self.pieces.last_mut()
            && last.kind == MapKind::Exact
            && piece.kind == MapKind::Exact
            && last.inner + last.inner_len == piece.inner
            && last.outer + last.outer_len == piece.outer
        {
            last.inner_len += piece.inner_len;
            last.outer_len += piece.outer_len;
            return;
        }
        self.pieces.push(piece);
    }

    /// True if every byte stands for itself.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.pieces.iter().all(|p| p.kind == MapKind::Exact && p.inner == p.outer) && self.inner_len == self.outer_len
    }

    /// True if no piece is opaque.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.pieces.iter().all(|p| p.kind != MapKind::Opaque)
    }

    /// Length of the inner text, in bytes.
    #[must_use]
    pub const fn inner_len(&self) -> usize {
        self.inner_len as usize
    }

    /// Length of the outer text, in bytes.
    #[must_use]
    pub const fn outer_len(&self) -> usize {
        self.outer_len as usize
    }

    /// The outer position at which the inner byte `at` begins.
    fn start_out(&self, at: u32) -> u32 {
        let index = self.pieces.partition_point(|p| p.inner + p.inner_len <= at);
        match self.pieces.get(index) {
            Some(p) if p.kind == MapKind::Exact => p.outer + (at - p.inner),
            Some(p) => p.outer,
            None => self.outer_len,
        }
    }

    /// The outer position at which the inner byte before `at` ends.
    fn end_out(&self, at: u32) -> u32 {
        let index = self.pieces.partition_point(|p| p.inner < at);
        match index.checked_sub(1).map(|i| self.pieces[i]) {
            Some(p) if p.kind == MapKind::Exact => p.outer + (at - p.inner).min(p.inner_len),
            Some(p) => p.outer + p.outer_len,
            None => 0,
        }
    }

    /// Carries a span outwards: the smallest outer span whose bytes all stand for bytes of `span`.
    #[must_use]
    pub fn span_out(&self, span: Span) -> Span {
        let start = self.start_out(span.start);
        if span.is_empty() {
            // A point sits after what precedes it, unless nothing does: `a|b` stays beside `a`.
            let at = if span.start == 0 { start } else { self.end_out(span.start) };
            return Span { start: at, end: at };
        }
        let end = self.end_out(span.end);
        Span { start: start.min(end), end: end.max(start) }
    }

    /// Carries an edit outwards, written the way each layer writes text; `None` where it would cut
    /// through a unit or cross an opaque piece, or where a layer cannot hold it, so that it can only be shown.
    #[must_use]
    pub fn edit_out(&self, edit: &Edit) -> Option<Edit> {
        let span = self.span_out(edit.span);
        // Only the pieces that the edit reaches: a text may have thousands of each.
        let first = self.pieces.partition_point(|p| p.inner + p.inner_len < edit.span.start);
        let mut near = self.pieces[first..].iter().take_while(|p| p.inner <= edit.span.end);
        let whole = near.all(|p| {
            let (start, end) = (p.inner, p.inner + p.inner_len);
            let overlaps = start < edit.span.end && edit.span.start < end;
            let cuts =
                (start < edit.span.start && edit.span.start < end) || (start < edit.span.end && edit.span.end < end);
            match p.kind {
                MapKind::Exact => true,
                MapKind::Unit => !cuts,
                MapKind::Opaque => !overlaps && !cuts,
            }
        });
        let closes = matches!(self.encodings.last(), Some(Encoding::Of(layer)) if layer.is_over_at_its_end());
        let over = closes && edit.span.start >= self.inner_len;
        if !whole || over && self.pieces.last().is_some_and(|p| p.kind == MapKind::Opaque) {
            return None;
        }
        let mut text = edit.text.clone();
        for encoding in &self.encodings {
            if !encoding.holds(&text, span.start == 0) {
                return None;
            }
            text = encoding.encode(text);
        }
        Some(Edit { span, text })
    }

    /// What was changed to make `inner` of the outer text: one edit a piece that is not the same on both sides.
    #[must_use]
    pub fn edits(&self, inner: &str) -> Vec<Edit> {
        let changed = self.pieces.iter().filter(|p| p.kind != MapKind::Exact);
        let edit = |p: &Segment| {
            let span = Span { start: p.outer, end: p.outer + p.outer_len };
            let text = &inner[p.inner as usize..(p.inner + p.inner_len) as usize];
            Edit { span, text: Cow::Owned(text.to_owned()) }
        };
        changed.map(edit).collect()
    }

    /// The map the other way round. Its encodings are dropped: decoding is not an encoding.
    #[must_use]
    pub fn invert(&self) -> Self {
        let mut out = Self {
            pieces: Vec::with_capacity(self.pieces.len()),
            encodings: Vec::new(),
            inner_len: self.outer_len,
            outer_len: self.inner_len,
        };
        for p in &self.pieces {
            out.push(Segment {
                inner: p.outer,
                outer: p.inner,
                inner_len: p.outer_len,
                outer_len: p.inner_len,
                kind: p.kind,
            });
        }
        out
    }

    /// `self` lies outside `inner`: the result maps `inner`'s inner text to this map's outer text.
    ///
    /// # Panics
    /// If the outer length of `inner` is not the inner length of `self`.
    #[must_use]
    pub fn then(&self, inner: &Self) -> Self {
        assert_eq!(inner.outer_len, self.inner_len, "maps of different texts do not compose");
        let mut encodings = inner.encodings.clone();
        encodings.extend(&self.encodings);
        let mut out = Self { pieces: Vec::new(), encodings, inner_len: inner.inner_len, outer_len: self.outer_len };
        let mut walk = Compose { outer: &self.pieces, at: 0, used: 0 };
        for piece in coalesce(&inner.pieces, &self.pieces) {
            walk.add(piece, &mut out);
        }
        walk.rest(&mut out);
        out
    }
}

/// The map of a text of which many parts are carried outwards one by one.
#[derive(Debug)]
pub struct Parts {
    map: Map,
    /// The numbers of its opaque pieces.
    opaque: Vec<usize>,
}

impl Parts {
    /// The parts of the inner text of `map`.
    #[must_use]
    pub fn new(map: Map) -> Self {
        let numbered = map.pieces.iter().enumerate().filter(|(_, p)| p.kind == MapKind::Opaque);
        let opaque = numbered.map(|(number, _)| number).collect();
        Self { map, opaque }
    }

    /// What [`Map::then`] makes of the map of one part, at a cost that does not grow with the text around the part.
    #[must_use]
    pub fn then(&self, part: &Map) -> Map {
        let Map { pieces, encodings, inner_len, outer_len } = &self.map;
        let Span { start, end } = part.span_out(Span { start: 0, end: part.inner_len });
        // What has no inner bytes stays at either end; what is far from the part becomes one piece on either side.
        let head = pieces.iter().take_while(|p| p.inner_len == 0).count();
        let near = pieces.partition_point(|p| p.inner + p.inner_len < start).max(head);
        let tail = pieces.len() - pieces.iter().rev().take_while(|p| p.inner_len == 0).count();
        let far = pieces.partition_point(|p| p.inner <= end).clamp(near, tail.max(near));
        let mut cropped = pieces[..head].to_vec();
        cropped.extend(self.joined(head, near));
        cropped.extend(&pieces[near..far]);
        cropped.extend(self.joined(far, tail));
        cropped.extend(&pieces[tail.max(far)..]);
        let (inner_len, outer_len) = (*inner_len, *outer_len);
        Map { pieces: cropped, encodings: encodings.clone(), inner_len, outer_len }.then(part)
    }

    /// Some pieces as one.
    fn joined(&self, from: usize, to: usize) -> Option<Segment> {
        let (first, last) = (self.map.pieces.get(from)?, self.map.pieces[..to].get(from..)?.last()?);
        let next = self.opaque.get(self.opaque.partition_point(|o| *o < from));
        let opaque = next.is_some_and(|next| *next < to);
        Some(Segment {
            inner_len: last.inner + last.inner_len - first.inner,
            outer_len: last.outer + last.outer_len - first.outer,
            kind: if opaque { MapKind::Opaque } else { MapKind::Unit },
            ..*first
        })
    }
}

/// Inner pieces, with neighbours merged where a unit of the outer map spans their border.
fn coalesce(inner: &[Segment], outer: &[Segment]) -> Vec<Segment> {
    let cut = |at: u32| {
        let o = outer.get(outer.partition_point(|o| o.inner + o.inner_len <= at));
        o.is_some_and(|o| o.kind != MapKind::Exact && o.inner < at)
    };
    let mut out: Vec<Segment> = Vec::with_capacity(inner.len());
    for piece in inner {
        match out.last_mut() {
            Some(last) if cut(piece.outer) => {
                let opaque = last.kind == MapKind::Opaque || piece.kind == MapKind::Opaque;
                last.inner_len += piece.inner_len;
                last.outer_len += piece.outer_len;
                last.kind = if opaque { MapKind::Opaque } else { MapKind::Unit };
            }
            _ => out.push(*piece),
        }
    }
    out
}

/// Walks the outer map's pieces while inner pieces are laid over them.
struct Compose<'a> {
    outer: &'a [Segment],
    at: usize,
    /// How many middle bytes of `outer[at]` are used up.
    used: u32,
}

impl Compose<'_> {
    fn add(&mut self, piece: Segment, out: &mut Map) {
        let (mut inner, mut left) = (piece.inner, piece.outer_len);
        if piece.kind != MapKind::Exact {
            self.add_unit(piece, out);
            return;
        }
        while left > 0 {
            self.flush_empty(inner, out);
            let o = self.outer[self.at];
            let take = (o.inner_len - self.used).min(left);
            if o.kind == MapKind::Exact {
                let outer = o.outer + self.used;
                out.push(Segment { inner, outer, inner_len: take, outer_len: take, kind: MapKind::Exact });
            } else {
                // coalesce() saw to it that a unit is met whole.
                out.push(Segment { inner, inner_len: take, ..o });
            }
            inner += take;
            left -= take;
            self.advance(take);
        }
    }

    fn add_unit(&mut self, piece: Segment, out: &mut Map) {
        let mut left = piece.outer_len;
        let mut kind = piece.kind;
        if left > 0 {
            self.flush_empty(piece.inner, out);
        }
        let start = self.outer_position();
        let mut end = start;
        while left > 0 {
            let Some(o) = self.outer.get(self.at).copied() else {
                break;
            };
            let take = (o.inner_len - self.used).min(left);
            if o.kind == MapKind::Opaque {
                kind = MapKind::Opaque;
            }
            end = if o.kind == MapKind::Exact { o.outer + self.used + take } else { o.outer + o.outer_len };
            left -= take;
            self.advance(take);
        }
        let (inner, inner_len) = (piece.inner, piece.inner_len);
        out.push(Segment { inner, outer: start, inner_len, outer_len: end - start, kind });
    }

    fn outer_position(&self) -> u32 {
        match self.outer.get(self.at) {
            Some(o) if o.kind == MapKind::Exact => o.outer + self.used,
            Some(o) => o.outer,
            None => self.outer.last().map_or(0, |o| o.outer + o.outer_len),
        }
    }

    fn advance(&mut self, take: u32) {
        self.used += take;
        if self.outer[self.at].inner_len == self.used {
            self.at += 1;
            self.used = 0;
        }
    }

    /// Pieces of the outer map that have no inner bytes stand between two inner bytes.
    fn flush_empty(&mut self, inner: u32, out: &mut Map) {
        while let Some(o) = self.outer.get(self.at).filter(|o| o.inner_len == 0) {
            out.push(Segment { inner, ..*o });
            self.at += 1;
        }
    }

    fn rest(&mut self, out: &mut Map) {
        let inner = out.inner_len;
        self.flush_empty(inner, out);
    }
}
