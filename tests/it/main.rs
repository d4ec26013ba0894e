//! All tests of the package in one program: it is built and linked once.
//!
//! To add some, write `tests/it/NAME.rs` (or a folder with a `mod.rs`), add `mod NAME;` below, and take what tests share
//! from `crate::common`. `cargo test --test it NAME::` runs them alone. Data lie in folders beside this one. Only what
//! changes something that the whole process shares (the allocator, how it takes signals, its environment) is a program of
//! its own, `tests/NAME.rs`.

mod architecture;
mod changed;
mod ci;
mod cli;
mod common;
mod configuration;
mod containers;
mod corpus;
mod curl_lines;
mod cycles;
mod docs;
mod documents;
mod double_faults;
mod drawing;
mod examples;
mod exports;
mod faults;
mod folders;
mod formats;
mod fuzzed;
mod hostile;
mod independence;
mod log_cases;
mod log_generator;
mod manners;
mod metamorphic;
mod offers;
mod ordinary_addresses;
mod pairs;
mod places;
mod platform_claims;
mod platforms;
mod prompt;
mod properties;
mod readme;
mod repair;
mod report;
mod run;
mod safe_deletions;
mod schemas;
mod secrets;
mod seeds;
mod system;
