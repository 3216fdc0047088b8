"""The arrangements of a case, runnable: what falls due when, and what follows from what a class enters.

A :class:`Rulebook` holds the rows of the table `rules` of one document and nothing else: every date, every decision
cites the sentence it comes from, and what a row does not say is not made up.
"""

from __future__ import annotations

import hashlib
import math
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from casekit.codebook import Codebook
from casekit.codebook.rule import RuleBook, load_rules
from casekit.errors import TableError
from casekit.rulebook.days import as_day, between, period_ends
from casekit.rulebook.ics import escape, fold

if TYPE_CHECKING:
    import pandas as pd

CITATION = ["doc_id", "sent_no", "quote"]
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.ge, "": operator.ge, ">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt
}  # fmt: skip
_WEEKDAYS = {
    word: number for number, words in enumerate(("一", "二", "三", "四", "五", "六", "日天")) for word in words
}
_DAY = re.compile(r"每月(?:的)?([0-9]{1,2})[日号]")
_WEEKDAY = re.compile(r"每周(?:星期)?([一二三四五六日天])(?!次|期|场|轮|遍)")


def rulebook(tables: Mapping[str, pd.DataFrame], doc_id: str, codebook: Codebook | None = None) -> Rulebook:
    """The rulebook of one document.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        `rules` and `sentences`, as in ``Study.tables``.
    doc_id : str
        The document.
    codebook : Codebook, optional
        Its page ``rules.yml`` gives the days of the occasions (七一 is 1 July).

    Raises
    ------
    TableError
        No such document.

    Examples
    --------
    >>> from casekit.schema import frame
    >>> row = dict(doc_id="a", sent_no=0, start=0, end=4, kind="frequency", actor="支部", action="通报", object="", comparator="=",
    ...            value=1.0, unit="次", per="月", consequence="", quote="每月通报", found_by="", coder="machine")
    >>> sentence = dict(doc_id="a", sent_no=0, text="支部每月通报。", start=0, end=7, raw_start=0, raw_end=7, paragraph=0, heading=False)
    >>> book = rulebook({"rules": frame("rules", [row]), "sentences": frame("sentences", [sentence])}, "a")
    >>> book.calendar("2019-01-01", "2019-03-31")["due"].tolist()
    ['2019-01-31', '2019-02-28', '2019-03-31']
    """
    sentences, rules = tables["sentences"], tables["rules"]
    mine = sentences[sentences["doc_id"] == doc_id]
    if mine.empty:
        raise TableError(f"no document {doc_id!r}", where="rulebook", cure=f"one of {sorted(set(sentences['doc_id']))}")
    text = dict(zip(mine["sent_no"], mine["text"], strict=True))
    rows = rules[rules["doc_id"] == doc_id].sort_values(["start", "end", "kind"], kind="stable").reset_index(drop=True)
    rows = rows.drop(columns=["start", "end", "found_by", "coder"]).assign(sentence=rows["sent_no"].map(text))
    rows.insert(0, "rule", range(1, len(rows) + 1))
    return Rulebook(doc_id, rows, load_rules(codebook or Codebook()))


