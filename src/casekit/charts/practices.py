"""Practices across cases: which, how often, with which instrument, and which go together."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from casekit.charts.style import (
    BLUE,
    HATCHES,
    INK,
    INSTRUMENT_COLOURS,
    MANY,
    SOFT,
    finish,
    new_axes,
    places,
    practice_labels,
    theme,
    word,
)
from casekit.codebook.practice import load_practices
from casekit.compare import cooccurrence, instrument_profile, practice_counts, practice_rates
from casekit.errors import TableError, one_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from casekit.study import Study


def _ordered(study: Study, codes: list[str]) -> list[str]:
    """Codes by instrument, then as the codebook names them."""
    instrument = {page.id: page.instrument for page in load_practices(study.codebook)}
    order = {name: at for at, name in enumerate(INSTRUMENT_COLOURS)}
    return sorted(codes, key=lambda code: (order.get(instrument.get(code, ""), 9), code))


def practice_heatmap(study: Study, per: str | None = None, *, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Case × practice: in how many sentences each practice is coded.

    Parameters
    ----------
    per : {None, "1000_characters", "sentences"}
        Divide by the length of the article, so that long articles do not look busier.

    Returns
    -------
    Axes
        Each cell leads to its sentences; a case whose article never mentions a practice has an empty cell. The cases stand
        side by side, or below one another where they are more than a dozen.
    """
    import matplotlib as mpl
    import seaborn as sns

    counts = practice_counts(study.tables)
    if counts.empty or not counts.shape[1]:
        raise TableError("no practice is coded in this study", where="practice_heatmap", cure="casekit check")
    codes = _ordered(study, list(counts.columns))
    shown = (practice_rates(study.tables, per) if per else counts)[codes]
    names, labels = places(study), practice_labels(study, lang)
    instrument = {page.id: page.instrument for page in load_practices(study.codebook)}
    write = {None: "{:.0f}", "1000_characters": "{:.1f}", "sentences": "{:.0%}"}[per].format
    many = len(shown) > MANY
    grid = shown if many else shown.T
    with theme():
        size = (
            (2.4 + 0.3 * len(codes), 1.9 + 0.25 * len(shown))
            if many
            else (2.9 + 0.82 * len(shown), 1.1 + 0.27 * len(codes))
        )
        ax = new_axes(ax, *size)
        palette = mpl.colors.LinearSegmentedColormap.from_list("casekit", ["#e8f0f5", "#0072b2", "#00304d"])
        sns.heatmap(
            grid.astype(float),
            mask=grid == 0,
            annot=grid.map(lambda value: write(value) if value else ""),
            fmt="",
            cmap=palette,
            cbar=False,
            xticklabels=False,
            yticklabels=False,
            linewidths=1,
            linecolor="#fdfcf9",
            ax=ax,
            annot_kws={"fontsize": 8.5},
        )
        of_codes, of_cases = (ax.xaxis, ax.yaxis) if many else (ax.yaxis, ax.xaxis)
        of_codes.set_ticks(
            [at + 0.5 for at in range(len(codes))], [labels.get(code, code) for code in codes], fontsize=9
        )
        of_cases.set_ticks([at + 0.5 for at in range(len(shown))], [names[doc] for doc in shown.index])
        ax.tick_params(length=0)
        ax.tick_params("x", rotation=90 if many else 0 if len(shown) <= 8 else 60)
        for tick, code in zip(of_codes.get_ticklabels(), codes, strict=True):
            tick.set_color(INSTRUMENT_COLOURS.get(instrument.get(code, ""), INK))
        ax.xaxis.tick_top()
        ax.set_xlabel("")
        ax.set_ylabel("")
        links, said = {}, []
        for at, doc in enumerate(shown.index):
            coded = [code for code in codes if counts.loc[doc, code]]
            for code in coded:
                corner = (codes.index(code), at) if many else (at, codes.index(code))
                url = f"#ev-{doc}.{code}"
                ax.add_patch(mpl.patches.Rectangle(corner, 1, 1, facecolor="white", alpha=0.004, url=url, zorder=5))
                links[url] = f"{names[doc]} {labels.get(code, code)} {counts.loc[doc, code]}"
            said.append(f"{names[doc]}：{'、'.join(f'{labels.get(c, c)} {write(shown.loc[doc, c])}' for c in coded)}")
        unit = word({None: "sentences", "1000_characters": "per_1000_characters"}.get(per, "per_sentence"), lang)
        return finish(
            ax, f"{unit}。{'；'.join(said)}", grid.rename(index=names | labels, columns=names | labels), links
        )


