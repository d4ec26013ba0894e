//! `TOBEREPLACED`, `YOUR_ORDER_ID`, `{}`: something was to be filled in.

use crate::link::{Chars, Dialect, Macro, Param, Seen};
use crate::platform::{Platform, Role, find, is_called, is_click_id_name};
use crate::rule::placeholder::{is_bracketed, is_filled_by_hand, is_no_id, is_own_name};
use crate::rule::{
    Bad, Check, Context, ExampleHints, ExampleOffer, Finding, Findings, Good, OfferContext, OfferFindings, Part, Roles,
    Rule, Stage, States, is_placeholder, quoted,
};
use crate::span::{Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "placeholder-left",
    severity: Severity::Warning,
    part: Part::Macros,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::WORD.or(Seen::MACRO).or(Seen::ENCODED_MACRO).or(Seen::NAMES).or(Seen::NO_QUERY).or(Seen::LOST),
    yields_to: &["unresolved-macro"],
    summary: "a placeholder was never filled in",
    explanation: "\
Help pages write TOBEREPLACED, YOUR_ORDER_ID or XXXX where the reader has to put something of his own. Left in the link \
it is sent as it is: a click id that is the same for every conversion, and belongs to none.

Replace it with the real value or macro. In the click id's place this is an error, elsewhere a warning.",
    bad: &[
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id=TOBEREPLACED",
            given: ExampleHints::NOTHING,
            marks: "TOBEREPLACED",
            says: "click id",
            fixed: None,
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_conversion_id=YOUR_ORDER_ID",
            given: ExampleHints::NOTHING,
            marks: "YOUR_ORDER_ID",
            says: "placeholder",
            fixed: None,
        },
        Bad {
            url: "https://example.com/offer?click_id={gk_click_id}",
            given: ExampleHints { around: Some(&ExampleOffer::offer("tracking_link: undefined")), ..ExampleHints::NOTHING },
            marks: "undefined",
            says: "where a link should be",
            fixed: None,
        },
        Bad {
            url: "https://<your-domain>/postback?subid={subid}&payout={payout}",
            given: ExampleHints::NOTHING,
            marks: "<your-domain>",
            says: "The host",
            fixed: None,
        },
        Bad {
            url: "https://pay.example.com/pb?partner_key=PARTNER_KEY&cid={click_id}&currency=replace",
            given: ExampleHints::role(Role::Postback),
            marks: "PARTNER_KEY",
            says: "placeholder",
            fixed: None,
        },
        Bad {
            url: "https://pay.example.com/pb?cid=[Your Click Macro]&sum={payout}",
            given: ExampleHints::role(Role::Postback),
            marks: "[Your Click Macro]",
            says: "instead of a click id",
            fixed: None,
        },
        Bad {
            url: "https://pay.example.com/pb/<your-account>?cid={click_id}&goal={replace_or_delete}",
            given: ExampleHints::role(Role::Postback),
            marks: "<your-account>",
            says: "in the path",
            fixed: None,
        },
        Bad {
            url: "https://pay.example.com/pb?click_id=#######&sum={payout}",
            given: ExampleHints::role(Role::Postback),
            marks: "#######",
            says: "instead of a click id",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://track.example.com/click?offer_id=9021&pub_id=41&pub_click_id={your_click_id}",
            given: ExampleHints::NOTHING,
            why: "what networks write for their partners to replace",
        },
        Good {
            url: "https://example.com/offer?{your_clickid_parameter}={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "in braces it is a macro of that name",
        },
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&country=USA&os=IOS&status=APPROVED",
            given: ExampleHints::NOTHING,
            why: "capitals alone are no placeholder",
        },
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&title=your-next-car&os=IOS&plan=CHANGE&category=xxx",
            given: ExampleHints::NOTHING,
            why: "words of a page, and values that end as their parameter does",
        },Good { url: "https://t.example.com/c?clickid=##SUB_ID_SHORT(action)##&sub=##CAMPAIGN_ID##", given: ExampleHints::NOTHING, why: "a macro with an argument" },],
    check: Check::Both(&[(Stage::Macros, check)], lost),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let best = link.params.iter().filter(|p| left_in(context, p).is_some()).map(|p| likeness(context, p)).min();
    let held = best.is_some() && is_held(context);
    for (index, param) in link.params.iter().enumerate().filter(|_| best.is_some()) {
        if let Some(span) = left_in(context, param) {
            // Of several names that may be the click id's the likeliest is: `txid=` beside `cid=` is another id. Where
            // another parameter holds it already, none of these is.
            let likeness = likeness(context, param);
            let named = !held && likeness < UNLIKE && best == Some(likeness);
            let slot = context.slot.param == Some(index) || likeness == 0 || named;
            findings.push(in_value(context, param, span, slot));
        }
    }
    let base = link.path.start as usize;
    for (at, segment) in segments(link.path()) {
        let span = Span::new(base + at, base + at + segment.len());
        let alone = link.macros_in(span).next().is_none();
        let delimited = link.whole_macro(span).is_some_and(|m| is_angle(context, m) || is_left(context, m));
        if segment == "..." || alone && is_placeholder(segment) && is_no_word(segment) || delimited {
            let what = format!("{} in the path is a placeholder.", quoted(segment));
            findings.push(
                plain(span, what)
                    .costs("The address does not work as it is.")
                    .todo("Replace it with the real part of the address."),
            );
        }
    }
    host(context, findings);
}

