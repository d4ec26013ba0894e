//! Whether the clocks of the log and of the clicks agree. Where they do not, that is said once, and not blamed on every
//! id.

/// Fewer matched ids than these say nothing.
const FEWEST: usize = 20;

/// A tenth of all postbacks before their clicks is a clock; a few are tests.
const SHARE: usize = 10;

/// Clocks that are set to another zone differ by quarters of an hour.
const QUARTER: i64 = 900;

/// How far the log's clock is behind that of the clicks, in seconds, from the times between clicks and their postbacks;
/// 0 where nothing speaks against their being equal.
#[must_use]
pub fn measured(mut distances: Vec<i64>) -> i64 {
    if distances.len() < FEWEST {
        return 0;
    }
    distances.sort_unstable();
    let negative = distances.partition_point(|d| *d < 0);
    if negative * SHARE < distances.len() {
        return 0;
    }
    // A few postbacks come before their clicks whatever the clocks say.
    let lowest = distances[distances.len() / 50];
    let behind = -lowest;
    if behind <= 0 {
        return 0;
    }
    let quarters = behind.div_euclid(QUARTER) * QUARTER + if behind % QUARTER == 0 { 0 } else { QUARTER };
    if behind > QUARTER / 2 { quarters } else { behind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_told_from_a_few_tests() {
        let mut right: Vec<i64> = (1..100).map(|n| n * 60).collect();
        right.extend([-20_000, -30_000]);
        assert_eq!(measured(right), 0);
        let behind: Vec<i64> = (1..100).map(|n| n * 60 - 3_600).collect();
        assert_eq!(measured(behind), 3_600);
        assert_eq!(measured(vec![-3_600; 5]), 0);
        assert_eq!(measured(Vec::new()), 0);
    }
}
