//! Every setting of `tracklint.toml`, as data: the reader, the JSON Schema, the commented file of `tracklint init`
//! and `--show-config` are all made from this list.

use super::builder::Draft;
use super::key::{Key, KeyKind, Rows, key};
use super::override_keys::OVERRIDES;
use super::own_rule_keys::{FORBID, REQUIRE};
use super::platform_keys;
use super::word::Word;

/// The settings at the top of the file, in the order in which a reader should meet them.
pub const KEYS: &[Key] = &[
    key(
        "extends",
        KeyKind::OneOrMore(Word::File, Draft::extends),
        "\"../tracklint-base.toml\"",
        "Files that this one builds on, seen from its folder. A value here replaces theirs; lists add up.",
    ),
    key(
        "network",
        KeyKind::Text(Word::PlatformName, Draft::network),
        "\"gokart\"",
        "The network that issues the click ids and receives the postbacks, where nothing nearer tells.",
    ),
    key(
        "environment",
        KeyKind::Text(Word::Environment, Draft::environment),
        "\"production\"",
        "What the links are for: production or sandbox.",
    ),
    key(
        "events",
        KeyKind::Texts(Word::Event, Draft::event),
        "[\"registration\", \"first_deposit\"]",
        "The ids of the events that postbacks may report, where neither an option nor the offer names them.",
    ),
    key(
        "input",
        KeyKind::Text(Word::Input, Draft::input),
        "\"auto\"",
        "How inputs are read: auto, urls (one a line) or jsonl (one record a line).",
    ),
    key(
        "exclude",
        KeyKind::Texts(Word::Glob, Draft::exclude),
        "[\"archive/**\", \"*.bak\"]",
        "Files that are not linted, seen from the folder of this file. A pattern without / fits names in any folder.",
    ),
    key(
        "fail_on",
        KeyKind::Text(Word::FailOn, Draft::fail_on),
        "\"error\"",
        "The severity from which on the exit code is 1: error, warning, advice or never.",
    ),
    key(
        "baseline",
        KeyKind::Text(Word::File, Draft::baseline),
        "\"tracklint-baseline.json\"",
        "A file of findings that are known and not reported; `tracklint baseline write FILE INPUT` makes it.",
    ),
    key(
        "select",
        KeyKind::Texts(Word::Rule, Draft::select),
        "[\"missing-click-id\", \"unbraced-macro\"]",
        "Only these rules. --select on the command line goes before it.",
    ),
    key(
        "hosts",
        KeyKind::Table(HOSTS),
        "",
        "Your own hosts: a name, *.name for everything below it, or a regular expression between slashes.",
    ),
    key(
        "severity",
        KeyKind::Pairs { key: Word::Rule, value: Word::Level, look: Draft::rule, put: Draft::level },
        "missing-event-id = \"error\"\npersonal-data = \"off\"",
        "How bad the findings of a rule are: error, warning, advice or off. `tracklint rules` lists the rules.",
    ),
    key(
        "ignore",
        KeyKind::Rows(&Rows {
            keys: IGNORE,
            needed: &["rules"],
            begin: Draft::begin_ignore,
            end: Draft::end_ignore,
            or: Some((Word::Rule, Draft::ignore_rule)),
        }),
        "",
        "Findings that are not reported in some files or fields. Where the format has comments, a comment above the \
         line does the same: # tracklint: ignore[rule] reason. A list of names, ignore = [\"rule\"], ignores rules \
         everywhere.",
    ),
    key(
        "overrides",
        KeyKind::Rows(&OVERRIDES),
        "",
        "Settings for some files, in place of those above. Of several that fit a file, the last one counts.",
    ),
    key(
        "require",
        KeyKind::Rows(&REQUIRE),
        "",
        "A rule of your own: a parameter that has to be there, with a value that fits everything that is said here.",
    ),
    key(
        "forbid",
        KeyKind::Rows(&FORBID),
        "",
        "A rule of your own: a parameter that must not be there, or not with a value that fits all of this.",
    ),
    key(
        "fields",
        KeyKind::Pairs { key: Word::Field, value: Word::Meaning, look: Draft::field, put: Draft::meaning },
        "\"/campaigns/*/lp\" = \"tracking-link\"\ninternal_note = \"ignore\"",
        "What the fields of your own format hold: a role, or ignore. A field is named by its key path, with * for \
         any one step, or by its name alone.",
    ),
    key(
        "legal",
        KeyKind::Table(LEGAL),
        "",
        "Names and ways of writing that are right here although nobody documents them.",
    ),
    key(
        "platform",
        KeyKind::Rows(&Rows {
            keys: PLATFORM,
            needed: &["id"],
            begin: Draft::begin_platform,
            end: Draft::end_platform,
            or: None,
        }),
        "",
        "A platform of your own, told as the built-in ones are; one with the id of a built-in one replaces it.",
    ),
];

