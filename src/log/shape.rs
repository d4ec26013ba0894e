//! The shape of a network's click ids: documented, or learned from the clicks. And the shapes of other systems' ids.

use crate::platform::Platform;

/// What a network's click ids look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Nobody knows.
    #[default]
    Unknown,
    /// `efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32`
    Uuid(Letters),
    /// So many decimal digits.
    Digits(Length),
    /// So many hexadecimal digits.
    Hex(Length, Letters),
    /// So many letters and digits.
    Word(Length),
}

/// The case of its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// Small ones only.
    Small,
    /// Capitals only.
    Capital,
    /// Both.
    Any,
}

/// The shortest and the longest, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// The shortest.
    pub min: usize,
    /// The longest.
    pub max: usize,
}

impl Letters {
    fn fits(self, b: u8) -> bool {
        match self {
            Self::Small => !b.is_ascii_uppercase(),
            Self::Capital => !b.is_ascii_lowercase(),
            Self::Any => true,
        }
    }
}

impl Length {
    const fn has(self, length: usize) -> bool {
        self.min <= length && length <= self.max
    }
}

const fn is_hyphen(at: usize) -> bool {
    matches!(at, 8 | 13 | 18 | 23)
}

impl Shape {
    /// The documented shape.
    #[must_use]
    pub fn documented(platform: Option<&Platform>) -> Self {
        match platform.and_then(|p| p.receives.click_id_shape) {
            Some(fact) if fact.name == "uuid" => Self::Uuid(Letters::Small),
            _ => Self::Unknown,
        }
    }

    /// True for a value of this shape. Of an unknown shape, nothing is.
    #[must_use]
    pub fn fits(self, value: &str) -> bool {
        let bytes = value.as_bytes();
        match self {
            Self::Unknown => false,
            Self::Uuid(letters) => bytes.len() == 36 && uuid_bytes(bytes, 0, letters),
            Self::Digits(length) => length.has(bytes.len()) && bytes.iter().all(u8::is_ascii_digit),
            Self::Hex(length, letters) => {
                length.has(bytes.len()) && bytes.iter().all(|b| b.is_ascii_hexdigit() && letters.fits(*b))
            }
            Self::Word(length) => {
                length.has(bytes.len())
                    && bytes.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
            }
        }
    }

    /// The same whatever the case of its letters.
    #[must_use]
    pub fn in_any_case(self) -> Self {
        match self {
            Self::Uuid(_) => Self::Uuid(Letters::Any),
            Self::Hex(length, _) => Self::Hex(length, Letters::Any),
            other => other,
        }
    }

    /// True for the beginning or the end of a value of this shape, long enough to be one.
    #[must_use]
    pub fn is_cut(self, value: &str) -> bool {
        let bytes = value.as_bytes();
        match self {
            Self::Unknown => false,
            Self::Uuid(_) => {
                let beginning = uuid_bytes(bytes, 0, Letters::Any);
                let end = || uuid_bytes(bytes, 36 - bytes.len(), Letters::Any);
                (8..36).contains(&bytes.len()) && (beginning || end())
            }
            Self::Digits(length) => {
                bytes.len() < length.min && 2 * bytes.len() >= length.min && bytes.iter().all(u8::is_ascii_digit)
            }
            Self::Hex(length, _) => {
                bytes.len() < length.min && 3 * bytes.len() >= length.min && bytes.iter().all(u8::is_ascii_hexdigit)
            }
            Self::Word(length) => {
                bytes.len() < length.min && 3 * bytes.len() >= length.min && bytes.iter().all(u8::is_ascii_alphanumeric)
            }
        }
    }

    /// How many values of this shape stand in a text, and the first of them; those that are part of a longer word of
    /// the same letters do not count, unless the shape has hyphens of its own.
    #[must_use]
    pub fn within(self, text: &str) -> (usize, Option<&str>) {
        let (count, first) = match self {
            Self::Unknown => (0, None),
            Self::Uuid(_) => {
                let (mut at, mut count, mut first) = (0, 0, None);
                while at + 36 <= text.len() {
                    let here = text.get(at..at + 36).filter(|piece| self.in_any_case().fits(piece));
                    first = first.or(here);
                    count += usize::from(here.is_some());
                    at += if here.is_some() { 36 } else { 1 };
                }
                (count, first)
            }
            _ => {
                let words = || text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| self.in_any_case().fits(w));
                (words().count(), words().next())
            }
        };
        (count, first)
    }

    /// What it is called in a sentence.
    #[must_use]
    pub fn words(self) -> String {
        let count = |length: Length| match length.min == length.max {
            true => length.min.to_string(),
            false => format!("{} to {}", length.min, length.max),
        };
        match self {
            Self::Unknown => "ids".to_owned(),
            Self::Uuid(_) => "UUIDs of 36 characters".to_owned(),
            Self::Digits(length) => format!("numbers of {} digits", count(length)),
            Self::Hex(length, _) => format!("{} hexadecimal digits", count(length)),
            Self::Word(length) => format!("{} letters and digits", count(length)),
        }
    }
}

/// True if these bytes could stand at `from` of a UUID.
fn uuid_bytes(bytes: &[u8], from: usize, letters: Letters) -> bool {
    bytes
        .iter()
        .enumerate()
        .all(|(i, b)| if is_hyphen(from + i) { *b == b'-' } else { b.is_ascii_hexdigit() && letters.fits(*b) })
}

/// Fewer ids than these say nothing about their shape.
const FEWEST: u64 = 5;

/// Learns the shape of ids.
#[derive(Clone, Debug)]
pub struct Learner {
    count: u64,
    uuids: u64,
    digits: u64,
    hex: u64,
    words: u64,
    small: bool,
    capital: bool,
    length: Length,
}

