//! The kinds of faults. Each damages a draft at one place, as somebody who copies, types or sends links would; a
//! kind that finds no place where it makes sense leaves the draft as it is and gives `None`.
//!
//! Written from the contract alone. A kind is made only where the contract knows one right repair, unless it says
//! [`Repair::Open`].

use super::draft::{Draft, Is, Piece};
use tracklint::platform::{Catalogue, registrable_domain};

/// How many repairs are right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// One, and it is safe: the link comes back.
    One,
    /// The contract leaves it to a person: the fault must be heard, and that is all.
    Open,
    /// The text holds more than the link, or less: that must be heard, and no link handed out as corrected.
    Refuse,
}

impl Repair {
    /// What two faults ask together.
    pub fn and(self, other: Self) -> Self {
        if [self, other].contains(&Self::Refuse) {
            Self::Refuse
        } else if self == Self::One {
            other
        } else {
            self
        }
    }
}

/// What a kind knows besides the draft.
pub struct Ground<'a> {
    pub catalogue: &'a Catalogue,
    /// The network fills `{gk_click_id}` in this link.
    pub own: bool,
    /// The role was told, so that a link without any macro is a template all the same.
    pub told: bool,
}

type Make = fn(&mut Draft, &Ground) -> Option<Repair>;

pub struct Kind {
    pub name: &'static str,
    pub make: Make,
}

macro_rules! kinds {
    ($($name:literal $make:ident)*) => { &[$(Kind { name: $name, make: $make }),*] };
}

pub const KINDS: &[Kind] = kinds! {
    "lost ?" lost_question_mark
    "no separator" no_separator
    "&&" doubled_ampersand
    "?&" question_mark_ampersand
    "??" doubled_question_mark
    "second ?" second_question_mark
    "& lost" glued
    "&=" nameless
    "separators encoded" encoded_separators
    "# for ?" hash_for_question_mark
    "#fragment?" fragment_first
    "&amp;" entities
    "one &amp;" entity
    "&#38;" numeric_entity
    "&amp;amp;" doubled_entity
    "name eaten" eaten_name
    "JSON escapes" json
    "quoted-printable" quoted_printable
    "Markdown escapes" markdown_escapes
    "full-width" full_width
    "zero-width" zero_width
    "straight quotes" straight_quotes
    "curly quotes" curly_quotes
    "guillemets" guillemets
    "Markdown marks" markdown_marks
    "angle brackets" angle_brackets
    "round brackets" round_brackets
    "full stop" full_stop
    "comma" comma
    "lone bracket" lone_bracket
    "verb before" verb_before
    "words behind" words_behind
    "second link" second_link
    "cut off" cut_off
    "blank in a value" blank_in_value
    "blank at the ends" blank_at_ends
    "blank at a separator" blank_at_separator
    "line break at a separator" line_break
    "blank in a macro's edge" blank_in_macro
    "scheme misspelt" scheme_misspelt
    "slashes of the scheme" slashes
    "scheme twice" scheme_twice
    "no scheme" no_scheme
    "% encoded again" escapes_doubled
    "brace lost" brace_lost
    "no braces" no_braces
    "another dialect" another_dialect
    "macro misspelt" macro_misspelt
    "macro encoded" macro_encoded
    "click id twice" click_id_twice
    "host misspelt" host_misspelt
};

// ---------------------------------------------------------------- separators

fn at(is: Is, text: &str) -> impl Fn(&Draft, usize) -> bool {
    move |draft, i| draft.pieces[i].is == is && draft.pieces[i].text == text
}

/// The ampersand as the carrier writes it.
fn ampersand(draft: &Draft) -> &'static str {
    if draft.pieces.iter().any(|p| p.text.contains("\\u0026")) { "\\u0026" } else { "&" }
}

/// A plain name follows, and what the query hangs on is a path or a known name.
fn opens_query(draft: &Draft) -> Option<usize> {
    let first = draft.first(Is::Separator)?;
    let (name, _) = draft.param(0);
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
    let equals = draft.pieces.get(first + 2).is_some_and(|p| p.is == Is::Equals);
    (plain && equals && draft.pieces.iter().any(|p| p.is == Is::Path)).then_some(first)
}

