//! What the names of fields mean: data, grouped by where each name was read.
//!
//! A name stands here without blanks, `_`, `-`, `.` and capitals, so that `Tracking Link`, `tracking_link` and
//! `trackingLink` are one. A name that means different things to different platforms has its exceptions in
//! [`super::exports`].

pub use super::meaning::{Field, FieldMeaning, Name, Noun, Place};

use super::model::Unit;
use super::native::KEYS;
use super::table::{SOURCES, link};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Words that may stand before or behind a link's name and do not change what it is.
const QUALIFIERS: &[&str] = &[
    "android",
    "backup",
    "default",
    "desktop",
    "ios",
    "main",
    "mobile",
    "primary",
    "production",
    "sandbox",
    "secondary",
    "web",
];

/// Units as names of fields end in them; longer ones first.
const UNITS: &[(&str, Unit)] = &[
    ("seconds", Unit::Second),
    ("minutes", Unit::Minute),
    ("second", Unit::Second),
    ("minute", Unit::Minute),
    ("hours", Unit::Hour),
    ("weeks", Unit::Week),
    ("years", Unit::Year),
    ("days", Unit::Day),
    ("hour", Unit::Hour),
    ("secs", Unit::Second),
    ("mins", Unit::Minute),
    ("week", Unit::Week),
    ("year", Unit::Year),
    ("day", Unit::Day),
    ("hrs", Unit::Hour),
];

/// Beginnings of names of pages.
const PAGES: &[(&str, Place)] = &[
    ("preview", Place::Landing),
    ("fallback", Place::Landing),
    ("thankyou", Place::Landing),
    ("landing", Place::Page),
];

/// Endings of names of links that somebody qualified with a word unknown here.
const LINKS: &[&str] =
    &["postback", "postbacks", "postbackurl", "postbackurls", "trackinglink", "trackingurl", "clickurl"];

/// Every name, and one that means nothing.
struct Index {
    names: HashMap<&'static str, &'static Name>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let all = SOURCES.iter().flat_map(|(_, names)| *names).chain(KEYS.iter().map(|key| &key.name));
    Index { names: all.map(|name| (name.name, name)).collect() }
});

/// A name that means nothing.
pub const UNKNOWN: Name =
    Name { name: "", means: FieldMeaning::Nothing, noun: Noun::Nothing, unit: None, global: false };

/// A field's name without blanks, signs and capitals, and without its namespace.
#[derive(Clone, Copy, Debug)]
pub struct FieldName {
    bytes: [u8; Self::LONGEST],
    len: usize,
}

impl FieldName {
    const LONGEST: usize = 40;

    /// Squeezes `key`; of one that is longer than any name here, or not of ASCII, nothing is left.
    #[must_use]
    pub fn of(key: &str) -> Self {
        let mut out = Self { bytes: [0; Self::LONGEST], len: 0 };
        let local = match key.rsplit_once(':') {
            Some((space, _)) if space.trim_start_matches('@').eq_ignore_ascii_case("xmlns") => "xmlns",
            Some((_, local)) => local,
            None => key,
        };
        for b in local.bytes() {
            if b.is_ascii_alphanumeric() && out.len < Self::LONGEST {
                out.bytes[out.len] = b.to_ascii_lowercase();
                out.len += 1;
            } else if b.is_ascii_alphanumeric() || !b.is_ascii() {
                return Self { len: 0, ..out };
            }
        }
        out
    }

