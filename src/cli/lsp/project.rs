//! The configuration that holds for a file: the one that the program would find, started in the folder that is open in
//! the editor.

use super::super::baseline_file;
use crate::checker::Checker;
use crate::findings::Folders;
use crate::platform::Catalogue;
use crate::run::find_config;
use crate::settings::{Config, ConfigError, FILE_NAME, Settings};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// A folder with its configuration.
pub struct Project {
    /// The folder; names of files are seen from it.
    folder: PathBuf,
    /// What the files looked like when they were read.
    seen: Vec<Seen>,
    checker: Checker,
    /// What is wrong with the configuration; then the one before it still holds.
    pub trouble: Option<Trouble>,
}

/// A file that was read, or looked for, and when it was changed last.
#[derive(PartialEq)]
struct Seen(PathBuf, Option<(SystemTime, u64)>);

impl Seen {
    fn now(path: PathBuf) -> Self {
        let stamp = path.metadata().ok().and_then(|m| Some((m.modified().ok()?, m.len())));
        Self(path, stamp)
    }
}

/// A configuration that cannot be followed.
pub struct Trouble {
    pub path: PathBuf,
    pub text: String,
    pub errors: Vec<ConfigError>,
    /// What is the matter, where no place can be named.
    pub message: Option<String>,
}

impl Project {
    pub fn new(folder: PathBuf) -> Self {
        let mut project = Self { folder, seen: Vec::new(), checker: Checker::default(), trouble: None };
        project.read();
        project
    }

    pub const fn checker(&self) -> &Checker {
        &self.checker
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads the configuration again if a file of it has changed. True if it was.
    pub fn refresh(&mut self) -> bool {
        let found = find_config(&self.folder);
        let same = found.as_ref() == self.seen.first().map(|seen| &seen.0)
            && self.seen.iter().all(|seen| *seen == Seen::now(seen.0.clone()));
        if !same {
            self.read();
        }
        !same
    }

    /// A file as the program would name it.
    pub fn name(&self, path: &Path) -> String {
        path.strip_prefix(&self.folder).unwrap_or(path).to_string_lossy().into_owned()
    }

    /// True if the configuration says that the file is not linted.
    pub fn excludes(&self, path: &Path) -> bool {
        let config = &self.checker.settings().config;
        !config.exclude.is_empty() && {
            let seen = config.folders.seen(path);
            config.exclude.iter().any(|glob| glob.fits(&seen))
        }
    }

    fn read(&mut self) {
        self.trouble = None;
        let Some(path) = find_config(&self.folder) else {
            self.seen.clear();
            let folders = Folders { working: self.folder.clone(), configuration: self.folder.clone() };
            let config = Config { folders, ..Config::default() };
            self.checker = Checker::new(Settings { config, ..Settings::default() }, Catalogue::default());
            return;
        };
        self.seen = vec![Seen::now(path.clone())];
        let text = match std::fs::read(&path).map(String::from_utf8) {
            Ok(Ok(text)) => text,
            Ok(Err(_)) => return self.in_trouble(path, "the configuration is not UTF-8 text".to_owned()),
            Err(error) => return self.in_trouble(path, format!("the configuration cannot be read: {error}")),
        };
        let (mut config, catalogue) = match Config::read(&text) {
            Ok(read) => read,
            Err(errors) => return self.trouble = Some(Trouble { path, text, errors, message: None }),
        };
        let configuration = path.parent().unwrap_or(&self.folder).to_owned();
        let baseline = config.baseline.as_ref().map(|name| configuration.join(name));
        config.folders = Folders { working: self.folder.clone(), configuration };
        config.path = FILE_NAME.to_owned();
        let mut settings = Settings { config, ..Settings::default() };
        settings.selection.configured.clone_from(&settings.config.levels);
        if let Some(baseline) = baseline {
            self.seen.push(Seen::now(baseline.clone()));
            match baseline_file::read(&baseline) {
                Ok(read) => settings.baseline = Some(Arc::new(read)),
                Err(message) => self.in_trouble(path, message),
            }
        }
        self.checker = Checker::new(settings, catalogue);
    }

    fn in_trouble(&mut self, path: PathBuf, message: String) {
        self.trouble = Some(Trouble { path, text: String::new(), errors: Vec::new(), message: Some(message) });
    }
}
