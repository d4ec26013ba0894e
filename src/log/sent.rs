//! The parameters of a received postback, each with what its receiver reads from it.

use super::network;
use super::value::received;
use crate::link::{Link, Param, decoded};
use crate::platform::{Fact, Network, Platform, find, is_called, is_click_id_name};

/// A parameter as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentParam {
    /// Its name, decoded, without what an entity left before it.
    pub key: String,
    /// Its value as it was sent.
    pub raw: String,
    /// Its number among the parameters.
    pub index: usize,
    /// `&amp;` stands before it where `&` should: its receiver reads another name.
    pub by_entity: bool,
}

/// What a postback carries.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// The click id, once for each parameter that carries it.
    pub click_id: Vec<SentParam>,
    /// A parameter that was meant for it.
    pub near: Option<SentParam>,
    /// The event.
    pub event: Option<SentParam>,
    /// A parameter that was meant for it.
    pub near_event: Option<SentParam>,
    /// What tells one conversion from its repetition, with the parameter's name.
    pub unique: Option<(String, String)>,
    /// What the conversion is worth.
    pub amount: Option<String>,
    /// Its currency.
    pub currency: Option<String>,
    /// Its status.
    pub status: Option<String>,
    /// The offer that the request names.
    pub offer: Option<String>,
}

/// Who reads the parameters.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'r> {
    /// The platform, where it is known.
    pub platform: Network,
    /// What it does with what it receives.
    pub network: &'static network::Network,
    /// Parameters that carry the click id on the offers' own endpoints.
    pub own: &'r [String],
    /// A platform sent it to a partner, who names the parameter as he likes.
    pub outgoing: bool,
}

impl Reader<'_> {
    /// Reads the parameters of a link to `path`.
    #[must_use]
    pub fn read(&self, link: &Link, path: &str) -> Sent {
        let mut sent = Sent::default();
        let params: Vec<SentParam> = link.all_params().iter().enumerate().map(|(i, p)| found(link, i, p)).collect();
        sent.click_id = params.iter().filter(|p| self.is_click_id(&p.key, path)).cloned().collect();
        if sent.click_id.is_empty() {
            sent.near = self.near_click_id(&params, path);
        }
        let other = |p: &&SentParam| !sent.click_id.iter().any(|c| c.index == p.index);
        let first = |is: &dyn Fn(&str) -> bool| params.iter().filter(other).find(|p| is(&p.key)).cloned();
        sent.event = first(&|key| self.is_event(key, path));
        if sent.event.is_none() && self.platform.is_some() {
            sent.near_event = first(&|key| is_called(key, &EVENTS));
        }
        let value =
            |found: Option<SentParam>| found.map(|f| received(&f.raw).trim().to_owned()).filter(|v| !v.is_empty());
        let unique = params.iter().filter(other).find(|p| !p.raw.is_empty() && self.is_unique(&p.key, path));
        sent.unique =
            unique.map(|p| (p.key.clone(), received(&p.raw).trim().to_owned())).filter(|(_, v)| !v.is_empty());
        sent.amount = value(first(&|key| self.is(|r| r.receives.payout, key, &AMOUNTS)));
        sent.currency = value(first(&|key| is_called(key, &["currency", "cur", "currencycode", "cnvcurrency"])));
        sent.status =
            value(first(&|key| self.is(|r| r.receives.status, key, &["status", "cnvstatus", "conversionstatus"])));
        sent.offer = value(first(&|key| self.network.offer.contains(&key)));
        sent
    }

    /// A fact of the platform; where none is known, a usual name.
    fn is(&self, facts: impl Fn(&Platform) -> &'static [Fact], key: &str, usual: &[&str]) -> bool {
        match self.platform.map(facts).filter(|facts| !facts.is_empty()) {
            Some(facts) => find(facts, key).is_some(),
            None => is_called(key, usual),
        }
    }

    fn is_click_id(&self, key: &str, path: &str) -> bool {
        if self.own.iter().any(|own| own == key) {
            return true;
        }
        match self.platform {
            Some(platform) => {
                let receives = &platform.receives;
                match receives.endpoint(path).filter(|e| !e.click_id.is_empty()) {
                    Some(endpoint) => endpoint.click_id.iter().any(|f| f.is(key)),
                    None => receives.click_id().any(|f| f.is(key)),
                }
            }
            None if self.outgoing => is_click_id_name(key) || key.to_ascii_lowercase().contains("click"),
            None => self.own.is_empty() && is_click_id_name(key) && !is_called(key, &UNIQUE),
        }
    }

    fn is_event(&self, key: &str, path: &str) -> bool {
        let known = self.platform.is_none() || self.platform.is_some_and(|p| !p.receives.event.is_empty());
        known
            && self.is(|p| p.receives.event, key, &EVENTS)
            && self.platform.is_none_or(|p| p.receives.reads(key, path))
    }

    fn is_unique(&self, key: &str, path: &str) -> bool {
        match self.platform {
            Some(platform) => find(platform.receives.unique_id, key).is_some() && platform.receives.reads(key, path),
            None => is_called(key, &UNIQUE),
        }
    }

    /// The parameter that was meant for the click id: with another case or other separators, a letter off, or by a name
    /// that others give it.
    fn near_click_id(&self, params: &[SentParam], path: &str) -> Option<SentParam> {
        let platform = self.platform?;
        let wanted: Vec<&str> = match platform.receives.endpoint(path).filter(|e| !e.click_id.is_empty()) {
            Some(endpoint) => endpoint.click_id.iter().map(|f| f.name).collect(),
            None => platform.receives.click_id().map(|f| f.name).collect(),
        };
        let squeezed = |text: &str| -> String {
            text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
        };
        let documented = |key: &str| platform.receives.params().any(|f| f.is(key)) || self.network.offer.contains(&key);
        let rank = |p: &SentParam| -> Option<usize> {
            let key = squeezed(&p.key);
            let same = wanted.iter().any(|w| squeezed(w) == key);
            let near = || wanted.iter().any(|w| w.len() >= 6 && strsim::osa_distance(&squeezed(w), &key) <= 2);
            match () {
                () if same => Some(0),
                () if documented(&p.key) => None,
                () if near() => Some(1),
                () if is_click_id_name(&p.key) => Some(2),
                () => None,
            }
        };
        params
            .iter()
            .filter_map(|p| Some((rank(p)?, p)))
            .min_by_key(|(rank, p)| (*rank, p.index))
            .map(|(_, p)| p.clone())
    }
}

