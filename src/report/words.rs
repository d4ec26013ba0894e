//! What is said about a link besides its findings, in the same words however it is laid out.

use super::style::{Next, Style};
use super::tables;
use crate::findings::{About, Ending, Masked, Summary};
use crate::lint::Decision;
use crate::platform::{Role, State, is_click_id_name};
use crate::rule::Finding;
use crate::span::{Safety, Span};

/// What the text of an entry is called.
pub const fn noun(about: About) -> &'static str {
    match about {
        About::Url => "link",
        About::Field => "value",
        About::File => "comment",
    }
}

/// In place of a corrected link that would show what is masked.
pub fn masked(noun: &str) -> String {
    format!("it can be corrected; the corrected {noun} holds text that is masked here, and --no-redact shows it.")
}

/// A repair that is not made, in a sentence of its own; `None` where there is none to tell of.
pub fn likely_repair(entry: &Masked, finding: &Finding) -> Option<String> {
    let fix = finding.fix.as_ref().filter(|f| f.safety != Safety::Safe)?;
    if fix.safety == Safety::Shown && entry.decision().signed {
        return Some(
            "The link is signed, and any change would break the signature: ask for a newly signed link.".to_owned(),
        );
    }
    let mut letters = fix.title.chars();
    let small = letters.next().map(|c| c.to_ascii_lowercase()).into_iter().chain(letters);
    let told = finding.todo.contains(&fix.title);
    (!told).then(|| format!("Probable fix, please check: {}.", small.collect::<String>()))
}

/// What a link is called of which only the certain faults are fixed.
pub fn partly(noun: &str) -> String {
    format!("partly corrected {noun} (the rest is for you to decide)")
}

/// What the corrected link is, before it follows. `plain` tells whether it can be copied as it stands.
pub fn corrected(entry: &Masked, plain: bool) -> String {
    let spelled = if plain { "" } else { "; invisible characters are spelled out" };
    if entry.fixed().is_some() {
        return format!("corrected {}{spelled}:", noun(entry.about()));
    }
    format!("{}{spelled}:", partly(noun(entry.about())))
}

/// What was decided about the link: of what, what, and why.
pub fn decided(decision: &Decision) -> [(&'static str, String, &'static str); 4] {
    let why = &decision.reasons;
    let platform = match decision.platform {
        Some((p, true)) => p.name.to_owned(),
        Some((p, false)) => format!("perhaps {}", p.name),
        None => "not known".to_owned(),
    };
    [
        ("role", role(decision.role).to_owned(), why.role),
        ("state", decision.state.id().to_owned(), why.state),
        ("network", decision.network.map_or("not known", |n| n.name).to_owned(), why.network),
        ("addressed to", platform, why.platform),
    ]
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::TrackingLink => "tracking link",
        Role::Postback => "postback",
        Role::PartnerLink => "partner link",
        Role::PartnerPostback => "partner postback",
        Role::LandingPage => "landing page",
        Role::Fragment => "link fragment",
        Role::Unknown => "link",
    }
}

/// What a clean link was taken for, so that a wrong guess is seen, and where it stands: one sentence.
pub fn recognised(entry: &Masked, style: &Style) -> String {
    let decision = entry.decision();
    let mut words = match decision.state {
        State::Template => format!("Nothing wrong: a {} template", role(decision.role)),
        State::Live => format!("Nothing wrong: a live {}", role(decision.role)),
    };
    match decision.platform {
        Some((platform, true)) => words += &format!(" for {}", platform.name),
        Some((platform, false)) => words += &format!(" that looks like {}'s", platform.name),
        None => {}
    }
    let own = decision.platform.map(|(p, _)| p.id);
    if let Some(network) = decision.network.filter(|n| own != Some(n.id)) {
        words += &format!(", network {}", network.name);
    }
    match decision.click_id_in(entry.text()) {
        Some(param) if is_slot(decision, &param) => words += &format!("; the click id travels in `{param}`"),
        Some(_) => {}
        None if decision.role == Role::Unknown => {
            words += match style.next {
                Next::Type => "; tracklint cannot tell what it is for (type it, e.g. as postback)",
                _ => "; tracklint cannot tell what it is for (--as tells it, e.g. --as postback)",
            }
        }
        None => {}
    }
    format!("{words}{}.", whereabouts(entry, style))
}

