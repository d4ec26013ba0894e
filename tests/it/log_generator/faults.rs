//! What goes wrong with a request, a click id or an event id: verdicts 1 to 8 and 11 of the table.

use super::clock::MINUTE;
use super::hit::{Answer, Oddity, Truth, always, sees, where_seen};
use super::maker::{Draft, Maker};
use super::world::{BANK, CLICKS_END, END, FIT, GAMES, KITCHEN, LOANS, Offer, PLAIN, PUZZLE, SANDBOX, TRADE};

const CLICK: &str = "gk_click_id";
const EVENT: &str = "cnv_event_id";

fn plain(maker: &mut Maker) -> Draft {
    let offer: &Offer = maker.rng.pick::<&Offer>(&PLAIN);
    maker.draft(offer)
}

pub fn all(maker: &mut Maker) {
    malformed_requests(maker);
    refused_requests(maker);
    wrong_endpoints(maker);
    unauthorised(maker);
    behind_proxies(maker);
    missing_click_ids(maker);
    empty_click_ids(maker);
    macros_in_click_ids(maker);
    macros_in_events(maker);
    malformed_click_ids(maker);
    padded_click_ids(maker);
    unknown_click_ids(maker);
    unknown_events(maker);
    bodies(maker);
}

/// Entities and length: these reach every log.
fn malformed_requests(maker: &mut Maker) {
    for _ in 0..4 {
        // All of them: what is before the first & is `amp;...` too.
        let draft = plain(maker);
        let query: Vec<String> = draft.query.iter().map(|p| format!("amp;{p}")).collect();
        maker.wrong("entity-all", Draft { query, ..draft }, "malformed-request", &["entity"]);
        // Only the click id or only the event id is lost by it.
        let draft = plain(maker);
        let (click, event) = (draft.click_id.clone(), event_of(&draft));
        let lost = [format!("{CLICK}={click}"), format!("amp;{EVENT}={event}")];
        maker.wrong("entity-event", Draft { query: lost.to_vec(), ..draft }, "malformed-request", &["entity"]);
        let draft = plain(maker);
        let (click, event) = (draft.click_id.clone(), event_of(&draft));
        let lost = [format!("{EVENT}={event}"), format!("amp;{CLICK}={click}")];
        maker.wrong("entity-click", Draft { query: lost.to_vec(), ..draft }, "malformed-request", &["entity"]);
    }
    for _ in 0..3 {
        // Long enough by itself, and by its target as by its URL; some servers answer 200 all the same.
        let draft = plain(maker);
        let filler = maker.rng.hex(8_060);
        maker.wrong("too-long", draft.with(&format!("cnv_sub_1={filler}")), "malformed-request", &["too-long"]);
    }
}

/// What a server refuses before it looks at it. nginx leaves method and URI empty in a JSON log: then there is nothing
/// to judge, and the contract counts it as refused. That one says so as a record is no mistake either.
fn refused_requests(maker: &mut Maker) {
    const UNREAD: [Answer; 3] =
        [Answer::Other, Answer::Record("malformed-request", &[]), Answer::Record("not-judged", &[])];
    let refused = |maker: &mut Maker, cause, piece: &str, reasons, oddity| {
        let mut draft = plain(maker).status(400);
        if !piece.is_empty() {
            draft = draft.with(piece);
        }
        draft.hit.oddity = oddity;
        let seen = [Answer::Record("malformed-request", reasons)];
        maker.special(cause, draft, where_seen(sees::RAW, &seen, &UNREAD));
    };
    for _ in 0..4 {
        refused(maker, "blank", "cnv_sub_1=Network A", &["blank"], Oddity::Refused);
    }
    for piece in ["cnv_sub_1=Net\u{1}work", "cnv_sub_1=Net\u{b}work", "cnv_sub_2=\u{1b}[31m"] {
        refused(maker, "control", piece, &["control"], Oddity::Refused);
    }
    // A tab: Apache turns it into a blank, so that its log cannot tell the two apart.
    refused(maker, "tab", "cnv_sub_1=Net\twork", &["control", "blank"], Oddity::Refused);
    for _ in 0..2 {
        // The server's buffer ended here.
        let filler = maker.rng.hex(9_000);
        let draft = plain(maker).status(414).with(&format!("cnv_sub_1={filler}"));
        let mut draft = draft;
        draft.hit.oddity = Oddity::Cut;
        let seen = [Answer::Record("malformed-request", &["too-long"])];
        maker.special("cut-414", draft, where_seen(sees::RAW, &seen, &UNREAD));
    }
    for number in 0..3 {
        // The table says `not-http`; "requests without a path are other requests" says the contrary. Both stand.
        let mut draft = plain(maker).status(400).by(["192.0.2.250", "192.0.2.251"][number % 2], "-");
        draft.hit.oddity = Oddity::Tls;
        let seen = [Answer::Record("malformed-request", &["not-http"]), Answer::Other];
        maker.special("tls", draft, where_seen(sees::RAW, &seen, &UNREAD));
    }
}

