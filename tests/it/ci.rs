//! The files with which others put tracklint into their CI: read as YAML, every option in them exists, and the hook's
//! and the action's commands are run as their systems run them.

use crate::common::{root, text};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use tracklint::cli::tree;
use yaml_rust2::{Yaml, YamlLoader};

const HOOKS: &str = ".pre-commit-hooks.yaml";
const ACTION: &str = "action.yml";
const GITLAB: &str = "examples/gitlab-ci.yml";

const OFFERS: &str = r#"{"offers": [{"id": 1, "tracking_link": "https://app.appsflyer.com/id1?pid=x_int&c=y&af_siteid=z&clickid=gk_click_id"}]}"#;

fn read(path: &str) -> Yaml {
    let mut documents = YamlLoader::load_from_str(&text(path)).unwrap();
    assert_eq!(documents.len(), 1, "{path}");
    documents.remove(0)
}

fn words(yaml: &Yaml) -> Vec<String> {
    yaml.as_vec().into_iter().flatten().map(|word| word.as_str().unwrap().to_owned()).collect()
}

/// Every option that follows the program's name is one of `check`, and its value one that it takes.
fn options_exist(path: &str, command: &str) -> usize {
    let tree = tree();
    let check = tree.find_subcommand("check").unwrap();
    let said: Vec<&str> = command.split_whitespace().take_while(|word| *word != "--").collect();
    let mut known = 0;
    for (i, word) in said.iter().enumerate().filter(|(_, word)| word.starts_with("--")) {
        let long = word.trim_start_matches('-');
        let argument = check.get_arguments().find(|a| a.get_long() == Some(long));
        let argument = argument.unwrap_or_else(|| panic!("{path}: there is no option {word}"));
        let names = argument.get_value_parser().possible_values().into_iter().flatten();
        let names: Vec<String> = names.map(|name| name.get_name().to_owned()).collect();
        if argument.get_action().takes_values() && !names.is_empty() {
            let value = said[i + 1];
            assert!(value.starts_with('"') || names.iter().any(|name| name == value), "{path}: {word} {value}");
        }
        known += 1;
    }
    known
}

#[test]
fn the_hooks_are_what_pre_commit_takes() {
    let hooks = read(HOOKS);
    let hooks = hooks.as_vec().unwrap();
    assert_eq!(hooks.len(), 2);
    for hook in hooks {
        let entry = hook["entry"].as_str().unwrap();
        let args = words(&hook["args"]).join(" ");
        assert_eq!(hook["language"].as_str(), Some("rust"), "pre-commit builds the package that it clones");
        assert!(entry.starts_with("tracklint"), "{entry}");
        assert!(options_exist(HOOKS, &format!("{entry} {args}")) > 0);
        assert!(hook["id"].as_str().is_some() && hook["name"].as_str().is_some());
        // Lists of links and logs have no type of their own; of sources and the like nothing is wanted.
        assert_eq!(words(&hook["types"]), ["text"]);
        let files = regex::Regex::new(hook["files"].as_str().unwrap()).unwrap();
        assert!(
            ["offers/a.json", "links.txt", "a.jsonl", "a.ndjson", "a.jsonc", "b.log"].iter().all(|f| files.is_match(f))
        );
        assert!(!["src/main.rs", "txt", "a.json.gz"].iter().any(|f| files.is_match(f)));
    }
}

/// As pre-commit does: the entry, the arguments, then the files.
#[test]
fn the_hooks_find_and_repair() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("offers.json");
    let run = |hook: &Yaml| -> Output {
        std::fs::write(&file, OFFERS).unwrap();
        let entry = hook["entry"].as_str().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_tracklint"));
        command.args(entry.split(' ').skip(1)).args(words(&hook["args"])).arg("offers.json");
        command.env_clear().current_dir(folder.path()).output().unwrap()
    };
    let hooks = read(HOOKS);
    let found = run(&hooks[0]);
    assert_eq!(found.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&found.stdout).starts_with("offers.json:1:"), "{found:?}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), OFFERS);
    let repaired = run(&hooks[1]);
    assert_eq!(repaired.status.code(), Some(0), "{repaired:?}");
    assert!(std::fs::read_to_string(&file).unwrap().contains("{gk_click_id}"));
}

/// The steps of the action that run something: their script and their environment.
fn steps(action: &Yaml) -> Vec<(&str, BTreeMap<&str, &str>)> {
    let steps = action["runs"]["steps"].as_vec().unwrap();
    let scripts = steps.iter().filter_map(|step| {
        let environment = step["env"].as_hash().into_iter().flatten();
        let pairs = environment.map(|(name, value)| (name.as_str().unwrap(), value.as_str().unwrap()));
        Some((step["run"].as_str()?, pairs.collect()))
    });
    scripts.collect()
}

