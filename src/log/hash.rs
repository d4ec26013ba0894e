//! Ids as numbers of 128 bits, so that what is remembered of each does not grow with its length.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hasher};

/// The number of an id. Two equal numbers of one kind count as equal ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(u128);

impl Key {
    /// The number of these parts, which are told apart from the same text cut elsewhere.
    #[must_use]
    pub fn of(parts: &[&str]) -> Self {
        let half = |seed: u8| {
            let mut hasher = DefaultHasher::new();
            hasher.write_u8(seed);
            for part in parts {
                hasher.write(part.as_bytes());
                hasher.write_u8(0xFF);
            }
            hasher.finish()
        };
        Self(u128::from(half(1)) << 64 | u128::from(half(2)))
    }

    /// Half of it.
    #[must_use]
    pub const fn wide(self) -> u64 {
        self.0 as u64
    }

    /// A quarter: enough to tell two texts apart where a mistake costs nothing but a word.
    #[must_use]
    pub const fn short(self) -> u32 {
        self.0 as u32
    }
}

impl std::hash::Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0 as u64);
    }
}

/// Keys are hashes already.
#[derive(Default)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*b);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// Something for each id.
pub type Keyed<V> = HashMap<Key, V, BuildHasherDefault<AsIs>>;
