//! An offer as the rules see it, whatever platform its file came from.

use crate::link::Tag;
use crate::platform::{Environment, Platform, Role};
use crate::source::{Document, Encoding, NodeId, Passage};
use crate::span::Map;
use std::borrow::Cow;

/// A link of a document.
#[derive(Clone, Debug)]
pub struct Site {
    /// The node in whose text it stands.
    pub node: NodeId,
    /// Which part of that text it is.
    pub piece: TextPart,
    /// Its role, where the name of the field leaves no doubt.
    pub role: Option<Role>,
    /// The tag of a browser that loads it.
    pub tag: Option<Tag>,
    /// The number of the offer it belongs to.
    pub offer: Option<u32>,
    /// It is a postback for all offers.
    pub global: bool,
    /// Who fills its macros, where the file says so for this link alone.
    pub filled_by: Option<&'static Platform>,
}

impl Site {
    /// The link, where the decoded text of its node is at hand.
    #[must_use]
    pub fn within<'t>(&'t self, whole: &'t str) -> &'t str {
        match &self.piece {
            TextPart::Whole => whole,
            TextPart::Markup(link) => &link.text,
            TextPart::Text(link) => &link.text,
            TextPart::Part(range) => &whole[range.clone()],
        }
    }

    /// The link.
    #[must_use]
    pub fn text<'d>(&'d self, document: &'d Document) -> Cow<'d, str> {
        let whole = || document.text(self.node);
        match &self.piece {
            TextPart::Whole => whole(),
            TextPart::Markup(link) => Cow::Borrowed(&link.text),
            TextPart::Text(link) => Cow::Borrowed(&link.text),
            TextPart::Part(range) => match whole() {
                Cow::Borrowed(text) => Cow::Borrowed(&text[range.clone()]),
                Cow::Owned(text) => Cow::Owned(text[range.clone()].to_owned()),
            },
        }
    }
}

/// A part of a node's text.
#[derive(Clone, Debug)]
pub enum TextPart {
    /// All of it.
    Whole,
    /// These bytes of it: a link in a sentence.
    Part(std::ops::Range<usize>),
    /// A link in markup within the text, its entities undone.
    Markup(Box<InMarkup>),
    /// A link that the text has broken, escaped or left open.
    Text(Box<InText>),
}

/// A link in a text that does not hold it as it is.
#[derive(Clone, Debug)]
pub struct InText {
    /// The link.
    pub text: String,
    /// The same with the line breaks that part it.
    pub written: String,
    /// How it stands in the node's text.
    pub passage: Passage,
}

impl InText {
    /// A link in the text of a node.
    #[must_use]
    pub fn of(passage: Passage, text: &str) -> Self {
        let (link, written) = (passage.link(text).into_owned(), passage.as_broken(text).into_owned());
        Self { text: link, written, passage }
    }

    /// From `written` to the node's text, which has `len` bytes.
    #[must_use]
    pub fn map(&self, len: usize) -> Map {
        let range = &self.passage.range;
        let mut edges = Map::builder(Encoding::None);
        edges.replaced(0, range.start);
        edges.exact(range.len());
        edges.replaced(0, len - range.end);
        let edges = edges.finish();
        self.passage.map().map_or_else(|| edges.clone(), |map| edges.then(&map))
    }
}

/// A link in markup.
#[derive(Clone, Debug)]
pub struct InMarkup {
    /// The link.
    pub text: String,
    /// From the link to the node's text, all of it: the bytes around the link are an edge of the map.
    pub map: Map,
    /// Where in the node's text the link's bytes begin.
    pub start: usize,
    /// How it stands in a script, if it does.
    pub passage: Option<Passage>,
}

/// A value of an offer, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'d> {
    /// The value as it is written.
    pub text: Cow<'d, str>,
    /// The node it stands at.
    pub node: NodeId,
}

