//! Faults of the file system: whatever stops, each file is the old one or the new one.

use super::{input, with_job};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use tracklint::run::{Disk, FixedInput, Mode, RealDisk, files};
use tracklint::settings::Settings;

const OLD: &str = "{\"id\": 7, \"tracking_link\": \"https://app.appsflyer.com/id1?pid=x_int&clickid=gk_click_id\"}\n";
const NEW: &str = "{\"id\": 7, \"tracking_link\": \"https://app.appsflyer.com/id1?pid=x_int&clickid={gk_click_id}\"}\n";
const FILES: usize = 5;

/// What writing a file takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Create,
    Write,
    Dress,
    Sync,
    Rename,
}

const STEPS: [Step; 5] = [Step::Create, Step::Write, Step::Dress, Step::Sync, Step::Rename];

/// What happens at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// The system refuses it once.
    Once,
    /// From there on it refuses everything.
    ForEver,
    /// The program is gone: before the step, or right behind it.
    AbortBefore,
    AbortBehind,
}

/// A disk on which one step goes wrong, the time it is done `at` times already.
struct Faulty {
    step: Step,
    fault: Fault,
    at: usize,
    done: AtomicUsize,
}

impl Faulty {
    const fn new(step: Step, fault: Fault, at: usize) -> Self {
        Self { step, fault, at, done: AtomicUsize::new(0) }
    }

    /// Does a step, or lets it go wrong.
    fn step<T>(&self, step: Step, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let number = if step == self.step { self.done.fetch_add(1, Ordering::Relaxed) } else { 0 };
        let hit = step == self.step && number == self.at;
        let later = step == self.step && number > self.at && self.fault == Fault::ForEver;
        if !hit && !later {
            return work();
        }
        match self.fault {
            Fault::AbortBefore => std::process::abort(),
            Fault::AbortBehind => {
                let _done = work();
                std::process::abort()
            }
            Fault::Once | Fault::ForEver => Err(Error::from(ErrorKind::StorageFull)),
        }
    }
}

impl Disk for Faulty {
    type Draft = <RealDisk as Disk>::Draft;

    fn real(&self, path: &Path) -> Result<PathBuf> {
        RealDisk.real(path)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>> {
        RealDisk.read(path)
    }

    fn create(&self, path: &Path) -> Result<Self::Draft> {
        self.step(Step::Create, || RealDisk.create(path))
    }

    fn write(&self, draft: &mut Self::Draft, bytes: &[u8]) -> Result<()> {
        // A disk is full when a part is written.
        let (first, rest) = bytes.split_at(bytes.len() / 2);
        RealDisk.write(draft, first)?;
        self.step(Step::Write, || RealDisk.write(draft, rest))
    }

    fn dress(&self, draft: &Self::Draft, like: &Path) -> Result<()> {
        self.step(Step::Dress, || RealDisk.dress(draft, like))
    }

    fn sync(&self, draft: &Self::Draft) -> Result<()> {
        self.step(Step::Sync, || RealDisk.sync(draft))
    }

    fn rename(&self, draft: Self::Draft, path: &Path) -> Result<()> {
        self.step(Step::Rename, || RealDisk.rename(draft, path))
    }
}

fn name(number: usize) -> String {
    format!("offer-{number}.json")
}

/// A folder of files that all need the same repair.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    (0..FILES).for_each(|number| fs::write(folder.path().join(name(number)), OLD).unwrap());
    folder
}

/// Mends all of them.
fn mend<D: Disk + Sync>(disk: &D, folder: &Path, jobs: usize) -> Vec<FixedInput> {
    let inputs: Vec<_> = (0..FILES).map(|number| input(folder, &name(number))).collect();
    let settings = Settings { jobs, force: true, ..Settings::default() };
    with_job(&inputs, &settings, |job| files(disk, job, false, Mode::Write))
}

