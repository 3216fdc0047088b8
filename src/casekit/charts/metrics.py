"""Metrics across cases: levels, rates, targets; what an article does not say is shown as not said."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from casekit.charts.style import (
    BLUE,
    LINE,
    MANY,
    PAPER,
    SOFT,
    finish,
    human,
    indicator_labels,
    new_axes,
    places,
    theme,
    word,
)
from casekit.compare import compare, standing
from casekit.errors import TableError
from casekit.schema import SIGNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from casekit.study import Study


def _absence(row: Mapping, lang: str, value: str = "value") -> str:
    """Why a case has no mark: the word that stands in its place, or "" where its figure can be compared."""
    for basis in (row["basis"], row["per_basis"] if value == "rate" else "shared"):
        if basis != "shared":
            return word(basis or "silent", lang).format(n=row["listed"])
    return word("other", lang) if math.isnan(row[value]) else ""


def _said(row: Mapping, lang: str, value: str = "value") -> str:
    """What a chart says of one case in words."""
    status = "" if row["status"] in ("reported", "") else f" {word(row['status'], lang)}"
    return _absence(row, lang, value) or SIGNS[row["qualifier"]] + human(row[value], lang) + status


def _listed(table: pd.DataFrame, lang: str, value: str = "value") -> tuple[pd.DataFrame, str]:
    """The cases to list and a word on the rest: of many only those that say something, the largest figure first."""
    silent = table["row"] < 0
    if len(table) <= MANY or not silent.any():
        return table, ""
    said = table[~silent]
    drawn = [not _absence(row, lang, value) for row in said.to_dict("records")]
    ranked = said.assign(drawn=drawn).sort_values(["drawn", value], ascending=False, kind="stable")
    return ranked.drop(columns="drawn"), word("silent_cases", lang).format(n=int(silent.sum()))


def _in_words(title: str, table: pd.DataFrame, rest: str, names: Mapping[str, str], lang: str, value: str) -> str:
    said = [f"{names[row['doc_id']]} {_said(row, lang, value)}" for row in table.to_dict("records")]
    return f"{title}：{'；'.join(filter(None, [*said, rest]))}。"


def unit_of(table: pd.DataFrame, lang: str) -> str:
    """The unit that the compared figures share, with what they are a rate of."""
    shared = table[table["basis"] == "shared"]
    if shared.empty:
        return ""
    unit, per = shared[["unit", "per"]].iloc[0]
    shown = f"{unit}/{per}" if per else unit
    return shown and (f"（{shown}）" if lang == "zh" else f" ({shown})")


def _absent(ax: Axes, y: int, row: Mapping, shown: str, names: Mapping[str, str], size: float) -> dict[str, str]:
    """Set the word in the place of a mark; it leads to the figure where there is one. Returns its link."""
    ground = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6}  # no line through the word
    text = ax.text(0, y, shown, va="center", color=SOFT, fontsize=size, bbox=ground)
    if row["row"] < 0:
        return {}
    url = f"#ev-{row['doc_id']}-{row['sent_no']}"
    text.set_url(url)
    figure = f" {row['surface']}" if row["basis"] != "listed" else ""
    return {url: f"{names[row['doc_id']]} {shown.strip()}{figure}"}


def _bars(ax: Axes, table: pd.DataFrame, value: str, names: Mapping[str, str], lang: str) -> dict[str, str]:
    """Horizontal bars, one a case; what cannot be compared is a word in the place of a bar. Returns the links."""
    links = {}
    rows = table.to_dict("records")
    top = max((row[value] for row in rows if not _absence(row, lang, value)), default=0)
    for y, row in enumerate(rows):
        absent = _absence(row, lang, value)
        if absent:
            links |= _absent(ax, y, row, f" {absent}", names, 9)
            continue
        url = f"#ev-{row['doc_id']}-{row['sent_no']}"
        reported = row["status"] == "reported"
        bar = ax.barh(
            y,
            row[value],
            color=BLUE if reported else "none",
            edgecolor=BLUE,
            hatch="" if reported else "///",
            height=0.62,
        )
        bar[0].set_url(url)
        label = _said(row, lang, value)
        ax.text(row[value] + top * 0.012, y, label, va="center", fontsize=9)
        links[url] = f"{names[row['doc_id']]} {label}"
    ax.set_yticks(range(len(table)), [names[doc] for doc in table["doc_id"]])
    ax.set_ylim(max(1, len(table)) - 0.5, -0.5)
    ax.set_xlim(0, top * 1.22 if top > 0 else 1)
    ax.spines[["bottom"]].set_visible(False)
    return links


def metric_bars(
    study: Study, indicator: str, per: str | None = None, *, ax: Axes | None = None, lang: str = "zh"
) -> Axes:
    """One indicator across the cases, as a level or, with `per`, as a rate with its formula.

    Parameters
    ----------
    study : Study
    indicator, per : str
        Codes of indicators; `per` is what to divide by.
    ax : Axes, optional
        Where to draw.
    lang : {"zh", "en"}

    Returns
    -------
    Axes
        Each bar leads to the sentence of its figure; a hatched bar is a plan or a norm. Only figures of one basis are
        drawn (see :func:`casekit.compare.compare`); a grey word stands for the others and leads to them.
    """
    table = compare(study.tables, indicator, per)
    names, labels = places(study), indicator_labels(study, lang)
    title = labels.get(indicator, indicator) + (f" ÷ {labels.get(per, per)}" if per else unit_of(table, lang))
    column = "rate" if per else "value"
    table, rest = _listed(table, lang, column)
    with theme():
        ax = new_axes(ax, 6.4, 0.7 + 0.42 * max(1, len(table)))
        links = _bars(ax, table, column, names, lang)
        ax.set_title(title)
        _footnote(ax, rest)
        keep = ["place", column, "qualifier", "status", "period", "scope", "basis"]
        keep += ["per_basis", "formula", "note"] if per else ["unit", "per"]
        return finish(ax, _in_words(title, table, rest, names, lang, column), table[keep], links)


def _footnote(ax: Axes, text: str) -> None:
    """A line below the axes, whose own numbers are hidden."""
    ax.xaxis.set_visible(bool(text))
    ax.set_xticks([])
    ax.set_xlabel(text, loc="left", fontsize=8.5)


def metric_dots(
    study: Study, indicators: Sequence[str] | None = None, *, least: int = 2, most: int = 12, lang: str = "zh"
) -> Axes:
    """Small multiples: one panel an indicator, one dot a case, each panel with its own scale.

    Parameters
    ----------
    indicators : sequence of str, optional
        Which; by default those that at least `least` cases give on one basis, the `most` widely given first.

    Returns
    -------
    Axes
        The first panel; the figure holds all. Where the cases are more than a dozen, each panel lists those that give the
        figure, the largest first, and counts the silent ones.
    """
    import matplotlib.pyplot as plt

    if indicators is None:
        found = standing(study.tables)
        shared = found[found["basis"] == "shared"].groupby("indicator").size()
        indicators = [code for code, n in shared.sort_values(ascending=False, kind="stable").items() if n >= least]
        indicators = indicators[:most]
    if not len(indicators):
        raise TableError(
            "no indicator is given by enough cases", where="metric_dots", cure=f"lower least (now {least})"
        )
    names, labels = places(study), indicator_labels(study, lang)
    listed = {code: _listed(compare(study.tables, code), lang) for code in indicators}
    columns = min(3, len(indicators))
    rows = [indicators[at : at + columns] for at in range(0, len(indicators), columns)]
    tall = [max(1, *(len(listed[code][0]) for code in row)) for row in rows]
    apart = len(names) > MANY  # every panel lists cases of its own
    with theme():
        figure, axes = plt.subplots(
            len(rows),
            columns,
            figsize=((4.2 if apart else 3.2) * columns, sum(0.8 + 0.26 * cases for cases in tall)),
            height_ratios=[0.8 + 0.26 * cases for cases in tall],
            layout="constrained",
            squeeze=False,
        )
        figure.get_layout_engine().set(h_pad=0.12)
        for ax in axes.flat[len(indicators) :]:
            ax.set_visible(False)
        for at, (ax, code) in enumerate(zip(axes.flat, indicators, strict=False)):
            table, rest = listed[code]
            links = _dots(ax, table, names, lang, labelled=apart or at % columns == 0)
            ax.set_ylim(tall[at // columns] - 0.5, -0.5)
            title = labels.get(code, code) + unit_of(table, lang)
            ax.set_title(title, fontsize=10)
            _footnote(ax, rest)
            keep = ["place", "value", "unit", "per", "qualifier", "status", "period", "scope", "basis"]
            finish(ax, _in_words(title, table, rest, names, lang, "value"), table[keep], links)
        return axes.flat[0]


def _dots(ax: Axes, table: pd.DataFrame, names: Mapping[str, str], lang: str, *, labelled: bool) -> dict[str, str]:
    """One dot a case, a ring where the figure is a plan or a norm. Returns the links."""
    links = {}
    rows = table.to_dict("records")
    top = max((row["value"] for row in rows if row["basis"] == "shared"), default=1) or 1
    for y, row in enumerate(rows):
        ax.axhline(y, color=LINE, linewidth=0.8, zorder=0)
        absent = _absence(row, lang)
        if absent:
            links |= _absent(ax, y, row, absent, names, 7.5)
            continue
        url = f"#ev-{row['doc_id']}-{row['sent_no']}"
        dot = ax.scatter(
            [row["value"]],
            [y],
            s=46,
            facecolor=BLUE if row["status"] == "reported" else "none",
            edgecolor=BLUE,
            zorder=2,
        )
        dot.set_urls([url])
        label = SIGNS[row["qualifier"]] + human(row["value"], lang)
        left = row["value"] > top * 0.6
        ax.text(
            row["value"] + top * (-0.07 if left else 0.07),
            y,
            label,
            va="center",
            ha="right" if left else "left",
            fontsize=8,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6},
        )
        links[url] = f"{names[row['doc_id']]} {_said(row, lang)}"
    ax.set_yticks(
        range(len(table)), [names[doc] for doc in table["doc_id"]] if labelled else [""] * len(table), fontsize=9
    )
    ax.set_xlim(-top * 0.06, top * 1.12)
    ax.spines[["bottom", "left"]].set_visible(False)
    return links
