//! The files of folders and patterns: which of them are read, and why the others are not.

use crate::findings::{Folders, Glob, Unread};
use crate::settings::{Config, FILE_NAME};
use crate::source::{FileKind, InputFormat, Syntax};
use globset::GlobBuilder;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::{DirEntry, WalkBuilder};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

/// How much of a file is looked at to tell whether it is text, in bytes.
const HEAD: u64 = 8 << 10;

/// What a walk is told.
#[derive(Clone, Debug)]
pub struct WalkOptions {
    exclude: Gitignore,
    /// The folder that patterns begin at.
    cwd: PathBuf,
    /// What the configuration excludes.
    configured: Vec<Glob>,
    /// The folders from which its patterns look.
    folders: Folders,
    /// The largest file that is read whole, in bytes.
    max_file_size: u64,
    /// A folder in which nothing is to be read is no mistake.
    allow_empty: bool,
}

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skip {
    /// It is no text.
    Binary,
    /// It holds text, but only one program can read it.
    Packed(&'static str),
    /// It has more bytes than are read at once.
    TooLarge,
    /// It is on the list of those that are not wanted.
    Excluded,
    /// It is tracklint's own configuration.
    Config,
    /// Files that end so hold no links that are looked for.
    Ending,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WalkedFile {
    /// It is to be read.
    File {
        /// Where it is.
        path: PathBuf,
        /// Its path as the folder was given, with `/`.
        name: String,
    },
    /// It is not.
    Skipped {
        /// Its path as the folder was given, with `/`.
        name: String,
        /// The reason.
        why: Skip,
    },
    /// It cannot be.
    Unread(Unread),
}

impl Skip {
    /// Words for it, behind a number of files.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Binary | Self::Packed(_) => "binary",
            Self::TooLarge => "too large",
            Self::Excluded => "excluded",
            Self::Config => "configuration",
            Self::Ending => "of another kind",
        }
    }

    /// What to say of one file.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Binary => "this is not a text file (it contains a NUL byte)",
            Self::Packed(advice) => advice,
            Self::TooLarge => "it is larger than --max-file-size allows",
            Self::Excluded => "it is excluded",
            Self::Config => "it is the configuration of tracklint",
            Self::Ending => "files of this kind are not read",
        }
    }
}

impl WalkOptions {
    /// Reads no file that one of the patterns `exclude` fits, written as in a .gitignore file that lies in `cwd`, and
    /// no file as a whole that has more than `max_file_size` bytes.
    ///
    /// # Errors
    /// A pattern that is none, in a sentence for the user.
    pub fn new(cwd: &Path, exclude: &[String], max_file_size: u64) -> Result<Self, String> {
        let mut builder = GitignoreBuilder::new(cwd);
        builder.allow_unclosed_class(false);
        for pattern in exclude {
            builder.add_line(None, pattern).map_err(|e| format!("`{pattern}` is not a pattern: {}", glob_words(&e)))?;
        }
        let exclude = builder.build().map_err(|e| format!("the patterns do not fit together: {}", glob_words(&e)))?;
        let (configured, folders) = (Vec::new(), Folders::default());
        Ok(Self { exclude, cwd: cwd.to_owned(), configured, folders, max_file_size, allow_empty: false })
    }

    /// Says whether a folder or pattern may hold nothing that is read.
    #[must_use]
    pub const fn allowing_empty(mut self, yes: bool) -> Self {
        self.allow_empty = yes;
        self
    }

    /// True if a folder or pattern may hold nothing that is read.
    #[must_use]
    pub const fn allows_empty(&self) -> bool {
        self.allow_empty
    }

    /// Excludes also what the configuration does.
    #[must_use]
    pub fn with_config(mut self, config: &Config) -> Self {
        self.configured.clone_from(&config.exclude);
        self.folders = config.folders.clone();
        self
    }

    /// The largest file that is read whole, in bytes.
    #[must_use]
    pub const fn max_file_size(&self) -> u64 {
        self.max_file_size
    }

