//! A request as it was made, and what is true of it.

/// What a log of some format shows. A truth may hold only where something is seen.
pub mod sees {
    pub const NOTHING: u8 = 0;
    /// The host that the request was sent to.
    pub const HOST: u8 = 1;
    /// The user agent.
    pub const AGENT: u8 = 2;
    /// The client's own address also behind a proxy: as forwarded-for, or because the log is the proxy's.
    pub const CLIENT: u8 = 4;
    /// Requests that the server refused, as they came.
    pub const RAW: u8 = 8;
}

/// What the program may say of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// No record: one of the "other requests".
    Other,
    /// A record with this verdict, and one of these reasons; any reason where there are none.
    Record(&'static str, &'static [&'static str]),
}

impl Answer {
    pub const SUCCESS: Self = Self::Record("success", &[]);

    pub fn verdict(&self) -> &'static str {
        match self {
            Self::Other => "other",
            Self::Record(verdict, _) => verdict,
        }
    }

    pub fn is_verdict(&self, said: Option<&str>) -> bool {
        match self {
            Self::Other => said.is_none(),
            Self::Record(verdict, _) => said == Some(verdict),
        }
    }

    /// True if verdict and reason are these. The reason of `success` is nobody's business.
    pub fn is(&self, said: Option<&str>, reason: Option<&str>) -> bool {
        let any = match self {
            Self::Other => true,
            Self::Record(verdict, reasons) => {
                *verdict == "success" || reasons.is_empty() || reason.is_some_and(|r| reasons.contains(&r))
            }
        };
        self.is_verdict(said) && any
    }
}

/// What holds of a line in logs that show `needs`.
#[derive(Clone, Debug)]
pub struct Case {
    pub needs: u8,
    pub allowed: Vec<Answer>,
}

#[derive(Clone, Debug)]
pub struct Truth {
    /// What was done to the conversion: a name for people.
    pub cause: &'static str,
    /// The first whose needs are met holds. The last needs nothing.
    pub cases: Vec<Case>,
    /// Of two lines with the same number, exactly one has a record.
    pub pair: Option<usize>,
    /// The serial number of the hit that this one repeats, where it is a duplicate.
    pub repeats: Option<usize>,
}

impl Truth {
    pub fn new(cause: &'static str, cases: Vec<Case>) -> Self {
        assert!(cases.last().is_some_and(|c| c.needs == sees::NOTHING), "{cause}: a case that always holds");
        Self { cause, cases, pair: None, repeats: None }
    }

    pub fn allowed(&self, seen: u8) -> &[Answer] {
        let case = self.cases.iter().find(|c| c.needs & seen == c.needs).expect("the last case needs nothing");
        &case.allowed
    }
}

/// One case: whatever is seen, one of these.
pub fn always(allowed: &[Answer]) -> Vec<Case> {
    vec![Case { needs: sees::NOTHING, allowed: allowed.to_vec() }]
}

/// `then` where it is seen, else `otherwise`.
pub fn where_seen(needs: u8, then: &[Answer], otherwise: &[Answer]) -> Vec<Case> {
    let mut cases = vec![Case { needs, allowed: then.to_vec() }];
    cases.extend(always(otherwise));
    cases
}

/// How a request came that is no plain one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Oddity {
    None,
    /// A TLS handshake on the plain port.
    Tls,
    /// Refused for a blank or control character in the request line.
    Refused,
    /// Cut by the server where its buffer ended, and answered 414.
    Cut,
}

#[derive(Clone, Debug)]
pub struct Hit {
    /// In which order they were made; `Truth::repeats` speaks of it.
    pub serial: usize,
    pub time: i64,
    pub method: &'static str,
    pub https: bool,
    pub host: &'static str,
    /// Path and query as they came over the wire.
    pub target: String,
    /// Who connected: the client, or a proxy.
    pub peer: String,
    /// The client where a proxy connected: what it forwards.
    pub forwarded: Option<String>,
    pub agent: &'static str,
    pub status: u16,
    pub oddity: Oddity,
    /// What the record has to say beside the verdict, where that is certain: key and value.
    pub fields: Vec<(&'static str, Option<String>)>,
    pub truth: Truth,
}

impl Hit {
    /// The address that a log which shows `seen` tells of the sender.
    pub fn sender(&self, seen: u8) -> &str {
        match &self.forwarded {
            Some(client) if seen & sees::CLIENT != 0 => client,
            _ => &self.peer,
        }
    }

    pub fn path_and_query(&self) -> (&str, Option<&str>) {
        match self.target.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (&self.target, None),
        }
    }
}