const EVENTS: [&str; 11] = [
    "event",
    "eventid",
    "eventname",
    "eventtoken",
    "eventtype",
    "goal",
    "goalid",
    "goalname",
    "cnveventid",
    "action",
    "goalref",
];
const UNIQUE: [&str; 10] = [
    "txid",
    "transactionid",
    "orderid",
    "uniqueid",
    "conversionid",
    "txnid",
    "advsub",
    "actionid",
    "saleid",
    "conversionuniqueid",
];
const AMOUNTS: [&str; 7] = ["amount", "payout", "revenue", "sum", "price", "saleamount", "value"];

fn found(link: &Link, index: usize, param: &Param) -> SentParam {
    let separator = link.of(param.separator);
    let key = decoded(link.key(param)).into_owned();
    // `?amp;gk_click_id=`: the first parameter has no separator of its own to be told by.
    let (key, left) = match ["amp;", "#38;", "#038;", "#x26;"].iter().find_map(|e| key.strip_prefix(e)) {
        Some(rest) => (rest.to_owned(), true),
        None => (key, false),
    };
    SentParam {
        key,
        raw: link.value(param).to_owned(),
        index,
        by_entity: left || separator.len() > 1 && separator.ends_with(';'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Anatomy;
    use crate::platform::Catalogue;

    fn sent(network: Option<&str>, target: &str) -> Sent {
        let catalogue = Catalogue::default();
        let platform = network.and_then(|n| catalogue.named(n));
        let reader = Reader { platform, network: network::Network::of(network), own: &[], outgoing: false };
        let mut anatomy = Anatomy::default();
        anatomy.split(target);
        let link = Link::new(target, &anatomy);
        reader.read(&link, super::super::endpoint::path_and_query(target).0)
    }

    #[test]
    fn parameters_are_read_as_their_receiver_does() {
        let gokart =
            sent(Some("gokart"), "/postback?gk_click_id=a&cnv_event_id=Buy&cnv_amount=2&cnv_conversion_id=M-1");
        assert_eq!((gokart.click_id[0].raw.as_str(), gokart.event.unwrap().raw.as_str()), ("a", "Buy"));
        assert_eq!((gokart.unique.unwrap().1.as_str(), gokart.amount.as_deref()), ("M-1", Some("2")));
        let cake = sent(Some("cake"), "/api/2/conversion.json?api_key=k&click_id=7&offer_id=5150&unique_id=U");
        assert_eq!(
            (cake.click_id[0].key.as_str(), cake.offer.as_deref(), cake.unique.unwrap().1.as_str()),
            ("click_id", Some("5150"), "U")
        );
        let open = sent(None, "/postback?click_id=9f1c&event=signup&txid=HB-1&payout=4");
        assert_eq!((open.click_id[0].raw.as_str(), open.unique.unwrap().1.as_str()), ("9f1c", "HB-1"));
    }

    #[test]
    fn a_parameter_that_was_meant_for_the_click_id_is_named() {
        for (query, wanted) in [
            ("clickid=a", Some("clickid")),
            ("GK_CLICK_ID=a", Some("GK_CLICK_ID")),
            ("gk_clik_id=a", Some("gk_clik_id")),
            ("transaction_id=x&gkclickid=a", Some("gkclickid")),
            ("cnv_conversion_id=x", None),
            ("cnv_user_id=x", None),
        ] {
            let found = sent(Some("gokart"), &format!("/postback?{query}"));
            assert_eq!(found.near.map(|f| f.key).as_deref(), wanted, "{query}");
        }
    }

    #[test]
    fn an_entity_before_a_name_is_noticed() {
        let found = sent(Some("gokart"), "/postback?amp;cnv_event_id=Buy&amp;gk_click_id=a");
        assert!(found.click_id[0].by_entity && found.event.unwrap().by_entity);
        let found = sent(Some("gokart"), "/postback?gk_click_id=a&amp;cnv_amount=2");
        assert!(!found.click_id[0].by_entity);
    }
}
