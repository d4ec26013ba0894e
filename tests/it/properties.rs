//! What holds for every text, however hostile.
//!
//! The cases are the same on every run; `PROPTEST_RNG_SEED` asks others.

use crate::common::no_hosts;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::HashMap;
use std::sync::LazyLock;
use tracklint::link::{Anatomy, Link, Seen, decode, decoded};
use tracklint::lint::{Linted, Linter};
use tracklint::platform::{Catalogue, Environment, Role, State};
use tracklint::rule::{Finding, Hints, Hosts, OfferHints};
use tracklint::span::{Edit, Encoding, Map, Parts, Safety, Span, apply};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::default);
static HOSTS: LazyLock<Hosts> = LazyLock::new(no_hosts);

// ---------------------------------------------------------------- texts

/// What links are made of, whole and damaged.
#[rustfmt::skip]
const TOKENS: &[&str] = &[
    // Schemes and hosts.
    "https://", "http://", "https:/", "htps://", "HTTPS://", "https//", "hxxps://", "//", "myapp://", "http(s)://",
    "app.appsflyer.com", "api.getgokart.ai", "api.brownboots.getgokart.ai", "app.tune.com", "acme.go2cloud.org",
    "example.com", "localhost", "127.0.0.1", "[::1]", "user:secret@", ":8080", "ехample.com", "xn--e1afmkfd", ".", "..",
    // Paths.
    "/", "/postback", "/api/v1/postback", "/api/v1/offer-link/redirect/12345", "/aff_c", "/aff_lsr", "/id123456789", "/...", "\\",
    // Separators.
    "?", "&", "=", "#", "%", ";", "??", "&&", "&amp;", "&#38;", "&#x26;", "¶m1=", "¤cy=", "%26", "%3D", "%3F", "+", ",", "|", "~", "'",
    // Parameters.
    "clickid=", "click_id=", "gk_click_id=", "gkclickid=", "GK_CLICK_ID=", "cnv_event_id=", "cnv_eventid=", "pub_click_id=",
    "aff_click_id=", "pid=network_int", "c=summer", "af_click_lookback=7d", "af_click_lookback=8hm", "offer_id=1", "aff_id=2",
    "source=Network A", "source=Network%20A", "redirect=", "af_dp=", "a[]=1", "a", "x=", "=y", "signature=", "email=",
    // Macros of every dialect, whole and damaged.
    "{gk_click_id}", "{gkclickid}", "{gk-click-id}", "{GK_CLICK_ID}", "{ gk_click_id }", "{gk_click_id", "gk_click_id}", "gk_click_id",
    "{{gk_click_id}}", "{{{x}}}", "{$x}", "{%x%}", "{@x@}", "${gk_click_id}", "${(user.id)!}", "#{x.y}", "%{x}", "[gk_click_id]", "[[x]]", "[[[x]]]",
    "[=x=]", "[+x+]", "[:x:]", "[%x%]", "%gk_click_id%", "%%x%%", "#reqid#", "##x##", "###x###", "__CLICK_ID__", "@@x@@", "!!!x!!!",
    "(gk_click_id)", "(click-id)", "<gk_click_id>", "%7Bgk_click_id%7D", "%7B%7Bx%7D%7D", "%5Bx%5D", "{cl?Network Name}", "{status: lead=reg sale=dep}",
    "{a||b}", "{}", "{", "}", "{{", "}}", "[", "]", "(", ")", "<", ">", "$", "@@", "!!!", "__", "{pub_click_id}", "{click_id}", "{event_name}", "{payout}",
    // Values.
    "TOBEREPLACED", "YOUR_ORDER_ID", "CAPTURED_CLICK_ID", "XXXX", "...", "efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32", "ABC123XYZ", "2.50", "FirstTrade", "first_trade",
    "Level 1", "a@b.co", "+491701234567", "https%3A%2F%2Fexample.org%2F%3Fa%3Db", "https://example.org/?a=b", "d41d8cd98f00b204e9800998ecf8427e",
    // Escapes, whole and broken.
    "%20", "%2", "%ZZ", "%2520", "%257B", "%C3%A9", "%C3", "%A9", "%F0%9F%98%80", "%E2%82", "%00", "%0A", "%u00e9",
    // What copying brings along.
    " ", "\t", "\n", "\r\n", "\u{a0}", "\u{200b}", "\u{feff}", "\u{ad}", "\u{202e}", "\u{2066}", "\u{301}", "e\u{301}", "é", "日本", "😀", "👩\u{200d}🚀",
    "\0", "\u{1b}[31m", "\u{7}", "\u{7f}", "\u{85}", "\u{2028}", "\"", "`", "^", "\u{201c}", "\u{201d}", "gк_click_id", "＿", "–", "\u{10ffff}",
];

