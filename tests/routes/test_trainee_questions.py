"""The trainee's questions, on both people's pages."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.html import page, words
from tests.routes.test_handover import hand_over

HTMX = {"HX-Request": "true"}


@pytest.fixture
def asked(client: FlaskClient, interview: str):
    """The page as it is for whoever holds the tablet."""
    return lambda: page(client.get(f"/interviews/{interview}/trainee-questions"))


@pytest.fixture
def put(client: FlaskClient, interview: str):
    """Sets a field of a question; gives the regions that changed."""

    def put(key: str, field: str, value: str = "1"):
        url = f"/interviews/{interview}/fields/trainee-question:{key}/{field}"
        return page(client.post(url, data={"value": value}, headers=HTMX))

    return put


def ask(client: FlaskClient, interview: str, text: str = "Dlaczego?", **form: str):
    return client.post(
        f"/interviews/{interview}/trainee-questions", data={"text": text, **form}, headers=HTMX
    )


def test_a_suggestion_is_asked_by_one_tap_and_leaves_the_list(put, asked) -> None:
    answer = put("lunch", "asked")
    assert answer.select_one("#trainee-question-lunch")
    assert not answer.select("#suggestions form[action*=lunch]")
    assert len(asked().select("#suggestions form")) == 11


def test_an_open_question_nudges_toward_a_specific_answer(put, asked) -> None:
    put("lunch", "asked")
    assert len(asked().select("#trainee-question-lunch .nudge > span")) == 5
    answer = put("lunch", "answer", "In de kantine, om 12 uur.")
    assert not answer.select(".nudge")
    assert "In de kantine" in words(answer.select_one("textarea"))


def test_what_cannot_be_answered_gets_an_owner_and_a_day(put) -> None:
    put("lunch", "asked")
    answer = put("lunch", "owner", "mentor")
    entry = answer.select_one("#trainee-question-lunch")
    assert entry["data-state"] == "later"
    assert words(entry.select_one("[aria-pressed=true]")) == "Joris"
    days = [str(b["value"]) for b in entry.select("form[action$=due] button[value]")]
    assert days == ["2026-11-23", "2026-11-29"]
    assert "29.11.2026" in words(put("lunch", "due", days[1]).select_one(".flag"))
    assert put("lunch", "later_answer", "Ja.").select_one(".entry")["data-state"] == "settled"


def test_the_answer_about_danger_is_built_in(put) -> None:
    entry = put("dangerous", "asked").select_one("#trainee-question-dangerous")
    assert entry["data-state"] == "answered"
    assert entry.select_one(".answered p")


@pytest.mark.parametrize(
    "part",
    ["welcome", "prepare", "documents", "expectations", "questions", "trainee-questions",
     "agreements", "signing"],
)  # fmt: skip
def test_a_question_for_later_can_be_noted_in_every_part(client, interview, asked, part) -> None:
    later = page(client.get(f"/interviews/{interview}/{part}")).select_one(".dock #later form")
    answer = client.post(
        str(later["action"]), data={"text": "Co potem?", "later": "1"}, headers=HTMX
    )
    fresh = page(answer).select_one("#later")
    assert not fresh.has_attr("open")
    assert not fresh.textarea.text
    assert "Co potem?" in words(asked().select_one(".entry"))


def test_without_scripts_a_noted_question_leads_back_to_where_it_came_up(client, interview) -> None:
    answer = client.post(
        f"/interviews/{interview}/trainee-questions", data={"text": "Co?"},
        headers={"Referer": f"http://localhost/interviews/{interview}/documents"},
    )  # fmt: skip
    assert answer.status_code == 303
    assert answer.location == f"/interviews/{interview}/documents"


def test_the_trainee_alone_asks_and_takes_back_and_sees_no_control_of_the_mentors(
    client, interview, put, asked
) -> None:
    put("lunch", "asked")
    put("lunch", "owner", "mentor")
    hand_over(client, interview, "trainee-questions")
    ask(client, interview, "Czy jest kawa?")
    view = asked()
    assert "Czy jest kawa?" in words(view.select_one("#trainee-questions"))
    fields = {str(f["action"]).rsplit("/", 1)[1] for f in view.select("main .log form")}
    assert fields == {"text", "text.nl", "text.language", "deleted"}
    own = view.select_one("form[action$=deleted]")
    answer = page(client.post(str(own["action"]), data={"value": "1"}, headers=HTMX))
    assert len(answer.select("#trainee-questions .entry")) == 1


def test_the_trainee_cannot_write_the_mentors_answer(client, interview, put) -> None:
    put("lunch", "asked")
    hand_over(client, interview, "trainee-questions")
    for field in ("answer", "owner", "due", "answered"):
        url = f"/interviews/{interview}/fields/trainee-question:lunch/{field}"
        assert client.post(url, data={"value": "1"}, headers=HTMX).status_code == 403


def test_the_trainees_words_are_in_the_trainees_language(client, interview, asked) -> None:
    hand_over(client, interview, "trainee-questions")
    ask(client, interview, "Czy jest kawa?")
    question = asked().select_one(".entry .text > .bi > span")
    assert (question["lang"], words(question)) == ("pl", "Czy jest kawa?")
    assert "PL" in words(asked().select_one(".one-lang"))


def test_an_empty_or_endless_question_is_refused(client, interview) -> None:
    assert ask(client, interview, "  ").status_code == 422
    assert ask(client, interview, "x" * 501).status_code == 422


def test_a_question_is_in_the_trainees_language_whoever_holds_the_tablet(
    client, interview, store
) -> None:
    client.post(f"/interviews/{interview}/trainee-questions", data={"text": "O której zaczynam?"})
    log = store.logs.open(interview)
    (entity,) = log.entities("trainee-question")
    assert log.value(entity, "text.language") == "pl"
