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
