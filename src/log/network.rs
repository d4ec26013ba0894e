//! What networks do with what they receive, as far as it is documented: data.

/// What makes a repetition for a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dedupe {
    /// The same unique id within one offer; without one on both, the same click id and event.
    Default,
    /// The same unique id in the whole network, in the first of these parameters; where none is sent, the click id and
    /// the event.
    UniqueInNetwork(&'static [&'static str]),
    /// The same click id and event, or the same unique id.
    Either,
    /// The same click id and event.
    IdAndEvent,
    /// The same click id.
    Id,
    /// The same unique id.
    UniqueId,
    /// Nothing.
    Never,
}

impl Dedupe {
    /// What `--dedupe` takes.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "id+event" => Self::IdAndEvent,
            "id" => Self::Id,
            "unique-id" => Self::UniqueId,
            "none" => Self::Never,
            _ => return None,
        })
    }
}

/// What one network does.
#[derive(Clone, Copy, Debug)]
pub struct Network {
    /// The platform's id.
    pub platform: &'static str,
    /// Conversions of offers that are paused or expired are rejected; `None` where nobody says.
    pub rejects_inactive: Option<bool>,
    /// It removes repetitions by itself.
    pub removes_repeats: bool,
    /// What makes a repetition.
    pub dedupe: Dedupe,
    /// A postback without an event is the base conversion.
    pub base_event: bool,
    /// Parameters that are taken in place of the click id: all of one list.
    pub instead_of_click_id: &'static [&'static [&'static str]],
    /// Paths, or pieces of them, of pixels that a browser's cookie matches.
    pub pixels: &'static [&'static str],
    /// Parameters that name the offer.
    pub offer: &'static [&'static str],
}

impl Network {
    /// A network of which nothing is documented.
    pub const NONE: Self = Self {
        platform: "",
        rejects_inactive: None,
        removes_repeats: false,
        dedupe: Dedupe::Default,
        base_event: false,
        instead_of_click_id: &[],
        pixels: &[],
        offer: &["offer_id", "offerid"],
    };

    /// What is documented of a platform.
    #[must_use]
    pub fn of(platform: Option<&str>) -> &'static Self {
        ALL.iter().find(|n| platform == Some(n.platform)).unwrap_or(&NOBODY)
    }
}

static NOBODY: Network = Network::NONE;

/// GoKart's own pages list an inactive offer among the reasons why conversions do not count. CAKE:
/// <https://support.getcake.com/support/solutions/articles/13000118838>. Affise:
/// <https://help-center.affise.com/en/articles/6475468-affise-postback-url-parameters>. TUNE:
/// <https://support.tune.com/hc/en-us/articles/4413247665431-Receiving-Conversions-via-Postback-URL>.
static ALL: [Network; 8] = [
    Network { platform: "gokart", rejects_inactive: Some(true), offer: &["gk_offer_id"], ..Network::NONE },
    Network {
        platform: "cake",
        rejects_inactive: Some(true),
        removes_repeats: true,
        dedupe: Dedupe::Either,
        base_event: true,
        pixels: &["/p.ashx"],
        offer: &["offer_id", "o"],
        ..Network::NONE
    },
    Network {
        platform: "everflow",
        rejects_inactive: Some(true),
        base_event: true,
        offer: &["oid", "offer_id"],
        ..Network::NONE
    },
    Network {
        platform: "affise",
        rejects_inactive: Some(false),
        removes_repeats: true,
        base_event: true,
        instead_of_click_id: &[&["ref_id"], &["promo_code"], &["offer_id", "pid"]],
        pixels: &["/success."],
        ..Network::NONE
    },
    Network {
        platform: "tune",
        removes_repeats: true,
        dedupe: Dedupe::UniqueInNetwork(&["conversion_unique_id"]),
        base_event: true,
        pixels: &["/aff_l", "/aff_goal"],
        ..Network::NONE
    },
    Network { platform: "trackier", removes_repeats: true, base_event: true, offer: &["campaign_id"], ..Network::NONE },
    Network { platform: "keitaro", removes_repeats: true, base_event: true, offer: &[], ..Network::NONE },
    Network { platform: "voluum", removes_repeats: true, base_event: true, offer: &[], ..Network::NONE },
];

/// Words for a status that takes a conversion back. Affise numbers it 3.
const DECLINING: [&str; 18] = [
    "rejected",
    "declined",
    "cancelled",
    "canceled",
    "refund",
    "refunded",
    "chargeback",
    "charge_back",
    "reversed",
    "reversal",
    "reject",
    "decline",
    "cancel",
    "trash",
    "invalid",
    "void",
    "3",
    "deleted",
];

/// True for a status that takes a conversion back.
#[must_use]
pub fn is_declining(status: &str) -> bool {
    DECLINING.iter().any(|word| status.trim().eq_ignore_ascii_case(word))
}
