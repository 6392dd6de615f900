"""What was talked about, and what may stand in the record."""

from __future__ import annotations

import pytest

from tests.talks import first_talk, say
from webapp.content.questions import FIRST, PRACTICAL, QUESTIONS
from webapp.domain.log import Log
from webapp.domain.questions import Question, for_record, questions
from webapp.domain.signed_fields import signed_fields


def question(log: Log, key: str) -> Question:
    return next(each for each in questions(log) if each.key == key)


def recorded(log: Log) -> list[str]:
    return [each.key for each in for_record(questions(log))]


def test_six_questions_are_shown_at_once() -> None:
    shown = [each.key for each in questions(first_talk()) if each.first]
    assert set(shown) == FIRST
    assert len(shown) == 6


def test_a_question_that_was_used_comes_forward_and_practical_ones_stay_with_the_papers() -> None:
    log = first_talk()
    say(log, "question:reach", talked=True)
    say(log, "question:ill", choice="yes")
    assert question(log, "reach").first
    assert not question(log, "ill").first
    assert question(log, "ill").practical
    assert {each.key for each in questions(log) if each.practical} == PRACTICAL


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("picture", {"talked": True}),
        ("picture", {"answer": "Machines"}),
        ("team", {"choice": "no"}),
        ("language", {"chip_slowly": True}),
    ],
)
def test_a_mark_or_any_answer_means_it_was_talked_about(key: str, fields: dict[str, str]) -> None:
    log = first_talk()
    assert not question(log, key).talked
    say(log, f"question:{key}", **fields)
    assert question(log, key).talked
    assert recorded(log) == [key]


def test_what_the_trainee_prefers_not_to_say_leaves_no_trace_in_the_record() -> None:
    log = first_talk()
    say(log, "question:team", talked=True, choice="no", answer="A bad experience.")
    assert recorded(log) == ["team"]
    say(log, "question:team", choice="private")
    assert recorded(log) == []
    assert question(log, "team").follow is None
    assert "question:team" not in signed_fields(log)


def test_the_answer_about_lodging_is_recorded_only_when_wanted() -> None:
    log = first_talk()
    say(log, "question:lodging", choice="no", answer="It is cold.")
    assert recorded(log) == []
    assert "question:lodging" not in signed_fields(log)
    say(log, "question:lodging", recorded=True)
    assert recorded(log) == ["lodging"]
    say(log, "question:lodging", choice="private")
    assert recorded(log) == []


def test_a_closed_answer_leads_to_an_open_question() -> None:
    log = first_talk()
    assert question(log, "team").follow is None
    assert not question(log, "team").offers_words
    say(log, "question:team", choice="yes")
    assert question(log, "team").follow is QUESTIONS["team"].follow
    assert question(log, "team").offers_words


def test_teach_back_and_arrangements_keep_no_words_and_no_verdict() -> None:
    for key in ("explained", "arrange"):
        found = question(first_talk(), key)
        assert not found.offers_words
        assert not found.offers_choice


def test_only_what_is_arranged_is_said() -> None:
    log = first_talk()
    say(log, "question:arrange", chip_food=True, chip_religion=True)
    assert [str(said) for said in question(log, "arrange").said] == ["Food"]


def test_an_own_question_is_of_either_sort_until_it_is_taken_away() -> None:
    log = first_talk()
    say(log, "question:own", text="Heb je een fiets?", text_language="nl", sort="closed")
    assert question(log, "own").offers_choice
    say(log, "question:own", sort="open", choice="yes")
    assert not question(log, "own").answered
    say(log, "question:own", deleted=True)
    assert "own" not in [each.key for each in questions(log)]


def test_every_answered_closed_question_of_the_bank_leads_to_an_open_one() -> None:
    closed = [asked for asked in QUESTIONS.values() if asked.sort == "closed" and asked.answered]
    assert closed
    assert all(asked.follow for asked in closed)
