//! The beginning of a link: blanks, scheme, `://`, and how they come damaged.

use super::scheme::{is_like_http, is_scheme_byte, leading_scheme};
use super::{Anatomy, Seen, Shape, lex, wrap};
use crate::source::is_parameters;
use crate::span::Span;
use lex::{Position, lex};

impl Anatomy {
    /// Reads what stands before the host. Returns where the host (or path, or query) begins.
    pub(super) fn read_prefix(&mut self, text: &str) -> usize {
        let bytes = text.as_bytes();
        let (lead, wrapped) = wrap::lead(text);
        if wrapped {
            self.seen |= Seen::WRAPPED;
        }
        self.lead = Span::new(0, lead);
        self.note_lead(&bytes[..lead]);
        let rest = &bytes[lead..];
        match rest {
            [b'?' | b'&', ..] => self.shape = Shape::Query,
            [b'/', b'/', ..] | [b'\\', b'\\', ..] => return self.without_scheme(lead, 2),
            [b'/', ..] => self.shape = Shape::Path,
            _ if !is_plainly_web(rest) && is_parameters(&text[lead..]) => self.shape = Shape::Query,
            _ => return self.read_scheme(text, lead),
        }
        lead
    }

    fn without_scheme(&mut self, at: usize, slashes: usize) -> usize {
        self.seen |= Seen::NO_SCHEME;
        self.scheme = Span::point(at);
        self.scheme_end = Span::new(at, at + slashes);
        at + slashes
    }

    fn read_scheme(&mut self, text: &str, at: usize) -> usize {
        let bytes = text.as_bytes();
        if bytes.get(at).is_some_and(|b| b"{[%#$<_(".contains(b))
            && let Some(found) = lex(bytes, at, Position::Host)
        {
            // `{scheme}://host` and `{base_url}/path` belong to somebody's template.
            let end = found.span.end as usize;
            if bytes[end..].starts_with(b"://") {
                self.note_macro(bytes, found);
                self.scheme = found.span;
                self.scheme_end = Span::new(end, end + 3);
                self.seen |= Seen::CUSTOM_SCHEME;
                return end + 3;
            }
            self.scheme = Span::point(at);
            self.scheme_end = Span::point(at);
            return at;
        }
        let word = bytes[at..].iter().take(64).take_while(|b| is_scheme_byte(**b)).count();
        let after = at + word;
        let slashes = |from: usize| bytes[from..].iter().take_while(|b| matches!(b, b'/' | b'\\')).count();
        match bytes.get(after) {
            Some(b':') if word > 0 => {
                let run = slashes(after + 1);
                self.found_scheme(text, at, after, after + 1 + run, run)
            }
            // `https//host`, `https;//host`: only a word near `https` can be meant.
            Some(b'/' | b'\\' | b';') if word > 0 && is_like_http(&text[at..after]) => {
                let colon = usize::from(bytes[after] == b';');
                match slashes(after + colon) {
                    0 | 1 => self.without_scheme(at, 0),
                    run => self.odd_scheme(text, at, after, after + colon + run),
                }
            }
            _ => self.without_scheme(at, 0),
        }
    }

    fn found_scheme(&mut self, text: &str, at: usize, after: usize, end: usize, slashes: usize) -> usize {
        let bytes = text.as_bytes();
        let word = &text[at..after];
        let exact = slashes == 2 && &bytes[after..end] == b"://";
        let web = word.eq_ignore_ascii_case("https") || word.eq_ignore_ascii_case("http");
        if web || is_like_http(word) {
            if !text[at..end].contains(['s', 'S']) {
                self.seen |= Seen::HTTP;
            }
            if !exact || !web || starts_with_scheme(&text[end..]) {
                return self.odd_scheme(text, at, after, end);
            }
        } else if slashes == 0 && bytes.get(end).is_none_or(u8::is_ascii_digit) {
            // `localhost:8080/x`: a port, not a scheme.
            return self.without_scheme(at, 0);
        } else {
            self.seen |= Seen::CUSTOM_SCHEME;
        }
        self.scheme = Span::new(at, after);
        self.scheme_end = Span::new(after, end);
        end
    }

    /// A damaged `https://`. The host begins after the last of several schemes: `https://https://host`.
    fn odd_scheme(&mut self, text: &str, at: usize, after: usize, end: usize) -> usize {
        self.seen |= Seen::ODD_SCHEME;
        self.scheme = Span::new(at, after);
        let mut host = end;
        while let Some(more) = leading_scheme(&text[host..]) {
            host += more;
        }
        self.scheme_end = Span::new(after, host);
        host
    }
}

/// Nearly every link begins so.
fn is_plainly_web(bytes: &[u8]) -> bool {
    bytes.starts_with(b"https://") || bytes.starts_with(b"http://")
}

fn starts_with_scheme(text: &str) -> bool {
    leading_scheme(text).is_some()
}
