//! The same conversion more than once: verdict 12, and what looks like it and is not.

use super::clock::{HOUR, MINUTE};
use super::hit::{Answer, Case, Truth, always, sees, where_seen};
use super::maker::{Draft, Maker};
use super::world::{BANK, BEGIN, CLICKS_END, KITCHEN, LOANS, Offer, SHOES, TRADE};

const UID: &str = "cnv_conversion_id";
const EVENT: &str = "cnv_event_id";
const BROWSER: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Mobile/15E148 Safari/604.1";
const DUPLICATE: &str = "duplicate-conversion";

pub fn all(maker: &mut Maker) {
    for round in 0..3 {
        retries(maker);
        double_fires(maker, round);
        later(maker);
        failed_first(maker);
        not_the_same(maker);
        redirected(maker);
    }
}

/// A right conversion without unique id, early enough for whatever follows.
fn first(maker: &mut Maker, offer: &Offer) -> Draft {
    let time = maker.rng.between(BEGIN + HOUR, CLICKS_END - 30 * HOUR);
    let ago = maker.rng.between(5 * MINUTE, HOUR);
    let mut draft = maker.draft_at(offer, time, ago).without(UID).path("/postback");
    // Some logs leave IPv6 out: a repetition of what is not there would be none.
    if draft.hit.peer.contains(':') {
        draft = draft.by("192.0.2.107", "PostmanRuntime/7.36.1");
    }
    draft
}

fn repeated(maker: &mut Maker, cause: &'static str, draft: Draft, of: usize, cases: Vec<Case>) -> usize {
    let mut truth = Truth::new(cause, cases);
    truth.repeats = Some(of);
    let mut draft = draft;
    draft.hit.fields.clear();
    maker.push(draft, truth)
}

fn duplicate(reasons: &'static [&'static str]) -> Vec<Case> {
    always(&[Answer::Record(DUPLICATE, reasons)])
}

fn retries(maker: &mut Maker) {
    // The same query within five minutes of the one before: also the third, which is eight minutes after the first.
    let draft = first(maker, &BANK);
    let time = draft.hit.time;
    let of = maker.right("retry-first", draft.clone());
    repeated(maker, "retry", draft.clone().at(time + 4 * MINUTE), of, duplicate(&["retry"]));
    repeated(maker, "retry", draft.at(time + 8 * MINUTE), of, duplicate(&["retry"]));
    // Whoever sends it.
    let order = maker.order();
    let draft = first(maker, &TRADE).with(&format!("{UID}={order}"));
    let time = draft.hit.time;
    let of = maker.right("retry-first", draft.clone());
    let again = draft.by("192.0.2.120", "okhttp/4.12.0").at(time + 2 * MINUTE);
    repeated(maker, "retry-other-sender", again, of, duplicate(&["retry"]));
    // Refused for a moment while being sent again: it is still the same conversion.
    let draft = first(maker, &SHOES);
    let time = draft.hit.time;
    let of = maker.right("retry-first", draft.clone());
    repeated(maker, "retry-503", draft.at(time + MINUTE).status(503), of, duplicate(&["retry"]));
}

fn double_fires(maker: &mut Maker, round: usize) {
    // The server's postback and the pixel in a browser.
    let draft = first(maker, &SHOES);
    let (time, click) = (draft.hit.time, draft.click_id.clone());
    let event = draft.query.iter().find(|p| p.starts_with("cnv_event_id=")).expect("an offer with events").clone();
    let of = maker.right("double-fire-first", draft.clone());
    let address = format!("203.0.113.{}", 200 + round);
    let query = vec![event, format!("gk_click_id={click}"), format!("r={}", maker.rng.digits(6))];
    let pixel = Draft { query, ..draft }.by(&address, BROWSER).at(time + 2 * MINUTE);
    repeated(maker, "double-fire", pixel, of, duplicate(&["double-fire"]));
    // The same sender on two paths: a global postback and one for the offer. The unique id tells.
    let order = maker.order();
    let draft = first(maker, &KITCHEN).with(&format!("{UID}={order}"));
    let time = draft.hit.time;
    let of = maker.right("double-fire-first", draft.clone());
    let other = draft.with("cnv_sub_2=global").path("/api/v1/postback").at(time + 3);
    repeated(maker, "double-fire-path", other, of, duplicate(&["double-fire"]));
    // Only the agent differs, and it is too late for a retry. A log without agents shows a mere repetition.
    let draft = first(maker, &BANK);
    let time = draft.hit.time;
    let of = maker.right("double-fire-first", draft.clone());
    let peer = draft.hit.peer.clone();
    let again = draft.by(&peer, "Apache-HttpClient/5.2").at(time + 20 * MINUTE);
    let seen = [Answer::Record(DUPLICATE, &["double-fire"])];
    let blind = [Answer::Record(DUPLICATE, &["repeat"])];
    repeated(maker, "double-fire-agent", again, of, where_seen(sees::AGENT, &seen, &blind));
}

