//! Key paths against patterns.

/// True if a key path fits a pattern: the same steps, with `*` for any one. Without `#2` before it a pattern fits
/// in every document of a file. A pattern that begins with neither `/` nor `#` is a field's name: it fits the field
/// wherever it stands, and the elements of a list in it.
#[must_use]
pub fn fits_key(pattern: &str, key: &str) -> bool {
    if !pattern.starts_with(['/', '#']) {
        let number = |step: &&str| !step.is_empty() && step.bytes().all(|b| b.is_ascii_digit());
        let mut steps = key.rsplit('/').filter(|s| !number(s));
        return steps.next().is_some_and(|step| plain(step) == plain(pattern));
    }
    let (wanted_document, wanted) = document(pattern);
    let (found_document, found) = document(key);
    if wanted_document.is_some_and(|number| Some(number) != found_document.or(Some("0"))) {
        return false;
    }
    let (mut wanted, mut found) = (wanted.split('/'), found.split('/'));
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return true,
            (Some(w), Some(f)) if w == "*" && !f.is_empty() || w == f => {}
            _ => return false,
        }
    }
}

/// The number of the document before a key path, where one stands, and the rest.
fn document(key: &str) -> (Option<&str>, &str) {
    match key.strip_prefix('#') {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            (Some(&rest[..end]), &rest[end..])
        }
        None => (None, key),
    }
}

fn plain(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stars_names_and_documents_fit() {
        for (pattern, key) in [
            ("/offers/*/link", "/offers/0/link"),
            ("/offers/*/link", "#2/offers/summer/link"),
            ("#2/offers/*/link", "#2/offers/0/link"),
            ("#0/a", "/a"),
            ("link", "/offers/0/link"),
            ("urls", "/offers/0/urls/3"),
            ("a/b", "/x/a~1b"),
            ("/a~1b", "/a~1b"),
        ] {
            assert!(fits_key(pattern, key), "{pattern} {key}");
        }
        for (pattern, key) in [
            ("/offers/*/link", "/offers/link"),
            ("/offers/*", "/offers/0/link"),
            ("/offers/*", "/offers/"),
            ("#1/a", "/a"),
            ("#1/a", "#2/a"),
            ("link", "/offers/0/link2"),
            ("offers", "/offers/0/link"),
            ("", "/a"),
        ] {
            assert!(!fits_key(pattern, key), "{pattern} {key}");
        }
    }
}
