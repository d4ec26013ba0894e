//! What comments and the configuration silence in one file, and comments that silence nothing.

use super::comment_target::Targets;
use super::directive::{self, DirectiveScope, MARK, Request};
use super::{FileIgnores, Selection};
use crate::lint::Linted;
use crate::rule::{Finding, Rule, unused_suppression};
use crate::source::{Block, Comment, Document, Line, Literal, NodeId, Part};
use memchr::memmem;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Where the text of a finding stands.
#[derive(Clone, Debug)]
pub struct At {
    /// Its lines, from 1.
    pub lines: RangeInclusive<u64>,
    /// Its key path, where the format has keys.
    pub key: Option<String>,
}

impl At {
    /// The place of a node: from the line of its key to the end of its value.
    #[must_use]
    pub fn node(document: &Document, node: NodeId) -> Self {
        let n = &document.nodes[node as usize];
        let start = n.key.map_or(n.value.start, |key| key.start.min(n.value.start));
        let line = |at: u32| document.line_and_column(at as usize).0;
        Self { lines: line(start)..=line(n.value.end.max(start)), key: Some(document.pointer(node)) }
    }

    /// A line of an input without keys.
    #[must_use]
    pub const fn line(number: u64) -> Self {
        Self { lines: number..=number, key: None }
    }
}

/// Everything that is silenced in one file, or in one block of a stream.
#[derive(Debug, Default)]
pub struct Suppressions<'a> {
    /// What its comments say.
    pub directives: Directives<'a>,
    /// What the configuration says of it.
    pub ignores: FileIgnores<'a>,
}

impl Suppressions<'_> {
    /// True if a finding of `rule` is not to be reported. `at` is asked only where somebody silences anything.
    /// To be asked for findings only: what silences one is not reported as unused.
    #[must_use]
    pub fn silences(&self, rule: &Rule, at: impl FnOnce() -> At) -> bool {
        if self.directives.asked.is_empty() && self.ignores.is_empty() {
            return false;
        }
        let At { lines, key } = at();
        // Both are asked, so that both know that they are needed.
        self.directives.suppresses(rule, lines) | self.ignores.silence(rule, key.as_deref())
    }
}

/// A rule that a comment silences.
#[derive(Debug)]
struct SilencedRule {
    request: Request,
    comment: Where,
    /// The lines it is silent on; all of the file from the first on where `None`.
    lines: Option<RangeInclusive<u64>>,
    /// The first line of the file on which it counts.
    from: u64,
    used: AtomicBool,
}

/// Where a comment stands.
#[derive(Clone, Debug)]
enum Where {
    Document(Comment),
    /// A line of a stream, kept because the stream is not.
    Line {
        text: Arc<str>,
        at: u64,
        number: u64,
    },
}

/// What the comments of a document, or of a block of a stream, say.
#[derive(Debug, Default)]
pub struct Directives<'d> {
    document: Option<&'d Document<'d>>,
    asked: Requests,
    /// What is wrong with comments, with the line of each, in the order of the lines.
    wrong: Vec<(u64, Where, Finding)>,
}

/// What there is to report about a comment.
#[derive(Debug)]
pub struct Leftover<'l> {
    /// The comment.
    pub literal: Literal<'l>,
    /// One finding or several, in order.
    pub linted: Linted,
}

impl Where {
    /// Where it begins in the text.
    const fn start(&self) -> u64 {
        match self {
            Self::Document(comment) => comment.start as u64,
            Self::Line { at, .. } => *at,
        }
    }
}

