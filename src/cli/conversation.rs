//! The prompt at work: every entry is answered with a report of its own, drawn for the terminal as wide as it is by then,
//! and commands say things about the links and look at the last ones again.

use super::color::DrawStyle;
use super::compare;
use super::editor::Editor;
use super::explain;
use super::io::Io;
use super::options::Options;
use super::pair_answer;
use super::prompt::{PastedText, Prompt, inputs};
use super::prompt_command::Action;
use super::prompt_settings::{Setting, said};
use super::received::{Received, received};
use super::seen::{Numbered, Seen};
use super::session::{is_dumb, tell, unwritten};
use super::terminal::Terminal;
use crate::findings::nearest;
use crate::fix::fix_bytes;
use crate::platform::{Catalogue, Role, State};
use crate::report::{Next, OutputFormat, Style, harmless, inert, report};
use crate::rule::ALL;
use crate::run::{Input, Job, Notice, RunResult, run};
use crate::settings::Settings;
use std::cell::RefCell;
use std::io::Write;

/// What a text is called that was pasted.
const PASTE: &str = "<paste>";

/// Answers whoever pastes, until they leave.
pub fn converse(
    job: &Job,
    options: &Options,
    format: OutputFormat,
    style: Style,
    io: &mut Io,
) -> Result<RunResult, String> {
    let dumb = is_dumb(io);
    let Io { stdin, stdout, stderr, terminal, width, .. } = io;
    let stderr: RefCell<&mut dyn Write> = RefCell::new(&mut **stderr);
    let editor = Editor::new(&mut **stdin, *terminal, dumb, &mut **stderr.borrow_mut());
    let prompt = Prompt::new(editor, options.input(), Some(job.catalogue), &stderr);
    let mut conversation = Conversation {
        given: job.settings,
        settings: job.settings.clone(),
        catalogue: job.catalogue,
        options,
        format,
        style,
        width: *width,
        terminal: *terminal,
        stderr: &stderr,
        prompt,
        last: None,
        answered: false,
        before: None,
        offered: None,
    };
    conversation.show_settings();
    let closed = conversation.go(&mut **stdout)?;
    conversation.prompt.close();
    Ok(RunResult { closed, ..RunResult::default() })
}

/// The last answer.
struct Answered {
    found: PastedText,
    links: Vec<Seen>,
    text: Vec<u8>,
}

struct Conversation<'c, 'e> {
    /// What was said by options and files.
    given: &'c Settings,
    /// The same with what was typed.
    settings: Settings,
    catalogue: &'c Catalogue,
    options: &'c Options,
    format: OutputFormat,
    style: Style,
    /// The width of the terminal when the program was started.
    width: usize,
    terminal: &'c dyn Terminal,
    stderr: &'c RefCell<&'e mut dyn Write>,
    prompt: Prompt<'c, 'e>,
    last: Option<Answered>,
    /// There is a new answer, of which nothing was hinted yet.
    answered: bool,
    /// The last link of the paste before that.
    before: Option<Seen>,
    /// A link and its postback that were offered as a pair.
    offered: Option<[String; 2]>,
}

impl Conversation<'_, '_> {
    /// Answers until somebody leaves, or nobody reads any more, which is true then.
    fn go(&mut self, out: &mut dyn Write) -> Result<bool, String> {
        let unread = |error: std::io::Error| format!("the terminal could not be read: {error}");
        while let Some(found) = self.prompt.next().map_err(unread)? {
            let text = match found {
                PastedText::Asked(action) => self.act(action)?,
                found => {
                    let before = self.last.take().and_then(|last| last.links.into_iter().rfind(|l| !l.is_beside()));
                    self.before = before.or(self.before.take());
                    self.offered = None;
                    self.answer(found)?
                }
            };
            match out.write_all(&text).and_then(|()| out.flush()) {
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return Ok(true),
                other => other.map_err(unwritten)?,
            }
            if std::mem::take(&mut self.answered) {
                self.hint();
            }
        }
        Ok(false)
    }

