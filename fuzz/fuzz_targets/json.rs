//! Offers in JSON, with comments or without.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tracklint_fuzz::document("offers.json", data));
