//! What a link and its postback tell of each other where no platform's facts tell it: the macro in the link is called
//! as the parameter that receives the id, and the parameter of the link as the macro that gives it back.
//!
//! Of `?s1={subid}` and `?subid={s1}` either side proves what the other should be. A fault is an error only where such
//! a name stands there, letter by letter, on the side that is whole; what merely looks odd is a warning, or nothing.

use crate::link::{Dialect, Link, Param, decoded};
use crate::platform::{Role, State, generic_kind, is_called, is_click_id_name, nearest};
use crate::rule::{Context, Finding, Spot, are_numbered_apart, is_placeholder, named, quoted};
use crate::span::{Edit, Fix, Severity, Span};

/// A fault in the link (0) or in the postback (1).
pub(super) type Fault = (usize, Finding);

/// What is wrong with the click id's names in the two, at most one fault: one cause, one finding.
pub(super) fn fault(link: &Context, postback: &Context) -> Option<Fault> {
    let goes = match link.role {
        // The network's own names are known, and judged by its facts.
        Role::TrackingLink => link.network.is_none(),
        Role::PartnerLink => true,
        _ => false,
    };
    let comes = matches!(postback.role, Role::Postback | Role::PartnerPostback);
    // Two calls are compared by what they bring. A link beside a postback's template is meant as a template too.
    if !goes || !comes || link.state == State::Live && postback.state == State::Live {
        return None;
    }
    let two = Two { link, postback, out: parts(&link.link), back: parts(&postback.link) };
    two.fault()
}

/// A parameter and what it holds.
struct Pair<'a> {
    name: String,
    key: Span,
    value: Span,
    text: String,
    /// The name of the macro that is the whole value, the macro's place, and how it is written.
    held: Option<(&'a str, Span, Dialect)>,
}

fn parts<'a>(link: &Link<'a>) -> Vec<Pair<'a>> {
    let part = |p: &Param| {
        let held = link.whole_macro(p.value).map(|m| (link.macro_name(m), m.inner, m.dialect));
        Pair {
            name: decoded(link.key(p)).into_owned(),
            key: p.key,
            value: p.value,
            text: decoded(link.value(p)).into_owned(),
            held: held.filter(|(name, ..)| !name.is_empty()),
        }
    };
    link.all_params().iter().map(part).collect()
}

impl Pair<'_> {
    fn holds(&self) -> &str {
        self.held.map_or("", |(name, ..)| name)
    }

    fn is_literal(&self) -> bool {
        self.held.is_none() && !self.text.is_empty() && !self.text.contains(['{', '[', '#', '%', '<', '$'])
    }
}

struct Two<'o, 'a> {
    link: &'o Context<'a>,
    postback: &'o Context<'a>,
    out: Vec<Pair<'a>>,
    back: Vec<Pair<'a>>,
}

