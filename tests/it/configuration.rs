//! The configuration: every setting is read, explained, completed by editors and obeyed; no text brings it down.

use crate::common::{Failures, describe, no_hosts, worse};
use proptest::prelude::*;
use serde_json::Value as Json;
use std::fmt::Write as _;
use tracklint::link::Dialect;
use tracklint::lint::{Linted, Linter};
use tracklint::platform::{Catalogue, Endpoint, Fact, Platform, Required, Role, Side, Value};
use tracklint::rule::Hints;
use tracklint::settings::{Config, Form, KEYS, Key, KeyKind, schema, starter};
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
        let begins = match &*lines[0] {
            "[overrides.severity]" => "[[overrides]]\npaths = [\"x\"]\n",
            heading if heading.contains("platform.") => "[[platform]]\nid = \"acme\"\n",
            _ => "",
        };
        read(&format!("{begins}{}", lines.join("\n")));
        for line in lines.iter().filter(|line| !line.starts_with('[')) {
            let _ = write!(table, "{line}");
        }
    }
    assert!(read(&starter()).0.written.is_empty(), "nothing is set before somebody takes a # away");
}

fn each_key<'k>(keys: &'k [Key], schema: &'k Json, path: &str, see: &mut impl FnMut(&str, &'k Key, &'k Json)) {
    for key in keys {
        let own = &schema["properties"][key.name];
        let path = format!("{path}/{}", key.name);
        see(&path, key, own);
        match &key.kind {
            KeyKind::Table(_) | KeyKind::Made(_) => each_key(key.kind.table().unwrap_or_default(), own, &path, see),
            KeyKind::Rows(rows) if rows.or.is_some() => each_key(rows.keys, &own["items"]["anyOf"][1], &path, see),
            KeyKind::Rows(rows) => each_key(rows.keys, &own["items"], &path, see),
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
        if own["type"] == "object" && own["additionalProperties"] == Json::Bool(true) {
            failures.note(path, "takes anything");
        }
    });
    failures.end();
    let count = |value: &Json| value["properties"].as_object().map_or(0, serde_json::Map::len);
    assert_eq!(count(&schema), KEYS.len());
    assert_eq!(schema["additionalProperties"], Json::Bool(false));
    assert_eq!(schema["properties"]["platform"]["items"]["required"][0], "id");
}

/// A platform with this setting, `link/endpoints/role`.
fn own_platform(path: &str, value: &str) -> String {
    let head = "[[platform]]\nid = \"acme\"";
    match path.rsplit_once('/') {
        None => format!("{head}\n{path} = {value}"),
        Some((table, name)) => match table.strip_suffix("/endpoints") {
            Some(side) => format!("{head}\n[[platform.{side}.endpoints]]\npath = \"/a\"\n{name} = {value}"),
            None => format!("{head}\n[platform.{table}]\n{name} = {value}"),
        },
    }
}

