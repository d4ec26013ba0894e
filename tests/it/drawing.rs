//! Drawings and their narration: compared to the letter at three widths, with the marker under the fault whatever
//! the text, and with nothing in them that a terminal would obey.

use proptest::prelude::*;
use tracklint::findings::{About, Ending, Entry, Summary};
use tracklint::lint::{Linted, Linter};
use tracklint::platform::Catalogue;
use tracklint::report::columns::{visible, width};
use tracklint::report::{OutputFormat, Style, report};
use tracklint::rule::{Finding, Hints, Hosts, named};
use tracklint::source::Literal;
use tracklint::span::{Edit, Fix, Severity, Span};
use unicode_width::UnicodeWidthStr;

const PLAIN: Style = Style { places: false, redact: false, all: true, ..Style::FILE };

fn lint(text: &str) -> Linted {
    Linter::new(&Catalogue::default(), &Hosts::default()).lint(text, &Hints::default())
}

fn finding(span: Span) -> Finding {
    let rule = named("unbraced-macro").expect("the rule exists");
    Finding::new(rule, span, "This is at fault.").label("here")
}

fn shown(format: OutputFormat, style: Style, path: &str, text: &str, linted: &Linted) -> String {
    let mut out = Vec::new();
    let literal = Literal::plain(text, path, 0, 1);
    report(format, style).entry(&Entry::url(None, &literal, linted), &mut out);
    String::from_utf8(out).expect("every format is UTF-8")
}

/// Compares with a file under `tests/formats/`; with BLESS=1 writes it anew.
fn golden(name: &str, actual: &str) {
    let path = format!("{}/tests/formats/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, actual).expect("the folder is there");
    }
    let expected = std::fs::read_to_string(&path).expect("the golden file is there");
    assert_eq!(actual, expected, "{name}:\n{actual}");
}

/// A plain fault; two in a link of 900 bytes; what cannot be seen; every other class of characters; a wrapped link,
/// mended in two rounds; nothing but advice; nothing wrong.
fn scenes() -> Vec<String> {
    let filler: String = (0..25).map(|i| format!("&param_{i:02}=0123456789abcdefghijkl")).collect();
    let far = format!(
        "https://click.offers.example.co.uk/path?offer=7&utm_source=fb{filler}&utm_source=tiktok&clickid={{gk_click_id}}"
    );
    assert!((880..=920).contains(&far.len()), "{}", far.len());
    let odd = "https://example.com/日本?a=e\u{301}&b=👨\u{200d}👩\u{200d}👧&c=🇩🇪&d=❤\u{fe0f}&e=של\u{202e}&f=\tx&clickid=gk_click_id";
    let wrapped = "https://www.google.com/url?q=http%3A%2F%2Fapp.appsflyer.com%2Fid1%3Fpid%3Da_int%26c%3Da%26af_siteid%3D7%26clickid%3D%7Bgk_click_id%7D&sa=D";
    [
        "https://app.appsflyer.com/id123456789?pid=network_int&c=summer&af_siteid=7&clickid=gk_click_id",
        &far,
        "https://app.appsflyer.com/id123456789?pid=network_int&c=summer&af_siteid=7&click\u{200b}id={gk_click_id}",
        odd,
        wrapped,
        "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_amount={payout}",
        "https://app.appsflyer.com/id123456789?pid=network_int&c={campaign}&af_siteid=7&clickid={gk_click_id}",
    ]
    .map(str::to_owned)
    .into()
}

fn page(format: OutputFormat, style: Style) -> String {
    let mut summary = Summary::default();
    let mut page = String::new();
    for (i, text) in scenes().iter().enumerate() {
        let linted = lint(text);
        summary.count(About::Url, &linted);
        page += &shown(format, style, &format!("links/{i}.txt"), text, &linted);
    }
    let mut tail = Vec::new();
    report(format, style).tail(&Ending { summary, ..Ending::default() }, &mut tail);
    page + std::str::from_utf8(&tail).expect("every format is UTF-8")
}

/// The text without the codes that set colours.
fn colourless(text: &str) -> String {
    let mut pieces = text.split("\x1b[");
    let first = pieces.next().unwrap_or_default().to_owned();
    let rest = pieces.map(|piece| piece.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';'));
    rest.fold(first, |all, piece| all + piece.strip_prefix('m').expect("a code for colour ends in m"))
}

