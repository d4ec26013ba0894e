//! Texts as every format may write them.

use super::hidden::harmless;
use super::inert::inert;

/// Text in which nothing steers a terminal or a CI system, or hides.
pub fn tidy(text: &str) -> String {
    inert(&harmless(text)).into_owned()
}

/// True for a path that names no file: a pasted link, or standard input.
pub fn is_no_file(path: &str) -> bool {
    path.starts_with('<') && path.ends_with('>')
}

/// A path as systems that know the files of a repository want it: without `./` before it.
pub fn in_repository(path: &str) -> &str {
    let mut path = path;
    while let Some(rest) = path.strip_prefix("./") {
        path = rest.trim_start_matches('/');
    }
    path
}
