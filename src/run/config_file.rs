//! Where a configuration lies.

use crate::settings::FILE_NAME;
use std::path::{Path, PathBuf};

/// The configuration for a folder: in it, or in the nearest folder above.
#[must_use]
pub fn find_config(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|f| f.join(FILE_NAME)).find(|f| f.is_file())
}
