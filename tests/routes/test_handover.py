"""The tablet changes hands: who sees what, and who may do what."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import GIULIA, JORIS
from tests.conftest import make_interview
from tests.html import page, words


def hand_over(client: FlaskClient, interview: str, task: str = "expectations") -> None:
    """Give the tablet to the trainee, without a PIN the first time."""
    answer = client.post(f"/interviews/{interview}/handovers", data={"task": task})
    if answer.location.endswith(f"/pin?task={task}"):
        answer = client.post(f"/interviews/{interview}/pin", data={"task": task, "without": "1"})
    assert answer.location == f"/interviews/{interview}/handover"


def give_back(client: FlaskClient, interview: str) -> None:
    assert client.post(f"/interviews/{interview}/returns").status_code == 303


def test_the_curtain_speaks_the_trainees_language_first(client, interview) -> None:
    hand_over(client, interview)
    curtain = page(client.get(f"/interviews/{interview}/handover"))
    assert curtain.html["lang"] == "pl"
    assert curtain.html["data-holder"] == "trainee"
    assert [span["lang"] for span in curtain.select("h1 span[lang]")] == ["pl", "nl"]
    assert "Ola" in words(curtain.h1)


def test_while_the_trainee_holds_the_tablet_only_the_trainees_pages_answer(
    app: Flask, client: FlaskClient, interview: str
) -> None:
    hand_over(client, interview)
    allowed = {
        "expectations.show", "trainee_questions.show", "signing.show", "handover.curtain",
    }  # fmt: skip
    for rule in app.url_map.iter_rules():
        if rule.endpoint in allowed or rule.arguments - {"interview_id"}:
            continue
        if "GET" not in rule.methods:
            continue
        view = app.view_functions[rule.endpoint]
        if getattr(view, "public", False) or getattr(view, "open_to_trainee", False):
            continue
        with app.test_request_context():
            address = app.url_for(rule.endpoint, interview_id=interview)
        assert client.get(address.partition("?")[0]).status_code == 403, rule.endpoint


def test_the_trainee_reaches_no_other_interview(client, interview) -> None:
    other = make_interview(client, **JORIS, **GIULIA)
    hand_over(client, interview)
    assert client.get(f"/interviews/{other}/expectations").status_code == 403
    assert client.post(f"/interviews/{other}/returns").status_code == 403


def test_the_trainee_may_mark_but_not_answer(client, interview) -> None:
    hand_over(client, interview)
    fields = f"/interviews/{interview}/fields/expectation:hands-on"
    assert client.post(f"{fields}/wanted", data={"value": "1"}).status_code == 303
    assert client.post(f"{fields}/answer", data={"value": "yes"}).status_code == 403


def test_the_holder_is_remembered_by_the_device_not_by_the_server(app, client, interview) -> None:
    hand_over(client, interview)
    here = page(client.get(f"/interviews/{interview}/expectations"))
    assert here.html["data-holder"] == "trainee"
    other_device = app.test_client()
    there = page(other_device.get(f"/interviews/{interview}/expectations"))
    assert there.html["data-holder"] == "mentor"


def test_back_to_the_shared_page_is_one_tap_but_the_list_asks_who_is_there(
    client, interview
) -> None:
    hand_over(client, interview)
    answer = client.post(f"/interviews/{interview}/returns")
    assert answer.location == f"/interviews/{interview}/expectations"
    assert client.get(answer.location).status_code == 200
    assert client.get("/").location == "/lock?next=/"


def test_without_a_pin_a_plain_yes_opens_the_list(client, interview) -> None:
    hand_over(client, interview)
    give_back(client, interview)
    assert client.post("/lock", data={"next": "/"}).location == "/"
    assert client.get("/").status_code == 200


def test_a_pin_is_offered_once_per_device(client, interview) -> None:
    hand_over(client, interview)
    give_back(client, interview)
    answer = client.post(f"/interviews/{interview}/handovers", data={"task": "signing"})
    assert answer.location == f"/interviews/{interview}/handover"


@pytest.fixture
def with_pin(client: FlaskClient, interview: str) -> FlaskClient:
    """A device with the PIN 2468 that a trainee has just given back."""
    client.post(f"/interviews/{interview}/pin", data={"task": "signing", "pin": "2468"})
    give_back(client, interview)
    return client


def test_only_the_pin_opens_the_list(with_pin) -> None:
    assert with_pin.post("/lock", data={"pin": "1111", "next": "/"}).status_code == 403
    assert with_pin.get("/").status_code == 302
    assert with_pin.post("/lock", data={"pin": "2468", "next": "/"}).location == "/"
    assert with_pin.get("/").status_code == 200


def test_too_many_wrong_pins_make_even_the_right_one_wait(with_pin, clock) -> None:
    for _attempt in range(5):
        with_pin.post("/lock", data={"pin": "0000"})
    assert with_pin.post("/lock", data={"pin": "2468"}).status_code == 403
    clock.forward(seconds=31)
    assert with_pin.post("/lock", data={"pin": "2468"}).status_code == 303


def test_wrong_pins_are_counted_in_the_store_not_in_the_cookie(with_pin, app) -> None:
    cookie = with_pin.get_cookie("onthaal")
    for _attempt in range(5):
        with_pin.set_cookie("onthaal", cookie.value)
        with_pin.post("/lock", data={"pin": "0000"})
    assert with_pin.post("/lock", data={"pin": "2468"}).status_code == 403


def test_a_pin_cannot_be_replaced_from_behind_the_lock(with_pin, interview) -> None:
    assert with_pin.post("/pin", data={"pin": "1111"}).status_code == 403
    again = with_pin.post(f"/interviews/{interview}/pin", data={"task": "signing", "pin": "1111"})
    assert again.status_code == 403


@pytest.mark.parametrize("pin", ["", "123", "12a4", "١٢٣٤", "1" * 13])
def test_a_pin_that_is_none_is_refused_in_words(client, interview, pin) -> None:
    answer = client.post(f"/interviews/{interview}/pin", data={"task": "signing", "pin": pin})
    assert "digits" in words(page(answer, 422).main)


def test_the_lock_never_leads_to_another_site(client) -> None:
    there = ("https://evil.example/", "//evil.example/", "/\\evil.example", "/\t/evil.example")
    for address in there:
        assert client.post("/lock", data={"next": address}).location == "/"
