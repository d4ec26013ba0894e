//! Whole programs in turn: what they take of the processor, reading the file and starting included.

use crate::timing::median;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The program that others are: reads a file line by line and parses every line.
pub fn parse(file: &str, parse: impl Fn(&str) -> bool) -> Result<(), String> {
    let opened = std::fs::File::open(file).map_err(|e| format!("{file}: {e}"))?;
    let mut reader = BufReader::with_capacity(1 << 20, opened);
    let (mut line, mut refused) = (String::new(), 0);
    while reader.read_line(&mut line).map_err(|e| format!("{file}: {e}"))? > 0 {
        refused += usize::from(!black_box(parse(line.trim_end())));
        line.clear();
    }
    println!("{refused} refused");
    Ok(())
}

/// What one run took, in seconds.
struct Run {
    user: f64,
    all: f64,
    wall: f64,
}

pub fn race(rounds: usize, commands: &[&str]) -> Result<(), String> {
    let Some(cut) = commands.iter().position(|word| *word == "--") else {
        return Err("two commands are needed, with -- between them".to_owned());
    };
    let (first, second) = (&commands[..cut], &commands[cut + 1..]);
    let mut runs = [Vec::new(), Vec::new()];
    for round in 0..=rounds {
        for (command, runs) in [first, second].into_iter().zip(&mut runs) {
            let run = run(command)?;
            if round > 0 {
                runs.push(run);
            }
        }
    }
    for (name, runs) in ["first", "second"].into_iter().zip(&runs) {
        let [user, all, wall] =
            [|r: &Run| r.user, |r: &Run| r.all, |r: &Run| r.wall].map(|of| 1e3 * median(runs.iter().map(of)));
        println!("{name:<8} user {user:>9.1} ms, user and system {all:>9.1} ms, wall {wall:>9.1} ms");
    }
    let pairs = || runs[0].iter().zip(&runs[1]);
    println!("first to second, median of {rounds} pairs:");
    println!("user {:.3}", median(pairs().map(|(a, b)| a.user / b.user)));
    println!("wall {:.3}; second less first {:.2} ms", median(pairs().map(|(a, b)| a.wall / b.wall)), {
        1e3 * median(pairs().map(|(a, b)| b.wall - a.wall))
    });
    Ok(())
}

/// User time of a command, in seconds.
pub fn user_time(command: &[&str]) -> Result<f64, String> {
    Ok(run(command)?.user)
}

fn run(command: &[&str]) -> Result<Run, String> {
    let (program, args) = command.split_first().ok_or("a command is missing")?;
    let (before, start) = (children(), Instant::now());
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status().map_err(|e| format!("{program}: {e}"))?;
    // 1 says that something was found. A program that gave up early would look fast.
    if !matches!(status.code(), Some(0 | 1)) {
        return Err(format!("{program} ended with {status}: its time says nothing"));
    }
    let (wall, after) = (start.elapsed().as_secs_f64(), children());
    Ok(Run { user: after.0 - before.0, all: after.0 + after.1 - before.0 - before.1, wall })
}

/// User and system seconds of all children that have ended.
fn children() -> (f64, f64) {
    // SAFETY: the call only fills the structure that it is given.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_CHILDREN, &raw mut usage);
        usage
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    (seconds(usage.ru_utime), seconds(usage.ru_stime))
}
