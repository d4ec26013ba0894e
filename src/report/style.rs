//! How a report is written.

/// What whoever reads a report can do next. The last words name it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Next {
    /// Nothing is named.
    #[default]
    Nothing,
    /// Call the program again, about links that stand in no file.
    Call,
    /// The same, and have files repaired.
    Repair,
    /// Type a command at the prompt.
    Type,
}

/// How a report is written. Decided once, by whoever owns the terminal, and told here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// With colour.
    pub color: bool,
    /// With ASCII alone, except for links that are to be copied.
    pub ascii: bool,
    /// The address of the rules' documentation, where rule names are to be hyperlinks to it.
    pub docs: Option<&'static str>,
    /// The address of the rules' documentation, where it is known: programs that read the report link to it.
    pub rules_at: Option<&'static str>,
    /// Columns of the terminal.
    pub width: usize,
    /// Where each link stands is said: there are several, or it stands in a file.
    pub places: bool,
    /// Secrets and personal data are masked.
    pub redact: bool,
    /// Links without findings are reported too.
    pub all: bool,
    /// Findings and nothing else.
    pub quiet: bool,
    /// Also what was decided about each link, and why.
    pub verbose: bool,
    /// What the last words name.
    pub next: Next,
}

impl Style {
    /// A report into a file: 80 columns, no colour, places told and secrets masked, only links with findings.
    pub const FILE: Self = Self {
        color: false,
        ascii: false,
        docs: None,
        rules_at: None,
        width: 80,
        places: true,
        redact: true,
        all: false,
        quiet: false,
        verbose: false,
        next: Next::Nothing,
    };
}
