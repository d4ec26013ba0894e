//! Two faults in a link that is right: what each byte means is fixed, so that the fuzzer damages links as people do.

use crate::links::check;
use crate::prepare;
use tracklint::rule::Hints;

/// Links that need no repair.
const LINKS: &[&str] = &[
    "https://app.appsflyer.com/id123456789?pid=network_int&c=summer&af_siteid={pub_id}&clickid={gk_click_id}",
    "https://app.tune.com/abc123?aff_click_id={gk_click_id}&source=network",
    "https://api.getgokart.ai/postback?gk_click_id={aff_click_id}&cnv_event_id=FirstTrade",
    "https://api.brownboots.getgokart.ai/api/v1/postback?gk_click_id={sub1}&cnv_event_id=SignUp&cnv_conversion_id={id}",
    "https://example.com/offer?pub_click_id={click_id}&source=a%20b&lang=en",
    "https://example.org/go/summer?clickid={gk_click_id}&sub=1&t=%7E",
    "https://acme.cakemarketing.com/?a=1&c=2&s2={gk_click_id}&currency=EUR&timestamp=1714989600",
    "https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Fwww.example.de%2Fa%3Fb%3Dc%26d%3De&clickref=257",
    "https://track.example.net/postback?click_id=#s2#&amount=#price#&note=Summer%20Sale#top",
    "https://examplesubdomain.sng.link/C59c0/47bm?cl={id}&psid={publisher.id}&ip={user.ip}",
];

/// What stands there, and what the fault makes of it.
const FAULTS: &[(&str, &str)] = &[
    ("https://", "htps://"),
    ("https://", "https:/"),
    ("https://", "hxxps://"),
    ("https://", "https://https://"),
    ("https://", ""),
    ("?", "&"),
    ("?", "??"),
    ("?", ""),
    ("?", "#"),
    ("?", "%3F"),
    ("&", "&&"),
    ("&", "?"),
    ("&", "&amp;"),
    ("&", "&#38;"),
    ("&", "\\u0026"),
    ("&", " &"),
    ("&", ""),
    ("&", "%26"),
    ("&", ";"),
    ("=", "="),
    ("=", "=="),
    ("=", "=\u{200b}"),
    ("=", "%3D"),
    ("=", ""),
    ("{", ""),
    ("{", "{{"),
    ("{", "["),
    ("{", "%7B"),
    ("{", "${"),
    ("{", "{ "),
    ("}", ""),
    ("}", "}}"),
    ("}", "]"),
    ("}", "%7D"),
    ("}", "}\u{2060}"),
    ("#", ""),
    ("#", "%23"),
    ("%", "%25"),
    ("%20", " "),
    ("%2F", "/"),
    ("_", ""),
    ("_", "\\_"),
    ("_", "-"),
    ("click", "clcik"),
    ("a", "\u{430}"),
    ("e", "\u{ff45}"),
    ("com", "con"),
    ("getgokart", "getgocart"),
    ("appsflyer", "apsflyer"),
    ("cur", "\u{a4}"),
    ("&times", "\u{d7}"),
];

/// What is put round a link.
const ROUND: &[(&str, &str)] = &[
    ("", ""),
    ("\"", "\""),
    ("\u{201c}", "\u{201d}"),
    ("<", ">"),
    ("(", ")"),
    ("**", "**"),
    ("`", "`"),
    (" ", " "),
    ("", "."),
    ("", ","),
    ("GET ", ""),
    ("", " and then"),
    ("\u{feff}", ""),
];

/// `data`: a link, then what is put round it, then faults, each with the place where it is made. What is left over is
/// inserted as text at the last place.
pub fn double_faults(data: &[u8]) {
    prepare();
    let [base, round, first, at_first, second, at_second, rest @ ..] = data else { return };
    let mut text = LINKS[usize::from(*base) % LINKS.len()].to_owned();
    for (fault, at) in [(first, at_first), (second, at_second)] {
        let (was, is) = FAULTS[usize::from(*fault) % FAULTS.len()];
        let places: Vec<usize> = text.match_indices(was).map(|(at, _)| at).collect();
        if let Some(at) = places.get(usize::from(*at) % places.len().max(1)) {
            text.replace_range(*at..at + was.len(), is);
        }
    }
    if let Ok(more) = std::str::from_utf8(rest) {
        text.insert_str(text.floor_char_boundary(usize::from(*at_second)), more);
    }
    let (before, behind) = ROUND[usize::from(*round) % ROUND.len()];
    check(&format!("{before}{text}{behind}"), &Hints::default());
}