def practice_frequency(
    study: Study, doc_id: str | None = None, per: str = "1000_characters", *, ax: Axes | None = None, lang: str = "zh"
) -> Axes:
    """Practices by how much of the text speaks of them, in one case or in all together (mean of the cases)."""
    rates = practice_rates(study.tables, per)
    if doc_id and doc_id not in rates.index:
        raise TableError(f"no document {doc_id!r}", where="practice_frequency", cure=one_of(rates.index))
    row = (rates.loc[doc_id] if doc_id else rates.mean()).sort_values(ascending=False, kind="stable")
    row = row[row > 0]
    names, labels = places(study), practice_labels(study, lang)
    instrument = {page.id: page.instrument for page in load_practices(study.codebook)}
    with theme():
        ax = new_axes(ax, 6.4, 0.8 + 0.27 * max(1, len(row)))
        links, seen = {}, set()
        for y, (code, value) in enumerate(row.items()):
            kind = instrument.get(code, "organisation")
            bar = ax.barh(
                y,
                value,
                color=INSTRUMENT_COLOURS[kind],
                hatch=HATCHES[kind],
                edgecolor="white",
                height=0.7,
                label=None if kind in seen else word(kind, lang),
            )
            seen.add(kind)
            if doc_id:
                url = f"#ev-{doc_id}.{code}"
                bar[0].set_url(url)
                links[url] = f"{names[doc_id]} {labels.get(code, code)} {value:.2f}"
        ax.set_yticks(range(len(row)), [labels.get(code, code) for code in row.index], fontsize=9)
        ax.set_ylim(len(row) - 0.5, -0.5)
        ax.set_xlabel(word("per_1000_characters" if per == "1000_characters" else "per_sentence", lang))
        if seen:
            ax.legend(frameon=False, fontsize=8.5, loc="lower right")
        if doc_id:
            ax.set_title(names[doc_id])
        said = "；".join(f"{labels.get(code, code)} {value:.2f}" for code, value in row.items())
        return finish(ax, said, row.rename(index=labels).to_frame("rate"), links)


