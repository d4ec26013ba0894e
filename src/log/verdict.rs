//! The verdicts: exactly one for each postback, the first that applies. Their order here is the order in which they are
//! asked. All of it is data: names, what each means, the table from rules to verdicts, the reasons with their words.

/// What became of a postback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is no request that a server can read as it was meant.
    MalformedRequest,
    /// It reached something that takes no postbacks.
    WrongEndpoint,
    /// Its sender may not send it, or did not show that he may.
    Unauthorised,
    /// It has no click id parameter.
    MissingClickId,
    /// Its click id holds nothing.
    EmptyClickId,
    /// A macro in the click id or the event id was never filled in.
    UnresolvedMacro,
    /// Its click id cannot be one of the network's.
    MalformedClickId,
    /// Its click id could be one, and no click has it.
    InvalidClickId,
    /// It came outside the time in which a click counts.
    ExpiredClickId,
    /// Its offer takes no conversions, or is not the click's.
    OfferInactive,
    /// Its event is none of the offer's.
    UnknownEventId,
    /// The conversion was counted before.
    DuplicateConversion,
    /// The receiving system refused it for a reason of its own.
    RejectedByNetwork,
    /// It was not taken: the server answered with an error.
    NotProcessed,
    /// Nothing is wrong with it.
    Success,
    /// What is needed to judge it was not handed in.
    NotJudged,
}

use Verdict::*;

/// A verdict for those who read about it.
#[derive(Debug)]
pub struct About {
    /// The verdict.
    pub verdict: Verdict,
    /// Its name, for ever.
    pub id: &'static str,
    /// What it means, in one line.
    pub summary: &'static str,
    /// What it means, what to do, and what cannot be told, for a reader who is no engineer.
    pub explanation: &'static str,
    /// Its reasons.
    pub reasons: &'static [Reason],
    /// What CAKE's API log calls it.
    pub cake: &'static str,
}