impl<'d> Directives<'d> {
    /// What the comments of a document say.
    #[must_use]
    pub fn read(document: &'d Document<'d>) -> Self {
        let mut all = Self { document: Some(document), ..Self::default() };
        let (mut asked, mut targets) = (Vec::new(), Targets::of(document));
        for comment in &document.comments {
            let text = &document.file.text[comment.start as usize..comment.end as usize];
            if !text.contains(MARK) {
                continue;
            }
            let found = directive::read(text);
            let number = document.line_and_column(comment.start as usize).0;
            let own = found.requests.iter().any(|r| r.reach == DirectiveScope::Line).then(|| targets.next(*comment));
            asked.extend(found.requests.into_iter().map(|request| {
                let lines = own.clone().filter(|_| request.reach == DirectiveScope::Line);
                let (comment, used) = (Where::Document(*comment), AtomicBool::new(false));
                Arc::new(SilencedRule { request, comment, lines, from: 1, used })
            }));
            all.wrong.extend(found.wrong.into_iter().map(|f| (number, Where::Document(*comment), f)));
        }
        all.asked = Requests::of(asked);
        all
    }

    /// True if a comment silences `rule` on one of these lines. Marks the comment as used.
    pub fn suppresses(&self, rule: &Rule, lines: RangeInclusive<u64>) -> bool {
        let Some(of_rule) = self.asked.of.get(rule.id) else { return false };
        // Both are marked, so that both know that they are needed.
        let in_file = mark(of_rule.file.iter().filter(|a| *lines.end() >= a.from));
        of_rule.on(lines).fold(in_file, |silent, line| mark(line.asked.iter()) | silent)
    }

    /// True if there is nothing to silence and nothing to report.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.asked.is_empty() && self.wrong.is_empty()
    }

    /// At the end of a document: comments that silenced nothing, or say nothing that tracklint knows, in the order
    /// of the file. A comment for a rule that is switched off is not unused.
    #[must_use]
    pub fn leftover<'l>(&'l self, path: &'l str, selection: &Selection) -> Vec<Leftover<'l>> {
        self.collect(path, selection, self.asked.all(), &self.wrong)
    }

    /// In a stream, when a line was linted: what is left of the comments about it, and what is wrong with the line
    /// itself where it is a comment.
    #[must_use]
    pub fn leftover_on<'l>(&'l self, line: u64, path: &'l str, selection: &Selection) -> Vec<Leftover<'l>> {
        if self.is_empty() {
            return Vec::new();
        }
        let first = self.wrong.partition_point(|(number, ..)| *number < line);
        let end = self.wrong.partition_point(|(number, ..)| *number <= line);
        self.collect(path, selection, self.asked.on(line), &self.wrong[first..end])
    }

    fn collect<'l>(
        &'l self,
        path: &'l str,
        selection: &Selection,
        asked: impl Iterator<Item = &'l Arc<SilencedRule>>,
        wrong: &'l [(u64, Where, Finding)],
    ) -> Vec<Leftover<'l>> {
        // What is wrong with one comment is told together: its text may be as long as the list of its findings.
        let mut of_comment: BTreeMap<u64, (&'l Where, Vec<Finding>)> = BTreeMap::new();
        let mut add = |at: &'l Where, finding| of_comment.entry(at.start()).or_insert((at, Vec::new())).1.push(finding);
        asked.filter(|a| a.is_unused(selection)).for_each(|a| add(&a.comment, a.finding()));
        wrong.iter().for_each(|(_, at, finding)| add(at, finding.clone()));
        let left = |(at, mut findings): (&'l Where, Vec<Finding>)| {
            let literal = self.literal(at, path)?;
            let wanted = |finding: &Finding| {
                let line = || literal.place(finding.span).line;
                selection.wants(finding.rule)
                    && !(self.asked.of.contains_key(finding.rule.id) && self.suppresses(finding.rule, line()..=line()))
            };
            findings.retain(wanted);
            let mut linted = Linted::without_link(findings);
            selection.grade(&mut linted);
            (!linted.findings.is_empty()).then_some(Leftover { literal, linted })
        };
        of_comment.into_values().filter_map(left).collect()
    }

    fn literal<'l>(&'l self, at: &'l Where, path: &'l str) -> Option<Literal<'l>> {
        match at {
            Where::Document(comment) => self.document.map(|d| d.comment(*comment)),
            Where::Line { text, at, number } => Some(Literal::plain(text, path, *at, *number)),
        }
    }
}

