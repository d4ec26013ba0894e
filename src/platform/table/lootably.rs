//! Lootably: the user goes in as `sid` and comes back as `{userID}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact, required};

const POSTBACK: &str = "https://documentation.lootably.com/docs/postbacks";
const WALL: &str = "public code, file 47870544776 (a wall URL)";
const REDIRECT: &str = "public code, file 41829360477 (redirect links)";
const SCHEMA: &str = "public code, file 56361797841 (a reward plugin: every macro of Lootably's postback)";
const WALLS: &str = "public code, files 65765315734 and 65786035569 (a reward app's offerwalls, after their pages)";

/// Lootably.
pub const PLATFORM: Platform = Platform {
    id: "lootably",
    name: "Lootably",
    kind: PlatformKind::Offerwall,
    link: LinkFace {
        hosts: &[fact("wall.lootably.com", WALL), fact("api.lootably.com", REDIRECT)],
        paths: &[fact("/", WALL), fact("/api/offerwall/redirect/offer/{offer}", REDIRECT)],
        click_id: &[
            fact("sid", WALL).note("the user, on the wall"),
            fact("rawPublisherUserID", REDIRECT).note("the user, on redirect links"),
        ],
        required: &[required(fact("placementID", WALL)).advised()],
        documented: &[fact("userID", WALLS).note("another name of sid").unsure()],
        template: "https://wall.lootably.com/?placementID={placement}&sid={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("userID", POSTBACK).note("the publisher's user")],
        sub: &[
            fact("sid", SCHEMA).note("as sid2; the user has {userID}").unsure(),
            fact("sid#", SCHEMA).note("sid2 to sid5, what the wall's address carried"),
        ],
        event: &[fact("goalID", POSTBACK), fact("goalName", POSTBACK)],
        payout: &[fact("revenue", POSTBACK).note("what the publisher earns")],
        revenue: &[fact("currencyReward", WALLS).note("what the user gets")],
        unique_id: &[fact("transactionID", POSTBACK)],
        status: &[fact("status", WALLS).note("1 done, 0 taken back")],
        other: &[
            fact("ip", POSTBACK),
            fact("offerName", POSTBACK),
            fact("offerID", POSTBACK),
            fact("numericOfferID", POSTBACK),
            fact("multistepOfferPercentageComplete", POSTBACK),
            fact("hash", WALLS),
        ],
        complete_in_postbacks: Some(fact("every postback macro", SCHEMA)),
        security: "{hash} is SHA-256 of userID, ip, revenue, currencyReward and the postback secret, one behind the other. The address that gets the postback must be https; it has to answer 1.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::PartnerPostback,
            url: "https://api.example.com/postback/lootably?user_id={userID}&transaction_id={transactionID}&ip={ip}&payout={revenue}&reward={currencyReward}&offer_name={offerName}&status={status}&signature={hash}",
            source: WALLS,
            note: "the host is a stand-in",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://wall.lootably.com/?placementID=clf9hx9950tyb011f5hh313k3&sid=[user_id]",
            source: WALL,
            note: "the brackets are the publisher's own blank",
        },
    ],
    sources: &[
        Source { page: POSTBACK, says: "macros, in camel case with ID in capitals; https only" },
        Source { page: WALL, says: "placementID and sid" },
        Source { page: WALLS, says: "currencyReward, status, hash and its formula" },
        Source { page: SCHEMA, says: "every macro there is, sid2 to sid5 among them" },
        Source { page: REDIRECT, says: "placementID and rawPublisherUserID" },
    ],
    ..Platform::NONE
};
