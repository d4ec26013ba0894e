//! What a run has to know before it reads the log: options, offers, clicks, and a look at the beginning of each file.

use super::super::io::Io;
use super::Options;
use super::inputs::{self, Source};
use super::passes::{self, Input};
use crate::findings::no_such;
use crate::lint::guarded;
use crate::log::address::Proxies;
use crate::log::clicks::Clicks;
use crate::log::clicks_file::Reader;
use crate::log::endpoint::Endpoints;
use crate::log::entry::Read as Line;
use crate::log::format::{FormatHint, LogFormat};
use crate::log::network::Dedupe;
use crate::log::offers::Offers;
use crate::log::overlap::Beginning;
use crate::log::resolve::DEDUPE_WINDOW;
use crate::log::setup::LogSetup;
use crate::log::shape::Shape;
use crate::log::skew;
use crate::log::survey::Surveyor;
use crate::log::time::{Clock, Time, duration, signed_duration};
use crate::log::verdict::Verdict;
use crate::platform::{Catalogue, Network};
use crate::report::received::{LogReportFormat, plural};
use crate::run::plain_error;
use crate::settings::{Config, network_named};
use std::collections::BTreeMap;

/// From how many postbacks with a verdict on a run has failed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    verdict: Verdict,
    least: MinimumSeverity,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum MinimumSeverity {
    Count(u64),
    Percent(f64),
}

impl Limit {
    fn read(text: &str) -> Result<Option<Self>, String> {
        if text == "never" {
            return Ok(None);
        }
        let (name, least) = text.split_once('=').unwrap_or((text, "1"));
        let verdict = Verdict::named(name)
            .ok_or_else(|| no_such("verdict", name, crate::log::verdict::VERDICTS.iter().map(|v| v.id)))?;
        let wrong =
            || format!("--fail-on: `{least}` is no number of postbacks and no share of them; write V=10 or V=2%");
        let least = match least.strip_suffix('%') {
            Some(share) => MinimumSeverity::Percent(
                share.parse().ok().filter(|p: &f64| (0.0..=100.0).contains(p)).ok_or_else(wrong)?,
            ),
            None => MinimumSeverity::Count(least.parse().ok().filter(|n| *n > 0).ok_or_else(wrong)?),
        };
        Ok(Some(Self { verdict, least }))
    }

    /// True if there are so many.
    pub fn is_reached_in(self, verdicts: &BTreeMap<String, u64>) -> bool {
        let count = verdicts.get(self.verdict.id()).copied().unwrap_or_default();
        let hits: u64 = verdicts.values().sum();
        match self.least {
            MinimumSeverity::Count(least) => count >= least,
            MinimumSeverity::Percent(least) => count > 0 && 100.0 * count as f64 >= least * hits as f64,
        }
    }
}

/// What the options say.
pub struct LogHints {
    pub format: LogReportFormat,
    pub verdicts: Vec<Verdict>,
    pub fail_on: Vec<Limit>,
    pub workers: usize,
    /// How far apart repetitions are, in seconds; `None` for however far.
    pub dedupe_window: Option<i64>,
    network: Network,
    log_format: FormatHint,
    clock: Clock,
    window: Option<i64>,
    skew: Option<i64>,
    dedupe: Option<Dedupe>,
}

