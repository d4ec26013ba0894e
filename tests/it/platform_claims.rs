//! What the tables claim: hosts, names and shapes make no false alarm, and lists hold what belongs to them.

use crate::common::Failures;
use std::collections::BTreeMap;
use tracklint::link::{Anatomy, decoded};
use tracklint::platform::{
    Catalogue, Endpoint, EndpointRole, Fact, FactKind, NameOf, Platform, Role, Side, Site, Value,
};
use tracklint::span::Span;

/// Addresses that any host may serve, with ordinary queries.
const PAGES: [&str; 32] = [
    "/",
    "/?lang=en&page=2",
    "/?utm_source=newsletter&utm_medium=email&utm_campaign=spring",
    "/?ref=footer",
    "/?gclid=CjwKCAjw",
    "/index.html",
    "/index.php?lang=en",
    "/docs",
    "/docs/",
    "/docs/getting-started?lang=en&page=2",
    "/docs/api/postbacks",
    "/documentation/v2/tracking-links",
    "/login",
    "/login?next=%2Fdashboard",
    "/signup?source=home",
    "/account/settings?tab=billing",
    "/dashboard?from=2026-01-01&to=2026-01-31",
    "/help",
    "/help/en/articles/1234-postback?lang=en&page=2",
    "/hc/en-us/articles/360001234567-Click-IDs",
    "/support/solutions/articles/5000545788",
    "/blog/2026/01/what-is-a-click-id",
    "/blog/?page=3&category=news",
    "/api/v1/offers?lang=en&page=2",
    "/api/v1/reports?limit=10&offset=20&sort=date",
    "/api/v2/campaigns/17?format=json",
    "/pricing",
    "/about-us",
    "/robots.txt",
    "/favicon.ico",
    "/static/img/logo.png?version=3",
    "/search?query=postback&type=page",
];

/// Every host of every platform, a name in the place of a `*`.
fn hosts() -> Vec<(&'static str, String)> {
    let catalogue = Catalogue::default();
    let mut all = Vec::new();
    for platform in catalogue.all() {
        for (side, _) in Side::ALL {
            for (kind, value) in platform.facts(side) {
                if matches!(kind.holds, NameOf::Hosts(_)) {
                    all.extend(value.facts().map(|fact| (platform.id, fact.name.replace("*.", "acme."))));
                }
            }
        }
    }
    all
}

/// Whose address this is, and what.
fn site(catalogue: &Catalogue, url: &str) -> Option<(&'static Platform, Site)> {
    let mut anatomy = Anatomy::default();
    anatomy.split(url);
    let of = |span: Span| &url[span.range()];
    let hit = catalogue.by_host(of(anatomy.host))?;
    let has = |fact: &Fact| anatomy.params.iter().any(|p| fact.is(&decoded(of(p.key))));
    Some((hit.platform, hit.site(of(anatomy.host), of(anatomy.path), &has)))
}

#[test]
fn an_ordinary_address_of_a_platform_is_no_endpoint() {
    let (catalogue, mut failures) = (Catalogue::default(), Failures::default());
    for (id, host) in hosts() {
        for page in PAGES {
            failures.looked();
            let url = format!("https://{host}{page}");
            match site(&catalogue, &url).map(|(_, site)| site) {
                Some(Site::Endpoint(role)) => failures.note(id, format!("{url} is a {}", role.words())),
                Some(Site::Page | Site::Unclear) => {}
                None => failures.note(id, format!("{url} is nobody's")),
            }
        }
    }
    failures.end();
}

/// The examples of the tables whose host is their platform's own are endpoints, and of the right kind.
#[test]
fn the_documented_examples_are_endpoints() {
    let (catalogue, mut failures) = (Catalogue::default(), Failures::default());
    let mut sure = 0;
    for platform in catalogue.all() {
        for example in platform.examples {
            let Some((owner, found)) = site(&catalogue, example.url) else { continue };
            if owner.id != platform.id {
                continue;
            }
            failures.looked();
            let right = match found {
                Site::Endpoint(role) => {
                    let receives = matches!(role, EndpointRole::Postback | EndpointRole::Pixel);
                    match example.role {
                        Role::TrackingLink | Role::PartnerLink => !receives,
                        Role::Postback | Role::PartnerPostback => receives || role == EndpointRole::Event,
                        _ => true,
                    }
                }
                _ => true,
            };
            sure += usize::from(matches!(found, Site::Endpoint(_)));
            if !right {
                failures.note(platform.id, format!("{} is {found:?}", example.url));
            }
        }
    }
    assert!(sure >= 60, "only {sure} examples are sure");
    failures.end();
}

