"""The one CJK font, so that a chart or page reads the same on a machine that has none.

Noto Sans SC (SIL Open Font License 1.1) comes with the package zhplot; it is found, never imported.
"""

from __future__ import annotations

import base64
import importlib.util
import io
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from casekit.errors import CasekitError

FAMILY = "Noto Sans SC"


@lru_cache(maxsize=1)
def font_file() -> Path:
    """Path of the font file; raises :class:`CasekitError` if the package that carries it is missing."""
    spec = importlib.util.find_spec("zhplot")
    for folder in spec.submodule_search_locations or () if spec else ():
        for path in sorted(Path(folder).glob("fonts/NotoSansSC-Regular.*")):
            return path
    raise CasekitError("the Chinese font is missing", where="zhplot", cure="install casekit's requirements again")


def subset(characters: Iterable[str], font: bytes | None = None) -> bytes:
    """The font cut down to `characters`, as woff2; the same bytes for the same characters.

    Parameters
    ----------
    characters : iterable of str
        Any order, any repetition; what the font lacks is left out.
    font : bytes, optional
        A font made by this function before, to cut a smaller one from quickly.

    Examples
    --------
    >>> subset("党建")[:4]
    b'wOF2'
    """
    from fontTools import subset as cutter
    from fontTools.ttLib import TTFont

    options = cutter.Options(
        flavor="woff2", hinting=False, desubroutinize=True, layout_features=[], notdef_outline=True,
        name_IDs=[0, 1, 2, 13, 14], recalc_timestamp=False, drop_tables=["DSIG", "GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx"],
    )  # fmt: skip
    source = TTFont(io.BytesIO(font) if font else font_file(), recalcTimestamp=False, lazy=True)
    worker = cutter.Subsetter(options)
    worker.populate(unicodes=sorted({*map(ord, set().union(*characters)), *range(32, 127)}))
    worker.subset(source)
    source.flavor = "woff2"
    out = io.BytesIO()
    source.save(out)
    return out.getvalue()


def css(characters: Iterable[str], font: bytes | None = None) -> str:
    """A ``@font-face`` rule that carries the font for `characters` within itself."""
    data = base64.b64encode(subset(characters, font)).decode()
    return f'@font-face{{font-family:"{FAMILY}";src:url(data:font/woff2;base64,{data}) format("woff2");font-display:block}}'
