//! What the pages about received postbacks need to know besides the postbacks.

use crate::log::offers::Offers;

/// What is the same for all postbacks of a run.
pub struct Known<'k> {
    /// The files in the order in which they were read, as they were named.
    pub files: &'k [String],
    /// The offers: their secrets are masked.
    pub offers: &'k Offers,
    /// Clicks were handed in.
    pub with_clicks: bool,
    /// The command that was given, without what chooses postbacks or formats them.
    pub command: &'k [String],
}

impl Known<'_> {
    /// The name of a file.
    #[must_use]
    pub fn file(&self, number: u32) -> &str {
        self.files.get(number as usize).map_or("", String::as_str)
    }
}

/// Why there are no postbacks at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoHits {
    /// No request for this endpoint is in the log.
    Endpoint,
    /// There are some, none of them in the time that was asked for.
    Time,
}
