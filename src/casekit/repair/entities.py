"""Left-overs of HTML and JSON, and characters that show nothing.

**Why it happens.** A scraper takes the source for the text: ``&nbsp;``, ``&ldquo;``, ``\\u2026`` or, its backslash lost,
``u2026``. Editors leave zero-width spaces, byte order marks, soft hyphens and marks of writing direction behind.

**How it is undone.** An entity becomes its character; ``u`` and four hexadecimal digits become theirs if that is a mark
of punctuation and Chinese stands beside it; what shows nothing is taken out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from casekit.repair.scan import matches
from casekit.spans import Edit

_NAMES = "nbsp|ensp|emsp|thinsp|ldquo|rdquo|lsquo|rsquo|hellip|mdash|ndash|middot|bull|lt|gt|amp|quot|apos|times|deg|permil|laquo|raquo|copy|reg|yen|zwnj|zwj|shy"
_SILENT = "\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb"
_STRAY = re.compile(
    f"[{_SILENT}&\\\\u](?:(?<=[{_SILENT}])[{_SILENT}]*"  # a class first: scanned fast
    f"|(?<=&)(?:(?:{_NAMES})(?:;|(?![=;A-Za-z0-9]))|#(?:\\d{{2,7}}|[xX][0-9a-fA-F]{{2,6}});)"
    "|(?<=\\\\)u(?:20[0-3][0-9a-fA-F]|300[0-9a-fA-F]|3010|3011|ff[0-9a-eA-E][0-9a-fA-F]|[4-9][0-9a-fA-F]{3})"
    "|(?<=u)(?<![0-9A-Za-z]u)(?:2026(?:u2026)+|201[3-9cd]|2026|300[0-29ab]|ff0[1c]|ff1[abf]|00[ab][07])(?![0-9A-Za-z]))"
)


def signs() -> str:
    """Characters that left-overs begin with, but for ``\\u2026`` and ``u2026``."""
    return "&" + "".join(re.findall(f"[{_SILENT}]", "".join(map(chr, range(0x10000)))))


def edits(text: str, places: Sequence[int] | None = None) -> list[Edit]:
    """Edits for entities, escapes and characters that show nothing; `places` are where they can begin, if that is known.

    >>> from casekit.spans import apply
    >>> apply("脱贫&nbsp;攻坚u2026u2026", edits("脱贫&nbsp;攻坚u2026u2026"))
    '脱贫 攻坚……'
    """
    out = []
    for match in matches(_STRAY, text, places):
        raw = match.group()
        if raw.startswith("&"):
            after = html.unescape(raw if raw.endswith(";") else raw + ";").replace("\xa0", " ")
        elif raw.startswith("\\u"):
            after = chr(int(raw[2:], 16))
        elif raw.startswith("u"):
            after = "".join(chr(int(code, 16)) for code in raw.split("u")[1:])
        else:
            after = ""
        out.append(Edit("entity" if after else "invisible", *match.span(), after))
    return out
