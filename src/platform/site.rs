//! What an address of a platform's host is: most hosts serve pages, documentation and APIs besides their endpoints, so
//! that the host alone says little.

use super::catalogue::HostHit;
use super::faces::Platform;
use super::fact::{Fact, fact};
use super::facts::{Endpoint, EndpointRole, HostUse};
use super::names::matches_name;
use super::shape::fits_path;
use crate::span::Severity;

/// What an address is, as far as it is sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// An endpoint, by its path, or by its path and a parameter of its own.
    Endpoint(EndpointRole),
    /// A page of the host that takes no clicks and no postbacks.
    Page,
    /// It may be either.
    Unclear,
}

/// Segments with which the paths of ordinary pages begin.
const PAGES: [&str; 76] = [
    ".well-known",
    "about",
    "about-us",
    "account",
    "admin",
    "api",
    "api-docs",
    "app",
    "apple-app-site-association",
    "apps",
    "articles",
    "assets",
    "auth",
    "blog",
    "careers",
    "categories",
    "changelog",
    "community",
    "company",
    "contact",
    "css",
    "customers",
    "dashboard",
    "developer",
    "developers",
    "doc",
    "docs",
    "documentation",
    "download",
    "downloads",
    "en",
    "faq",
    "favicon.ico",
    "features",
    "forum",
    "guide",
    "guides",
    "hc",
    "help",
    "home",
    "images",
    "img",
    "index.html",
    "index.php",
    "integrations",
    "js",
    "kb",
    "knowledge",
    "learn",
    "legal",
    "login",
    "logout",
    "news",
    "oauth",
    "partners",
    "portal",
    "press",
    "pricing",
    "privacy",
    "product",
    "products",
    "register",
    "resources",
    "robots.txt",
    "search",
    "settings",
    "signin",
    "signup",
    "sitemap.xml",
    "solutions",
    "static",
    "status",
    "support",
    "terms",
    "users",
    "wp-content",
];

/// Parameters that any page may have.
const PAGE_PARAMETERS: [&str; 50] = [
    "campaign",
    "category",
    "code",
    "country",
    "currency",
    "date",
    "debug",
    "device",
    "email",
    "event",
    "fbclid",
    "filter",
    "format",
    "from",
    "gclid",
    "group",
    "hash",
    "id",
    "ip",
    "key",
    "lang",
    "language",
    "limit",
    "locale",
    "name",
    "next",
    "offset",
    "order",
    "os",
    "page",
    "platform",
    "query",
    "redirect",
    "redirect_uri",
    "redirect_url",
    "ref",
    "referrer",
    "search",
    "sort",
    "source",
    "src",
    "status",
    "tab",
    "test",
    "to",
    "token",
    "type",
    "url",
    "user",
    "version",
];

impl HostHit {
    /// What the address `path` on `host`, which is this platform's, is. `has` says whether a parameter of the URL is
    /// this fact. Nothing is sure of a host that is not.
    #[must_use]
    pub fn site(&self, host: &str, path: &str, has: &dyn Fn(&Fact) -> bool) -> Site {
        if self.used_for.illustration {
            return Site::Unclear;
        }
        let look = SiteQuery { platform: self.platform, used_for: self.used_for, host, path, has };
        match look.telling().or_else(|| look.by_parameters()) {
            Some(role) if self.sure => Site::Endpoint(role),
            None if look.is_page() => Site::Page,
            _ => Site::Unclear,
        }
    }
}

/// What is looked at.
struct SiteQuery<'u> {
    platform: &'static Platform,
    used_for: HostUse,
    host: &'u str,
    path: &'u str,
    has: &'u dyn Fn(&Fact) -> bool,
}

