"""Words cut out of a sentence: trimmed, and never cut within a word."""

from __future__ import annotations

import re
import string

_BREAK = re.compile("[，。；：！？\n]")
#: Where a window of words may be cut: at a mark, else where a phrase begins.
_BORDER = re.compile("[、：“”（）)(.；，]|[0-9]+[.、](?=[一-鿿])")
_PHRASE = re.compile(
    "的(?=[一-鿿]{2})|(?=(?<![应针绝相面])对(?![象口接照标应])|(?<!即)将(?!来|军)|(?<![排])按|(?<![理自经])由)"
)
_AROUND = "，、。；：“”（" + string.whitespace + "\u3000\xa0"
_BEFORE = _AROUND + "）"


def clean(words: str) -> str:
    """`words` without the marks around them; a quotation that they begin with stays whole.

    >>> clean("，“一票否决”情形，")
    '“一票否决”情形'
    """
    bare = words.lstrip(_BEFORE)
    if "”" in bare and words[: len(words) - len(bare)].endswith("“") and bare.count("”") > bare.count("“"):
        bare = "“" + bare
    return bare.rstrip(_AROUND)


def after(opening: re.Pattern, words: str) -> str:
    """`words` without what `opening` matches at their beginning."""
    found = opening.match(words)
    return words[found.end() :] if found else words


def bare(words: str, limit: int = 24) -> str:
    """`words` up to the first mark, trimmed to `limit` characters."""
    words = clean(words)
    stop = _BREAK.search(words)
    return head(clean(words[: stop.start()]) if stop else words, limit)


def tail(words: str, limit: int) -> str:
    """The last words of `words`, from a border on: about `limit` characters, or all where no border is near.

    Examples
    --------
    >>> tail("剩余的按非贫困户占30%、贫困户占", 16)
    '贫困户占'
    >>> tail("月度积分", 16)
    '月度积分'
    """
    if len(words) <= limit:
        return words
    near = words[-limit:]
    for borders in (_BORDER, _PHRASE):
        found = [match.end() for match in borders.finditer(near) if match.end() < len(near) - 1]
        if found:
            return clean(near[found[0] :])
    return words if len(words) <= 2 * limit else clean(near)


def head(words: str, limit: int) -> str:
    """The first words of `words`, up to a border: about `limit` characters, or a few more where no border is near.

    Examples
    --------
    >>> head("安全生产和森林防火工作、环境卫生整治工作", 16)
    '安全生产和森林防火工作'
    """
    if len(words) <= limit:
        return words
    found = [match.start() for match in _BORDER.finditer(words[: limit + 1]) if match.start() > 1]
    if found:
        return clean(words[: found[-1]])
    return words if len(words) <= 2 * limit else words[:limit]
