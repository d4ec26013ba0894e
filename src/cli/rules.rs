//! `tracklint rules`: the catalogue.

use super::color::{self, Color, DrawStyle};
use super::explain::{neighbours, right, wrong};
use super::io::Io;
use super::listing::{self, Form};
use super::page::{Page, anchor, cell, examples};
use crate::report::columns::width;
use crate::rule::{ALL, Rule};
use clap::{CommandFactory, Parser};

/// Lists the rules, by part of the catalogue.
#[derive(Parser, Debug)]
#[command(name = "rules", bin_name = "tracklint rules")]
pub struct Options {
    #[command(flatten)]
    form: Form,
    #[command(flatten)]
    color: Color,
}

pub fn command() -> clap::Command {
    Options::command().after_long_help(examples(&[
        "tracklint rules",
        "tracklint rules --format json",
        "tracklint explain unbraced-macro",
    ]))
}

/// Prints the list.
pub fn rules(options: &Options, io: &mut Io) -> u8 {
    let draw_style = color::draw_style(options.color.when(), io);
    let text = match options.form.named() {
        "json" => listing::rules(),
        "markdown" => handbook(),
        _ => overview(Page::new(draw_style)),
    };
    io.print(&text)
}

fn overview(mut page: Page) -> String {
    let longest = ALL.iter().map(|r| width(r.id)).max().unwrap_or(0);
    for (number, part) in parts().enumerate() {
        if number > 0 {
            page.blank();
        }
        let title = page.strong(part[0].part.title());
        page.line(&title);
        part.iter().for_each(|rule| list(rule, longest, &mut page));
    }
    page.blank();
    page.line("`tracklint explain RULE` says what a rule means and how to fix what it finds.");
    page.finish()
}

/// The rules, part by part.
fn parts() -> impl Iterator<Item = &'static [&'static Rule]> {
    ALL.chunk_by(|a, b| a.part == b.part)
}

/// All rules with all their words, as one document in Markdown.
fn handbook() -> String {
    let mut book = Page::markdown(1);
    book.title(
        "Rules",
        &format!(
            "What tracklint finds, in {} rules. Each example is tested: below a wrong link you see what is marked in it, \
             and the link with every repair that is certain.\n\nMade by `tracklint rules --format markdown`.",
            ALL.len()
        ),
    );
    for part in parts() {
        book.heading(part[0].part.title());
        let mut rows = vec![["rule", "severity", "what it finds"].map(str::to_owned).to_vec()];
        let row = |r: &&Rule| vec![anchor(r.id), r.severity.word().to_owned(), cell(r.summary)];
        rows.extend(part.iter().map(row));
        book.table(&rows);
        for rule in part {
            book.blank();
            chapter(rule, &mut book);
        }
    }
    book.finish()
}

fn chapter(rule: &Rule, book: &mut Page) {
    let mut page = Page::markdown(3);
    page.title(rule.id, &format!("{}: {}", rule.severity.word(), rule.summary));
    page.paragraphs(rule.explanation);
    for (title, examples) in [("Wrong", wrong as fn(&Rule, &mut Page)), ("Right", right)] {
        page.heading(title);
        let mut drawn = Page::new(PRINT);
        examples(rule, &mut drawn);
        let drawn = drawn.finish();
        let lines: Vec<&str> = drawn.trim_end().lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
        page.block(&lines.join("\n"));
    }
    neighbours(rule, &mut page);
    book.line(page.finish().trim_end());
}

/// How examples are drawn where nobody's terminal tells.
const PRINT: DrawStyle = DrawStyle { color: false, ascii: false, docs: None, width: 100 };

fn list(rule: &Rule, longest: usize, page: &mut Page) {
    let name = format!("{}{}", page.code(rule.id), " ".repeat(longest - width(rule.id)));
    let first = format!("  {name}  {:<7}  ", rule.severity.word());
    page.wrapped(&first, &" ".repeat(longest + 13), rule.summary);
}