/// Nobody loses a name: the lists that rules look names up in are those of the kinds of facts.
#[test]
fn names_are_looked_up_in_every_kind_that_holds_names() {
    let (catalogue, mut failures) = (Catalogue::default(), Failures::default());
    for platform in catalogue.all() {
        let known: [Vec<&str>; 3] = [
            platform.link_params().map(|f| f.name).collect(),
            platform.fires.macros().map(|(f, _)| f.name).collect(),
            platform.receives.params().map(|f| f.name).collect(),
        ];
        for (known, (side, name)) in known.iter().zip(Side::ALL) {
            for (kind, value) in platform.facts(side) {
                let wanted = match kind.holds {
                    NameOf::Parameters => side != Side::Fires,
                    NameOf::Macros(_) => true,
                    _ => false,
                };
                for fact in value.facts().filter(|_| wanted) {
                    failures.looked();
                    if !known.contains(&fact.name) {
                        failures.note(platform.id, format!("{} of {name}.{} is not found", fact.name, kind.key));
                    }
                    if fact.name != "*" && !catalogue.is_a_name(&fact.name.replace(['#', '*'], "1")) {
                        failures.note(platform.id, format!("{} is nobody's name", fact.name));
                    }
                }
            }
        }
    }
    failures.end();
}

/// A link's addresses take clicks, views, events and sessions; a receiver's take conversions.
#[test]
fn an_address_is_on_the_side_of_its_role() {
    let (catalogue, mut failures) = (Catalogue::default(), Failures::default());
    for platform in catalogue.all() {
        for (side, name) in Side::ALL {
            for (_, value) in platform.facts(side) {
                let Value::Endpoints(all) = value else { continue };
                for endpoint in all {
                    failures.looked();
                    let receives = matches!(endpoint.role, EndpointRole::Postback | EndpointRole::Pixel);
                    if receives != (side == Side::Receives) {
                        failures
                            .note(platform.id, format!("{} of {name} is a {}", endpoint.path, endpoint.role.words()));
                    }
                }
            }
        }
    }
    failures.end();
}

