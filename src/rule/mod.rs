//! Floor 5: the rules.
//!
//! A rule is one file: a [`Rule`] with its words, its examples and one function. The examples are its unit
//! test, its page in `explain` and its documentation. A rule sees one link in its [`Context`] and reports
//! spans; it knows nothing of files, settings or output. The folders are the parts of the catalogue:
//! Each check looks in one [`Stage`]. A check that can repair what it found ends the pass: the repair is made, and the
//! link is judged again from the first stage, so that one cause gives one finding and no check misreads damage that
//! another one explains.

mod blanks;
mod click_id_slot;
mod click_link;
mod context;
mod currency;
mod edges;
mod example;
mod extent;
mod finding;
mod near;
mod offer_context;
mod placeholder;
mod reuse;
mod stages;
mod trip;
mod values;

pub use click_id_slot::{Slot, Travel, candidate, survey};
pub use context::{Addressee, Context, HostPattern, Hosts, Offer, Told, own_names};
pub use example::{Around, Bad, Given, Good};
pub use file::{unknown_suppression, unused_suppression};
pub use finding::{Elsewhere, Finding, Findings, Spot, quoted};
pub use near::{Latitude, Near, NearNames, OwnNames, lookalike};
pub use offer_context::{Member, OfferContext, OfferFindings};
pub use placeholder::is_placeholder;
pub use reuse::{ClickIds, Repeat, Where, literal_click_id};
pub use stages::{LinkCheck, Stage, Step, steps};
pub use values::{is_machine_id, is_uuid};
pub use trip::{Answer, Keeper, Read, Stored, Why, judge, keeper, read_back, stored};

use crate::link::Seen;
use crate::platform::{Role, State};
use crate::span::Severity;

/// The part of the catalogue a rule belongs to. Ordered as the catalogue is, and as findings should be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The shape of the URL: runs first.
    Shape,
    /// Macros.
    Macros,
    /// Click id and platform.
    ClickId,
    /// Postbacks and events.
    Postback,
    /// What holds of an offer's links together.
    Offer,
    /// What a file says to tracklint.
    File,
}

impl Part {
    /// The heading a reader sees.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Shape => "Shape of the URL",
            Self::Macros => "Macros",
            Self::ClickId => "Click id and platform",
            Self::Postback => "Postbacks and events",
            Self::Offer => "Offers",
            Self::File => "Comments for tracklint",
        }
    }
}

/// The roles a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roles(u8);

impl Roles {
    /// Every role.
    pub const ALL: Self = Self(u8::MAX);
    /// Roles whose URL carries a click id.
    pub const CARRIERS: Self =
        Self::of(&[Role::TrackingLink, Role::Postback, Role::PartnerLink, Role::PartnerPostback]);
    /// Every role but a fragment, which has no scheme, host or `?` of its own.
    pub const WHOLE: Self = Self(!(1 << Role::Fragment as u8));

    /// These roles.
    #[must_use]
    pub const fn of(roles: &[Role]) -> Self {
        let (mut set, mut i) = (0, 0);
        while i < roles.len() {
            set |= 1 << roles[i] as u8;
            i += 1;
        }
        Self(set)
    }

    /// True if `role` is one of them.
    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        self.0 & 1 << role as u8 != 0
    }
}

/// The states a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum States {
    /// Both.
    Any,
    /// Templates only.
    Template,
    /// Live URLs only.
    Live,
}

