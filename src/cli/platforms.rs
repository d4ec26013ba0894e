//! `tracklint platforms`: the table, or all that is known of one platform.

use super::Io;
use super::color::{self, Color, Look};
use super::configuration::load;
use super::listing::{self, Form};
use super::options::{ABOUT_LINKS, ambient};
use super::page::{Page, anchor, cell, examples};
use crate::link::Dialect;
use crate::platform::{Catalogue, Endpoint, Fact, LinkFace, MacroKind, Platform, Required, Window};
use crate::settings::{Config, network_named, platform_named};
use clap::{CommandFactory, Parser};

/// Lists the platforms, or shows all that is known of one.
#[derive(Parser, Debug)]
#[command(name = "platforms", bin_name = "tracklint platforms")]
pub struct Options {
    /// A platform, by id, name or alias
    #[arg(id = "platform_name", value_name = "NAME")]
    name: Option<String>,
    /// The network whose links and postbacks are shown [env: TRACKLINT_NETWORK]
    #[arg(long, value_name = "ID", help_heading = ABOUT_LINKS)]
    network: Option<String>,
    #[command(flatten)]
    form: Form,
    #[command(flatten)]
    color: Color,
}

pub fn command() -> clap::Command {
    Options::command().after_long_help(examples(&[
        "tracklint platforms",
        "tracklint platforms appsflyer --network cake",
        "tracklint platforms --format markdown",
    ]))
}

/// Prints the table or the page.
pub fn platforms(options: &Options, io: &mut Io) -> u8 {
    let look = color::look(options.color.when(), io);
    let (config, catalogue) = match load(None, io) {
        Ok(both) => both,
        Err(trouble) => return trouble.say(options.color.when(), io),
    };
    let one = match options.name.as_deref().map(|name| platform_named(&catalogue, name)).transpose() {
        Ok(one) => one,
        Err(message) => {
            io.say("error", &message);
            return 2;
        }
    };
    // The table shows no examples; whoever has named a wrong network looks up the right name in it.
    let shows = options.network.is_some() || one.is_some() || options.form.named() == "markdown";
    let network = shows.then(|| network(options.network.as_deref(), &config, &catalogue, io)).transpose();
    let network = match network {
        Ok(network) => network.flatten(),
        Err(message) => {
            io.say("error", &message);
            return 2;
        }
    };
    let text = match (options.form.named(), one) {
        ("json", Some(platform)) => listing::platforms(&[platform]),
        ("json", None) => listing::platforms(catalogue.all()),
        ("markdown", Some(platform)) => page(platform, network, Page::markdown(1)),
        ("markdown", None) => handbook(&catalogue, network),
        (_, Some(platform)) => page(platform, network, Page::new(look)),
        (_, None) => table(&catalogue, Page::new(look)),
    };
    io.print(&text)
}

/// The page of a platform, with examples for the network that is named, or configured, or the first that gives
/// itself away by its names.
///
/// # Errors
/// There is no such network: a sentence for the user.
pub fn show(
    platform: &'static Platform,
    named: Option<&str>,
    (config, catalogue): (&Config, &Catalogue),
    look: Look,
    io: &mut Io,
) -> Result<String, String> {
    network(named, config, catalogue, io).map(|network| page(platform, network, Page::new(look)))
}

/// The network for which examples are written.
fn network(
    named: Option<&str>,
    config: &Config,
    catalogue: &Catalogue,
    io: &Io,
) -> Result<Option<&'static Platform>, String> {
    let ambient = ambient(io).map(|name| ("TRACKLINT_NETWORK", name));
    let found = match named.map(|name| ("--network", name.to_owned())).or(ambient) {
        Some((option, name)) => {
            Some(network_named(catalogue, &name).map_err(|message| format!("{option}: {message}"))?)
        }
        None => config.network,
    };
    Ok(found.or_else(|| catalogue.all().iter().find(|p| !p.telltale.is_empty()).copied()))
}

