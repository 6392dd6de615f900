"""The lists on Home, made from summaries alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from webapp.domain.lists import places
from webapp.store.lists import Lists
from webapp.talks import COUNTED, Talk, Talks

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Brussels"))
PLAIN = {
    "mentor": "Joris De Smet", "trainee": "Ola Kowalczyk", "languages": ["nl", "pl"],
    "date": "", "time": "", "zone": "", "group": "", "ends": "", "archived": False,
    "deleted": "", "kept": False, "signed": [], "changed": False, "follows": 0, "blobs": [],
    "updated": 1,
}  # fmt: skip


def talk(**parts: object) -> Talk:
    return Talk("ola", {**PLAIN, **parts})


def talks(*each: dict[str, object]) -> Talks:
    summaries = {str(number): {**PLAIN, **parts} for number, parts in enumerate(each)}
    lists = Lists({log_id: places(summary) for log_id, summary in summaries.items()})

    def listed(*where: str, **how: Any) -> dict[str, dict[str, object]]:
        return {log_id: summaries[log_id] for log_id in lists.ids(*where, **how)}

    return Talks(SimpleNamespace(listed=listed, count=lists.count), NOON)


@pytest.mark.parametrize("name", ["yildirim", "YILDIRIM", "Yıldırım", "mehmet", " ildır"])
def test_a_name_is_found_without_the_signs_that_a_keyboard_lacks(name: str) -> None:
    assert len(talks({"trainee": "Mehmet Yıldırım"}, {}).found(name)) == 1


@pytest.mark.parametrize(
    ("kept", "typed"),
    [("Łukasz", "lukasz"), ("Søren", "soren"), ("Weiß", "weiss"), ("Γιώργος", "γιωργος")],
)
def test_letters_with_strokes_and_accents_are_found_by_the_plain_ones(kept, typed) -> None:
    assert len(talks({"trainee": kept}).found(typed)) == 1


def test_a_mentors_name_finds_the_talk_too() -> None:
    assert len(talks({}).found("de smet")) == 1


def test_a_deleted_talk_is_found_in_its_own_list_only() -> None:
    some = talks({"deleted": "2026-11-20"}, {"archived": True})
    assert [each.id for each in some.found("ola")] == ["1"]
    assert [each.id for each in some.deleted] == ["0"]


def test_what_is_kept_counts_what_was_put_away_and_deleted() -> None:
    assert talks({}, {"archived": True}, {"deleted": "2026-11-20"}).number == 3


def test_many_talks_are_counted_no_further_than_is_said() -> None:
    assert talks(*[{}] * (COUNTED + 5)).number == COUNTED + 1


def test_a_talk_begins_at_the_hour_of_its_own_place() -> None:
    in_london = talk(date="2026-11-22", time="11:15", zone="Europe/London")
    here = talk(date="2026-11-22", time="11:15")
    assert in_london.start(NOON) - NOON == timedelta(minutes=15)
    assert here.start(NOON) - NOON == timedelta(minutes=-45)


def test_a_talk_without_an_hour_has_no_start() -> None:
    assert talk(date="2026-11-22").start(NOON) is None
    assert not talk(date="2026-11-22").is_soon(NOON)
    assert talk(date="2026-11-22", time="13:00").is_soon(NOON)
    assert not talk(date="2026-11-22", time="13:01").is_soon(NOON)


def test_a_placement_that_ended_is_named_until_somebody_says_it_stays() -> None:
    ended = {"ends": "2026-11-21"}
    some = talks(
        ended, {**ended, "kept": True}, {"ends": "2026-11-22"}, {**ended, "archived": True}
    )
    assert [each.id for each in some.over] == ["0", "3"]
