//! Files that are written: as a whole, or not at all.

use crate::run::draft;
use std::io::Write;
use std::path::Path;
use tempfile::NamedTempFile;

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
    if place.metadata().is_ok_and(|old| !old.is_file()) {
        // A device or a pipe cannot be replaced.
        let mut device = std::fs::File::options().write(true).open(&place).map_err(failed)?;
        return device.write_all(bytes).map_err(failed);
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
    draft(&builder, folder)
}
