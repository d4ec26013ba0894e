//! The families of faults. Each takes a link that is right and gives it back damaged, in every way and place.

use super::links::Base;
use tracklint::link::{Chars, Macro, Shape, decoded};
use tracklint::platform::{Catalogue, Environment, Role, State, find, has_public_suffix};
use tracklint::span::Span;

/// A damaged link.
pub struct Fault {
    pub family: &'static str,
    /// What was done, in a word or two.
    pub kind: String,
    pub text: String,
    /// The rules of which one has to find it.
    pub rules: &'static [&'static str],
    /// One repair only is right, and it gives the link back.
    pub repairable: bool,
}

struct Maker<'a> {
    base: &'a Base,
    catalogue: &'a Catalogue,
    made: Vec<Fault>,
    family: &'static str,
    rules: &'static [&'static str],
}

pub fn all(base: &Base, catalogue: &Catalogue) -> Vec<Fault> {
    let mut maker = Maker { base, catalogue, made: Vec::new(), family: "", rules: &[] };
    for family in [
        misspelt_macros,
        delimiters,
        separators,
        blanks,
        invisible,
        entities,
        encoded,
        broken_escapes,
        schemes,
        hosts,
        slots,
        click_ids,
        parameter_names,
        wrapping,
    ] {
        family(&mut maker);
    }
    maker.made
}

impl Maker<'_> {
    fn begin(&mut self, family: &'static str, rules: &'static [&'static str]) {
        (self.family, self.rules) = (family, rules);
    }

    fn add(&mut self, kind: impl Into<String>, text: String, repairable: bool) {
        self.made.push(Fault { family: self.family, kind: kind.into(), text, rules: self.rules, repairable });
    }

    fn replace(&mut self, kind: impl Into<String>, span: Span, by: &str, repairable: bool) {
        let text = self.base.with(span.range(), by);
        self.add(kind, text, repairable);
    }

    fn insert(&mut self, kind: impl Into<String>, at: usize, what: &str, repairable: bool) {
        let text = self.base.with(at..at, what);
        self.add(kind, text, repairable);
    }

    /// The network's click id macro, where the network fills it.
    fn own_macro(&self) -> Option<Macro> {
        let link = self.base.link();
        let fills = self.base.role == Role::TrackingLink;
        let in_value = |m: &&Macro| self.base.anatomy.params.iter().any(|p| p.value.contains(m.span));
        let own = |m: &&Macro| fills && link.of(m.span) == "{gk_click_id}" && in_value(m);
        self.base.anatomy.macros.iter().find(own).copied()
    }
}

/// Letters dropped, doubled and swapped; case; hyphens; look-alikes.
fn misspellings(name: &str) -> Vec<(&'static str, String)> {
    let chars: Vec<char> = name.chars().collect();
    let mut out = Vec::new();
    for i in 0..chars.len() {
        let mut without = chars.clone();
        without.remove(i);
        out.push(("dropped", without.iter().collect()));
        let mut twice = chars.clone();
        twice.insert(i, chars[i]);
        out.push(("doubled", twice.iter().collect()));
        if i + 1 < chars.len() && chars[i] != chars[i + 1] {
            let mut swapped = chars.clone();
            swapped.swap(i, i + 1);
            out.push(("swapped", swapped.iter().collect()));
        }
    }
    out.push(("capitals", name.to_uppercase()));
    out.push(("one capital", name[..1].to_uppercase() + &name[1..]));
    out.push(("hyphens", name.replace('_', "-")));
    out.push(("run together", name.replace('_', "")));
    for (latin, other) in [('c', '\u{441}'), ('i', '\u{456}'), ('k', '\u{43A}')] {
        out.push(("look-alike", name.replacen(latin, &other.to_string(), 1)));
    }
    out.retain(|(_, written)| written != name);
    out
}

fn misspelt_macros(maker: &mut Maker) {
    maker.begin("macro misspelt", &["misspelled-macro"]);
    let Some(own) = maker.own_macro() else { return };
    for (kind, written) in misspellings("gk_click_id") {
        maker.replace(kind, own.inner, &written, true);
    }
}

