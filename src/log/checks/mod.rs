//! What can be wrong with a received postback: one file for each question, asked in the order of the verdicts.

pub mod event;
pub mod ids;
pub mod joined;
pub mod repeat;
pub mod request;
pub mod secret;