    /// Does what was asked for, and returns what is to be printed.
    fn act(&mut self, action: Action) -> Result<Vec<u8>, String> {
        if matches!(action, Action::Set(_) | Action::Forget | Action::Again) {
            self.offered = None;
        }
        let done = match action {
            Action::Set(setting) => return self.set(Some(setting)),
            Action::Forget => return self.set(None),
            Action::Again => match self.last.take() {
                Some(last) => return self.answer(last.found),
                None => Err("nothing was pasted yet".to_owned()),
            },
            Action::Pair(numbers) => self.two("pair", numbers).and_then(|two| self.paired(&two)),
            Action::Compare(numbers) => self.two("compare", numbers).and_then(|two| self.compared(&two)),
            Action::Explain(name) => self.explained(name.as_deref()),
            Action::Fix => self.fixed(),
            Action::Help | Action::Leave => Ok(String::new()),
        };
        Ok(done
            .unwrap_or_else(|message| {
                self.prompt.say("note", &message);
                String::new()
            })
            .into_bytes())
    }

    /// Says something about the links, or forgets all that was said; and answers the last paste again if that changes
    /// the answer.
    fn set(&mut self, setting: Option<Setting>) -> Result<Vec<u8>, String> {
        match setting {
            Some(setting) => setting.add_to(&mut self.settings),
            None => self.settings = self.given.clone(),
        }
        self.show_settings();
        let Some(last) = self.last.take() else { return Ok(Vec::new()) };
        let text = self.answer(last.found)?;
        if text == last.text {
            self.prompt.say("note", "the last answer stays as it is");
            self.answered = false;
            return Ok(Vec::new());
        }
        Ok(text)
    }

    fn show_settings(&mut self) {
        self.prompt.shows(&said(&self.settings));
    }

    /// Now, for the terminal may have been resized.
    fn style(&self) -> Style {
        Style { width: self.terminal.width().unwrap_or(self.width), ..self.style }
    }

    fn draw_style(&self) -> DrawStyle {
        let Style { color, ascii, docs, width, .. } = self.style();
        DrawStyle { color, ascii, docs, width }
    }

    /// The answer to an entry, which is the last one from then on.
    fn answer(&mut self, found: PastedText) -> Result<Vec<u8>, String> {
        let style = self.style();
        if let Some(Received { text, .. }) = self.received(&found, style) {
            self.last = Some(Answered { found, links: Vec::new(), text: text.clone().into_bytes() });
            return Ok(text.into_bytes());
        }
        if matches!(&found, PastedText::Links(_, links) if links.is_empty()) {
            self.prompt.say("note", "no postback is among these requests, and no link");
            return Ok(Vec::new());
        }
        let inner = report(self.format, style);
        let (inputs, count, records) = match &found {
            PastedText::Links(text, links) => (inputs(text, links), Some(links.len()), ""),
            PastedText::Whole(text) => (vec![Input::Stdin], None, &**text),
            PastedText::Asked(_) => return Ok(Vec::new()),
        };
        // What is kept has to hold every link.
        let settings = Settings { all: true, ..self.settings.clone() };
        let told = settings.role.is_some() || style.verbose;
        let numbered = Numbered::new(&*inner, count, told, style.quiet, style.width);
        let job = Job { inputs: &inputs, settings: &settings, catalogue: self.catalogue, report: &numbered };
        let mut talk = |talk: Notice| tell(self.options, talk, &mut **self.stderr.borrow_mut());
        let mut text = Vec::new();
        run(&job, &mut records.as_bytes(), &mut text, &mut talk).map_err(unwritten)?;
        let mut links = numbered.links();
        if let PastedText::Links(_, pasted) = &found {
            for seen in &mut links {
                let number = usize::try_from(seen.number).unwrap_or(0).saturating_sub(1);
                // A link that was wrapped over lines, as it is read.
                pasted.get(number).inspect(|pasted| seen.link.clone_from(&pasted.link));
            }
        }
        self.last = Some(Answered { found, links, text: text.clone() });
        self.answered = true;
        Ok(text)
    }