fn wrong_endpoints(maker: &mut Maker) {
    for _ in 0..4 {
        let path = format!("/api/v1/offer-link/redirect/{}", maker.rng.uuid());
        let draft = plain(maker).path(&path).status(302);
        maker.wrong("click-path", draft, "wrong-endpoint", &["click-path"]);
        let mut draft = plain(maker);
        draft.hit.host = SANDBOX;
        let seen = [Answer::Record("wrong-endpoint", &["sandbox-host"])];
        maker.special("sandbox-host", draft, where_seen(sees::HOST, &seen, &[Answer::SUCCESS]));
    }
    for path in ["/conv", "/callbacks/s2s", "/api/v2/postback", "/api/v1/postbacks", "/s2s/gokart"] {
        let draft = plain(maker).path(path).status(404);
        maker.wrong("unknown-path", draft, "wrong-endpoint", &["unknown-path"]);
    }
}

fn unauthorised(maker: &mut Maker) {
    for number in 0..4 {
        let draft = maker.draft(&FIT).without("token");
        maker.wrong("token-missing", draft, "unauthorised", &["token-missing"]);
        let wrong = format!("tk_{}", maker.rng.hex(10));
        let draft = maker.draft(&FIT).set("token", &wrong);
        maker.wrong("token-differs", draft, "unauthorised", &["token-differs"]);
        let elsewhere = ["192.0.2.77", "198.51.100.48", "2001:db8:0:43::9", "203.0.113.77"][number];
        let draft = maker.draft(&LOANS).by(elsewhere, "Ruby");
        maker.wrong("address", draft, "unauthorised", &["address"]);
    }
    for _ in 0..2 {
        // A token that is there and empty is missing, or another one: the table does not say.
        let draft = maker.draft(&FIT).set("token", "");
        maker.wrong("token-empty", draft, "unauthorised", &["token-missing", "token-differs"]);
        // The token is right, and written with percent signs.
        let draft = maker.draft(&FIT).set("token", "%74k_84c1e07d2b");
        maker.right("token-encoded", draft);
    }
}

/// The advertiser's server calls through a proxy, or the network stands behind one: only forwarded-for, or the
/// proxy's own log, knows the sender.
fn behind_proxies(maker: &mut Maker) {
    const HIDDEN: [Answer; 1] = [Answer::Record("not-judged", &["proxy"])];
    for proxy in ["162.158.90.12", "172.70.240.33", "10.0.0.7", "192.168.4.20"] {
        let draft = maker.draft(&LOANS).through(proxy, "198.51.100.40");
        maker.special("proxy-right", draft, where_seen(sees::CLIENT, &[Answer::SUCCESS], &HIDDEN));
        let draft = maker.draft(&LOANS).through(proxy, "203.0.113.78");
        let seen = [Answer::Record("unauthorised", &["address"])];
        maker.special("proxy-wrong", draft, where_seen(sees::CLIENT, &seen, &HIDDEN));
        let draft = maker.draft(&BANK).through(proxy, "192.0.2.100");
        maker.right("proxy-no-list", draft);
    }
}

fn missing_click_ids(maker: &mut Maker) {
    for _ in 0..4 {
        let draft = plain(maker).without(CLICK);
        maker.wrong("no-parameter", draft, "missing-click-id", &["none"]);
    }
    let draft = plain(maker);
    maker.wrong("no-query", Draft { query: Vec::new(), ..draft }, "missing-click-id", &["none"]);
    for name in ["clickid", "GK_CLICK_ID", "gkclickid", "click_id", "gk_clickid", "gk_clik_id", "gk-click-id"] {
        let draft = plain(maker).rename(CLICK, name);
        maker.wrong("near-miss", draft, "missing-click-id", &["near-miss"]);
    }
}

