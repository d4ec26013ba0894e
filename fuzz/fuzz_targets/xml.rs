//! Offers in XML.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tracklint_fuzz::document("offers.xml", data));
