"""The words that stand in hints and in what comes out, for annotations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypedDict

Role = Literal["tracking-link", "postback", "partner-link", "partner-postback", "landing-page", "fragment", "unknown"]
State = Literal["template", "live"]
Environment = Literal["production", "sandbox"]
Severity = Literal["error", "warning", "advice"]
Safety = Literal["safe", "unsafe", "shown"]
Outcome = Literal["passes", "unknown", "lost", "not-reached"]

class Hints(TypedDict, total=False):
    """What is known of a link besides its text. What is not told is read off the link itself."""

    role: Role | None
    state: State | None
    network: str | None
    platform: str | None
    filled_by: str | None
    environment: Environment | None
    global_: bool | None
    """A postback for all offers."""
    events: Iterable[str] | None
    """The ids of the offer's events."""
    multi_event: bool | None
