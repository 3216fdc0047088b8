"""Coder against coder, machine against reference: practices in sentences, present or absent.

A **coding** is a table of sentences × codes: index ``(doc_id, sent_no)``, 1.0 where the sentence has the code, 0.0 where
the coder read it and did not give the code, NaN where nobody coded. Only sentences that both coded are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casekit.agreement.reference import Reference, bare, same
from casekit.codebook.practice import load_practices
from casekit.errors import TableError, one_of

if TYPE_CHECKING:
    import pandas as pd

    from casekit.study import Study

POOLED = "(pooled)"
_INDEX = ["doc_id", "sent_no"]


def codes_of(study: Study) -> list[str]:
    """The practices that can be coded: those of the codebook that are not retired, and those that rows hold."""
    return sorted(
        {p.id for p in load_practices(study.codebook) if not p.retired} | set(study.tables["practices"]["code"])
    )


def coding(study: Study, codes: Sequence[str] | None = None) -> pd.DataFrame:
    """The practices of a study as a coding: all its sentences, with 1.0 or 0.0 for every code.

    >>> import casekit
    >>> coding(casekit.read("seeds/"), ["training"]).columns.tolist()
    ['training']
    """
    codes = codes_of(study) if codes is None else list(codes)
    units = study.tables["sentences"][_INDEX]
    rows = study.tables["practices"]
    return _wide(
        units.itertuples(index=False, name=None), rows[[*_INDEX, "code"]].itertuples(index=False, name=None), codes
    )


def _wide(units: object, given: object, codes: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    index = pd.MultiIndex.from_tuples(list(units), names=_INDEX)
    cells = {(doc, number, code) for doc, number, code in given}
    columns = {code: [float((*unit, code) in cells) for unit in index] for code in codes}
    return pd.DataFrame(columns, index=index, columns=pd.Index(codes, name="code"), dtype="float64")


def paired(study: Study, reference: Reference) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A study and a reference coding over the same units: the sentences that the reference coded.

    A study may have cut sentences differently; it gives a unit the codes of all its sentences that have the same letters
    and digits, or are a part of it, or hold it.

    Returns
    -------
    tuple of DataFrame
        The coding of the study, that of the reference.

    Raises
    ------
    TableError
        The study holds none of the reference's documents, or the reference codes no practices.
    """
    documents, gold = _golds(study, reference)
    mine = _sentences(study, documents)
    units = list(dict.fromkeys((row["doc"], number) for number, row in gold))
    theirs = [(row["doc"], number, code) for number, row in gold for code in row["codes"]]
    own = [
        (row["doc"], number, code)
        for number, row in gold
        for _, _, text, codes in mine.get(row["doc"], ())
        if codes and same(text, row["_sentence"])
        for code in codes
    ]
    known = sorted({*codes_of(study), *(code for _, _, code in theirs)})
    return _wide(units, own, known), _wide(units, theirs, known)


def _golds(study: Study, reference: Reference) -> tuple[dict[str, str], list[tuple[int, dict]]]:
    """Document of the study → document of the reference, and the numbered rows of the reference among them."""
    files = study.tables["documents"][["doc_id", "file"]].itertuples(index=False, name=None)
    documents = {
        doc_id: reference.files[file.rpartition("/")[2]]
        for doc_id, file in files
        if file.rpartition("/")[2] in reference.files
    }
    gold, count = [], {}
    for row in reference.rows["practices"]:
        number = row.get("sent_no", count.get(row["doc"], -1) + 1)
        count[row["doc"]] = number
        if row["doc"] in documents.values():
            gold.append((number, row))
    if not gold:
        raise TableError(
            "no document of the study is coded there",
            where="reference",
            cure="documents.csv names the files of the study",
        )
    return documents, gold


def _sentences(study: Study, documents: dict[str, str]) -> dict[str, list[tuple[str, int, str, list[str]]]]:
    """Sentences of the study by document of the reference: doc_id, number, bare text, codes."""
    tables = study.tables
    codes = tables["practices"].groupby(_INDEX)["code"].agg(list).to_dict()
    found: dict[str, list] = {}
    for row in tables["sentences"].itertuples():
        if row.doc_id in documents:
            item = (row.doc_id, row.sent_no, bare(row.text), codes.get((row.doc_id, row.sent_no), []))
            found.setdefault(documents[row.doc_id], []).append(item)
    return found


def reliability(a: pd.DataFrame, b: pd.DataFrame, codes: Sequence[str] | None = None) -> pd.DataFrame:
    """Agreement of two codings, code by code and pooled.

    Parameters
    ----------
    a, b : DataFrame
        Codings (see the module). The units are the sentences × codes that both coded.
    codes : sequence of str, optional
        Default: the codes that both know.

    Returns
    -------
    DataFrame
        Index the codes and ``(pooled)``. ``units`` compared; ``both, only_a, only_b, neither``: how often; ``agreement``
        (share of equal cells); ``alpha``: Krippendorff's, nominal, NaN where neither coder varies (nothing can be said);
        ``f1`` of presence, NaN where neither gives the code.

    Raises
    ------
    TableError
        No sentence was coded by both, or a code is in neither.

    Notes
    -----
    K. Krippendorff, *Content Analysis*, 4th ed. 2019, ch. 12. He asks for alpha ≥ 0.800, and draws no conclusions below
    0.667. A code given in fewer than about five sentences has no informative alpha.

    Examples
    --------
    >>> import pandas as pd
    >>> index = pd.MultiIndex.from_product([["a"], range(4)], names=["doc_id", "sent_no"])
    >>> one = pd.DataFrame({"training": [1.0, 1, 0, 0]}, index=index)
    >>> two = pd.DataFrame({"training": [1.0, 0, 0, 0]}, index=index)
    >>> reliability(one, two).loc["training", ["both", "only_a", "agreement", "alpha"]].round(3).tolist()
    [1.0, 1.0, 0.75, 0.533]
    """
    import pandas as pd

    a, b, codes = _aligned(a, b, codes)
    rows = {code: _figures(a[code].to_numpy(), b[code].to_numpy()) for code in codes}
    rows[POOLED] = _figures(a.to_numpy().ravel(), b.to_numpy().ravel())
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("code")


