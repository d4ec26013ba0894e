//! PlaytimeAds: the click id comes back as `{user_id}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const POSTBACK: &str = "https://docs.playtimeads.com/api-integration/setup-postback";
const FRAME: &str = "https://docs.playtimeads.com/iframe-integration/setup-postback";
const SDK: &str = "https://docs.playtimeads.com/payout/setup-s2s-postback";

/// PlaytimeAds.
pub const PLATFORM: Platform = Platform {
    id: "playtimeads",
    name: "PlaytimeAds",
    kind: PlatformKind::Offerwall,
    aliases: &["playtime ads"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]).complete(),
        returned_click_id: &[
            fact("user_id", POSTBACK).note("described as the click id of the click URL"),
            fact("clickId", POSTBACK).note("the older name"),
        ],
        sub: &[fact("sub#", POSTBACK).note("sub1 to sub10, from the click URL")],
        event: &[fact("event", POSTBACK)],
        payout: &[fact("payout", POSTBACK)],
        revenue: &[fact("amount", FRAME).note("what the user gets")],
        currency: &[fact("currency_name", FRAME).note("the app's own currency")],
        time: &[fact("clickDatetime", POSTBACK), fact("conversionDatetime", POSTBACK), fact("timeZone", POSTBACK)],
        other: &[
            fact("offer_id", POSTBACK),
            fact("offer_name", POSTBACK),
            fact("campaignId", POSTBACK).note("the older offer_id"),
            fact("campaignName", POSTBACK).note("the older offer_name"),
            fact("users_advertising_id", POSTBACK),
            fact("clickIpaddress", POSTBACK),
            fact("callback_type", POSTBACK),
            fact("appKey", FRAME),
            fact("sig", POSTBACK).note("the signature, in the table"),
            fact("signature", POSTBACK).note("the signature, in the sample URLs"),
        ],
        complete: true,
        security: "A signature goes along; its algorithm is not documented.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::PartnerPostback,
            url: "https://yourserver.com/postback?user_id={user_id}&offer_id={offer_id}&offer_name={offer_name}&payout={payout}&signature={signature}&event={event}&sub1={sub1}&gaid={users_advertising_id}&clickIp={clickIpaddress}&clickDatetime={clickDatetime}&conversionDatetime={conversionDatetime}&timeZone={timeZone}&callback_type={callback_type}&currency_name={currency_name}&appKey={appKey}&amount={amount}",
            source: FRAME,
            note: "without sub2 to sub10",
        },
        Example {
            role: Role::Postback,
            url: "http://www.example.com/postbacks/postback_file_name.php?clickId =123&campaignId=123&campaignName=Test_game&payout=500&signature=45786sdg458-sdg465-659s465sdg-465ery98bm-65fb798sdg32dv&event=Complete_level_X&clickDatetime=202X-0X-0X XX:XX:XX&conversionDatetime=202X-0X-0X XX:XX:XX&timeZone=IST",
            source: POSTBACK,
            note: "broken at its source: a space after clickId, raw spaces in the dates",
        },
        Example {
            role: Role::Postback,
            url: "https://yourdomain.com/postback_file?clickId={clickId}&campaignId={campaignId}&campaignName={campaignName}&payout={payout}&signature={sig}&event={event}&sub1={sub1}&sub2={sub2}&sub3={sub3}&sub4={sub4}&sub5={sub5}&sub6={sub6}&sub7={sub7}&sub8={sub8}&sub9={sub9}&sub10={sub10}&gaid={users_advertising_id}&clickIp={clickIpaddress}&clickDatetime={clickDatetime}&conversionDatetime={conversionDatetime}&timeZone={timeZone}",
            source: POSTBACK,
            note: "the older edition",
        },
    ],
    sources: &[
        Source { page: FRAME, says: "the whole list, with amount, currency_name and appKey" },
        Source { page: POSTBACK, says: "macros, in two editions" },
        Source { page: SDK, says: "the SDK appends fixed parameters by itself: give it the path only" },
    ],
    contradictions: &[
        "The table says {sig}, the newer sample URL {signature}.",
        "Older names are clickId, campaignId and campaignName, newer ones user_id, offer_id and offer_name.",
    ],
    gaps: &["the algorithm of the signature", "the form of the click URL"],
    ..Platform::NONE
};
