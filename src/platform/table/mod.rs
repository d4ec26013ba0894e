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
    affise
    affise_reach
    aftrad
    airbridge
    airpush
    altercpa
    appcarry
    apple_skan
    appmetrica
    appsflyer
    apsalar
    auto_click_ids
    awin
    ayet_studios
    bemob
    binom
    bitlabs
    branch
    cake
    cj
    clickbank
    clickflare
    clickmagick
    cpalead
    cpx_research
    digistore24
    ero_advertising
    everflow
    exoclick
    firebase_dynamic_links
    flexoffers
    funnelflux
    gokart
    hitpath
    impact
    inflektion
    keitaro
    kiwiwall
    kochava
    kuala
    leadbolt
    linktrust
    lootably
    maxbounty
    mgid
    mobfox
    monlix
    mytracker
    newsbreak
    offer18
    ogads
    outbrain
    partnerize
    peerclick
    playtimeads
    plugrush
    popads
    popcash
    post_affiliate_pro
    prodege
    propellerads
    rakuten
    redtrack
    revcontent
    revlum
    revtoo
    scaleo
    selfadvertiser
    shareasale
    singular
    start_io
    swaarm
    taboola
    tapjoy
    tenjin
    torox
    trackier
    trackingio
    trafficforce
    trafficstars
    trafficvance
    tune
    tune_mat
    voluum
    wannads
    zeropark
}

/// Macro names seen in the field that no platform in this table owns.
pub const ELSEWHERE: &[&str] = &[];
