//! A page in HTML.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tracklint_fuzz::document("page.html", data));
