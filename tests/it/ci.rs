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
const GITLAB: &str = "templates/tracklint.yml";
const INCLUDED: &str = "examples/gitlab-ci.yml";

const OFFERS: &str = r#"{"offers": [{"id": 1, "tracking_link": "https://app.appsflyer.com/id1?pid=x_int&c=y&af_siteid=z&clickid=gk_click_id"}]}"#;

fn read(path: &str) -> Yaml {
    let mut documents = YamlLoader::load_from_str(&text(path)).unwrap();
    assert_eq!(documents.len(), 1, "{path}");
    documents.remove(0)
}

/// The inputs of the GitLab component, and its job.
fn component() -> (Yaml, Yaml) {
    let documents = YamlLoader::load_from_str(&text(GITLAB)).unwrap();
    let [spec, jobs] = &documents[..] else { panic!("{GITLAB} should hold a spec and jobs") };
    (spec["spec"]["inputs"].clone(), jobs["tracklint"].clone())
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
        if long == "output" {
            // `sarif=FILE`
            let format = said[i + 1].split('=').next().unwrap();
            assert!(tracklint::report::OutputFormat::named(format).is_some(), "{path}: {word} {format}");
        }
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
    assert_eq!(commands.map(|line| options_exist(ACTION, line)).collect::<Vec<_>>(), [3], "links are linted once");
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

/// What the wheel of a scratch run is: a program that is called as the real one is.
#[cfg(unix)]
const PIP: &str = "#!/bin/sh\nfor word; do last=$word; [ \"$before\" = --target ] && tools=$word; before=$word; done\n\
                   mkdir -p \"$tools/bin\" && ln -s \"$PROGRAM\" \"$tools/bin/tracklint\" && echo \"installed $last\"\n";

/// Runs a script with a `python3` and a `cargo` that install the program of this build and say what they were asked for.
#[cfg(unix)]
fn install(folder: &Path, script: &str, environment: &[(&str, &str)]) -> Output {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join("path");
    std::fs::create_dir_all(&path).unwrap();
    let cargo = PIP.replace("--target", "--root").replace("installed", "compiled");
    for (name, text) in [("python3", PIP), ("cargo", &cargo)] {
        std::fs::write(path.join(name), text).unwrap();
        std::fs::set_permissions(path.join(name), PermissionsExt::from_mode(0o755)).unwrap();
    }
    let all = std::env::join_paths([path].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())));
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]).current_dir(folder);
    command.env("PATH", all.unwrap()).env("PROGRAM", env!("CARGO_BIN_EXE_tracklint"));
    command.envs(environment.iter().copied()).output().unwrap()
}

/// A wheel's file, a version, or nothing: what the action installs.
#[cfg(unix)]
#[test]
fn the_action_installs_a_wheel_or_compiles_and_says_so() {
    let action = read(ACTION);
    let script = steps(&action)[0].0;
    for (wheel, wanted) in [
        ("dist/a b.whl", "installed dist/a b.whl\n"),
        ("https://example.com/w.whl", "installed https://example.com/w.whl\n"),
        ("0.1.0", "installed tracklint==0.1.0\n"),
        ("$(touch pwned)", "installed tracklint==$(touch pwned)\n"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let tools = folder.path().join("tools");
        let came =
            install(folder.path(), script, &[("WHEEL", wheel), ("SOURCE", "."), ("TOOLS", tools.to_str().unwrap())]);
        assert_eq!(String::from_utf8_lossy(&came.stdout), wanted);
        assert!(came.status.success() && tools.join("bin/tracklint").exists(), "{came:?}");
        assert!(!folder.path().join("pwned").exists());
    }
    let folder = tempfile::tempdir().unwrap();
    let came = install(folder.path(), script, &[("WHEEL", ""), ("SOURCE", "/source"), ("TOOLS", "tools")]);
    let said = String::from_utf8_lossy(&came.stdout).into_owned();
    assert!(said.contains("compiled") && said.contains("takes seconds"), "{came:?}");
}

#[test]
fn the_gitlab_job_writes_what_it_hands_over() {
    let (inputs, job) = component();
    let script = words(&job["script"]).concat();
    let commands: Vec<&str> = script.lines().filter(|line| line.contains("bin/tracklint\" ")).collect();
    let [command] = &commands[..] else { panic!("links are linted once: {commands:?}") };
    for (kind, format) in [("codequality", "gitlab"), ("junit", "junit")] {
        let file = job["artifacts"]["reports"][kind].as_str().unwrap();
        assert!(command.contains(&format!(" --output {format}={file} ")), "nobody writes {file}");
    }
    assert_eq!(options_exist(GITLAB, command), 4);
    assert!(!script.contains("$[["), "an input stands in a script");
    let whole = text(GITLAB);
    for (name, input) in inputs.as_hash().unwrap() {
        let name = name.as_str().unwrap();
        assert!(whole.contains(&format!("$[[ inputs.{name} ]]")), "the input {name} does nothing");
        assert!(input["description"].as_str().is_some(), "{name}");
    }
    for (name, _) in read(INCLUDED)["include"][0]["inputs"].as_hash().unwrap() {
        assert!(!inputs[name.as_str().unwrap()].is_badvalue(), "{INCLUDED}: there is no input {name:?}");
    }
}

/// The job's script, with its variables as GitLab sets them.
#[cfg(unix)]
#[test]
fn the_gitlab_job_goes_red_and_green() {
    let (_, job) = component();
    let script = words(&job["script"]).concat();
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("offers")).unwrap();
    let run = |wheel: &str, path: &str| {
        let environment = [
            ("TRACKLINT_WHEEL", wheel),
            ("TRACKLINT_PATH", path),
            ("TRACKLINT_FAIL_ON", "error"),
            ("TRACKLINT_SOURCE", "x"),
        ];
        install(folder.path(), &script, &environment)
    };
    std::fs::write(folder.path().join("offers/a.json"), OFFERS).unwrap();
    let red = run("0.1.0", "offers");
    assert_eq!(red.status.code(), Some(1), "{red:?}");
    assert!(String::from_utf8_lossy(&red.stdout).contains("offers/a.json:1:"), "{red:?}");
    let quality = std::fs::read_to_string(folder.path().join("gl-code-quality-report.json")).unwrap();
    let tests = std::fs::read_to_string(folder.path().join("junit.xml")).unwrap();
    assert!(quality.contains("\"unbraced-macro\"") && tests.contains("failures=\"1\""), "{quality}\n{tests}");
    std::fs::write(folder.path().join("offers/a.json"), OFFERS.replace("gk_click_id", "{gk_click_id}")).unwrap();
    let green = run("dist/tracklint.whl", "offers");
    assert_eq!(green.status.code(), Some(0), "{green:?}");
    assert!(run("", "offers").status.success(), "compiled");
    assert_eq!(run("0.1.0", "ofers").status.code(), Some(2));
}

