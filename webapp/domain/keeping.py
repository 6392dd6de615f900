"""How long talks are kept: from their summaries alone, without opening any."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from webapp.domain.life import UNDO_DAYS
from webapp.domain.stamp import milliseconds
from webapp.messages import Message, n_

PERIODS: Mapping[int, Message] = {
    6: n_("%(num)s month", "%(num)s months", 6),
    **{12 * years: n_("%(num)s year", "%(num)s years", years) for years in (1, 2, 3, 5, 10)},
}
"""Months → how long that is."""

_FIRST, _LAST = date(1970, 1, 2), date(9998, 12, 31)


def last_day(summary: Mapping[str, Any]) -> date:
    """The last day that a talk was of use: its own, its placement's end, its last change."""
    days = [date.fromisoformat(summary[each]) for each in ("date", "ends") if summary[each]]
    return max([*days, _day(summary["updated"])])


def kept_since(today: date, months: int) -> date:
    """The day so many months before, or the last of its month: what was of use then is kept."""
    month = today.year * 12 + today.month - 1 - months
    for day in range(today.day, 0, -1):
        try:
            return date(month // 12, month % 12 + 1, day)
        except ValueError:
            continue
    return _FIRST


def is_old(summary: Mapping[str, Any], months: int, today: date) -> bool:
    """Whether a talk was kept for longer than that."""
    return last_day(summary) < kept_since(today, months)


def is_gone(summary: Mapping[str, Any], today: date) -> bool:
    """Whether a talk was deleted so long ago that it cannot be taken back.

    The day of the deletion was told by a device, whose clock may be far behind; the last change
    was stamped later than everything in the log, so both must be long ago.
    """
    if not summary["deleted"]:
        return False
    deleted = max(date.fromisoformat(summary["deleted"]), _day(summary["updated"]))
    return deleted + timedelta(days=UNDO_DAYS) <= today


def _day(stamp: int) -> date:
    seconds = milliseconds(stamp) / 1000
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (OverflowError, OSError, ValueError):  # a clock beyond all calendars
        return _LAST
