//! `[[require]]` and `[[forbid]]`: the settings of a rule of a team's own.

use super::builder::Draft;
use super::key::{Key, KeyKind, Rows, key};
use super::word::Word;
use crate::rule::ValueTest;

const NAME: Key = key(
    "name",
    KeyKind::Text(Word::Id, |draft, text| draft.own_rule(|rule| rule.name = text.to_owned())),
    "\"utm-source\"",
    "Its name. Findings are called own/NAME, and so it goes in comments and the other settings.",
);
const ROLE: Key = key(
    "role",
    KeyKind::OneOrMore(Word::Role, Draft::own_role),
    "[\"tracking-link\", \"landing-page\"]",
    "Only links for this, or for one of several: a text or a list.",
);
const PLATFORM: Key = key(
    "platform",
    KeyKind::OneOrMore(Word::PlatformName, Draft::own_platform),
    "\"appsflyer\"",
    "Only links that are certainly addressed to it.",
);
const NETWORK: Key = key(
    "network",
    KeyKind::OneOrMore(Word::PlatformName, Draft::own_network),
    "\"gokart\"",
    "Only links of this network.",
);
const HOST: Key = key(
    "host",
    KeyKind::OneOrMore(Word::Host, Draft::own_host),
    "\"*.acme.com\"",
    "Only links to this host: a name, *.name for everything below it, or a regular expression between slashes.",
);
const PARAMETER: Key =
    key("parameter", KeyKind::Text(Word::Name, Draft::own_parameter), "\"utm_source\"", "The parameter it looks at.");
const PRESENT: Key = key(
    "present",
    KeyKind::Flag(|draft, yes| {
        // Asked at the end of the table, where it is known what the table says besides.
        let _ = draft.own_rule(|rule| rule.optional = !yes);
    }),
    "false",
    "Of [[require]]: false if the parameter may be missing, and only its value is held to something.",
);
const EQUALS: Key = key(
    "equals",
    KeyKind::Text(Word::Any, |draft, text| draft.own_test(ValueTest::Equals(text.to_owned()))),
    "\"affiliate\"",
    "The value, percent-decoded. A probable fix writes it.",
);
const ONE_OF: Key = key(
    "one_of",
    KeyKind::Texts(Word::Any, Draft::own_one_of),
    "[\"affiliate\", \"partner\"]",
    "The values that there are.",
);
const MATCHES: Key = key(
    "matches",
    KeyKind::Text(Word::Any, Draft::own_pattern),
    "\"[a-z0-9_-]+\"",
    "A regular expression that the whole value fits.",
);
const SAME_AS: Key = key(
    "same_as",
    KeyKind::Text(Word::Name, |draft, text| draft.own_test(ValueTest::SameAs(text.to_owned()))),
    "\"utm_medium\"",
    "A parameter with the same value; where that one is missing, nothing is said.",
);
const SEVERITY: Key = key(
    "severity",
    KeyKind::Text(Word::Severity, Draft::own_severity),
    "\"warning\"",
    "How bad a finding is: error (without this setting), warning or advice.",
);
const MESSAGE: Key = key(
    "message",
    KeyKind::Text(Word::Any, |draft, text| draft.own_rule(|rule| rule.message = text.trim().to_owned())),
    "\"Reports group clicks by utm_source, so every link needs one.\"",
    "What to say, in a sentence.",
);
const FAILS: Key = key(
    "fails",
    KeyKind::Text(Word::Any, |draft, text| draft.own_rule(|rule| rule.fails = text.to_owned())),
    "\"https://www.acme.com/summer?utm_source=Affiliate&utm_medium=affiliate\"",
    "A link in which the rule finds something. It is tried whenever the configuration is read.",
);
const PASSES: Key = key(
    "passes",
    KeyKind::Text(Word::Any, |draft, text| draft.own_rule(|rule| rule.passes = text.to_owned())),
    "\"https://www.acme.com/summer?utm_source=affiliate&utm_medium=affiliate\"",
    "A link in which it finds nothing.",
);
const FORBID_NAME: Key = Key { example: "\"no-affiliate-source\"", ..NAME };
const FORBID_FAILS: Key = Key { example: PASSES.example, ..FAILS };
const FORBID_PASSES: Key = Key { example: FAILS.example, ..PASSES };

/// The settings of a rule that requires something.
const REQUIRED: &[Key] = &[
    NAME, ROLE, PLATFORM, NETWORK, HOST, PARAMETER, PRESENT, EQUALS, ONE_OF, MATCHES, SAME_AS, SEVERITY, MESSAGE,
    FAILS, PASSES,
];

/// The settings of a rule that forbids something.
const FORBIDDEN: &[Key] = &[
    FORBID_NAME,
    ROLE,
    PLATFORM,
    NETWORK,
    HOST,
    PARAMETER,
    EQUALS,
    ONE_OF,
    MATCHES,
    SAME_AS,
    SEVERITY,
    MESSAGE,
    FORBID_FAILS,
    FORBID_PASSES,
];

const NEEDED: &[&str] = &["name", "parameter", "fails", "passes"];

/// `[[require]]`
pub const REQUIRE: Rows = Rows {
    keys: REQUIRED,
    needed: NEEDED,
    begin: |draft, _| draft.begin_own_rule(false),
    end: Draft::end_own_rule,
    or: None,
};

/// `[[forbid]]`
pub const FORBID: Rows = Rows { keys: FORBIDDEN, begin: |draft, _| draft.begin_own_rule(true), ..REQUIRE };
