//! What an argument is: a link, a file, or nothing we know; and whether a shell has had its way with it.

use super::{COMMANDS, Io};
use crate::engine::suggest::nearest;
use crate::engine::{Input, Linted, Unread};
use crate::link::{Anatomy, Dialect, Link};
use crate::platform::{Catalogue, Role};
use crate::source::starts_like_url;
use std::ffi::OsStr;
use std::path::Path;

/// Finds out what an argument is. `number` counts arguments from 1.
pub fn read(argument: &OsStr, number: usize, io: &Io) -> Input {
    let text = argument.to_string_lossy();
    if text == "-" {
        return Input::Stdin;
    }
    let name = text.replace('\\', "/");
    let url = || Input::Url { text: text.clone().into_owned(), name: format!("<argument {number}>") };
    if argument.to_str().is_some_and(says_url) {
        return url();
    }
    let path = io.cwd.join(argument);
    if path.exists() && !argument.is_empty() {
        return Input::File { path, name: if cfg!(windows) { name } else { text.into_owned() } };
    }
    if starts_like_url(text.trim_start()) {
        return url();
    }
    let message = unknown(&text, &path);
    let path = if text.is_empty() { format!("<argument {number}>") } else { text.into_owned() };
    Input::Missing(Unread { path, line: None, message })
}

/// True for what can only be a URL, whatever files there are: it holds `://`, begins with letters and `:/` or
/// `:\`, or with `//`, or is a piece of a query.
pub fn says_url(text: &str) -> bool {
    let trimmed = text.trim_start();
    let word = trimmed.len() - trimmed.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let rest = &trimmed[word..];
    text.contains("://")
        || word > 1 && (rest.starts_with(":/") || rest.starts_with(":\\"))
        || rest.starts_with("//") && starts_like_url(trimmed)
        || trimmed.starts_with(['?', '&']) && trimmed.contains('=')
}

/// Nothing of that name exists: what could have been meant?
fn unknown(text: &str, path: &Path) -> String {
    if text.is_empty() {
        return "this argument is empty".to_owned();
    }
    let nothing = "there is no such file, and it is no URL";
    let siblings = path.parent().and_then(|folder| std::fs::read_dir(folder).ok());
    let names: Vec<String> = siblings
        .into_iter()
        .flatten()
        .take(10_000)
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    let last = path.file_name().map(|n| n.to_string_lossy()).unwrap_or_default();
    if let Some(name) = nearest(&last, names.iter().map(String::as_str)) {
        let before = &text[..text.len() - text.rsplit(['/', '\\']).next().unwrap_or_default().len()];
        return format!("{nothing}; did you mean the file `{before}{name}`?");
    }
    if let Some(command) = nearest(text, COMMANDS) {
        return format!("{nothing}; did you mean the command `{command}`?");
    }
    let host = text.split(['/', '?', '&']).next().unwrap_or_default();
    if host.contains('.') && psl::suffix(host.as_bytes()).is_some_and(|s| s.is_known()) {
        return format!("{nothing}; if it is a link, write https:// before it");
    }
    nothing.to_owned()
}

/// What a shell seems to have taken from a link, in a sentence for the user.
pub fn shell_hint(text: &str, linted: &Linted, catalogue: &Catalogue) -> Option<String> {
    // Where one of these stands, the link was quoted, for a shell would not have let it pass.
    if text.contains(['&', ';', '|', '<', '>', '(', ')', '$', '`', '"', '\'', ' ', '\t', '\n']) {
        return None;
    }
    let mut anatomy = Anatomy::default();
    anatomy.split(text);
    let link = Link::new(text, &anatomy);
    let braced = |name: &str| {
        let issues = |p: &&crate::platform::Platform| {
            p.fires.dialects.link.contains(&Dialect::Brace) && p.fires.issued_click_id.iter().any(|f| f.name == name)
        };
        name.contains('_') && catalogue.all().iter().any(issues)
    };
    let advice = "Put the link in single quotes, or run tracklint without a link and paste it.";
    if let Some(param) = link.params.iter().find(|p| braced(link.value(p))) {
        let name = link.value(param);
        return Some(format!("if you typed {{{name}}}, your shell has taken the braces away. {advice}"));
    }
    let carries = linted.decision.click_id.is_some() || linted.decision.role == Role::LandingPage;
    let cut = link.params.len() == 1 && text.contains('?') && !carries;
    cut.then(|| format!("this link has one parameter. If you typed more, your shell has cut it at the `&`. {advice}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_only_be_a_url() {
        for url in
            ["https://a.com", "https:/a.com", "https:\\a.com", "https//a.com/x", "//a.com/x", "?a={b}", " http://a.b"]
        {
            assert!(says_url(url), "{url}");
        }
        for other in ["C:\\links.txt", "\\\\server\\links", "links.txt", "a//b", "//", "app.example.com/x", "?"] {
            assert!(!says_url(other), "{other}");
        }
    }
}
