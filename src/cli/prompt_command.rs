//! What can be typed at the prompt besides links: one table, of which the dispatch and the help are made.
//!
//! A command is never confused with a link or a text: only a line that was typed, that holds no link, and that has the
//! form of a command is one.

use super::argument::says_url;
use super::prompt_settings::Setting;
use crate::findings::{nearest, no_such};
use crate::platform::{Catalogue, Environment, Role, State};
use crate::report::columns::wrap;
use crate::settings::{network_named, platform_named};

/// What somebody wants besides the answer to a paste.
#[derive(Clone, Debug)]
pub enum Action {
    /// Something is said about the links that come, and about the last ones.
    Set(Setting),
    /// What was set is forgotten.
    Forget,
    /// A click id is followed through two links: those with these numbers, from 1, or the last two.
    Pair(Option<[usize; 2]>),
    /// Two links are compared.
    Compare(Option<[usize; 2]>),
    /// A rule is explained, or the one that the last answer names.
    Explain(Option<String>),
    /// The last text, corrected.
    Fix,
    /// The last answer once more.
    Again,
    Help,
    Leave,
}

/// A command, or what is wrong with it, in a sentence for the user.
pub type Read = Result<Action, String>;

/// A command.
struct Command {
    /// Its name, then others that people try.
    names: &'static [&'static str],
    /// What follows the name, as help shows it; empty if nothing may.
    argument: &'static str,
    about: &'static str,
    /// Reads what follows the name. `None` if that cannot be this command.
    read: fn(&str, &Catalogue) -> Option<Read>,
}

/// Every command, in the order of the help.
const COMMANDS: &[Command] = &[
    Command {
        names: &["live"],
        argument: "",
        about: "The links were really called: every macro is filled in.",
        read: |rest, _| alone(rest, Action::Set(Setting::State(State::Live))),
    },
    Command {
        names: &["template"],
        argument: "",
        about: "The links are templates: macros still stand in them.",
        read: |rest, _| alone(rest, Action::Set(Setting::State(State::Template))),
    },
    Command {
        names: &["as"],
        argument: "ROLE",
        about: "What they are for: as link, as postback, as partner-link, as partner-postback, as landing-page, as fragment.",
        read: |rest, _| Some(role(rest).map(|role| Action::Set(Setting::Role(role)))),
    },
    Command {
        names: &["network"],
        argument: "NAME",
        about: "Who issues the click id and receives the postback.",
        read: |rest, catalogue| Some(platform("network GoKart", rest, catalogue, network_named, Setting::Network)),
    },
    Command {
        names: &["platform"],
        argument: "NAME",
        about: "The tracking system that the links lead to.",
        read: |rest, catalogue| {
            Some(platform("platform AppsFlyer", rest, catalogue, platform_named, Setting::Platform))
        },
    },
    Command {
        names: &["filled-by"],
        argument: "NAME",
        about: "The system that fills in their macros.",
        read: |rest, catalogue| Some(platform("filled-by Voluum", rest, catalogue, platform_named, Setting::FilledBy)),
    },
    Command {
        names: &["event"],
        argument: "ID",
        about: "An event id of the offer; once for each.",
        read: |rest, _| match rest {
            "" => Some(Err("event takes the id of an event, as in event SignUp".to_owned())),
            id => Some(Ok(Action::Set(Setting::Event(id.to_owned())))),
        },
    },
    Command {
        names: &["events"],
        argument: "",
        about: "The offer has more than one event.",
        read: |rest, _| alone(rest, Action::Set(Setting::SeveralEvents)),
    },
    Command {
        names: &["global"],
        argument: "",
        about: "The postbacks are for all offers.",
        read: |rest, _| alone(rest, Action::Set(Setting::Global)),
    },
    Command {
        names: &["sandbox"],
        argument: "",
        about: "They are meant for tests.",
        read: |rest, _| alone(rest, Action::Set(Setting::Environment(Environment::Sandbox))),
    },
    Command {
        names: &["production"],
        argument: "",
        about: "They are meant for real conversions.",
        read: |rest, _| alone(rest, Action::Set(Setting::Environment(Environment::Production))),
    },
    Command {
        names: &["forget"],
        argument: "",
        about: "Forget all that was set here.",
        read: |rest, _| alone(rest, Action::Forget),
    },
    Command {
        names: &["pair"],
        argument: "[N M]",
        about: "Follow one click id through a link and its postback: the last two, or those with these numbers.",
        read: |rest, _| Some(two("pair", rest).map(Action::Pair)),
    },
    Command {
        names: &["compare"],
        argument: "[N M]",
        about: "What became of a postback, or of a template that was called: the last two, or those with these numbers.",
        read: |rest, _| Some(two("compare", rest).map(Action::Compare)),
    },
    Command {
        names: &["explain"],
        argument: "[RULE]",
        about: "Say more about a rule, or about what was found last.",
        read: |rest, _| Some(Ok(Action::Explain(Some(rest.to_owned()).filter(|name| !name.is_empty())))),
    },
    Command {
        names: &["fix"],
        argument: "",
        about: "The last text with every fix that is certain.",
        read: |rest, _| alone(rest, Action::Fix),
    },
    Command {
        names: &["again"],
        argument: "",
        about: "The last answer once more.",
        read: |rest, _| alone(rest, Action::Again),
    },
    Command {
        names: &["help", "?", "h"],
        argument: "",
        about: "This list.",
        read: |rest, _| alone(rest, Action::Help),
    },
    Command {
        names: &["quit", "q", "exit", ":q"],
        argument: "",
        about: "Leave, as an empty line does.",
        read: |rest, _| alone(rest, Action::Leave),
    },
];

