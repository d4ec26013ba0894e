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
    appsflyer
    bemob
    binom
    cake
    clickflare
    everflow
    funnelflux
    gokart
    impact
    keitaro
    linktrust
    offer18
    peerclick
    redtrack
    scaleo
    swaarm
    trackier
    tune
    voluum
}

/// Macro names seen in the field that no platform in this table owns.
pub const ELSEWHERE: &[&str] = &[];
