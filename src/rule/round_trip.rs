//! The click id's way: into the link's slot, through the system that keeps it, and out of a macro of the postback.
//!
//! Nobody documents all of it. What a platform's own table says is proof; what two names look like is a hint; and
//! where neither tells, the answer is that nobody knows.

use super::Context;
use crate::link::{Dialect, Link, Param, decoded};
use crate::platform::{
    Fact, Platform, PlatformKind, Role, State, find, generic_kind, is_called, is_click_id_name, nearest,
};
use crate::span::Span;

/// A parameter in which a link hands the click id on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its name, decoded.
    pub name: String,
    /// Where the name stands.
    pub key: Span,
    /// Where the value stands.
    pub value: Span,
}

/// A macro from which a postback takes the click id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read<'a> {
    /// Its name.
    pub name: &'a str,
    /// The macro, delimiters and all.
    pub span: Span,
    /// What stands between the delimiters.
    pub inner: Span,
    /// The delimiters.
    pub dialect: Dialect,
}

/// Why the id does not come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The macro gives back what another parameter stored.
    OtherSlot,
    /// The macro stands for the id that the system itself made.
    OwnId,
    /// The system has another macro for it.
    OtherMacro,
    /// The two names are nearly, and not quite, the same.
    Spelling,
}

/// Whether the id comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It does, as far as anybody can tell.
    Returns,
    /// Nobody documents it.
    Unknown,
    /// It does not.
    Lost {
        /// The platform's own table proves it.
        proven: bool,
        /// Why.
        why: Why,
        /// The macro that would bring it back, where one is known.
        right: Option<&'static str>,
    },
}

/// The parameters in which the link hands on the click id. Empty where it does not, or in a way whose end nobody can
/// see: in the path, in a link within the link, glued to other text.
#[must_use]
pub fn stored(context: &Context) -> Vec<Stored> {
    let link = &context.link;
    let nested = context.addressee.map_or(&[][..], |a| a.platform.link.nested);
    let slot = || context.slot.param.map(|i| &link.all_params()[i]).filter(|p| !p.value.is_empty());
    let chosen: Vec<&Param> = match (context.role, context.state, context.network) {
        (Role::PartnerLink, ..) => slot().into_iter().collect(),
        (Role::TrackingLink, State::Live, _) => {
            let sure = context.sure_addressee().is_some();
            slot().filter(|p| sure || is_click_id_name(link.key(p))).into_iter().collect()
        }
        (Role::TrackingLink, State::Template, network) => {
            let holds = |p: &&Param| match whole(link, p) {
                Some((name, _)) if network.is_some() => context.is_network_click_id(name),
                Some((name, _)) => is_click_id_name(name) || named_id(link, p) && generic_kind(name).is_none(),
                None => false,
            };
            link.all_params().iter().filter(holds).collect()
        }
        _ => Vec::new(),
    };
    let kept = |p: &&Param| find(nested, &link.name(p)).is_none();
    let store = |p: &Param| Stored { name: link.name(p).into_owned(), key: p.key, value: p.value };
    chosen.into_iter().filter(kept).map(store).collect()
}

/// The macros from which the postback takes the click id. Empty where none can be told.
#[must_use]
pub fn read_back<'a>(context: &Context<'a>) -> Vec<Read<'a>> {
    let link = &context.link;
    if context.state != State::Template || !matches!(context.role, Role::Postback | Role::PartnerPostback) {
        return Vec::new();
    }
    let known = context.slot.param.map(|i| &link.all_params()[i]);
    let guessed = || {
        let id = |p: &&Param| named_id(link, p) && whole(link, p).is_some_and(|(name, _)| generic_kind(name).is_none());
        let ids: Vec<&Param> = link.all_params().iter().filter(id).collect();
        // Beside a parameter for the click id one for the transaction is what it says.
        let own = |p: &&Param| is_called(&decoded(link.key(p)), &["tid", "txid", "transid", "transactionid"]);
        if ids.iter().all(own) { ids } else { ids.into_iter().filter(|p| !own(p)).collect::<Vec<_>>() }
    };
    let params = match known {
        Some(param) => vec![param],
        None if context.role == Role::Postback && context.receiver().is_none() => guessed(),
        None => Vec::new(),
    };
    params.into_iter().filter_map(|p| whole(link, p)).map(|(_, read)| read).collect()
}

/// The macros from which the postback takes what the link stores. Where nobody knows the receiving parameter, a macro
/// that is called as the link's own parameter wins over every guess: `subid=##CLICK_ID##` answers `click_id`.
#[must_use]
pub fn read_back_of<'a>(context: &Context<'a>, stored: &[Stored]) -> Vec<Read<'a>> {
    let reads = read_back(context);
    if context.slot.param.is_some() || context.state != State::Template || context.role != Role::Postback {
        return reads;
    }
    let link = &context.link;
    let whole = link.all_params().iter().filter_map(|p| whole(link, p)).map(|(_, read)| read);
    let same: Vec<Read> = whole.filter(|read| stored.iter().any(|s| are_same(&s.name, read.name))).collect();
    if same.is_empty() { reads } else { same }
}

