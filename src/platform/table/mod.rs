//! The platforms, one file each.

macro_rules! platforms {
    ($($file:ident)*) => {
        $(mod $file;)*
        /// Every built-in platform, sorted by file name.
        pub static ALL: &[&super::Platform] = &[$(&$file::PLATFORM),*];
    };
}

platforms! {
    affise
    aftrad
    altercpa
    appcarry
    appsflyer
    bemob
    binom
    cake
    clickflare
    clickmagick
    everflow
    funnelflux
    gokart
    hitpath
    impact
    inflektion
    keitaro
    kuala
    linktrust
    offer18
    peerclick
    post_affiliate_pro
    redtrack
    scaleo
    swaarm
    trackier
    tune
    voluum
}

/// Macro names seen in the field that no platform in this table owns.
pub const ELSEWHERE: &[&str] = &[];
