//! Hosts and paths against patterns.

/// True if `path` fits `pattern`: `{x}` stands for one segment, a final `*` for the rest, and an empty
/// pattern for any path. A trailing slash of the path does not count.
#[must_use]
pub fn fits_path(pattern: &str, path: &str) -> bool {
    if pattern.is_empty() {
        return true;
    }
    let (prefix, open) = pattern.strip_suffix('*').map_or((pattern, false), |p| (p, true));
    let (prefix, path) = (prefix.as_bytes(), path.as_bytes());
    let (mut wanted, mut given) = (0, 0);
    loop {
        (wanted, given) = (segment_start(prefix, wanted), segment_start(path, given));
        match (prefix.get(wanted), path.get(given)) {
            (None, None) => return true,
            (None, Some(_)) => return open,
            (Some(_), None) => return false,
            // Every path is compared with many patterns, and nearly all differ in a first letter.
            (Some(w), Some(g)) if *w != b'{' && w != g => return false,
            _ => {}
        }
        let (w, g) = (&prefix[wanted..segment_end(prefix, wanted)], &path[given..segment_end(path, given)]);
        if !(w.starts_with(b"{") && w.ends_with(b"}")) && w != g {
            return false;
        }
        (wanted, given) = (wanted + w.len(), given + g.len());
    }
}

/// Where the next segment of a path begins, empty ones left out.
fn segment_start(path: &[u8], mut at: usize) -> usize {
    while path.get(at) == Some(&b'/') {
        at += 1;
    }
    at
}

/// Where the segment that begins at `at` ends.
fn segment_end(path: &[u8], mut at: usize) -> usize {
    while path.get(at).is_some_and(|b| *b != b'/') {
        at += 1;
    }
    at
}

/// True if `host` fits `pattern`: the name itself in any case, or `*.` and a name for everything below it; an empty
/// pattern fits every host.
#[must_use]
pub fn fits_host(pattern: &str, host: &str) -> bool {
    let ends = |name: &str| {
        let at = host.len().checked_sub(name.len()).filter(|at| host.is_char_boundary(*at));
        at.is_some_and(|at| host[at..].eq_ignore_ascii_case(name) && host[..at].ends_with('.'))
    };
    match pattern.strip_prefix("*.") {
        Some(parent) => ends(parent),
        None => pattern.is_empty() || pattern.eq_ignore_ascii_case(host),
    }
}

/// True if the host ends as public names do: `.com`, `.co.uk`; a port behind it does not matter.
#[must_use]
pub fn has_public_suffix(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or_default();
    name.contains('.') && psl::suffix(name.as_bytes()).is_some_and(|suffix| suffix.is_known())
}

/// The part of a host that somebody registered: `acme.co.uk` of `track.acme.co.uk`. The host itself where
/// no public suffix is known.
#[must_use]
pub fn registrable_domain(host: &str) -> &str {
    psl::domain_str(host).unwrap_or(host)
}