/// One name, but for capitals and the delimiters that a parameter may have been given: `[afp1]` and `AFP1`.
fn are_same(slot: &str, read: &str) -> bool {
    let bare = |name: &str| name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    !bare(slot).is_empty() && bare(slot) == bare(read)
}

fn named_id(link: &Link, param: &Param) -> bool {
    is_click_id_name(&link.name(param))
}

/// The macro that is the whole value of a parameter.
fn whole<'a>(link: &Link<'a>, param: &Param) -> Option<(&'a str, Read<'a>)> {
    let found = link.whole_macro(param.value)?;
    let name = link.macro_name(found);
    (!name.is_empty()).then_some((name, Read { name, span: found.span, inner: found.inner, dialect: found.dialect }))
}

/// Who keeps the click id between the click and the postback.
#[derive(Clone, Copy, Debug)]
pub enum ClickIdHolder {
    /// This system.
    System(&'static Platform),
    /// One that nobody knows: only names can tell.
    Unknown,
    /// Two are named. What happens between them is not to be seen here, so nothing can be said.
    Several,
}

impl ClickIdHolder {
    /// The system, where it is known.
    #[must_use]
    pub const fn platform(self) -> Option<&'static Platform> {
        match self {
            Self::System(platform) => Some(platform),
            Self::Unknown | Self::Several => None,
        }
    }
}

/// The system that takes the link's click id and fires the postback.
#[must_use]
pub fn keeper(link: &Context, postback: &Context) -> ClickIdHolder {
    if link.role == Role::PartnerLink {
        return link.network.map_or(ClickIdHolder::Unknown, ClickIdHolder::System);
    }
    let keeper = link.sure_addressee().filter(|p| p.kind != PlatformKind::AutoClickId);
    match (keeper, postback.filled_by) {
        (Some(keeper), Some(filler)) if keeper.id != filler.id => ClickIdHolder::Several,
        (Some(keeper), _) if link.network.is_some_and(|n| n.id == keeper.id) => ClickIdHolder::Several,
        (keeper, filler) => keeper.or(filler).map_or(ClickIdHolder::Unknown, ClickIdHolder::System),
    }
}

/// Whether what `link` stores comes back as the macro called `read`.
#[must_use]
pub fn judge(keeper: ClickIdHolder, link: &Context, stored: &Stored, read: &str) -> Answer {
    match keeper {
        ClickIdHolder::System(platform) => known(platform, stored, read),
        ClickIdHolder::Unknown => unknown(link, stored, read),
        ClickIdHolder::Several => Answer::Unknown,
    }
}

fn known(platform: &'static Platform, stored: &Stored, read: &str) -> Answer {
    let (face, fires) = (&platform.link, &platform.fires);
    let returned = find(fires.returned_click_id, read);
    let back = returned.or(find(fires.sub, read));
    let right = || way_back(platform, &stored.name);
    let lost = |proven, why| Answer::Lost { proven, why, right: right() };
    if let Some(own) = find(fires.issued_click_id, read).filter(|_| back.is_none()) {
        // Under the slot's own name it may yet be meant for the same: sources err.
        return lost(own.sure && stored.name != read, Why::OwnId);
    }
    if stored.name == read {
        return Answer::Returns;
    }
    if plain(&stored.name) == plain(read) {
        // Where sources disagree on the spelling, either may be right.
        let settled = !fires.returned_click_id.is_empty() && fires.returned_click_id.iter().all(|f| f.sure);
        return if back.is_some() || !settled { Answer::Returns } else { lost(false, Why::Spelling) };
    }
    let slot = |facts: &'static [Fact]| facts.iter().find(|f| f.name != "*" && f.is(read));
    // That the name is a slot too may be hearsay; that it is what comes back is not.
    let other = slot(face.click_id).or_else(|| slot(face.also_accepts)).filter(|s| s.sure || returned.is_none());
    if let (Some(back), Some(slot)) = (back, other) {
        return lost(back.sure && slot.sure, Why::OtherSlot);
    }
    if returned.is_some() {
        let documented = find(face.click_id, &stored.name).is_some();
        return if documented { Answer::Returns } else { Answer::Unknown };
    }
    if are_numbered_apart(&stored.name, read) {
        return lost(true, Why::OtherSlot);
    }
    let certain = fires.returned_click_id.iter().any(|f| f.sure);
    if certain && generic_kind(read).is_none() { lost(false, Why::OtherMacro) } else { Answer::Unknown }
}

