"""Lints affiliate tracking links and server-to-server postback URLs, and hands back the corrected URL.

    >>> import tracklint
    >>> link = "https://app.appsflyer.com/id1?pid=acme_int&c=x&af_siteid=1&clickid=gk_click_id"
    >>> found = tracklint.lint(link)
    >>> [finding.rule for finding in found.findings]
    ['unbraced-macro']
    >>> found.fixed == link.replace("gk_click_id", "{gk_click_id}")
    True

What comes out has the names of the JSON report, which docs/json.md describes. Nothing here reads a file or the
environment, and no ``tracklint.toml`` is looked for: hand its text to ``Checker``.
"""

from ._tracklint import (
    Checker,
    Comparison,
    ConfigError,
    Corrected,
    Difference,
    Edit,
    FileEdit,
    Filled,
    Finding,
    Fix,
    FixedDocument,
    Journey,
    Label,
    Left,
    Message,
    Pair,
    Report,
    Source,
    Span,
    Step,
    Summary,
    Unread,
    Url,
    __version__,
)

__all__ = [
    "Checker",
    "Comparison",
    "ConfigError",
    "Corrected",
    "Difference",
    "Edit",
    "FileEdit",
    "Filled",
    "Finding",
    "Fix",
    "FixedDocument",
    "Journey",
    "Label",
    "Left",
    "Message",
    "Pair",
    "Report",
    "Source",
    "Span",
    "Step",
    "Summary",
    "Unread",
    "Url",
    "__version__",
    "compare",
    "fix",
    "fix_document",
    "lint",
    "lint_document",
    "lint_many",
    "pair",
]

_plain = Checker()

lint = _plain.lint
lint_many = _plain.lint_many
lint_document = _plain.lint_document
fix = _plain.fix
fix_document = _plain.fix_document
pair = _plain.pair
compare = _plain.compare
