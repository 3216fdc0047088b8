"""Names with a plus sign: 党支部+合作社 lists its parts itself, 支部+ is spelt out by what follows."""

from __future__ import annotations

import re

from casekit.programmes.after import after_name, framed
from casekit.programmes.before import sized
from casekit.programmes.figures import defined
from casekit.programmes.lists import Parts, clean, quoted_list, sentence_start, split_list
from casekit.programmes.names import Mention, between
from casekit.programmes.place import Place
from casekit.programmes.points import pointed

_UNKNOWNS = ("N", "X", "n", "x")
_NUMERALS = tuple("一二三四五六七八九十百千万")
_PLUS = re.compile("[+＋]")
_SPELT = re.compile(r"“([^“”\n]{4,80})”")
_LIST_QUOTE = re.compile(r"(?:采取|即|按照|通过|以|推行|实行)“([^“”\n]{4,120}、[^“”\n]{1,60})”")
_TAKEN_AS = re.compile("以([^，。；：“”]{2,24})[为作]“([^“”]{1,4})”")
_POINTS = re.compile(r"[。；][一二三四五六七八九十]是")
_FACTOR = re.compile(
    r"(?:每|[0-9]+|[一两三四五六七八九十多若N]+|若干)(?:名|个|户|家|支|位|批|座|项|套|条)[一-鿿（）]{2,10}?(?=带动|带|联系|帮扶|结对|创业|培育|组成|服务|负责|的|，|、|\+|和|及|$|”|）)"
)


def sum_parts(place: Place, others: list[Mention]) -> Parts:
    """“党支部+合作社” lists its parts itself; “支部+” is spelt out by what follows."""
    operands = [part for part in split_list(place.mention.name, "+") if part]
    if len(operands) < 2:
        return _spelt(place.counting(place.promised, ()), others)
    words = [part for part in operands if not part.isdigit() and part not in (*_UNKNOWNS, *_NUMERALS)]
    if len(words) == len(operands) or len(words) > 1 and set(operands) <= {*words, *_UNKNOWNS}:  # 党支部+合作社+N
        return Parts(operands, "the name itself")
    place = place.counting(len(operands), ())
    for read, how in _OF_FIGURES:
        if items := read(place, operands):
            return Parts(items, how)
    return Parts([], "")


def _defined(place: Place, operands: list[str]) -> list[str]:
    """“1”即村党总支，“3”即三个片区."""
    return clean(defined(place.text, place.close, operands), place.book)


def _sum_spelt(place: Place, operands: list[str]) -> list[str]:
    """“1+2”，即“党支部+党员+农户”: a sum of words, as long as that of figures."""
    spelt = _SPELT.search(place.rest[:100])
    terms = _PLUS.split(spelt[1]) if spelt and re.search("[一-鿿]", spelt[1]) else []
    return terms if len(terms) == len(operands) else []


def _taken_as(place: Place, operands: list[str]) -> list[str]:
    """“1+N”，以供电公司党委为“1”，以16个村党支部为“N”."""
    told = {label: what for what, label in _TAKEN_AS.findall(place.rest[:200])}
    return [told[operand] for operand in operands] if all(operand in told for operand in operands) else []


def _sized(place: Place, operands: list[str]) -> list[str]:
    """以A、B、C为主体，以D、E为补充的“3+2”."""
    return sized(place, list(map(int, operands))) if all(map(str.isdecimal, operands)) else []


def _factors(place: Place, operands: list[str]) -> list[str]:
    """“1+X”: what is one, what is many, from the clause before or after the name."""
    after = re.split("[。；]", place.text[place.close : place.close + 120], maxsplit=1)[0]
    for clause in (place.left.rpartition("，")[2], after):
        items = _FACTOR.findall(clause)
        if len(items) == len(operands):
            return [re.sub("^每", "1", item) for item in items]
    return []


_OF_FIGURES = (
    (_defined, "figures told one by one"),
    (_sum_spelt, "the sum spelt out"),
    (_taken_as, "what is taken as each figure"),
    (_sized, "lists of the sizes of its figures"),
    (lambda place, operands: after_name(place) or _factors(place, operands), "counted nouns beside the name"),
)


def _spelt(place: Place, others: list[Mention]) -> Parts:
    """What “支部+” and “4+” hold: a list, points, names with the same beginning, what stands after each further mention."""
    name, promised, book = place.mention.name, place.promised, place.book
    if promised > 1:
        left = place.left.rstrip("的等这")
        if quoted := quoted_list(left, promised, book) if left.endswith("”") else []:
            return Parts(quoted, "list before the name")
        if listed := framed(place):
            return Parts(listed, "list of the next clause")
    low = sentence_start(place.text, place.mention.open)
    kin = [m.name for m in between(others, low, place.mention.start) if m.name.startswith(name)]
    kin = [one for one in dict.fromkeys(kin) if one != name]
    if name.endswith("+") and len(kin) > 1:
        return Parts(kin, "names before it")
    points = pointed(place) if promised else []
    if points and len(points) == promised:
        return Parts(points, "points")
    cut = _POINTS.search(place.rest)
    section = place.rest[: cut.start()] if cut else place.rest
    if listed := _LIST_QUOTE.search(section[:60]):
        return Parts(clean(split_list(listed[1]), book), "quoted list")
    if len(spelt := _spelt_out(name, section, "\n" + place.far)) > 1:
        return Parts(spelt, "the name spelt out")
    inner = [m.name for m in between(others, place.close, place.close + len(section)) if m.name != name]
    inner = list(dict.fromkeys(one for one in inner if _of_words(one)))
    return Parts(inner, "names it holds") if len(inner) > 1 and name.endswith("+") else Parts([], "")


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
