//! A structured file, taken apart: every key and value with its place, in the order of the file.
//!
//! One flat list, however deep the file: nothing here recurses. A text is kept as the bytes that spell it and is
//! decoded when somebody asks, so that a large file costs little until a finding needs its exact place.

use super::encoding::Encoding;
use super::syntax::Syntax;
use super::{FileText, Literal};
use crate::span::{Map, Span};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// The number of a node in its document.
pub type NodeId = u32;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Keys and values.
    Map,
    /// Values one after the other.
    List,
    /// A text.
    Text,
    /// A number as it is written.
    Number,
    /// True or false.
    Truth,
    /// Null, in whatever spelling the format has.
    Null,
}

/// How the bytes of a file spell a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// They are the text.
    Plain,
    /// They are the text, and what is put between them must be written in this way.
    As(Encoding),
    /// Between the quotes of a JSON string.
    Json,
    /// Between the apostrophes that JSON5 allows in their place.
    Json5,
    /// Between the quotes of a CSV cell, where a quote stands twice.
    Csv,
    /// A CSV cell without quotes; cells are set apart by this byte.
    Cell(u8),
    /// In XML, with entities.
    Xml,
    /// In HTML, with entities, some of which need no semicolon.
    Html,
    /// In a way that only its reader understood: the decoded text is `kept` under this number.
    Kept(u32),
}

/// Bytes of the file that spell a text: without quotes, where it has some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// Offset of the first byte in the document's text.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
    /// How they spell it.
    pub writing: Writing,
}

/// A text that its reader decoded.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The decoded text.
    pub text: String,
    /// From the decoded text to the bytes that spell it.
    pub map: Map,
    /// Why the text must not be edited in place, in words for the user, if it must not.
    pub locked: Option<&'static str>,
}

/// One value of a document.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The map or list that holds it; [`Document::NOTHING`] at the top.
    pub parent: NodeId,
    /// The first node after this one and everything in it.
    pub next: NodeId,
    /// Its position among its siblings, from 0.
    pub index: u32,
    /// Its key, in a map.
    pub key: Option<Spelled>,
    /// Its text; for a map or list all of its bytes.
    pub value: Spelled,
    /// It repeats the value of another node, which [`Document::alias`] names (a YAML alias); its place is that of the
    /// repetition.
    pub is_alias: bool,
}

/// A place at which a file is broken. What could be read around it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// Offset in the document's text.
    pub at: usize,
    /// What is the matter, in words for the user.
    pub message: String,
}

/// A comment, without the characters that make it one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Offset of its first byte in the document's text.
    pub start: u32,
    /// Offset behind its last byte.
    pub end: u32,
}

/// A structured file, taken apart.
#[derive(Debug)]
pub struct Document<'a> {
    /// The path of the file as given.
    pub path: &'a str,
    /// The text of the file.
    pub file: &'a FileText<'a>,
    /// How it was read.
    pub syntax: Syntax,
    /// Every value, a map or list before what it holds.
    pub nodes: Vec<Node>,
    /// Nodes that repeat others, in the order of the file, each with the one that it repeats. They stand apart, for
    /// most files have none, and a large one has millions of nodes.
    aliases: Vec<(NodeId, NodeId)>,
    /// Texts that their reader decoded.
    pub kept: Vec<Kept>,
    /// Comments, in the order of the file.
    pub comments: Vec<Comment>,
    /// Where it is broken, in the order of the file.
    pub breaks: Vec<Break>,
    /// Offsets at which lines begin; made when a place is first asked for.
    line_starts: OnceLock<Vec<u32>>,
    /// How many characters begin before each [`STEP`]th byte; made when a place in a long line is first asked for.
    steps: OnceLock<Vec<u32>>,
}

/// Bytes of text between two counts of characters.
const STEP: usize = 4096;

/// The characters that begin in a part of a text.
fn begun(part: &[u8]) -> usize {
    part.iter().filter(|&&b| b & 0xC0 != 0x80).count()
}

impl<'a> Document<'a> {
    /// The parent of what stands at the top.
    pub const NOTHING: NodeId = u32::MAX;

    /// Takes a file apart. Never fails: what is broken is told in `breaks`.
    #[must_use]
    pub fn read(path: &'a str, file: &'a FileText<'a>, syntax: Syntax) -> Self {
        let mut document = Self {
            path,
            file,
            syntax,
            nodes: Vec::new(),
            aliases: Vec::new(),
            kept: Vec::new(),
            comments: Vec::new(),
            breaks: Vec::new(),
            line_starts: OnceLock::new(),
            steps: OnceLock::new(),
        };
        let mut tape = Tape { document: &mut document, open: Vec::new(), roots: 0 };
        syntax.read(&mut tape);
        tape.close_all();
        document.breaks.sort_by_key(|b| b.at);
        document
    }