    fn excludes(&self, path: &Path, is_folder: bool) -> bool {
        let inner = path.strip_prefix(&self.cwd).unwrap_or(path);
        let normal = inner.components().filter(|c| matches!(c, Component::Normal(_)));
        self.exclude.matched_path_or_any_parents(normal.collect::<PathBuf>(), is_folder).is_ignore()
            || !self.configured.is_empty() && {
                let seen = self.folders.seen(path);
                self.configured.iter().any(|glob| glob.fits(&seen))
            }
    }

    /// What becomes of a file that was named. It may hold a NUL, as a link may, if it is text otherwise.
    #[must_use]
    pub fn file(&self, path: PathBuf, name: String) -> WalkedFile {
        // The last character may be cut.
        let is_utf8 = |head: &[u8]| std::str::from_utf8(head).map_or_else(|e| e.error_len().is_none(), |_| true);
        self.judge(path, name, |head| !has_nul(head) || is_utf8(head))
    }

    fn judge(&self, path: PathBuf, name: String, is_text: impl Fn(&[u8]) -> bool) -> WalkedFile {
        let why = match path.metadata() {
            _ if self.excludes(&path, false) => Skip::Excluded,
            Ok(about) if about.is_file() && advice(&name).is_some_and(|(start, _)| head(&path).starts_with(start)) => {
                Skip::Packed(advice(&name).map_or("", |(_, advice)| advice))
            }
            // A pipe must not be read twice, and what cannot be read is told when it is.
            Ok(about) if !about.is_file() => return WalkedFile::File { path, name },
            Ok(about) if is_read_whole(&name) && about.len() > self.max_file_size => Skip::TooLarge,
            _ if !is_text(&head(&path)) => Skip::Binary,
            _ => return WalkedFile::File { path, name },
        };
        WalkedFile::Skipped { name, why }
    }

    fn found(&self, path: PathBuf, name: String, any_ending: bool) -> WalkedFile {
        if path.file_name().is_some_and(|n| n == FILE_NAME) {
            return WalkedFile::Skipped { name, why: Skip::Config };
        }
        if !any_ending && !is_wanted(&name) {
            return WalkedFile::Skipped { name, why: Skip::Ending };
        }
        self.judge(path, name, |head| !has_nul(head))
    }
}

/// The files of a folder and of those in it, sorted by the bytes of their paths. Hidden ones, and those that a
/// .gitignore file names, are left out. `name` is the folder as it was given, with `/`.
pub fn files<'o>(folder: &Path, name: &str, options: &'o WalkOptions) -> impl Iterator<Item = WalkedFile> + use<'o> {
    let walked = walk(WalkBuilder::new(folder), folder, name, options);
    walked.into_iter().map(|(name, outcome)| match outcome {
        Ok(path) => options.found(path, name, false),
        Err(message) => WalkedFile::Unread(Unread::whole(&name, message)),
    })
}

/// The files whose paths from the working folder fit `pattern`, in which `*` and `?` stand for anything but `/`, and
/// `**` for any folders.
///
/// # Errors
/// The pattern is none, in a sentence for the user.
pub fn matching<'o>(
    pattern: &str,
    options: &'o WalkOptions,
) -> Result<impl Iterator<Item = WalkedFile> + use<'o>, String> {
    let plain = pattern.strip_prefix("./").unwrap_or(pattern);
    let glob = GlobBuilder::new(plain).literal_separator(true).build();
    let matcher = glob.map_err(|e| format!("this is not a pattern for files: {}", e.kind()))?.compile_matcher();
    let steps: Vec<&str> = plain.split('/').collect();
    let fixed = steps.iter().take(steps.len() - 1).take_while(|s| !is_pattern(s)).count();
    let base = steps[..fixed].join("/");
    let folder = if plain.starts_with('/') && base.is_empty() { PathBuf::from("/") } else { options.cwd.join(&base) };
    let mut builder = WalkBuilder::new(&folder);
    if !plain.contains("**") {
        builder.max_depth(Some(steps.len() - fixed));
    }
    let walked = if folder.is_dir() { walk(builder, &folder, &base, options) } else { Vec::new() };
    Ok(walked.into_iter().filter_map(move |(name, outcome)| match outcome {
        Ok(path) => matcher.is_match(&name).then(|| options.found(path, name, true)),
        Err(message) => Some(WalkedFile::Unread(Unread::whole(&name, message))),
    }))
}

