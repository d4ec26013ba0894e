//! Blocks of code in Markdown.

use super::format::InputFormat;

/// A block of code between two fences.
pub(super) struct Fence {
    mark: char,
    length: usize,
    /// How its lines are read.
    pub format: InputFormat,
}

impl Fence {
    /// The fence that a line opens; `rest` is the text behind the line.
    pub fn opened(line: &str, rest: &str) -> Option<Self> {
        let inner = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        let inner = inner.strip_prefix("- ").or(inner.strip_prefix("* ")).unwrap_or(inner);
        let mark = inner.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let length = inner.len() - inner.trim_start_matches(mark).len();
        let info = inner[length..].trim();
        if length < 3 || info.contains('`') {
            return None;
        }
        let mut fence = Self { mark, length, format: InputFormat::Lines };
        let mut end = 0;
        for line in rest.split_inclusive('\n') {
            if fence.is_closed_by(line) {
                break;
            }
            end += line.len();
        }
        fence.format = language(info, &rest[..end]);
        Some(fence)
    }

    /// True for a line that ends it.
    pub fn is_closed_by(&self, line: &str) -> bool {
        let inner = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>').trim_end();
        inner.len() >= self.length && inner.chars().all(|c| c == self.mark)
    }
}

/// How code is read whose fence says `info`.
fn language(info: &str, code: &str) -> InputFormat {
    let name =
        info.split(|c: char| c.is_whitespace() || "{:,".contains(c)).next().unwrap_or_default().to_ascii_lowercase();
    match &*name {
        "text" | "txt" | "plain" | "plaintext" | "url" | "http" | "csv" | "markdown" | "md" => InputFormat::Lines,
        "json" | "jsonc" | "json5" | "yaml" | "yml" | "toml" | "ini" | "env" | "dotenv" | "properties" | "log" => {
            InputFormat::Log
        }
        "html" | "xml" | "svg" | "xhtml" => InputFormat::Markdown,
        "sql" => InputFormat::Data,
        "" => match InputFormat::detect("", code.as_bytes()) {
            _ if is_markup(code) => InputFormat::Markdown,
            found @ (InputFormat::Code | InputFormat::Log | InputFormat::Data) => found,
            _ => InputFormat::Lines,
        },
        _ => InputFormat::Code,
    }
}

/// True for code that begins with a tag, as HTML and XML do.
fn is_markup(code: &str) -> bool {
    let code = code.trim_start();
    code.strip_prefix('<')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?'))
        && (code.contains("</") || code.contains("/>"))
}
