from __future__ import annotations

from datetime import date

import pytest

from webapp.domain.recent import is_recent, recent_stamp


@pytest.mark.parametrize(
    ("day", "deleted", "held"),
    [("2026-11-22", "", True), ("2027-05-01", "", True), ("2026-10-23", "", True),
     ("2026-10-22", "", False), ("2026-11-22", "2026-11-21", False)],
)  # fmt: skip
def test_a_device_holds_the_appointments_from_30_days_ago_on(day, deleted, held) -> None:
    summary = {"date": day, "deleted": deleted, "updated": 0}
    assert is_recent(summary, date(2026, 11, 22)) is held


def test_without_a_day_the_last_change_decides() -> None:
    summary = {"date": "", "deleted": "", "updated": 1_795_000_000_000 << 10}  # 18 November 2026
    assert is_recent(summary, date(2026, 11, 22))
    assert not is_recent(summary, date(2026, 12, 22))
    assert not is_recent({}, date(2026, 11, 22))


def test_the_first_recent_stamp_is_recent_and_the_one_before_it_is_not() -> None:
    today = date(2026, 11, 22)
    for stamp in (recent_stamp(today) - 1, recent_stamp(today)):
        summary = {"date": "", "deleted": "", "updated": stamp}
        assert is_recent(summary, today) is (stamp == recent_stamp(today))
