"""How exactly is damage undone? Damage real articles on purpose, repair them, compare.

    python benchmarks/repair_accuracy.py [--articles 120] [--most 480] [--seed 1] [--text FOLDER]

For each kind of site: shifted stretches and how many came back exactly, apart for those of which nothing was lost and those
of which a byte or a digit was (what is gone can only be guessed); how many were read wrongly without a word in `suspects`
or `lost`; doubts told; numbers whose first digits were swallowed and how many were flagged; characters right; annotations
left over. The text is the clean text of the reference articles and of the project's own articles, development and held out, on
which the repair was mended for long; prose of the genre that was written apart (``prose/apart``), by which a few rules were mended;
and prose that was written when all was done (``prose/heldout``): what that shows is what to expect elsewhere. Or it is that of the
folders given. All in traditional characters; none of it was counted for the model of the language (``sequences.bin``, ``words.txt``).

An article is put together from paragraphs that are all used once before any is used again. Even so the same place is damaged
again and again if many articles are made of little text, and one hard place is counted each time. Therefore damaged places
are also counted once each, by what they say with six characters of the line on both sides: ``distinct``. Beyond the first
articles, up to `most`, only those are repaired that damage a place which none before did, and only ``distinct`` hears of them.
Every site annotates other characters, out of 500. The last lines are the totals of the four annotating kinds and of all.
"""

from __future__ import annotations

import argparse
import difflib
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import damage_model  # noqa: E402  (lives with the tests)

from casekit.repair import gbk, repair  # noqa: E402
from casekit.repair.pinyin import TONED  # noqa: E402
from casekit.spans import Alignment  # noqa: E402

LEFT = re.compile(f"[(（][a-z]*[{TONED}][a-z]*[)）]")
KINDS = {
    "annotation, bracket swallowed": {"swallow": damage_model.SWALLOWED, "drop": False},
    "annotation, bracket kept": {"swallow": b"", "drop": False},
    "annotation, folded": {"swallow": damage_model.SWALLOWED, "fold": True, "drop": False},
    "annotation, user-defined dropped": {"swallow": damage_model.SWALLOWED, "drop": True},
    "marks struck": {"swallow": damage_model.SWALLOWED, "struck": "！？", "drop": False},
    "marks struck, user-defined dropped": {"swallow": damage_model.SWALLOWED, "struck": "！？", "drop": True},
}


SIDE = 6  # characters of the line on both sides by which a damaged place is known again
OWN = tuple(ROOT / folder / "clean" for folder in ("data/reference", "tests/cases/own/dev", "tests/cases/own/heldout"))
APART = ROOT / "benchmarks/prose/apart"  # prose of the genre that nothing was counted in; a few rules were mended by it
HELDOUT = ROOT / "benchmarks/prose/heldout"  # prose that nobody looked at: it was written last
MEASURED = (*OWN, APART, HELDOUT)


def corpus(folders: Iterable[Path] = OWN) -> list[str]:
    """Paragraphs in traditional characters as mirrors write them."""
    import opencc

    files = [file for folder in folders for file in sorted(folder.glob("*.txt"))]
    paragraphs = [
        line
        for file in files
        for line in dict.fromkeys(file.read_text("utf-8").splitlines())
        if len(line) > 60 and "□" not in line
    ]
    known = set(gbk.pairs().values())
    text = opencc.OpenCC("s2tw").convert("\n".join(paragraphs))
    return ["".join(char for char in line if char in known or char.isascii()) for line in text.split("\n")]


def article(rng: random.Random, paragraphs: list[str], length: int = 2500) -> str:
    """Paragraphs in any order."""
    return next(articles(rng, paragraphs, length))


def articles(rng: random.Random, paragraphs: list[str], length: int = 2500) -> Iterator[str]:
    """Articles without end; every paragraph is used once before any is used again."""
    deck: list[str] = []
    while True:
        out: list[str] = []
        while sum(map(len, out)) < length:
            deck = deck or rng.sample(paragraphs, len(paragraphs))
            out.append(deck.pop())
        yield "\n".join(out)


def frequent(paragraphs: list[str], number: int = 250) -> str:
    """The commonest characters that look different in traditional script: what sites annotate."""
    counts = Counter("".join(paragraphs))
    return "".join([char for char, _ in counts.most_common() if char in gbk.simplified()][:number])


def place_of(text: str, first: int, last: int) -> str:
    """What is said at a damaged place, with the characters of its line on both sides."""
    before, behind = text[max(0, first - SIDE) : first], text[last + 1 : last + 1 + SIDE]
    return before.split("\n")[-1] + text[first : last + 1] + behind.split("\n")[0]


