//! What an answer at the prompt said: of which links, and what was found in them. And how several links are laid out there.

use crate::findings::{About, Ending, Entry, Mask, Report, Unread};
use crate::platform::{Role, State};
use crate::report::columns::{readable, readable_width, wrap};
use crate::span::Severity;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A link that was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its number in the paste, from 1; where it stands, in what is no list of links.
    pub number: u64,
    pub link: String,
    /// The same without secrets and personal data.
    pub masked: String,
    pub role: Role,
    pub state: State,
    /// The rules that speak, the worst first.
    pub rules: Vec<(Severity, &'static str)>,
    /// The corrected link, if there is one.
    pub corrected: Option<String>,
}

impl Seen {
    /// True for a link of which tracklint has nothing to say: a page, an address in a signature.
    pub fn is_beside(&self) -> bool {
        self.rules.is_empty() && matches!(self.role, Role::LandingPage | Role::Unknown)
    }

    /// True if there is something to do about it.
    pub fn is_faulty(&self) -> bool {
        self.rules.iter().any(|(severity, _)| *severity > Severity::Advice)
    }
}

/// What was seen so far.
#[derive(Default)]
struct Kept {
    links: Vec<Seen>,
    /// The answers about links that are counted in one line.
    beside: Vec<Vec<u8>>,
}

impl Kept {
    /// Adds a link, or what was found later in one that is there already.
    fn add(&mut self, seen: Seen) {
        match self.links.iter_mut().find(|known| known.number == seen.number && known.link == seen.link) {
            Some(known) => known.rules.extend(seen.rules),
            None => self.links.push(seen),
        }
    }
}

/// A report with the number of each link above its answer, where there are several, that keeps what was said.
pub struct Numbered<'a> {
    inner: &'a dyn Report,
    /// How many links there are, if that is known.
    count: Option<usize>,
    /// What they are for was told: each is answered.
    told: bool,
    /// Only links with findings are answered.
    quiet: bool,
    width: usize,
    kept: Mutex<Kept>,
}

impl<'a> Numbered<'a> {
    pub fn new(inner: &'a dyn Report, count: Option<usize>, told: bool, quiet: bool, width: usize) -> Self {
        Self { inner, count, told, quiet, width, kept: Mutex::default() }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The links in their order.
    pub fn links(self) -> Vec<Seen> {
        let mut links = self.kept.into_inner().unwrap_or_else(PoisonError::into_inner).links;
        links.sort_by_key(|seen| seen.number);
        links
    }

    fn see(&self, entry: &Entry) -> Seen {
        let linted = entry.linted;
        let number = entry.literal.path.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok();
        let mut rules: Vec<_> = linted.findings.iter().map(|f| (f.severity, f.rule.id)).collect();
        rules.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
        rules.dedup();
        Seen {
            number: number.filter(|_| self.count.is_some()).unwrap_or(entry.literal.at),
            link: entry.literal.text.as_ref().into(),
            masked: Mask::of(&entry.literal.text, &linted.decision).link(&entry.literal.text).into_owned(),
            role: linted.decision.role,
            state: linted.decision.state,
            rules,
            corrected: linted.corrected().map(str::to_owned),
        }
    }

    /// `Link 2 of 5: https://...`
    fn head(&self, seen: &Seen) -> String {
        let Some(count) = self.count.filter(|count| *count > 1) else { return String::new() };
        let head = format!("Link {} of {count}: ", seen.number);
        let link = beginning(&seen.link, self.width.saturating_sub(head.len()));
        format!("{head}{link}\n")
    }
}

impl Report for Numbered<'_> {
    fn head(&self, out: &mut Vec<u8>) {
        self.inner.head(out);
    }

    fn joiner(&self) -> &'static [u8] {
        self.inner.joiner()
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) {
        if entry.about != About::Url {
            return self.inner.entry(entry, out);
        }
        let seen = self.see(entry);
        if self.quiet && seen.rules.is_empty() {
            return self.kept().add(seen);
        }
        let mut answer = self.head(&seen).into_bytes();
        self.inner.entry(entry, &mut answer);
        if self.count != Some(1) && !answer.ends_with(b"\n\n") {
            answer.push(b'\n');
        }
        let mut kept = self.kept();
        if seen.is_beside() && !self.told && self.count != Some(1) {
            kept.beside.push(answer);
        } else {
            out.extend(answer);
        }
        kept.add(seen);
    }

    fn unread(&self, unread: &Unread, out: &mut Vec<u8>) {
        self.inner.unread(unread, out);
    }

    fn tail(&self, ending: &Ending, out: &mut Vec<u8>) {
        let kept = self.kept();
        let others = kept.links.len() - kept.beside.len();
        let words = match (&*kept.beside, others) {
            ([], _) => String::new(),
            ([only], 0) => {
                out.extend(only);
                String::new()
            }
            (beside, 0) => format!(
                "None of these {} links is a tracking link or a postback. If one is, paste it alone and type what it is, as in \
                 as postback.",
                beside.len()
            ),
            ([_], _) => "1 more link is no tracking link and no postback; there is nothing to say about it.".to_owned(),
            (beside, _) => format!(
                "{} more links are no tracking links and no postbacks; there is nothing to say about them.",
                beside.len()
            ),
        };
        if !words.is_empty() {
            out.extend_from_slice(format!("{}\n\n", wrap(&words, self.width.min(100))).as_bytes());
        }
        // What was counted has been answered.
        if kept.links.iter().any(|seen| !seen.rules.is_empty()) || kept.beside.is_empty() {
            self.inner.tail(ending, out);
        }
    }
}

/// As much of a link as fits.
fn beginning(link: &str, room: usize) -> String {
    let shown = readable(link);
    if readable_width(&shown) <= room {
        return shown.into_owned();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += readable_width(c.encode_utf8(&mut [0; 4]));
        used <= room
    };
    format!("{}…", shown.chars().take_while(fits).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_link_is_known_by_its_beginning() {
        assert_eq!(beginning("https://a.com", 13), "https://a.com");
        assert_eq!(beginning("https://a.com/x", 13), "https://a.co…");
    }
}
