//! No click id travels in the link.

use crate::link::{Param, Seen};
use crate::platform::{Fact, Platform, PlatformKind, Role, State, find, is_click_id_name};
use crate::rule::{
    Bad, Check, Context, ExampleHints, ExampleOffer, Finding, Findings, Good, Part, Roles, Rule, Stage, States, Travel,
    candidates,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "missing-click-id",
    severity: Severity::Error,
    part: Part::ClickId,
    roles: Roles::CARRIERS,
    states: States::Any,
    triggers: Seen::NO_CLICK_ID,
    yields_to: &[
        "missing-scheme",
        "missing-question-mark",
        "missing-separator",
        "fragment-before-query",
        "html-entity",
        "empty-click-id",
        "wrong-click-id-parameter",
        "hardcoded-click-id",
        "wrong-endpoint",
    ],
    summary: "the link has no click id",
    explanation: "\
The click id is the one thing that ties a conversion to its click. The tracking link hands it to the advertiser, the \
postback brings it back. If it is in neither place, the conversion arrives and nobody can say whose it was: it is \
credited to no one.

Add the parameter that the receiving system reads, with the sender's click id macro as its value.",
    bad: &[
        Bad {
            url: "https://api.brownboots.getgokart.ai/api/v1/postback",
            given: ExampleHints::NOTHING,
            marks: "/api/v1/postback",
            says: "gk_click_id",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&c={campaign}",
            given: ExampleHints { network: "gokart", ..ExampleHints::NOTHING },
            marks: "",
            says: "{gk_click_id}",
            fixed: None,
        },
        Bad {
            url: "https://shop.example.com/c?o=77&page=shoes",
            given: ExampleHints { role: Some(Role::TrackingLink), network: "gokart", ..ExampleHints::NOTHING },
            marks: "",
            says: "{gk_click_id}",
            fixed: None,
        },
        Bad {
            url: "https://shop.example.com/lp?page=boots",
            given: ExampleHints::within(
                Role::TrackingLink,
                &ExampleOffer::links(&[(
                    "https://api.getgokart.ai/postback?gk_click_id={clickid}",
                    ExampleHints::role(Role::Postback),
                )]),
            ),
            marks: "",
            says: "{gk_click_id}",
            fixed: None,
        },
        Bad {
            url: "https://api.getgokart.ai/postback?cnv_amount={payout}&cnv_sub_1={source}",
            given: ExampleHints::NOTHING,
            marks: "",
            says: "gk_click_id",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://partner.g2afse.com/click?pid=7&offer_id=12&country={country}",
            given: ExampleHints::NOTHING,
            why: "Affise's free values are the partner's own",
        },
        Good {
            url: "https://www.awin1.com/cread.php?awinmid=77&awinaffid=99&ued={url}",
            given: ExampleHints::role(Role::TrackingLink),
            why: "Awin credits by the partner's id",
        },
        Good {
            url: "https://s2s.adjust.com/impression/xyz456?campaign={campaign_name}&idfa={idfa}&s2s=1",
            given: ExampleHints::NOTHING,
            why: "a view, matched by the device",
        },
        Good {
            url: "https://trc.taboola.com/987654/log/3/unip?en=page_view&tim=1690000000000",
            given: ExampleHints::NOTHING,
            why: "a known host, and none of its endpoints",
        },
        Good {
            url: "https://example.com/offer?data={gk_click_id}",
            given: ExampleHints { network: "gokart", ..ExampleHints::NOTHING },
            why: "a parameter of the advertiser's own may carry it",
        },
        Good {
            url: "https://lead.mobra.in/{clickid}?event={event_name}&payout={payout}",
            given: ExampleHints::role(Role::Postback),
            why: "the click id is a part of the path",
        },
        Good {
            url: "https://example.com/thanks",
            given: ExampleHints { role: Some(Role::LandingPage), network: "gokart", ..ExampleHints::NOTHING },
            why: "a landing page needs none",
        },
        Good {
            url: "https://demo.go2cloud.org/aff_goal?a=l&goal_id={goal_id}",
            given: ExampleHints::NOTHING,
            why: "a pixel in a page, whose cookie tells the click",
        },
        Good {
            url: "https://in.example.com/track?provider=branch&adv={advertiser_id}&idfa={idfa}&gps_adid={gps_adid}",
            given: ExampleHints::role(Role::Postback),
            why: "matched by the device",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    if context.slot.travel != Travel::Missing || in_legal_slot(context) || is_explained(context, findings.all()) {
        return;
    }
    let finding = match context.role {
        Role::Postback => postback(context),
        Role::PartnerLink => partner_link(context),
        Role::PartnerPostback => partner_postback(context),
        _ => tracking_link(context),
    };
    findings.push(finding.whole());
}

/// What stands where the click id belongs: a finding of these about the parameter that should have carried it says more.
const SAYS_WHY: [&str; 9] = [
    "encoded-macro",
    "unbalanced-macro",
    "wrong-macro-syntax",
    "misspelled-macro",
    "foreign-macro",
    "unbraced-macro",
    "placeholder-left",
    "unresolved-macro",
    "parameter-without-value",
];

/// Another finding says why the click id is not there.
fn is_explained(context: &Context, earlier: &[Finding]) -> bool {
    let says = |f: &Finding| {
        let about = candidates(context).any(|p| p.span().contains(f.span));
        // A lone macro or name in the place of a parameter is the click id's where that shows.
        let alone = f.rule.id == "parameter-without-value" && f.severity == Severity::Error;
        SAYS_WHY.contains(&f.rule.id) && about || alone
    };
    earlier.iter().any(says) || is_nearly_there(context)
}

/// The parameter is there under a name that is nearly right.
fn is_nearly_there(context: &Context) -> bool {
    let link = context.link;
    let postback = context.role == Role::Postback;
    let to = if postback { context.receiver() } else { context.sure_addressee() };
    let Some(to) = to else { return false };
    let received = to.receives.click_id().filter(|_| postback);
    let sent = to.link.click_id.iter().filter(|_| !postback);
    received.chain(sent).filter(|f| !f.is_pattern()).any(|fact| {
        let near = |n: &crate::rule::Near| !n.is_macro && n.name == fact.name && context.role != Role::TrackingLink;
        let other_case = |p: &Param| link.key(p) != fact.name && link.key(p).eq_ignore_ascii_case(fact.name);
        context.near.iter().any(near) || link.params.iter().any(other_case)
    })
}

/// A parameter that the configuration declares right carries it, by its name.
fn in_legal_slot(context: &Context) -> bool {
    let (link, legal) = (context.link, context.catalogue.legal());
    let carries = |p: &Param| !p.value.is_empty() && is_click_id_name(link.key(p)) && legal.parameter(link.key(p));
    !legal.parameters.is_empty() && link.params.iter().any(carries)
}

/// Where the id would be added: the end of the query, or of the path.
fn place(context: &Context) -> (Span, u32) {
    let link = context.link;
    if link.query.is_empty() {
        let span = if link.path.is_empty() { link.host } else { link.path };
        (span, link.path.end.max(link.port.end))
    } else {
        (Span { start: link.query.end, end: link.query.end }, link.query.end)
    }
}

fn addition(context: &Context, param: &str, value: &str) -> Edit {
    let link = context.link;
    let separator = match link.params.last() {
        None => "?",
        Some(last) if last.span().is_empty() => "",
        Some(_) => "&",
    };
    Edit::insert(place(context).1, format!("{separator}{param}={value}"))
}

fn postback(context: &Context) -> Finding {
    let (span, _) = place(context);
    let Some(receiver) = context.receiver() else {
        return Finding::new(&RULE, span, "No click id travels in this postback.")
            .costs("The network gets a conversion that belongs to no click, and credits nobody.")
            .label("no click id")
            .todo("Add the parameter in which the network expects its click id, with your system's click id macro.");
    };
    let name = receiver.name;
    let receives = &receiver.receives;
    let link = context.link;
    let endpoint = receives.endpoint_at(link.host(), link.path()).or_else(|| receives.endpoint(link.path()));
    let endpoint = endpoint.or(receives.endpoints.first());
    let param = endpoint.and_then(|e| e.click_id.first()).map_or("", |f| f.name);
    let found = Finding::new(&RULE, span, format!("The postback to {name} has no click id: `{param}` is missing."))
        .costs(format!("{name} cannot tell which click converted, so nobody is credited."))
        .label(format!("no {param}"));
    match context.filled_by.and_then(sender_macro) {
        Some(value) => found
            .todo(format!("Add `{param}={value}`."))
            .fix(Fix::probable(format!("Add `{param}={value}`"), vec![addition(context, param, &value)])),
        None => found.todo(format!("Add `{param}=` followed by your system's click id macro.")),
    }
}

/// The macro with which a platform gives the click id back in its postbacks.
fn sender_macro(platform: &'static Platform) -> Option<String> {
    let name = platform.fires.returned_click_id.iter().find(|f| f.sure)?.name;
    let dialect = platform.fires.dialects.postback.first()?;
    Some(dialect.write(name))
}

fn partner_link(context: &Context) -> Finding {
    let (span, _) = place(context);
    let network = context.network.map_or("the network", |n| n.name);
    let param = context.network.and_then(|n| n.link.click_id.first()).map_or("", |f| f.name);
    Finding::new(&RULE, span, format!("The link to {network} has no partner click id: `{param}` is missing."))
        .costs(format!("{network} cannot report the conversion back to the partner."))
        .label(format!("no {param}"))
        .todo(format!("Add `{param}=` followed by the partner's click id macro."))
}

fn partner_postback(context: &Context) -> Finding {
    let (span, _) = place(context);
    let name = context.network.map_or("The network", |n| n.name);
    let wanted = context.network.and_then(|n| n.fires.returned_click_id.first()).map_or("", |f| f.name);
    let wanted = context.network_macro(wanted);
    Finding::new(&RULE, span, format!("The postback to the partner does not carry `{wanted}`."))
        .costs(format!("{name} would report conversions without telling the partner which click they belong to."))
        .label(format!("no {wanted}"))
        .todo(format!("Add the partner's click id parameter with `{wanted}` as its value."))
}

fn tracking_link(context: &Context) -> Finding {
    let (span, _) = place(context);
    let macro_name =
        context.network.and_then(|n| n.fires.issued_click_id.first()).map(|f| context.network_macro(f.name));
    // Click ids that an ad platform appends by itself are nobody's to send.
    let to = context.addressee.map(|a| a.platform).filter(|p| p.kind != PlatformKind::AutoClickId);
    // A parameter that holds a whole link takes no bare id.
    let takes_id =
        |p: &'static Platform, f: &Fact| f.sure && !f.name.contains('*') && find(p.link.nested, f.name).is_none();
    let link = context.link;
    let slot = to.and_then(|p| p.link.click_id_at(link.host(), link.path()).iter().find(|f| takes_id(p, f)));
    let who = to.map_or("The advertiser", |p| p.name);
    let live = context.state == State::Live;
    let what = match (&macro_name, live) {
        (Some(wanted), false) => format!("The link does not carry the click id: `{wanted}` is missing."),
        _ => "This link has no click id.".to_owned(),
    };
    let found = Finding::new(&RULE, span, what)
        .costs(format!("{who} will not store a click id, so no conversion can be credited."))
        .label("no click id");
    // An MMP also credits a click by its campaign or by the device, and affiliate software by the partner that the link
    // names, so without a network that needs its click id the link may do.
    let names_the_partner = link.macros.is_empty() && !link.params.is_empty();
    let by_itself = to.is_some_and(|p| {
        matches!(p.kind, PlatformKind::Mmp | PlatformKind::DeepLink)
            || p.kind == PlatformKind::AffiliatePlatform && names_the_partner
    });
    let found = match context.network {
        None if live && !context.role_given || by_itself => {
            Finding { cost: String::new(), ..found }.severity(Severity::Advice)
        }
        _ => found,
    };
    match (slot, macro_name) {
        (Some(slot), Some(value)) if context.addressee.is_some_and(|a| a.sure) && !live => {
            let add = format!("{}={value}", slot.name);
            found
                .todo(format!("Add `{add}`."))
                .fix(Fix::probable(format!("Add `{add}`"), vec![addition(context, slot.name, &value)]))
        }
        (Some(slot), _) => found
            .todo(format!("{who} reads the click id from `{}`: add it with the network's click id macro.", slot.name)),
        (None, Some(value)) => {
            let who = to.map_or("the advertiser", |p| p.name);
            found.todo(format!("Add the parameter in which {who} stores the click id, with `{value}` as its value."))
        }
        (None, None) if to.is_some_and(|p| p.kind == PlatformKind::Mmp) => {
            let id = to.map_or("", |p| p.id);
            found
                .todo(format!("Add the network's click id where {who} keeps it: `tracklint platforms {id}` shows how."))
        }
        (None, None) => found
            .todo("Add the parameter in which the advertiser stores the click id, with the network's click id macro."),
    }
}
