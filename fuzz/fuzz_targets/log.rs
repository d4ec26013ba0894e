//! A log of received postbacks, with clicks and offers.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tracklint_fuzz::log(data));