/// Every verdict, in the order in which they are asked.
pub static VERDICTS: [About; 16] = [
    About {
        verdict: MalformedRequest,
        id: "malformed-request",
        summary: "no server can read the request as it was meant",
        explanation: "\
The request is no HTTP, holds a raw blank or control character in its URL, writes `&amp;` for `&` so that the click id or \
the event id gets another name, or is longer than servers take.

Blanks have to be sent as %20. `&amp;` comes from copying a URL out of the source of a page: paste it as text. What is \
percent-encoded belongs to the value and is not meant here.",
        reasons: &[Reason::NotHttp, Reason::Blank, Reason::Control, Reason::Entity, Reason::TooLong],
        cake: "",
    },
    About {
        verdict: WrongEndpoint,
        id: "wrong-endpoint",
        summary: "the postback went to an address that takes none",
        explanation: "\
The parameters are a postback's, the address is not: it is the path for clicks, a host for tests, or a path that the \
network does not have. The server may well answer 200 or 302 and count nothing.

Give the sender the postback URL of the offer again, whole.",
        reasons: &[Reason::ClickPath, Reason::SandboxHost, Reason::UnknownPath],
        cake: "",
    },
    About {
        verdict: Unauthorised,
        id: "unauthorised",
        summary: "the sender may not send it, or did not show that he may",
        explanation: "\
The token or signature that the offer asks for is missing or another one, or the address is not on the offer's allow list. \
Where the server answered 401 or 403 and nothing else is wrong, the log does not say why.

Compare the token with the offer's, letter by letter; have new addresses put on the list.",
        reasons: &[Reason::TokenMissing, Reason::TokenDiffers, Reason::Address, Reason::Refused],
        cake: "",
    },
    About {
        verdict: MissingClickId,
        id: "missing-click-id",
        summary: "the click id's parameter is not there",
        explanation: "\
Without the parameter in which the network expects its click id, nobody can tell which click converted. Often it is there \
under another name: `clickid` for `gk_click_id`, or in capitals.

Some networks take something else in its place, such as Affise's promo_code, and pixels in a browser are matched by cookie: \
these are not reported.",
        reasons: &[Reason::None, Reason::NearMiss],
        cake: "Invalid click_id",
    },
    About {
        verdict: EmptyClickId,
        id: "empty-click-id",
        summary: "the click id holds nothing",
        explanation: "\
The parameter is there and empty, or holds a program's word for nothing: null, undefined, None, 0. The sender had no click \
id to send: it was lost between the click and the conversion, or the user never came by the tracking link.

Ask the advertiser where the click id is stored, and send no postback where there is none.",
        reasons: &[Reason::Empty, Reason::Blank, Reason::NullWord],
        cake: "Invalid click_id",
    },
    About {
        verdict: UnresolvedMacro,
        id: "unresolved-macro",
        summary: "a macro was sent instead of the click id or the event id",
        explanation: "\
`{click_id}`, `%7Bclick_id%7D`, `click_id` or TOBEREPLACED arrived where the id should be: the sending system did not fill it \
in. It does not know a macro of that name, or it is written with other delimiters there, or they were percent-encoded on the \
way.

Have the sender replace it with his own system's macro for the click id that your tracking link brought.",
        reasons: &[Reason::Macro, Reason::Encoded, Reason::DoubleEncoded, Reason::BareName, Reason::OwnName, Reason::Placeholder],
        cake: "Invalid click_id",
    },
    About {
        verdict: MalformedClickId,
        id: "malformed-click-id",
        summary: "the click id cannot be one of the network's",
        explanation: "\
The value is no click id of this network: it is cut short, has something before or behind it, is in the wrong case, is two \
ids in one, or is the id of another system or a device.

A field that is too short cuts ids; a wrong macro brings another system's id. Have the sender store the value as it came.",
        reasons: &[Reason::Shape, Reason::CutShort, Reason::Padded, Reason::Case, Reason::Joined, Reason::OtherSystem],
        cake: "Invalid click_id",
    },
    About {
        verdict: InvalidClickId,
        id: "invalid-click-id",
        summary: "no click has this id",
        explanation: "\
The id has the right shape and is not among the clicks, and the clicks that were handed in cover the time in which it would \
have to be. It may be a test, an id of another network that looks alike, or one that somebody made up.

Without `--clicks`, or where the clicks do not reach far enough, this is not judged.",
        reasons: &[Reason::Unknown, Reason::Test],
        cake: "Invalid click_id",
    },
    About {
        verdict: ExpiredClickId,
        id: "expired-click-id",
        summary: "it came outside the time in which a click counts",
        explanation: "\
The offer's session window was over when the postback came. Where the conversion usually takes that long, the window is too \
short.

A postback before its click, or sooner after it than can be, is also reported here; that is a clock that is wrong, or a test.",
        reasons: &[Reason::Late, Reason::BeforeClick, Reason::TooEarly],
        cake: "Expired click_id",
    },
    About {
        verdict: OfferInactive,
        id: "offer-inactive",
        summary: "the offer takes no conversions, or is not the click's",
        explanation: "\
The offer is paused or expired and the network rejects conversions of such offers, the request names an offer that is not \
known, or another one than the click's.

The status that stands in the file of offers is taken for the whole log: an offer that was paused yesterday looks paused \
last week.",
        reasons: &[Reason::Paused, Reason::Expired, Reason::Unknown, Reason::OtherOffer],
        cake: "Offer not found / inactive",
    },
    About {
        verdict: UnknownEventId,
        id: "unknown-event-id",
        summary: "the event is none of the offer's",
        explanation: "\
The event id has to be the offer's, letter by letter: case, blanks and underscores count. Where an offer has several events, \
one has to be named.

Everflow and TUNE take a postback without an event for the base conversion: that is not reported.",
        reasons: &[Reason::Case, Reason::Underscore, Reason::Blank, Reason::Unknown, Reason::Missing],
        cake: "",
    },
    About {
        verdict: DuplicateConversion,
        id: "duplicate-conversion",
        summary: "the conversion was counted before",
        explanation: "\
A postback with the same unique id, or without one the same click id and event, counted before. A retry repeats the same \
query within minutes; a double fire comes from elsewhere, as when a pixel and a server both report; a repeat comes later.

Where nothing documents that the network removes repetitions, it is counted twice unless the network removes it.",
        reasons: &[Reason::Retry, Reason::DoubleFire, Reason::Repeat],
        cake: "Duplicate conversion",
    },
    About {
        verdict: RejectedByNetwork,
        id: "rejected-by-network",
        summary: "the network refused it for a reason of its own",
        explanation: "\
A cap was full, the traffic was throttled, taken for fraud or suppressed, a rule or a person rejected it. Only the network's \
own log says so: an access log does not.

Ask the network.",
        reasons: &[Reason::Rejected],
        cake: "Rejected, Scrubbed",
    },
    About {
        verdict: NotProcessed,
        id: "not-processed",
        summary: "the server answered with an error and took nothing",
        explanation: "\
Nothing is wrong with the postback, and the server answered 5xx, 429 or another 4xx. A retry that is answered well is the one \
that counts.

Look at the server's own log of that time.",
        reasons: &[Reason::ServerError, Reason::ClientError],
        cake: "HTTP 4xx, 5xx",
    },
    About {
        verdict: Success,
        id: "success",
        summary: "nothing is wrong with it",
        explanation: "\
With clicks: the id is among them, in time, for an active offer and one of its events. Without clicks: nothing is wrong with \
the request itself. A status of 200 means received, not counted.",
        reasons: &[],
        cake: "Success",
    },
    About {
        verdict: NotJudged,
        id: "not-judged",
        summary: "what is needed to judge it was not handed in",
        explanation: "\
A POST whose body the log does not hold, a click id that may lie outside the clicks that were handed in, an offer that the file \
of offers lacks, a sender behind a proxy, or words of the system that nobody documents. The reason says which, and the summary \
what to hand in.",
        reasons: &[Reason::Body, Reason::Clicks, Reason::Offer, Reason::Proxy, Reason::Answer],
        cake: "",
    },
];