fn lost_question_mark(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let first = opens_query(draft)?;
    let left = draft.pieces[first].text.replacen('?', "", 1);
    if left == draft.pieces[first].text {
        return None;
    }
    let left = if left.trim().is_empty() { left + ampersand(draft) } else { left };
    draft.write(first, left)?;
    Some(Repair::One)
}

/// Of two words run together only a known name says where the second begins.
fn no_separator(draft: &mut Draft, ground: &Ground) -> Option<Repair> {
    let first = opens_query(draft)?;
    let root = draft.pieces[first - 1].right == "/";
    let (name, _) = draft.param(0);
    let known = ground.catalogue.is_a_name(&name) && name.len() >= 5;
    let others = draft.pieces.iter().any(|p| p.is == Is::Separator && p.param > 0 && p.text.contains('?'));
    if !root || !known || others || draft.pieces[first].text != "?" || draft.params() < 2 {
        return None;
    }
    draft.write(first, "")?;
    Some(Repair::One)
}

fn doubled_ampersand(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let piece = draft.pick(|d, i| d.pieces[i].is == Is::Separator && d.pieces[i].text.contains(['&', '\\']))?;
    let text = draft.pieces[piece].text.clone() + ampersand(draft);
    draft.write(piece, text)?;
    Some(Repair::One)
}

/// Behind a literal value the `?` of a later `?&` may be the value's own.
fn question_mark_ampersand(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let piece = draft.pick(|d, i| {
        let here = &d.pieces[i];
        here.is == Is::Separator && here.text.contains('?') && (here.param == 0 || d.is_whole_value(i - 1))
    })?;
    let text = draft.pieces[piece].text.replacen('?', &format!("?{}", ampersand(draft)), 1);
    draft.write(piece, text)?;
    Some(Repair::One)
}

fn doubled_question_mark(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let first = draft.first(Is::Separator).filter(|i| draft.pieces[*i].text.contains('?'))?;
    let text = draft.pieces[first].text.replacen('?', "??", 1);
    draft.write(first, text)?;
    Some(Repair::One)
}

/// Safe before a known name, and behind a macro or a number.
fn second_question_mark(draft: &mut Draft, ground: &Ground) -> Option<Repair> {
    let piece = draft.pick(|d, i| {
        let here = &d.pieces[i];
        let (name, _) = d.param(here.param);
        let behind = i > 0 && (d.is_whole_value(i - 1) || d.pieces[i - 1].right.bytes().all(|b| b.is_ascii_digit()));
        let before = d.pieces.get(i + 2).is_some_and(|p| p.is == Is::Equals);
        here.is == Is::Separator
            && here.param > 0
            && here.text == "&"
            && before
            && (behind || ground.catalogue.is_a_name(&name))
            && !d.param(here.param - 1).1.contains(['/', ':'])
            && !d.param(here.param - 1).1.contains("%2F")
            && d.first(Is::Separator).is_some_and(|first| !d.pieces[first].text.is_empty())
    })?;
    draft.write(piece, "?")?;
    Some(Repair::One)
}

/// Behind a macro in braces a word is the next name.
fn glued(draft: &mut Draft, ground: &Ground) -> Option<Repair> {
    let piece = draft.pick(|d, i| {
        let (name, _) = d.param(d.pieces[i].param);
        let word = name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        let before = d.pieces.get(i + 2).is_some_and(|p| p.is == Is::Equals);
        let behind = i > 0
            && d.is_whole_value(i - 1)
            && d.pieces[i - 1].text.starts_with('{')
            && d.pieces[i - 1].text.ends_with('}');
        at(Is::Separator, "&")(d, i)
            && d.pieces[i].param > 0
            && word
            && before
            && behind
            && ground.catalogue.is_a_name(&name)
    })?;
    draft.write(piece, "")?;
    Some(Repair::One)
}

