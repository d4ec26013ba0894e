//! The network that the logs are about: its offers, and the clicks that it counted.

use super::clock::{DAY, HOUR, iso, midnight};
use std::fmt::Write as _;

/// The log: three days.
pub const BEGIN: i64 = midnight(2026, 3, 9);
pub const END: i64 = BEGIN + 3 * DAY;
/// The clicks begin more than the longest window before the log does, and end three hours before it does.
pub const CLICKS_BEGIN: i64 = BEGIN - 32 * DAY;
pub const CLICKS_END: i64 = END - 3 * HOUR;

pub const HOST: &str = "api.linnet.getgokart.ai";
/// What the offers' environment, production, does not allow.
pub const SANDBOX: &str = "sandbox.linnet.getgokart.ai";
pub const PATHS: [&str; 2] = ["/postback", "/api/v1/postback"];

pub struct Offer {
    pub id: &'static str,
    pub name: &'static str,
    pub status: &'static str,
    /// None: the offer has one event, which needs no id.
    pub events: &'static [&'static str],
    /// The window, in hours.
    pub hours: i64,
    pub token: Option<&'static str>,
    pub allow: &'static [&'static str],
}

const fn offer(id: &'static str, name: &'static str, events: &'static [&'static str], hours: i64) -> Offer {
    Offer { id, name, status: "active", events, hours, token: None, allow: &[] }
}

pub const BANK: Offer = offer("T-201", "Willow Bank", &["Registration", "Deposit"], 168);
pub const TRADE: Offer = offer("T-202", "Slate Trade", &["SignUp", "FirstTrade"], 720);
pub const KITCHEN: Offer = offer("T-203", "Pepper Kitchen", &["install", "Order"], 72);
pub const WALLET: Offer = offer("T-204", "Moth Wallet", &[], 48);
pub const FIT: Offer =
    Offer { token: Some("tk_84c1e07d2b"), ..offer("T-205", "Robin Fit", &["Trial", "Subscribe"], 336) };
pub const LOANS: Offer = Offer {
    allow: &["198.51.100.32/28", "2001:db8:0:42::/64"],
    ..offer("T-206", "Quay Loans", &["Lead", "Approved"], 720)
};
pub const GAMES: Offer = offer("T-207", "Flint Games", &["Level 1", "Level 10"], 72);
pub const PAUSED: Offer = Offer { status: "paused", ..offer("T-208", "Fir Insurance", &["Quote"], 168) };
pub const EXPIRED: Offer = Offer { status: "expired", ..offer("T-209", "Fir Insurance, winter", &["Quote"], 168) };
/// Has clicks, and never a postback.
pub const SILENT: Offer = offer("T-210", "Still Harbour", &["Lead"], 168);
/// Its second event never comes under its right name.
pub const PUZZLE: Offer = offer("T-211", "Dace Puzzle", &["LevelOne", "LevelTen"], 168);
pub const SHOES: Offer = offer("T-212", "Wren Shoes", &["signup", "purchase"], 24);
/// Named by clicks, but not in the file of offers.
pub const UNLISTED: Offer = offer("T-999", "Nobody knows", &["Lead"], 168);

/// The offers in the file.
pub const OFFERS: [&Offer; 12] =
    [&BANK, &TRADE, &KITCHEN, &WALLET, &FIT, &LOANS, &GAMES, &PAUSED, &EXPIRED, &SILENT, &PUZZLE, &SHOES];
/// The offers without any condition: faults that are about something else use these.
pub const PLAIN: [&Offer; 4] = [&BANK, &TRADE, &KITCHEN, &SHOES];

pub struct Click {
    pub id: String,
    pub time: i64,
    pub offer: &'static str,
}

/// tracklint's own format.
pub fn offers_yaml() -> String {
    let mut out = String::from("offers:\n");
    for offer in OFFERS {
        let host = offer.id.to_lowercase();
        let _ = writeln!(out, "  - id: \"{}\"\n    name: \"{}\"\n    status: {}", offer.id, offer.name, offer.status);
        let _ = writeln!(out, "    network: gokart\n    environment: production");
        let _ = writeln!(out, "    tracking_link: \"https://go.{host}.example/start?click_id={{gk_click_id}}\"");
        let event = if offer.events.is_empty() { "" } else { "&cnv_event_id={event_name}" };
        let token = offer.token.map_or_else(String::new, |t| format!("&token={t}"));
        let _ = writeln!(
            out,
            "    postback_url: \"https://{HOST}/api/v1/postback?gk_click_id={{click_id}}{event}{token}\""
        );
        list(&mut out, "events", offer.events, "id: ");
        list(&mut out, "allow_list", offer.allow, "");
        if let Some(token) = offer.token {
            let _ = writeln!(out, "    postback_token: {token}");
        }
        let _ = writeln!(out, "    session_hours: {}\n    payout: 20\n    currency: USD", offer.hours);
    }
    out
}

fn list(out: &mut String, key: &str, values: &[&str], before: &str) {
    if !values.is_empty() {
        let _ = writeln!(out, "    {key}:");
    }
    for value in values {
        let _ = writeln!(out, "      - {before}\"{value}\"");
    }
}

/// The clicks as the network exports them, oldest first.
pub fn clicks_csv(clicks: &[Click]) -> String {
    let mut sorted: Vec<&Click> = clicks.iter().collect();
    sorted.sort_by(|a, b| (a.time, &a.id).cmp(&(b.time, &b.id)));
    let mut out = String::from("click_id,time,offer,partner,link\n");
    for (number, click) in sorted.iter().enumerate() {
        let (partner, host) = ([41, 107, 233][number % 3], click.offer.to_lowercase());
        let _ = writeln!(
            out,
            "{},{}Z,{},{partner},https://go.{host}.example/start",
            click.id,
            iso(click.time),
            click.offer
        );
    }
    out
}
