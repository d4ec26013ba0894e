//! Finding the configuration, reading it, and showing what is wrong with it.

use super::color::{self, DrawStyle, When};
use super::io::Io;
use crate::findings::{About, Entry, Folders, NoRelated};
use crate::platform::Catalogue;
use crate::report::{OutputFormat, Style, report};
use crate::run::find_config;
use crate::settings::{Config, ConfigError, FILE_NAME};
use std::path::Path;

/// Why there is no configuration to work with.
pub enum ConfigFailure {
    /// The file cannot be read: a sentence for the user.
    Unreadable(String),
    /// There are mistakes in it.
    Mistakes { path: String, text: String, errors: Vec<ConfigError> },
}

impl ConfigFailure {
    /// Says it on standard error, mistakes drawn at their places. Returns the exit code.
    pub fn say(&self, asked: When, io: &mut Io) -> u8 {
        match self {
            Self::Unreadable(message) => io.say("error", message),
            Self::Mistakes { path, text, errors } => {
                let DrawStyle { color, ascii, docs, width } = color::draw_style(asked, io);
                let style =
                    Style { color, ascii, docs, width, redact: !io.terminal.is_watched(), quiet: true, ..Style::FILE };
                let drawing = report(OutputFormat::Human, style);
                let mut page = Vec::new();
                for error in errors {
                    let (literal, linted) = error.drawn(text, path);
                    let (literal, linted) = (&literal, &linted);
                    let entry =
                        Entry { about: About::File, id: None, literal, stable: None, linted, places: &NoRelated };
                    drawing.entry(&entry, &mut page);
                }
                // Should standard error be closed, there is nobody to tell.
                let _ = io.stderr.write_all(&page);
            }
        }
        2
    }
}

/// The configuration that is named, or the one that is found from the working folder upwards, and every platform.
pub fn load(named: Option<&Path>, io: &Io) -> Result<(Config, Catalogue), ConfigFailure> {
    let (path, shown) = match named {
        Some(path) => (io.cwd.join(path), path.display().to_string()),
        None => match find_config(&io.cwd) {
            Some(path) if path.parent() == Some(&*io.cwd) => (path, FILE_NAME.to_owned()),
            Some(path) => (path.clone(), path.display().to_string()),
            None => return Ok(nothing(io)),
        },
    };
    let bytes =
        std::fs::read(&path).map_err(|error| ConfigFailure::Unreadable(format!("{shown}: {}", unreadable(&error))))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| ConfigFailure::Unreadable(format!("{shown}: the configuration is not UTF-8 text")))?;
    match Config::read(&text) {
        Ok((mut config, catalogue)) => {
            let configuration = path.parent().unwrap_or(&io.cwd).to_owned();
            config.folders = Folders { working: io.cwd.clone(), configuration };
            config.path = shown;
            Ok((config, catalogue))
        }
        Err(errors) => Err(ConfigFailure::Mistakes { path: shown, text, errors }),
    }
}

/// What `--config` and `--no-config` ask for.
pub fn chosen(named: Option<&Path>, none: bool, io: &Io) -> Result<(Config, Catalogue), ConfigFailure> {
    if none { Ok(nothing(io)) } else { load(named, io) }
}

/// Nothing is configured.
fn nothing(io: &Io) -> (Config, Catalogue) {
    let folders = Folders { working: io.cwd.clone(), configuration: io.cwd.clone() };
    (Config { folders, ..Config::default() }, Catalogue::default())
}

fn unreadable(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => format!("the configuration cannot be read: {error}"),
    }
}
