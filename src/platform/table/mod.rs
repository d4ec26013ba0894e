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
    app_store
    appcarry
    apple_skan
    applovin
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
    braze
    cake
    campaign_manager_360
    cj
    clickbank
    clickflare
    clickmagick
    cpalead
    cpx_research
    digistore24
    display_video_360
    ero_advertising
    everflow
    exoclick
    firebase_dynamic_links
    flexoffers
    funnelflux
    gokart
    google_ad_manager
    google_ads
    google_play
    hitpath
    impact
    inflektion
    ironsource
    keitaro
    kiwiwall
    kochava
    kuala
    leadbolt
    linktrust
    lootably
    maxbounty
    meta_ads
    mgid
    microsoft_ads
    mintegral
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
    tiktok_ads
    torox
    trackier
    trackingio
    trafficforce
    trafficstars
    trafficvance
    tune
    tune_mat
    unity_ads
    voluum
    wannads
    zeropark
}

/// Macro names seen in the field that no platform in this table owns.
pub const ELSEWHERE: &[&str] = &[];
