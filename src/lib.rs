//! Lints affiliate tracking links and server-to-server postback URLs, and hands back the corrected URL.
//!
//! The program `tracklint` is a thin shell round this library; its README says how it is used. From Rust, one
//! [`Checker`] lints links, offers, pairs and the bytes of documents; it gives back verdicts, edits, repaired bytes and
//! reports. It never fails, whatever the text: a link is data. Without the default feature `cli` the library reads no
//! file, starts no thread and knows no terminal.
//!
//! ```
//! use tracklint::Checker;
//!
//! let checker = Checker::default();
//! let link = "https://app.appsflyer.com/id1?pid=acme_int&c=summer&af_siteid=118&clickid=gk_click_id";
//! let linted = checker.link(link, &checker.hints());
//!
//! let finding = &linted.findings[0];
//! assert_eq!(finding.rule.id, "unbraced-macro");
//! assert_eq!(finding.span.of(link), "gk_click_id");
//!
//! let fixed = linted.fixed.unwrap_or_default();
//! println!("{fixed}");
//! assert_eq!(fixed, link.replace("gk_click_id", "{gk_click_id}"));
//! ```
//!
//! [`rule::Hints`] is what somebody knows of a link besides its text: its role, the network, the offer's events.
//! What is not told is read off the link itself, and [`lint::Decision`] says what came of that, and why.
//!
//! # The floors
//!
//! A module uses only modules on lower floors, and modules on one floor do not see each other. A test reads the
//! code and holds it to that.
//!
//! | floor | module | what it knows |
//! |---|---|---|
//! | 14 | `cli` | options, streams, the prompt, exit codes |
//! | 13 | `run` | many inputs, several workers, one order; folders; files that are replaced |
//! | 12 | [`Checker`] | the library in one value |
//! | 11 | [`report`] | how findings look to people and to programs |
//! | 10 | [`log`] | received postbacks: readers of logs and exports, verdicts, joins, causes |
//! | 10 | [`fix`] | repairs carried into the bytes of a file, and verified |
//! | 9 | [`scan`] | the links of one input's bytes, and what is reported of them |
//! | 8 | [`settings`] | flags, environment and `tracklint.toml`, as values |
//! | 7 | [`findings`] | what a report receives: places, masking, fingerprints, what is silenced |
//! | 7 | `compare` | two links part by part, as a receiver reads them |
//! | 6 | [`lint`] | what is decided about a link or an offer, which rules look, which fixes hold |
//! | 5 | [`rule`] | what can be wrong with one link, or with the links of one offer |
//! | 4 | [`offer`] | what the fields of a file mean: roles of links, and the offer around them |
//! | 3 | [`platform`] | the systems of the field: facts, no code |
//! | 2 | [`link`] | the parts of a URL, as they were written |
//! | 1 | [`source`] | where links stand in the bytes of an input |
//! | 0 | [`span`] | places, edits, and the way from one text back to another |
//!
//! Bytes go up: `source` finds links in them, `link` splits each in one pass and decodes nothing, `platform` tells
//! whose host and names these are, `lint` lets the rules look, `report` shows what they found. A fix goes the same
//! way back, by [`span::Map`].

// Only the program reads streams block by block and draws for terminals; what serves that alone is idle without it.
#![cfg_attr(not(feature = "cli"), allow(dead_code))]

mod checker;

pub use checker::{Checked, Checker, Located, Position, Range, Text};
pub use findings::{About, Summary, Unread};
pub use fix::{FixOutcome, Left};
pub use offer::Offer;
pub use source::FileEdit;

pub mod lint;
pub mod platform;
pub mod report;
pub mod rule;
pub mod settings;
pub mod span;

// What the program, its tests and its benchmarks need besides. Nothing in these is promised to anybody else.
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod compare;
#[doc(hidden)]
pub mod findings;
#[doc(hidden)]
pub mod fix;
#[doc(hidden)]
pub mod link;
#[doc(hidden)]
pub mod log;
#[doc(hidden)]
pub mod offer;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod run;
#[doc(hidden)]
pub mod scan;
#[doc(hidden)]
pub mod source;
