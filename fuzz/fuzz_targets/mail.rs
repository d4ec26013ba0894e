//! A saved mail.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tracklint_fuzz::document("mail.eml", data));