fn delimiters(maker: &mut Maker) {
    let Some(own) = maker.own_macro() else { return };
    let name = "gk_click_id";
    maker.begin("macro unbalanced", &["unbalanced-macro"]);
    for (open, close) in [("{", ""), ("", "}"), ("{{", "}"), ("{", "}}"), ("{", "]"), ("{", ")")] {
        maker.replace(format!("{open}x{close}"), own.span, &format!("{open}{name}{close}"), true);
    }
    maker.begin("macro without braces", &["unbraced-macro"]);
    maker.replace("bare", own.span, name, true);
    maker.begin("macro of another dialect", &["wrong-macro-syntax"]);
    for (open, close) in [
        ("[", "]"),
        ("[[", "]]"),
        ("{{", "}}"),
        ("${", "}"),
        ("#{", "}"),
        ("%", "%"),
        ("%%", "%%"),
        ("<", ">"),
        ("(", ")"),
        ("#", "#"),
        ("{$", "}"),
    ] {
        maker.replace(format!("{open}x{close}"), own.span, &format!("{open}{name}{close}"), true);
    }
}

fn separators(maker: &mut Maker) {
    let base = maker.base;
    if base.anatomy.shape != Shape::Url || base.anatomy.params.is_empty() {
        return;
    }
    let params = base.anatomy.params.clone();
    let question = params[0].separator;
    let plain = |s: Span| s.len() == 1;
    let named = params[0].key_chars.only(Chars::WORD | Chars::HYPHEN);
    if base.link().of(question) == "?" && !base.anatomy.path.is_empty() && named {
        maker.begin("? and &", &["missing-question-mark"]);
        maker.replace("& for ?", question, "&", true);
        if params.len() > 1 && params[0].has_equals {
            let key = decoded(base.link().key(&params[0])).into_owned();
            // Of two words run together only a known name says where the second begins.
            let known = base.anatomy.path.len() == 1 || key.len() >= 5 && maker.catalogue.is_a_name(&key);
            if known {
                maker.replace("no ?", question, "", true);
            }
        }
    }
    maker.begin("? and &", &["extra-question-mark"]);
    maker.replace("??", question, "??", true);
    for param in params.iter().skip(1).filter(|p| plain(p.separator) && p.has_equals) {
        let before = &base.text[..param.separator.start as usize];
        let address = before.rsplit(['&', '?']).next().is_some_and(|v| v.contains(['/', ':']) || v.contains("%2F"));
        if !address {
            maker.replace("? for &", param.separator, "?", true);
        }
    }
    maker.begin("separator doubled", &["empty-parameter"]);
    maker.replace("?&", question, "?&", true);
    for param in params.iter().skip(1).filter(|p| plain(p.separator)) {
        maker.replace("&&", param.separator, "&&", true);
    }
    maker.begin("separator lost", &["missing-separator"]);
    let link = base.link();
    for (before, param) in params.iter().zip(&params[1..]) {
        let after_macro = link
            .macros_in(before.value)
            .any(|m| m.span.end == before.value.end && m.dialect == tracklint::link::Dialect::Brace);
        if after_macro && param.has_equals && param.key_chars.only(Chars::WORD) {
            maker.replace("no &", param.separator, "", true);
        }
    }
}

