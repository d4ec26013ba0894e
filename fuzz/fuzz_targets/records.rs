//! Records, one a line, in JSON.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tracklint_fuzz::document("records.jsonl", data));
