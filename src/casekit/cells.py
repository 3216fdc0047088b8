"""Cells that no spreadsheet program runs.

Article text is untrusted. A cell that begins with one of ``= + - @`` (or a full-width form, or white space that such
programs skip) is taken for a formula; a leading ``'`` makes it text, and :func:`unguard` takes it off again.
"""

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