impl SiteQuery<'_> {
    /// The role of an endpoint whose path no ordinary page has.
    fn telling(&self) -> Option<EndpointRole> {
        let (link, receives) = (&self.platform.link, &self.platform.receives);
        let fits = |e: &&Endpoint| e.takes(self.host, self.path) && is_telling(e.path);
        let endpoint = receives.endpoints.iter().find(fits).or_else(|| link.endpoints.iter().find(fits));
        let path = |f: &&Fact| f.sure && fits_path(f.name, self.path) && is_telling(f.name);
        endpoint.map(|e| e.role).or_else(|| link.paths.iter().find(path).map(|_| self.click()))
    }

    /// A click, or a view where the host records nothing else.
    const fn click(&self) -> EndpointRole {
        if self.used_for.impression && !self.used_for.link { EndpointRole::Impression } else { EndpointRole::Click }
    }

    /// The role of an endpoint whose path any page may have, where a parameter of its own stands in the URL.
    fn by_parameters(&self) -> Option<EndpointRole> {
        let (link, receives) = (&self.platform.link, &self.platform.receives);
        let received = |e: &&Endpoint| {
            let told = e.identifying_params.iter().all(|name| (self.has)(&fact(name, "")));
            e.takes(self.host, self.path) && told && self.proves(e.click_id)
        };
        if self.used_for.receives
            && let Some(endpoint) = receives.endpoints.iter().find(received)
        {
            return Some(endpoint.role);
        }
        if !self.used_for.link && !self.used_for.impression {
            return None;
        }
        if let Some(endpoint) = link.endpoint(self.host, self.path) {
            let own = self.proves(endpoint.click_id) || self.proves(endpoint.documented);
            return (own || self.is_a_link()).then_some(endpoint.role);
        }
        let known = link.paths.is_empty() || link.paths.iter().any(|f| fits_path(f.name, self.path));
        (known && self.is_a_link()).then(|| self.click())
    }

    /// The parameters are those of a link: one that no page has, or all that have to be there.
    fn is_a_link(&self) -> bool {
        let link = &self.platform.link;
        let own = [link.click_id, link.also_accepts, link.documented, link.nested, link.signature];
        let needed =
            || link.required_at(self.host, self.path).filter(|r| r.severity == Severity::Error && r.param.sure);
        let all = needed().next().is_some() && needed().all(|r| r.facts().any(|f| (self.has)(f)));
        let needed_elsewhere = || link.required.iter().any(|r| self.proves(std::slice::from_ref(&r.param)));
        all || own.iter().any(|facts| self.proves(facts)) || needed_elsewhere()
    }

    /// One of these parameters stands in the URL, and no ordinary page has it.
    fn proves(&self, facts: &[Fact]) -> bool {
        facts.iter().any(|fact| fact.sure && (self.has)(fact) && is_own(fact.name))
    }

    /// The path is that of an ordinary page, or of the front page.
    fn is_page(&self) -> bool {
        self.path.trim_matches('/').is_empty() || is_page(first_segment(self.path))
    }
}

/// True for a pattern with a segment that no ordinary page has: `/aff_c`, not `/{code}` nor `/index.php`.
fn is_telling(pattern: &str) -> bool {
    let segments = pattern.split('/').filter(|s| !s.is_empty());
    segments.into_iter().any(|s| !s.starts_with(['{', '*']) && !is_page(s))
}

fn is_page(segment: &str) -> bool {
    let lower = |b: u8| b.to_ascii_lowercase();
    PAGES.binary_search_by(|page| page.bytes().cmp(segment.bytes().map(lower))).is_ok()
}

fn first_segment(path: &str) -> &str {
    path.trim_start_matches('/').split('/').next().unwrap_or_default()
}

/// True for a parameter that is a platform's own: `af_siteid`, not `page` nor `c` nor any name at all.
fn is_own(name: &str) -> bool {
    let letters = name.trim_end_matches(['#', '*']);
    letters.len() > 2 && !PAGE_PARAMETERS.iter().any(|page| matches_name(name, page)) && !letters.starts_with("utm_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::Catalogue;

    fn site(host: &str, path: &str, names: &[&str]) -> Option<Site> {
        let catalogue = Catalogue::default();
        catalogue.by_host(host).map(|hit| hit.site(host, path, &|fact| names.iter().any(|name| fact.is(name))))
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!(PAGES.is_sorted() && PAGE_PARAMETERS.is_sorted());
    }

    #[test]
    fn an_endpoint_is_known_by_its_path_or_by_a_parameter_of_its_own() {
        use EndpointRole::{Click, Impression, Postback};
        let known = [
            ("app.appsflyer.com", "/com.app", &["pid"] as &[&str], Site::Endpoint(Click)),
            ("app.appsflyer.com", "/com.app", &[], Site::Unclear),
            ("app.appsflyer.com", "/com.app", &["lang", "page"], Site::Unclear),
            ("impression.appsflyer.com", "/com.app", &["pid"], Site::Endpoint(Impression)),
            ("x.cakemarketing.com", "/", &["a", "c"], Site::Endpoint(Click)),
            ("x.cakemarketing.com", "/", &["a"], Site::Page),
            ("x.cakemarketing.com", "/p.ashx", &[], Site::Endpoint(Postback)),
            ("api.x.getgokart.ai", "/api/v1/postback", &[], Site::Endpoint(Postback)),
            ("api.x.getgokart.ai", "/api/v1/offers", &["page"], Site::Page),
            ("x.go2cloud.org", "/aff_c", &[], Site::Endpoint(Click)),
            ("x.go2cloud.org", "/aff_lsr", &[], Site::Endpoint(Postback)),
            ("x.go2cloud.org", "/login", &[], Site::Page),
        ];
        for (host, path, names, expected) in known {
            assert_eq!(site(host, path, names), Some(expected), "{host}{path} with {names:?}");
        }
    }
}