    /// The answer to a request or a log line as a received postback, unless it was said to be a template.
    fn received(&self, found: &PastedText, style: Style) -> Option<Received> {
        let text: &str = match found {
            PastedText::Links(text, _) => text,
            PastedText::Whole(text) => text,
            PastedText::Asked(_) => return None,
        };
        let wanted = self.options.input().is_none() && self.settings.state != Some(State::Template);
        wanted.then(|| received(text, &self.settings, self.catalogue, style)).flatten()
    }

    /// Says what can be typed next, once after each answer.
    fn hint(&mut self) {
        let Some(last) = self.last.as_ref().filter(|_| !self.style.quiet) else { return };
        let links: Vec<&Seen> = last.links.iter().filter(|link| !link.is_beside()).collect();
        let macros = |link: &&&Seen| {
            let postback = matches!(link.role, Role::Postback | Role::PartnerPostback);
            link.state == State::Template && (postback || matches!(link.role, Role::TrackingLink | Role::PartnerLink))
        };
        let clean = !links.iter().any(|link| link.is_faulty());
        match links.iter().filter(macros).count() {
            0 => {}
            _ if !clean || self.settings.state.is_some() => {}
            1 if links.len() == 1 => {
                self.prompt.say("hint", "if this was already called, its macro was not filled in: type live");
            }
            _ => self.prompt.say("hint", "if these were already called, their macros were not filled in: type live"),
        }
        if let Some((which, two)) = self.pair() {
            self.prompt.say("hint", &format!("type pair to follow one click id through {which}"));
            self.offered = Some(two);
        }
    }

    /// A link and its postback among the last links, in either order, and how they are called.
    fn pair(&self) -> Option<(String, [String; 2])> {
        let last = &self.last.as_ref()?.links;
        let is_pair = |a: &Seen, b: &Seen| {
            let two = [a.role, b.role];
            two == [Role::TrackingLink, Role::Postback] || two == [Role::Postback, Role::TrackingLink]
        };
        let two = |a: &Seen, b: &Seen| [a.link.clone(), b.link.clone()];
        let kept: Vec<&Seen> = last.iter().filter(|link| !link.is_beside()).collect();
        let together = "this link and its postback".to_owned();
        let Some(found) = kept.windows(2).find(|w| is_pair(w[0], w[1])) else {
            let (before, first) = (self.before.as_ref()?, kept.first()?);
            return is_pair(before, first).then(|| (together, two(before, first)));
        };
        let alone = last.len() == 2 || matches!(self.last.as_ref()?.found, PastedText::Whole(_));
        let which = if alone { together } else { format!("links {} and {}", found[0].number, found[1].number) };
        Some((which, two(found[0], found[1])))
    }

    /// The two links that a command is about.
    fn two(&self, name: &str, numbers: Option<[usize; 2]>) -> Result<[String; 2], String> {
        let links = self.last.as_ref().map_or(&[][..], |last| &last.links);
        if let Some(numbers) = numbers {
            let [first, second] = numbers.map(|n| links.get(n - 1).map(|seen| seen.link.clone()));
            let (Some(first), Some(second)) = (first, second) else {
                let count = match links.len() {
                    0 => "nothing was pasted yet".to_owned(),
                    1 => "the last paste holds 1 link".to_owned(),
                    n => format!("the last paste holds {n} links"),
                };
                return Err(format!("{count}; {name} alone takes the last two"));
            };
            return Ok([first, second]);
        }
        if let Some(two) = self.offered.clone().filter(|_| name == "pair") {
            return Ok(two);
        }
        let all: Vec<&Seen> = self.before.iter().chain(links.iter().filter(|link| !link.is_beside())).collect();
        match &*all {
            [.., first, second] => Ok([first.link.clone(), second.link.clone()]),
            _ if name == "pair" => Err("paste a tracking link and its postback first, then type pair".to_owned()),
            _ => Err(format!("paste two links first, then type {name}")),
        }
    }

    /// The way of one click id through both.
    fn paired(&self, two: &[String; 2]) -> Result<String, String> {
        // What was said of every link cannot hold for a link and for its postback.
        let settings = Settings { role: None, state: None, ..self.settings.clone() };
        let style = Style { next: Next::Nothing, ..self.style() };
        let answer = pair_answer::answer([&two[0], &two[1]], &settings, self.catalogue, false, style)?;
        answer.notes.iter().for_each(|note| self.prompt.say("note", note));
        Ok(inert(&answer.text).into_owned())
    }