def instrument_bars(study: Study, *, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """The mix of instruments of each case: share of its coded sentences, coloured and hatched."""
    profile = instrument_profile(study.tables)
    names = places(study)
    with theme():
        ax = new_axes(ax, 6.8, 1.2 + 0.44 * len(profile))
        for y, doc in enumerate(profile.index):
            left = 0.0
            if profile.loc[doc].isna().all():
                ax.text(0, y, " " + word("silent", lang), va="center", color=SOFT, fontsize=9)
                continue
            for kind, share in profile.loc[doc].items():
                ax.barh(
                    y,
                    share,
                    left=left,
                    color=INSTRUMENT_COLOURS[kind],
                    hatch=HATCHES[kind],
                    edgecolor="white",
                    height=0.66,
                    label=word(kind, lang) if y == 0 else None,
                )
                if share >= 0.06:
                    ax.text(
                        left + share / 2,
                        y,
                        f"{share:.0%}",
                        ha="center",
                        va="center",
                        color="white",
                        fontsize=8.5,
                        bbox={"facecolor": INSTRUMENT_COLOURS[kind], "edgecolor": "none", "pad": 1},
                    )
                left += share
        ax.set_yticks(range(len(profile)), [names[doc] for doc in profile.index])
        ax.set_ylim(len(profile) - 0.5, -0.5)
        ax.set_xlim(0, 1)
        ax.xaxis.set_visible(False)
        ax.spines[["bottom", "left"]].set_visible(False)
        handles, shown = ax.get_legend_handles_labels()
        if handles:
            ax.legend(handles, shown, frameon=False, ncols=4, fontsize=9, loc="lower left", bbox_to_anchor=(0, 1.0))
        said = "；".join(
            f"{names[doc]} "
            + "、".join(f"{word(kind, lang)} {share:.0%}" for kind, share in profile.loc[doc].items() if share == share)
            for doc in profile.index
        )
        return finish(
            ax, said, profile.rename(index=names, columns={kind: word(kind, lang) for kind in profile.columns})
        )


def cooccurrence_network(study: Study, least: int = 2, *, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Practices that share sentences, on a circle: the thicker the line, the more sentences; at least `least`."""
    pairs = cooccurrence(study.tables)
    pairs = pairs[pairs["sentences"] >= least]
    if pairs.empty:
        raise TableError(
            "no two practices share enough sentences", where="cooccurrence_network", cure=f"lower least (now {least})"
        )
    counts = practice_counts(study.tables).sum()
    labels = practice_labels(study, lang)
    instrument = {page.id: page.instrument for page in load_practices(study.codebook)}
    codes = _ordered(study, sorted(set(pairs["a"]) | set(pairs["b"])))
    at = {
        code: (math.cos(2 * math.pi * i / len(codes)), math.sin(2 * math.pi * i / len(codes)))
        for i, code in enumerate(codes)
    }
    with theme():
        # inches: the circle, and around it room for the longest label
        circle, label = 1.9, max(len(labels.get(code, code)) for code in codes) * (0.14 if lang == "zh" else 0.06)
        side = 2 * (1.15 * circle + label)
        ax = new_axes(ax, side, side + 0.4)
        most = pairs["sentences"].max()
        for pair in pairs.to_dict("records"):
            (x1, y1), (x2, y2) = at[pair["a"]], at[pair["b"]]
            ax.annotate(
                "",
                (x2, y2),
                (x1, y1),
                arrowprops={
                    "arrowstyle": "-",
                    "color": BLUE,
                    "alpha": 0.55,
                    "linewidth": 0.8 + 4 * pair["sentences"] / most,
                    "connectionstyle": "arc3,rad=0.18",
                    "shrinkA": 5,
                    "shrinkB": 5,
                },
            )
        for code, (x, y) in at.items():
            ax.scatter(
                [x],
                [y],
                s=30 + 500 * counts[code] / counts.max(),
                color=INSTRUMENT_COLOURS.get(instrument.get(code, ""), SOFT),
                edgecolor="white",
                zorder=3,
            )
            ax.text(
                1.12 * x,
                1.12 * y,
                labels.get(code, code),
                ha="right" if x < 0 else "left",
                va="center",
                rotation=math.degrees(math.atan2(-y, -x) if x < 0 else math.atan2(y, x)),  # outwards, never upside down
                rotation_mode="anchor",
                fontsize=9,
            )
        ax.set_xlim(-side / 2 / circle, side / 2 / circle)
        ax.set_ylim(-side / 2 / circle, side / 2 / circle)
        ax.set_aspect("equal")
        ax.axis("off")
        ax.set_title(f"{word('together', lang)} ≥ {least}")
        shown = pairs.assign(a=pairs["a"].map(lambda c: labels.get(c, c)), b=pairs["b"].map(lambda c: labels.get(c, c)))
        said = "；".join(f"{r['a']}—{r['b']} {r['sentences']}" for r in shown.head(12).to_dict("records"))
        return finish(ax, said, shown)
