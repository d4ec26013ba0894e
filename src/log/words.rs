//! What is said of a hit: what is wrong, what it costs, and what to tell the sender.

use super::hit::{Hit, LocatedReason, Remark};
use super::time::spoken;
use super::verdict::{Reason, Verdict};
use crate::rule::quoted;

/// The longest piece of a value that a sentence quotes.
const MOST: usize = 80;

fn quote(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => quoted(&format!("{}…", &text[..end])),
        None => quoted(text),
    }
}

/// What is said of a hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HitWords {
    /// What is wrong, in sentences.
    pub message: String,
    /// What to do; empty where there is nothing to do.
    pub help: String,
}

/// The words for a hit. `with_clicks` tells whether clicks were handed in: without them nothing is ever called credited.
#[must_use]
pub fn said(hit: &Hit, with_clicks: bool) -> HitWords {
    let mut message = message(hit, with_clicks);
    for remark in &hit.remarks {
        message.push(' ');
        message.push_str(&remark_words(*remark));
    }
    if let Some(words) = hit.answered.as_deref().filter(|w| !w.trim().is_empty()) {
        let name = hit.network.map_or("The system", |n| n.name);
        let all: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
        message = format!("{name} says {}. {message}", quote(&all));
    }
    HitWords { message, help: help(&hit.ruling, hit.network.map(|n| n.name)) }
}

/// A remark as a sentence.
#[must_use]
pub fn remark_words(remark: Remark) -> String {
    match remark {
        Remark::SentOverHttp => "It was sent over http first and redirected: have the sender call the https address.".to_owned(),
        Remark::Pending => "It waits for somebody's approval.".to_owned(),
        Remark::OfferInactive => {
            "Its offer is paused or expired in the file of offers; nobody documents that the network rejects such conversions.".to_owned()
        }
        Remark::BaseEvent => "It names no event, and so is the base conversion.".to_owned(),
        Remark::Withdrawal => "Its status takes a conversion back.".to_owned(),
        Remark::Redirected => "It was answered with a redirect that the sender did not follow.".to_owned(),
        Remark::Fault(verdict, reason) => format!("We would have said: {} ({}).", verdict.about().summary, reason.words()),
    }
}

/// A hit that is spoken of.
struct Of<'h> {
    hit: &'h Hit,
    ruling: &'h LocatedReason,
    with_clicks: bool,
}

fn message(hit: &Hit, with_clicks: bool) -> String {
    let of = Of { hit, ruling: &hit.ruling, with_clicks };
    let Some(reason) = hit.ruling.reason else {
        return match with_clicks && hit.click.is_some() {
            true => "Nothing is wrong with it: the click is known and in time.".to_owned(),
            false => "Nothing is wrong with it.".to_owned(),
        };
    };
    match hit.ruling.verdict {
        Verdict::MalformedRequest => of.malformed_request(reason),
        Verdict::WrongEndpoint => of.wrong_endpoint(reason),
        Verdict::Unauthorised => of.unauthorised(reason),
        Verdict::MissingClickId => of.missing(reason),
        Verdict::EmptyClickId => of.empty(reason),
        Verdict::UnresolvedMacro => of.unresolved(reason),
        Verdict::MalformedClickId => of.malformed_id(reason),
        Verdict::InvalidClickId => of.invalid(reason),
        Verdict::ExpiredClickId => of.expired(reason),
        Verdict::OfferInactive => of.inactive(reason),
        Verdict::UnknownEventId => of.event(reason),
        Verdict::DuplicateConversion => of.duplicate(reason),
        Verdict::RejectedByNetwork => "The system refused it for a reason of its own.".to_owned(),
        Verdict::NotProcessed => {
            format!("Nothing is wrong with it, but it was answered {}: it was not taken.", of.answer("with an error"))
        }
        Verdict::NotJudged => of.not_judged(reason),
        Verdict::Success => String::new(),
    }
}

