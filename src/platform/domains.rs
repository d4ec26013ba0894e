//! Registered names of platforms, and names that are nearly one of them.

use super::faces::Platform;
use super::hashing::AsIs;
use super::names::{any_alike, letters};
use super::shape::registrable_domain;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// Labels that no ordinary word comes near: for these a wrong ending is a slip, too.
const DISTINCTIVE: [&str; 8] =
    ["appsflyer", "getgokart", "kochava", "appmetrica", "cakemarketing", "go2cloud", "scaletrk", "bemobtrcks"];

/// Labels that are words of a language, or nearly: a company next door may be called almost so. For these the rest
/// of the host has to be the platform's as well.
const WORDS: [&str; 17] = [
    "adjust",
    "branch",
    "impact",
    "singular",
    "everflow",
    "airbridge",
    "outbrain",
    "taboola",
    "rakuten",
    "partnerize",
    "shareasale",
    "trackier",
    "keitaro",
    "tracking",
    "clickbank",
    "propeller",
    "tapfiliate",
];

/// Edits that two labels may be apart.
const LIMIT: usize = 2;

/// The registered names of platforms: every strange host of every link is compared with them, so that nearly all have to
/// be ruled out without being looked at.
#[derive(Debug, Default)]
pub struct Domains {
    /// By their endings: a slip is looked for among the names with the same one.
    by_ending: HashMap<&'static str, Names, BuildHasherDefault<AsIs>>,
    /// Those with labels for which a wrong ending is a slip, too, in the order of names.
    distinctive: Vec<Domain>,
}

/// Names with one ending, by the lengths of their labels.
#[derive(Debug, Default)]
struct Names {
    /// Sorted by the length of the label. Names of one length keep the order of names.
    all: Vec<Domain>,
    /// The letters of each label.
    letters: Vec<u32>,
    /// Where labels of each length begin, and after the last where they end.
    lengths: Vec<usize>,
}

/// One registered name of a platform's.
#[derive(Clone, Copy, Debug)]
struct Domain {
    /// `appsflyer.com`
    name: &'static str,
    /// `appsflyer`
    label: &'static str,
    /// The host as the platform's table has it.
    host: &'static str,
    /// Its place in the order of names: of several that may be meant the first is.
    place: usize,
}

/// The registered names of all platforms whose hosts are sure.
fn in_order(platforms: &[&'static Platform]) -> Vec<Domain> {
    let hosts = platforms.iter().flat_map(|p| {
        let faces = [p.link.hosts, p.link.impression_hosts, p.receives.hosts];
        faces.into_iter().flatten().filter(|f| f.sure).map(|f| f.name)
    });
    let mut all: Vec<Domain> = hosts
        .map(|host| {
            let name = registrable_domain(host.trim_start_matches("*."));
            let label = name.split('.').next().unwrap_or_default();
            Domain { name, label, host, place: 0 }
        })
        .collect();
    all.sort_by_key(|d| (d.name, d.host));
    all.dedup_by_key(|d| (d.name, d.host));
    all.iter_mut().enumerate().for_each(|(place, d)| d.place = place);
    all
}

impl Domains {
    /// The registered names of all platforms whose hosts are sure.
    pub fn of(platforms: &[&'static Platform]) -> Self {
        let mut domains = Self::default();
        for domain in in_order(platforms) {
            domains.by_ending.entry(domain.ending()).or_default().all.push(domain);
            if DISTINCTIVE.contains(&domain.label) {
                domains.distinctive.push(domain);
            }
        }
        domains.by_ending.values_mut().for_each(Names::sort);
        domains
    }

    /// The registered name that `host` must be meant for; `None` if it is one itself, or too far from all.
    /// `host` is in lower case and has no macros.
    pub fn near(&self, host: &str) -> Option<&'static str> {
        let registered = registrable_domain(host);
        let label = &registered[..memchr::memchr(b'.', registered.as_bytes()).unwrap_or(registered.len())];
        if label.len() < 4 {
            return None;
        }
        let left = &host[..host.len() - registered.len()];
        let written = letters(label);
        let fits = |d: &Domain, own: u32| {
            let limit = match d.label.len() {
                0..5 => return false,
                5..8 => 1,
                _ => LIMIT,
            };
            if d.label == label || d.label.len().abs_diff(label.len()) > limit {
                return false;
            }
            // `trackier.com` is not a misspelt `gotrackier.com`: a word with another before or behind it is another name.
            let longer = d.label.len().abs_diff(label.len()) > 1;
            if longer
                && [
                    d.label.starts_with(label),
                    d.label.ends_with(label),
                    label.starts_with(d.label),
                    label.ends_with(d.label),
                ]
                .contains(&true)
            {
                return false;
            }
            // `voluumtrk3.com` stands beside `voluumtrk2.com`: who owns one may own the next.
            let is_digit = |c: char| c.is_ascii_digit();
            if d.label.trim_matches(is_digit) == label.trim_matches(is_digit) {
                return false;
            }
            let word = WORDS.contains(&d.label) || d.label.len() < 8;
            let rest = d.host.strip_suffix(d.name).unwrap_or_default();
            // `adjusts.com` is somebody else; `app.adjusts.com` is not.
            let limit = if word { 1 } else { limit };
            (!word || !rest.is_empty() && rest == left)
                && (own ^ written).count_ones() as usize <= 2 * limit
                && strsim::osa_distance(d.label, label) <= limit
        };
        let names = self.by_ending.get(&registered[label.len()..]);
        let mut meant: Option<&Domain> = None;
        for (d, own) in names.into_iter().flat_map(|names| names.alike(label.len(), written)) {
            if d.name == registered {
                return None;
            }
            if meant.is_none_or(|m| d.place < m.place) && fits(d, own) {
                meant = Some(d);
            }
        }
        let elsewhere = self.distinctive.iter().find(|d| d.label == label && d.name != registered);
        meant.into_iter().chain(elsewhere).min_by_key(|d| d.place).map(|d| d.name)
    }
}

impl Domain {
    /// What follows the label: `.com`
    fn ending(&self) -> &'static str {
        &self.name[self.label.len()..]
    }
}

impl Names {
    fn sort(&mut self) {
        self.all.sort_by_key(|d| d.label.len());
        self.letters = self.all.iter().map(|d| letters(d.label)).collect();
        let longest = self.all.last().map_or(0, |d| d.label.len());
        let first = |length: usize| self.all.partition_point(|d| d.label.len() < length);
        self.lengths = (0..=longest + 1).map(first).collect();
    }

    /// Those with a label nearly as long as one of `length`, and with nearly the letters `written`: two edits change four
    /// letters of the set at most.
    fn alike(&self, length: usize, written: u32) -> impl Iterator<Item = (&Domain, u32)> {
        let end = self.all.len();
        let from = self.lengths.get(length.saturating_sub(LIMIT)).copied().unwrap_or(end);
        let to = self.lengths.get(length + LIMIT + 1).copied().unwrap_or(end);
        let letters = &self.letters[from..to];
        // Nearly always there are none, and that is told in one go.
        let to = if any_alike(letters, written, LIMIT) { to } else { from };
        let all = self.all[from..to].iter().zip(self.letters[from..to].iter().copied());
        all.filter(move |(_, own)| any_alike(&[*own], written, LIMIT))
    }
}
