//! A configuration while it is read: what each setting does with what was written.

use super::custom_platform::{Own, OwnFact, SettingPlace, kept};
use super::overrides::Override;
use super::own_rule_draft::OwnRuleDraft;
use super::word::Word;
use super::{Config, environment_named, input_named, network_named, platform_named, severity_named};
use crate::findings::{Glob, Ignore, did_you_mean, level_named, no_such, rule_named};
use crate::link::Dialect;
use crate::platform::{Catalogue, Legal, PlatformKind, Role};
use crate::rule::{HostPattern, OWN, ValueTest};
use std::ops::Range;

/// What was read so far.
#[derive(Default)]
pub struct Draft {
    pub config: Config,
    /// Platforms that are described here, not yet kept.
    pub own: Vec<Own>,
    /// Names that are declared right.
    pub legal: Legal,
    /// Every platform that a name may mean.
    pub catalogue: Catalogue,
    /// Rules that are described here.
    pub own_rules: Vec<OwnRuleDraft>,
    /// The table that is read: one of several of its kind.
    pub table: Range<usize>,
    /// The number of the file that is read, where a configuration extends others; its name where it is one of those.
    pub layer: usize,
    pub file: String,
    /// How many platforms the files before have described.
    pub platforms_before: usize,
}

type ValueResult = Result<(), String>;

impl Draft {
    pub fn network(&mut self, name: &str) -> ValueResult {
        self.config.network = Some(network_named(&self.catalogue, name)?);
        Ok(())
    }

    pub fn environment(&mut self, name: &str) -> ValueResult {
        self.config.environment = Some(environment_named(name)?);
        Ok(())
    }

    pub fn extends(&mut self, path: &str) -> ValueResult {
        self.config.extends.push(filled(path, "the name of a file")?.to_owned());
        Ok(())
    }

    pub fn select(&mut self, name: &str) -> ValueResult {
        let rule = self.rule_id(name)?;
        self.config.select.push(rule);
        Ok(())
    }

    pub fn ignore_rule(&mut self, name: &str) -> ValueResult {
        let rule = self.rule_id(name)?;
        self.config.ignored_rules.push(rule);
        Ok(())
    }

