pub mod link;
pub mod platform;
pub mod span;
