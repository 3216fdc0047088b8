"""The words of a list as alternatives of a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casekit.codebook.modality import Word


def options(words: Iterable[str], guard: str = "") -> list[str]:
    """Literal words as alternatives, longest first, each with the same `guard` behind it."""
    return [re.escape(word) + guard for word in sorted(set(words), key=lambda w: (-len(w), w))]


def either(words: Iterable[str]) -> str:
    """Literal words, longest first, without a group around them.

    >>> either(["季", "季度"])
    '季度|季'
    """
    return "|".join(options(words))


def alternation(words: Iterable[str]) -> str:
    """One group of literal words, longest first."""
    return f"(?:{either(words)})"


def with_guards(words: Iterable[Word]) -> list[str]:
    """Words as alternatives, the longest first, each with the signs that may not stand beside it.

    Each begins with the word itself, so that a search for them is fast.
    """
    forms = []
    for word in sorted(words, key=lambda w: (-len(w.word), w.word)):
        form = re.escape(word.word)
        before = f"(?<![{word.not_before}]{form})" if word.not_before else ""
        after = f"(?![{word.not_after}])" if word.not_after else ""
        forms.append(form + before + after)
    return forms


def any_word(words: Iterable[Word]) -> str:
    """One group of words for a pattern, each with its guards."""
    return f"(?:{'|'.join(with_guards(words))})"


def scanned(words: Iterable[str | Word]) -> str:
    """One group of words, with or without guards; the class of their first characters lets a scan run at full speed.

    >>> bool(re.match(scanned(("机制", "工作机制")), "工作机制")), bool(re.match(scanned(()), "工作机制"))
    (True, False)
    """
    every = [word if isinstance(word, Word) else Word(word) for word in words]
    if not every:
        return "(?!)"
    first = "".join(sorted({re.escape(word.word[0]) for word in every}))
    return f"(?=[{first}]){any_word(every)}"
