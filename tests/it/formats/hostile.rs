//! Text that means harm, in links, in names of files and in keys: every format stays what it is, and nothing that
//! reads it obeys.

use super::{STYLE, decoded, finding, github, gitlab, junit, markdown, one, pointing, sarif, with};
use tracklint::findings::{About, Entry, Places, Unread};
use tracklint::lint::{Decision, Linted};
use tracklint::report::{OutputFormat, Style};
use tracklint::rule::Spot;
use tracklint::source::Literal;
use tracklint::span::{Edit, Fix, Severity, Span};

/// Pieces of text, each of which some reader would obey if it were let.
const HOSTILE: [&str; 30] = [
    "\u{1b}[31mred\u{1b}[0m\u{1b}[2J",
    "\u{1b}]8;;https://evil.example\u{7}here\u{1b}]8;;\u{7}",
    "\u{9b}31m\u{90}x\u{9c}",
    "\u{202e}txt.exe\u{202c}\u{2066}\u{200f}\u{61c}",
    "::error::x",
    "a ::error file=a::x",
    "\n::set-output name=a::b\n",
    " \u{3000} ::add-mask::x",
    "##[error]x ###[group]y",
    "a##[stop-commands]t",
    "##vso[task.setvariable variable=a]b",
    "##teamcity[message text='a']",
    "%0A::error::x%0D%25%3A%2C",
    "`code` ``two`` ```three```",
    "```\n::error::x\n```",
    "~~~\nx",
    "| a | b |\n|---|---|",
    "\\| \\\\| a\\|b `|`",
    "</code><script>alert(1)</script>",
    "<img src=x onerror=alert(1)> <!-- --> <b>",
    "]]><x y=\"'\">&amp;&#0;",
    "=cmd()|'/c calc'!A1",
    "[a](https://evil.example) ![b](c) [d]: e",
    "@everyone #12 !3 www.evil.example https://evil.example/x jo@evil.example",
    "**b** _i_ ~s~ $x$ - [ ] # h",
    "\r\n\t\u{b}\u{c}\u{85}\u{2028}\u{2029}",
    "\0\u{fffe}\u{ffff}\u{fdd0}\u{10ffff}",
    "{0} {{x}} [1](2) \\[",
    "\u{200b}\u{feff}\u{ad}\u{e0041}",
    "日本語 👨\u{200d}👩\u{200d}👧 e\u{301}",
];

/// Every other text says the same as the first.
struct Same<'a>(&'a str);

impl Places for Same<'_> {
    fn text(&self, _: Spot) -> Option<(Literal<'_>, Option<Decision>)> {
        Some((Literal { key: Some(self.0.into()), ..Literal::plain(self.0, self.0, 0, 1) }, None))
    }
}

/// A verdict in which every word is the text.
fn verdict(text: &str, part: &str) -> Linted {
    let words = format!("See `{text}` or {text}");
    let span = Span::new(0, part.len());
    let found = finding("unbraced-macro", text, part, &words).costs(&*words).todo(text).label(text).also(span, &*words);
    let found = pointing(found, Spot::Link(0), span, text);
    let fix = Fix::probable(&*words, vec![Edit::replace(span, text.to_owned())]);
    let advice = found.clone().severity(Severity::Advice).fix(fix);
    Linted { fixed: Some(format!("{text}x")), ..with(text, vec![found, advice]) }
}

/// Nothing in the page steers, hides its direction, or gives a runner an order.
fn is_inert(page: &str, format: OutputFormat) {
    let steers = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    assert!(!page.chars().any(steers), "{}: {page:?}", format.name());
    for line in page.lines() {
        assert!(!github::is_old_command(line), "{}: {line:?}", format.name());
        let is_ours = format == OutputFormat::GitHub && github::command(line).is_some();
        assert!(is_ours || !line.trim_start().starts_with("::"), "{}: {line:?}", format.name());
    }
}

