//! The Python module: a thin shell round the library. `tracklint/__init__.py` and `_tracklint.pyi` say what it offers.
//!
//! What comes out is made from the JSON report, whose keys are a promise. So an object here has the names that a line
//! of `--format jsonl` has, and no verdict can differ from the program's.

mod checker;
mod hints;
mod objects;

use pyo3::prelude::*;

#[pymodule]
mod _tracklint {
    #[pymodule_export]
    use super::checker::{Checker, ConfigError, FixedDocument, Left};
    #[pymodule_export]
    use super::objects::{
        Comparison, Corrected, Difference, Edit, FileEdit, Filled, Finding, Fix, Journey, Label, Message, Pair, Report,
        Source, Span, Step, Summary, Unread, Url,
    };

    #[pymodule_export]
    #[allow(non_upper_case_globals)]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
