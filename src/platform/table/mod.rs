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
    cake
    everflow
    gokart
    impact
    linktrust
    offer18
    scaleo
    swaarm
    trackier
    tune
}

/// Macro names seen in the field that no platform in this table owns.
pub const ELSEWHERE: &[&str] = &[];
