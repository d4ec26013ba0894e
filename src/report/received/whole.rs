//! The summary of one log, for whoever has no more than its bytes.

use super::summary::{NoHits, RunFacts, summary_of};
use super::v1::Summary;
use crate::log::offers::Offers;
use crate::log::shown::RunContext;
use crate::log::whole::{WholeLog, whole_log};
use crate::platform::Catalogue;
use crate::settings::Settings;

/// The summary of a log that is called `name`: what went wrong, since when and from whom, with secrets and personal data
/// masked. Of the settings the network and the hosts of the configuration count.
///
/// # Errors
/// A sentence for the user: the bytes are no log that can be read.
pub fn whole(name: &str, bytes: &[u8], settings: &Settings, catalogue: &Catalogue) -> Result<Summary, String> {
    let WholeLog { counts, network, paths, zone } = whole_log(bytes, settings, catalogue)?;
    let endpoint = network.map(|network| match paths.is_empty() {
        false => format!("{} ({})", paths.join(", "), network.name),
        true => network.name.to_owned(),
    });
    let files = [name.to_owned()];
    let command = ["tracklint", "log", name].map(str::to_owned);
    let facts = RunFacts {
        endpoint,
        network,
        clicks: None,
        skew: 0,
        skew_is_said: false,
        zone: zone.as_deref(),
        command: &command,
        nothing: (counts.hits == 0).then_some(NoHits::Endpoint),
        notes: Vec::new(),
    };
    let offers = Offers::default();
    Ok(summary_of(&counts, &facts, &RunContext { files: &files, offers: &offers, with_clicks: false, redact: true }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "203.0.113.7 - - [03/Nov/2026:10:00:00 +0000] \"GET /postback?gk_click_id={clickid}&cnv_event_id=Sale HTTP/1.1\" 200 2 \"-\" \"curl\"\n";

    #[test]
    fn a_log_is_summed_up_and_what_is_none_is_refused() {
        let network = Settings { network: Catalogue::default().named("gokart"), ..Settings::default() };
        let summary = whole("access.log", LINE.repeat(3).as_bytes(), &network, &Catalogue::default());
        let summary = summary.unwrap();
        assert_eq!(summary.verdicts.get("unresolved-macro"), Some(&3), "{summary:?}");
        assert_eq!(summary.causes.len(), 1);
        for text in ["", "Dear all, see https://a.example/?b=c", "\0\0"] {
            assert!(whole("a", text.as_bytes(), &network, &Catalogue::default()).is_err(), "{text}");
        }
    }
}
