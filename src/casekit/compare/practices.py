"""Case × practice: counts, rates, the mix of instruments, what goes together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from casekit.errors import TableError, one_of
from casekit.schema import INSTRUMENTS

if TYPE_CHECKING:
    import pandas as pd

Tables = Mapping[str, "pd.DataFrame"]

PER = ("1000_characters", "sentences")


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
        raise TableError(f"unknown measure {per!r}", where="practice_rates", cure=one_of(PER))
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