@dataclass(frozen=True, eq=False)
class Rulebook:
    """The arrangements of one document.

    Attributes
    ----------
    doc_id : str
    rules : DataFrame
        One row a rule, numbered in `rule`, with the sentence it stands in.
    """

    doc_id: str
    rules: pd.DataFrame
    book: RuleBook

    def calendar(self, start: str | date, end: str | date) -> pd.DataFrame:
        """What falls due between two days (both counted).

        A duty per 周, 月, 季, 半年 or 年 is due on the last day of that period, on the day the rule names (每月10日, 每周五), or on
        the day of its occasion (七一). What must be covered each time (每次巡查…) stands beside the duty in `requires`.

        Returns
        -------
        DataFrame
            `due` (ISO date), `period`, `rule`, `kind`, `actor`, `action`, `object`, `comparator`, `value`, `unit`, `per`,
            `requires`, and the citation `doc_id`, `sent_no`, `quote`; sorted by day and rule.
        """
        import pandas as pd

        low, high = between(start, end)
        rows = []
        for rule in self._records():
            for due, period in self._due(rule, low, high):
                rows.append({"due": due.isoformat(), "period": period, "requires": self._requires(rule)} | rule)
        columns = [
            "due", "period", "rule", "kind", "actor", "action", "object", "comparator", "value", "unit", "per", "requires", *CITATION
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=columns).sort_values(["due", "rule"], kind="stable", ignore_index=True)

    def undated(self) -> pd.DataFrame:
        """Rules of how often or how much that have no day in a calendar: no period, or one without a fixed day (春节)."""
        dated = {
            rule["rule"] for rule in self._records() for _ in self._due(rule, date(2000, 1, 1), date(2005, 12, 31))
        }
        rules = self.rules
        return rules[rules["kind"].isin(["frequency", "quota"]) & ~rules["rule"].isin(dated)].reset_index(drop=True)

    def ics(self, start: str | date, end: str | date) -> str:
        """The calendar as iCalendar text (RFC 5545): whole-day events, the same bytes on every run."""
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//casekit//rulebook//ZH", "CALSCALE:GREGORIAN"]
        for row in self.calendar(start, end).to_dict("records"):
            day = row["due"].replace("-", "")
            uid = hashlib.sha256(f"{self.doc_id}|{row['rule']}|{row['due']}|{row['quote']}".encode()).hexdigest()[:32]
            what = f"{row['actor']} {row['action'] or row['object']}".strip() or row["quote"]
            cited = f"“{row['quote']}”（{row['doc_id']}，第{row['sent_no']}句）"
            lines += [
                "BEGIN:VEVENT", f"UID:{uid}@casekit", f"DTSTAMP:{day}T000000Z", f"DTSTART;VALUE=DATE:{day}",
                f"DTEND;VALUE=DATE:{(as_day(row['due']) + timedelta(1)).strftime('%Y%m%d')}",
                f"SUMMARY:{escape(f'{what}（{requirement(row)}）')}",
                f"DESCRIPTION:{escape('；'.join(filter(None, [cited, row['requires']])))}", "TRANSP:TRANSPARENT", "END:VEVENT",
            ]  # fmt: skip
        lines.append("END:VCALENDAR")
        return "".join(fold(line) for line in lines)

    def sheet(
        self, who: Iterable[str], kinds: Iterable[str] = ("threshold", "consequence", "quota", "frequency", "coverage")
    ) -> pd.DataFrame:
        """An empty score sheet: one row for each of `who` and each rule of these kinds; fill in `value` and give it to :meth:`judge`."""
        import pandas as pd

        rules = [rule for rule in self._records() if rule["kind"] in set(kinds)]
        rows = [
            {"who": name, "rule": rule["rule"], "asks": asks(rule), "value": float("nan")}
            for name in who
            for rule in rules
        ]
        return pd.DataFrame(rows, columns=["who", "rule", "asks", "value"])

    def judge(self, entries: pd.DataFrame) -> pd.DataFrame:
        """What follows from what was entered.

        Parameters
        ----------
        entries : DataFrame
            Columns `who`, `rule` (its number), `value` in the rule's unit. For a consequence without a number 1 says that
            the case has come up, 0 that it has not. An empty value is left out: silence decides nothing.

        Returns
        -------
        DataFrame
            The entries with `kind`, `asks`, `holds` (bool), `decision` and the citation. A threshold or consequence that holds
            decides what its sentence says follows; a frequency, quota or coverage is ``met`` or ``not met``.

        Raises
        ------
        TableError
            A column is missing, a rule number is unknown, or the rule cannot be judged (a procedure, a rule without a number).
        """
        import pandas as pd

        missing = {"who", "rule", "value"} - set(entries.columns)
        if missing:
            raise TableError(f"the sheet lacks {sorted(missing)}", where="scores", cure="start from Rulebook.sheet")
        known = {rule["rule"]: rule for rule in self._records()}
        rows = []
        for number, entry in enumerate(entries.to_dict("records"), 1):
            if pd.isna(entry["value"]):
                continue
            rule = known.get(entry["rule"])
            if rule is None:
                raise TableError(
                    f"there is no rule {entry['rule']!r}", where=f"scores, row {number}", cure=f"1 to {len(known)}"
                )
            rows.append(
                entry
                | {"kind": rule["kind"], "asks": asks(rule)}
                | _decide(rule, _entered(entry["value"], number), number)
                | {key: rule[key] for key in CITATION}
            )
        names = [name for name in entries.columns if name not in ("kind", "asks", "holds", "decision", *CITATION)]
        return pd.DataFrame(rows, columns=[*names, "kind", "asks", "holds", "decision", *CITATION])

    def _records(self) -> list[dict]:
        return self.rules.to_dict("records")

    def _due(self, rule: dict, low: date, high: date) -> Iterator[tuple[date, str]]:
        """The days of one rule, each with the name of its period; only how often and how much falls due."""
        period = rule["per"].rpartition("/")[2]
        if rule["kind"] not in ("frequency", "quota"):
            return
        day, weekday = _DAY.search(rule["quote"]), _WEEKDAY.search(rule["quote"])
        occasion = next((name for name in self.book.occasions if name in rule["quote"]), "")
        if occasion and period in ("", "年"):
            month_day = self.book.occasions[occasion]
            if month_day:
                for year in range(low.year, high.year + 1):
                    due = date.fromisoformat(f"{year}-{month_day}")
                    if low <= due <= high:
                        yield due, f"{year} {occasion}"
            return
        for due, name in period_ends(period, low, high):
            if period == "月" and day:
                due = due.replace(day=min(int(day[1]) or 1, due.day))
            if period == "周" and weekday:
                due -= timedelta(6 - _WEEKDAYS[weekday[1]])
            if low <= due <= high:
                yield due, name

    def _requires(self, rule: dict) -> str:
        """Coverages bound to each time this rule is carried out (每次巡查要求覆盖…)."""
        each = [
            r
            for r in self._records()
            if r["kind"] == "coverage" and r["per"] and r["per"] in rule["action"] + rule["object"] + rule["quote"]
        ]
        return "；".join(f"{r['action']}{r['object']} {requirement(r)}" for r in each)


