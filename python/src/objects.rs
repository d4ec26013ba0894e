//! What comes out, with the names of the JSON report. `schemas/report.json` says what each of them means.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Makes a class that Python can read, compare, copy, pickle and turn into JSON. Nobody can change what was found.
macro_rules! object {
    ($(#[$meta:meta])* $name:ident, $repr:expr, { $($(#[$field_meta:meta])* $field:ident: $type:ty,)+ }) => {
        $(#[$meta])*
        #[pyclass(frozen, eq, from_py_object, module = "tracklint")]
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)+
        }

        #[pymethods]
        impl $name {
            $(#[getter]
            fn $field(&self) -> $type {
                self.$field.clone()
            })+

            /// As the JSON report writes it.
            pub fn to_json(&self) -> PyResult<String> {
                serde_json::to_string(self).map_err(|error| PyValueError::new_err(error.to_string()))
            }

            /// Of dictionaries and lists, with the keys of the JSON report.
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                py.import("json")?.call_method1("loads", (self.to_json()?,))
            }

            /// From what `to_json` wrote.
            #[classmethod]
            fn from_json(_: &Bound<'_, PyType>, text: &str) -> PyResult<Self> {
                serde_json::from_str(text).map_err(|error| PyValueError::new_err(error.to_string()))
            }

            fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
                let json = slf.get().to_json()?;
                Ok((slf.get_type().getattr("from_json")?, PyTuple::new(slf.py(), [json])?))
            }

            fn __repr__(&self) -> String {
                let told: fn(&Self) -> String = $repr;
                format!("{}({})", stringify!($name), told(self))
            }
        }
    };
}

object!(
    /// A link, or a field or comment of a document, with what was found in it.
    Url, |url| format!("{:?}, findings={}", url.url.as_deref().unwrap_or_default(), url.findings.len()), {
    #[serde(default)]
    id: Json,
    kind: String,
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default)]
    role: Option<String>,
    #[serde(default)]
    state: Option<String>,
    #[serde(default)]
    network: Option<String>,
    #[serde(default)]
    platform: Option<String>,
    #[serde(default)]
    redacted: bool,
    #[serde(default)]
    source: Option<Source>,
    findings: Vec<Finding>,
    #[serde(default)]
    fixed: Option<String>,
    #[serde(default)]
    fixed_partly: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unread: Option<Message>,
});

object!(
    /// Where something stands.
    Source, |place| format!("{:?}, line={}, column={}", place.path, place.line, place.column), {
    path: String,
    key: Option<String>,
    line: u64,
    column: u64,
    end_line: u64,
    end_column: u64,
    start_byte: u64,
    end_byte: u64,
});

object!(
    /// What is wrong in one place.
    Finding, |found| format!("{:?}, {:?}, {:?}", found.rule, found.severity, found.text), {
    rule: String,
    severity: String,
    message: String,
    help: String,
    docs: String,
    span: Span,
    text: String,
    line: u64,
    column: u64,
    end_line: u64,
    end_column: u64,
    labels: Vec<Label>,
    fingerprint: String,
    fix: Option<Fix>,
});

object!(
    /// Bytes of a link: the first, and the one behind the last.
    Span, |span| format!("{}, {}", span.start, span.end), {
    start: u32,
    end: u32,
});

object!(
    /// A place that belongs to a finding.
    Label, |label| format!("{:?}", label.message), {
    message: String,
    span: Span,
    source: Option<Source>,
});

object!(
    /// A repair: all of its edits or none.
    Fix, |fix| format!("{:?}, {:?}", fix.title, fix.safety), {
    title: String,
    safety: String,
    edits: Vec<Edit>,
});

object!(
    /// Bytes of the link, and what to write in their place.
    Edit, |edit| format!("{}, {}, {:?}", edit.start, edit.end, edit.text), {
    start: u32,
    end: u32,
    text: String,
    file: Option<FileEdit>,
});

object!(
    /// Bytes of a document, and what to write in their place.
    FileEdit, |edit| format!("{}, {}, {:?}", edit.start_byte, edit.end_byte, edit.text), {
    start_byte: u64,
    end_byte: u64,
    text: String,
});

object!(
    /// Why a link could not be read.
    Message, |why| format!("{:?}", why.message), {
    message: String,
});

object!(
    /// A document, or a place in it, that could not be read.
    Unread, |unread| format!("{:?}, {:?}", unread.path, unread.message), {
    path: String,
    line: Option<u64>,
    column: Option<u64>,
    message: String,
});

object!(
    /// How much there was.
    Summary, |all| format!("urls={}, errors={}, warnings={}, advice={}", all.urls, all.errors, all.warnings, all.advice), {
    files: u64,
    urls: u64,
    errors: u64,
    warnings: u64,
    advice: u64,
    fixable: u64,
});

object!(
    /// What was found in a document.
    Report, |report| format!("urls={}, errors={}", report.summary.urls, report.summary.errors), {
    urls: Vec<Url>,
    unread: Vec<Unread>,
    summary: Summary,
});

object!(
    /// A link and its postback: the link first, then the postback.
    Pair, |pair| format!("{:?}", pair.journey.outcome), {
    urls: Vec<Url>,
    unread: Vec<Unread>,
    summary: Summary,
    journey: Journey,
});

object!(
    /// The way of one click id through a link and its postback.
    Journey, |journey| format!("{:?}", journey.outcome), {
    click_id: String,
    swapped: bool,
    outcome: String,
    closing: String,
    also_needed: Vec<String>,
    steps: Vec<Step>,
    command: Option<String>,
    to_fill: Vec<String>,
    corrected: Option<Corrected>,
});

object!(
    /// A step on that way.
    Step, |step| format!("{:?}, {:?}", step.step, step.outcome), {
    step: String,
    outcome: String,
    message: String,
    url: Option<String>,
});

object!(
    /// A pair with its repairs made, and what then becomes of the click id.
    Corrected, |corrected| format!("{:?}", corrected.outcome), {
    link: String,
    postback: String,
    outcome: String,
    closing: String,
});

object!(
    /// Two links compared part by part.
    Comparison, |found| format!("{:?}, differences={}", found.kind, found.differences.len()), {
    kind: String,
    differences: Vec<Difference>,
    filled: Vec<Filled>,
    without_meaning: u64,
});

object!(
    /// A difference by meaning.
    Difference, |one| format!("{:?}, {:?}", one.severity, one.message), {
    severity: String,
    message: String,
    first: String,
    second: String,
});

object!(
    /// A macro that was filled.
    Filled, |one| format!("{:?}, {:?}, {:?}", one.name, one.template, one.value), {
    name: String,
    template: String,
    value: String,
});

/// A JSON value, as Python writes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json(Value);

impl<'py> IntoPyObject<'py> for Json {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        match self.0 {
            Value::Null => Ok(py.None().into_bound(py)),
            value => py.import("json")?.call_method1("loads", (value.to_string(),)),
        }
    }
}
