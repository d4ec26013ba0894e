//! Lists that are sorted by numbers.

/// What a list that is sorted by numbers holds for one of them.
#[must_use]
pub fn of_number<T>(all: &[(u32, T)], number: u32) -> &[(u32, T)] {
    let first = all.partition_point(|(of, _)| *of < number);
    // Not counted one by one: a link may be shared by all offers of a file, and each of them asks.
    let count = all[first..].partition_point(|(of, _)| *of == number);
    &all[first..first + count]
}
