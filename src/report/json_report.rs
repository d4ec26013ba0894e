//! `json` and `jsonl`: the frozen shape of version 1, apart from the types inside.

use super::compact::write;
use crate::findings::{Ending, Masked, MaskedReport, Unread};

/// One document, or one object a line.
pub struct Json {
    pub lines: bool,
}

impl MaskedReport for Json {
    fn head(&self, out: &mut Vec<u8>) {
        if !self.lines {
            out.extend_from_slice(b"{\"version\":1,\"tool\":");
            write(&v1::Tool { name: "tracklint", version: env!("CARGO_PKG_VERSION") }, out);
            out.extend_from_slice(b",\"urls\":[\n");
        }
    }

    fn joiner(&self) -> &'static [u8] {
        if self.lines { b"" } else { b",\n" }
    }

    fn entry(&self, entry: &Masked, out: &mut Vec<u8>) {
        write(&v1::Url::of(entry, self.lines.then_some(1)), out);
        if self.lines {
            out.push(b'\n');
        }
    }

    fn unread(&self, unread: &Unread, out: &mut Vec<u8>) {
        if self.lines {
            write(&v1::UnreadUrl::of(unread), out);
            out.push(b'\n');
        }
    }

    fn tail(&self, ending: &Ending, out: &mut Vec<u8>) {
        let last = v1::Last::of(ending, self.lines);
        if self.lines {
            if ending.left_out > 0 || ending.statistics.is_some() {
                write(&last, out);
                out.push(b'\n');
            }
            return;
        }
        out.extend_from_slice(b"\n],\"unread\":");
        let unread: Vec<_> = ending.unread.iter().map(v1::UnreadInput::of).collect();
        write(&unread, out);
        // The keys of the last object belong to the document.
        let mut rest = Vec::new();
        write(&last, &mut rest);
        out.push(b',');
        out.extend_from_slice(&rest[1..]);
        out.push(b'\n');
    }
}

/// The findings of an entry alone, as they stand in it.
pub struct FindingsAlone;

impl MaskedReport for FindingsAlone {
    fn entry(&self, entry: &Masked, out: &mut Vec<u8>) {
        write(&v1::Findings { entry }, out);
    }

    fn tail(&self, _: &Ending, _: &mut Vec<u8>) {}
}

/// Version 1 of the report. Keys and their order are a promise: whatever changes inside, this does not.
pub(super) mod v1 {
    use super::super::compact::{Raw, Sentences, Word};
    use crate::findings::{self, About, Masked, MaskedFinding, MaskedRelated};
    use crate::source;
    use crate::span::{self, Place, Safety, Severity};
    use serde::ser::SerializeSeq;
    use serde::{Serialize, Serializer};
    use std::borrow::Cow;
    use std::collections::BTreeMap;