/// `&=` behind the last parameter.
fn nameless(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    if draft.params() == 0 || draft.first(Is::Fragment).is_some() {
        return None;
    }
    let text = format!("{}=", ampersand(draft));
    let param = draft.params() - 1;
    draft.pieces.push(Piece { is: Is::Separator, param, text, right: String::new() });
    Some(Repair::One)
}

/// The query was encoded with its own separators. Only where nothing else in it is encoded.
fn encoded_separators(draft: &mut Draft, ground: &Ground) -> Option<Repair> {
    let plain = draft.pieces.iter().all(|p| {
        let own = match p.is {
            Is::Separator => p.text == "?" || p.text == "&",
            Is::Equals => p.text == "=",
            _ => p.is_whole(),
        };
        own && !p.text.contains('%')
    });
    let known = draft.params() > 1 && (0..draft.params()).all(|n| ground.catalogue.is_a_name(&draft.param(n).0));
    if !plain || !known || draft.first(Is::Fragment).is_some() {
        return None;
    }
    for piece in &mut draft.pieces {
        match (piece.is, &*piece.text) {
            (Is::Separator, "?") => piece.text = "%3F".to_owned(),
            (Is::Separator, _) => piece.text = "%26".to_owned(),
            (Is::Equals, _) => piece.text = "%3D".to_owned(),
            _ => {}
        }
    }
    Some(Repair::One)
}

/// A page may read what stands behind its `#`: nobody but a person knows.
fn hash_for_question_mark(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let first = opens_query(draft).filter(|i| draft.pieces[*i].text == "?")?;
    if draft.first(Is::Fragment).is_some() || !click_id(draft) {
        return None;
    }
    draft.write(first, "#")?;
    Some(Repair::Open)
}

/// The fragment before the query: two orders of the parts are legal.
fn fragment_first(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let first = opens_query(draft).filter(|i| draft.pieces[*i].text == "?")?;
    if draft.first(Is::Fragment).is_some() || !click_id(draft) {
        return None;
    }
    draft.write(first, "#top?")?;
    Some(Repair::Open)
}

/// A macro for the click id stands in the query.
fn click_id(draft: &Draft) -> bool {
    draft
        .pieces
        .iter()
        .any(|p| p.is == Is::Macro && p.right.to_ascii_lowercase().contains("click") && p.right.contains("id"))
}

// ---------------------------------------------------------------- carriers

fn entities(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let mut any = false;
    for piece in draft.pieces.iter_mut().filter(|p| p.text.contains('&')) {
        piece.text = piece.text.replace('&', "&amp;");
        any = true;
    }
    any.then_some(Repair::One)
}

/// Puts another spelling in place of one plain `&`.
fn one_ampersand(draft: &mut Draft, spellings: &[&str]) -> Option<Repair> {
    let piece = draft.pick(at(Is::Separator, "&"))?;
    let spelling = draft.one_of(spellings);
    draft.write(piece, spelling)?;
    Some(Repair::One)
}

fn entity(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    one_ampersand(draft, &["&amp;"])
}

fn numeric_entity(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    one_ampersand(draft, &["&#38;", "&#038;", "&#x26;", "&#X26;"])
}

fn doubled_entity(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    one_ampersand(draft, &["&amp;amp;", "&amp;#38;"])
}

/// Entities that need no semicolon eat the beginning of the name behind a `&`.
const EATEN: [(&str, &str); 10] = [
    ("curren", "\u{A4}"),
    ("para", "\u{B6}"),
    ("times", "\u{D7}"),
    ("reg", "\u{AE}"),
    ("sect", "\u{A7}"),
    ("not", "\u{AC}"),
    ("copy", "\u{A9}"),
    ("pound", "\u{A3}"),
    ("cent", "\u{A2}"),
    ("deg", "\u{B0}"),
];

fn eats(name: &str) -> Option<&'static (&'static str, &'static str)> {
    EATEN.iter().find(|(entity, _)| name.starts_with(entity) && name.len() > entity.len())
}

