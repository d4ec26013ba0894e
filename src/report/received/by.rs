//! What the summary groups by.

/// What `--by` takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Causes.
    #[default]
    Cause,
    /// Senders.
    Sender,
    /// Offers.
    Offer,
    /// Events.
    Event,
    /// Hours.
    Hour,
}

impl By {
    /// Every grouping with its name.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Cause, "cause"),
        (Self::Sender, "sender"),
        (Self::Offer, "offer"),
        (Self::Event, "event"),
        (Self::Hour, "hour"),
    ];

    /// The grouping of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(by, _)| *by)
    }
}
