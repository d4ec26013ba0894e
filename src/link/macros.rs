//! What a macro is, by whatever delimiters.

use crate::span::Span;

/// The delimiters of a macro.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dialect {
    /// `{x}`
    Brace,
    /// `{{x}}`
    DoubleBrace,
    /// `{{{x}}}`
    TripleBrace,
    /// `{$x}`
    BraceDollar,
    /// `{%x%}`
    BracePercent,
    /// `{@x@}`
    BraceAt,
    /// `${x}`, and FreeMarker's `${(x.y)!}`
    DollarBrace,
    /// `#{x}`
    HashBrace,
    /// `%{x}`
    PercentBrace,
    /// `[x]`
    Square,
    /// `[[x]]`
    DoubleSquare,
    /// `[[[x]]]`
    TripleSquare,
    /// `[=x=]`
    SquareEquals,
    /// `[+x+]`
    SquarePlus,
    /// `[:x:]`
    SquareColon,
    /// `[%x%]`
    SquarePercent,
    /// `%x%`
    Percent,
    /// `%%x%%`
    DoublePercent,
    /// `#x#`
    Hash,
    /// `##x##`
    DoubleHash,
    /// `###x###`
    TripleHash,
    /// `__X__`
    Dunder,
    /// `@@x@@`
    DoubleAt,
    /// `!!!x!!!`
    Bang,
    /// `(x)`
    Paren,
    /// `<x>`
    Angle,
    /// `$x$`
    Dollar,
    /// Mailchimp's `*|X|*`
    StarBar,
    /// Campaign Manager 360's `%eaid!`, `%pKEY=!;` and `%n`
    PercentBang,
    /// Template code: `<%= x %>`
    Scriptlet,
    /// Template code of PHP: `<?= $x ?>`
    PhpTag,
}

impl Dialect {
    /// Every dialect with its delimiters.
    pub const ALL: [(Self, &'static str, &'static str); 31] = [
        (Self::TripleBrace, "{{{", "}}}"),
        (Self::DoubleBrace, "{{", "}}"),
        (Self::BraceDollar, "{$", "}"),
        (Self::BracePercent, "{%", "%}"),
        (Self::BraceAt, "{@", "@}"),
        (Self::Brace, "{", "}"),
        (Self::DollarBrace, "${", "}"),
        (Self::HashBrace, "#{", "}"),
        (Self::PercentBrace, "%{", "}"),
        (Self::TripleSquare, "[[[", "]]]"),
        (Self::DoubleSquare, "[[", "]]"),
        (Self::SquareEquals, "[=", "=]"),
        (Self::SquarePlus, "[+", "+]"),
        (Self::SquareColon, "[:", ":]"),
        (Self::SquarePercent, "[%", "%]"),
        (Self::Square, "[", "]"),
        (Self::DoublePercent, "%%", "%%"),
        (Self::Percent, "%", "%"),
        (Self::TripleHash, "###", "###"),
        (Self::DoubleHash, "##", "##"),
        (Self::Hash, "#", "#"),
        (Self::Dunder, "__", "__"),
        (Self::DoubleAt, "@@", "@@"),
        (Self::Bang, "!!!", "!!!"),
        (Self::Paren, "(", ")"),
        (Self::Scriptlet, "<%", "%>"),
        (Self::PhpTag, "<?", "?>"),
        (Self::Angle, "<", ">"),
        (Self::Dollar, "$", "$"),
        (Self::StarBar, "*|", "|*"),
        (Self::PercentBang, "%", "!"),
    ];

    /// What opens and closes a macro of this dialect.
    #[must_use]
    pub fn delimiters(self) -> (&'static str, &'static str) {
        let found = Self::ALL.iter().find(|(dialect, ..)| *dialect == self);
        found.map_or(("", ""), |(_, open, close)| (*open, *close))
    }

    /// `name` as a macro of this dialect.
    #[must_use]
    pub fn write(self, name: &str) -> String {
        let (open, close) = self.delimiters();
        format!("{open}{name}{close}")
    }

    /// The dialect that is shown with an `x` between its delimiters, as in `#x#`.
    #[must_use]
    pub fn shown(text: &str) -> Option<Self> {
        let is = |(_, open, close): &&(Self, &str, &str)| {
            let name = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
            name.is_some_and(|name| name.eq_ignore_ascii_case("x"))
        };
        Self::ALL.iter().find(is).map(|(dialect, ..)| *dialect)
    }
}

