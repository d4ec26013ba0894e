//! The configuration: every setting is read, explained, completed by editors and obeyed; no text brings it down.

mod common;

use common::{Failures, describe, no_hosts, worse};
use proptest::prelude::*;
use serde_json::Value;
use std::fmt::Write as _;
use tracklint::link::Dialect;
use tracklint::lint::{Linted, Linter};
use tracklint::platform::{Catalogue, Fact, Platform, Required, Role};
use tracklint::rule::Told;
use tracklint::settings::{Config, KEYS, Key, Kind, schema, starter};
use tracklint::span::Severity;

fn read(text: &str) -> (Config, Catalogue) {
    Config::read(text).unwrap_or_else(|errors| panic!("{text}\n{errors:?}"))
}

/// Lines of the starter that hold settings, with the `#` taken away, block by block.
fn uncommented() -> Vec<Vec<String>> {
    let setting = |line: &str| {
        let rest = line.strip_prefix('#')?;
        rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '[' || c == '"').then(|| rest.to_owned())
    };
    let text = starter();
    let blocks = text.split("\n\n").map(|block| block.lines().filter_map(setting).collect::<Vec<_>>());
    blocks.filter(|lines| !lines.is_empty()).collect()
}

#[test]
fn every_line_of_the_starter_is_valid() {
    let blocks = uncommented();
    let all: Vec<String> = blocks.concat();
    assert!(all.len() > 60, "{} settings", all.len());
    let (config, catalogue) = read(&all.join("\n"));
    assert_eq!(config.written.len(), all.iter().filter(|line| line.contains(" = ")).count());
    assert!(catalogue.named("acme").is_some() && !config.ignores.is_empty() && !config.fields.roles.is_empty());
    let mut table = String::new();
    for lines in &blocks {
        // A table within a platform needs the platform's id.
        let begins = if lines[0].contains("platform.") { "[[platform]]\nid = \"acme\"\n" } else { "" };
        read(&format!("{begins}{}", lines.join("\n")));
        for line in lines.iter().filter(|line| !line.starts_with('[')) {
            let _ = write!(table, "{line}");
        }
    }
    assert!(read(&starter()).0.written.is_empty(), "nothing is set before somebody takes a # away");
}

fn each_key<'k>(keys: &'k [Key], schema: &'k Value, path: &str, see: &mut impl FnMut(&str, &'k Key, &'k Value)) {
    for key in keys {
        let own = &schema["properties"][key.name];
        let path = format!("{path}/{}", key.name);
        see(&path, key, own);
        match &key.kind {
            Kind::Table(keys) => each_key(keys, own, &path, see),
            Kind::Rows(rows) => each_key(rows.keys, &own["items"], &path, see),
            _ => {}
        }
    }
}

#[test]
fn the_schema_knows_every_setting_and_nothing_else() {
    let (schema, mut failures) = (schema(), Failures::default());
    each_key(KEYS, &schema, "", &mut |path, key, own| {
        failures.looked();
        if own["description"] != key.about {
            failures.note(path, format!("the schema says {own}"));
        }
        if own["type"] == "object" && own["additionalProperties"] == Value::Bool(true) {
            failures.note(path, "takes anything");
        }
    });
    failures.end();
    let count = |value: &Value| value["properties"].as_object().map_or(0, serde_json::Map::len);
    assert_eq!(count(&schema), KEYS.len());
    assert_eq!(schema["additionalProperties"], Value::Bool(false));
    assert_eq!(schema["properties"]["platform"]["items"]["required"][0], "id");
}

/// What the schema offers is what the reader takes.
#[test]
fn the_words_of_the_schema_are_read() {
    let mut failures = Failures::default();
    each_key(KEYS, &schema(), "", &mut |path, key, own| {
        let (list, value) = match &key.kind {
            Kind::Text(..) => (false, own),
            Kind::Texts(..) => (true, &own["items"]),
            _ => return,
        };
        for word in value["enum"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            failures.looked();
            let value = if list { format!("[\"{word}\"]") } else { format!("\"{word}\"") };
            let text = match path.strip_prefix('/').and_then(|p| p.split_once('/')) {
                Some(("ignore", name)) => format!("[[ignore]]\npaths = [\"x\"]\n{name} = {value}"),
                Some(("platform", name)) => format!("[[platform]]\nid = \"acme\"\n{name} = {value}"),
                _ => format!("{} = {value}", key.name),
            };
            if let Err(errors) = Config::read(&text) {
                failures.note(path, format!("{word}: {errors:?}"));
            }
        }
    });
    failures.end();
    for level in ["error", "warning", "advice", "off"] {
        assert_eq!(read(&format!("[severity]\nmissing-scheme = \"{level}\"")).0.levels.len(), 1);
    }
    for (_, role) in Role::ALL {
        assert_eq!(read(&format!("[fields]\nlp = \"{role}\"")).0.fields.roles.len(), 1);
    }
}

