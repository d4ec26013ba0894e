//! The entities of HTML that a link, or the text around it, is written with.

/// Those that need no semicolon, sorted.
#[rustfmt::skip]
const OLD: [(&str, char); 106] = [
    ("AElig", 'Æ'), ("AMP", '&'), ("Aacute", 'Á'), ("Acirc", 'Â'), ("Agrave", 'À'), ("Aring", 'Å'), ("Atilde", 'Ã'),
    ("Auml", 'Ä'), ("COPY", '©'), ("Ccedil", 'Ç'), ("ETH", 'Ð'), ("Eacute", 'É'), ("Ecirc", 'Ê'), ("Egrave", 'È'),
    ("Euml", 'Ë'), ("GT", '>'), ("Iacute", 'Í'), ("Icirc", 'Î'), ("Igrave", 'Ì'), ("Iuml", 'Ï'), ("LT", '<'),
    ("Ntilde", 'Ñ'), ("Oacute", 'Ó'), ("Ocirc", 'Ô'), ("Ograve", 'Ò'), ("Oslash", 'Ø'), ("Otilde", 'Õ'),
    ("Ouml", 'Ö'), ("QUOT", '"'), ("REG", '®'), ("THORN", 'Þ'), ("Uacute", 'Ú'), ("Ucirc", 'Û'), ("Ugrave", 'Ù'),
    ("Uuml", 'Ü'), ("Yacute", 'Ý'), ("aacute", 'á'), ("acirc", 'â'), ("acute", '´'), ("aelig", 'æ'),
    ("agrave", 'à'), ("amp", '&'), ("aring", 'å'), ("atilde", 'ã'), ("auml", 'ä'), ("brvbar", '¦'),
    ("ccedil", 'ç'), ("cedil", '¸'), ("cent", '¢'), ("copy", '©'), ("curren", '¤'), ("deg", '°'), ("divide", '÷'),
    ("eacute", 'é'), ("ecirc", 'ê'), ("egrave", 'è'), ("eth", 'ð'), ("euml", 'ë'), ("frac12", '½'), ("frac14", '¼'),
    ("frac34", '¾'), ("gt", '>'), ("iacute", 'í'), ("icirc", 'î'), ("iexcl", '¡'), ("igrave", 'ì'),
    ("iquest", '¿'), ("iuml", 'ï'), ("laquo", '«'), ("lt", '<'), ("macr", '¯'), ("micro", 'µ'), ("middot", '·'),
    ("nbsp", '\u{A0}'), ("not", '¬'), ("ntilde", 'ñ'), ("oacute", 'ó'), ("ocirc", 'ô'), ("ograve", 'ò'),
    ("ordf", 'ª'), ("ordm", 'º'), ("oslash", 'ø'), ("otilde", 'õ'), ("ouml", 'ö'), ("para", '¶'), ("plusmn", '±'),
    ("pound", '£'), ("quot", '"'), ("raquo", '»'), ("reg", '®'), ("sect", '§'), ("shy", '\u{AD}'), ("sup1", '¹'),
    ("sup2", '²'), ("sup3", '³'), ("szlig", 'ß'), ("thorn", 'þ'), ("times", '×'), ("uacute", 'ú'), ("ucirc", 'û'),
    ("ugrave", 'ù'), ("uml", '¨'), ("uuml", 'ü'), ("yacute", 'ý'), ("yen", '¥'), ("yuml", 'ÿ'),
];

