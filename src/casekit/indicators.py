"""Which indicator a number is: the definition whose cues fit quantity, noun and scope; none rather than a wrong one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from casekit.codebook import Codebook
from casekit.codebook.indicator import CLAUSE_MARKS, Cue, Example, Indicator, load_indicators, pattern
from casekit.document import Document, Sentence
from casekit.errors import CodebookError

_CLAUSE = re.compile(f"[{CLAUSE_MARKS}]")
# words between a noun and its number: 党员共有12310名, 人口达到22万人
_LINK = (
    "(?:总数|人数|户数|数量|数|总计|合计|累计|共计|共有|共|总|已经|已|达到|达|仍有|还有|拥有|现有|有|为|是|约|近|超过|超|突破|"
    "增加到|增加至|增至|发展到|发展至|扩大到|提高到|至|到|分别|仅|只|稳定在|保持在|全[县市区州]|：|:|（[^（）]{0,12}）)*"
)
# a noun right after the number goes on when one of these follows: 3个贫困村党支部 counts branches
_GOES_ON = "(?!党|支部|支书|干部|队|长(?![期年久])|书记|委|小组|家庭|代表|活动|民|级|组(?![建成织])|员|居|医|警|（社区|（居|社(?!会))"
_RIGHT = 16
_TIMES = re.compile(r"(?:/?(?:半年|年|季度|季|月|周|天|日|届|学期|小时|次))*")
_PAIRED = ("", "、", "，", "共", "、共", "，共", "（", "和")
_WEIGHT = {"noun": 2.0, "left": 2.0, "right": 2.0, "before": 1.5, "after": 1.5, "clause": 1.0, "sentence": 0.5, "per": 1.0}


class _Place(NamedTuple):
    """The words around one number."""

    noun: str
    named: str
    left: str
    right: str
    before: str
    after: str
    clause: str
    sentence: str
    per: str


@dataclass(frozen=True)
class _Reader:
    """A cue made ready: one expression a condition."""

    cue: Cue
    tests: tuple[tuple[str, re.Pattern], ...]

    def weigh(self, at: _Place) -> float:
        """How specific the match is: characters matched, nearer conditions counting more; 0 where one fails."""
        total = 0.0
        for part, expression in self.tests:
            if part == "noun":
                found = _noun(expression, at)
            else:
                match = expression.search(getattr(at, part))
                found = _WEIGHT[part] * (match.end("cue") - match.start("cue")) if match else 0.0
            if not found:
                return 0.0
            total += min(found, 16.0)
        return total


def _noun(expression: re.Pattern, at: _Place) -> float:
    """The counted noun, or the words beside the number; a noun the parser named counts a little more."""
    for part, text, trust in (("end", at.noun + "\n", 1.0), ("left", at.named + "\r", 0.9), ("right", "\t" + at.right, 0.9)):
        match = expression.search(text)
        if match and match.group("cue" + part) is not None:
            start, end = match.span("cue" + part)
            if part == "right":  # the nearer noun is the counted one
                trust -= start / 40
            return _WEIGHT["noun"] * trust * (end - start)
    return 0.0


@lru_cache(maxsize=None)
def _ready(cue: Cue) -> _Reader:
    tests: list[tuple[str, re.Pattern]] = []
    if cue.noun:
        body = pattern(cue.noun)
        tests.append((
            "noun",
            re.compile(
                f"(?P<cueend>{body})(?:（(?!社区|居)[^（）]*）)?\n|(?P<cueleft>{body}){_LINK}\r|"
                f"\t[^、与和向给]{{0,{_RIGHT}}}?(?P<cueright>{body}){_GOES_ON}"
            ),
        ))
    if cue.before:
        anchored = cue.before.endswith("$")
        tests.append(("left" if anchored else "before", re.compile(f"(?P<cue>{pattern(cue.before)}){'$' if anchored else ''}")))
    if cue.after:
        anchored = cue.after.startswith("^")
        body = pattern(cue.after.removeprefix("^"))
        tests.append(("right" if anchored else "after", re.compile(f"{'^' if anchored else ''}(?P<cue>{body})")))
    for part, text in (("clause", cue.near), ("sentence", cue.sentence), ("per", cue.per)):
        if text:
            tests.append((part, re.compile(f"(?P<cue>{pattern(text)})")))
    return _Reader(cue, tuple(tests))


@dataclass(frozen=True)
class _Definition:
    page: Indicator
    cues: tuple[_Reader, ...]
    unless: tuple[_Reader, ...]


@lru_cache(maxsize=8)
def _by_unit(codebook: Codebook) -> dict[str, tuple[_Definition, ...]]:
    """Definitions by the unit of the numbers they may take."""
    made = defaultdict(list)
    for page in load_indicators(codebook).values():
        if page.retired:
            continue
        definition = _Definition(page, tuple(map(_ready, page.cues)), tuple(map(_ready, page.unless)))
        for unit in page.units:
            made[unit].append(definition)
    return {unit: tuple(found) for unit, found in made.items()}


def assign(document: Document, numbers: Sequence[Any], codebook: Codebook) -> list[tuple[str, str]]:
    """Code of every number, parallel to `numbers`.

    Parameters
    ----------
    document : Document
        The article; its sentences give the context.
    numbers : sequence of Number
        Rows of ``casekit.quantities.find``, sorted by place, `scope` filled in (see :mod:`casekit.scope`).
    codebook : Codebook
        Where the definitions stand.

    Returns
    -------
    list of (code, found_by)
        ``("", "")`` where no definition fits, or where two fit equally well.

    Raises
    ------
    CodebookError
        A page is broken, or an example of a page is not coded as it says.

    Examples
    --------
    >>> text = "全县选派第一书记56名。"
    >>> doc = Document("a", text, (Sentence(0, 0, 11, text, 0, False),))
    >>> number = SimpleNamespace(sent_no=0, start=8, end=11, unit="人", noun="第一书记", value=56, status="reported",
    ...                          per="", scope="")
    >>> assign(doc, [number], Codebook())[0][0]
    'first_secretaries'
    """
    audit(codebook)
    return _assign(document, numbers, codebook)


def _assign(document: Document, numbers: Sequence[Any], codebook: Codebook) -> list[tuple[str, str]]:
    definitions = _by_unit(codebook)
    return [
        _best(definitions.get(number.unit, ()), number, at, document.place)
        for number, at in zip(numbers, _places(document, numbers), strict=True)
    ]


def _places(document: Document, numbers: Sequence[Any]) -> list[_Place]:
    marks = [match.start() for match in _CLAUSE.finditer(document.text)]
    out: list[_Place] = []
    for position, number in enumerate(numbers):
        previous = numbers[position - 1] if position else None
        following = numbers[position + 1].start if position + 1 < len(numbers) else len(document.text)
        out.append(_place(document, number, marks, previous, out[-1] if out else None, following))
    return out


def _place(document: Document, number: Any, marks: list[int], previous: Any, earlier: _Place | None, following: int) -> _Place:
    text, sentence = document.text, document.sentences[number.sent_no]
    i = bisect_left(marks, number.start)
    start = max(marks[i - 1] + 1 if i else 0, sentence.start)
    j = bisect_left(marks, number.end)
    end = min(marks[j] if j < len(marks) else len(text), sentence.end)
    before = left = named = text[start : number.start]
    right = text[number.end : min(end, max(following, number.end))]
    if previous and previous.sent_no == number.sent_no:
        between = text[previous.end : number.start]
        if earlier and between in _PAIRED:  # 贫困户860户、3120人: the second figure has the words of the first
            before, left, named = earlier.before + between, earlier.left, earlier.named
        elif previous.end > start:
            left = named = between
            if right and "、" not in between and not earlier.named:  # 30个乡镇219个村: the noun is the first figure's
                named = ""
    after = text[number.end : end]
    return _Place(
        noun=number.noun or "",
        named=named,
        left=left,
        right=right,
        before=before,
        after=after,
        clause=before + text[number.start : number.end] + after,
        sentence=text[sentence.start : sentence.end],
        per=number.per or "",
    )


def _best(fitting: Sequence[_Definition], number: Any, at: _Place, place: str) -> tuple[str, str]:
    found: list[tuple[float, str, Cue, Indicator]] = []
    for definition in fitting:
        page = definition.page
        if number.status not in page.statuses or not _allowed(page, number, place):
            continue
        weight, cue = max(((reader.weigh(at), reader.cue) for reader in definition.cues), key=lambda pair: pair[0])
        if weight and not any(reader.weigh(at) for reader in definition.unless):
            found.append((weight, page.id, cue, page))
    beaten = {code for *_, page in found for code in page.over}
    found = sorted((f for f in found if f[1] not in beaten), key=lambda f: -f[0])
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return "", ""
    _, code, cue, _ = found[0]
    return code, f"{code}: {cue}"


def _allowed(page: Indicator, number: Any, place: str) -> bool:
    if page.per == "required" and not number.per or page.per == "time" and not _TIMES.fullmatch(number.per):
        return False
    if not page.range[0] <= number.value <= page.range[1]:
        return False
    return page.scope == "any" or number.scope in ("", place)


@lru_cache(maxsize=8)
def audit(codebook: Codebook) -> int:
    """Code every example of every page; returns how many there are.

    Raises
    ------
    CodebookError
        An example is not coded as written, or no example proves a cue.

    >>> audit(Codebook()) > 200
    True
    """
    count = 0
    for page in load_indicators(codebook).values():
        if page.retired:
            continue
        proven = set()
        for example in page.examples:
            code, matched = _code_example(example, page, codebook)
            if (code == page.id) != (example.code == "yes"):
                raise CodebookError(
                    f"example {example.text!r} should be {example.code}, but is coded {code or 'as nothing'!r}",
                    where=f"{page.id}.yml", cure="mend the cues of the page, or the example",
                )
            proven |= matched if code == page.id else set()
            count += 1
        for cue in page.cues:
            if cue not in proven:
                raise CodebookError(
                    f"no example matches the cue {str(cue)!r}", where=f"{page.id}.yml", cure="add an example"
                )
    return count


_MULTIPLIER = {"万": 1e4, "亿": 1e8, "千": 1e3, "百": 1e2}
_FIGURE = re.compile(r"(\d+(?:\.\d+)?)([万亿千百]?)[余多]?[个户人名支家亩元%起期次]?")


def _code_example(example: Example, page: Indicator, codebook: Codebook) -> tuple[str, set[Cue]]:
    """The code that the marked number of an example gets, and the cues of `page` that match there."""
    left, surface, right = re.split("[【】]", example.text)
    text, start, end = left + surface + right, len(left), len(left + surface)
    figure = _FIGURE.search(surface)
    value = float(figure[1]) * _MULTIPLIER.get(figure[2], 1) if figure else 1.0
    meant = SimpleNamespace(
        sent_no=0, start=start, end=end, value=value, unit=example.unit or page.unit, noun="", status=example.status,
        per=example.per, scope=example.scope,
    )
    others = [
        SimpleNamespace(sent_no=0, start=m.start(), end=m.end(), unit="", noun="", per="")
        for m in _FIGURE.finditer(text) if m.end() <= start or m.start() >= end
    ]
    numbers = sorted([meant, *others], key=lambda number: number.start)
    document = Document("example", text, (Sentence(0, 0, len(text), text, 0, False),))
    position = numbers.index(meant)
    code, _ = _assign(document, numbers, codebook)[position]
    at = _places(document, numbers)[position]
    return code, {cue for cue in page.cues if _ready(cue).weigh(at)}