/// Every file of a folder, hidden ones too.
fn listing(folder: &Path) -> BTreeMap<String, String> {
    let read = |entry: Result<fs::DirEntry>| {
        let entry = entry.unwrap();
        (entry.file_name().into_string().unwrap(), String::from_utf8(fs::read(entry.path()).unwrap()).unwrap())
    };
    fs::read_dir(folder).unwrap().map(read).collect()
}

#[test]
fn without_a_fault_all_are_new() {
    for jobs in [1, 4] {
        let folder = folder();
        let all = mend(&RealDisk, folder.path(), jobs);
        assert!(all.iter().all(|f| f.differs && f.unwritten.is_none() && f.fixed.fixed["unbraced-macro"] == 1));
        let expected: BTreeMap<_, _> = (0..FILES).map(|number| (name(number), NEW.to_owned())).collect();
        assert_eq!(listing(folder.path()), expected);
    }
}

#[test]
fn a_step_that_fails_costs_its_file_and_nothing_else() {
    for step in STEPS {
        for fault in [Fault::Once, Fault::ForEver] {
            for at in 0..FILES {
                let folder = folder();
                let all = mend(&Faulty::new(step, fault, at), folder.path(), 1);
                let fails = |number: usize| number == at || number > at && fault == Fault::ForEver;
                let expected: BTreeMap<_, _> =
                    (0..FILES).map(|n| (name(n), if fails(n) { OLD } else { NEW }.to_owned())).collect();
                assert_eq!(listing(folder.path()), expected, "{step:?} {fault:?} {at}");
                for (number, file) in all.iter().enumerate() {
                    let told =
                        format!("{}: the file could not be written and is as it was: the disk is full", name(number));
                    assert_eq!(file.unwritten, fails(number).then_some(told));
                    assert_eq!(file.fixed.fixed.is_empty(), fails(number), "{step:?} {fault:?} {at}");
                }
            }
        }
    }
}

/// Says to a child of this test where it works and what befalls it.
const CHILD: &str = "TRACKLINT_TEST_ABORTS";

#[test]
#[ignore = "the child of the test of aborts"]
fn aborting_child() {
    let told = std::env::var(CHILD).expect("this is run by the test of aborts only");
    let words: Vec<&str> = told.splitn(4, ' ').collect();
    let step = STEPS.into_iter().find(|s| format!("{s:?}") == words[0]).unwrap();
    let fault = if words[1] == "before" { Fault::AbortBefore } else { Fault::AbortBehind };
    mend(&Faulty::new(step, fault, words[2].parse().unwrap()), Path::new(words[3]), 1);
}

#[test]
fn a_program_that_is_gone_leaves_whole_files() {
    for step in STEPS {
        for when in ["before", "behind"] {
            for at in [0, FILES / 2, FILES - 1] {
                let folder = folder();
                let told = format!("{step:?} {when} {at} {}", folder.path().display());
                let child = Command::new(std::env::current_exe().unwrap())
                    .args(["--exact", "repair::disk::aborting_child", "--ignored", "--nocapture"])
                    .env(CHILD, &told)
                    .output()
                    .unwrap();
                assert_eq!(child.status.code(), None, "{told}: {child:?}");
                let new = at + usize::from(step == Step::Rename && when == "behind");
                let mut left = listing(folder.path());
                for number in 0..FILES {
                    let expected = if number < new { NEW } else { OLD };
                    assert_eq!(left.remove(&name(number)).as_deref(), Some(expected), "{told}");
                }
                // What had no place yet may lie beside them, hidden, where no run looks.
                assert!(left.len() <= 1 && left.keys().all(|name| name.starts_with(".tracklint-")), "{told}: {left:?}");
                assert!(mend(&RealDisk, folder.path(), 1).iter().all(|f| f.unwritten.is_none()), "{told}");
                (0..FILES).for_each(|n| assert_eq!(fs::read_to_string(folder.path().join(name(n))).unwrap(), NEW));
            }
        }
    }
}

