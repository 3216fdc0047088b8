"""How exact a figure is: the vagueness words that touch it, and those that bind from further off."""

from __future__ import annotations

import re

from casekit.quantities.lexicon import CURRENCIES, Lexicon

_MANY = tuple("晶种样层功媒彩肉胞边方民元学维党目次轮头挣赚收卖分得产")
_CLOSES = ("", "，", "。", "；", "、", "！", "？", "”", "）", "的")  # 十户不到, but 五人不到场
_BARE = "百千万亿半"
_LITTLE = re.compile("[一两]?[十百千万][百千万多来户个人块元亩斤只头]")  # 小十万, 小两千人


def touching_before(text: str, start: int, words: Lexicon) -> tuple[int, str]:
    """Where the vagueness word that ends at `start` begins, and its qualifier; (`start`, "") without one.

    None ends with another sign than those of ``words.last_before``, nor begins behind a number with another than ``first_after``.
    """
    at = start
    while text[at - 1 : at] == "币" and text.endswith(CURRENCIES, 0, at):  # 超过人民币2万元
        at -= 3
    for length in words.before_lengths.get(text[at - 1 : at], ()):
        word = text[at - length : at] if length <= at else ""
        kind = words.before.get(word)
        if kind is None:
            continue
        if length == 1:
            if at > 1 and text[at - 2] in words.modality.other_word.get(word, ""):
                continue
            if word == "满" and text[at : at + 1] not in "0123456789一二两三四五六七八九十半":
                continue
            if word == "小" and not _LITTLE.match(text, at):
                continue
            if word in "上过破" and text[at : at + 1] not in _BARE:
                continue
        return at - length if at == start else start, kind
    return start, ""


def touching_after(text: str, end: int, words: Lexicon) -> tuple[int, str]:
    """Where the vagueness word that begins at `end` ends, and its qualifier."""
    match = words.after.match(text, end)
    if (
        not match
        or (match[0] == "多" and text[match.end() : match.end() + 1] in _MANY)
        or (match[0] == "不到" and text[match.end() : match.end() + 1] not in _CLOSES)
        or (match[0] == "内" and text[match.end() : match.end() + 1] in "部外容涵在生")
    ):
        return end, ""
    return match.end(), words.after_words[match[0]]


def behind(after: str, words: Lexicon) -> str:
    """Qualifier set by a vagueness word behind the noun that ends the clause, in the words `after` the number; "" without."""
    match = words.behind.match(after)
    return words.behind_words[match[1]] if match else ""


def apart(clause: str, words: Lexicon) -> str:
    """Qualifier set by a vagueness word that stands apart in `clause`, the words before the number; "" without one."""
    found = [match[0] for match in words.apart.finditer(clause) if clause[match.end() : match.end() + 1] != "的"]
    return words.apart_words[found[-1]] if found else ""