impl LogHints {
    /// Reads the options.
    ///
    /// # Errors
    /// Everything that is wrong with them, each in a sentence for the user.
    pub fn of(options: &Options, catalogue: &Catalogue, config: &Config, io: &Io) -> Result<Self, Vec<String>> {
        let mut errors = Vec::new();
        let mut told = |option: &str, message: String| errors.push(format!("{option}: {message}"));
        let ambient = io.variable("TRACKLINT_NETWORK");
        let network = match (&options.network, &ambient) {
            (Some(name), _) => network_named(catalogue, name).map_err(|m| told("--network", m)).ok(),
            (None, Some(name)) => network_named(catalogue, name).map_err(|m| told("TRACKLINT_NETWORK", m)).ok(),
            (None, None) => config.network,
        };
        let log_format = FormatHint::read(options.log_format.as_deref().unwrap_or("auto"))
            .map_err(|m| told("--log-format", m))
            .unwrap_or(FormatHint::Named("auto"));
        let clock =
            Clock::named(options.tz.as_deref().unwrap_or("UTC")).map_err(|m| told("--tz", m)).unwrap_or_default();
        let mut seconds = |option: &str, text: &Option<String>| {
            let text = text.as_deref()?;
            let found = duration(text);
            if found.is_none() {
                told(option, format!("`{text}` is not a duration; write 90s, 30m, 48h or 7d"));
            }
            found
        };
        let window = seconds("--window", &options.window);
        let everything = options.dedupe_window.as_deref() == Some("all");
        let dedupe_window = if everything { None } else { seconds("--dedupe-window", &options.dedupe_window) };
        let skew =
            options.clock_skew.as_deref().and_then(|t| signed_duration(t).map_err(|m| told("--clock-skew", m)).ok());
        let mut fail_on = Vec::new();
        for text in &options.fail_on {
            match Limit::read(text) {
                Ok(limit) => fail_on.extend(limit),
                Err(message) => errors.push(message),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self {
            format: options.format.as_deref().and_then(LogReportFormat::named).unwrap_or(LogReportFormat::Human),
            verdicts: options.verdict.iter().filter_map(|v| Verdict::named(v)).collect(),
            fail_on,
            workers: options
                .jobs
                .map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), |n| n as usize),
            dedupe_window: if everything { None } else { Some(dedupe_window.unwrap_or(DEDUPE_WINDOW)) },
            network,
            log_format,
            clock,
            window,
            skew,
            dedupe: options.dedupe.as_deref().and_then(Dedupe::named),
        })
    }
}

/// Everything that a run needs.
pub struct Prepared<'p> {
    pub inputs: Vec<Input>,
    /// The names of the files, in the order in which they are read.
    pub files: Vec<String>,
    pub setup: LogSetup<'p>,
    /// Times in the log do not say their zone.
    pub zoneless: bool,
    /// What is to be said of the whole.
    pub notes: Vec<String>,
    /// Something could not be read.
    pub failed: bool,
}

/// A file with its format, the time at which it begins, and its beginning.
struct OpenedLog {
    source: Source,
    format: LogFormat,
    first: Option<Time>,
    head: Vec<u8>,
}

/// Reads offers and clicks, and has a look at the log; says what is wrong and returns the exit code.
pub fn prepare<'p>(
    options: &Options,
    hints: &LogHints,
    catalogue: &'p Catalogue,
    config: &'p Config,
    io: &mut Io,
) -> Result<Prepared<'p>, u8> {
    let (offers, mut failed) = offers(options, catalogue, io);
    let (begun, wrong) = begin(options, hints, io);
    failed |= wrong;
    if begun.is_empty() {
        return Err(2);
    }
    let mut surveyor =
        Surveyor::new(catalogue, &config.hosts, Endpoints::of(None, offers, &options.endpoint, catalogue));
    let mut zoneless = false;
    let mut beginnings: Vec<(String, Beginning)> = Vec::new();
    for file in &begun {
        beginnings.push((file.source.name.clone(), look(file, hints, &mut surveyor, &mut zoneless)));
    }
    let exported = begun.iter().filter_map(|b| b.format.export()).find(|e| !e.outgoing);
    let survey = surveyor.survey;
    let network = hints
        .network
        .or_else(|| exported.and_then(|e| catalogue.named(e.platform)))
        .or_else(|| offers.network())
        .or_else(|| survey.network(catalogue));
    let mut notes = overlaps(&beginnings);
    let (files, inputs): (Vec<String>, Vec<Input>) =
        begun.into_iter().map(|b| (b.source.name.clone(), Input { source: b.source, format: b.format })).unzip();
    if files.len() > 1 {
        notes.push(format!("Read in the order of their times: {}.", files.join(", ")));
    }
    let endpoints = Endpoints::of(network, offers, &options.endpoint, catalogue);
    let mut setup = LogSetup {
        catalogue,
        hosts: &config.hosts,
        network,
        endpoints,
        offers,
        clicks: None,
        shape: Shape::documented(network),
        clock: hints.clock.clone(),
        window: hints.window,
        skew: hints.skew.unwrap_or(0),
        proxies: Proxies::default(),
        fronts: survey.fronts(),
        sandbox: survey.is_of_tests() || offers.are_for_tests(),
        dedupe: hints.dedupe,
        since: None,
        until: None,
        own_click_id: if network.is_none() { offers.click_id_names() } else { Vec::new() },
    };
    bounds(options, hints, &inputs, &mut setup, io)?;
    if !options.clicks.is_empty() {
        failed |= clicks(options, hints, &inputs, &mut setup, io);
    }
    Ok(Prepared { inputs, files, setup, zoneless, notes, failed })
}

