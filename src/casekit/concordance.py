"""Key words in context, on the characters themselves: an unsegmented phrase is found wherever it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING

from casekit.errors import TableError

if TYPE_CHECKING:
    import pandas as pd


def concordance(tables: Mapping[str, pd.DataFrame], words: str, width: int = 20) -> pd.DataFrame:
    """Every place where `words` stands.

    Parameters
    ----------
    tables : mapping of DataFrame
        Needs `documents` and `sentences`.
    words : str
        A phrase; ``…`` stands for up to 16 characters inside the clause.
    width : int
        Characters of context on each side.

    Returns
    -------
    DataFrame
        ``doc_id, sent_no, start, end, left, match, right``; offsets into ``documents.text``.

    Raises
    ------
    TableError
        `words` holds nothing to look for.

    Examples
    --------
    >>> import casekit
    >>> set(casekit.read("seeds/").concordance("党建…")["match"])
    {'党建'}
    """
    import pandas as pd

    if not words.replace("…", "").strip():
        raise TableError("nothing to look for", where="concordance", cure="give at least one character besides …")
    pattern = re.compile(
        r"[^，。；：！？\n]{0,16}?".join(re.escape(piece) for piece in re.split("…+", words.strip("…")))
    )
    text_of = dict(zip(tables["documents"]["doc_id"], tables["documents"]["text"], strict=True))
    sentences = {
        doc: (group["start"].tolist(), group["sent_no"].tolist())
        for doc, group in tables["sentences"].groupby("doc_id")
    }
    rows = []
    for doc, text in text_of.items():
        starts, numbers = sentences.get(doc, ([], []))
        for match in pattern.finditer(text):
            start, end = match.span()
            at = bisect_right(starts, start) - 1
            left = text[max(0, start - width) : start].rpartition("\n")[2]
            right = text[end : end + width].partition("\n")[0]
            rows.append((doc, numbers[at] if at >= 0 else -1, start, end, left, match.group(), right))
    return pd.DataFrame(rows, columns=["doc_id", "sent_no", "start", "end", "left", "match", "right"])
