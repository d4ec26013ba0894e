//! Lists of statuses that leave one out, or hold one twice.

use crate::link::{Link, Macro, Seen, decoded};
use crate::platform::{MacroKind, Role, generic_kind};
use crate::rule::values::literal;
use crate::rule::{
    Bad, Check, Context, ExampleHints, ExampleOffer, Finding, Findings, Good, OfferContext, OfferFindings, Part, Roles,
    Rule, Stage, States, quoted,
};
use crate::span::{Severity, Span};

const KEITARO: ExampleHints = ExampleHints { platform: "keitaro", ..ExampleHints::role(Role::Postback) };
const TRANSLATES: &str = "https://s2s.example.com/conv?visitor_id={external_id}&event={status: lead=reg sale=dep}";

const fn with(around: &'static ExampleOffer) -> ExampleHints {
    ExampleHints { around: Some(around), ..ExampleHints::NOTHING }
}

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "unmapped-status",
    severity: Severity::Warning,
    part: Part::Offer,
    roles: Roles::of(&[Role::Postback]),
    states: States::Any,
    triggers: Seen::PLATFORM.or(Seen::STATUS_WORDS),
    yields_to: &["placeholder-left"],
    summary: "a list of statuses that misses a status or holds one twice",
    explanation: "\
Systems call the states of a conversion by different words, so a postback carries a list that translates them: \
lead_status=registration, or {status: lead=reg sale=dep}. A status that is on no list is counted nowhere, or as \
something else; one that is on two lists is counted as whichever comes first.

Put each status on one list, spelled as the sending system spells it.",
    bad: &[
        Bad {
            url: "https://trk.example.com/4f1c9d0/postback?subid={aff_click_id}&status={status}&tid={tid}&lead_status=reg,approved&sale_status=approved",
            given: KEITARO,
            marks: "approved",
            says: "`lead_status`",
            fixed: None,
        },
        Bad {
            url: TRANSLATES,
            given: with(&ExampleOffer::offer("statuses:\n  approved: [lead, sale, rebill]")),
            marks: "{status: lead=reg sale=dep}",
            says: "`rebill`",
            fixed: None,
        },
        Bad {
            url: "https://example.com/offer?click_id={gk_click_id}",
            given: with(&ExampleOffer::offer("statuses:\n  approved: [lead, sale, Lead]")),
            marks: "[lead, sale, Lead]",
            says: "twice",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://trk.example.com/4f1c9d0/postback?subid={aff_click_id}&status={status}&tid={tid}&lead_status=registration&sale_status=ftd,deposit",
            given: KEITARO,
            why: "each word means one thing",
        },
        Good {
            url: TRANSLATES,
            given: with(&ExampleOffer::offer("statuses:\n  approved: [lead, sale]")),
            why: "both statuses that are sent have their translation",
        },
        Good {
            url: TRANSLATES,
            given: with(&ExampleOffer::offer(
                "statuses:\n  approved: [lead, sale]\n  rejected: [lead, sale, rejected, rebill]",
            )),
            why: "the longer list is another postback's",
        },
    ],
    check: Check::Both(&[(Stage::Meaning, check)], across),
};

/// `lead_status=a,b&sale_status=b`: a word on two lists of one postback.
fn check(context: &Context, findings: &mut Findings) {
    let Some(receiver) = context.receiver().filter(|r| r.receives.status.len() > 1) else { return };
    let link = &context.link;
    let mut seen: Vec<(String, &str)> = Vec::new();
    for param in &link.params {
        let key = link.name(param);
        let translates = key.ends_with("_status") && receiver.receives.status.iter().any(|f| f.is(&key));
        let Some(value) = literal(link, param).filter(|_| translates) else { continue };
        for word in value.split(',').filter(|w| !w.trim().is_empty()) {
            let at = word.as_ptr() as usize - link.text.as_ptr() as usize;
            let plain = decoded(word).trim().to_lowercase();
            match seen.iter().find(|(known, _)| *known == plain) {
                Some((_, list)) => {
                    findings.push(doubled(Span::new(at, at + word.len()), word, link.key(param), list, receiver.name));
                    return;
                }
                None => seen.push((plain, link.key(param))),
            }
        }
    }
}

fn doubled(span: Span, word: &str, here: &str, there: &str, receiver: &str) -> Finding {
    let what = if here == there {
        format!("The status {} appears twice in {}.", quoted(word), quoted(here))
    } else {
        format!("The status {} is in {} and in {} too.", quoted(word), quoted(there), quoted(here))
    };
    Finding::new(&RULE, span, what)
        .costs(format!("{receiver} can count such a conversion as one of them only."))
        .label("on two lists")
        .todo("Leave it on the list that is meant.")
}

/// What the lists of the offer hold, and what its postbacks make of them.
fn across(offer: &OfferContext, findings: &mut OfferFindings) {
    let lists = &offer.offer.status_words;
    for (field, words) in lists {
        let plain: Vec<String> = words.iter().map(|w| w.trim().to_lowercase()).collect();
        let again = (1..plain.len()).find(|&i| plain[..i].contains(&plain[i]));
        if let Some(again) = again {
            let word = quoted(&words[again]);
            findings.field(
                field,
                Finding::new(
                    &RULE,
                    Span::new(0, field.text.len()),
                    format!("The status {word} appears twice in this list."),
                )
                .costs("Such a conversion is counted as one of them only, or twice.")
                .label("one status twice")
                .todo("Take one of them out."),
            );
        }
    }
    for member in &offer.links {
        let link = &member.context.link;
        for found in link.all_macros() {
            let Some(translated) = translation(link, found) else { continue };
            let holds = |words: &[String]| translated.iter().all(|t| words.iter().any(|w| w == t));
            let exact = lists.iter().any(|(_, words)| holds(words) && words.len() == translated.len());
            let Some((field, words)) = lists.iter().find(|(_, words)| !exact && holds(words)) else { continue };
            let Some(missed) = words.iter().find(|w| !translated.contains(&w.as_str())) else { continue };
            findings.link(
                member,
                Finding::new(&RULE, found.span, format!("The status {} has no translation here.", quoted(missed)))
                    .costs("The receiver gets a word that it may not know, and counts the conversion nowhere.")
                    .label("one status is left out")
                    .todo(format!("Add {} to the list, or do not send it.", quoted(&format!("{missed}=..."))))
                    .beside(field, "the statuses that are sent"),
            );
        }
    }
}

/// The statuses that `{status: lead=reg sale=dep}` translates.
fn translation<'a>(link: &Link<'a>, found: &Macro) -> Option<Vec<&'a str>> {
    let (name, list) = link.of(found.inner).split_once(':')?;
    let words: Vec<&str> =
        list.split_whitespace().map(|pair| pair.split_once('=').map(|(from, _)| from)).collect::<Option<_>>()?;
    (generic_kind(name.trim()) == Some(MacroKind::Status) && !words.is_empty()).then_some(words)
}
