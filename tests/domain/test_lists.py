from __future__ import annotations

import pytest

from webapp.domain.lists import moment, places

PLAIN = {
    "mentor": "Joris De Smet", "trainee": "Ola Łącka", "date": "", "time": "", "group": "",
    "ends": "", "archived": False, "deleted": "", "kept": False, "signed": [], "blobs": [],
    "updated": 7,
}  # fmt: skip
HOME = {"deleted", "archived", "dated", "undated", "settled"}


def listed(**parts: object) -> set[str]:
    """The lists that a talk stands in."""
    return {place.partition("/")[0] for place in places({**PLAIN, **parts})}


@pytest.mark.parametrize(
    ("parts", "home"),
    [
        ({}, "undated"), ({"signed": ["mentor"]}, "undated"),
        ({"signed": ["mentor", "trainee"]}, "settled"), ({"date": "2026-11-22"}, "dated"),
        ({"date": "2026-11-22", "archived": True}, "archived"),
        ({"archived": True, "deleted": "2026-11-22"}, "deleted"),
    ],
)  # fmt: skip
def test_a_talk_stands_in_one_list_of_home(parts, home) -> None:
    assert listed(**parts) & HOME == {home}


def test_places_sort_as_people_read_them() -> None:
    days = [
        ("2026-11-22", "09:00"),
        ("2026-11-22", "14:30"),
        ("2026-11-23", ""),
        ("2027-01-02", ""),
    ]
    found = [min(places({**PLAIN, "date": day, "time": time})) for day, time in days]
    assert found == sorted(found) and all(each.startswith("dated/") for each in found)
    assert [moment(9), moment(10), moment(2**53)] == sorted(map(moment, (2**53, 10, 9)))


def test_what_was_deleted_is_found_by_name_and_by_what_it_names_alone() -> None:
    gone = {"deleted": "2026-11-20", "ends": "2026-11-21", "group": "g", "date": "2026-11-22"}
    assert listed(**gone, blobs=["a"]) == {"deleted", "updated", "last", "name", "blob"}


def test_talks_are_listed_by_the_last_day_they_were_of_use() -> None:
    assert "last/1970-01-01" in places(PLAIN)
    assert "last/2026-11-22" in places({**PLAIN, "date": "2026-11-22", "deleted": "2026-11-20"})


def test_a_placement_that_somebody_wants_to_keep_is_not_proposed() -> None:
    assert "ended" in listed(ends="2026-11-21")
    assert "ended" not in listed(ends="2026-11-21", kept=True)


def test_names_are_listed_as_they_are_compared() -> None:
    assert "name/ola lacka\njoris de smet" in places(PLAIN)
