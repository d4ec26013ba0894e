//! `tracklint explain`: one rule or one platform, for somebody who is no engineer.

use super::color::{self, Color, DrawStyle};
use super::configuration::load;
use super::example_words::{around, said};
use super::io::Io;
use super::listing;
use super::options::{ABOUT_LINKS, OUTPUT};
use super::page::{Page, examples};
use super::platforms;
use crate::findings::nearest;
use crate::log::verdict::{VERDICTS, Verdict};
use crate::report::columns::width;
use crate::rule::{ALL, Bad, OwnRule, Rule, named};
use clap::{CommandFactory, Parser};

/// Explains a rule, a platform, or a verdict of log, with examples.
#[derive(Parser, Debug)]
#[command(name = "explain", bin_name = "tracklint explain")]
pub struct Options {
    /// The name of a rule, a platform or a verdict
    #[arg(id = "explained", value_name = "NAME")]
    name: String,
    /// For a platform: the network whose links and postbacks are shown [env: TRACKLINT_NETWORK]
    #[arg(long, value_name = "ID", help_heading = ABOUT_LINKS)]
    network: Option<String>,
    /// How to print: human (default) or json
    #[arg(long, value_name = "FORMAT", value_parser = ["human", "json"], hide_possible_values = true, help_heading = OUTPUT)]
    format: Option<String>,
    #[command(flatten)]
    color: Color,
}

impl Options {
    fn is_json(&self) -> bool {
        self.format.as_deref() == Some("json")
    }
}

pub fn command() -> clap::Command {
    Options::command().after_long_help(examples(&[
        "tracklint explain unbraced-macro",
        "tracklint explain appsflyer",
        "tracklint explain --format json unbraced-macro",
    ]))
}

/// Prints the page of what was named.
pub fn explain(options: &Options, io: &mut Io) -> u8 {
    let draw_style = color::draw_style(options.color.when(), io);
    if options.is_json() {
        let (rule, verdict) = (named(&options.name), Verdict::named(&options.name));
        if rule.is_some() || verdict.is_some() {
            return io.print_code(&listing::explained(rule, verdict));
        }
    } else if let Some(text) = page_of(&options.name, draw_style) {
        return io.print(&text);
    }
    let (config, catalogue) = match load(None, io) {
        Ok(both) => both,
        Err(trouble) => return trouble.say(options.color.when(), io),
    };
    if let Some(own) = config.own_rules.iter().find(|own| own.rule.id == options.name) {
        return match options.is_json() {
            true => io.print_code(&listing::own_rule(own)),
            false => io.print(&own_page(own, Page::new(draw_style))),
        };
    }
    if let Some(platform) = catalogue.named(&options.name) {
        if options.is_json() {
            return io.print_code(&listing::platforms(&[platform]));
        }
        let page = platforms::show(platform, options.network.as_deref(), (&config, &catalogue), draw_style, io);
        return match page {
            Ok(text) => io.print(&text),
            Err(message) => {
                io.say("error", &message);
                2
            }
        };
    }
    let names =
        ALL.iter().map(|r| r.id).chain(catalogue.all().iter().map(|p| p.id)).chain(VERDICTS.iter().map(|v| v.id));
    let meant = nearest(&options.name, names).map_or_else(
        || "; `tracklint rules` and `tracklint platforms` list them".to_owned(),
        |name| format!("; did you mean `{name}`?"),
    );
    io.say("error", &format!("there is no rule, platform or verdict called `{}`{meant}", options.name));
    2
}

/// The page of a rule. `link` is what it was found in, masked.
pub fn rule_page_of(name: &str, link: Option<&str>, draw_style: DrawStyle) -> Option<String> {
    let rule = named(name)?;
    let mut page = Page::new(draw_style);
    rule_page(rule, &mut page);
    silencing(rule, &mut page);
    false_alarm(rule, link, &mut page);
    Some(page.finish())
}

/// How the rule is silenced, from one place to everywhere.
fn silencing(rule: &Rule, page: &mut Page) {
    let id = rule.id;
    page.heading("To silence it");
    page.item("At one place of a file, by a comment on its line or on the line above:");
    page.line(&format!("      # tracklint: ignore[{id}] why"));
    page.item("In all files, in tracklint.toml; or for some files and hosts, by [[ignore]] there:");
    page.line("      [rules]");
    page.line(&format!("      {id} = \"off\""));
    page.item("For one run:");
    page.line(&format!("      tracklint --ignore {id} ..."));
}

/// What whoever maintains tracklint has to know of a false alarm, to be copied as it stands.
fn false_alarm(rule: &Rule, link: Option<&str>, page: &mut Page) {
    page.heading("If it is wrong");
    page.paragraphs("A finding about a link that works is a fault of tracklint. Please report it with this:");
    page.blank();
    page.line(&format!("  False alarm: {}", rule.id));
    page.line(&format!(
        "  Version: tracklint {} ({}, {})",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH
    ));
    let unknown = "(paste it here as --format concise shows it, with secrets and personal data masked)";
    page.line(&format!("  Link: {}", link.unwrap_or(unknown)));
    page.line("  Why it works: ");
}

