"""Article text is untrusted: cells that no spreadsheet program runs, signs that turn no page and no terminal round.

A cell that begins with one of ``= + - @`` (or a full-width form, or white space that such
programs skip) is taken for a formula; a leading ``'`` makes it text, and :func:`unguard` takes it off again.
"""

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")


def guard(text: str) -> str:
    """Text that no spreadsheet runs: a leading ``'`` where it could be taken for a formula.

    >>> guard("=HYPERLINK(1)"), unguard(guard("=HYPERLINK(1)"))
    ("'=HYPERLINK(1)", '=HYPERLINK(1)')
    """
    return "'" + text if text.startswith(_FORMULA) else text


def unguard(text: str) -> str:
    """What stood there before :func:`guard`.

    >>> unguard("'twas"), unguard(guard("'twas"))
    ("'twas", "'twas")
    """
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\r(?!\n)"
)


def visible(text: str) -> str:
    """Text whose controls are shown: bidi overrides and zero-width signs cannot reorder a page, escapes not run a terminal.

    >>> visible("a\\u202eb\\x1b[31m")
    'a⟨U+202E⟩b⟨U+001B⟩[31m'
    """
    return _CONTROL.sub(lambda control: f"⟨U+{ord(control[0]):04X}⟩", text)
