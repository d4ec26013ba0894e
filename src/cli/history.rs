//! What was entered before, for whoever presses Up. It is kept in memory alone and ends with the program.

use std::collections::VecDeque;

/// So many entries are kept, and so many bytes of them.
const MOST: usize = 100;
const LARGEST: usize = 4 << 20;

/// Entries, the last one first.
#[derive(Debug, Default)]
pub struct History {
    entries: VecDeque<String>,
    /// How many entries back the line shows; 0 for what is being typed.
    back: usize,
    /// What was being typed when somebody went back.
    typed: String,
}

impl History {
    /// Keeps an entry, unless it is the last one once more.
    pub fn keep(&mut self, text: &str) {
        self.rewind();
        let text = text.trim_matches('\n');
        if text.is_empty() || text.len() > LARGEST || self.entries.front().is_some_and(|last| last == text) {
            return;
        }
        self.entries.push_front(text.to_owned());
        while self.entries.len() > MOST || self.entries.iter().map(String::len).sum::<usize>() > LARGEST {
            self.entries.pop_back();
        }
    }

    /// The entry before the one that the line shows. `line` is what it shows now.
    pub fn before(&mut self, line: &str) -> Option<String> {
        let entry = self.entries.get(self.back)?.clone();
        if self.back == 0 {
            self.typed = line.to_owned();
        }
        self.back += 1;
        Some(entry)
    }

    /// The entry after it, or what was being typed.
    pub fn after(&mut self, _: &str) -> Option<String> {
        self.back = self.back.checked_sub(1)?;
        match self.back {
            0 => Some(std::mem::take(&mut self.typed)),
            back => self.entries.get(back - 1).cloned(),
        }
    }

    /// The line begins anew.
    pub fn rewind(&mut self) {
        self.back = 0;
        self.typed.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_recalled_one_by_one_and_what_was_typed_comes_back() {
        let mut history = History::default();
        assert_eq!(history.before("x"), None);
        ["a", "b\n", "b", ""].into_iter().for_each(|text| history.keep(text));
        assert_eq!(history.before("half").as_deref(), Some("b"));
        assert_eq!(history.before("b").as_deref(), Some("a"));
        assert_eq!(history.before("a"), None);
        assert_eq!(history.after("a").as_deref(), Some("b"));
        assert_eq!(history.after("b").as_deref(), Some("half"));
        assert_eq!(history.after("half"), None);
    }

    #[test]
    fn only_so_much_is_kept() {
        let mut history = History::default();
        (0..MOST + 5).for_each(|n| history.keep(&n.to_string()));
        assert_eq!(history.entries.len(), MOST);
        history.keep(&"x".repeat(LARGEST - 4));
        assert_eq!(history.entries.len(), 2);
        history.keep(&"x".repeat(LARGEST + 1));
        assert_eq!(history.entries.len(), 2);
    }
}
