"""The mentor's questions, as both see them."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.cast import GIULIA, JORIS
from tests.conftest import make_interview
from tests.html import page, words

HTMX = {"HX-Request": "true"}


@pytest.fixture
def questions(client: FlaskClient, interview: str):
    """The page as it is now."""
    return lambda: page(client.get(f"/interviews/{interview}/questions"))


@pytest.fixture
def put(client: FlaskClient, interview: str):
    """Sets a field of a question; gives the question as it is shown then."""

    def put(key: str, field: str, value: str):
        url = f"/interviews/{interview}/fields/question:{key}/{field}"
        answer = page(client.post(url, data={"value": value}, headers=HTMX))
        return answer.select_one(f"#question-{key}")

    return put


def test_six_are_shown_and_the_rest_is_there_when_asked_for(questions) -> None:
    assert len(questions().select("#questions > .q")) == 6
    more = questions().select_one("details.group")
    assert not more.has_attr("open")
    assert len(more.select(".q")) == 9


def test_open_and_closed_are_told_apart_by_word_and_shape(questions) -> None:
    shapes = {}
    for question in questions().select(".q"):
        shapes.setdefault(words(question.select_one(".kind")), set()).add(str(question.svg))
    assert len(shapes) == 2
    assert len(set.union(*shapes.values())) == 2


def test_one_tap_answers_a_closed_question_and_offers_the_open_one(put) -> None:
    question = put("team", "choice", "yes")
    assert [b["value"] for b in question.select(".seg button")] == ["", "no", "unsure", "private"]
    assert question.select_one("[value='']")["aria-pressed"] == "true"
    assert question.select_one("textarea[id=question-team-answer]")
    assert not question.select(".talked input"), "the answer says that it was talked about"


def test_prefer_not_to_say_asks_nothing_more_and_promises_silence(put) -> None:
    question = put("team", "choice", "private")
    assert not question.select("textarea")
    assert question.select_one(".answer > p")


def test_talked_about_is_one_tap_and_needs_no_words(put) -> None:
    assert put("picture", "talked", "1").select_one(".talked input").has_attr("checked")


def test_a_phrase_chip_is_a_whole_answer(put) -> None:
    (chip,) = put("learn-best", "chip.try", "1").select("form:has(input[checked])")
    assert str(chip["action"]).endswith("/chip.try")


def test_lodging_stays_out_of_the_record_until_it_is_put_there(put) -> None:
    question = put("lodging", "choice", "no")
    box = question.select_one("form[action$=recorded] input")
    assert not box.has_attr("checked")


def test_an_own_question_is_offered_again_in_later_talks(client, interview, questions) -> None:
    client.post(f"/interviews/{interview}/questions", data={"text": "Een fiets?", "sort": "closed"})
    own = questions().select("#questions > .q")[-1]
    assert "Een fiets?" in words(own)
    assert own["data-kind"] == "closed"

    later = f"/interviews/{make_interview(client, **JORIS, **GIULIA)}/questions"
    template = page(client.get(later)).select_one("#questions-kept button")
    assert "Een fiets?" in words(template)
    client.post(later, data={"kept": template["value"]})
    assert "Een fiets?" in words(page(client.get(later)).select("#questions > .q")[-1])
    assert not page(client.get(later)).select("#questions-kept button")


def test_a_template_can_be_forgotten(client, interview, questions) -> None:
    client.post(f"/interviews/{interview}/questions", data={"text": "Een fiets?"})
    keep = questions().select_one("form[action*='/kept/']")
    assert keep.input.has_attr("checked")
    client.post(str(keep["action"]))
    assert not questions().select_one("form[action*='/kept/'] input").has_attr("checked")
    later = make_interview(client, **JORIS, **GIULIA)
    assert not page(client.get(f"/interviews/{later}/questions")).select("#questions-kept button")


def test_an_own_question_is_taken_away_by_one_tap(client, interview, questions) -> None:
    client.post(f"/interviews/{interview}/questions", data={"text": "Een fiets?"})
    remove = questions().select_one("form[action$=deleted]")
    answer = page(client.post(str(remove["action"]), data={"value": "1"}, headers=HTMX))
    assert len(answer.select("#questions > .q")) == 6


@pytest.mark.parametrize(
    "form", [{}, {"text": " "}, {"text": "x" * 301}, {"text": "a", "sort": "b"}]
)
def test_what_is_no_question_is_refused_in_words(client, interview, form) -> None:
    answer = client.post(f"/interviews/{interview}/questions", data=form)
    assert words(page(answer, 422).select_one("[role=alert]"))


def test_markup_in_a_question_is_text(client, interview, questions) -> None:
    client.post(f"/interviews/{interview}/questions", data={"text": "<b>vet</b>?"})
    assert "<b>vet</b>?" in words(questions().select("#questions > .q h2")[-1])
