"""Links to one record: for whoever has one, for as long as they work, and for nothing else."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.html import page, words
from tests.routes.test_handover import hand_over
from tests.routes.test_signing import english_talk, sign
from webapp import create_app
from webapp.store import Store
from webapp.verification import judge

HTMX = {"HX-Request": "true"}


@pytest.fixture
def interview(client: FlaskClient) -> str:
    return english_talk(client)


@pytest.fixture
def stranger(store: Store, clock: Any, untranslated: None) -> FlaskClient:
    """A browser that nobody gave the access code."""
    app = create_app(store=store)
    app.config.update(CLOCK=clock, PROPAGATE_EXCEPTIONS=False)
    return app.test_client()


def make(client: FlaskClient, interview: str, days: str = "30") -> Any:
    answer = client.post("/shares", data={"interview": interview, "days": days}, headers=HTMX)
    return page(answer)


def path_of(made: Any) -> str:
    return urlsplit(words(made.select_one("#share-address"))).path


def test_a_link_shows_one_record_to_somebody_without_the_code(client, stranger, interview) -> None:
    sign(client, interview, "mentor")
    sign(client, interview, "trainee")
    path = path_of(make(client, interview))
    answer = stranger.get(path)
    shown = page(answer)
    assert "Joris De Smet" in words(shown.select_one("main"))
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert not shown.select("meta[name=bundle]")
    file = stranger.get(f"{path}/record.json")
    assert json.loads(file.data)["content"]["interview"] == interview
    pdf = stranger.get(f"{path}/record.pdf")
    assert pdf.mimetype == "application/pdf" and not judge(pdf.data).altered
    assert stranger.get(f"/interviews/{interview}/record").status_code == 302


def test_a_link_ends_by_itself(client, stranger, interview, clock) -> None:
    path = path_of(make(client, interview, days="7"))
    clock.forward(days=7)
    assert stranger.get(path).status_code == 200
    clock.forward(days=1)
    assert "ended" in words(page(stranger.get(path), 410).select_one("h1"))
    assert stranger.get(f"{path}/record.pdf").status_code == 404


def test_a_link_is_ended_by_hand(client, stranger, interview) -> None:
    made = make(client, interview)
    path = path_of(made)
    form = {field["name"]: field["value"] for field in made.select("form input")}
    assert not page(client.post("/shares/ends", data=form, headers=HTMX)).select("form")
    assert stranger.get(path).status_code == 404


def test_a_link_goes_with_its_interview(client, stranger, interview, store: Store) -> None:
    path = path_of(make(client, interview))
    client.post(f"/interviews/{interview}/erasure")
    assert stranger.get(path).status_code == 404
    assert not [key for key in store.devices if interview in key]


def test_the_disk_holds_no_link(client, interview, store: Store) -> None:
    token = path_of(make(client, interview)).rpartition("/")[2]
    assert token not in json.dumps([*store.devices.items(), *store.settings.items()])


def test_the_e_mail_says_it_in_both_languages(client, interview) -> None:
    made = make(client, interview)
    [mail] = [a["href"] for a in made.select("a") if a["href"].startswith("mailto:")]
    body = unquote(mail).partition("body=")[2]
    assert path_of(made) in body
    assert len(re.findall("22", body)) >= 2


def test_the_record_page_lists_the_links_that_work(client, interview) -> None:
    make(client, interview)
    make(client, interview, days="90")
    shown = page(client.get(f"/interviews/{interview}/record"))
    assert len(shown.select("#shares form")) == 2


def test_without_scripts_the_links_are_a_page(client, interview) -> None:
    shown = page(client.post("/shares", data={"interview": interview}))
    assert path_of(shown).startswith("/shared/")


def test_whoever_guesses_has_to_wait(stranger, client, interview, clock) -> None:
    path = path_of(make(client, interview))
    told = [stranger.get(f"/shared/guess-{number}").status_code for number in range(7)]
    assert told == [404] * 5 + [429] * 2
    assert stranger.get(path).status_code == 429
    clock.forward(minutes=20)
    assert stranger.get(path).status_code == 200


def test_only_the_mentor_makes_a_link(client, stranger, interview) -> None:
    assert stranger.post("/shares", data={"interview": interview}).status_code == 401
    hand_over(client, interview, "signing")
    assert client.post("/shares", data={"interview": interview}).status_code == 403


@pytest.mark.parametrize("form", [{}, {"interview": "nothing"}, {"days": "x"}])
def test_there_is_no_link_to_nothing(client, form) -> None:
    assert client.post("/shares", data=form).status_code == 404
