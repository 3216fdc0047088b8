"""What a careful reader adds up: do the figures of an article fit each other?

A check that fails is no correction: the article says what it says. It becomes a row of `issues`.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from casekit.codebook import Codebook
from casekit.codebook.indicator import load_indicators
from casekit.schema import frame

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, object]

_SHIPPED = Codebook()
# whole, then one of these, then parts; after the second kind the parts are all there is
_PARTS = re.compile(
    r"(?P<some>其中(?!包括|分为))|(?P<all>(?:其中)?(?:包括|分为)|分别(?:为|是)|由(?=[^，。；]{0,20}组成))"
)
_REACH = 30  # how far the whole may stand before that word
_LIST = re.compile(r"[^，。；：、（）]{0,14}[、，和及]?[^，。；：、]{0,14}")
_OPEN = re.compile(r"^[^，。；、]{0,12}等")
_SHARE = re.compile(
    r"占[^，。；]{0,12}$|(?:覆盖|参保|入学|合格|满意|支持|入户|普及|签约|完成|发生|就业|认可|达标|知晓|化)(?:率|度)[^，。；]{0,4}$"
)
_SAME = ("indicator", "noun", "scope", "period", "unit", "per", "status")
_OF = re.compile(r"，?(?:约|大约)?占[^，。；]{0,12}")
_MEAN = re.compile(r"均|每|各")
_GROWTH = re.compile(r"增长|增幅|提高|上升|翻|同比|扩大|增加|超额|完成[^，。；]{0,8}$")
_TO = re.compile(r"^[^，。；]{0,6}(?:降|减|升|提|增)[^，。；]{0,6}$")
_CHANGE = re.compile(r"(?:下降|降低|减少|上升|提高|提升|增加)[了]?[^，。；]{0,4}$")


class Check(NamedTuple):
    """One sum that could be checked; `rows` are positions in the metrics."""

    doc_id: str
    sent_no: int
    start: int
    end: int
    kind: str
    formula: str
    agrees: bool
    rows: tuple


def checks(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every sum that the articles let one check, whether it comes out or not.

    Parameters
    ----------
    tables : mapping of DataFrame
        ``documents`` and ``metrics``.

    Returns
    -------
    DataFrame
        ``doc_id, sent_no, start, end, kind, formula, agrees, rows``. Kinds: ``parts of a whole`` (其中, 包括, …),
        ``share above 100 %``, ``share of counts`` (part ÷ whole against the stated share), ``change of a rate``
        (由A降到B，下降C个百分点), ``stated twice`` (one figure, two values).

    Examples
    --------
    >>> from casekit.schema import frame
    >>> text = "全县有党组织60个，其中包括党委8个、党支部50个。"
    >>> row = {"doc_id": "a", "sent_no": 0, "unit": "个", "status": "reported", "qualifier": "exact"}
    >>> metrics = frame("metrics", [row | {"start": text.index(s), "end": text.index(s) + len(s), "surface": s, "value": v}
    ...                             for s, v in (("60个", 60), ("8个", 8), ("50个", 50))])
    >>> found = checks({"documents": frame("documents", [{"doc_id": "a", "text": text}]), "metrics": metrics})
    >>> found[["kind", "formula", "agrees"]].values.tolist()
    [['parts of a whole', '8 + 50 = 58 ≠ 60 个', False]]
    """
    import pandas as pd

    metrics, documents = tables["metrics"].to_dict("records"), tables["documents"].to_dict("records")
    return pd.DataFrame(list(read(metrics, documents)), columns=list(Check._fields))