/// The offers that were handed in, for as long as the program runs: whoever judges refers to them.
fn offers(options: &Options, catalogue: &Catalogue, io: &mut Io) -> (&'static Offers, bool) {
    let mut offers = Offers::default();
    let mut failed = false;
    for path in &options.offers {
        let name = path.display().to_string();
        let read = std::fs::read(io.cwd.join(path)).map_err(|e| plain_error(&e));
        let added = read.and_then(|bytes| {
            guarded(|| offers.add(&name, &bytes, catalogue))
                .unwrap_or_else(|hints| Err(format!("tracklint failed on it: {hints}")))
        });
        if let Err(message) = added {
            io.say("error", &format!("{name}: {message}"));
            failed = true;
        }
    }
    (Box::leak(Box::new(offers)), failed)
}

/// Finds the files and their formats, and puts them in the order of their times.
fn begin(options: &Options, hints: &LogHints, io: &mut Io) -> (Vec<OpenedLog>, bool) {
    let (sources, missing) = inputs::find(&options.files, io);
    let mut failed = !missing.is_empty();
    for message in missing {
        io.say("error", &message);
    }
    let mut begun = Vec::new();
    for source in sources {
        let found = source.head().and_then(|head| Ok((LogFormat::detect(&head, &hints.log_format)?, head)));
        match found {
            Ok((format, head)) => {
                let mut first = None;
                each(&format, &head, |entry| {
                    if first.is_none() {
                        first = hints.clock.read(&entry.time).map(|(time, _)| time);
                    }
                });
                begun.push(OpenedLog { source, format, first, head });
            }
            Err(message) => {
                io.say("error", &format!("{}: {message}", source.name));
                failed = true;
            }
        }
    }
    // Those without a time stay where they were named.
    begun.sort_by_key(|b| b.first);
    (begun, failed)
}

/// The records of the beginning of a file.
pub fn each(format: &LogFormat, head: &[u8], mut see: impl FnMut(&crate::log::entry::Entry)) {
    if !format.is_by_line() {
        let _ = format.records(head, |_, entry| see(&entry));
        return;
    }
    let mut format = format.clone();
    for line in head.split(|b| *b == b'\n') {
        let text = crate::log::entry::lossless(line.strip_suffix(b"\r").unwrap_or(line));
        if let Line::Entry(entry) = format.line(&text) {
            see(&entry);
        }
    }
}

/// Looks at the beginning of a file.
fn look(file: &OpenedLog, hints: &LogHints, surveyor: &mut Surveyor, zoneless: &mut bool) -> Beginning {
    let mut beginning = Beginning::default();
    each(&file.format, &file.head, |entry| {
        surveyor.see(entry);
        beginning.see(entry, &surveyor.endpoints, &hints.clock);
        *zoneless |= entry.zone.is_none() && hints.clock.read(&entry.time).is_some_and(|(_, says)| !says);
    });
    beginning
}