/// Each mistake: the text, and line, column and a part of what is said.
const MISTAKES: &[(&str, (u64, u64), &str)] = &[
    ("netwrok = \"gokart\"", (1, 1), "did you mean `network`?"),
    ("network = \"gocart\"", (1, 11), "did you mean `gokart`?"),
    ("network = \"maxbounty\"", (1, 11), "cannot be the network"),
    ("environment = \"prod\"", (1, 15), "did you mean `production`?"),
    ("events = [\"é\", \" \"]", (1, 16), "cannot be empty"),
    ("events = \"a\"", (1, 10), "should be a list"),
    ("input = \"jsnl\"", (1, 9), "did you mean `jsonl`?"),
    ("exclude = [\"é\", \"a[\"]", (1, 17), "cannot be read"),
    ("fail_on = \"off\"", (1, 11), "error, warning, advice or never"),
    ("fail-on = \"error\"", (1, 1), "did you mean `fail_on`?"),
    ("baseline = \"\"", (1, 12), "cannot be empty"),
    ("hosts = { \"é\" = 1, prodction = [] }", (1, 11), "there is no setting in `hosts`"),
    ("[hosts]\nsandbox = [\"é\", \"/(/\"]", (2, 17), "unclosed group"),
    ("[severity]\n\"é\" = \"off\"", (2, 1), "there is no rule"),
    ("[severity]\nmissing-scheme = \"of\"", (2, 18), "a level is"),
    ("[[ignore]]\nrules = [\"missing-shceme\"]\npaths = [\"x\"]", (2, 10), "did you mean `missing-scheme`?"),
    ("[[ignore]]\npaths = [\"x\"]", (1, 1), "`rules` is missing"),
    ("x = 1\n[[ignore]]\nrules = [\"missing-scheme\"]", (2, 1), "say `paths` or `keys`"),
    ("ignore = [1]", (1, 11), "write [[ignore]]"),
    ("[[ignore]]\nrules = []\nkeys = [\"offers\"]", (3, 9), "begins with /"),
    ("[fields]\n\"é\" = \"tracking-lnk\"", (2, 7), "did you mean `tracking-link`?"),
    ("[fields]\n\"a/b\" = \"ignore\"", (2, 1), "begins with /"),
    ("[legal]\nparameters = [\"{x}\"]", (2, 15), "without `{`"),
    ("[legal]\ndialects = [\"«x»\", \"{x}\"]", (2, 13), "no system is known"),
    ("[legal]\nhosts = [\"https://a.com\"]", (2, 10), "write a host alone"),
    ("[[platform]]\nname = \"é\"", (1, 1), "`id` is missing"),
    ("[[platform]]\nid = \"Acme Ads\"", (2, 6), "small letters"),
    ("[[platform]]\nid = \"acme\"\naliases = [\"TUNE\"]", (1, 1), "is a name of TUNE too"),
    ("[[platform]]\nid = \"a\"\n[[platform]]\nid = \"a\"", (3, 1), "your platform `a`"),
    ("[[platform]]\nid = \"a\"\nkind = \"netwrk\"", (3, 8), "did you mean `network`?"),
    ("[[platform]]\nid = \"a\"\n[platform.link]\nhots = []", (4, 1), "did you mean `hosts`?"),
    ("[[platform]]\nid = \"a\"\n[platform.link]\nhosts = [\"a b\"]", (4, 10), "write a host alone"),
    ("[[platform]]\nid = \"a\"\n[platform.link]\npaths = [\"c\"]", (4, 10), "begins with /"),
    ("[[platform]]\nid = \"a\"\n[platform.link]\nhttps_only = 1", (4, 14), "true or false"),
    ("[[platform]]\nid = \"a\"\n[platform.link]\ntemplate = \"https://a\"", (4, 12), "{click_id}"),
    ("[[platform]]\nid = \"a\"\n[platform.fires]\nlink_dialects = [\"x\"]", (4, 18), "no system is known"),
    ("[[platform]]\nid = \"a\"\n[[platform.receives.endpoints]]\ntells = []", (3, 1), "say `path` or `click_id`"),
    ("network = ", (1, 11), "this is not TOML"),
];

