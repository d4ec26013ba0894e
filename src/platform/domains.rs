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

/// One registered name of a platform's.
#[derive(Clone, Copy, Debug)]
pub struct Domain {
    /// `appsflyer.com`
    pub name: &'static str,
    /// `appsflyer`
    label: &'static str,
    /// The host as the platform's table has it.
    host: &'static str,
    /// The letters of the label.
    letters: u32,
}

/// The registered names of all platforms whose hosts are sure.
pub fn domains(platforms: &[&'static Platform]) -> Vec<Domain> {
    let hosts = platforms.iter().flat_map(|p| {
        let faces = [p.link.hosts, p.link.impression_hosts, p.receives.hosts];
        faces.into_iter().flatten().filter(|f| f.sure).map(|f| f.name)
    });
    let mut all: Vec<Domain> = hosts
        .map(|host| {
            let name = registrable_domain(host.trim_start_matches("*."));
            let label = name.split('.').next().unwrap_or_default();
            Domain { name, label, host, letters: letters(label) }
        })
        .collect();
    all.sort_by_key(|d| (d.name, d.host));
    all.dedup_by_key(|d| (d.name, d.host));
    all
}

/// The registered name that `host` must be meant for; `None` if it is one itself, or too far from all.
/// `host` is in lower case and has no macros.
pub fn near(domains: &[Domain], host: &str) -> Option<&'static str> {
    let registered = registrable_domain(host);
    let label = registered.split('.').next()?;
    if label.len() < 4 {
        return None;
    }
    let ending = &registered[label.len()..];
    let left = &host[..host.len() - registered.len()];
    let written = letters(label);
    let fits = |d: &&Domain| {
        let same_ending = d.name[d.label.len()..] == *ending;
        if d.label == label {
            return !same_ending && DISTINCTIVE.contains(&d.label);
        }
        let limit = match d.label.len() {
            0..5 => return false,
            5..8 => 1,
            _ => 2,
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
            && (d.letters ^ written).count_ones() as usize <= 2 * limit
            && strsim::osa_distance(d.label, label) <= limit
    };
    // Two edits change four letters of the set at most: for nearly every domain that is all that is looked at.
    let alike = || domains.iter().filter(|d| (d.letters ^ written).count_ones() <= 4);
    if alike().any(|d| d.name == registered) {
        return None;
    }
    alike().find(fits).map(|d| d.name)
}
