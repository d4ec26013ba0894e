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
pub fn gather(arguments: &[OsString], options: &WalkOptions, io: &Io) -> Gathered {
    let mut gathered = Gathered::default();
    for (index, argument) in arguments.iter().enumerate() {
        gathered.read(argument, index + 1, options, io);
    }
    gathered
}

impl Gathered {
    /// Finds out what an argument is. `number` counts arguments from 1.
    fn read(&mut self, argument: &OsStr, number: usize, options: &WalkOptions, io: &Io) {
        let text = argument.to_string_lossy();
        if text == "-" {
            return self.inputs.push(Input::Stdin);
        }
        let name = if cfg!(windows) { text.replace('\\', "/") } else { text.clone().into_owned() };
        let url = || Input::Url { text: text.clone().into_owned(), name: format!("<argument {number}>") };
        if let Some(message) = cut_by_the_shell(&text) {
            return self.inputs.push(Input::Missing(Unread::whole(&format!("<argument {number}>"), message)));
        }
        if argument.to_str().is_some_and(says_url) {
            return self.inputs.push(url());
        }
        let path = io.cwd.join(argument);
        let exists = path.exists() && !argument.is_empty();
        if exists && path.is_dir() {
            return self.several(&name, walk::files(&path, &name, options), "in this folder", options);
        }
        if exists {
            return self.take([options.file(path, name)], true, options);
        }
        if starts_like_url(text.trim_start()) || is_parameters(text.trim_start()) {
            return self.inputs.push(url());
        }
        let message = if walk::is_pattern(&name) {
            let before = self.inputs.len() + self.skipped.len();
            match walk::matching(&name, options).map(|found| self.several(&name, found, PATTERN, options)) {
                Ok(()) if self.inputs.len() + self.skipped.len() > before => return,
                Ok(()) => "no file matches this pattern, and it is not a link".to_owned(),
                Err(message) => message,
            }
        } else {
            unknown(&text, &path)
        };
        let path = if text.is_empty() { format!("<argument {number}>") } else { text.into_owned() };
        self.inputs.push(Input::Missing(Unread::whole(&path, message)));
    }

    /// What a folder or a pattern stands for. Where none of it is read, that is told as if it did not exist: a job that
    /// looks at nothing is not to pass.
    fn several(&mut self, name: &str, found: impl IntoIterator<Item = WalkedFile>, what: &str, options: &WalkOptions) {
        let (read, skipped) = (self.inputs.len(), self.skipped.len());
        self.take(found, false, options);
        let skipped = &self.skipped[skipped..];
        let matches_nothing = what == PATTERN && skipped.is_empty();
        if self.inputs.len() > read || matches_nothing || options.allows_empty() {
            return;
        }
        let counts = counts(skipped.iter().map(|(_, why)| *why).collect());
        let counts = if counts.is_empty() { counts } else { format!(" (skipped: {counts})") };
        let message = format!(
            "no file {what} is read{counts}; `tracklint --help` lists the kinds that are, and with \
             --allow-empty this is no error"
        );
        self.inputs.push(Input::Missing(Unread::whole(name, message)));
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
        let files = if reasons.len() == 1 { "1 file" } else { &format!("{} files", reasons.len()) };
        let counts = counts(reasons);
        (!counts.is_empty()).then(|| format!("skipped {files}: {counts}"))
    }
}

/// How often each reason stands there: `2 binary, 1 excluded`.
fn counts(mut reasons: Vec<Skip>) -> String {
    reasons.sort_unstable();
    let each = reasons.chunk_by(|a, b| a == b).map(|group| format!("{} {}", group.len(), group[0].words()));
    each.collect::<Vec<_>>().join(", ")
}

/// How the files of a pattern are told.
const PATTERN: &str = "that fits this pattern";

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
        || trimmed.trim_start_matches(['.', '…']).starts_with(['?', '&']) && trimmed.contains('=')
        || is_paste(trimmed)
}

