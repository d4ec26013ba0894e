//! What lies in `docs/` and `schemas/` is what the program prints: made from the code, and made anew when the code
//! changes. `BLESS=1 cargo test --test it docs` writes it down.

use crate::common::{root, run, text};
use std::collections::BTreeSet;
use tracklint::platform::Catalogue;
use tracklint::rule::ALL;

/// Files, and the commands that print them.
const MADE: [(&str, &[&str]); 8] = [
    ("docs/rules.md", &["rules", "--format", "markdown"]),
    ("docs/platforms.md", &["platforms", "--format", "markdown"]),
    ("schemas/config.json", &["schema", "config"]),
    ("schemas/hit.json", &["schema", "hit"]),
    ("schemas/log.json", &["schema", "log"]),
    ("schemas/offers.json", &["schema", "offers"]),
    ("schemas/record.json", &["schema", "record"]),
    ("schemas/report.json", &["schema", "report"]),
];

/// What the program prints, where nobody has configured anything.
fn printed(args: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let ran = run(folder.path(), args);
    assert_eq!((ran.exit, &*ran.stderr), (0, ""), "{args:?}");
    ran.stdout
}

#[test]
fn what_is_committed_is_what_is_printed() {
    for (path, args) in MADE {
        let made = printed(args);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(root().join(path), made).unwrap();
        } else {
            let stale = "is stale; `BLESS=1 cargo test --test it docs` writes it anew";
            assert!(text(path) == made, "{path} {stale}");
        }
    }
}

/// Nothing lies there that no command makes, but for pages written by hand.
#[test]
fn every_schema_is_made() {
    let names = std::fs::read_dir(root().join("schemas")).unwrap();
    for name in names.map(|entry| entry.unwrap().file_name()) {
        let path = format!("schemas/{}", name.to_string_lossy());
        assert!(MADE.iter().any(|(made, _)| *made == path), "no command makes {path}");
    }
}

#[test]
fn every_rule_is_told_with_its_examples() {
    let page = text("docs/rules.md");
    for rule in ALL {
        let from = page.find(&format!("\n### {}\n", rule.id)).unwrap_or_else(|| panic!("no section: {}", rule.id));
        let section = &page[from + 5..];
        let section = &section[..section.find("\n### ").unwrap_or(section.len())];
        assert!(section.contains(&format!("\n{}: ", rule.severity.word())), "the severity of {}", rule.id);
        let links = rule.bad.iter().flat_map(|b| [Some(b.url), b.fixed]).chain(rule.good.iter().map(|g| Some(g.url)));
        for line in links.flatten().flat_map(str::lines).filter(|l| l.is_ascii()) {
            assert!(section.contains(line.trim_end()), "{} lacks {line}", rule.id);
        }
    }
}

#[test]
fn every_platform_is_told_with_its_sources() {
    let page = text("docs/platforms.md");
    for platform in Catalogue::default().all() {
        let heading = format!("\n## {}\n", platform.name.replace('&', "&amp;"));
        let from = page.find(&heading).unwrap_or_else(|| panic!("no section: {}", platform.name));
        let section = &page[from + heading.len()..];
        let section = &section[..section.find("\n## ").unwrap_or(section.len())];
        let link = &platform.link;
        let names = link.click_id.iter().chain(link.hosts).chain(platform.receives.click_id());
        for fact in names.chain(platform.fires.macros().map(|(fact, _)| fact)).filter(|fact| fact.name != "*") {
            assert!(section.contains(&format!("`{}`", fact.name)), "{} lacks {}", platform.id, fact.name);
        }
        for source in platform.sources.iter().filter(|s| s.page.starts_with("https://")) {
            let address = source.page.split([' ', ',', ';']).next().unwrap_or_default();
            assert!(section.contains(address), "{} lacks {address}", platform.id);
        }
    }
}

/// No text of a rule or platform becomes markup: besides code there are only headings, lists, tables, our own
/// links to a heading that there is, and addresses of sources.
#[test]
fn the_pages_are_inert() {
    for path in ["docs/rules.md", "docs/platforms.md"] {
        let page = text(path);
        let mut headings = BTreeSet::new();
        let mut aims = BTreeSet::new();
        let mut fence: Option<&str> = None;
        for (number, line) in page.lines().enumerate() {
            let at = format!("{path}:{}", number + 1);
            let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
            match fence {
                Some(open) if line == open => fence = None,
                Some(_) => {}
                None if ticks.len() >= 3 => fence = Some(ticks),
                None => {
                    let plain = without_code(line);
                    if let Some(heading) = line.strip_prefix('#') {
                        headings.insert(slug(&heading.trim_start_matches('#').trim().replace("&amp;", "&")));
                    }
                    for aim in plain.split("](#").skip(1) {
                        aims.insert(aim.split(')').next().unwrap_or_default().to_owned());
                    }
                    let foreign = plain.split("](").skip(1).find(|aim| !aim.starts_with('#'));
                    assert_eq!(foreign, None, "{at}: a link to somewhere else");
                    let tags = plain.match_indices('<').filter(|(i, _)| !plain[*i..].starts_with("<https://"));
                    assert_eq!(tags.count(), 0, "{at}: a tag: {line}");
                }
            }
        }
        assert_eq!(fence, None, "{path}: a block of code does not end");
        assert!(headings.len() > 60 && aims.is_subset(&headings), "{path}: {:?}", aims.difference(&headings));
    }
}

/// A line without what stands between backticks.
fn without_code(line: &str) -> String {
    let line = line.replace("\\`", "");
    line.split('`').step_by(2).collect()
}

/// How a page's reader calls a heading.
fn slug(heading: &str) -> String {
    let text = heading.replace('\\', "").to_lowercase().replace(' ', "-");
    text.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
}
