//! Punctuation at the ends of a link that belongs to the text around it: shared by the rules that speak of it.

use crate::link::{Dialect, Link, Param, Seen, is_html, is_unseen, may_close};
use crate::rule::Context;
use crate::rule::values::is_uuid;
use crate::span::Span;

/// What stands before and behind a link and does not belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edges {
    /// Before it.
    pub lead: Option<Span>,
    /// Behind it.
    pub tail: Option<Span>,
    /// True if what stands behind it may be the link's own after all.
    pub doubtful: bool,
}

impl Edges {
    /// True if the byte at `at` is one of them.
    #[must_use]
    pub fn hold(&self, at: usize) -> bool {
        [self.lead, self.tail].into_iter().flatten().any(|s| s.range().contains(&at))
    }
}

/// More punctuation in a row, in bytes, than a text puts behind a link.
const LONGEST: usize = 16;

/// Looks at both ends.
pub fn edges(context: &Context) -> Edges {
    if !context.link.seen.has(Seen::WRAPPED) {
        return Edges::default();
    }
    let ends = Ends::of(context);
    let lead = (!ends.lead.is_empty()).then_some(ends.lead);
    match ends.tag().or_else(|| ends.closed()).or_else(|| ends.sentence()) {
        Some((start, doubtful)) => Edges { lead, tail: Some(Span::new(start, ends.end)), doubtful },
        None => Edges { lead, tail: None, doubtful: false },
    }
}

/// The ends of a link: the punctuation before it, and the run of characters at its end that may be a stranger's.
struct Ends<'a, 'c> {
    context: &'c Context<'a>,
    link: Link<'a>,
    lead: Span,
    run: usize,
    end: usize,
}

impl<'a, 'c> Ends<'a, 'c> {
    fn of(context: &'c Context<'a>) -> Self {
        let link = context.link;
        let before = link.of(link.lead);
        let start = before.len() - before.trim_start_matches(is_unseen).len();
        let lead = if start < before.len() { Span::new(start, before.len()) } else { Span::default() };
        let end = link.text.trim_end_matches(is_unseen).len();
        let floor = [link.lead.end, link.scheme_end.end, link.macros.last().map_or(0, |m| m.span.end)];
        let floor = floor.into_iter().chain(link.params.last().map(|p| p.separator.end)).max().unwrap_or(0) as usize;
        let run = floor.min(end) + link.text[floor.min(end)..end].trim_end_matches(may_close).len();
        let run = if end - run > LONGEST { end } else { run };
        Self { context, link, lead, run, end }
    }

