//! Addresses of senders: which say who it was, which belong to a proxy, and which are on a list.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Networks of services that stand before other people's servers and pass requests on. Requests come from their
/// addresses, whoever sends them. Cloudflare's list is <https://www.cloudflare.com/ips/>, Fastly's
/// <https://api.fastly.com/public-ip-list>, those of Google's load balancers
/// <https://cloud.google.com/load-balancing/docs/https#firewall-rules>; CloudFront's are the ranges it uses towards
/// origins.
const PROXIES: [&str; 36] = [
    "173.245.48.0/20",
    "103.21.244.0/22",
    "103.22.200.0/22",
    "103.31.4.0/22",
    "141.101.64.0/18",
    "108.162.192.0/18",
    "190.93.240.0/20",
    "188.114.96.0/20",
    "197.234.240.0/22",
    "198.41.128.0/17",
    "162.158.0.0/15",
    "104.16.0.0/13",
    "104.24.0.0/14",
    "172.64.0.0/13",
    "131.0.72.0/22",
    "2400:cb00::/32",
    "2606:4700::/32",
    "2803:f800::/32",
    "2405:b500::/32",
    "2405:8100::/32",
    "2a06:98c0::/29",
    "2c0f:f248::/32",
    "23.235.32.0/20",
    "43.249.72.0/22",
    "103.244.50.0/24",
    "146.75.0.0/17",
    "151.101.0.0/16",
    "157.52.64.0/18",
    "167.82.0.0/17",
    "199.232.0.0/16",
    "130.211.0.0/22",
    "35.191.0.0/16",
    "130.176.0.0/16",
    "64.252.64.0/18",
    "70.132.0.0/18",
    "15.158.0.0/16",
];

/// A range of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    first: u128,
    last: u128,
}

impl Range {
    /// Reads `198.51.100.32/28`, `2001:db8::/64`, `198.51.100.7`, `198.51.100.1-198.51.100.9` or `198.51.100.*`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((address, bits)) = text.split_once('/') {
            let address: IpAddr = address.trim().parse().ok()?;
            let bits: u32 = bits.trim().parse().ok()?;
            let width = if address.is_ipv4() { 32 } else { 128 };
            let host = width - Some(bits).filter(|b| *b <= width)?;
            let mask = 1u128.checked_shl(host).map_or(u128::MAX, |m| m - 1);
            let first = number(address) & !mask;
            return Some(Self { first, last: first | mask });
        }
        if let Some((from, to)) = text.split_once('-') {
            let (first, last) = (number(from.trim().parse().ok()?), number(to.trim().parse().ok()?));
            return (first <= last).then_some(Self { first, last });
        }
        if let Some(prefix) = text.strip_suffix(".*") {
            let stars = 3usize.checked_sub(prefix.matches('.').count())?;
            let first = format!("{prefix}{}", ".0".repeat(stars)).parse().ok()?;
            let last = format!("{prefix}{}", ".255".repeat(stars)).parse().ok()?;
            return Some(Self { first: number(first), last: number(last) });
        }
        let one = number(text.parse().ok()?);
        Some(Self { first: one, last: one })
    }

    /// True if the address lies in it.
    #[must_use]
    pub fn has(&self, address: IpAddr) -> bool {
        (self.first..=self.last).contains(&number(address))
    }
}

/// IPv4 addresses as IPv6 writes them, so that all are numbers of one kind.
fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().into(),
        IpAddr::V6(v6) => v6.into(),
    }
}

/// Reads an address as logs write it: `198.51.100.7`, `198.51.100.7:49660`, `[2001:db8::9]:443`.
#[must_use]
pub fn read(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(plain(address));
    }
    if let Some(inner) = text.strip_prefix('[') {
        return inner.split(']').next()?.parse().ok().map(plain);
    }
    let (address, port) = text.rsplit_once(':')?;
    port.bytes().all(|b| b.is_ascii_digit()).then(|| address.parse::<Ipv4Addr>().ok())?.map(IpAddr::V4)
}

/// `::ffff:198.51.100.7` is `198.51.100.7`.
fn plain(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(IpAddr::V6(v6), IpAddr::V4),
        v4 => v4,
    }
}

/// True for an address that no sender on the internet has: it is a machine of the receiver's own.
#[must_use]
pub fn is_private(address: IpAddr) -> bool {
    let v6 = |a: Ipv6Addr| {
        a.is_loopback()
            || a.is_unspecified()
            || a.segments()[0] & 0xFE00 == 0xFC00
            || a.segments()[0] & 0xFFC0 == 0xFE80
    };
    let v4 = |a: Ipv4Addr| {
        let [first, second, ..] = a.octets();
        a.is_private()
            || a.is_loopback()
            || a.is_link_local()
            || a.is_unspecified()
            || first == 100 && second & 0xC0 == 64
    };
    match address {
        IpAddr::V4(a) => v4(a),
        IpAddr::V6(a) => v6(a),
    }
}

/// The networks of known proxies.
#[derive(Clone, Debug)]
pub struct Proxies(Vec<Range>);

impl Default for Proxies {
    fn default() -> Self {
        let mut ranges: Vec<Range> = PROXIES.iter().filter_map(|text| Range::read(text)).collect();
        ranges.sort_by_key(|r| r.first);
        Self(ranges)
    }
}

impl Proxies {
    /// True if the address says nothing of the sender.
    #[must_use]
    pub fn hide(&self, address: IpAddr) -> bool {
        let wanted = number(address);
        let after = self.0.partition_point(|r| r.first <= wanted);
        is_private(address) || after > 0 && self.0[after - 1].has(address)
    }

    /// The last public address of a `X-Forwarded-For`: what the nearest proxy that is not ours saw. Earlier ones are
    /// what a client claims.
    #[must_use]
    pub fn behind(&self, forwarded: &str) -> Option<IpAddr> {
        forwarded.rsplit(',').filter_map(read).find(|a| !self.hide(*a))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_what_lies_in_them() {
        let has = |range: &str, address: &str| Range::read(range).unwrap().has(address.parse().unwrap());
        assert!(has("198.51.100.32/28", "198.51.100.47") && !has("198.51.100.32/28", "198.51.100.48"));
        assert!(has("2001:db8:0:42::/64", "2001:db8:0:42::9") && !has("2001:db8:0:42::/64", "2001:db8:0:43::9"));
        assert!(has("198.51.100.1-198.51.100.9", "198.51.100.9") && has("10.1.*", "10.1.9.9"));
        assert_eq!(Range::read("everyone"), None);
        assert_eq!(PROXIES.iter().filter(|p| Range::read(p).is_none()).count(), 0);
    }

    #[test]
    fn the_sender_behind_a_proxy_is_the_last_public_address() {
        let proxies = Proxies::default();
        assert!(proxies.hide("172.64.10.3".parse().unwrap()) && proxies.hide("10.0.2.61".parse().unwrap()));
        assert!(!proxies.hide("203.0.113.24".parse().unwrap()) && !proxies.hide("2001:db8::42".parse().unwrap()));
        let found = proxies.behind("192.0.2.1, 203.0.113.24, 172.64.10.3, 10.0.0.1");
        assert_eq!(found, Some("203.0.113.24".parse().unwrap()));
        assert_eq!(proxies.behind("unknown"), None);
        assert_eq!(read("203.0.113.24:49660"), Some("203.0.113.24".parse().unwrap()));
        assert_eq!(read("[2001:db8::9]:443"), Some("2001:db8::9".parse().unwrap()));
    }
}