fn empty_click_ids(maker: &mut Maker) {
    for _ in 0..3 {
        let draft = plain(maker).set(CLICK, "");
        maker.wrong("empty", draft, "empty-click-id", &["empty"]);
        let draft = plain(maker).replace(CLICK, CLICK);
        maker.wrong("no-equals", draft, "empty-click-id", &["empty"]);
    }
    for blanks in ["%20", "%20%20", "+", "%09"] {
        let draft = plain(maker).set(CLICK, blanks);
        maker.wrong("blanks", draft, "empty-click-id", &["blank"]);
    }
    let words = ["null", "NULL", "(null)", "undefined", "None", "nil", "NaN", "n/a", "N%2FA", "false", "0", "-"];
    for word in words.into_iter().chain(["%5Bobject%20Object%5D", "%5Bobject+Object%5D", "%28null%29"]) {
        let draft = plain(maker).set(CLICK, word);
        maker.wrong("null-word", draft, "empty-click-id", &["null-word"]);
    }
}

fn macros_in_click_ids(maker: &mut Maker) {
    let verdict = "unresolved-macro";
    for raw in ["{clickid}", "{{click_id}}", "[CLICK_ID]", "${CLICK_ID}", "{aff_sub}", "%%CLICKID%%"] {
        let draft = plain(maker).set(CLICK, raw);
        maker.wrong("macro", draft, verdict, &["macro"]);
    }
    for encoded in ["%7Bclickid%7D", "%7b%7bclick_id%7d%7d", "%5BCLICK_ID%5D", "%24%7BCLICK_ID%7D", "%23reqid%23"] {
        let draft = plain(maker).set(CLICK, encoded);
        maker.wrong("encoded", draft, verdict, &["encoded"]);
    }
    for twice in ["%257Bclickid%257D", "%257B%257Bclick_id%257D%257D", "%255BCLICK_ID%255D"] {
        let draft = plain(maker).set(CLICK, twice);
        maker.wrong("double-encoded", draft, verdict, &["double-encoded"]);
    }
    for bare in ["click_id", "clickid", "sub1", "aff_sub", "transaction_id"] {
        let draft = plain(maker).set(CLICK, bare);
        maker.wrong("bare-name", draft, verdict, &["bare-name"]);
    }
    for _ in 0..3 {
        let draft = plain(maker).set(CLICK, CLICK);
        maker.wrong("own-name", draft, verdict, &["own-name"]);
    }
    for placeholder in ["TOBEREPLACED", "YOUR_CLICK_ID", "REPLACE_ME", "INSERT_CLICK_ID_HERE"] {
        let draft = plain(maker).set(CLICK, placeholder);
        maker.wrong("placeholder", draft, verdict, &["placeholder"]);
    }
}

