//! Mixed links as a network's catalogue and a month of postbacks hold them: five platforms, templates and
//! live ones, tracking links and postbacks. The numbers come from a generator of our own, so that the file is the
//! same everywhere and for ever.

use crate::random::Random;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Some dozens of patterns with other ids each time, as one network's catalogue has them; one in a hundred has
    /// a fault.
    Mixed,
    /// As mixed, but each link with words of its own in host, path and values, and its parameters in another order:
    /// hardly one is like another.
    Varied,
    /// Each has a fault.
    Faulty,
}

impl Kind {
    pub fn named(name: &str) -> Option<Self> {
        [("mixed", Self::Mixed), ("varied", Self::Varied), ("faulty", Self::Faulty)]
            .into_iter()
            .find_map(|(known, kind)| (known == name).then_some(kind))
    }
}

/// Makes one link after the other.
pub struct Source {
    random: Random,
    kind: Kind,
}

/// `count` links, one a line.
pub fn text(kind: Kind, count: usize) -> String {
    let mut text = String::with_capacity(count * 120);
    let mut source = Source::new(kind);
    for _ in 0..count {
        text.push_str(&source.next_link());
        text.push('\n');
    }
    text
}

impl Source {
    pub const fn new(kind: Kind) -> Self {
        Self { random: Random::new(), kind }
    }

    /// The next link.
    pub fn next_link(&mut self) -> String {
        if self.kind == Kind::Faulty {
            let link = self.sound();
            return self.damaged(&link);
        }
        let mut link = self.sound();
        if self.kind == Kind::Varied {
            link = self.varied(&link);
        }
        if self.below(100) == 0 { self.damaged(&link) } else { link }
    }

    fn sound(&mut self) -> String {
        match self.below(10) {
            0..=3 => self.template(),
            4..=5 => self.live(),
            _ => self.fired(),
        }
    }

    /// The link with its parameters in another order, two more, and another name for the customer.
    fn varied(&mut self, link: &str) -> String {
        let Some((page, query)) = link.split_once('?') else { return link.to_owned() };
        let mut params: Vec<String> = query.split('&').map(str::to_owned).collect();
        let (word, country) = (self.word(), self.pick(&["us", "de", "br", "in", "fr", "jp", "id", "mx"]).to_owned());
        params.push(format!("subpub={word}"));
        params.push(format!("geo={country}"));
        for at in (1..params.len()).rev() {
            params.swap(at, self.below(at as u64 + 1) as usize);
        }
        let customer = self.word();
        let page =
            ["acme", "brownboots", "northstar", "kite"].iter().fold(page.to_owned(), |p, n| p.replace(n, &customer));
        format!("{page}?{}", params.join("&"))
    }

    /// A word that nobody has.
    fn word(&mut self) -> String {
        let syllables = ["ba", "lo", "mi", "tu", "ra", "ke", "no", "si", "va", "do", "fe", "zu"];
        (0..4).map(|_| self.pick(&syllables)).collect()
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.random.below(limit)
    }

    fn pick<'t>(&mut self, list: &[&'t str]) -> &'t str {
        *self.random.one_of(list)
    }

    fn uuid(&mut self) -> String {
        self.random.uuid()
    }

    fn template(&mut self) -> String {
        let (n, network) = (self.below(9000) + 1000, self.pick(&["acme", "brownboots", "northstar", "kite"]));
        match self.below(5) {
            0 => format!(
                "https://app.appsflyer.com/com.{network}.game{n}?pid={network}_int&c=summer_{n}&af_siteid={{pub_member_id}}&af_click_lookback=7d&clickid={{gk_click_id}}"
            ),
            1 => format!(
                "https://{network}.go2cloud.org/aff_c?offer_id={n}&aff_id={}&aff_click_id={{gk_click_id}}&source={{pub_member_id}}",
                n / 7
            ),
            2 => format!(
                "https://api.{network}.getgokart.ai/api/v1/postback?gk_click_id={{aff_click_id}}&cnv_event_id={{event_name}}&cnv_conversion_id={{order_id}}&cnv_amount={{amount}}"
            ),
            3 => format!("https://pb.{network}.example/postback?click_id=#s2#&payout=#price#&offer={n}&txid=#tid#"),
            _ => format!(
                "https://track.{network}.example/offer/{n}?click_id={{gk_click_id}}&source={network}&sub={{pub_sub_1}}"
            ),
        }
    }

    fn live(&mut self) -> String {
        let (n, id) = (self.below(9000) + 1000, self.uuid());
        match self.below(3) {
            0 => format!("https://app.appsflyer.com/id{n}00{n}?pid=acme_int&c=autumn&af_siteid={n}&clickid={id}"),
            1 => format!("https://app.adjust.com/abc{n}?campaign=c{n}&adgroup=a{n}&gps_adid={id}&label={id}"),
            _ => format!("https://shop{n}.example.com/p/{n}?click_id={id}&utm_source=network&utm_campaign=c{n}"),
        }
    }

    fn fired(&mut self) -> String {
        let (n, id) = (self.below(9000) + 1000, self.uuid());
        match self.below(3) {
            0 => format!(
                "https://api.acme.getgokart.ai/api/v1/postback?gk_click_id={id}&cnv_event_id=Level_{}&cnv_conversion_id=o{n}{n}&cnv_amount={}.50",
                n % 20,
                n % 90
            ),
            1 => format!(
                "https://acme.go2cloud.org/aff_lsr?offer_id={n}&transaction_id={}&adv_sub=o{n}",
                &id.replace('-', "")[..30]
            ),
            _ => format!(
                "https://www.acme-trk.example/?nid={n}&transaction_id={}&amount={}.00&order_id=o{n}",
                id.replace('-', ""),
                n % 90
            ),
        }
    }

    /// One fault of the kinds that are met most.
    fn damaged(&mut self, link: &str) -> String {
        match self.below(9) {
            0 => link.replacen("https://", "http://", 1),
            1 => link.replacen('?', "&", 1),
            2 => link.replacen('&', "&amp;", 1),
            3 => link.replacen('&', " &", 1),
            4 => link.replacen("{gk_click_id}", "{gkclickid}", 1),
            5 => link.replacen('}', "", 1),
            6 => link.replacen('?', "??", 1),
            7 => link.replacen("clickid", "click\u{200B}id", 1),
            _ => link.replacen("https://", "htps://", 1),
        }
    }
}