/// Not a click id's name at all.
const UNLIKE: u8 = 4;

/// How likely the parameter is the click id's: 0 where it is known to be, [`UNLIKE`] where nothing says so.
fn likeness(context: &Context, param: &Param) -> u8 {
    let key = context.link.name(param);
    if is_own_slot(context, param) {
        return 0;
    }
    match is_click_id_name(&key) {
        true if is_called(&key, &["txid", "tid", "transid", "transactionid", "sessionid", "reqid", "requestid"]) => 3,
        true if is_called(&key, &["cid", "clid", "clkid", "subid", "externalid"]) => 2,
        true => 1,
        false => UNLIKE,
    }
}

/// Capitals, or one letter again and again: no page is called so.
fn is_no_word(segment: &str) -> bool {
    segment.bytes().any(|b| b.is_ascii_uppercase()) || segment.bytes().all(|b| b == b'x')
}

/// `<apiKey>`: no system fills what stands so in a path or host, unless it is known to.
fn is_angle(context: &Context, found: &Macro) -> bool {
    let writes = |p: &Platform| [p.fires.dialects.link, p.fires.dialects.postback].concat().contains(&Dialect::Angle);
    found.dialect == Dialect::Angle && !found.encoded && !context.filled_by.is_some_and(writes)
}

fn segments(path: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = path.as_ptr() as usize;
    path.split('/').filter(|s| !s.is_empty()).map(move |s| (s.as_ptr() as usize - start, s))
}

/// The placeholder that is the whole of a value.
/// `TAPGAGE_VAR_CLICKID` beside `TAPGAGE_VAR_SITEID`: words that share a prefix of their own are some system's macros.
fn is_notation(context: &Context, param: &Param) -> bool {
    const BY_HAND: [&str; 8] = ["YOUR", "REPLACE", "INSERT", "CHANGE", "ENTER", "PUT", "MY", "SOME"];
    let link = context.link;
    if param.value_chars.has(Chars::LOWER | Chars::HYPHEN) {
        return false;
    }
    let prefix = |p: &Param| {
        let value = link.value(p);
        let shouts = value.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
        if shouts { value.rsplit_once('_').map(|(prefix, _)| prefix) } else { None }
    };
    let Some(own) = prefix(param).filter(|own| own.len() >= 4 && own.contains('_')) else { return false };
    !BY_HAND.iter().any(|word| own.starts_with(word))
        && link.params.iter().any(|p| p.key != param.key && prefix(p) == Some(own))
}