fn table(catalogue: &Catalogue, mut page: Page) -> String {
    let mut rows = vec![HEADINGS.map(str::to_owned).to_vec()];
    for p in catalogue.all() {
        rows.push(vec![p.id.into(), p.name.into(), p.kind.words().into(), slot(p).into(), syntax(&dialects(p))]);
    }
    page.table(&rows);
    page.blank();
    page.line("`tracklint platforms NAME` shows all that is known of one.");
    page.finish()
}

const HEADINGS: [&str; 5] = ["id", "name", "kind", "click id parameter", "macros"];

/// The parameter in which a platform wants the click id.
fn slot(platform: &Platform) -> &'static str {
    match platform.link.click_id.first() {
        Some(f) if f.name == "*" => "any",
        Some(f) => f.name,
        None => "-",
    }
}

/// All that is known of all platforms, as one document in Markdown.
fn handbook(catalogue: &Catalogue, network: Option<&'static Platform>) -> String {
    let mut book = Page::markdown(1);
    book.title(
        "Platforms",
        &format!(
            "All that tracklint knows of {} platforms, and where it has that from. What sources contradict or do not \
             confirm is marked as unsure, and never makes an error.\n\nMade by `tracklint platforms --format markdown`.",
            catalogue.all().len()
        ),
    );
    let mut rows = vec![HEADINGS.map(str::to_owned).to_vec()];
    for p in catalogue.all() {
        let code = |text: &str| if text == "-" { text.to_owned() } else { cell(&format!("`{text}`")) };
        let written: Vec<String> = dialects(p).iter().map(|d| code(&d.write("x"))).collect();
        rows.push(vec![
            code(p.id),
            anchor(p.name),
            p.kind.words().to_owned(),
            code(slot(p)),
            if written.is_empty() { "-".to_owned() } else { written.join(" ") },
        ]);
    }
    book.table(&rows);
    let pages = catalogue.all().iter().map(|platform| page(platform, network, Page::markdown(2)));
    pages.fold(book.finish(), |text, page| text + "\n" + &page)
}

/// Every dialect a platform writes, in links and in postbacks.
fn dialects(platform: &Platform) -> Vec<Dialect> {
    let mut all: Vec<Dialect> = platform.fires.dialects.link.to_vec();
    all.extend(platform.fires.dialects.postback.iter().filter(|d| !platform.fires.dialects.link.contains(d)));
    all
}

fn syntax(dialects: &[Dialect]) -> String {
    if dialects.is_empty() {
        return "-".to_owned();
    }
    dialects.iter().map(|d| d.write("x")).collect::<Vec<_>>().join(" ")
}

fn page(platform: &'static Platform, network: Option<&'static Platform>, mut page: Page) -> String {
    page.title(platform.name, &format!("({}): {}", page.name(platform.id), platform.kind.words()));
    if !platform.aliases.is_empty() {
        page.paragraphs(&format!("also called {}", platform.aliases.join(", ")));
    }
    to_copy(platform, network, &mut page);
    link_face(platform, &mut page);
    firing_face(platform, &mut page);
    receiving_face(platform, &mut page);
    list("Where sources contradict each other", platform.contradictions, &mut page);
    list("Not documented", platform.gaps, &mut page);
    if !platform.sources.is_empty() {
        page.heading("Sources");
    }
    for source in platform.sources {
        page.source(source.page, source.says);
    }
    page.finish()
}

/// A link and a postback to copy, filled in for the network.
fn to_copy(platform: &'static Platform, network: Option<&'static Platform>, page: &mut Page) {
    let Some(network) = network else { return };
    if network.id == platform.id {
        // Partners send clicks to a network, and advertisers send postbacks, with macros of their own.
        show_example("A partner's link to it", platform.link.template, "{click_id}", page);
        show_example("An advertiser's postback to it", platform.receives.template, "{click_id}", page);
        return;
    }
    let issued = network.fires.issued_click_id.first().zip(network.fires.dialects.link.first());
    if let Some((fact, dialect)) = issued {
        let heading = format!("A tracking link from {} to {}", network.name, platform.name);
        show_example(&heading, platform.link.template, &dialect.write(fact.name), page);
    }
    let returned = platform.fires.returned_click_id.first().zip(platform.fires.dialects.postback.first());
    if let Some((fact, dialect)) = returned {
        let doubt = if fact.sure { "" } else { " (its click id macro is unsure)" };
        let heading = format!("A postback from {} to {}{doubt}", platform.name, network.name);
        show_example(&heading, network.receives.template, &dialect.write(fact.name), page);
    }
}