impl Verdict {
    /// Everything about it.
    #[must_use]
    pub fn about(self) -> &'static About {
        &VERDICTS[self as usize]
    }

    /// Its name, for ever.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.about().id
    }

    /// The verdict of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        VERDICTS.iter().find(|a| a.id == name).map(|a| a.verdict)
    }

    /// True where the conversion is lost, or counted once too often.
    #[must_use]
    pub const fn is_fault(self) -> bool {
        !matches!(self, Success | NotJudged)
    }
}

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the table below says what each means")]
pub enum Reason {
    NotHttp,
    Blank,
    Control,
    Entity,
    TooLong,
    ClickPath,
    SandboxHost,
    UnknownPath,
    TokenMissing,
    TokenDiffers,
    Address,
    None,
    NearMiss,
    Empty,
    NullWord,
    Macro,
    Encoded,
    DoubleEncoded,
    BareName,
    OwnName,
    Placeholder,
    Shape,
    CutShort,
    Padded,
    Case,
    Joined,
    OtherSystem,
    Unknown,
    Test,
    Late,
    BeforeClick,
    TooEarly,
    Paused,
    Expired,
    OtherOffer,
    Underscore,
    Missing,
    Retry,
    DoubleFire,
    Repeat,
    Refused,
    Rejected,
    ServerError,
    ClientError,
    Body,
    Clicks,
    Offer,
    Proxy,
    Answer,
}

/// Every reason with its name, and what it says in a list of causes.
static REASONS: [(Reason, &str, &str); 49] = [
    (Reason::NotHttp, "not-http", "bytes that are no HTTP"),
    (Reason::Blank, "blank", "a raw blank, or nothing but blanks"),
    (Reason::Control, "control", "a control character in the URL"),
    (Reason::Entity, "entity", "`&amp;` instead of `&`"),
    (Reason::TooLong, "too-long", "longer than servers take"),
    (Reason::ClickPath, "click-path", "the path for clicks"),
    (Reason::SandboxHost, "sandbox-host", "a host for tests"),
    (Reason::UnknownPath, "unknown-path", "a path that the network does not have"),
    (Reason::TokenMissing, "token-missing", "the offer's token is missing"),
    (Reason::TokenDiffers, "token-differs", "the token is not the offer's"),
    (Reason::Address, "address", "the address is not on the allow list"),
    (Reason::None, "none", "the parameter is not there"),
    (Reason::NearMiss, "near-miss", "the parameter has another name"),
    (Reason::Empty, "empty", "the value is empty"),
    (Reason::NullWord, "null-word", "a program's word for nothing"),
    (Reason::Macro, "macro", "a macro as it was written"),
    (Reason::Encoded, "encoded", "a percent-encoded macro"),
    (Reason::DoubleEncoded, "double-encoded", "a macro that was percent-encoded twice"),
    (Reason::BareName, "bare-name", "a macro's name without its delimiters"),
    (Reason::OwnName, "own-name", "the parameter's own name"),
    (Reason::Placeholder, "placeholder", "a placeholder from a help page"),
    (Reason::Shape, "shape", "not the shape of the network's ids"),
    (Reason::CutShort, "cut-short", "an id that is cut short"),
    (Reason::Padded, "padded", "something before or behind the id"),
    (Reason::Case, "case", "the wrong case"),
    (Reason::Joined, "joined", "two ids in one"),
    (Reason::OtherSystem, "other-system", "another system's id"),
    (Reason::Unknown, "unknown", "not known"),
    (Reason::Test, "test", "an id from an example: a test"),
    (Reason::Late, "late", "after the session window"),
    (Reason::BeforeClick, "before-click", "before its click: a clock or a test"),
    (Reason::TooEarly, "too-early", "sooner after the click than can be: a clock or a test"),
    (Reason::Paused, "paused", "the offer is paused"),
    (Reason::Expired, "expired", "the offer has expired"),
    (Reason::OtherOffer, "other-offer", "not the click's offer"),
    (Reason::Underscore, "underscore", "differs from the offer's event in underscores or hyphens"),
    (Reason::Missing, "missing", "no event is named"),
    (Reason::Retry, "retry", "the same query again within minutes"),
    (Reason::DoubleFire, "double-fire", "reported from two sides"),
    (Reason::Repeat, "repeat", "sent again later"),
    (Reason::Refused, "refused", "answered 401 or 403; the log does not say why"),
    (Reason::Rejected, "rejected", "the network's own word"),
    (Reason::ServerError, "server-error", "answered 5xx or 429"),
    (Reason::ClientError, "client-error", "answered 4xx"),
    (Reason::Body, "body", "a POST whose body the log does not hold"),
    (Reason::Clicks, "clicks", "the clicks do not cover that time"),
    (Reason::Offer, "offer", "the offer is not in the file of offers"),
    (Reason::Proxy, "proxy", "a proxy hides the sender's address"),
    (Reason::Answer, "answer", "words of the system that nobody documents"),
];

