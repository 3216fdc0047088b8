"""Words: how often, how typical of a case; cut by jieba with a dictionary learned from the codebook."""

from __future__ import annotations

import math
import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from casekit.codebook import Codebook
from casekit.codebook.practice import load_practices
from casekit.cues import parse
from casekit.errors import TableError, one_of

if TYPE_CHECKING:
    import jieba
    import pandas as pd

_WORD = re.compile(r"[\u3400-\u9fffA-Za-z][\u3400-\u9fffA-Za-z0-9+]+")
# Words of grammar that say nothing of a case; the list is short on purpose, keyness does the rest.
_GRAMMAR = """
我们 他们 你们 自己 以及 通过 进行 对于 根据 按照 为了 由于 因此 同时 其中 一个 这个 没有 不是 可以 并且 或者 等等 开展 工作 进一步 不断 切实
首先 其次 再次 最后 此外 另外
"""
# Words that number the points of an article (一是, 第一, 其一), not what the points say.
_OUTLINE = (
    f"{before}{number}{after}"
    for number in "一二三四五六七八九十"
    for before, after in (("", "是"), ("第", ""), ("其", ""), ("", "要"))
)
STOP = frozenset([*_GRAMMAR.split(), *_OUTLINE])


@lru_cache(maxsize=4)
def cutter(codebook: Codebook) -> jieba.Tokenizer:
    """A jieba tokenizer of our own that knows the codebook's terms; nothing global is touched."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as private:  # jieba would read a cache that anyone may have left in /tmp
        tokenizer.tmp_dir = private
        tokenizer.initialize()
    for term in domain_terms(codebook):
        tokenizer.add_word(term)
    return tokenizer


def domain_terms(codebook: Codebook) -> list[str]:
    """Terms of two to six characters that the cues of the practices consist of.

    >>> "第一书记" in domain_terms(Codebook())
    True
    """
    pieces = {
        piece
        for practice in load_practices(codebook)
        for cue in practice.cues
        for part in parse(cue).parts
        for piece in part
    }
    return sorted(piece for piece in pieces if 2 <= len(piece) <= 6 and re.fullmatch(r"[\u3400-\u9fff]+", piece))


def word_counts(tables: Mapping[str, pd.DataFrame], codebook: Codebook | None = None) -> pd.DataFrame:
    """How often each case uses each word.

    Parameters
    ----------
    tables : mapping of DataFrame
        Needs `documents`.
    codebook : Codebook, optional
        Its terms are kept whole.

    Returns
    -------
    DataFrame
        ``doc_id, word, count, per_1000`` (occurrences per 1,000 characters of the body), most frequent first.
    """
    import pandas as pd

    tokenizer = cutter(codebook or Codebook())
    rows = []
    for doc, text in zip(tables["documents"]["doc_id"], tables["documents"]["text"], strict=True):
        counts = Counter(word for word in tokenizer.cut(text) if _WORD.fullmatch(word) and word not in STOP)
        length = max(1, sum(not c.isspace() for c in text))
        rows += [(doc, word, count, 1000 * count / length) for word, count in counts.items()]
    table = pd.DataFrame(rows, columns=["doc_id", "word", "count", "per_1000"])
    return table.sort_values(["doc_id", "count", "word"], ascending=[True, False, True], ignore_index=True)


def keyness(counts: pd.DataFrame, doc_id: str, least: int = 3) -> pd.DataFrame:
    """Words that one case uses more than the others: log-likelihood (G²) and log ratio.

    Parameters
    ----------
    counts : DataFrame
        From :func:`word_counts`.
    doc_id : str
        The case; all others together are the reference.
    least : int
        Words the case uses less often are left out.

    Returns
    -------
    DataFrame
        ``word, here, elsewhere, g2, log_ratio``, the most typical first. `log_ratio` is base 2; half a count is
        added to an empty side. G² above 6.63 is significant at 0.01 for one word taken by itself.

    Raises
    ------
    TableError
        The case has no words in `counts`.

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence.
    """
    import pandas as pd

    mine = counts[counts["doc_id"] == doc_id].set_index("word")["count"]
    if mine.empty:
        raise TableError(f"no words of {doc_id!r}", where="keyness", cure=one_of(counts["doc_id"].unique()))
    rest = counts[counts["doc_id"] != doc_id].groupby("word")["count"].sum()
    all_mine, all_rest = int(mine.sum()), int(rest.sum())
    rows = []
    for word, here in mine[mine >= least].items():
        there = int(rest.get(word, 0))
        share = (here + there) / (all_mine + all_rest)
        g2 = 2 * sum(o * math.log(o / e) for o, e in ((here, all_mine * share), (there, all_rest * share)) if o)
        ratio = math.log2((here / all_mine) / (max(there, 0.5) / max(all_rest, 1)))
        if ratio > 0:
            rows.append((word, int(here), there, g2, ratio))
    table = pd.DataFrame(rows, columns=["word", "here", "elsewhere", "g2", "log_ratio"])
    return table.sort_values(["g2", "word"], ascending=[False, True], ignore_index=True)
