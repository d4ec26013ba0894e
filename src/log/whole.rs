//! One log from its first byte to its last, for whoever has no more than its bytes: no files, no threads.

use super::address::Proxies;
use super::block::{LogBlock, Skip, entries, lines};
use super::endpoint::Endpoints;
use super::entry::{Entry, Read, lossless};
use super::format::{FormatHint, HEAD, LogFormat};
use super::hit::{Hit, HitPlace, Remark};
use super::judge::Judge;
use super::offers::Offers;
use super::resolve::{DEDUPE_WINDOW, HitResolver};
use super::setup::LogSetup;
use super::shape::Shape;
use super::summary::Summary;
use super::survey::Surveyor;
use super::time::Clock;
use crate::platform::{Catalogue, Network};
use crate::settings::Settings;
use crate::source::{Blocks, Part};

/// What a log holds.
pub struct WholeLog {
    /// Its postbacks, counted.
    pub counts: Summary,
    /// Whose endpoint it is.
    pub network: Network,
    /// The paths that take its postbacks.
    pub paths: Vec<String>,
    /// The zone in which its times were read, where they do not say their own.
    pub zone: Option<String>,
}

/// Judges every record of a log. Of the settings the network and the hosts of the configuration count.
///
/// # Errors
/// A sentence for the user: the bytes are no log that can be read.
pub fn whole_log(bytes: &[u8], settings: &Settings, catalogue: &Catalogue) -> Result<WholeLog, String> {
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
    let zone = zoneless.then(|| setup.clock.name.clone());
    let paths = setup.endpoints.paths().into_iter().map(|path| path.to_string()).collect();
    Ok(WholeLog { counts, network: setup.network, paths, zone })
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
fn counted(setup: &LogSetup, mut format: LogFormat, bytes: &[u8]) -> Result<Summary, String> {
    let mut counts = Summary::keeping(1);
    let mut resolver = HitResolver::new(Some(DEDUPE_WINDOW));
    let mut judge = Judge::new(setup);
    let mut take = |piece: LogBlock, counts: &mut Summary| {
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

fn count(hit: &Hit, counts: &mut Summary) {
    counts.add(hit);
    counts.over_http += u64::from(hit.remarks.contains(&Remark::SentOverHttp));
}
