"""Forward model of a page: a clean article dressed in the furniture of ``cases/article/furniture.jsonl``."""

import json
import random
from pathlib import Path

from casekit.article import dissect
from casekit.codebook import Codebook
from casekit.spans import apply

ROOT = Path(__file__).parents[1]
CODEBOOK = Codebook()
PIECES = [json.loads(line) for line in (ROOT / "tests/cases/article/furniture.jsonl").read_text("utf-8").splitlines()]
CLEAN = sorted([*(ROOT / "data/reference/clean").glob("*.txt"), *(ROOT / "tests/cases/own/dev/clean").glob("*.txt")])
TITLES = ["支部领着干 日子有奔头", "山乡巨变：一个村支书的五年", "“三联三带”激活一池春水", "选优训强驻村队伍"]


def some(where: str, rng: random.Random, most: int) -> list[dict]:
    """Up to `most` different pieces of one place."""
    fitting = [piece for piece in PIECES if piece["where"] == where]
    return rng.sample(fitting, rng.randint(0, min(most, len(fitting))))


def dress(body: str, rng: random.Random) -> tuple[str, str, str]:
    """A page around a body, its title and its date."""
    title, gap = rng.choice(TITLES), rng.choice(["\n", "\n\n", "\n \n"])
    indent = rng.choice(["", "　　", "  "])
    meta = rng.choice([piece for piece in PIECES if piece["where"] == "meta"])
    head = [*some("top", rng, 3), {"text": title}]
    head += [{"text": "——某县抓党建促振兴观察"}] if rng.random() < 0.3 else []
    head += [meta, *some("under", rng, 2)]
    paragraphs = body.split("\n")
    dressed = [indent + paragraph for paragraph in paragraphs]
    for piece in some("inside", rng, 2):
        # never beside a short line, where a reader could not tell either
        places = [n for n in range(1, len(paragraphs)) if len(paragraphs[n - 1]) > 60 and len(paragraphs[n]) > 60]
        if places:
            at = rng.choice(places)
            dressed[at] = piece["text"] + gap + dressed[at]
    lines = [*(piece["text"] for piece in head), *dressed]
    lines += [piece["text"] for piece in [*some("end", rng, 3), *some("foot", rng, 3)]]
    return gap.join(lines), title, meta["published"]


def undressed(pages: int, seed: int) -> list[str]:
    """Dress so many pages and dissect them; what went wrong, a line for each page."""
    rng, wrong = random.Random(seed), []
    for number in range(pages):
        path = CLEAN[number % len(CLEAN)]
        body = path.read_text("utf-8").rstrip("\n")
        page, title, published = dress(body, rng)
        article = dissect(page, CODEBOOK)
        got, want = (apply(page, article.edits), article.title, article.published), (body, title, published)
        if got != want:
            wrong.append(f"page {number} {path.stem}: {difference(got, want)}")
    return wrong


def difference(got: tuple[str, str, str], want: tuple[str, str, str]) -> str:
    for one, other in zip(got[1:], want[1:], strict=True):
        if one != other:
            return f"got {one!r}, want {other!r}"
    one, other = set(got[0].split("\n")), set(want[0].split("\n"))
    return f"lost {[line[:40] for line in other - one]}, kept {[line[:60] for line in one - other]}"