/// Places where nothing may stand, whatever it is.
fn places(base: &Base) -> Vec<(&'static str, usize)> {
    let a = &base.anatomy;
    let mut out =
        vec![("at the start", 0), ("at the end", base.text.len()), ("before the host", a.host.start as usize)];
    if !a.host.is_empty() && base.link().macros_in(a.host).next().is_none() {
        out.push(("in the host", a.host.start as usize + a.host.len() / 2));
    }
    if a.path.len() > 1 {
        out.push(("after the host", a.path.start as usize));
        out.push(("after the path", a.path.end as usize));
    }
    for param in &a.params {
        out.push(("after a separator", param.separator.end as usize));
        if param.has_equals {
            out.push(("before =", param.key.end as usize));
            out.push(("after =", param.value.start as usize));
        }
        if !param.value.is_empty() {
            out.push(("after a value", param.value.end as usize));
        }
    }
    for found in a.macros.iter().filter(|m| !m.inner.is_empty() && !m.encoded) {
        out.push(("inside a macro's brace", found.inner.start as usize));
        out.push(("inside a macro's brace", found.inner.end as usize));
    }
    out.retain(|(_, at)| base.text.is_char_boundary(*at));
    out.sort_by_key(|(_, at)| *at);
    out.dedup_by_key(|(_, at)| *at);
    out
}

/// The host is surely a platform's.
fn known(maker: &Maker) -> bool {
    maker.catalogue.by_host(maker.base.link().host()).is_some_and(|hit| hit.sure)
}

fn blanks(maker: &mut Maker) {
    maker.begin("blank", &["stray-whitespace"]);
    for blank in [" ", "\t", "\n", "\u{A0}", "\r\n"] {
        for (place, at) in places(maker.base) {
            // Within a host that nobody knows no repair is certain: somebody's host may be cut off there.
            let sure = place != "in the host" || known(maker);
            maker.insert(format!("{blank:?} {place}"), at, blank, sure);
        }
    }
    maker.begin("blank in a value", &["unencoded-character"]);
    let params = maker.base.anatomy.params.clone();
    for param in params.iter().filter(|p| {
        p.value.len() > 3 && p.value_chars.only(Chars::WORD) && maker.base.link().macros_in(p.value).next().is_none()
    }) {
        maker.insert("in the middle", param.value.start as usize + param.value.len() / 2, " ", false);
    }
}

fn invisible(maker: &mut Maker) {
    maker.begin("invisible character", &["invisible-character"]);
    for c in ['\u{200B}', '\u{200D}', '\u{FEFF}', '\u{AD}', '\u{2060}', '\u{202E}', '\u{200E}', '\u{1}'] {
        for (place, at) in places(maker.base) {
            maker.insert(format!("U+{:04X} {place}", c as u32), at, &c.to_string(), true);
        }
    }
}

fn entities(maker: &mut Maker) {
    maker.begin("HTML entity", &["html-entity"]);
    let params = maker.base.anatomy.params.clone();
    for param in params.iter().skip(1) {
        for entity in ["&amp;", "&#38;", "&#038;"] {
            maker.replace(entity, param.separator, entity, true);
        }
        let key = maker.base.link().key(param);
        for (name, c) in [
            ("curren", "\u{A4}"),
            ("para", "\u{B6}"),
            ("times", "\u{D7}"),
            ("reg", "\u{AE}"),
            ("sect", "\u{A7}"),
            ("not", "\u{AC}"),
        ] {
            let eaten = ["currency", "param", "params", "param1", "timestamp", "region", "section", "notify", "note"]
                .contains(&key);
            if eaten && key.starts_with(name) {
                let span = Span { start: param.separator.start, end: param.key.start + name.len() as u32 };
                maker.replace(format!("&{name}"), span, c, true);
            }
        }
    }
}

fn encoded(maker: &mut Maker) {
    let Some(own) = maker.own_macro() else { return };
    let others = maker.base.anatomy.macros.iter().any(|m| m.span != own.span && !m.encoded);
    maker.begin("macro encoded", &["encoded-macro"]);
    maker.replace("%7B", own.span, "%7Bgk_click_id%7D", others);
    maker.replace("%7b", own.span, "%7bgk_click_id%7d", others);
    maker.begin("macro encoded twice", &["double-encoding", "encoded-macro"]);
    maker.replace("%257B", own.span, "%257Bgk_click_id%257D", false);
}