/// What is known of one offer. What the file does not say, or says in words nobody documents, is not known.
#[derive(Clone, Debug, Default)]
pub struct Offer<'d> {
    /// Its number in the file, from 0.
    pub number: Option<u32>,
    /// Its id.
    pub id: Option<Field<'d>>,
    /// Its name.
    pub name: Option<Field<'d>>,
    /// Whether it runs.
    pub status: Option<(Status, Field<'d>)>,
    /// The advertiser's tracking system, as the file names it.
    pub platform: Option<(Option<&'static Platform>, Field<'d>)>,
    /// Who issues the click id and receives the postback, as the file names it.
    pub network: Option<(Option<&'static Platform>, Field<'d>)>,
    /// Real traffic or tests.
    pub environment: Option<(Environment, Field<'d>)>,
    /// Whether it has several events, where the file says so.
    pub multi_event: Option<bool>,
    /// Its events.
    pub events: Vec<Event<'d>>,
    /// How long after the click a conversion counts, wherever the file says so.
    pub windows: Vec<Window<'d>>,
    /// What a conversion pays.
    pub payout: Option<Field<'d>>,
    /// True if it pays a share of revenue.
    pub pays_share: bool,
    /// The currency of the payout.
    pub currency: Option<Field<'d>>,
    /// Addresses from which postbacks are taken.
    pub allow_list: Option<Field<'d>>,
    /// The secret that a postback has to carry.
    pub token: Option<Field<'d>>,
    /// Lists of statuses that a postback reports or translates, each with the words it takes.
    pub status_words: Vec<(Field<'d>, Vec<String>)>,
    /// Fields that should hold a link and hold a word that a program left there: `undefined`.
    pub lost: Vec<Field<'d>>,
    /// A platform wrote it down, which spells values in its own way.
    pub exported: bool,
    /// Its links: indices into [`super::Offers::sites`], sorted.
    pub sites: Vec<u32>,
}

/// An event of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event<'d> {
    /// The id that a postback sends.
    pub id: Field<'d>,
    /// Its name for people.
    pub name: Option<Field<'d>>,
}

/// Whether an offer runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It runs.
    Active,
    /// Somebody stopped it.
    Paused,
    /// It waits to be approved or tested.
    Pending,
    /// Its time is over.
    Expired,
    /// It is no more.
    Deleted,
}

/// A time within which a conversion counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window<'d> {
    /// The number.
    pub amount: u64,
    /// Its unit, where the name of the field or the value itself says it.
    pub unit: Option<Unit>,
    /// It holds from the click on; else from a view on.
    pub click: bool,
    /// Where it stands.
    pub field: Field<'d>,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 1 s
    Second,
    /// 60 s
    Minute,
    /// 3,600 s
    Hour,
    /// 24 h
    Day,
    /// 7 days
    Week,
    /// 365 days
    Year,
}

impl Unit {
    /// How many seconds it has.
    #[must_use]
    pub const fn seconds(self) -> u64 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3_600,
            Self::Day => 86_400,
            Self::Week => 604_800,
            Self::Year => 31_536_000,
        }
    }
}

/// What somebody said about the fields of a private format.
#[derive(Clone, Debug, Default)]
pub struct FieldMap {
    /// Key paths with `*` for any one step, or names of fields, and the role of the link there:
    /// [`crate::source::fits_key`] compares them.
    pub roles: Vec<(String, Role)>,
    /// Key paths or names of fields that hold no link, whatever they look like, nor does anything in them.
    pub ignored: Vec<String>,
}

/// How a large document is read: in how many parts, and who does `work` for the number of each part, at once or one after
/// the other.
pub struct Spread<'s> {
    /// How many parts.
    pub parts: usize,
    /// Calls the function it is given once for each number below the first argument.
    pub each: &'s EachPart,
}

/// See [`Spread::each`].
pub type EachPart = dyn Fn(usize, &(dyn Fn(usize) + Sync));

/// In one piece.
pub const ALONE: Spread = Spread { parts: 1, each: &|_, work| work(0) };