fn left_in(context: &Context, param: &Param) -> Option<Span> {
    let link = context.link;
    // `GK_CLICK_ID` is the network's own macro, written in other letters.
    if context.near_at(param.value).is_some_and(|n| n.is_macro && context.is_network_click_id(n.name)) {
        return None;
    }
    if let Some(found) = link.whole_macro(param.value) {
        return (is_left(context, found) || found.inner.is_empty()).then_some(found.span);
    }
    let value = link.value(param);
    let word = param.value_chars.only(Chars::WORD | Chars::HYPHEN) && link.macros_in(param.value).next().is_none();
    // A number is nothing that a reader has to replace.
    if word && !param.value_chars.has(Chars::LOWER | Chars::UPPER) {
        return None;
    }
    if word && !is_own_event(context, param, value) {
        let key = link.name(param);
        let closed = || is_called(&key, &["currency", "country", "currencycode", "countrycode"]);
        let to_replace = || value.eq_ignore_ascii_case("replace") && (closed() || is_id(&key));
        // `subid=test` in a link that was really called may be somebody's test.
        let tried = !link.seen.has(Seen::MACRO) && value.eq_ignore_ascii_case("test");
        let crosses = || value.eq_ignore_ascii_case("xxx") && is_id(&key);
        let no_id =
            || crosses() || !tried && is_no_id(value) && (is_click_id_name(&key) || is_own_slot(context, param));
        if is_notation(context, param) {
            return None;
        }
        let shouted = !param.value_chars.has(Chars::LOWER);
        if is_placeholder(value) || shouted && is_own_name(&key, value) || to_replace() || no_id() {
            return Some(param.value);
        }
    }
    let dots = matches!(value.as_bytes().first(), Some(b'.' | b'(' | b'[' | b'<' | 0xE2));
    (dots && ["...", "…", "(...)", "[...]", "<...>", "(…)"].contains(&value)).then_some(param.value)
}

/// The name of an id: `pub_id`, `userId`, `UID`.
fn is_id(key: &str) -> bool {
    key.len() >= 2 && key.as_bytes()[key.len() - 2..].eq_ignore_ascii_case(b"id") || is_click_id_name(key)
}

/// A macro that is none: words for a reader between delimiters. Never one that its sender has.
fn is_left(context: &Context, found: &Macro) -> bool {
    let link = context.link;
    let inner = link.of(found.inner).trim();
    let brackets = matches!(found.dialect, Dialect::Angle | Dialect::Square | Dialect::DoubleSquare);
    let left = if brackets && !found.encoded { is_bracketed(inner) } else { is_filled_by_hand(inner) };
    let has = || match context.filled_by {
        Some(filler) => filler.macro_fact(link.macro_name(found)).is_some_and(|(fact, _)| fact.name != "*"),
        None => context.catalogue.is_a_name(inner),
    };
    left && !found.is_code(link.text) && !has()
}

/// A constant event id that the offer has, whatever it looks like.
fn is_own_event(context: &Context, param: &Param, value: &str) -> bool {
    let link = context.link;
    let listed = context.offer.events.is_some_and(|events| events.contains(&value));
    listed && context.receiver().is_some_and(|r| find(r.receives.event, link.key(param)).is_some())
}

/// Some parameter holds the click id, or its macro.
fn is_held(context: &Context) -> bool {
    let link = context.link;
    let named = |p: &Param| is_click_id_name(&link.name(p)) && link.whole_macro(p.value).is_some();
    let holds = |p: &Param| !p.value.is_empty() && (is_own_slot(context, p) || named(p));
    link.params.iter().any(|p| holds(p) && left_in(context, p).is_none())
}

/// The receiver's own parameter for the click id.
fn is_own_slot(context: &Context, param: &Param) -> bool {
    let link = context.link;
    let key = link.name(param);
    let own = context.addressee.is_some_and(|a| a.platform.link.click_id.iter().any(|f| f.name != "*" && f.is(&key)));
    let back = context.receiver().is_some_and(|r| r.receives.click_id().any(|f| f.is(&key)));
    own || back
}

fn in_value(context: &Context, param: &Param, span: Span, slot: bool) -> Finding {
    let link = context.link;
    let (value, key) = (quoted(link.of(span)), quoted(link.key(param)));
    if slot {
        return Finding::new(&RULE, span, format!("{key} still holds the placeholder {value} instead of a click id."))
            .severity(Severity::Error)
            .costs("Every conversion comes with this same text, so none can be credited to a click.")
            .label("still to be filled in")
            .todo("Replace it with the click id macro of the system that sends this.");
    }
    plain(span, format!("{key} still holds the placeholder {value}."))
}

fn plain(span: Span, what: String) -> Finding {
    Finding::new(&RULE, span, what)
        .costs("The receiver gets this text instead of a value.")
        .label("still to be filled in")
        .todo("Replace it with the real value or macro, or remove the parameter if it is not needed.")
}

