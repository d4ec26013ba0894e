"""Types of what `tracklint` offers. The names are those of the JSON report, which docs/json.md describes."""

from collections.abc import Iterable
from typing import Any, Literal, final

from typing_extensions import Self, Unpack

from .types import Hints, Outcome, Role, Safety, Severity, State

__version__: str

class ConfigError(ValueError):
    """A configuration that cannot be followed: one line for each mistake, with its place."""

class _Object:
    def to_json(self) -> str:
        """As the JSON report writes it."""
    def to_dict(self) -> dict[str, Any]:
        """Of dictionaries and lists, with the keys of the JSON report."""
    @classmethod
    def from_json(cls, text: str) -> Self:
        """From what `to_json` wrote."""

@final
class Url(_Object):
    """A link, or a field or comment of a document, with what was found in it."""

    @property
    def id(self) -> Any: ...
    @property
    def kind(self) -> Literal["url", "field", "file"]: ...
    @property
    def url(self) -> str | None: ...
    @property
    def text(self) -> str | None: ...
    @property
    def role(self) -> Role | None: ...
    @property
    def state(self) -> State | None: ...
    @property
    def network(self) -> str | None: ...
    @property
    def platform(self) -> str | None: ...
    @property
    def redacted(self) -> bool: ...
    @property
    def source(self) -> Source | None: ...
    @property
    def findings(self) -> list[Finding]: ...
    @property
    def fixed(self) -> str | None: ...
    @property
    def fixed_partly(self) -> str | None: ...
    @property
    def unread(self) -> Message | None: ...

@final
class Source(_Object):
    """Where something stands."""

    @property
    def path(self) -> str: ...
    @property
    def key(self) -> str | None: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def end_line(self) -> int: ...
    @property
    def end_column(self) -> int: ...
    @property
    def start_byte(self) -> int: ...
    @property
    def end_byte(self) -> int: ...

