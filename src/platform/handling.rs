//! What a network does with a postback that it has received, where a source says so.

use super::fact::Fact;

/// What becomes of the conversions of an offer that is paused or has expired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InactiveOffer {
    /// True if they count all the same; false if the postback is rejected.
    pub counts: bool,
    /// The source that says so.
    pub fact: Fact,
}

impl InactiveOffer {
    /// What may become of them, with its name in a configuration.
    pub const ALL: [(bool, &'static str); 2] = [(true, "counted"), (false, "rejected")];

    /// The words a reader sees.
    #[must_use]
    pub const fn words(self) -> &'static str {
        if self.counts { "count all the same" } else { "are rejected" }
    }
}

/// They are rejected.
#[must_use]
pub const fn rejected(fact: Fact) -> InactiveOffer {
    InactiveOffer { counts: false, fact }
}

/// They count all the same.
#[must_use]
pub const fn counted(fact: Fact) -> InactiveOffer {
    InactiveOffer { counts: true, fact }
}

/// How a network tells a conversion from its repetition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duplicates {
    /// What two postbacks must share to be one conversion.
    pub key: DuplicateKey,
    /// Among which postbacks it looks.
    pub scope: Scope,
    /// The source that says so.
    pub fact: Fact,
}

/// Two postbacks with this in common are one conversion.
#[must_use]
pub const fn same(key: DuplicateKey, scope: Scope, fact: Fact) -> Duplicates {
    Duplicates { key, scope, fact }
}

/// What two postbacks must share to be one conversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DuplicateKey {
    /// The click id.
    ClickId,
    /// The click id and the event.
    ClickIdAndEvent,
    /// The unique id of the conversion.
    UniqueId,
    /// Either of the two is enough.
    ClickIdOrUniqueId,
    /// Both of them.
    ClickIdAndUniqueId,
    /// Every postback counts, whatever came before.
    Nothing,
}

impl DuplicateKey {
    /// Every key, with its name in a configuration.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::ClickId, "click-id"),
        (Self::ClickIdAndEvent, "click-id-and-event"),
        (Self::UniqueId, "unique-id"),
        (Self::ClickIdOrUniqueId, "click-id-or-unique-id"),
        (Self::ClickIdAndUniqueId, "click-id-and-unique-id"),
        (Self::Nothing, "nothing"),
    ];

    /// The words a reader sees.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::ClickId => "the same click id",
            Self::ClickIdAndEvent => "the same click id and event",
            Self::UniqueId => "the same unique id",
            Self::ClickIdOrUniqueId => "the same click id or the same unique id",
            Self::ClickIdAndUniqueId => "the same click id and unique id",
            Self::Nothing => "nothing: every postback counts",
        }
    }
}

/// Among which postbacks a network looks for the first of two equal ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of one event of an offer.
    Event,
    /// Those of one offer.
    Offer,
    /// Those of one advertiser.
    Advertiser,
    /// All that the network ever received.
    Network,
    /// The source does not say.
    Unknown,
}

impl Scope {
    /// The words a reader sees; empty where nothing is known.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Event => "within one event of an offer",
            Self::Offer => "within one offer",
            Self::Advertiser => "within one advertiser",
            Self::Network => "in the whole network",
            Self::Unknown => "",
        }
    }
}

/// One answer that a network gives to a postback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status; 0 where the source gives none.
    pub code: u16,
    /// The words, as the name of the fact, that stand somewhere in the body or in the network's own log; `*` where any
    /// body means this.
    pub fact: Fact,
    /// What it means.
    pub outcome: PostbackOutcome,
}

/// An answer with this HTTP status (0: any) and these words.
#[must_use]
pub const fn response(code: u16, words: Fact, outcome: PostbackOutcome) -> Response {
    Response { code, fact: words, outcome }
}

/// What became of a postback, as the network's answer tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostbackOutcome {
    /// The conversion counts.
    Counted,
    /// It arrived; whether it counts, the answer does not say.
    Received,
    /// It waits for somebody's approval.
    Pending,
    /// It had no click id.
    NoClickId,
    /// The network never issued this click id, or cannot read it.
    UnknownClickId,
    /// It came too late after its click.
    ExpiredClickId,
    /// The conversion was reported before.
    Duplicate,
    /// The offer is paused, has expired or does not exist.
    InactiveOffer,
    /// The offer has no such event or goal.
    UnknownEvent,
    /// A token or signature is missing or wrong, or the address may not send.
    Unauthorised,
    /// A cap, a rule, fraud control or a person refused it.
    Rejected,
    /// The request itself could not be read.
    Malformed,
    /// The network failed; another try may do.
    Failed,
}

impl PostbackOutcome {
    /// The words a reader sees.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Counted => "the conversion counts",
            Self::Received => "it arrived; whether it counts, this does not say",
            Self::Pending => "the conversion waits for approval",
            Self::NoClickId => "there was no click id",
            Self::UnknownClickId => "the network does not know this click id",
            Self::ExpiredClickId => "it came too late after its click",
            Self::Duplicate => "the conversion was reported before",
            Self::InactiveOffer => "the offer is paused, has expired or does not exist",
            Self::UnknownEvent => "the offer has no such event",
            Self::Unauthorised => "a token, a signature or the sender's address was not accepted",
            Self::Rejected => "a cap, a rule or a person refused it",
            Self::Malformed => "the request could not be read",
            Self::Failed => "the network failed; send it again",
        }
    }
}
