//! Taking turns: machines are noisy, so whatever is compared runs in turn, and medians are read.

use std::time::{Duration, Instant};

/// A named piece of work.
pub type Work<'w> = (&'static str, Box<dyn FnMut() + 'w>);

/// The times of every work, after one turn that is not counted, in the order of `works`.
pub fn in_turn(works: &mut [Work], rounds: usize) -> Vec<Vec<Duration>> {
    let mut times = vec![Vec::new(); works.len()];
    for round in 0..=rounds {
        for ((_, work), times) in works.iter_mut().zip(&mut times) {
            let start = Instant::now();
            work();
            if round > 0 {
                times.push(start.elapsed());
            }
        }
    }
    times
}

/// The median of `values`.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Prints each work's median for one of `count` things, and the median of its ratios to the first.
pub fn table(works: &mut [Work], rounds: usize, count: usize) {
    let times = in_turn(works, rounds);
    for ((name, _), mine) in works.iter().zip(&times) {
        let each = median(mine.iter().map(Duration::as_secs_f64)) * 1e9 / count as f64;
        let ratio = median(mine.iter().zip(&times[0]).map(|(a, b)| a.as_secs_f64() / b.as_secs_f64()));
        println!("{name:<40}{each:>9.1} ns each{ratio:>9.3} of the first");
    }
}
