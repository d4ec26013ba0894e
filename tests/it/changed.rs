//! `--changed`, in a repository of its own; and that docs/ci.md shows what comes out.

use crate::common::{Ran, run, text};
use std::path::Path;
use std::process::Command;

const RIGHT: &str = r#"{"offers": [{"id": 1, "tracking_link": "https://app.appsflyer.com/id1?pid=x_int&c=y&af_siteid=z&clickid={gk_click_id}"}]}"#;

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "user.name=a", "-c", "user.email=a@example.com"]);
    command.args(["-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"]);
    let came = command.args(arguments).output().expect("git is installed");
    assert!(came.status.success(), "{arguments:?}: {came:?}");
}

/// A repository whose branch `work` has changed one offer, added one that git does not know yet, and deleted one; while
/// `main` has moved on.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let write = |name: &str, text: &str| {
        let file = path.join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    };
    let wrong = RIGHT.replace("{gk_click_id}", "gk_click_id");
    git(path, &["init", "--quiet"]);
    for name in ["offers/a.json", "offers/b.json", "offers/gone.json", "other/c.json"] {
        write(name, &wrong);
    }
    git(path, &["add", "."]);
    git(path, &["commit", "--quiet", "--message", "Begin"]);
    git(path, &["checkout", "--quiet", "-b", "work"]);
    git(path, &["checkout", "--quiet", "main"]);
    write("other/c.json", &format!("{wrong}\n"));
    git(path, &["commit", "--quiet", "--all", "--message", "Go on"]);
    git(path, &["checkout", "--quiet", "work"]);
    write("offers/a.json", &format!("{RIGHT}\n"));
    std::fs::remove_file(path.join("offers/gone.json")).unwrap();
    git(path, &["commit", "--quiet", "--all", "--message", "Fix one"]);
    write("offers/new.json", &wrong);
    folder
}

fn said(ran: &Ran) -> (u8, &str, &str) {
    (ran.exit, &ran.stdout, &ran.stderr)
}

#[test]
fn what_git_says_has_changed_is_linted() {
    let folder = repository();
    let path = folder.path();
    let listed = |arguments: &[&str]| {
        let ran = run(path, &[arguments, &["--show-files", "--quiet"]].concat());
        assert_eq!((ran.exit, &*ran.stderr), (0, ""), "{arguments:?}");
        ran.stdout.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    // What is not committed, also where it is not known; then what the branch has changed, and not what main has.
    assert_eq!(listed(&["--changed"]), ["offers/new.json"]);
    assert_eq!(listed(&["--changed=main"]), ["offers/a.json", "offers/new.json"]);
    assert_eq!(listed(&["--changed=main", "offers/a.json", "other"]), ["offers/a.json"]);
    // Seen from a folder of the repository, and from above a named one.
    let below = run(&path.join("other"), &["--changed=main", "--show-files", "--quiet", "../offers"]);
    assert_eq!(below.stdout.lines().count(), 2, "{}", below.stdout);
}

/// The page shows this repository.
#[test]
fn the_page_shows_what_comes_out() {
    let folder = repository();
    let path = folder.path();
    let ran = run(path, &["--changed=main", "--format", "concise"]);
    assert_eq!(ran.exit, 1, "{}", ran.stderr);
    std::fs::write(path.join("offers/new.json"), RIGHT).unwrap();
    git(path, &["add", "."]);
    git(path, &["commit", "--quiet", "--message", "Fix the new offer"]);
    let clean = run(path, &["--changed"]);
    assert_eq!(said(&clean), (0, "", "note: no file that is read has changed since HEAD\n"));
    let shown = format!(
        "$ tracklint --changed=main --format concise\n{}{}$ git add . && git commit -qm 'Fix the new offer' && \
         tracklint --changed\n{}",
        ran.stdout, ran.stderr, clean.stderr
    );
    assert!(text("docs/ci.md").contains(&shown), "docs/ci.md should show\n{shown}");
}

#[test]
fn what_git_cannot_say_is_an_error() {
    let folder = repository();
    for (reference, part) in [("nowhere", "git says: "), ("--output=x", "no name of a commit")] {
        let ran = run(folder.path(), &[&format!("--changed={reference}")]);
        assert_eq!(ran.exit, 2, "{}", ran.stderr);
        assert!(ran.stderr.starts_with("error: --changed: ") && ran.stderr.contains(part), "{}", ran.stderr);
    }
    assert!(!folder.path().join("x").exists());
    // A folder of no repository, and a named file that is not there.
    let nowhere = tempfile::tempdir().unwrap();
    assert_eq!(run(nowhere.path(), &["--changed"]).exit, 2);
    let missing = run(folder.path(), &["--changed", "offers/nothing.json"]);
    assert!(missing.exit == 2 && missing.stderr.contains("offers/nothing.json: no such file"), "{}", missing.stderr);
}