fn eaten_name(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let piece = draft.pick(|d, i| {
        at(Is::Separator, "&")(d, i) && d.pieces.get(i + 1).is_some_and(|n| n.is_whole() && eats(&n.text).is_some())
    })?;
    let name = draft.pieces[piece + 1].text.clone();
    let (entity, character) = eats(&name)?;
    draft.write(piece, *character)?;
    draft.write(piece + 1, &name[entity.len()..])?;
    Some(Repair::One)
}

/// As a string in JSON, with the slashes and ampersands that PHP and Go escape.
fn json(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    if draft.pieces.iter().any(|p| p.text.contains(['\\', '"', '\n', '\r', '\t'])) {
        return None;
    }
    let slashes = draft.below(4) > 0;
    let ampersands = !slashes || draft.below(2) > 0;
    let mut any = false;
    for piece in &mut draft.pieces {
        let mut text = piece.text.clone();
        if slashes {
            text = text.replace('/', "\\/");
        }
        if ampersands {
            text = text.replace('&', "\\u0026");
        }
        any |= text != piece.text;
        piece.text = text;
    }
    any.then_some(Repair::One)
}

/// A mail in quoted-printable writes `=3D` for each `=`. One alone may be a value that begins with `3D`.
fn quoted_printable(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let signs = draft.pieces.iter().filter(|p| p.text.contains('=')).count();
    for piece in &mut draft.pieces {
        piece.text = piece.text.replace('=', "=3D");
    }
    (signs > 0).then_some(if signs > 1 { Repair::One } else { Repair::Open })
}

fn markdown_escapes(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let any = draft.pieces.iter().any(|p| p.text.contains('_'));
    if draft.pieces.iter().any(|p| p.text.contains('\\')) {
        return None;
    }
    for piece in &mut draft.pieces {
        piece.text = piece.text.replace('_', "\\_");
    }
    any.then_some(Repair::One)
}

/// Typed with an East Asian keyboard.
fn full_width(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let wide = [("?", "\u{FF1F}"), ("&", "\u{FF06}"), ("=", "\u{FF1D}")];
    let piece = draft.pick(|d, i| {
        wide.iter()
            .any(|(narrow, _)| matches!(d.pieces[i].is, Is::Separator | Is::Equals) && d.pieces[i].text == *narrow)
    })?;
    let (_, written) = wide.iter().find(|(narrow, _)| *narrow == draft.pieces[piece].text)?;
    draft.write(piece, *written)?;
    Some(Repair::One)
}

/// Nobody sees it, wherever it stands.
fn zero_width(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let unseen = draft.one_of(&["\u{200B}", "\u{FEFF}", "\u{2060}"]);
    let piece = draft.below(draft.pieces.len());
    let text = draft.pieces[piece].text.clone();
    let borders: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let cut = borders[draft.below(borders.len())];
    draft.write(piece, format!("{}{unseen}{}", &text[..cut], &text[cut..]))?;
    Some(Repair::One)
}

// ---------------------------------------------------------------- round the link

fn wrap(draft: &mut Draft, pairs: &[(&str, &str)]) -> Option<Repair> {
    let (open, close) = pairs[draft.below(pairs.len())];
    draft.before.insert_str(0, open);
    draft.after.push_str(close);
    Some(Repair::One)
}

fn straight_quotes(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    wrap(draft, &[("\"", "\""), ("'", "'")])
}

fn curly_quotes(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    wrap(
        draft,
        &[
            ("\u{201C}", "\u{201D}"),
            ("\u{2018}", "\u{2019}"),
            ("\u{201E}", "\u{201C}"),
            ("\u{201D}", "\u{201D}"),
            ("\u{201A}", "\u{2018}"),
        ],
    )
}

fn guillemets(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    wrap(draft, &[("\u{AB}", "\u{BB}"), ("\u{BB}", "\u{AB}"), ("\u{2039}", "\u{203A}"), ("\u{300C}", "\u{300D}")])
}

fn markdown_marks(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    wrap(draft, &[("`", "`"), ("**", "**")])
}

fn angle_brackets(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    wrap(draft, &[("<", ">")])
}

fn round_brackets(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    wrap(draft, &[("(", ")"), ("[", "]")])
}

fn full_stop(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    behind(draft, ".")
}

