"""Frames: ways to tell a rule, as the page ``rule_frames.yml`` has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from casekit.codebook import Codebook
from casekit.codebook.pages import build, line_of, read_yaml
from casekit.errors import CodebookError

PAGE = "rule_frames.yml"
KINDS = ("threshold", "consequence", "frequency", "coverage", "quota", "procedure")
STRETCHES = ("words", "clause", "sentence", "before", "none")


@dataclass(frozen=True)
class Frame:
    """One way to tell a rule, in words (`pattern`) or around a number (`units`, `before`, `after`).

    ``{list}`` in a pattern stands for one word of that list. Groups of a pattern name the parts of the rule: `actor`,
    `action`, `object`, `per`, `then` (what follows), `n` (its number) and `unit`.

    Attributes
    ----------
    cue : str
        Its name in `found_by`.
    example : str
        A sentence that is read so; the tests try it.
    tells : str
        The kind of the rule.
    pattern : str
        The words of a rule whose number, if any, is one of them.
    units : tuple of str
        Units of the number that the words `before` and `after` stand around.
    before, after : str
        What must stand right before the words or the number, in its clause, and right after it.
    unless : str
        What must not stand in the words of the rule, or in the clause or sentence where `told` says so.
    told : str
        Where no report may stand: in the `words` of the rule, in its `clause` or `sentence`, `before` its number, or
        nowhere in particular (``none``).
    most : float
        The greatest number that is read.
    several : int
        So many of them must stand in the sentence.
    steps : int
        So many different steps must stand in the words.
    value, unit, per : float, str
        What the rule has where no group says it.
    comparator : str
    """

    cue: str
    example: str
    tells: str
    pattern: str = ""
    units: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    unless: str = ""
    told: str = "words"
    most: float = float("inf")
    several: int = 1
    steps: int = 0
    value: float | None = None
    unit: str = ""
    per: str = ""
    comparator: str = "="

    def __post_init__(self) -> None:
        if self.value is not None:
            object.__setattr__(self, "value", float(self.value))
        if bool(self.pattern) == bool(self.units):
            raise ValueError("a frame has either a `pattern` or `units`")
        if self.units and not (self.before or self.after):
            raise ValueError("units alone make no rule: give the words `before` or `after`")
        if self.told not in STRETCHES:
            raise ValueError(f"`told` is one of {STRETCHES}")


@lru_cache(maxsize=8)
def load_frames(codebook: Codebook) -> Mapping[str, tuple[Frame, ...]]:
    """The frames of each kind, in the order in which they are believed.

    Raises
    ------
    CodebookError
        An unknown kind or key, a missing key, or a cue that stands twice.

    Examples
    --------
    >>> load_frames(Codebook())["threshold"][0].tells
    'threshold'
    """
    path = codebook.file(PAGE)
    page = read_yaml(path)
    if not isinstance(page, dict) or set(page) - set(KINDS):
        raise CodebookError(f"the page holds lists of frames by kind, not {page!r:.40}", where=path, cure=f"{KINDS}")
    frames = {
        kind: tuple(build(Frame, raw, path, f"{kind}: frame {number}", tells=kind) for number, raw in enumerate(page.get(kind, ()), 1))
        for kind in KINDS
    }  # fmt: skip
    cues = [frame.cue for found in frames.values() for frame in found]
    for cue in cues:
        if cues.count(cue) > 1:
            raise CodebookError(f"the cue {cue!r} stands twice", where=line_of(path, cue), cure="give one a new name")
    return frames
