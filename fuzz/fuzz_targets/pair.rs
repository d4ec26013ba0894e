//! A link and its postback, or two links to compare.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tracklint_fuzz::pair(data));
