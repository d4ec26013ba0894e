//! TheoremReach: a wall of surveys, opened with `api_key` and `user_id`.

use crate::platform::{Example, LinkFace, Platform, PlatformKind, Role, Source, fact, required};

const LINKS: &str = "public code, files 63183936859, 38886518011 and 51802411983 (links that open the wall)";
const SIGNED: &str = "public code, files 52437399826 and 52677083326 (links with a signature)";

/// TheoremReach.
pub const PLATFORM: Platform = Platform {
    id: "theoremreach",
    name: "TheoremReach",
    kind: PlatformKind::Offerwall,
    aliases: &["theorem-reach"],
    link: LinkFace {
        hosts: &[fact("theoremreach.com", LINKS)],
        paths: &[fact("/respondent_entry/direct", LINKS)],
        click_id: &[fact("user_id", LINKS).note("the publisher's user, who gets the reward")],
        also_accepts: &[fact("transaction_id", LINKS).note("the publisher's own, one for each visit")],
        required: &[
            required(fact("api_key", LINKS).note("the publisher's app")).on("/respondent_entry/direct"),
            required(fact("user_id", LINKS).note("the publisher's user")).on("/respondent_entry/direct"),
        ],
        template: "https://theoremreach.com/respondent_entry/direct?api_key={api_key}&user_id={click_id}",
        ..LinkFace::NONE
    },
    examples: &[Example {
        role: Role::TrackingLink,
        url: "https://theoremreach.com/respondent_entry/direct?api_key=9d03&user_id=user1&transaction_id=t1",
        source: LINKS,
        note: "the key, the user and the id are made up",
    }],
    sources: &[
        Source { page: LINKS, says: "the wall's address with api_key, user_id and, in some, transaction_id" },
        Source { page: SIGNED, says: "a SHA-1 of the user and a secret" },
    ],
    gaps: &["the parameters of its reward callback", "the name of the signature's parameter"],
    ..Platform::NONE
};
