"""A name in the text that may own a figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_NEAR = 5  # characters between enumerated places
#: A quotation of somebody's words is not longer.
SPEECH = 400
_SPEAKER, _AFTER = 12, 12  # signs behind it, and names, among which the speaker's village is looked for
_LISTED = frozenset(["place", "list"])


class Mention(NamedTuple):
    """`scope` is the name it stands for.

    `kind` is case, wider, place, again, person or norm; own (an organisation, a household), staff (a body of the state,
    which owns only what is said of its people and its help), agent (who holds an office and owns only the own deeds),
    speaker (a person, inside the own words), says (who only speaks), him (the person named last), team (which owns what
    it has or does by itself), some (several villages), above (a unit above the case, of the figure right behind it),
    region (a part of the country), part (a county inside the case, for its sentence) or other (a unit elsewhere, which
    owns only by 该县, 全省).
    """

    start: int
    end: int
    scope: str
    kind: str


def outside(found: list[Mention], organisations: list[Mention]) -> list[Mention]:
    """Organisations and the names beside them, sorted; a name inside that of an organisation is a part of it."""
    if organisations:
        inside = {at for start, end, *_ in organisations for at in range(start, end)}
        found = [mention for mention in found if mention.start not in inside]
        found += organisations
    found.sort()
    return found


def without_lists(found: list[Mention]) -> Iterator[Mention]:
    """Places that are enumerated own no figure: 甲镇大湾村、小湾村，乙镇白岩村."""
    run: list[Mention] = []
    for mention in [*found, None]:
        is_place = mention is not None and mention.kind in _LISTED
        if is_place and run and mention.start - run[-1].end <= _NEAR:
            run.append(mention)
            continue
        if not any(place.kind == "list" for place in run):
            yield from run
        run = [mention] if is_place else []
        if mention and not run:
            yield mention


def of_speaker(found: list[Mention], at: int, text: str) -> str:
    """The village named right behind the words that hold the name at `at`: “我们村…。”大湾村支书说."""
    closing = text.find("”", found[at].end, found[at].end + SPEECH)
    if closing < 0 or text.find("“", found[at].end, closing) >= 0:
        return ""
    for mention in found[at + 1 : at + _AFTER]:
        if mention.start > closing:
            village = mention.kind == "place" and mention.scope.endswith("村")
            if village or mention.start - closing > _SPEAKER:
                return mention.scope if village and mention.start - closing <= _SPEAKER else ""
    return ""
