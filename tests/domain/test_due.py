"""The days that things are usually promised for."""

from __future__ import annotations

from datetime import date

from webapp.domain.due import due_days


def test_tomorrow_and_in_a_week_cross_the_end_of_a_year() -> None:
    assert list(due_days(date(2026, 12, 31))) == ["2027-01-01", "2027-01-07"]