#[test]
fn every_mistake_is_told_at_its_place() {
    let mut failures = Failures::default();
    for (text, place, part) in MISTAKES {
        failures.looked();
        let errors = Config::read(text).err().unwrap_or_default();
        let fits = |e: &&tracklint::settings::ConfigError| (e.line, e.column) == *place && e.message.contains(part);
        if !errors.iter().any(|e| fits(&e)) {
            failures.note(text, format!("should say `{part}` at {place:?}: {errors:?}"));
        }
        for error in &errors {
            let (literal, linted) = error.drawn(text, "tracklint.toml");
            let place = literal.place(linted.findings[0].span);
            if (place.line, place.column) != (error.line, error.column) {
                failures.note(text, format!("{error:?} is drawn at {place:?}"));
            }
        }
    }
    failures.end();
}

/// A link, what makes it right, and the rule that is silent then.
const LEGAL: &[(&str, &str, &str)] = &[
    (
        "https://api.getgokart.ai/postback?gk_click_id={a}&cnv_eventid={b}",
        "parameters = [\"cnv_eventid\"]",
        "misspelled-parameter",
    ),
    ("https://app.appsflyer.com/id1?pid=x_int&clickid={gkclickid}", "macros = [\"gkclickid\"]", "misspelled-macro"),
    ("https://example.com/offer?clickid={gk_click_id}&email={e}", "parameters = [\"email\"]", "personal-data"),
    ("https://example.com/offer?clickid={gk_click_id}&a=1&a=2", "parameters = [\"a\"]", "duplicate-parameter"),
    (
        "https://example.com/offer?clickid={gk_click_id}&password=tiger99",
        "parameters = [\"pass*\"]",
        "credentials-in-url",
    ),
    ("https://app.appsflyer.com/id1?pid=x_int&clickid=[gk_click_id]", "dialects = [\"[x]\"]", "wrong-macro-syntax"),
    ("https://app.appsflyr.com/id1?pid=x_int&clickid={gk_click_id}", "hosts = [\"*.appsflyr.com\"]", "misspelled-host"),
    ("https://tracker/offer?clickid={gk_click_id}", "hosts = [\"tracker\"]", "non-public-host"),
    (
        "https://app.appsflyer.com/id1?pid=x_int&click_id={gk_click_id}",
        "parameters = [\"click_id\"]",
        "wrong-click-id-parameter",
    ),
];

#[test]
fn what_is_declared_right_is_left_alone() {
    let mut failures = Failures::default();
    for (url, declared, rule) in LEGAL {
        failures.looked();
        let ids = |catalogue: &Catalogue| -> Vec<&str> {
            let linted = Linter::new(catalogue, &no_hosts()).lint(url, &Told::default());
            worse(&linted.findings, Severity::Warning).map(|f| f.rule.id).collect()
        };
        let (before, after) = (ids(&Catalogue::default()), ids(&read(&format!("[legal]\n{declared}")).1));
        let left: Vec<_> = before.iter().copied().filter(|id| id != rule).collect();
        if !before.contains(rule) || after.contains(rule) || after.iter().any(|id| !left.contains(id)) {
            failures.note(url, format!("{before:?} becomes {after:?}"));
        }
    }
    failures.end();
}

