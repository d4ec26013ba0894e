//! Examples: a rule's test, its page and its documentation.

use super::{Offer, Told};
use crate::link::Tag;
use crate::offer::{self, Event, Field, Status, Unit, Window};
use crate::platform::{Catalogue, Environment, Role, State};
use crate::source::End;

/// What is said about an example besides its URL. Platforms by id.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    /// Its role.
    pub role: Option<Role>,
    /// Its state.
    pub state: Option<State>,
    /// The network.
    pub network: &'static str,
    /// Whom it is addressed to.
    pub platform: &'static str,
    /// Who fills its macros.
    pub filled_by: &'static str,
    /// The environment.
    pub environment: Option<Environment>,
    /// A global postback.
    pub global: bool,
    /// The ids of the offer's events.
    pub events: &'static [&'static str],
    /// Whether the offer has several events, where the ids are not known.
    pub multi_event: Option<bool>,
    /// The tag of a browser that loads it.
    pub tag: Option<Tag>,
    /// The offer around it.
    pub around: Option<&'static Around>,
}

/// The offer around an example's link.
#[derive(Clone, Copy, Debug)]
pub struct Around {
    /// Its other links, each with what is said about it.
    pub links: &'static [(&'static str, Given)],
    /// Its fields, by their names in the offers format. An event is its id, or its id and its name with `|` between;
    /// `statuses` are words with blanks between; `link` is a word left in place of a link.
    pub fields: &'static [(&'static str, &'static str)],
}

impl Around {
    /// Other links only.
    #[must_use]
    pub const fn links(links: &'static [(&'static str, Given)]) -> Self {
        Self { links, fields: &[] }
    }

    /// Fields only.
    #[must_use]
    pub const fn fields(fields: &'static [(&'static str, &'static str)]) -> Self {
        Self { links: &[], fields }
    }

    /// The offer as a reader of files would hand it over; each field's node is its index.
    ///
    /// # Panics
    /// If a field has a name or value that examples do not have: an example's mistake.
    #[must_use]
    pub fn offer(&self, catalogue: &Catalogue) -> offer::Offer<'static> {
        let mut offer = offer::Offer::default();
        for (node, (name, value)) in (0..).zip(self.fields) {
            add(&mut offer, name, Field { text: (*value).into(), node }, value, catalogue);
        }
        offer
    }
}

fn add(
    offer: &mut offer::Offer<'static>,
    name: &str,
    field: Field<'static>,
    value: &'static str,
    catalogue: &Catalogue,
) {
    match name {
        "status" => {
            let status = match value {
                "active" => Status::Active,
                "paused" => Status::Paused,
                "pending" => Status::Pending,
                "expired" => Status::Expired,
                _ => Status::Deleted,
            };
            offer.status = Some((status, field));
        }
        "tracking_system" => offer.platform = Some((catalogue.named(value), field)),
        "network" => offer.network = Some((catalogue.named(value), field)),
        "environment" if value == "sandbox" => offer.environment = Some((Environment::Sandbox, field)),
        "environment" => offer.environment = Some((Environment::Production, field)),
        "event" => {
            let (id, name) = value.split_once('|').map_or((value, None), |(id, name)| (id, Some(name)));
            let name = name.map(|n| Field { text: n.into(), node: field.node });
            offer.events.push(Event { id: Field { text: id.into(), ..field }, name });
        }
        "session_hours" | "session_days" | "session" => {
            let unit = match name {
                "session_hours" => Some(Unit::Hour),
                "session_days" => Some(Unit::Day),
                _ => None,
            };
            offer.windows.push(Window { amount: value.parse().unwrap_or_default(), unit, click: true, field });
        }
        "statuses" => offer.status_words.push((field, value.split(' ').map(str::to_owned).collect())),
        "payout" => {
            offer.pays_share = value.ends_with('%');
            offer.payout = Some(field);
        }
        "currency" => offer.currency = Some(field),
        "allow_list" => offer.allow_list = Some(field),
        "token" => offer.token = Some(field),
        "link" => offer.lost.push(field),
        other => panic!("an example has a field of no offer: {other}"),
    }
}

impl Given {
    /// Nothing is said.
    pub const NOTHING: Self = Self {
        role: None,
        state: None,
        network: "",
        platform: "",
        filled_by: "",
        environment: None,
        global: false,
        events: &[],
        multi_event: None,
        tag: None,
        around: None,
    };

    /// Only the role is said.
    #[must_use]
    pub const fn role(role: Role) -> Self {
        Self { role: Some(role), ..Self::NOTHING }
    }

    /// A link of this role in this offer.
    #[must_use]
    pub const fn within(role: Role, around: &'static Around) -> Self {
        Self { role: Some(role), around: Some(around), ..Self::NOTHING }
    }

    /// What a run would have been told.
    ///
    /// # Panics
    /// If an id names no platform: an example's mistake.
    #[must_use]
    pub fn told(&self, catalogue: &Catalogue) -> Told<'static> {
        let platform = |id: &str| {
            (!id.is_empty())
                .then(|| catalogue.named(id).unwrap_or_else(|| panic!("an example names no platform: {id}")))
        };
        Told {
            role: self.role,
            state: self.state,
            network: platform(self.network),
            platform: platform(self.platform),
            filled_by: platform(self.filled_by),
            environment: self.environment,
            global: self.global,
            offer: Offer {
                events: (!self.events.is_empty()).then_some(self.events),
                multi_event: self.multi_event,
                ..Offer::default()
            },
            markup: false,
            end: End::Whole,
            tag: self.tag,
        }
    }
}

/// A link that the rule reports.
#[derive(Clone, Copy, Debug)]
pub struct Bad {
    /// The link.
    pub url: &'static str,
    /// What is said about it.
    pub given: Given,
    /// The text under the marker; empty where something is missing.
    pub marks: &'static str,
    /// A part of the message.
    pub says: &'static str,
    /// The link with all safe fixes applied, where there are any.
    pub fixed: Option<&'static str>,
}

/// A link that looks guilty and is not.
#[derive(Clone, Copy, Debug)]
pub struct Good {
    /// The link.
    pub url: &'static str,
    /// What is said about it.
    pub given: Given,
    /// Why it is right.
    pub why: &'static str,
}
