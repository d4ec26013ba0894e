//! What git says has changed.

use super::input::Input;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Keeps of the files among `inputs` those that differ from what they were at `reference`, the commit at which this branch
/// left it, and those that git does not know yet. Whatever is no file stays.
///
/// # Errors
/// Git cannot say: a sentence for the user.
pub fn keep_changed(inputs: &mut Vec<Input>, reference: &str, cwd: &Path) -> Result<(), String> {
    let changed = changed(reference, cwd)?;
    inputs.retain(|input| match input {
        Input::File { path, .. } => path.canonicalize().is_ok_and(|path| changed.contains(&path)),
        _ => true,
    });
    Ok(())
}

/// The changed files that there are, each by its real path.
fn changed(reference: &str, cwd: &Path) -> Result<BTreeSet<PathBuf>, String> {
    if reference.is_empty() || reference.starts_with('-') {
        return Err(format!("`{reference}` is no name of a commit"));
    }
    let top = git(cwd, &["rev-parse", "--show-toplevel"])?;
    let top = PathBuf::from(path_of(top.strip_suffix(b"\n").unwrap_or(&top)));
    let known = git(&top, &["diff", "--name-only", "-z", "--no-renames", "--merge-base", reference, "--"])?;
    let new = git(&top, &["ls-files", "-z", "--others", "--exclude-standard"])?;
    let names = [&*known, &*new].into_iter().flat_map(|list| list.split(|b| *b == 0)).filter(|name| !name.is_empty());
    // What was deleted has no real path.
    Ok(names.filter_map(|name| top.join(path_of(name)).canonicalize().ok()).collect())
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> &OsStr {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(bytes)
}

/// Git writes UTF-8 there.
#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> &OsStr {
    OsStr::new(std::str::from_utf8(bytes).unwrap_or_default())
}

/// What git prints, or its first complaint.
fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let came = Command::new("git").arg("-C").arg(folder).args(arguments).output();
    let came = came.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "git is not installed".to_owned(),
        _ => format!("git could not be started: {error}"),
    })?;
    if came.status.success() {
        return Ok(came.stdout);
    }
    let said = String::from_utf8_lossy(&came.stderr);
    let line = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it failed");
    Err(format!("git says: {}", line.trim_start_matches("fatal: ").trim_start_matches("error: ")))
}
