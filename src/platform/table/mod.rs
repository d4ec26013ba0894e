//! The platforms, one file each.

macro_rules! platforms {
    ($($file:ident)*) => {
        $(mod $file;)*
        /// Every built-in platform, sorted by file name.
        pub static ALL: &[&super::Platform] = &[$(&$file::PLATFORM),*];
    };
}

platforms! {
    appsflyer
    cake
    everflow
    gokart
    tune
}

/// Macro names seen in the field that no platform in this table owns.
pub const ELSEWHERE: &[&str] = &[];
