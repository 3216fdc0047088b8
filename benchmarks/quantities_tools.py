"""One tool, loaded once and then asked many times, in the tool's own environment (see quantities_compare.py).

    python benchmarks/quantities_tools.py TOOL < questions > answers

A question is a line of JSON: `want` and `texts`, each with its `text` and `published`. To `answers` the tool gives, text
by text, a list of {value, unit, vague, per, period} and a list of stated times; what it has no notion of is left out. To
`seconds` it gives the processor time that reading all texts took, the making of rows apart.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
import time
import warnings

UNITS = {  # names of Recognizers-Text and JioNLP → canonical units of casekit
    "Chinese yuan": "元", "元": "元", "Dollar": "美元", "Kilometer": "公里", "Meter": "米", "Mu": "亩", "Hectare": "公顷", "Square kilometer": "平方公里",
    "Square meter": "平方米", "Cubic meter": "立方米", "Ton": "吨", "Metric ton": "吨", "Kilogram": "公斤", "Jin": "斤", "Gram": "克", "Kilowatt": "千瓦",
    "Kilowatt hour": "千瓦时", "Year": "岁", "%": "%", "C": "摄氏度",
}  # fmt: skip


def casekit():
    from casekit.article.sentences import split_sentences
    from casekit.codebook import Codebook
    from casekit.document import Document
    from casekit.extract.metrics import extract

    book = Codebook()

    def read(text, published):
        return extract(Document("a", text, tuple(split_sentences(text)), published=published), book)

    def tell(found):
        rows = [
            {"value": row["value"], "unit": row["unit"], "vague": row["qualifier"], "per": row["per"],
             "period": row["period"]}
            for row in found.rows
        ]  # fmt: skip
        return rows, [row["period"] for row in rows if row["period"]]

    return read, tell


def recognizers():
    from recognizers_date_time import recognize_datetime
    from recognizers_number import Culture, recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_age, recognize_currency, recognize_dimension

    zh = Culture.Chinese
    amounts = (recognize_percentage, recognize_currency, recognize_dimension, recognize_age)

    def read(text, published):
        return (
            recognize_number(text, zh),
            [r for f in amounts for r in f(text, zh)],
            recognize_datetime(text, zh, reference=dt.datetime.fromisoformat(published)),
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

    return read, tell


def jionlp():
    import jionlp as jio

    def read(text, published):
        base = dt.datetime.fromisoformat(published).timestamp()
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

    return read, tell


def cn2an():
    import cn2an as tool

    number = re.compile(r"(\d+(?:\.\d+)?)(万亿|亿|万)?")
    factor = {"万": 1e4, "亿": 1e8, "万亿": 1e12, None: 1.0, "": 1.0}

    def read(text, _):
        return tool.transform(text)

    def tell(text):
        return [{"value": float(a) * factor[b]} for a, b in number.findall(text)], []

    return read, tell


def as_float(value):
    try:
        return float(str(value).replace(",", ""))
    except ValueError:
        return None


def main():
    out, sys.stdout = sys.stdout, sys.stderr  # some tools greet on stdout
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)  # what a tool says of its own doubts shall not cost it time
    read, tell = {"casekit": casekit, "recognizers": recognizers, "jionlp": jionlp, "cn2an": cn2an}[sys.argv[1]]()
    read("2018年底，投入资金3.2亿元，选派干部56名。", "2019-06-20")
    for line in sys.stdin:
        question = json.loads(line)
        texts = [(text["text"], text["published"]) for text in question["texts"]]
        start = time.process_time()
        found = [read(*text) for text in texts]
        seconds = time.process_time() - start
        answer = seconds if question["want"] == "seconds" else [tell(one) for one in found]
        print(json.dumps(answer, ensure_ascii=False), file=out, flush=True)


if __name__ == "__main__":
    main()
