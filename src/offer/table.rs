//! The names of fields, grouped by where each was read: data.

use super::meaning::{Field, Field as F, FieldMeaning, Name, Noun, Place, Place as P};
use super::model::Unit;

/// A link, as a text or as a map that holds it.
pub const fn link(name: &'static str, place: Place) -> Name {
    Name { name, means: FieldMeaning::Link(place), noun: Noun::Link(place), unit: None, global: false }
}

/// A value.
pub const fn field(name: &'static str, field: Field) -> Name {
    Name { name, means: FieldMeaning::Field(field), noun: Noun::Nothing, unit: None, global: false }
}

const fn group(name: &'static str, noun: Noun) -> Name {
    Name { name, means: FieldMeaning::Nothing, noun, unit: None, global: false }
}

const fn no_link(name: &'static str) -> Name {
    Name { name, means: FieldMeaning::NoLink, noun: Noun::Nothing, unit: None, global: false }
}

const fn window(name: &'static str, unit: Option<Unit>) -> Name {
    let means = FieldMeaning::Field(Field::Window { click: true });
    Name { name, means, noun: Noun::Nothing, unit, global: false }
}

const fn view_window(name: &'static str, unit: Option<Unit>) -> Name {
    let means = FieldMeaning::Field(Field::Window { click: false });
    Name { name, means, noun: Noun::Nothing, unit, global: false }
}

impl Name {
    /// The same name for a map or a list of maps.
    pub const fn or(self, noun: Noun) -> Self {
        Self { noun, ..self }
    }

    /// Said to be for all offers.
    pub const fn global(self) -> Self {
        Self { global: true, ..self }
    }
}

/// Where names were read, and the names.
pub const SOURCES: &[(&str, &[Name])] = &[
    ("words that any file may use; no source of their own", COMMON),
    (
        "links by who calls whom; Swaarm's words, https://docs.swaarm.com/en/articles/4612478-advertiser-tracking-details",
        SIDES,
    ),
    (
        "ad platforms and templates: Google Ads (final_url_suffix, tracking_url_template), Meta (url_tags, \
         https://developers.facebook.com/docs/instagram/ads-api/guides/url-tags-for-tracking); names of people's own files",
        TEMPLATES,
    ),
    ("TUNE, https://developers.tune.com/network-models/offer and .../offerurl/", TUNE),
    (
        "Everflow, https://developers.everflow.io/api-reference/put-networksoffer and .../docs/affiliate/postbacks",
        EVERFLOW,
    ),
    ("CAKE, https://support.getcake.com/support/solutions/articles/13000118788 and .../5000546173", CAKE),
    ("Affise, https://github.com/affise/go-sdk (test/testdata) and https://github.com/affise/php-sdk", AFFISE),
    ("Trackier, https://github.com/trackier/docs-v1", TRACKIER),
    ("Scaleo, https://scaleo.zendesk.com/hc/en-us/articles/360001761517", SCALEO),
    ("Offer18, https://knowledgebase.offer18.com/affiliate/affiliate-apis/offers-api", OFFER18),
    ("Impact, https://github.com/api-evangelist/impact", IMPACT),
    (
        "trackers of media buyers: https://github.com/ronbeltran/voluum, https://github.com/pijusz/mcp-redtrack, https://github.com/playtini/keitaro-client, https://github.com/pavelraiden/binom-api-encyclopedia, https://help.bemob.com/docs/creating-affiliate-network-manually",
        TRACKERS,
    ),
    (
        "open source: https://github.com/tracking202/prosper202, https://github.com/EricFrancis12/evoclick, https://github.com/oyi77/1ai-affiliate",
        OPEN_SOURCE,
    ),
];

const TEMPLATES: &[Name] = &[
    link("callback", P::Postback),
    link("callbackurl", P::Postback),
    link("conversionpostback", P::Postback),
    link("eventpostback", P::Postback),
    link("finalurls", P::Page),
    link("finalurlsuffix", P::Fragment),
    link("installpostback", P::Postback),
    link("links", P::Plain),
    link("offerparamstemplate", P::Fragment),
    link("offerurltemplate", P::Destination),
    link("pingback", P::Postback),
    link("pingbackurl", P::Postback),
    link("postbacktemplate", P::Postback),
    link("trackingurltemplate", P::Tracking),
    link("urltags", P::Fragment),
];

