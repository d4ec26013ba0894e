//! Input nobody wrote by hand: endless lines and broken files end in a verdict, not in a crash or a wait.

use crate::common::{Failures, no_hosts, root, under};
use tracklint::lint::Linter;
use tracklint::platform::Catalogue;
use tracklint::rule::Hints;

const FIVE_MEGABYTES: usize = 5 << 20;

/// Pieces that, repeated without end, would cost most where something looks ahead or back.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "&", "?", "=", "/", "#", "%", "%2", "%25", " ", ".", ":", "{", "}", "{{", "[", "]", "(", "<", "_", "__A",
    "$", "${", "@@", "!!!", "&a=b", "&a={b}", "&a={b", "&clickid=", "&gkclickid={gkclickid}", "https://", "&amp;",
    "\u{200b}", "é", "\0", "%7Bx%7D", "&a=%2520",
];

#[test]
fn a_line_of_five_megabytes_is_linted() {
    let (catalogue, hosts) = (Catalogue::default(), no_hosts());
    let mut linter = Linter::new(&catalogue, &hosts);
    let start = "https://app.appsflyer.com/id1?pid=a&clickid={gk_click_id}&x=";
    let text = format!("{start}{}", "0123456789abcdef".repeat(FIVE_MEGABYTES / 16));
    let linted = linter.lint(&text, &Hints::default());
    assert_eq!(linted.decision.click_id_in(&text).as_deref(), Some("clickid"));
}

/// As long as a link may be and still be read whole, so that what is quadratic would not end.
#[test]
fn no_piece_repeated_without_end_stops_the_run() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    let mut linter = Linter::new(&catalogue, &hosts);
    for start in ["", "https://example.com/offer?a=", "https://app.appsflyer.com/id1?pid=x&clickid={gk_click_id}"] {
        for piece in PIECES {
            failures.looked();
            let text = format!("{start}{}", piece.repeat(50_000 / piece.len()));
            let linted = linter.lint(&text, &Hints::default());
            if linted.findings.iter().any(|f| under(&text, f.span).len() != f.span.len()) {
                failures.note(&format!("{start:?} and {piece:?} without end"), "a span lies outside the text");
            }
        }
    }
    failures.end();
}

#[test]
fn every_line_of_a_broken_file_is_linted() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    let mut linter = Linter::new(&catalogue, &hosts);
    let folder = root().join("fixtures/bad");
    for entry in std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())).flatten() {
        let bytes = std::fs::read(entry.path()).unwrap_or_else(|e| panic!("{}: {e}", entry.path().display()));
        assert!(bytes.len() < 4096, "{} is too big for a fixture", entry.path().display());
        for line in String::from_utf8_lossy(&bytes).split('\n') {
            failures.looked();
            let linted = linter.lint(line, &Hints::default());
            if linted.findings.iter().any(|f| line.get(f.span.range()).is_none()) {
                failures.note(&entry.path().display().to_string(), "a span lies outside the text");
            }
        }
    }
    failures.end();
}
