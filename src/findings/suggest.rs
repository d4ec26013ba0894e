//! "Did you mean ...?", in one place.

/// The name among `names` that `written` was probably meant for. Case, `-` and `_` do not count.
#[must_use]
pub fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let plain = |name: &str| name.to_lowercase().replace(['_', ' '], "-");
    let wanted = plain(written);
    let limit = (wanted.chars().count() / 3).clamp(1, 4);
    let distance = |name: &str| {
        let name = plain(name);
        let begins = wanted.len() > 2 && name.starts_with(&wanted);
        // A slip leaves the length nearly as it was; comparing costs the product of both lengths.
        let far = wanted.chars().count().abs_diff(name.chars().count());
        if begins {
            1
        } else if far > limit {
            far
        } else {
            strsim::osa_distance(&wanted, &name)
        }
    };
    let near = names.into_iter().map(|name| (distance(name), name)).filter(|(d, _)| *d <= limit);
    near.min_by_key(|(d, _)| *d).map(|(_, name)| name)
}

/// "; did you mean `gokart`?", or nothing.
#[must_use]
pub fn did_you_mean<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    nearest(written, names).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

/// A sentence about a name that does not exist: "there is no rule called `mising`; did you mean `missing`?"
#[must_use]
pub fn no_such<'n>(what: &str, written: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    format!("there is no {what} called `{written}`{}", did_you_mean(written, names))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_case_and_beginnings() {
        let names = ["missing-click-id", "missing-scheme", "gokart"];
        assert_eq!(nearest("mising-scheme", names), Some("missing-scheme"));
        assert_eq!(nearest("Missing_Click_ID", names), Some("missing-click-id"));
        assert_eq!(nearest("gok", names), Some("gokart"));
        assert_eq!(nearest("appsflyer", names), None);
    }
}