/// The page is what its format promises, read as its reader reads it.
fn is_valid(page: &str, format: OutputFormat) {
    match format {
        OutputFormat::GitHub => {
            assert_eq!(github::check(page).len(), 4, "{page}");
        }
        OutputFormat::GitLab => assert_eq!(gitlab::check(page).len(), 2),
        OutputFormat::JUnit => junit::check(page),
        OutputFormat::Sarif => assert_eq!(sarif::check(page)["results"].as_array().map(Vec::len), Some(2)),
        OutputFormat::Markdown => {
            let read = markdown::check(page);
            assert_eq!(read.tables[0].len(), 3, "{page}");
            assert_eq!(read.tables.len(), 4, "{page}");
            // The text, and what it was corrected to, where that may be shown.
            let shown = !read.text.contains("holds text that is masked here");
            assert_eq!(read.blocks.len(), 1 + usize::from(shown), "{page}");
        }
        OutputFormat::Concise => assert_eq!(page.lines().take_while(|l| !l.starts_with("And ")).count(), 2, "{page}"),
        // Decoding is the test.
        OutputFormat::Json | OutputFormat::Jsonl | OutputFormat::Human | OutputFormat::Narrated => {
            assert!(!decoded(format, page).is_empty())
        }
    }
}

#[test]
fn hostile_text_stays_text_in_every_format() {
    for hostile in HOSTILE {
        let link = format!("https://a.example/?x={hostile}");
        for text in [hostile, &*link] {
            let unread = [Unread { path: text.into(), line: Some(1), column: None, message: text.into() }];
            let linted = verdict(text, text);
            for about in [About::Url, About::Field] {
                let literal = Literal { key: Some(text.into()), ..Literal::plain(text, text, 0, 1) };
                let entry = Entry {
                    about,
                    id: Some("\"##[error]\""),
                    literal: &literal,
                    stable: None,
                    linted: &linted,
                    places: &Same(text),
                };
                for &(format, _) in OutputFormat::ALL {
                    for style in [STYLE, Style { ascii: true, verbose: true, redact: false, width: 40, ..STYLE }] {
                        let page = one(format, style, &entry, &unread);
                        is_inert(&page, format);
                        is_valid(&page, format);
                    }
                }
            }
        }
    }
}

/// What is told exactly comes back exactly.
#[test]
fn programs_get_the_text_as_it_is() {
    for hostile in HOSTILE {
        let linted = verdict(hostile, hostile);
        let literal = Literal { key: Some(hostile.into()), ..Literal::plain(hostile, "a.txt", 0, 1) };
        let entry = Entry::url(None, &literal, &linted);
        let page = one(OutputFormat::Jsonl, Style { redact: false, ..STYLE }, &entry, &[]);
        let value: serde_json::Value = serde_json::from_str(page.lines().next().expect("a line")).expect("it is JSON");
        assert_eq!((value["url"].as_str(), value["source"]["key"].as_str()), (Some(hostile), Some(hostile)));
        let log = sarif::check(&one(OutputFormat::Sarif, Style { redact: false, ..STYLE }, &entry, &[]));
        let text = log.pointer("/results/1/fixes/0/artifactChanges/0/replacements/0/insertedContent/text");
        assert_eq!(text.and_then(|t| t.as_str()), Some(hostile));
    }
}

/// A megabyte of one character: nothing hangs, and what people read stays readable.
#[test]
fn a_megabyte_of_one_character_is_reported() {
    let sizes = [("a", 1 << 20), ("`", 1 << 16), ("|", 1 << 16), ("<", 1 << 16), ("#", 1 << 16), ("\u{202e}", 1 << 16)];
    for (piece, size) in sizes {
        let text = format!("https://a.example/?x={}", piece.repeat(size / piece.len()));
        let found = finding("unbraced-macro", &text, "a.example", "It is at fault.");
        let all = finding("url-too-long", &text, &text, "It is too long.").severity(Severity::Warning);
        let linted = Linted { fixed: Some(format!("{text}x")), ..with(&text, vec![found, all]) };
        let literal = Literal::plain(&text, "<argument 1>", 0, 1);
        let entry = Entry::url(None, &literal, &linted);
        for &(format, name) in OutputFormat::ALL {
            let page = one(format, STYLE, &entry, &[]);
            is_inert(&page, format);
            match format {
                OutputFormat::Markdown => assert!(page.len() < 10_000 && markdown::check(&page).blocks.len() == 1),
                OutputFormat::GitHub => assert_eq!(github::check(&page).len(), 3),
                OutputFormat::GitLab | OutputFormat::Concise => {
                    assert!(page.len() < 10_000, "{name}: {} bytes", page.len())
                }
                _ => is_valid(&page, format),
            }
        }
    }
}