fn broken_escapes(maker: &mut Maker) {
    maker.begin("broken escape", &["invalid-percent-encoding"]);
    let params = maker.base.anatomy.params.clone();
    for param in params.iter().filter(|p| {
        p.value.len() > 2
            && p.value_chars.only(Chars::WORD)
            && p.value_chars.has(Chars::LOWER)
            && maker.base.link().macros_in(p.value).next().is_none()
    }) {
        for escape in ["%", "%2", "%ZZ"] {
            maker.insert(escape, param.value.end as usize, escape, false);
        }
    }
}

fn schemes(maker: &mut Maker) {
    let base = maker.base;
    if base.anatomy.shape != Shape::Url || base.link().macros_in(base.anatomy.host).next().is_some() {
        return;
    }
    let prefix = base.anatomy.scheme.join(base.anatomy.scheme_end);
    maker.begin("scheme damaged", &["malformed-scheme"]);
    for written in [
        "htps://",
        "htttps://",
        "https:/",
        "https//",
        "https:\\\\",
        "hxxps://",
        "https://https://",
        "https:///",
        "http(s)://",
        "ttps://",
        "https;//",
    ] {
        maker.replace(written, prefix, written, base.text.starts_with("https"));
    }
    maker.begin("scheme lost", &["missing-scheme"]);
    // Without a scheme a dotted word may be anything, unless a parameter or a known host says that it is a link.
    let link =
        known(maker) || base.anatomy.params.iter().any(|p| p.has_equals) && has_public_suffix(base.link().host());
    maker.replace("none", prefix, "", base.text.starts_with("https") && link);
    maker.replace("//", prefix, "//", base.text.starts_with("https"));
    maker.begin("http", &["insecure-scheme"]);
    let https_only = maker.catalogue.by_host(base.link().host()).filter(|h| h.sure).is_some_and(|h| match base.role {
        Role::Postback => h.platform.receives.https_only.is_some(),
        _ => h.platform.link.https_only.is_some(),
    });
    maker.replace("http://", prefix, "http://", https_only && base.text.starts_with("https"));
}

fn hosts(maker: &mut Maker) {
    let base = maker.base;
    let host = base.link().host().to_owned();
    if base.link().macros_in(base.anatomy.host).next().is_some() || base.hints.environment == Some(Environment::Sandbox)
    {
        return;
    }
    let known = maker.catalogue.by_host(&host).is_some_and(|h| h.sure);
    let dots: Vec<usize> = host.match_indices('.').map(|(i, _)| base.anatomy.host.start as usize + i).collect();
    maker.begin("host damaged", &["invalid-host"]);
    for dot in &dots {
        maker.replace("comma", Span::new(*dot, dot + 1), ",", known);
        maker.replace("two dots", Span::new(*dot, dot + 1), "..", true);
    }
    maker.begin("host misspelt", &["misspelled-host"]);
    for label in ["appsflyer.com", "getgokart.ai", "kochava.com", "cakemarketing.com", "go2cloud.org"] {
        if let Some(at) = host.find(label) {
            let start = base.anatomy.host.start as usize + at;
            let word = label.split('.').next().unwrap_or_default();
            for (kind, written) in misspellings(word) {
                if matches!(kind, "dropped" | "doubled" | "swapped") {
                    maker.replace(kind, Span::new(start, start + word.len()), &written, true);
                }
            }
        }
    }
    maker.begin("host not public", &["non-public-host"]);
    for private in ["localhost", "192.168.0.7", "10.1.2.3", "127.0.0.1", "tracker.local", "tracker"] {
        maker.replace(private, base.anatomy.host, private, false);
    }
}

/// The click id in another platform's parameter.
fn slots(maker: &mut Maker) {
    let base = maker.base;
    let Some(slot) = base.slot("gk_click_id").filter(|_| base.role == Role::TrackingLink) else { return };
    let Some(hit) = maker.catalogue.by_host(base.link().host()).filter(|h| h.sure && h.platform.link.slots_complete)
    else {
        return;
    };
    let face = &hit.platform.link;
    maker.begin("wrong parameter", &["wrong-click-id-parameter"]);
    for name in ["click_id", "clickid", "aff_click_id", "cid", "transaction_id", "subid"] {
        let free = face.click_id.iter().chain(face.also_accepts).chain(face.documented).all(|f| !f.is(name));
        if free {
            let one = face.click_id.iter().filter(|f| f.sure && !f.name.contains(['*', '#'])).count() == 1;
            let sure = find(face.not_click_id, name).is_none_or(|f| f.sure);
            maker.replace(name, slot.key, name, one && sure);
        }
    }
}

