//! What people read: to the letter, and at more widths than one.

use super::{STYLE, golden, scene};
use tracklint::findings::{About, Summary};
use tracklint::report::{OutputFormat, Style, report};
use unicode_width::UnicodeWidthStr;

#[test]
fn drawings_sentences_and_lines_of_the_scene() {
    for (width, name) in [(60, "scene-human-60.txt"), (100, "scene-human-100.txt")] {
        let page = scene(OutputFormat::Human, Style { width, ..STYLE });
        golden(name, &page);
        let fits = |line: &&str| line.width() <= width || line.contains("https://") && !line.contains('│');
        let wide: Vec<&str> = page.lines().filter(|l| !fits(l)).collect();
        assert!(wide.is_empty(), "{wide:?}");
    }
    golden("scene-human-open.txt", &scene(OutputFormat::Human, Style { redact: false, verbose: true, ..STYLE }));
    golden("scene-human-color.txt", &scene(OutputFormat::Human, Style { color: true, ascii: true, ..STYLE }));
    golden("scene-narrated.txt", &scene(OutputFormat::Narrated, STYLE));
    golden("scene-concise.txt", &scene(OutputFormat::Concise, STYLE));
}

/// What is spelt out for the sake of a CI system's log moves the marker along.
#[test]
fn the_marker_stands_under_the_fault_behind_an_order() {
    let text = "https://a.example/?x=##[error]&y=##vso[z]&clickid=gk_click_id";
    let linted = super::with(text, vec![super::finding("unbraced-macro", text, "gk_click_id", "It is wrong.")]);
    let literal = tracklint::source::Literal::plain(text, "a.txt", 0, 1);
    let entry = tracklint::findings::Entry::url(None, &literal, &linted);
    let page = super::one(OutputFormat::Human, STYLE, &entry, &[]);
    let lines: Vec<&str> = page.lines().skip_while(|l| !l.contains("<U+0023>#[error]&y=<U+0023>#vso[z]")).collect();
    let columns = |line: &str, part: &str| line.find(part).map(|at| line[..at].width());
    assert_eq!(columns(lines[0], "gk_click_id"), columns(lines[1], "─"), "{page}");
}

/// A field and a comment are no links.
#[test]
fn only_links_are_called_links() {
    for format in [OutputFormat::Human, OutputFormat::Narrated, OutputFormat::Markdown, OutputFormat::JUnit] {
        for about in [About::Field, About::File] {
            let mut linted =
                super::with("Sale", vec![super::finding("invalid-event-id", "Sale", "Sale", "It is wrong.")]);
            linted.fixed = Some("sale".to_owned());
            let literal = tracklint::source::Literal::plain("Sale", "a.json", 0, 1);
            let places = &tracklint::findings::NoRelated;
            let entry = tracklint::findings::Entry {
                about,
                id: None,
                literal: &literal,
                stable: None,
                linted: &linted,
                places,
            };
            let page = super::one(format, Style { verbose: true, ..STYLE }, &entry, &[]);
            assert!(!page.contains("link"), "{page}");
            assert!(page.to_lowercase().contains("corrected"), "{page}");
        }
    }
}

#[test]
fn the_last_line_tells_where_the_findings_are() {
    let one = |summary: Summary| {
        let mut out = Vec::new();
        let ending = tracklint::findings::Ending { summary, ..Default::default() };
        report(OutputFormat::Human, STYLE).tail(&ending, &mut out);
        String::from_utf8(out).expect("UTF-8").trim_end().to_owned()
    };
    let none = Summary { warnings: 2, ..Summary::default() };
    for (summary, words) in [
        (Summary { urls: 1, faulty: 1, ..none }, "2 warnings in this link."),
        (Summary { urls: 5, faulty: 1, ..none }, "2 warnings in 1 of 5 links."),
        (Summary { urls: 5, faulty: 2, fields: 1, ..none }, "2 warnings in 2 of 5 links and 1 field."),
        (
            Summary { urls: 5, faulty: 2, fields: 2, comments: 1, ..none },
            "2 warnings in 2 of 5 links, 2 fields and 1 comment.",
        ),
        (Summary { urls: 5, fields: 2, ..none }, "2 warnings in 2 fields, none in 5 links."),
        (Summary { urls: 1, comments: 2, ..none }, "2 warnings in 2 comments, none in the link."),
        (Summary { fields: 1, ..none }, "2 warnings in 1 field."),
    ] {
        assert_eq!(one(summary), words);
    }
}
