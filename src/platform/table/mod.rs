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
    adgem
    admantum
    adscend_media
    affise_reach
    appsflyer
    awin
    ayet_studios
    bitlabs
    cj
    clickbank
    cpalead
    cpx_research
    digistore24
    flexoffers
    gokart
    kiwiwall
    lootably
    maxbounty
    monlix
    ogads
    partnerize
    playtimeads
    prodege
    rakuten
    revlum
    revtoo
    shareasale
    tapjoy
    torox
    wannads
}

/// Macro names seen in the field that no platform in this table owns.
pub const ELSEWHERE: &[&str] = &[];
