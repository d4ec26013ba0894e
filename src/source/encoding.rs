//! How files write text.

use crate::span::{self, Layer};
use std::borrow::Cow;

/// How a file writes a text, so that an edit of the text can be written in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// In a CDATA section of XML.
    Cdata,
    /// In a CSV cell without quotes; cells are set apart by this byte.
    Cell(u8),
    /// Between the quotes of a CSV cell.
    Csv,
    /// Between the double quotes of JSON, YAML or TOML.
    Json,
    /// Between the apostrophes that JSON5 allows in their place.
    Json5,
    /// In XML or HTML, with entities.
    Markup,
    /// As it is.
    None,
    /// Quoted-printable, as mails are: `=3D` for `=`.
    QuotedPrintable,
    /// Between the single quotes of TOML, where nothing is escaped.
    TomlLiteral,
    /// In a block of YAML that keeps its lines (`|`).
    YamlBlock,
    /// Without quotes, within the brackets of a YAML list or map.
    YamlFlow,
    /// Without quotes, on a line of YAML.
    YamlPlain,
    /// Between the single quotes of YAML, where a quote stands twice.
    YamlSingle,
}

impl Layer for Encoding {
    fn encode(&self, text: Cow<'static, str>) -> Cow<'static, str> {
        match self {
            Self::Cdata
            | Self::Cell(_)
            | Self::None
            | Self::TomlLiteral
            | Self::YamlBlock
            | Self::YamlFlow
            | Self::YamlPlain => text,
            Self::Csv => replaced(text, |c| if c == '"' { "\"\"" } else { "" }),
            Self::Json if text.bytes().all(|b| b >= 0x20 && !matches!(b, b'"' | b'\\' | 0x7F)) => text,
            Self::Json => {
                let quoted = serde_json::to_string(&*text).unwrap_or_default();
                // TOML and YAML want U+007F escaped, JSON does not mind.
                Cow::Owned(quoted[1..quoted.len().max(2) - 1].replace('\u{7F}', "\\u007f"))
            }
            Self::Json5 => match Self::Json.encode(text) {
                text if text.contains('\'') => Cow::Owned(text.replace('\'', "\\'")),
                text => text,
            },
            Self::Markup => replaced(text, |c| match c {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => "",
            }),
            Self::QuotedPrintable if text.bytes().all(is_printable) => text,
            Self::QuotedPrintable => {
                let mut out = String::with_capacity(text.len() + 8);
                for b in text.bytes() {
                    if is_printable(b) {
                        out.push(char::from(b));
                    } else {
                        out.extend(['=', char::from(HEX[usize::from(b >> 4)]), char::from(HEX[usize::from(b & 15)])]);
                    }
                }
                Cow::Owned(out)
            }
            Self::YamlSingle => replaced(text, |c| if c == '\'' { "''" } else { "" }),
        }
    }

    fn holds(&self, text: &str, at_start: bool) -> bool {
        let printable = || !text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}'));
        let starts = |fits: fn(char) -> bool| !at_start || text.starts_with(fits);
        match self {
            Self::Csv | Self::Json | Self::Json5 | Self::None | Self::QuotedPrintable => true,
            Self::Cell(separator) => !text.bytes().any(|b| b == *separator || matches!(b, b'"' | b'\n' | b'\r')),
            Self::Cdata => printable() && !text.contains("]]"),
            Self::Markup | Self::YamlSingle => printable(),
            Self::TomlLiteral => printable() && !text.contains('\''),
            Self::YamlBlock => printable() && starts(|c| c != ' '),
            Self::YamlFlow | Self::YamlPlain => {
                // A colon or blank at an end, or a `#` at the start, may meet what makes it a sign of YAML's own.
                let signs = text.starts_with([' ', '#']) || text.ends_with([' ', ':']);
                let within = text.contains(": ") || text.contains(" #");
                // PyYAML reads a `?` between brackets as a sign of its own.
                let brackets = *self == Self::YamlFlow && text.contains([',', '[', ']', '{', '}', '?']);
                printable() && !signs && !within && !brackets && starts(|c| c.is_ascii_alphanumeric() || c == '/')
            }
        }
    }

    fn is_over_at_its_end(&self) -> bool {
        // Behind the line break at its end a block of YAML is over.
        *self == Self::YamlBlock
    }
}

/// One for each byte that may set cells apart, to point at.
static CELLS: [Encoding; 256] = {
    let mut all = [Encoding::Cell(0); 256];
    let mut byte = 1;
    while byte < all.len() {
        all[byte] = Encoding::Cell(byte as u8);
        byte += 1;
    }
    all
};

impl From<Encoding> for span::Encoding {
    fn from(encoding: Encoding) -> Self {
        Self::Of(match encoding {
            Encoding::None => return Self::None,
            Encoding::Cell(separator) => &CELLS[usize::from(separator)],
            Encoding::Cdata => &Encoding::Cdata,
            Encoding::Csv => &Encoding::Csv,
            Encoding::Json => &Encoding::Json,
            Encoding::Json5 => &Encoding::Json5,
            Encoding::Markup => &Encoding::Markup,
            Encoding::QuotedPrintable => &Encoding::QuotedPrintable,
            Encoding::TomlLiteral => &Encoding::TomlLiteral,
            Encoding::YamlBlock => &Encoding::YamlBlock,
            Encoding::YamlFlow => &Encoding::YamlFlow,
            Encoding::YamlPlain => &Encoding::YamlPlain,
            Encoding::YamlSingle => &Encoding::YamlSingle,
        })
    }
}

/// `text` with some of its characters written in another way.
fn replaced(text: Cow<'static, str>, by: impl Fn(char) -> &'static str) -> Cow<'static, str> {
    if text.chars().all(|c| by(c).is_empty()) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match by(c) {
            "" => out.push(c),
            written => out.push_str(written),
        }
    }
    Cow::Owned(out)
}

/// True for what quoted-printable leaves as it is.
const fn is_printable(b: u8) -> bool {
    matches!(b, b' '..=b'~') && b != b'='
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";
