"""Case × indicator: the figure that stands for a case, rates, plans beside reports."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from casekit.errors import TableError
from casekit.schema import SIGNS

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
    listed, wholes = _lists(found, text)
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
        whole = [part.Index for part in parts if _is_whole(part, parts, text[doc])]
        if whole:
            wholes.add(whole[0])
        else:
            listed |= dict.fromkeys(group.index, len(parts))
    return listed, wholes


def _is_whole(figure: Any, parts: Sequence[Any], text: str) -> bool:
    """Is this figure the sum of the others, their common noun, or what 其中 divides?"""
    others = [part for part in parts if part.Index != figure.Index]
    if any(part.unit == figure.unit and part.value > figure.value for part in others):
        return False
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


def indicator_table(tables: Tables, *, reported: bool = True, comparable: bool = True) -> pd.DataFrame:
    """Case × indicator: the value that stands for each case, NaN where the article does not say.

    Parameters
    ----------
    reported : bool
        Leave out plans and norms.
    comparable : bool
        Leave out, too, what must not stand in one column: another unit or `per` than most cases give, and figures of
        a part of the case (see `basis` in :func:`compare`). Parts of a list are always left out.

    Returns
    -------
    DataFrame
        Index ``doc_id`` (all documents), one column an indicator, values in canonical units.
    """
    found = mentions(tables)
    if reported:
        found = found[found["status"] == "reported"]
    best = _with_basis(found.drop_duplicates(["indicator", "doc_id"]))
    best = best[best["basis"] == "shared"] if comparable else best[best["basis"] != "listed"]
    wide = best.pivot(index="doc_id", columns="indicator", values="value")
    return wide.reindex(list(tables["documents"]["doc_id"])).rename_axis(index="doc_id", columns="indicator")


def standing(tables: Tables) -> pd.DataFrame:
    """The figure that stands for each case, as in :func:`mentions`, one row an indicator and case.

    Returns
    -------
    DataFrame
        The columns of :func:`mentions` and `basis` (see :func:`compare`); of a case that gives only a list, its first
        part with ``basis == "listed"``.
    """
    return _with_basis(mentions(tables).drop_duplicates(["indicator", "doc_id"]))


def _with_basis(best: pd.DataFrame) -> pd.DataFrame:
    """`basis` for one figure a case and indicator: ``shared``, ``other``, ``part`` or ``listed``."""
    out = best.assign(basis="other").astype({"basis": "object"})
    out.loc[(out["scope"] != "") & (out["scope"] != out["place"]), "basis"] = "part"
    out.loc[out["listed"] > 0, "basis"] = "listed"
    for _, group in out[out["basis"] == "other"].groupby("indicator"):
        cases = group.groupby(["unit", "per"], sort=False).size()
        unit, per = min(cases.index, key=lambda key: (-cases[key], key[1] != ""))
        out.loc[group.index[(group["unit"] == unit) & (group["per"] == per)], "basis"] = "shared"
    return out


def compare(tables: Tables, indicator: str, per: str | Sequence[str] | None = None, scale: float = 1) -> pd.DataFrame:
    """One indicator across the cases, as a level or as a rate.

    Parameters
    ----------
    tables : mapping of DataFrame
        ``documents`` and ``metrics``.
    indicator : str
        Code of an indicator.
    per : str or sequence of str, optional
        Code of the indicator to divide by (``per="villages"``); of several the first that a case gives
        (``per=["villages", "villages_covered"]``), named in `per_indicator`.
    scale : float
        The rate is given for so many of `per` (``per="population", scale=1000``).

    Returns
    -------
    DataFrame
        One row a case, in the order of ``documents``: the figure with `row`, `values` (how many different values
        the case gives), `basis` and, with `per`, ``per_indicator, per_value, per_unit, per_row, per_sent_no, per_basis,
        rate, formula, note``. A case that does not say has NaN, -1 and "". `basis` says which figures may be compared:
        ``shared`` (of the case, and in the unit and `per` that most cases give; where two are given as often, the one
        without `per`), ``other`` (another unit or `per`), ``part`` (of a village, a person, … only), ``listed`` (parts
        without their whole; value NaN, `listed` counts them, `row` is the first) and "" for silence. No rate is made
        of figures of different places or of a rate: `note` says so, and tells where periods or statuses differ. In
        `formula` each figure has its sign (>, ≥, ≈, ≤, <), and ≈ stands for = where one is not exact.

    Raises
    ------
    TableError
        No figure of any case has this indicator.
    """
    import pandas as pd

    best = standing(tables)
    out = _of(best, indicator, tables)
    if per is None:
        return out
    base = None
    for code in [per] if isinstance(per, str) else per:
        next_base = _of(best, code, tables)
        base = next_base if base is None else base.where(base["value"].notna(), next_base)
    if base is None:
        raise TableError("`per` names no indicator", where="compare", cure="leave it out for the level")
    for name in ("indicator", "value", "unit", "row", "sent_no", "basis"):
        out[f"per_{name}"] = base[name]
    rates = [_rate(a, b, scale) for a, b in zip(out.to_dict("records"), base.to_dict("records"), strict=True)]
    out["rate"] = pd.Series([rate for rate, _, _ in rates], dtype="float64")
    out["formula"] = pd.Series([formula for _, formula, _ in rates], dtype="str")
    out["note"] = pd.Series([note for _, _, note in rates], dtype="str")
    return out


def _of(best: pd.DataFrame, indicator: str, tables: Tables) -> pd.DataFrame:
    """The figures of one indicator, a row for every document."""
    mine = best[best["indicator"] == indicator]
    if mine.empty:
        raise TableError(
            f"no case gives the indicator {indicator!r}",
            where="compare",
            cure=f"one of {sorted(set(best['indicator']))}",
        )
    documents = tables["documents"][["doc_id", "place"]].reset_index(drop=True)
    out = documents.merge(mine.drop(columns=["place", "choice"]), on="doc_id", how="left", validate="one_to_one")
    out["indicator"] = indicator
    for name in ("row", "sent_no", "start", "end", "values", "listed"):
        out[name] = out[name].fillna(0 if name in ("values", "listed") else -1).astype("int64")
    for name in ("unit", "qualifier", "status", "per", "period", "scope", "surface", "noun", "basis"):
        out[name] = out[name].fillna("").astype("str")
    out.loc[out["basis"] == "listed", ["value", "value_max"]] = math.nan
    return out


def _rate(top: dict, base: dict, scale: float) -> tuple[float, str, str]:
    """Rate, formula and note of one case."""
    for figure in (top, base):
        if figure["basis"] == "listed":
            return math.nan, "", f"{figure['indicator']} is given in {figure['listed']} parts without their whole"
    silent = [figure["indicator"] for figure in (top, base) if math.isnan(figure["value"])]
    if silent:
        return math.nan, "", "not said: " + ", ".join(silent)
    if base["value"] == 0:
        return math.nan, "", f"{base['indicator']} is 0"
    scopes = [figure["scope"] or figure["place"] for figure in (top, base)]
    if scopes[0] != scopes[1]:
        return math.nan, "", f"figures of different places: {scopes[0]} / {scopes[1]}"
    for figure in (top, base):
        if figure["per"]:
            return math.nan, "", f"{figure['indicator']} is already a rate per {figure['per']}"
    rate = top["value"] / base["value"] * scale
    times = "" if scale == 1 else f" × {scale:g}"
    equals = "=" if all(f["qualifier"] in ("exact", "") and math.isnan(f["value_max"]) for f in (top, base)) else "≈"
    notes = [
        f"{name} differ: {top[column] or 'not stated'} / {base[column] or 'not stated'}"
        for name, column in (("periods", "period"), ("statuses", "status"))
        if top[column] != base[column]
    ]
    return rate, f"{_figure(top)} ÷ {_figure(base)}{times} {equals} {rate:.4g}", "; ".join(notes)


def _figure(figure: Mapping) -> str:
    """A figure with its sign, its range and its unit."""
    upper = "" if math.isnan(figure["value_max"]) else f"–{figure['value_max']:g}"
    return f"{SIGNS[figure['qualifier']]}{figure['value']:g}{upper} {figure['unit']}"


def planned_reported(tables: Tables) -> pd.DataFrame:
    """Each planned figure beside what the case reports of the same indicator, place, unit and noun.

    Returns
    -------
    DataFrame
        ``doc_id, place, indicator, noun, unit, planned, period, planned_row, reported, reported_row, share``; one row
        a plan. `reported` is NaN and `reported_row` -1 where nothing is reported; `share` is reported ÷ planned.
        Where a case has one plan only of an indicator, the noun of the report may differ.
    """
    import pandas as pd

    found = mentions(tables)
    keys = ["indicator", "doc_id", "scope"]
    plans = found[found["status"] == "planned"]
    done = {key: group.to_dict("records") for key, group in found[found["status"] == "reported"].groupby(keys)}
    alone = plans.groupby(keys)["row"].transform("size") == 1
    rows = []
    for plan, only in zip(plans.to_dict("records"), alone, strict=True):
        given = done.get(tuple(plan[key] for key in keys), [])
        candidates = [figure for figure in given if (figure["unit"], figure["per"]) == (plan["unit"], plan["per"])]
        same = [figure for figure in candidates if figure["noun"] == plan["noun"]] or (candidates if only else [])
        reported, row = (same[0]["value"], same[0]["row"]) if same else (math.nan, -1)
        rows.append((
            plan["doc_id"], plan["place"], plan["indicator"], plan["noun"], plan["unit"], plan["value"], plan["period"],
            plan["row"], reported, row, reported / plan["value"] if plan["value"] else math.nan,
        ))  # fmt: skip
    names = [
        "doc_id",
        "place",
        "indicator",
        "noun",
        "unit",
        "planned",
        "period",
        "planned_row",
        "reported",
        "reported_row",
        "share",
    ]
    return pd.DataFrame(rows, columns=names)
