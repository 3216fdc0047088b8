"""Parts that head what follows a name: quoted words, quoted leads of paragraphs, headings of an article that breaks off."""

from __future__ import annotations

import re

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.grammar import Group
from casekit.programmes.lists import paragraph
from casekit.programmes.names import Mention
from casekit.programmes.points import LEAD_VERB
from casekit.programmes.words import NEAR, OUTLINE, steps, words_of

_QUOTED_HEAD = re.compile("([一-鿿]{0,4})“([^“”\n]{2,12})”")
_LAST = 4  # paragraphs at the end of an article, one of which holds the last head of a list that breaks off


def single_words(
    text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook
) -> list[str]:
    """“四字诀”: 在“选”字上…，在“育”字上…: the single characters that stand in quotation marks after the name."""
    if len(found) != 1 or not found[0].tail.startswith("字"):
        return []
    _, stop = paragraph(text, mention.close)
    for window in (text[mention.close : stop], text[mention.close : stop + 3000]):
        items = list(dict.fromkeys(re.findall("“([一-鿿])”", window)))
        if len(items) == promised:
            return items
    return []


def halved_words(
    text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook
) -> list[str]:
    """“四心家园”: 打造“欢心”家园，…打造“安心”家园: the word of the name, its first half in quotation marks."""
    if len(found) != 1 or promised < 2 or len(found[0].bare) < 3:
        return []
    word, window = found[0].bare, text[mention.close : mention.close + NEAR]
    for cut in range(1, len(word)):
        if window.count(f"{word[:cut]}”{word[cut:]}") < promised:
            continue
        halves = re.findall(f"“([一-鿿]{{1,3}}{re.escape(word[:cut])})”(?={re.escape(word[cut:])})", window)
        items = [half + word[cut:] for half in dict.fromkeys(halves)]
        if len(items) == promised:
            return items
    return []


def quoted_heads(
    text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook
) -> list[str]:
    """“五张牌”: the paragraphs that follow begin 打好“组织牌”，…, 打好“产业牌”，…: their quotations, each after the same words."""
    _, stop = paragraph(text, mention.close)
    if promised < 3 or "“" not in text[stop + 1 : stop + 16]:
        return []
    heads, lines = [], text[stop + 1 : stop + 2 * NEAR].split("\n")
    for line in lines:
        head = _QUOTED_HEAD.match(OUTLINE.sub("", line))
        if head:
            heads.append(head.groups())
        elif not heads or len(heads) < promised and len(line) > 30:  # a paragraph of another make ends the list
            return []
    leads = {lead for lead, _ in heads}
    items = list(dict.fromkeys(item for _, item in heads))
    if any(re.search("[，。；！？]", item) for item in items):
        return []  # speech
    alike = len(leads) == 1 or len({len(lead) for lead in leads}) == 1 == len({len(item) for item in items})
    return items if 1 < len(items) <= promised and alike else []


def unfinished(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """Headings after the name that hold its words, two or more but fewer than promised: the text goes no further."""
    words = words_of(found)
    if promised < 3 or not words or not all(len(word) > 1 or len(words) > 1 for word in words):
        return []
    _, stop = paragraph(text, mention.close)
    rest = text[stop + 1 : stop + 2 * NEAR]
    if len({group.value for group in found}) > 1 or any(rest.count(word) < 2 for word in words):
        return []
    told: list[list[str]] = []
    for line in rest.split("\n"):
        head = re.split("[。！？；：]", OUTLINE.sub("", line[:60]))[0]
        if len(words) > 1:
            told.append(steps(head, words))
            continue
        head = head.partition("，")[0]
        fits = len(head) <= 16 and (head.endswith(words[0]) or head.startswith(words[0]))
        told.append([LEAD_VERB.sub("", head)] if fits else [])
    items = [item for one in told for item in one]
    breaks_off = any(told[-_LAST:])
    return items if breaks_off and 2 * len(words) <= len(items) < promised else []
