"""The objectives, which listening must never crowd out."""

from __future__ import annotations

import pytest

from tests.talks import first_talk, say
from webapp.domain.errors import UnknownThing
from webapp.domain.log import Log
from webapp.domain.objectives import Objective, objectives, raised


def talk() -> Log:
    log = first_talk()
    say(log, "objective:measure", text="Measuring", text_language="en")
    say(log, "objective:safety", text="Working safely", text_language="en")
    return log


def of(log: Log, key: str) -> Objective:
    return next(each for each in objectives(log) if each.key == key)


def test_they_are_numbered_in_the_order_of_writing_without_gaps() -> None:
    log = talk()
    say(log, "objective:turn", text="Turning")
    say(log, "objective:measure", deleted=True)
    assert [(o.number, o.key) for o in objectives(log)] == [(1, "safety"), (2, "turn")]


def test_an_objective_is_untouched_until_a_marked_expectation_serves_it() -> None:
    log = talk()
    say(log, "expectation:hands-on", objective_measure=True)
    assert of(log, "measure").untouched
    say(log, "expectation:hands-on", wanted=True)
    assert [e.key for e in of(log, "measure").linked] == ["hands-on"]
    assert not of(log, "measure").untouched
    assert of(log, "safety").untouched


def test_an_objective_that_nothing_serves_can_be_talked_about_all_the_same() -> None:
    log = talk()
    say(log, "objective:safety", talked=True)
    assert not of(log, "safety").untouched


def test_one_rises_above_the_one_before_it_and_a_new_one_comes_last() -> None:
    log = talk()
    for edit in raised(log, "safety"):
        say(log, edit.entity, **{edit.field: edit.value})
    say(log, "objective:turn", text="Turning")
    assert [o.key for o in objectives(log)] == ["safety", "measure", "turn"]


def test_only_what_is_there_can_rise() -> None:
    log = talk()
    say(log, "objective:measure", deleted=True)
    with pytest.raises(UnknownThing):
        raised(log, "measure")
