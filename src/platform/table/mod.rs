//! The platforms, one file each.

macro_rules! platforms {
    ($($file:ident)*) => {
        $(mod $file;)*
        /// Every built-in platform, sorted by file name.
        pub static ALL: &[&super::Platform] = &[$(&$file::PLATFORM),*];
    };
}

platforms! {
    adbrix
    adjust
    airbridge
    apple_skan
    appmetrica
    appsflyer
    apsalar
    auto_click_ids
    branch
    firebase_dynamic_links
    gokart
    kochava
    mytracker
    singular
    tenjin
    trackingio
    tune_mat
}

/// Macro names seen in the field that no platform in this table owns.
pub const ELSEWHERE: &[&str] = &[];
