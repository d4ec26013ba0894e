//! Secrets and personal data of received postbacks. Besides what is masked in every link: the tokens of the offers,
//! addresses of visitors and ids of devices, wherever they stand.

use super::address;
use super::hit::Hit;
use super::offers::{self, Offers, Place};
use super::verdict::Reason;
use crate::findings::Mask;
use crate::link::{Anatomy, Link, decoded};
use crate::platform::{MacroKind, generic_kind};
use std::ops::Range;

/// Parameters that hold ids of devices, besides those whose names say so.
const DEVICES: [&str; 12] = [
    "idfa",
    "idfv",
    "gaid",
    "aaid",
    "adid",
    "aifa",
    "oaid",
    "android_id",
    "advertising_id",
    "device_id",
    "google_aid",
    "ios_ifa",
];

/// Shows one postback with what is secret hidden. Every byte that is hidden is a `*`.
#[derive(Debug, Default)]
pub struct Veil {
    mask: Mask,
    /// Texts that are hidden wherever they stand.
    texts: Vec<String>,
    ranges: Vec<Range<usize>>,
}

impl Veil {
    /// What is hidden of a postback; nothing unless `redact`.
    #[must_use]
    pub fn of(hit: &Hit, offers: &Offers, redact: bool) -> Self {
        if !redact {
            return Self::default();
        }
        let mut veil = Self::default();
        if let Some(linted) = &hit.linted {
            veil.mask = Mask::of(&hit.url, &linted.decision);
        }
        let mut anatomy = Anatomy::default();
        anatomy.split(&hit.url);
        let link = Link::new(&hit.url, &anatomy);
        for param in link.all_params() {
            let value = link.value(param);
            let read = decoded(value);
            let key = decoded(link.key(param));
            let is_device = DEVICES.iter().any(|d| key.eq_ignore_ascii_case(d))
                || generic_kind(&key) == Some(MacroKind::Device) && read.len() >= 12;
            if !value.is_empty()
                && (address::read(&read).is_some() || is_device && link.macros_in(param.value).next().is_none())
            {
                veil.hide(param.value.range(), &read);
            }
        }
        let device = hit.ruling.reason == Some(Reason::Case) && hit.click.is_none();
        if let Some(value) = hit.ruling.value.as_deref().filter(|_| device) {
            veil.texts.push(value.to_owned());
        }
        for token in offers.all.iter().filter_map(|o| o.token.as_ref()) {
            if token.value.len() >= 4 && !veil.texts.contains(&token.value) && hit.url.contains(&token.value) {
                veil.texts.push(token.value.clone());
            }
            // What stands in a secret's place is a secret, be it the right one or not.
            match &token.place {
                Place::Param(name) => {
                    if let Some(param) = link.param(name).filter(|p| !p.value.is_empty()) {
                        veil.hide(param.value.range(), &decoded(link.value(param)));
                    }
                }
                Place::Segment(at) => {
                    if let Some(segment) = offers::segments(link.path()).nth(*at) {
                        let start = segment.as_ptr() as usize - hit.url.as_ptr() as usize;
                        veil.hide(start..start + segment.len(), segment);
                    }
                }
                Place::Unknown => {}
            }
        }
        veil.texts.retain(|t| t.len() >= 4);
        veil.texts.sort_by_key(|t| std::cmp::Reverse(t.len()));
        veil
    }

    fn hide(&mut self, range: Range<usize>, text: &str) {
        if !self.ranges.contains(&range) {
            self.ranges.push(range);
        }
        if !self.texts.iter().any(|t| t == text) {
            self.texts.push(text.to_owned());
        }
    }

    /// The URL of the postback.
    #[must_use]
    pub fn url(&self, url: &str) -> String {
        let mut out = self.mask.link(url).into_owned();
        for range in &self.ranges {
            if out.is_char_boundary(range.start) && out.is_char_boundary(range.end) {
                out.replace_range(range.clone(), &"*".repeat(range.len()));
            }
        }
        self.without_texts(out)
    }

    /// A sentence about it.
    #[must_use]
    pub fn words(&self, words: &str) -> String {
        self.without_texts(self.mask.words(words).into_owned())
    }

    fn without_texts(&self, mut out: String) -> String {
        for text in &self.texts {
            if out.contains(text.as_str()) {
                out = out.replace(text.as_str(), &"*".repeat(text.chars().count()));
            }
        }
        out
    }
}
