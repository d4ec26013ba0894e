//! Kinds of characters, and the bits that say what a link holds.

use std::ops::{BitAnd, BitOr, BitOrAssign};

/// A set of kinds of characters, told from single bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chars(pub u32);

/// What was seen in a link, and what its context adds. A rule's triggers are such bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen(pub u64);

macro_rules! bits {
    ($type:ident: $repr:ty { $($(#[doc = $doc:literal])* $name:ident = $bit:expr;)* }) => {
        impl $type {
            $($(#[doc = $doc])* pub const $name: Self = Self(1 << $bit);)*
            /// None of them.
            pub const NONE: Self = Self(0);

            /// True if the two sets share a bit.
            #[must_use]
            #[inline]
            pub const fn has(self, other: Self) -> bool {
                self.0 & other.0 != 0
            }

            /// True if every bit of this set is in `other`.
            #[must_use]
            #[inline]
            pub const fn only(self, other: Self) -> bool {
                self.0 & !other.0 == 0
            }

            /// Both sets, in a constant.
            #[must_use]
            #[inline]
            pub const fn or(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }

        impl BitOr for $type {
            type Output = Self;
            #[inline]
            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }

        impl BitAnd for $type {
            type Output = Self;
            #[inline]
            fn bitand(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }
        }

        impl BitOrAssign for $type {
            #[inline]
            fn bitor_assign(&mut self, other: Self) {
                self.0 |= other.0;
            }
        }
    };
}

bits!(Chars: u32 {
    /// `a` to `z`.
    LOWER = 0;
    /// `A` to `Z`.
    UPPER = 1;
    /// `0` to `9`.
    DIGIT = 2;
    /// `_`
    UNDERSCORE = 3;
    /// `-`
    HYPHEN = 4;
    /// `.`
    DOT = 5;
    /// `%`
    PERCENT = 6;
    /// `+`
    PLUS = 7;
    /// `=` in a value.
    EQUALS = 8;
    /// `/`
    SLASH = 9;
    /// `:`
    COLON = 10;
    /// `?` where it starts no query.
    QUESTION = 11;
    /// Blank, tab, line break.
    BLANK = 12;
    /// `"`, `<`, `>`, `\`, `^`, backtick, `|`.
    ODD = 13;
    /// Bytes of characters beyond ASCII.
    NON_ASCII = 14;
    /// Control characters other than blanks.
    CONTROL = 15;
    /// `{` or `}` that belongs to no macro.
    BRACE = 16;
    /// `[`, `]`, `(`, `)` outside macros.
    BRACKET = 17;
    /// `&` where it separates nothing.
    AMPERSAND = 18;
    /// `#` outside macros and fragments' starts.
    HASH = 19;
    /// Everything else that is legal: `,` `~` `!` `*` `'` `@` `$`.
    OTHER = 20;
    /// `;`
    SEMICOLON = 21;
});

bits!(Seen: u64 {
    /// A web link or a piece of one stands here without its scheme.
    NO_SCHEME = 0;
    /// Scheme or `://` are not as they should be.
    ODD_SCHEME = 1;
    /// The scheme is `http`.
    HTTP = 2;
    /// A scheme that is neither `http` nor `https`.
    CUSTOM_SCHEME = 3;
    /// There is no `?` that starts a query.
    NO_QUERY = 4;
    /// `&` in the path.
    PATH_AMPERSAND = 5;
    /// `=` in the path.
    PATH_EQUALS = 6;
    /// A `?` in the query.
    SECOND_QUESTION = 7;
    /// Nothing between two separators, a value without a name, or a separator at the end.
    EMPTY_PARAM = 8;
    /// A separator written as an HTML entity.
    ENTITY = 9;
    /// A blank, tab or line break outside a macro, or just inside a macro's delimiters.
    BLANK = 10;
    /// A byte beyond ASCII.
    NON_ASCII = 11;
    /// A control character.
    CONTROL = 12;
    /// `"<>\^|` or a backtick.
    ODD = 13;
    /// `%` outside macros.
    PERCENT = 14;
    /// A macro as the sender writes it.
    MACRO = 15;
    /// A macro whose delimiters are percent-encoded.
    ENCODED_MACRO = 16;
    /// `(x)`: a macro only where somebody writes macros so.
    WEAK_MACRO = 17;
    /// A brace that belongs to no macro.
    LOOSE_BRACE = 18;
    /// There is a fragment.
    FRAGMENT = 19;
    /// A parameter without `=`.
    BARE_NAME = 20;
    /// A parameter with `=` and no value.
    EMPTY_VALUE = 21;
    /// A value or the path holds a whole link, raw or encoded.
    NESTED = 22;
    /// A value made of letters, digits, `_` and `-` only, with no macro.
    WORD = 23;
    /// `user@` before the host.
    USERINFO = 24;
    /// A value with `+` or `=` in it.
    PLUS_OR_EQUALS = 25;
    /// A macro or a parameter stands here at all.
    NAMES = 26;
    /// The host is an address, has no dot, ends in a label for private use, or holds unusual characters.
    ODD_HOST = 27;
    /// Punctuation stands before the link, or at its end where it may be a stranger's.
    WRAPPED = 28;
    /// Two parameters may have the same name.
    REPEATED = 29;
    /// With its macros filled the link may be long.
    LONG = 30;
    /// `;` outside macros.
    SEMICOLON = 31;

    /// A parameter that may be one of web analytics', as `utm_source`, or nearly one.
    ANALYTICS = 38;

    // Set by the offer around the links.

    /// It says in words of its own what a conversion pays, and not as a machine writes it.
    MONEY = 39;

    // Set by the context, not by the split.

    /// The network is known.
    NETWORK = 40;
    /// A name of the network's, or nearly one, stands misspelt.
    NEAR_NAME = 41;
    /// No click id travels in a slot that could carry it.
    NO_CLICK_ID = 42;
    /// The addressee is known.
    PLATFORM = 43;
    /// The events of the offer are known.
    EVENTS = 44;
    /// The environment was told.
    ENVIRONMENT = 45;
    /// The host is known as a test host.
    SANDBOX_HOST = 46;
    /// No event id is sent in a postback of the network's.
    NO_EVENT = 47;
    /// The state was told to be live.
    TOLD_LIVE = 48;
    /// A click id slot of a known party is here but empty.
    EMPTY_CLICK_ID = 49;
    /// Who fills the macros is known.
    FILLER = 50;
    /// A public host that is no platform's.
    STRANGE_HOST = 52;
    /// It was said to be a postback for all offers.
    GLOBAL = 53;
    /// It was found as the source of a browser's tag.
    TAG = 54;
    /// The host is in the table of platforms.
    KNOWN_HOST = 55;

    // Set by the offer around the links.

    /// It has a link that takes a click id along and a postback that brings it back.
    PAIR = 56;
    /// It has several links.
    SEVERAL = 57;
    /// It does not run.
    STOPPED = 58;
    /// It says how long after the click a conversion counts.
    WINDOW = 59;
    /// It says which tracking system the advertiser has.
    DECLARED = 60;
    /// It has lists of statuses.
    STATUS_WORDS = 61;
    /// A program left a word in it in place of a link.
    LOST = 62;
    /// All links of the run were read.
    RUN = 63;
});

/// The kind of each byte.
pub const KIND: [Chars; 256] = kinds();

const fn kinds() -> [Chars; 256] {
    let mut table = [Chars::OTHER; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = kind(b as u8);
        b += 1;
    }
    table
}

const fn kind(b: u8) -> Chars {
    match b {
        b'a'..=b'z' => Chars::LOWER,
        b'A'..=b'Z' => Chars::UPPER,
        b'0'..=b'9' => Chars::DIGIT,
        b'_' => Chars::UNDERSCORE,
        b'-' => Chars::HYPHEN,
        b'.' => Chars::DOT,
        b'%' => Chars::PERCENT,
        b'+' => Chars::PLUS,
        b'=' => Chars::EQUALS,
        b'/' => Chars::SLASH,
        b':' => Chars::COLON,
        b'?' => Chars::QUESTION,
        b' ' | b'\t' | b'\n' | b'\r' => Chars::BLANK,
        b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'|' => Chars::ODD,
        0x80..=0xFF => Chars::NON_ASCII,
        0..=0x1F | 0x7F => Chars::CONTROL,
        b'{' | b'}' => Chars::BRACE,
        b'[' | b']' | b'(' | b')' => Chars::BRACKET,
        b'&' => Chars::AMPERSAND,
        b'#' => Chars::HASH,
        b';' => Chars::SEMICOLON,
        _ => Chars::OTHER,
    }
}

impl Chars {
    /// Letters, digits and `_`: a word as macro names and placeholders are.
    pub const WORD: Self = Self::LOWER.or(Self::UPPER).or(Self::DIGIT).or(Self::UNDERSCORE);
}