    fn body(&self) -> &'a str {
        &self.link.text[self.link.lead.end as usize..self.end]
    }

    /// How often `c` stands in the link, macros left out.
    fn count(&self, c: char) -> usize {
        let all = |text: &str| text.matches(c).count();
        all(self.body()) - self.link.macros.iter().map(|m| all(self.link.of(m.span))).sum::<usize>()
    }

    fn leads_with(&self, c: char) -> bool {
        self.link.of(self.lead).trim_end_matches(is_unseen).ends_with(c)
    }

    /// Where a closing quotation mark or bracket begins that the link has not opened.
    fn closed(&self) -> Option<(usize, bool)> {
        if let Some(label) = self.label() {
            return Some((label, false));
        }
        let run = &self.link.text[self.run..self.end];
        let stray = |(i, c): (usize, char)| {
            let left = run[i..].matches(c).count();
            let own = twin_of(c).is_some_and(|open| left > self.count(c).saturating_sub(self.count(open)));
            (!own && self.is_stray(self.run + i, c)).then_some(self.run + i)
        };
        // Of two quotation marks the first may close a text within the value.
        let quote = run.char_indices().rfind(|(_, c)| *c == '"').and_then(stray);
        let other = run.char_indices().filter(|(_, c)| *c != '"').find_map(stray);
        let start = quote.into_iter().chain(other).min()?;
        // What is left of a character that was read in another encoding (`â€‹`) is no quotation.
        if self.lead.is_empty() && self.link.text[..start].ends_with(|c: char| !c.is_ascii() && !may_close(c)) {
            return None;
        }
        Some((start, !self.is_sure(start)))
    }

    /// A quotation mark belongs to no link; neither does what goes with the opening half before it, and the full stop
    /// behind that. A bracket without its other half before the link may belong to a word.
    fn is_sure(&self, start: usize) -> bool {
        let tail = &self.link.text[start..self.end];
        let outside = |c: char| self.led_by(c) || !matches!(c, ')' | ']' | '>' | '}' | '*' | '.' | ',' | ';');
        let closing = tail.trim_end_matches(['.', ',', ';']);
        self.follows_macro(start) || !closing.is_empty() && closing.chars().all(outside)
    }

    /// `<br>`, `</strong>`: a tag of the page the link was copied from, behind a value.
    fn tag(&self) -> Option<(usize, bool)> {
        let text = &self.link.text[..self.end];
        let start = text.ends_with('>').then(|| text.rfind('<')).flatten()?;
        let name = text[start + 1..self.end - 1].trim_start_matches('/').trim_end_matches(['/', ' ']);
        let behind = !text[..start].ends_with(['=', '/', '?', '&']) && start > self.link.path.start as usize;
        // What is deleted holds letters: somebody has to look.
        (is_html(name.as_bytes()) && behind && !self.led_by('>')).then_some((start, true))
    }

    /// `|our offer>`: Slack's label.
    fn label(&self) -> Option<usize> {
        let inside = self.leads_with('<') && self.link.text[..self.end].ends_with('>');
        let bar = self.body().rfind('|').map(|i| i + self.link.lead.end as usize)?;
        (inside && self.link.macro_at(bar).is_none()).then_some(bar)
    }

    /// An opening half of `c` stands before the link.
    fn led_by(&self, c: char) -> bool {
        self.link.of(self.lead).chars().any(|open| opens(open, c))
    }

    fn is_stray(&self, at: usize, c: char) -> bool {
        let opened = || self.link.text[self.link.lead.end as usize..at].chars().any(|open| opens(open, c));
        match c {
            '"' if self.led_by(c) => {
                self.link.text[self.link.lead.end as usize..self.run].matches('"').count().is_multiple_of(2)
            }
            '"' => self.count('"') % 2 == 1,
            '`' => self.led_by(c) || self.count('`') == 1,
            '\'' => self.led_by(c) || self.follows_macro(at) && self.count('\'') == 1,
            '*' => self.led_by(c),
            ')' => self.count(')') > self.count('(') && (self.led_by(c) || !self.is_damaged_macro(at, Dialect::Paren)),
            '>' => self.led_by(c) || self.count('<') == 0 && !self.is_damaged_macro(at, Dialect::Angle),
            ']' => (self.led_by(c) || self.follows_macro(at)) && self.count(']') > self.count('['),
            '。' | '，' | '、' | '；' | '！' => true,
            _ if !c.is_ascii() => !opened(),
            _ => false,
        }
    }

    fn follows_macro(&self, at: usize) -> bool {
        self.link.macros.last().is_some_and(|m| m.span.end as usize == at)
    }

    /// `clickid)`, `{clickid)`: a macro that has lost its opening half, or has a wrong closing one.
    fn is_damaged_macro(&self, at: usize, dialect: Dialect) -> bool {
        let before = &self.link.text[..at];
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        if before.trim_end_matches(word).ends_with(['{', '[', '<', '(']) {
            return true;
        }
        let name = &before[before.rfind(['=', '/', '&', '?']).map_or(0, |i| i + 1)..];
        let fills = self.context.filled_by.is_some_and(|p| {
            let all = p.fires.dialects;
            all.link.contains(&dialect) || all.postback.contains(&dialect)
        });
        // Where other macros stand, nobody writes this one so.
        let alone = self.link.macros.iter().all(|m| m.dialect == dialect);
        fills || alone && self.context.catalogue.is_a_name(name)
    }

    /// Where the full stop, comma or semicolon of a sentence stands. It may be an abbreviation's or a list's.
    fn sentence(&self) -> Option<(usize, bool)> {
        let at = self.run;
        let c = self.link.text[at..self.end].chars().next()?;
        if !matches!(c, '.' | ',' | ';') || at + 1 != self.end {
            return None;
        }
        let part = match self.link.params.last() {
            Some(param) if self.ends_in(param) => {
                if param.has_equals {
                    param.value
                } else {
                    param.key
                }
            }
            None if self.link.fragment.is_empty() && !self.link.path.is_empty() => {
                let path = self.link.path();
                let segment = self.link.path.start as usize + path.rfind('/').map_or(0, |i| i + 1);
                Span::new(segment, self.link.path.end as usize)
            }
            _ => return None,
        };
        if self.follows_macro(at) {
            return (self.count(';') < 2).then_some((at, c == ';'));
        }
        let decimal = c == '.' && is_decimal(&self.link.text[part.start as usize..at]);
        let repeated = self.body()[part.start as usize - self.link.lead.end as usize..].matches(c).count() > 1;
        if repeated && !decimal || self.count(';') > 1 {
            return None;
        }
        let value = &self.link.text[part.start as usize..at];
        let plain =
            |more: &[u8]| value.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b) || more.contains(&b));
        // A number or an id has no full stop of its own; an abbreviation has one, and a list may end with a comma.
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        let number = digits > 0 && digits == value.len() || decimal;
        let machine = is_uuid(value) || value.len() >= 8 && digits > 0 && value.bytes().all(|b| b.is_ascii_hexdigit());
        let sure = c != ';' && (number || machine);
        let may_be = match c {
            '.' => plain(b"") && value.len() >= 5,
            _ => !value.is_empty() && plain(b"%.~"),
        };
        (sure || may_be).then_some((at, !sure))
    }

    fn ends_in(&self, param: &Param) -> bool {
        (param.has_equals || self.follows_macro(self.run))
            && self.link.fragment.is_empty()
            && param.span().end as usize >= self.end
    }
}

/// `12.50`
fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    text.split_once('.').is_some_and(|(whole, part)| digits(whole) && digits(part))
}

/// True if `open` before a text goes with `close` behind it, in any language: German opens with „ and closes with “.
pub fn opens(open: char, close: char) -> bool {
    let openers = match close {
        '"' | '\'' | '`' | '*' => return open == close,
        ')' => "(",
        ']' => "[",
        '>' => "<",
        '”' => "“„”",
        '“' => "„“",
        '’' => "‘‚’",
        '‘' => "‚‘",
        '»' => "«»",
        '«' => "»«",
        '›' => "‹›",
        '‹' => "›‹",
        '」' => "「",
        '』' => "『",
        '）' => "（",
        '】' => "【",
        '》' => "《",
        '＞' => "＜",
        _ => return false,
    };
    openers.contains(open)
}

/// The opening half of a bracket that may stand in pairs within a link.
const fn twin_of(c: char) -> Option<char> {
    match c {
        ')' => Some('('),
        ']' => Some('['),
        _ => None,
    }
}