/// The TOML that describes a built-in platform, as far as a configuration can.
fn mirror(p: &Platform) -> String {
    let mut out = format!("[[platform]]\nid = {:?}\nname = {:?}\n", p.id, p.name);
    let list = |out: &mut String, name: &str, items: Vec<String>| {
        if !items.is_empty() {
            let _ = writeln!(out, "{name} = {items:?}");
        }
    };
    let names = |facts: &[Fact]| facts.iter().map(|f| f.name.to_owned()).collect::<Vec<_>>();
    let texts = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
    let ways = |ways: &[Dialect]| ways.iter().map(|d| d.write("x")).collect::<Vec<_>>();
    let needed = |all: &[Required], severity: Severity| {
        all.iter().filter(|r| r.severity == severity).map(|r| r.param.name.to_owned()).collect::<Vec<_>>()
    };
    list(&mut out, "aliases", texts(p.aliases));
    list(&mut out, "telltale", texts(p.telltale));
    let face = &p.link;
    out.push_str("[platform.link]\n");
    for (name, facts) in [
        ("hosts", face.hosts),
        ("impression_hosts", face.impression_hosts),
        ("test_hosts", face.test_hosts),
        ("paths", face.paths),
        ("click_id", face.click_id),
        ("suits", face.suits),
        ("wrong", face.wrong),
        ("documented", face.documented),
        ("nested", face.nested),
        ("signature", face.signature),
    ] {
        list(&mut out, name, names(facts));
    }
    list(&mut out, "required", needed(face.required, Severity::Error));
    list(&mut out, "advised", needed(face.required, Severity::Advice));
    let _ = writeln!(out, "slots_complete = {}\nhttps_only = {}", face.slots_complete, face.https_only.is_some());
    if !face.template.is_empty() {
        let _ = writeln!(out, "template = {:?}", face.template);
    }
    let fires = &p.fires;
    out.push_str("[platform.fires]\n");
    list(&mut out, "link_dialects", ways(fires.dialects.link));
    list(&mut out, "postback_dialects", ways(fires.dialects.postback));
    for (name, facts) in [
        ("issued_click_id", fires.issued_click_id),
        ("returned_click_id", fires.returned_click_id),
        ("sub", fires.sub),
        ("event", fires.event),
        ("payout", fires.payout),
        ("revenue", fires.revenue),
        ("currency", fires.currency),
        ("time", fires.time),
        ("unique_id", fires.unique_id),
        ("status", fires.status),
        ("other", fires.other),
    ] {
        list(&mut out, name, names(facts));
    }
    let _ = writeln!(out, "dialects_complete = {}\ncomplete = {}", fires.dialects.complete, fires.complete);
    let face = &p.receives;
    out.push_str("[platform.receives]\n");
    for (name, facts) in [
        ("hosts", face.hosts),
        ("test_hosts", face.test_hosts),
        ("event", face.event),
        ("payout", face.payout),
        ("status", face.status),
        ("unique_id", face.unique_id),
        ("security", face.security),
        ("documented", face.documented),
    ] {
        list(&mut out, name, names(facts));
    }
    let _ = writeln!(out, "event_tells_apart = {}\nhttps_only = {}", face.event_tells_apart, face.https_only.is_some());
    if !face.template.is_empty() {
        let _ = writeln!(out, "template = {:?}", face.template);
    }
    for end in face.endpoints {
        out.push_str("[[platform.receives.endpoints]]\n");
        if !end.path.is_empty() {
            let _ = writeln!(out, "path = {:?}", end.path);
        }
        list(&mut out, "click_id", names(end.click_id));
        list(&mut out, "required", needed(end.required, Severity::Error));
        list(&mut out, "advised", needed(end.required, Severity::Advice));
        list(&mut out, "tells", texts(end.tells));
    }
    out
}

/// True if a configuration can say everything that the rules ask of this platform.
fn is_tellable(p: &Platform) -> bool {
    let face = &p.link;
    let needed = || face.required.iter().chain(p.receives.endpoints.iter().flat_map(|e| e.required));
    let plain = |r: &Required| {
        r.or.is_empty() && r.host.is_empty() && r.path.is_empty() && r.severity != Severity::Warning && r.param.sure
    };
    let facts = p.link_params().chain(p.receives.params()).chain(face.hosts).chain(p.receives.hosts).chain(face.wrong);
    facts.chain(p.fires.macros().map(|(f, _)| f)).all(|f| f.sure)
        && needed().all(plain)
        && face.windows.is_empty()
        && face.choices.is_empty()
        && face.apart.is_empty()
        && face.server_side.is_empty()
        && face.ended.is_none()
        && face.test_markers.is_empty()
        && face.shapes.is_empty()
        && p.receives.illustrations.is_empty()
        && p.receives.click_id_shape.is_none()
        && p.receives.decimal_comma.is_none()
        && p.receives.only_on.is_empty()
}

fn lint(catalogue: &Catalogue, url: &str, role: Role) -> Linted {
    Linter::new(catalogue, &no_hosts()).lint(url, &Told { role: Some(role), ..Told::default() })
}

