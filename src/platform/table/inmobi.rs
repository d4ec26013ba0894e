//! InMobi: macros written `$NAME`, without braces, in links to measurement partners.

use crate::platform::{FiringFace, Platform, PlatformKind, Source, fact};

const INSTALLS: &str = "https://support.inmobi.com/advertise/help-articles/tracking-installs/";

/// InMobi.
pub const PLATFORM: Platform = Platform {
    id: "inmobi",
    name: "InMobi",
    kind: PlatformKind::TrafficSource,
    aliases: &["inmobi-dsp"],
    fires: FiringFace {
        other: &[
            fact("IDA", INSTALLS).note("written $IDA: the iOS advertising id"),
            fact("GPID", INSTALLS).note("written $GPID: the Google advertising id"),
        ],
        ..FiringFace::NONE
    },
    sources: &[Source { page: INSTALLS, says: "a campaign takes the measurement partner's link; $IDA and $GPID" }],
    gaps: &["the macro of the click id", "the address of its postbacks"],
    ..Platform::NONE
};