/// True if a text holds characters that stand for others in patterns.
#[must_use]
pub fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?', '[', '{'])
}

/// Paths with what to call them; for those that lead nowhere a sentence for the user.
type Walked = Vec<(String, Result<PathBuf, String>)>;

fn walk(mut builder: WalkBuilder, folder: &Path, name: &str, options: &WalkOptions) -> Walked {
    let pruned = options.clone();
    let is_folder = |e: &DirEntry| e.file_type().is_some_and(|t| t.is_dir());
    // Links are followed, as configurations are often mounted by them; what a machine ignores is no matter.
    builder.follow_links(true).require_git(false).git_global(false);
    builder.filter_entry(move |e| e.depth() == 0 || !is_folder(e) || !pruned.excludes(e.path(), true));
    let called = |path: &Path| {
        let inner = path.strip_prefix(folder).unwrap_or(path);
        let steps: Vec<_> = inner.components().map(|c| c.as_os_str().to_string_lossy()).collect();
        match (name.trim_end_matches('/'), steps.join("/")) {
            ("." | "", inner) if !name.starts_with('/') => inner,
            (folder, inner) if inner.is_empty() => folder.to_owned(),
            (folder, inner) => format!("{folder}/{inner}"),
        }
    };
    let mut found = Vec::new();
    for outcome in builder.build() {
        match outcome {
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) => {
                found.push((called(entry.path()), Ok(entry.into_path())));
            }
            Ok(_) => {}
            Err(error) => found.extend(told(&error, folder).map(|(path, message)| (called(&path), Err(message)))),
        }
    }
    found.sort_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()));
    found
}

/// The place of an error and what to say of it; nothing if it is about a file that would not be read.
fn told(error: &ignore::Error, at: &Path) -> Option<(PathBuf, String)> {
    use ignore::Error;
    match error {
        Error::WithPath { path, err } => told(err, path),
        Error::WithDepth { err, .. } | Error::WithLineNumber { err, .. } => told(err, at),
        Error::Loop { ancestor, child } => {
            let above = ancestor.file_name().map(|n| n.to_string_lossy()).unwrap_or_default();
            let message =
                format!("this link leads back to the folder `{above}` that it lies in, so it is not followed");
            Some((child.clone(), message))
        }
        Error::Io(error) => {
            let message = match error.kind() {
                ErrorKind::NotFound if !is_wanted(&at.to_string_lossy()) => return None,
                ErrorKind::NotFound => "this link leads to no file".to_owned(),
                ErrorKind::PermissionDenied => "you may not read this folder".to_owned(),
                _ => format!("this cannot be read: {error}"),
            };
            Some((at.to_owned(), message))
        }
        other => Some((at.to_owned(), format!("this cannot be read: {other}"))),
    }
}

fn glob_words(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        other => other.to_string(),
    }
}

fn ending(name: &str) -> &str {
    name.rsplit('/').next().and_then(|last| last.rsplit_once('.')).map_or("", |(_, ending)| ending)
}

/// How files begin that only one program can read, and what to do with those of that name.
fn advice(name: &str) -> Option<(&'static [u8], &'static str)> {
    const ZIP: &[u8] = b"PK";
    const OLE: &[u8] = b"\xD0\xCF\x11\xE0";
    const SHEET: &str = "this is a spreadsheet; save it as CSV (File, Save as) and check that file";
    const TEXT: &str = "this is a word processor's document; save it as HTML or plain text and check that file";
    match &*ending(name).to_ascii_lowercase() {
        "xlsx" | "xlsm" | "ods" | "numbers" => Some((ZIP, SHEET)),
        "xls" => Some((OLE, SHEET)),
        "docx" | "odt" | "pages" => Some((ZIP, TEXT)),
        "doc" => Some((OLE, TEXT)),
        "msg" => {
            Some((OLE, "this is a mail in Outlook's own format; save it as .eml, or paste its text, and check that"))
        }
        "pdf" => Some((
            b"%PDF",
            "this is a PDF; copy its text into a .txt file and check that; links broken over lines are put together",
        )),
        _ => None,
    }
}