/// A platform of a configuration's own is found by its name and hosts, its facts are sure, and it is judged as the
/// built-in one is that it describes.
#[test]
fn an_own_platform_behaves_as_a_built_in_one() {
    let (catalogue, mut failures) = (Catalogue::default(), Failures::default());
    let mut mirrored = 0;
    for platform in catalogue.all().iter().filter(|p| is_tellable(p)) {
        let (_, own) = read(&mirror(platform));
        mirrored += 1;
        let found = own.named(platform.name).unwrap_or(platform);
        assert!(!std::ptr::eq(found, *platform), "{} was not replaced", platform.id);
        for host in platform.link.hosts {
            let name = host.name.replace("*.", "x.");
            let hit = own.by_host(&name).unwrap_or_else(|| panic!("{name} is not found"));
            assert!(hit.sure, "{name}");
        }
        for example in platform.examples {
            failures.looked();
            let all =
                |linted: &Linted| -> Vec<String> { linted.findings.iter().map(|f| describe(example.url, f)).collect() };
            let roles = [example.role, Role::Unknown];
            for role in roles {
                let (before, after) = (all(&lint(&catalogue, example.url, role)), all(&lint(&own, example.url, role)));
                if before != after {
                    failures.note(&format!("{} {}", platform.id, example.url), format!("{before:#?}\n{after:#?}"));
                }
            }
        }
    }
    assert!(mirrored >= 20, "only {mirrored} platforms can be told");
    failures.end();
}

#[test]
fn a_platform_with_a_name_of_its_own_is_known_by_name_and_host() {
    let text = "[[platform]]\nid = \"acme\"\n[platform.link]\nhosts = [\"click.acme.com\"]\nclick_id = [\"subid\"]\n\
                slots_complete = true\n[platform.fires]\nlink_dialects = [\"{x}\"]\nissued_click_id = [\"acme_id\"]\n\
                [platform.receives]\nhosts = [\"api.acme.com\"]\n[[platform.receives.endpoints]]\npath = \"/pb\"\n\
                click_id = [\"acme_id\"]\n[legal]\n";
    let (config, catalogue) = read(&format!("network = \"acme\"\n{text}"));
    assert_eq!(config.network.map(|n| n.id), Some("acme"));
    let ids = |url: &str| -> Vec<&str> {
        let hosts = no_hosts();
        let mut linter = Linter::new(&catalogue, &hosts).with_defaults(config.network, None);
        linter
            .lint(url, &Told::default())
            .findings
            .iter()
            .filter(|f| f.severity == Severity::Error)
            .map(|f| f.rule.id)
            .collect()
    };
    assert_eq!(ids("https://api.acme.com/pb?acme_id={x}"), [""; 0]);
    assert_eq!(ids("https://api.acme.com/pb?other={x}"), ["missing-click-id"]);
    assert_eq!(catalogue.all().windows(2).filter(|w| w[0].id > w[1].id).count(), 0);
}

/// Pieces of configurations, put together at random: never a panic, and every mistake lies within the text.
fn texts() -> impl Strategy<Value = String> {
    let names =
        "network|environment|events|hosts|severity|ignore|fields|legal|platform|link|endpoints|rules|id|é|\"\"|a.b";
    let values =
        "1|true|\"gokart\"|\"é\\{x\\}\"|\\[\\]|\\[1, \"a\"\\]|\\{ a = 1 \\}|1979-05-27|\\[\\[\\]\\]|\"\"\"\n\"\"\"|";
    let line = prop_oneof![
        (names, values).prop_map(|(n, v)| format!("{n} = {v}\n")),
        names.prop_map(|n| format!("[{n}]\n")),
        names.prop_map(|n| format!("[[{n}]]\n")),
        (names, names).prop_map(|(a, b)| format!("[{a}.{b}]\n")),
        "\\PC{0,12}\n",
    ];
    prop::collection::vec(line, 0..12).prop_map(|lines| lines.concat())
}

proptest! {
    #[test]
    fn no_text_brings_the_reader_down(text in texts()) {
        for error in Config::read(&text).err().unwrap_or_default() {
            prop_assert!(error.line >= 1 && error.line <= text.lines().count() as u64 + 1);
            let (literal, linted) = error.drawn(&text, "t");
            prop_assert!(linted.findings[0].span.end as usize <= literal.text.len());
        }
    }

    #[test]
    fn what_stands_between_brackets_is_read_to_any_depth(depth in 0usize..3000) {
        let text = format!("events = {}{}", "[".repeat(depth), "]".repeat(depth));
        let _ = Config::read(&text);
        let _ = Config::read(&"[".repeat(depth));
    }
}
