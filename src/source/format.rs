//! The ways in which a text is read.

/// How an input is read. Fixed once for each input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputFormat {
    /// Every line is one URL.
    Urls,
    /// Every line is a JSON record.
    Records,
    /// A list: every line is a URL, or prose that may hold some.
    Lines,
    /// The same of what begins with prose: it may be a message, with links that a mail program has wrapped.
    Prose,
    /// Prose throughout: a ticket, a mail, a chat.
    Text,
    /// Markdown, with code in it.
    Markdown,
    /// A program: links stand in strings, which it joins and fills.
    Code,
    /// What programs have written of what they did.
    Log,
    /// Data in a notation of its own, such as SQL or serialised PHP.
    Data,
}

impl InputFormat {
    /// Words for it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Urls => "one URL a line",
            Self::Records => "one JSON record a line",
            Self::Lines => "text, line by line",
            Self::Prose => "text",
            Self::Text => "free text",
            Self::Markdown => "Markdown",
            Self::Code => "a program",
            Self::Log => "a log",
            Self::Data => "data in a notation of its own",
        }
    }

    /// True if a link may reach from one line into the next.
    #[must_use]
    pub const fn joins(self) -> bool {
        !matches!(self, Self::Urls | Self::Records)
    }

    /// True if the lines of a text are answered when the next one was read, and not at once.
    #[must_use]
    pub const fn waits(self) -> bool {
        matches!(self, Self::Prose | Self::Text | Self::Markdown)
    }
}
