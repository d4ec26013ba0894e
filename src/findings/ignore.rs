//! Findings that a configuration does not want to see, by file and by field; and files it does not want to see.

use crate::rule::Rule;
use crate::source::fits_key;
use globset::{GlobBuilder, GlobMatcher};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A pattern of paths: `*` within a name, `**` across folders, `{a,b}`, `[0-9]`.
#[derive(Clone, Debug)]
pub struct Glob {
    text: String,
    matcher: GlobMatcher,
}

impl Glob {
    /// Reads a pattern. One without `/` fits names in any folder; one that fits a folder fits all that is in it.
    ///
    /// # Errors
    /// What is wrong with it, for the user.
    pub fn read(text: &str) -> Result<Self, String> {
        let plain = text.strip_prefix("./").unwrap_or(text).trim_end_matches('/');
        if plain.is_empty() {
            return Err("a pattern of paths cannot be empty".to_owned());
        }
        let anywhere = !plain.contains('/');
        let pattern = if anywhere { format!("**/{plain}") } else { plain.trim_start_matches('/').to_owned() };
        let read = GlobBuilder::new(&pattern).literal_separator(true).build();
        let glob = read.map_err(|e| format!("this pattern of paths cannot be read: {}", e.kind()))?;
        Ok(Self { text: text.to_owned(), matcher: glob.compile_matcher() })
    }

    /// The pattern as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// True if the path, with `/` between its names, or a folder it lies in fits.
    #[must_use]
    pub fn fits(&self, path: &str) -> bool {
        Path::new(path).ancestors().filter(|p| !p.as_os_str().is_empty()).any(|p| self.matcher.is_match(p))
    }
}

/// One `[[ignore]]` of a configuration.
#[derive(Clone, Debug, Default)]
pub struct Ignore {
    /// The rules whose findings are not reported.
    pub rules: Vec<&'static str>,
    /// Only in these files; everywhere if there are none.
    pub paths: Vec<Glob>,
    /// Only in these fields; in every one if there are none.
    pub keys: Vec<String>,
    /// Why.
    pub reason: String,
    /// The line of the configuration on which it begins.
    pub line: u64,
    /// The file, where that is one that the configuration extends; empty otherwise.
    pub file: String,
    /// It has silenced a finding; copies of the settings know it too.
    pub used: Arc<AtomicBool>,
}

/// The ignores of a configuration that hold for one file.
#[derive(Clone, Debug, Default)]
pub struct FileIgnores<'c>(Vec<&'c Ignore>);

impl<'c> FileIgnores<'c> {
    /// Those of `all` that hold for the file at `path`, seen from the configuration's folder.
    #[must_use]
    pub fn of(all: &'c [Ignore], path: &str) -> Self {
        let holds = |i: &&Ignore| i.paths.is_empty() || i.paths.iter().any(|glob| glob.fits(path));
        Self(all.iter().filter(holds).collect())
    }

    /// True if none holds.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True if a finding of `rule` in the field at `key` is not wanted. Marks what silences it as used.
    #[must_use]
    pub fn silence(&self, rule: &Rule, key: Option<&str>) -> bool {
        let in_field =
            |i: &Ignore| i.keys.is_empty() || key.is_some_and(|key| i.keys.iter().any(|wanted| fits_key(wanted, key)));
        let mut silent = false;
        for ignore in self.0.iter().filter(|i| i.rules.contains(&rule.id) && in_field(i)) {
            ignore.used.store(true, Ordering::Relaxed);
            silent = true;
        }
        silent
    }
}

/// The folders that paths are seen from.
#[derive(Clone, Debug, Default)]
pub struct Folders {
    /// The working folder, in which inputs are named.
    pub working: PathBuf,
    /// The folder of the configuration, from which its patterns look.
    pub configuration: PathBuf,
}

impl Folders {
    /// An input's name as the configuration's patterns see it: from its own folder, with `/`.
    #[must_use]
    pub fn seen(&self, name: impl AsRef<Path>) -> String {
        let full = plain(&self.working.join(name));
        let base = plain(&self.configuration);
        let seen = full.strip_prefix(&base).unwrap_or(&full);
        seen.to_string_lossy().replace('\\', "/")
    }
}

/// Without `.` and `..`, as far as the text alone tells.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::named;

    fn glob(text: &str) -> Glob {
        Glob::read(text).unwrap()
    }

    #[test]
    fn patterns_fit_names_folders_and_what_is_in_them() {
        assert!(glob("*.bak").fits("deep/er/x.bak"));
        assert!(glob("legacy/**").fits("legacy/a/b.json") && !glob("legacy/**").fits("new/legacy/b.json"));
        assert!(glob("legacy").fits("new/legacy/b.json") && glob("./legacy/").fits("legacy/b.json"));
        assert!(glob("a/*.json").fits("a/x.json") && !glob("a/*.json").fits("a/b/x.json"));
        assert!(Glob::read("").is_err());
        assert!(Glob::read("a[").unwrap_err().contains("cannot be read"));
    }

    #[test]
    fn paths_are_seen_from_the_configuration() {
        let folders = Folders { working: "/work/sub".into(), configuration: "/work".into() };
        assert_eq!(folders.seen("x.json"), "sub/x.json");
        assert_eq!(folders.seen("../other/./x.json"), "other/x.json");
        assert_eq!(folders.seen("/work/x.json"), "x.json");
        assert_eq!(folders.seen("/else/x.json"), "/else/x.json");
    }

    #[test]
    fn an_ignore_holds_for_its_files_fields_and_rules_and_knows_that_it_was_used() {
        let [scheme, path] = ["insecure-scheme", "macro-in-path"].map(|id| named(id).unwrap());
        let all = [Ignore {
            rules: vec![scheme.id],
            paths: vec![glob("legacy/**")],
            keys: vec!["/offers/*/preview".to_owned()],
            ..Ignore::default()
        }];
        assert!(FileIgnores::of(&all, "new/x.json").is_empty());
        let here = FileIgnores::of(&all, "legacy/x.json");
        assert!(!here.silence(path, Some("/offers/0/preview")));
        assert!(!here.silence(scheme, Some("/offers/0/link")));
        assert!(!here.silence(scheme, None));
        assert!(!all[0].used.load(Ordering::Relaxed));
        assert!(here.silence(scheme, Some("/offers/0/preview")));
        assert!(all[0].used.load(Ordering::Relaxed));
    }
}
