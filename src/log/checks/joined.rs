//! What the clicks and the offers say of it.

use crate::log::hit::{Hit, LocatedReason, Remark};
use crate::log::lintable::EXAMPLE_CLICK_ID;
use crate::log::offers::Offers;
use crate::log::scene::RequestView;
use crate::log::setup::LogSetup;
use crate::log::verdict::{Reason, Verdict};
use crate::offer::Status;

/// Seconds by which a postback may come before its click without anybody wondering: two clocks never agree.
const CLOCKS_DIFFER: i64 = 30;

/// How far clicks have to reach back where no window is known: nobody's is longer.
const LONGEST_WINDOW: i64 = 30 * 86_400;

/// The click id that `pair` prints, and those of the networks' own pages.
const EXAMPLES: [&str; 2] = ["efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32", "1027c887059b47bc69c699f45466b9"];

/// Whether a click has the id.
pub fn click(
    setup: &LogSetup,
    hit: &Hit,
    scene: &RequestView,
    open: &mut Option<LocatedReason>,
) -> Option<LocatedReason> {
    let id = hit.click_id.as_deref()?;
    let found = scene.sent.click_id.first();
    let of = |ruling: LocatedReason| found.map_or(ruling.clone(), |f| ruling.of(&f.key, &f.raw));
    if hit.click.as_ref().is_some_and(|c| c.time.is_some() || c.offer.is_some()) {
        return None;
    }
    if EXAMPLES.contains(&id) || id == EXAMPLE_CLICK_ID {
        return Some(of(LocatedReason::new(Verdict::InvalidClickId, Reason::Test)));
    }
    let clicks = setup.clicks?;
    let window = scene.offer.and_then(|o| o.window).or(setup.window).or(setup.offers.longest_window());
    let covered = hit.time.is_some_and(|t| clicks.cover(t.plus(setup.skew), window.unwrap_or(LONGEST_WINDOW)));
    if covered {
        return Some(of(LocatedReason::new(Verdict::InvalidClickId, Reason::Unknown)));
    }
    open.get_or_insert(of(LocatedReason::new(Verdict::NotJudged, Reason::Clicks)));
    None
}

/// Whether it came in the time in which the click counts.
pub fn window(setup: &LogSetup, hit: &Hit, scene: &RequestView) -> Option<LocatedReason> {
    let seconds = hit.click.as_ref()?.seconds?;
    let window = scene.offer.and_then(|o| o.window).or(setup.window);
    let expired = |reason| Some(LocatedReason::new(Verdict::ExpiredClickId, reason));
    match window {
        _ if seconds < -CLOCKS_DIFFER => expired(Reason::BeforeClick),
        Some(window) if seconds > window => expired(Reason::Late),
        _ if scene.offer.and_then(|o| o.least).is_some_and(|least| (0..least).contains(&seconds)) => {
            expired(Reason::TooEarly)
        }
        _ => None,
    }
}

/// Whether the offer takes conversions, and is the click's.
pub fn offer(
    setup: &LogSetup,
    hit: &Hit,
    scene: &RequestView,
    remarks: &mut Vec<Remark>,
    open: &mut Option<LocatedReason>,
) -> Option<LocatedReason> {
    let offers = setup.offers;
    let by_click = hit.click.as_ref().and_then(|c| c.offer.as_deref());
    let asked = scene.sent.offer.as_deref();
    let wrong =
        |reason, name: &str| Some(LocatedReason::new(Verdict::OfferInactive, reason).naming(Some(name.to_owned())));
    let is_unknown = |id: &str| !offers.is_empty() && offers.named(id).is_none();
    // The file may lack the click's offer as well: then it is the file that is short.
    if let Some(asked) = asked.filter(|asked| is_unknown(asked) && !by_click.is_some_and(is_unknown)) {
        return wrong(Reason::Unknown, asked);
    }
    if let (Some(by_click), Some(asked)) = (by_click, asked)
        && by_click != asked
        && !same(offers, by_click, asked)
    {
        return wrong(Reason::OtherOffer, asked);
    }
    let Some(offer) = scene.offer else {
        if !offers.is_empty() && by_click.is_some() {
            open.get_or_insert(LocatedReason::new(Verdict::NotJudged, Reason::Offer));
        }
        return None;
    };
    let reason = match offer.status? {
        Status::Paused => Reason::Paused,
        Status::Expired | Status::Deleted => Reason::Expired,
        Status::Active | Status::Pending => return None,
    };
    if scene.reader.network.rejects_inactive == Some(true) {
        return wrong(reason, &offer.id);
    }
    remarks.push(Remark::OfferInactive);
    None
}

fn same(offers: &Offers, one: &str, other: &str) -> bool {
    let (one, other) = (offers.named(one), offers.named(other));
    one.is_some() && one == other
}
