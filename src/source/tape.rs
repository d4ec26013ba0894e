//! What readers of formats write: the parts of a document, from left to right.

use super::FileText;
use super::encoding::Encoding;
use crate::span::Map;
use std::sync::OnceLock;

/// The number of a node in its document.
pub type NodeId = u32;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
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
    DecodedText(u32),
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
pub struct DecodedText {
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
    pub kind: NodeKind,
    /// The map or list that holds it; [`NOTHING`] at the top.
    pub parent: NodeId,
    /// The first node after this one and everything in it.
    pub next: NodeId,
    /// Its position among its siblings, from 0.
    pub index: u32,
    /// Its key, in a map.
    pub key: Option<Spelled>,
    /// Its text; for a map or list all of its bytes.
    pub value: Spelled,
    /// It repeats the value of another node, which the document names (a YAML alias); its place is that of the
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

/// What a document is made of.
#[derive(Debug, Default)]
pub struct Parts {
    /// Every value, a map or list before what it holds.
    pub nodes: Vec<Node>,
    /// Nodes that repeat others, in the order of the file, each with the one that it repeats. They stand apart, for
    /// most files have none, and a large one has millions of nodes.
    pub aliases: Vec<(NodeId, NodeId)>,
    /// Texts that their reader decoded.
    pub kept: Vec<DecodedText>,
    /// Comments, in the order of the file.
    pub comments: Vec<Comment>,
    /// Where it is broken, in the order of the file.
    pub breaks: Vec<Break>,
}

/// The parent of what stands at the top.
pub const NOTHING: NodeId = u32::MAX;

/// Offsets at which the lines of a text begin.
pub fn line_starts(text: &str) -> Vec<u32> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes());
    std::iter::once(0).chain(ends.map(|at| at as u32 + 1)).collect()
}

/// Writes a document from left to right.
#[derive(Debug)]
pub struct Tape<'a> {
    file: &'a FileText<'a>,
    /// What was written so far.
    pub parts: Parts,
    /// Offsets at which lines begin; made when a line is first asked for.
    line_starts: OnceLock<Vec<u32>>,
    /// Maps and lists that are not closed yet, and how many values each holds.
    open: Vec<(NodeId, u32)>,
    /// How many values stand at the top.
    roots: u32,
}

/// Deeper than any configuration: what lies deeper is not read.
pub const DEEPEST: usize = 256;

/// Places at which one file is broken that are named, so that a file of noise does not fill the memory.
const MOST_BREAKS: usize = 1000;

impl<'a> Tape<'a> {
    /// An empty one for the text of `file`.
    pub fn new(file: &'a FileText<'a>) -> Self {
        Self { file, parts: Parts::default(), line_starts: OnceLock::new(), open: Vec::new(), roots: 0 }
    }

    /// The text that is read.
    #[must_use]
    pub fn source(&self) -> &'a FileText<'a> {
        self.file
    }

    /// How many maps and lists are open. A reader stops going deeper at [`DEEPEST`] and says so.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Begins a map or list at `start`.
    pub fn open(&mut self, kind: NodeKind, key: Option<Spelled>, start: usize) -> NodeId {
        let value = Spelled { start: start as u32, end: start as u32, writing: Writing::Plain };
        let node = self.add(kind, key, value);
        self.open.push((node, 0));
        node
    }

    /// Ends the map or list that was begun last, at `end`. Without one, nothing happens.
    pub fn close(&mut self, end: usize) {
        if let Some((node, _)) = self.open.pop() {
            let next = self.parts.nodes.len() as u32;
            let node = &mut self.parts.nodes[node as usize];
            node.next = next;
            node.value.end = end as u32;
        }
    }

    /// A value that is neither map nor list.
    pub fn scalar(&mut self, kind: NodeKind, key: Option<Spelled>, value: Spelled) -> NodeId {
        self.add(kind, key, value)
    }

