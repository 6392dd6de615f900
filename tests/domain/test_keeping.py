"""How long talks are kept."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from webapp.domain.keeping import PERIODS, is_gone, is_old, last_day

TODAY = date(2026, 11, 30)


def summary(touched: str, **parts: str) -> dict[str, object]:
    """A talk whose last change was made on a day."""
    made = datetime.fromisoformat(touched).replace(tzinfo=UTC)
    updated = int(made.timestamp() * 1000) << 10
    return {"date": "", "ends": "", "deleted": "", "updated": updated, **parts}


def test_the_last_of_its_days_counts() -> None:
    talk = summary("2024-01-05", date="2024-03-01", ends="2025-06-30")
    assert last_day(talk) == date(2025, 6, 30)
    assert last_day(summary("2026-01-05", date="2024-03-01")) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("last", "months", "old"),
    [
        ("2024-11-30", 24, False),
        ("2024-11-29", 24, True),
        ("2026-05-29", 6, True),
        ("2026-05-30", 6, False),
        ("2016-11-29", 120, True),
    ],
)
def test_a_talk_is_old_when_its_last_day_lies_before_the_period(
    last: str, months: int, old: bool
) -> None:
    assert months in PERIODS
    assert is_old(summary(last), months, TODAY) is old


def test_a_period_back_from_a_day_that_its_month_lacks_ends_with_the_month() -> None:
    assert not is_old(summary("2026-02-28"), 6, date(2026, 8, 31))
    assert is_old(summary("2026-02-27"), 6, date(2026, 8, 31))


def test_a_deleted_talk_is_gone_after_thirty_days() -> None:
    assert not is_gone(summary("2020-01-01"), TODAY), "nobody deleted it"
    assert not is_gone(summary("2026-11-01", deleted="2026-11-01"), TODAY)
    assert is_gone(summary("2026-10-31", deleted="2026-10-31"), TODAY)


def test_a_clock_far_behind_erases_nothing_too_soon() -> None:
    assert not is_gone(summary("2026-11-20", deleted="2016-11-20"), TODAY)


def test_a_clock_beyond_all_calendars_keeps_a_talk() -> None:
    talk = {**summary("2026-01-01"), "updated": 2**60}
    assert not is_old(talk, 6, TODAY)
    assert not is_gone({**talk, "deleted": "2020-01-01"}, TODAY)
