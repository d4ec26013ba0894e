//! Lints affiliate tracking links and server-to-server postback URLs, and hands back the corrected URL.
//!
//! The program `tracklint` is a thin shell round this library; its README says how it is used. From Rust, one
//! [`lint::Linter`] lints any number of links. It never fails, whatever the text: a link is data.
//!
//! ```
//! use tracklint::lint::Linter;
//! use tracklint::platform::Catalogue;
//! use tracklint::rule::{Hosts, Told};
//!
//! let (catalogue, hosts) = (Catalogue::default(), Hosts::default());
//! let mut linter = Linter::new(&catalogue, &hosts);
//!
//! let link = "https://app.appsflyer.com/id1?pid=acme_int&c=summer&af_siteid=118&clickid=gk_click_id";
//! let linted = linter.lint(link, &Told::default());
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
//! [`rule::Told`] is what somebody knows of a link besides its text: its role, the network, the offer's events.
//! What is not told is read off the link itself, and [`lint::Decision`] says what came of that, and why.
//!
//! # The floors
//!
//! A module uses only modules on lower floors, and modules on one floor do not see each other. A test reads the
//! code and holds it to that.
//!
//! | floor | module | what it knows |
//! |---|---|---|
//! | 13 | [`cli`] | options, streams, the prompt, exit codes |
//! | 12 | [`run`] | many inputs, several workers, one order; folders; files that are replaced |
//! | 11 | [`report`] | how findings look to people and to programs |
//! | 10 | [`fix`] | repairs carried into the bytes of a file, and verified |
//! | 9 | [`scan`] | the links of one input's bytes, and what is reported of them |
//! | 8 | [`settings`] | flags, environment and `tracklint.toml`, as values |
//! | 7 | [`findings`] | what a report receives: places, masking, fingerprints, what is silenced |
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

pub mod cli;
pub mod findings;
pub mod fix;
pub mod link;
pub mod lint;
pub mod offer;
pub mod platform;
pub mod report;
pub mod rule;
pub mod run;
pub mod scan;
pub mod settings;
pub mod source;
pub mod span;