fn show_example(heading: &str, template: &str, click_id: &str, page: &mut Page) {
    if template.is_empty() {
        return;
    }
    page.heading(heading);
    page.link(&template.replace("{click_id}", click_id));
}

fn link_face(platform: &Platform, page: &mut Page) {
    let face = &platform.link;
    let known = [face.hosts, face.impression_hosts, face.test_hosts, face.paths, face.click_id, face.wrong];
    if known.iter().all(|list| list.is_empty()) && face.documented.is_empty() {
        return;
    }
    page.heading(&format!("The link {} takes clicks on", platform.name));
    if let Some(end) = &face.ended {
        page.item(&format!("the service has ended: {}", end.note));
    }
    facts("the click id goes into", face.click_id, page);
    facts("carried through, though meant for something else", face.suits, page);
    facts("not read as click id", face.wrong, page);
    required("needed", face.required, page);
    face.windows.iter().for_each(|w| window(w, page));
    facts("hosts", face.hosts, page);
    facts("hosts that record views", face.impression_hosts, page);
    facts("hosts for tests", face.test_hosts, page);
    facts("paths", face.paths, page);
    facts("other parameters", face.documented, page);
    facts("parameters that hold a link", face.nested, page);
    special(face, page);
    facts("marks of a test", face.test_markers, page);
    facts("signed by", face.signature, page);
    https_only(face.https_only.as_ref(), page);
}

/// What a link has to keep to besides its parameters' names.
fn special(face: &LinkFace, page: &mut Page) {
    for shape in face.shapes {
        let params: Vec<String> = shape.params.iter().map(|name| page.name(name)).collect();
        let path = if shape.path.is_empty() { "any path".to_owned() } else { page.name(shape.path) };
        page.item(&format!("on a customer's own host: {path} with {}", params.join(" and ")));
    }
    for choice in face.choices {
        let values: Vec<String> = choice.values.iter().map(|value| page.name(value)).collect();
        page.item(&format!("{} takes {}", name(&choice.param, page), values.join(", ")));
    }
    for (one, other) in face.apart {
        page.item(&format!("{} or {}, not both", name(one, page), name(other, page)));
    }
    for server in face.server_side {
        let pair = page.name(&format!("{}={}", server.param.name, server.value));
        page.item(&format!("{} takes calls of servers only, with {pair}", page.name(server.host)));
    }
}

fn firing_face(platform: &Platform, page: &mut Page) {
    let fires = &platform.fires;
    if fires.macros().next().is_none() && dialects(platform).is_empty() {
        return;
    }
    page.heading(&format!("The macros {} fills", platform.name));
    let (link, postback) = (syntax(fires.dialects.link), syntax(fires.dialects.postback));
    if link == postback {
        page.item(&format!("written {link}"));
    } else {
        page.item(&format!("written {link} in links, {postback} in postbacks"));
    }
    facts("the click id it issues", fires.issued_click_id, page);
    facts("the click id it got, back", fires.returned_click_id, page);
    let kinds = [
        (MacroKind::Sub, "free values"),
        (MacroKind::Event, "event"),
        (MacroKind::Payout, "payout"),
        (MacroKind::Revenue, "revenue"),
        (MacroKind::Currency, "currency"),
        (MacroKind::Time, "time"),
        (MacroKind::UniqueId, "unique id of the conversion"),
        (MacroKind::Status, "status"),
        (MacroKind::Device, "device"),
        (MacroKind::Other, "other"),
    ];
    for (kind, label) in kinds {
        let of_kind: Vec<Fact> = fires.macros().filter(|(f, k)| k.of(f.name) == kind).map(|(f, _)| *f).collect();
        facts(label, &of_kind, page);
    }
    if !fires.complete {
        page.item("there may be more");
    }
    if !fires.security.is_empty() {
        page.item(&format!("security: {}", fires.security));
    }
}