    /// What wrote this.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct Tool {
        pub name: &'static str,
        pub version: &'static str,
    }

    /// A link, a field or a file, with what was found in it: one line of --format jsonl.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct Url<'a> {
        /// The version of this shape; in a document it stands at the top.
        #[cfg_attr(test, schemars(with = "u8", extend("const" = 1)))]
        #[serde(skip_serializing_if = "Option::is_none")]
        version: Option<u8>,
        /// The record's id as it was.
        #[cfg_attr(test, schemars(with = "Option<serde_json::Value>"))]
        id: Option<Raw<'a>>,
        /// What the findings are about: a link, the value of a field such as an event id, or the file itself.
        #[cfg_attr(test, schemars(with = "String", extend("enum" = ["url", "field", "file"])))]
        kind: Word,
        /// The link, its secrets masked; null for a field or a file.
        url: Option<&'a str>,
        /// The value of a field, where the entry is about one.
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<&'a str>,
        /// What the link is for: tracking-link, postback, ...
        #[cfg_attr(test, schemars(with = "Option<String>"))]
        role: Option<Word>,
        /// Whether macros stand where values will come.
        #[cfg_attr(test, schemars(with = "Option<String>", extend("enum" = ["template", "live", null])))]
        state: Option<Word>,
        /// Who issues the click id, if that is known.
        network: Option<&'static str>,
        /// Whom the link is addressed to, if that is known.
        platform: Option<&'static str>,
        /// True if something in the link is masked; then `fixed` is null.
        redacted: bool,
        source: Source<'a>,
        #[cfg_attr(test, schemars(with = "Vec<Finding>"))]
        findings: Findings<'a>,
        /// The link with every safe fix made; null where there is none, or where an error is left in it.
        fixed: Option<&'a str>,
        /// The link with every safe fix made, where an error is left that a person has to decide; else null.
        fixed_partly: Option<&'a str>,
    }

    /// Where it stands. Lines and columns count from 1, columns in characters; the end is behind the last one.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    struct Source<'a> {
        /// The file as it was named, `<stdin>`, or `<argument N>`.
        path: Cow<'a, str>,
        /// A JSON Pointer to the field, in files that have fields.
        key: Option<Cow<'a, str>>,
        line: u64,
        column: u64,
        end_line: u64,
        end_column: u64,
        start_byte: u64,
        end_byte: u64,
    }

    /// What is wrong in one place.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct Finding<'a> {
        /// The name of the rule, which never changes.
        #[cfg_attr(test, schemars(with = "String"))]
        rule: Word,
        severity: Severity,
        /// What is wrong and what it costs.
        #[cfg_attr(test, schemars(with = "String"))]
        message: Sentences<'a>,
        /// What to do.
        help: Cow<'a, str>,
        /// A command that explains the rule.
        #[cfg_attr(test, schemars(with = "String"))]
        docs: Sentences<'a>,
        span: Span,
        /// What stands there, masked.
        text: &'a str,
        line: u64,
        column: u64,
        end_line: u64,
        end_column: u64,
        /// Other places that belong to it.
        labels: Vec<Label<'a>>,
        /// The same from run to run, wherever the link moves in its file.
        fingerprint: &'a str,
        /// How to repair it, where that is known.
        fix: Option<Fix<'a>>,
    }

    /// Bytes of the link: the first, and the one behind the last.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    struct Span {
        start: u32,
        end: u32,
    }

    /// A place that belongs to a finding.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    struct Label<'a> {
        message: Cow<'a, str>,
        span: Span,
        /// Where the label lies in another link; this link when null.
        source: Option<Source<'a>>,
    }

    /// A repair: all of its edits or none.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    struct Fix<'a> {
        title: Cow<'a, str>,
        safety: Safety,
        #[cfg_attr(test, schemars(with = "Vec<Edit>"))]
        edits: Edits<'a>,
    }

    /// Bytes of the link, and what to write in their place.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    struct Edit<'a> {
        start: u32,
        end: u32,
        text: &'a str,
        /// The same edit in the bytes of the file, where it can be made there.
        file: Option<FileEdit>,
    }

    /// Bytes of a file, and what to write in their place.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    struct FileEdit {
        start_byte: u64,
        end_byte: u64,
        text: Cow<'static, str>,
    }

    /// A line of the input that could not be read: --format jsonl.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct UnreadUrl<'a> {
        /// The version of this shape.
        #[cfg_attr(test, schemars(extend("const" = 1)))]
        version: u8,
        id: (),
        #[cfg_attr(test, schemars(extend("enum" = ["url"])))]
        kind: &'static str,
        #[cfg_attr(test, schemars(with = "()"))]
        url: Option<&'a str>,
        unread: Message<'a>,
        findings: [(); 0],
    }

    /// Why it could not be read.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    struct Message<'a> {
        message: &'a str,
    }

    /// An input, or a line of it, that could not be read.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct UnreadInput<'a> {
        path: &'a str,
        line: Option<u64>,
        column: Option<u64>,
        message: &'a str,
    }

    /// What comes last. In a document its keys stand beside the others; among lines it is an object of its own kind,
    /// written only where it tells more than the counts.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct Last<'a> {
        #[serde(skip_serializing_if = "Option::is_none")]
        version: Option<u8>,
        #[serde(skip_serializing_if = "Option::is_none")]
        kind: Option<&'static str>,
        summary: Summary,
        /// How many findings `--max-findings` kept out; absent where it kept out none. `summary` counts them.
        #[serde(skip_serializing_if = "Option::is_none")]
        left_out: Option<u64>,
        /// How many findings there are of each rule, platform and file; only with `--statistics`.
        #[serde(skip_serializing_if = "Option::is_none")]
        statistics: Option<Statistics<'a>>,
    }

    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct Statistics<'a> {
        rules: &'a BTreeMap<&'static str, u64>,
        platforms: &'a BTreeMap<&'static str, u64>,
        files: &'a BTreeMap<String, u64>,
    }

    /// How much there was.
    #[derive(Serialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub struct Summary {
        files: u64,
        urls: u64,
        errors: u64,
        warnings: u64,
        advice: u64,
        /// Findings that a certain repair fixes.
        fixable: u64,
    }

    impl<'a> Url<'a> {
        pub fn of(entry: &'a Masked<'a>, version: Option<u8>) -> Self {
            let is_url = entry.about() == About::Url;
            let decision = is_url.then_some(entry.decision());
            Self {
                version,
                id: entry.id().map(Raw),
                kind: Word(match entry.about() {
                    About::Url => "url",
                    About::Field => "field",
                    About::File => "file",
                }),
                url: is_url.then_some(entry.text()),
                text: (!is_url).then_some(entry.text()),
                role: decision.map(|d| Word(d.role.id())),
                state: decision.map(|d| Word(d.state.id())),
                network: decision.and_then(|d| d.network).map(|n| n.id),
                platform: decision.and_then(|d| d.platform).map(|(p, _)| p.id),
                redacted: entry.is_redacted(),
                source: Source::of(entry.path(), entry.key(), entry.whole()),
                findings: Findings { entry },
                fixed: entry.fixed(),
                fixed_partly: entry.fixed_partly(),
            }
        }
    }

    impl<'a> Source<'a> {
        const fn of(path: Cow<'a, str>, key: Option<Cow<'a, str>>, place: Place) -> Self {
            let Place { line, column, end_line, end_column, start_byte, end_byte } = place;
            Self { path, key, line, column, end_line, end_column, start_byte, end_byte }
        }

        fn of_far(far: &'a MaskedRelated) -> Self {
            Self::of(Cow::Borrowed(&far.path), far.key.as_deref().map(Cow::Borrowed), far.place)
        }
    }

    /// The findings of an entry, each made when it is written.
    pub struct Findings<'a> {
        pub entry: &'a Masked<'a>,
    }

    impl Serialize for Findings<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut all = serializer.serialize_seq(None)?;
            for (found, print) in self.entry.findings().zip(self.entry.fingerprints()) {
                all.serialize_element(&Finding::of(&found, self.entry, print.as_str()))?;
            }
            all.end()
        }
    }

    impl<'a> Finding<'a> {
        fn of(found: &'a MaskedFinding, entry: &'a Masked, fingerprint: &'a str) -> Self {
            let finding = &*found.finding;
            let place = entry.place(finding.span);
            let label = |(span, words): &'a (span::Span, String)| Label {
                message: Cow::Borrowed(words),
                span: (*span).into(),
                source: None,
            };
            let far = |far: &'a MaskedRelated| Label {
                message: Cow::Borrowed(&far.label),
                span: far.span.into(),
                source: Some(Source::of_far(far)),
            };
            Self {
                rule: Word(finding.rule.id),
                severity: finding.severity,
                message: Sentences([&*finding.what, &finding.cost].map(Cow::Borrowed)),
                help: Cow::Borrowed(&finding.todo),
                docs: Sentences(["tracklint explain", finding.rule.id].map(Cow::Borrowed)),
                span: finding.span.into(),
                text: entry.text().get(finding.span.range()).unwrap_or_default(),
                line: place.line,
                column: place.column,
                end_line: place.end_line,
                end_column: place.end_column,
                labels: finding.labels.iter().map(label).chain(found.far.iter().map(far)).collect(),
                fingerprint,
                // None where an edit holds what is masked.
                fix: finding.fix.as_ref().filter(|_| !found.hides_edits).map(|fix| Fix::of(fix, entry)),
            }
        }
    }

    impl From<span::Span> for Span {
        fn from(span: span::Span) -> Self {
            Self { start: span.start, end: span.end }
        }
    }

    impl<'a> Fix<'a> {
        fn of(fix: &'a span::Fix, entry: &'a Masked) -> Self {
            let edits = Edits { edits: &fix.edits, entry };
            Self { title: Cow::Borrowed(&fix.title), safety: fix.safety, edits }
        }
    }

    /// The edits of a repair, each made when it is written.
    struct Edits<'a> {
        edits: &'a [span::Edit],
        entry: &'a Masked<'a>,
    }

    impl Serialize for Edits<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq(self.edits.iter().map(|edit| Edit::of(edit, self.entry)))
        }
    }

    impl<'a> Edit<'a> {
        fn of(edit: &'a span::Edit, entry: &Masked) -> Self {
            let file = entry.file_edit(edit);
            let file =
                file.map(|source::FileEdit { start_byte, end_byte, text }| FileEdit { start_byte, end_byte, text });
            Self { start: edit.span.start, end: edit.span.end, text: &edit.text, file }
        }
    }

    impl<'a> UnreadUrl<'a> {
        pub fn of(unread: &'a findings::Unread) -> Self {
            let unread = Message { message: &unread.message };
            Self { version: 1, id: (), kind: "url", url: None, unread, findings: [] }
        }
    }

    impl<'a> UnreadInput<'a> {
        pub fn of(unread: &'a findings::Unread) -> Self {
            Self { path: &unread.path, line: unread.line, column: unread.column, message: &unread.message }
        }
    }

    impl<'a> Last<'a> {
        pub fn of(ending: &findings::Ending<'a>, alone: bool) -> Self {
            Self {
                version: alone.then_some(1),
                kind: alone.then_some("summary"),
                summary: Summary::of(&ending.summary),
                left_out: Some(ending.left_out).filter(|n| *n > 0),
                statistics: ending.statistics.map(Statistics::of),
            }
        }
    }

    impl<'a> Statistics<'a> {
        pub const fn of(counts: &'a findings::Statistics) -> Self {
            Self { rules: &counts.rules, platforms: &counts.platforms, files: &counts.files }
        }
    }

    impl Summary {
        fn of(summary: &findings::Summary) -> Self {
            let &findings::Summary { files, urls, errors, warnings, advice, fixable, .. } = summary;
            Self { files, urls, errors, warnings, advice, fixable }
        }
    }
}
