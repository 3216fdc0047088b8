"""Cases side by side: frames in, frames out.

Silence stays silence: what an article does not say is missing (NaN), never 0. Every compared figure keeps the row
of `metrics` it came from, so that it can be walked back to its sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from casekit.errors import TableError

if TYPE_CHECKING:
    import pandas as pd

Tables = Mapping[str, "pd.DataFrame"]
PER = {"1000_characters": "per 1,000 characters of the body", "sentences": "per sentence that is no heading"}
# A present figure says more than a plan, and an exact one more than a vague one.
_STATUS = {"reported": 0, "planned": 1, "required": 2}
_QUALIFIER = {"exact": 0, "over": 1, "at_least": 1, "approx": 2, "at_most": 2, "below": 2}


def mentions(tables: Tables) -> pd.DataFrame:
    """All rows of `metrics` that carry an indicator, best first within case and indicator.

    Returns
    -------
    DataFrame
        The columns of `metrics` and ``row`` (its position there), ``own`` (is the figure the case's own?) and
        ``choice`` (0 for the row that stands for the case). A figure of the whole case comes before one of a part, a
        reported before a planned, an exact before a vague, an earlier before a later.
    """
    metrics = tables["metrics"]
    found = metrics.assign(row=range(len(metrics)))[metrics["indicator"] != ""]
    place = dict(zip(tables["documents"]["doc_id"], tables["documents"]["place"], strict=True))
    found = found.assign(own=found["scope"].eq("") | found["scope"].eq(found["doc_id"].map(place)))
    found = found.assign(_status=found["status"].map(_STATUS), _vague=found["qualifier"].map(_QUALIFIER), _part=~found["own"])
    found = found.sort_values(["doc_id", "indicator", "_part", "_status", "_vague", "start"], kind="stable")
    return found.assign(choice=found.groupby(["doc_id", "indicator"]).cumcount()).drop(columns=["_status", "_vague", "_part"])


def indicator_table(tables: Tables, *, own: bool = False) -> pd.DataFrame:
    """Case × indicator: the value that stands for the case; NaN where the article is silent.

    Parameters
    ----------
    own : bool
        Only figures of the whole case, not of a village or unit in it.

    Returns
    -------
    DataFrame
        Index `doc_id` in the order of `documents`, one column an indicator.
    """
    found = mentions(tables)
    if own:
        found = found[found["own"]]
    found = found.drop_duplicates(["doc_id", "indicator"])
    return found.pivot_table(index="doc_id", columns="indicator", values="value", aggfunc="first").reindex(tables["documents"]["doc_id"])


def compare(tables: Tables, indicator: str, per: str | None = None) -> pd.DataFrame:
    """One indicator across the cases, as a level or as a rate of another.

    Parameters
    ----------
    indicator : str
        Code of the indicator.
    per : str, optional
        Code of the indicator to divide by, as in ``per="villages"``.

    Returns
    -------
    DataFrame
        One row a case, in the order of `documents`: ``doc_id, place, value, unit, qualifier, status, period, scope, sent_no,
        row``; with `per` also ``base, base_row, rate, formula``. A case that is silent on either has NaN. `row` and
        `base_row` are positions in `metrics` (-1 where silent).

    Raises
    ------
    TableError
        No article of the study has the indicator.
    """
    import pandas as pd

    found = mentions(tables)
    for code in filter(None, (indicator, per)):
        if code not in set(found["indicator"]):
            known = ", ".join(sorted(set(found["indicator"])))
            raise TableError(f"no article gives {code!r}", where="compare", cure=f"one of {known}")
    first = found.drop_duplicates(["doc_id", "indicator"]).set_index(["doc_id", "indicator"])
    rows = []
    for doc, place in zip(tables["documents"]["doc_id"], tables["documents"]["place"], strict=True):
        row = {"doc_id": doc, "place": place, "value": float("nan"), "unit": "", "qualifier": "", "status": "", "period": "",
               "scope": "", "sent_no": -1, "row": -1}  # fmt: skip
        top = first.loc[(doc, indicator)] if (doc, indicator) in first.index else None
        if top is not None:
            row |= {name: top[name] for name in ("value", "unit", "qualifier", "status", "period", "scope", "sent_no", "row")}
        if per:
            below = first.loc[(doc, per)] if (doc, per) in first.index else None
            row |= {"base": float("nan"), "base_row": -1, "rate": float("nan"), "formula": ""}
            if below is not None:
                row |= {"base": below["value"], "base_row": below["row"]}
            if top is not None and below is not None and below["value"]:
                row |= {"rate": top["value"] / below["value"], "formula": f"{indicator} {top['surface']} / {per} {below['surface']}"}
        rows.append(row)
    return pd.DataFrame(rows)


def planned_reported(tables: Tables) -> pd.DataFrame:
    """Indicators with a target: what was planned beside what was reported, case by case.

    Returns
    -------
    DataFrame
        ``doc_id, indicator, planned, reported, planned_row, reported_row``; NaN and -1 where one is missing.
        Several targets of one indicator are several rows.
    """
    import pandas as pd

    found = mentions(tables)
    reported = found[found["status"] == "reported"].drop_duplicates(["doc_id", "indicator"]).set_index(["doc_id", "indicator"])
    rows = []
    for _, plan in found[found["status"] == "planned"].sort_values("row").iterrows():
        key = (plan["doc_id"], plan["indicator"])
        done = reported.loc[key] if key in reported.index else None
        rows.append((*key, plan["value"], done["value"] if done is not None else float("nan"), plan["row"], done["row"] if done is not None else -1))
    return pd.DataFrame(rows, columns=["doc_id", "indicator", "planned", "reported", "planned_row", "reported_row"])


def practice_counts(tables: Tables) -> pd.DataFrame:
    """Case × practice: in how many sentences each practice is coded. Index `doc_id`, one column a code that occurs.

    A 0 here counts sentences of this article; it does not say that the case lacks the practice.
    """
    import pandas as pd

    practices = tables["practices"]
    table = pd.crosstab(practices["doc_id"], practices["code"])
    return table.reindex(tables["documents"]["doc_id"], fill_value=0).rename_axis(columns="code")


def practice_presence(tables: Tables) -> pd.DataFrame:
    """Case × practice as True or False: is it coded at all?"""
    return practice_counts(tables) > 0


def practice_rates(tables: Tables, per: str = "1000_characters") -> pd.DataFrame:
    """:func:`practice_counts` divided by the length of each article.

    Parameters
    ----------
    per : {"1000_characters", "sentences"}
        Characters are those of the body without spaces; headings are no sentences here.
    """
    if per not in PER:
        raise TableError(f"no such base {per!r}", where="practice_rates", cure=f"one of {', '.join(PER)}")
    documents, sentences = tables["documents"].set_index("doc_id"), tables["sentences"]
    if per == "1000_characters":
        base = documents["text"].str.replace(r"\s", "", regex=True).str.len() / 1000
    else:
        base = sentences[~sentences["heading"]].groupby("doc_id").size().reindex(documents.index, fill_value=0)
    return practice_counts(tables).div(base.where(base > 0), axis=0)


def instrument_profile(tables: Tables, *, share: bool = True) -> pd.DataFrame:
    """Case × instrument of government: share (or number) of its coded sentences; NaN for a case without any."""
    import pandas as pd

    from casekit.schema import INSTRUMENTS

    practices = tables["practices"]
    table = pd.crosstab(practices["doc_id"], practices["instrument"])
    table = table.reindex(index=tables["documents"]["doc_id"], columns=list(INSTRUMENTS), fill_value=0)
    total = table.sum(axis=1)
    return table.div(total.where(total > 0), axis=0) if share else table


def cooccurrence(tables: Tables) -> pd.DataFrame:
    """Pairs of practices that share sentences: ``a, b, sentences, jaccard``, most frequent first."""
    import pandas as pd

    together: dict[tuple[str, str], int] = {}
    alone: dict[str, int] = {}
    for _, codes in tables["practices"].groupby(["doc_id", "sent_no"])["code"]:
        names = sorted(set(codes))
        for name in names:
            alone[name] = alone.get(name, 0) + 1
        for pair in combinations(names, 2):
            together[pair] = together.get(pair, 0) + 1
    rows = [(a, b, n, n / (alone[a] + alone[b] - n)) for (a, b), n in together.items()]
    table = pd.DataFrame(rows, columns=["a", "b", "sentences", "jaccard"])
    return table.sort_values(["sentences", "a", "b"], ascending=[False, True, True], ignore_index=True)
