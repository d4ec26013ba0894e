//! `tracklint rules`: the catalogue.

use super::Io;
use super::color::{self, Color};
use super::page::Page;
use crate::report::window::width;
use crate::rule::{ALL, Rule};
use clap::{CommandFactory, Parser};

/// Lists the rules, by part of the catalogue.
#[derive(Parser, Debug)]
#[command(name = "rules", bin_name = "tracklint rules")]
pub struct Options {
    #[command(flatten)]
    color: Color,
}

pub fn command() -> clap::Command {
    Options::command()
}

/// Prints the list.
pub fn rules(options: &Options, io: &mut Io) -> u8 {
    let mut page = Page::new(color::look(options.color.when(), io));
    let longest = ALL.iter().map(|r| width(r.id)).max().unwrap_or(0);
    let mut part = None;
    for rule in ALL {
        if part != Some(rule.part) {
            if part.is_some() {
                page.blank();
            }
            let title = page.strong(rule.part.title());
            page.line(&title);
            part = Some(rule.part);
        }
        list(rule, longest, &mut page);
    }
    page.blank();
    page.line("`tracklint explain RULE` says what a rule means and how to mend what it finds.");
    let text = page.finish();
    io.print(&text)
}

fn list(rule: &Rule, longest: usize, page: &mut Page) {
    let name = format!("{}{}", page.code(rule.id), " ".repeat(longest - width(rule.id)));
    let first = format!("  {name}  {:<7}  ", rule.severity.word());
    page.wrapped(&first, &" ".repeat(longest + 13), rule.summary);
}
