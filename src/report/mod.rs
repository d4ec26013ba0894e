//! Floor 8: what was found, as people and programs read it. One file a format.

mod address;
#[cfg(feature = "cli")]
pub mod columns;
mod compact;
mod comparison_json;
#[cfg(feature = "cli")]
mod concise;
#[cfg(feature = "cli")]
mod flat;
mod formats;
mod gathered;
mod github;
mod gitlab;
mod hidden;
#[cfg(feature = "cli")]
mod human;
mod inert;
mod journey_json;
mod json_report;
#[cfg(feature = "cli")]
mod junit;
pub mod markdown;
#[cfg(feature = "cli")]
mod narrated;
mod plain;
mod platform_page;
pub mod received;
mod sarif;
mod schema;
mod style;
mod tables;
#[cfg(feature = "cli")]
mod window;
mod words;

pub use crate::findings::KnownLines;
pub use crate::findings::Mask;
pub use address::rules_at;
pub use comparison_json::{comparison_json, comparisons_json};
#[cfg(feature = "cli")]
pub use flat::flat;
pub use formats::{OutputFormat, report};
pub use hidden::harmless;
pub use inert::inert;
pub use journey_json::journey_json;
pub use platform_page::{Layout, platform_page, syntax};
pub use schema::REPORT_SCHEMA;
pub use style::{Next, Style};
pub use tables::table;
pub use words::closing;