    /// A value that repeats another one.
    pub fn alias(&mut self, of: NodeId, key: Option<Spelled>, value: Spelled) -> NodeId {
        let kind = self.parts.nodes[of as usize].kind;
        let node = self.add(kind, key, value);
        self.parts.nodes[node as usize].is_alias = true;
        self.parts.aliases.push((node, of));
        node
    }

    /// Keeps a text that was decoded here.
    pub fn keep(&mut self, kept: DecodedText) -> Writing {
        self.parts.kept.push(kept);
        Writing::DecodedText(self.parts.kept.len() as u32 - 1)
    }

    /// What was kept under a number.
    #[must_use]
    pub fn kept(&self, number: u32) -> &DecodedText {
        &self.parts.kept[number as usize]
    }

    /// Turns the last map or list that was begun, closed or not, and all it holds, into one value.
    pub fn turn(&mut self, node: NodeId, kind: NodeKind, value: Spelled) {
        self.open.retain(|(open, _)| *open < node);
        self.truncate(node as usize + 1);
        if let Some(n) = self.parts.nodes.last_mut() {
            *n = Node { kind, value, next: node + 1, ..*n };
        }
    }

    fn truncate(&mut self, kept: usize) {
        let document = &mut self.parts;
        document.nodes.truncate(kept);
        let aliases = document.aliases.partition_point(|(node, _)| (*node as usize) < kept);
        document.aliases.truncate(aliases);
    }

    /// Takes back every value and comment that begins at `from` or behind it.
    pub fn rewind(&mut self, from: usize) {
        let document = &mut self.parts;
        let kept = document.nodes.partition_point(|n| (n.key.map_or(n.value.start, |k| k.start) as usize) < from);
        self.open.retain(|(node, _)| (*node as usize) < kept);
        for gone in &document.nodes[kept..] {
            match self.open.iter_mut().find(|(node, _)| *node == gone.parent) {
                Some((_, count)) => *count -= 1,
                None if gone.parent == NOTHING => self.roots -= 1,
                None => {}
            }
        }
        let mut holder = document.nodes.get(kept).map_or(NOTHING, |n| n.parent);
        self.truncate(kept);
        let document = &mut self.parts;
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
        (self.parts.nodes.len() as u32).checked_sub(1)
    }

    /// A node that was added before.
    #[must_use]
    pub fn node(&self, node: NodeId) -> Option<&Node> {
        self.parts.nodes.get(node as usize)
    }

    /// A comment.
    pub fn comment(&mut self, start: usize, end: usize) {
        self.parts.comments.push(Comment { start: start as u32, end: end as u32 });
    }

    /// A place at which the file is broken. Of many, the last says that more of them are not named.
    pub fn broken(&mut self, at: usize, message: impl Into<String>) {
        let file = self.file;
        if file.broken.is_some() && file.text.as_bytes().get(at) == Some(&0x1A) {
            // Already told: these bytes are no text.
            return;
        }
        let message = match MOST_BREAKS.checked_sub(self.parts.breaks.len() + 1) {
            None => return,
            Some(0) => "the file is broken in more places, which are not named".to_owned(),
            Some(_) => message.into(),
        };
        self.parts.breaks.push(Break { at, message });
    }

    /// The number of the line that holds an offset, from 1.
    #[must_use]
    pub fn line(&self, at: usize) -> u64 {
        self.line_starts.get_or_init(|| line_starts(&self.file.text)).partition_point(|&s| s as usize <= at) as u64
    }

    /// A file that ends too early leaves maps and lists open.
    pub fn close_all(&mut self) {
        let end = self.file.text.len();
        while !self.open.is_empty() {
            self.close(end);
        }
    }

    fn add(&mut self, kind: NodeKind, key: Option<Spelled>, value: Spelled) -> NodeId {
        let number = self.parts.nodes.len() as u32;
        let (parent, index) = match self.open.last_mut() {
            Some((parent, count)) => {
                *count += 1;
                (*parent, *count - 1)
            }
            None => {
                self.roots += 1;
                (NOTHING, self.roots - 1)
            }
        };
        self.parts.nodes.push(Node { kind, parent, next: number + 1, index, key, value, is_alias: false });
        number
    }
}
