//! Hashes of names and hosts, the same in any case, and a hasher for keys that are hashes already.

use std::hash::Hasher;

/// Keys that are hashes already, and short names of ours.
#[derive(Default)]
pub(super) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = step(self.0, *b);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// One more byte, in small letters.
pub(super) const fn step(hash: u64, b: u8) -> u64 {
    (hash ^ b.to_ascii_lowercase() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23)
}

/// The hash of a name, the same in any case.
pub(super) fn folded(name: &str) -> u64 {
    name.bytes().fold(0, step)
}
