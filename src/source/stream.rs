//! Which lines of a stream have to wait for those that follow.

/// A link or command that goes over more lines does not wait for them.
const MOST_LINES: usize = 256;

/// Where lines begin at the end of `bytes` that have to be read together with what is still to come: from the last
/// line on that may hold a link, if only single words follow it. The length of `bytes` where nothing has to wait.
#[must_use]
pub fn open_end(bytes: &[u8]) -> usize {
    let mut end = bytes.len();
    for _ in 0..MOST_LINES {
        let line = bytes[..end].strip_suffix(b"\n").unwrap_or(&bytes[..end]);
        let start = memchr::memrchr(b'\n', line).map_or(0, |at| at + 1);
        let marks = line[start..].iter().take_while(|b| matches!(b, b'>' | b' ' | b'\t')).count();
        let line = line[start + marks..].trim_ascii();
        if start > 0 && bytes[..start - 1].trim_ascii_end().ends_with(b"\\") {
            // A command goes on in this line.
            end = start;
            continue;
        }
        if line.is_empty() {
            return bytes.len();
        }
        if memchr::memchr3(b':', b'/', b'?', line).is_some() {
            // A line of a link's own may hold these too: then the link begins further up.
            let single = !line.iter().any(u8::is_ascii_whitespace) && memchr::memmem::find(line, b"://").is_none();
            if !single || start == 0 {
                return start;
            }
        } else if start == 0 || line.iter().any(u8::is_ascii_whitespace) {
            return bytes.len();
        }
        end = start;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_may_come_later() {
        let link = "https://a.com/x?b=1";
        for (text, waits) in [
            (format!("hello\n{link}\n"), 6),
            (format!("hello\n> {link}\n> abc\n> d{{e}}\n"), 6),
            (format!("{link}\n\n"), link.len() + 2),
            (format!("{link}\nand so on\n"), link.len() + 11),
            ("\n".to_owned(), 1),
            (String::new(), 0),
        ] {
            assert_eq!(open_end(text.as_bytes()), waits, "{text}");
        }
    }
}
