"""Word classes: words that stand for the same in many cues, listed once and called by name.

A cue may hold ``<name>`` wherever a word may stand: it means any word of that class, so that an act is met in every
wording that its actors, verbs and objects allow. ``A & B`` means both in one clause, whichever comes first.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from casekit.codebook import Codebook
from casekit.codebook.pages import line_of, read_yaml
from casekit.errors import CodebookError

PAGE = "word_classes.yml"
EITHER_WAY = " & "
_NAME = re.compile("<([^<>]*)>")

Classes = Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=8)
def load_classes(codebook: Codebook) -> Classes:
    """The words of each class; a class may name another, but only one that stands above it.

    >>> "第一书记" in load_classes(Codebook())["驻村者"]
    True
    """
    path = codebook.file(PAGE)
    raw = read_yaml(path)
    classes: dict[str, tuple[str, ...]] = {}
    if not isinstance(raw, Mapping):
        raise CodebookError("word classes are a mapping", where=path, cure="write '名称: [词, 词]'")
    for name, words in raw.items():
        at = line_of(path, f"{name}:")
        if not (isinstance(words, list) and words and all(isinstance(word, str) and word for word in words)):
            raise CodebookError(f"class {name!r} is not a list of words", where=at, cure=f"write '{name}: [词, 词]'")
        spelt = [way for word in words for way in words_of(word, classes, path)]
        if twice := sorted({word for word in spelt if spelt.count(word) > 1}):
            raise CodebookError(f"class {name!r} holds {twice[0]!r} twice", where=at, cure="delete one of the two")
        classes[name] = tuple(spelt)
    return classes


def forms(cue: str, classes: Classes, path: Path) -> tuple[str, ...]:
    """The plain cues that a cue with classes stands for; `path` is the page it stands on.

    Examples
    --------
    >>> forms("<派>…干部", {"派": ("选派", "派出")}, Path("page.yml"))
    ('(选派|派出)…干部',)
    >>> forms("结对 & 农户", {}, Path("page.yml"))
    ('结对…农户', '农户…结对')
    """
    plain = cue
    for name in dict.fromkeys(_NAME.findall(cue)):
        words = "|".join(_of(name, classes, path))
        # inside brackets the words are further ways, elsewhere they need brackets of their own
        plain = re.sub(rf"(?<=[(|])<{re.escape(name)}>(?=[|)])", words, plain).replace(f"<{name}>", f"({words})")
    one, mark, other = plain.partition(EITHER_WAY)
    return (f"{one}…{other}", f"{other}…{one}") if mark else (plain,)


def words_of(word: str, classes: Classes, path: Path) -> tuple[str, ...]:
    """A word alone, or all words of the class that it names, as ``<name>``, on the page `path`."""
    name = _NAME.fullmatch(word)
    return _of(name[1], classes, path) if name else (word,)


def _of(name: str, classes: Classes, path: Path) -> tuple[str, ...]:
    if name in classes:
        return classes[name]
    near = difflib.get_close_matches(name, classes, 1)
    cure = f"did you mean <{near[0]}>?" if near else f"name a class of {PAGE}"
    raise CodebookError(f"unknown word class <{name}>", where=line_of(path, f"<{name}>"), cure=cure)
