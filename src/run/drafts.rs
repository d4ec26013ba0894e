//! Files that are being written and have not their name yet, so that whoever ends the program at once can take them away.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use tempfile::{Builder, NamedTempFile};

/// Where they are.
static DRAFTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Whoever calls [`abandon`] when the program is ended at once.
static GUARD: OnceLock<fn()> = OnceLock::new();

fn drafts() -> MutexGuard<'static, Vec<PathBuf>> {
    DRAFTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Names what is to be done before a file is written, so that a run which writes none pays nothing for it.
pub fn before_writing(guard: fn()) {
    // It is named once, by the program.
    let _ = GUARD.set(guard);
}

/// Takes away what is half written, for good: no other draft is made until the program has ended.
pub fn abandon() {
    let mut drafts = drafts();
    // One that has got its name by now is not there under this one.
    drafts.drain(..).for_each(|path| drop(std::fs::remove_file(path)));
    std::mem::forget(drafts);
}

/// A new file in a folder, known until it is [`named`].
///
/// # Errors
/// The system's.
pub fn draft(builder: &Builder, folder: &Path) -> io::Result<NamedTempFile> {
    if let Some(guard) = GUARD.get() {
        guard();
    }
    let mut drafts = drafts();
    let file = builder.tempfile_in(folder)?;
    drafts.push(file.path().to_owned());
    Ok(file)
}

/// Forgets a draft that has got its name, or was given up.
pub fn named(draft: &Path) {
    let mut drafts = drafts();
    if let Some(at) = drafts.iter().rposition(|path| path == draft) {
        drafts.swap_remove(at);
    }
}