/// Marks comments as used that silence the same rule on the same lines; false if there are none.
fn mark<'a>(all: impl Iterator<Item = &'a Arc<SilencedRule>>) -> bool {
    let mut any = false;
    for asked in all {
        any = true;
        if asked.used.swap(true, Ordering::Relaxed) {
            // Whoever marked it marks those behind it.
            break;
        }
    }
    any
}

/// What comments ask for, by rule, so that a finding meets what is asked of it without a look at every comment.
#[derive(Debug, Default)]
struct Requests {
    of: BTreeMap<&'static str, OfRule>,
}

/// What is asked of one rule.
#[derive(Debug, Default)]
struct OfRule {
    /// For the whole file.
    file: Vec<Arc<SilencedRule>>,
    /// For some lines, by the first of them.
    lines: Vec<OnLines>,
}

/// What is asked for the same lines.
#[derive(Debug)]
struct OnLines {
    lines: RangeInclusive<u64>,
    /// The last line that these or those before them reach.
    reach: u64,
    asked: Vec<Arc<SilencedRule>>,
}

impl Requests {
    fn of(mut all: Vec<Arc<SilencedRule>>) -> Self {
        let mut requests = Self::default();
        all.sort_by_key(|asked| asked.lines.as_ref().map(|lines| (*lines.start(), *lines.end())));
        for asked in all {
            let of_rule = requests.of.entry(asked.request.rule.id).or_default();
            let Some(lines) = asked.lines.clone() else {
                of_rule.file.push(asked);
                continue;
            };
            match of_rule.lines.last_mut() {
                Some(last) if last.lines == lines => last.asked.push(asked),
                last => {
                    let reach = last.map_or(0, |last| last.reach).max(*lines.end());
                    of_rule.lines.push(OnLines { lines, reach, asked: vec![asked] });
                }
            }
        }
        requests
    }

    fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    fn all(&self) -> impl Iterator<Item = &Arc<SilencedRule>> {
        self.of.values().flat_map(|of| of.file.iter().chain(of.lines.iter().flat_map(|on| &on.asked)))
    }

    /// What is asked for one line.
    fn on(&self, line: u64) -> impl Iterator<Item = &Arc<SilencedRule>> {
        self.of.values().flat_map(move |of| of.on(line..=line)).flat_map(|on| &on.asked)
    }
}

impl OfRule {
    /// What is asked for some of these lines.
    fn on(&self, lines: RangeInclusive<u64>) -> impl Iterator<Item = &OnLines> {
        let (first, last) = (*lines.start(), *lines.end());
        let begun = self.lines.partition_point(|on| *on.lines.start() <= last);
        let near = self.lines[..begun].iter().rev().take_while(move |on| on.reach >= first);
        near.filter(move |on| *on.lines.end() >= first)
    }
}

impl SilencedRule {
    fn is_unused(&self, selection: &Selection) -> bool {
        let rule = self.request.rule;
        // A rule about comments is asked last.
        let about_comments = matches!(rule.check, crate::rule::Check::File);
        !self.used.load(Ordering::Relaxed) && !about_comments && selection.wants(rule)
    }

    fn finding(&self) -> Finding {
        unused_suppression::name(self.request.span, self.request.rule.id, self.lines.is_none())
    }
}

/// A line that begins with `#`, or is a comment of Markdown's.
fn is_comment(line: &[u8]) -> bool {
    line.starts_with(b"#") || line.starts_with(b"<!--") && line.trim_ascii_end().ends_with(b"-->")
}

/// What the comments of a stream say: whole lines. They are read in the order of the stream, before
/// its blocks are linted; what is kept does not grow with the stream.
#[derive(Debug, Default)]
pub struct LineComments {
    /// Rules that are silent from some line on.
    file: Vec<Arc<SilencedRule>>,
    /// Requests whose line is still to come.
    pending: Vec<(Request, Where)>,
}