    fn compared(&self, two: &[String; 2]) -> Result<String, String> {
        let texts = [&*two[0], &*two[1]];
        let answer = compare::answer(texts, None, &self.settings, self.catalogue, false, self.style())?;
        Ok(inert(&answer.text).into_owned())
    }

    /// The page of a rule: of that name, or the worst one that the last answer names.
    fn explained(&self, name: Option<&str>) -> Result<String, String> {
        let found: Vec<&'static str> = self.rules();
        let name = match (name, &*found) {
            (Some(name), _) => name,
            (None, [first, ..]) => first,
            (None, []) => {
                return Err("nothing was found that could be explained; explain takes the name of a rule".to_owned());
            }
        };
        let links = self.last.as_ref().map_or(&[][..], |last| &last.links);
        let link = links.iter().find(|link| link.rules.iter().any(|(_, rule)| *rule == name));
        let rule = explain::rule_page_of(name, link.map(|link| &*link.masked), self.draw_style());
        if let Some(text) = rule.or_else(|| explain::page_of(name, self.draw_style())) {
            let others = if found.first() == Some(&name) { &found[1..] } else { &[] };
            if !others.is_empty() {
                self.prompt.say("note", &format!("found besides: {}; type explain and the name", others.join(", ")));
            }
            return Ok(inert(&text).into_owned());
        }
        if let Some(platform) = self.catalogue.named(name) {
            return Err(format!("{name} is a platform: `tracklint explain {}` shows it", platform.id));
        }
        let meant = nearest(name, ALL.iter().map(|rule| rule.id));
        let meant = meant.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
        Err(format!("there is no rule called `{name}`{meant}"))
    }

    /// The rules that the last answer names, the worst first.
    fn rules(&self) -> Vec<&'static str> {
        let links = self.last.as_ref().map_or(&[][..], |last| &last.links);
        let mut all: Vec<_> = links.iter().flat_map(|link| &link.rules).collect();
        all.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
        let mut rules: Vec<&'static str> = Vec::new();
        for (_, rule) in all {
            if !rules.contains(rule) {
                rules.push(rule);
            }
        }
        rules
    }

    /// The last text with its safe fixes made.
    fn fixed(&self) -> Result<String, String> {
        let Some(last) = &self.last else { return Err("nothing was pasted yet".to_owned()) };
        let text: &str = match &last.found {
            PastedText::Links(text, _) => text,
            PastedText::Whole(text) => text,
            PastedText::Asked(_) => "",
        };
        let left = last.links.iter().flat_map(|link| &link.rules).count();
        // A link alone is its own corrected form, whatever the text around it is.
        if let [Seen { corrected: Some(corrected), .. }] = &*last.links {
            return Ok(format!("{}\n", harmless(corrected)));
        }
        let mended = fix_bytes(&self.settings, self.catalogue, PASTE, text.as_bytes(), false);
        if let Some(refused) = mended.refused {
            return Err(refused);
        }
        if mended.fixed.is_empty() {
            let rest = if left == 0 { "nothing was found" } else { "no fix is certain; the answer says what to do" };
            return Err(format!("the text stays as it is: {rest}"));
        }
        let rules: Vec<String> = mended.fixed.iter().map(|(rule, n)| format!("{n} {rule}")).collect();
        self.prompt.say("note", &format!("fixed: {}", rules.join(", ")));
        match mended.left.len() {
            0 => {}
            1 => self.prompt.say("note", "1 finding is left for you to decide"),
            n => self.prompt.say("note", &format!("{n} findings are left for you to decide")),
        }
        let lines = String::from_utf8_lossy(&mended.bytes);
        // Line ends and tabs are the text's own.
        let lines = lines.lines().map(|line| line.split('\t').map(harmless).collect::<Vec<_>>().join("\t"));
        Ok(inert(&lines.map(|line| line + "\n").collect::<String>()).into_owned())
    }
}