fn comma(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    behind(draft, ",")
}

/// One mark behind the link. Two may be an ellipsis: the link was cut off.
fn behind(draft: &mut Draft, mark: &str) -> Option<Repair> {
    if draft.after.contains(['.', ',']) {
        return None;
    }
    draft.after.push_str(mark);
    Some(Repair::One)
}

/// A tail without a partner that is no full stop or comma is never safe to delete.
fn lone_bracket(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    draft.after.push(')');
    Some(Repair::Open)
}

// ---------------------------------------------------------------- more or less than the link

/// The first word of a request.
fn verb_before(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let verb = draft.one_of(&["GET ", "POST ", "HEAD "]);
    draft.before.insert_str(0, verb);
    Some(Repair::Refuse)
}

/// Behind an id or a macro a word is none of the link's. Behind another word it may be.
fn words_behind(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    if !draft.ends_surely() || draft.first(Is::Separator).is_none() {
        return None;
    }
    let words = draft.one_of(&[" - main offer", " please check this", " (new)", " thanks"]);
    draft.after.push_str(words);
    Some(Repair::Refuse)
}

/// Two links pasted in one go, with or without something between.
fn second_link(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let between = draft.one_of(&["", " ", "\n"]);
    let again = format!("{between}https://example.com/second?click_id={{click_id}}");
    draft.after.push_str(&again);
    Some(Repair::Refuse)
}

/// A narrow column of a screen shows the beginning only.
fn cut_off(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let last = draft.pieces.len() - 1;
    let text = draft.pieces[last].text.clone();
    let long = text.len() > 5 && text.is_ascii() && matches!(draft.pieces[last].is, Is::Macro | Is::Value);
    if !long || !draft.after.is_empty() {
        return None;
    }
    let mark = draft.one_of(&["\u{2026}", "..."]);
    draft.write(last, format!("{}{mark}", &text[..text.len() / 2]))?;
    Some(Repair::Refuse)
}

// ---------------------------------------------------------------- blanks

/// Between the letters of a literal a blank is `%20`. Behind an id at the link's end it may be the first of other
/// words.
fn blank_in_value(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let piece = draft.pick(|d, i| {
        let here = &d.pieces[i];
        let name = d.param(here.param).0.to_ascii_lowercase();
        let last = here.param + 1 == d.params();
        let id = ["id", "event", "goal", "click", "token", "code", "uid"].iter().any(|w| name.contains(w));
        here.is == Is::Value
            && here.is_whole()
            && here.text.len() > 3
            && here.text.bytes().all(|b| b.is_ascii_alphabetic())
            && !(last && id)
    });
    if let Some(piece) = piece {
        let text = draft.pieces[piece].text.clone();
        let cut = 1 + draft.below(text.len() - 1);
        draft.pieces[piece].right = format!("{}%20{}", &text[..cut], &text[cut..]);
        draft.write(piece, format!("{} {}", &text[..cut], &text[cut..]))?;
        return Some(Repair::One);
    }
    let piece = draft
        .pick(|d, i| d.pieces[i].is == Is::Value && d.pieces[i].is_whole() && between_letters(&d.pieces[i].text))?;
    let text = draft.pieces[piece].text.replacen("%20", " ", 1);
    draft.write(piece, text)?;
    Some(Repair::One)
}

fn blank_at_ends(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let blank = draft.one_of(&[" ", "  ", "\t", "\u{A0}", "\n"]);
    if draft.below(2) > 0 {
        draft.before.push_str(blank);
    } else if draft.after.is_empty() || draft.below(2) > 0 {
        draft.after.push_str(blank);
    } else {
        draft.after.insert_str(0, blank);
    }
    Some(Repair::One)
}

/// The first `%20` has letters of the same literal on both sides: beside a macro a blank is a question.
fn between_letters(text: &str) -> bool {
    text.split_once("%20").is_some_and(|(before, after)| !before.is_empty() && after.starts_with(char::is_alphanumeric))
}

