//! What whoever lints bytes is told besides them.

use crate::findings::Report;
use crate::platform::Catalogue;
use crate::settings::Settings;

/// Everything that is the same for all bytes.
#[derive(Clone, Copy)]
pub struct ScanSetup<'a> {
    /// What is known of every link.
    pub settings: &'a Settings,
    /// The platforms.
    pub catalogue: &'a Catalogue,
    /// The format of what comes out.
    pub report: &'a dyn Report,
}
