//! Secrets and personal data of received postbacks. Besides what is masked in every link: the tokens of the offers,
//! addresses of visitors and ids of devices, wherever they stand.

use super::address;
use super::hit::Hit;
use super::offers::{self, OfferPlace, Offers};
use super::verdict::Reason;
use crate::findings::{Mask, masked};
use crate::link::{Anatomy, Link, decoded};
use crate::platform::{MacroKind, fits_path, generic_kind};
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

/// A line of a log that was not read as a postback, with what is secret hidden.
#[must_use]
pub fn line(text: &str, offers: &Offers) -> String {
    let mut out = masked(text).into_owned();
    for token in offers.all.iter().filter_map(|o| o.token.as_ref()).filter(|t| t.value.len() >= 4) {
        if out.contains(&token.value) {
            out = out.replace(&token.value, &"*".repeat(token.value.chars().count()));
        }
    }
    out
}

/// Shows one postback with what is secret hidden. Every byte that is hidden is a `*`.
#[derive(Debug, Default)]
pub struct HitRedactor {
    mask: Mask,
    /// Texts that are hidden wherever they stand.
    texts: Vec<String>,
    ranges: Vec<Range<usize>>,
}

impl HitRedactor {
    /// What is hidden of a postback; nothing unless `redact`.
    #[must_use]
    pub fn of(hit: &Hit, offers: &Offers, redact: bool) -> Self {
        if !redact {
            return Self::default();
        }
        let mut redact = Self::default();
        if let Some(linted) = &hit.linted {
            redact.mask = Mask::of(&hit.url, &linted.decision);
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
                redact.hide(param.value.range(), &read);
            }
        }
        let device = hit.ruling.reason == Some(Reason::Case) && hit.click.is_none();
        if let Some(value) = hit.ruling.value.as_deref().filter(|_| device) {
            redact.texts.push(value.to_owned());
        }
        for (offer, token) in offers.all.iter().filter_map(|o| Some((o, o.token.as_ref()?))) {
            if token.value.len() >= 4 && !redact.texts.contains(&token.value) && hit.url.contains(&token.value) {
                redact.texts.push(token.value.clone());
            }
            // What stands in a secret's place is a secret, be it the right one or not.
            match &token.place {
                OfferPlace::Param(name) => {
                    if let Some(param) = link.param(name).filter(|p| !p.value.is_empty()) {
                        redact.hide(param.value.range(), &decoded(link.value(param)));
                    }
                }
                // Other paths have something else in that segment.
                OfferPlace::Segment(at) if offer.postbacks.iter().any(|p| fits_path(&p.path, link.path())) => {
                    if let Some(segment) = offers::segments(link.path()).nth(*at) {
                        let start = segment.as_ptr() as usize - hit.url.as_ptr() as usize;
                        redact.hide(start..start + segment.len(), segment);
                    }
                }
                OfferPlace::Segment(_) | OfferPlace::Unknown => {}
            }
        }
        redact.texts.retain(|t| t.len() >= 4);
        redact.texts.sort_by_key(|t| std::cmp::Reverse(t.len()));
        redact
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::offers::{LoggedOffer, Token};

    #[test]
    fn lines_that_are_no_postbacks_tell_no_secrets() {
        let token = Token { value: "s3cret9".to_owned(), place: OfferPlace::Segment(0) };
        let mut offers = Offers::default();
        offers.all.push(LoggedOffer { token: Some(token), ..LoggedOffer::default() });
        let line = |text| line(text, &offers);
        assert_eq!(line("PUT /s3cret9/postback HTTP/1.1"), "PUT /*******/postback HTTP/1.1");
        let shown = line(
            "192.0.2.1 - - [09/Mar/2026:01:52:12 +0000] \"PUT /postback?a=b&token=tk_S3cretValue99 HTTP/1.1\" 400",
        );
        assert!(!shown.contains("S3cretValue99") && shown.contains("/postback?a=b&token="), "{shown}");
        assert_eq!(line("nginx: [warn] conflicting server name"), "nginx: [warn] conflicting server name");
    }
}
