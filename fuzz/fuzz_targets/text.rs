//! A text, in which each line may be anything.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tracklint_fuzz::document("links.txt", data));
