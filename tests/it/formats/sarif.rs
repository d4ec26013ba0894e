//! SARIF, held to the text of the 2.1.0 standard: what an object must have, may have, and what kind it is of.

use super::gitlab::pretty;
use super::{STYLE, WRAPPED, golden, scene};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tracklint::report::{OutputFormat, Style};
use tracklint::rule::ALL;

/// The properties that an object may have, those that it must have before the bar. Every one may have `properties`.
const OBJECTS: [(&str, &str); 20] = [
    ("sarifLog", "version runs | $schema inlineExternalProperties"),
    (
        "run",
        "tool | invocations conversion language versionControlProvenance originalUriBaseIds artifacts logicalLocations \
         graphs results automationDetails baselineGuid redactionTokens defaultEncoding defaultSourceLanguage \
         newlineSequences columnKind externalPropertyFileReferences threadFlowLocations taxonomies addresses \
         translations policies webRequests webResponses specialLocations runAggregates",
    ),
    ("tool", "driver | extensions"),
    (
        "toolComponent",
        "name | guid organization product productSuite shortDescription fullDescription fullName version \
         semanticVersion dottedQuadFileVersion releaseDateUtc downloadUri informationUri globalMessageStrings \
         notifications rules taxa locations language contents isComprehensive localizedDataSemanticVersion \
         minimumRequiredLocalizedDataSemanticVersion associatedComponent translationMetadata supportedTaxonomies",
    ),
    (
        "reportingDescriptor",
        "id | deprecatedIds guid deprecatedGuids name deprecatedNames shortDescription fullDescription messageStrings \
         defaultConfiguration helpUri help relationships",
    ),
    ("reportingConfiguration", "| enabled level rank parameters"),
    ("multiformatMessageString", "text | markdown"),
    ("message", "text | markdown id arguments"),
    (
        "invocation",
        "executionSuccessful | commandLine arguments responseFiles startTimeUtc endTimeUtc exitCode \
         ruleConfigurationOverrides notificationConfigurationOverrides toolExecutionNotifications \
         toolConfigurationNotifications exitCodeDescription exitSignalName exitSignalNumber processStartFailureMessage \
         machine account processId executableLocation workingDirectory environmentVariables stdin stdout stderr \
         stdoutStderr",
    ),
    ("notification", "message | locations level threadId timeUtc exception descriptor associatedRule"),
    (
        "result",
        "message | ruleId ruleIndex rule kind level analysisTarget locations guid correlationGuid occurrenceCount \
         partialFingerprints fingerprints stacks codeFlows graphs graphTraversals relatedLocations suppressions \
         baselineState rank attachments hostedViewerUri workItemUris provenance fixes taxa webRequest webResponse",
    ),
    ("location", "| id physicalLocation logicalLocations message annotations relationships"),
    ("physicalLocation", "artifactLocation | address region contextRegion"),
    ("logicalLocation", "| name index fullyQualifiedName decoratedName parentIndex kind"),
    ("artifactLocation", "| uri uriBaseId index description"),
    (
        "artifact",
        "| description location parentIndex offset length roles mimeType contents encoding sourceLanguage hashes \
         lastModifiedTimeUtc",
    ),
    ("artifactContent", "| text binary rendered"),
    (
        "region",
        "| startLine startColumn endLine endColumn charOffset charLength byteOffset byteLength snippet message \
         sourceLanguage",
    ),
    ("fix", "artifactChanges | description"),
    ("replacement", "deletedRegion | insertedContent"),
];

/// An object of that name: it has what it must have, and nothing that the standard does not know.
fn object<'v>(value: &'v Value, name: &str) -> &'v Value {
    let (_, all) = OBJECTS.iter().find(|(n, _)| *n == name).expect("the standard knows it");
    let (must, may) = all.split_once('|').expect("there is a bar");
    let object = value.as_object().unwrap_or_else(|| panic!("{name} is no object: {value}"));
    let must: Vec<&str> = must.split_whitespace().collect();
    assert!(must.iter().all(|key| object.contains_key(*key)), "{name} lacks one of {must:?}: {value}");
    let knows = |key: &str| must.contains(&key) || key == "properties" || may.split_whitespace().any(|m| m == key);
    assert!(object.keys().all(|key| knows(key)), "{name} has what the standard does not know: {value}");
    value
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).map_or(&[], |v| v.as_array().unwrap_or_else(|| panic!("{key} is no list: {v}")))
}