const COMMON: &[Name] = &[
    field("active", F::Runs),
    group("advertiser", Noun::Other),
    group("advertisers", Noun::Other),
    group("affiliate", Noun::Other),
    group("affiliates", Noun::Other),
    field("archived", F::Deleted),
    field("attributionpartner", F::Platform),
    window("attributionwindow", None),
    no_link("avatar"),
    field("campaign", F::Name(1)).or(Noun::Campaign),
    group("campaigns", Noun::Campaign),
    window("clickattributionwindow", None),
    window("clicklookback", None),
    window("clicklookbackwindow", None),
    link("clicktrackinglink", P::Plain),
    link("clicktrackingurl", P::Plain),
    window("clickttl", None),
    link("clickurl", P::Plain),
    window("clickwindow", None),
    field("commission", F::Payout).or(Noun::Money),
    field("commissions", F::Payout).or(Noun::Money),
    field("commissiontype", F::Model),
    group("company", Noun::Other),
    group("contact", Noun::Other),
    no_link("context"),
    field("conversionevents", F::Events).or(Noun::Event),
    link("conversionpixel", P::Pixel),
    link("conversionurl", P::Postback),
    window("conversionwindow", None),
    window("cookie", None),
    window("cookieduration", None),
    window("cookielifetime", None),
    window("cookiewindow", None),
    field("currencyabbr", F::Currency),
    field("currencycode", F::Currency),
    field("currencyid", F::Currency),
    field("deleted", F::Deleted),
    link("destination", P::Destination),
    link("destinationlink", P::Destination),
    link("destinationurl", P::Destination),
    field("disabled", F::Stopped),
    field("enabled", F::Runs),
    field("env", F::Environment),
    field("event", F::Events).or(Noun::Event),
    field("eventid", F::EventId(9)),
    field("eventids", F::Events).or(Noun::Event),
    field("eventname", F::EventName),
    field("eventnames", F::Events).or(Noun::Event),
    field("eventtoken", F::EventId(8)),
    field("eventvalue", F::EventId(7)),
    link("fallback", P::Landing),
    link("fallbacklink", P::Landing),
    link("fallbackurl", P::Landing),
    no_link("favicon"),
    field("global", F::Global),
    link("globalpostbacks", P::Postback).or(Noun::Postback).global(),
    link("globalpostbackurl", P::Postback).global(),
    field("goal", F::EventId(6)).or(Noun::Event),
    field("goalid", F::EventId(6)),
    field("goalname", F::EventName),
    field("goals", F::Events).or(Noun::Event),
    field("goalvalue", F::EventId(7)),
    no_link("icon"),
    no_link("iconurl"),
    no_link("image"),
    no_link("images"),
    no_link("imageurl"),
    link("impressionlink", P::Plain),
    link("impressionpixel", P::Plain),
    link("impressiontrackinglink", P::Plain),
    link("impressiontrackingurl", P::Plain),
    link("impressionurl", P::Plain),
    view_window("impressionwindow", None),
    field("ipallowlist", F::AllowList).or(Noun::AllowList),
    field("ipwhitelist", F::AllowList).or(Noun::AllowList),
    field("isactive", F::Runs),
    field("isdeleted", F::Deleted),
    field("isenabled", F::Runs),
    field("isglobal", F::Global),
    field("ispaused", F::Stopped),
    field("key", F::EventId(2)),
    link("landing", P::Page).or(Noun::Landing),
    link("landingpage", P::Page).or(Noun::Landing),
    link("landingpages", P::Page).or(Noun::Landing),
    link("landingpageurl", P::Page),
    link("landings", P::Page).or(Noun::Landing),
    link("landingurl", P::Page),
    field("level", F::Level),
    link("link", P::Url),
    field("live", F::Runs),
    no_link("logo"),
    no_link("logourl"),
    window("lookback", None),
    window("lookbackwindow", None),
    link("lp", P::Page).or(Noun::Landing),
    link("lpurl", P::Page),
    group("manager", Noun::Other),
    field("measurementpartner", F::Platform),
    field("mmp", F::Platform),
    field("model", F::Model),
    field("multipleevents", F::SeveralEvents),
    field("networkname", F::Network),
    field("offer", F::Name(2)).or(Noun::Offer),
    field("offerid", F::OfferId(2)),
    link("offerlink", P::Destination),
    field("offername", F::Name(2)),
    group("offers", Noun::Offer),
    field("offerstate", F::Status).or(Noun::Status),
    field("offerstatus", F::Status).or(Noun::Status),
    link("offerurl", P::Destination),
    field("paused", F::Stopped),
    field("payment", F::Payout).or(Noun::Money),
    field("paymentmodel", F::Model),
    field("payments", F::Payout).or(Noun::Money),
    field("paymenttype", F::Model),
    field("payoutamount", F::Payout),
    field("payoutcurrency", F::Currency),
    field("payoutmodel", F::Model),
    field("payoutpercent", F::Share),
    field("payoutpercentage", F::Share),
    field("payouts", F::Payout).or(Noun::Money),
    field("payouttype", F::Model),
    field("payoutvalue", F::Payout),
    field("percentpayout", F::Share),
    no_link("photo"),
    link("pixel", P::Pixel).or(Noun::Pixel),
    link("pixelcode", P::Pixel),
    link("pixelhtml", P::Pixel),
    link("pixels", P::Pixel).or(Noun::Pixel),
    link("pixelurl", P::Pixel),
    field("platform", F::PlatformOrSystem).or(Noun::Other),
    link("postback", P::Postback).or(Noun::Postback),
    link("postbacklink", P::Postback),
    link("postbacks", P::Postback).or(Noun::Postback),
    field("postbacksecret", F::Token),
    link("postbackurls", P::Postback).or(Noun::Postback),
    link("preview", P::Landing),
    link("previewlink", P::Landing),
    field("pricingmodel", F::Model),
    link("privacypolicy", P::Landing),
    link("privacyurl", P::Landing),
    field("rate", F::Payout),
    link("redirecturl", P::Destination),
    field("revshare", F::Share),
    link("s2spostback", P::Postback),
    link("s2spostbackurl", P::Postback),
    link("s2surl", P::Postback),
    no_link("schema"),
    no_link("schemalocation"),
    field("scope", F::Level),
    no_link("screenshot"),
    no_link("screenshots"),
    field("securitytoken", F::Token),
    window("session", None),
    window("sessionduration", None),
    window("sessionwindow", None),
    field("state", F::Status).or(Noun::Status),
    field("statusid", F::StatusNumber),
    field("statusname", F::Status),
    link("termsurl", P::Landing),
    link("testlink", P::Plain),
    link("thankyou", P::Landing),
    link("thankyoulink", P::Landing),
    link("thankyoupage", P::Landing),
    link("thankyouurl", P::Landing),
    no_link("thumbnail"),
    no_link("thumbnailurl"),
    field("title", F::Name(2)),
    field("token", F::EventId(8)),
    group("tracker", Noun::Other),
    link("trackinglinks", P::Tracking),
    link("trackingpixel", P::Plain),
    field("trackingplatform", F::Platform),
    field("trackingprovider", F::Platform),
    link("trackingtemplate", P::Tracking),
    link("trackingurl", P::Tracking),
    link("trackingurls", P::Tracking),
    field("type", F::Model),
    link("uri", P::Url),
    link("url", P::Url),
    link("urls", P::Url),
    group("user", Noun::Other),
    field("value", F::EventId(4)),
    field("verificationtoken", F::Token),
    view_window("viewthroughlookback", None),
    view_window("viewthroughwindow", None),
    view_window("viewwindow", None),
    group("website", Noun::Other),
    field("whitelistedips", F::AllowList).or(Noun::AllowList),
    field("whitelistips", F::AllowList).or(Noun::AllowList),
    no_link("xmlns"),
];