impl LineComments {
    /// What holds in the next part of the stream.
    pub fn enter(&mut self, part: &Part) -> Directives<'static> {
        match part {
            Part::Lines(block) => self.block(block),
            // The line is not linted, so nobody can say what was silenced there.
            Part::TooLong(_) => {
                self.pending.clear();
                Directives::default()
            }
        }
    }

    fn block(&mut self, block: &Block) -> Directives<'static> {
        let (mut here, mut asked) = (Directives::default(), Vec::new());
        // Forwards first, which is vectorised: a search from the end alone took an eighth of a whole run.
        let any = memmem::find(&block.bytes, MARK.as_bytes()).is_some();
        let last = any.then(|| memmem::rfind(&block.bytes, MARK.as_bytes())).flatten().map(|at| block.at + at as u64);
        if last.is_some() || !self.pending.is_empty() {
            for line in block.lines() {
                let done = self.pending.is_empty() && last.is_none_or(|last| line.at > last);
                if done {
                    break;
                }
                self.line(line, &mut asked, &mut here);
            }
        }
        asked.extend(self.file.iter().cloned());
        here.asked = Requests::of(asked);
        here
    }

    fn line(&mut self, line: Line, asked: &mut Vec<Arc<SilencedRule>>, here: &mut Directives) {
        let text = line.bytes.trim_ascii_start();
        if text.is_empty() {
            return;
        }
        if !is_comment(text) {
            let lines = Some(line.number..=line.number);
            asked.extend(self.pending.drain(..).map(|(request, comment)| {
                let (lines, used) = (lines.clone(), AtomicBool::new(false));
                Arc::new(SilencedRule { request, comment, lines, from: line.number, used })
            }));
            return;
        }
        if memmem::find(text, MARK.as_bytes()).is_none() || line.is_too_long() {
            return;
        }
        let Ok(text) = std::str::from_utf8(line.bytes) else { return };
        let found = directive::read(text);
        let comment = Where::Line { text: text.into(), at: line.at, number: line.number };
        here.wrong.extend(found.wrong.into_iter().map(|f| (line.number, comment.clone(), f)));
        for request in found.requests {
            self.ask(request, &comment, line.number, here);
        }
    }

    fn ask(&mut self, request: Request, comment: &Where, number: u64, here: &mut Directives) {
        let again = |other: &Request| other.rule.id == request.rule.id && other.reach == request.reach;
        let whole_file = request.reach == DirectiveScope::File;
        if self.file.iter().any(|a| again(&a.request)) || self.pending.iter().any(|(r, _)| again(r)) {
            let finding = unused_suppression::name(request.span, request.rule.id, whole_file);
            here.wrong.push((number, comment.clone(), finding));
        } else if whole_file {
            let (comment, used) = (comment.clone(), AtomicBool::new(false));
            self.file.push(Arc::new(SilencedRule { request, comment, lines: None, from: number, used }));
        } else {
            self.pending.push((request, comment.clone()));
        }
    }

    /// At the end of the stream: comments that silenced nothing in all of it, or have no line below them.
    #[must_use]
    pub fn end(self) -> Directives<'static> {
        let pending = self.pending.into_iter().map(|(request, comment)| {
            let used = AtomicBool::new(false);
            Arc::new(SilencedRule { request, comment, lines: Some(0..=0), from: 0, used })
        });
        Directives { asked: Requests::of(self.file.into_iter().chain(pending).collect()), ..Directives::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::named;
    use crate::source::{FileText, Syntax};

    const RULE: &str = "insecure-scheme";

    fn rule() -> &'static Rule {
        named(RULE).unwrap()
    }

    /// A file whose comments begin behind `open` and end before `close`, as a reader would have found them.
    fn silent_lines(text: &str, syntax: Syntax, (open, close): (&str, &str)) -> Vec<u64> {
        let file = FileText::read(text.as_bytes());
        let mut document = Document::read("offers", &file, syntax);
        document.comments = text
            .match_indices(open)
            .map(|(at, _)| {
                let start = at + open.len();
                let end = text[start..].find(close).map_or(text.len(), |length| start + length);
                Comment { start: start as u32, end: end as u32 }
            })
            .collect();
        let directives = Directives::read(&document);
        let lines = 1..=text.lines().count() as u64;
        lines.filter(|line| directives.suppresses(rule(), *line..=*line)).collect()
    }

    #[test]
    fn a_comment_is_about_its_line_or_the_next_one_with_a_value() {
        let yaml = |text: &str| silent_lines(text, Syntax::Yaml, ("# ", "\n"));
        assert_eq!(yaml("a: 1\n# tracklint: ignore[insecure-scheme] why\nb: 2\nc: 3\n"), [3]);
        assert_eq!(yaml("a: é # tracklint: ignore[insecure-scheme] why\nb: 2\n"), [1]);
        assert_eq!(yaml("# tracklint: ignore[insecure-scheme]\n\n  # another\n\nb: 2\nc: 3\n"), [5]);
        assert_eq!(yaml("a: >- # tracklint: ignore[insecure-scheme]\n  text\nb: 2\n"), [1, 2]);
        assert_eq!(yaml("a: # tracklint: ignore[insecure-scheme]\n  - 1\nb: 2\n"), [1, 2]);
        assert_eq!(yaml("x: 1\n- # tracklint: ignore[insecure-scheme]\n  b: 2\n  c: 3\n"), [3]);
        assert_eq!(yaml("a: 1\n# tracklint: ignore-file[insecure-scheme]\nb: 2\n"), [1, 2, 3]);
        assert!(yaml("# tracklint: ignore[macro-in-path]\na: 1\n").is_empty());
        let json = |text: &str| silent_lines(text, Syntax::Json, ("//", "\n"));
        assert_eq!(json("{\n// tracklint: ignore[insecure-scheme]\r\n\"a\": 1,\r\n\"b\": 2}"), [3]);
        assert_eq!(json("{\"a\": 1, // tracklint: ignore[insecure-scheme]\n\"b\": 2}"), [1]);
        let block = |text: &str| silent_lines(text, Syntax::Json, ("/*", "*/"));
        assert_eq!(block("{\n/* tracklint: ignore[insecure-scheme] */ \"a\": 1,\n\"b\": 2}"), [2]);
        assert_eq!(block("{\n/* some\n * tracklint: ignore[insecure-scheme]\n */\n\"a\": 1,\n\"b\": 2}"), [5]);
        let xml = |text: &str| silent_lines(text, Syntax::Xml, ("<!--", "-->"));
        assert_eq!(xml("<a>\n<!-- tracklint: ignore[insecure-scheme] why -->\n<b>1</b>\n<c/></a>"), [3]);
        assert_eq!(xml("<a>\n<b>1</b> <!-- tracklint: ignore[insecure-scheme] -->\n<c/></a>"), [2]);
    }

    #[test]
    fn what_silences_nothing_and_what_is_misspelt_is_left_over_at_its_place() {
        let text = "é: 1\nx: é # tracklint: ignore[insecure-scheme, macro-in-path, insecure-sceme]\n";
        let file = FileText::read(text.as_bytes());
        let mut document = Document::read("offers.yaml", &file, Syntax::Yaml);
        document.comments = vec![Comment { start: 14, end: text.len() as u32 - 1 }];
        let directives = Directives::read(&document);
        assert!(directives.suppresses(rule(), 1..=2));
        let selection = Selection::default();
        let left = directives.leftover("offers.yaml", &selection);
        let told: Vec<_> = left
            .iter()
            .flat_map(|l| l.linted.findings.iter().map(move |finding| (l, finding)))
            .map(|(l, finding)| {
                let place = l.literal.place(finding.span);
                (finding.rule.id, finding.span.of(&l.literal.text).to_owned(), place.line, place.column)
            })
            .collect();
        assert_eq!(
            told,
            [
                ("unused-suppression", "macro-in-path".to_owned(), 2, 43),
                ("unknown-suppression", "insecure-sceme".to_owned(), 2, 58),
            ]
        );
        let off = Selection { ignore: vec!["macro-in-path", "unknown-suppression"], ..Selection::default() };
        assert!(directives.leftover("offers.yaml", &off).is_empty(), "a rule that is off needs no comment");
    }

    fn blocks(texts: &[&str]) -> Vec<Part> {
        let (mut at, mut first_line) = (0, 1);
        let block = |text: &&str| {
            let block = Block { bytes: text.as_bytes().to_vec(), at, first_line };
            at += text.len() as u64;
            first_line += text.matches('\n').count() as u64;
            Part::Lines(block)
        };
        texts.iter().map(block).collect()
    }

    /// The lines that are silent, and what is told of comments: the line after which it is told, and the rule.
    fn stream(texts: &[&str]) -> (Vec<u64>, Vec<(u64, &'static str)>) {
        let mut comments = LineComments::default();
        let (mut silent, mut told) = (Vec::new(), Vec::new());
        let selection = Selection::default();
        for part in blocks(texts) {
            let here = comments.enter(&part);
            let Part::Lines(block) = &part else { continue };
            for line in block.lines() {
                if line.bytes.starts_with(b"http:") && here.suppresses(rule(), line.number..=line.number) {
                    silent.push(line.number);
                }
                let left = here.leftover_on(line.number, "-", &selection);
                let findings = left.iter().flat_map(|l| &l.linted.findings);
                told.extend(findings.map(|f| (line.number, f.rule.id)));
            }
        }
        let end = comments.end();
        told.extend(end.leftover("-", &selection).iter().map(|l| (0, l.linted.findings[0].rule.id)));
        (silent, told)
    }

    #[test]
    fn a_stream_is_silent_where_it_says_so_wherever_it_is_cut() {
        let text = "http://a\n# tracklint: ignore[insecure-scheme]\n\n# why\nhttp://b\nhttp://c\n\
                    # tracklint: ignore-file[insecure-scheme]\nhttp://d\nhttp://e\n";
        let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        for first in &ends {
            for second in ends.iter().filter(|e| *e >= first) {
                let pieces = [&text[..*first], &text[*first..*second], &text[*second..]];
                assert_eq!(stream(&pieces), (vec![5, 8, 9], vec![]), "{pieces:?}");
            }
        }
    }

    #[test]
    fn a_stream_tells_what_is_left_when_it_is_known() {
        let (silent, told) = stream(&[
            "# tracklint: ignore[insecure-scheme]\n# tracklint: ignore[insecure-sceme]\n",
            "https://a\n# tracklint: ignore-file[insecure-scheme]\n# tracklint: ignore-file[insecure-scheme]\n",
            "https://b\n# tracklint: ignore[macro-in-path]\n",
        ]);
        assert!(silent.is_empty());
        assert_eq!(
            told,
            [
                (2, "unknown-suppression"),
                (3, "unused-suppression"),
                (5, "unused-suppression"),
                (0, "unused-suppression"),
                (0, "unused-suppression"),
            ]
        );
    }

    #[test]
    fn what_is_kept_does_not_grow_with_the_stream() {
        let mut comments = LineComments::default();
        let text = "# tracklint: ignore-file[insecure-scheme]\n# tracklint: ignore[insecure-scheme]\n".repeat(1000);
        for _ in 0..20 {
            let part = Part::Lines(Block { bytes: text.clone().into_bytes(), at: 0, first_line: 1 });
            let _ = comments.enter(&part);
        }
        assert_eq!((comments.file.len(), comments.pending.len()), (1, 1));
    }
}