/// What follows `your` in the hosts of examples: `yourdomain.com`, `your-tracker.example.net`.
const YOURS: [&str; 16] = [
    "domain",
    "link",
    "affiliate",
    "site",
    "company",
    "tracker",
    "network",
    "website",
    "app",
    "server",
    "store",
    "shop",
    "brand",
    "trackingurl",
    "offerurl",
    "url",
];

/// `your-tracking-domain`, `yoursite`
fn is_yours(label: &str) -> bool {
    let rest = label.get(..4).filter(|head| head.eq_ignore_ascii_case("your")).map(|_| &label[4..]);
    rest.is_some_and(|rest| {
        let last = rest.rsplit('-').next().unwrap_or_default();
        let whole = if rest.starts_with('-') { last } else { rest };
        YOURS.iter().any(|own| whole.eq_ignore_ascii_case(own))
    })
}

/// `YOUR_DOMAIN`: no real host is written so.
fn is_shouted(label: &str) -> bool {
    let capitals = !label.bytes().any(|b| b.is_ascii_lowercase()) && label.bytes().any(|b| b.is_ascii_uppercase());
    capitals && label.len() > 3 && label.contains('_')
}

/// False for nearly every host: no capitals with `_`, and no label that begins as a placeholder does.
fn may_be_placeholder(host: &str) -> bool {
    let bytes = host.as_bytes();
    let begins = |at: usize| {
        let rest = &bytes[at..];
        let likely = matches!(rest.first(), Some(b'y' | b'Y' | b'x' | b'X'));
        let head = || rest.get(..4).is_some_and(|h| h.eq_ignore_ascii_case(b"your") || h.eq_ignore_ascii_case(b"xxxx"));
        rest.first() == Some(&b'.') || likely && head()
    };
    begins(0) || bytes.iter().enumerate().any(|(at, b)| *b == b'_' || *b == b'.' && begins(at + 1))
}

/// `yourdomain.com`, `xxxxx.example.net`, `YOUR_DOMAIN`, `<domain>`, `[[your-tracker]]`.
fn host(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let host = link.host();
    let yours = |inner: &str| inner.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("your"));
    let whole = link.whole_macro(link.host);
    let by_hand = whole.is_some_and(|m| yours(link.of(m.inner)));
    let angled = link.macros_in(link.host).any(|m| is_angle(context, m) || is_left(context, m));
    if host.is_empty() || !by_hand && !angled && link.macros_in(link.host).next().is_some() {
        return;
    }
    if !angled && !by_hand && !may_be_placeholder(host) {
        return;
    }
    let shouted = host.split('.').any(is_shouted);
    let crossed =
        host.split('.').any(|l| l.len() >= 4 && l.bytes().all(|b| b == b'x' || b == b'X')) || host.contains("...");
    let example = host.split('.').any(is_yours);
    if angled || whole.is_none() && (shouted || crossed) {
        findings.push(
            Finding::new(&RULE, link.host, format!("The host {} is a placeholder.", quoted(host)))
                .severity(Severity::Error)
                .costs("The link leads nowhere, so every click or conversion is lost.")
                .label("still to be filled in")
                .todo("Write the real host."),
        );
    } else if example && !host.contains('.') && whole.is_none() {
        findings.push(
            Finding::new(&RULE, link.host, format!("The host {} is a placeholder.", quoted(host)))
                .severity(Severity::Error)
                .costs("A single word is no public host: the link leads nowhere.")
                .label("still to be filled in")
                .todo("Write the real host."),
        );
    } else if by_hand || example {
        findings.push(
            Finding::new(&RULE, link.host, format!("The host {} looks like one from an example.", quoted(host)))
                .severity(Severity::Advice)
                .label("the real host?")
                .todo("Write the real host, if this is not it."),
        );
    }
}

/// A program's word for "nothing here" where a link should be.
fn lost(offer: &OfferContext, findings: &mut OfferFindings) {
    for field in &offer.offer.lost {
        let all = Span::new(0, field.text.len());
        findings.field(
            field,
            Finding::new(&RULE, all, format!("{} is where a link should be.", quoted(&field.text)))
                .severity(Severity::Error)
                .costs("A program left it there because it had no link; it cannot be opened.")
                .label("no link")
                .todo("Write the link, or leave the field empty if there is none."),
        );
    }
}
