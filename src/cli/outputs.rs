//! Where reports go: `--output`, which may be given as often as wanted.

use super::file;
use super::io::Io;
use crate::report::OutputFormat;
use std::ffi::{OsStr, OsString};
use std::fs::{File, Permissions};
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Where the reports of a run go.
#[derive(Clone, Debug, Default)]
pub struct Outputs {
    /// The file of the report in `--format`, in place of standard output.
    pub main: Option<PathBuf>,
    /// Further reports, each in a format of its own.
    pub others: Vec<(OutputFormat, PathBuf)>,
}

impl Outputs {
    /// Reads the values of `--output`. What stands before the first `=` counts if it names a format.
    ///
    /// # Errors
    /// Two files for one report, or none for one: a sentence for the user.
    pub fn read(values: &[OsString]) -> Result<Self, String> {
        let mut outputs = Self::default();
        for value in values {
            match formatted(value) {
                Some((format, path)) if path.as_os_str().is_empty() => {
                    return Err(format!("--output: the name of a file is missing behind `{}=`", format.name()));
                }
                Some(other) => outputs.others.push(other),
                None if outputs.main.is_some() => {
                    return Err("--output: for a second report write its format before the file, as in \
                                `--output sarif=report.sarif`"
                        .to_owned());
                }
                None => outputs.main = Some(PathBuf::from(value)),
            }
        }
        Ok(outputs)
    }

    /// The files, the main one first.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.main.as_deref().into_iter().chain(self.others.iter().map(|(_, path)| &**path))
    }

    /// Makes every file beside its place.
    ///
    /// # Errors
    /// One of them cannot be written, or two are the same: a sentence for the user.
    pub fn open(&self, io: &Io) -> Result<Vec<Target>, String> {
        let targets: Vec<Target> = self.paths().map(|path| Target::open(path, io)).collect::<Result<_, _>>()?;
        let mut places: Vec<&Path> = targets.iter().filter_map(Target::place).collect();
        places.sort_unstable();
        match places.windows(2).find(|two| two[0] == two[1]) {
            Some(two) => Err(format!("--output: two reports cannot go to one file, `{}`", two[0].display())),
            None => Ok(targets),
        }
    }
}

/// `sarif=FILE` as its two parts.
fn formatted(value: &OsStr) -> Option<(OutputFormat, PathBuf)> {
    let (name, file) = value.to_str()?.split_once('=')?;
    Some((OutputFormat::named(name)?, PathBuf::from(file)))
}

/// A file that a report goes to: made beside its place, and put there when it is whole.
pub struct Target {
    shown: String,
    kind: Kind,
}

enum Kind {
    /// A device or a pipe, which cannot be replaced.
    Direct(File),
    Draft {
        file: NamedTempFile,
        place: PathBuf,
        permissions: Option<Permissions>,
    },
}

impl Target {
    fn open(path: &Path, io: &Io) -> Result<Self, String> {
        let shown = path.display().to_string();
        let failed = |error: std::io::Error| format!("{shown}: the report could not be written: {error}");
        let named = io.cwd.join(path);
        // A link is followed, so that the file behind it is replaced and not the link.
        let place = named.canonicalize().unwrap_or(named);
        let old = place.metadata().ok();
        let kind = match &old {
            Some(old) if old.is_dir() => {
                return Err(format!("{shown}: this is a folder; name a file for the report"));
            }
            Some(old) if !old.is_file() => Kind::Direct(File::options().write(true).open(&place).map_err(failed)?),
            _ => {
                let folder = place.parent().unwrap_or(Path::new("."));
                if !folder.is_dir() {
                    return Err(format!("{shown}: there is no such folder to write the report to"));
                }
                let file = file::new_beside(folder).map_err(failed)?;
                Kind::Draft { file, permissions: old.map(|old| old.permissions()), place }
            }
        };
        Ok(Self { shown, kind })
    }

    /// The file that is replaced, if one is.
    fn place(&self) -> Option<&Path> {
        match &self.kind {
            Kind::Direct(_) => None,
            Kind::Draft { place, .. } => Some(place),
        }
    }

    /// What the report is written to.
    pub fn writer(&mut self) -> &mut dyn Write {
        match &mut self.kind {
            Kind::Direct(file) => file,
            Kind::Draft { file, .. } => file,
        }
    }

    /// Puts the whole report into its place.
    ///
    /// # Errors
    /// That cannot be done: a sentence for the user.
    pub fn finish(self) -> Result<(), String> {
        let failed = |error: std::io::Error| format!("{}: the report could not be written: {error}", self.shown);
        if let Kind::Draft { file, place, permissions } = self.kind {
            if let Some(permissions) = permissions {
                file.as_file().set_permissions(permissions).map_err(failed)?;
            }
            file.persist(&place).map_err(|e| failed(e.error))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(values: &[&str]) -> Result<Outputs, String> {
        Outputs::read(&values.iter().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn only_a_format_before_the_sign_counts() {
        let outputs = read(&["a=b.json", "junit=x=y.xml", "sarif=r.sarif"]).unwrap();
        assert_eq!(outputs.main.as_deref(), Some(Path::new("a=b.json")));
        let others: Vec<_> = outputs.others.iter().map(|(f, p)| (f.name(), p.to_str().unwrap())).collect();
        assert_eq!(others, [("junit", "x=y.xml"), ("sarif", "r.sarif")]);
    }

    #[test]
    fn no_report_overwrites_another() {
        assert!(read(&["a", "b"]).unwrap_err().contains("second report"));
        assert!(read(&["json="]).unwrap_err().contains("missing"));
    }
}