/// What is to be said of files that hold the same requests.
fn overlaps(beginnings: &[(String, Beginning)]) -> Vec<String> {
    let pairs =
        beginnings.iter().enumerate().flat_map(|(at, one)| beginnings[..at].iter().map(move |other| (other, one)));
    pairs
        .filter(|((_, a), (_, b))| a.is_of(b))
        .map(|((a, _), (b, _))| {
            format!(
                "{a} and {b} seem to hold the same requests, as the logs of a proxy and of the server behind it do: hand in one of \
                 them, or each postback is taken for a repetition of itself."
            )
        })
        .collect()
}

/// `--since` and `--until`, which may be so long before the last record.
fn bounds(options: &Options, hints: &LogHints, inputs: &[Input], setup: &mut LogSetup, io: &mut Io) -> Result<(), u8> {
    let asked = [("--since", &options.since), ("--until", &options.until)];
    let relative = asked.iter().any(|(_, text)| text.as_deref().is_some_and(|t| t.starts_with('-')));
    let mut end = Time(0);
    if relative {
        let mut last = None;
        passes::judge(inputs, setup, hints.workers, |piece| {
            last = last.max(piece.hits.iter().filter_map(|h| h.time).max());
        });
        end = last.unwrap_or_default();
    }
    for (option, text) in asked {
        let Some(text) = text.as_deref() else { continue };
        match setup.clock.bound(text, end) {
            Ok(time) if option == "--since" => setup.since = Some(time),
            Ok(time) => setup.until = Some(time),
            Err(message) => {
                io.say("error", &format!("{option}: {message}"));
                return Err(2);
            }
        }
    }
    Ok(())
}

/// So many postbacks are looked at to compare the clocks.
const COMPARED: usize = 50_000;

/// Gathers the ids of the log and lets the clicks stream past them. True if something could not be read.
fn clicks(options: &Options, hints: &LogHints, inputs: &[Input], setup: &mut LogSetup, io: &mut Io) -> bool {
    let mut clicks = Clicks::default();
    let mut named: Vec<(crate::log::hash::Key, Time)> = Vec::new();
    passes::ids(inputs, setup, hints.workers, |keys| {
        for (key, time) in keys {
            clicks.want(key);
            if let Some(time) = time.filter(|_| named.len() < COMPARED) {
                named.push((key, time));
            }
        }
    });
    let reader =
        Reader { clock: &hints.clock, network: setup.network, offers: setup.offers, format: &hints.log_format };
    let mut failed = false;
    for path in &options.clicks {
        let name = path.display().to_string();
        let (mut sources, missing) = inputs::find(std::slice::from_ref(path), io);
        let opened = match missing.into_iter().next() {
            Some(message) => Err(message),
            None => sources
                .pop()
                .map_or(Err(format!("{name}: nothing to read")), |s| s.open().map_err(|m| format!("{name}: {m}"))),
        };
        let read =
            opened.and_then(|input| reader.read(input, |row| clicks.see(row)).map_err(|m| format!("{name}: {m}")));
        match read {
            Ok(count) if count.unread > 0 && !options.quiet => {
                let line = count.first_unread.map(|l| format!("; the first is in line {l}")).unwrap_or_default();
                io.say("note", &format!("{name}: {} could not be read{line}", plural(count.unread, "click", "clicks")));
            }
            Ok(_) => {}
            Err(message) => {
                io.say("error", &message);
                failed = true;
            }
        }
    }
    if setup.shape == Shape::Unknown {
        setup.shape = clicks.shape();
    }
    if hints.skew.is_none() {
        let distances = named.iter().filter_map(|(key, time)| Some(time.seconds_since(clicks.of(*key)?.time)));
        setup.skew = skew::measured(distances.filter(|d| d.unsigned_abs() < 400 * 86_400).collect());
    }
    setup.clicks = Some(Box::leak(Box::new(clicks)));
    failed
}