def judge(text: str, site: damage_model.Site, damaged: damage_model.Damaged, places: set[str]) -> Counter:
    """Repair one damaged article, and count. Places that are in `places` are not counted as distinct; new ones are added."""
    repaired = repair(damaged.text)
    # what a site folds outside of damaged runs is no longer to be seen: ＋ may have been +
    want = repair("".join(map(damage_model.fold, text)) if site.fold else text).text
    gone = set(damaged.swallowed) if len(want) == len(text) else set()
    place, kept = {}, []
    for offset, char in enumerate(want):
        place[offset] = len(kept)
        if offset not in gone:
            kept.append(char)
    right, got = "".join(kept), repaired.text.replace("□", "")
    matcher = difflib.SequenceMatcher(None, got, right, autojunk=False) if got != right else None
    wrong = [op[1:] for op in matcher.get_opcodes() if op[0] != "equal"] if matcher else []
    holes = [hole for hole, at in zip(damaged.holes, damaged.swallowed, strict=True) if text[at].isdigit()]
    out = Counter(
        articles=1,
        characters=len(right),
        wrong_characters=sum(max(b - a, d - c) for a, b, c, d in wrong),
        left=len(LEFT.findall(repaired.text)),
        doubts=len(repaired.suspects),
        lost=len(holes),
        flagged=sum(any(start <= hole < end for start, end in repaired.lost) for hole in holes),
        dropped=damaged.dropped,
    )
    told = [(start - 1, end + 1) for start, end, *_ in (*repaired.suspects, *repaired.lost)]
    told += [(edit.start, edit.end) for edit in repaired.edits if edit.kind == "guessed"]
    home, shown = Alignment(repaired.edits), [at for at, char in enumerate(repaired.text) if char != "□"]
    for first, last in damaged.runs:
        failed = [(a, b) for a, b, c, d in wrong if c <= place[last] and d >= place[first]]
        beheaded = any(first <= offset <= last + 1 for offset in (*gone, *damaged.halved))
        kind = "beheaded" if beheaded else "whole"  # what is gone can only be guessed
        out["runs"] += 1
        out[f"{kind}_runs"] += 1
        place_and_side = place_of(text, first, last)
        if place_and_side not in places:
            places.add(place_and_side)
            out["distinct"] += 1
            out["distinct_wrong"] += bool(failed)
        if failed:
            start, _ = home.to_raw(shown[min(failed[0][0], len(shown) - 1)], len(repaired.text))
            _, end = home.to_raw(0, shown[min(max(failed[-1][1] - 1, failed[0][0]), len(shown) - 1)] + 1)
            out[f"wrong_{kind}"] += 1
            out["silent"] += not any(a < end and b > start for a, b in told)
    return out


def measure(
    number: int, seed: int, folders: Iterable[Path] = OWN, most: int = 0, pool: int = 250
) -> dict[str, Counter]:
    """Counts for each kind of site, over so many articles; beyond them, up to `most`, of places that are new.

    Each site annotates some of the `pool` commonest characters.
    """
    rng = random.Random(seed)
    paragraphs = corpus(folders)
    chars = frequent(paragraphs, pool)
    totals: dict[str, Counter] = {}
    for kind, options in KINDS.items():
        total, places = totals.setdefault(kind, Counter()), set[str]()
        for count, text in enumerate(islice(articles(rng, paragraphs), max(number, most))):
            site = damage_model.Site(damage_model.site_list(rng, rng.randint(60, 105), chars), **options)
            damaged = damage_model.damage(text, site)
            if count < number:
                total.update(judge(text, site, damaged, places))
            elif any(place_of(text, *run) not in places for run in damaged.runs):
                found = judge(text, site, damaged, places)
                total.update({name: found[name] for name in ("distinct", "distinct_wrong")})
    return totals


def line(kind: str, n: Counter) -> str:
    """The figures of one kind in words."""
    wrong = n["wrong_whole"] + n["wrong_beheaded"]
    return (
        f"{kind:36} all runs {n['runs']:5} exact {1 - wrong / max(1, n['runs']):8.3%} distinct {n['distinct']:4} exact "
        f"{1 - n['distinct_wrong'] / max(1, n['distinct']):8.3%} (nothing lost "
        f"{n['whole_runs']:4} wrong {n['wrong_whole']:3}, a byte lost {n['beheaded_runs']:4} wrong {n['wrong_beheaded']:3}), "
        f"wrong and not told {n['silent']:3}, doubts told {n['doubts']:3}, digits lost {n['lost']:3} flagged {n['flagged']:3}, "
        f"characters {1 - n['wrong_characters'] / n['characters']:8.4%}, annotations left {n['left']}, pairs dropped {n['dropped']}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--most", type=int, default=480)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--text", type=Path, action="append", help="folders of clean text to damage instead")
    args = parser.parse_args()
    texts = {"The articles": OWN, "Prose apart": (APART,), "Prose that nobody looked at": (HELDOUT,)}
    if args.text:
        texts = {"": tuple(args.text)}
    for name, folders in texts.items():
        print(name)
        totals = measure(args.articles, args.seed, folders, args.most, pool=500)
        for kind, counts in totals.items():
            print(line(kind, counts))
        annotating = [counts for kind, counts in totals.items() if "annotation" in kind]
        print(line("the annotating kinds", sum(annotating, Counter())))
        print(line("all", sum(totals.values(), Counter())))


if __name__ == "__main__":
    main()
