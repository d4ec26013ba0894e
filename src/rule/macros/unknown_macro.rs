//! A macro that the filling system does not have.

use crate::link::{Macro, Seen};
use crate::platform::{Platform, Role, is_called};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "unknown-macro",
    severity: Severity::Warning,
    part: Part::Macros,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::FILLER,
    yields_to: &[
        "placeholder-left",
        "unresolved-macro",
        "encoded-macro",
        "unbalanced-macro",
        "wrong-macro-syntax",
        "foreign-macro",
        "misspelled-macro",
    ],
    summary: "a macro that the system which fills the link does not have",
    explanation: "\
Each system fills the macros it has and leaves all other text as it is. A macro it does not have is sent as it \
is, or empty: the receiver gets {user_name} in place of a value.

This is reported where every macro of the sending system is known, and where a macro that it is not known for has a \
misspelled word in its name. Write one that it has, or remove the \
parameter. `tracklint platforms NAME` lists the macros of a system.",
    bad: &[
        Bad {
            url: "https://example.com/callback?user={userid}&reward={reward}&id={transId}",
            given: ExampleHints { filled_by: "revtoo", ..ExampleHints::NOTHING },
            marks: "{userid}",
            says: "Revtoo",
            fixed: None,
        },
        Bad {
            url: "https://example.com/pb?user={userID}&reward={currencyReward}&goal={goal_title}",
            given: ExampleHints { filled_by: "lootably", role: Some(Role::PartnerPostback), ..ExampleHints::NOTHING },
            marks: "{goal_title}",
            says: "Lootably",
            fixed: None,
        },
        Bad {
            url: "https://partner.example.net/pb?cid={external_id}&sum={coversion_revenue}",
            given: ExampleHints { filled_by: "keitaro", role: Some(Role::Postback), ..ExampleHints::NOTHING },
            marks: "{coversion_revenue}",
            says: "`coversion` is probably misspelled for `conversion`",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://example.com/callback?user={subId}&reward={reward}&id={transId}",
            given: ExampleHints { filled_by: "revtoo", ..ExampleHints::NOTHING },
            why: "Revtoo's own macros",
        },
        Good {
            url: "https://example.com/postback?clickid={my_own_name}",
            given: ExampleHints { filled_by: "appmetrica", ..ExampleHints::NOTHING },
            why: "AppMetrica fills any parameter of the link by its name",
        },
        Good {
            url: "https://example.com/pb?user={userID}&s={sid3}&hash={hash}",
            given: ExampleHints { filled_by: "lootably", role: Some(Role::PartnerPostback), ..ExampleHints::NOTHING },
            why: "all three are Lootably's",
        },
        Good {
            url: "https://partner.example.net/pb?cid={external_id}&sum={conversion_revenue}&n={conversions}",
            given: ExampleHints { filled_by: "keitaro", role: Some(Role::Postback), ..ExampleHints::NOTHING },
            why: "an account of Keitaro can have macros of its own, and these are spelled right",
        },
        Good {
            url: "https://example.com/callback?user={userid}",
            given: ExampleHints::NOTHING,
            why: "nobody knows who fills it",
        },
    ],
    check: Check::Link(&[(Stage::Macros, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let of_link = !matches!(context.role, Role::Postback | Role::PartnerPostback);
    let Some(filler) = context.filled_by else { return };
    let complete = filler.fires.macros_complete(of_link);
    // Of a system of which little is known, no name says anything.
    if !complete && filler.fires.macros().filter(|(fact, _)| fact.sure).count() < WELL_KNOWN {
        return;
    }
    for found in context.macros().filter(|m| !m.encoded && !m.inner.is_empty()) {
        if !is_unknown(context, filler, found) {
            continue;
        }
        if complete {
            findings.push(finding(context, filler, found));
        } else if let Some(slip) = misspelled_word(context, found) {
            findings.push(misspelled(context, filler, found, slip));
        }
    }
}

/// With so many macros known, a system's names are known well enough for a misspelled one to stand out.
const WELL_KNOWN: usize = 15;

fn is_unknown(context: &Context, filler: &'static Platform, found: &Macro) -> bool {
    let link = context.link;
    let dialects = filler.fires.dialects;
    let own_way = dialects.link.iter().chain(dialects.postback).any(|d| *d == found.dialect);
    // A link within the link may be another system's to fill.
    let nested = link.param_at(found.span).is_some_and(|p| {
        let value = link.value(p);
        value.contains("://") || value.contains("%3A%2F") || value.contains("%3a%2f")
    });
    own_way
        && !nested
        && !link.host.contains(found.span)
        && context.near_at(found.inner).is_none()
        && filler.macro_fact(link.macro_name(found)).is_none()
        && !context.catalogue.legal().macro_name(link.macro_name(found))
}

/// Words of which names of macros are made, long enough for a slip to be seen.
const WORDS: [&str; 10] = [
    "advertiser",
    "affiliate",
    "campaign",
    "conversion",
    "creative",
    "currency",
    "placement",
    "publisher",
    "timestamp",
    "transaction",
];

/// A misspelled word in a name that no system has, and the word that is meant.
fn misspelled_word<'c>(context: &Context<'c>, found: &Macro) -> Option<(&'c str, &'static str)> {
    let name = context.link.macro_name(found);
    if context.catalogue.is_a_name(name) {
        return None;
    }
    let words = name.split(|c: char| !c.is_ascii_alphabetic());
    words.filter_map(|word| Some((word, WORDS.into_iter().find(|meant| is_slip(word, meant))?))).next()
}

/// A letter within the word is left out, is there twice, or has changed places with the next one. Other words, in other
/// languages too, differ in other ways: `conversions`, `conversione`, `transaktion`.
fn is_slip(word: &str, meant: &str) -> bool {
    let (word, meant) = (word.to_ascii_lowercase().into_bytes(), meant.as_bytes());
    let same = word.iter().zip(meant).take_while(|(a, b)| a == b).count();
    let (rest, wanted) = (&word[same..], &meant[same..]);
    if same == 0 || rest.is_empty() || wanted.is_empty() {
        return false;
    }
    let left_out = rest == &wanted[1..];
    let twice = rest[0] == word[same - 1] && &rest[1..] == wanted;
    let swapped = || match (rest, wanted) {
        ([a, b, rest @ ..], [c, d, wanted @ ..]) => (a, b) == (d, c) && rest == wanted,
        _ => false,
    };
    left_out || twice || swapped()
}

fn misspelled(
    context: &Context,
    filler: &'static Platform,
    found: &Macro,
    (word, meant): (&str, &'static str),
) -> Finding {
    let written = quoted(context.link.of(found.span));
    let (word, meant) = (quoted(word), quoted(meant));
    Finding::new(
        &RULE,
        found.span,
        format!("{} is not known to have a macro {written}: {word} is probably misspelled for {meant}.", filler.name),
    )
    .costs("A name that it does not know is sent as this text, or empty, instead of a value.")
    .label("misspelled?")
    .todo(format!("Write the name as {} has it.", filler.name))
}

fn finding(context: &Context, filler: &'static Platform, found: &Macro) -> Finding {
    let link = context.link;
    let (name, written) = (link.macro_name(found), quoted(link.of(found.span)));
    let finding = Finding::new(&RULE, found.span, format!("{} has no macro {written}.", filler.name))
        .costs("It is sent as this text, or empty, instead of a value.")
        .label("not one of its macros");
    let squeezed: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let meant = filler.fires.macros().map(|(f, _)| f.name).find(|n| is_called(n, &[&squeezed]));
    match meant {
        Some(meant) => {
            let meant = found.dialect.write(meant);
            let title = format!("Write {}", quoted(&meant));
            finding.todo(format!("{title}.")).fix(Fix::probable(title, vec![Edit::replace(found.span, meant)]))
        }
        None => finding.todo(format!("Write a macro that {} has, or remove the parameter.", filler.name)),
    }
}