/// Puts `blank` before or behind a separator.
fn beside_separator(draft: &mut Draft, blank: &str) -> Option<Repair> {
    let piece = draft.pick(|d, i| {
        d.pieces[i].is == Is::Separator && !d.pieces[i].text.is_empty() && !d.pieces[i].right.is_empty()
    })?;
    let text = draft.pieces[piece].text.clone();
    let eaten = EATEN.iter().any(|(_, character)| text == *character);
    let text = if eaten || draft.below(2) > 0 { format!("{blank}{text}") } else { format!("{text}{blank}") };
    draft.write(piece, text)?;
    Some(Repair::One)
}

fn blank_at_separator(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let blank = draft.one_of(&[" ", "  ", "\t", "\u{A0}"]);
    beside_separator(draft, blank)
}

fn line_break(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let blank = draft.one_of(&["\n", "\r\n"]);
    beside_separator(draft, blank)
}

fn blank_in_macro(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let piece = draft.pick(|d, i| {
        let text = &d.pieces[i].text;
        d.is_whole_value(i)
            && text.starts_with('{')
            && text.ends_with('}')
            && text.len() > 4
            && plain(&text[1..text.len() - 1])
    })?;
    let text = draft.pieces[piece].text.clone();
    let name = &text[1..text.len() - 1];
    let written = [format!("{{ {name}}}"), format!("{{{name} }}"), format!("{{ {name} }}")];
    let number = draft.below(3);
    draft.write(piece, &*written[number])?;
    Some(Repair::One)
}

fn plain(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b))
}

// ---------------------------------------------------------------- scheme and host

fn scheme_misspelt(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let piece = draft.first(Is::Scheme).filter(|i| draft.pieces[*i].text == "https")?;
    let written = draft.one_of(&["htps", "htttps", "hxxps", "ttps", "http(s)", "htpps"]);
    draft.write(piece, written)?;
    Some(Repair::One)
}

fn slashes(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let piece = draft.first(Is::Slashes)?;
    let (written, slash) = match &*draft.pieces[piece].text {
        "://" => (draft.one_of(&[":/", "//", ":\\\\", ":///", ";//"]).to_owned(), true),
        ":\\/\\/" => (draft.one_of(&[":\\/", "\\/\\/", ":\\/\\/\\/"]).to_owned(), true),
        _ => (String::new(), false),
    };
    if !slash || draft.first(Is::Scheme).is_none_or(|i| draft.pieces[i].text.is_empty()) {
        return None;
    }
    draft.write(piece, written)?;
    Some(Repair::One)
}

fn scheme_twice(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let piece = draft.first(Is::Scheme).filter(|i| draft.pieces[*i].is_whole())?;
    if !matches!(&*draft.pieces[piece + 1].text, "://" | ":\\/\\/") {
        return None;
    }
    let text = format!("https{}https", draft.pieces[piece + 1].text);
    draft.write(piece, text)?;
    Some(Repair::One)
}

/// A known host says that a link begins here.
fn no_scheme(draft: &mut Draft, ground: &Ground) -> Option<Repair> {
    let piece = draft.first(Is::Scheme)?;
    let known = ground.catalogue.by_host(draft.host()).is_some_and(|h| h.sure);
    let clean = draft.pieces[piece].is_whole() && matches!(&*draft.pieces[piece + 1].text, "://" | ":\\/\\/");
    let literal =
        draft.pieces.get(piece + 3).is_some_and(|p| p.is == Is::Path) && draft.pieces[piece + 2].is == Is::Host;
    if !known || !clean || !literal || draft.params() == 0 {
        return None;
    }
    draft.write(piece, "")?;
    draft.write(piece + 1, "")?;
    Some(Repair::One)
}

