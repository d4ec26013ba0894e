pub mod cli;
pub mod engine;
pub mod link;
pub mod platform;
pub mod report;
pub mod rule;
pub mod source;
pub mod span;
