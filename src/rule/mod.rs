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
mod delimiters;
mod edges;
mod example;
mod extent;
mod finding;
mod kinds;
mod near;
mod order;
mod own;
mod placeholder;
mod reuse;
mod round_trip;
mod slot;
mod stage;
mod values;

pub use click_id_slot::{candidates, survey};
pub use context::{Addressee, Context, Hints, HostPattern, Hosts, OfferHints};
pub use example::{Bad, ExampleHints, ExampleOffer, Good};
pub use file::{unknown_suppression, unused_suppression};
pub use finding::{
    Check, Finding, Findings, LinkCheck, Member, OfferContext, OfferFindings, RelatedFinding, Rule, Spot, quoted,
};
pub use kinds::{Part, Roles, States};
pub use near::{Near, NearNames, NearTolerance, OwnNames, lookalike, own_names};
pub use order::{Chosen, Step, chosen};
pub use own::{Demand, OWN, OwnRule, OwnScope, ValueTest, own_named, own_rule};
pub use placeholder::is_placeholder;
pub use reuse::{ClickIds, Repeat, Where, literal_click_id};
pub use round_trip::{
    Answer, ClickIdHolder, Read, Stored, Why, are_numbered_apart, judge, keeper, read_back, read_back_of, stored,
};
pub use slot::{Slot, Travel};
pub use stage::Stage;
pub use values::{SIGNATURES, is_machine_id, is_uuid};

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
        glued_click_id
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
