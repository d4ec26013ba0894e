//! The one place that writes files: a file is replaced whole or not at all, whenever something stops.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What a file system does for us, step by step, so that each step can be made to fail.
pub trait Disk {
    /// A new file that has no place yet. Dropped, it is gone.
    type Draft;

    /// The file behind all links.
    ///
    /// # Errors
    /// The system's.
    fn real(&self, path: &Path) -> io::Result<PathBuf>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// The system's.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// A new file in the folder of `path`.
    ///
    /// # Errors
    /// The system's.
    fn create(&self, path: &Path) -> io::Result<Self::Draft>;

    /// Writes to a new file.
    ///
    /// # Errors
    /// The system's.
    fn write(&self, draft: &mut Self::Draft, bytes: &[u8]) -> io::Result<()>;

    /// Gives a new file the permissions and the owner of the one it will replace.
    ///
    /// # Errors
    /// The system's.
    fn dress(&self, draft: &Self::Draft, like: &Path) -> io::Result<()>;

    /// Brings a new file to the disk itself.
    ///
    /// # Errors
    /// The system's.
    fn sync(&self, draft: &Self::Draft) -> io::Result<()>;

    /// Puts a new file in the place of `path`.
    ///
    /// # Errors
    /// The system's.
    fn rename(&self, draft: Self::Draft, path: &Path) -> io::Result<()>;
}

/// Why a file was left alone.
#[derive(Debug)]
pub enum Refusal {
    /// Somebody changed it since it was read.
    Changed,
    /// It has several names (hard links), which replacing it would part.
    Names,
    /// The system did not let us.
    Failed(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Changed => f.write_str("the file was changed meanwhile and is left alone; run tracklint again"),
            Self::Names => f.write_str(
                "the file has several names (hard links), of which only one would be repaired, so it is left alone",
            ),
            Self::Failed(error) if error.kind() == ErrorKind::NotFound => {
                f.write_str("the file was removed meanwhile; run tracklint again")
            }
            Self::Failed(error) => {
                write!(f, "the file could not be written and is as it was: {}", plain_error(error))
            }
        }
    }
}

/// What the system says when it lets nobody write, in words for the user.
fn plain_error(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::PermissionDenied => "you may not write to its folder, or not keep its owner".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}

/// Replaces a file that held `before` by `after`.
///
/// # Errors
/// Why the file was left alone; it is then as it was.
pub fn replace<D: Disk>(disk: &D, path: &Path, before: &[u8], after: &[u8]) -> Result<(), Refusal> {
    let real = disk.real(path)?;
    if has_more_names(&real) {
        return Err(Refusal::Names);
    }
    let mut draft = disk.create(&real)?;
    disk.write(&mut draft, after)?;
    disk.dress(&draft, &real)?;
    disk.sync(&draft)?;
    if disk.read(&real)? != before {
        return Err(Refusal::Changed);
    }
    Ok(disk.rename(draft, &real)?)
}

#[cfg(unix)]
fn has_more_names(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    path.metadata().is_ok_and(|m| m.nlink() > 1)
}

#[cfg(not(unix))]
fn has_more_names(_: &Path) -> bool {
    false
}

/// The file system of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    type Draft = NamedTempFile;

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        path.canonicalize()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn create(&self, path: &Path) -> io::Result<NamedTempFile> {
        tempfile::Builder::new().prefix(".tracklint-").tempfile_in(path.parent().unwrap_or(Path::new(".")))
    }

    fn write(&self, draft: &mut NamedTempFile, bytes: &[u8]) -> io::Result<()> {
        draft.write_all(bytes)
    }

    fn dress(&self, draft: &NamedTempFile, like: &Path) -> io::Result<()> {
        let wanted = like.metadata()?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt, fchown};
            let now = draft.as_file().metadata()?;
            if (now.uid(), now.gid()) != (wanted.uid(), wanted.gid()) {
                fchown(draft.as_file(), Some(wanted.uid()), Some(wanted.gid()))?;
            }
        }
        draft.as_file().set_permissions(wanted.permissions())
    }

    fn sync(&self, draft: &NamedTempFile) -> io::Result<()> {
        draft.as_file().sync_all()
    }

    fn rename(&self, draft: NamedTempFile, path: &Path) -> io::Result<()> {
        draft.persist(path).map_err(|e| e.error)?;
        // The new name is to outlive a power cut too. Where a folder cannot be opened, it does so a little later.
        if let Some(folder) = path.parent().and_then(|p| File::open(p).ok()) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}
