"""When things were."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from casekit.charts.style import BLUE, INK, MANY, SOFT, VERMILION, finish, new_axes, places, theme, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from casekit.study import Study

_AHEAD = 8  # years before most of the others
_DATE = r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"


def timeline(study: Study, *, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """When things were: each dated figure of the cases on its year or span of years, and when the article appeared.

    What is reported ends with the article; a plan or a norm may reach beyond it. Of more than a dozen cases those without
    any date are counted and not listed.
    """
    import pandas as pd

    names = places(study)
    dated = study.metrics[study.metrics["period"].str.fullmatch(f"{_DATE}(?:/(?:{_DATE})?)?")]
    published = {
        row["doc_id"]: _year(row["published"])
        for row in study.rows["documents"]
        if len(row["published"]) == 10 and re.fullmatch(_DATE, row["published"])
    }
    when = {*dated["doc_id"], *published}
    begins = sorted(_year(period.partition("/")[0]) for period in dated["period"])
    earliest = begins[len(begins) // 20] - _AHEAD if begins else 0.0
    listed = [doc for doc in names if doc in when or len(names) <= MANY]
    with theme():
        ax = new_axes(ax, 7.2, 0.9 + 0.5 * max(1, len(listed)))
        links, rows = {}, []
        lane = {doc: y for y, doc in enumerate(listed)}
        for at, row in enumerate(dated.to_dict("records")):
            begin, _, end = row["period"].partition("/")
            start = _year(begin)
            appeared = published.get(row["doc_id"])
            stop = appeared if row["period"].endswith("/") and appeared else _end(end or begin)
            if row["status"] == "reported" and appeared and start < appeared:
                stop = min(stop, appeared)
            y = lane[row["doc_id"]] + ((at % 5) - 2) * 0.11
            url = f"#ev-{row['doc_id']}-{row['sent_no']}"
            if start < earliest:  # the year stands at the edge, so that it does not press all others together
                start, stop = earliest, max(stop, earliest)
                ax.text(stop, y, f" ← {begin[:4]}", va="center", fontsize=7, color=SOFT, url=url)
            line = ax.barh(
                y,
                max(stop - start, 0.08),
                left=start,
                height=0.08,
                color=BLUE if row["status"] == "reported" else VERMILION,
            )
            line[0].set_url(url)
            links[url] = f"{names[row['doc_id']]} {row['period']} {row['noun']} {row['surface']}"
            rows.append((names[row["doc_id"]], row["period"], row["noun"], row["surface"]))
        for doc, y in lane.items():
            if doc in published:
                ax.plot([published[doc]] * 2, [y - 0.36, y + 0.36], color=INK, linewidth=1.4)
        ax.set_yticks(range(len(lane)), [names[doc] for doc in lane])
        ax.set_ylim(max(1, len(lane)) - 0.5, -0.5)
        from matplotlib.lines import Line2D
        from matplotlib.patches import Patch
        from matplotlib.ticker import MaxNLocator

        key = [
            Patch(color=BLUE, label=word("reported", lang)),
            Patch(color=VERMILION, label=f"{word('planned', lang)} / {word('required', lang)}"),
            Line2D([], [], color=INK, linewidth=1.4, label=word("published", lang)),
        ]
        ax.legend(handles=key, frameon=False, ncols=3, fontsize=9, loc="lower left", bbox_to_anchor=(0, 1.0))
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        rest = word("silent_cases", lang).format(n=len(names) - len(lane))
        ax.set_xlabel(f"{word('year', lang)} · {rest}" if len(lane) < len(names) else word("year", lang))
        table = pd.DataFrame(rows, columns=["place", "period", "noun", "surface"])
        said = "；".join(f"{p} {when} {noun} {surface}" for p, when, noun, surface in rows[:20])
        return finish(ax, said or word("silent", lang), table, links)


def _end(text: str) -> float:
    """Where a year, a month or a day ends, as a fraction of years."""
    return _year(text) + (1 if len(text) == 4 else 1 / 12 if len(text) == 7 else 1 / 365)


def _year(text: str) -> float:
    """A date as a fraction of years: 2017-12 → 2017.92."""
    parts = [int(part) for part in text.split("-")]
    return (
        parts[0] + (parts[1] - 1) / 12 + ((parts[2] - 1) / 365 if len(parts) > 2 else 0)
        if len(parts) > 1
        else float(parts[0])
    )