fn click_ids(maker: &mut Maker) {
    let base = maker.base;
    let slot = match base.role {
        Role::TrackingLink => base.slot("gk_click_id"),
        Role::Postback => base.anatomy.params.iter().find(|p| base.link().key(p) == "gk_click_id").copied(),
        _ => None,
    };
    let Some(slot) =
        slot.filter(|_| base.state == State::Template && base.hints.network.is_some_and(|n| n.id == "gokart"))
    else {
        return;
    };
    let others = base.anatomy.macros.iter().any(|m| !slot.value.contains(m.span));
    let elsewhere = base.text.matches("{gk_click_id}").count() > 1;
    if elsewhere {
        return;
    }
    let id = "efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32";
    maker.begin("click id dropped", &["missing-click-id"]);
    if base.link().of(slot.separator) == "&" {
        maker.replace("parameter gone", slot.separator.join(slot.value), "", false);
    }
    // Of a slot that no table lists, nobody can say that it is the empty one.
    maker.begin("click id empty", &["empty-click-id", "missing-click-id"]);
    maker.replace("no value", slot.value, "", false);
    maker.begin("click id a placeholder", &["placeholder-left"]);
    for word in ["TOBEREPLACED", "REPLACE", "YOUR_CLICK_ID", "XXXX", "CLICK_ID", "{}"] {
        maker.replace(word, slot.value, word, false);
    }
    maker.begin("click id hard-coded", &["hardcoded-click-id"]);
    if others {
        maker.replace("a UUID", slot.value, id, false);
    }
    maker.begin("click id twice", &["duplicate-parameter"]);
    let key = base.link().key(&slot).to_owned();
    maker.insert("another value", slot.value.end as usize, &format!("&{key}={{other_click_id}}"), false);
}

fn parameter_names(maker: &mut Maker) {
    let base = maker.base;
    let link = base.link();
    let postback =
        base.role == Role::Postback && maker.catalogue.by_host(link.host()).is_some_and(|h| h.platform.id == "gokart");
    if !postback || base.state != State::Template {
        return;
    }
    maker.begin("parameter misspelt", &["misspelled-parameter"]);
    for name in ["gk_click_id", "cnv_event_id"] {
        if let Some(param) = link.param(name).copied() {
            for (kind, written) in misspellings(name) {
                maker.replace(kind, param.key, &written, true);
            }
        }
    }
}

fn wrapping(maker: &mut Maker) {
    if maker.base.anatomy.shape != Shape::Url {
        return;
    }
    maker.begin("punctuation round the link", &["stray-punctuation"]);
    let text = maker.base.text.clone();
    let ends_open = text.ends_with(['.', ',', ';', ')', ']', '>', '}', '=', '&', '?']) && !text.ends_with('}');
    for (open, close) in
        [("\"", "\""), ("'", "'"), ("<", ">"), ("(", ")"), ("\u{201C}", "\u{201D}"), ("\u{AB}", "\u{BB}")]
    {
        maker.add(format!("{open}x{close}"), format!("{open}{text}{close}"), true);
    }
    // Behind a macro, a number or an id a full stop or comma is a stranger's; behind a word it may be its own.
    let last = base_end(&text);
    let machine = text.ends_with('}') || !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit());
    for (close, sure) in [(".", machine), (",", machine), (";", false), ("\"", true), (").", text.ends_with('}'))] {
        if !ends_open {
            maker.add(close, format!("{text}{close}"), sure);
        }
    }
}

/// What stands behind the last separator.
fn base_end(text: &str) -> &str {
    &text[text.rfind(['=', '/', '&', '?']).map_or(0, |at| at + 1)..]
}
