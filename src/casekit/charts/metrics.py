"""Metrics across cases: levels, rates, targets; what an article does not say is shown as not said."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from casekit.charts.style import (
    BLUE,
    LINE,
    ORANGE,
    SOFT,
    VERMILION,
    finish,
    human,
    indicator_labels,
    new_axes,
    places,
    theme,
    word,
)
from casekit.compare import compare, mentions, planned_reported
from casekit.errors import TableError
from casekit.schema import SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from casekit.study import Study


def _bars(ax: Axes, table: pd.DataFrame, value: str, names: dict[str, str], lang: str, unit: str) -> dict[str, str]:
    """Horizontal bars, one a case; silence is a word in the place of a bar. Returns the links."""
    links = {}
    top = table[value].max()
    for y, row in enumerate(table.to_dict("records")):
        if math.isnan(row[value]):
            ax.text(0, y, " " + word("silent", lang), va="center", color=SOFT, fontsize=9)
            continue
        url = f"#ev-{row['doc_id']}-{row['sent_no']}"
        planned = row["status"] == "planned"
        bar = ax.barh(
            y,
            row[value],
            color="none" if planned else BLUE,
            edgecolor=BLUE,
            hatch="///" if planned else "",
            height=0.62,
        )
        bar[0].set_url(url)
        label = SIGNS[row["qualifier"]] + human(row[value], lang) + unit
        ax.text(row[value] + top * 0.012, y, label, va="center", fontsize=9)
        links[url] = f"{names[row['doc_id']]} {label}"
    ax.set_yticks(range(len(table)), [names[doc] for doc in table["doc_id"]])
    ax.set_ylim(len(table) - 0.5, -0.5)
    ax.set_xlim(0, top * 1.22 if top == top and top > 0 else 1)
    ax.xaxis.set_visible(False)
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
        Each bar leads to the sentence of its figure; a hatched bar is a plan.
    """
    table = compare(study.tables, indicator, per)
    names, labels = places(study), indicator_labels(study, lang)
    units = [u for u in table["unit"] if u]
    unit = "" if per or not units else units[0]
    title = labels.get(indicator, indicator) + (
        f" ÷ {labels.get(per, per)}"
        if per
        else f"（{unit}）"
        if unit and lang == "zh"
        else f" ({unit})"
        if unit
        else ""
    )
    with theme():
        ax = new_axes(ax, 6.4, 0.7 + 0.42 * len(table))
        links = _bars(ax, table, "rate" if per else "value", names, lang, "")
        ax.set_title(title)
        column = "rate" if per else "value"
        said = "；".join(f"{names[r['doc_id']]} {human(r[column], lang)}" for r in table.to_dict("records"))
        keep = ["place", column, "qualifier", "status", "period", "scope"] + (["formula"] if per else [])
        return finish(ax, f"{title}：{said}", table[keep], links)


def metric_dots(
    study: Study, indicators: Sequence[str] | None = None, *, least: int = 2, most: int = 12, lang: str = "zh"
) -> Axes:
    """Small multiples: one panel an indicator, one dot a case, each panel with its own scale.

    Parameters
    ----------
    indicators : sequence of str, optional
        Which; by default those that at least `least` cases give, the `most` widely given first.

    Returns
    -------
    Axes
        The first panel; the figure holds all.
    """
    import matplotlib.pyplot as plt

    found = mentions(study.tables)
    if indicators is None:
        shared = found.groupby("indicator")["doc_id"].nunique()
        indicators = [code for code, n in shared.sort_values(ascending=False, kind="stable").items() if n >= least][
            :most
        ]
    if not len(indicators):
        raise TableError(
            "no indicator is given by enough cases", where="metric_dots", cure=f"lower least (now {least})"
        )
    names, labels = places(study), indicator_labels(study, lang)
    with theme():
        columns = min(3, len(indicators))
        rows = math.ceil(len(indicators) / columns)
        _, axes = plt.subplots(
            rows,
            columns,
            figsize=(3.2 * columns, rows * (0.8 + 0.26 * len(names))),
            layout="constrained",
            squeeze=False,
        )
        for ax in axes.flat[len(indicators) :]:
            ax.set_visible(False)
        for at, (ax, code) in enumerate(zip(axes.flat, indicators, strict=False)):
            table = compare(study.tables, code)
            links = _dots(ax, table, names, lang, labelled=at % columns == 0)
            unit = next((u for u in table["unit"] if u), "")
            ax.set_title(f"{labels.get(code, code)} {unit}", fontsize=10)
            said = "；".join(f"{names[r['doc_id']]} {human(r['value'], lang)}" for r in table.to_dict("records"))
            finish(
                ax,
                f"{labels.get(code, code)}（{unit}）：{said}。",
                table[["place", "value", "qualifier", "status", "period"]],
                links,
            )
        return axes.flat[0]


