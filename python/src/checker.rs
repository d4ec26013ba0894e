//! The functions, as methods of a value that keeps the configuration.

use crate::hints::Hints;
use crate::objects::{Comparison, Message, Pair, Report, Url};
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use tracklint::lint::guarded;
use tracklint::report::{OutputFormat, Style};

pyo3::create_exception!(tracklint, ConfigError, PyValueError, "A configuration that cannot be followed.");

/// What links that are handed over one by one are called in places.
const LIST: &str = "<urls>";

/// Lints by one configuration. May be shared between threads.
#[pyclass(frozen, module = "tracklint")]
pub struct Checker {
    inner: tracklint::Checker,
}

/// A document after its repairs.
#[pyclass(frozen, get_all, module = "tracklint")]
pub struct FixedDocument {
    /// Its bytes.
    data: Py<PyBytes>,
    /// How many findings were mended, by rule.
    fixed: BTreeMap<&'static str, u64>,
    /// What is left for a person.
    left: Vec<Left>,
    /// Why nothing was changed although something could have been.
    refused: Option<String>,
}

/// A finding that was not mended.
#[pyclass(frozen, get_all, from_py_object, module = "tracklint")]
#[derive(Clone)]
pub struct Left {
    rule: &'static str,
    place: String,
    reason: &'static str,
}

#[pymethods]
impl Checker {
    /// One that follows the text of a `tracklint.toml`, if there is one.
    #[new]
    #[pyo3(signature = (config = None))]
    fn new(py: Python<'_>, config: Option<&str>) -> PyResult<Self> {
        let inner = py.detach(|| config.map(tracklint::Checker::from_toml)).transpose().map_err(|errors| {
            let lines: Vec<String> =
                errors.iter().map(|e| format!("tracklint.toml:{}:{}: {}", e.line, e.column, e.message)).collect();
            ConfigError::new_err(lines.join("\n"))
        })?;
        Ok(Self { inner: inner.unwrap_or_default() })
    }

    /// The verdict on one link. Raises `ValueError` for a word that is on no list, `TypeError` for an unknown hint.
    #[pyo3(signature = (url, *, redact = true, **hints))]
    fn lint(&self, url: &Bound<'_, PyString>, redact: bool, hints: Option<&Bound<'_, PyDict>>) -> PyResult<Url> {
        let (hints, text) = (Hints::read(&self.inner, hints)?, url.to_str()?);
        let found = url.py().detach(|| self.lines(&[text], &hints, redact))?;
        let one = found.into_iter().next().ok_or_else(|| PyRuntimeError::new_err("tracklint gave no answer"))?;
        match one.unread {
            Some(why) => Err(PyRuntimeError::new_err(why.message)),
            None => Ok(one),
        }
    }

