//! A comparison of two links as it may be shown.

use crate::compare::Comparison;
use crate::findings::Mask;

/// Hides in a comparison what a report on the two links would hide; `masks` are those of the first and the second.
pub fn masked_comparison(found: &mut Comparison, masks: &[Mask; 2]) {
    let words = |text: &mut String| *text = masks[1].words(&masks[0].words(text)).into_owned();
    for difference in &mut found.differences {
        [&mut difference.what, &mut difference.first, &mut difference.second].into_iter().for_each(words);
    }
    found.filled.iter_mut().for_each(|filled| words(&mut filled.value));
}
