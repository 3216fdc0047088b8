"""Days of a calendar: when a week, a month, a quarter, half a year or a year ends."""

from __future__ import annotations

import calendar as _calendar
from collections.abc import Iterator
from datetime import date, timedelta

from casekit.errors import TableError

FIRST, LAST = 1900, 2999  # years; beside them a day has no neighbours, or not four digits
_MONTHS = {
    "月": 1, "旬": 1, "半月": 1, "双月": 2, "两个月": 2, "季": 3, "季度": 3, "三个月": 3, "半年": 6, "年": 12
}  # fmt: skip


def as_day(day: str | date) -> date:
    """`day` as a date; what is none raises :class:`TableError`."""
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise TableError(f"{day!r} is no date", where="calendar", cure="write 2019-07-01") from error


def between(start: str | date, end: str | date) -> tuple[date, date]:
    """Both days as dates; a start behind its end, or a year that no calendar is kept of, raises :class:`TableError`."""
    low, high = as_day(start), as_day(end)
    if low > high:
        raise TableError(f"{low} is later than {high}", where="calendar", cure="write the first day first")
    if low.year < FIRST or high.year > LAST:
        raise TableError(f"{low} to {high} is no calendar", where="calendar", cure=f"years {FIRST} to {LAST}")
    return low, high


def period_ends(period: str, low: date, high: date) -> Iterator[tuple[date, str]]:
    """Last days of the periods that touch `low` … `high`, with the name of each; none for a period without fixed days."""
    if period in ("天", "日"):
        for offset in range((high - low).days + 1):
            yield low + timedelta(offset), (low + timedelta(offset)).isoformat()
        return
    if period == "周":
        sunday = low + timedelta(6 - low.weekday())
        while sunday - timedelta(6) <= high:
            year, week, _ = sunday.isocalendar()
            yield sunday, f"{year}-W{week:02}"
            sunday += timedelta(7)
        return
    months = _MONTHS.get(period)
    if months is None:
        return
    for year in range(low.year, high.year + 1):
        for month in range(months, 13, months):
            last = _calendar.monthrange(year, month)[1]
            for day in {"旬": (10, 20, last), "半月": (15, last)}.get(period, (last,)):
                due = date(year, month, day)
                if due >= low and date(year, month - months + 1, 1) <= high:
                    yield due, _period_name(period, year, month, day)


def _period_name(period: str, year: int, month: int, day: int) -> str:
    if period in ("季", "季度", "三个月"):
        return f"{year}-Q{month // 3}"
    if period == "半年":
        return f"{year}-H{month // 6}"
    return {"年": f"{year}", "旬": f"{year}-{month:02}-{day:02}", "半月": f"{year}-{month:02}-{day:02}"}.get(
        period, f"{year}-{month:02}"
    )