impl<'a> Two<'_, 'a> {
    fn fault(&self) -> Option<Fault> {
        let Some((receiver, sure)) = self.receiver() else { return self.not_received() };
        if let Some(found) = self.misnamed().filter(|_| !sure) {
            return Some(found);
        }
        if receiver.held.is_none() {
            return if sure { self.unfilled(receiver) } else { None };
        }
        let read = receiver.holds();
        match self.out.iter().find(|p| are_same(&p.name, read)) {
            Some(slot) => self.badly_stored(slot, receiver).or_else(|| self.badly_called(slot, receiver)),
            None => self.not_stored(receiver),
        }
    }

    /// The postback's parameter for the id, and whether the link proves that it is the one: it hands on a macro of
    /// that name.
    fn receiver(&self) -> Option<(&Pair<'a>, bool)> {
        let issued = |k: &&Pair| self.out.iter().any(|p| are_same(p.holds(), &k.name));
        let ids = || self.back.iter().filter(|k| is_click_id_name(&k.name));
        if let Some(found) = ids().find(issued) {
            return Some((found, true));
        }
        let misspelt =
            |k: &&Pair| self.out.iter().any(|p| is_click_id_name(p.holds()) && is_misspelt(&k.name, p.holds()));
        if let Some(found) = self.back.iter().find(misspelt) {
            return Some((found, true));
        }
        let guessed = ids().find(|k| k.held.is_some() && !is_own_id(&k.name));
        // Of `c={external_id}` the macro tells.
        let told = || self.back.iter().find(|k| is_click_id_name(k.holds()) && !is_own_id(k.holds()));
        let stored = |k: &&Pair| self.out.iter().any(|p| are_same(&p.name, k.holds()));
        guessed.or_else(|| ids().find(stored)).or_else(told).map(|found| (found, false))
    }

    /// The receiving parameter holds no macro.
    fn unfilled(&self, receiver: &Pair<'a>) -> Option<Fault> {
        let slot = self.slot()?;
        if self.back.iter().any(|k| k.held.is_some() && returns(&slot.name, k.holds())) {
            return None;
        }
        let meant = self.back.iter().find_map(|k| k.held).map(|(.., dialect)| dialect.write(&slot.name));
        // Some systems fill bare words, and then not this one alone.
        let bare = |k: &Pair| k.is_literal() && (are_same(&k.name, &k.text) || k.text.to_lowercase().ends_with("_id"));
        let bare = self.back.iter().any(|k| k.key != receiver.key && bare(k));
        let name = quoted(&receiver.name);
        let (rule, what) = if receiver.text.is_empty() {
            (
                "empty-click-id",
                format!("{name} is empty, though the link stores the click id in {}.", quoted(&slot.name)),
            )
        } else if !receiver.is_literal() || meant.is_none() || bare {
            return None;
        } else if are_same(&receiver.text, &slot.name) {
            let text = quoted(&receiver.text);
            (
                "unbraced-macro",
                format!("{text} is not marked as a macro, so this word is sent instead of the click id."),
            )
        } else if receiver.text.bytes().filter(u8::is_ascii_digit).count() >= 3 && !is_placeholder(&receiver.text) {
            let what = format!("The click id is the fixed value {}; {name} needs a macro.", quoted(&receiver.text));
            ("hardcoded-click-id", what)
        } else if is_placeholder(&receiver.text) {
            let text = quoted(&receiver.text);
            ("placeholder-left", format!("{name} still holds the placeholder {text} instead of a click id."))
        } else {
            return None;
        };
        let place = if receiver.value.is_empty() { receiver.key } else { receiver.value };
        let finding = error(rule, place, what)?.costs(COST).elsewhere(Spot::Link(0), slot.key, STORED);
        Some((1, mended(finding, receiver.value, meant)))
    }

    /// The link's parameter for the id: it holds a macro that is called as an id.
    fn slot(&self) -> Option<&Pair<'a>> {
        let received = |p: &&Pair| self.back.iter().any(|k| is_click_id_name(&k.name) && are_same(p.holds(), &k.name));
        let held = || self.out.iter().filter(|p| p.held.is_some());
        let holding = || held().find(|p| is_click_id_name(p.holds()));
        held().find(received).or_else(holding).or_else(|| held().find(|p| is_click_id_name(&p.name)))
    }

    /// The postback gives back what the link stores in `slot`, and there is nothing of use in it.
    fn badly_stored(&self, slot: &Pair<'a>, receiver: &Pair<'a>) -> Option<Fault> {
        if slot.held.is_some() || self.out.iter().any(|p| are_same(&p.name, &slot.name) && p.held.is_some()) {
            return None;
        }
        let (name, back) = (quoted(&slot.name), quoted(&receiver.name));
        let (rule, what) = if slot.text.is_empty() {
            ("empty-click-id", format!("{name} is empty, and the postback gives it back as the click id in {back}."))
        } else if is_placeholder(&slot.text) {
            let text = quoted(&slot.text);
            (
                "placeholder-left",
                format!("{name} still holds the placeholder {text}, and the postback gives it back in {back}."),
            )
        } else if slot.is_literal() {
            let text = quoted(&slot.text);
            let what = format!(
                "{name} holds the fixed value {text}, and the postback gives it back as the click id in {back}."
            );
            ("hardcoded-click-id", what)
        } else {
            return None;
        };
        let place = if slot.value.is_empty() { slot.key } else { slot.value };
        let finding = error(rule, place, what)?.costs(COST).todo(WRITE);
        Some((0, finding.elsewhere(Spot::Link(1), receiver.value, GIVEN_BACK)))
    }

    /// The postback gives back a parameter of the link, and it is not the one with the id, or the names of the id
    /// itself are nearly, not quite, the same.
    fn badly_called(&self, slot: &Pair<'a>, receiver: &Pair<'a>) -> Option<Fault> {
        let (issued, inner, _) = slot.held?;
        if !is_misspelt(issued, &receiver.name) {
            let meant = if are_same(issued, &receiver.name) { None } else { self.common_name(issued) };
            let Some(meant) = meant else { return self.another_slot(slot, receiver) };
            let what = format!(
                "{} looks like a misspelled {}, and no system is known to fill it.",
                quoted(issued),
                quoted(meant)
            );
            return Some((0, error("misspelled-macro", inner, what)?.costs(COST).todo("Correct its spelling.")));
        }
        let known = |name: &str| self.link.catalogue.is_a_name(name) || is_called(name, &["subid", "cid", "clickid"]);
        let (right, wrong) = (quoted(&receiver.name), quoted(issued));
        match (known(issued), known(&receiver.name)) {
            (false, true) => {
                let what = format!("{wrong} is misspelled: the postback brings the id back as {right}.");
                let finding = error("misspelled-macro", inner, what)?.costs(COST);
                let finding = finding.elsewhere(Spot::Link(1), receiver.key, "so it is called here");
                Some((0, mended(finding, inner, Some(receiver.name.clone()))))
            }
            (true, false) => {
                let what = format!("{right} is misspelled: the link calls the click id {wrong}.");
                let finding = error("misspelled-parameter", receiver.key, what)?.costs(COST);
                let finding = finding.elsewhere(Spot::Link(0), inner, "so it is called here");
                Some((1, mended(finding, receiver.key, Some(issued.to_owned()))))
            }
            _ => None,
        }
    }

    /// The postback gives back `given`, and the link has the id elsewhere.
    fn another_slot(&self, given: &Pair<'a>, receiver: &Pair<'a>) -> Option<Fault> {
        let (_, inner, _) = receiver.held?;
        let is_id = |p: &Pair| are_same(p.holds(), &receiver.name);
        if is_id(given) || is_click_id_name(given.holds()) || is_click_id_name(&given.name) {
            return None;
        }
        let slot = self.out.iter().find(|p| is_id(p))?;
        let what = format!(
            "The link stores the click id in {}, but the postback gives back {}, which holds {}.",
            quoted(&slot.name),
            quoted(&given.name),
            quoted(&given.text)
        );
        let finding = error("round-trip-mismatch", receiver.value, what)?.costs(COST).label("not the stored click id");
        Some((1, mended(finding.elsewhere(Spot::Link(0), slot.key, STORED), inner, Some(slot.name.clone()))))
    }

    /// The postback's macro gives back nothing that the link stores under its name.
    fn not_stored(&self, receiver: &Pair<'a>) -> Option<Fault> {
        let (read, inner, _) = receiver.held?;
        let Some(slot) = self.slot() else { return self.not_sent(receiver) };
        if self.back.iter().any(|k| k.held.is_some() && returns(&slot.name, k.holds())) {
            return None;
        }
        let known = |name: &str| self.link.catalogue.is_a_name(name);
        let (name, written) = (quoted(&slot.name), quoted(&receiver.text));
        let misread = |finding: Finding, label: &str| {
            let finding = finding.elsewhere(Spot::Link(0), slot.key, STORED);
            (1, mended(finding.label(label), inner, Some(slot.name.clone())))
        };
        if is_misspelt(read, &slot.name) && !known(read) {
            let what = format!("{written} is misspelled: the link stores the click id in {name}.");
            return Some(misread(
                error("misspelled-macro", receiver.value, what)?.costs(COST),
                "should be the stored one",
            ));
        }
        let what = if read == slot.holds() {
            format!(
                "{written} is the macro of the system that made the click id; the one that sends this postback has it as {name}."
            )
        } else if is_own_id(read) && !is_own_id(&slot.name) {
            format!(
                "The link stores the click id in {name}, but the postback sends {written}, by which systems call an id of their own."
            )
        } else {
            return None;
        };
        let finding = error("round-trip-mismatch", receiver.value, what)?.severity(Severity::Warning);
        Some(misread(
            finding.costs("Unless the sending system knows it under this name, nobody can tell which click converted."),
            "not the stored click id",
        ))
    }

    /// The link hands on no id at all.
    fn not_sent(&self, receiver: &Pair<'a>) -> Option<Fault> {
        let link = &self.link.link;
        let in_path = link.macros_in(link.path).next().is_some();
        let any = |p: &Pair| p.held.is_none() && p.text.contains(['{', '[', '#', '%', '<', '$']);
        if in_path || self.out.iter().any(any) || !is_click_id_name(receiver.holds()) || self.out.is_empty() {
            return None;
        }
        let what = format!(
            "The postback gives back {}, and the link has no parameter of that name.",
            quoted(receiver.holds())
        );
        let finding = error("missing-click-id", link.host, what)?.severity(Severity::Warning);
        let cost = "Unless the system adds the click id by itself, nobody can tell which click converted.";
        Some((0, finding.costs(cost).elsewhere(Spot::Link(1), receiver.value, GIVEN_BACK)))
    }

    /// The name for a click id that is meant by one which is nearly so spelled, and which nobody has.
    fn common_name(&self, written: &str) -> Option<&'static str> {
        const COMMON: [&str; 7] =
            ["clickid", "click_id", "subid", "external_id", "transaction_id", "aff_click_id", "cid"];
        let unknown = !is_click_id_name(written) && !self.link.catalogue.is_a_name(written);
        COMMON.into_iter().find(|name| unknown && is_misspelt(written, name))
    }

    /// A macro of the postback that is nearly the one for `slot`.
    fn misread(&self, slot: &Pair<'a>) -> Option<Fault> {
        let known = |name: &str| self.link.catalogue.is_a_name(name);
        let wrong = |k: &&Pair| {
            let read = k.holds();
            is_misspelt(read, &slot.name) && !known(read)
                || is_click_id_name(&slot.name) && are_numbered_apart(read, &slot.name)
        };
        let receiver = self.back.iter().find(wrong)?;
        let (_, inner, _) = receiver.held?;
        let (name, written) = (quoted(&slot.name), quoted(&receiver.text));
        let what = format!("{written} gives back no parameter of the link: the click id is stored in {name}.");
        let finding = error("misspelled-macro", receiver.value, what)?.costs(COST);
        Some((1, mended(finding.elsewhere(Spot::Link(0), slot.key, STORED), inner, Some(slot.name.clone()))))
    }

    /// The postback gives the id back in a parameter that is nearly one for a click id.
    fn misnamed(&self) -> Option<Fault> {
        let stored = |k: &Pair| {
            self.out.iter().any(|p| k.held.is_some() && is_click_id_name(p.holds()) && are_same(&p.name, k.holds()))
        };
        let named = self.back.iter().filter(|k| stored(k)).find_map(|k| Some((k, self.common_name(&k.name)?)));
        let (receiver, meant) = named?;
        let name = quoted(&receiver.name);
        let what = format!("{name} looks like a misspelled {}, and no system is known to read it.", quoted(meant));
        let finding = error("misspelled-parameter", receiver.key, what)?.costs(COST);
        Some((1, finding.todo("Correct its spelling.")))
    }

    /// The postback has no parameter for the id.
    fn not_received(&self) -> Option<Fault> {
        if let Some(found) = self.misnamed() {
            return Some(found);
        }
        // What goes into `publisher_id` is the id of somebody, and not of a click.
        let slot = self.slot().filter(|slot| generic_kind(&slot.name).is_none() && !is_somebodys(&slot.name))?;
        if let Some(found) = self.misread(slot) {
            return Some(found);
        }
        let link = &self.postback.link;
        let in_path = link.macros_in(link.path).next().is_some();
        let open = |k: &Pair| match k.held {
            // Of `ref={conversion_ref}` nobody can tell what it is.
            Some((read, ..)) => {
                let vague = |name: &str| generic_kind(name).is_none();
                let strange = vague(read) && vague(&k.name) && !is_own_id(&k.name) && !are_same(&k.name, read);
                returns(&slot.name, read) || !is_own_id(read) && (is_click_id_name(read) || strange)
            }
            None => k.text.contains(['{', '[', '#', '%', '<', '$']) || are_same(&k.text, &slot.name),
        };
        let asks = self.back.iter().any(|k| k.held.is_some());
        if in_path || !asks || self.back.iter().any(open) {
            return None;
        }
        let what = format!("This postback has no click id: nothing in it gives back {}.", quoted(&slot.name));
        let finding = error("missing-click-id", link.host, what)?.costs(COST);
        let todo = format!("Add the network's parameter for the click id, with the macro for {}.", quoted(&slot.name));
        Some((1, finding.todo(todo).elsewhere(Spot::Link(0), slot.key, STORED)))
    }
}