/// What the schema offers is what the reader takes.
#[test]
fn the_words_of_the_schema_are_read() {
    let mut failures = Failures::default();
    each_key(KEYS, &schema(), "", &mut |path, key, own| {
        let (list, value) = match &key.kind {
            KeyKind::Text(..) => (false, own),
            KeyKind::Texts(..) => (true, &own["items"]),
            KeyKind::Fact(fact) if fact.form == Form::List => (true, &own["items"]),
            KeyKind::Fact(_) => (false, own),
            _ => return,
        };
        // Rules of the configuration's own may stand beside those that are listed.
        let value = if value["anyOf"].is_array() { &value["anyOf"][0] } else { value };
        for word in value["enum"].as_array().into_iter().flatten().filter_map(Json::as_str) {
            failures.looked();
            let value = if list { format!("[\"{word}\"]") } else { format!("\"{word}\"") };
            let text = match path.strip_prefix('/').and_then(|p| p.split_once('/')) {
                Some(("ignore", name)) => format!("[[ignore]]\npaths = [\"x\"]\n{name} = {value}"),
                Some(("platform", name)) => own_platform(name, &value),
                Some(("overrides", name)) => format!("[[overrides]]\npaths = [\"x\"]\n{name} = {value}"),
                Some(("require", name)) => format!(
                    "[[require]]\n{name} = {value}\nname = \"a\"\nparameter = \"b\"\nfails = \"https://a.com/\"\n\
                     passes = \"https://a.com/?b=1\""
                ),
                Some(("forbid", name)) => format!(
                    "[[forbid]]\n{name} = {value}\nname = \"a\"\nparameter = \"b\"\nfails = \"https://a.com/?b=1\"\n\
                     passes = \"https://a.com/\""
                ),
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
    ("extends = 1", (1, 11), "the name of a file"),
    ("select = [\"missing-shceme\"]", (1, 11), "did you mean `missing-scheme`?"),
    ("ignore = [\"missing-shceme\"]", (1, 11), "did you mean `missing-scheme`?"),
    ("ignore = [\"own/nobody\"]", (1, 11), "there is no rule called `own/nobody`"),
    ("[[overrides]]\nnetwork = \"gokart\"", (1, 1), "`paths` is missing"),
    ("[[overrides]]\npaths = []", (1, 1), "names no file"),
    ("[[overrides]]\npaths = [\"a\"]\n[overrides.severity]\nx = \"off\"", (4, 1), "there is no rule"),
    ("[[require]]\nname = \"a\"\nparameter = \"b\"\npasses = \"https://a.com/\"", (1, 1), "`fails` is missing"),
    (OWN_SAME_NAME, (6, 1), "two rules called `a`"),
    (OWN_NO_TEST, (1, 1), "nothing is asked here"),
    (OWN_SILENT, (1, 1), "finds nothing in its example `fails`: https://a.com/?b=1"),
    (OWN_LOUD, (1, 1), "finds something in its example `passes`: https://a.com/"),
    ("[[forbid]]\nmatches = \"(\"", (2, 11), "unclosed group"),
    ("[[forbid]]\npresent = false", (2, 1), "no setting in `forbid` called `present`"),
    ("[[forbid]]\nrole = \"tracking-lnk\"", (2, 8), "did you mean `tracking-link`?"),
    ("[[forbid]]\nseverity = \"off\"", (2, 12), "error, warning or advice"),
    ("[[forbid]]\nnetwork = \"maxbounty\"", (2, 11), "cannot be the network"),
    ("network = ", (1, 11), "this is not TOML"),
];

const OWN_SAME_NAME: &str = "[[require]]\nname = \"a\"\nparameter = \"b\"\nfails = \"https://a.com/\"\npasses = \"https://a.com/?b=1\"\n\
                             [[forbid]]\nname = \"a\"\nparameter = \"c\"\nfails = \"https://a.com/?c=1\"\npasses = \"https://a.com/\"";
const OWN_NO_TEST: &str = "[[require]]\nname = \"a\"\nparameter = \"b\"\npresent = false\nfails = \"https://a.com/\"\n\
                           passes = \"https://a.com/?b=1\"";
const OWN_SILENT: &str =
    "[[require]]\nname = \"a\"\nparameter = \"b\"\nfails = \"https://a.com/?b=1\"\npasses = \"https://a.com/?b=1\"";
const OWN_LOUD: &str =
    "[[require]]\nname = \"a\"\nparameter = \"b\"\nfails = \"https://a.com/\"\npasses = \"https://a.com/\"";

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
            let linted = Linter::new(catalogue, &no_hosts()).lint(url, &Hints::default());
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

/// The TOML that describes a built-in platform; `None` where a configuration cannot say all that is known of it.
fn mirror(p: &Platform) -> Option<String> {
    let mut out = format!("[[platform]]\nid = {:?}\nname = {:?}\n", p.id, p.name);
    let _ = writeln!(out, "aliases = {:?}\ntelltale = {:?}", p.aliases, p.telltale);
    for (side, table) in Side::ALL {
        let _ = writeln!(out, "[platform.{table}]");
        let mut rows = String::new();
        for (kind, value) in p.facts(side) {
            let Value::Endpoints(endpoints) = value else {
                out.push_str(&setting(kind.key, value)?);
                continue;
            };
            for end in endpoints {
                let _ = writeln!(rows, "[[platform.{table}.endpoints]]");
                for kind in Endpoint::KINDS {
                    rows.push_str(&setting(kind.key, (kind.get)(end))?);
                }
            }
        }
        out.push_str(&rows);
    }
    Some(out)
}

/// The lines of a configuration that say this much.
fn setting(key: &str, value: Value) -> Option<String> {
    let names = |facts: &[Fact]| facts.iter().map(|f| f.name).collect::<Vec<_>>();
    let ways = |ways: &[Dialect]| ways.iter().map(|d| d.write("x")).collect::<Vec<_>>();
    if value.is_empty() {
        return Some(String::new());
    }
    Some(match value {
        Value::Facts(facts) if facts.iter().all(|f| f.sure) => format!("{key} = {:?}\n", names(facts)),
        Value::Required(all) => required(key, all)?,
        Value::Statement(Some(fact)) if fact.sure && !matches!(key, "click_id_shape" | "ended") => {
            format!("{key} = true\n")
        }
        Value::Flag(yes) => format!("{key} = {yes}\n"),
        Value::Text(text) => format!("{key} = {text:?}\n"),
        Value::Texts(texts) => format!("{key} = {texts:?}\n"),
        Value::Role(role) => format!("{key} = {:?}\n", role.words()),
        Value::Dialects(written) => format!(
            "link_dialects = {:?}\npostback_dialects = {:?}\ndialects_complete = {}\n",
            ways(written.link),
            ways(written.postback),
            written.complete
        ),
        Value::InactiveOffer(Some(fate)) => {
            format!("{key} = {:?}\n", if fate.counts { "counted" } else { "rejected" })
        }
        _ => return None,
    })
}

fn required(key: &str, all: &[Required]) -> Option<String> {
    let plain = |r: &Required| {
        r.or.is_empty() && r.host.is_empty() && r.path.is_empty() && r.severity != Severity::Warning && r.param.sure
    };
    let of =
        |severity: Severity| all.iter().filter(|r| r.severity == severity).map(|r| r.param.name).collect::<Vec<_>>();
    let (must, should) = (of(Severity::Error), of(Severity::Advice));
    all.iter().all(plain).then(|| format!("{key} = {must:?}\nadvised = {should:?}\n"))
}

/// Every kind of fact is a setting of its name, or several; or only a table of ours can say it, and then it is named
/// here, so that nobody forgets the settings of a new kind.
#[test]
fn every_kind_of_fact_can_be_set() {
    const BY_TABLE_ONLY: &[&str] =
        &["ended", "windows", "shapes", "choices", "apart", "server_side", "click_id_shape", "responses"];
    let (schema, mut failures) = (schema(), Failures::default());
    let own = &schema["properties"]["platform"]["items"]["properties"];
    let mut look = |place: &str, key: &str, about: &str, properties: &Json| {
        failures.looked();
        let found = if key == "dialects" { &properties["link_dialects"] } else { &properties[key] };
        let said = found["description"].as_str().unwrap_or_default();
        if BY_TABLE_ONLY.contains(&key) != found.is_null() {
            failures.note(&format!("{place}.{key}"), "is no setting, or is one and named as none");
        } else if !found.is_null() && key != "dialects" && said != about.trim() {
            failures.note(&format!("{place}.{key}"), format!("is described as {said:?}"));
        }
    };
    for (side, table) in Side::ALL {
        let properties = &own[table]["properties"];
        side.kinds().iter().for_each(|kind| look(table, kind.key, kind.about, properties));
        let endpoints = &properties["endpoints"]["items"]["properties"];
        if side != Side::Fires {
            Endpoint::KINDS.iter().for_each(|kind| look("endpoints", kind.key, kind.about, endpoints));
        }
    }
    failures.end();
}

fn lint(catalogue: &Catalogue, url: &str, role: Role) -> Linted {
    Linter::new(catalogue, &no_hosts()).lint(url, &Hints { role: Some(role), ..Hints::default() })
}

/// A platform of a configuration's own is found by its name and hosts, its facts are sure, and it is judged as the
/// built-in one is that it describes.
#[test]
fn an_own_platform_behaves_as_a_built_in_one() {
    let (catalogue, mut failures) = (Catalogue::default(), Failures::default());
    let mut mirrored = 0;
    for platform in catalogue.all() {
        let Some(text) = mirror(platform) else { continue };
        let (_, own) = read(&text);
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
            .lint(url, &Hints::default())
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