fn string<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().filter(|t| !t.is_empty()).unwrap_or_else(|| panic!("{key} is no text: {value}"))
}

fn level(value: &Value) {
    assert!(["none", "note", "warning", "error"].contains(&string(value, "level")), "{value}");
}

/// A message whose text holds no link that nobody wrote.
fn message(value: &Value, name: &str) {
    let text = string(object(value, name), "text");
    let is_link = |at: usize| text[..at].rfind('[').is_some_and(|open| !text[..open].ends_with('\\'));
    assert!(!text.match_indices("](").any(|(at, _)| is_link(at) && !text[..at].ends_with('\\')), "{text}");
}

/// The artifacts and base ids of a run, which locations refer to.
struct Run<'v>(&'v Value);

impl Run<'_> {
    fn artifact_location(&self, value: &Value) {
        let uri = string(object(value, "artifactLocation"), "uri");
        assert!(uri.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&b)), "{uri}");
        let base = url::Url::parse("file:///root/").expect("a base");
        let read = base.join(uri).unwrap_or_else(|e| panic!("{uri}: {e}"));
        // Nothing of a name passes for a scheme, a host, a query or a fragment.
        assert_eq!(
            (read.scheme(), read.host_str(), read.query(), read.fragment()),
            ("file", None, None, None),
            "{uri}"
        );
        match value.get("uriBaseId") {
            Some(id) => {
                assert!(self.0["originalUriBaseIds"].get(id.as_str().expect("text")).is_some(), "{id}");
                assert!(!uri.starts_with('/') && !uri.contains("://"), "{uri} is not relative");
            }
            None => assert!(uri.starts_with("file:///"), "{uri} is not absolute"),
        }
        if let Some(index) = value.get("index") {
            let artifact = &list(self.0, "artifacts")[index.as_u64().expect("an index") as usize];
            assert_eq!(artifact["location"]["uri"], uri);
        }
    }

    fn location(&self, value: &Value) {
        let physical = object(&object(value, "location")["physicalLocation"], "physicalLocation");
        self.artifact_location(&physical["artifactLocation"]);
        physical.get("region").into_iter().for_each(region);
        for logical in list(value, "logicalLocations") {
            string(object(logical, "logicalLocation"), "fullyQualifiedName");
        }
        value.get("message").into_iter().for_each(|m| message(m, "message"));
    }

    fn fix(&self, value: &Value) {
        object(value, "fix").get("description").into_iter().for_each(|m| message(m, "message"));
        assert!(!list(value, "artifactChanges").is_empty());
        for change in list(value, "artifactChanges") {
            self.artifact_location(&change["artifactLocation"]);
            assert!(!list(change, "replacements").is_empty());
            for replacement in list(change, "replacements") {
                region(&object(replacement, "replacement")["deletedRegion"]);
                if let Some(content) = replacement.get("insertedContent") {
                    assert!(object(content, "artifactContent")["text"].is_string(), "{content}");
                }
            }
        }
    }

    fn result(&self, value: &Value, rules: &[Value]) {
        message(&object(value, "result")["message"], "message");
        level(value);
        let index = value["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], value["ruleId"]);
        list(value, "locations").iter().chain(list(value, "relatedLocations")).for_each(|l| self.location(l));
        assert_eq!(list(value, "locations").len(), 1);
        let ids: Vec<_> = list(value, "relatedLocations").iter().map(|l| l["id"].as_u64()).collect();
        assert_eq!(ids.len(), ids.iter().flatten().collect::<BTreeSet<_>>().len(), "{ids:?}");
        let prints = value["partialFingerprints"].as_object().expect("fingerprints");
        assert!(!prints.is_empty() && prints.values().all(Value::is_string), "{prints:?}");
        list(value, "fixes").iter().for_each(|fix| self.fix(fix));
    }
}