/// A macro as it stands in a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Macro {
    /// With its delimiters.
    pub span: Span,
    /// What stands between the delimiters, blanks and arguments included.
    pub inner: Span,
    /// Its delimiters.
    pub dialect: Dialect,
    /// True if the delimiters are percent-encoded: `%7Bx%7D`.
    pub encoded: bool,
    /// True once it was seen that the inside is a plain name: nearly every macro's is, and many rules ask for it.
    pub(super) plain: bool,
}

impl Macro {
    /// The name without blanks around it and without arguments: `status` of `{status: a=b}`.
    #[must_use]
    pub fn bare_name<'t>(&self, text: &'t str) -> &'t str {
        let inner = self.inner.of(text);
        if self.plain || inner.bytes().all(is_name_byte) {
            return inner;
        }
        let inner = inner.trim();
        // FreeMarker: `(user_data.aaid)!` names `user_data.aaid`.
        let inner = inner.strip_prefix('(').and_then(|i| i.split(')').next()).unwrap_or(inner);
        // `[%USER:UID%]` is a name of two words, not a name with an argument.
        let is_word = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'_' | b':');
        if self.dialect == Dialect::SquarePercent && inner.bytes().all(is_word) {
            return inner;
        }
        let end = inner.find([':', '?', '|', '+', '(', '=']).filter(|&end| end > 0);
        inner[..end.unwrap_or(inner.len())].trim_end()
    }

    /// True for code of a template language, not a plain name: `{{x | filter}}`, `{% if x %}`, `<%= x %>`,
    /// `{{x.${y}}}`. What stands in it is that language's business.
    #[must_use]
    pub fn is_code(&self, text: &str) -> bool {
        let inner = self.inner.of(text);
        match self.dialect {
            Dialect::Scriptlet | Dialect::PhpTag => true,
            Dialect::BracePercent => inner.trim().contains(' ') || inner.starts_with([' ', '-']),
            Dialect::DoubleBrace | Dialect::DollarBrace => {
                inner.contains(['|', '$', '(', '"', '\'', '#']) || inner.starts_with(['.', '/', '-', '~'])
            }
            _ => false,
        }
    }

    /// True for a notation that is a macro only where its name is known: literals look like that too.
    #[must_use]
    pub const fn is_weak(&self) -> bool {
        let weak = matches!(
            self.dialect,
            Dialect::Hash | Dialect::Percent | Dialect::Angle | Dialect::Paren | Dialect::Dollar
        );
        matches!(self.dialect, Dialect::Paren) || self.encoded && weak
    }

    /// True if the name is followed by arguments: `{status: a=b}`, `{a||b}`, `{cl?Network}`.
    #[must_use]
    pub fn has_arguments(&self, text: &str) -> bool {
        self.bare_name(text).len() < self.inner.of(text).trim().len()
    }
}

/// The longest name a macro may have, in bytes. Longer ones are text that lost a brace.
pub(super) const LONGEST: usize = 160;

pub(super) fn made(at: usize, open: usize, close_at: usize, close: usize, dialect: Dialect) -> Macro {
    let span = Span::new(at, close_at + close);
    Macro { span, inner: Span::new(at + open, close_at), dialect, encoded: false, plain: false }
}

/// The name of a tag that a page brings along: `<br>`, `<strong>`.
pub fn is_html(name: &[u8]) -> bool {
    const TAGS: [&[u8]; 18] = [
        b"a", b"b", b"br", b"i", b"u", b"p", b"em", b"strong", b"span", b"div", b"li", b"td", b"font", b"wbr", b"mark",
        b"code", b"pre", b"hr",
    ];
    TAGS.iter().any(|tag| name.eq_ignore_ascii_case(tag))
}

/// The macro is all of a value or of a segment: what delimiters need that are legal in literals.
pub(super) fn fills_part(text: &[u8], m: Macro) -> bool {
    let before = (m.span.start as usize).checked_sub(1).map(|i| text[i]);
    let after = text.get(m.span.end as usize);
    matches!(before, Some(b'=' | b'/')) && after.is_none_or(|b| matches!(b, b'&' | b'/' | b'?' | b'#'))
}

pub(super) fn is_name_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.')
}

/// Looks like a name: starts with a letter, `_`, `~` or `$`; letters, digits and a few marks follow.
pub(super) fn is_wordy(inner: &[u8]) -> bool {
    inner.first().is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b'~' | b'$'))
        && inner.iter().all(|&b| is_name_byte(b) || matches!(b, b':' | b' ' | b'$' | b'~'))
}
