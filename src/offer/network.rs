//! Whose click id a link carries, where the file's shape says it.

use super::model::{Offer, Site};
use super::offers::Offers;
use crate::link::{Anatomy, Link};
use crate::platform::{Fact, MacroKind, Network, Platform, Role, generic_kind};

impl Offers<'_> {
    /// The network of a link, whose text is `text`: what the offer that it belongs to names, else the platform whose
    /// export this is. `near` is the offer that is looked at, or none of the file's.
    ///
    /// An export says it only of links that this platform fills or receives, and only where the rules can judge them
    /// by its table: not where a macro stands that is in no list and may be an id of the click, nor where the postback
    /// goes to an address of which the table knows nothing. `memory` is used on the way.
    #[must_use]
    pub fn network_of(&self, site: &Site, near: &Offer, text: &str, memory: &mut Anatomy) -> Network {
        let named = |owner| match self.networks.get(&owner) {
            _ if near.number == Some(owner) => near.named_network(),
            Some(network) => *network,
            None => self.offer(owner).named_network(),
        };
        if let Some(named) = site.offer.and_then(named) {
            return Some(named);
        }
        let platform = self.export?;
        memory.split(text);
        let link = Link::new(text, memory);
        let judged = match site.role? {
            Role::TrackingLink => carries(&link, platform, platform.fires.issued_click_id, &[MacroKind::ClickId]),
            Role::PartnerPostback => {
                let ids = [MacroKind::ClickId, MacroKind::Sub, MacroKind::UniqueId];
                carries(&link, platform, platform.fires.returned_click_id, &ids)
            }
            Role::Postback => {
                let endpoint = platform.receives.endpoint(link.path()).is_some_and(|e| !e.path.is_empty());
                endpoint || platform.receives.click_id().any(|f| link.param(f.name).is_some())
            }
            _ => false,
        };
        judged.then_some(platform)
    }
}

impl Offer<'_> {
    /// The network that it names, if that is a known one.
    pub fn named_network(&self) -> Network {
        self.network.as_ref().and_then(|(network, _)| *network)
    }
}

/// One of `wanted` is there, or certainly no id is: no macro of one of these kinds, none that nobody knows.
fn carries(link: &Link, platform: &'static Platform, wanted: &'static [Fact], kinds: &[MacroKind]) -> bool {
    if wanted.is_empty() {
        return false;
    }
    let mut names = link.all_macros().iter().map(|m| link.macro_name(m));
    let is_wanted = |name: &str| wanted.iter().any(|f| f.is(name));
    let may_be = |name: &str| match platform.macro_fact(name) {
        Some((fact, kind)) => kinds.contains(&kind) || !fact.sure,
        None => generic_kind(name).is_none(),
    };
    names.clone().any(is_wanted) || !names.any(may_be)
}
