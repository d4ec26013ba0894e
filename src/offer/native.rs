//! tracklint's own offers format, for those who have no export: its keys, what they take and what they mean. The
//! reader of names, the JSON Schema and the documentation are made of this one table.

use super::meaning::{Field, Name, Noun, Place};
use super::model::Unit;
use super::table::{field, link};

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyType {
    /// A text.
    Text,
    /// A text or a number.
    TextOrNumber,
    /// A text, best one of these.
    Word(&'static [&'static str]),
    /// A number.
    Number,
    /// True or false.
    Truth,
    /// A link or a list of links.
    Links,
    /// A text or a list of texts.
    Texts,
    /// A list of event ids, or of maps with `id` and `name`.
    Events,
    /// A map from names of statuses to lists of words.
    Statuses,
}

/// A key of an offer.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The key as it is written.
    pub key: &'static str,
    /// What the reader takes it for.
    pub name: Name,
    /// What may stand there.
    pub takes: KeyType,
    /// What it means, in a sentence.
    pub says: &'static str,
}

const fn key(key: &'static str, name: Name, takes: KeyType, says: &'static str) -> Key {
    Key { key, name, takes, says }
}

/// The keys of an event.
pub const EVENT: [(&str, &str); 2] =
    [("id", "What a postback sends for this event, letter by letter."), ("name", "Its name for people.")];

/// Every key of an offer, sorted.
pub const KEYS: &[Key] = &[
    key(
        "allow_list",
        field("allowlist", Field::AllowList).or(Noun::AllowList),
        KeyType::Texts,
        "Addresses from which the network takes postbacks.",
    ),
    key(
        "currency",
        field("currency", Field::Currency).or(Noun::Currency),
        KeyType::Text,
        "The currency of the payout, as an ISO code.",
    ),
    key(
        "environment",
        field("environment", Field::Environment),
        KeyType::Word(&["production", "sandbox"]),
        "Real traffic, or tests.",
    ),
    key("events", field("events", Field::Events).or(Noun::Event), KeyType::Events, "The events that the offer counts."),
    key(
        "global_postback",
        link("globalpostback", Place::Postback).global(),
        KeyType::Links,
        "A postback from the advertiser to the network that reports every event of every offer.",
    ),
    key("id", field("id", Field::Id(3)), KeyType::TextOrNumber, "The id of the offer, for reports."),
    key(
        "multi_event",
        field("multievent", Field::SeveralEvents),
        KeyType::Truth,
        "Whether the offer has several events, where they are not listed.",
    ),
    key("name", field("name", Field::Name(3)), KeyType::Text, "The name of the offer, for reports."),
    key(
        "network",
        field("network", Field::Network).or(Noun::Other),
        KeyType::Text,
        "Who issues the click id and receives the postback; `tracklint platforms` lists the names.",
    ),
    key(
        "partner_link",
        link("partnerlink", Place::Publisher),
        KeyType::Links,
        "A link that a publisher uses: from the publisher to the network.",
    ),
    key(
        "partner_postback",
        link("partnerpostback", Place::PartnerPostback),
        KeyType::Links,
        "The postback with which the network tells a publisher.",
    ),
    key("payout", field("payout", Field::Payout).or(Noun::Money), KeyType::TextOrNumber, "What a conversion pays."),
    key(
        "postback_token",
        field("postbacktoken", Field::Token),
        KeyType::Text,
        "The secret that postbacks have to carry.",
    ),
    key(
        "postback_url",
        link("postbackurl", Place::Postback),
        KeyType::Links,
        "The postback from the advertiser to the network: it brings the click id back.",
    ),
    key(
        "preview_url",
        link("previewurl", Place::Landing),
        KeyType::Links,
        "The page as people see it; it needs no click id.",
    ),
    key(
        "revenue_share",
        field("revenueshare", Field::Share),
        KeyType::TextOrNumber,
        "The percentage of revenue that is paid, where it is not a fixed payout.",
    ),
    key(
        "session_hours",
        Name { unit: Some(Unit::Hour), ..field("sessionhours", Field::Window { click: true }) },
        KeyType::Number,
        "How many hours after the click a conversion still counts.",
    ),
    key(
        "status",
        field("status", Field::Status).or(Noun::Status),
        KeyType::Word(&["active", "paused", "pending", "expired", "deleted"]),
        "Whether the offer runs.",
    ),
    key(
        "statuses",
        field("statuses", Field::Statuses).or(Noun::Statuses),
        KeyType::Statuses,
        "The words that the advertiser sends for each status of a conversion.",
    ),
    key(
        "tracking_link",
        link("trackinglink", Place::Tracking),
        KeyType::Links,
        "The link from the network to the advertiser: it carries the click id.",
    ),
    key(
        "tracking_system",
        field("trackingsystem", Field::Platform),
        KeyType::Text,
        "The system in which the advertiser counts; `tracklint platforms` lists the names.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offer::names::{FieldMeaning, FieldName, name_of};

    #[test]
    fn every_key_is_read_as_it_is_described() {
        for Key { key, name, takes, says } in KEYS {
            assert_eq!(name_of(FieldName::of(key).text()), *name, "{key}");
            assert_eq!(*takes == KeyType::Links, matches!(name.means, FieldMeaning::Link(_)), "{key}");
            assert!(says.ends_with('.'), "{key}");
        }
        assert!(KEYS.is_sorted_by_key(|k| k.key));
    }
}
