//! What is read of offer files: every link with its role and offer, every offer with its fields, compared to a file
//! under `tests/offers/` that was judged by hand. BLESS=1 writes these anew: then read them.

use crate::common::{Failures, root};
use std::fmt::Write as _;
use tracklint::offer::native::KEYS;
use tracklint::offer::{self, Field, FieldMap, Offer, Offers, Site, Spread, TextPart, Window};
use tracklint::platform::{Catalogue, Platform, Role};
use tracklint::run::in_parts;
use tracklint::settings::Config;
use tracklint::source::{Document, FileText, Syntax};

/// Reads a file's text as the reader of its format does.
fn with<T>(name: &str, bytes: &[u8], fields: &FieldMap, see: impl FnOnce(&Document, &Offers) -> T) -> T {
    let text = FileText::read(bytes);
    let syntax = match Syntax::by_name(name) {
        Some(Syntax::Json) => Syntax::Yaml,
        s => s.expect("x"),
    };
    let document = Document::read(name, &text, syntax);
    see(&document, &offer::read(&document, fields, &Catalogue::default(), &offer::ALONE))
}

fn shown(document: &Document, offers: &Offers) -> String {
    let mut out = String::new();
    if let Some(platform) = offers.export {
        let _ = writeln!(out, "export of {}\n", platform.id);
    }
    for site in &offers.sites {
        link(document, offers, site, &mut out);
    }
    for (number, offer) in offers.offers().enumerate() {
        let _ = writeln!(out, "\noffer {number}");
        fields(document, &offer, &mut out);
    }
    for field in &offers.lost {
        let _ = writeln!(out, "\nlost: {}", place(document, field));
    }
    out
}

fn link(document: &Document, offers: &Offers, site: &Site, out: &mut String) {
    let text = document.text(site.node);
    let (text, piece) = match &site.piece {
        TextPart::Whole => (&*text, ""),
        TextPart::Part(range) => (&text[range.clone()], " (part)"),
        TextPart::Markup(link) => (&*link.text, " (markup)"),
        TextPart::Text(link) => (&*link.text, " (text)"),
    };
    let _ = write!(out, "{}{piece}\n    {}", document.pointer(site.node), site.role.map_or("-", Role::id));
    if let Some(offer) = site.offer {
        let _ = write!(out, ", offer {offer}");
    }
    if let Some(network) = offers.network_of(site, &Offer::default(), text, &mut Default::default()) {
        let _ = write!(out, ", network {}", network.id);
    }
    if let Some(platform) = site.filled_by {
        let _ = write!(out, ", filled by {}", platform.id);
    }
    if site.global {
        let _ = write!(out, ", global");
    }
    if let Some(tag) = site.tag {
        let _ = write!(out, ", in {}", tag.name());
    }
    let _ = writeln!(out, "\n    {text:?}");
}

fn place(document: &Document, field: &Field) -> String {
    format!("{:?} at {}", field.text, document.pointer(field.node))
}

fn fields(document: &Document, offer: &Offer, out: &mut String) {
    let at = |field: &Field| place(document, field);
    let platform = |(platform, field): &(Option<&'static Platform>, Field)| {
        format!("{} {}", platform.map_or("unknown", |p| p.id), at(field))
    };
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(out, "    {name}: {value}");
        }
    };
    line("id", offer.id.as_ref().map(at));
    line("name", offer.name.as_ref().map(at));
    line("status", offer.status.as_ref().map(|(status, field)| format!("{status:?} {}", at(field))));
    line("platform", offer.platform.as_ref().map(platform));
    line("network", offer.network.as_ref().map(platform));
    line("environment", offer.environment.as_ref().map(|(e, field)| format!("{} {}", e.id(), at(field))));
    line("several events", offer.multi_event.map(|yes| yes.to_string()));
    for event in &offer.events {
        let name = event.name.as_ref().map_or(String::new(), |name| format!(", called {}", at(name)));
        line("event", Some(format!("{}{name}", at(&event.id))));
    }
    for Window { amount, unit, click, field } in &offer.windows {
        let unit = unit.map_or("unknown unit".to_owned(), |u| format!("{u:?}"));
        let from = if *click { "click" } else { "view" };
        line("window", Some(format!("{amount} {unit} from the {from} {}", at(field))));
    }
    line("payout", offer.payout.as_ref().map(at));
    line("share of revenue", offer.pays_share.then(|| "yes".to_owned()));
    line("currency", offer.currency.as_ref().map(at));
    line("allow-list", offer.allow_list.as_ref().map(at));
    line("token", offer.token.as_ref().map(at));
    for (field, words) in &offer.status_words {
        line("statuses", Some(format!("{} {words:?}", at(field))));
    }
    for field in &offer.lost {
        line("lost", Some(at(field)));
    }
    line("links", Some(format!("{:?}", offer.sites)));
}

