"""Plans beside what was reported of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casekit.charts.style import (
    BLUE,
    LINE,
    PAPER,
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
from casekit.compare import planned_reported
from casekit.errors import TableError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from casekit.study import Study


def planned_against_reported(study: Study, *, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Targets beside what was reported of the same indicator: a ring for the plan, a dot for the report, their share.

    Raises
    ------
    TableError
        No plan has a report beside it.
    """
    table = planned_reported(study.tables)
    if table["reported"].isna().all():
        raise TableError(
            "no plan has a report beside it",
            where="planned_against_reported",
            cure="see planned_reported for the plans",
        )
    metrics, names, labels = study.metrics, places(study), indicator_labels(study, lang)
    with theme():
        ax = new_axes(ax, 6.8, 0.9 + 0.36 * len(table))
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
            share = f"{row['share']:.0%}" if row["share"] == row["share"] else word("silent", lang)
            ground = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6}  # no line through the word
            ax.text(1.06, y, share, va="center", fontsize=9, color=SOFT, bbox=ground)
            said.append(
                f"{names[row['doc_id']]} {plan['noun']} {word('planned', lang)} {human(row['planned'], lang)}，{word('reported', lang)} {human(row['reported'], lang)}（{share}）"
            )
            ticks.append(f"{names[row['doc_id']]} {plan['noun']} {human(row['planned'], lang)}")
        ax.set_yticks(range(len(ticks)), ticks, fontsize=9)
        ax.set_ylim(len(table) - 0.5, -0.5)
        ax.set_xlim(-0.05, 1.2)
        ax.xaxis.set_visible(False)
        ax.spines[["bottom"]].set_visible(False)
        ax.set_title(f"○ {word('planned', lang)}   ● {word('reported', lang)}   % {word('reported_of_planned', lang)}")
        return finish(ax, "；".join(said), table, links)