const SIDES: &[Name] = &[
    link("advertiserlink", P::Tracking),
    link("advertiserpostback", P::Postback),
    link("advertiserpostbackurl", P::Postback),
    link("advertisertrackinglink", P::Tracking),
    link("advertisertrackingurl", P::Tracking),
    link("advertiserurl", P::Destination),
    link("affiliatelink", P::Publisher),
    link("affiliatepostback", P::PartnerPostback),
    link("affiliatepostbackurl", P::PartnerPostback),
    link("affiliatetrackinglink", P::Publisher),
    link("partnerpostbacks", P::PartnerPostback).or(Noun::PartnerPostback),
    link("partnerpostbackurl", P::PartnerPostback),
    link("partnertrackinglink", P::Publisher),
    link("publisherlink", P::Publisher),
    link("publisherpostback", P::PartnerPostback),
    link("publisherpostbacks", P::PartnerPostback).or(Noun::PartnerPostback),
    link("publisherpostbackurl", P::PartnerPostback),
    link("publishertrackinglink", P::Publisher),
    link("publishertrackingurl", P::Publisher),
    link("sourcepostback", P::PartnerPostback),
    link("sourcepostbackurl", P::PartnerPostback),
    link("trafficsourcepostback", P::PartnerPostback),
    link("trafficsourcepostbackurl", P::PartnerPostback),
];

