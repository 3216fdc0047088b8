"""Traditional pages: from traditional to simplified characters, mainland standard.

**Why.** Half of the mirrors show simplified articles in traditional characters, made by a converter that maps
character by character. It writes 著 for 着 everywhere, and forms that no mainland standard knows.

**How it is undone.** OpenCC (``t2s``) for the page as a whole, then 著 → 着 where 著 is no word of its own, then the odd
variants. A page in simplified characters is never converted. Every step keeps the length of the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

# words that keep 著, and what may stand before or behind it in them
_ZHU_BEFORE = "名显顯卓昭原专專编編论論合译譯遗遺巨土拙新旧舊大撰所执執主力杰傑鸿鴻续續"
_ZHU_BEHIND = "名作称稱述录錄者书書译譯文说說有《于於色闻聞"
_ZHE = re.compile(
    f"著(?:(?<=[一-\u9fff]著)(?<![{_ZHU_BEFORE}]著)(?![{_ZHU_BEHIND}])"
    "|(?=力点|力點|力|重|眼|手|实|實|陆|陸|急|想|装|裝|落|迷|火|凉|涼|床))"
)
# in simplified pages only after verbs that plainly take 着
_ZHE_HANS = re.compile(f"(意味|标志|围绕|面临|承载|肩负|担负|[跟随沿顺接朝凭借看听想拿抱带笑])著(?![{_ZHU_BEHIND}])")
_JIE = re.compile("(?<![慰狼蕴蘊枕])藉(?=[着著此由助口以])")
_ODD = str.maketrans(
    {
        "尅": "克",
        "榖": "谷",
        "収": "收",
        "呌": "叫",
        "囯": "国",
        "鬦": "斗",
        "靑": "青",
        "衹": "只",
        "砲": "炮",
        "妳": "你",
        "囘": "回",
        "荳": "豆",
        "氷": "冰",
        "緖": "绪",
        "槪": "概",
        "旣": "既",
        "卽": "即",
        "鄕": "乡",
        "淸": "清",
        "淨": "净",
        "爲": "为",
        "靜": "静",
        "陜": "陕",
        "閒": "闲",
        "暱": "昵",
        "鬪": "斗",
        "枱": "台",
        "牠": "它",
    }
)


_BOTH = "后里干面于只系松云准范几丰斗谷发台"  # simplified forms that traditional text has too

_ANY_ODD = re.compile("[" + "".join(map(chr, _ODD)) + "]")


@cache
def _opencc():
    import opencc

    return opencc.OpenCC("t2s")


def converted(text: str) -> str:
    """`text` as the converter writes it in simplified characters."""
    return _opencc().convert(text)


def codes(text: str) -> np.ndarray:
    """Code points of `text`."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def overwritten(text: str, before: np.ndarray, after: str) -> str:
    """`text` with the characters of `after` where that differs from the code points `before`; all as long as another."""
    import numpy as np

    written = codes(after)
    return np.where(before != written, written, codes(text)).tobytes().decode("utf-32-le", "surrogatepass")


def different(one: str, other: str) -> np.ndarray:
    """Offsets at which two texts of the same length differ.

    >>> different("应急", "應急").tolist()
    [0]
    """
    import numpy as np

    return np.flatnonzero(codes(one) != codes(other))


def detect(text: str, plain: str | None = None, simple: int | None = None) -> str:
    """``hant`` if the page is in traditional characters, else ``hans``.

    `plain` is what :func:`converted` makes of the text, `simple` the number of its characters that stand in
    simplified text only, if known.

    >>> detect("應急管理局"), detect("应急管理局"), detect("乾隆年间")
    ('hant', 'hans', 'hans')
    """
    plain = converted(text) if plain is None else plain
    if plain == text:
        return "hans"
    changed = len(different(plain, text)) if len(plain) == len(text) else 0
    # every changed character is traditional; characters that are only simplified speak against it
    if simple is None:
        simple = sum(map(frozenset(simplified_only()).__contains__, text))
    return "hant" if changed > simple else "hans"


@cache
def simplified_only() -> str:
    """Characters that stand in simplified text only."""
    import opencc

    level = "".join(bytes((lead, trail)).decode("gb2312") for lead in range(0xB0, 0xD7) for trail in range(0xA1, 0xFF))
    back = opencc.OpenCC("s2t").convert(level)
    if len(back) != len(level):
        raise ValueError("OpenCC s2t changed the length of a list of characters")
    return "".join(a for a, b in zip(level, back, strict=True) if a != b and a not in _BOTH)


def simplify(text: str, script: str, plain: str | None = None) -> str:
    """`text` in simplified characters, as long as before; `plain` is what :func:`converted` makes of it, if known.

    >>> simplify("跟著合作社走，成效顯著，著力擔負著", "hant")
    '跟着合作社走，成效显著，着力担负着'
    """
    if script == "hant":
        plain = converted(text) if plain is None else plain
        if len(plain) != len(text):  # a phrase changed its length: character by character instead
            from casekit.repair.gbk import simplified

            plain = text.translate({ord(char): form for char, form in simplified().items()})
        plain = _ZHE.sub("着", plain) if "著" in plain else plain
        plain = _JIE.sub("借", plain) if "藉" in plain else plain
        return plain.translate(_ODD) if _ANY_ODD.search(plain) else plain
    return _ZHE_HANS.sub(r"\1着", text) if "著" in text else text