/// Every file of a folder of fixtures against its golden file.
fn golden(folder: &str) {
    let mut failures = Failures::default();
    let files = std::fs::read_dir(root().join("fixtures").join(folder)).expect("the folder is there");
    for file in files.flatten() {
        let name = file.file_name().into_string().expect("names are text");
        let bytes = std::fs::read(file.path()).expect("a file");
        let actual = with(&name, &bytes, &FieldMap::default(), shown);
        let path = root().join("tests/offers").join(folder).join(format!("{name}.txt"));
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &actual).expect("the folder is there");
        }
        failures.looked();
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if actual != expected {
            failures.note(&name, format!("reads otherwise than {} says:\n{actual}", path.display()));
        }
    }
    failures.end();
}

#[test]
fn exports_are_read_as_they_come() {
    golden("exports");
}

#[test]
fn the_native_format_reads_the_same_in_every_syntax() {
    golden("offers");
}

#[test]
fn several_workers_find_the_links_of_a_large_file_in_its_order() {
    let one =
        |n: usize| format!("{{\"id\":{n},\"tracking_link\":\"https://a.com/?c={{x}}&n={n}\",\"url\":\"undefined\"}}");
    let text = format!("[{}]", (0..20_000).map(one).collect::<Vec<_>>().join(","));
    let file = FileText::read(text.as_bytes());
    let (document, catalogue) = (Document::read("a.json", &file, Syntax::Json), Catalogue::default());
    let read = |parts| {
        let offers = offer::read(&document, &FieldMap::default(), &catalogue, &Spread { parts, each: &in_parts });
        let sites: Vec<_> = offers.sites.iter().map(|s| (s.node, s.offer, s.role)).collect();
        let lost: Vec<_> = offers.offers().flat_map(|o| o.lost).map(|f| f.node).collect();
        (sites, lost)
    };
    let plain = read(1);
    assert_eq!((plain.0.len(), plain.1.len()), (20_000, 20_000));
    for workers in [2, 3, 7] {
        assert!(read(workers) == plain, "{workers} workers");
    }
}

#[test]
fn the_documentation_tells_every_key() {
    let page = crate::common::text("docs/offers.md");
    for key in KEYS {
        let row = page.lines().find(|l| l.starts_with(&format!("| `{}` |", key.key)));
        assert!(row.is_some_and(|r| r.ends_with(&format!("| {} |", key.says))), "{}", key.key);
    }
    let example = page.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    assert!(crate::common::text("fixtures/offers/offers.yaml").contains(example.trim_end()));
}

#[test]
fn the_configurations_of_the_documentation_are_understood() {
    let page = crate::common::text("docs/offers.md");
    let shown: Vec<&str> = page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(shown.len(), 2);
    let (config, _) = Config::read(&shown.concat()).unwrap_or_else(|e| panic!("{e:?}"));
    assert_eq!((config.fields.roles.len(), config.fields.ignored.len(), config.ignores.len()), (3, 1, 1));
}

#[test]
fn the_examples_use_known_keys_only() {
    let offers: serde_json::Value =
        serde_json::from_str(&crate::common::text("fixtures/offers/offers.json")).expect("JSON");
    for offer in offers["offers"].as_array().expect("a list") {
        for key in offer.as_object().expect("a map").keys() {
            assert!(KEYS.iter().any(|k| k.key == key), "{key}");
        }
    }
}
