"""The tables against a reference coding, row by row.

Two codings may have cleaned a page differently, so rows are paired by the letters and digits of their sentence
(punctuation and spaces apart): same sentence and same value for metrics, same sentence and code for practices,
same document and name for programmes, same sentence, kind and value for rules.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.agreement.reference import CODED, Reference, bare, same

if TYPE_CHECKING:
    import pandas as pd

METRIC_FIELDS = ("unit", "qualifier", "status", "per", "period", "indicator")


@dataclass
class Tally:
    """Hits out of rows found and rows wanted."""

    hits: float = 0
    found: float = 0
    wanted: float = 0

    @property
    def precision(self) -> float:
        """Share of the rows found that are right; with none found, 1 if none was wanted."""
        return self.hits / self.found if self.found else float(not self.wanted)

    @property
    def recall(self) -> float:
        """Share of the rows wanted that were found; with none wanted, 1 if none was found."""
        return self.hits / self.wanted if self.wanted else float(not self.found)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return (
            2 * self.precision * self.recall / (self.precision + self.recall)
            if self.hits
            else float(not self.found and not self.wanted)
        )


@dataclass
class Scores:
    """Figures by name, all between 0 and 1, and the rows behind each disagreement."""

    figures: dict[str, float]
    misses: list[tuple[str, str, str]]  # table, "missed" | "false alarm" | field, what

    def to_frame(self) -> pd.DataFrame:
        """One row a figure: table, measure, value."""
        import pandas as pd

        rows = [(*name.split(".", 1), value) for name, value in self.figures.items()]
        return pd.DataFrame(rows, columns=["table", "measure", "value"])


def score(tables: Mapping[str, pd.DataFrame], reference: Reference) -> Scores:
    """Score `tables` against a reference coding, row by row.

    Parameters
    ----------
    tables : mapping of DataFrame
        ``study.tables`` or :func:`casekit.exchange.read_tables`.
    reference : Reference
        From :func:`load_reference`.
    """
    out = Scores({}, [])
    doc_of = {
        d: reference.files.get(Path(f).name, "")
        for d, f in zip(tables["documents"]["doc_id"], tables["documents"]["file"], strict=True)
    }
    text_of = {doc_of[row["doc_id"]]: row["text"] for row in tables["documents"].to_dict("records")}
    sentence = {
        (d, n): bare(t)
        for d, n, t in zip(*(tables["sentences"][c] for c in ("doc_id", "sent_no", "text")), strict=True)
    }
    rows = {
        name: [
            row | {"_doc": doc_of[row["doc_id"]], "_sentence": sentence.get((row["doc_id"], row["sent_no"]), "")}
            for row in tables[name].to_dict("records")
            if doc_of.get(row["doc_id"])
        ]
        for name in CODED
    }
    _score_text(out, text_of, reference)
    if reference.rows["metrics"]:
        _score_metrics(out, rows["metrics"], reference.rows["metrics"])
    if reference.rows["practices"]:
        _score_practices(out, rows["practices"], reference.rows["practices"])
    if reference.rows["programmes"]:
        _score_programmes(out, rows["programmes"], reference.rows["programmes"])
    if reference.rows["rules"]:
        _score_rules(out, rows["rules"], reference.rows["rules"])
    return out


def _put(out: Scores, table: str, tally: Tally) -> None:
    out.figures |= {f"{table}.precision": tally.precision, f"{table}.recall": tally.recall, f"{table}.f1": tally.f1}


def _score_text(out: Scores, texts: Mapping[str, str], reference: Reference) -> None:
    ratios = []
    for doc, clean in reference.clean.items():
        got, want = bare(texts.get(doc, "")), bare(clean)
        same = sum(
            block.size for block in difflib.SequenceMatcher(None, got, want, autojunk=False).get_matching_blocks()
        )
        ratios.append(2 * same / (len(got) + len(want)) if got or want else 1.0)
    out.figures |= {"text.same_characters": sum(ratios) / len(ratios), "text.worst_document": min(ratios)}


def _alike(row: Mapping, gold: Mapping) -> float:
    return sum(difflib.SequenceMatcher(None, bare(row[f]), bare(gold.get(f))).ratio() for f in ("surface", "noun"))


def _score_metrics(out: Scores, rows: list[dict], golds: list[dict]) -> None:
    tally, coded, right = Tally(found=len(rows), wanted=len(golds)), Tally(), Counter()
    coded.found = sum(bool(row["indicator"]) for row in rows)
    coded.wanted = sum(bool(gold.get("indicator")) for gold in golds)
    free = defaultdict(list)
    for row in rows:
        free[row["_doc"]].append(row)
    for gold in golds:
        value = gold["value"]
        near = [
            r
            for r in free[gold["doc"]]
            if same(r["_sentence"], gold["_sentence"]) and abs(r["value"] - value) <= 1e-9 * max(1, abs(value))
        ]
        if not near:
            out.misses.append(("metrics", "missed", f"{gold['doc']} {gold['surface']} … {gold.get('anchor', '')}"))
            continue
        best = max(near, key=lambda row: _alike(row, gold))
        free[gold["doc"]] = [row for row in free[gold["doc"]] if row is not best]
        tally.hits += 1
        for field in METRIC_FIELDS:
            if bare(best[field]) == bare(gold.get(field)):
                right[field] += 1
            else:
                what = f"{gold['doc']} {gold['surface']}: {best[field]!r}, not {gold.get(field)!r} … {gold.get('anchor', '')}"
                out.misses.append(("metrics", field, what))
        coded.hits += bool(gold.get("indicator")) and best["indicator"] == gold["indicator"]
    out.misses += [
        ("metrics", "false alarm", f"{r['_doc']} {r['surface']} … {r['_sentence'][:40]}")
        for pool in free.values()
        for r in pool
    ]
    _put(out, "metrics", tally)
    out.figures |= {
        f"metrics.{field}_right": right[field] / tally.hits if tally.hits else 0.0 for field in METRIC_FIELDS
    }
    out.figures |= {f"metrics.indicator_{m}": getattr(coded, m) for m in ("precision", "recall", "f1")}


def _score_practices(out: Scores, rows: list[dict], golds: list[dict]) -> None:
    got: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        got[row["_doc"]][row["_sentence"]].add(row["code"])
    by_code: dict[str, Tally] = defaultdict(Tally)
    for gold in golds:
        mine = {code for s, codes in got[gold["doc"]].items() if same(s, gold["_sentence"]) for code in codes}
        want = set(gold["codes"])
        for code in mine | want:
            tally = by_code[code]
            tally.hits += code in mine & want
            tally.found += code in mine
            tally.wanted += code in want
            if code not in mine & want:
                kind = "missed" if code in want else "false alarm"
                out.misses.append(("practices", kind, f"{gold['doc']} {code} … {gold['_sentence'][:50]}"))
    total = Tally(*(sum(getattr(t, part) for t in by_code.values()) for part in ("hits", "found", "wanted")))
    _put(out, "practices", total)
    known = [tally for tally in by_code.values() if tally.wanted]
    out.figures["practices.macro_f1"] = sum(t.f1 for t in known) / len(known) if known else 1.0
    want = {(gold["doc"], code) for gold in golds for code in gold["codes"]}
    have = {(row["_doc"], row["code"]) for row in rows}
    out.figures["practices.case_presence_f1"] = Tally(len(want & have), len(have), len(want)).f1


def _score_programmes(out: Scores, rows: list[dict], golds: list[dict]) -> None:
    got = {(row["_doc"], bare(row["name"])): row for row in reversed(rows)}
    want = {(gold["doc"], bare(gold["name"])): gold for gold in golds}
    hits = set(got) & set(want)
    _put(out, "programmes", Tally(len(hits), len(got), len(want)))
    parts = Tally(wanted=sum(len(gold.get("components", ())) for gold in want.values()))
    for key in hits:
        mine = [bare(part) for part in got[key]["components"]]
        parts.found += len(mine)
        parts.hits += sum(any(same(bare(part), m) for m in mine) for part in want[key].get("components", ()))
    parts.hits = min(parts.hits, parts.found)
    out.figures["programmes.components_f1"] = parts.f1
    out.misses += [
        ("programmes", "missed", f"{doc} {want[doc, name]['name']}") for doc, name in sorted(set(want) - hits)
    ]
    out.misses += [
        ("programmes", "false alarm", f"{doc} {got[doc, name]['name']}") for doc, name in sorted(set(got) - hits)
    ]


def _score_rules(out: Scores, rows: list[dict], golds: list[dict]) -> None:
    tally = Tally(found=len(rows), wanted=len(golds))
    free = list(rows)
    for gold in golds:
        value = gold.get("value")
        hit = next(
            (
                row
                for row in free
                if row["_doc"] == gold["doc"] and row["kind"] == gold["kind"] and same(row["_sentence"], gold["_sentence"])
                and (value in (None, "") or abs(row["value"] - float(value)) < 1e-9)
            ),
            None,
        )  # fmt: skip
        if hit is None:
            out.misses.append(("rules", "missed", f"{gold['doc']} {gold['kind']} {gold.get('anchor', '')}"))
            continue
        free.remove(hit)
        tally.hits += 1
    out.misses += [("rules", "false alarm", f"{row['_doc']} {row['kind']} {row['quote'][:40]}") for row in free]
    _put(out, "rules", tally)
