//! Where a report goes: to standard output as it comes, or into a file that gets its name when it is whole.

use super::super::file::new_beside;
use super::super::io::Io;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Text is written when so many bytes have come together.
const FULL: usize = 1 << 16;

/// A report on its way out.
pub struct Sink {
    /// What is not written yet.
    pub bytes: Vec<u8>,
    file: Option<(NamedTempFile, PathBuf)>,
    /// Nobody reads any more.
    closed: bool,
    failed: Option<String>,
}

fn failed(error: &std::io::Error) -> String {
    format!("the file could not be written: {error}")
}

impl Sink {
    /// Opens the file, if one is named.
    ///
    /// # Errors
    /// A sentence for the user.
    pub fn open(output: Option<&Path>, io: &Io) -> Result<Self, String> {
        let file = match output {
            None => None,
            Some(path) => {
                let named = io.cwd.join(path);
                // A link is followed, so that the file behind it is replaced and not the link.
                let place = named.canonicalize().unwrap_or(named);
                if place.is_dir() {
                    return Err("this is a folder; name a file for the report".to_owned());
                }
                let folder = place.parent().unwrap_or(Path::new("."));
                if !folder.is_dir() {
                    return Err("there is no such folder to write it to".to_owned());
                }
                let file = new_beside(folder).map_err(|e| failed(&e))?;
                Some((file, place))
            }
        };
        Ok(Self { bytes: Vec::new(), file, closed: false, failed: None })
    }

    /// Writes what has come together, if it is much.
    pub fn drain(&mut self, io: &mut Io) {
        if self.bytes.len() >= FULL {
            self.write(io);
        }
    }

    fn write(&mut self, io: &mut Io) {
        if !self.closed && self.failed.is_none() && !self.bytes.is_empty() {
            match &mut self.file {
                Some((file, _)) => self.failed = file.write_all(&self.bytes).err().map(|e| failed(&e)),
                None => {
                    let written = io.stdout.write_all(&self.bytes).and_then(|()| io.stdout.flush());
                    // A closed pipe ends quietly.
                    if let Err(error) = written {
                        self.closed = true;
                        let broken = error.kind() == std::io::ErrorKind::BrokenPipe;
                        self.failed = (!broken).then(|| format!("the output could not be written: {error}"));
                    }
                }
            }
        }
        self.bytes.clear();
    }

    /// Writes the rest, and gives the file its name.
    ///
    /// # Errors
    /// A sentence for the user; the file is as it was.
    pub fn finish(mut self, io: &mut Io) -> Result<(), String> {
        self.write(io);
        if let Some(message) = self.failed {
            return Err(message);
        }
        let Some((file, place)) = self.file else { return Ok(()) };
        if place.metadata().is_ok_and(|m| !m.is_file()) {
            // A device or a pipe cannot be replaced.
            let bytes = std::fs::read(file.path()).map_err(|e| failed(&e))?;
            return std::fs::File::options()
                .write(true)
                .open(&place)
                .and_then(|mut device| device.write_all(&bytes))
                .map_err(|e| failed(&e));
        }
        if let Ok(old) = place.metadata() {
            file.as_file().set_permissions(old.permissions()).map_err(|e| failed(&e))?;
        }
        file.persist(&place).map(|_| ()).map_err(|e| failed(&e.error))
    }
}
