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
            let message = info.payload_as_str().map_or("it gives no reason", without_quotes);
            let place = info.location().map(|l| format!(" ({}:{})", l.file(), l.line())).unwrap_or_default();
            *said = Some(format!("{message}{place}"));
        }
        guarded
    })
}

/// What a panic says, up to where it quotes something: that would be text of a link, and a log may keep it.
fn without_quotes(message: &str) -> &str {
    let end = message.find(['"', '\'', '`', '\n', '=', '@']).into_iter().chain(message.find("://")).min();
    message[..end.unwrap_or(message.len())].trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_with_its_words_and_its_place() {
        assert_eq!(guarded(|| 7), Ok(7));
        let said = guarded(|| panic!("a rule fell over {}", 3)).unwrap_err();
        assert!(said.starts_with("a rule fell over 3 (src/lint/guard.rs:"), "{said}");
        let quotes = guarded(|| panic!("byte index 9 is not a boundary; it is inside `?token=x`")).unwrap_err();
        assert!(quotes.starts_with("byte index 9 is not a boundary; it is inside (src"), "{quotes}");
        assert_eq!(guarded(|| 8), Ok(8));
        let outer = || {
            assert_eq!(guarded(|| 9), Ok(9));
            panic!("behind it")
        };
        assert!(guarded::<()>(outer).unwrap_err().starts_with("behind it"));
    }
}
