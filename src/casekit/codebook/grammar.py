"""The small words around a figure that decide its status, its rate and its time (the page grammar.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from casekit.codebook import Codebook
from casekit.codebook.modality import Word, words_of
from casekit.codebook.pages import build, closed, line_of, read_yaml
from casekit.errors import CodebookError

PAGE = "grammar.yml"
#: The lists that the reader of figures asks for, by part.
LISTS: Mapping[str, frozenset[str]] = {
    "status": frozenset((
        "fulfilled", "class_verbs", "cleared", "prizes", "last_in_rank", "dearer", "finished",
        "achieved", "regulations", "rule_sources", "rule_verbs", "rule_again", "addresses", "tells", "must_then", "laid_down", "follows", "grants",
        "given", "missed", "terms", "scored", "graded", "shown", "strictly", "ways", "only_then", "prices", "shared", "shared_out",
        "set_aside", "on_call", "within", "standards", "sent", "passed_on", "standard_for", "at_work", "priced", "title_news", "title_about",
        "plan_leads", "plan_links", "will_times", "will", "taken", "state_headings", "sums", "orders", "plan_headings", "work_reports", "drives", "was", "back_headings", "urges", "demands", "there_already", "aims_quoted", "will_behind", "then_due", "supposed", "ratios", "share_paid", "cuts", "tasks",
        "lays_down", "measured_by", "not_granted", "tops", "norm_leads", "paired", "carers", "weighed", "exchanged", "then_given", "borne", "experience", "not_there",
    )),
    "rate": frozenset((
        "measures", "named_by_noun", "short_nouns", "no_heads", "events", "event_ends", "verbs", "households", "halves",
        "averaged", "not_averaged", "yearly", "yearly_not", "yearly_between", "scores", "slash", "slash_again", "each_behind",
        "one_of", "one_behind", "one_of_not", "one_time_not", "sold", "sold_by", "sold_pieces", "sold_adverbs", "year_earns", "acre_yields", "tallied",
        "tally_points", "buys", "each_one", "each_thing", "each_thing_not", "every_one", "every_half", "every_not", "every_deed",
        "named_ends", "raised", "subsidies", "done_measures", "done_not", "done_gives", "creatures", "single", "single_not", "meetings", "meeting_verbs", "meeting_ends",
    )),
    "per": frozenset(("list_marks", "compared", "new_subject", "closed", "receivers", "given", "highest", "each_named", "for_each", "sent", "classes")),
}  # fmt: skip


@dataclass(frozen=True)
class SmallWords:
    """Words that do the same; `says` tells what."""

    says: str
    words: tuple[object, ...]


Words = Mapping[str, tuple[Word, ...]]


@dataclass(frozen=True)
class Grammar:
    """The lists of each part by name, and the names of times in `per`."""

    status: Words
    rate: Words
    per: Words
    times: Mapping[str, str]


@lru_cache(maxsize=8)
def load_grammar(codebook: Codebook) -> Grammar:
    """The small words as ``grammar.yml`` gives them.

    Raises
    ------
    CodebookError
        A part, a list or a key is misspelt or missing, or a list is empty; names file, key and cure.

    Examples
    --------
    >>> [word.word for word in load_grammar(Codebook()).status["only_then"]]
    ['方可', '才能', '方能', '才可']
    """
    path = codebook.file(PAGE)
    keys = {*LISTS, "times"}
    page = closed(read_yaml(path), keys, keys, path, "the page")
    times = closed(page["times"], set(page["times"]), set(), path, "times")
    return Grammar(times=dict(times), **{part: _part(page[part], part, path) for part in LISTS})


def _part(raw: object, part: str, path: Path) -> Words:
    found: dict[str, tuple[Word, ...]] = {}
    for name, listed in closed(raw, set(LISTS[part]), set(LISTS[part]), path, part).items():
        what = f"{part}.{name}"
        words = tuple(words_of(list(build(SmallWords, listed, path, what).words), path, what))
        if not words or not all(isinstance(word.word, str) and word.word for word in words):
            raise CodebookError(f"{what} has no words", where=line_of(path, f"{name}:"), cure="words: [只, 有, 才]")
        found[name] = words
    return found
