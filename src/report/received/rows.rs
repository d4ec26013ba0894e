//! One postback as a line.

use crate::log::shown::Shown;
use crate::log::verdict::Reason;
use crate::report::plain::tidy;

/// A postback as one line: `access.log:48213: unresolved-macro (encoded): ...`
#[must_use]
pub fn concise(shown: &Shown) -> String {
    let reason = shown.reason.map(|r| format!(" ({})", Reason::id(r))).unwrap_or_default();
    let time = shown.time.map(|t| t.to_string()).unwrap_or_default();
    let (path, line) = &shown.place;
    let (verdict, sender) = (shown.verdict.id(), shown.sender.as_deref().unwrap_or_default());
    let text = format!("{path}:{line}: {verdict}{reason}: {} [{time} {sender}] {}", shown.message, shown.url);
    tidy(&text.replace(['\n', '\r'], " "))
}
