//! The file of known findings.

use crate::findings::Baseline;
use std::path::Path;

/// Reads a baseline.
///
/// # Errors
/// A sentence for the user.
pub fn read(place: &Path) -> Result<Baseline, String> {
    let bytes = std::fs::read(place).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            "there is no such baseline; `tracklint baseline write FILE INPUT` makes one".to_owned()
        }
        _ => format!("the baseline cannot be read: {error}"),
    })?;
    let text = String::from_utf8(bytes).map_err(|_| "the baseline is not UTF-8 text".to_owned())?;
    Baseline::read(text.strip_prefix('\u{feff}').unwrap_or(&text))
}