    /// The rule of that name: one of the catalogue, or one that is described here.
    pub fn rule_id(&self, name: &str) -> Result<&'static str, String> {
        let own: Vec<&'static str> = self.own_rules.iter().map(|own| own.kept().rule.id).collect();
        match own.iter().find(|id| **id == name) {
            Some(id) => Ok(id),
            None if name.starts_with(OWN) => Err(no_such("rule", name, own)),
            None => rule_named(name),
        }
    }

    pub fn event(&mut self, id: &str) -> ValueResult {
        let id = filled(id, "an event's id")?;
        self.config.events.push(kept(id));
        Ok(())
    }

    pub fn input(&mut self, name: &str) -> ValueResult {
        self.config.input = input_named(name)?;
        Ok(())
    }

    pub fn exclude(&mut self, pattern: &str) -> ValueResult {
        self.config.exclude.push(Glob::read(pattern)?);
        Ok(())
    }

    pub fn fail_on(&mut self, name: &str) -> ValueResult {
        self.config.fail_on = Some(severity_named(name)?);
        Ok(())
    }

    pub fn baseline(&mut self, path: &str) -> ValueResult {
        self.config.baseline = Some(filled(path, "the name of a file")?.to_owned());
        Ok(())
    }

    pub fn host(&mut self, text: &str, production: bool) -> ValueResult {
        let read = HostPattern::read(filled(text, "a host")?);
        let pattern = read.map_err(|e| format!("this pattern cannot be read: {}", last_line(&e)))?;
        let hosts = &mut self.config.hosts;
        let list = if production { &mut hosts.production } else { &mut hosts.sandbox };
        list.push(pattern);
        Ok(())
    }

    pub fn rule(&self, name: &str) -> ValueResult {
        self.rule_id(name).map(|_| ())
    }

    pub fn level(&mut self, rule: &str, level: &str) -> ValueResult {
        self.config.levels.push((self.rule_id(rule)?, level_named(level)?));
        Ok(())
    }

    pub fn begin_ignore(&mut self, line: u64) {
        self.config.ignores.push(Ignore { line, file: self.file.clone(), ..Ignore::default() });
    }

    pub fn end_ignore(&mut self) -> ValueResult {
        let boundless = self.config.ignores.last().is_some_and(|i| i.paths.is_empty() && i.keys.is_empty());
        if boundless {
            return Err("say `paths` or `keys`, or switch the rule off in `[severity]`".to_owned());
        }
        Ok(())
    }

    fn last_ignore(&mut self) -> &mut Ignore {
        if self.config.ignores.is_empty() {
            self.begin_ignore(0);
        }
        let last = self.config.ignores.len() - 1;
        &mut self.config.ignores[last]
    }

    pub fn ignored_rule(&mut self, name: &str) -> ValueResult {
        let rule = self.rule_id(name)?;
        self.last_ignore().rules.push(rule);
        Ok(())
    }

    pub fn ignored_path(&mut self, pattern: &str) -> ValueResult {
        let glob = Glob::read(pattern)?;
        self.last_ignore().paths.push(glob);
        Ok(())
    }

    pub fn ignored_key(&mut self, path: &str) -> ValueResult {
        // Kept also where it is none, so that nobody is asked to write what they tried to write.
        self.last_ignore().keys.push(path.to_owned());
        key_path(path)
    }

    pub fn ignored_why(&mut self, reason: &str) -> ValueResult {
        self.last_ignore().reason = reason.to_owned();
        Ok(())
    }

    pub fn field(&self, name: &str) -> ValueResult {
        if name.contains('/') || name.starts_with('#') {
            key_path(name)
        } else {
            filled(name, "a field's name").map(|_| ())
        }
    }

    pub fn meaning(&mut self, field: &str, meaning: &str) -> ValueResult {
        if meaning == super::IGNORED {
            self.config.fields.ignored.push(field.to_owned());
            return Ok(());
        }
        let names = Role::ALL.iter().map(|(_, name)| *name).chain([super::IGNORED]);
        let role = Role::named(meaning).ok_or_else(|| no_such("meaning of a field", meaning, names))?;
        self.config.fields.roles.push((field.to_owned(), role));
        Ok(())
    }

    pub fn legal(&mut self, text: &str, list: fn(&mut Legal) -> &mut Vec<String>) -> ValueResult {
        let name = plain_name(text)?;
        list(&mut self.legal).push(name.to_owned());
        Ok(())
    }

    pub fn legal_host(&mut self, text: &str) -> ValueResult {
        let host = plain_host(text)?;
        self.legal.hosts.push(host);
        Ok(())
    }

    pub fn legal_dialect(&mut self, text: &str) -> ValueResult {
        self.legal.dialects.push(dialect(text)?);
        Ok(())
    }
}

/// A platform of somebody's own.
impl Draft {
    pub fn begin_platform(&mut self, _: u64) {
        self.own.push(Own::default());
    }

    /// A name on the command line means one platform.
    pub fn end_platform(&mut self) -> ValueResult {
        // A platform of a file that extends another one replaces the one of that id there.
        let earlier = &self.own[..self.platforms_before.min(self.own.len())];
        let replaced = self.own.last().and_then(|own| earlier.iter().position(|other| other.id == own.id));
        if let Some(at) = replaced.filter(|at| at + 1 < self.own.len()) {
            self.own.remove(at);
            self.platforms_before -= 1;
        }
        let Some((own, before)) = self.own.split_last() else { return Ok(()) };
        for name in [&own.id, &own.name].into_iter().chain(&own.aliases).filter(|n| !n.is_empty()) {
            let is = |other: &str| other.eq_ignore_ascii_case(name);
            let here = |o: &&Own| is(&o.id) || is(&o.name) || o.aliases.iter().any(|a| is(a));
            if let Some(other) = before.iter().find(here) {
                return Err(format!("`{name}` is a name of your platform `{}` too", other.id));
            }
            if let Some(other) = self.catalogue.named(name).filter(|p| p.id != own.id) {
                return Err(format!("`{name}` is a name of {} too, whose id is `{}`", other.name, other.id));
            }
        }
        Ok(())
    }

    pub fn own(&mut self, put: impl FnOnce(&mut Own)) -> ValueResult {
        if self.own.is_empty() {
            self.begin_platform(0);
        }
        let last = self.own.len() - 1;
        put(&mut self.own[last]);
        Ok(())
    }

    pub fn platform_id(&mut self, id: &str) -> ValueResult {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if id.is_empty() || !id.bytes().all(plain) {
            return Err("an id is made of small letters, digits and -".to_owned());
        }
        self.own(|own| own.id = id.to_owned())
    }

