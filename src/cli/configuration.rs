//! Finding the configuration, reading it, and showing what is wrong with it.

use super::color::{self, DrawStyle, When};
use super::io::Io;
use crate::findings::{About, Entry, Folders, NoRelated};
use crate::platform::Catalogue;
use crate::report::{OutputFormat, Style, report};
use crate::run::find_config;
use crate::settings::{Config, ConfigError, FILE_NAME, Layer, LayerErrors};
use std::path::{Path, PathBuf};

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
        let told = io.variable("TRACKLINT_FORMAT").as_deref().and_then(OutputFormat::named);
        self.say_as(told.unwrap_or(OutputFormat::Human), asked, io)
    }

    /// The same where a report in some format was asked for: who reads sentences reads them here too.
    pub fn say_as(&self, format: OutputFormat, asked: When, io: &mut Io) -> u8 {
        let format = if format == OutputFormat::Narrated { format } else { OutputFormat::Human };
        match self {
            Self::Unreadable(message) => io.say("error", message),
            Self::Mistakes { path, text, errors } => {
                let DrawStyle { color, ascii, docs, width } = color::draw_style(asked, io);
                let style =
                    Style { color, ascii, docs, width, redact: !io.terminal.is_watched(), quiet: true, ..Style::FILE };
                let drawing = report(format, style);
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
    let mut files = Files::default();
    files.read(&path, shown.clone())?;
    let layers: Vec<Layer> = files.read.iter().map(|(path, text)| Layer { path, text }).collect();
    match Config::read_layers(&layers) {
        Ok((mut config, catalogue)) => {
            let configuration = path.parent().unwrap_or(&io.cwd).to_owned();
            config.folders = Folders { working: io.cwd.clone(), configuration };
            config.path = shown;
            Ok((config, catalogue))
        }
        Err(LayerErrors { layer, errors }) => {
            let (path, text) = files.read.swap_remove(layer);
            Err(ConfigFailure::Mistakes { path, text, errors })
        }
    }
}

/// A configuration and the files that it extends.
#[derive(Default)]
struct Files {
    /// How each is shown, and its text; those that others extend come before them.
    read: Vec<(String, String)>,
    /// Real paths of those that were read, and of those that are waiting for the ones they extend.
    known: Vec<PathBuf>,
    waiting: Vec<PathBuf>,
}

impl Files {
    fn read(&mut self, path: &Path, shown: String) -> Result<(), ConfigFailure> {
        let failed = |words: String| ConfigFailure::Unreadable(format!("{shown}: {words}"));
        let bytes = std::fs::read(path).map_err(|error| failed(unreadable(&error)))?;
        let text = String::from_utf8(bytes).map_err(|_| failed("the configuration is not UTF-8 text".to_owned()))?;
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if self.waiting.contains(&real) {
            return Err(failed("this configuration extends itself, directly or by way of others".to_owned()));
        }
        if self.known.contains(&real) {
            return Ok(());
        }
        self.waiting.push(real.clone());
        for base in Config::extended_by(&text) {
            // Seen from the folder of the file that names it, and shown so that it is found from here.
            let beside = |from: &Path| from.parent().unwrap_or(Path::new("")).join(&base);
            self.read(&beside(path), beside(Path::new(&shown)).display().to_string())?;
        }
        self.waiting.pop();
        self.known.push(real);
        self.read.push((shown, text));
        Ok(())
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