impl Reason {
    fn row(self) -> &'static (Self, &'static str, &'static str) {
        &REASONS[self as usize]
    }

    /// Its name, for ever.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.row().1
    }

    /// What it says.
    #[must_use]
    pub fn words(self) -> &'static str {
        self.row().2
    }

    /// The reason of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        REASONS.iter().find(|(_, id, _)| *id == name).map(|(reason, ..)| *reason)
    }
}

/// The parameter that a finding is about, as far as it decides a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The click id.
    ClickId,
    /// The event id.
    Event,
}

/// The verdicts that rules give: a rule *and* the parameter it found something in. The same fault in an amount, a sub id
/// or a unique id is a finding beside the verdict and no row here.
pub static BY_RULE: &[(&str, Part, Verdict, Reason)] = &[
    ("missing-click-id", Part::ClickId, MissingClickId, Reason::None),
    ("misspelled-parameter", Part::ClickId, MissingClickId, Reason::NearMiss),
    ("wrong-click-id-parameter", Part::ClickId, MissingClickId, Reason::NearMiss),
    ("empty-click-id", Part::ClickId, EmptyClickId, Reason::Empty),
    ("parameter-without-value", Part::ClickId, EmptyClickId, Reason::Empty),
    ("unresolved-macro", Part::ClickId, UnresolvedMacro, Reason::Macro),
    ("unresolved-macro", Part::Event, UnresolvedMacro, Reason::Macro),
    ("encoded-macro", Part::ClickId, UnresolvedMacro, Reason::Encoded),
    ("encoded-macro", Part::Event, UnresolvedMacro, Reason::Encoded),
    ("unbraced-macro", Part::ClickId, UnresolvedMacro, Reason::BareName),
    ("unbalanced-macro", Part::ClickId, UnresolvedMacro, Reason::Macro),
    ("unbalanced-macro", Part::Event, UnresolvedMacro, Reason::Macro),
    ("placeholder-left", Part::ClickId, UnresolvedMacro, Reason::Placeholder),
    ("placeholder-left", Part::Event, UnresolvedMacro, Reason::Placeholder),
    ("malformed-click-id", Part::ClickId, MalformedClickId, Reason::Shape),
    ("invisible-character", Part::ClickId, MalformedClickId, Reason::Padded),
    ("unknown-event-id", Part::Event, UnknownEventId, Reason::Unknown),
    ("missing-event-id", Part::Event, UnknownEventId, Reason::Missing),
];

/// What a rule's finding in this parameter means.
#[must_use]
pub fn by_rule(rule: &str, part: Part) -> Option<(Verdict, Reason)> {
    BY_RULE.iter().find(|(id, of, ..)| *id == rule && *of == part).map(|(.., verdict, reason)| (*verdict, *reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_stand_in_the_order_of_their_numbers() {
        for (number, about) in VERDICTS.iter().enumerate() {
            assert_eq!(about.verdict as usize, number, "{}", about.id);
            assert_eq!(Verdict::named(about.id), Some(about.verdict));
        }
        for (number, (reason, id, _)) in REASONS.iter().enumerate() {
            assert_eq!(*reason as usize, number, "{id}");
            assert_eq!(Reason::named(id), Some(*reason));
        }
    }

    #[test]
    fn every_rule_of_the_table_exists() {
        for (rule, ..) in BY_RULE {
            assert!(crate::rule::named(rule).is_some(), "{rule}");
        }
    }
}
