//! Numbers, words and ids from a generator of our own, so that a file is the same everywhere and for ever.

/// A xorshift generator.
pub struct Random(u64);

const SYLLABLES: [&str; 24] = [
    "ba", "lo", "mi", "tu", "ra", "ke", "no", "si", "va", "do", "fe", "zu", "ha", "ji", "po", "qua", "len", "tor",
    "gri", "sha", "wen", "byx", "cla", "stu",
];

impl Random {
    pub const fn new() -> Self {
        Self(0x2545_F491_4F6C_DD1D)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 11) % limit
    }

    /// One of a list that is not empty.
    pub fn one_of<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len() as u64) as usize]
    }

    /// A word that nobody has, of two to four syllables.
    pub fn word(&mut self) -> String {
        let count = 2 + self.below(3);
        (0..count).map(|_| *self.one_of(&SYLLABLES)).collect()
    }

    pub fn uuid(&mut self) -> String {
        let (a, b) = (self.next(), self.next());
        format!("{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}", a >> 32, a & 0xFFFF, (a >> 16) & 0xFFF, b & 0xFFF, b >> 16)
    }

    pub fn hex(&mut self, digits: usize) -> String {
        self.drawn(digits, b"0123456789abcdef")
    }

    pub fn base62(&mut self, digits: usize) -> String {
        self.drawn(digits, b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    }

    pub fn address(&mut self) -> String {
        let part = |random: &mut Self| 1 + random.below(254);
        format!("{}.{}.{}.{}", part(self), part(self), part(self), part(self))
    }

    fn drawn(&mut self, count: usize, signs: &[u8]) -> String {
        (0..count).map(|_| char::from(*self.one_of(signs))).collect()
    }
}
