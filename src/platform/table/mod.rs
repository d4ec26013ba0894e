//! The platforms, one file each.

macro_rules! platforms {
    ($($file:ident)*) => {
        $(mod $file;)*
        /// Every built-in platform, sorted by file name.
        pub static ALL: &[&super::Platform] = &[$(&$file::PLATFORM),*];
    };
}

platforms! {
    acornads
    adcash
    adgem
    admantum
    adscend_media
    adxpansion
    affise_reach
    airpush
    appsflyer
    awin
    ayet_studios
    bitlabs
    cj
    clickbank
    cpalead
    cpx_research
    digistore24
    ero_advertising
    exoclick
    flexoffers
    gokart
    kiwiwall
    leadbolt
    lootably
    maxbounty
    mgid
    mobfox
    monlix
    newsbreak
    ogads
    outbrain
    partnerize
    playtimeads
    plugrush
    popads
    popcash
    prodege
    propellerads
    rakuten
    revcontent
    revlum
    revtoo
    selfadvertiser
    shareasale
    start_io
    taboola
    tapjoy
    torox
    trafficforce
    trafficstars
    trafficvance
    wannads
    zeropark
}

/// Macro names seen in the field that no platform in this table owns.
pub const ELSEWHERE: &[&str] = &[];