/// A nightly job that sends the day's conversions once more.
fn later(maker: &mut Maker) {
    let draft = first(maker, &TRADE);
    let time = draft.hit.time;
    let of = maker.right("repeat-first", draft.clone());
    repeated(maker, "repeat", draft.at(time + 13 * HOUR), of, duplicate(&["repeat"]));
    // One order under two clicks: the unique id decides.
    let order = maker.order();
    let draft = first(maker, &BANK).set(EVENT, "Deposit").with(&format!("{UID}={order}"));
    let (time, peer, agent) = (draft.hit.time, draft.hit.peer.clone(), draft.hit.agent);
    let of = maker.right("repeat-first", draft);
    let other = maker.draft_at(&BANK, time + 3 * HOUR, 20 * MINUTE).without(UID).by(&peer, agent).path("/postback");
    let other = other.set(EVENT, "Deposit").with(&format!("{UID}={order}"));
    repeated(maker, "repeat-order", other, of, duplicate(&["repeat"]));
    // One order with two events. The table counts by the unique id alone, and only a status makes an update of it;
    // who reports a registration and a deposit under one number means two conversions.
    let order = maker.order();
    let draft = first(maker, &BANK).with(&format!("{UID}={order}"));
    let time = draft.hit.time;
    let either = always(&[Answer::Record(DUPLICATE, &[]), Answer::SUCCESS]);
    maker.right("order-two-events", draft.clone().set(EVENT, "Registration"));
    maker.special("order-two-events", draft.set(EVENT, "Deposit").at(time + HOUR), either);
}

/// What was not taken counts for nothing: the next one is the conversion.
fn failed_first(maker: &mut Maker) {
    for (status, reason) in [(503, &["server-error"]), (429, &["server-error"]), (404, &["client-error"])] {
        let draft = first(maker, &BANK);
        let time = draft.hit.time;
        let failed = draft.clone().status(status);
        maker.special("failed-first", failed, always(&[Answer::Record("not-processed", reason)]));
        let of = maker.right("retry-that-counts", draft.clone().at(time + 3));
        repeated(maker, "retry-after-it", draft.at(time + 6), of, duplicate(&["retry"]));
    }
}

/// Right conversions that have much in common.
fn not_the_same(maker: &mut Maker) {
    // Two events of one click.
    let draft = first(maker, &TRADE).set(EVENT, "SignUp");
    let time = draft.hit.time;
    maker.right("two-events", draft.clone());
    maker.right("two-events", draft.set(EVENT, "FirstTrade").at(time + MINUTE));
    // Two orders of one click.
    let (one, two) = (maker.order(), maker.order());
    let draft = first(maker, &SHOES).set(EVENT, "purchase");
    let time = draft.hit.time;
    maker.right("two-orders", draft.clone().with(&format!("{UID}={one}")));
    maker.right("two-orders", draft.with(&format!("{UID}={two}")).at(time + 2 * MINUTE));
    // One number in two advertisers' shops.
    let order = maker.order();
    for offer in [&BANK, &KITCHEN] {
        let draft = first(maker, offer).with(&format!("{UID}={order}"));
        maker.right("same-number-two-offers", draft);
    }
    // A macro that was not filled in is no unique id.
    for _ in 0..3 {
        let draft = first(maker, &BANK).with(&format!("{UID}=%7Border_id%7D"));
        maker.right("unfilled-order", draft);
    }
    // Further apart than is looked.
    let time = maker.rng.between(BEGIN + HOUR, BEGIN + 18 * HOUR);
    let draft = maker.draft_at(&LOANS, time, HOUR).without(UID);
    maker.right("two-days-apart", draft.clone());
    maker.right("two-days-apart", draft.at(time + 49 * HOUR));
    // One hit tells its unique id and the other does not: "without a unique id on both" can be read both ways.
    let order = maker.order();
    let draft = first(maker, &TRADE);
    let time = draft.hit.time;
    let either = always(&[Answer::SUCCESS, Answer::Record(DUPLICATE, &[])]);
    maker.right("half-an-id", draft.clone().with(&format!("{UID}={order}")));
    maker.special("half-an-id", draft.at(time + 30 * MINUTE), either);
}

/// Called over http, sent on to https, and called again there: one hit. The contract does not say which line it is.
fn redirected(maker: &mut Maker) {
    for status in [301, 308] {
        let mut draft = first(maker, &KITCHEN);
        let time = draft.hit.time;
        let mut truth = Truth::new("http-then-https", always(&[Answer::SUCCESS, Answer::Other]));
        truth.pair = Some(maker.pair());
        draft.hit.fields.clear();
        maker.push(draft.clone().at(time + 1), truth.clone());
        draft.hit.https = false;
        draft.hit.status = status;
        maker.push(draft, truth);
    }
    // Over http, and taken as it is.
    let mut draft = first(maker, &KITCHEN);
    draft.hit.https = false;
    maker.right("http", draft);
    // Sent on to somewhere, and nobody went there: no verdict of the table fits, and it was not counted either.
    let mut draft = first(maker, &KITCHEN).status(301);
    draft.hit.https = false;
    let either = always(&[Answer::SUCCESS, Answer::Record("not-processed", &[]), Answer::Record("not-judged", &[])]);
    maker.special("redirect-not-followed", draft, either);
}