def _dots(ax: Axes, table: pd.DataFrame, names: dict[str, str], lang: str, *, labelled: bool) -> dict[str, str]:
    links = {}
    top = table["value"].max()
    top = top if top and top == top else 1
    for y, row in enumerate(table.to_dict("records")):
        ax.axhline(y, color=LINE, linewidth=0.8, zorder=0)
        if math.isnan(row["value"]):
            ax.text(0, y, word("silent", lang), va="center", color=SOFT, fontsize=7.5)
            continue
        url = f"#ev-{row['doc_id']}-{row['sent_no']}"
        dot = ax.scatter(
            [row["value"]],
            [y],
            s=46,
            facecolor="none" if row["status"] == "planned" else BLUE,
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
            bbox={"facecolor": "#fdfcf9", "edgecolor": "none", "pad": 0.6},
        )
        links[url] = f"{names[row['doc_id']]} {label}"
    ax.set_yticks(
        range(len(table)), [names[doc] for doc in table["doc_id"]] if labelled else [""] * len(table), fontsize=9
    )
    ax.set_ylim(len(table) - 0.5, -0.5)
    ax.set_xlim(-top * 0.06, top * 1.12)
    ax.xaxis.set_visible(False)
    ax.spines[["bottom", "left"]].set_visible(False)
    return links


def planned_against_reported(study: Study, *, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Targets beside what was reported of the same indicator: a ring for the plan, a dot for the report."""
    table = planned_reported(study.tables)
    metrics, names, labels = study.metrics, places(study), indicator_labels(study, lang)
    with theme():
        ax = new_axes(ax, 6.8, 0.9 + 0.36 * max(1, len(table)))
        links, said, ticks = {}, [], []
        for y, row in enumerate(table.to_dict("records")):
            plan = metrics.iloc[row["planned_row"]]
            base = max(row["planned"], row["reported"] if row["reported"] == row["reported"] else 0) or 1
            ax.axhline(y, color=LINE, linewidth=0.8, zorder=0)
            for column, face, colour in (("planned", "none", VERMILION), ("reported", BLUE, BLUE)):
                if row[f"{column}_row"] < 0:
                    continue
                source = metrics.iloc[row[f"{column}_row"]]
                url = f"#ev-{row['doc_id']}-{source['sent_no']}"
                ax.scatter([row[column] / base], [y], s=60, facecolor=face, edgecolor=colour, zorder=2).set_urls([url])
                links[url] = (
                    f"{names[row['doc_id']]} {labels.get(row['indicator'], row['indicator'])} {word(column, lang)} {human(row[column], lang)}"
                )
            said.append(
                f"{names[row['doc_id']]} {plan['noun']} {word('planned', lang)} {human(row['planned'], lang)}，{word('reported', lang)} {human(row['reported'], lang)}"
            )
            ticks.append(f"{names[row['doc_id']]} {plan['noun']} {human(row['planned'], lang)}")
        ax.set_yticks(range(len(ticks)), ticks, fontsize=9)
        ax.set_ylim(max(1, len(table)) - 0.5, -0.5)
        ax.set_xlim(-0.05, 1.1)
        ax.xaxis.set_visible(False)
        ax.spines[["bottom"]].set_visible(False)
        ax.set_title(f"○ {word('planned', lang)}   ● {word('reported', lang)}")
        return finish(ax, "；".join(said) or word("silent", lang), table, links)


def place_in_table(study: Study, doc_id: str, *, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Where one case stands among all that give the same indicator: a strip a metric, the case in colour.

    Each strip runs from the smallest to the largest value; with fewer than two cases there is no strip.
    """
    found = mentions(study.tables)
    mine = found[(found["doc_id"] == doc_id) & (found["choice"] == 0)]
    shared = [code for code in mine["indicator"] if (found[found["choice"] == 0]["indicator"] == code).sum() >= 2]
    names, labels = places(study), indicator_labels(study, lang)
    if not shared:
        raise TableError(
            f"{doc_id!r} shares no indicator with another case", where="place_in_table", cure="choose another case"
        )
    with theme():
        ax = new_axes(ax, 6.8, 0.9 + 0.4 * len(shared))
        links, said, ticks, rows = {}, [], [], []
        for y, code in enumerate(shared):
            table = compare(study.tables, code).dropna(subset=["value"])
            low, high = table["value"].min(), table["value"].max()
            ax.axhline(y, color=LINE, linewidth=1, zorder=0)
            for row in table.to_dict("records"):
                x = (row["value"] - low) / (high - low) if high > low else 0.5
                own = row["doc_id"] == doc_id
                url = f"#ev-{row['doc_id']}-{row['sent_no']}"
                ax.scatter(
                    [x],
                    [y],
                    s=80 if own else 36,
                    color=ORANGE if own else SOFT,
                    edgecolor="white",
                    zorder=3 if own else 2,
                ).set_urls([url])
                links[url] = f"{names[row['doc_id']]} {labels.get(code, code)} {human(row['value'], lang)}"
            rank = int((table["value"] > table.loc[table["doc_id"] == doc_id, "value"].iloc[0]).sum()) + 1
            value = table.loc[table["doc_id"] == doc_id, "value"].iloc[0]
            ticks.append(f"{labels.get(code, code)} {human(value, lang)}")
            said.append(f"{labels.get(code, code)} {rank}/{len(table)}")
            ax.text(1.06, y, f"{rank}/{len(table)}", va="center", fontsize=9, color=SOFT)
            rows.append((labels.get(code, code), value, rank, len(table)))
        ax.set_yticks(range(len(shared)), ticks, fontsize=9)
        ax.set_ylim(len(shared) - 0.5, -0.5)
        ax.set_xlim(-0.05, 1.16)
        ax.xaxis.set_visible(False)
        ax.spines[["bottom"]].set_visible(False)
        ax.set_title(f"{names[doc_id]} · {word('rank', lang)}")
        import pandas as pd

        return finish(
            ax,
            f"{names[doc_id]}：" + "；".join(said),
            pd.DataFrame(rows, columns=["indicator", "value", "rank", "cases"]),
            links,
        )
