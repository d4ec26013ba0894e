//! Registered names of platforms, and names that are nearly one of them.

use super::faces::Platform;
use super::names::letters;
use super::shape::registrable_domain;

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

/// The registered names of platforms, by the lengths of their labels: every strange host of every link is compared with
/// them, so that nearly all have to be ruled out without being looked at.
#[derive(Debug, Default)]
pub struct Domains {
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
        let mut all = in_order(platforms);
        all.sort_by_key(|d| d.label.len());
        let letters = all.iter().map(|d| letters(d.label)).collect();
        let longest = all.last().map_or(0, |d| d.label.len());
        let lengths = (0..=longest + 1).map(|length| all.partition_point(|d| d.label.len() < length)).collect();
        Self { all, letters, lengths }
    }

    /// Those with a label nearly as long as one of `length`, and with nearly the letters `written`: two edits change four
    /// letters of the set at most.
    fn alike(&self, length: usize, written: u32) -> impl Iterator<Item = (&Domain, u32)> {
        let end = self.all.len();
        let from = self.lengths.get(length.saturating_sub(LIMIT)).copied().unwrap_or(end);
        let to = self.lengths.get(length + LIMIT + 1).copied().unwrap_or(end);
        let all = self.all[from..to].iter().zip(self.letters[from..to].iter().copied());
        all.filter(move |(_, own)| {
            let mut other = *own ^ written;
            for _ in 0..2 * LIMIT {
                other &= other.wrapping_sub(1);
            }
            other == 0
        })
    }

    /// The registered name that `host` must be meant for; `None` if it is one itself, or too far from all.
    /// `host` is in lower case and has no macros.
    pub fn near(&self, host: &str) -> Option<&'static str> {
        let registered = registrable_domain(host);
        let label = registered.split('.').next()?;
        if label.len() < 4 {
            return None;
        }
        let ending = &registered[label.len()..];
        let left = &host[..host.len() - registered.len()];
        let written = letters(label);
        let fits = |d: &Domain, own: u32| {
            let same_ending = d.name[d.label.len()..] == *ending;
            if d.label == label {
                return !same_ending && DISTINCTIVE.contains(&d.label);
            }
            let limit = match d.label.len() {
                0..5 => return false,
                5..8 => 1,
                _ => LIMIT,
            };
            if !same_ending || d.label.len().abs_diff(label.len()) > limit {
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
        let mut meant: Option<&Domain> = None;
        for (d, own) in self.alike(label.len(), written) {
            if d.name == registered {
                return None;
            }
            if meant.is_none_or(|m| d.place < m.place) && fits(d, own) {
                meant = Some(d);
            }
        }
        meant.map(|d| d.name)
    }
}
