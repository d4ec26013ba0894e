//! Tags with which a browser loads a link by itself.

/// A tag with which a browser loads a link by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// `<img src=`
    Image,
    /// `<iframe src=`
    Frame,
    /// `<script src=`, or code between script tags.
    Script,
}

impl Tag {
    /// The tag that ends in a link, told from what stands before the link: `<img width="1" src="`.
    #[must_use]
    pub fn before(text: &str) -> Option<Self> {
        const REACH: usize = 400;
        let mut from = text.len().saturating_sub(REACH);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let text = &text[from..];
        let tag = &text[text.rfind('<')? + 1..];
        let is = |name: &str| {
            tag.get(..name.len()).is_some_and(|t| t.eq_ignore_ascii_case(name))
                && tag[name.len()..].starts_with(|c: char| c.is_ascii_whitespace() || c == '>')
        };
        // In a script the link may stand anywhere; elsewhere only as the tag's source.
        let source = tag.trim_end_matches(['"', '\'', ' ']).to_ascii_lowercase().ends_with("src=");
        match () {
            () if is("script") => Some(Self::Script),
            () if is("img") && source => Some(Self::Image),
            () if is("iframe") && source => Some(Self::Frame),
            () => None,
        }
    }

    /// How it is written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Image => "<img>",
            Self::Frame => "<iframe>",
            Self::Script => "<script>",
        }
    }
}
