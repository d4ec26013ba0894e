//! Inputs that the fuzzer found, each of which broke a promise once: files in this folder, named as they are read.

use crate::common::{Failures, root};
use crate::repair::mended;
use tracklint::settings::Settings;

/// A file is repaired to the end at once, and a link that cannot be repaired costs no other.
#[test]
fn found_files_are_repaired_once_and_never_left_alone_as_a_whole() {
    let mut failures = Failures::default();
    for entry in std::fs::read_dir(root().join("tests/it/fuzzed")).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name == "mod.rs" {
            continue;
        }
        let bytes = std::fs::read(entry.path()).unwrap();
        for unsafe_too in [false, true] {
            failures.looked();
            let once = mended(&name, &bytes, &Settings::default(), unsafe_too);
            if let Some(why) = &once.refused {
                failures.note(&name, why);
            }
            let twice = mended(&name, &once.bytes, &Settings::default(), unsafe_too);
            let rounds = once.left.iter().any(|left| left.reason.contains("left no round"));
            if twice.bytes != once.bytes && !rounds {
                failures.note(&name, format!("repaired again: {:?}", twice.fixed));
            }
        }
    }
    failures.end();
}

/// No edit of a fix is written twice at one place.
#[test]
fn found_links_have_fixes_that_can_be_made() {
    let mut failures = Failures::default();
    let checker = tracklint::Checker::default();
    for text in [
        "https:D//api.getgokart.{GK\u{b}\u{0}LICK_ID}${(user.id)!}k_click_id={click_id}&cnv_event_id={event_name}&test=1",
        "https://a\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}pi.getgokart.ai/postg{event_name}_clickid=aff_click_id&cnv_event_id=FirstTrade",
    ] {
        failures.looked();
        for finding in checker.link(text, &checker.hints()).findings {
            let edits = finding.fix.map(|fix| fix.edits).unwrap_or_default();
            if edits.windows(2).any(|pair| pair[0].span == pair[1].span) {
                failures.note(text, format!("{}: {edits:?}", finding.rule.id));
            }
        }
    }
    failures.end();
}

/// A host may end in any character.
#[test]
fn a_character_of_many_bytes_is_never_cut() {
    let checker = tracklint::Checker::default();
    for text in
        ["https\u{1F600}://a.example/?x=1", "https://a.\u{e9}/?x=1", "https://a.example\u{1F600}/%41", "\u{1F600}/"]
    {
        assert_eq!(checker.link(text, &checker.hints()).decision.network.map(|n| n.id), None, "{text}");
    }
}
