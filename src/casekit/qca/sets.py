"""Set memberships: what an article says, as 0 and 1 or as degrees between them.

An article that does not mention a practice has not said that it is absent. Every function that must turn silence into a
membership asks the caller: ``silence="missing"`` leaves NaN, ``silence="absent"`` takes not mentioned for 0.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from casekit.codebook.indicator import load_indicators
from casekit.codebook.practice import load_practices
from casekit.errors import TableError, one_of

if TYPE_CHECKING:
    import pandas as pd

    from casekit.study import Study

SILENCE = ("missing", "absent")
MEASURES = ("sentences", "1000_characters", "share")


def evidence(study: Study, conditions: Sequence[str] | None = None) -> pd.DataFrame:
    """The rows behind each case × condition.

    Parameters
    ----------
    study : Study
    conditions : sequence of str, optional
        Codes of practices, and of indicators (a reported figure); default: the practices that any case mentions.

    Returns
    -------
    DataFrame
        ``case, condition, id, sent_no, start, end, quote``; one row a mention. `id` is ``CASE#SENTENCE``.

    Examples
    --------
    >>> import casekit
    >>> evidence(casekit.read("seeds/"), ["grid_management"])["condition"].unique().tolist()
    ['grid_management']
    """
    import pandas as pd

    tables = study.tables
    practices = tables["practices"].rename(columns={"code": "condition"})
    figures = tables["metrics"][tables["metrics"]["status"] == "reported"]
    figures = figures.rename(columns={"indicator": "condition", "surface": "quote"})
    kept = ["doc_id", "condition", "sent_no", "start", "end", "quote"]
    found = pd.concat([practices[kept], figures.loc[figures["condition"] != "", kept]])
    wanted = _known(study, conditions)
    out = found[found["condition"].isin(wanted)].rename(columns={"doc_id": "case"})
    out.insert(2, "id", out["case"] + "#" + out["sent_no"].astype(str))
    order = {case: at for at, case in enumerate(tables["documents"]["doc_id"])}
    return out.sort_values(
        ["case", "condition", "start"], key=lambda c: c.map(order) if c.name == "case" else c
    ).reset_index(drop=True)


def presence(study: Study, conditions: Sequence[str] | None = None, *, silence: str) -> pd.DataFrame:
    """Case × condition: 1 where the article mentions it, and silence as the caller says.

    Parameters
    ----------
    conditions : sequence of str, optional
        As in :func:`evidence`.
    silence : {"missing", "absent"}
        What *not mentioned* becomes: NaN, or 0. There is no default: it is an assumption about the world.

    Returns
    -------
    DataFrame
        Index ``case`` (all documents), one column a condition, 1.0, 0.0 or NaN.

    Examples
    --------
    >>> import casekit
    >>> frame = presence(casekit.read("seeds/"), ["training", "grid_management"], silence="absent")
    >>> frame.shape, set(frame.stack()) <= {0.0, 1.0}
    ((5, 2), True)
    """
    said = intensity(study, conditions, silence=silence)
    return (said > 0).astype("float64").where(said.notna())


def intensity(
    study: Study, conditions: Sequence[str] | None = None, *, per: str = "sentences", silence: str
) -> pd.DataFrame:
    """Case × condition: how much of the article speaks of it, to be calibrated.

    Parameters
    ----------
    per : {"sentences", "1000_characters", "share"}
        Sentences that mention it; those for every 1,000 characters of the body; those as share of its sentences.
    silence : {"missing", "absent"}
        NaN or 0 for a condition that the article does not mention.
    """
    if silence not in SILENCE:
        raise TableError(
            f"silence cannot be {silence!r}", where="silence", cure=f"{one_of(SILENCE)}; there is no safe default"
        )
    if per not in MEASURES:
        raise TableError(f"unknown measure {per!r}", where="per", cure=one_of(MEASURES))
    wanted = _known(study, conditions)
    said = evidence(study, wanted).drop_duplicates(["case", "condition", "sent_no"])
    counts = said.groupby(["case", "condition"]).size().unstack("condition")
    cases = study.tables["documents"]["doc_id"]
    counts = (
        counts.reindex(index=cases, columns=wanted).astype("float64").rename_axis(index="case", columns="condition")
    )
    if per == "1000_characters":
        characters = study.tables["documents"].set_index("doc_id")["text"].str.replace("\n", "").str.len() / 1000
        counts = counts.div(characters.where(characters > 0), axis=0)
    elif per == "share":
        sentences = study.tables["sentences"]
        spoken = sentences[~sentences["heading"]].groupby("doc_id").size().reindex(cases)
        counts = counts.div(spoken, axis=0)
    return counts.fillna(0.0) if silence == "absent" else counts


def crisp(values: pd.Series, *, at_least: float) -> pd.Series:
    """Crisp calibration: 1.0 from `at_least` on, else 0.0; what is missing stays missing.

    >>> import pandas as pd
    >>> crisp(pd.Series([3.0, 1.0, float("nan")]), at_least=2).tolist()
    [1.0, 0.0, nan]
    """
    return (values >= at_least).astype("float64").where(values.notna())


def calibrate(values: pd.Series, *, out: float, crossover: float, full: float) -> pd.Series:
    """Fuzzy membership by Ragin's direct method, from three anchors.

    The distance from the crossover is scaled to log odds, ``ln 19`` at the threshold of full membership and ``-ln 19`` at
    that of full non-membership, and turned into a degree: ``1 / (1 + exp(-log odds))``. So the anchors get 0.05, 0.5
    and 0.95.

    Parameters
    ----------
    values : Series
        In any unit; what is missing stays missing.
    out, crossover, full : float
        The anchors, rising or falling (the less, the more in the set).

    Raises
    ------
    TableError
        The anchors are not in order.

    Notes
    -----
    C. C. Ragin, *Redesigning Social Inquiry*, Chicago 2008, ch. 5; odds of 0.95 as in R's QCA.

    Examples
    --------
    >>> import pandas as pd
    >>> calibrate(pd.Series([0.0, 5.0, 20.0]), out=0, crossover=5, full=20).round(2).tolist()
    [0.05, 0.5, 0.95]
    """
    if not (out < crossover < full or out > crossover > full):
        raise TableError(
            f"anchors {out}, {crossover}, {full} are not in order",
            where="calibrate",
            cure="out < crossover < full, or the reverse",
        )
    rising = 1 if full > out else -1
    distance = (values - crossover) * rising
    scale = (distance >= 0).map({True: abs(full - crossover), False: abs(crossover - out)})
    odds = distance / scale * math.log(19)
    return 1 / (1 + math.e ** -odds.clip(-500, 500))


def _known(study: Study, conditions: Sequence[str] | None) -> list[str]:
    """The conditions asked for, each a code of the codebook; or those of the practices that any case mentions."""
    if conditions is None:
        return sorted(set(study.tables["practices"]["code"]))
    codes = {practice.id for practice in load_practices(study.codebook)} | set(study.tables["practices"]["code"])
    codes |= set(load_indicators(study.codebook))
    for condition in conditions:
        if condition not in codes:
            near = difflib.get_close_matches(condition, sorted(codes), n=3)
            raise TableError(
                f"unknown condition {condition!r}",
                where="conditions",
                cure=f"perhaps {', '.join(near)}" if near else "a code of the codebook",
            )
    return list(dict.fromkeys(conditions))
