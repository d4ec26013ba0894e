//! What an argument is: a link, a file, or nothing we know; and whether a shell has had its way with it.

use super::io::Io;
use crate::findings::{Unread, nearest};
use crate::link::{Anatomy, Dialect, Link};
use crate::lint::Linted;
use crate::platform::{Catalogue, Role};
use crate::rule::{ALL, Finding};
use crate::run::Input;
use crate::run::walk;
use crate::run::walk::{Skip, WalkOptions, WalkedFile};
use crate::source::{is_parameters, starts_like_url};
use crate::span::Severity;
use std::ffi::{OsStr, OsString};
use std::path::Path;

/// What the arguments come to.
#[derive(Default)]
pub struct Gathered {
    /// What is to be linted, in the order of the arguments.
    pub inputs: Vec<Input>,
    /// Files that are not read, and why.
    pub skipped: Vec<(String, Skip)>,
}

/// Finds out what the arguments are, and which files they stand for.
pub fn gather(arguments: &[OsString], options: &WalkOptions, commands: &[&str], io: &Io) -> Gathered {
    let mut gathered = Gathered::default();
    for (index, argument) in arguments.iter().enumerate() {
        gathered.read(argument, index + 1, options, commands, io);
    }
    gathered
}

impl Gathered {
    /// Finds out what an argument is. `number` counts arguments from 1.
    fn read(&mut self, argument: &OsStr, number: usize, options: &WalkOptions, commands: &[&str], io: &Io) {
        let text = argument.to_string_lossy();
        if text == "-" {
            return self.inputs.push(Input::Stdin);
        }
        let name = if cfg!(windows) { text.replace('\\', "/") } else { text.clone().into_owned() };
        let url = || Input::Url { text: text.clone().into_owned(), name: format!("<argument {number}>") };
        if argument.to_str().is_some_and(says_url) {
            return self.inputs.push(url());
        }
        let path = io.cwd.join(argument);
        let exists = path.exists() && !argument.is_empty();
        if exists && path.is_dir() {
            return self.take(walk::files(&path, &name, options), false, options);
        }
        if exists {
            return self.take([options.file(path, name)], true, options);
        }
        if starts_like_url(text.trim_start()) || is_parameters(text.trim_start()) {
            return self.inputs.push(url());
        }
        let message = if walk::is_pattern(&name) {
            let before = self.inputs.len() + self.skipped.len();
            match walk::matching(&name, options).map(|found| self.take(found, false, options)) {
                Ok(()) if self.inputs.len() + self.skipped.len() > before => return,
                Ok(()) => "no file matches this pattern, and it is not a link".to_owned(),
                Err(message) => message,
            }
        } else {
            unknown(&text, &path, commands)
        };
        let path = if text.is_empty() { format!("<argument {number}>") } else { text.into_owned() };
        self.inputs.push(Input::Missing(Unread::whole(&path, message)));
    }

    /// What was asked for by its own name and cannot be read counts as not read, and so does a file that is too
    /// large: nobody would know that its links were not looked at.
    fn take(&mut self, found: impl IntoIterator<Item = WalkedFile>, named: bool, options: &WalkOptions) {
        for found in found {
            match found {
                WalkedFile::File { path, name } => self.inputs.push(Input::File { path, name }),
                WalkedFile::Unread(unread) => self.inputs.push(Input::Missing(unread)),
                WalkedFile::Skipped { name, why } => {
                    let message = match why {
                        Skip::TooLarge => Some(format!(
                            "the file is larger than {}; --max-file-size allows more",
                            size(options.max_file_size())
                        )),
                        Skip::Binary | Skip::Packed(_) if named => Some(why.sentence().to_owned()),
                        _ => None,
                    };
                    let unread = message.map(|message| Unread::whole(&name, message));
                    if unread.is_none() || !named {
                        self.skipped.push((name, why));
                    }
                    self.inputs.extend(unread.map(Input::Missing));
                }
            }
        }
    }

    /// The files that were not read, counted: `skipped 3 files: 2 binary, 1 excluded`. Those of other kinds count
    /// only where `all` is wanted.
    pub fn skipped_line(&self, all: bool) -> Option<String> {
        let mut reasons: Vec<Skip> = self.skipped.iter().map(|(_, why)| *why).collect();
        reasons.retain(|why| all || !matches!(why, Skip::Config | Skip::Ending));
        reasons.sort_unstable();
        let each: Vec<_> =
            reasons.chunk_by(|a, b| a == b).map(|group| format!("{} {}", group.len(), group[0].words())).collect();
        let files = if reasons.len() == 1 { "1 file" } else { &format!("{} files", reasons.len()) };
        (!reasons.is_empty()).then(|| format!("skipped {files}: {}", each.join(", ")))
    }
}

fn size(bytes: u64) -> String {
    let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")];
    let unit = units.into_iter().find(|(shift, _)| bytes.trailing_zeros() >= *shift && bytes > 0);
    unit.map_or(format!("{bytes} bytes"), |(shift, unit)| format!("{} {unit}", bytes >> shift))
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
        || is_paste(trimmed)
}

/// True for a piece of a text that holds links and is itself none: JSON with its escapes, a request, a whole link
/// encoded.
fn is_paste(text: &str) -> bool {
    text.contains(":\\/\\/")
        || text.contains(" HTTP/1") && text.contains('?')
        || text.get(..13).is_some_and(|start| {
            start.to_ascii_lowercase().starts_with("http") && start.to_ascii_lowercase().contains("%3a%2f")
        })
}

/// Nothing of that name exists: what could have been meant?
fn unknown(text: &str, path: &Path, commands: &[&str]) -> String {
    if text.is_empty() {
        return "this argument is empty".to_owned();
    }
    let nothing = "no such file, and this is not a link";
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
    let is_platform = || Catalogue::default().named(text).is_some();
    if ALL.iter().any(|rule| rule.id == text) || is_platform() {
        return format!("{nothing}; did you mean `tracklint explain {text}`?");
    }
    if let Some(command) = nearest(text, commands.iter().copied()) {
        return format!("{nothing}; did you mean the command `{command}`?");
    }
    let host = text.split(['/', '?', '&']).next().unwrap_or_default();
    if host.contains('.') && psl::suffix(host.as_bytes()).is_some_and(|s| s.is_known()) {
        return "no such file; if this is a link, write https:// before it".to_owned();
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
    // A parameter that is itself at fault explains the link; what is missing may have been cut off.
    let at_fault = |f: &Finding| f.severity == Severity::Error && !f.whole && f.span.start >= link.query.start;
    let explained = linted.findings.iter().any(at_fault);
    let cut = link.params.len() == 1 && text.contains('?') && !carries && !explained;
    cut.then(|| {
        format!("this link has only one parameter. If you typed more, your shell cut it off at the `&`. {advice}")
    })
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