/// The command that a typed line is. `None` if it is none.
pub fn read(line: &str, catalogue: &Catalogue) -> Option<Read> {
    let line = line.trim();
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    if says_url(line) {
        return None;
    }
    let is_called = |command: &&Command| command.names.iter().any(|n| n.eq_ignore_ascii_case(name));
    (COMMANDS.iter().find(is_called)?.read)(rest.trim(), catalogue)
}

/// The command that a line was probably meant for.
pub fn meant(line: &str) -> Option<&'static str> {
    let name = line.split_whitespace().next()?;
    let names = COMMANDS.iter().map(|command| command.names[0]);
    nearest(name, names).filter(|_| line.trim().len() < 40)
}

/// True for a word that is a command when it is typed.
pub fn is_name(word: &str) -> bool {
    COMMANDS.iter().any(|command| command.names.contains(&word))
}

/// Every command with what it does, for a terminal of that width.
pub fn help(width: usize) -> String {
    let shown = |command: &Command| format!("{} {}", command.names[0], command.argument).trim_end().to_owned();
    let column = COMMANDS.iter().map(|command| shown(command).len()).max().unwrap_or(0) + 2;
    let mut out = wrap("Paste a link, several links or a whole message. Or type one of these:", width) + "\n";
    for command in COMMANDS {
        let name = shown(command);
        // On a narrow terminal the words stand below the name.
        let (indent, room) = if width >= column + 30 { (column, width - column) } else { (2, width.saturating_sub(2)) };
        let words = wrap(command.about, room).replace('\n', &format!("\n{:indent$}", ""));
        if indent == column {
            out += &format!("{name:column$}{words}\n");
        } else {
            out += &format!("{name}\n  {words}\n");
        }
    }
    out + &wrap("What was set holds until you change it. Up brings back the last link.", width) + "\n"
}

/// A command behind which nothing may stand: with more words the line is a text.
fn alone(rest: &str, action: Action) -> Option<Read> {
    rest.is_empty().then_some(Ok(action))
}

fn role(rest: &str) -> Result<Role, String> {
    let name = rest.to_ascii_lowercase().replace([' ', '_'], "-");
    let name = match &*name {
        "" => return Err("as takes what the links are for, as in as postback or as link".to_owned()),
        "link" | "a-link" => Role::TrackingLink.id(),
        name => name,
    };
    let names = Role::ALL.iter().map(|(_, name)| *name);
    Role::named(name).ok_or_else(|| {
        let all: Vec<&str> = Role::ALL.iter().map(|(_, name)| *name).collect();
        match nearest(name, names) {
            Some(_) => no_such("role", rest, all),
            None => format!("there is no role called `{rest}`; it is one of {}", all.join(", ")),
        }
    })
}

