"""The codebook: every definition that casekit knows, as files that a researcher can edit.

:class:`Codebook` reads the pages that ship with casekit; a folder of one's own may replace any of them,
page by page, under the same names.
"""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from pathlib import Path

from casekit.errors import CodebookError

HOME = Path(__file__).parent
_PARTS = sorted(
    path.name for path in HOME.iterdir() if path.suffix in (".yml", ".csv") or path.name in ("practices", "indicators")
)


class Codebook:
    """All definitions, each part read when first asked for.

    Two codebooks with the same pages are equal, so that what one study made ready serves the next; a page edited
    in between makes them differ.

    Parameters
    ----------
    folder : path, optional
        Pages here replace the shipped pages of the same relative name, and add new ones.

    Examples
    --------
    >>> Codebook() == Codebook()
    True
    """

    def __init__(self, folder: str | Path | None = None):
        self.folder = Path(folder) if folder else None
        if self.folder and not any((self.folder / name).exists() for name in _PARTS):
            raise CodebookError(
                "no codebook page stands here", where=folder, cure=f"a folder with one of {', '.join(_PARTS)}"
            )

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

    @cached_property
    def stamp(self) -> str:
        """Checksum of all pages, with where they stand, as they were when first asked for."""
        pages = [self.file(name) for name in _PARTS if Path(name).suffix]
        digest = hashlib.sha256()
        for page in (*pages, *self.pages("practices"), *self.pages("indicators")):
            try:
                raw = page.read_bytes()
            except OSError:  # whoever needs the page will say so
                raw = b""
            digest.update(b"%b\0%d\0%b" % (os.fsencode(page), len(raw), raw))
        return digest.hexdigest()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Codebook):
            return NotImplemented
        return self is other or self.stamp == other.stamp

    def __hash__(self) -> int:
        return hash(self.stamp)
