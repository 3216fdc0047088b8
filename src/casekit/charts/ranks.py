"""Where one case stands among the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casekit.charts.metrics import unit_of
from casekit.charts.style import (
    LINE,
    ORANGE,
    SOFT,
    finish,
    human,
    indicator_labels,
    new_axes,
    places,
    theme,
    word,
)
from casekit.compare import standing
from casekit.errors import TableError
from casekit.schema import SIGNS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from casekit.study import Study


def place_in_table(study: Study, doc_id: str, *, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Where one case stands among all that give the same indicator: a strip a metric, the case in colour.

    Each strip runs from the smallest to the largest reported value of one basis (see
    :func:`casekit.compare.compare`); with fewer than two such cases there is no strip.
    """
    import pandas as pd

    found = standing(study.tables)
    found = found[(found["basis"] == "shared") & (found["status"] == "reported")]
    cases = found.groupby("indicator").size()
    shared = [code for code in found[found["doc_id"] == doc_id]["indicator"] if cases[code] >= 2]
    names, labels = places(study), indicator_labels(study, lang)
    if not shared:
        raise TableError(
            f"{doc_id!r} shares no indicator with another case", where="place_in_table", cure="choose another case"
        )
    with theme():
        ax = new_axes(ax, 6.8, 0.9 + 0.4 * len(shared))
        links, said, ticks, rows = {}, [], [], []
        for y, code in enumerate(shared):
            table = found[found["indicator"] == code]
            low, high = table["value"].min(), table["value"].max()
            ax.axhline(y, color=LINE, linewidth=1, zorder=0)
            for row in table.to_dict("records"):
                x = (row["value"] - low) / (high - low) if high > low else 0.5
                mine = row["doc_id"] == doc_id
                url = f"#ev-{row['doc_id']}-{row['sent_no']}"
                ax.scatter(
                    [x],
                    [y],
                    s=80 if mine else 36,
                    color=ORANGE if mine else SOFT,
                    edgecolor="white",
                    zorder=3 if mine else 2,
                ).set_urls([url])
                links[url] = f"{names[row['doc_id']]} {labels.get(code, code)} {human(row['value'], lang)}"
            own = table[table["doc_id"] == doc_id].iloc[0]
            rank = int((table["value"] > own["value"]).sum()) + 1
            figure = (
                f"{labels.get(code, code)}{unit_of(table, lang)} {SIGNS[own['qualifier']]}{human(own['value'], lang)}"
            )
            ticks.append(figure)
            said.append(f"{figure} {rank}/{len(table)}")
            ax.text(1.06, y, f"{rank}/{len(table)}", va="center", fontsize=9, color=SOFT)
            rows.append((labels.get(code, code), own["value"], own["unit"], own["per"], rank, len(table)))
        ax.set_yticks(range(len(shared)), ticks, fontsize=9)
        ax.set_ylim(len(shared) - 0.5, -0.5)
        ax.set_xlim(-0.05, 1.16)
        ax.xaxis.set_visible(False)
        ax.spines[["bottom"]].set_visible(False)
        ax.set_title(f"{names[doc_id]} · {word('rank', lang)}")
        return finish(
            ax,
            f"{names[doc_id]}：" + "；".join(said),
            pd.DataFrame(rows, columns=["indicator", "value", "unit", "per", "rank", "cases"]),
            links,
        )