    /// The verdicts on many links, one for each and in their order.
    #[pyo3(signature = (urls, *, redact = true, **hints))]
    fn lint_many(
        &self,
        urls: &Bound<'_, PyAny>,
        redact: bool,
        hints: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Vec<Url>> {
        if urls.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err("urls: this is one text; give a list of them, or call lint"));
        }
        let hints = Hints::read(&self.inner, hints)?;
        let texts = urls.try_iter()?.map(|url| Ok(text_of(&url?))).collect::<PyResult<Vec<_>>>()?;
        urls.py().detach(|| {
            let whole: Vec<&str> = texts.iter().map(|text| text.as_deref().unwrap_or_default()).collect();
            let mut found = self.lines(&whole, &hints, redact)?;
            for (one, text) in found.iter_mut().zip(texts) {
                if let Err(message) = text {
                    *one = unread(message);
                }
            }
            Ok(found)
        })
    }

    /// What is found in the bytes of a document. The ending of its name says how it is read.
    #[pyo3(signature = (data, name, *, all_urls = true, redact = true))]
    fn lint_document(&self, py: Python<'_>, data: Data, name: &str, all_urls: bool, redact: bool) -> PyResult<Report> {
        let bytes = data.bytes();
        let style = Style { all: all_urls, redact, ..Style::FILE };
        py.detach(|| read(&self.inner.report(name, bytes, OutputFormat::Json, style)))
    }

    /// The link with every safe fix made, or `None` if there is none, or an error is left in it.
    #[pyo3(signature = (url, **hints))]
    fn fix(&self, url: &Bound<'_, PyString>, hints: Option<&Bound<'_, PyDict>>) -> PyResult<Option<String>> {
        Ok(self.lint(url, false, hints)?.fixed)
    }

    /// The document with its safe fixes made, and with `unsafe_fixes` the probable ones too.
    #[pyo3(signature = (data, name, *, unsafe_fixes = false))]
    fn fix_document(&self, py: Python<'_>, data: Data, name: &str, unsafe_fixes: bool) -> FixedDocument {
        let bytes = data.bytes();
        let mended = py.detach(|| self.inner.fix(name, bytes, unsafe_fixes));
        let left = mended.left.into_iter().map(|left| Left { rule: left.rule, place: left.place, reason: left.reason });
        FixedDocument {
            data: PyBytes::new(py, &mended.bytes).unbind(),
            fixed: mended.fixed,
            left: left.collect(),
            refused: mended.refused,
        }
    }

    /// The verdicts on a link and its postback, and the way of one click id through both.
    #[pyo3(signature = (*links, redact = true, **hints))]
    fn pair(
        &self,
        py: Python<'_>,
        links: Vec<String>,
        redact: bool,
        hints: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Pair> {
        let [first, second] = &links[..] else {
            return Err(PyTypeError::new_err(format!(
                "pair takes a link and its postback; {} were given",
                links.len()
            )));
        };
        let hints = Hints::read(&self.inner, hints)?;
        py.detach(|| {
            let answer =
                guarded(|| hints.told(&self.inner, |told| self.inner.pair_report([first, second], told, redact)));
            read(&answer.map_err(fell_over)?.map_err(PyValueError::new_err)?)
        })
    }

    /// Two links part by part: as given and as configured, or a template and what was called.
    #[pyo3(signature = (a, b, *, kind = None, redact = true))]
    fn compare(&self, py: Python<'_>, a: &str, b: &str, kind: Option<&str>, redact: bool) -> PyResult<Comparison> {
        let called = match kind {
            None => None,
            Some("configured") => Some(false),
            Some("called") => Some(true),
            Some(other) => {
                return Err(PyValueError::new_err(format!("kind: `{other}` is none of configured, called")));
            }
        };
        #[derive(Deserialize)]
        struct Whole {
            comparison: Comparison,
        }
        py.detach(|| {
            let text =
                guarded(|| self.inner.comparison_report([a.trim(), b.trim()], called, redact)).map_err(fell_over)?;
            read::<Whole>(text.as_bytes()).map(|whole| whole.comparison)
        })
    }
}

impl Checker {
    /// The verdicts on links, one for each and in their order.
    fn lines(&self, links: &[&str], hints: &Hints, redact: bool) -> PyResult<Vec<Url>> {
        let style = Style { all: true, redact, ..Style::FILE };
        let lines =
            hints.told(&self.inner, |told| self.inner.links_report(LIST, links, told, OutputFormat::Jsonl, style));
        lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(read).collect()
    }
}

/// The bytes of a document, or its text.
#[derive(FromPyObject)]
enum Data {
    #[pyo3(transparent)]
    Text(String),
    #[pyo3(transparent)]
    Bytes(pyo3::pybacked::PyBackedBytes),
}

impl Data {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

fn text_of(value: &Bound<'_, PyAny>) -> Result<String, String> {
    let Ok(text) = value.cast::<PyString>() else {
        let kind = value.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string());
        return Err(format!("this is {kind}, not a text"));
    };
    text.to_str().map(str::to_owned).map_err(|_| "this is not Unicode text".to_owned())
}

/// What stands for a link that could not be read.
fn unread(message: String) -> Url {
    Url {
        id: Default::default(),
        kind: "url".to_owned(),
        url: None,
        text: None,
        role: None,
        state: None,
        network: None,
        platform: None,
        redacted: false,
        source: None,
        findings: Vec::new(),
        fixed: None,
        fixed_partly: None,
        unread: Some(Message { message }),
    }
}

fn read<T: DeserializeOwned>(json: &[u8]) -> PyResult<T> {
    serde_json::from_slice(json)
        .map_err(|error| PyRuntimeError::new_err(format!("tracklint's answer is unreadable: {error}")))
}

fn fell_over(said: String) -> PyErr {
    let words =
        "tracklint failed on this. That is a fault of tracklint's, not of the links; please report it with these words";
    PyRuntimeError::new_err(format!("{words}: {said}"))
}
