//! A click link in the place of a postback: shared by the rule that says so and by one that is silent then.

use crate::platform::{Platform, Role, fits_path};
use crate::rule::Context;

/// Somebody says that this is a postback, and it is a click link.
pub fn is_meant_for_clicks(context: &Context) -> bool {
    let sure = context.host.filter(|hit| hit.sure);
    context.role_given && context.role == Role::Postback && sure.is_some_and(|hit| is_click_link(context, hit.platform))
}

/// A click link, and nothing in it says that a server calls it.
fn is_click_link(context: &Context, to: &Platform) -> bool {
    let link = context.link;
    let hit = context.host.map(|h| h.used_for).unwrap_or_default();
    let path = link.path();
    let documented = to.link.paths.iter().any(|f| f.sure && !f.name.is_empty() && fits_path(f.name, path));
    let called = link.host().contains("s2s")
        || path.contains("s2s")
        || link
            .params
            .iter()
            .any(|p| link.is_named(p, "s2s") || link.is_named(p, "redirect") && link.value(p) == "false");
    let receives = hit.receives && (to.receives.endpoint(path).is_some() || !has_exact_path(to, path));
    hit.link && documented && !called && !receives
}

/// The path is one that only click links have: `/aff_c`, not `/{code}`.
fn has_exact_path(to: &Platform, path: &str) -> bool {
    to.link.paths.iter().any(|f| {
        let first = f.name.trim_start_matches('/').split('/').next().unwrap_or_default();
        !first.is_empty() && !first.starts_with(['{', '*']) && fits_path(f.name, path)
    })
}