/// The click is found here, and the event id is what was not filled in.
fn macros_in_events(maker: &mut Maker) {
    let kinds: [(&'static str, &str, &'static [&'static str]); 7] = [
        ("event-macro", "{event_name}", &["macro"]),
        ("event-macro", "{{event}}", &["macro"]),
        ("event-encoded", "%7Bevent_name%7D", &["encoded"]),
        ("event-double", "%257Bevent_name%257D", &["double-encoded"]),
        ("event-bare", "event_name", &["bare-name"]),
        ("event-own-name", EVENT, &["own-name"]),
        ("event-placeholder", "YOUR_EVENT_ID", &["placeholder"]),
    ];
    for (cause, value, reasons) in kinds.into_iter().chain(kinds) {
        let draft = plain(maker).set(EVENT, value);
        maker.wrong(cause, draft, "unresolved-macro", reasons);
    }
}

fn malformed_click_ids(maker: &mut Maker) {
    let verdict = "malformed-click-id";
    // What belongs to nobody may be called another system's, as long as it is none of the network's.
    for strange in ["u!4471!de", "77.120.045", "order_7782_abq"] {
        let draft = plain(maker).set(CLICK, strange);
        maker.wrong("shape", draft, verdict, &["shape", "other-system"]);
    }
    for length in [35, 32, 30, 24, 18, 13] {
        let draft = plain(maker);
        let cut = draft.click_id[..length].to_owned();
        maker.wrong("cut-short", draft.set(CLICK, &cut), verdict, &["cut-short"]);
    }
    for _ in 0..3 {
        let draft = plain(maker);
        let capitals = draft.click_id.to_uppercase();
        maker.wrong("case", draft.set(CLICK, &capitals), verdict, &["case"]);
        // Capitals of no click: usually a device id, so another system's, or a matter of case all the same.
        let device = maker.rng.uuid().to_uppercase();
        let draft = plain(maker).set(CLICK, &device);
        maker.wrong("device-id", draft, verdict, &["case", "other-system"]);
        let appsflyer = format!("17{}-{}", maker.rng.digits(11), maker.rng.digits(19));
        let draft = plain(maker).set(CLICK, &appsflyer);
        maker.wrong("appsflyer-id", draft, verdict, &["other-system"]);
        // A hyphen is all that keeps this from being one; other systems' ids are 32 such digits.
        let draft = plain(maker);
        let joined = draft.click_id.replace('-', "");
        maker.wrong("no-hyphens", draft.set(CLICK, &joined), verdict, &["shape", "other-system", "cut-short"]);
    }
    for joint in ["%7C", ",", "%2C", ";", "|"] {
        let (draft, other) = (plain(maker), plain(maker));
        let both = format!("{}{joint}{}", draft.click_id, other.click_id);
        maker.wrong("joined", draft.set(CLICK, &both), verdict, &["joined"]);
    }
}

/// The right id with something round it.
fn padded_click_ids(maker: &mut Maker) {
    let round = [
        ("", "%20"),
        ("+", ""),
        ("", "%0A"),
        ("%22", "%22"),
        ("'", "'"),
        ("%7B", "%7D"),
        ("{", "}"),
        ("[", "]"),
        ("%3C", "%3E"),
        ("", "%E2%80%8B"),
    ];
    for (before, after) in round {
        let draft = plain(maker);
        let padded = format!("{before}{}{after}", draft.click_id);
        maker.wrong("padded", draft.set(CLICK, &padded), "malformed-click-id", &["padded"]);
    }
}

fn unknown_click_ids(maker: &mut Maker) {
    // The contract names no reason for this verdict.
    let verdict = "invalid-click-id";
    for _ in 0..6 {
        let id = maker.rng.uuid();
        let draft = plain(maker).set(CLICK, &id);
        maker.wrong("unknown-id", draft, verdict, &[]);
    }
    let draft = plain(maker).set(CLICK, "efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32");
    maker.wrong("example-id", draft, verdict, &[]);
    for _ in 0..5 {
        // The export of the clicks ended before this.
        let id = maker.rng.uuid();
        let time = maker.rng.between(CLICKS_END + 10 * MINUTE, END);
        let draft = plain(maker).at(time).set(CLICK, &id);
        maker.special("clicks-end", draft, always(&[Answer::Record("not-judged", &["clicks"])]));
    }
}

fn unknown_events(maker: &mut Maker) {
    let kinds: [(&'static str, &Offer, &str, &'static [&'static str]); 14] = [
        ("event-case", &TRADE, "signup", &["case"]),
        ("event-case", &TRADE, "SIGNUP", &["case"]),
        ("event-case", &KITCHEN, "order", &["case"]),
        ("event-case", &KITCHEN, "Install", &["case"]),
        ("event-underscore", &TRADE, "Sign_Up", &["underscore"]),
        ("event-underscore", &TRADE, "first_trade", &["underscore"]),
        ("event-underscore", &TRADE, "FirstTrade_", &["underscore"]),
        ("event-blank", &GAMES, "Level1", &["blank"]),
        ("event-blank", &GAMES, "Level%20%2010", &["blank"]),
        ("event-blank", &TRADE, "SignUp%20", &["blank"]),
        ("event-unknown", &BANK, "Withdrawal", &["unknown"]),
        ("event-unknown", &KITCHEN, "refund", &["unknown"]),
        // An underscore where a blank belongs is both.
        ("event-underscore", &GAMES, "Level_1", &["underscore", "blank"]),
        // Given and empty: none, or an unknown one.
        ("event-empty", &BANK, "", &["missing", "unknown"]),
    ];
    for (cause, offer, event, reasons) in kinds.into_iter().chain(kinds) {
        let draft = maker.draft(offer).set(EVENT, event);
        maker.wrong(cause, draft, "unknown-event-id", reasons);
    }
    for _ in 0..4 {
        let draft = plain(maker).without(EVENT);
        maker.wrong("event-missing", draft, "unknown-event-id", &["missing"]);
    }
    for _ in 0..super::causes::INSTEAD {
        let draft = maker.draft(&PUZZLE).set(EVENT, "levelten");
        maker.wrong("event-case", draft, "unknown-event-id", &["case"]);
    }
}

fn bodies(maker: &mut Maker) {
    for _ in 0..3 {
        let draft = plain(maker).method("POST");
        let bare = Draft { query: Vec::new(), ..draft };
        maker.push(bodied(bare), Truth::new("post-body", always(&[Answer::Record("not-judged", &["body"])])));
        let draft = plain(maker).method("POST").without(CLICK);
        maker.push(bodied(draft), Truth::new("post-event", always(&[Answer::Record("not-judged", &["body"])])));
    }
}

fn bodied(mut draft: Draft) -> Draft {
    draft.hit.fields.clear();
    draft
}

fn event_of(draft: &Draft) -> String {
    let event = draft.query.iter().find_map(|p| p.strip_prefix("cnv_event_id="));
    event.expect("a plain offer has events").to_owned()
}
