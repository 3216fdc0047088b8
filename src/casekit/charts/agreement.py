"""How far two coders agree, code by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casekit.charts.style import BLUE, LINE, SOFT, VERMILION, finish, new_axes, theme, word
from casekit.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.axes import Axes

_DRAWN, _TENTATIVE, _RELIABLE = ["both", "only_a", "only_b", "alpha"], 0.667, 0.8


def agreement_bars(
    table: pd.DataFrame,
    labels: Mapping[str, str] | None = None,
    ax: Axes | None = None,
    lang: str = "zh",
    least: int = 5,
) -> Axes:
    """Krippendorff's alpha of each code, the highest first, with the bounds 0.667 and 0.800.

    Parameters
    ----------
    table : DataFrame
        From :func:`casekit.agreement.reliability`; the pooled row is not drawn.
    labels : mapping, optional
        Code → label; a code without one is shown as it is.
    ax : Axes, optional
        Where to draw.
    lang : {"zh", "en"}
    least : int
        Only codes that at least one coder gave to so many sentences: alpha of a rare code says nothing.

    Returns
    -------
    Axes
        A code whose alpha is not defined has a word in the place of its bar.

    Raises
    ------
    TableError
        A column is missing, or no code was given often enough.

    Notes
    -----
    The bounds are K. Krippendorff's, *Content Analysis*, 4th ed. 2019, ch. 12.

    Examples
    --------
    >>> import pandas as pd
    >>> from casekit.charts import note
    >>> table = pd.DataFrame({"both": [6], "only_a": [1], "only_b": [0], "alpha": [0.91]}, index=["training"])
    >>> note(agreement_bars(table, {"training": "培训"})).alt
    '培训 0.91（7 句）'
    """
    missing = [name for name in _DRAWN if name not in table]
    if missing:
        raise TableError(f"lacks the columns {missing}", where="agreement_bars", cure="give what reliability returns")
    given = table.drop(index="(pooled)", errors="ignore")[_DRAWN]
    given = given.assign(sentences=given[["both", "only_a", "only_b"]].sum(axis=1).astype("int64"))
    given = given[given["sentences"] >= least].sort_values("alpha", ascending=False, kind="stable")
    if given.empty:
        raise TableError("no code is given often enough", where="agreement_bars", cure=f"lower least (now {least})")
    names = [(labels or {}).get(code, code) for code in given.index]
    with theme():
        ax = new_axes(ax, 6.8, 1.0 + 0.34 * len(given))
        said = []
        for y, (name, row) in enumerate(zip(names, given.to_dict("records"), strict=True)):
            defined = row["alpha"] == row["alpha"]
            shown = f"{row['alpha']:.2f}" if defined else word("undefined", lang)
            if defined:
                colour = BLUE if row["alpha"] >= _TENTATIVE else VERMILION
                hatch = "" if row["alpha"] >= _TENTATIVE else "///"
                ax.barh(y, row["alpha"], color=colour, hatch=hatch, edgecolor="white", height=0.62)
            count = f"{row['sentences']} 句" if lang == "zh" else f"{row['sentences']} sentences"
            text = f"{shown}（{count}）" if lang == "zh" else f"{shown} ({count})"
            ax.text(max(row["alpha"], 0) + 0.012 if defined else 0.012, y, text, va="center", fontsize=9, color=SOFT)
            said.append(f"{name} {text}")
        for bound in (_TENTATIVE, _RELIABLE):
            ax.axvline(bound, color=LINE, linewidth=1, zorder=0)
        ax.set_yticks(range(len(names)), names, fontsize=9)
        ax.set_ylim(len(names) - 0.5, -0.5)
        ax.set_xlim(min(0, given["alpha"].min() if given["alpha"].notna().any() else 0), 1.25)
        ax.set_xticks([0, _TENTATIVE, _RELIABLE, 1], ["0", "0.667", "0.8", "1"])
        ax.tick_params(axis="x", labelsize=8)
        ax.set_title(word("alpha", lang))
        return finish(ax, "；".join(said), given.reset_index(names="code").assign(code=names))