    pub fn platform_kind(&mut self, word: &str) -> ValueResult {
        let names = PlatformKind::ALL.iter().map(|(_, name)| *name);
        let kind = PlatformKind::named(word).ok_or_else(|| no_such("kind of platform", word, names))?;
        self.own(|own| own.kind = Some(kind))
    }

    pub fn fact(&mut self, name: &str, list: fn(&mut Own) -> &mut Vec<String>) -> ValueResult {
        let name = plain_name(name)?;
        self.own(|own| list(own).push(name.to_owned()))
    }

    /// Keeps a text of a setting that holds facts.
    pub fn own_fact(&mut self, fact: &OwnFact, text: &str) -> ValueResult {
        let text = match fact.word {
            Word::HostName => plain_host(text)?,
            Word::Path => url_path(text)?.to_owned(),
            Word::Name => plain_name(text)?.to_owned(),
            Word::Url => template(text)?.to_owned(),
            Word::Dialect => dialect(text).map(|_| text.to_owned())?,
            word => one_of(word, filled(text, "a fact")?)?.to_owned(),
        };
        self.stated(fact, text)
    }

    /// Keeps whether it is so.
    pub fn own_flag(&mut self, fact: &OwnFact, yes: bool) -> ValueResult {
        self.stated(fact, yes.to_string())
    }

    fn stated(&mut self, fact: &OwnFact, text: String) -> ValueResult {
        self.own(|own| {
            let list = match fact.place {
                SettingPlace::Side(_) => Some(&mut own.facts),
                SettingPlace::LinkEndpoint => own.link_endpoints.last_mut(),
                SettingPlace::ReceivingEndpoint => own.endpoints.last_mut(),
            };
            list.into_iter().for_each(|list| list.push((*fact, text.clone())));
        })
    }

    pub fn begin_link_endpoint(&mut self) {
        let _ = self.own(|own| own.link_endpoints.push(Vec::new()));
    }

    pub fn begin_endpoint(&mut self) {
        let _ = self.own(|own| own.endpoints.push(Vec::new()));
    }

    pub fn end_endpoint(&mut self) -> ValueResult {
        let last = self.own.last().and_then(|own| own.endpoints.last());
        if last.is_some_and(|facts| facts.iter().all(|(fact, _)| !matches!(fact.key, "path" | "click_id"))) {
            return Err("say `path` or `click_id`: nothing is known of this address".to_owned());
        }
        Ok(())
    }
}

/// A rule of a team's own.
impl Draft {
    pub fn begin_own_rule(&mut self, forbids: bool) {
        self.own_rules.push(OwnRuleDraft::new(forbids, self.table.clone(), self.layer));
    }

    pub fn end_own_rule(&mut self) -> ValueResult {
        let Some((rule, before)) = self.own_rules.split_last() else { return Ok(()) };
        if rule.optional && rule.tests.is_empty() {
            return Err("nothing is asked here: say what the value should be, or leave out `present`".to_owned());
        }
        let same = |other: &OwnRuleDraft| other.name == rule.name;
        match before.iter().position(same) {
            Some(at) if before[at].layer == rule.layer => {
                Err(format!("there are two rules called `{}`; each needs a name of its own", rule.name))
            }
            // The rule of a file that extends another one replaces it.
            Some(at) => {
                self.own_rules.remove(at);
                Ok(())
            }
            None => Ok(()),
        }
    }

    pub fn own_rule(&mut self, put: impl FnOnce(&mut OwnRuleDraft)) -> ValueResult {
        if let Some(rule) = self.own_rules.last_mut() {
            put(rule);
        }
        Ok(())
    }

    pub fn own_test(&mut self, test: ValueTest) -> ValueResult {
        self.own_rule(|rule| rule.tests.push(test))
    }

    pub fn own_one_of(&mut self, text: &str) -> ValueResult {
        let text = text.to_owned();
        self.own_rule(|rule| {
            match rule.tests.iter_mut().find_map(|test| match test {
                ValueTest::OneOf(texts) => Some(texts),
                _ => None,
            }) {
                Some(texts) => texts.push(text),
                None => rule.tests.push(ValueTest::OneOf(vec![text])),
            }
        })
    }

    pub fn own_pattern(&mut self, pattern: &str) -> ValueResult {
        let test = ValueTest::matches(filled(pattern, "a pattern")?);
        let test = test.map_err(|e| format!("this pattern cannot be read: {}", last_line(&e)))?;
        self.own_test(test)
    }

