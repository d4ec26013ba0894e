//! The link stores the click id in one place, and the postback reads another.

use crate::link::{Seen, decoded};
use crate::platform::{Platform, Role};
use crate::rule::{
    Answer, Bad, Check, ExampleHints, ExampleOffer, Finding, Good, Member, OfferContext, OfferFindings, Part, Read,
    Roles, Rule, States, Stored, Why, judge, keeper, quoted, read_back_of, stored,
};
use crate::span::{Edit, Fix, Severity};

const POSTBACK: Role = Role::Postback;

/// A link to the advertiser beside a postback.
const fn link(url: &'static str) -> (&'static str, ExampleHints) {
    (url, ExampleHints::role(Role::TrackingLink))
}

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "round-trip-mismatch",
    severity: Severity::Warning,
    part: Part::Offer,
    roles: Roles::CARRIERS,
    states: States::Any,
    triggers: Seen::PAIR,
    yields_to: &[
        "duplicate-parameter",
        "empty-click-id",
        "encoded-macro",
        "foreign-macro",
        "hardcoded-click-id",
        "macro-kind-mismatch",
        "missing-click-id",
        "misspelled-macro",
        "misspelled-parameter",
        "placeholder-left",
        "platform-mismatch",
        "unbalanced-macro",
        "unbraced-macro",
        "unknown-macro",
        "unresolved-macro",
        "wrong-click-id-parameter",
        "wrong-endpoint",
        "wrong-macro-syntax",
    ],
    summary: "the link stores the click id in one place and the postback reads another",
    explanation: "\
The click id makes a round trip. The tracking link hands it to the advertiser's system in a parameter, the system keeps \
it, and the postback brings it back with a macro. If the macro stands for another parameter, or for an id of the \
system's own, the network gets an id it never issued and credits nobody.

Use the macro that gives back the parameter of the link: {sub1} for sub1. Most systems call both by the same name; \
where a system is known to rename it, the known name is right. It is an error where the platform's own documentation \
proves that the id cannot come back, or where the macro bears the number of another parameter, and a warning where \
only the names tell.",
    bad: &[
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={sub2}",
            given: ExampleHints {
                filled_by: "everflow",
                ..ExampleHints::within(
                    POSTBACK,
                    &ExampleOffer::links(&[link("https://www.acme.everflowclient.io/ABC/DEF/?sub1={gk_click_id}")]),
                )
            },
            marks: "{sub2}",
            says: "stores the click id in `sub1`",
            fixed: None,
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={transaction_id}",
            given: ExampleHints::within(
                POSTBACK,
                &ExampleOffer::links(&[link("https://acme.go2cloud.org/aff_c?offer_id=1&aff_id=2&aff_click_id={gk_click_id}")]),
            ),
            marks: "{transaction_id}",
            says: "TUNE's own id",
            fixed: None,
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id=#s3#",
            given: ExampleHints::within(
                POSTBACK,
                &ExampleOffer::links(&[link("https://acme.cakemarketing.com/?a=1&c=2&s2={gk_click_id}")]),
            ),
            marks: "#s3#",
            says: "`s2`",
            fixed: None,
        },
        Bad {
            url: "https://pb.acme.com/in?click_id={clickid}",
            given: ExampleHints::within(POSTBACK, &ExampleOffer::links(&[link("https://shop.example.com/?click_id={click_id}")])),
            marks: "{clickid}",
            says: "spelled differently",
            fixed: None,
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={sub1}",
            given: ExampleHints::within(POSTBACK, &ExampleOffer::links(&[link("https://shop.example.com/?sub2={gk_click_id}")])),
            marks: "{sub1}",
            says: "`sub2`",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}",
            given: ExampleHints::within(POSTBACK, &ExampleOffer::links(&[link("https://google.com?click_id={gk_click_id}")])),
            why: "the advertiser gives back the parameter that it got",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id=(clickid)",
            given: ExampleHints {
                filled_by: "appsflyer",
                ..ExampleHints::within(
                    POSTBACK,
                    &ExampleOffer::links(&[link(
                        "https://app.appsflyer.com/id1?pid=x_int&c=y&af_siteid=z&clickid={gk_click_id}",
                    )]),
                )
            },
            why: "AppsFlyer gives back the parameter that it got, in its own delimiters",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id=#{click.publisher.clickId}",
            given: ExampleHints {
                filled_by: "swaarm",
                ..ExampleHints::within(
                    POSTBACK,
                    &ExampleOffer::links(&[link("https://track.acme.com/click?offer_id=1&pub_id=2&pub_click_id={gk_click_id}")]),
                )
            },
            why: "Swaarm calls it so: another name for the same value",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={transaction_id}",
            given: ExampleHints::within(POSTBACK, &ExampleOffer::links(&[link("https://shop.example.com/?ref={gk_click_id}")])),
            why: "nobody knows how this advertiser names what it keeps",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={sub1}",
            given: ExampleHints::within(
                POSTBACK,
                &ExampleOffer::links(&[
                    link("https://web.example.com/?clickid={gk_click_id}"),
                    link("https://www.acme.everflowclient.io/ABC/DEF/?sub1={gk_click_id}"),
                ]),
            ),
            why: "one of the offer's links stores it there",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={clickid}",
            given: ExampleHints::within(POSTBACK, &ExampleOffer::links(&[link("https://shop.example.com/lp/{gk_click_id}/start")])),
            why: "what is kept of a path has no name to compare",
        },
    ],
    check: Check::Offer(check),
};