/// Links as they should be, to be damaged.
const LINKS: &[&str] = &[
    "https://app.appsflyer.com/app_id?pid=network&af_click_lookback=7d&clickid={gk_click_id}",
    "https://app.tune.com/abc123?aff_click_id={gk_click_id}",
    "https://example.com/offer?pub_click_id={click_id}&source=network",
    "https://api.brownboots.getgokart.ai/api/v1/offer-link/redirect/12345?pub_click_id=ABC123XYZ&pub_member_id=77",
    "https://api.brownboots.getgokart.ai/api/v1/postback?gk_click_id={aff_click_id}",
    "https://api.brownboots.getgokart.ai?cnv_event_id=SignUp&gk_click_id={sub1}&cnv_conversion_id={id}",
    "https://api.getgokart.ai/postback?gk_click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32&cnv_event_id=FirstTrade",
    "https://google.com?click_id={gk_click_id}",
    "https://examplesubdomain.sng.link/C59c0/47bm?cl={id}&psid={publisher.id}&ip={user.ip}",
    "https://branchster.app.link/abcxyz?%243p=partner_id&%24aaid={device.ids.gaid}&~click_id={id}",
    "https://track.example.net/postback?click_id=${(last.~click_id)!}&gaid=${(user.aaid)!}&amount=#price#",
    "https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Fwww.example.de%2Fa%3Fb%3Dc%26d%3De&clickref=257~1",
    "https://lead.mobra.in/{clickid}?event={event_name}&device_id={android_id-idfa}&payout={payout}",
    "https://yourplatform.com/pb?click_id=#s2#&currency={{currency}}&a[]=1&a[]=2#top",
    "&sub1={clickid}&sub2=[zone]",
];

fn token() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => select(TOKENS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-zA-Z0-9_]{1,6}",
    ]
}

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(token(), 0..24).prop_map(|tokens| tokens.concat())
}

/// One slip of whoever copied or typed the link.
#[derive(Clone, Debug)]
enum Slip {
    Insert(Index, String),
    Delete(Index, usize),
    Replace(Index, usize, String),
    Double(Index, usize),
}

fn slip() -> impl Strategy<Value = Slip> {
    prop_oneof![
        (any::<Index>(), token()).prop_map(|(at, text)| Slip::Insert(at, text)),
        (any::<Index>(), 1..4usize).prop_map(|(at, length)| Slip::Delete(at, length)),
        (any::<Index>(), 1..8usize, token()).prop_map(|(at, length, text)| Slip::Replace(at, length, text)),
        (any::<Index>(), 1..30usize).prop_map(|(at, length)| Slip::Double(at, length)),
    ]
}

impl Slip {
    fn make(&self, text: &str) -> String {
        let borders: Vec<_> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let range = |at: &Index, length: usize| {
            let first = at.index(borders.len());
            borders[first]..borders[(first + length).min(borders.len() - 1)]
        };
        let (range, new) = match self {
            Self::Insert(at, new) => (range(at, 0), new.clone()),
            Self::Delete(at, length) => (range(at, *length), String::new()),
            Self::Replace(at, length, new) => (range(at, *length), new.clone()),
            Self::Double(at, length) => (range(at, *length), text[range(at, *length)].repeat(2)),
        };
        format!("{}{new}{}", &text[..range.start], &text[range.end..])
    }
}