#[test]
fn drawings_at_three_widths() {
    for width in [60, 80, 120] {
        let style = Style { width, ..PLAIN };
        let (plain, color) =
            (page(OutputFormat::Human, style), page(OutputFormat::Human, Style { color: true, ..style }));
        let is_link = |line: &str| line.starts_with("http");
        for line in plain.lines().filter(|line| !is_link(line)) {
            assert!(UnicodeWidthStr::width(line) <= width, "{width}: {line}");
        }
        assert_eq!(colourless(&color), plain, "the colours change nothing but colour");
        golden(&format!("drawing-{width}.txt"), &plain);
        golden(&format!("drawing-{width}-color.txt"), &color);
    }
}

#[test]
fn drawings_with_ascii_alone() {
    let page = page(OutputFormat::Human, Style { ascii: true, ..PLAIN });
    let corrected = |line: &str| line.starts_with("http");
    for line in page.lines().filter(|line| !corrected(line)) {
        assert!(line.is_ascii(), "{line}");
        assert!(line.len() <= 80, "{line}");
    }
    golden("drawing-ascii.txt", &page);
}

#[test]
fn what_is_drawn_is_narrated_in_the_same_words() {
    let narrated = page(OutputFormat::Narrated, Style { places: true, ..PLAIN });
    golden("drawing-narrated.txt", &narrated);
    let signs = |c: char| ('\u{2190}'..='\u{27bf}').contains(&c) && c != '❤' || matches!(c, '×' | '·' | '☞');
    assert!(!narrated.contains(signs) && !narrated.contains('\x1b'), "{narrated}");
    // The words are the same, wherever a drawing breaks its lines.
    let drawn = page(OutputFormat::Human, Style { width: 400, ..PLAIN });
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let drawn = words(&drawn);
    for text in scenes() {
        for found in lint(&text).findings.iter().filter(|f| f.severity > Severity::Advice) {
            for said in [&found.what, &found.cost, &found.todo] {
                let said = visible(said).into_owned();
                assert!(drawn.contains(&said), "the drawing lacks: {said}");
                assert!(narrated.contains(&said), "the narration lacks: {said}");
            }
        }
    }
}

#[test]
fn narration_names_places_without_a_drawing() {
    let text = "https://a.example/?x=1&y=2";
    let at = |span: Span| {
        let linted = Linted { findings: vec![finding(span)], fixed: None, ..lint(text) };
        let page = shown(OutputFormat::Narrated, PLAIN, "a.txt", text, &linted);
        let line = page.lines().find_map(|l| l.strip_prefix("Place: ").map(str::to_owned));
        line.expect("the place is named")
    };
    assert_eq!(at(Span::new(19, 22)), "characters 20 to 22, `x=1`: here.");
    assert_eq!(at(Span::new(19, 20)), "character 20, `x`: here.");
    assert_eq!(at(Span::point(19)), "character 20: here.");
    assert_eq!(at(Span::point(text.len())), "character 27, the end of the link: here.");
}

/// A point is drawn as one character, and two of them side by side would look like one mark.
#[test]
fn points_side_by_side_share_a_marker() {
    let text = "https://a.example/?b=c";
    let found = finding(Span::point(text.len())).also(Span::point(text.len() - 1), "here too");
    let linted = Linted { findings: vec![found], fixed: None, ..lint(text) };
    let (_, marks) = markers(&shown(OutputFormat::Human, PLAIN, "a", text, &linted), false).expect("a drawing");
    assert_eq!(marks, [(text.len(), text.len() + 1)]);
}

