//! `tracklint platforms`: the table, or all that is known of one platform.

use super::color::{self, Color, DrawStyle};
use super::configuration::load;
use super::io::Io;
use super::listing::{self, Form};
use super::options::{ABOUT_LINKS, ambient};
use super::page::{Page, anchor, cell, examples};
use super::platform_page::page;
use crate::link::Dialect;
use crate::platform::{Catalogue, Platform};
use crate::report::syntax;
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
    let draw_style = color::draw_style(options.color.when(), io);
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
        (_, Some(platform)) => page(platform, network, Page::new(draw_style)),
        (_, None) => table(&catalogue, Page::new(draw_style).fit_tables(draw_style, io.stdout_is_terminal)),
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
    draw_style: DrawStyle,
    io: &mut Io,
) -> Result<String, String> {
    network(named, config, catalogue, io).map(|network| page(platform, network, Page::new(draw_style)))
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
    if !page.fits(&rows) {
        // The kind can best be done without.
        rows.iter_mut().for_each(|row| drop(row.remove(2)));
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
    whole_lists(catalogue, &mut book);
    let pages = catalogue.all().iter().map(|platform| page(platform, network, Page::markdown(2)));
    pages.fold(book.finish(), |text, page| text + "\n" + &page)
}

/// The platforms of which every macro is known, where it is known of, and whose word that is.
fn whole_lists(catalogue: &Catalogue, book: &mut Page) {
    let mut rows = vec![["name", "every macro of", "source"].map(str::to_owned).to_vec()];
    for p in catalogue.all().iter().filter(|p| p.fires.macros().next().is_some()) {
        let (links, postbacks) = (p.fires.macros_complete(true), p.fires.macros_complete(false));
        let of = match (links, postbacks) {
            (true, true) => "links and postbacks",
            (true, false) => "links",
            (false, true) => "postbacks",
            (false, false) => continue,
        };
        let said = [p.fires.complete_in_links, p.fires.complete_in_postbacks].into_iter().flatten().next();
        let source = said.map(|fact| fact.source).or_else(|| p.fires.macros().next().map(|(fact, _)| fact.source));
        rows.push(vec![anchor(p.name), of.to_owned(), plain_source(source.unwrap_or_default())]);
    }
    book.heading(&format!("Every macro is known of {} platforms", rows.len() - 1));
    book.paragraphs("Of these a macro that is not in the list is a finding: `unknown-macro`.");
    book.table(&rows);
}

/// A source for a cell: an address as a link, and no number of a file in an index, which helps nobody.
fn plain_source(source: &str) -> String {
    match source.strip_prefix("public code, file").and_then(|rest| rest.split_once('(')) {
        Some((_, what)) => cell(&format!("public code ({}", what)),
        None if source.starts_with("https://") && !source.contains([' ', '|', '>']) => format!("<{source}>"),
        None => cell(source),
    }
}

/// Every dialect a platform writes, in links and in postbacks.
fn dialects(platform: &Platform) -> Vec<Dialect> {
    let mut all: Vec<Dialect> = platform.fires.dialects.link.to_vec();
    all.extend(platform.fires.dialects.postback.iter().filter(|d| !platform.fires.dialects.link.contains(d)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_fits_a_terminal_and_is_one_line_a_platform_for_a_program() {
        let (catalogue, draw_style) =
            (Catalogue::default(), DrawStyle { color: false, ascii: false, docs: None, width: 80 });
        let narrow = table(&catalogue, Page::new(draw_style).fit_tables(draw_style, true));
        let widest = narrow.lines().max_by_key(|line| line.chars().count()).unwrap_or_default();
        assert!(widest.chars().count() <= 80, "{widest}");
        let whole = table(&catalogue, Page::new(draw_style).fit_tables(draw_style, false));
        assert_eq!(whole.lines().count(), catalogue.all().len() + 3);
    }
}