@final
class Finding(_Object):
    """What is wrong in one place."""

    @property
    def rule(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def message(self) -> str: ...
    @property
    def help(self) -> str: ...
    @property
    def docs(self) -> str: ...
    @property
    def span(self) -> Span: ...
    @property
    def text(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def end_line(self) -> int: ...
    @property
    def end_column(self) -> int: ...
    @property
    def labels(self) -> list[Label]: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def fix(self) -> Fix | None: ...

@final
class Span(_Object):
    """Bytes of a link: the first, and the one behind the last."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...

@final
class Label(_Object):
    """A place that belongs to a finding."""

    @property
    def message(self) -> str: ...
    @property
    def span(self) -> Span: ...
    @property
    def source(self) -> Source | None: ...

@final
class Fix(_Object):
    """A repair: all of its edits or none."""

    @property
    def title(self) -> str: ...
    @property
    def safety(self) -> Safety: ...
    @property
    def edits(self) -> list[Edit]: ...

@final
class Edit(_Object):
    """Bytes of the link, and what to write in their place."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def file(self) -> FileEdit | None: ...

@final
class FileEdit(_Object):
    """Bytes of a document, and what to write in their place."""

    @property
    def start_byte(self) -> int: ...
    @property
    def end_byte(self) -> int: ...
    @property
    def text(self) -> str: ...

@final
class Message(_Object):
    """Why a link could not be read."""

    @property
    def message(self) -> str: ...

@final
class Unread(_Object):
    """A document, or a place in it, that could not be read."""

    @property
    def path(self) -> str: ...
    @property
    def line(self) -> int | None: ...
    @property
    def column(self) -> int | None: ...
    @property
    def message(self) -> str: ...

@final
class Summary(_Object):
    """How much there was."""

    @property
    def files(self) -> int: ...
    @property
    def urls(self) -> int: ...
    @property
    def errors(self) -> int: ...
    @property
    def warnings(self) -> int: ...
    @property
    def advice(self) -> int: ...
    @property
    def fixable(self) -> int: ...

@final
class Report(_Object):
    """What was found in a document."""

    @property
    def urls(self) -> list[Url]: ...
    @property
    def unread(self) -> list[Unread]: ...
    @property
    def summary(self) -> Summary: ...

@final
class Pair(_Object):
    """A link and its postback: the link first, then the postback."""

    @property
    def urls(self) -> list[Url]: ...
    @property
    def unread(self) -> list[Unread]: ...
    @property
    def summary(self) -> Summary: ...
    @property
    def journey(self) -> Journey: ...

@final
class Journey(_Object):
    """The way of one click id through a link and its postback."""

    @property
    def click_id(self) -> str: ...
    @property
    def swapped(self) -> bool: ...
    @property
    def outcome(self) -> Outcome: ...
    @property
    def closing(self) -> str: ...
    @property
    def also_needed(self) -> list[str]: ...
    @property
    def steps(self) -> list[Step]: ...
    @property
    def command(self) -> str | None: ...
    @property
    def to_fill(self) -> list[str]: ...
    @property
    def corrected(self) -> Corrected | None: ...

@final
class Step(_Object):
    """A step on that way."""

    @property
    def step(self) -> str: ...
    @property
    def outcome(self) -> Outcome: ...
    @property
    def message(self) -> str: ...
    @property
    def url(self) -> str | None: ...

@final
class Corrected(_Object):
    """A pair with its repairs made, and what then becomes of the click id."""

    @property
    def link(self) -> str: ...
    @property
    def postback(self) -> str: ...
    @property
    def outcome(self) -> Outcome: ...
    @property
    def closing(self) -> str: ...

@final
class Comparison(_Object):
    """Two links compared part by part."""

    @property
    def kind(self) -> Literal["configured", "called"]: ...
    @property
    def differences(self) -> list[Difference]: ...
    @property
    def filled(self) -> list[Filled]: ...
    @property
    def without_meaning(self) -> int: ...

@final
class Difference(_Object):
    """A difference by meaning."""

    @property
    def severity(self) -> Severity: ...
    @property
    def message(self) -> str: ...
    @property
    def first(self) -> str: ...
    @property
    def second(self) -> str: ...

@final
class Filled(_Object):
    """A macro that was filled."""

    @property
    def name(self) -> str: ...
    @property
    def template(self) -> str: ...
    @property
    def value(self) -> str: ...

@final
class Left:
    """A finding of a document that was not repaired."""

    @property
    def rule(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def reason(self) -> str: ...

@final
class FixedDocument:
    """A document after its repairs."""

    @property
    def data(self) -> bytes:
        """Its bytes; those it had where nothing could be repaired."""
    @property
    def fixed(self) -> dict[str, int]:
        """How many findings were repaired, by rule."""
    @property
    def left(self) -> list[Left]:
        """What is left for a person."""
    @property
    def refused(self) -> str | None:
        """Why nothing was changed although something could have been: a fault of tracklint's own."""

@final
class Checker:
    """Lints by one configuration. May be shared between threads; every method lets other threads run."""

    def __new__(cls, config: str | None = None) -> Self:
        """One that follows the text of a `tracklint.toml`. Raises `ConfigError`."""
    def lint(self, url: str, *, redact: bool = True, **hints: Unpack[Hints]) -> Url:
        """The verdict on one link.

        Secrets are masked and a masked link has no `fixed`, unless `redact` is false. Raises `ValueError` for a word
        that is on no list and `TypeError` for a hint that there is not.
        """
    def lint_many(self, urls: Iterable[str], *, redact: bool = True, **hints: Unpack[Hints]) -> list[Url]:
        """The verdicts on many links, one for each and in their order.

        Each is judged by itself. What is no text gets an answer too, whose `unread` says why.
        """
    def lint_document(self, data: bytes | str, name: str, *, all_urls: bool = True, redact: bool = True) -> Report:
        """What is found in the bytes of a document: a file of offers, records, a table, any text.

        The ending of its name says how it is read. With `all_urls=False` links without findings are left out.
        """
    def fix(self, url: str, **hints: Unpack[Hints]) -> str | None:
        """The link with every safe fix made, ready for use.

        `None` where there is nothing to repair for certain, or where an error is left in it. Nothing is masked.
        """
    def fix_document(self, data: bytes | str, name: str, *, unsafe_fixes: bool = False) -> FixedDocument:
        """The document with its safe fixes made, and with `unsafe_fixes` the probable ones too."""
    def pair(self, *links: str, redact: bool = True, **hints: Unpack[Hints]) -> Pair:
        """The verdicts on a link and its postback, and the way of one click id through both.

        Which of the two is the postback is seen from the texts. Raises `ValueError` if both are postbacks.
        """
    def compare(self, a: str, b: str, *, kind: Literal["configured", "called"] | None = None, redact: bool = True) -> Comparison:
        """Two links part by part: a postback as it was given and as it is configured, or a template and what was called.

        What the second is is seen from the macros, unless `kind` says it.
        """
