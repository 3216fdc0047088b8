"""One tool on many sentences, in the tool's own environment: JSON in, JSON out (see quantities_compare.py).

    python benchmarks/quantities_tools.py TOOL < sentences.json > answers.json

Every answer is, sentence by sentence, a list of {value, unit, vague, per, period} and a list of stated times; what a tool has no
notion of is left out. The seconds are the fastest of three runs, imports and a first warm-up apart.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
import time
import warnings

UNITS = {  # names of Recognizers-Text and JioNLP → canonical units of casekit
    "Chinese yuan": "元", "元": "元", "Dollar": "美元", "Kilometer": "公里", "Meter": "米", "Mu": "亩", "Hectare": "公顷", "Square kilometer": "平方公里",
    "Square meter": "平方米", "Cubic meter": "立方米", "Ton": "吨", "Metric ton": "吨", "Kilogram": "公斤", "Jin": "斤", "Gram": "克", "Kilowatt": "千瓦",
    "Kilowatt hour": "千瓦时", "Year": "岁", "%": "%", "C": "摄氏度",
}  # fmt: skip


def casekit(sentences):
    from casekit.article.sentences import split_sentences
    from casekit.codebook import Codebook
    from casekit.document import Document
    from casekit.quantities import find

    book = Codebook()
    documents = [
        Document("a", s["text"], tuple(split_sentences(s["text"])), published=s["published"]) for s in sentences
    ]

    def run(i):
        return [n for n in find(documents[i], book) if not n.reason]

    def tell(found):
        rows = [
            {"value": n.value, "unit": n.unit, "vague": n.qualifier, "per": n.per, "period": n.period} for n in found
        ]
        return rows, [n.period for n in found if n.period]

    return run, tell


def recognizers(sentences):
    from recognizers_date_time import recognize_datetime
    from recognizers_number import Culture, recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_age, recognize_currency, recognize_dimension

    zh = Culture.Chinese
    amounts = (recognize_percentage, recognize_currency, recognize_dimension, recognize_age)

    def run(i):
        text = sentences[i]["text"]
        base = dt.datetime.fromisoformat(sentences[i]["published"])
        return (
            recognize_number(text, zh),
            [r for f in amounts for r in f(text, zh)],
            recognize_datetime(text, zh, reference=base),
        )

    def tell(found):
        numbers, amounts, times = found
        rows = [{"value": as_float(r.resolution.get("value"))} for r in numbers if r.resolution]
        for r in amounts:
            value = (r.resolution or {}).get("value")
            unit = "%" if str(value).endswith("%") else UNITS.get((r.resolution or {}).get("unit"), "")
            rows.append({"value": as_float(str(value).rstrip("%")), "unit": unit})
        stated = [v.get("timex") or "" for r in times for v in ((r.resolution or {}).get("values") or [])]
        return [row for row in rows if row["value"] is not None], stated

    return run, tell


def jionlp(sentences):
    import jionlp as jio

    def run(i):
        base = dt.datetime.fromisoformat(sentences[i]["published"]).timestamp()
        text = sentences[i]["text"]
        return jio.ner.extract_money(text, with_parsing=True), jio.ner.extract_time(
            text, time_base=base, with_parsing=True
        )

    def tell(found):
        money, times = found
        rows = []
        for item in money:
            detail = item.get("detail") or {}
            number = detail.get("num")
            number = number[0] if isinstance(number, (list, tuple)) else number
            vague = {"blur": "approx", "blur+": "over", "blur-": "below"}.get(detail.get("definition"), "exact")
            rows.append({"value": as_float(number), "unit": UNITS.get(detail.get("case"), ""), "vague": vague})
        stated = []
        for item in times:
            span = (item.get("detail") or {}).get("time")
            if isinstance(span, (list, tuple)) and span and isinstance(span[0], str):
                stated.append(span[0][:10])
        return [row for row in rows if row["value"] is not None], stated

    return run, tell


def cn2an(sentences):
    import cn2an as tool

    number = re.compile(r"(\d+(?:\.\d+)?)(万亿|亿|万)?")
    factor = {"万": 1e4, "亿": 1e8, "万亿": 1e12, None: 1.0, "": 1.0}

    def run(i):
        return tool.transform(sentences[i]["text"])

    def tell(text):
        return [{"value": float(a) * factor[b]} for a, b in number.findall(text)], []

    return run, tell


def as_float(value):
    try:
        return float(str(value).replace(",", ""))
    except ValueError:
        return None


def main():
    sentences = json.load(sys.stdin)
    warnings.simplefilter("ignore")
    out, sys.stdout = sys.stdout, sys.stderr  # some tools greet on stdout
    run, tell = {"casekit": casekit, "recognizers": recognizers, "jionlp": jionlp, "cn2an": cn2an}[sys.argv[1]](
        sentences
    )
    run(0)
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        found = [run(i) for i in range(len(sentences))]
        best = min(best, time.process_time() - start)
    json.dump({"seconds": best, "answers": [tell(one) for one in found]}, out, ensure_ascii=False)


if __name__ == "__main__":
    main()
