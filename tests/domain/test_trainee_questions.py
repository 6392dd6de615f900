"""What the trainee asks, and how each question stands."""

from __future__ import annotations

from datetime import date

from tests.talks import first_talk, say, write
from webapp.content.suggestions import SUGGESTIONS
from webapp.domain.change import Edit
from webapp.domain.log import Log
from webapp.domain.signed_fields import signed_fields
from webapp.domain.trainee_questions import TraineeQuestion, suggestions, trainee_questions

KEY = "trainee-question:lunch"


def only(log: Log) -> TraineeQuestion:
    (question,) = trainee_questions(log)
    return question


def asked_about_lunch() -> Log:
    log = first_talk()
    say(log, KEY, asked=True)
    return log


def test_a_suggestion_is_a_question_once_it_is_asked() -> None:
    log = first_talk()
    assert set(suggestions(log)) == set(SUGGESTIONS)
    assert trainee_questions(log) == []
    say(log, KEY, asked=True)
    assert only(log).words is SUGGESTIONS["lunch"]
    assert "lunch" not in suggestions(log)
    say(log, KEY, asked=None)
    assert trainee_questions(log) == []
    assert "lunch" in suggestions(log)


def test_questions_stand_in_the_order_of_asking() -> None:
    log = first_talk()
    for key in ("own", "dangerous", "lunch"):
        say(log, f"trainee-question:{key}", asked=True, text="Dlaczego?")
    assert [each.key for each in trainee_questions(log)] == ["own", "dangerous", "lunch"]


def test_a_question_is_open_until_it_is_answered_in_words_or_by_a_mark() -> None:
    log = asked_about_lunch()
    assert only(log).state == "open"
    say(log, KEY, answered=True)
    assert only(log).state == "answered"
    say(log, KEY, answered=None, answer="In the canteen.")
    assert only(log).state == "answered"


def test_what_cannot_be_answered_has_an_owner_and_a_day_until_it_is_settled() -> None:
    log = asked_about_lunch()
    say(log, KEY, owner="school", due="2026-11-27")
    assert (only(log).state, only(log).owner, only(log).due) == (
        "later", "school", date(2026, 11, 27),
    )  # fmt: skip
    assert only(log).waiting
    say(log, KEY, done=True)
    assert only(log).state == "settled"
    assert not only(log).waiting


def test_an_answer_given_later_touches_nothing_that_was_signed() -> None:
    log = asked_about_lunch()
    say(log, KEY, owner="mentor")
    before = signed_fields(log)
    write(log, Edit(KEY, "later_answer", "At noon."), Edit(KEY, "later_answer.language", "nl"))
    say(log, KEY, done=True)
    assert only(log).state == "settled"
    assert signed_fields(log) == before


def test_saying_no_to_danger_is_answered_by_every_company() -> None:
    log = first_talk()
    say(log, "trainee-question:dangerous", asked=True)
    assert only(log).state == "answered"
    assert str(only(log).built_in_answer).startswith("Yes")


def test_a_question_taken_back_is_gone() -> None:
    log = first_talk()
    say(log, "trainee-question:own", text="Dlaczego?", deleted=True)
    assert trainee_questions(log) == []
