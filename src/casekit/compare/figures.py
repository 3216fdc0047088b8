"""Case × indicator: the figure that stands for a case, rates, plans beside reports."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from casekit.errors import TableError

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
        (由…降到…); the latest period, no period counting as now; the first in the text. `values` counts the different
        values that the case gives.
    """
    metrics = tables["metrics"].reset_index(drop=True)
    documents = tables["documents"].set_index("doc_id")
    found = metrics[metrics["indicator"] != ""]
    place, text = documents["place"].to_dict(), documents["text"].to_dict()
    ranks = {row.Index: _rank(row, place[row.doc_id], text[row.doc_id]) for row in found.itertuples()}
    order = sorted(
        ranks, key=lambda row: (found.at[row, "indicator"], found.at[row, "doc_id"], ranks[row], found.at[row, "start"])
    )
    out = found.loc[order, ["doc_id", "indicator", *_KEPT]].reset_index(names="row")
    groups = out.groupby(["indicator", "doc_id"], sort=False)
    out.insert(0, "place", out["doc_id"].map(place).astype("str"))
    out["choice"] = groups.cumcount()
    out["values"] = groups["value"].transform("nunique").astype("int64")
    return out[["doc_id", "place", "indicator", "choice", "values", "row", *_KEPT]]


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


def indicator_table(tables: Tables, *, reported: bool = True) -> pd.DataFrame:
    """Case × indicator: the value that stands for each case, NaN where the article does not say.

    Parameters
    ----------
    reported : bool
        Leave out plans and norms.

    Returns
    -------
    DataFrame
        Index ``doc_id`` (all documents), one column an indicator, values in canonical units.
    """
    found = mentions(tables)
    if reported:
        found = found[found["status"] == "reported"]
    best = found.drop_duplicates(["indicator", "doc_id"])
    wide = best.pivot(index="doc_id", columns="indicator", values="value")
    return wide.reindex(list(tables["documents"]["doc_id"])).rename_axis(index="doc_id", columns="indicator")


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
        the case gives) and, with `per`, ``per_indicator, per_value, per_unit, per_row, per_sent_no, rate, formula, note``. A case
        that does not say has NaN, -1 and "". No rate is made of figures of different places: `note` says so.

    Raises
    ------
    TableError
        No figure of any case has this indicator.
    """
    import pandas as pd

    found = mentions(tables)
    best = found[found["choice"] == 0]
    out = _of(best, indicator, tables)
    if per is None:
        return out
    base = None
    for code in [per] if isinstance(per, str) else per:
        next_base = _of(best, code, tables)
        base = next_base if base is None else base.where(base["value"].notna(), next_base)
    if base is None:
        raise TableError("`per` names no indicator", where="compare", cure="leave it out for the level")
    for name in ("indicator", "value", "unit", "row", "sent_no"):
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
    for name in ("row", "sent_no", "start", "end", "values"):
        out[name] = out[name].fillna(0 if name == "values" else -1).astype("int64")
    for name in ("unit", "qualifier", "status", "per", "period", "scope", "surface", "noun"):
        out[name] = out[name].fillna("").astype("str")
    return out


def _rate(top: dict, base: dict, scale: float) -> tuple[float, str, str]:
    """Rate, formula and note of one case."""
    silent = [
        name for name, figure in ((top["indicator"], top), (base["indicator"], base)) if math.isnan(figure["value"])
    ]
    if silent:
        return math.nan, "", "not said: " + ", ".join(silent)
    if base["value"] == 0:
        return math.nan, "", f"{base['indicator']} is 0"
    if top["scope"] != base["scope"]:
        return math.nan, "", f"figures of different places: {top['scope']} / {base['scope']}"
    if top["per"]:
        return math.nan, "", f"{top['indicator']} is already a rate per {top['per']}"
    rate = top["value"] / base["value"] * scale
    times = "" if scale == 1 else f" × {scale:g}"
    return rate, f"{top['value']:g} {top['unit']} ÷ {base['value']:g} {base['unit']}{times} = {rate:.4g}", ""


def planned_reported(tables: Tables) -> pd.DataFrame:
    """Each planned figure beside what the case reports of the same indicator, place and noun.

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
        candidates = done.get(tuple(plan[key] for key in keys), [])
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
