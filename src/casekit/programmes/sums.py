"""Names with a plus sign: 党支部+合作社 lists its parts itself, 支部+ is spelt out by what follows."""

from __future__ import annotations

import re

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.grammar import declared
from casekit.programmes.inline import after_name
from casekit.programmes.lists import Parts, clean, paragraph, quoted_list, sentence_start, split_list
from casekit.programmes.names import Mention, between
from casekit.programmes.points import pointed
from casekit.programmes.told import defined, framed
from casekit.programmes.words import NEAR

_UNKNOWNS = ("N", "X", "n", "x")
_NUMERALS = tuple("一二三四五六七八九十百千万")
_LIST_QUOTE = re.compile(r"(?:采取|即|按照|通过|以|推行|实行)“([^“”\n]{4,120}、[^“”\n]{1,60})”")


def sum_parts(text: str, mention: Mention, others: list[Mention], book: ProgrammeBook) -> Parts:
    """“党支部+合作社” lists its parts itself; “支部+” is spelt out by what follows."""
    operands = [part for part in split_list(mention.name, "+") if part]
    words = [part for part in operands if not part.isdigit() and part not in _UNKNOWNS and part not in _NUMERALS]
    if len(operands) > 1 and (
        len(words) == len(operands) or len(words) > 1 and set(operands) <= {*words, *_UNKNOWNS}  # 党支部+合作社+N
    ):
        return Parts(operands, "the name itself")
    promised = sum(declared(mention.name))
    if len(operands) > 1:
        told = defined(text, mention, operands)
        if told:
            return Parts(clean(told), "figures told one by one")
        spelt = re.search(r"“([^“”]{4,80})”", text[mention.close : mention.close + 100].split("\n", maxsplit=1)[0])
        if spelt and re.search("[一-鿿]", spelt[1]) and len(re.split("[+＋]", spelt[1])) == len(operands):
            return Parts(re.split("[+＋]", spelt[1]), "the sum spelt out")
        items = _taken_as(text, mention, operands)
        if items:
            return Parts(items, "what is taken as each figure")
        items = after_name(text, mention, len(operands), (), book) or _factors(text, mention, operands)
        return Parts(items, "counted nouns beside the name") if items else Parts([], "")
    if promised > 1:
        left = text[sentence_start(text, mention.open) : mention.open].rstrip("的等这")
        quoted = quoted_list(left, promised) if left.endswith("”") else []
        if quoted:
            return Parts(quoted, "list before the name")
        listed = framed(text, mention, promised, (), book)
        if listed:
            return Parts(listed, "list of the next clause")
    low = sentence_start(text, mention.open)
    kin = [m.name for m in between(others, low, mention.start) if m.name.startswith(mention.name)]
    kin = [name for name in dict.fromkeys(kin) if name != mention.name]
    if mention.name.endswith("+") and len(kin) > 1:
        return Parts(kin, "names before it")
    points = pointed(text, mention, promised, (), book) if promised else []
    if points and len(points) == promised:
        return Parts(points, "points")
    _, stop = paragraph(text, mention.close)
    section = text[mention.close : min(stop, mention.close + NEAR)]
    cut = re.search(r"[。；][一二三四五六七八九十]是", section)
    section = section[: cut.start()] if cut else section
    listed = _LIST_QUOTE.search(section[:60])
    if listed:
        return Parts(clean(split_list(listed[1])), "quoted list")
    spelt = _spelt_out(mention.name, section, text[stop : stop + 2 * NEAR])
    if len(spelt) > 1:
        return Parts(spelt, "the name spelt out")
    low, high = mention.close, mention.close + len(section)
    inner = [m.name for m in between(others, low, high) if m.name != mention.name and _of_words(m.name)]
    return (
        Parts(list(dict.fromkeys(inner)), "names it holds")
        if len(inner) > 1 and mention.name.endswith("+")
        else Parts([], "")
    )


def _spelt_out(name: str, section: str, following: str) -> list[str]:
    """What stands after each further mention of `name` (党建+电商…，党建+文旅…), or after it at the head of paragraphs."""
    cue, spelt = re.escape(name), []
    if section.count(name) > 1:
        spelt = re.findall(rf"(?<![一-鿿]){cue}([^，。；+”]{{2,24}}?)(?=、{cue}|[，。；”])", section)
    if len(spelt) < 2 and name.endswith("+") and following.count(name) > 1:
        spelt = re.findall(rf"\n“?{cue}”?([^，。；：+”\n]{{2,16}})[，。；：”\n]", following)
    return list(dict.fromkeys(spelt))


def _of_words(name: str) -> bool:
    """Is it a name with plus whose parts are words (党组织+电商, not 1+X)?"""
    parts = name.split("+")
    return len(parts) > 1 and all(len(part) > 1 for part in parts)


def _taken_as(text: str, mention: Mention, operands: list[str]) -> list[str]:
    """“1+N”，以供电公司党委为“1”，以16个村党支部为“N”."""
    section = text[mention.close : mention.close + 200].split("\n", maxsplit=1)[0]
    if "以" not in section:
        return []
    told = [re.search(f"以([^，。；：“”]{{2,24}})[为作]“{re.escape(operand)}”", section) for operand in operands]
    return [one[1] for one in told if one] if all(told) else []


def _factors(text: str, mention: Mention, operands: list[str]) -> list[str]:
    """“1+X”: what is one, what is many, from the clause before or after the name."""
    before = text[sentence_start(text, mention.open) : mention.open].rpartition("，")[2]
    after = re.split(r"[。；]", text[mention.close : mention.close + 120])[0]
    noun = r"(?:名|个|户|家|支|位|批|座|项|套|条)[一-鿿（）]{2,10}?(?=带动|带|联系|帮扶|结对|创业|培育|组成|服务|负责|的|，|、|\+|和|及|$|”|）)"
    for clause in (before, after):
        items = re.findall(rf"(?:每|[0-9]+|[一两三四五六七八九十多若N]+|若干){noun}", clause)
        if len(items) == len(operands):
            return [re.sub("^每", "1", item) for item in items]
    return []