const TUNE: &[Name] = &[
    link("code", P::Pixel),
    field("content", F::AllowList),
    field("defaultpayout", F::Payout),
    group("offergoal", Noun::Event),
    link("offerpixel", P::Pixel).or(Noun::Pixel),
    group("offerwhitelist", Noun::AllowList),
    field("percentpayoutdefault", F::Share),
    field("protocol", F::Method),
    view_window("sessionimpressionhours", Some(Unit::Hour)),
];

const EVERFLOW: &[Name] = &[
    field("conversionmethod", F::Method),
    group("entries", Noun::Money),
    field("entryname", F::EventId(1)),
    link("htmlcode", P::Pixel),
    field("networkofferid", F::OfferId(3)),
    field("networkofferpayoutrevenueid", F::EventId(5)),
    group("payoutrevenue", Noun::Money),
    field("pixellevel", F::Level),
    field("revenuetype", F::Model),
    link("serversideurl", P::Plain),
    window("sessiontrackinglifespanhour", Some(Unit::Hour)),
];

const CAKE: &[Name] = &[
    window("clickcookiedays", Some(Unit::Day)),
    view_window("impressioncookiedays", Some(Unit::Day)),
    field("offerstatusname", F::Status),
    group("pixelinfo", Noun::Pixel),
    link("redirectdomain", P::Plain),
];

const AFFISE: &[Name] = &[
    field("allowedip", F::AllowList).or(Noun::AllowList),
    window("clicksession", None),
    link("crosspostbackurl", P::Plain),
    field("hashpassword", F::Token),
    link("macrourl", P::Plain),
    link("trafficbackurl", P::Landing),
    link("urlpreview", P::Landing),
];

const TRACKIER: &[Name] =
    &[field("commmodel", F::Model), field("convtracking", F::Method), field("displayid", F::Id(4))];

const SCALEO: &[Name] = &[
    window("clifespan", Some(Unit::Day)),
    field("currencysymbol", F::Currency),
    field("whitelistipsforpostbacks", F::AllowList).or(Noun::AllowList),
];

const OFFER18: &[Name] = &[group("condition", Noun::Condition), field("field", F::Asks), field("price", F::Payout)];

const IMPACT: &[Name] = &[
    field("actiontrackerid", F::EventId(7)),
    field("campaignid", F::CampaignId),
    field("campaignname", F::Name(1)),
    link("campaignurl", P::Page),
    field("contractstatus", F::Status),
    group("eventnotification", Noun::PartnerPostback),
    group("eventnotifications", Noun::PartnerPostback),
];

const TRACKERS: &[Name] = &[
    link("actionpayload", P::Destination),
    field("affiliatenetwork", F::NetworkId).or(Noun::Network),
    field("affiliatenetworkid", F::NetworkId),
    group("affiliatenetworks", Noun::Network),
    field("alias", F::Template),
    field("amount", F::Payout),
    link("campaignlink", P::Publisher),
    window("clickexpiration", None),
    link("clickpostbacks", P::Plain).or(Noun::Link(P::Plain)),
    window("cookiesttl", None),
    link("impressionpostbacks", P::Plain).or(Noun::Link(P::Plain)),
    group("networks", Noun::Network),
    field("networktitle", F::NetworkId),
    link("offerparam", P::Fragment),
    field("programid", F::NetworkId),
    group("sources", Noun::Source),
    field("templatename", F::Template),
    link("trackbackurl", P::Publisher),
    group("trafficchannels", Noun::Source),
    group("trafficsource", Noun::Source),
    group("trafficsources", Noun::Source),
];

const OPEN_SOURCE: &[Name] = &[
    field("affcampaigncurrency", F::Currency),
    field("affcampaignid", F::OfferId(1)),
    field("affcampaignname", F::Name(1)),
    field("affcampaignpayout", F::Payout),
    link("affcampaignurl", P::Destination),
    link("affcampaignurl2", P::Destination),
    link("affcampaignurl3", P::Destination),
    link("affcampaignurl4", P::Destination),
    link("affcampaignurl5", P::Destination),
    field("affnetworkid", F::NetworkId),
    group("campaignpostbacks", Noun::PartnerPostback),
    link("defaultnewofferstring", P::Fragment),
    field("postbackipallowlist", F::AllowList).or(Noun::AllowList),
];
