"""Studies for the tests of exports: words that other programs could run, lose or misread."""

import json
from pathlib import Path

from casekit.schema import TABLES
from casekit.study import Study

CASES = {
    origin: [
        json.loads(line)
        for line in (Path(__file__).parent / "cases" / "exchange" / f"{origin}.jsonl").read_text("utf-8").splitlines()
    ]
    for origin in ("synthetic", "negative")
}
TEXTS = [case["text"] for cases in CASES.values() for case in cases]


def study_of(texts):
    """A study in which each text is an article, a sentence, the quote of a practice and a part of a programme."""
    rows = {name: [] for name in TABLES} | {"numbers": []}
    for number, text in enumerate(texts):
        place = {"doc_id": f"d{number}", "sent_no": 0, "start": 0, "end": len(text)}
        found = {"found_by": f"training: {text}", "coder": "machine"}
        rows["documents"].append({
            "doc_id": f"d{number}", "file": f"{number}.txt", "sha256": "0" * 64, "title": text, "text": text, "script": "hans",
            "place": "某县", "level": "county", "published": "2019-09-09",
        })  # fmt: skip
        rows["sentences"].append(
            place | {"text": text, "raw_start": 0, "raw_end": len(text), "paragraph": 0, "heading": number % 2 == 0}
        )
        rows["practices"].append(place | {"code": "training", "instrument": "nodality", "quote": text} | found)
        rows["programmes"].append(
            place
            | {"name": text or "五个一", "declared": [5], "components": [text, "乙"], "origin": "local", "quote": text}
            | found
        )
        rows["rules"].append(
            place
            | {
                "kind": "frequency",
                "actor": text,
                "comparator": ">=" if number % 2 else "=",
                "value": 1.5,
                "quote": text,
            }
            | found
        )
        rows["rules"].append(place | {"kind": "procedure", "action": text, "comparator": "", "quote": text} | found)
    return Study(rows)