/// A letter of a long label lost, doubled or swapped, where path or parameters are also the platform's.
fn host_misspelt(draft: &mut Draft, ground: &Ground) -> Option<Repair> {
    let piece = draft.first(Is::Host).filter(|i| draft.pieces[*i].is_whole())?;
    let host = draft.host().to_owned();
    let hit = ground.catalogue.by_host(&host).filter(|h| h.sure)?;
    let domain = registrable_domain(&host);
    let label = domain.split('.').next()?;
    let theirs = (0..draft.params()).any(|n| {
        let name = draft.param(n).0;
        hit.platform.link_params().chain(hit.platform.receives.params()).any(|f| f.is(&name))
    });
    if label.len() < 8 || !theirs || draft.pieces.iter().filter(|p| p.is == Is::Host).count() > 1 {
        return None;
    }
    let start = host.len() - domain.len();
    let spot = start + 1 + draft.below(label.len() - 2);
    let letters = host.as_bytes();
    let written = match draft.below(3) {
        0 => format!("{}{}", &host[..spot], &host[spot + 1..]),
        1 => format!("{}{}{}", &host[..spot], &host[spot..=spot], &host[spot..]),
        _ if letters[spot] != letters[spot + 1] && spot + 1 < start + label.len() => {
            format!("{}{}{}{}", &host[..spot], &host[spot + 1..spot + 2], &host[spot..=spot], &host[spot + 2..])
        }
        _ => return None,
    };
    if ground.catalogue.by_host(&written).is_some() {
        return None;
    }
    draft.write(piece, written)?;
    Some(Repair::One)
}

// ---------------------------------------------------------------- values and macros

/// Every code of one value encoded once more. A link inside is encoded twice by right.
fn escapes_doubled(draft: &mut Draft, _: &Ground) -> Option<Repair> {
    let piece = draft.pick(|d, i| {
        let here = &d.pieces[i];
        let (_, value) = d.param(here.param);
        let link = value.contains("%2F") || value.contains("%2f") || value.contains("%3A") || value.contains("%25");
        here.is == Is::Value && here.right == value && here.is_whole() && value.contains('%') && !link && codes(&value)
    })?;
    let text = draft.pieces[piece].text.replace('%', "%25");
    draft.write(piece, text)?;
    Some(Repair::One)
}

/// Each `%` of the text begins a whole code.
fn codes(text: &str) -> bool {
    text.split('%').skip(1).all(|rest| rest.len() > 1 && rest.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit))
}

/// The network's click id macro, as one parameter's whole value, in a link in which the network fills macros.
fn own_macro(draft: &mut Draft, ground: &Ground, fits: impl Fn(&Piece) -> bool) -> Option<usize> {
    let own = |d: &Draft, i: usize| {
        ground.own && d.is_whole_value(i) && d.pieces[i].right == "{gk_click_id}" && fits(&d.pieces[i])
    };
    draft.pick(own)
}

/// The same, where the next name does not run on: only braces part a macro from it.
fn own_macro_apart(draft: &mut Draft, ground: &Ground, fits: impl Fn(&Piece) -> bool) -> Option<usize> {
    let piece = own_macro(draft, ground, fits)?;
    draft.pieces.get(piece + 1).is_none_or(|next| !next.text.is_empty()).then_some(piece)
}

/// A macro that nobody damaged stands beside this one, so that the link is a template all the same.
fn another_stands(draft: &Draft, piece: usize) -> bool {
    draft.pieces.iter().enumerate().any(|(i, p)| i != piece && p.is == Is::Macro && p.is_whole())
}

fn brace_lost(draft: &mut Draft, ground: &Ground) -> Option<Repair> {
    let ends = |p: &Piece| {
        p.text.len() > 4
            && (p.text.starts_with('{') && p.text.ends_with('}') || p.text.starts_with('[') && p.text.ends_with(']'))
    };
    let piece = own_macro(draft, ground, ends).or_else(|| {
        draft.pick(|d, i| {
            let name = d.pieces[i].text.trim_matches(['{', '}']);
            d.is_whole_value(i)
                && i + 1 < d.pieces.len()
                && ends(&d.pieces[i])
                && plain(name)
                && d.pieces[i].text.len() == name.len() + 2
        })
    })?;
    let text = draft.pieces[piece].text.clone();
    // Without `&` and closing brace nothing would part the macro's name from the next one.
    let runs_on = draft.pieces.get(piece + 1).is_some_and(|p| p.text.is_empty());
    let written = if runs_on || draft.below(2) > 0 { &text[1..] } else { &text[..text.len() - 1] };
    draft.write(piece, written)?;
    Some(Repair::One)
}

