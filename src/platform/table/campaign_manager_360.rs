//! Campaign Manager 360: macros that begin with a percent sign, `%eaid!`, `%pKEY=!;`, `%n`, and `;ord=[timestamp]?`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact};

const MARKETO: &str = "public code, file 5785611884 (Marketo Measure's page on tags for Campaign Manager)";
const STUDIO: &str = "public code, file 18195570406 (Studio's library, with the macros of exits)";
const TAGS: &str = "public code, files 1220220260 and 1251116853 (Audience Manager's pages on ad server tags)";
const DEMDEX: &str = "public code, files 160210800 and 38823717690 (Audience Manager's table of error codes)";
const VAST: &str = "public code, file 42349629960 (a video tag's macros)";
const ATTRIBUTION: &str = "https://support.google.com/displayvideo/answer/9188083";
const DCLID: &str = "https://www.simoahava.com/analytics/common-mistakes-click-identifiers";

const fn percent(name: &'static str, note: &'static str) -> Fact {
    fact(name, MARKETO).note(note)
}

/// Campaign Manager 360.
pub const PLATFORM: Platform = Platform {
    id: "campaign-manager-360",
    name: "Campaign Manager 360",
    kind: PlatformKind::AdServer,
    aliases: &["cm360", "dcm", "doubleclick", "dfa", "doubleclick-campaign-manager"],
    link: LinkFace {
        hosts: &[fact("ad.doubleclick.net", TAGS)],
        paths: &[fact("/ddm/jump/*", TAGS), fact("/ddm/clk/*", ATTRIBUTION), fact("/ddm/trackclk/*", ATTRIBUTION)],
        documented: &[
            fact("dc_trk_aid", TAGS).note("behind semicolons in the path").unsure(),
            fact("dc_trk_cid", TAGS).note("behind semicolons in the path").unsure(),
        ],
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::Square], ..Dialects::NONE },
        appended: &[
            fact("dclid", DCLID),
            fact("gad_source", ATTRIBUTION).note("where enhanced attribution is on: no click id"),
        ],
        other: &[
            fact("timestamp", TAGS)
                .note("written [timestamp], behind ord=: a random number that keeps a page from being cached"),
            percent("eadv", "written %eadv!: the advertiser"),
            percent("eaid", "written %eaid!: the ad"),
            percent("ecid", "written %ecid!: the creative"),
            percent("esid", "written %esid!: the site"),
            percent("epid", "written %epid!: the placement"),
            fact("ebuy", DEMDEX).note("written %ebuy!: the campaign"),
            fact("eenv", STUDIO).note("written %eenv!"),
            fact("erid", STUDIO).note("written %erid!"),
            fact("erv", STUDIO).note("written %erv!"),
            fact("psz", VAST).note("written %psz=!: a key and its value, as all %pKEY=!; are"),
            fact("n", MARKETO).note("written %n: a random number"),
            fact("m", MARKETO).note("written %m"),
            fact("s", STUDIO).note("written %s: the site's domain"),
            fact("g", STUDIO).note("written %g"),
            fact("j", STUDIO).note("written %j"),
        ],
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::LandingPage,
            url: "https://cdn.bizibly.com/i?v=%eadv!&a=%eaid!&c=%ecid!&s=%esid!&p=%epid!&m=%m&n=%n",
            source: MARKETO,
            note: "a pixel",
        },
        Example {
            role: Role::LandingPage,
            url: "https://ad.doubleclick.net/ddm/jump/A123456.12345GDN.COM/B1234567.123456789;sz=300x250;ord=[timestamp]?",
            source: TAGS,
            note: "a click link; the `?` at its end belongs there",
        },
    ],
    sources: &[
        Source { page: MARKETO, says: "macros in a pixel, and what they hold" },
        Source { page: STUDIO, says: "the macros that are filled in exit links" },
        Source { page: TAGS, says: "links with ;ord=[timestamp]? and semicolons in the path" },
        Source { page: DEMDEX, says: "the same macros in another receiver's link; raw, that one cannot read them" },
        Source { page: VAST, says: "%psz=!, %ebuy! and others in a video tag" },
        Source { page: ATTRIBUTION, says: "dclid and gad_source are appended; paths /clk and /trackclk" },
        Source { page: DCLID, says: "dclid is appended by the Google Marketing Platform" },
    ],
    ..Platform::NONE
};
