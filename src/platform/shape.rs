//! Hosts and paths against patterns.

/// True if `path` fits `pattern`: `{x}` stands for one segment, a final `*` for the rest, and an empty
/// pattern for any path. A trailing slash of the path does not count.
#[must_use]
pub fn fits_path(pattern: &str, path: &str) -> bool {
    if pattern.is_empty() {
        return true;
    }
    let (prefix, open) = pattern.strip_suffix('*').map_or((pattern, false), |p| (p, true));
    let mut wanted = prefix.trim_matches('/').split('/').filter(|s| !s.is_empty());
    let mut given = path.trim_matches('/').split('/').filter(|s| !s.is_empty());
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (None, Some(_)) => return open,
            (Some(_), None) => return false,
            (Some(w), Some(g)) => {
                if !(w.starts_with('{') && w.ends_with('}')) && w != g {
                    return false;
                }
            }
        }
    }
}

/// The part of a host that somebody registered: `acme.co.uk` of `track.acme.co.uk`. The host itself where
/// no public suffix is known.
#[must_use]
pub fn registrable_domain(host: &str) -> &str {
    psl::domain_str(host).unwrap_or(host)
}
