//! The page of one platform, for an advertiser: where the click id goes, what to copy, and then all that is known.

use crate::link::Dialect;
use crate::platform::{
    Choice, Dialects, Duplicates, Endpoint, Fact, FactKind, NameOf, Platform, PlatformKind, Required, Response,
    ServerSide, Shape, Side, Value, Window,
};
use crate::span::Severity;
use std::borrow::Cow;

/// What a page of text is made of. A terminal, Markdown and a browser lay it out, each in its way.
pub trait Layout {
    /// The title of the page and what stands behind it.
    fn title(&mut self, title: &str, rest: &str);
    /// Paragraphs, which an empty line separates.
    fn paragraphs(&mut self, text: &str);
    /// A heading.
    fn heading(&mut self, text: &str);
    /// An item of a list.
    fn item(&mut self, text: &str);
    /// What is to be said about the item above.
    fn remark(&mut self, text: &str);
    /// A source, as [`cited`] gives it, and what it says.
    fn source(&mut self, page: &str, says: &str);
    /// A link, on a line of its own.
    fn link(&mut self, url: &str);
    /// A name, as it stands in running text.
    fn name(&self, name: &str) -> String;
}

/// Lays out all that is known of a platform, with links and postbacks of the network.
pub fn platform_page(platform: &'static Platform, network: Option<&'static Platform>, page: &mut dyn Layout) {
    page.title(platform.name, &format!("({}): {}", page.name(platform.id), platform.kind.words()));
    if !platform.aliases.is_empty() {
        page.paragraphs(&format!("also called {}", platform.aliases.join(", ")));
    }
    to_copy(platform, network, page);
    for (side, _) in Side::ALL {
        shown_side(platform, side, page);
    }
    in_use(platform, page);
    list("Where sources contradict each other", platform.contradictions, page);
    list("Not documented", platform.gaps, page);
    if !platform.sources.is_empty() {
        page.heading("Sources");
    }
    for source in platform.sources {
        page.source(&cited(source.page), source.says);
    }
}

/// A source as it is shown. The numbers of files in an index of public code help nobody who reads this.
fn cited(page: &str) -> Cow<'_, str> {
    match page.strip_prefix("public code, file").and_then(|rest| rest.split_once('(')) {
        Some((_, what)) => Cow::Owned(format!("public code ({})", what.trim_end_matches(')'))),
        None => Cow::Borrowed(page),
    }
}

/// Two of its links or postbacks as they are documented, with what each is.
fn in_use(platform: &Platform, page: &mut dyn Layout) {
    let sound = || platform.examples.iter().filter(|e| !e.note.starts_with("broken"));
    if sound().next().is_some() {
        page.heading("As it is in use");
    }
    for example in sound().take(2) {
        let what = example.role.id().replace('-', " ");
        let note = if example.note.is_empty() { what } else { format!("{what}: {}", example.note) };
        page.item(&note);
        page.link(example.url);
    }
}

/// What to write where, and a link and a postback to copy, filled in for the network.
fn to_copy(platform: &'static Platform, network: Option<&'static Platform>, page: &mut dyn Layout) {
    let Some(network) = network else { return };
    let own = network.id == platform.id;
    let (steps, with) = if own {
        (as_network(network, page), String::new())
    } else {
        let mut steps = as_advertiser(platform, network, page);
        steps.extend(as_source(platform, network, page));
        (steps, format!(", with {} as the network", network.name))
    };
    if !steps.is_empty() {
        page.heading(&format!("Where the click id goes{with}"));
    }
    steps.iter().for_each(|line| line.show(page));
    if own {
        // Partners send clicks to a network, and advertisers send postbacks, with macros of their own.
        show_example("A partner's link to it", platform.link.template, "{click_id}", page);
        show_example("An advertiser's postback to it", platform.receives.template, "{click_id}", page);
    } else {
        examples(platform, network, page);
    }
}

