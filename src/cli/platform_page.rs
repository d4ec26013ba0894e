//! The page of one platform, as a terminal and Markdown show it.

use super::page::Page;
use crate::platform::Platform;
use crate::report::platform_page;

/// The page, with links and postbacks of the network.
pub fn page(platform: &'static Platform, network: Option<&'static Platform>, mut page: Page) -> String {
    platform_page(platform, network, &mut page);
    page.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::color::DrawStyle;
    use crate::cli::listing;
    use crate::link::Dialect;
    use crate::platform::{Choice, Dialects, Duplicates, Endpoint, ServerSide, Shape, Side, Value, Window};
    use crate::platform::{
        DuplicateKey, EndpointRole, InactiveOffer, PostbackOutcome, Scope, fact, required as needed, response,
    };

    /// A value of the same type as `like` with words in it that stand nowhere else, and those words.
    fn sample(like: Value, word: &'static str) -> (Value, &'static str) {
        let known = fact(word, "source").note("note");
        let value = match like {
            Value::Facts(_) => Value::Facts(vec![known].leak()),
            Value::Required(_) => Value::Required(vec![needed(known)].leak()),
            Value::Statement(_) => Value::Statement(Some(fact(word, "source").note(word))),
            Value::Flag(_) => Value::Flag(true),
            Value::Text(_) => Value::Text(word),
            Value::Texts(_) => Value::Texts(vec![word].leak()),
            Value::Dialects(_) => Value::Dialects(Dialects { complete: true, ..Dialects::both(&[Dialect::Hash]) }),
            Value::Shapes(_) => Value::Shapes(vec![Shape { path: "/", params: vec![word].leak() }].leak()),
            Value::Windows(_) => {
                let window = Window { param: known, hours: (1, 2), days: (0, 0), words: &[], of_views: false };
                Value::Windows(vec![window].leak())
            }
            Value::Choices(_) => Value::Choices(vec![Choice { param: known, values: &["a"] }].leak()),
            Value::Apart(_) => Value::Apart(vec![(known, fact("b", "source"))].leak()),
            Value::ServerSide(_) => {
                Value::ServerSide(vec![ServerSide { host: "a", param: known, value: "1", except: &[] }].leak())
            }
            Value::Endpoints(_) => Value::Endpoints(vec![Endpoint { path: word, ..Endpoint::NONE }].leak()),
            Value::InactiveOffer(_) => {
                Value::InactiveOffer(Some(InactiveOffer { counts: true, fact: known.note(word) }))
            }
            Value::Duplicates(_) => {
                let fact = known.note(word);
                Value::Duplicates(vec![Duplicates { key: DuplicateKey::ClickId, scope: Scope::Offer, fact }].leak())
            }
            Value::Responses(_) => Value::Responses(vec![response(200, known, PostbackOutcome::Counted)].leak()),
            Value::Role(_) => return (Value::Role(EndpointRole::Session), "session"),
        };
        let written = match value {
            Value::Dialects(_) => "#x#",
            _ => word,
        };
        (value, written)
    }

    /// The page and the JSON of a platform of which only this is known.
    fn told(platform: Platform) -> (String, String) {
        let platform: &'static Platform = Box::leak(Box::new(platform));
        let wide = DrawStyle { color: false, ascii: false, docs: None, width: 100 };
        (page(platform, Some(platform), Page::new(wide)), listing::platforms(&[platform]))
    }

    #[test]
    fn every_kind_of_fact_is_on_the_page_and_in_the_json() {
        let nothing = told(Platform { id: "p", name: "P", ..Platform::NONE });
        for (side, name) in Side::ALL {
            for kind in side.kinds() {
                let word: &'static str = format!("w-{name}-{}", kind.key).leak();
                let mut platform = Platform { id: "p", name: "P", ..Platform::NONE };
                let (value, written) = sample((kind.get)(&platform), word);
                assert!((kind.set)(&mut platform, value), "{word}");
                let (page, json) = told(platform);
                assert!(page != nothing.0 && json != nothing.1, "{word} changes nothing");
                if !matches!(value, Value::Flag(_)) {
                    assert!(page.contains(written), "{word} is not on the page:\n{page}");
                    assert!(json.contains(written), "{word} is not in the JSON:\n{json}");
                }
            }
        }
    }

    #[test]
    fn every_kind_of_fact_of_an_address_is_on_the_page_and_in_the_json() {
        for kind in Endpoint::KINDS {
            let word: &'static str = format!("w-endpoint-{}", kind.key).leak();
            let mut endpoint = Endpoint::NONE;
            let (value, written) = sample((kind.get)(&endpoint), word);
            assert!((kind.set)(&mut endpoint, value), "{word}");
            let mut platform = Platform { id: "p", name: "P", ..Platform::NONE };
            platform.receives.endpoints = vec![endpoint].leak();
            let (page, json) = told(platform);
            assert!(page.contains(written), "{word} is not on the page:\n{page}");
            assert!(json.contains(written), "{word} is not in the JSON:\n{json}");
        }
    }
}
