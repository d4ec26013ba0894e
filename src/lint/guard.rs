//! A fault of a rule costs one link, not the run.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// `Some` while this thread is guarded: what its last panic said.
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does `work`; should it panic, gives back what the panic said and where, instead of printing it.
/// What `work` changed must be thrown away then.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if !keep(info) {
                before(info);
            }
        }));
    });
    let around = SAID.replace(Some(String::new()));
    let outcome = catch_unwind(AssertUnwindSafe(work));
    let said = SAID.replace(around).unwrap_or_default();
    outcome.map_err(|_| said)
}

/// Keeps what a panic says if this thread is guarded.
fn keep(info: &PanicHookInfo) -> bool {
    SAID.with_borrow_mut(|said| {
        let guarded = said.is_some();
        if guarded {
            let message = info.payload_as_str().unwrap_or("it gives no reason");
            let place = info.location().map(|l| format!(" ({}:{})", l.file(), l.line())).unwrap_or_default();
            *said = Some(format!("{message}{place}"));
        }
        guarded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_with_its_words_and_its_place() {
        assert_eq!(guarded(|| 7), Ok(7));
        let said = guarded(|| panic!("a rule fell over {}", 3)).unwrap_err();
        assert!(said.starts_with("a rule fell over 3 (src/lint/guard.rs:"), "{said}");
        assert_eq!(guarded(|| 8), Ok(8));
        let outer = || {
            assert_eq!(guarded(|| 9), Ok(9));
            panic!("behind it")
        };
        assert!(guarded::<()>(outer).unwrap_err().starts_with("behind it"));
    }
}
