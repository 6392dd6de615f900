"""When a device syncs, and what it says about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.syncing import EVERY, Status, pause, wait

BRUSSELS = ZoneInfo("Europe/Brussels")
AT = datetime(2026, 11, 22, 11, 41, tzinfo=UTC)


@given(st.integers(1, 1_000), st.floats(0, 1), st.floats(0, 1))
def test_pauses_grow_with_failures_and_never_beyond_ten_minutes(failures, chance, other) -> None:
    assert 1 <= pause(failures, chance) <= 600
    assert pause(failures, chance) <= pause(failures + 1, chance)
    assert pause(failures, min(chance, other)) <= pause(failures, max(chance, other))


def test_devices_that_failed_together_do_not_return_together() -> None:
    assert len({pause(5, chance / 10) for chance in range(10)}) == 10


@pytest.mark.parametrize("reason", ["start", "online"])
def test_what_a_person_does_waits_for_nothing(reason) -> None:
    assert wait(reason, passed=0.0, failures=9, chance=1.0) == 0


def test_a_change_goes_at_once_until_something_failed() -> None:
    assert wait("changed", passed=0.0, failures=0, chance=1.0) == 0
    assert wait("changed", passed=1.0, failures=2, chance=1.0) == pause(2, 1.0) - 1


def test_the_timer_waits_and_a_page_that_flickers_does_not_hurry() -> None:
    assert wait("timer", passed=10.0, failures=0, chance=1.0) == EVERY - 10
    assert wait("visible", passed=1.0, failures=0, chance=1.0) == 4
    assert wait("timer", passed=None, failures=0, chance=1.0) == 0


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status(), "Saved on this tablet"),
        (Status(pending=1, failed="network"), "Saved on this tablet. Not yet synced: 1"),
        (Status(pending=3, sign_in=True), "Saved on this tablet. Sign in to sync."),
        (Status(synced_at=AT), "Synced with office.example 12:41:00"),
        (Status(failed="full"), "Not saved: the tablet's storage is full."),
    ],
)
def test_the_sentence_says_where_things_are_and_never_that_the_network_is_missing(
    status: Status, words: str
) -> None:
    assert str(status.words("office.example", AT.astimezone(BRUSSELS))) == words


def test_a_sync_of_another_day_is_said_by_its_day() -> None:
    words = Status(synced_at=AT).words("office.example", AT + timedelta(hours=13))
    assert str(words) == "Synced with office.example on 2026-11-22"
