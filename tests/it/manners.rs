//! The program among others: pipes that close early, and shells that complete what is typed.

use clap::Command as Tree;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use tracklint::cli::tree;

const BAD: &str = "https://app.appsflyer.com/id1?pid=x_int&c=y&af_siteid=z&clickid=gk_click_id\n";

fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tracklint"));
    command.args(args).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Whoever reads only the beginning, as `head` does, is no error.
#[test]
fn a_pipe_that_closes_ends_it_quietly() {
    let commands: [&[&str]; 6] = [
        &["--no-config", "--format", "jsonl", "-"],
        &["--no-config", "--format", "concise", "-"],
        &["--no-config", "--format", "sarif", "-"],
        &["rules", "--format", "json"],
        &["platforms", "--format", "markdown"],
        &["completions", "zsh"],
    ];
    for args in commands {
        let mut child = program(args).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // More than any pipe holds, so that what is written has to wait for its reader. The program may leave before
        // it has read all.
        let writer = std::thread::spawn(move || {
            for _ in 0..4_000 {
                if stdin.write_all(BAD.as_bytes()).is_err() {
                    return;
                }
            }
        });
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        assert!(line.len() > 1, "{args:?}: {line}");
        drop(stdout);
        writer.join().unwrap();
        let ended = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&ended.stderr), "", "{args:?}");
        assert!(matches!(ended.status.code(), Some(0 | 1)), "{args:?}: {}", ended.status);
    }
}

fn printed(args: &[&str]) -> String {
    String::from_utf8(program(args).output().unwrap().stdout).unwrap()
}

/// Every command with its options and the names that they take is completed, in every shell.
#[test]
fn shells_complete_every_command_and_option() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&["completions", shell]);
        for command in tree().get_subcommands() {
            assert!(script.contains(command.get_name()), "{shell}: {}", command.get_name());
            for long in command.get_arguments().filter_map(clap::Arg::get_long) {
                let written = if shell == "fish" { format!("-l {long}") } else { format!("--{long}") };
                assert!(script.contains(&written), "{shell}: {written}");
            }
        }
        // These two shells complete no values.
        let names: &[&str] =
            if ["elvish", "powershell"].contains(&shell) { &[] } else { &["sarif", "unbraced-macro", "appsflyer"] };
        assert!(names.iter().all(|name| script.contains(name)), "{shell}");
    }
}

/// Every command has a page with its options, and no escape code gets into it.
#[test]
fn every_command_has_a_manual_page() {
    let tree = tree();
    for command in tree.get_subcommands().chain([&tree]) {
        let name = command.get_name();
        let page = if name == "tracklint" { printed(&["man"]) } else { printed(&["man", name]) };
        let title = if name == "tracklint" { name.to_owned() } else { format!("tracklint-{name}") };
        assert!(page.contains(&format!(".TH {title} 1 ")), "{name}: {page}");
        assert!(page.contains(".SH NAME") && page.contains(".SH SYNOPSIS"), "{name}");
        assert!(!page.contains('\x1b'), "{name}");
        let plain = page.replace('\\', "");
        for long in command.get_arguments().filter_map(clap::Arg::get_long) {
            assert!(plain.contains(&format!("--{long}")), "{name} --{long}");
        }
    }
}

/// Options stand under headings, and each help that is long shows examples.
#[test]
fn help_is_grouped_and_shows_examples() {
    let lone = |command: &Tree| -> Vec<String> {
        let options = command.get_opts().filter(|o| o.get_help_heading().is_none());
        options.map(|o| format!("{} {o}", command.get_name())).collect()
    };
    let tree = tree();
    let commands: Vec<&Tree> = tree.get_subcommands().filter(|c| c.get_name() != "help").collect();
    let without: Vec<String> = commands.iter().flat_map(|c| lone(c)).collect();
    assert!(without.is_empty(), "without a heading: {without:?}");
    for command in commands {
        let help = printed(&["help", command.get_name()]);
        let examples = help.split("Examples:\n").nth(1).unwrap_or_else(|| panic!("{}: {help}", command.get_name()));
        assert!(examples.trim_start().starts_with("tracklint"), "{examples}");
        assert!(printed(&[command.get_name(), "-h"]).len() < help.len(), "{}", command.get_name());
    }
}