/// Who has a claim, by what is claimed.
fn claims(see: impl Fn(&'static Platform) -> Vec<String>) -> BTreeMap<String, Vec<&'static str>> {
    let mut claims: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for platform in Catalogue::default().all() {
        let mut own = see(platform);
        own.sort();
        own.dedup();
        own.into_iter().for_each(|claim| claims.entry(claim).or_default().push(platform.id));
    }
    claims
}

fn no_two(what: &str, see: impl Fn(&'static Platform) -> Vec<String>) {
    let mut failures = Failures::default();
    for (claim, owners) in claims(see) {
        failures.looked();
        if owners.len() > 1 {
            failures.note(what, format!("{claim} is claimed by {}", owners.join(" and ")));
        }
    }
    failures.end();
}

#[test]
fn no_two_platforms_have_a_name_in_common() {
    no_two("name", |p| {
        let letters = |name: &str| name.to_lowercase().replace([' ', '-', '_'], "");
        p.names().map(letters).collect()
    });
}

#[test]
fn no_two_platforms_have_a_sure_host_in_common() {
    no_two("host", |p| {
        let hosts = Side::ALL.into_iter().flat_map(|(side, _)| p.facts(side));
        let hosts = hosts.filter(|(kind, _)| matches!(kind.holds, NameOf::Hosts(_)));
        hosts.flat_map(|(_, value)| value.facts()).filter(|f| f.sure).map(|f| f.name.to_lowercase()).collect()
    });
}

#[test]
fn no_two_platforms_tell_themselves_by_the_same_name() {
    no_two("telltale", |p| p.telltale.iter().map(|name| (*name).to_owned()).collect());
    // A name that tells the network is nobody else's word for anything.
    let catalogue = Catalogue::default();
    let mut failures = Failures::default();
    for owner in catalogue.all() {
        for name in owner.telltale {
            failures.looked();
            for other in catalogue.all().iter().filter(|p| p.id != owner.id) {
                let mut params = other.link_params().chain(other.receives.params());
                let own = |f: &&Fact| f.name != "*" && f.is(name);
                if params.any(|f| own(&f)) || other.fires.macros().any(|(f, _)| own(&f)) {
                    failures.note(owner.id, format!("{name} is also a name of {}", other.id));
                }
            }
        }
    }
    failures.end();
}

/// Two platforms whose links or postbacks look alike on a customer's own host: which of them it is nobody can say.
#[test]
fn no_two_platforms_have_a_shape_in_common() {
    no_two("shape", |p| {
        let links = p.link.shapes.iter().map(|s| (s.path, s.params));
        let ends = p
            .receives
            .endpoints
            .iter()
            .filter(|e| !e.identifying_params.is_empty())
            .map(|e| (e.path, e.identifying_params));
        let text = |(path, params): (&str, &[&str])| {
            let mut params = params.to_vec();
            params.sort_unstable();
            format!("{path}?{}", params.join("&"))
        };
        links.chain(ends).map(text).collect()
    });
}

/// Every sentence that a reader of pages and messages sees of a platform.
fn sentences(p: &Platform) -> Vec<String> {
    fn of<T>(kinds: &[FactKind<T>], whole: &T, all: &mut Vec<String>) {
        for kind in kinds {
            let value = (kind.get)(whole);
            all.extend(value.facts().map(|f| f.note.to_owned()));
            match value {
                Value::Statement(said) => all.extend(said.map(|f| f.note.to_owned())),
                Value::InactiveOffer(said) => all.extend(said.map(|f| f.fact.note.to_owned())),
                Value::Duplicates(list) => all.extend(list.iter().map(|d| d.fact.note.to_owned())),
                Value::Responses(list) => all.extend(list.iter().map(|r| r.fact.note.to_owned())),
                Value::Text(text) if !matches!(kind.key, "source" | "template") => all.push(text.to_owned()),
                Value::Texts(texts) => all.extend(texts.iter().map(|t| (*t).to_owned())),
                Value::Endpoints(list) => list.iter().for_each(|e| of(Endpoint::KINDS, e, all)),
                _ => {}
            }
        }
    }
    let mut all = Vec::new();
    Side::ALL.iter().for_each(|(side, _)| of(side.kinds(), p, &mut all));
    all.extend(p.contradictions.iter().chain(p.gaps).map(|text| (*text).to_owned()));
    all.extend(p.sources.iter().map(|s| s.says.to_owned()));
    all.extend(p.examples.iter().map(|e| e.note.to_owned()));
    all
}

/// How a fact was found belongs into a comment of its table: a reader wants to know what holds.
#[test]
fn no_text_holds_notes_of_research() {
    const PHRASES: [&str; 27] = [
        "as far as",
        "by custom",
        "copies read",
        "copy that was",
        "cut off",
        "every source",
        "every template",
        "file 1",
        "found says",
        "hearsay",
        "in the index",
        "inferred",
        "known from",
        "look real",
        "none was seen",
        "not confirmed",
        "public code",
        "readable part",
        "seen in",
        "taken from the parameter",
        "template found",
        "the end of the",
        "the full list",
        "was lost",
        "was not found",
        "was not read",
        "were not",
    ];
    let (catalogue, mut failures) = (Catalogue::default(), Failures::default());
    for platform in catalogue.all() {
        for text in sentences(platform) {
            failures.looked();
            let lower = text.to_lowercase();
            if let Some(phrase) = PHRASES.iter().find(|phrase| lower.contains(**phrase)) {
                failures.note(platform.id, format!("{phrase:?} in {text:?}"));
            }
        }
    }
    failures.end();
}
