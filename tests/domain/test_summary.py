"""What lists show of a talk, whatever other programs wrote into it."""

from __future__ import annotations

import pytest

from webapp.domain.change import Edit, Value
from webapp.domain.log import Log
from webapp.domain.summary import summarise

NAMED = [Edit("mentor", "name", "Joris"), Edit("trainee", "name", "Ola")]


def log(*edits: Edit) -> Log:
    made = Log("talk")
    at = "2026-11-22T11:38:05+01:00"
    wanted = [*NAMED, *edits]
    made.add(made.write(wanted, replica="a", at=at, now_ms=1, request="r", actor="mentor"))
    return made


def test_a_log_without_a_trainee_has_none() -> None:
    assert summarise(Log("talk")) == {}


@pytest.mark.parametrize("value", ["soon", "2026-13-01", "", 7, True, None, ["2026-11-22"]])
def test_a_day_that_is_none_counts_as_none(value: Value) -> None:
    said = summarise(log(Edit("placement", "end", value), Edit("interview", "deleted", value)))
    assert (said["ends"], said["deleted"]) == ("", "")
    assert said == {**summarise(log()), "updated": said["updated"], "lists": said["lists"]}


def test_its_days_are_written_alike() -> None:
    said = summarise(log(Edit("placement", "end", "20261122")))
    assert said["ends"] == "2026-11-22"