    /// The nodes directly in `node` ([`Self::NOTHING`] for those at the top), in the order of the file.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let (mut at, end) = match self.nodes.get(node as usize) {
            Some(n) => (node + 1, n.next),
            None => (0, self.nodes.len() as u32),
        };
        std::iter::from_fn(move || {
            let found = (at < end).then_some(at)?;
            at = self.nodes[found as usize].next;
            Some(found)
        })
    }

    /// True if a node repeats another one.
    #[must_use]
    pub fn has_aliases(&self) -> bool {
        !self.aliases.is_empty()
    }

    /// The node whose value this one repeats.
    #[must_use]
    pub fn alias(&self, node: NodeId) -> Option<NodeId> {
        if !self.nodes[node as usize].is_alias {
            return None;
        }
        let found = self.aliases.binary_search_by_key(&node, |(at, _)| *at).ok()?;
        Some(self.aliases[found].1)
    }

    /// The decoded key of a node; empty in a list and at the top.
    #[must_use]
    pub fn key(&self, node: NodeId) -> Cow<'_, str> {
        self.nodes[node as usize].key.map_or(Cow::Borrowed(""), |key| self.text_of(key))
    }

    /// The decoded text of a node.
    #[must_use]
    pub fn text(&self, node: NodeId) -> Cow<'_, str> {
        self.text_of(self.nodes[node as usize].value)
    }

    /// What these bytes spell.
    #[must_use]
    pub fn text_of(&self, spelled: Spelled) -> Cow<'_, str> {
        match spelled.writing {
            Writing::Kept(number) => Cow::Borrowed(&self.kept[number as usize].text),
            writing => writing.text(self.bytes_of(spelled)),
        }
    }

    /// The bytes as they stand in the file.
    #[must_use]
    pub fn bytes_of(&self, spelled: Spelled) -> &str {
        &self.file.text[spelled.start as usize..spelled.end as usize]
    }

    /// From the decoded text to the bytes that spell it; `None` where they are the same.
    #[must_use]
    pub fn map_of(&self, spelled: Spelled) -> Option<Map> {
        match spelled.writing {
            Writing::Kept(number) => Some(self.kept[number as usize].map.clone()),
            writing => writing.map(self.bytes_of(spelled)),
        }
    }

    /// The text of a node with its place.
    #[must_use]
    pub fn literal(&self, node: NodeId) -> Literal<'_> {
        let value = self.nodes[node as usize].value;
        self.part(node, self.text_of(value), self.map_of(value))
    }

    /// A part of the text of a node with its place. `map` leads from the part to all bytes of the node.
    #[must_use]
    pub fn part<'p>(&'p self, node: NodeId, text: Cow<'p, str>, map: Option<Map>) -> Literal<'p> {
        let value = self.nodes[node as usize].value;
        let whole = Span::new(0, text.len());
        let own = map.as_ref().map_or(whole, |map| map.span_out(whole)).range();
        let at = value.start as usize;
        let (start, end) = (at + own.start, at + own.end);
        let (line, column) = self.line_and_column(start);
        let locked = match value.writing {
            Writing::Kept(number) => self.kept[number as usize].locked,
            _ => None,
        };
        Literal {
            text,
            map,
            path: self.path,
            key: Some(Cow::Owned(self.pointer(node))),
            at: at as u64,
            // No more of the line: somebody's whole export stands on one.
            lines: &self.file.text.as_bytes()[start..end],
            lines_at: start as u64,
            first_line: line,
            before: column - 1,
            file: Some(self.file),
            locked: if self.file.broken.is_some() { Some("the file is not text throughout") } else { locked },
        }
    }

    /// A comment with its place.
    #[must_use]
    pub fn comment(&self, comment: Comment) -> Literal<'_> {
        let (start, end) = (comment.start as usize, comment.end as usize);
        let (line, column) = self.line_and_column(start);
        let text = &self.file.text[start..end];
        Literal { file: Some(self.file), before: column - 1, ..Literal::plain(text, self.path, start as u64, line) }
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.file.text.as_bytes());
            std::iter::once(0).chain(ends.map(|at| at as u32 + 1)).collect()
        })
    }

    /// Line and column of an offset in the text, from 1, the column in characters.
    #[must_use]
    pub fn line_and_column(&self, at: usize) -> (u64, u64) {
        let starts = self.line_starts();
        let line = starts.partition_point(|&s| s as usize <= at) - 1;
        let before = self.characters(starts[line] as usize..at.min(self.file.text.len()));
        (line as u64 + 1, before as u64 + 1)
    }

    /// How many characters begin in a part of the text, however long it is.
    fn characters(&self, part: Range<usize>) -> usize {
        let text = self.file.text.as_bytes();
        if part.len() < 2 * STEP {
            return begun(&text[part]);
        }
        let steps = self.steps.get_or_init(|| {
            let counts = text.chunks(STEP).scan(0, |sum, block| {
                let before = *sum;
                *sum += begun(block) as u32;
                Some(before)
            });
            counts.collect()
        });
        let (first, last) = (part.start.div_ceil(STEP), part.end / STEP);
        // The text may end where a block does.
        let last = last.min(steps.len() - 1);
        let whole = steps[last] - steps[first];
        begun(&text[part.start..first * STEP]) + whole as usize + begun(&text[last * STEP..part.end])
    }

    /// The key path of a node: a JSON Pointer, with `#2` before it in the third document of a file.
    #[must_use]
    pub fn pointer(&self, node: NodeId) -> String {
        let mut steps: Vec<String> = Vec::new();
        let mut at = node;
        while let Some(n) = self.nodes.get(at as usize) {
            if n.key.is_some() {
                steps.push(self.key(at).replace('~', "~0").replace('/', "~1"));
            } else if n.parent != Self::NOTHING {
                steps.push(n.index.to_string());
            } else if n.index > 0 {
                steps.push(format!("#{}", n.index));
            }
            at = n.parent;
        }
        steps.reverse();
        let mut pointer = String::new();
        for step in steps {
            if !step.starts_with('#') || !pointer.is_empty() {
                pointer.push('/');
            }
            pointer.push_str(&step);
        }
        pointer
    }
}