fn slipped() -> impl Strategy<Value = String> {
    (select(LINKS), prop::collection::vec(slip(), 1..=3))
        .prop_map(|(link, slips)| slips.iter().fold(link.to_owned(), |text, slip| slip.make(&text)))
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![1 => soup(), 2 => slipped()]
}

fn hints() -> impl Strategy<Value = Hints<'static>> {
    let platforms = || prop_oneof![3 => Just(""), 1 => select(vec!["gokart", "appsflyer", "tune", "cake", "swaarm"])];
    let role = prop_oneof![2 => Just(None), 1 => select(&Role::ALL[..]).prop_map(|(role, _)| Some(role))];
    let state = select(vec![None, None, Some(State::Template), Some(State::Live)]);
    let environment = select(vec![None, None, Some(Environment::Production), Some(Environment::Sandbox)]);
    let events: Vec<Option<&'static [&'static str]>> =
        vec![None, None, Some(&["SignUp", "FirstTrade", "Level 1"]), Some(&[])];
    let several = select(vec![None, None, Some(true), Some(false)]);
    (role, state, environment, platforms(), platforms(), platforms(), select(events), several, any::<[bool; 2]>())
        .prop_map(|(role, state, environment, network, platform, filled_by, events, multi_event, [global, markup])| {
            let named = |id: &str| CATALOGUE.named(id);
            Hints {
                role,
                state,
                network: named(network),
                platform: named(platform),
                filled_by: named(filled_by),
                environment,
                global,
                offer: OfferHints { events, multi_event, ..OfferHints::default() },
                markup,
                ..Hints::default()
            }
        })
}

fn lint(text: &str, hints: &Hints) -> Linted {
    Linter::new(&CATALOGUE, &HOSTS).lint(text, hints)
}

/// How often each rule reports.
fn counts(findings: &[Finding]) -> HashMap<&'static str, usize> {
    findings.iter().fold(HashMap::new(), |mut counts, f| {
        *counts.entry(f.rule.id).or_default() += 1;
        counts
    })
}

fn lies_in(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.range()).is_some()
}

// ---------------------------------------------------------------- split

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn parts_put_end_to_end_are_the_input(text in text()) {
        let mut anatomy = Anatomy::default();
        anatomy.split(&text);
        let link = Link::new(&text, &anatomy);
        let (mut rebuilt, mut end) = (String::new(), 0);
        for part in link.parts() {
            prop_assert!(lies_in(&text, part), "{part:?} cuts a character of {text:?}");
            prop_assert_eq!(part.start, end, "a gap or an overlap before {:?}", part);
            rebuilt.push_str(part.of(&text));
            end = part.end;
        }
        prop_assert_eq!(&rebuilt, &text);
    }

    #[test]
    fn macros_stand_in_order_within_one_part(text in text()) {
        let mut anatomy = Anatomy::default();
        anatomy.split(&text);
        let link = Link::new(&text, &anatomy);
        let mut end = 0;
        for found in link.all_macros() {
            prop_assert!(lies_in(&text, found.span) && lies_in(&text, found.inner), "{found:?} in {text:?}");
            prop_assert!(found.span.contains(found.inner) && found.span.start >= end, "{found:?} in {text:?}");
            let holders = link.parts().filter(|p| p.contains(found.span)).count();
            prop_assert_eq!(holders, 1, "{:?} is cut, in {:?}", found, text);
            let name = link.macro_name(found);
            prop_assert!(found.inner.of(&text).contains(name));
            end = found.span.end;
        }
    }

    /// Rules look only where a bit calls them.
    #[test]
    fn no_odd_character_hides_from_the_split(text in text()) {
        let mut anatomy = Anatomy::default();
        anatomy.split(&text);
        let called = |bit: Seen, kind: fn(char) -> bool| anatomy.seen.has(bit) || !text.contains(kind);
        prop_assert!(called(Seen::NON_ASCII, |c| !c.is_ascii()), "a character beyond ASCII");
        prop_assert!(called(Seen::CONTROL, |c| c.is_ascii_control() && !c.is_ascii_whitespace()), "a control character");
        prop_assert!(called(Seen::BLANK, |c| matches!(c, '\t' | '\n' | '\r')), "a tab or line break");
        prop_assert!(anatomy.seen.has(Seen::BLANK) || text.trim_matches(' ').len() == text.len(), "an outer blank");
    }

    #[test]
    fn a_split_leaves_nothing_of_the_link_before(first in text(), second in text()) {
        let (mut reused, mut fresh) = (Anatomy::default(), Anatomy::default());
        reused.split(&first);
        reused.split(&second);
        fresh.split(&second);
        prop_assert_eq!(format!("{reused:?}"), format!("{fresh:?}"));
    }
}

