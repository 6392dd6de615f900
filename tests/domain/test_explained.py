"""Texts in one language only, and that they were explained aloud."""

from __future__ import annotations

from tests.talks import first_talk, say, write
from webapp.domain.explained import OneLanguage, explain, one_language_texts
from webapp.domain.interview import Interview
from webapp.domain.log import Log


def one_language(log: Log) -> list[OneLanguage]:
    interview = Interview(log)
    return one_language_texts(log, interview.signing.fields, interview.languages)


def test_a_text_that_one_of_them_cannot_read_is_listed() -> None:
    log = first_talk()
    say(log, "paper:own", text="eerst kijken", text_language="nl")
    assert [str(each.text) for each in one_language(log)] == ["eerst kijken"]
    say(log, "paper:own", text_pl="najpierw patrz")
    assert one_language(log) == []


def test_two_people_of_one_language_need_nothing_explained() -> None:
    log = first_talk()
    say(log, "trainee", language="nl")
    say(log, "paper:own", text="eerst kijken", text_language="nl")
    assert one_language(log) == []


def test_a_text_in_a_third_language_is_listed_too() -> None:
    log = first_talk()
    say(log, "trainee", language="nl")
    say(log, "paper:own", text="watch first", text_language="en")
    assert len(one_language(log)) == 1


def test_other_words_have_to_be_explained_anew() -> None:
    log = first_talk()
    say(log, "paper:own", text="eerst kijken", text_language="nl")
    write(log, *explain(one_language(log), True))
    assert [each.explained for each in one_language(log)] == [True]
    say(log, "paper:own", text="niet kijken")
    assert [each.explained for each in one_language(log)] == [False]


def test_having_explained_can_be_taken_back() -> None:
    log = first_talk()
    say(log, "paper:own", text="eerst kijken", text_language="nl")
    write(log, *explain(one_language(log), True))
    write(log, *explain(one_language(log), False))
    assert [each.explained for each in one_language(log)] == [False]