def issues(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The checks that fail, as rows of the table `issues` (stage ``arithmetic``)."""
    metrics, documents = tables["metrics"].to_dict("records"), tables["documents"].to_dict("records")
    return frame("issues", issue_rows(metrics, documents))


def issue_rows(metrics: Iterable[Row], documents: Iterable[Row]) -> list[dict]:
    """As :func:`issues`, from rows and as rows."""
    return [
        {"doc_id": c.doc_id, "sent_no": c.sent_no, "start": c.start, "end": c.end, "stage": "arithmetic", "kind": c.kind,
         "detail": c.formula}
        for c in read(metrics, documents) if not c.agrees
    ]  # fmt: skip


def read(metrics: Iterable[Row], documents: Iterable[Row]) -> Iterator[Check]:
    """All checks, document by document, sentence by sentence."""
    texts = {row["doc_id"]: row["text"] for row in documents}
    by_doc: dict[str, list[Row]] = defaultdict(list)
    metrics = list(metrics)
    for row in metrics:
        by_doc[str(row["doc_id"])].append(row)
    place: dict[int, int] = {}
    for doc_id, rows in by_doc.items():
        for check in _of_a_document(texts[doc_id], rows):
            place = place or {id(row): position for position, row in enumerate(metrics)}
            yield check._replace(rows=tuple(place[id(row)] for row in check.rows))


def _of_a_document(text: str, rows: list[Row]) -> Iterator[Check]:
    """All checks of one document; `rows` of a check are the rows themselves."""
    stated = [
        row for row in rows if row["status"] != "required" and row["value"] == row["value"]
    ]  # NaN is unlike itself
    stated.sort(key=itemgetter("start"))
    for _, group in itertools.groupby(stated, key=itemgetter("sent_no")):
        sentence = list(group)
        if len(sentence) > 1:
            yield from _wholes(text, sentence)
        yield from _shares(text, sentence)
        if len(sentence) > 2:
            yield from _changes(text, sentence)
    yield from _twice(stated, _of_the_case())


@cache
def _of_the_case() -> frozenset[str]:
    """Indicators that a case has once."""
    return frozenset(code for code, page in load_indicators(_SHIPPED).items() if page.scope == "case")


def _check(kind: str, formula: str, agrees: bool, *rows: Row) -> Check:
    first = rows[0]
    start, end = min(r["start"] for r in rows), max(r["end"] for r in rows)
    return Check(first["doc_id"], first["sent_no"], start, end, kind, formula, agrees, rows)


def _slack(*rows: Row) -> float:
    return max(0.0 if row["qualifier"] in ("exact", "") else 0.1 for row in rows)


def _wholes(text: str, rows: list[Row]) -> Iterator[Check]:
    """Parts after 其中: none may be larger than the whole; after 包括, 分为, 分别为 they must sum to it."""
    for at, (whole, following) in enumerate(itertools.pairwise(rows), 1):
        if following["start"] - whole["end"] > _REACH:
            continue
        between = text[whole["end"] : following["start"]]
        mark = _PARTS.search(between)
        if not mark or "。" in between or "；" in between:
            continue
        if whole["per"] or _MEAN.search(text[max(0, whole["start"] - 8) : whole["start"]]):
            continue
        parts = _parts(text, (rows[i] for i in range(at, len(rows))), whole["unit"])
        if not parts:
            continue
        open_end = _OPEN.match(text[parts[-1]["end"] : parts[-1]["end"] + 16])
        if len(parts) > 1 and mark["all"] and not open_end:
            yield _sum(whole, parts, equal=True)
        else:  # women and villagers among the members may be the same persons: only each alone is checked
            for part in parts:
                yield _sum(whole, [part], equal=False)


def _sum(whole: Row, parts: list[Row], *, equal: bool) -> Check:
    """Is the sum of the parts the whole (`equal`), or at least not more?"""
    total, room = math.fsum(part["value"] for part in parts), _slack(whole, *parts) * whole["value"] + 1e-9
    agrees = abs(total - whole["value"]) <= room if equal else total <= whole["value"] + room
    sign = ("=" if agrees else "≠") if equal else ("≤" if agrees else ">")
    terms = " + ".join(f"{part['value']:g}" for part in parts)
    left = f"{terms} = {total:g}" if len(parts) > 1 else terms
    return _check("parts of a whole", f"{left} {sign} {whole['value']:g} {whole['unit']}", agrees, whole, *parts)


def _parts(text: str, rows: Iterable[Row], unit: str) -> list[Row]:
    """The run of figures of the whole's unit that `rows` begin with; a second 其中 begins a list of its own."""
    parts: list[Row] = []
    for row in rows:
        between = text[parts[-1]["end"] : row["start"]] if parts else ""
        if row["unit"] != unit or row["per"] or not _LIST.fullmatch(between) or _PARTS.search(between):
            break
        parts.append(row)
    return parts


def _shares(text: str, rows: list[Row]) -> Iterator[Check]:
    """A share above 100 %; a stated share against the counts it is made of."""
    for position, share in enumerate(rows):
        if share["unit"] != "%":
            continue
        before = text[max(0, share["start"] - 24) : share["start"]]
        said = _SHARE.search(before)
        if said and not _GROWTH.search(said.group()) and share["value"] > 100:
            yield _check("share above 100 %", f"{share['value']:g} % > 100 %", False, share)
        part = rows[position - 1] if position else None
        if part is None or part["unit"] == "%" or not _OF.fullmatch(text[part["end"] : share["start"]]):
            continue
        lead = text[max(0, part["start"] - 16) : part["start"]]
        whole = next(
            (r for r in reversed(rows[: position - 1]) if r["unit"] == part["unit"] and r["value"] >= part["value"]),
            None,
        )
        if whole is None or "其中" not in lead or not whole["value"]:
            continue
        made = part["value"] / whole["value"] * 100
        digits = len(re.sub(r"^[^.]*\.?", "", re.sub(r"[^\d.]", "", str(share["surface"]))))
        slack = 0.51 * 10**-digits + made * _slack(part, whole, share)
        agrees = abs(made - share["value"]) <= slack
        sign = "≈" if agrees else "≠"
        formula = f"{part['value']:g} ÷ {whole['value']:g} = {made:.{digits + 1}f} % {sign} {share['value']:g} %"
        yield _check("share of counts", formula, agrees, share, part, whole)


def _changes(text: str, rows: list[Row]) -> Iterator[Check]:
    """由A降到B，下降C个百分点: A − B must be C."""
    for first, second, points in zip(rows, rows[1:], rows[2:], strict=False):
        if (first["unit"], second["unit"], points["unit"]) != ("%", "%", "百分点"):
            continue
        if not _TO.search(text[first["end"] : second["start"]]):
            continue
        if not re.search(r"[由从][^，。；]{0,12}$", text[max(0, first["start"] - 14) : first["start"]]):
            continue
        if not _CHANGE.search(text[second["end"] : points["start"]]):
            continue
        made = abs(first["value"] - second["value"])
        agrees = abs(made - points["value"]) <= 0.051 + made * _slack(first, second, points)
        formula = f"|{first['value']:g} − {second['value']:g}| = {made:g} {'=' if agrees else '≠'} {points['value']:g} 个百分点"
        yield _check("change of a rate", formula, agrees, first, second, points)


def _twice(rows: list[Row], of_the_case: frozenset[str]) -> Iterator[Check]:
    """One figure in two sentences with two values: same indicator, noun, place, period, unit, rate and status.

    Without a period only figures that a case has once (its villages, its members) can be told to be the same.
    """
    same: dict[tuple, list[Row]] = defaultdict(list)
    for row in rows:
        if row["indicator"] in of_the_case or (row["indicator"] and row["period"]):
            same[tuple(row[name] for name in _SAME)].append(row)
    for figures in same.values():
        for first, second in itertools.pairwise(figures):
            if first["sent_no"] == second["sent_no"]:
                continue  # 由…降到…, or two places in one sentence
            agrees = _compatible(first, second)
            formula = f"{first['surface']} {'=' if agrees else '≠'} {second['surface']} ({first['indicator']})"
            yield _check("stated twice", formula, agrees, first, second)


def _compatible(first: Row, second: Row) -> bool:
    """Can both be true? 30多个 and 32个 can."""
    low, high = sorted((first, second), key=lambda row: row["value"])
    if math.isclose(low["value"], high["value"], rel_tol=1e-9):
        return True
    if low["qualifier"] in ("over", "at_least") or high["qualifier"] in ("at_most", "below"):
        return high["value"] <= low["value"] * 1.25
    return high["value"] <= low["value"] * (1 + _slack(first, second))