// ---------------------------------------------------------------- lint

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn everything_reported_lies_in_the_text(text in text(), hints in hints()) {
        let linted = lint(&text, &hints);
        for finding in &linted.findings {
            let id = finding.rule.id;
            prop_assert!(lies_in(&text, finding.span), "{id}: {:?}", finding.span);
            prop_assert!(!finding.what.trim().is_empty(), "{id} says nothing");
            for (span, _) in &finding.labels {
                prop_assert!(lies_in(&text, *span), "{id}: label {span:?}");
            }
            let mut end = 0;
            for edit in finding.fix.iter().flat_map(|f| &f.edits) {
                prop_assert!(lies_in(&text, edit.span), "{id}: edit {edit:?}");
                prop_assert!(edit.span.start >= end, "{id}: edits overlap or are not in order: {:?}", finding.fix);
                end = edit.span.end;
            }
            let safe = finding.fix.as_ref().is_some_and(|f| f.safety == Safety::Safe);
            // Where the text holds more than the link, or less, none is handed out.
            let open = linted.findings.iter().any(|f| f.extent_open);
            prop_assert!(!safe || open || linted.corrected().is_some(), "{id}: a safe fix, and no corrected link");
        }
        prop_assert!(linted.decision.click_id.is_none_or(|s| lies_in(&text, s)));
    }

    #[test]
    fn the_same_link_gets_the_same_verdict(first in text(), text in text(), hints in hints()) {
        let mut used = Linter::new(&CATALOGUE, &HOSTS);
        used.lint(&first, &Hints::default());
        prop_assert_eq!(format!("{:?}", used.lint(&text, &hints)), format!("{:?}", lint(&text, &hints)));
    }

    #[test]
    fn the_corrected_link_has_no_fault_that_was_not_there_before(text in text(), hints in hints()) {
        let before = lint(&text, &hints);
        if let Some(fixed) = &before.fixed {
            prop_assert!(fixed != &text, "corrected to itself");
            let after = lint(fixed, &hints);
            prop_assert_eq!(&after.fixed, &None, "not mended to the end: {:?}", fixed);
            let had = counts(&before.findings);
            for (id, count) in counts(&after.findings) {
                let allowed = had.get(id).copied().unwrap_or(0);
                prop_assert!(count <= allowed, "{id}: {allowed} before, {count} after, in {fixed:?}");
            }
        }
    }

    #[test]
    fn a_safe_fix_keeps_every_other_parameter(text in text(), hints in hints()) {
        let findings = lint(&text, &hints).findings;
        let safe = || findings.iter().filter_map(|f| f.fix.as_ref().filter(|x| x.safety == Safety::Safe).map(|x| (f, x)));
        let mut all: Vec<Edit> = safe().flat_map(|(_, fix)| fix.edits.iter().cloned()).collect();
        all.sort_by_key(|e| e.span);
        all.dedup();
        for (finding, fix) in safe() {
            // A repair may need an earlier one, as a host is one only behind its scheme: then both together keep it.
            if let Some(lost) = lost(&text, &fix.edits).and_then(|_| lost(&text, &all)) {
                prop_assert!(false, "{}: {lost}", finding.rule.id);
            }
        }
    }
}

