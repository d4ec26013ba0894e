//! A comparison of two links for programs: the frozen shape of version 1.

use super::compact::write;
use crate::compare::Comparison;

/// Where a comparison stands in a file: the file, the line of its second link, and the comparison.
pub type Placed<'a> = (&'a str, u64, &'a Comparison);

/// The document on two links. What is masked in them has to be masked before.
#[must_use]
pub fn comparison_json(comparison: &Comparison) -> Vec<u8> {
    document(&v1::Compared { version: 1, comparison: shape(comparison) })
}

/// The document on the pairs of links of a file.
#[must_use]
pub fn comparisons_json<'a>(all: impl Iterator<Item = Placed<'a>>) -> Vec<u8> {
    let one = |(path, line, comparison)| v1::InFile { path, line, comparison: shape(comparison) };
    document(&v1::ComparedFile { version: 1, comparisons: all.map(one).collect() })
}

fn document(value: &impl serde::Serialize) -> Vec<u8> {
    let mut out = Vec::new();
    write(value, &mut out);
    out.push(b'\n');
    out
}

fn shape(comparison: &Comparison) -> v1::Comparison<'_> {
    let differences = comparison.differences.iter().map(|d| v1::Difference {
        severity: d.severity,
        message: &d.what,
        first: &d.first,
        second: &d.second,
    });
    let filled = comparison.filled.iter().map(|f| v1::Filled { name: &f.name, template: &f.template, value: &f.value });
    v1::Comparison {
        kind: comparison.kind,
        differences: differences.collect(),
        filled: filled.collect(),
        without_meaning: comparison.without_meaning,
    }
}

/// Version 1. Keys and their order are a promise: whatever changes inside, this does not.
pub(super) mod v1 {
    use crate::compare::DifferenceKind;
    use crate::span::Severity;
    use serde::Serialize;

    /// Two links, compared: `compare A B --format json`.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct Compared<'a> {
        /// The version of this shape.
        pub version: u8,
        pub comparison: Comparison<'a>,
    }

    /// The pairs of links of a file, compared: `compare FILE --format json`.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct ComparedFile<'a> {
        /// The version of this shape.
        pub version: u8,
        pub comparisons: Vec<InFile<'a>>,
    }

    /// A comparison, and where its second link stands.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct InFile<'a> {
        pub path: &'a str,
        pub line: u64,
        pub comparison: Comparison<'a>,
    }

    /// What differs between two links.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct Comparison<'a> {
        pub kind: DifferenceKind,
        pub differences: Vec<Difference<'a>>,
        pub filled: Vec<Filled<'a>>,
        /// How many differences mean nothing: order, encoding, capitals of the host.
        pub without_meaning: usize,
    }

    /// A difference by meaning.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct Difference<'a> {
        pub severity: Severity,
        pub message: &'a str,
        pub first: &'a str,
        pub second: &'a str,
    }

    /// A macro of the template that was filled as it should be.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct Filled<'a> {
        pub name: &'a str,
        pub template: &'a str,
        pub value: &'a str,
    }
}