fn region(value: &Value) {
    let number = |key: &str| object(value, "region").get(key).map(|n| n.as_u64().expect("a whole number"));
    let (line, column) = (number("startLine"), number("startColumn"));
    assert!(line.is_some_and(|n| n >= 1) && column.is_none_or(|n| n >= 1), "{value}");
    let (end_line, end_column) = (number("endLine").or(line), number("endColumn"));
    assert!(end_line >= line, "{value}");
    assert!(end_column.is_none_or(|n| n >= 1 && (end_line > line || Some(n) >= column)), "{value}");
    assert_eq!(number("byteOffset").is_some(), number("byteLength").is_some());
    value.get("snippet").into_iter().for_each(|s| assert!(object(s, "artifactContent")["text"].is_string()));
}

/// Holds a page to the standard, and returns its run.
pub fn check(page: &str) -> Value {
    assert!(page.starts_with("{\"version\":\"2.1.0\""), "the version comes first");
    let log: Value = serde_json::from_str(page).expect("it is JSON");
    assert_eq!(object(&log, "sarifLog")["version"], "2.1.0");
    assert!(string(&log, "$schema").starts_with("https://"));
    let run = object(&list(&log, "runs")[0], "run");
    let driver = object(&object(&run["tool"], "tool")["driver"], "toolComponent");
    assert_eq!((string(driver, "name"), string(driver, "semanticVersion")), ("tracklint", env!("CARGO_PKG_VERSION")));
    let rules = list(driver, "rules");
    let ids: BTreeSet<&str> = rules.iter().map(|rule| string(object(rule, "reportingDescriptor"), "id")).collect();
    assert_eq!(ids.len(), rules.len());
    for rule in rules {
        for key in ["shortDescription", "fullDescription", "help"] {
            message(&rule[key], "multiformatMessageString");
        }
        level(object(&rule["defaultConfiguration"], "reportingConfiguration"));
    }
    assert!(["utf16CodeUnits", "unicodeCodePoints"].contains(&string(run, "columnKind")));
    let seen = Run(run);
    let base = &run["originalUriBaseIds"];
    assert!(base.as_object().expect("an object").values().all(|l| object(l, "artifactLocation").is_object()));
    for (index, artifact) in list(run, "artifacts").iter().enumerate() {
        seen.artifact_location(&object(artifact, "artifact")["location"]);
        assert!(!list(run, "artifacts")[..index].contains(artifact), "an artifact stands there twice");
        assert_eq!(artifact["roles"], json!(["analysisTarget"]));
    }
    for invocation in list(run, "invocations") {
        assert!(object(invocation, "invocation")["executionSuccessful"].is_boolean());
        for told in list(invocation, "toolExecutionNotifications") {
            message(&object(told, "notification")["message"], "message");
            level(told);
            list(told, "locations").iter().for_each(|l| seen.location(l));
        }
    }
    list(run, "results").iter().for_each(|result| seen.result(result, rules));
    run.clone()
}

#[test]
fn sarif_says_what_was_meant() {
    let page = scene(OutputFormat::Sarif, STYLE);
    let run = check(&page);
    golden("scene-sarif.json", &pretty(&without_rules(&page)));
    let results = list(&run, "results");
    let levels: Vec<&str> = results.iter().map(|r| string(r, "level")).collect();
    assert_eq!(levels, ["error", "error", "note", "warning", "warning", "error"]);
    let place = &results[1]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "my%20offers/acme.json");
    let region = &place["region"];
    assert_eq!(
        (&region["startLine"], &region["startColumn"], &region["endColumn"]),
        (&json!(3), &json!(90), &json!(101))
    );
    // The repair, made on the file.
    let fix = &results[1]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(
        (&fix["deletedRegion"]["byteLength"], &fix["insertedContent"]["text"]),
        (&json!(11), &json!("{gk_click_id}"))
    );
    // One that is only shown is none, and what would show a secret is none either.
    assert!(results[0].get("fixes").is_none());
    let pasted = &run["artifacts"][0];
    assert_eq!(pasted["location"]["uri"], "%3Cargument%201%3E");
    assert_eq!(pasted["description"]["text"], "<argument 1>, which is not a file");
    assert_eq!(pasted["contents"]["text"].as_str().map(str::len), Some(super::POSTBACK.len()));
    let two = &results[5]["locations"][0]["physicalLocation"]["region"];
    assert_eq!((&two["startLine"], &two["endLine"], &two["endColumn"]), (&json!(4), &json!(5), &json!(11)));
    assert!(WRAPPED.contains('\n') && results[5]["relatedLocations"][0]["message"]["text"] == "it begins here");
    assert_eq!(run["properties"]["tracklint/statistics"]["platforms"]["appsflyer"], 2);
}