/// The first parameter that no edit reaches into and that is another one after them.
fn lost(text: &str, edits: &[Edit]) -> Option<String> {
    let (fixed, _) = apply(text, &edits.iter().collect::<Vec<_>>());
    let mut left = parameters(&fixed, &[]);
    parameters(text, edits).into_iter().find_map(|pair| match left.iter().position(|p| *p == pair) {
        Some(at) => {
            left.swap_remove(at);
            None
        }
        None => Some(format!("`{}={}` is lost in {fixed:?}", pair.0, pair.1)),
    })
}

/// Decoded names and values, those left out that an edit reaches into. An edit behind a `#` reaches into the last
/// parameter too: `a=# s2 #` is a fragment until the blanks go, and `a=#s2#` a macro.
fn parameters(text: &str, edits: &[Edit]) -> Vec<(String, String)> {
    let mut anatomy = Anatomy::default();
    anatomy.split(text);
    let link = Link::new(text, &anatomy);
    let edited = |span: Span| {
        let cut_off =
            if span.end == anatomy.fragment.start { anatomy.fragment } else { Span::point(span.end as usize) };
        edits.iter().any(|e| e.span.touches(span) || !cut_off.is_empty() && e.span.touches(cut_off))
    };
    let untouched = anatomy.params.iter().filter(|p| !p.span().is_empty() && !edited(p.span()));
    untouched.map(|p| (decoded(link.key(p)).into_owned(), decoded(link.value(p)).into_owned())).collect()
}

// ---------------------------------------------------------------- maps

/// Pieces of a map: how it stands to its outer text, and how long it is on both sides.
#[derive(Clone, Copy, Debug)]
enum Piece {
    Exact(usize),
    Unit(usize, usize),
    Opaque(usize, usize),
}

fn made(pieces: &[Piece]) -> Map {
    let mut builder = Map::builder(Encoding::None);
    for piece in pieces {
        match *piece {
            Piece::Exact(length) => builder.exact(length),
            Piece::Unit(inner, outer) => builder.unit(inner, outer),
            Piece::Opaque(inner, outer) => builder.opaque(inner, outer),
        }
    }
    builder.finish()
}

fn any_pieces() -> impl Strategy<Value = Vec<Piece>> {
    let piece = prop_oneof![
        (0..6usize).prop_map(Piece::Exact),
        (0..4usize, 0..4usize).prop_map(|(inner, outer)| Piece::Unit(inner, outer)),
        (0..4usize, 0..4usize).prop_map(|(inner, outer)| Piece::Opaque(inner, outer)),
    ];
    prop::collection::vec(piece, 0..8)
}

fn any_map() -> impl Strategy<Value = Map> {
    any_pieces().prop_map(|pieces| made(&pieces))
}

/// A map that loses nothing: no opaque piece, and no unit without bytes on one side.
fn faithful_map() -> impl Strategy<Value = (Map, Vec<Piece>)> {
    let piece = prop_oneof![
        (1..6usize).prop_map(Piece::Exact),
        (1..4usize, 1..4usize).prop_map(|(inner, outer)| Piece::Unit(inner, outer)),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| (made(&pieces), pieces))
}

fn spans(length: usize) -> impl Iterator<Item = Span> {
    (0..=length).flat_map(move |start| (start..=length).map(move |end| Span::new(start, end)))
}

/// A text as it might be percent-encoded: any character may be, `%` always is.
fn encoded() -> impl Strategy<Value = String> {
    let one = prop_oneof![
        3 => (prop_oneof![3 => "[a-z0-9&=?{}]", 1 => Just("%".to_owned()), 1 => any::<char>().prop_map(String::from)], any::<bool>())
            .prop_map(|(c, escape)| if escape || c == "%" { escaped(&c) } else { c }),
        1 => select(vec!["%25", "%2525", "%2541", "%25C3%25A9", "é", "%C3%A9", "%7Bx%7D"]).prop_map(str::to_owned),
    ];
    prop::collection::vec(one, 0..16).prop_map(|pieces| pieces.concat())
}