impl States {
    /// True if `state` is one of them.
    #[must_use]
    pub const fn has(self, state: State) -> bool {
        matches!((self, state), (Self::Any, _) | (Self::Template, State::Template) | (Self::Live, State::Live))
    }
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// One link: each function in the stage in which it looks.
    Link(&'static [(Stage, LinkCheck)]),
    /// One link that may be a wrapper around another: then only the link inside, which the fix lays bare, is
    /// looked at by the other rules.
    Wrapper(LinkCheck),
    /// What a file says to tracklint: whoever reads the file's comments reports it.
    File,
    /// The links and fields of one offer together.
    Offer(fn(&OfferContext, &mut OfferFindings)),
    /// Each link by itself, and again beside the others of its offer, where more is known.
    Both(&'static [(Stage, LinkCheck)], fn(&OfferContext, &mut OfferFindings)),
    /// A click id that stands in several links of the run.
    Run(fn(&Repeat) -> Finding),
}

impl Check {
    /// The function that looks at an offer, if there is one.
    #[must_use]
    pub fn of_offer(&self) -> Option<fn(&OfferContext, &mut OfferFindings)> {
        match self {
            Self::Offer(check) | Self::Both(_, check) => Some(*check),
            Self::File | Self::Link(_) | Self::Wrapper(_) | Self::Run(_) => None,
        }
    }
}

/// One rule of the catalogue.
pub struct Rule {
    /// Its name, for ever: kebab-case.
    pub id: &'static str,
    /// How bad it is unless a finding says otherwise.
    pub severity: Severity,
    /// The part of the catalogue.
    pub part: Part,
    /// The roles it looks at.
    pub roles: Roles,
    /// The states it looks at.
    pub states: States,
    /// It looks only if one of these was seen.
    pub triggers: Seen,
    /// Rules that explain the same cause better: where one of them reports, this one is silent.
    pub yields_to: &'static [&'static str],
    /// What it finds, in one line.
    pub summary: &'static str,
    /// What it means, what it costs and how to mend it, for a reader who is no engineer.
    pub explanation: &'static str,
    /// Links it reports.
    pub bad: &'static [Bad],
    /// Links that look guilty and are not.
    pub good: &'static [Good],
    /// The function that looks.
    pub check: Check,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

macro_rules! rules {
    ($($folder:ident { $($file:ident)* })*) => {
        $(/// One file a rule.
        mod $folder {
            $(pub mod $file;)*
        })*
        /// Every rule, by part of the catalogue and then by name.
        pub static ALL: &[&Rule] = &[$($(&$folder::$file::RULE),*),*];
    };
}

rules! {
    shape {
        credentials_in_url
        double_encoding
        duplicate_parameter
        empty_parameter
        encoded_macro
        extra_question_mark
        fragment_before_query
        html_entity
        insecure_scheme
        invalid_host
        invalid_percent_encoding
        invisible_character
        leftover_escape
        lookalike_character
        lookalike_host
        malformed_scheme
        missing_question_mark
        missing_scheme
        missing_separator
        misspelled_host
        nested_url_not_encoded
        non_public_host
        parameter_without_value
        personal_data
        rewritten_link
        stray_punctuation
        stray_whitespace
        unencoded_character
        url_too_long
    }
    macros {
        foreign_macro
        macro_in_path
        macro_kind_mismatch
        misspelled_macro
        placeholder_left
        unbalanced_macro
        unbraced_macro
        unknown_macro
        unresolved_macro
        wrong_macro_syntax
    }
    click_id {
        conflicting_parameters
        empty_click_id
        hardcoded_click_id
        invalid_parameter_value
        malformed_click_id
        missing_click_id
        missing_required_parameter
        misspelled_parameter
        wrong_click_id_parameter
        wrong_endpoint
    }
    postback {
        browser_pixel
        hardcoded_event_in_global_postback
        hardcoded_payout
        missing_event_id
        missing_payout
        missing_unique_id
        test_postback_on_live_link
        unknown_event_id
        unsigned_postback
    }
    offer {
        double_firing
        environment_mismatch
        event_without_postback
        inactive_offer
        invalid_event_id
        platform_mismatch
        reused_click_id
        round_trip_mismatch
        unmapped_status
        window_mismatch
    }
    file {
        unknown_suppression
        unused_suppression
    }
}

/// The rule called `id`.
#[must_use]
pub fn named(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|r| r.id == id).copied()
}