/// Writes a document from left to right.
#[derive(Debug)]
pub struct Tape<'t, 'a> {
    document: &'t mut Document<'a>,
    /// Maps and lists that are not closed yet, and how many values each holds.
    open: Vec<(NodeId, u32)>,
    /// How many values stand at the top.
    roots: u32,
}

/// Deeper than any configuration: what lies deeper is not read.
pub const DEEPEST: usize = 256;

/// Places at which one file is broken that are named, so that a file of noise does not fill the memory.
const MOST_BREAKS: usize = 1000;

impl<'a> Tape<'_, 'a> {
    /// The text that is read.
    #[must_use]
    pub fn source(&self) -> &'a FileText<'a> {
        self.document.file
    }

    /// How many maps and lists are open. A reader stops going deeper at [`DEEPEST`] and says so.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Begins a map or list at `start`.
    pub fn open(&mut self, kind: Kind, key: Option<Spelled>, start: usize) -> NodeId {
        let value = Spelled { start: start as u32, end: start as u32, writing: Writing::Plain };
        let node = self.add(kind, key, value);
        self.open.push((node, 0));
        node
    }

    /// Ends the map or list that was begun last, at `end`. Without one, nothing happens.
    pub fn close(&mut self, end: usize) {
        if let Some((node, _)) = self.open.pop() {
            let next = self.document.nodes.len() as u32;
            let node = &mut self.document.nodes[node as usize];
            node.next = next;
            node.value.end = end as u32;
        }
    }

    /// A value that is neither map nor list.
    pub fn scalar(&mut self, kind: Kind, key: Option<Spelled>, value: Spelled) -> NodeId {
        self.add(kind, key, value)
    }

    /// A value that repeats another one.
    pub fn alias(&mut self, of: NodeId, key: Option<Spelled>, value: Spelled) -> NodeId {
        let kind = self.document.nodes[of as usize].kind;
        let node = self.add(kind, key, value);
        self.document.nodes[node as usize].is_alias = true;
        self.document.aliases.push((node, of));
        node
    }

    /// Keeps a text that was decoded here.
    pub fn keep(&mut self, kept: Kept) -> Writing {
        self.document.kept.push(kept);
        Writing::Kept(self.document.kept.len() as u32 - 1)
    }

    /// What was kept under a number.
    #[must_use]
    pub fn kept(&self, number: u32) -> &Kept {
        &self.document.kept[number as usize]
    }

    /// Turns the last map or list that was begun, closed or not, and all it holds, into one value.
    pub fn turn(&mut self, node: NodeId, kind: Kind, value: Spelled) {
        self.open.retain(|(open, _)| *open < node);
        self.truncate(node as usize + 1);
        if let Some(n) = self.document.nodes.last_mut() {
            *n = Node { kind, value, next: node + 1, ..*n };
        }
    }

    fn truncate(&mut self, kept: usize) {
        let document = &mut *self.document;
        document.nodes.truncate(kept);
        let aliases = document.aliases.partition_point(|(node, _)| (*node as usize) < kept);
        document.aliases.truncate(aliases);
    }

    /// Takes back every value and comment that begins at `from` or behind it.
    pub fn rewind(&mut self, from: usize) {
        let document = &mut *self.document;
        let kept = document.nodes.partition_point(|n| (n.key.map_or(n.value.start, |k| k.start) as usize) < from);
        self.open.retain(|(node, _)| (*node as usize) < kept);
        for gone in &document.nodes[kept..] {
            match self.open.iter_mut().find(|(node, _)| *node == gone.parent) {
                Some((_, count)) => *count -= 1,
                None if gone.parent == Document::NOTHING => self.roots -= 1,
                None => {}
            }
        }
        let mut holder = document.nodes.get(kept).map_or(Document::NOTHING, |n| n.parent);
        self.truncate(kept);
        let document = &mut *self.document;
        while let Some(node) = document.nodes.get_mut(holder as usize) {
            node.next = node.next.min(kept as u32);
            holder = node.parent;
        }
        let comments = document.comments.partition_point(|c| (c.start as usize) < from);
        document.comments.truncate(comments);
    }

    /// What was last added to the document, if anything was.
    #[must_use]
    pub fn last(&self) -> Option<NodeId> {
        (self.document.nodes.len() as u32).checked_sub(1)
    }

    /// A node that was added before.
    #[must_use]
    pub fn node(&self, node: NodeId) -> Option<&Node> {
        self.document.nodes.get(node as usize)
    }

    /// Says of every text in a node why it must not be edited in place.
    pub fn lock(&mut self, node: NodeId, why: &'static str) {
        let document = &mut *self.document;
        let Some(end) = document.nodes.get(node as usize).map(|n| n.next) else { return };
        for at in node..end.max(node + 1) {
            let Node { kind: Kind::Text, value, is_alias: false, .. } = document.nodes[at as usize] else { continue };
            if let Writing::Kept(number) = value.writing {
                document.kept[number as usize].locked.get_or_insert(why);
                continue;
            }
            let text = document.text_of(value).into_owned();
            let map = document.map_of(value).unwrap_or_else(|| Map::identity(text.len()));
            document.kept.push(Kept { text, map, locked: Some(why) });
            document.nodes[at as usize].value.writing = Writing::Kept(document.kept.len() as u32 - 1);
        }
    }

    /// A comment.
    pub fn comment(&mut self, start: usize, end: usize) {
        self.document.comments.push(Comment { start: start as u32, end: end as u32 });
    }

    /// A place at which the file is broken. Of many, the last says that more of them are not named.
    pub fn broken(&mut self, at: usize, message: impl Into<String>) {
        let file = self.document.file;
        if file.broken.is_some() && file.text.as_bytes().get(at) == Some(&0x1A) {
            // Already told: these bytes are no text.
            return;
        }
        let message = match MOST_BREAKS.checked_sub(self.document.breaks.len() + 1) {
            None => return,
            Some(0) => "the file is broken in more places, which are not named".to_owned(),
            Some(_) => message.into(),
        };
        self.document.breaks.push(Break { at, message });
    }

    /// The number of the line that holds an offset, from 1.
    #[must_use]
    pub fn line(&self, at: usize) -> u64 {
        self.document.line_starts().partition_point(|&s| s as usize <= at) as u64
    }

    /// A file that ends too early leaves maps and lists open.
    fn close_all(&mut self) {
        let end = self.document.file.text.len();
        while !self.open.is_empty() {
            self.close(end);
        }
    }

    fn add(&mut self, kind: Kind, key: Option<Spelled>, value: Spelled) -> NodeId {
        let number = self.document.nodes.len() as u32;
        let (parent, index) = match self.open.last_mut() {
            Some((parent, count)) => {
                *count += 1;
                (*parent, *count - 1)
            }
            None => {
                self.roots += 1;
                (Document::NOTHING, self.roots - 1)
            }
        };
        self.document.nodes.push(Node { kind, parent, next: number + 1, index, key, value, is_alias: false });
        number
    }
}