    pub fn own_parameter(&mut self, name: &str) -> ValueResult {
        let name = plain_name(name)?.to_owned();
        self.own_rule(|rule| rule.parameter = name)
    }

    pub fn own_role(&mut self, name: &str) -> ValueResult {
        let role = Role::named(name).ok_or_else(|| no_such("role", name, Role::ALL.iter().map(|(_, id)| *id)))?;
        self.own_rule(|rule| rule.scope.roles.push(role))
    }

    pub fn own_platform(&mut self, name: &str) -> ValueResult {
        let platform = platform_named(&self.catalogue, name)?;
        self.own_rule(|rule| rule.scope.platforms.push(platform))
    }

    pub fn own_network(&mut self, name: &str) -> ValueResult {
        let network = network_named(&self.catalogue, name)?;
        self.own_rule(|rule| rule.scope.networks.push(network))
    }

    pub fn own_host(&mut self, text: &str) -> ValueResult {
        let pattern = HostPattern::read(filled(text, "a host")?);
        let pattern = pattern.map_err(|e| format!("this pattern cannot be read: {}", last_line(&e)))?;
        self.own_rule(|rule| rule.scope.hosts.push(pattern))
    }

    pub fn own_severity(&mut self, word: &str) -> ValueResult {
        let level = level_named(word).ok().flatten();
        let severity =
            level.ok_or_else(|| format!("{}; it is error, warning or advice", no_such("severity", word, [])))?;
        self.own_rule(|rule| rule.severity = severity)
    }
}

/// Settings for some files.
impl Draft {
    pub fn last_override(&mut self, put: impl FnOnce(&mut Override)) -> ValueResult {
        if let Some(last) = self.config.overrides.last_mut() {
            put(last);
        }
        Ok(())
    }
}

pub fn filled<'t>(text: &'t str, what: &str) -> Result<&'t str, String> {
    if text.trim().is_empty() { Err(format!("{what} cannot be empty")) } else { Ok(text) }
}

/// The name of a parameter or macro.
pub fn plain_name(name: &str) -> Result<&str, String> {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "&=?{}[]<>".contains(c);
    match filled(name, "a name")?.chars().find(|c| odd(*c)) {
        Some(c) => Err(format!("write the name alone, without `{}`", c.escape_debug())),
        None => Ok(name),
    }
}

/// A host, in small letters.
fn plain_host(text: &str) -> Result<String, String> {
    let host = text.to_lowercase();
    let name = host.strip_prefix("*.").unwrap_or(&host);
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_');
    if name.is_empty() || !name.bytes().all(plain) || name.split('.').any(str::is_empty) {
        return Err(
            "write a host alone, such as \"click.acme.com\", or \"*.acme.com\" for everything below it".to_owned()
        );
    }
    Ok(host)
}

fn url_path(path: &str) -> Result<&str, String> {
    if path.starts_with('/') { Ok(path) } else { Err("a path begins with /".to_owned()) }
}

fn key_path(path: &str) -> ValueResult {
    let number =
        |p: &str| p.split('/').next().is_some_and(|n| n.len() > 1 && n[1..].bytes().all(|b| b.is_ascii_digit()));
    if path.starts_with('/') || path.starts_with('#') && number(path) {
        return Ok(());
    }
    Err("a key path begins with /, as in \"/offers/*/tracking_link\"".to_owned())
}

fn dialect(text: &str) -> Result<Dialect, String> {
    Dialect::shown(text).ok_or_else(|| format!("no system is known to write macros like `{text}`; write an x between the delimiters, as in \"{{x}}\" or \"#x#\""))
}

fn template(url: &str) -> Result<&str, String> {
    let has = url.contains("{click_id}");
    if has { Ok(url) } else { Err("the example needs {click_id} where the click id goes".to_owned()) }
}

/// One of the texts that may stand there, where they can be listed.
fn one_of(word: Word, text: &str) -> Result<&str, String> {
    match word.choices() {
        Some(choices) if !choices.contains(&text) => {
            Err(format!("`{text}` is not known here{}", one_of_these(text, &choices)))
        }
        _ => Ok(text),
    }
}

fn one_of_these(text: &str, choices: &[&'static str]) -> String {
    let meant = did_you_mean(text, choices.iter().copied());
    if meant.is_empty() { format!("; there are {}", choices.join(", ")) } else { meant }
}

/// The regex crate draws the pattern first and says what is wrong with it last.
pub fn last_line(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}
