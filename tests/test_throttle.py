"""Waiting after wrong tries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from webapp import throttle
from webapp.throttle import Throttle, place_of

NOW = datetime(2026, 11, 22, 10, 38, tzinfo=UTC)


def test_a_few_wrong_tries_are_free_and_each_further_one_takes_twice_as_long() -> None:
    tries, waits = Throttle(), []
    for _try in range(12):
        tries.wrong("here", NOW)
        waits.append(tries.wait("here", NOW))
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]


def test_a_wait_passes_and_a_right_try_forgives() -> None:
    tries = Throttle()
    told = [tries.wrong("here", NOW) for _try in range(5)]
    assert told == [False] * 4 + [True]
    assert tries.wait("here", NOW + timedelta(seconds=29.5)) == 1
    assert tries.wait("here", NOW + timedelta(seconds=30)) == 0
    tries.right("here")
    assert not tries.wrong("here", NOW)


def test_one_place_does_not_wait_for_another() -> None:
    tries = Throttle()
    for _try in range(9):
        tries.wrong("here", NOW)
    assert tries.wait("there", NOW) == 0


def test_only_so_many_places_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "REMEMBERED", 3)
    tries = Throttle(free=1)
    for place in "abcd":
        tries.wrong(place, NOW)
    assert [bool(tries.wait(place, NOW)) for place in "abcd"] == [False, True, True, True]


def test_a_household_is_one_place() -> None:
    assert place_of("192.0.2.7") == "192.0.2.7"
    assert place_of("2001:db8::1") == place_of("2001:db8:0:0:ffff::2") != place_of("2001:db8:1::1")
    assert place_of(None) == "" and place_of("a socket") == "a socket"