fn escaped(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

/// Percent-decoding as one would write it without looking for the way back: a run of escapes is decoded whole, and
/// what of it is not UTF-8 stays as it was.
fn plainly_decoded(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while !rest.is_empty() {
        let run = escapes(rest);
        if run.is_empty() {
            let mut chars = rest.chars();
            out.extend(chars.next());
            rest = chars.as_str();
            continue;
        }
        let mut at = 0;
        for chunk in run.utf8_chunks() {
            out.push_str(chunk.valid());
            at += 3 * chunk.valid().len();
            out.push_str(&rest[at..at + 3 * chunk.invalid().len()]);
            at += 3 * chunk.invalid().len();
        }
        rest = &rest[at..];
    }
    out
}

/// The bytes that the escapes at the start of `text` spell.
fn escapes(text: &str) -> Vec<u8> {
    let byte = |piece: &[u8]| match piece {
        [b'%', digits @ ..] if digits.len() == 2 && digits.iter().all(u8::is_ascii_hexdigit) => {
            std::str::from_utf8(digits).ok().and_then(|d| u8::from_str_radix(d, 16).ok())
        }
        _ => None,
    };
    text.as_bytes().chunks(3).map_while(byte).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_map_stays_within_its_texts(map in any_map()) {
        for span in spans(map.inner_len()) {
            let out = map.span_out(span);
            prop_assert!(out.start <= out.end && out.end as usize <= map.outer_len(), "{span:?} goes to {out:?}");
            if span.len() > 1 {
                let shorter = map.span_out(Span { end: span.end - 1, ..span });
                prop_assert!(out.contains(shorter), "{span:?} goes to {out:?}, one byte less to {shorter:?}");
            }
        }
    }

    #[test]
    fn the_identity_changes_no_map(map in any_map()) {
        let (inner, outer) = (Map::identity(map.inner_len()), Map::identity(map.outer_len()));
        prop_assert_eq!(&map.then(&inner), &map);
        let after = outer.then(&map);
        for span in spans(map.inner_len()) {
            prop_assert_eq!(after.span_out(span), map.span_out(span), "{:?}", span);
            let edit = Edit::replace(span, "x");
            prop_assert_eq!(after.edit_out(&edit), map.edit_out(&edit), "{:?}", span);
        }
    }

    #[test]
    fn any_two_maps_compose(mut outer in any_pieces(), mut inner in any_pieces()) {
        // The shorter text of the two that have to be one is drawn out.
        let (made_outer, made_inner) = (made(&outer), made(&inner));
        let missing = made_inner.outer_len().abs_diff(made_outer.inner_len());
        let shorter = if made_inner.outer_len() < made_outer.inner_len() { &mut inner } else { &mut outer };
        shorter.push(Piece::Exact(missing));
        let (outer, inner) = (made(&outer), made(&inner));
        let map = outer.then(&inner);
        prop_assert_eq!((map.inner_len(), map.outer_len()), (inner.inner_len(), outer.outer_len()));
        for span in spans(map.inner_len()) {
            let (at_once, by_steps) = (map.span_out(span), outer.span_out(inner.span_out(span)));
            prop_assert!(at_once.start <= at_once.end && at_once.end as usize <= map.outer_len());
            prop_assert!(span.is_empty() || by_steps.is_empty() || at_once.contains(by_steps),
                "{span:?} goes to {at_once:?} at once, to {by_steps:?} step by step");
        }
    }

    #[test]
    fn one_part_of_many_is_carried_as_if_all_of_the_text_were(
        mut outer in any_pieces(), inside in any_pieces(), (before, after) in (0..12usize, 0..12usize),
    ) {
        let ends = Piece::Exact(1);
        let part: Vec<Piece> = [Piece::Unit(0, before), ends].into_iter().chain(inside).chain([ends]).collect();
        let after = (made(&outer).inner_len().saturating_sub(made(&part).outer_len())).max(after);
        let part = made(&[&part[..], &[Piece::Unit(0, after)]].concat());
        outer.push(Piece::Exact(part.outer_len() - made(&outer).inner_len()));
        let outer = made(&outer);
        prop_assert_eq!(Parts::new(outer.clone()).then(&part), outer.then(&part));
    }

    #[test]
    fn there_and_back_is_where_one_was((map, pieces) in faithful_map()) {
        let round = map.then(&map.invert());
        prop_assert_eq!((round.inner_len(), round.outer_len()), (map.outer_len(), map.outer_len()));
        for span in spans(map.outer_len()) {
            let back = round.span_out(span);
            prop_assert!(span.is_empty() || back.contains(span), "{span:?} comes back as {back:?}");
            prop_assert!(back == span || cuts_a_unit(&pieces, span), "{span:?} comes back as {back:?}");
        }
    }

    #[test]
    fn decoding_agrees_with_plain_decoding(text in prop_oneof![text(), encoded()]) {
        prop_assert_eq!(decode(&text).0, plainly_decoded(&text));
    }

    #[test]
    fn what_stands_under_a_decoded_character_decodes_to_it(text in prop_oneof![text(), encoded()]) {
        let (inner, map) = decode(&text);
        prop_assert_eq!((map.inner_len(), map.outer_len()), (inner.len(), text.len()));
        for (at, c) in inner.char_indices() {
            let out = map.span_out(Span::new(at, at + c.len_utf8()));
            prop_assert!(lies_in(&text, out));
            prop_assert_eq!(plainly_decoded(out.of(&text)), c.to_string(), "under {:?}", out);
        }
    }

    #[test]
    fn maps_of_two_decodings_compose(text in encoded()) {
        let (once, outer) = decode(&text);
        let (twice, inner) = decode(&once);
        let map = outer.then(&inner);
        prop_assert_eq!((map.inner_len(), map.outer_len()), (twice.len(), text.len()));
        for (at, c) in twice.char_indices() {
            let span = Span::new(at, at + c.len_utf8());
            let out = map.span_out(span);
            prop_assert_eq!(out, outer.span_out(inner.span_out(span)), "step by step, for {:?}", c);
            prop_assert_eq!(plainly_decoded(&plainly_decoded(out.of(&text))), c.to_string(), "under {:?}", out);
        }
    }

    #[test]
    fn an_edit_carried_out_is_the_edit_made_inside(text in encoded(), at in any::<Index>(), length in 0..5usize, new in "[a-z%&={} é\"]{0,6}") {
        let (inner, map) = decode(&text);
        let edit = some_edit(&inner, at, length, new);
        let out = map.edit_out(&edit);
        prop_assert!(out.is_some(), "every character is a unit or exact");
        if let Some(out) = out {
            let (changed, _) = apply(&text, &[&out]);
            prop_assert_eq!(decode(&changed).0, apply(&inner, &[&edit]).0, "by way of {:?}", changed);
        }
    }

    #[test]
    fn an_edit_carried_out_twice_is_the_edit_made_inside(text in encoded(), at in any::<Index>(), length in 0..5usize, new in "[a-z%&={} é\"]{0,6}") {
        let (once, outer) = decode(&escaped_once_more(&text));
        prop_assert_eq!(&once, &text);
        let (twice, inner) = decode(&once);
        let edit = some_edit(&twice, at, length, new);
        if let Some(out) = outer.then(&inner).edit_out(&edit) {
            let (changed, _) = apply(&escaped_once_more(&text), &[&out]);
            prop_assert_eq!(decode(&decode(&changed).0).0, apply(&twice, &[&edit]).0, "by way of {:?}", changed);
        } else {
            prop_assert!(false, "every character is a unit or exact");
        }
    }

    #[test]
    fn an_edit_is_carried_out_unless_it_breaks_a_piece(pieces in any_pieces()) {
        let map = made(&pieces);
        for span in spans(map.inner_len()) {
            let out = map.edit_out(&Edit::replace(span, "x"));
            prop_assert_eq!(out.is_none(), breaks_a_piece(&pieces, span), "{:?}", span);
            prop_assert!(out.is_none_or(|e| e.span == map.span_out(span) && e.text == "x"));
        }
    }

    #[test]
    fn applying_edits_maps_what_stayed_to_itself(text in text(), at in any::<Index>(), length in 0..5usize, new in "[a-z]{0,6}") {
        let edit = some_edit(&text, at, length, new);
        let (changed, map) = apply(&text, &[&edit]);
        prop_assert_eq!((map.inner_len(), map.outer_len()), (changed.len(), text.len()));
        let new = edit.span.start as usize..edit.span.start as usize + edit.text.len();
        if !new.is_empty() {
            prop_assert_eq!(map.span_out(Span::new(new.start, new.end)), edit.span);
            prop_assert_eq!(map.span_out(Span::new(new.start, new.start + 1)), edit.span, "what came in is one piece");
        }
        for (i, c) in changed.char_indices().filter(|(i, _)| !new.contains(i)) {
            let out = map.span_out(Span::new(i, i + c.len_utf8()));
            prop_assert_eq!(out.of(&text), c.to_string());
        }
    }
}

fn cuts_a_unit(pieces: &[Piece], span: Span) -> bool {
    let mut start = 0;
    pieces.iter().any(|piece| {
        let (length, unit) = match *piece {
            Piece::Exact(length) => (length, false),
            Piece::Unit(_, outer) | Piece::Opaque(_, outer) => (outer, true),
        };
        let inside = |at: u32| (start..start + length).contains(&(at as usize)) && at as usize != start;
        let cut = unit && (inside(span.start) || inside(span.end));
        start += length;
        cut
    })
}

/// Cuts through bytes that only count as a whole, or takes in some of which nobody knows where they came from.
fn breaks_a_piece(pieces: &[Piece], span: Span) -> bool {
    let mut start = 0;
    pieces.iter().any(|piece| {
        let (length, whole, unknown) = match *piece {
            Piece::Exact(length) => (length, false, false),
            Piece::Unit(inner, _) => (inner, true, false),
            Piece::Opaque(inner, outer) => (inner, true, inner + outer > 0),
        };
        let (from, to) = (start, start + length);
        start = to;
        let inside = |at: u32| (from + 1..to).contains(&(at as usize));
        let within = span.range().start < to && from < span.range().end;
        whole && (inside(span.start) || inside(span.end)) || unknown && within
    })
}

fn some_edit(text: &str, at: Index, length: usize, new: String) -> Edit {
    let borders: Vec<_> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let first = at.index(borders.len());
    Edit::replace(Span::new(borders[first], borders[(first + length).min(borders.len() - 1)]), new)
}

/// Encoded as a value within a value is: `%` and what separates, not every letter.
fn escaped_once_more(text: &str) -> String {
    text.chars().map(|c| if "%&=?".contains(c) { escaped(&c.to_string()) } else { c.to_string() }).collect()
}

/// Links at which a rule once cut a character in two.
#[test]
fn a_character_of_several_bytes_may_stand_anywhere() {
    let mut linter = Linter::new(&CATALOGUE, &HOSTS);
    for text in [
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F%3Fclickid%3D%7Bgk_click_id%7\u{a0}D",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F%3Fclickid%\u{200b}3D1",
        "https://example.com\u{1F600}/offer?clickid={gk_click_id}",
        "http\u{200b}://api.getgokart.ai/postback?gk_click_id={click_id}",
        "https:\u{2010}//example.com/offer?clickid={gk_click_id}",
    ] {
        let linted = linter.lint(text, &Hints::default());
        assert!(linted.findings.iter().all(|f| text.get(f.span.range()).is_some()), "{text}");
    }
}
