"""Which figure stands for a case, and which figures may stand beside each other."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

Tables = Mapping[str, "pd.DataFrame"]

_KEPT = [
    "value",
    "value_max",
    "unit",
    "qualifier",
    "status",
    "per",
    "period",
    "scope",
    "surface",
    "noun",
    "sent_no",
    "start",
    "end",
]
# 由18.6%降到1.3%: the first figure is where the change began, not where the case stands
_FROM = re.compile(r"[由从][^，。；]{0,12}$")
_TO = re.compile(r"^[^，。；]{0,8}?(?:降|下降|减|增|提高|上升|扩大|发展|升|跃升)")


def mentions(tables: Tables) -> pd.DataFrame:
    """Every figure that has an indicator, the one that stands for its case first.

    Parameters
    ----------
    tables : mapping of DataFrame
        ``documents`` and ``metrics``.

    Returns
    -------
    DataFrame
        Columns ``doc_id, place, indicator, choice, row`` and those of the figure; one row a mention, sorted by
        indicator, case and `choice`. `choice` is 0 for the figure that stands for the case. It is chosen by, in this
        order: scope is the case; reported before planned; no rate before a rate; not the start of a change
        (由…降到…); the latest period, no period counting as now; the whole of a list; the first in the text. `values`
        counts the different values that the case gives. `listed` counts the parts of the list that a figure belongs
        to (示范园4个、示范户5户), 0 where it belongs to none: a part stands for no case, so that a case that gives only
        a list has no `choice` 0.
    """
    metrics = tables["metrics"].reset_index(drop=True)
    documents = tables["documents"].set_index("doc_id")
    found = metrics[metrics["indicator"] != ""]
    place, text = documents["place"].to_dict(), documents["text"].to_dict()
    ranks = {row.Index: _rank(row, place[row.doc_id], text[row.doc_id]) for row in found.itertuples()}
    began = found.index.map(lambda row: ranks[row][3]).astype(bool)
    listed, wholes = _lists(found[~began & found["value"].notna()], text)
    keys = {row.Index: (row.indicator, row.doc_id) for row in found.itertuples()}
    begins = found["start"].to_dict()
    order = sorted(ranks, key=lambda row: (keys[row], ranks[row], row not in wholes, begins[row]))
    out = found.loc[order, ["doc_id", "indicator", *_KEPT]].reset_index(names="row")
    groups = out.groupby(["indicator", "doc_id"], sort=False)
    out.insert(0, "place", out["doc_id"].map(place).astype("str"))
    out["listed"] = out["row"].map(listed).fillna(0).astype("int64")
    out["choice"] = groups.cumcount() + (groups["listed"].transform("first") > 0)
    out["values"] = groups["value"].transform("nunique").astype("int64")
    return out[["doc_id", "place", "indicator", "choice", "values", "listed", "row", *_KEPT]]


def _lists(found: pd.DataFrame, text: Mapping[str, str]) -> tuple[dict[int, int], set[int]]:
    """Rows that are a part of a list without its whole → number of parts; and the rows that are a whole."""
    listed: dict[int, int] = {}
    wholes: set[int] = set()
    named = found[found["noun"] != ""].sort_values("start")
    same = ["doc_id", "sent_no", "indicator", "status", "per", "scope", "period"]
    for (doc, *_), group in named[named.duplicated(same, keep=False)].groupby(same):
        if group["noun"].nunique() < 2 or group["value"].nunique() < 2:
            continue
        parts = list(group.itertuples())
        largest = set(group.groupby("unit")["value"].idxmax())
        whole = [part.Index for part in parts if part.Index in largest and _is_whole(part, parts, text[doc])]
        if whole:
            wholes.add(whole[0])
        else:
            listed |= dict.fromkeys(group.index, len(parts))
    return listed, wholes


def _is_whole(figure: Any, parts: Sequence[Any], text: str) -> bool:
    """Is this figure, the largest of its unit, the sum of the others, their common noun, or what 其中 divides?"""
    others = [part for part in parts if part.Index != figure.Index]
    sums = {part.unit for part in others} == {figure.unit} and math.isclose(
        figure.value, math.fsum(part.value for part in others)
    )
    after = [part.start for part in others if part.start >= figure.end]
    divided = len(after) == len(others) and "其中" in text[figure.end : min(after)]
    return sums or divided or all(part.noun.endswith(figure.noun) for part in others)


def _rank(row: object, place: str, text: str) -> tuple:
    years = re.findall(r"\d{4}(?:-\d{2})?(?:-\d{2})?", row.period)
    since = row.period.endswith("/") or not years
    began = bool(_FROM.search(text[max(0, row.start - 14) : row.start]) and _TO.match(text[row.end : row.end + 16]))
    latest = "9999" if since else years[-1]
    return (
        row.scope not in ("", place),
        {"reported": 0, "planned": 1}.get(row.status, 2),
        row.per != "",
        began,
        tuple(-int(part) for part in latest.split("-")),
    )


def standing(tables: Tables) -> pd.DataFrame:
    """The figure that stands for each case, as in :func:`mentions`, one row an indicator and case.

    Returns
    -------
    DataFrame
        The columns of :func:`mentions` and `basis` (see :func:`compare`); of a case that gives only a list, its first
        part with ``basis == "listed"``.
    """
    return with_basis(mentions(tables).drop_duplicates(["indicator", "doc_id"]))


def with_basis(best: pd.DataFrame) -> pd.DataFrame:
    """`basis` for one figure a case and indicator: ``shared``, ``other``, ``part`` or ``listed``."""
    out = best.assign(basis="other").astype({"basis": "object"})
    out.loc[(out["scope"] != "") & (out["scope"] != out["place"]), "basis"] = "part"
    out.loc[out["listed"] > 0, "basis"] = "listed"
    for _, group in out[out["basis"] == "other"].groupby("indicator"):
        cases = group.groupby(["unit", "per"], sort=False).size()
        unit, per = min(cases.index, key=lambda key: (-cases[key], key[1] != ""))
        out.loc[group.index[(group["unit"] == unit) & (group["per"] == per)], "basis"] = "shared"
    return out
