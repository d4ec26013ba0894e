//! What tracklint is configured by.

use crate::{CHECKER, prepare};
use std::sync::Arc;
use tracklint::Checker;
use tracklint::findings::Baseline;
use tracklint::platform::Catalogue;
use tracklint::settings::Settings;

const LINK: &str = "https://app.appsflyer.com/id1?pid=x_int&c=summer&clickid=gk_click_id&email=a@b.co";

/// `data` is a `tracklint.toml`.
pub fn configuration(data: &[u8]) {
    prepare();
    let Ok(text) = std::str::from_utf8(data) else { return };
    match Checker::from_toml(text) {
        Ok(checker) => {
            let _ = checker.link(LINK, &checker.hints());
            let _ = checker
                .document("a.yaml", format!("offers:\n- tracking_link: {LINK}\n  postback: {LINK}\n").as_bytes());
        }
        Err(errors) => {
            assert!(!errors.is_empty(), "refused without a word");
            for error in errors {
                assert!(!error.message.trim().is_empty() && error.line >= 1 && error.column >= 1, "{error:?}");
                let (literal, linted) = error.drawn(text, "tracklint.toml");
                for finding in &linted.findings {
                    assert!(literal.text.get(finding.span.range()).is_some(), "{error:?} stands outside its line");
                }
            }
        }
    }
}

/// `data` is a baseline.
pub fn baseline(data: &[u8]) {
    prepare();
    let Ok(text) = std::str::from_utf8(data) else { return };
    let baseline = match Baseline::read(text) {
        Ok(baseline) => baseline,
        Err(message) => return assert!(!message.trim().is_empty()),
    };
    let written = baseline.text();
    let again = Baseline::read(&written).map(|b| b.text());
    assert_eq!(again.as_ref(), Ok(&written), "what was written is read otherwise");
    assert!(baseline.stale() <= baseline.len());
    let links = format!("{LINK}\n");
    let all = CHECKER.document("links.txt", links.as_bytes()).summary.errors;
    let settings = Settings { baseline: Some(Arc::new(baseline)), ..Settings::default() };
    let left = Checker::new(settings, Catalogue::default()).document("links.txt", links.as_bytes()).summary.errors;
    assert!(left <= all, "a baseline brought findings");
}