/// A disk on which somebody else writes to the file while it is mended.
struct Shared;

impl Disk for Shared {
    type Draft = <RealDisk as Disk>::Draft;

    fn real(&self, path: &Path) -> Result<PathBuf> {
        RealDisk.real(path)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>> {
        RealDisk.read(path)
    }

    fn create(&self, path: &Path) -> Result<Self::Draft> {
        if path.ends_with(name(2)) {
            fs::write(path, "{\"mine\": 1}")?;
        }
        if path.ends_with(name(3)) {
            fs::remove_file(path)?;
        }
        RealDisk.create(path)
    }

    fn write(&self, draft: &mut Self::Draft, bytes: &[u8]) -> Result<()> {
        RealDisk.write(draft, bytes)
    }

    fn dress(&self, draft: &Self::Draft, like: &Path) -> Result<()> {
        RealDisk.dress(draft, like)
    }

    fn sync(&self, draft: &Self::Draft) -> Result<()> {
        RealDisk.sync(draft)
    }

    fn rename(&self, draft: Self::Draft, path: &Path) -> Result<()> {
        RealDisk.rename(draft, path)
    }
}

#[test]
fn a_file_that_somebody_changes_meanwhile_is_left_alone() {
    let folder = folder();
    let all = mend(&Shared, folder.path(), 1);
    let told: Vec<&str> = all.iter().filter_map(|f| f.unwritten.as_deref()).collect();
    assert_eq!(
        told,
        [
            "offer-2.json: the file was changed meanwhile and is left alone; run tracklint again",
            "offer-3.json: the file was removed meanwhile; run tracklint again"
        ]
    );
    let mut left = listing(folder.path());
    assert_eq!(left.remove("offer-2.json").as_deref(), Some("{\"mine\": 1}"));
    assert_eq!(left.len(), FILES - 2);
    assert!(left.values().all(|text| text == NEW));
}

#[test]
fn a_file_named_twice_is_repaired_once() {
    let folder = folder();
    let inputs = vec![input(folder.path(), "offer-0.json"); 4];
    let settings = Settings { jobs: 4, ..Settings::default() };
    let all = with_job(&inputs, &settings, |job| files(&RealDisk, job, false, Mode::Write));
    assert_eq!(all.len(), 1);
    assert_eq!((&all[0].unwritten, all[0].fixed.fixed["unbraced-macro"]), (&None, 1));
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
    use std::os::unix::process::CommandExt;

    #[test]
    fn permissions_are_kept() {
        for mode in [0o600, 0o640, 0o664, 0o755, 0o444] {
            let folder = folder();
            let file = folder.path().join(name(0));
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            let before = file.metadata().unwrap();
            mend(&RealDisk, folder.path(), 1);
            let after = file.metadata().unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), NEW);
            assert_eq!(after.permissions().mode() & 0o7777, mode);
            assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
        }
    }

    #[test]
    fn a_write_protected_file_is_left_alone() {
        let folder = folder();
        let file = folder.path().join(name(0));
        fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
        let inputs = [input(folder.path(), &name(0))];
        let settings = Settings::default();
        let all = with_job(&inputs, &settings, |job| files(&RealDisk, job, false, Mode::Write));
        let why = "offer-0.json: the file is write-protected and is left alone; --force repairs it";
        assert_eq!(all[0].unwritten.as_deref(), Some(why));
        assert_eq!(fs::read_to_string(&file).unwrap(), OLD);
    }

    #[test]
    fn extended_attributes_are_kept() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        let folder = folder();
        let file = folder.path().join(name(0));
        let kept = setxattr(&file, "user.offer", b"summer", XattrFlags::empty());
        if kept.is_err() {
            println!("skipped: this file system keeps no attributes");
            return;
        }
        mend(&RealDisk, folder.path(), 1);
        let mut value = [0; 16];
        assert_eq!(fs::read_to_string(&file).unwrap(), NEW);
        assert_eq!(getxattr(&file, "user.offer", &mut value[..]), Ok(6));
        assert_eq!(&value[..6], b"summer");
    }

    /// Nobody writes to the pipe: to open it would take for ever.
    #[test]
    fn a_pipe_is_refused_and_not_opened() {
        let folder = folder();
        let pipe = folder.path().join("pipe.json");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::from_raw_mode(0o600)).unwrap();
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tracklint"));
        let mut child = command.args(["--no-config", "--fix"]).arg(&pipe).spawn().unwrap();
        let ended = (0..2000).find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(10));
            child.try_wait().unwrap()
        });
        child.kill().unwrap();
        assert_eq!(ended.and_then(|status| status.code()), Some(2));
    }

    #[test]
    fn a_link_stays_a_link_and_its_file_is_replaced() {
        let (folder, elsewhere) = (folder(), folder());
        let (link, target) = (folder.path().join(name(1)), elsewhere.path().join(name(4)));
        fs::remove_file(&link).unwrap();
        symlink(&target, &link).unwrap();
        let all = mend(&RealDisk, folder.path(), 2);
        assert!(all.iter().all(|f| f.unwritten.is_none() && f.differs));
        assert_eq!(fs::read_link(&link).unwrap(), target);
        assert!(target.symlink_metadata().unwrap().is_file());
        assert_eq!(fs::read_to_string(&target).unwrap(), NEW);
        assert_eq!(fs::read_to_string(elsewhere.path().join(name(0))).unwrap(), OLD);
    }

    #[test]
    fn a_file_with_several_names_is_left_alone() {
        let folder = folder();
        let other = folder.path().join("other.json");
        fs::hard_link(folder.path().join(name(2)), &other).unwrap();
        let all = mend(&RealDisk, folder.path(), 1);
        let told: Vec<&str> = all.iter().filter_map(|f| f.unwritten.as_deref()).collect();
        let why = "the file has several names (hard links), of which only one would be repaired, so it is left alone";
        assert_eq!(told, [format!("offer-2.json: {why}")]);
        assert_eq!(fs::read_to_string(&other).unwrap(), OLD);
        assert_eq!(other.metadata().unwrap().nlink(), 2);
        assert_eq!(fs::read_to_string(folder.path().join(name(3))).unwrap(), NEW);
    }

    /// Nobody in particular: for root, no folder is read-only.
    const NOBODY: u32 = 65534;

    #[test]
    fn a_folder_that_can_only_be_read_loses_nothing() {
        let place = tempfile::tempdir().unwrap();
        let open = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        open(place.path(), 0o755);
        // Where the program was built, nobody else may look.
        let program = place.path().join("tracklint");
        fs::copy(env!("CARGO_BIN_EXE_tracklint"), &program).unwrap();
        open(&program, 0o755);
        let folder = place.path().join("offers");
        fs::create_dir(&folder).unwrap();
        (0..FILES).for_each(|n| fs::write(folder.join(name(n)), OLD).unwrap());
        let before = listing(&folder);
        let mut command = Command::new(&program);
        if rustix::process::geteuid().is_root() {
            (0..FILES).for_each(|n| chown(folder.join(name(n)), Some(NOBODY), Some(NOBODY)).unwrap());
            chown(&folder, Some(NOBODY), Some(NOBODY)).unwrap();
            command.uid(NOBODY).gid(NOBODY);
        }
        open(&folder, 0o555);
        let came =
            command.args(["--fix", "offers", "--quiet", "--no-config"]).current_dir(place.path()).output().unwrap();
        open(&folder, 0o755);
        assert_eq!(came.status.code(), Some(2), "{came:?}");
        let told = String::from_utf8(came.stderr).unwrap();
        for number in 0..FILES {
            let line = format!(
                "error: offers/{}: the file could not be written and is as it was: you may not write to its folder",
                name(number)
            );
            assert!(told.contains(&line), "{told}");
        }
        assert_eq!(listing(&folder), before);
    }
}