impl Of<'_> {
    fn value(&self) -> String {
        self.ruling.value.as_deref().map(quote).unwrap_or_default()
    }

    fn key(&self) -> String {
        self.ruling.parameter.as_deref().map_or_else(|| "the click id".to_owned(), quoted)
    }

    fn names(&self) -> String {
        self.ruling.names.as_deref().map(quote).unwrap_or_default()
    }

    fn network(&self) -> &'static str {
        self.hit.network.map_or("the network", |n| n.name)
    }

    fn offer(&self) -> String {
        self.hit.offer.as_deref().map_or_else(|| "the offer".to_owned(), |o| format!("the offer {}", quote(o)))
    }

    fn seconds(&self) -> i64 {
        self.hit.click.as_ref().and_then(|c| c.seconds).unwrap_or_default()
    }

    fn answer(&self, unknown: &str) -> String {
        self.hit.status.map_or_else(|| unknown.to_owned(), |s| s.to_string())
    }

    fn malformed_request(&self, reason: Reason) -> String {
        match reason {
            Reason::NotHttp => "These bytes are no HTTP: another protocol, or TLS on a plain port.".to_owned(),
            Reason::Blank => "There is a raw blank in the URL: it ends there for many servers.".to_owned(),
            Reason::Control => "There is a control character in the URL, a tab or a line break.".to_owned(),
            Reason::Entity => {
                format!("`&` was written as `&amp;`: the server reads a parameter {} and finds no id.", self.key())
            }
            _ => format!("The URL is too long for servers: {} bytes.", self.hit.url.len()),
        }
    }

    fn wrong_endpoint(&self, reason: Reason) -> String {
        match reason {
            Reason::ClickPath => {
                format!("This is {}'s address for clicks: it counts a click and no conversion.", self.network())
            }
            Reason::SandboxHost => format!("{} is a host for tests: nothing that arrives there counts.", self.names()),
            _ => format!("{} takes no postbacks at {}.", self.network(), self.names()),
        }
    }

    fn unauthorised(&self, reason: Reason) -> String {
        match reason {
            Reason::TokenMissing => format!("The token that {} asks for is missing.", self.offer()),
            Reason::TokenDiffers => format!("The token is not that of {}.", self.offer()),
            Reason::Address => format!("{} is not on the allow list of {}.", self.names(), self.offer()),
            _ => {
                let status = self.answer("with a refusal");
                format!("It was answered {status} and nothing else is wrong with it: the log does not say why.")
            }
        }
    }

    fn missing(&self, reason: Reason) -> String {
        match (reason, &self.ruling.parameter) {
            (Reason::NearMiss, _) => {
                format!("The click id comes in {}, a parameter that {} does not read.", self.names(), self.network())
            }
            (_, Some(parameter)) => format!("The click id is missing: there is no {}.", quoted(parameter)),
            (_, None) => "No parameter carries a click id.".to_owned(),
        }
    }

    fn empty(&self, reason: Reason) -> String {
        match reason {
            Reason::Empty => format!("{} is empty.", self.key()),
            Reason::Blank => format!("{} holds nothing but blanks.", self.key()),
            _ => format!("{} holds {}, a program's word for nothing.", self.key(), self.value()),
        }
    }

    fn unresolved(&self, reason: Reason) -> String {
        let (key, value) = (self.key(), self.value());
        match reason {
            Reason::Macro => format!("{key} holds the macro {value}, which was never filled in."),
            Reason::Encoded => {
                format!("{key} holds {value}, a percent-encoded macro: the sender did not recognise it.")
            }
            Reason::DoubleEncoded => format!("{key} holds {value}, a macro that was percent-encoded twice."),
            Reason::BareName => format!("{key} holds {value}, the name of a macro without its delimiters."),
            Reason::OwnName => format!("{key} holds its own name instead of an id."),
            _ => format!("{key} still holds the placeholder {value}."),
        }
    }

    fn malformed_id(&self, reason: Reason) -> String {
        let value = self.value();
        match (reason, &self.ruling.names) {
            (Reason::CutShort, _) => format!("The click id {value} is cut short."),
            (Reason::Padded, _) => {
                format!("The click id {value} has something added to it: the id is {}.", self.names())
            }
            (Reason::Case, _) if self.hit.click.is_some() => {
                format!(
                    "The click id {value} is in the wrong case; it may still match, for a click has it in the other."
                )
            }
            (Reason::Case, _) => {
                format!(
                    "The click id {value} is in the wrong case; one like this that no click has is usually a device's."
                )
            }
            (Reason::Joined, _) => format!("{} holds two ids: {value}.", self.key()),
            (Reason::OtherSystem, Some(name)) => {
                format!("The click id {value} is an id of {name}, not of {}.", self.network())
            }
            (Reason::OtherSystem, None) => format!("The click id {value} is another system's id."),
            _ => format!("{value} is no click id of {}'s.", self.network()),
        }
    }

    fn invalid(&self, reason: Reason) -> String {
        match reason {
            Reason::Test => "The click id is that of an example: a test.".to_owned(),
            _ if self.with_clicks => format!("No click has the id {}, and the clicks cover that time.", self.value()),
            _ => "The system does not know the click id.".to_owned(),
        }
    }

    fn expired(&self, reason: Reason) -> String {
        let seconds = self.seconds();
        match reason {
            Reason::BeforeClick => format!("It came {} before its click: a clock or a test.", spoken(-seconds)),
            Reason::TooEarly => {
                format!("It came {} after its click, sooner than can be: a clock or a test.", spoken(seconds))
            }
            _ if seconds == 0 => "It came after the session window.".to_owned(),
            _ => format!("It came {} after its click, when the session window was over.", spoken(seconds)),
        }
    }

    fn inactive(&self, reason: Reason) -> String {
        let names = self.names();
        match reason {
            Reason::Paused => format!("The offer {names} is paused, as the file of offers says today."),
            Reason::Expired => format!("The offer {names} has expired, as the file of offers says today."),
            Reason::OtherOffer => {
                format!("The request names the offer {names}, and the click was for {}.", self.offer())
            }
            _ if self.ruling.names.is_some() => format!("There is no offer {names}."),
            _ => "The system knows no such active offer.".to_owned(),
        }
    }

    fn event(&self, reason: Reason) -> String {
        let (value, offer, names) = (self.value(), self.offer(), self.names());
        match (reason, &self.ruling.names) {
            (Reason::Missing, Some(near)) => {
                format!("No event is named: {} is read by nobody, and {offer} has several events.", quoted(near))
            }
            (Reason::Missing, None) => format!("No event is named, and {offer} has several."),
            (Reason::Case, _) => format!("The event {value} is in the wrong case: {offer} has {names}."),
            (Reason::Blank, _) => format!("The event {value} differs in blanks: {offer} has {names}."),
            (Reason::Underscore, _) => format!("The event {value} differs in its marks: {offer} has {names}."),
            (_, Some(_)) => format!("The event {value} is the name of an event; its id in {offer} is {names}."),
            (_, None) => format!("The event {value} is none of those of {offer}."),
        }
    }

    fn duplicate(&self, reason: Reason) -> String {
        let how = match reason {
            Reason::Retry => "The same query came again within minutes",
            Reason::DoubleFire => "The conversion was reported from another side before",
            _ => "The conversion was reported before",
        };
        let removed = self.hit.removes_repeats || self.hit.answered.is_some();
        let counted = if removed { "it counts once" } else { "it is counted twice unless the network removes it" };
        format!("{how}: {counted}.")
    }

    fn not_judged(&self, reason: Reason) -> String {
        match reason {
            Reason::Body => "It is a POST, and the log does not hold its body.".to_owned(),
            Reason::Clicks => "The click id is not among the clicks, but they do not cover that time.".to_owned(),
            Reason::Offer => format!("The click is for {}, which the file of offers lacks.", self.offer()),
            Reason::Proxy => "A proxy hides the sender's address, and the offer has an allow list.".to_owned(),
            _ => "Nobody documents these words.".to_owned(),
        }
    }
}