    /// What is left.
    #[must_use]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

/// What the field called `key` means.
#[must_use]
pub fn name_of(squeezed: &str) -> Name {
    if squeezed.is_empty() {
        return UNKNOWN;
    }
    let names = &INDEX.names;
    if let Some(name) = names.get(squeezed) {
        return **name;
    }
    let word = squeezed.trim_end_matches(|c: char| c.is_ascii_digit());
    let a_link = |name: &str| names.get(name).filter(|n| matches!(n.means, FieldMeaning::Link(_))).map(|n| **n);
    let qualified = || {
        let stripped = |q: &str| word.strip_prefix(q).or_else(|| word.strip_suffix(q)).and_then(a_link);
        QUALIFIERS.iter().find_map(|q| stripped(q))
    };
    let timed = || {
        let (base, unit) = UNITS.iter().find_map(|(ending, unit)| Some((squeezed.strip_suffix(ending)?, *unit)))?;
        let base = names.get(base).filter(|n| matches!(n.means, FieldMeaning::Field(Field::Window { .. })))?;
        Some(Name { unit: Some(unit), ..**base })
    };
    let page = || {
        let (_, place) = PAGES.iter().find(|(start, _)| squeezed.starts_with(start))?;
        Some(link("", *place))
    };
    let other = || LINKS.iter().any(|ending| word.ends_with(ending)).then(|| link("", Place::Plain));
    let found = a_link(word).or_else(qualified).or_else(timed).or_else(page).or_else(other).unwrap_or(UNKNOWN);
    Name { global: found.global || found != UNKNOWN && squeezed.contains("global"), ..found }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(key: &str) -> FieldMeaning {
        name_of(FieldName::of(key).text()).means
    }

    #[test]
    fn every_name_stands_once_and_squeezed() {
        let mut seen = std::collections::HashSet::new();
        for name in SOURCES.iter().flat_map(|(_, names)| *names).chain(KEYS.iter().map(|key| &key.name)) {
            assert_eq!(FieldName::of(name.name).text(), name.name);
            assert!(seen.insert(name.name), "{} stands twice", name.name);
        }
    }

    #[test]
    fn names_are_sorted_within_their_source() {
        for (source, names) in SOURCES {
            let listed: Vec<&str> = names.iter().map(|n| n.name).collect();
            let mut sorted = listed.clone();
            sorted.sort_unstable();
            assert_eq!(listed, sorted, "{source}");
        }
    }

    #[test]
    fn a_name_is_the_same_in_every_spelling() {
        for key in [
            "tracking_link",
            "trackingLink",
            "TrackingLink",
            "Tracking Link",
            "tracking-link",
            "TRACKING_LINK",
            "x:TrackingLink",
        ] {
            assert_eq!(means(key), FieldMeaning::Link(Place::Tracking), "{key}");
        }
    }

    #[test]
    fn qualified_names_keep_their_meaning() {
        for (key, wanted) in [
            ("ios_tracking_link", FieldMeaning::Link(Place::Tracking)),
            ("tracking_link_android", FieldMeaning::Link(Place::Tracking)),
            ("offer_url_2", FieldMeaning::Link(Place::Destination)),
            ("previewImageUrl", FieldMeaning::Link(Place::Landing)),
            ("landing_de", FieldMeaning::Link(Place::Page)),
            ("install_postback_url", FieldMeaning::Link(Place::Plain)),
            ("impression_url", FieldMeaning::Link(Place::Plain)),
            ("@xmlns:xsi", FieldMeaning::NoLink),
            ("$schema", FieldMeaning::NoLink),
            ("description", FieldMeaning::Nothing),
            ("日本", FieldMeaning::Nothing),
            ("", FieldMeaning::Nothing),
        ] {
            assert_eq!(means(key), wanted, "{key}");
        }
        assert!(name_of("globalinstallpostback").global && name_of("globalpostback").global);
        assert!(!name_of("postbackurl").global);
    }

    #[test]
    fn a_window_has_the_unit_of_its_name_and_no_other() {
        for (key, unit) in [
            ("session_hours", Some(Unit::Hour)),
            ("click_window_days", Some(Unit::Day)),
            ("lookback_window_minutes", Some(Unit::Minute)),
            ("c_lifespan", Some(Unit::Day)),
            ("click_expiration", None),
            ("cookies_ttl", None),
        ] {
            let name = name_of(FieldName::of(key).text());
            assert_eq!((name.means, name.unit), (FieldMeaning::Field(Field::Window { click: true }), unit), "{key}");
        }
        assert_eq!(means("holidays"), FieldMeaning::Nothing);
    }
}
