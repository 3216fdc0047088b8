"""Cases side by side: case × indicator, case × practice, rates and profiles. Frames in, frames out.

Every function takes `tables`: a mapping with the frames of :mod:`casekit.schema` (``study.tables``, or frames read
from files). A row of a result names the rows it came from by their position in ``tables["metrics"]`` (`row`,
`per_row`, …; -1 where there is none). What an article does not say stays missing and never becomes 0.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from casekit.errors import TableError
from casekit.schema import INSTRUMENTS

if TYPE_CHECKING:
    import pandas as pd

Tables = Mapping[str, "pd.DataFrame"]

PER = ("1000_characters", "sentences")
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


def practice_counts(tables: Tables) -> pd.DataFrame:
    """Case × practice: in how many sentences each practice is coded.

    Returns
    -------
    DataFrame
        Index ``doc_id`` (all documents), one column a practice that is coded anywhere. 0 means: coded in no sentence
        of this article, not: the case does not do it.
    """
    import pandas as pd

    practices = tables["practices"].drop_duplicates(["doc_id", "sent_no", "code"])
    counts = pd.crosstab(practices["doc_id"], practices["code"])
    return counts.reindex(list(tables["documents"]["doc_id"]), fill_value=0).rename_axis(index="doc_id", columns="code")


def practice_presence(tables: Tables) -> pd.DataFrame:
    """Case × practice: is the practice coded in at least one sentence? Booleans, see :func:`practice_counts`."""
    return practice_counts(tables) > 0


def practice_rates(tables: Tables, per: str = "1000_characters") -> pd.DataFrame:
    """Case × practice: coded sentences for every 1,000 characters of the article, or as share of its sentences.

    Parameters
    ----------
    per : {"1000_characters", "sentences"}
        Characters are those of the body without line ends; headings are no sentences.

    Raises
    ------
    TableError
        `per` is something else.
    """
    if per not in PER:
        raise TableError(f"unknown measure {per!r}", where="practice_rates", cure=f"one of {PER}")
    counts = practice_counts(tables)
    if per == "sentences":
        spoken = tables["sentences"][~tables["sentences"]["heading"]]
        size = spoken.groupby("doc_id").size().reindex(counts.index)
    else:
        documents = tables["documents"].set_index("doc_id")
        size = documents["text"].str.replace("\n", "").str.len() / 1000
    return counts.div(size.where(size > 0), axis=0)


def instrument_profile(tables: Tables) -> pd.DataFrame:
    """Case × instrument: share of each instrument of government among the coded practices; a row sums to 1.

    Returns
    -------
    DataFrame
        Index ``doc_id``, columns the four instruments; NaN where nothing is coded.
    """
    import pandas as pd

    practices = tables["practices"]
    counts = pd.crosstab(practices["doc_id"], practices["instrument"])
    counts = counts.reindex(index=list(tables["documents"]["doc_id"]), columns=list(INSTRUMENTS), fill_value=0)
    total = counts.sum(axis=1)
    return counts.div(total.where(total > 0), axis=0).rename_axis(index="doc_id", columns="instrument")


def cooccurrence(tables: Tables) -> pd.DataFrame:
    """Pairs of practices that share sentences.

    Returns
    -------
    DataFrame
        ``a, b`` (codes, a < b), ``sentences`` (how many they share), ``cases`` (in how many articles) and ``jaccard``
        (shared sentences ÷ sentences with either), the most frequent first.
    """
    import pandas as pd

    coded = tables["practices"][["doc_id", "sent_no", "code"]].drop_duplicates()
    pairs = coded.merge(coded, on=["doc_id", "sent_no"], suffixes=("_a", "_b"))
    pairs = pairs[pairs["code_a"] < pairs["code_b"]]
    if pairs.empty:
        return pd.DataFrame({"a": [], "b": [], "sentences": [], "cases": [], "jaccard": []})
    grouped = pairs.groupby(["code_a", "code_b"])
    out = pd.DataFrame({"sentences": grouped.size(), "cases": grouped["doc_id"].nunique()}).reset_index()
    out = out.rename(columns={"code_a": "a", "code_b": "b"})
    alone = coded["code"].value_counts()
    out["jaccard"] = out["sentences"] / (out["a"].map(alone) + out["b"].map(alone) - out["sentences"])
    return out.sort_values(["sentences", "a", "b"], ascending=[False, True, True]).reset_index(drop=True)


def cooccurrence_matrix(tables: Tables) -> pd.DataFrame:
    """Practice × practice: sentences that hold both; the diagonal holds the sentences with the practice itself."""
    import pandas as pd

    coded = tables["practices"][["doc_id", "sent_no", "code"]].drop_duplicates()
    by_sentence = pd.crosstab([coded["doc_id"], coded["sent_no"]], coded["code"])
    return by_sentence.T.dot(by_sentence).rename_axis(index="code", columns="code")
