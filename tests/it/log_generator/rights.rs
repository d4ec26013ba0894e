//! Conversions that look guilty and are not, and requests that are no postbacks at all.

use super::clock::HOUR;
use super::hit::{Answer, sees, where_seen};
use super::maker::{Draft, Maker};
use super::world::{BANK, FIT, GAMES, KITCHEN, LOANS, OFFERS, Offer, PLAIN, SHOES, TRADE, WALLET};

const CLICK: &str = "gk_click_id";
const EVENT: &str = "cnv_event_id";

pub fn all(maker: &mut Maker) {
    for _ in 0..3 {
        encoded(maker);
        extra_parameters(maker);
        money(maker);
        edges(maker);
    }
    methods(maker);
    other_requests(maker);
    robots(maker);
}

fn plain(maker: &mut Maker) -> Draft {
    let offer: &Offer = maker.rng.pick::<&Offer>(&PLAIN);
    maker.draft(offer)
}

/// Ordinary traffic of all offers that can be right.
pub fn ordinary(maker: &mut Maker, count: usize) {
    let busy: Vec<&Offer> =
        OFFERS.into_iter().filter(|o| o.status == "active" && !["T-210", "T-211"].contains(&o.id)).collect();
    for _ in 0..count {
        let offer: &Offer = maker.rng.pick::<&Offer>(&busy);
        let draft = maker.draft(offer);
        maker.right("ordinary", draft);
    }
}

/// The value is the same, whoever wrote it how.
fn encoded(maker: &mut Maker) {
    let draft = plain(maker);
    let hyphens = draft.click_id.replace('-', "%2D");
    maker.right("encoded-hyphens", draft.set(CLICK, &hyphens));
    let draft = plain(maker);
    let digits: String = draft.click_id.bytes().map(|b| format!("%{b:02x}")).collect();
    maker.right("encoded-id", draft.set(CLICK, &digits));
    let draft = plain(maker).rename(CLICK, "gk%5Fclick%5Fid");
    maker.right("encoded-name", draft);
    let draft = maker.draft(&TRADE).set(EVENT, "%53ign%55p");
    maker.right("encoded-event", draft);
    let draft = maker.draft(&GAMES).set(EVENT, "Level+10");
    maker.right("plus-in-event", draft);
    let draft = maker.draft(&GAMES).set(EVENT, "Level%2010");
    maker.right("blank-in-event", draft);
}

/// What is none of the click's and the event's business.
fn extra_parameters(maker: &mut Maker) {
    let pieces = [
        "cnv_sub_1=%7Bsub1%7D",
        "cnv_sub_1={aff_sub}",
        "cnv_sub_2=null",
        "cnv_sub_3=",
        "utm_source=gokart&utm_medium=s2s",
        "ts=1773303242",
        "country=DE&lang=de-DE",
        "redirect=https%3A%2F%2Fshop.example%2Fthanks%3Fgk_click_id%3D1",
        "amp;cnv_amount=3",
        "cnv_user_id=0",
        "cnv_sub_1=a%20b%09c",
        "cnv_sub_4=caf\u{e9}",
        "cnv_sub_5=\"quoted\\\"",
        "",
    ];
    for piece in pieces {
        let draft = plain(maker).with(piece);
        maker.right("extra-parameter", draft);
    }
    // Long, but below the limit with its host and without.
    let filler = maker.rng.hex(7_700);
    let draft = plain(maker).with(&format!("cnv_sub_1={filler}"));
    maker.right("long", draft);
}

/// Findings that cost money, and not the conversion.
fn money(maker: &mut Maker) {
    for amount in ["1,5", "%7Bamount%7D", "{payout}", "-3", "", "24.90%20EUR"] {
        let draft = plain(maker).without("cnv_amount").with(&format!("cnv_amount={amount}"));
        maker.right("amount", draft);
    }
    let draft = plain(maker).with("currency=XXQ");
    maker.right("currency", draft);
}

/// Near the limits, on the right side of them.
fn edges(maker: &mut Maker) {
    for offer in [&BANK, &KITCHEN, &SHOES, &WALLET, &FIT, &LOANS] {
        let time = maker.time();
        let draft = maker.draft_at(offer, time, offer.hours * HOUR - HOUR);
        maker.right("late-enough", draft);
        let time = maker.time();
        let draft = maker.draft_at(offer, time, 1);
        maker.right("at-once", draft);
    }
    // One event needs no id; more is not said of this offer.
    let draft = maker.draft(&WALLET);
    maker.right("single-event", draft);
}

fn methods(maker: &mut Maker) {
    for _ in 0..3 {
        let draft = plain(maker).method("POST");
        maker.right("post-with-query", draft);
        for method in ["HEAD", "OPTIONS", "PUT"] {
            let draft = plain(maker).method(method);
            maker.other("method", draft);
        }
    }
}

fn other_requests(maker: &mut Maker) {
    let paths = ["/", "/favicon.ico", "/robots.txt", "/cgi-bin/luci", "/.env", "/healthz", "/status", "/wp-login.php"];
    for path in paths {
        let draft = plain(maker).path(path).status(404);
        maker.other("other-path", Draft { query: Vec::new(), ..draft });
    }
    for _ in 0..3 {
        // Somebody clicks: the partner's parameters, on the redirect path.
        let path = format!("/api/v1/offer-link/redirect/{}", maker.rng.uuid());
        let draft = plain(maker).path(&path).status(302);
        let query = vec![format!("pub_click_id={}", maker.rng.hex(20)), "pub_member_id=41".to_owned()];
        maker.other("click", Draft { query, ..draft });
        let draft = plain(maker).path("/search").status(404);
        maker.other("other-query", Draft { query: vec!["q=shoes&page=2".to_owned()], ..draft });
    }
}

/// Known by their agents, so unknown where a log has none: then they are what they would be from anybody.
fn robots(maker: &mut Maker) {
    let agents = [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "ELB-HealthChecker/2.0",
        "kube-probe/1.29",
        "GoogleHC/1.0",
    ];
    for agent in agents {
        let draft = plain(maker).set(CLICK, "%7Bclick_id%7D").by("192.0.2.66", agent).status(400);
        let blind = [Answer::Record("unresolved-macro", &["encoded"])];
        maker.special("robot", draft, where_seen(sees::AGENT, &[Answer::Other], &blind));
        let draft = plain(maker).by("192.0.2.67", agent).status(400);
        let blind = [Answer::Record("missing-click-id", &["none"])];
        let bare = Draft { query: Vec::new(), ..draft };
        maker.special("health-check", bare, where_seen(sees::AGENT, &[Answer::Other], &blind));
    }
}
