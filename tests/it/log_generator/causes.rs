//! One log: ordinary traffic, everything that can go wrong with it, and a few causes with a history.

use super::clock::{DAY, HOUR, MINUTE};
use super::hit::{Answer, Hit, always};
use super::maker::Maker;
use super::world::{
    BANK, BEGIN, CLICKS_BEGIN, CLICKS_END, Click, END, EXPIRED, KITCHEN, PAUSED, PLAIN, PUZZLE, SHOES, SILENT, TRADE,
    UNLISTED,
};
use super::{faults, repeats, rights};

/// The sender that was right until its macro was no longer filled in: since when, and how many before.
pub const BROKEN: &str = "198.51.100.101";
pub const BROKEN_SINCE: i64 = BEGIN + 2 * DAY + 14 * HOUR + 5 * MINUTE;
pub const BROKEN_RIGHT: usize = 20;
pub const BROKEN_WRONG: usize = 12;
/// The sender that used another name for the click id between two times.
pub const MENDED: &str = "198.51.100.102";
pub const MENDED_SINCE: i64 = BEGIN + DAY + 9 * HOUR + 30 * MINUTE;
pub const MENDED_COUNTS: [usize; 3] = [8, 6, 5];
/// More addresses than are told apart.
pub const CROWD: usize = 24;
/// How often an event came under a wrong name that never came under its own.
pub const INSTEAD: usize = 6;

pub struct Log {
    pub clicks: Vec<Click>,
    /// In the order of their times.
    pub hits: Vec<Hit>,
}

/// `behind`: by how many seconds the log's clock is behind the clock of the clicks.
pub fn log(seed: u64, behind: i64) -> Log {
    let mut maker = Maker::new(seed);
    rights::ordinary(&mut maker, 420);
    rights::all(&mut maker);
    faults::all(&mut maker);
    repeats::all(&mut maker);
    expired(&mut maker);
    inactive(&mut maker);
    answered(&mut maker);
    histories(&mut maker);
    last_hours(&mut maker);
    silent_clicks(&mut maker);
    let Maker { clicks, mut hits, .. } = maker;
    for hit in &mut hits {
        hit.time -= behind;
    }
    hits.sort_by_key(|h| (h.time, h.serial));
    Log { clicks, hits }
}

fn expired(maker: &mut Maker) {
    for offer in [&BANK, &TRADE, &KITCHEN, &SHOES, &BANK] {
        // The longest window and an hour are still inside the export.
        let time = maker.time();
        let late = maker.draft_at(offer, time, offer.hours * HOUR + HOUR);
        maker.wrong("late", late, "expired-click-id", &["late"]);
        let time = maker.rng.between(BEGIN + HOUR, CLICKS_END - 12 * HOUR);
        let ago = -maker.rng.between(2 * HOUR, 10 * HOUR);
        let before = maker.draft_at(offer, time, ago);
        maker.wrong("before-click", before, "expired-click-id", &["before-click"]);
    }
}

fn inactive(maker: &mut Maker) {
    for _ in 0..4 {
        let draft = maker.draft(&PAUSED);
        maker.wrong("paused", draft, "offer-inactive", &["paused"]);
        let draft = maker.draft(&EXPIRED);
        maker.wrong("expired", draft, "offer-inactive", &["expired"]);
        let draft = maker.draft(&UNLISTED);
        maker.special("unlisted-offer", draft, always(&[Answer::Record("not-judged", &["offer"])]));
    }
}

/// Nothing is wrong with these but the answer.
fn answered(maker: &mut Maker) {
    let refused = [(401, "unauthorised", &["refused"]), (403, "unauthorised", &["refused"])];
    let server = [500, 502, 503, 504, 429].map(|s| (s, "not-processed", &["server-error"]));
    let client = [400, 404, 410, 422].map(|s| (s, "not-processed", &["client-error"]));
    for (status, verdict, reasons) in refused.into_iter().chain(refused).chain(server).chain(client) {
        let offer = *maker.rng.pick(&PLAIN);
        let draft = maker.draft(offer).status(status);
        maker.wrong("answered", draft, verdict, reasons);
    }
}

/// Senders whose history the summary has to tell.
fn histories(maker: &mut Maker) {
    let agent = "python-requests/2.32.3";
    for number in 0..BROKEN_RIGHT {
        let time = BEGIN + 2 * HOUR + number as i64 * 2 * HOUR;
        let draft = maker.draft_at(&BANK, time, 20 * MINUTE).by(BROKEN, agent);
        maker.right("broken-before", draft);
    }
    for number in 0..BROKEN_WRONG {
        let time = BROKEN_SINCE + number as i64 * 17 * MINUTE;
        let draft = maker.draft_at(&BANK, time, 20 * MINUTE).by(BROKEN, agent);
        maker.wrong("broken", draft.set("gk_click_id", "%7Bclick_id%7D"), "unresolved-macro", &["encoded"]);
    }
    let [before, wrong, after] = MENDED_COUNTS;
    for number in 0..before + wrong + after {
        let time = MENDED_SINCE + (number as i64 - before as i64) * 31 * MINUTE;
        let draft = maker.draft_at(&TRADE, time, 9 * MINUTE).by(MENDED, agent);
        if (before..before + wrong).contains(&number) {
            maker.wrong("mended", draft.rename("gk_click_id", "clickid"), "missing-click-id", &["near-miss"]);
        } else {
            maker.right("mended-right", draft);
        }
    }
    for number in 0..CROWD {
        let time = BEGIN + 30 * HOUR + number as i64 * 7 * MINUTE;
        let draft = maker.draft_at(&KITCHEN, time, 5 * MINUTE).by(&format!("203.0.113.{}", number + 1), agent);
        maker.wrong("crowd", draft.set("gk_click_id", "{external_id}"), "unresolved-macro", &["macro"]);
    }
    for _ in 0..8 {
        let draft = maker.draft(&PUZZLE).set("cnv_event_id", "LevelOne");
        maker.right("puzzle", draft);
    }
}

/// Between the end of the clicks and the end of the log: an id that is known is right all the same.
fn last_hours(maker: &mut Maker) {
    for _ in 0..6 {
        let time = maker.rng.between(CLICKS_END + 10 * MINUTE, END - HOUR);
        let ago = time - CLICKS_END + maker.rng.between(MINUTE, HOUR);
        let draft = maker.draft_at(&TRADE, time, ago);
        maker.right("after-the-clicks", draft);
    }
}

/// Clicks that lead to nothing: some of every offer, all of one, and the ends of the export.
fn silent_clicks(maker: &mut Maker) {
    for number in 0..120 {
        let offer = if number < 40 { &SILENT } else { *maker.rng.pick(&PLAIN) };
        let time = maker.time();
        maker.click(offer, time, MINUTE);
    }
    maker.click(&BANK, CLICKS_BEGIN, 0);
    maker.click(&BANK, CLICKS_END, 0);
}
