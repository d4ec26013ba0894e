//! Files that are written: as a whole, or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use tempfile::NamedTempFile;

/// Files that are being written and have not their name yet.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Whoever calls [`abandon`] when the program is ended at once.
static GUARD: OnceLock<fn()> = OnceLock::new();

/// Names what is to be done before a file is written, so that a run which writes none pays nothing for it.
pub fn before_writing(guard: fn()) {
    // It is named once, by the program.
    let _ = GUARD.set(guard);
}

/// Takes away what is half written: for whoever ends the program at once.
pub fn abandon() {
    let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    // One that has got its name by now is not there under this one.
    unfinished.drain(..).for_each(|path| drop(std::fs::remove_file(path)));
}

/// Replaces the file at `place`, or makes it.
///
/// # Errors
/// A sentence for the user; the file is as it was.
pub fn replace(place: &Path, bytes: &[u8]) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("the file could not be written: {error}");
    // A link is followed, so that the file behind it is replaced and not the link.
    let place = place.canonicalize().unwrap_or_else(|_| place.to_owned());
    let folder = place.parent().unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err("there is no such folder to write it to".to_owned());
    }
    let mut file = new_beside(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    if let Ok(old) = place.metadata() {
        file.as_file().set_permissions(old.permissions()).map_err(failed)?;
    }
    file.persist(&place).map(|_| ()).map_err(|e| failed(e.error))
}

/// A temporary file with the permissions that a new file has.
pub fn new_beside(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tracklint-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    if let Some(guard) = GUARD.get() {
        guard();
    }
    let file = builder.tempfile_in(folder)?;
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).push(file.path().to_owned());
    Ok(file)
}
