"""Which interviews every device holds, whether it made them or not: those of lately."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from webapp.domain.stamp import first_stamp

RECENT = timedelta(days=30)


def is_recent(summary: Mapping[str, Any], today: date) -> bool:
    """Whether every device holds an interview: its day, or its last change, is not long ago."""
    if not summary or summary["deleted"]:
        return False
    if summary["date"]:
        return date.fromisoformat(summary["date"]) >= today - RECENT
    updated: int = summary["updated"]
    return updated >= recent_stamp(today)


def recent_stamp(today: date) -> int:
    """The first stamp of a last change that is not long ago."""
    since = datetime(today.year, today.month, today.day, tzinfo=UTC) - RECENT
    return first_stamp(int(since.timestamp() * 1000))