def requirement(rule: Mapping[str, Any]) -> str:
    """The number of a rule in words of the table: ``>= 10 %``, ``= 1 次/月``; "" where it has none.

    >>> requirement({"comparator": ">=", "value": 25000.0, "unit": "元", "per": "驻村工作队/年"})
    '>= 25000 元/驻村工作队/年'
    """
    if rule["value"] != rule["value"] or rule["value"] is None:
        return ""
    return f"{rule['comparator'] or '='} {rule['value']:g} {rule['unit']}" + (f"/{rule['per']}" if rule["per"] else "")


def asks(rule: Mapping[str, Any]) -> str:
    """What a rule asks for, in one line."""
    what = "".join(filter(None, [rule["actor"], rule["action"], rule["object"]])) or rule["quote"]
    return f"{what} {requirement(rule)}".strip()


def _entered(value: object, number: int) -> float:
    """What was written into a sheet, as a number."""
    try:
        entered = float(value)
    except (TypeError, ValueError):
        entered = math.nan
    if not math.isfinite(entered):
        raise TableError(f"{value!r} is no number", where=f"scores, row {number}", cure="a number, or nothing")
    return entered


def _decide(rule: dict, value: float, number: int) -> dict:
    if rule["kind"] == "consequence":
        return {"holds": value > 0, "decision": rule["consequence"] or rule["action"] if value > 0 else ""}
    if rule["value"] != rule["value"] or rule["kind"] == "procedure":
        raise TableError(
            f"rule {rule['rule']} has no number to judge by",
            where=f"scores, row {number}",
            cure="leave its value empty",
        )
    holds = _COMPARE[rule["comparator"]](value, rule["value"])
    if rule["kind"] == "threshold":
        return {"holds": holds, "decision": rule["consequence"] if holds else ""}
    return {"holds": holds, "decision": "met" if holds else "not met"}
