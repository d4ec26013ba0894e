//! Tests, as systems that show `JUnit`'s read them.

use super::{STYLE, golden, scene};
use roxmltree::{Document, Node};
use tracklint::report::OutputFormat;

/// Every text and every value of an attribute.
pub fn texts(page: &str) -> String {
    let document = Document::parse(page).expect("it is XML");
    let all = document.descendants();
    let found = all.flat_map(|n| n.attributes().map(|a| a.value()).chain(n.text()).collect::<Vec<_>>());
    found.collect::<Vec<_>>().join("\n")
}

/// Checks that every count is true, and that each test has a name, a class where it has a file, and one outcome.
pub fn check(page: &str) {
    let document = Document::parse(page).expect("it is XML");
    let root = document.root_element();
    assert_eq!((root.tag_name().name(), root.attribute("name")), ("testsuites", Some("tracklint")));
    let named = |node: Node, name: &str| node.descendants().filter(|n| n.has_tag_name(name)).count();
    for node in root.descendants().filter(|n| n.has_tag_name("testsuites") || n.has_tag_name("testsuite")) {
        let count = |key: &str| node.attribute(key).and_then(|n| n.parse::<usize>().ok());
        assert_eq!(count("tests"), Some(named(node, "testcase")));
        assert_eq!(count("failures"), Some(named(node, "failure")));
        assert_eq!(count("errors"), Some(named(node, "error")));
        assert_eq!(count("skipped"), Some(named(node, "skipped")));
        assert!(node.attribute("name").is_some());
    }
    for case in root.descendants().filter(|n| n.has_tag_name("testcase")) {
        assert!(case.attribute("name").is_some_and(|n| !n.is_empty() && n.len() < 2000), "{case:?}");
        let outcomes = ["failure", "error", "skipped"].map(|name| named(case, name));
        assert!(outcomes.iter().sum::<usize>() <= 1, "{case:?}");
    }
}

#[test]
fn junit_counts_what_was_found() {
    let page = scene(OutputFormat::JUnit, STYLE);
    golden("scene-junit.xml", &page);
    check(&page);
    let document = Document::parse(&page).expect("it is XML");
    let root = document.root_element();
    let numbers = ["tests", "failures", "errors", "skipped"].map(|key| root.attribute(key).unwrap_or_default());
    assert_eq!(numbers, ["9", "3", "2", "1"]);
    let find = |name: &str| root.descendants().find(|n| n.attribute("name") == Some(name)).expect("the test is there");
    let failed = find("/offers/0/tracking_link");
    assert_eq!(failed.attribute("classname"), Some("my offers/acme.json"));
    let failure = failed.first_element_child().expect("it failed");
    assert_eq!(failure.attribute("type"), Some("unbraced-macro"));
    assert_eq!(failure.attribute("message"), Some("`gk_click_id` is missing its braces."));
    // A warning is told, and fails nothing.
    let warned = find("/offers/0/events/0/id");
    let told: Vec<_> = warned.children().filter(Node::is_element).map(|n| n.tag_name().name()).collect();
    assert_eq!(told, ["system-out"]);
    assert!(warned.descendants().any(|n| n.text().is_some_and(|t| t.contains("warning: The event id"))));
}
