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
    adbrix
    adcash
    adgem
    adjust
    admantum
    adscend_media
    adxpansion
    affise_reach
    airbridge
    airpush
    apple_skan
    appmetrica
    appsflyer
    apsalar
    auto_click_ids
    awin
    ayet_studios
    bitlabs
    branch
    cj
    clickbank
    cpalead
    cpx_research
    digistore24
    ero_advertising
    exoclick
    firebase_dynamic_links
    flexoffers
    gokart
    kiwiwall
    kochava
    leadbolt
    lootably
    maxbounty
    mgid
    mobfox
    monlix
    mytracker
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
    singular
    start_io
    taboola
    tapjoy
    tenjin
    torox
    trackingio
    trafficforce
    trafficstars
    trafficvance
    tune_mat
    wannads
    zeropark
}

/// Macro names seen in the field that no platform in this table owns.
pub const ELSEWHERE: &[&str] = &[];