/// What somebody writes into an input never becomes a part of a script.
#[test]
fn the_action_hands_inputs_over_as_values() {
    let action = read(ACTION);
    let scripts = steps(&action);
    assert_eq!(scripts.len(), 3);
    for (script, environment) in &scripts {
        assert!(!script.contains("${{"), "an expression stands in a script: {script}");
        for name in environment.keys() {
            assert!(script.contains(&format!("${name}")), "{name} is not used");
            let bare = script.replace(&format!("\"${name}\""), "").replace(&format!("\"${name}/"), "");
            assert!(!bare.contains(&format!("${name}")), "{name} stands without quotes in {script}");
        }
    }
    let whole = text(ACTION);
    for (name, input) in action["inputs"].as_hash().unwrap() {
        let name = name.as_str().unwrap();
        assert!(whole.contains(&format!("inputs.{name}")), "the input {name} does nothing");
        assert!(input["description"].as_str().is_some(), "{name}");
    }
    for used in whole.split("inputs.").skip(1) {
        let name = used.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap();
        assert!(!action["inputs"][name].is_badvalue(), "there is no input {name}");
    }
    let commands =
        scripts.iter().flat_map(|(script, _)| script.lines()).filter(|line| line.contains("bin/tracklint\" "));
    assert_eq!(commands.map(|line| options_exist(ACTION, line)).filter(|n| *n > 1).count(), 2);
}

/// The action's script, as the runner runs it.
#[cfg(unix)]
fn lint(folder: &Path, paths: &str, args: &str, fail_on: &str) -> (Output, String) {
    let action = read(ACTION);
    let scripts = steps(&action);
    let tools = folder.join("tools");
    let output = folder.join("output");
    std::fs::create_dir_all(tools.join("bin")).unwrap();
    let _ = std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_tracklint"), tools.join("bin/tracklint"));
    std::fs::write(&output, "").unwrap();
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", scripts[1].0]).current_dir(folder);
    command.env("TOOLS", &tools).env("GITHUB_OUTPUT", &output).env("SARIF", "tracklint.sarif");
    let came = command.env("PATHS", paths).env("ARGS", args).env("FAIL_ON", fail_on).output().unwrap();
    (came, std::fs::read_to_string(output).unwrap())
}

#[cfg(unix)]
#[test]
fn the_action_reports_and_judges() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("offers.json"), OFFERS).unwrap();
    let (came, output) = lint(folder.path(), "offers.json\n", "", "error");
    assert!(came.status.success(), "{came:?}");
    assert_eq!(output, "exit-code=1\n");
    assert!(String::from_utf8_lossy(&came.stdout).starts_with("::error file=offers.json,line=1,"), "{came:?}");
    let sarif = std::fs::read_to_string(folder.path().join("tracklint.sarif")).unwrap();
    assert!(sarif.contains("\"unbraced-macro\""));
    let (_, output) = lint(folder.path(), "offers.json", "--ignore\nunbraced-macro", "never");
    assert_eq!(output, "exit-code=0\n");
    let (_, output) = lint(folder.path(), "no such file.json", "", "error");
    assert_eq!(output, "exit-code=2\n");
}

#[cfg(unix)]
#[test]
fn hostile_inputs_of_the_action_run_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = "$(touch pwned)\n`touch pwned`\n\"; touch pwned; \"\n'; touch pwned; '\n&& touch pwned\n* ?\n";
    let as_path = format!("--output=pwned\n{hostile}");
    let (came, output) = lint(folder.path(), &as_path, "", "error");
    assert!(came.status.success(), "{came:?}");
    assert_eq!(output, "exit-code=2\n");
    lint(folder.path(), ".", hostile.trim_start(), "$(touch pwned)");
    assert!(!folder.path().join("pwned").exists(), "an input was run");
}

#[test]
fn the_gitlab_example_writes_what_it_hands_over() {
    let example = read(GITLAB);
    let job = &example["tracklint"];
    let script = words(&job["script"]);
    let commands: Vec<&String> = script.iter().filter(|line| line.starts_with("tracklint ")).collect();
    assert_eq!(commands.len(), 2);
    for (kind, format) in [("codequality", "gitlab"), ("junit", "junit")] {
        let file = job["artifacts"]["reports"][kind].as_str().unwrap();
        let wanted = format!("--format {format} --output {file} ");
        assert!(commands.iter().any(|line| line.contains(&wanted)), "nobody writes {file}");
    }
    assert!(commands.iter().all(|line| options_exist(GITLAB, line) == 3));
}

/// What the files name is there.
#[test]
fn the_files_stand_where_their_systems_look() {
    for path in [HOOKS, ACTION, GITLAB, "Cargo.lock", ".ci/packaging"] {
        assert!(root().join(path).is_file(), "{path}");
    }
}
