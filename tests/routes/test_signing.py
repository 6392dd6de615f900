"""Review and sign, as both people meet it."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.cast import JORIS_AND_OLA
from tests.conftest import make_interview
from tests.html import page, words
from tests.routes.test_handover import hand_over
from webapp.store import Store

INK = json.dumps([[n for i in range(20) for n in (100 + 40 * i, 500 + i % 2 * 90)]])
HTMX = {"HX-Request": "true"}


@pytest.fixture
def interview(client: FlaskClient) -> str:
    return english_talk(client)


def english_talk(client: FlaskClient) -> str:
    """A talk in English and Polish, so that tests can read what the pages say."""
    return make_interview(client, **{**JORIS_AND_OLA, "mentor_language": "en"})


def show(client: FlaskClient, interview: str) -> BeautifulSoup:
    return page(client.get(f"/interviews/{interview}/signing"))


def set_field(client: FlaskClient, interview: str, entity: str, field: str, value: str) -> None:
    answer = client.post(f"/interviews/{interview}/fields/{entity}/{field}", data={"value": value})
    assert answer.status_code == 303, answer.text


def form_of(shown: BeautifulSoup, role: str) -> dict[str, str]:
    """What the page's own form of that person would send."""
    form = shown.select_one(f"#pad-{role} form")
    return {field["name"]: field["value"] for field in form.select("input[type=hidden]")}


def sign(client: FlaskClient, interview: str, role: str, **parts: str) -> int:
    form = form_of(show(client, interview), role)
    data = {**form, "method": "drawn", "strokes": INK, **parts}
    return client.post(f"/interviews/{interview}/signatures", data=data).status_code


def test_both_sign_and_the_page_says_so(client, interview) -> None:
    assert sign(client, interview, "mentor") == 303
    assert sign(client, interview, "trainee", method="typed", name="Ola Kowalczyk") == 303
    shown = show(client, interview)
    assert shown.select_one("#pad-mentor svg path")["d"].startswith("M100 500L140 590")
    assert words(shown.select_one("#pad-trainee .typed")) == "Ola Kowalczyk"
    assert "11:35" in words(shown.select_one("#pad-mentor .done"))
    assert not shown.select("canvas")


def test_what_somebody_signs_stands_there_in_both_languages_alike(client, interview) -> None:
    statement = show(client, interview).select_one("#statement .par.equal")
    assert [each["lang"] for each in statement.select("[lang]")] == ["en", "pl"]
    for each in statement.select("[lang]"):
        assert words(each)


def test_the_trainees_pad_speaks_the_trainees_language_first(client, interview) -> None:
    shown = show(client, interview)
    for role, first in (("mentor", "en"), ("trainee", "pl")):
        consent = shown.select_one(f"#pad-{role} .consent")
        assert [each["lang"] for each in consent.select("[lang]")][0] == first
        assert form_of(shown, role)["language"] == first


@pytest.mark.parametrize("strokes", ["", "[]", "[[5,5]]", json.dumps([[5, 5] * 50])])
def test_an_empty_pad_and_a_dot_are_refused(client, interview, strokes) -> None:
    assert sign(client, interview, "mentor", strokes=strokes) == 422
    assert show(client, interview).select("#pad-mentor canvas")


def test_a_typed_signature_needs_a_name(client, interview) -> None:
    assert sign(client, interview, "mentor", method="typed", name=" ") == 422


@pytest.mark.parametrize("strokes", ["{}", "x", "[[1,2,3]]", "[[99999,1]]", "null"])
def test_ink_that_is_none_is_refused_in_words(client, interview, strokes) -> None:
    assert sign(client, interview, "mentor", strokes=strokes) == 422


def test_nobody_signs_what_was_not_shown(client, interview) -> None:
    form = form_of(show(client, interview), "mentor")
    set_field(client, interview, "expectation:hands-on", "wanted", "1")
    data = {**form, "method": "drawn", "strokes": INK}
    answer = client.post(f"/interviews/{interview}/signatures", data=data)
    shown = page(answer, 409)
    assert "Do practical work" in words(shown.select_one("#changes[role=alert]"))
    assert shown.select("#pad-mentor canvas")
    regions = page(client.post(f"/interviews/{interview}/signatures", data=data, headers=HTMX), 409)
    assert "Do practical work" in words(regions.select_one("[hx-target='#changes']"))
    assert sign(client, interview, "mentor") == 303


@pytest.mark.parametrize("seen", ["", "[]", "7", '{"x":"y"}', "{"])
def test_a_broken_account_of_what_was_shown_is_no_error_of_ours(client, interview, seen) -> None:
    assert sign(client, interview, "mentor", content="x", seen=seen) in (409, 422)


def test_signing_twice_is_signing_once(client, interview, store: Store) -> None:
    form = {**form_of(show(client, interview), "mentor"), "method": "drawn", "strokes": INK}
    for _again in range(2):
        client.post(f"/interviews/{interview}/signatures", data=form)
    assert len(store.logs.open(interview).entities("signature")) == 1


def test_unchanged_content_is_signed_under_the_same_hash(client, interview) -> None:
    sign(client, interview, "mentor")
    sign(client, interview, "trainee")
    file = client.get(f"/interviews/{interview}/record.json").get_json()
    assert {each["content"] for each in file["signatures"]} == {file["content_hash"]}
    assert file["signatures"][0]["at"] == "2026-11-22T11:35:00+01:00"
    assert len(file["signatures"][1]["previous"]) == 1