fn receiving_face(platform: &Platform, page: &mut Page) {
    let face = &platform.receives;
    if !platform.can_be_network() {
        return;
    }
    page.heading(&format!("The postbacks {} receives", platform.name));
    facts("hosts", face.hosts, page);
    facts("hosts for tests", face.test_hosts, page);
    face.endpoints.iter().for_each(|e| endpoint(e, page));
    facts("event", face.event, page);
    facts("amount", face.payout, page);
    facts("status", face.status, page);
    facts("unique id of the conversion", face.unique_id, page);
    facts("security", face.security, page);
    facts("other parameters", face.documented, page);
    facts("shape of its click ids", face.click_id_shape.as_slice(), page);
    if let Some(fact) = &face.refuses_repeats {
        page.item(&format!("a second conversion of one click is refused unless set otherwise: {}", fact.note));
    }
    https_only(face.https_only.as_ref(), page);
    face.answers.iter().for_each(|answer| page.item(&format!("answers: {answer}")));
    face.notes.iter().for_each(|note| page.item(note));
}

fn endpoint(endpoint: &Endpoint, page: &mut Page) {
    let path = if endpoint.path.is_empty() { "any path" } else { endpoint.path };
    facts(&format!("{path}: the click id comes back in"), endpoint.click_id, page);
    required(&format!("{path}: needed"), endpoint.required, page);
}

/// The names of facts in one item, those with a note each in one of their own below.
fn facts(label: &str, facts: &[Fact], page: &mut Page) {
    if facts.is_empty() {
        return;
    }
    let names: Vec<String> = facts.iter().map(|fact| name(fact, page)).collect();
    page.item(&format!("{label}: {}", names.join(", ")));
    for fact in facts.iter().filter(|f| !f.note.is_empty()) {
        page.remark(&format!("{}: {}", page.name(fact.name), fact.note));
    }
}

fn https_only(fact: Option<&Fact>, page: &mut Page) {
    if let Some(fact) = fact {
        let note = if fact.note.is_empty() { String::new() } else { format!(": {}", fact.note) };
        page.item(&format!("https only{}{note}", if fact.sure { "" } else { " (unsure)" }));
    }
}

fn name(fact: &Fact, page: &Page) -> String {
    let any = if fact.name == "*" { "any parameter".to_owned() } else { page.name(fact.name) };
    format!("{any}{}", if fact.sure { "" } else { " (unsure)" })
}

fn required(label: &str, required: &[Required], page: &mut Page) {
    for r in required {
        let place = format!("{}{}", r.host, r.path);
        let path = if place.is_empty() { String::new() } else { format!(" on {}", page.name(&place)) };
        let note = if r.param.note.is_empty() { String::new() } else { format!(": {}", r.param.note) };
        let names: Vec<String> = r.facts().map(|fact| name(fact, page)).collect();
        page.item(&format!("{label}: {}{path} ({}){note}", names.join(" or "), r.severity.word()));
    }
}

fn window(window: &Window, page: &mut Page) {
    let range = |(least, most): (u16, u16), unit: &str| (most > 0).then(|| format!("{least}{unit} to {most}{unit}"));
    let mut ranges: Vec<String> = [range(window.hours, "h"), range(window.days, "d")].into_iter().flatten().collect();
    ranges.extend(window.words.iter().map(|w| (*w).to_owned()));
    let note = if window.param.note.is_empty() { String::new() } else { format!(": {}", window.param.note) };
    page.item(&format!("window {}: {}{note}", name(&window.param, page), ranges.join(", ")));
}

fn list(heading: &str, items: &[&str], page: &mut Page) {
    if !items.is_empty() {
        page.heading(heading);
    }
    items.iter().for_each(|item| page.item(item));
}