/// The macro by which a platform gives back what it stored under `slot`.
fn way_back(platform: &'static Platform, slot: &str) -> Option<&'static str> {
    let fires = &platform.fires;
    let facts = || fires.returned_click_id.iter().chain(fires.sub);
    let same = facts().find(|f| f.name == slot).or_else(|| facts().find(|f| plain(f.name) == plain(slot)));
    let by_name = |f: &&Fact| f.sure && !f.is_pattern();
    let only =
        || fires.returned_click_id.iter().find(by_name).filter(|f| find(platform.link.click_id, f.name).is_none());
    let main = || {
        // The first slot comes back as the first macro.
        let first = platform.link.click_id.first().is_some_and(|f| f.is(slot));
        first.then(|| fires.returned_click_id.iter().find(by_name)).flatten()
    };
    same.or_else(main).or_else(only).map(|f| f.name)
}

fn unknown(link: &Context, stored: &Stored, read: &str) -> Answer {
    let lost = |why| Answer::Lost { proven: false, why, right: None };
    if are_same(&stored.name, read) {
        return Answer::Returns;
    }
    // A network that documents its postback with its own macro, `clickid={click_id}` there and back, means the same by it.
    let issued = link.link.whole_macro(stored.value).is_some_and(|m| link.link.macro_name(m) == read);
    if issued && plain(&stored.name) == plain(read) {
        return Answer::Unknown;
    }
    let long = stored.name.len() >= 7 && read.len() >= 7;
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>();
    let near =
        long && nearest(read, std::iter::once(&*stored.name), 1).is_some() && digits(read) == digits(&stored.name);
    if plain(&stored.name) == plain(read) || near {
        return lost(Why::Spelling);
    }
    if are_numbered_apart(&stored.name, read) {
        // Whoever calls it otherwise changes the word; nobody counts otherwise.
        return Answer::Lost { proven: true, why: Why::OtherSlot, right: None };
    }
    let other = link.link.param(read).is_some_and(|p| !p.value.is_empty() && p.key != stored.key);
    if other { lost(Why::OtherSlot) } else { Answer::Unknown }
}

/// Letters and digits, in small letters.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `sub1` and `sub2`: two of one family. One without a number is the first.
#[must_use]
pub fn are_numbered_apart(a: &str, b: &str) -> bool {
    let (a, b) = (plain(a), plain(b));
    let cut = |s: &str| s.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let ((word, number), (other, second)) = (a.split_at(cut(&a)), b.split_at(cut(&b)));
    let number_of = |digits: &str| if digits.is_empty() { Some(1) } else { digits.parse::<u32>().ok() };
    !word.is_empty() && word == other && number_of(number) != number_of(second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::Catalogue;

    fn ask(platform: &str, slot: &str, read: &str) -> Answer {
        let catalogue = Catalogue::default();
        let stored = Stored { name: slot.to_owned(), key: Span::point(0), value: Span::point(0) };
        catalogue.named(platform).map_or(Answer::Unknown, |p| known(p, &stored, read))
    }

    #[test]
    fn legal_renamings_return() {
        let legal = [
            ("appsflyer", "clickid", "Click ID"),
            ("appsflyer", "clickid", "clickid"),
            ("swaarm", "pub_click_id", "click.publisher.clickId"),
            ("tune-mat", "ref_id", "publisher_ref_id"),
            ("branch", "~click_id", "last_attributed_touch_data.~click_id"),
            ("impact", "subId1", "SubId1"),
            ("awin", "clickref", "clickRef"),
            ("voluum", "cid", "externalid"),
            ("binom", "anything", "externalid"),
            ("clickmagick", "clk_tid", "cmc_tid"),
            ("aftrad", "click_id", "affiliate_click_id"),
            ("adbrix", "cb_1", "last_cb_1"),
            ("appcarry", "custom_param_1", "custom_param1"),
            ("adjust", "my_click_id", "my_click_id"),
            ("lootably", "sid", "userID"),
        ];
        for (platform, slot, read) in legal {
            assert_eq!(ask(platform, slot, read), Answer::Returns, "{platform}: {slot} as {read}");
        }
    }

    #[test]
    fn the_table_proves_what_cannot_come_back() {
        let proven = [
            ("everflow", "sub1", "sub2", Why::OtherSlot, Some("sub1")),
            ("everflow", "sub1", "transaction_id", Why::OwnId, Some("sub1")),
            ("cake", "s2", "s3", Why::OtherSlot, Some("s2")),
            ("cake", "s2", "reqid", Why::OwnId, Some("s2")),
            ("tune", "aff_click_id", "aff_sub", Why::OtherSlot, Some("aff_click_id")),
            ("tune", "aff_sub", "transaction_id", Why::OwnId, Some("aff_sub")),
            ("keitaro", "external_id", "subid", Why::OwnId, Some("external_id")),
            ("voluum", "anything", "clickid", Why::OwnId, Some("externalid")),
        ];
        for (platform, slot, read, why, right) in proven {
            let right = ask(platform, slot, read) == Answer::Lost { proven: true, why, right };
            assert!(right, "{platform}: {slot} as {read}: {:?}", ask(platform, slot, read));
        }
    }

    #[test]
    fn what_sources_leave_open_is_never_proven() {
        for (platform, slot, read) in
            [("kochava", "click_id", "clickid"), ("aftrad", "click_id", "click_id"), ("apsalar", "cl", "CLID")]
        {
            assert!(matches!(ask(platform, slot, read), Answer::Lost { proven: false, .. }), "{platform}");
        }
        assert_eq!(ask("airbridge", "click_id", "something_else"), Answer::Unknown);
    }
}
