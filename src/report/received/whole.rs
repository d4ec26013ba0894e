//! One log from its first byte to its summary, for whoever has no more than its bytes: no files, no threads.

use super::summary::{NoHits, RunFacts, summary_of};
use super::v1::Summary;
use crate::log::address::Proxies;
use crate::log::block::{LogBlock, Skip, entries, lines};
use crate::log::endpoint::Endpoints;
use crate::log::entry::{Entry, Read, lossless};
use crate::log::format::{FormatHint, HEAD, LogFormat};
use crate::log::hit::{HitPlace, Remark};
use crate::log::judge::Judge;
use crate::log::offers::Offers;
use crate::log::resolve::{DEDUPE_WINDOW, HitResolver};
use crate::log::setup::LogSetup;
use crate::log::shape::Shape;
use crate::log::shown::RunContext;
use crate::log::summary;
use crate::log::survey::Surveyor;
use crate::log::time::Clock;
use crate::platform::Catalogue;
use crate::settings::Settings;
use crate::source::{Blocks, Part};

/// The summary of a log that is called `name`: what went wrong, since when and from whom, with secrets and personal data
/// masked. Of the settings the network and the hosts of the configuration count.
///
/// # Errors
/// A sentence for the user: the bytes are no log that can be read.
pub fn whole(name: &str, bytes: &[u8], settings: &Settings, catalogue: &Catalogue) -> Result<Summary, String> {
    let format = LogFormat::detect(head_of(bytes), &FormatHint::Named("auto"))?;
    let offers = Offers::default();
    let clock = Clock::default();
    let endpoints = Endpoints::of(None, &offers, &[], catalogue);
    let mut surveyor = Surveyor::new(catalogue, &settings.config.hosts, endpoints);
    let (mut zoneless, mut holds) = (false, false);
    each(&format, head_of(bytes), |entry| {
        holds = true;
        surveyor.see(entry);
        zoneless |= entry.zone.is_none() && clock.read(&entry.time).is_some_and(|(_, says)| !says);
    });
    if !holds {
        return Err(format!("it looks like {}, and no line of its beginning can be read", format.words()));
    }
    let survey = surveyor.survey;
    let exported = format.export().filter(|export| !export.outgoing);
    let said = settings.network.or(settings.ambient_network).or(settings.config.network);
    let network = said
        .or_else(|| exported.and_then(|export| catalogue.named(export.platform)))
        .or_else(|| survey.network(catalogue));
    let setup = LogSetup {
        catalogue,
        hosts: &settings.config.hosts,
        network,
        endpoints: Endpoints::of(network, &offers, &[], catalogue),
        offers: &offers,
        clicks: None,
        shape: Shape::documented(network),
        clock,
        window: None,
        skew: 0,
        proxies: Proxies::default(),
        fronts: survey.fronts(),
        sandbox: survey.is_of_tests(),
        dedupe: None,
        since: None,
        until: None,
        own_click_id: Vec::new(),
    };
    let counts = counted(&setup, format, bytes)?;
    Ok(told(name, &setup, &counts, zoneless))
}

/// The beginning, by which a log is known. It ends with a line where there is more.
fn head_of(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(HEAD)]
}

/// The records of the beginning.
fn each(format: &LogFormat, head: &[u8], mut see: impl FnMut(&Entry)) {
    if !format.is_by_line() {
        let _ = format.records(head, |_, entry| see(&entry));
        return;
    }
    let mut format = format.clone();
    for line in head.split(|b| *b == b'\n') {
        let text = lossless(line.strip_suffix(b"\r").unwrap_or(line));
        if let Read::Entry(entry) = format.line(&text) {
            see(&entry);
        }
    }
}

/// Every record judged and counted.
fn counted(setup: &LogSetup, mut format: LogFormat, bytes: &[u8]) -> Result<summary::Summary, String> {
    let mut counts = summary::Summary::keeping(1);
    let mut resolver = HitResolver::new(Some(DEDUPE_WINDOW));
    let mut judge = Judge::new(setup);
    let mut take = |piece: LogBlock, counts: &mut summary::Summary| {
        counts.other.join(piece.other);
        counts.unread.join(piece.unread);
        counts.refused += piece.refused;
        counts.out_of_time += piece.out_of_time;
        piece.hits.into_iter().for_each(|hit| resolver.take(hit, |hit| count(&hit, counts)));
    };
    if format.is_by_line() {
        let skip = Skip::of(setup.endpoints.needles());
        let mut blocks = Blocks::new(bytes);
        while let Some(part) = blocks.next_part().map_err(|error| error.to_string())? {
            match part {
                Part::Lines(block) => take(lines(&block, &mut format, 0, &skip, &mut judge), &mut counts),
                Part::TooLong(line) => {
                    counts.unread.add_with(HitPlace { file: 0, line }, || "a line of more than 16 MiB".to_owned());
                }
            }
        }
    } else {
        let mut all = Vec::new();
        let unread = format.records(bytes, |line, entry| all.push((line, entry)));
        take(entries(&all, &format, 0, &mut judge), &mut counts);
        unread.into_iter().for_each(|(line, text)| counts.unread.add_with(HitPlace { file: 0, line }, || text));
    }
    resolver.finish(|hit| count(&hit, &mut counts));
    Ok(counts)
}

fn count(hit: &crate::log::hit::Hit, counts: &mut summary::Summary) {
    counts.add(hit);
    counts.over_http += u64::from(hit.remarks.contains(&Remark::SentOverHttp));
}

fn told(name: &str, setup: &LogSetup, counts: &summary::Summary, zoneless: bool) -> Summary {
    let paths = setup.endpoints.paths();
    let endpoint = setup.network.map(|network| match paths.is_empty() {
        false => format!("{} ({})", paths.join(", "), network.name),
        true => network.name.to_owned(),
    });
    let files = [name.to_owned()];
    let command = ["tracklint", "log", name].map(str::to_owned);
    let told = RunFacts {
        endpoint,
        network: setup.network,
        clicks: None,
        skew: 0,
        skew_is_said: false,
        zone: zoneless.then_some(setup.clock.name.as_str()),
        command: &command,
        nothing: (counts.hits == 0).then_some(NoHits::Endpoint),
        notes: Vec::new(),
    };
    summary_of(counts, &told, &RunContext { files: &files, offers: setup.offers, with_clicks: false, redact: true })
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
