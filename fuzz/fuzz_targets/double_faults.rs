//! A right link with two faults.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tracklint_fuzz::double_faults(data));