def _aligned(
    a: pd.DataFrame, b: pd.DataFrame, codes: Sequence[str] | None
) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    shared = [code for code in a.columns if code in b.columns]
    for code in codes or ():
        if code not in shared:
            raise TableError(f"{code!r} is not in both codings", where="reliability", cure=one_of(shared))
    wanted = list(codes) if codes is not None else shared
    units = a.index.intersection(b.index)
    if units.empty or not wanted:
        raise TableError(
            "the codings share no sentence or no code",
            where="reliability",
            cure="sheets of the same document and codebook",
        )
    a, b = a.loc[units, wanted], b.loc[units, wanted]
    return a, b, wanted


def _figures(a: object, b: object) -> dict[str, float]:
    import krippendorff
    import numpy as np

    known = ~(np.isnan(a) | np.isnan(b))
    a, b = a[known] > 0, b[known] > 0
    both, only_a, only_b, neither = (int(cells.sum()) for cells in (a & b, a & ~b, ~a & b, ~a & ~b))
    varies = len(a) and not (a.all() and b.all()) and (a.any() or b.any())
    alpha = (
        krippendorff.alpha(reliability_data=np.array([a, b], dtype=float), level_of_measurement="nominal")
        if varies
        else float("nan")
    )
    marks = 2 * both + only_a + only_b
    return {
        "units": len(a), "both": both, "only_a": only_a, "only_b": only_b, "neither": neither,
        "agreement": (both + neither) / len(a) if len(a) else float("nan"), "alpha": alpha,
        "f1": 2 * both / marks if marks else float("nan"),
    }  # fmt: skip


def confusion(study: Study, reference: Reference) -> pd.DataFrame:
    """Every code given or missed, with its sentence.

    Returns
    -------
    DataFrame
        ``code, outcome, doc, sent_no, sentence, quote, found_by, instead``; one row a sentence × code that either gave.
        `outcome` is ``hit``, ``missed`` or ``false alarm``; `sent_no` counts in the reference; `quote` and `found_by` say
        what fired; `instead` names the codes that the other gave to this sentence and this one did not.
        ``pd.crosstab(frame["code"], frame["outcome"])`` counts them.
    """
    import pandas as pd

    own, theirs = paired(study, reference)
    documents, gold = _golds(study, reference)
    text = {(row["doc"], number): row["_sentence"] for number, row in gold}
    mine = _sentences(study, documents)
    as_written = {(row["doc_id"], row["sent_no"]): row["text"] for row in study.rows["sentences"]}
    fired = {(row.doc_id, row.sent_no, row.code): row for row in study.tables["practices"].itertuples()}
    rows = []
    for unit in own.index:
        given, wanted = (set(frame.columns[frame.loc[unit] > 0]) for frame in (own, theirs))
        near = [
            (doc, number, sentence) for doc, number, sentence, _ in mine.get(unit[0], ()) if same(sentence, text[unit])
        ]
        for code in sorted(given | wanted):
            outcome = "hit" if code in given & wanted else "missed" if code in wanted else "false alarm"
            row = next((fired[doc, number, code] for doc, number, _ in near if (doc, number, code) in fired), None)
            rows.append({
                "code": code, "outcome": outcome, "doc": unit[0], "sent_no": unit[1],
                "sentence": " ".join(as_written[doc, number] for doc, number, _ in near) or text[unit], "quote": row.quote if row else "", "found_by": row.found_by if row else "",
                "instead": "" if outcome == "hit" else ", ".join(sorted(given - wanted if outcome == "missed" else wanted - given)),
            })  # fmt: skip
    names = ["code", "outcome", "doc", "sent_no", "sentence", "quote", "found_by", "instead"]
    return pd.DataFrame(rows, columns=names).sort_values(["code", "outcome", "doc", "sent_no"], ignore_index=True)


def disagreements(a: pd.DataFrame, b: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Every cell in which two codings differ, with its sentence.

    Returns
    -------
    DataFrame
        ``doc_id, sent_no, code, a, b, sentence``, in the order of the text.
    """
    import pandas as pd

    a, b, codes = _aligned(a, b, None)
    text = {(row["doc_id"], row["sent_no"]): row["text"] for row in study.rows["sentences"]}
    differs = (a != b) & a.notna() & b.notna()
    rows = [
        {
            "doc_id": unit[0],
            "sent_no": unit[1],
            "code": code,
            "a": int(a.at[unit, code]),
            "b": int(b.at[unit, code]),
            "sentence": text.get(unit, ""),
        }
        for unit in differs.index[differs.any(axis=1)]
        for code in codes
        if differs.at[unit, code]
    ]
    return pd.DataFrame(rows, columns=["doc_id", "sent_no", "code", "a", "b", "sentence"])
