//! What the name of a field can mean.

use super::model::Unit;

/// What a link is, by the name of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A network's link to the advertiser, by everybody's word for it.
    Tracking,
    /// Where a network sends the user: its link to the advertiser, if a click id travels in it.
    Destination,
    /// A publisher's link to the network.
    Publisher,
    /// The advertiser's call to the network.
    Postback,
    /// The network's call to a publisher.
    PartnerPostback,
    /// HTML or a URL with which somebody reports a conversion.
    Pixel,
    /// A page for people, whoever sends them there.
    Landing,
    /// A page for people that may be told a click id.
    Page,
    /// A piece that is appended to a link.
    Fragment,
    /// A link of which the name does not say more.
    Plain,
    /// A link of which only what is around it says more: `url`.
    Url,
}

/// What a map, or each map of a list, describes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Noun {
    /// Nothing known.
    #[default]
    Nothing,
    /// An offer.
    Offer,
    /// A publisher's campaign in a tracker; an offer, where nothing else in the file is one.
    Campaign,
    /// One of several pages of an offer.
    Landing,
    /// An event.
    Event,
    /// What is paid for what.
    Money,
    /// What has to hold for a payment.
    Condition,
    /// A call to the network.
    Postback,
    /// A network's call to a publisher.
    PartnerPostback,
    /// A network's call to a publisher, or HTML.
    Pixel,
    /// A network, as a tracker of media buyers keeps it.
    Network,
    /// A source of traffic.
    Source,
    /// Addresses from which postbacks are taken.
    AllowList,
    /// A status with its id and name.
    Status,
    /// A currency with its id and name.
    Currency,
    /// Lists of statuses by their names.
    Statuses,
    /// A link with what belongs to it.
    Link(Place),
    /// Somebody or something that has a name and maybe a page.
    Other,
}

/// A value of an offer, or of something near it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// An id; of several the highest rank is the offer's.
    Id(u8),
    /// The id of an offer, also where it stands in something that belongs to the offer.
    OfferId(u8),
    /// The id of a campaign: of an offer, where campaigns are offers.
    CampaignId,
    /// A name; of several the highest rank is the offer's.
    Name(u8),
    /// A status in words or as true and false.
    Status,
    /// A status as a number.
    StatusNumber,
    /// True if it runs.
    Runs,
    /// True if it is stopped.
    Stopped,
    /// True if it is deleted.
    Deleted,
    /// The advertiser's tracking system.
    Platform,
    /// The same, or a phone's system.
    PlatformOrSystem,
    /// Who issues the click id.
    Network,
    /// The id of a network in the same file.
    NetworkId,
    /// The system a network or source runs on.
    Template,
    /// Real traffic or tests.
    Environment,
    /// Ids of events.
    Events,
    /// The name of an event.
    EventName,
    /// The id of an event, the best one with the highest rank.
    EventId(u8),
    /// A time within which a conversion counts: from the click on, or from a view.
    Window {
        /// From the click on.
        click: bool,
    },
    /// An amount that is paid.
    Payout,
    /// A percentage that is paid.
    Share,
    /// How it is paid.
    Model,
    /// A currency code.
    Currency,
    /// Addresses from which postbacks are taken.
    AllowList,
    /// A secret that postbacks carry.
    Token,
    /// True if the offer has several events.
    SeveralEvents,
    /// Statuses with their words.
    Statuses,
    /// True for a postback for all offers.
    Global,
    /// `global`, where a postback is one for all offers.
    Level,
    /// How conversions are reported.
    Method,
    /// What a condition asks about.
    Asks,
}

/// What a name means where its value is a text, a number, true or false.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldMeaning {
    /// Nothing known.
    #[default]
    Nothing,
    /// A URL that is none of tracking's.
    NoLink,
    /// A link.
    Link(Place),
    /// A value.
    Field(Field),
}

/// One name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The name, squeezed.
    pub name: &'static str,
    /// What it means for a simple value.
    pub means: FieldMeaning,
    /// What it means for a map or a list of maps.
    pub noun: Noun,
    /// The unit that it states, for a time.
    pub unit: Option<Unit>,
    /// True if it is said to be for all offers.
    pub global: bool,
}