impl Default for Learner {
    fn default() -> Self {
        let length = Length { min: usize::MAX, max: 0 };
        Self { count: 0, uuids: 0, digits: 0, hex: 0, words: 0, small: false, capital: false, length }
    }
}

impl Learner {
    /// Looks at an id of the clicks.
    pub fn see(&mut self, id: &str) {
        self.count += 1;
        self.uuids += u64::from(Shape::Uuid(Letters::Any).fits(id));
        self.digits += u64::from(id.bytes().all(|b| b.is_ascii_digit()));
        self.hex += u64::from(id.bytes().all(|b| b.is_ascii_hexdigit()));
        self.words += u64::from(id.bytes().all(|b| b.is_ascii_alphanumeric()));
        self.small |= id.bytes().any(|b| b.is_ascii_lowercase());
        self.capital |= id.bytes().any(|b| b.is_ascii_uppercase());
        self.length = Length { min: self.length.min.min(id.len()), max: self.length.max.max(id.len()) };
    }

    /// What they have in common.
    #[must_use]
    pub fn shape(&self) -> Shape {
        let letters = match (self.small, self.capital) {
            (true, true) => Letters::Any,
            (false, true) => Letters::Capital,
            _ => Letters::Small,
        };
        let Length { min, max } = self.length;
        let all = |count: u64| count == self.count && self.count >= FEWEST;
        if all(self.uuids) {
            Shape::Uuid(letters)
        } else if all(self.digits) {
            // Numbers grow: the next one may have a digit more.
            Shape::Digits(Length { min: min.saturating_sub(1).max(1), max: max + 1 })
        } else if all(self.hex) && min == max && min >= 8 {
            Shape::Hex(self.length, letters)
        } else if all(self.words) && min == max && min >= 8 {
            Shape::Word(self.length)
        } else {
            Shape::Unknown
        }
    }
}

/// The system whose own id this is, where its shape tells.
#[must_use]
pub fn other_system(value: &str) -> Option<&'static str> {
    let starts = |words: &[&str]| words.iter().any(|w| value.starts_with(w));
    let hex = |length: usize| {
        value.len() == length && value.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase())
    };
    let numbers = |separator: char, first: std::ops::RangeInclusive<usize>, second: std::ops::RangeInclusive<usize>| {
        value.split_once(separator).is_some_and(|(a, b)| {
            first.contains(&a.len())
                && second.contains(&b.len())
                && a.bytes().chain(b.bytes()).all(|b| b.is_ascii_digit())
        })
    };
    if numbers('-', 13..=13, 5..=20) {
        return Some("AppsFlyer");
    }
    if starts(&["fb.1.", "fb.2."]) || starts(&["IwAR", "IwZX", "IwY2"]) && value.len() > 20 {
        return Some("Facebook");
    }
    if starts(&["Cj0K", "CjwK", "EAIaIQ"]) && value.len() > 20 {
        return Some("Google Ads");
    }
    if starts(&["GA1."]) || numbers('.', 6..=10, 10..=10) {
        return Some("Google Analytics");
    }
    if starts(&["E.C.P."]) {
        return Some("TikTok");
    }
    if hex(24) && value.bytes().any(|b| b.is_ascii_alphabetic()) {
        return Some("Affise, RedTrack or Trackier");
    }
    let voluum = value.len() == 24 && starts(&["w", "d"]) && value.bytes().all(|b| b.is_ascii_alphanumeric());
    if voluum && value.bytes().any(|b| b.is_ascii_digit()) {
        return Some("Voluum");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const UUID: &str = "efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32";

    #[test]
    fn a_uuid_is_told_from_pieces_of_one() {
        let shape = Shape::Uuid(Letters::Small);
        assert!(
            shape.fits(UUID) && !shape.fits(&UUID.to_uppercase()) && shape.in_any_case().fits(&UUID.to_uppercase())
        );
        assert!(shape.is_cut(&UUID[..26]) && shape.is_cut(&UUID[10..]) && !shape.is_cut(UUID));
        assert!(!shape.is_cut("efb2a7d2c01a4e3fb8a181b4568e9f32") && !shape.is_cut("efb2"));
        assert_eq!(shape.within(&format!("{UUID}|{UUID}")).0, 2);
        assert_eq!(shape.within(&format!("41_{UUID}")), (1, Some(UUID)));
    }

    #[test]
    fn shapes_are_learned_from_ids_alike() {
        let learned = |ids: &[&str]| {
            let mut learner = Learner::default();
            ids.iter().for_each(|id| learner.see(id));
            learner.shape()
        };
        assert_eq!(learned(&[UUID; 5]), Shape::Uuid(Letters::Small));
        assert_eq!(learned(&["77000001"; 5]), Shape::Digits(Length { min: 7, max: 9 }));
        assert_eq!(learned(&["66e0a0ffc3d4e5f601020300"; 5]), Shape::Hex(Length { min: 24, max: 24 }, Letters::Small));
        assert_eq!(learned(&["2a9k1l0m3n"; 5]), Shape::Word(Length { min: 10, max: 10 }));
        assert_eq!(learned(&["a", "bb", "ccc", "d-1", "e"]), Shape::Unknown);
        assert_eq!(learned(&[UUID; 4]), Shape::Unknown);
    }

    #[test]
    fn ids_of_other_systems_are_named() {
        for (id, wanted) in [
            ("1758412519905-4053008677150815340", Some("AppsFlyer")),
            ("66e0a0ffc3d4e5f601020300", Some("Affise, RedTrack or Trackier")),
            ("fb.1.1596403881668.1116446470", Some("Facebook")),
            ("1234567890.1596403881", Some("Google Analytics")),
            (UUID, None),
            ("77000001", None),
        ] {
            assert_eq!(other_system(id), wanted, "{id}");
        }
    }
}