/// The page of a rule, of a verdict, or of both where they have one name.
pub fn page_of(name: &str, draw_style: DrawStyle) -> Option<String> {
    let rule = rule_page_of(name, None, draw_style);
    let verdict = Verdict::named(name).map(|verdict| verdict_page(verdict, Page::new(draw_style)));
    let pages: Vec<String> = rule.into_iter().chain(verdict).collect();
    (!pages.is_empty()).then(|| pages.join("\n"))
}

fn rule_page(rule: &Rule, page: &mut Page) {
    page.title(rule.id, &format!("({}): {}", rule.severity.word(), rule.summary));
    let part = page.faint(rule.part.title());
    page.line(&part);
    page.blank();
    page.paragraphs(rule.explanation);
    if !rule.bad.is_empty() {
        page.heading("Wrong");
    }
    wrong(rule, page);
    if !rule.good.is_empty() {
        page.heading("Right");
    }
    right(rule, page);
    neighbours(rule, page);
}

/// A rule of the configuration.
fn own_page(own: &OwnRule, mut page: Page) -> String {
    page.title(own.rule.id, &format!("({}): {}", own.rule.severity.word(), own.rule.summary));
    let part = page.faint(own.rule.part.title());
    page.line(&part);
    page.blank();
    page.paragraphs(&own.demands());
    for (heading, url) in [("Wrong", &own.fails), ("Right", &own.passes)] {
        page.heading(heading);
        let url = page.code(url);
        page.line(&format!("  {url}"));
    }
    page.finish()
}

/// What a verdict of `tracklint log` means.
fn verdict_page(verdict: Verdict, mut page: Page) -> String {
    let about = verdict.about();
    page.title(about.id, &format!("(verdict of tracklint log): {}", about.summary));
    page.blank();
    page.paragraphs(about.explanation);
    if !about.reasons.is_empty() {
        page.heading("Reasons");
        for reason in about.reasons {
            page.item(&format!("{}: {}", reason.id(), reason.words()));
        }
    }
    if !about.cake.is_empty() {
        page.heading("In other systems' words");
        page.item(&format!("CAKE's API log: {}", about.cake));
    }
    page.finish()
}

/// Links that the rule reports.
pub fn wrong(rule: &Rule, page: &mut Page) {
    for (i, bad) in rule.bad.iter().enumerate() {
        if i > 0 {
            page.blank();
        }
        bad_example(bad, page);
    }
}

/// Links that it does not report.
pub fn right(rule: &Rule, page: &mut Page) {
    for (i, good) in rule.good.iter().enumerate() {
        if i > 0 {
            page.blank();
        }
        for line in good.url.lines() {
            let line = page.code(line);
            page.line(&format!("  {line}"));
        }
        page.wrapped("    ", "    ", good.why);
        said(&good.given, page);
        around(&good.given, "", page);
    }
}

fn bad_example(bad: &Bad, page: &mut Page) {
    let marked = bad.url.find(bad.marks).filter(|_| !bad.marks.is_empty());
    let mut start = 0;
    // An example of what a file says to tracklint has several lines.
    for line in bad.url.split('\n') {
        let text = page.code(line);
        page.line(&format!("  {text}"));
        if let Some(at) = marked.filter(|at| (start..=start + line.len()).contains(at)) {
            let marker = page.strong(&"^".repeat(width(bad.marks)));
            page.line(&format!("  {}{marker}", " ".repeat(width(&bad.url[start..at]))));
        }
        start += line.len() + 1;
    }
    said(&bad.given, page);
    around(&bad.given, if bad.url.contains(bad.marks) { "" } else { bad.marks }, page);
    if let Some(fixed) = bad.fixed {
        let fixed = page.code(fixed);
        page.line("  corrected:");
        page.line(&format!("  {fixed}"));
    }
}

/// Rules that this one steps back for, and those that step back for it.
pub fn neighbours(rule: &Rule, page: &mut Page) {
    let yields: Vec<&str> = ALL.iter().map(|r| r.id).filter(|id| rule.yields_to.contains(id)).collect();
    let wins: Vec<&str> = ALL.iter().filter(|r| r.yields_to.contains(&rule.id)).map(|r| r.id).collect();
    if yields.is_empty() && wins.is_empty() {
        return;
    }
    page.heading("Beside other rules");
    if !yields.is_empty() {
        page.paragraphs(&format!("Silent where one of these explains the same fault better: {}.", yields.join(", ")));
    }
    if !wins.is_empty() {
        page.paragraphs(&format!("Where it reports a fault, these are silent about it: {}.", wins.join(", ")));
    }
}
