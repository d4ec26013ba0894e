//! What is the same for all records of a run.

use super::address::Proxies;
use super::clicks::Clicks;
use super::endpoint::Endpoints;
use super::network::Dedupe;
use super::offers::Offers;
use super::shape::Shape;
use super::time::{Clock, Time};
use crate::platform::{Catalogue, Network};
use crate::rule::Hosts;
use std::net::IpAddr;

/// What is the same for all records of a run.
pub struct LogSetup<'s> {
    /// Every platform.
    pub catalogue: &'s Catalogue,
    /// Hosts that the configuration names.
    pub hosts: &'s Hosts,
    /// Whose endpoint this is, where it is known for all.
    pub network: Network,
    /// Which requests are postbacks.
    pub endpoints: Endpoints,
    /// The offers.
    pub offers: &'s Offers,
    /// The clicks, where they were handed in.
    pub clicks: Option<&'s Clicks>,
    /// The shape of click ids.
    pub shape: Shape,
    /// Reads times.
    pub clock: Clock,
    /// The session window where no offer tells one, in seconds.
    pub window: Option<i64>,
    /// How far the log's clock is behind that of the clicks, in seconds.
    pub skew: i64,
    /// Networks that hide senders.
    pub proxies: Proxies,
    /// Addresses behind which many senders stand although they are no known proxies'.
    pub fronts: Vec<IpAddr>,
    /// Tests are what this log is of.
    pub sandbox: bool,
    /// What makes a repetition, where somebody said so.
    pub dedupe: Option<Dedupe>,
    /// Only records of this time are judged.
    pub since: Option<Time>,
    /// Only records before this time are judged.
    pub until: Option<Time>,
    /// Parameters that carry the click id on the offers' own endpoints.
    pub own_click_id: Vec<String>,
}
