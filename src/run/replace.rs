//! The one place that writes files: a file is replaced whole or not at all, whenever something stops.

use super::drafts;
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

/// Gives a new file the extended attributes of an old one, access lists among them. Where they cannot be kept, the
/// file is better left alone.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn keep_attributes(draft: &File, like: &Path) -> io::Result<()> {
    use rustix::fs::{XattrFlags, fgetxattr, fsetxattr, getxattr, getxattr_query, listxattr, listxattr_query};
    use rustix::io::Errno;
    let lost = |_| io::Error::other("its extended attributes could not be kept");
    let length = match listxattr_query(like) {
        // A file system without them has none to lose.
        Err(Errno::NOTSUP | Errno::NOSYS) | Ok(0) => return Ok(()),
        length => length?,
    };
    let mut names = vec![0; length];
    let length = listxattr(like, &mut *names).map_err(lost)?;
    for name in names[..length].split(|b| *b == 0).filter(|name| !name.is_empty()) {
        let mut value = vec![0; getxattr_query(like, name).map_err(lost)?];
        let length = getxattr(like, name, &mut *value).map_err(lost)?;
        let value = &value[..length];
        // The system sets some by itself, and lets nobody else do it.
        let mut given = vec![0; length + 1];
        if fgetxattr(draft, name, &mut *given).is_ok_and(|n| &given[..n] == value) {
            continue;
        }
        fsetxattr(draft, name, value, XattrFlags::empty()).map_err(lost)?;
    }
    Ok(())
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn keep_attributes(_: &File, _: &Path) -> io::Result<()> {
    Ok(())
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
        let folder = path.parent().unwrap_or(Path::new("."));
        drafts::draft(tempfile::Builder::new().prefix(".tracklint-"), folder)
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
        keep_attributes(draft.as_file(), like)?;
        draft.as_file().set_permissions(wanted.permissions())
    }

    fn sync(&self, draft: &NamedTempFile) -> io::Result<()> {
        draft.as_file().sync_all()
    }

    fn rename(&self, draft: NamedTempFile, path: &Path) -> io::Result<()> {
        let unnamed = draft.path().to_owned();
        draft.persist(path).map_err(|e| e.error)?;
        drafts::named(&unnamed);
        // The new name is to outlive a power cut too. Where a folder cannot be opened, it does so a little later.
        if let Some(folder) = path.parent().and_then(|p| File::open(p).ok()) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}
