//! The ways in which messages quote masked text, searched for all at once: a link may hold thousands of secrets, and its
//! report as many messages.

use aho_corasick::AhoCorasick;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

/// One way in which masked text may be quoted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quote {
    /// The text.
    pub text: String,
    /// The byte from which on it is masked; what stands before it makes it known.
    pub masked_from: usize,
}

/// So many are looked for one after the other, which is faster than to build something that finds all at once.
const FEW: usize = 16;

/// All of them.
#[derive(Debug, Default)]
pub struct Quotes {
    /// In order, each once.
    all: Vec<Quote>,
    finder: OnceLock<Option<AhoCorasick>>,
}

impl Quotes {
    pub fn of(quotes: Vec<Quote>) -> Self {
        let all: BTreeSet<Quote> = quotes.into_iter().collect();
        Self { all: all.into_iter().collect(), finder: OnceLock::new() }
    }

    /// True if this is one of them.
    pub fn hold(&self, text: &str) -> bool {
        let at = self.all.partition_point(|quote| *quote.text < *text);
        self.all.get(at).is_some_and(|quote| quote.text == text)
    }

    /// The text with a `*` for each masked character of each quotation.
    pub fn mask(&self, text: &str) -> String {
        let mut found: Vec<Range<usize>> = Vec::new();
        match self.finder() {
            Some(finder) => found.extend(finder.find_overlapping_iter(text).map(|m| {
                let masked_from = self.all[m.pattern().as_usize()].masked_from;
                m.start() + masked_from..m.end()
            })),
            None => self.all.iter().for_each(|quote| found.extend(of_one(quote, text))),
        }
        found.sort_by_key(|range| (range.start, range.end));
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for range in found {
            let start = range.start.max(at);
            if start < range.end {
                out.push_str(&text[at..start]);
                out.extend(text[start..range.end].chars().map(|_| '*'));
                at = range.end;
            }
        }
        out.push_str(&text[at..]);
        out
    }

    /// What finds all at once, where there are many.
    fn finder(&self) -> Option<&AhoCorasick> {
        let build = || AhoCorasick::new(self.all.iter().map(|quote| &quote.text)).ok();
        if self.all.len() > FEW { self.finder.get_or_init(build).as_ref() } else { None }
    }
}

/// Where a text quotes this, also where quotations overlap. Both are UTF-8, so that no character is cut.
fn of_one<'q>(quote: &'q Quote, text: &'q str) -> impl Iterator<Item = Range<usize>> + 'q {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text.get(from..)?.find(&*quote.text)?;
        let first = text[at..].chars().next().map_or(1, char::len_utf8);
        from = at + first;
        Some(at + quote.masked_from..at + quote.text.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn quotes(texts: &[String]) -> Quotes {
        Quotes::of(texts.iter().map(|text| Quote { text: text.clone(), masked_from: 0 }).collect())
    }

    #[test]
    fn overlapping_quotations_are_masked_whole() {
        let few = ["abcd".to_owned(), "bcdefg".to_owned()];
        assert_eq!(quotes(&few).mask("x abcdefg y abcd"), "x ******* y ****");
        let pin = Quotes::of(vec![Quote { text: "pin=12".to_owned(), masked_from: 4 }]);
        assert_eq!(pin.mask("`pin=12` and 12"), "`pin=**` and 12");
        assert!(pin.hold("pin=12") && !pin.hold("12"));
    }

    proptest! {
        /// Many are found as few are.
        #[test]
        fn the_finder_finds_what_a_plain_search_finds(texts in prop::collection::vec("[abé]{4,7}", 17..30), text in "[abé ]{0,60}") {
            let all = quotes(&texts);
            let (many, mut few) = (all.mask(&text), vec![false; text.len()]);
            for quote in &all.all {
                of_one(quote, &text).for_each(|range| few[range].fill(true));
            }
            let plain: String = text.char_indices().map(|(at, c)| if few[at] { '*' } else { c }).collect();
            prop_assert_eq!(many, plain);
        }
    }
}
