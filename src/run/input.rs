//! What a run is given.

use crate::findings::{Report, Unread};
use crate::platform::Catalogue;
use crate::scan::ScanSetup;
use crate::settings::Settings;
use crate::source::Passage;
use std::path::PathBuf;
use std::sync::Arc;

/// Something to lint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A link that was given as such.
    Url {
        /// The link.
        text: String,
        /// What to call it: `<argument 2>`.
        name: String,
    },
    /// A link of a text that was pasted.
    Pasted {
        /// The text.
        text: Arc<str>,
        /// Where the link stands in it, and what the text has done to it.
        passage: Box<Passage>,
        /// What to call the link: `<link 2>`.
        name: String,
    },
    /// A file.
    File {
        /// Where it is.
        path: PathBuf,
        /// Its path as it was given, with `/`.
        name: String,
    },
    /// What is piped or typed.
    Stdin,
    /// Something that could not even be found.
    Missing(Unread),
}

/// What a run works on.
pub struct Job<'a> {
    /// In this order.
    pub inputs: &'a [Input],
    /// What is known of every link.
    pub settings: &'a Settings,
    /// The platforms.
    pub catalogue: &'a Catalogue,
    /// The format of what comes out.
    pub report: &'a dyn Report,
}

impl<'a> Job<'a> {
    /// What holds for the bytes of each input.
    pub(super) const fn setup(&self) -> ScanSetup<'a> {
        ScanSetup { settings: self.settings, catalogue: self.catalogue, report: self.report }
    }
}