/// The rules that fired and no others, each with its help in paragraphs; and where to read more, if that is known.
#[test]
fn every_rule_that_fired_has_its_help() {
    let run = check(&scene(OutputFormat::Sarif, Style { rules_at: Some("https://example.com/rules.md"), ..STYLE }));
    let rules = list(&run["tool"]["driver"], "rules");
    let fired: BTreeSet<&str> = list(&run, "results").iter().map(|result| string(result, "ruleId")).collect();
    assert_eq!(rules.iter().map(|rule| string(rule, "id")).collect::<BTreeSet<_>>(), fired);
    assert!(fired.len() > 2 && fired.len() < ALL.len() / 2);
    for rule in rules {
        let known = tracklint::rule::named(string(rule, "id")).expect("it is in the catalogue");
        let help = &rule["help"];
        assert_eq!(help["text"], known.explanation);
        assert_eq!(rule["helpUri"], format!("https://example.com/rules.md#{}", known.id));
        assert!(!help["markdown"].as_str().expect("it has").contains("<U+"), "{help}");
        assert_eq!(
            super::markdown::texts(string(help, "markdown")).replace(['\n', ' '], ""),
            known.explanation.replace(['\n', ' ', '`'], "")
        );
    }
    let nowhere = check(&scene(OutputFormat::Sarif, STYLE));
    assert!(list(&nowhere["tool"]["driver"], "rules").iter().all(|rule| rule.get("helpUri").is_none()));
}

/// A viewer that applies fixes shows what it is about to do; a program finds it in a property.
#[test]
fn a_fix_that_is_only_probable_says_so() {
    let said = |url: &str| {
        let literal = tracklint::source::Literal::plain(url, "links.txt", 0, 1);
        let linted = super::lint(url);
        let entry = tracklint::findings::Entry::url(None, &literal, &linted);
        let run = check(&super::one(OutputFormat::Sarif, STYLE, &entry, &[]));
        let fix = &list(&run, "results")[0]["fixes"][0];
        (string(&fix["description"], "text").to_owned(), string(&fix["properties"], "tracklint/safety").to_owned())
    };
    let (words, safety) = said("https://api.getgokart.ai/postback?gk_click_id={click_id}&event_id={event_name}");
    assert!(words.ends_with(" (only probably right: please check)") && safety == "unsafe", "{words} {safety}");
    let (words, safety) = said("https://shop.example.com/go?id={{gk_click_id}}");
    assert!(!words.contains("probably") && safety == "safe", "{words} {safety}");
}

/// The page without what changes whenever a rule does.
fn without_rules(page: &str) -> String {
    let mut log: Value = serde_json::from_str(page).expect("it is JSON");
    log["runs"][0]["tool"]["driver"]["rules"] = json!([]);
    for result in log["runs"][0]["results"].as_array_mut().expect("a list") {
        result["ruleIndex"] = json!(0);
    }
    log.to_string()
}

/// Addresses of files as they are named on a command line.
#[test]
fn paths_are_addresses() {
    for (path, uri) in [
        ("./a b/ä#1?.json", "a%20b/%C3%A4%231%3F.json"),
        ("mailto:x", "mailto%3Ax"),
        ("/tmp/100%.json", "file:///tmp/100%25.json"),
        ("C:/offers/a.json", "file:///C:/offers/a.json"),
        ("<stdin>", "%3Cstdin%3E"),
        ("é:/a", "%C3%A9%3A/a"),
    ] {
        let text = super::UNBRACED;
        let literal = tracklint::source::Literal::plain(text, path, 0, 1);
        let linted = super::lint(text);
        let entry = tracklint::findings::Entry::url(None, &literal, &linted);
        let run = check(&super::one(OutputFormat::Sarif, STYLE, &entry, &[]));
        assert_eq!(run["artifacts"][0]["location"]["uri"], uri, "{path}");
    }
}