/// It is certain that the click id travels in this parameter: a macro says so, its name, or a platform's facts.
fn is_slot(decision: &Decision, param: &str) -> bool {
    let platforms = || [decision.network, decision.platform.map(|(p, _)| p)].into_iter().flatten();
    let mut named = platforms().flat_map(|p| p.link.click_id.iter().chain(p.receives.click_id()));
    decision.state == State::Template || is_click_id_name(param) || named.any(|f| f.name != "*" && f.is(param))
}

/// ` (offers.json:3:24)`, ` (<argument 2>)`; nothing where only one link can be meant.
pub fn whereabouts(entry: &Masked, style: &Style) -> String {
    if !style.places {
        return String::new();
    }
    let path = entry.path();
    if path.starts_with("<argument") || matches!(&*path, "<link>" | "<postback>") {
        return format!(" ({path})");
    }
    let place = entry.place(Span::point(0));
    format!(" ({path}:{}:{})", place.line, place.column)
}

fn plural(n: u64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// What is said at the end of a run: how many findings were left out, and how many there are.
pub fn last(ending: &Ending, style: &Style) -> impl Iterator<Item = String> {
    let said = tables::left_out(ending.left_out).into_iter().chain([closing(&ending.summary, style.all)]);
    let said = said.chain(next(&ending.summary, style.next));
    said.filter(|words| !words.is_empty() && !style.quiet)
}

/// What can be done about the findings of a run.
fn next(summary: &Summary, next: Next) -> Option<String> {
    let (_, rule) = summary.worst_rule?;
    let fix = summary.fixable > 0;
    Some(match next {
        Next::Nothing => return None,
        Next::Type if fix && summary.urls > 1 => {
            "Type explain to read more about it, or fix for the whole text, corrected.".to_owned()
        }
        Next::Type => "Type explain to read more about it.".to_owned(),
        Next::Repair if fix => {
            format!("`tracklint explain {rule}` says more; --diff shows the certain fixes and --fix makes them.")
        }
        Next::Call | Next::Repair => format!("`tracklint explain {rule}` says more."),
    })
}

/// The last line of a run; empty where the line about the only link has said it already, as it
/// has where `all` links are reported.
pub fn closing(summary: &Summary, all: bool) -> String {
    let counts = [
        (summary.errors, "error", "errors"),
        (summary.warnings, "warning", "warnings"),
        (summary.advice, "piece of advice", "pieces of advice"),
    ];
    let said: Vec<String> =
        counts.iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| plural(*n, one, many)).collect();
    let total = summary.errors + summary.warnings + summary.advice;
    match (total, summary.urls) {
        (0, 0) => return String::new(),
        (0, 1) if all => return String::new(),
        (0, 1) => return "Nothing wrong with this link.".to_owned(),
        (0, urls) => return format!("Nothing wrong in {urls} links."),
        _ => {}
    }
    let fixable = match summary.fixable {
        0 => String::new(),
        1 if total == 1 => "; it can be fixed safely".to_owned(),
        n if n == total => format!("; {} can be fixed safely", if n == 2 { "both" } else { "all" }),
        n => format!("; {n} can be fixed safely"),
    };
    format!("{}{}{fixable}.", said.join(", "), scene(summary))
}

/// Where the findings of a run are: ` in 2 of 5 links and 1 field`.
fn scene(summary: &Summary) -> String {
    let &Summary { urls, faulty, fields, comments, .. } = summary;
    let links = match (faulty, urls) {
        (1, 1) => "this link".to_owned(),
        _ => format!("{faulty} of {}", plural(urls, "link", "links")),
    };
    let counts = [(faulty, links), (fields, plural(fields, "field", "fields"))];
    let comments = (comments, plural(comments, "comment", "comments"));
    let mut places: Vec<String> =
        counts.into_iter().chain([comments]).filter(|(n, _)| *n > 0).map(|(_, w)| w).collect();
    let last = places.pop().unwrap_or_default();
    let places = if places.is_empty() { last } else { format!("{} and {last}", places.join(", ")) };
    match (faulty, urls) {
        _ if places.is_empty() => String::new(),
        (0, 1) => format!(" in {places}, none in the link"),
        (0, 2..) => format!(" in {places}, none in {urls} links"),
        _ => format!(" in {places}"),
    }
}
