//! Looking at sixteen bytes at a time.

use wide::u8x16;

/// True if each byte is as `is` says, which is asked about sixteen at a time and may be asked about a byte twice: the
/// blocks overlap where the text is no multiple of them, for single bytes behind the blocks took a third of the time.
#[must_use]
pub fn every(text: &[u8], is: impl Fn(u8x16) -> u8x16) -> bool {
    let all = match text.last_chunk() {
        Some(last) => {
            let last = is(u8x16::new(*last));
            text.as_chunks().0.iter().fold(last, |all, block| all & is(u8x16::new(*block)))
        }
        None => match spread(text) {
            Some(block) => is(u8x16::new(block)),
            None => return true,
        },
    };
    all.to_bitmask() == 0xFFFF
}

/// The bytes of a text of fewer than sixteen, each at least once. `None` for no text.
fn spread(text: &[u8]) -> Option<[u8; 16]> {
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let [first, last] = [first, last].map(|half| u128::from(u64::from_ne_bytes(*half)));
        return Some((first | last << 64).to_ne_bytes());
    }
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let [first, last] = [first, last].map(|half| u128::from(u32::from_ne_bytes(*half)));
        return Some(((first | last << 32) * (1 | 1 << 64)).to_ne_bytes());
    }
    let mut block = [*text.first()?; 16];
    (block[1], block[2]) = (text[text.len() / 2], *text.last()?);
    Some(block)
}

/// True if one of the bytes that `are` names is as `is` says, which is asked about their places, in their order.
#[must_use]
pub fn some(text: &[u8], are: impl Fn(u8x16) -> u8x16, is: impl Fn(usize) -> bool) -> bool {
    let in_block = |from: usize, block: [u8; 16], length: usize| {
        let mut left = are(u8x16::new(block)).to_bitmask() & ((1 << length) - 1);
        while left != 0 {
            if is(from + left.trailing_zeros() as usize) {
                return true;
            }
            left &= left - 1;
        }
        false
    };
    let (blocks, rest) = text.as_chunks();
    let mut last = [0; 16];
    last[..rest.len()].copy_from_slice(rest);
    blocks.iter().enumerate().any(|(number, block)| in_block(16 * number, *block, 16))
        || in_block(text.len() - rest.len(), last, rest.len())
}

/// The bytes from `first` to `last`.
#[must_use]
pub fn within(block: u8x16, first: u8, last: u8) -> u8x16 {
    let above = block - u8x16::splat(first);
    above.min(u8x16::splat(last - first)).simd_eq(above)
}

/// The bytes that are one of these.
#[must_use]
pub fn one_of(block: u8x16, these: &[u8]) -> u8x16 {
    these.iter().fold(u8x16::ZERO, |found, byte| found | block.simd_eq(u8x16::splat(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_counts_wherever_it_stands() {
        for length in 0..70 {
            let good: Vec<u8> = (0..length).map(|i| b'a' + i % 26).collect();
            let is = |text: &[u8]| every(text, |block| within(block, b'a', b'z') & !one_of(block, b"{}"));
            assert!(is(&good), "{length}");
            for (at, bad) in (0..good.len()).flat_map(|at| [0, b'`', b'{', 0xFF].map(|bad| (at, bad))) {
                let mut text = good.clone();
                text[at] = bad;
                assert!(!is(&text), "{bad} at {at} of {length}");
            }
        }
    }

    #[test]
    fn every_place_is_asked_about_once() {
        for length in 0..70 {
            let text = vec![0; length];
            let asked = std::cell::RefCell::new(Vec::new());
            let ask = |at| {
                asked.borrow_mut().push(at);
                at == 40
            };
            assert_eq!(some(&text, |block| within(block, 0, 7), ask), length > 40);
            assert_eq!(asked.into_inner(), (0..length.min(41)).collect::<Vec<_>>());
        }
    }
}
