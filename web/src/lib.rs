//! tracklint for a page in a browser: four functions over linear memory, and JSON in between.
//!
//! The page asks for room with [`allocate`], writes a request into it, calls [`answer`], and reads as many bytes at the
//! pointer that came back as [`answer_length`] says. The answer is there until the next call. A request is one line of
//! JSON (see [`request::Request`]) and, behind its line break, the bytes that it is about as they are.
//!
//! Nothing is imported: what runs here cannot ask for a file, an address or the time.

mod catalogue;
mod checked;
mod pair;
mod request;
mod said;

use std::cell::RefCell;

thread_local! {
    /// The last answer, kept so that the page can read it.
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Room for a request of so many bytes, to be given back with [`free`].
#[unsafe(no_mangle)]
pub extern "C" fn allocate(length: usize) -> *mut u8 {
    let room = vec![0_u8; length].into_boxed_slice();
    Box::into_raw(room).cast()
}

/// Gives room back.
///
/// # Safety
/// `pointer` came from [`allocate`] with the same `length`, and was not given back before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn free(pointer: *mut u8, length: usize) {
    // SAFETY: the caller hands back what `allocate` made of a box of that length.
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(pointer, length)) });
}

/// Answers a request; [`answer_length`] tells how long the answer is.
///
/// # Safety
/// `pointer` came from [`allocate`] with the same `length`, and was not given back.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn answer(pointer: *const u8, length: usize) -> *const u8 {
    // SAFETY: the caller has room of that length there, and does not write to it while this runs.
    let request = unsafe { std::slice::from_raw_parts(pointer, length) };
    let told = request::answered(request);
    ANSWER.with_borrow_mut(|answer| {
        *answer = told;
        answer.as_ptr()
    })
}

/// How many bytes the last answer has.
#[unsafe(no_mangle)]
pub extern "C" fn answer_length() -> usize {
    ANSWER.with_borrow(Vec::len)
}