fn platform<T>(
    example: &str,
    name: &str,
    catalogue: &Catalogue,
    find: fn(&Catalogue, &str) -> Result<T, String>,
    setting: fn(T) -> Setting,
) -> Read {
    if name.is_empty() {
        let word = example.split(' ').next().unwrap_or_default();
        return Err(format!("{word} takes a name, as in {example}"));
    }
    find(catalogue, name).map(|platform| Action::Set(setting(platform)))
}

/// Nothing, or two numbers from 1.
fn two(name: &str, rest: &str) -> Result<Option<[usize; 2]>, String> {
    let numbers: Option<Vec<usize>> = rest
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty() && *word != "and")
        .map(|word| word.parse().ok().filter(|n| *n > 0))
        .collect();
    match numbers.as_deref() {
        Some([]) => Ok(None),
        Some(&[first, second]) if first != second => Ok(Some([first, second])),
        _ => Err(format!("{name} takes two numbers of links, as in {name} 1 2, or none for the last two")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::prompt_settings::said;
    use super::*;
    use crate::settings::Settings;

    /// What a line asks for, in words.
    fn asked(line: &str) -> Option<String> {
        let asked = read(line, &Catalogue::default())?;
        Some(match asked.unwrap_or_else(|message| panic!("{line}: {message}")) {
            Action::Set(setting) => {
                let mut settings = Settings::default();
                setting.add_to(&mut settings);
                said(&settings)
            }
            other => format!("{other:?}"),
        })
    }

    #[test]
    fn a_line_is_a_command_only_in_the_form_of_one() {
        for (line, wanted) in [
            ("live", Some("live")),
            ("  LIVE ", Some("live")),
            ("as link", Some("as tracking-link")),
            ("as Partner Postback", Some("as partner-postback")),
            ("network GoKart", Some("network gokart")),
            ("event Level 1", Some("event Level 1")),
            ("sandbox", Some("sandbox")),
            ("pair", Some("Pair(None)")),
            ("pair 1 4", Some("Pair(Some([1, 4]))")),
            ("compare 2, 1", Some("Compare(Some([2, 1]))")),
            ("explain", Some("Explain(None)")),
            ("?", Some("Help")),
            ("live links below", None),
            ("fix this, please", None),
            ("again and again", None),
            ("livestock", None),
            ("as https://a.com/?b={c}", None),
            ("event https://a.com/?b={c}", None),
            ("pair=1", None),
            ("?a=b", None),
        ] {
            assert_eq!(asked(line).as_deref(), wanted, "{line}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_command_is_said() {
        let catalogue = Catalogue::default();
        for (line, words) in [
            ("as", "as in as postback"),
            ("as postbak", "did you mean `postback`?"),
            ("as discussed", "it is one of tracking-link"),
            ("event", "as in event SignUp"),
            ("network", "as in network GoKart"),
            ("network gokrat", "did you mean `gokart`?"),
            ("pair 1", "as in pair 1 2"),
            ("pair 0 1", "as in pair 1 2"),
            ("pair 2 2", "as in pair 1 2"),
        ] {
            let message = read(line, &catalogue).unwrap().unwrap_err();
            assert!(message.contains(words), "{line}: {message}");
        }
        assert_eq!(meant("templat"), Some("template"));
        assert_eq!(meant("hello there"), None);
    }

    #[test]
    fn help_names_every_command_and_fits() {
        for width in [20, 40, 80, 100] {
            let help = help(width);
            for command in COMMANDS {
                assert!(help.contains(command.names[0]), "{}", command.names[0]);
            }
            let widest = help.lines().map(|line| line.chars().count()).max();
            assert!(widest <= Some(width), "{width}: {help}");
        }
    }
}
