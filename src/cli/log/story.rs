//! The story of one click id: its click, every postback that names it, and what became of each.

use super::prepare::Prepared;
use crate::log::hit::Hit;
use crate::log::shown::{RunContext, Shown};
use crate::log::time::spoken;
use crate::log::value::received;
use crate::report::columns::visible;
use crate::report::inert;
use crate::report::received::{FindingsAlone, LogReportFormat, head, hit as write_hit};

/// True if a postback names the id, whatever parameter it stands in.
pub fn is_of(hit: &Hit, id: &str) -> bool {
    hit.click_id.as_deref() == Some(id)
        || hit.ruling.value.as_deref().is_some_and(|v| received(v).contains(id))
        || id.len() >= 6 && hit.url.contains(id)
}

/// The story, or its postbacks where a program reads.
pub fn told(id: &str, hits: &[Hit], known: &RunContext, format: LogReportFormat, prepared: &Prepared) -> Vec<u8> {
    if format.is_of_hits() || format == LogReportFormat::Json {
        let format = if format == LogReportFormat::Json { LogReportFormat::Jsonl } else { format };
        let mut out = Vec::new();
        head(format, &mut out);
        hits.iter().for_each(|h| write_hit(format, &shown(h, known, format), &mut out));
        return out;
    }
    let mut lines = vec![format!("The story of {id}"), String::new()];
    let click = prepared.setup.clicks.map(|clicks| (clicks, clicks.get(id)));
    match click {
        Some((clicks, Some(click))) => {
            let offer = clicks.offer_of(click).map(|o| format!(" for the offer {o}")).unwrap_or_default();
            lines.push(format!("{}  click{offer}", click.time));
        }
        Some((_, None)) => lines.push("No click with this id is among those that were handed in.".to_owned()),
        None => lines.push("Its click is not known: --clicks hands the clicks in.".to_owned()),
    }
    for hit in hits.iter().map(|hit| shown(hit, known, format)) {
        let time = hit.time.map(|t| t.to_string()).unwrap_or_default();
        let after = hit.click.as_ref().and_then(|c| c.seconds).map(|s| match s {
            0.. => format!(", {} after the click", spoken(s)),
            _ => format!(", {} before the click", spoken(-s)),
        });
        let reason = hit.reason.map(|r| format!(" ({})", r.id())).unwrap_or_default();
        let status = hit.status.map(|s| format!(", answered {s}")).unwrap_or_default();
        let sender = hit.sender.as_deref().unwrap_or("nobody knows whom");
        lines.push(String::new());
        lines.push(format!("{time}  postback from {sender}{status}{}", after.unwrap_or_default()));
        lines.push(format!("  {}{reason}: {}", hit.verdict.id(), hit.message));
        if !hit.help.is_empty() {
            lines.push(format!("  What to do: {}", hit.help));
        }
        if let Some((path, line)) = hit.duplicate_of {
            lines.push(format!("  The first that counted: {path}:{line}"));
        }
        lines.push(format!("  {}:{} {}", hit.place.0, hit.place.1, hit.url));
    }
    if hits.is_empty() {
        lines.push(String::new());
        lines.push("No postback in the log names this id.".to_owned());
        if let Some((_, Some(_))) = click {
            lines.push(
                "The click is known, so the advertiser never reported it, or reported it without the id.".to_owned(),
            );
        }
    }
    let text: String = lines.iter().map(|l| format!("{}\n", visible(l))).collect();
    inert(&text).into_owned().into_bytes()
}

/// What may be shown of a postback; its findings only where the format has a place for them.
pub fn shown(hit: &Hit, known: &RunContext, format: LogReportFormat) -> Shown {
    Shown::of(hit, known, (format == LogReportFormat::Jsonl).then_some(FindingsAlone))
}