/// What to do, in words that can be sent on.
#[must_use]
pub fn help(ruling: &LocatedReason, network: Option<&str>) -> String {
    let network = network.unwrap_or("the network");
    let key = ruling.parameter.as_deref().map_or_else(|| "the click id's parameter".to_owned(), quoted);
    let names = ruling.names.as_deref().map(quote).unwrap_or_default();
    let Some(reason) = ruling.reason else { return String::new() };
    match (ruling.verdict, reason) {
        (Verdict::MalformedRequest, Reason::NotHttp) => "Nothing, unless it is a sender of yours: then he speaks to the wrong port.".to_owned(),
        (Verdict::MalformedRequest, Reason::Blank | Reason::Control) => "Percent-encode every value before it is put into the URL: a blank is %20.".to_owned(),
        (Verdict::MalformedRequest, Reason::Entity) => "Write a plain & between parameters; `&amp;` belongs into the source of a page only.".to_owned(),
        (Verdict::MalformedRequest, _) => "Send only the parameters that are needed.".to_owned(),
        (Verdict::WrongEndpoint, _) => format!("Use the postback URL that {network} gives for the offer, whole."),
        (Verdict::Unauthorised, Reason::Address) => "Have the address put on the offer's allow list, or send from one that is on it.".to_owned(),
        (Verdict::Unauthorised, Reason::Refused) => "Ask whoever runs the endpoint why it refuses this sender.".to_owned(),
        (Verdict::Unauthorised, _) => "Copy the offer's token again, and send it as it is.".to_owned(),
        (Verdict::MissingClickId, Reason::NearMiss) => format!("Rename {names} to the parameter that {network} reads, letter by letter."),
        (Verdict::MissingClickId, _) => format!("Add {key} with the click id that the tracking link brought."),
        (Verdict::EmptyClickId, _) => "Find out where the click id is lost between the click and the conversion, and send nothing where there is none.".to_owned(),
        (Verdict::UnresolvedMacro, _) => {
            format!("Replace it with the sending system's own macro, written as that system knows it, so that {key} gets a value.")
        }
        (Verdict::MalformedClickId, Reason::CutShort) => "Look for a field that is too short to hold the id, and send the id whole.".to_owned(),
        (Verdict::MalformedClickId, Reason::Case) => "Send the id as it came, without changing its case.".to_owned(),
        (Verdict::MalformedClickId, Reason::Joined) => "Send one click id: that of the click that converted.".to_owned(),
        (Verdict::MalformedClickId, Reason::OtherSystem) => format!("Send back the id that {network}'s tracking link brought, not your own."),
        (Verdict::MalformedClickId, _) => "Send the id alone, exactly as the tracking link brought it.".to_owned(),
        (Verdict::InvalidClickId, Reason::Test) => "Nothing, if it was a test; else send the id that the tracking link brought.".to_owned(),
        (Verdict::InvalidClickId, _) => "Ask the sender where the id comes from.".to_owned(),
        (Verdict::ExpiredClickId, Reason::BeforeClick | Reason::TooEarly) => "Compare the clocks of both sides; tests need no more.".to_owned(),
        (Verdict::ExpiredClickId, _) => "If conversions usually take this long, have the session window made longer.".to_owned(),
        (Verdict::OfferInactive, Reason::OtherOffer) => "Send the postback with the offer that the click was for.".to_owned(),
        (Verdict::OfferInactive, Reason::Unknown) => "Compare the offer's id with the network's.".to_owned(),
        (Verdict::OfferInactive, _) => "Stop the traffic, or have the offer switched on again.".to_owned(),
        (Verdict::UnknownEventId, Reason::Missing) => "Name the event that happened.".to_owned(),
        (Verdict::UnknownEventId, _) if ruling.names.is_some() => format!("Send {names}, exactly so."),
        (Verdict::UnknownEventId, _) => "Send one of the offer's event ids exactly, or have this one added to the offer.".to_owned(),
        (Verdict::DuplicateConversion, Reason::DoubleFire) => "Report each conversion from one side only: the pixel or the server.".to_owned(),
        (Verdict::DuplicateConversion, Reason::Retry) => "Send again only what was not answered with 2xx.".to_owned(),
        (Verdict::DuplicateConversion, _) => "Find out why the conversion is reported again, and send a unique id with each.".to_owned(),
        (Verdict::RejectedByNetwork, _) => format!("Ask {network} for the reason."),
        (Verdict::NotProcessed, _) => "Look at the server's own log of that time, and have the postback sent again.".to_owned(),
        (Verdict::NotJudged, reason) => hand_in(reason).to_owned(),
        (Verdict::Success, _) => String::new(),
    }
}

/// What to hand in so that it can be judged.
#[must_use]
pub const fn hand_in(reason: Reason) -> &'static str {
    match reason {
        Reason::Body => "Log the body of POST requests ($request_body), or have the parameters sent in the URL.",
        Reason::Clicks => "Hand in clicks that begin one session window before the log and end after it: --clicks.",
        Reason::Offer => "Hand in a file with that offer: --offers.",
        Reason::Proxy => "Log X-Forwarded-For, or the real address (nginx: set_real_ip_from).",
        Reason::Answer => "Ask the system's support what its words mean.",
        _ => "",
    }
}
