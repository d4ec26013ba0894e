//! What is wrong with the value of a click id or an event id, as far as the value itself tells.
//!
//! The rules see most of it. This sees what a received value may be besides: a program's word for nothing, macros of all
//! dialects however often they were encoded, an id that somebody cut, padded, joined or wrote in capitals.

use super::shape::{Shape, other_system};
use super::verdict::{Reason, Verdict};
use crate::link::{Anatomy, Dialect, Link, decoded};
use crate::platform::{Catalogue, is_click_id_name};
use crate::rule::is_placeholder;
use std::borrow::Cow;

/// A fault of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it makes of the postback.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// What the value names: another system, the id within it.
    pub names: Option<String>,
}

impl Fault {
    const fn new(verdict: Verdict, reason: Reason) -> Self {
        Self { verdict, reason, names: None }
    }

    fn naming(self, name: impl Into<String>) -> Self {
        Self { names: Some(name.into()), ..self }
    }
}

/// Words with which programs say that there is nothing, in small letters.
const NULL_WORDS: [&str; 15] = [
    "null",
    "(null)",
    "undefined",
    "none",
    "nil",
    "nan",
    "n/a",
    "na",
    "false",
    "0",
    "-",
    "[object object]",
    "<null>",
    "(none)",
    "\\n",
];

/// What is known when a value is looked at.
pub struct ValueContext<'k> {
    /// The shape of the network's click ids.
    pub shape: Shape,
    /// Names of parameters and macros of all platforms.
    pub catalogue: &'k Catalogue,
}

/// A value as its receiver reads it: decoded once, `+` a blank.
#[must_use]
pub fn received(raw: &str) -> Cow<'_, str> {
    if !raw.contains(['%', '+']) {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(decoded(&raw.replace('+', " ")).into_owned())
}

/// True for characters that nobody sees.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{180E}')
}

impl ValueContext<'_> {
    /// What is wrong with the click id in the parameter `key`. `None` for one that may be right.
    #[must_use]
    pub fn click_id(&self, key: &str, raw: &str) -> Option<Fault> {
        if self.shape.fits(raw) {
            return null_word(raw);
        }
        if raw.is_empty() {
            return Some(Fault::new(Verdict::EmptyClickId, Reason::Empty));
        }
        let value = received(raw);
        if value.chars().all(is_unseen) {
            return Some(Fault::new(Verdict::EmptyClickId, Reason::Blank));
        }
        null_word(&value)
            .or_else(|| self.padded(&value))
            .or_else(|| self.unfilled(key, raw, &value, true))
            .or_else(|| self.misshapen(&value))
    }

    /// What is wrong with the event id in the parameter `key`, besides that the offer may not have it.
    #[must_use]
    pub fn event(&self, key: &str, raw: &str) -> Option<Fault> {
        self.unfilled(key, raw, &received(raw), false)
    }

    /// A right id with something round it.
    fn padded(&self, value: &str) -> Option<Fault> {
        let core = value.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let padded = core.len() < value.len() && self.shape.in_any_case().fits(core);
        padded.then(|| Fault::new(Verdict::MalformedClickId, Reason::Padded).naming(core))
    }

    /// A macro, a name or a placeholder where a value should be.
    fn unfilled(&self, key: &str, raw: &str, value: &str, is_click_id: bool) -> Option<Fault> {
        let fault = |reason| Some(Fault::new(Verdict::UnresolvedMacro, reason));
        if let Some(reason) = self.macro_in(raw, value) {
            return fault(reason);
        }
        let bare = value.trim_matches(is_unseen);
        let name = bare.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let half = bare.len() > name.len() && bare.starts_with(['{', '[', '<', '$', '#', '@', '%', '(', ':'])
            || bare.len() > name.len() && bare.ends_with(['}', ']', '>', '#', '%', ')']);
        if half && self.is_macro_name(name) {
            return fault(Reason::Macro);
        }
        if bare == decoded(key).as_ref_str() {
            return fault(Reason::OwnName);
        }
        if is_placeholder(bare) || bare == "..." || bare == "…" {
            return fault(Reason::Placeholder);
        }
        if bare.eq_ignore_ascii_case(key) {
            return fault(Reason::OwnName);
        }
        let named = if is_click_id { self.is_bare_name(bare) } else { is_event_name(bare) };
        if named { fault(Reason::BareName) } else { None }
    }

    /// How a macro stands in a value, if one does.
    fn macro_in(&self, raw: &str, value: &str) -> Option<Reason> {
        let mut anatomy = Anatomy::default();
        let mut found = |text: &str| {
            let query = format!("?v={}", text.replace('&', "%26"));
            anatomy.split(&query);
            let link = Link::new(&query, &anatomy);
            let real =
                |m: &&crate::link::Macro| self.is_real(link.macro_name(m), m.dialect, text.len() == m.span.len());
            link.all_macros().iter().find(real).map(|m| m.encoded)
        };
        // A text without any sign of a delimiter holds no macro: nearly all are done with here.
        let signs = |text: &str| text.contains(['{', '[', '<', '%', '#', '$', '@', '!', '(']) || text.contains("__");
        if !signs(raw) && !signs(value) {
            return None;
        }
        match found(raw) {
            Some(false) => return Some(Reason::Macro),
            Some(true) => return Some(Reason::Encoded),
            None => {}
        }
        match found(value) {
            Some(false) => return Some(Reason::Encoded),
            Some(true) => return Some(Reason::DoubleEncoded),
            None => {}
        }
        let mut deeper = decoded(value).into_owned();
        for _ in 0..3 {
            if deeper == value {
                return None;
            }
            if found(&deeper).is_some() {
                return Some(Reason::DoubleEncoded);
            }
            let next = decoded(&deeper).into_owned();
            if next == deeper {
                return None;
            }
            deeper = next;
        }
        None
    }

    /// Text in parentheses or angles is a macro only by its name; in other delimiters by them.
    fn is_real(&self, name: &str, dialect: Dialect, whole: bool) -> bool {
        match dialect {
            Dialect::Paren => whole && self.is_macro_name(name),
            Dialect::Dunder => whole,
            _ => true,
        }
    }

    fn is_macro_name(&self, name: &str) -> bool {
        name.len() > 1
            && (is_click_id_name(name)
                || self.catalogue.is_a_name(name)
                || self.catalogue.is_a_name(&name.to_ascii_lowercase()))
    }

    /// A macro's name without its delimiters. Where nobody knows what an id looks like, only a name that can be nothing
    /// else.
    fn is_bare_name(&self, word: &str) -> bool {
        let wordlike = word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
            && word.bytes().any(|b| b.is_ascii_alphabetic());
        let known = || self.is_macro_name(word);
        match self.shape {
            _ if !wordlike => false,
            Shape::Unknown | Shape::Word(_) => is_click_id_name(word) || word.contains('_') && known(),
            _ => known(),
        }
    }

    /// Why a value is no id of the network's.
    fn misshapen(&self, value: &str) -> Option<Fault> {
        let fault = |reason| Fault::new(Verdict::MalformedClickId, reason);
        let core = value.trim_matches(is_unseen);
        if self.shape == Shape::Unknown {
            let core = value.trim_matches(|c: char| is_unseen(c) || matches!(c, '"' | '\'' | '`'));
            return if core.len() < value.len() {
                Some(fault(Reason::Padded).naming(core))
            } else {
                joined(core).then(|| fault(Reason::Joined))
            };
        }
        if self.shape.fits(value) {
            return None;
        }
        if self.shape.in_any_case().fits(value) {
            return Some(fault(Reason::Case));
        }
        match self.shape.within(value) {
            (2.., _) => return Some(fault(Reason::Joined)),
            (1, Some(id)) => return Some(fault(Reason::Padded).naming(id)),
            _ => {}
        }
        if let Some(name) = other_system(core) {
            return Some(fault(Reason::OtherSystem).naming(name));
        }
        if self.shape.is_cut(core) {
            return Some(fault(Reason::CutShort));
        }
        let uuid = Shape::Uuid(super::shape::Letters::Any).fits(core);
        Some(fault(if uuid { Reason::OtherSystem } else { Reason::Shape }))
    }
}