fn is_wanted(name: &str) -> bool {
    FileKind::of(name).is_some_and(|kind| kind.in_folders)
}

/// True for files with an outer structure; others are read line by line, however long they are.
fn is_read_whole(name: &str) -> bool {
    Syntax::by_name(name).is_some() && InputFormat::detect(name, b"") != InputFormat::Records
}

/// The first bytes of a file; none if it cannot be read, which is told when it is.
fn head(path: &Path) -> Vec<u8> {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    if read.is_err() {
        head.clear();
    }
    head
}

/// True if a NUL byte stands in the beginning of a file that is not in UTF-16.
fn has_nul(head: &[u8]) -> bool {
    let utf16 = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    !utf16 && memchr::memchr(0, head).is_some()
}

/// Words for how a file of that name is read, where nothing else is asked for.
#[must_use]
pub fn format_words(path: &Path, name: &str) -> &'static str {
    if is_read_whole(name) {
        return Syntax::by_name(name).map_or("", Syntax::name);
    }
    let is_pipe = path.metadata().is_ok_and(|about| !about.is_file());
    let head = if is_pipe { Vec::new() } else { head(path) };
    match InputFormat::detect(name, &head) {
        InputFormat::Records => InputFormat::Records.words(),
        format => Syntax::detect(name, &head).map_or(format.words(), Syntax::name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    /// A folder with files in it, each holding its own name or the bytes given after `=`.
    fn folder(files: &[&str]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let (name, text) = file.split_once('=').unwrap_or((file, file));
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    fn options(folder: &TempDir, exclude: &[&str]) -> WalkOptions {
        let exclude: Vec<_> = exclude.iter().map(|e| (*e).to_owned()).collect();
        WalkOptions::new(folder.path(), &exclude, 10).unwrap()
    }

    fn told(found: impl Iterator<Item = WalkedFile>) -> Vec<String> {
        let words = |found| match found {
            WalkedFile::File { path, name } => {
                assert!(path.is_file(), "{name}");
                name
            }
            WalkedFile::Skipped { name, why } => format!("{name}: {}", why.words()),
            WalkedFile::Unread(unread) => format!("{}: {}", unread.path, unread.message),
        };
        found.map(words).collect()
    }

    fn walked(folder: &TempDir, exclude: &[&str]) -> Vec<String> {
        told(files(folder.path(), "x", &options(folder, exclude)))
    }

    #[test]
    fn files_come_in_the_order_of_their_paths() {
        let folder = folder(&["a/b.json", "a.json", "a-b/c.yml", "B.csv", "a/b/c.txt", "a/x.png"]);
        let wanted = ["x/B.csv", "x/a-b/c.yml", "x/a.json", "x/a/b.json", "x/a/b/c.txt", "x/a/x.png: of another kind"];
        assert_eq!(walked(&folder, &[]), wanted);
        for (name, wanted) in
            [(".", "B.csv"), ("./", "B.csv"), ("./x/", "./x/B.csv"), ("/x", "/x/B.csv"), ("/", "/B.csv")]
        {
            assert_eq!(told(files(folder.path(), name, &options(&folder, &[])))[0], wanted);
        }
    }

    #[test]
    fn hidden_and_ignored_files_are_left_out() {
        let files =
            [".gitignore=old/\n*.bak.json\n", ".hidden/a.json", ".a.json", "old/a.json", "a.bak.json", "b/a.json"];
        assert_eq!(walked(&folder(&files), &[]), ["x/b/a.json"]);
    }

    #[test]
    fn what_is_excluded_is_told_also_where_it_is_named() {
        let folder = folder(&["a.json", "b/a.json", "b/c.json", "c/d/e.json"]);
        assert_eq!(
            walked(&folder, &["/a.json", "d/", "c.*"]),
            ["x/a.json: excluded", "x/b/a.json", "x/b/c.json: excluded"]
        );
        assert_eq!(walked(&folder, &["*.json", "!b/a.json"])[1], "x/b/a.json");
        let options = options(&folder, &["b"]);
        let named = |path: &str| told(std::iter::once(options.file(folder.path().join(path), path.to_owned())));
        assert_eq!(named("./b/../b/a.json"), ["./b/../b/a.json: excluded"]);
        assert_eq!(named("a.json"), ["a.json"]);
        // Outside of the working folder.
        let outside = options.file(PathBuf::from("/dev/null"), "null".to_owned());
        assert_eq!(outside, WalkedFile::File { path: PathBuf::from("/dev/null"), name: "null".to_owned() });
        let wrong = WalkOptions::new(folder.path(), &["a[".to_owned()], 1).unwrap_err();
        assert!(wrong.starts_with("`a[` is not a pattern: "), "{wrong}");
    }

    #[test]
    fn what_is_no_text_and_what_is_too_large_is_told() {
        let files = [
            "a.json=12345678901",
            "b.txt=12345678901",
            "c.jsonl=12345678901",
            "d.txt=\0",
            "e.txt=\u{FEFF}",
            "tracklint.toml=x",
        ];
        let folder = folder(&files);
        std::fs::write(folder.path().join("e.txt"), b"\xFF\xFEa\0").unwrap();
        assert_eq!(
            walked(&folder, &[]),
            [
                "x/a.json: too large",
                "x/b.txt",
                "x/c.jsonl",
                "x/d.txt: binary",
                "x/e.txt",
                "x/tracklint.toml: configuration"
            ]
        );
    }

    #[test]
    fn a_pattern_finds_files_as_a_shell_does() {
        let folder = folder(&["a.json", "b/c.json", "b/d/e.json", "b/d/f.txt", "b/d/g", "[x].json"]);
        let options = options(&folder, &["f.txt"]);
        let matched = |pattern| told(matching(pattern, &options).unwrap());
        assert_eq!(matched("*.json"), ["[x].json", "a.json"]);
        assert_eq!(matched("./b/*.json"), ["b/c.json"]);
        assert_eq!(matched("b/**/*"), ["b/c.json", "b/d/e.json", "b/d/f.txt: excluded", "b/d/g"]);
        assert_eq!(matched("**/{c,e}.json"), ["b/c.json", "b/d/e.json"]);
        assert_eq!(matched("nowhere/*.json"), [""; 0]);
        assert_eq!(matched(&format!("{}/b/?.json", folder.path().display())).len(), 1);
        assert!(matching("a[", &options).is_err_and(|e| e.starts_with("this is not a pattern for files: ")));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_never_in_a_circle() {
        use std::os::unix::fs::symlink;
        let folder = folder(&["a/b.json"]);
        let path = |name: &str| folder.path().join(name);
        symlink(path("a"), path("a/again")).unwrap();
        symlink(path("a/b.json"), path("linked.json")).unwrap();
        symlink(path("nowhere"), path("lost.json")).unwrap();
        symlink(path("nowhere"), path("lost.png")).unwrap();
        assert_eq!(
            walked(&folder, &[]),
            [
                "x/a/again: this link leads back to the folder `a` that it lies in, so it is not followed",
                "x/a/b.json",
                "x/linked.json",
                "x/lost.json: this link leads to no file",
            ]
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_may_not_be_read_is_told() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder(&["a/b.json", "c.json"]);
        let closed = folder.path().join("a");
        std::fs::set_permissions(&closed, PermissionsExt::from_mode(0o0)).unwrap();
        // Root reads it all the same, so what the system would say is handed in, too.
        let wanted = "x/a: you may not read this folder";
        if std::fs::read_dir(&closed).is_err() {
            assert_eq!(walked(&folder, &[]), [wanted, "x/c.json"]);
        }
        std::fs::set_permissions(&closed, PermissionsExt::from_mode(0o700)).unwrap();
        let refused = ignore::Error::Io(ErrorKind::PermissionDenied.into());
        let refused = ignore::Error::WithPath { path: closed.clone(), err: Box::new(refused) };
        let refused = ignore::Error::WithDepth { depth: 1, err: Box::new(refused) };
        assert_eq!(super::told(&refused, folder.path()), Some((closed, "you may not read this folder".to_owned())));
    }
}
