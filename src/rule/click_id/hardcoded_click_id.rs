//! `gk_click_id=efb2a7d2-…` in a template: one click's id for every conversion.

use crate::link::{Chars, Param, Seen};
use crate::platform::{Role, generic_kind, is_called, is_click_id_name};
use crate::rule::values::{SIGNATURES, is_machine_id, is_one_of, literal};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, Travel,
    is_placeholder, quoted,
};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "hardcoded-click-id",
    severity: Severity::Error,
    part: Part::ClickId,
    roles: Roles::CARRIERS,
    states: States::Template,
    triggers: Seen::NAMES,
    yields_to: &["placeholder-left", "unbraced-macro"],
    summary: "one click's id in a template, in place of the macro",
    explanation: "\
A template is filled anew for every click, and so the click id's parameter needs a macro. Here it holds the id of \
one single click, probably left from a test: every conversion would be credited to that click, or refused as a \
repetition.

Write the click id macro of the system that sends this in its place. If the link is a real one and not a template, \
say so with --live.",
    bad: &[
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32&cnv_event_id={event_name}",
            given: ExampleHints::NOTHING,
            marks: "efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
            says: "this one click",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&c={campaign}&af_siteid=7&clickid=1027c887059b47bc69c699f45466b9",
            given: ExampleHints { network: "gokart", ..ExampleHints::NOTHING },
            marks: "1027c887059b47bc69c699f45466b9",
            says: "{gk_click_id}",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/com.acme.shop?pid=network_int&c={campaign}&clickid=12345",
            given: ExampleHints { network: "gokart", ..ExampleHints::NOTHING },
            marks: "12345",
            says: "{gk_click_id}",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
            given: ExampleHints::NOTHING,
            why: "no macro in it: a real call",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_sub_1=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
            given: ExampleHints::NOTHING,
            why: "a constant in a free parameter",
        },
        Good {
            url: "https://partner.g2afse.com/click?pid=7&offer_id=12&sub1=blue5&sub2={clickid}",
            given: ExampleHints::NOTHING,
            why: "one of several free slots, and the id is in another",
        },
        Good {
            url: "https://track.example.com/pb?campaign=0123456789abcdef01234567&clickid={click_id}",
            given: ExampleHints::NOTHING,
            why: "a campaign's id is the same for every click",
        },
        Good {
            url: "https://app.adjust.com/abc123?click_id=5722eda5d10dc7f41baf5b6f&install_callback=https%3A%2F%2Fpb.example.com%2Fi%3Fidfa%3D%7Bidfa%7D%26cid%3D5722eda5d10dc7f41baf5b6f",
            given: ExampleHints::NOTHING,
            why: "a live link that hands a template on",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let constant = |(index, p): &(usize, &Param)| {
        // Nearly every value of a template is a macro, and no id is so short.
        if literal(&link, p).is_none() || !p.value_chars.has(Chars::DIGIT) {
            return false;
        }
        let machine = is_machine_id(link.value(p))
            && (is_slot(context, *index, p) || is_strictly_named(context, p) || may_be_slot(context, p));
        machine || is_plain_constant(context, *index, p)
    };
    // A call that is still being put together has a placeholder and no macro: what else stands in it may be real.
    let half_done = !link.seen.has(Seen::MACRO.or(Seen::WEAK_MACRO).or(Seen::ENCODED_MACRO))
        && link.params.iter().any(|p| is_placeholder(link.value(p)));
    // The link may be live and hand on a template in a parameter: `install_callback=https%3A%2F%2F...%7Bidfa%7D`.
    let hands_on = !link.seen.has(Seen::MACRO.or(Seen::WEAK_MACRO)) && link.seen.has(Seen::NESTED);
    if half_done || hands_on {
        return;
    }
    let signs = |p: &Param| is_called(link.key(p), &SIGNATURES);
    let found = link.params.iter().enumerate().find(|found| constant(found) && !signs(found.1));
    let Some((index, param)) = found else { return };
    let sure = is_slot(context, index, param) || may_be_slot(context, param);
    let (value, key) = (quoted(link.value(param)), quoted(link.key(param)));
    let finding =
        Finding::new(&RULE, param.value, format!("The click id is the fixed value {value}; {key} needs a macro."))
            .severity(if sure { Severity::Error } else { Severity::Warning })
            .costs("Every conversion would carry this one click's id, so all are credited to that click or rejected.")
            .label("one click's id");
    findings.push(match own_macro(context) {
        Some(meant) => {
            let title = format!("Write {}", quoted(&meant));
            finding.todo(format!("{title}.")).fix(Fix::probable(title, vec![Edit::replace(param.value, meant)]))
        }
        None => finding.todo("Replace it with the click id macro of the system that sends this."),
    });
}

/// `clickid=12345`: no id that a system makes, but the same for every click all the same. Only in a slot that is the
/// click id's alone, and where no macro brings the id elsewhere.
fn is_plain_constant(context: &Context, index: usize, param: &Param) -> bool {
    let link = &context.link;
    let Some(value) = literal(link, param) else { return false };
    let named = is_click_id_name(&link.name(param));
    // Jumbleberry's macros are `xxc1xx`: letters with a digit are no number yet.
    let digits = value.bytes().filter(u8::is_ascii_digit).count() >= 3;
    let brought = || {
        link.macros.iter().any(|m| {
            let name = link.macro_name(m);
            is_click_id_name(name) || context.is_network_click_id(name)
        })
    };
    let slot = is_slot(context, index, param) || may_be_slot(context, param);
    named && digits && !is_placeholder(value) && slot && !brought()
}

/// The click id's parameter, by facts about a party that is sure.
fn is_slot(context: &Context, index: usize, param: &Param) -> bool {
    let link = &context.link;
    match context.role {
        Role::Postback => context.receiver().is_some_and(|r| is_one_of(link, param, r.receives.click_id())),
        Role::PartnerLink => context.slot.param == Some(index),
        _ => context.sure_addressee().is_some_and(|to| is_one_of(link, param, to.link.click_id)),
    }
}

fn is_strictly_named(context: &Context, param: &Param) -> bool {
    is_called(context.link.key(param), &["clickid", "affclickid", "gkclickid", "pubclickid"])
}

/// The network's macro stands nowhere in the link, and this parameter is nobody's word for anything else.
fn may_be_slot(context: &Context, param: &Param) -> bool {
    context.role == Role::TrackingLink
        && context.network.is_some()
        && context.slot.travel == Travel::Missing
        && generic_kind(context.link.key(param)).is_none()
}

/// The macro that belongs here, where the sender is known.
fn own_macro(context: &Context) -> Option<String> {
    match context.role {
        Role::TrackingLink => context.network?.fires.issued_click_id.first().map(|f| context.network_macro(f.name)),
        Role::PartnerPostback => {
            context.network?.fires.returned_click_id.first().map(|f| context.network_macro(f.name))
        }
        _ => {
            let fires = &context.filled_by?.fires;
            let name = fires.returned_click_id.iter().find(|f| f.sure && !f.is_pattern())?.name;
            Some(fires.dialects.postback.first()?.write(name))
        }
    }
}