/// Links and postbacks between the two.
fn examples(platform: &Platform, network: &Platform, page: &mut dyn Layout) {
    let (name, other) = (platform.name, network.name);
    let template = platform.link.template;
    if let Some((_, written)) = link_macro(network) {
        let template = template.replace(CALLBACK, &callback(network));
        show_example(&format!("A tracking link from {other} to {name}"), &template, &written, page);
    }
    if let Some((fact, written)) = postback_macro(platform).filter(|_| !template.contains(CALLBACK)) {
        let doubt = if fact.sure { "" } else { " (its click id macro is unsure)" };
        show_example(&format!("A postback from {name} to {other}{doubt}"), network.receives.template, &written, page);
    }
    let Some((_, issued)) = link_macro(platform) else { return };
    show_example(&format!("A partner's link from {name} to {other}"), network.link.template, &issued, page);
    if let Some((_, written)) = postback_macro(network) {
        let heading = format!("A partner's postback from {other} to {name}");
        show_example(&heading, platform.receives.template, &written, page);
    }
}

/// Where the template of a link has the network's postback.
const CALLBACK: &str = "https%3A%2F%2F{network_host}%2Fpostback%3Fclick_id%3D{click_id}";

/// The network's postback up to its click id, as it is written inside a link: encoded, but for what stands in braces.
fn callback(network: &Platform) -> String {
    let Some((before, _)) = network.receives.template.split_once("{click_id}") else { return CALLBACK.to_owned() };
    let mut out = String::new();
    let mut in_braces = false;
    for c in before.chars() {
        in_braces = (in_braces || c == '{') && c != '}';
        match c {
            ':' | '/' | '?' | '=' | '&' if !in_braces => out.push_str(&format!("%{:02X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "{click_id}"
}

/// The click id's way through the network itself.
fn as_network(network: &Platform, page: &dyn Layout) -> Vec<Line> {
    let mut steps = Vec::new();
    if let Some((_, written)) = link_macro(network) {
        let written = page.name(&written);
        steps.push(Line::alone(format!("{written} is the click id it issues, for the link to the advertiser")));
    }
    if let Some(slot) =
        slot_in(network.receives.template).or_else(|| network.receives.click_id().next().map(|f| f.name))
    {
        steps.push(Line::alone(format!("the advertiser's postback brings it back in {}", page.name(slot))));
    }
    if let Some(fact) = network.link.click_id.first() {
        steps.push(Line::alone(format!("a partner's link brings the partner's click id in {}", name(fact, page))));
    }
    if let Some((_, written)) = postback_macro(network) {
        steps.push(Line::alone(format!("{} hands the partner's click id back to the partner", page.name(&written))));
    }
    steps
}

/// The click id's way from the network to this platform and back.
fn as_advertiser(platform: &Platform, network: &Platform, page: &dyn Layout) -> Vec<Line> {
    let face = &platform.link;
    let mut steps = Vec::new();
    if let Some(end) = &face.destination {
        steps.push(Line::alone(said("links end here", end)));
        let kept: Vec<String> = face.kept.iter().map(|fact| name(fact, page)).collect();
        if !kept.is_empty() {
            let remarks = face.kept.iter().filter(|f| !f.note.is_empty());
            let remarks = remarks.map(|f| format!("{}: {}", plain(f, page), f.note)).collect();
            steps.push(Line { text: format!("nothing is handed on but {}", kept.join(", ")), remarks });
        }
    }
    if let Some(none) = &face.no_click_id {
        steps.push(Line::alone(said("the link needs no click id", none)));
    }
    if let (Some(slot), Some((_, written))) = (face.click_id.first(), link_macro(network)) {
        let held = face.nested.iter().any(|f| f.name == slot.name);
        let text = match slot.name {
            "*" => {
                let pair = page.name(&format!("clickid={written}"));
                format!("on the link, in any parameter you choose, such as {pair}")
            }
            param if held => format!("on the link, inside {}", page.name(param)),
            param => format!("on the link: {}", page.name(&format!("{param}={written}"))),
        };
        steps.push(Line::about(text, slot));
    }
    // A platform that calls what stands on its link needs no other postback.
    let returned = postback_macro(platform).filter(|_| !face.template.contains(CALLBACK));
    if let (Some((fact, written)), Some(slot)) = (returned, slot_in(network.receives.template)) {
        let pair = page.name(&format!("{slot}={written}"));
        steps.push(Line::about(format!("on the postback, where {} fills it in: {pair}", platform.name), fact));
    }
    steps
}

/// The click id's way from this platform, as a source of clicks, to the network and back.
fn as_source(platform: &Platform, network: &Platform, page: &dyn Layout) -> Vec<Line> {
    let (name, mut steps) = (platform.name, Vec::new());
    if let Some(fact) = platform.fires.appended.first() {
        let own = page.name(fact.name);
        let text = format!("{name} appends {own} to the address of the next page by itself: it needs no macro");
        steps.push(Line::about(text, fact));
    }
    let sends = matches!(platform.kind, PlatformKind::TrafficSource | PlatformKind::AdServer | PlatformKind::Messaging);
    if sends && platform.fires.macros().next().is_some() && steps.is_empty() && link_macro(platform).is_none() {
        steps.push(Line::alone(format!("no macro of a click id of {name}'s own is known")));
    }
    if let (Some((fact, written)), Some(slot)) = (link_macro(platform), slot_in(network.link.template)) {
        let pair = page.name(&format!("{slot}={written}"));
        steps.push(Line::about(
            format!("on a partner's link to {}, where {name} fills it in: {pair}", network.name),
            fact,
        ));
        let back = postback_macro(network).zip(slot_in(platform.receives.template));
        if let Some(((_, written), slot)) = back {
            let pair = page.name(&format!("{slot}={written}"));
            steps.push(Line::alone(format!("on the partner's postback to {name}: {pair}")));
        }
    }
    steps
}

/// The parameter in which an example has the click id, so that what is said and what is shown agree.
fn slot_in(template: &'static str) -> Option<&'static str> {
    let (before, _) = template.split_once("={click_id}")?;
    before.rsplit(['?', '&', '#']).next()
}

/// The macro of the click id that a platform issues, as it is written in a link.
fn link_macro(platform: &Platform) -> Option<(&'static Fact, String)> {
    let (fact, dialect) = platform.fires.issued_click_id.first().zip(platform.fires.dialects.link.first())?;
    Some((fact, dialect.write(fact.name)))
}

/// The macro of the click id that a platform got, as it is written in a postback.
fn postback_macro(platform: &Platform) -> Option<(&'static Fact, String)> {
    let (fact, dialect) = platform.fires.returned_click_id.first().zip(platform.fires.dialects.postback.first())?;
    Some((fact, dialect.write(fact.name)))
}

fn show_example(heading: &str, template: &str, click_id: &str, page: &mut dyn Layout) {
    if template.is_empty() {
        return;
    }
    page.heading(heading);
    page.link(&template.replace("{click_id}", click_id));
}

/// All that is known of one side, kind by kind.
fn shown_side(platform: &Platform, side: Side, page: &mut dyn Layout) {
    // Templates stand above, filled in.
    let known = || platform.facts(side).filter(|(kind, value)| !value.is_empty() && kind.holds != NameOf::Template);
    if known().next().is_none() {
        return;
    }
    page.heading(&match side {
        Side::Link => format!("The link {} takes clicks on", platform.name),
        Side::Fires => format!("The macros {} fills", platform.name),
        Side::Receives => format!("The postbacks {} receives", platform.name),
    });
    for (kind, value) in known() {
        lines(kind, value, page).iter().for_each(|line| line.show(page));
    }
    let lists_macros = side == Side::Fires && platform.fires.macros().next().is_some();
    if lists_macros && !platform.fires.macros_complete(true) && !platform.fires.macros_complete(false) {
        page.item("there may be more macros");
    }
}

/// A line of a list, and what is to be said about it.
struct Line {
    text: String,
    remarks: Vec<String>,
}

impl Line {
    const fn alone(text: String) -> Self {
        Self { text, remarks: Vec::new() }
    }

    fn show(&self, page: &mut dyn Layout) {
        page.item(&self.text);
        self.remarks.iter().for_each(|remark| page.remark(remark));
    }

    /// A line with the fact's note.
    fn about(text: String, fact: &Fact) -> Self {
        let remarks = if fact.note.is_empty() { Vec::new() } else { vec![fact.note.to_owned()] };
        Self { text, remarks }
    }
}

/// What is known of one kind of fact.
fn lines<T>(kind: &FactKind<T>, value: Value, page: &dyn Layout) -> Vec<Line> {
    let label = kind.label;
    let names = |names: &[&str]| names.iter().map(|name| page.name(name)).collect::<Vec<_>>().join(", ");
    let one = |text: String| vec![Line::alone(text)];
    match value {
        Value::Facts(all) => facts(label, all, page),
        Value::Required(all) => all.iter().map(|r| required(label, r, page)).collect(),
        Value::Statement(Some(fact)) if matches!(kind.holds, NameOf::Statement | NameOf::Noted) => {
            one(said(label, &fact))
        }
        Value::Statement(Some(fact)) => vec![Line::about(format!("{label}: {}", name(&fact, page)), &fact)],
        Value::Statement(None) | Value::InactiveOffer(None) | Value::Flag(false) => Vec::new(),
        Value::Flag(true) => one(label.to_owned()),
        Value::Text(text) => one(format!("{label}: {text}")),
        Value::Texts(all) if kind.holds == NameOf::Parameters => one(format!("{label} {}", names(all))),
        Value::Texts(all) if label.is_empty() => all.iter().map(|text| Line::alone((*text).to_owned())).collect(),
        Value::Texts(all) => all.iter().map(|text| Line::alone(format!("{label}: {text}"))).collect(),
        Value::Dialects(all) => one(format!("{label} {}", written(&all))),
        Value::Shapes(all) => all.iter().map(|shape| Line::alone(format!("{label}: {}", looks(shape, page)))).collect(),
        Value::Windows(all) => all.iter().map(|w| window(label, w, page)).collect(),
        Value::Choices(all) => {
            let line =
                |c: &Choice| Line::about(format!("{label} of {}: {}", name(&c.param, page), names(c.values)), &c.param);
            all.iter().map(line).collect()
        }
        Value::Apart(all) => {
            let both = |(a, b): &(Fact, Fact)| Line::alone(format!("{label}: {} and {}", name(a, page), name(b, page)));
            all.iter().map(both).collect()
        }
        Value::ServerSide(all) => all.iter().map(|server| server_side(label, server, page)).collect(),
        Value::Endpoints(all) => all.iter().map(|end| endpoint(label, end, page)).collect(),
        Value::InactiveOffer(Some(fate)) => vec![Line::about(format!("{label} {}", fate.words()), &fate.fact)],
        Value::Duplicates(all) => all.iter().map(|duplicates| repetition(label, duplicates)).collect(),
        Value::Responses(all) => all.iter().map(|response| answer(label, response)).collect(),
        Value::Role(role) => one(format!("{label} {}", role.words())),
    }
}

/// The names of facts in one line, with the notes below.
fn facts(label: &str, facts: &[Fact], page: &dyn Layout) -> Vec<Line> {
    let names: Vec<String> = facts.iter().map(|fact| name(fact, page)).collect();
    let mut notes: Vec<&str> = Vec::new();
    for fact in facts.iter().filter(|f| !f.note.is_empty()) {
        if !notes.contains(&fact.note) {
            notes.push(fact.note);
        }
    }
    let remark = |note: &&str| {
        let of: Vec<String> = facts.iter().filter(|f| f.note == *note).map(|f| plain(f, page)).collect();
        format!("{}: {note}", of.join(", "))
    };
    vec![Line { text: format!("{label}: {}", names.join(", ")), remarks: notes.iter().map(remark).collect() }]
}

fn plain(fact: &Fact, page: &dyn Layout) -> String {
    if fact.name == "*" { "any parameter".to_owned() } else { page.name(fact.name) }
}

fn name(fact: &Fact, page: &dyn Layout) -> String {
    format!("{}{}", plain(fact, page), if fact.sure { "" } else { " (unsure)" })
}

/// A statement with its note.
fn said(label: &str, fact: &Fact) -> String {
    let note = if fact.note.is_empty() { String::new() } else { format!(": {}", fact.note) };
    format!("{label}{}{note}", if fact.sure { "" } else { " (unsure)" })
}

fn written(dialects: &Dialects) -> String {
    let (link, postback) = (syntax(dialects.link), syntax(dialects.postback));
    let only = if dialects.complete { ", and in no other way" } else { "" };
    match (dialects.link, dialects.postback) {
        (_, []) => format!("{link} in links{only}"),
        ([], _) => format!("{postback} in postbacks{only}"),
        _ if link == postback => format!("{link}{only}"),
        _ => format!("{link} in links, {postback} in postbacks{only}"),
    }
}

/// How a link looks on a customer's own host.
fn looks(shape: &Shape, page: &dyn Layout) -> String {
    let params: Vec<String> = shape.params.iter().map(|name| page.name(name)).collect();
    let path = if shape.path.is_empty() { "any path".to_owned() } else { page.name(shape.path) };
    format!("{path} with {}", params.join(" and "))
}

fn server_side(label: &str, server: &ServerSide, page: &dyn Layout) -> Line {
    let pair = page.name(&format!("{}={}", server.param.name, server.value));
    let except: Vec<String> = server.except.iter().map(|path| page.name(path)).collect();
    let except = if except.is_empty() { String::new() } else { format!(", except on {}", except.join(" and ")) };
    Line::about(format!("{label}: {} with {pair}{except}", page.name(server.host)), &server.param)
}

/// An address, with what holds there below.
fn endpoint(label: &str, endpoint: &Endpoint, page: &dyn Layout) -> Line {
    let path = if endpoint.path.is_empty() { "any path".to_owned() } else { page.name(endpoint.path) };
    let host = if endpoint.host.is_empty() { String::new() } else { format!(" on {}", page.name(endpoint.host)) };
    let mut remarks = Vec::new();
    for kind in Endpoint::KINDS.iter().filter(|kind| !matches!(kind.key, "path" | "host" | "role")) {
        let value = (kind.get)(endpoint);
        for line in lines(kind, value, page).into_iter().filter(|_| !value.is_empty()) {
            remarks.push(line.text);
            remarks.extend(line.remarks);
        }
    }
    Line { text: format!("{label} for a {}: {path}{host}", endpoint.role.words()), remarks }
}

fn repetition(label: &str, duplicates: &Duplicates) -> Line {
    let scope = duplicates.scope.words();
    let scope = if scope.is_empty() { String::new() } else { format!(" {scope}") };
    Line::about(format!("{label} {}{scope}", duplicates.key.words()), &duplicates.fact)
}

fn answer(label: &str, response: &Response) -> Line {
    let words = match response.fact.name {
        "*" => String::new(),
        words => format!(" \"{words}\""),
    };
    let code = if response.code == 0 { String::new() } else { format!(" HTTP {}", response.code) };
    let doubt = if response.fact.sure { "" } else { " (unsure)" };
    Line::about(format!("{label}{code}{words}: {}{doubt}", response.outcome.words()), &response.fact)
}

fn required(label: &str, required: &Required, page: &dyn Layout) -> Line {
    let place = format!("{}{}", required.host, required.path);
    let path = if place.is_empty() { String::new() } else { format!(" on {}", page.name(&place)) };
    let names: Vec<String> = required.facts().map(|fact| name(fact, page)).collect();
    let label = match required.severity {
        Severity::Error => label,
        Severity::Warning => "should be there",
        Severity::Advice => "better with",
    };
    Line::about(format!("{label}: {}{path}", names.join(" or ")), &required.param)
}

fn window(label: &str, window: &Window, page: &dyn Layout) -> Line {
    let range = |(least, most): (u16, u16), unit: &str| (most > 0).then(|| format!("{least}{unit} to {most}{unit}"));
    let mut ranges: Vec<String> = [range(window.hours, "h"), range(window.days, "d")].into_iter().flatten().collect();
    ranges.extend(window.words.iter().map(|w| (*w).to_owned()));
    let views = if window.of_views { ", counted from a view" } else { "" };
    Line::about(format!("{label} {}: {}{views}", name(&window.param, page), ranges.join(", ")), &window.param)
}

fn list(heading: &str, items: &[&str], page: &mut dyn Layout) {
    if !items.is_empty() {
        page.heading(heading);
    }
    items.iter().for_each(|item| page.item(item));
}

/// The dialects, each with an `x` between its delimiters.
#[must_use]
pub fn syntax(dialects: &[Dialect]) -> String {
    if dialects.is_empty() {
        return "-".to_owned();
    }
    dialects.iter().map(|d| d.write("x")).collect::<Vec<_>>().join(" ")
}