def test_a_change_after_signing_is_named_and_can_be_signed_again(client, interview) -> None:
    set_field(client, interview, "expectation:hands-on", "wanted", "1")
    sign(client, interview, "mentor")
    sign(client, interview, "trainee")
    set_field(client, interview, "expectation:hands-on", "answer", "partly")
    shown = show(client, interview)
    changes = shown.select_one("#changes")
    assert "Do practical work" in words(changes)
    assert "Partly" in words(changes.ins)
    assert sign(client, interview, "mentor") == 303
    assert sign(client, interview, "trainee") == 303
    assert not show(client, interview).select("#changes ins")


def test_follow_ups_after_signing_change_nothing(client, interview) -> None:
    set_field(client, interview, "trainee-question:lunch", "asked", "1")
    sign(client, interview, "mentor")
    set_field(client, interview, "trainee-question:lunch", "later_answer", "In the canteen")
    set_field(client, interview, "paper:insurance", "state", "here")
    shown = show(client, interview)
    assert not shown.select("#changes .notice")
    assert shown.select("#pad-mentor .done")


def test_signing_later_and_declining_leave_the_pad_open(client, interview) -> None:
    act = {"role": "trainee", "reason": "read-at-home", "later": "1"}
    assert client.post(f"/interviews/{interview}/refusals", data=act).status_code == 303
    pad = show(client, interview).select_one("#pad-trainee")
    assert "You sign later." in words(pad)
    assert "I want to read it at home first" in words(pad.select_one(".notice"))
    assert pad.select("canvas")
    assert sign(client, interview, "trainee") == 303


def test_one_point_can_be_declined_and_the_rest_signed(client, interview) -> None:
    set_field(client, interview, "expectation:hands-on", "wanted", "1")
    act = {"role": "trainee", "points": ["expectation:hands-on", "nothing:like-it"]}
    assert client.post(f"/interviews/{interview}/objections", data=act).status_code == 303
    assert "Do practical work" in words(show(client, interview).select_one("#pad-trainee .notice"))
    assert sign(client, interview, "trainee") == 303
    record = page(client.get(f"/interviews/{interview}/record"))
    assert "Not agreed:" in words(record.select(".signed")[1])


def test_texts_in_one_language_are_listed_and_one_tap_says_they_were_explained(
    client, interview
) -> None:
    for field, value in {"wanted": "1", "answer": "partly", "note": "eerst kijken"}.items():
        set_field(client, interview, "expectation:hands-on", field, value)
    shown = show(client, interview)
    assert "eerst kijken" in words(shown.select_one(".one-language"))
    assert "aloud" not in words(shown.select_one("#statement"))
    answer = client.post(f"/interviews/{interview}/explanations", data={"value": "1"}, headers=HTMX)
    regions = page(answer)
    assert "explained aloud" in words(regions.select_one("[hx-target='#statement']"))
    fresh = regions.select_one("#reading-draw-trainee [name=content]")["value"]
    assert fresh == form_of(show(client, interview), "trainee")["content"]


def test_open_points_lead_to_where_they_can_be_closed(client, interview) -> None:
    set_field(client, interview, "expectation:hands-on", "wanted", "1")
    links = [a["href"] for a in show(client, interview).select(".open a")]
    assert f"/interviews/{interview}/expectations#expectation-hands-on" in links


def test_the_trainee_alone_sees_one_pad_and_no_way_to_the_mentors_pages(client, interview) -> None:
    hand_over(client, interview, "signing")
    shown = show(client, interview)
    assert shown.html["lang"] == "pl"
    assert [pad["id"] for pad in shown.select(".pad")] == ["pad-trainee"]
    assert not shown.select(".open, .sum .chg, main a[href]")
    assert sign(client, interview, "trainee") == 303


def test_the_trainee_alone_signs_for_nobody_else(client, interview) -> None:
    form = {**form_of(show(client, interview), "mentor"), "method": "drawn", "strokes": INK}
    hand_over(client, interview, "signing")
    assert client.post(f"/interviews/{interview}/signatures", data=form).status_code == 403
    assert client.post(f"/interviews/{interview}/refusals", data=form).status_code == 403
    assert client.post(f"/interviews/{interview}/objections", data=form).status_code == 403


@pytest.mark.parametrize("role", ["", "school", "mentor:x"])
def test_only_mentor_and_trainee_sign_the_talk(client, interview, role) -> None:
    form = {**form_of(show(client, interview), "mentor"), "role": role, "strokes": INK}
    assert client.post(f"/interviews/{interview}/signatures", data=form).status_code == 404


def test_a_signature_cannot_be_written_as_a_field(client, interview, store: Store) -> None:
    sign(client, interview, "mentor")
    [entity] = store.logs.open(interview).entities("signature")
    answer = client.post(f"/interviews/{interview}/fields/{entity}/event", data={"value": "x"})
    assert answer.status_code == 403


def test_taking_back_the_last_change_never_takes_back_a_signature(client, interview) -> None:
    set_field(client, interview, "expectation:hands-on", "wanted", "1")
    sign(client, interview, "mentor")
    client.post(f"/interviews/{interview}/undos")
    client.post(f"/interviews/{interview}/undos")
    file = client.get(f"/interviews/{interview}/record.json").get_json()
    assert len(file["signatures"]) == 1


def test_the_minimal_talk_can_be_signed(client, interview) -> None:
    assert sign(client, interview, "mentor") == 303
    assert sign(client, interview, "trainee") == 303
    statement = words(show(client, interview).select_one("#statement"))
    assert "We held our first talk." in statement
    assert "paper" not in statement
