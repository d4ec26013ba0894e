//! What an export is, and how a row of one is read.

use super::row::{self, Row};
use crate::log::entry::{Entry, Request, request_line};
use std::borrow::Cow;

/// Where the URL of a row is found.
#[derive(Clone, Copy, Debug)]
pub enum Url {
    /// In the first of these columns that holds something: a URL, or a path with a query.
    Column(&'static [&'static str]),
    /// In objects that hold the parameters, at this path.
    Objects(&'static str, &'static [&'static str]),
    /// Nowhere; it is put together: a path, and columns with the parameters they were.
    Columns(&'static str, &'static [(&'static str, &'static str)]),
    /// In a line of text: `[203.0.113.24] GET /key/postback?subid=a - OK`.
    Message(&'static str),
}

/// An export that is known.
#[derive(Clone, Copy, Debug)]
pub struct Export {
    /// Whose it is: a platform's id.
    pub platform: &'static str,
    /// What it is called there.
    pub name: &'static str,
    /// Columns, in small letters, that are there always and together nowhere else.
    pub columns: &'static [&'static str],
    /// When the row came to be.
    pub time: &'static [&'static str],
    /// The zone of that time.
    pub zone: Option<&'static str>,
    /// The URL.
    pub url: Url,
    /// `GET`.
    pub method: Option<&'static str>,
    /// The sender's address.
    pub address: Option<&'static str>,
    /// The sender's name, where there is no address.
    pub user: Option<&'static str>,
    /// The HTTP status.
    pub status: Option<&'static str>,
    /// The system's own words; those of all that hold something are joined.
    pub answered: &'static [&'static str],
    /// The offer.
    pub offer: &'static [&'static str],
    /// When the click was.
    pub click_time: Option<&'static str>,
    /// The platform sent these itself: whose postbacks they were is another question.
    pub outgoing: bool,
    /// The rows never hold the id of the click.
    pub without_click_id: bool,
    /// The source of all that.
    pub source: &'static str,
}

impl Export {
    /// An export with nothing known of it.
    pub const NONE: Self = Self {
        platform: "",
        name: "",
        columns: &[],
        time: &[],
        zone: None,
        url: Url::Column(&[]),
        method: None,
        address: None,
        user: None,
        status: None,
        answered: &[],
        offer: &[],
        click_time: None,
        outgoing: false,
        without_click_id: false,
        source: "",
    };

    /// The record that a row of it is.
    #[must_use]
    pub fn entry(&self, row: &Row) -> Entry<'static> {
        let owned = |text: &str| Cow::Owned(text.to_owned());
        let first = |names: &[&str]| names.iter().find_map(|name| row.some(name)).map(owned);
        let one = |name: Option<&str>| name.and_then(|name| row.some(name)).map(owned);
        let answered: Vec<&str> = self.answered.iter().filter_map(|name| row.some(name)).collect();
        let mut entry = Entry {
            time: first(self.time).unwrap_or_default(),
            zone: one(self.zone),
            address: one(self.address),
            user: one(self.user),
            status: one(self.status).and_then(|s| s.parse().ok()),
            answered: (!answered.is_empty()).then(|| Cow::Owned(answered.join(": "))),
            offer: first(self.offer),
            click_time: one(self.click_time),
            exported: true,
            ..Entry::default()
        };
        let method = one(self.method).unwrap_or(Cow::Borrowed("GET"));
        entry.request = match self.url {
            Url::Column(names) => match first(names) {
                Some(target) => Request::Http { method, target },
                None => Request::Refused,
            },
            Url::Objects(path, names) => Request::Http { method, target: Cow::Owned(row.rebuilt(path, names)) },
            Url::Columns(path, pairs) => {
                let sent = pairs.iter().filter_map(|(column, param)| Some((*param, row.some(column)?)));
                Request::Http { method, target: Cow::Owned(row::with_query(path, sent)) }
            }
            Url::Message(name) => {
                message(row.some(name).unwrap_or_default(), &mut entry);
                return entry;
            }
        };
        entry
    }
}

/// `[203.0.113.24] GET /key/postback?subid=a - OK`
fn message(text: &str, entry: &mut Entry) {
    let rest = match text.strip_prefix('[').and_then(|t| t.split_once(']')) {
        Some((address, rest)) => {
            entry.address = Some(Cow::Owned(address.trim().to_owned()));
            rest.trim_start()
        }
        None => text,
    };
    let (line, words) = rest.rsplit_once(" - ").unwrap_or((rest, ""));
    entry.request = request_line(Cow::Owned(line.to_owned()));
    entry.answered = (!words.is_empty()).then(|| Cow::Owned(words.to_owned()));
}