/// What to type instead of a link that begins with a quote and does not end with it: a shell that knows other quotes has
/// taken this one for a character, and cut the link at a `&` or a space. `None` for any other argument.
pub fn cut_by_the_shell(text: &str) -> Option<String> {
    let text = text.trim();
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"' | '`' | '‘' | '’' | '“' | '”' | '„'))?;
    let inner = &text[quote.len_utf8()..];
    let closes = |c: char| c == quote || matches!(quote, '‘' | '“' | '„') && matches!(c, '’' | '”');
    (says_url(inner) && !inner.contains(closes)).then(|| {
        format!(
            "this begins with {quote} and does not end with it, so the shell has cut the link. In cmd.exe write \"LINK\" with \
             double quotes, in PowerShell and in sh, bash or zsh 'LINK' with single ones; or run tracklint without a link \
             and paste it"
        )
    })
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
fn unknown(text: &str, path: &Path) -> String {
    if text.is_empty() {
        return "this argument is empty".to_owned();
    }
    let nothing = "no such file, and this is not a link";
    if let Some(meant) = meant_path(text, path) {
        return format!("{nothing}; did you mean `{meant}`?");
    }
    let is_platform = || Catalogue::default().named(text).is_some();
    if ALL.iter().any(|rule| rule.id == text) || is_platform() {
        return format!("{nothing}; did you mean `tracklint explain {text}`?");
    }
    let host = text.split(['/', '?', '&']).next().unwrap_or_default();
    if host.contains('.') && psl::suffix(host.as_bytes()).is_some_and(|s| s.is_known()) {
        return "no such file; if this is a link, write https:// before it".to_owned();
    }
    nothing.to_owned()
}

/// What to say where the first argument is nearly a command: whatever follows was meant for that command.
pub fn mistyped(text: &str, path: &Path, commands: &[&str]) -> Option<String> {
    let command = nearest(text, commands.iter().copied()).filter(|_| meant_path(text, path).is_none())?;
    Some(format!("there is no command and no file `{text}`; did you mean `tracklint {command}`?"))
}

/// The path that is there and nearly `text`: the first of its names that does not exist is replaced with the nearest one
/// beside it, the others stay.
fn meant_path(text: &str, path: &Path) -> Option<String> {
    let written = text.trim_end_matches(['/', '\\']);
    let depth = written.split(['/', '\\']).count();
    let wrong = path.ancestors().take(depth).filter(|at| !at.exists()).last()?;
    let last = wrong.file_name()?.to_str()?;
    let entries = std::fs::read_dir(wrong.parent()?).ok()?.take(10_000);
    let names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    let right = nearest(last, names.iter().map(String::as_str))?;
    let rest = path.strip_prefix(wrong).ok()?;
    // An empty rest would add a slash, as behind a folder.
    let beside = wrong.with_file_name(right);
    let meant = if rest.as_os_str().is_empty() { beside } else { beside.join(rest) };
    if !meant.exists() {
        return None;
    }
    let behind = rest.components().count();
    let mut steps: Vec<&str> = written.split(['/', '\\']).collect();
    let at = steps.len().checked_sub(behind + 1)?;
    steps[at] = right;
    Some(format!("{}{}", steps.join("/"), if meant.is_dir() { "/" } else { "" }))
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
    let advice =
        "Put the link in single quotes (in cmd.exe in double ones), or run tracklint without a link and paste it.";
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
    fn a_quote_that_is_not_closed_was_cut_by_a_shell() {
        for cut in ["'https://a.com/?b=1", "\"https://a.com/?b=1", "‘https://a.com", " 'https://a.com "] {
            assert!(cut_by_the_shell(cut).is_some(), "{cut}");
        }
        for whole in
            ["https://a.com", "'https://a.com'", "\"https://a.com\", see there", "'tis a file", "“https://a.com”"]
        {
            assert!(cut_by_the_shell(whole).is_none(), "{whole}");
        }
    }

    #[test]
    fn what_can_only_be_a_url() {
        for url in [
            "https://a.com",
            "https:/a.com",
            "https:\\a.com",
            "https//a.com/x",
            "//a.com/x",
            "?a={b}",
            "...?a={b}",
            " http://a.b",
        ] {
            assert!(says_url(url), "{url}");
        }
        for other in ["C:\\links.txt", "\\\\server\\links", "links.txt", "a//b", "//", "app.example.com/x", "?"] {
            assert!(!says_url(other), "{other}");
        }
    }
}
