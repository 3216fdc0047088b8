"""Sentences of a clean body, as the coding manual defines them.

A sentence ends at 。！？； with the closing marks that follow, or at the end of its paragraph. A mark inside “…” or
《…》 ends none, unless the closing mark follows at once; ``“…。”，`` goes on, and so does 2。71%.
"""

from __future__ import annotations

import re

from casekit.document import Sentence

# all that can begin, go on with or end a sentence: a mark with prose behind it, which ends the group; a whole quotation
# without a mark inside it, which changes nothing; any other. It begins with the one set, so the search is fast.
_EVENT = re.compile(
    "[“《”》。！？；](?:(?<=[。！？；])(?![”’》）】，、的]|(?<=[0-9]。)[0-9]{1,2}[%％万亿])()|(?<=“)[^“《”》。！？；]*”|(?<=《)[^“《”》。！？；]*》|)"
)
# a full stop typed for a point: 2。71%
_SLIP = re.compile("[0-9]。[0-9]{1,2}[%％万亿]")
_CLOSING = ("”", "’", "》", "）", "】")
_CLOSERS = re.compile(f"[{''.join(_CLOSING)}]+")
_HEADING_BREAKERS = re.compile(r"[。！？；;]")
_INNER_CLOSERS = ("”", "》")
_GOES_ON = ("，", "、", "的")


def split_sentences(body: str) -> tuple[Sentence, ...]:
    r"""All sentences of a body with offsets, paragraph and heading flag.

    Parameters
    ----------
    body : str
        Clean text, one paragraph a line.

    Returns
    -------
    tuple of Sentence
        In order; ``body[s.start:s.end] == s.text``. A heading is a paragraph of its own without 。！？；.

    Examples
    --------
    >>> [s.text for s in split_sentences("一、背景\n他说：“好。真好！”大家笑了；会议结束。")]
    ['一、背景', '他说：“好。真好！”', '大家笑了；', '会议结束。']
    >>> split_sentences("一、背景\n做法有三。")[0].heading
    True
    """
    found: list[Sentence] = []
    position = number = 0
    new = tuple.__new__  # for sentences by the thousand
    for line in body.split("\n"):
        paragraph = line.strip()
        if paragraph:
            base = position + line.index(paragraph[0])
            heading = not _HEADING_BREAKERS.search(paragraph)
            for begin, end in [(0, len(paragraph))] if heading else _cuts(paragraph):
                piece = paragraph[begin:end]
                text = piece.strip()  # blanks between two sentences belong to neither
                start = base + begin + (piece.index(text[0]) if len(text) < end - begin else 0)
                found.append(new(Sentence, (len(found), start, start + len(text), text, number, heading)))
            number += 1
        position += len(line) + 1
    return tuple(found)


def _cuts(paragraph: str) -> list[tuple[int, int]]:
    """Half-open spans between the sentence ends of one paragraph."""
    cuts: list[tuple[int, int]] = []
    depth = start = done = 0
    for event in _EVENT.finditer(paragraph):
        place, end = event.span()
        if event.lastindex:
            if not depth:
                cuts.append((start, end))
                start = end
            continue
        if end - place > 1 or place < done:  # a closing mark that the sentence before it took along
            continue
        mark = paragraph[place]
        if mark in "“《":
            depth += 1
            continue
        if mark in "”》":
            depth = max(0, depth - 1)
            continue
        done = end
        following = paragraph[done : done + 1]
        if depth and following not in _INNER_CLOSERS:
            continue
        if mark == "。" and following.isdecimal() and _SLIP.match(paragraph, place - 1):
            continue
        if following in _CLOSING:
            closers = _CLOSERS.match(paragraph, done)
            depth = max(0, depth - sum(map(closers.group().count, _INNER_CLOSERS)))
            done = closers.end()
            following = paragraph[done : done + 1]
        if following not in _GOES_ON:
            cuts.append((start, done))
            start = done
    if paragraph[start:].strip():
        cuts.append((start, len(paragraph)))
    return cuts