const COST: &str = "The network cannot tell which click converted, so nobody is credited.";
const STORED: &str = "the click id is stored here";
const WRITE: &str =
    "Write the macro for the click id there. If this is a link that was really called, give its template instead.";
const GIVEN_BACK: &str = "given back here";

fn error(rule: &'static str, place: Span, what: String) -> Option<Finding> {
    Some(Finding::new(named(rule)?, place, what).severity(Severity::Error))
}

/// With the repair that writes `right` at `place`, which a person has to confirm.
fn mended(finding: Finding, place: Span, right: Option<String>) -> Finding {
    let Some(right) = right else { return finding };
    let title = format!("Write {}", quoted(&right));
    finding.todo(format!("{title} there.")).fix(Fix::probable(title, vec![Edit::replace(place, right)]))
}

/// Letters and digits, in small letters.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn are_same(one: &str, other: &str) -> bool {
    let one = plain(one);
    !one.is_empty() && one == plain(other)
}

/// A macro that may well give back this parameter: `get.sub1`, `url(sid)` or `aff_sub1` for `aff_sub`.
fn returns(slot: &str, read: &str) -> bool {
    let (slot, read) = (plain(slot), plain(read));
    let ends = |long: &str, short: &str| short.len() > 2 && long.ends_with(short);
    slot == read
        || ends(&read, &slot)
        || ends(&slot, &read)
        || read.strip_suffix('1') == Some(&slot)
        || slot.strip_suffix('1') == Some(&read)
}