fn no_braces(draft: &mut Draft, ground: &Ground) -> Option<Repair> {
    let piece = own_macro_apart(draft, ground, |p| p.text.starts_with('{') && p.text.ends_with('}'))?;
    if !ground.told && !another_stands(draft, piece) {
        return None;
    }
    let name = draft.pieces[piece].text.trim_matches(['{', '}', ' ']).to_owned();
    draft.write(piece, name)?;
    Some(Repair::One)
}

fn another_dialect(draft: &mut Draft, ground: &Ground) -> Option<Repair> {
    let piece = own_macro_apart(draft, ground, |p| p.text.starts_with('{') && p.text.ends_with('}'))?;
    let name = draft.pieces[piece].text.trim_matches(['{', '}']).to_owned();
    // With a blank in it `%x%` is no macro to anybody.
    let blank = name.contains(char::is_whitespace);
    let pairs = [
        ("[", "]"),
        ("[[", "]]"),
        ("{{", "}}"),
        ("${", "}"),
        ("#{", "}"),
        ("<", ">"),
        ("(", ")"),
        ("{$", "}"),
        ("%", "%"),
        ("%%", "%%"),
    ];
    let (open, close) = pairs[draft.below(pairs.len() - if blank { 2 } else { 0 })];
    draft.write(piece, format!("{open}{name}{close}"))?;
    Some(Repair::One)
}

fn macro_misspelt(draft: &mut Draft, ground: &Ground) -> Option<Repair> {
    let piece = own_macro(draft, ground, |p| p.text.contains("gk_click_id"))?;
    let written = draft.one_of(&[
        "gkclickid",
        "gk-click-id",
        "GK_CLICK_ID",
        "gk_clcik_id",
        "gk_clickid",
        "gk_click_idd",
        "Gk_click_id",
        "gk_\u{441}lick_id",
    ]);
    let text = draft.pieces[piece].text.replace("gk_click_id", written);
    draft.write(piece, text)?;
    Some(Repair::One)
}

/// Safe when a raw macro stands beside it.
fn macro_encoded(draft: &mut Draft, ground: &Ground) -> Option<Repair> {
    let piece = own_macro_apart(draft, ground, |p| p.text.starts_with(['{', '[']) && p.text.ends_with(['}', ']']))?;
    let beside = another_stands(draft, piece);
    let mut text = String::new();
    for c in draft.pieces[piece].text.chars() {
        match c {
            '{' => text.push_str("%7B"),
            '}' => text.push_str("%7D"),
            '[' => text.push_str("%5B"),
            ']' => text.push_str("%5D"),
            other => text.push(other),
        }
    }
    draft.write(piece, text)?;
    Some(if beside { Repair::One } else { Repair::Open })
}

/// The click id's parameter once more, word for word. Safe where the parameter is known to be single.
fn click_id_twice(draft: &mut Draft, ground: &Ground) -> Option<Repair> {
    let hit = ground.catalogue.by_host(draft.host()).filter(|h| h.sure)?;
    let names =
        hit.platform.link.click_id.iter().map(|f| f.name).chain(hit.platform.receives.click_id().map(|f| f.name));
    let single: Vec<&str> = names.chain(["gk_click_id"]).collect();
    let last = draft.params();
    let equals = draft.pick(|d, i| {
        let here = &d.pieces[i];
        here.is == Is::Equals
            && single.contains(&&*d.param(here.param).0)
            && d.pieces.get(i + 1).is_some_and(|_| d.is_whole_value(i + 1))
    })?;
    if draft.first(Is::Fragment).is_some() {
        return None;
    }
    let mut again: Vec<String> = draft.pieces[equals - 1..=equals + 1].iter().map(|p| p.text.clone()).collect();
    again.insert(0, ampersand(draft).to_owned());
    for (is, text) in [Is::Separator, Is::Name, Is::Equals, Is::Macro].into_iter().zip(again) {
        draft.pieces.push(Piece { is, param: last, text, right: String::new() });
    }
    Some(Repair::One)
}
