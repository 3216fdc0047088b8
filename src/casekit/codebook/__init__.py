"""The codebook: every definition that casekit knows, as files that a researcher can edit.

:class:`Codebook` reads the pages that ship with casekit; a folder of one's own may replace any of them,
page by page, under the same names.
"""

from __future__ import annotations

from pathlib import Path

HOME = Path(__file__).parent


class Codebook:
    """All definitions, each part read when first asked for.

    Parameters
    ----------
    folder : path, optional
        Pages here replace the shipped pages of the same relative name, and add new ones.
    """

    def __init__(self, folder: str | Path | None = None):
        self.folder = Path(folder) if folder else None

    def file(self, name: str) -> Path:
        """The page `name` (``units.yml``): the reader's own if there is one, else the shipped one."""
        own = self.folder / name if self.folder else None
        return own if own and own.exists() else HOME / name

    def pages(self, kind: str) -> list[Path]:
        """All pages of a kind (``practices``, ``indicators``), the reader's own over the shipped, by name."""
        found = {path.name: path for path in sorted((HOME / kind).glob("*.yml"))}
        if self.folder:
            found |= {path.name: path for path in sorted((self.folder / kind).glob("*.yml"))}
        return [found[name] for name in sorted(found)]