/// Two neighbours swapped, or one letter wrong within a word that is not too short. A letter more at either end may be
/// another word, and another number is another parameter.
fn is_misspelt(written: &str, right: &str) -> bool {
    let (written, right) = (plain(written), plain(right));
    if nearest(&written, std::iter::once(&*right), 1).is_none() {
        return false;
    }
    let sorted = |text: &str, wanted: fn(&char) -> bool| {
        let mut letters: Vec<char> = text.chars().filter(wanted).collect();
        letters.sort_unstable();
        letters
    };
    let swapped = sorted(&written, |_| true) == sorted(&right, |_| true);
    let ends = |text: &str| (text.chars().next(), text.chars().last());
    let long = written.len() >= 5 && right.len() >= 5;
    let numbers = |text: &str| sorted(text, char::is_ascii_digit);
    swapped || long && ends(&written) == ends(&right) && numbers(&written) == numbers(&right)
}

/// Names by which systems call an id that they made themselves.
fn is_own_id(name: &str) -> bool {
    const OWN: [&str; 12] = [
        "tid",
        "uniqueid",
        "transactionid",
        "transid",
        "txnid",
        "conversionid",
        "orderid",
        "leadid",
        "txid",
        "requestid",
        "reqid",
        "eventid",
    ];
    OWN.contains(&&*plain(name))
}

/// The parameter is for the id of a publisher, a site or a campaign.
fn is_somebodys(name: &str) -> bool {
    let name = plain(name);
    ["pub", "site", "source", "zone", "camp", "offer", "widget"].iter().any(|word| name.starts_with(word))
}
