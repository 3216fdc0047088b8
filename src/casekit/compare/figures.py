"""Case × indicator: the figure that stands for a case, rates, plans beside reports."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from casekit.compare.mentions import mentions, standing, with_basis
from casekit.errors import TableError, one_of
from casekit.schema import SIGNS

if TYPE_CHECKING:
    import pandas as pd

Tables = Mapping[str, "pd.DataFrame"]


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
    best = with_basis(found.drop_duplicates(["indicator", "doc_id"]))
    best = best[best["basis"] == "shared"] if comparable else best[best["basis"] != "listed"]
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
            cure=one_of(sorted(set(best["indicator"]))),
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
