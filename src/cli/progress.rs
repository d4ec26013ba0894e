//! How far a run is: one line on a terminal, while the run takes long, and gone before anything else is written.

use std::cell::RefCell;
use std::io::{Result, Write};
use std::time::{Duration, Instant};

/// A run that ends sooner needs no line.
const PATIENCE: Duration = Duration::from_millis(800);
/// How long a line stays as it is at least.
const STEP: Duration = Duration::from_millis(120);

/// Standard error, which the run and the line both write to.
pub type Stderr<'e> = RefCell<&'e mut dyn Write>;

/// The line.
pub struct Progress<'a, 'e> {
    stderr: &'a Stderr<'e>,
    /// How many inputs there are; `None` where nobody sees the line.
    inputs: Option<usize>,
    /// When it may be drawn next.
    next: RefCell<Instant>,
    drawn: RefCell<bool>,
}

impl<'a, 'e> Progress<'a, 'e> {
    /// A line that is drawn only if somebody `watches`.
    pub fn new(stderr: &'a Stderr<'e>, inputs: usize, watches: bool) -> Self {
        let next = RefCell::new(Instant::now() + PATIENCE);
        Self { stderr, inputs: watches.then_some(inputs), next, drawn: RefCell::new(false) }
    }

    /// Says that so many bytes and inputs were read, if it is time to.
    pub fn at(&self, bytes: u64, inputs: usize) {
        let Some(all) = self.inputs else { return };
        let now = Instant::now();
        if now < *self.next.borrow() {
            return;
        }
        *self.next.borrow_mut() = now + STEP;
        *self.drawn.borrow_mut() = true;
        let line = words(bytes, inputs, all);
        let mut stderr = self.stderr.borrow_mut();
        // Should standard error be closed, nobody misses it.
        let _ = write!(stderr, "\r{line}\x1b[K").and_then(|()| stderr.flush());
    }

    /// Takes the line away.
    pub fn clear(&self) {
        if self.drawn.replace(false) {
            let mut stderr = self.stderr.borrow_mut();
            let _ = write!(stderr, "\r\x1b[K").and_then(|()| stderr.flush());
        }
    }
}

/// A stream before whose output the line is taken away.
pub struct Above<'a, 'e> {
    pub out: &'a mut dyn Write,
    pub progress: &'a Progress<'a, 'e>,
}

impl Write for Above<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        if !bytes.is_empty() {
            self.progress.clear();
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        self.out.flush()
    }
}

fn words(bytes: u64, inputs: usize, all: usize) -> String {
    let read = format!("{} MB read", grouped(bytes / 1_000_000));
    if all < 2 { read } else { format!("{} of {} files, {read}", grouped(inputs as u64), grouped(all as u64)) }
}

/// `1,234,567`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(watches: bool) -> String {
        let mut bytes = Vec::new();
        {
            let stderr: Stderr = RefCell::new(&mut bytes);
            let progress = Progress::new(&stderr, 2000, watches);
            progress.at(1, 1);
            *progress.next.borrow_mut() = Instant::now();
            progress.at(1_234_567_890, 1204);
            // At once again: the line stays as it is.
            progress.at(2_000_000_000, 1205);
            let mut out = Vec::new();
            let mut above = Above { out: &mut out, progress: &progress };
            above.write_all(b"a finding").unwrap();
            above.flush().unwrap();
            progress.clear();
        }
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_line_comes_late_and_goes_before_anything_is_written() {
        assert_eq!(drawn(true), "\r1,204 of 2,000 files, 1,234 MB read\x1b[K\r\x1b[K");
        assert_eq!(drawn(false), "");
    }

    #[test]
    fn a_single_input_is_not_counted() {
        assert_eq!(words(999_999, 0, 1), "0 MB read");
        assert_eq!(words(45_000_000, 0, 1), "45 MB read");
    }
}
