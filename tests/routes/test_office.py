"""The training centre's own pages: behind the code, for a while, on the server alone."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.html import page, words
from webapp import create_app, office
from webapp.access import code_of

PAGES = ("/office", "/office/devices", "/office/keeping", "/office/person")


@pytest.fixture
def code(store, app) -> str:
    return code_of(store)


def enter(client: FlaskClient, code: str, path: str = "/office") -> None:
    answer = client.post("/sign-in", data={"code": code, "next": path})
    assert (answer.status_code, answer.location) == (303, path)


@pytest.mark.parametrize("path", PAGES)
def test_even_who_is_in_gives_the_code_again_for_the_office(client, code, path) -> None:
    assert client.get(path).location == f"/sign-in?next={path}"
    enter(client, code, path)
    assert client.get(path).status_code == 200


def test_having_signed_in_for_a_talk_opens_no_office(client, code) -> None:
    client.post("/sign-in", data={"code": code, "next": "/officer"})
    assert client.get("/office").status_code == 302


def test_the_office_closes_by_itself_and_by_hand(client, code, clock) -> None:
    enter(client, code)
    for _page in range(3):
        clock.forward(minutes=14)
        assert client.get("/office").status_code == 200
    clock.forward(minutes=16)
    assert client.get("/office").status_code == 302
    enter(client, code)
    assert client.post("/office/closings").status_code == 303
    assert client.get("/office").status_code == 302


def test_nothing_in_the_office_is_changed_by_who_did_not_enter_it(client, app) -> None:
    rules = [r for r in app.url_map.iter_rules() if r.rule.startswith(office.PATH)]
    assert len(rules) > 5
    for rule in rules:
        path = rule.rule.replace("<device>", "x").replace("<interview_id>", "x")
        if "POST" in (rule.methods or ()):
            assert client.post(path).status_code == 401, path
        else:
            assert client.get(path).status_code == 302, path


def test_a_trainee_does_not_enter_it_even_with_the_code(client, code, interview) -> None:
    enter(client, code)
    with client.session_transaction() as session:
        session.update(holder="trainee", interview=interview, locked=True)
    assert client.get("/office").status_code == 403


def test_a_tablet_has_no_office(store) -> None:
    app = create_app(store=store, home="tablet")
    app.secret_key = "a tablet keeps its session elsewhere"
    assert {app.test_client().get(path).status_code for path in PAGES} == {404}


def test_the_office_starts_no_engine(client, code, app: Flask) -> None:
    app.config["BUNDLE"] = "v1"
    enter(client, code)
    assert not page(client.get("/office")).select("meta[name=bundle]")
    assert page(client.get("/")).select("meta[name=bundle]")


def test_what_was_done_is_shown_with_no_name(client, code, app, monkeypatch) -> None:
    enter(client, code)
    client.post("/office/codes", data={"code": "green-horse-77"})
    log = page(client.get("/office")).select_one("#log")
    assert "The access code was changed." in words(log)
    assert "green" not in words(log)


def test_only_so_many_lines_are_kept(app, client, monkeypatch) -> None:
    monkeypatch.setattr(office, "NOTES", 3)
    with app.test_request_context():
        for number in range(5):
            office.note("erased", str(number))
        assert [line["about"] for line in office.notes(9)] == ["4", "3", "2"]