fn check(offer: &OfferContext, findings: &mut OfferFindings) {
    for (there, back) in [(Role::TrackingLink, Role::Postback), (Role::PartnerLink, Role::PartnerPostback)] {
        let links: Vec<(&Member, Vec<Stored>)> =
            offer.of_role(there).map(|m| (m, stored(&m.context))).filter(|(_, stored)| !stored.is_empty()).collect();
        for postback in offer.of_role(back) {
            if let Some(lost) = lost(&links, postback) {
                findings.link(postback, finding(&lost, postback));
            }
        }
    }
}

/// A click id that does not come back.
struct Lost<'o, 'a> {
    link: &'o Member<'a>,
    stored: &'o Stored,
    read: Read<'a>,
    system: Option<&'static Platform>,
    proven: bool,
    why: Why,
    right: Option<&'static str>,
}

/// What is lost, if every way from a link's parameter to a macro of the postback that anybody can judge loses it.
/// One that keeps it is enough: an offer has links and postbacks of several kinds.
fn lost<'o, 'a>(links: &'o [(&'o Member<'a>, Vec<Stored>)], postback: &'o Member<'a>) -> Option<Lost<'o, 'a>> {
    let mut worst: Option<Lost> = None;
    let all: Vec<Stored> = links.iter().flat_map(|(_, stored)| stored.clone()).collect();
    for read in read_back_of(&postback.context, &all) {
        let mut open = true;
        for (link, stores) in links {
            let keeper = keeper(&link.context, &postback.context);
            for stored in stores {
                match judge(keeper, &link.context, stored, read.name) {
                    Answer::Returns => return None,
                    Answer::Unknown => {}
                    Answer::Lost { proven, why, right } => {
                        open = false;
                        if worst.as_ref().is_none_or(|w| proven && !w.proven) {
                            worst = Some(Lost {
                                link,
                                stored,
                                read: read.clone(),
                                system: keeper.platform(),
                                proven,
                                why,
                                right,
                            });
                        }
                    }
                }
            }
        }
        if open {
            return None;
        }
    }
    worst
}

fn finding(lost: &Lost, postback: &Member) -> Finding {
    let Lost { link, stored, read, system, .. } = lost;
    let text = postback.context.link;
    let (slot, written) = (quoted(&stored.name), quoted(text.of(read.span)));
    let name = system.map_or("The advertiser's system", |p| p.name);
    let what = match lost.why {
        Why::OwnId => format!(
            "The link stores the click id in {slot}, but the postback sends {written}: {}'s own id.",
            system.map_or("the system", |p| p.name)
        ),
        Why::OtherSlot => {
            format!("The link stores the click id in {slot}, but the postback sends {written}, which is another value.")
        }
        Why::OtherMacro => format!("{name} is not known to return {slot}, where the click id is stored, as {written}."),
        Why::Spelling => format!(
            "The link stores the click id in {slot}, but the postback uses {written}, which is spelled differently."
        ),
    };
    let cost = if lost.proven {
        let network = postback.context.network.map_or("The network", |n| n.name);
        format!("{network} gets an id it never issued, so nobody is credited.")
    } else {
        let network = postback.context.network.map_or("the network", |n| n.name);
        format!("Unless the sending system knows both names, {network} cannot tell which click converted.")
    };
    let right = repair(lost, postback);
    let title = format!("Replace {written} with {}", quoted(&right));
    // The system's own id is wrong wherever the link stores the network's: no fault of the slot explains it.
    let (there, stands) = match lost.why {
        Why::OwnId => (link.context.link.host, "the click id goes out in this link"),
        Why::OtherSlot | Why::OtherMacro | Why::Spelling => (stored.key, "the click id is stored here"),
    };
    Finding::new(&RULE, read.span, what)
        .severity(if lost.proven { Severity::Error } else { Severity::Warning })
        .costs(cost)
        .label("not the stored click id")
        .todo(format!("{title} in the postback."))
        .fix(Fix::probable(title, vec![Edit::replace(read.span, right)]))
        .elsewhere(link.spot(), there, stands)
}

/// The macro that would bring it back, in the postback's own delimiters where the system knows them.
fn repair(lost: &Lost, postback: &Member) -> String {
    let name = lost.right.map_or_else(|| decoded(&lost.stored.name).into_owned(), str::to_owned);
    // A pattern of the table, `sub#`, stands for the name itself.
    let name = if name.contains(['#', '*']) { lost.stored.name.clone() } else { name };
    let text = postback.context.link;
    let known = lost.system.map_or(&[][..], |p| p.fires.dialects.postback);
    if known.is_empty() || known.contains(&lost.read.dialect) {
        text.of(lost.read.span).replacen(text.of(lost.read.inner), &name, 1)
    } else {
        known[0].write(&name)
    }
}