fn null_word(value: &str) -> Option<Fault> {
    let word = value.trim_matches(|c: char| is_unseen(c) || matches!(c, '"' | '\'' | '`'));
    if word.is_empty() {
        return Some(Fault::new(Verdict::EmptyClickId, Reason::Empty));
    }
    let known = word.len() <= 15 && NULL_WORDS.iter().any(|w| word.eq_ignore_ascii_case(w));
    known.then(|| Fault::new(Verdict::EmptyClickId, Reason::NullWord))
}

/// Two long ids of one length with something between them.
fn joined(value: &str) -> bool {
    let parts: Vec<&str> = value.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.')).collect();
    let long = |part: &&str| part.len() >= 16 && part.bytes().any(|b| b.is_ascii_digit());
    parts.len() == 2 && parts.iter().all(long) && parts[0].len() == parts[1].len()
}

/// Names of macros for events that are never an event's id.
fn is_event_name(word: &str) -> bool {
    crate::platform::is_called(
        word,
        &["eventname", "eventid", "goalid", "goalname", "cnveventid", "eventtoken", "goalref"],
    )
}

/// Texts that are decoded or borrowed, as text.
trait AsText {
    fn as_ref_str(&self) -> &str;
}

impl AsText for crate::link::Decoded<'_> {
    fn as_ref_str(&self) -> &str {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::{Length, Letters};
    use super::*;

    const UUID: &str = "efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32";

    fn said(shape: Shape, key: &str, raw: &str) -> Option<(&'static str, &'static str)> {
        let catalogue = Catalogue::default();
        let fault = ValueContext { shape, catalogue: &catalogue }.click_id(key, raw)?;
        Some((fault.verdict.id(), fault.reason.id()))
    }

    /// Reasons, each with values.
    type Reasons = &'static [(&'static str, &'static [&'static str])];

    /// What a UUID is not, and why.
    #[rustfmt::skip]
    const FAULTS: &[(&str, Reasons)] = &[
        ("unresolved-macro", &[
            ("macro", &[
                "{clickid}", "{{click_id}}", "${SUBID}", "[CLICK_ID]", "#reqid#", "##CLICK_ID##", "%%click%%", "[[c4]]",
                "__CLICKID__", "<click_id>", "{click_id", "clickid}", "@@CLICK-ID@@", "{transaction_id}", "!!!x!!!",
                "#{click.publisher.clickId}",
            ]),
            ("encoded", &[
                "%7Bclickid%7D", "%7b%7bclick_id%7d%7d", "%23reqid%23", "%5BCLICK_ID%5D", "%24%7BSUBID%7D", "%3Cclick_id%3E",
                "%23%23CLICK_ID%23%23", "%40%40CLICK-ID%40%40",
            ]),
            ("double-encoded", &["%257Bclickid%257D", "%2523reqid%2523", "%255BCLICK_ID%255D", "%25257Bclick_id%25257D"]),
            ("own-name", &["gk_click_id"]),
            ("bare-name", &["sub1", "aff_click_id", "clickid"]),
            ("placeholder", &["TOBEREPLACED", "CAPTURED_CLICK_ID", "YOUR_CLICK_ID"]),
        ]),
        ("empty-click-id", &[
            ("empty", &["", "%22%22"]),
            ("blank", &["%20", "+"]),
            ("null-word", &[
                "null", "(null)", "None", "%5Bobject+Object%5D", "[object%20Object]", "N/A", "0", "-", "undefined", "NaN", "nil",
                "false",
            ]),
        ]),
        ("malformed-click-id", &[
            ("padded", &[
                "efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32%E2%80%8B", "%7Befb2a7d2-c01a-4e3f-b8a1-81b4568e9f32%7D",
                "{efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32}", "efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32%0A",
                "%22efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32%22", "41_efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
                "efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32+",
            ]),
            ("case", &["EFB2A7D2-C01A-4E3F-B8A1-81B4568E9F32", "Efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32"]),
            ("joined", &["efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32%7Cefb2a7d2-c01a-4e3f-b8a1-81b4568e9f33"]),
            ("cut-short", &["efb2a7d2-c01a-4e3f-b8a1-81b456", "efb2a7d2"]),
            ("shape", &["efb2a7d2c01a4e3fb8a181b4568e9f32", "test", "12345"]),
            ("other-system", &["1758412519905-4053008677150815340"]),
        ]),
    ];

    #[test]
    fn a_uuid_is_right_and_all_else_is_named() {
        let shape = Shape::Uuid(Letters::Small);
        assert_eq!(said(shape, "gk_click_id", UUID), None);
        for (verdict, reasons) in FAULTS {
            for (reason, values) in *reasons {
                for value in *values {
                    assert_eq!(said(shape, "gk_click_id", value), Some((*verdict, *reason)), "{value}");
                }
            }
        }
    }

    #[test]
    fn where_nobody_knows_the_shape_only_what_is_certain_is_named() {
        let of = |raw: &str| said(Shape::Unknown, "click_id", raw);
        for raw in
            [UUID, "9f1c2a77", "pop-88121", "w9f1c2a7751b04a1e8d0e6a2f", "abc(1)", "a_b__c", "100%25", "sub", "test"]
        {
            assert_eq!(of(raw), None, "{raw}");
        }
        assert_eq!(of("{click_id}"), Some(("unresolved-macro", "macro")));
        assert_eq!(of("click_id"), Some(("unresolved-macro", "own-name")));
        assert_eq!(of("9f1c2a77%20"), Some(("malformed-click-id", "padded")));
    }

    #[test]
    fn numbers_are_right_where_the_clicks_have_numbers() {
        let of = |raw: &str| said(Shape::Digits(Length { min: 7, max: 9 }), "click_id", raw);
        assert_eq!(of("77120045"), None);
        assert_eq!(of("0"), Some(("empty-click-id", "null-word")));
        assert_eq!(of("REPLACE"), Some(("unresolved-macro", "placeholder")));
        assert_eq!(of(UUID), Some(("malformed-click-id", "other-system")));
        assert_eq!(of("%2377120045%23"), Some(("malformed-click-id", "padded")));
        assert_eq!(of("77120045,77120046"), Some(("malformed-click-id", "joined")));
    }

    #[test]
    fn events_are_looked_at_for_macros_alone() {
        let catalogue = Catalogue::default();
        let known = ValueContext { shape: Shape::Unknown, catalogue: &catalogue };
        let of = |raw: &str| known.event("cnv_event_id", raw).map(|f| f.reason.id());
        for raw in ["Buy", "Level%201", "first_deposit", "purchase", "0", "Level+1"] {
            assert_eq!(of(raw), None, "{raw}");
        }
        assert_eq!(of("{event_name}"), Some("macro"));
        assert_eq!(of("%7Bevent_name%7D"), Some("encoded"));
        assert_eq!(of("event_name"), Some("bare-name"));
        assert_eq!(of("cnv_event_id"), Some("own-name"));
    }
}
