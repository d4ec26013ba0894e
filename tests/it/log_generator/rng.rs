//! A small generator of numbers: the same seed gives the same log, on every machine.

/// SplitMix64, by Sebastiano Vigna: eight bytes of state, and good enough to shuffle a log.
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `low` up to but without `high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        assert!(low < high, "nothing between {low} and {high}");
        low + (self.next() % (high - low) as u64) as i64
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.between(0, from.len() as i64) as usize]
    }

    /// True in `percent` of a hundred calls.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.between(0, 100) < percent
    }

    pub fn hex(&mut self, digits: usize) -> String {
        (0..digits).map(|_| char::from(*self.pick(b"0123456789abcdef"))).collect()
    }

    pub fn digits(&mut self, digits: usize) -> String {
        (0..digits).map(|_| char::from(*self.pick(b"123456789"))).collect()
    }

    /// A random UUID of version 4, in small letters. It always holds letters, so that its capitals differ from it.
    pub fn uuid(&mut self) -> String {
        let variant = char::from(*self.pick(b"89ab"));
        format!("{}a-{}-4{}-{variant}{}-{}", self.hex(7), self.hex(4), self.hex(3), self.hex(3), self.hex(12))
    }
}