/// A character or a few that belong together: what steers, hides, melts, turns round, is wide, or is plain.
fn any_piece() -> impl Strategy<Value = String> {
    let odd = "\0\u{7}\u{8}\t\n\r\u{1b}\u{7f}\u{85}\u{9b}\u{a0}\u{ad}\u{300}\u{301}\u{61c}\u{200b}\u{200d}\u{200e}\u{2028}\
               \u{202e}\u{2066}\u{2069}\u{20e3}\u{2800}\u{3000}\u{3164}\u{4dc0}\u{fe0f}\u{feff}\u{fffd}\u{1161}\u{17d2}\
               \u{94d}\u{1f3fb}\u{1f1e9}\u{e0041}\u{a4f8}\u{a4fd}\u{16d63}";
    let together = [
        "e\u{301}\u{323}",
        "👨\u{200d}👩\u{200d}👧",
        "🇩🇪",
        "❤\u{fe0f}",
        "1\u{fe0f}\u{20e3}",
        "👍\u{1f3fd}",
        "שלום",
        "لا",
        "क्ष",
        "ក្ក",
        "각",
        "日本",
        "\x1b[31m",
        "\x1b]8;;https://a.b\x07",
        "&a=",
        "?b={c}",
        "https://",
    ];
    prop_oneof![
        5 => proptest::char::range('!', '~').prop_map(String::from),
        1 => proptest::sample::select(odd.chars().collect::<Vec<_>>()).prop_map(String::from),
        1 => proptest::sample::select("日本語한글ｗ🎉👍éßñ".chars().collect::<Vec<_>>()).prop_map(String::from),
        1 => proptest::sample::select(together.to_vec()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    proptest::collection::vec(any_piece(), 0..200).prop_map(|pieces| pieces.concat())
}

/// The drawn line, and the columns of the markers in the line below it.
fn markers(drawing: &str, ascii: bool) -> Option<(String, Vec<(usize, usize)>)> {
    let [head, gutter, below, strokes] = if ascii { [",-", "|", ":", "^|"] } else { ["╭─", "│", "·", "─┬"] };
    let mut lines = drawing.lines().skip_while(|l| !l.trim_start().starts_with(head));
    let (line, marks) = (lines.nth(1)?, lines.next()?);
    let after = |l: &str, c: &str| l.split_once(c).and_then(|(_, rest)| rest.strip_prefix(' ').map(str::to_owned));
    let (line, marks) = (after(line, gutter)?, after(marks, below)?);
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (column, _) in marks.chars().enumerate().filter(|(_, c)| strokes.contains(*c)) {
        match runs.last_mut().filter(|(_, end)| *end == column) {
            Some((_, end)) => *end += 1,
            None => runs.push((column, column + 1)),
        }
    }
    Some((line, runs))
}

/// The text of `line` that takes exactly the columns `from..to`, as a terminal counts them.
fn under(line: &str, from: usize, to: usize) -> Option<&str> {
    let at = |column| {
        let ends = line.char_indices().map(|(i, _)| i).chain([line.len()]);
        ends.into_iter().find(|i| UnicodeWidthStr::width(&line[..*i]) == column)
    };
    line.get(at(from)?..at(to)?)
}

/// The text in ASCII, spelt as a drawing spells it.
fn in_ascii(text: &str) -> String {
    let spell = |c: char| if c.is_ascii() { c.to_string() } else { format!("<U+{:04X}>", u32::from(c)) };
    visible(text).chars().map(spell).collect()
}

/// All of a text, or both its ends with a sign for the rest.
fn is_cropped(marked: &str, whole: &str, gap: &str) -> bool {
    let ends = |at: usize| {
        let (head, tail) = (&marked[..at], marked[at..].strip_prefix(gap));
        whole.starts_with(head) && tail.is_some_and(|tail| whole.ends_with(tail))
    };
    marked == whole || marked.char_indices().any(|(at, _)| ends(at))
}

proptest! {
    #[test]
    fn the_marker_stands_under_the_fault(
        before in any_text(), fault in any_text(), after in any_text(), width in 40usize..140,
        ascii: bool, color: bool, places: bool, other in proptest::option::of((0usize..600, 0usize..30)),
    ) {
        let text = format!("{before}{fault}{after}");
        // Orders to a CI system are spelt out, which `tests/formats` looks at.
        prop_assume!(!text.contains("##"));
        let mut found = finding(Span::new(before.len(), before.len() + fault.len()));
        if let Some((at, len)) = other {
            let start = text.floor_char_boundary(at.min(text.len()));
            found = found.also(Span::new(start, text.ceil_char_boundary((start + len).min(text.len()))), "here too");
        }
        let linted = Linted { findings: vec![found], fixed: None, ..lint(&text) };
        let style = Style { width, ascii, color, places, ..PLAIN };
        let drawing = colourless(&shown(OutputFormat::Human, style, "a", &text, &linted));
        let (line, runs) = markers(&drawing, ascii).expect("a drawing");
        prop_assert!(UnicodeWidthStr::width(&*line) < width, "{}", drawing);
        prop_assert!(!runs.is_empty() && runs.len() <= 1 + usize::from(other.is_some()), "{}", drawing);
        let next = after.chars().next().map_or(" ".to_owned(), String::from);
        let marked = if fault.is_empty() { &next } else { &fault };
        let spelt = if ascii { in_ascii(marked) } else { visible(marked).into_owned() };
        let gap = if ascii { "..." } else { "…" };
        let fits = |(from, to): &(usize, usize)| under(&line, *from, *to).is_some_and(|m| is_cropped(m, &spelt, gap));
        prop_assert!(runs.iter().any(fits), "{:?} is not marked:\n{}", spelt, drawing);
    }

    #[test]
    fn no_drawing_holds_what_a_terminal_obeys(text in any_text(), path in any_text(), at in 0usize..300, len in 0usize..60) {
        let linted = hostile(&text, at, len);
        for style in [PLAIN, Style { verbose: true, places: true, redact: true, ..PLAIN }, Style { ascii: true, ..PLAIN }] {
            let plain = shown(OutputFormat::Human, style, &path, &text, &linted);
            prop_assert!(is_inert(&plain), "{:?}", plain);
            prop_assert!(is_inert(&shown(OutputFormat::Narrated, style, &path, &text, &linted)));
            let clean = Linted { findings: vec![], fixed: None, ..lint(&text) };
            prop_assert!(is_inert(&shown(OutputFormat::Human, style, &path, &text, &clean)));
            // All codes in a coloured drawing are its own: without them it is the plain one.
            let color = shown(OutputFormat::Human, Style { color: true, ..style }, &path, &text, &linted);
            prop_assert_eq!(colourless(&color), plain);
        }
    }
}

/// Findings that quote a text wherever words can stand, and a corrected link that is that text.
fn hostile(text: &str, at: usize, len: usize) -> Linted {
    let start = text.floor_char_boundary(at.min(text.len()));
    let end = text.ceil_char_boundary((start + len).min(text.len()));
    let mut found = finding(Span::new(start, end));
    found.what = text.to_owned();
    let found = found
        .costs(text)
        .todo(text)
        .label(text)
        .also(Span::new(end, text.len()), text)
        .fix(Fix::probable(text.to_owned(), vec![Edit::delete(Span::point(end))]));
    let advice = found.clone().severity(Severity::Advice);
    Linted { findings: vec![found, advice], fixed: Some(text.to_owned()), ..lint("https://a.example/") }
}

/// No control character but the line end, and nothing that turns text round or hides. Joiners within an emoji are
/// left in a link that is to be copied.
fn is_inert(page: &str) -> bool {
    !page.chars().any(|c| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
                | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
    })
}

/// What people have tried on terminals, and a megabyte of one character.
#[test]
fn every_hostile_string_is_inert() {
    const TRICKS: [&str; 12] = [
        "\x1b[2J\x1b[H\x1b[31m",
        "\x1b]0;title\x07",
        "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
        "\x1bP1$r0m\x1b\\\x1b_app\x1b\\\x1b^pm\x1b\\",
        "\u{9b}31m\u{9d}0;title\u{9c}\u{90}q\u{9c}",
        "\x07\x08\x08\x08\r\x0b\x0c\x7f\x0e\x0f",
        "a\rerror: all is well",
        "\u{202e}\u{2066}\u{2069}\u{200f}\u{61c}",
        "\u{1b}",
        "\u{9b}",
        "\u{85}\u{2028}\u{2029}",
        "\u{e0001}\u{e0041}\u{feff}\u{ad}",
    ];
    let mut texts: Vec<String> =
        TRICKS.iter().map(|t| format!("https://a.example/?x={t}&clickid=gk_click_id")).collect();
    for c in ['a', ' ', '\u{1b}', '\u{301}', '\u{202e}', '日'] {
        texts.push(c.to_string().repeat((1 << 20) / c.len_utf8()));
    }
    for text in texts {
        let short: String = text.chars().take(300).collect();
        let said =
            Linted { findings: hostile(&short, 20, 40).findings, fixed: Some(text.clone()), ..lint("https://a.b/") };
        let linted = lint(&text);
        let styles = [PLAIN, Style { ascii: true, places: true, redact: true, verbose: true, ..PLAIN }];
        // One style is enough for a megabyte: it takes its time in a test.
        for style in styles.into_iter().take(if text.len() > 1000 { 1 } else { 2 }) {
            for format in [OutputFormat::Human, OutputFormat::Narrated] {
                for linted in [&said, &linted] {
                    let page = shown(format, style, &short, &text, linted);
                    assert!(is_inert(&page), "{}: {:?}", short.escape_debug(), page.get(..400));
                }
            }
            let drawing = shown(OutputFormat::Human, style, "a", &text, &said);
            let (line, _) = markers(&drawing, style.ascii).expect("a drawing");
            assert!(width(&line) < 80, "{line}");
        }
    }
}