/// Those that need one: the signs of URLs, of macros and of plain prose, sorted.
#[rustfmt::skip]
const NEW: [(&str, char); 62] = [
    ("Hat", '^'), ("NewLine", '\n'), ("Tab", '\t'), ("UnderBar", '_'), ("VerticalLine", '|'), ("apos", '\''),
    ("ast", '*'), ("bdquo", '„'), ("bsol", '\\'), ("bull", '•'), ("check", '✓'), ("colon", ':'), ("comma", ','),
    ("commat", '@'), ("copysr", '℗'), ("dash", '‐'), ("dollar", '$'), ("emsp", '\u{2003}'), ("ensp", '\u{2002}'),
    ("equals", '='), ("euro", '€'), ("excl", '!'), ("grave", '`'), ("hellip", '…'), ("larr", '←'), ("lbrace", '{'),
    ("lbrack", '['), ("lcub", '{'), ("ldquo", '“'), ("lowbar", '_'), ("lpar", '('), ("lsaquo", '‹'),
    ("lsqb", '['), ("lsquo", '‘'), ("mdash", '—'), ("midast", '*'), ("mldr", '…'), ("ndash", '–'), ("notin", '∉'),
    ("num", '#'), ("percnt", '%'), ("period", '.'), ("plus", '+'), ("quest", '?'), ("rarr", '→'), ("rbrace", '}'),
    ("rbrack", ']'), ("rcub", '}'), ("rdquo", '”'), ("rpar", ')'), ("rsaquo", '›'), ("rsqb", ']'),
    ("rsquo", '’'), ("sbquo", '‚'), ("semi", ';'), ("sol", '/'), ("thinsp", '\u{2009}'), ("trade", '™'),
    ("verbar", '|'), ("vert", '|'), ("zwj", '\u{200D}'), ("zwnj", '\u{200C}'),
];

/// Longer than any name above.
const LONGEST: usize = 16;

/// The character that the entity at the start of `text` stands for, and its length. In an attribute `&copy=` and
/// `&copy2` are no entities.
pub fn entity(text: &str, in_attribute: bool) -> Option<(char, usize)> {
    let rest = text.strip_prefix('&')?;
    if let Some(number) = rest.strip_prefix('#') {
        return numbered(number);
    }
    let end = rest.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let name = &rest[..end];
    let behind = rest.as_bytes().get(end).copied();
    let whole = find(&OLD, name).or_else(|| find(&NEW, name)).filter(|_| behind == Some(b';'));
    if let Some(c) = whole {
        return Some((c, end + 2));
    }
    let (c, length) = (2..=end).rev().find_map(|length| find(&OLD, &name[..length]).map(|c| (c, length)))?;
    let goes_on = length < end || behind == Some(b'=');
    (!in_attribute || !goes_on).then_some((c, length + 1))
}

fn find(names: &[(&str, char)], name: &str) -> Option<char> {
    names.binary_search_by(|(known, _)| (*known).cmp(name)).ok().map(|at| names[at].1)
}

/// `38;` or `x26`, as behind `&#`.
fn numbered(number: &str) -> Option<(char, usize)> {
    let hex = number.starts_with(['x', 'X']);
    let (radix, start) = if hex { (16, 1) } else { (10, 0) };
    let digits = &number[start..];
    let end = digits.bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
    if end == 0 {
        return None;
    }
    let value = digits[..end]
        .bytes()
        .try_fold(0_u32, |value, b| value.checked_mul(radix)?.checked_add(char::from(b).to_digit(radix)?));
    let c = value.map_or('\u{FFFD}', character);
    let semicolon = usize::from(digits[end..].starts_with(';'));
    Some((c, 2 + start + end + semicolon))
}

/// Browsers read the numbers 128 to 159 as Windows does.
#[rustfmt::skip]
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn character(value: u32) -> char {
    match value {
        0 => '\u{FFFD}',
        0x80..=0x9F => WINDOWS[(value - 0x80) as usize],
        _ => char::from_u32(value).unwrap_or('\u{FFFD}'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_can_be_found() {
        for (name, c) in OLD.iter().chain(&NEW) {
            assert!(name.len() < LONGEST, "{name}");
            assert_eq!(entity(&format!("&{name};"), true), Some((*c, name.len() + 2)), "{name}");
        }
        assert!(OLD.is_sorted() && NEW.is_sorted());
    }
}
