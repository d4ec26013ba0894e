//! The bytes of one large file, read by several workers at once.

use std::fs::File;

/// Reads a whole file of `size` bytes, each worker a part of it: much of the time goes into clearing memory for it.
/// `None` where the system has no way to, or the file has another size by now: whoever asked reads it from its
/// beginning to its end then.
#[cfg(unix)]
pub fn read_shared(file: &File, size: u64, workers: usize) -> Option<Vec<u8>> {
    use std::os::unix::fs::FileExt;
    let mut bytes = vec![0; usize::try_from(size).ok()?];
    let part = bytes.len().div_ceil(workers).max(1);
    let read = std::thread::scope(|scope| {
        let read = |(number, room): (usize, &mut [u8])| file.read_exact_at(room, (number * part) as u64).is_ok();
        let parts: Vec<_> = bytes.chunks_mut(part).enumerate().map(|part| scope.spawn(move || read(part))).collect();
        parts.into_iter().all(|part| part.join().unwrap_or(false))
    });
    let ends = matches!(file.read_at(&mut [0], size), Ok(0));
    (read && ends).then_some(bytes)
}

#[cfg(not(unix))]
pub fn read_shared(_: &File, _: u64, _: usize) -> Option<Vec<u8>> {
    None
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_file_is_read_whole_or_not_at_all() {
        let text: Vec<u8> = (0..10_007_u32).map(|n| n as u8).collect();
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(&text).expect("it is written");
        for workers in [1, 2, 3, 8, 20_000] {
            assert_eq!(read_shared(&file, 10_007, workers).as_ref(), Some(&text), "{workers}");
            for size in [0, 1, 10_006, 10_008, 20_014] {
                assert_eq!(read_shared(&file, size, workers), None, "{workers} {size}");
            }
        }
    }
}