const HOSTS: &[Key] = &[
    key(
        "production",
        KeyKind::Texts(Word::Host, |draft, host| draft.host(host, true)),
        "[\"track.acme.com\", \"*.acme.net\"]",
        "Hosts for real traffic.",
    ),
    key(
        "sandbox",
        KeyKind::Texts(Word::Host, |draft, host| draft.host(host, false)),
        "[\"*.test.acme.com\", \"/^track[0-9]+[.]/\"]",
        "Hosts for tests.",
    ),
];

const IGNORE: &[Key] = &[
    key(
        "rules",
        KeyKind::Texts(Word::Rule, Draft::ignored_rule),
        "[\"insecure-scheme\"]",
        "The rules whose findings are not reported.",
    ),
    key(
        "paths",
        KeyKind::Texts(Word::Glob, Draft::ignored_path),
        "[\"legacy/**\"]",
        "Only in these files, seen from the folder of this file.",
    ),
    key(
        "keys",
        KeyKind::Texts(Word::KeyPath, Draft::ignored_key),
        "[\"/offers/*/preview\"]",
        "Only in these fields: key paths, with * for any one step.",
    ),
    key(
        "reason",
        KeyKind::Text(Word::Any, Draft::ignored_why),
        "\"moves to https in May\"",
        "Why, for whoever reads this.",
    ),
];

const LEGAL: &[Key] = &[
    key(
        "parameters",
        KeyKind::Texts(Word::Name, |draft, name| draft.legal(name, |legal| &mut legal.parameters)),
        "[\"myclick\", \"x_*\"]",
        "Parameters; * stands for any text and # for digits.",
    ),
    key(
        "macros",
        KeyKind::Texts(Word::Name, |draft, name| draft.legal(name, |legal| &mut legal.macros)),
        "[\"my_macro\", \"slot#\"]",
        "Macros, without delimiters.",
    ),
    key(
        "dialects",
        KeyKind::Texts(Word::Dialect, Draft::legal_dialect),
        "[\"[x]\", \"<x>\"]",
        "How macros may be written: an x between the delimiters.",
    ),
    key(
        "hosts",
        KeyKind::Texts(Word::HostName, |draft, name| draft.legal_host(name)),
        "[\"adjusts.com\"]",
        "Hosts that look like a slip and are none.",
    ),
];

const PLATFORM: &[Key] = &[
    key(
        "id",
        KeyKind::Text(Word::Id, Draft::platform_id),
        "\"acme\"",
        "Its name on the command line: small letters, digits and -.",
    ),
    key(
        "name",
        KeyKind::Text(Word::Any, |draft, name| draft.own(|own| own.name = name.into())),
        "\"Acme Ads\"",
        "Its name for people.",
    ),
    key(
        "aliases",
        KeyKind::Texts(Word::Any, |draft, name| draft.own(|own| own.aliases.push(name.into()))),
        "[\"acme-ads\", \"AcmeTrack\"]",
        "Other names it goes by.",
    ),
    key("kind", KeyKind::Text(Word::PlatformKind, Draft::platform_kind), "\"network\"", "What it is for."),
    key(
        "telltale",
        KeyKind::Texts(Word::Name, |draft, name| draft.fact(name, |own| &mut own.telltale)),
        "[\"acme_click_id\"]",
        "Parameters and macros that no other system has: where one appears, this is the network.",
    ),
    key("link", KeyKind::Made(platform_keys::link), "", "The link it takes clicks on."),
    key("fires", KeyKind::Made(platform_keys::fires), "", "What it fills into URLs it builds."),
    key("receives", KeyKind::Made(platform_keys::receives), "", "Where it receives postbacks."),
];
