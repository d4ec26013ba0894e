//! The stages in which a link is judged.

/// A stage of judging a link. A repair may uncover an earlier fault, so every pass starts at the first stage again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// What of the text is the link.
    Extent,
    /// What copying, mail, chat, Markdown or source code did to it.
    Carrier,
    /// Scheme and host.
    Host,
    /// `?`, `&` and `=`.
    Separators,
    /// The characters of values, and the links inside values.
    Values,
    /// Macros.
    Macros,
    /// What the link means to the systems that read it: roles, click ids, events, money.
    Meaning,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 7] =
        [Self::Extent, Self::Carrier, Self::Host, Self::Separators, Self::Values, Self::Macros, Self::Meaning];

    /// True for what undoes damage done after the link was made: a repair of these stages restores what was signed.
    #[must_use]
    pub const fn restores(self) -> bool {
        matches!(self, Self::Extent | Self::Carrier)
    }
}
