"""How a chart looks: one font that knows Chinese, colours that everyone can tell apart, and words in two languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from casekit import fonts
from casekit.cells import visible
from casekit.codebook.indicator import load_indicators
from casekit.codebook.practice import load_practices
from casekit.errors import CasekitError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from casekit.study import Study

# Okabe and Ito's colours, darkened where they must carry text on white.
INK, SOFT, LINE, PAPER = "#1c1b19", "#5b5751", "#d9d4c9", "#fdfcf9"
BLUE, VERMILION, GREEN, PURPLE, ORANGE = "#0072b2", "#b34700", "#00714f", "#9b3f78", "#e69f00"
INSTRUMENT_COLOURS = {"organisation": BLUE, "authority": VERMILION, "treasure": GREEN, "nodality": PURPLE}
HATCHES = {"organisation": "", "authority": "///", "treasure": "...", "nodality": "xxx"}  # print has no colours
MANY = 12  # cases: of more, those that are silent are counted and not listed
WORDS: Mapping[str, tuple[str, str]] = {
    "organisation": ("组织", "Organisation"),
    "authority": ("权威", "Authority"),
    "treasure": ("资源", "Treasure"),
    "nodality": ("信息", "Nodality"),
    "silent": ("未提及", "not mentioned"),
    "silent_cases": ("另有 {n} 篇未提及", "{n} more do not mention it"),
    "sentences": ("句数", "sentences"),
    "per_1000_characters": ("每千字句数", "sentences per 1,000 characters"),
    "per_sentence": ("占正文句数的比例", "share of the sentences"),
    "share": ("占比", "share"),
    "planned": ("计划", "planned"),
    "reported": ("报告", "reported"),
    "together": ("同句出现的次数", "sentences that share both"),
    "year": ("年份", "year"),
    "rank": ("位次", "place"),
    "required": ("要求", "required"),
    "other": ("另一口径", "other basis"),
    "part": ("局部", "part only"),
    "listed": ("{n} 项", "{n} items"),
    "published": ("文章发表", "article published"),
    "reported_of_planned": ("报告占计划的比例", "reported as a share of planned"),
    "alpha": ("逐码一致性（Krippendorff's α）", "Agreement by code (Krippendorff's α)"),
    "undefined": ("无法计算", "not defined"),
}


def word(key: str, lang: str) -> str:
    """One of the charts' own words in Chinese (``zh``) or English (``en``)."""
    if lang not in ("zh", "en"):
        raise CasekitError(f"no such language {lang!r}", where="charts", cure="zh or en")
    return WORDS[key][lang == "en"]


@dataclass
class Note:
    """What stands behind a chart: a text that says it all, its numbers, and the links of its marks."""

    alt: str = ""
    table: pd.DataFrame | None = None
    links: dict[str, str] = field(default_factory=dict)


_notes: WeakKeyDictionary[Axes, Note] = WeakKeyDictionary()


def note(ax: Axes) -> Note:
    """The note of a chart; empty for an axes that casekit did not draw."""
    return _notes.setdefault(ax, Note())


@lru_cache(maxsize=1)
def _register() -> str:
    from matplotlib import font_manager

    font_manager.fontManager.addfont(str(fonts.font_file()))
    return fonts.FAMILY


@contextmanager
def theme() -> Iterator[None]:
    """The look of all charts, for the length of a ``with``; nothing global stays changed."""
    import matplotlib as mpl
    import seaborn as sns

    look = {
        "font.family": [_register()], "axes.unicode_minus": False, "svg.fonttype": "path", "svg.hashsalt": "casekit", "text.parse_math": False,
        "figure.facecolor": PAPER, "axes.facecolor": PAPER, "text.color": INK, "axes.labelcolor": SOFT, "xtick.color": SOFT,
        "ytick.color": INK, "axes.edgecolor": LINE, "grid.color": LINE, "axes.titleweight": "normal", "axes.labelweight": "normal",
        "axes.titlelocation": "left", "axes.titlesize": 12, "axes.spines.top": False, "axes.spines.right": False, "hatch.linewidth": 0.5,
    }  # fmt: skip
    with mpl.rc_context():
        sns.set_theme(style="white", rc=look)
        yield


def new_axes(ax: Axes | None, width: float, height: float) -> Axes:
    """`ax`, or a new one of that size in inches."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    return ax


def finish(ax: Axes, alt: str, table: pd.DataFrame, links: Mapping[str, str] | None = None) -> Axes:
    """Give every text of `ax` the font that knows Chinese, and note what the chart says."""
    from matplotlib.text import Text

    family = _register()
    for text in ax.figure.findobj(Text):
        text.set_fontfamily(family)
        text.set_fontweight("normal")
    _notes[ax] = Note(alt, table, dict(links or {}))
    return ax


def practice_labels(study: Study, lang: str) -> dict[str, str]:
    """Practice code → label."""
    return {page.id: page.label["en" if lang == "en" else "zh"] for page in load_practices(study.codebook)}


def indicator_labels(study: Study, lang: str) -> dict[str, str]:
    """Indicator code → label."""
    return {
        page.id: page.label["en" if lang == "en" else "zh"] for page in dict(load_indicators(study.codebook)).values()
    }


_LONG = 16  # characters; the longest name of a county has fifteen


def places(study: Study) -> dict[str, str]:
    """Document → name of the case, made unique by the document's own name where two share it; cut in its middle if long."""
    rows = study.rows["documents"]
    full = {row["doc_id"]: visible(row["place"]) or row["doc_id"] for row in rows}
    named = Counter(full.values())
    full = {doc: name if named[name] == 1 else f"{name} {doc}" for doc, name in full.items()}
    cut = {doc: name if len(name) <= _LONG else f"{name[:9]}…{name[-6:]}" for doc, name in full.items()}
    shared = Counter(cut.values())
    return {doc: cut[doc] if shared[cut[doc]] == 1 else name for doc, name in full.items()}


def human(value: float, lang: str) -> str:
    """A number short enough for a chart.

    >>> human(310000000, "zh"), human(310000000, "en"), human(7.65, "zh"), human(56737, "zh")
    ('3.1亿', '310M', '7.65', '56,737')
    """
    if value != value:
        return word("silent", lang)
    scales = ((1e8, "亿"), (1e5, "万")) if lang == "zh" else ((1e9, "bn"), (1e6, "M"))
    for scale, name in scales:
        if abs(value) >= scale:
            shown = value / (1e4 if name == "万" else scale)
            return f"{shown:,.4g}{name}" if shown < 10_000 else f"{shown:,.0f}{name}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}"