/// What the files name is there.
#[test]
fn the_files_stand_where_their_systems_look() {
    for path in [HOOKS, ACTION, GITLAB, INCLUDED, "Cargo.lock", ".ci/packaging", "Dockerfile"] {
        assert!(root().join(path).is_file(), "{path}");
    }
}

/// The repository that pre-commit clones: the hooks of this one, and a package that needs the wheel and nothing else.
#[cfg(unix)]
#[test]
fn the_hook_repository_needs_the_wheel_alone() {
    let folder = tempfile::tempdir().unwrap();
    let made = |arguments: &[&str]| {
        let mut command = Command::new(root().join("packaging/hook-repository"));
        let came = command.arg(folder.path()).args(arguments).output().unwrap();
        assert!(came.status.success(), "{came:?}");
        let file = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
        (file(HOOKS), file("pyproject.toml"), file("README.md"))
    };
    let (hooks, package, readme) = made(&[]);
    assert_eq!(hooks, text(HOOKS).replace("language: rust", "language: python"));
    let version = env!("CARGO_PKG_VERSION");
    assert!(package.contains(&format!("dependencies = [\"tracklint=={version}\"]")), "{package}");
    assert!(readme.contains(&format!("repo: {}-pre-commit\n    rev: v{version}\n", env!("CARGO_PKG_REPOSITORY"))));
    let (_, package, _) = made(&["--wheel", "https://example.com/tracklint.whl"]);
    assert!(package.contains("\"tracklint @ https://example.com/tracklint.whl\""), "{package}");
}

/// The repository's address is said once, in Cargo.toml, and written from there into all that cannot ask.
#[test]
fn the_address_is_one_value() {
    let address = env!("CARGO_PKG_REPOSITORY");
    let (_, project) = address.split_once("github.com/").expect("an address on GitHub");
    let named = regex::Regex::new(r"(github\.com/|githubusercontent\.com/|uses: )[A-Za-z0-9-]+/tracklint\b").unwrap();
    let mut count = 0;
    for path in [GITLAB, INCLUDED, "docs/ci.md", "README.md", ACTION, ".pre-commit-hooks.yaml"] {
        let is = text(path);
        let should = named.replace_all(&is, |found: &regex::Captures| format!("{}{project}", &found[1])).into_owned();
        count += named.find_iter(&is).count();
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(root().join(path), should).unwrap();
        } else {
            assert!(is == should, "{path} names another address than Cargo.toml: `BLESS=1 cargo test --test it ci::`");
        }
    }
    assert!(count > 2, "nobody names the address");
}

/// Actions are named by the hash of a commit, for a tag can be moved; the version stands behind it.
#[test]
fn the_workflows_pin_what_they_use() {
    let pinned = regex::Regex::new(r"^[A-Za-z0-9/_.-]+@[0-9a-f]{40} # v[0-9]").unwrap();
    let mut count = 0;
    for path in [ACTION, ".github/workflows/ci.yml", ".github/workflows/release.yml"] {
        for used in text(path).lines().filter_map(|line| line.split_once("uses: ").map(|(_, used)| used)) {
            assert!(pinned.is_match(used), "{path}: {used}");
            count += 1;
        }
    }
    assert!(count > 10);
    for target in
        ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-musl", "aarch64-apple-darwin", "x86_64-pc-windows-msvc"]
    {
        assert!(text(".github/workflows/release.yml").contains(target), "no release for {target}");
    }
}
