//! The answer to a request or a log line that somebody pasted: what became of the postback.

use super::color::DrawStyle;
use super::page::Page;
use crate::lint::guarded;
use crate::log::offers::Offers;
use crate::log::pasted::pasted;
use crate::log::shown::{RunContext, Shown};
use crate::log::verdict::{Reason, Verdict};
use crate::platform::Catalogue;
use crate::report::received::FindingsAlone;
use crate::report::{Style, inert};
use crate::settings::Settings;

/// What is said of received postbacks.
pub struct Received {
    /// For people.
    pub text: String,
    /// One of them did not count.
    pub faulty: bool,
}

/// The answer to a text that is a received request or lines of an access log; `None` to any other.
pub fn received(text: &str, settings: &Settings, catalogue: &Catalogue, style: Style) -> Option<Received> {
    let network = settings.network_or(settings.config.network);
    // Should a rule fall over here, the text is read for its links, where that is told.
    let hits = guarded(|| pasted(text, catalogue, &settings.config.hosts, network)).ok().flatten()?;
    let (offers, files) = (Offers::default(), ["<paste>".to_owned()]);
    let context = RunContext { files: &files, offers: &offers, with_clicks: false, redact: style.redact };
    let shown: Vec<Shown> = hits.iter().map(|hit| Shown::of(hit, &context, None::<FindingsAlone>)).collect();
    let Style { color, ascii, docs, width, .. } = style;
    let mut page = Page::new(DrawStyle { color, ascii, docs, width });
    let faulty = hits.iter().filter(|hit| hit.ruling.verdict.is_fault()).count();
    for (number, hit) in shown.iter().enumerate() {
        let number = (shown.len() > 1).then_some(number + 1);
        one(hit, number, ascii, &mut page);
        page.blank();
    }
    if shown.len() > 1 {
        let words = match faulty {
            0 => format!("Nothing wrong with these {} postbacks.", shown.len()),
            n => {
                format!("{n} of {} postbacks did not count. `tracklint log FILE` says it of a whole log.", shown.len())
            }
        };
        page.wrapped("", "", &words);
    }
    Some(Received { text: inert(&page.finish()).into_owned(), faulty: faulty > 0 })
}

fn one(hit: &Shown, number: Option<usize>, ascii: bool, page: &mut Page) {
    let mut facts = vec![match number {
        Some(number) => format!("Postback {number}"),
        None => "A received postback".to_owned(),
    }];
    facts.extend(hit.time.map(|time| time.to_string()));
    facts.extend(hit.sender.as_deref().map(|sender| format!("from {sender}")));
    facts.extend(hit.status.map(|status| format!("answered {status}")));
    page.wrapped("", "", &facts.join(", "));
    let (good, bad, todo) = if ascii { ("+", "x", ">") } else { ("✓", "×", "→") };
    let (sign, verdict) = match hit.verdict {
        Verdict::Success => (good, String::new()),
        verdict => {
            let reason = hit.reason.map(|reason| format!(" ({})", Reason::id(reason))).unwrap_or_default();
            (bad, format!("{}{reason}: ", verdict.id()))
        }
    };
    page.wrapped(&format!("  {sign} "), "    ", &format!("{verdict}{}", hit.message));
    if !hit.help.is_empty() {
        page.wrapped(&format!("  {todo} "), "    ", &hit.help);
    }
    page.link(&hit.url);
}
