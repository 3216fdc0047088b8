"""Pages once parsed, kept in the user's cache folder: reading YAML is most of what a start of casekit takes.

What is kept of a page is used only while the page has the very bytes it was made of. The folder may be deleted at any
time; where it cannot be written, nothing is kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from casekit.atomic import write_text
from casekit.errors import OutputError

_PAIRS = "\0pairs"  # no key of a page holds this sign


def folder() -> Path | None:
    """Where pages are kept: ``casekit`` in the cache folder of this user; None for a user without a home."""
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    if not named:
        try:
            named = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
        except RuntimeError:
            return None
    return Path(named) / "casekit"


def recall(path: Path, raw: bytes) -> Any:
    """What was kept of the page `path` when it had the bytes `raw`; None if nothing was."""
    place = _place(path)
    try:
        kept = _loaded(place.read_text("utf-8")) if place else None
    except (OSError, TypeError, ValueError):  # never kept, or damaged since
        return None
    return kept["page"] if isinstance(kept, dict) and kept.get("sha256") == _sha256(raw) else None


def keep(path: Path, raw: bytes, page: Any) -> None:
    """Keep the parsed `page`, if JSON can say all it holds (a date it cannot)."""
    place = _place(path)
    if not place:
        return
    try:
        text = json.dumps({"sha256": _sha256(raw), "page": _plain(page)}, ensure_ascii=False)
    except (TypeError, ValueError):
        return
    if _loaded(text)["page"] == page:
        with suppress(OutputError):
            write_text(place, text)


def _plain(page: Any) -> Any:
    """The same with lists of pairs for mappings whose keys are no words (points: [words]), which JSON has none of."""
    if isinstance(page, list):
        return [_plain(item) for item in page]
    if not isinstance(page, dict):
        return page
    if all(isinstance(key, str) for key in page):
        return {key: _plain(value) for key, value in page.items()}
    return {_PAIRS: [[key, _plain(value)] for key, value in page.items()]}


def _loaded(text: str) -> Any:
    return json.loads(text, object_hook=lambda found: dict(found[_PAIRS]) if _PAIRS in found else found)


def _place(path: Path) -> Path | None:
    home = folder()
    return home / f"{path.stem}-{_sha256(os.fsencode(path.resolve()))[:16]}.json" if home else None


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
