"""Checking a record in the browser: open to everybody, each thing by itself."""

from __future__ import annotations

import copy
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.html import page, words
from tests.records import file_of, jwk
from tests.test_verify import pdf_of, signed, signed_talk
from webapp import create_app
from webapp.domain.canonical import canonical
from webapp.domain.change import Edit
from webapp.domain.device_key import thumbprint
from webapp.guard import SMALL
from webapp.interviews import save
from webapp.kept import workplace
from webapp.routes.verification import RATE
from webapp.store import Store

HTMX = {"HX-Request": "true"}
ENGLISH = {"Accept-Language": "en"}


def check(client: FlaskClient, content: bytes, status: int = 200, **headers: str) -> Any:
    data = {"file": (BytesIO(content), "record.json")}
    answer = client.post("/verify", data=data, headers={**ENGLISH, **headers})
    return page(answer, status)


def states(shown: Any) -> dict[str, str]:
    found = shown.select(".verdict")
    return {
        each.select_one("h3")["id"].removeprefix("verdict-"): each["data-state"] for each in found
    }


@pytest.fixture
def stranger(store: Store, clock: Any, untranslated: None) -> FlaskClient:
    """A browser that nobody gave the access code."""
    app = create_app(store=store)
    app.config.update(CLOCK=clock)
    return app.test_client()


def test_a_stranger_may_check_a_record_and_starts_no_engine(stranger, app: Flask) -> None:
    app.config["BUNDLE"] = "0"
    shown = page(stranger.get("/verify", headers=ENGLISH))
    assert words(shown.select_one("h1")) == "Check a record"
    assert not shown.select("meta[name=bundle], link[rel=manifest]")
    found = states(check(stranger, canonical(signed())))
    large = canonical(signed()).rstrip() + b" " * SMALL
    assert states(check(stranger, large))["content"] == "altered"
    assert found == {"content": "intact", "signatures": "intact", "device": "unknown",
                     "seal": "absent", "time": "absent"}  # fmt: skip


def test_the_verdicts_alone_answer_htmx(client) -> None:
    shown = check(client, pdf_of(signed()), **HTMX)
    assert not shown.select("html")
    assert states(shown)["pages"] == "intact"
    assert len(shown.select(".verdict .means")) == 6


def test_a_device_that_was_seen_here_is_known(app: Flask, client) -> None:
    with app.test_request_context():
        save(workplace(), [Edit(f"device-key:{thumbprint(jwk())}", "seen", "2026-11-22")])
    shown = check(client, canonical(signed()))
    assert states(shown)["device"] == "intact"
    assert "22 November 2026" in words(shown.select_one("#verdict-device ~ .says"))


def test_what_was_changed_is_named_and_shown_as_text(client) -> None:
    file = copy.deepcopy(signed())
    file["signatures"][0]["name"] = "<b>Somebody</b>"
    shown = check(client, canonical(file))
    assert states(shown)["signatures"] == "altered"
    [place] = shown.select(".verdict li")
    assert words(place.select_one("bdi")) == "<b>Somebody</b>"
    assert words(place.select_one("code")) == "/signatures/0/name"


def test_a_record_in_other_languages_shows_its_own_words(client) -> None:
    file = file_of(signed_talk())
    file["content"]["parts"][0]["items"][0]["answer"] = None
    [place] = check(client, canonical(file)).select(".verdict li")
    assert "nl: " in words(place) and "pl: " in words(place)


@pytest.mark.parametrize("content", [b"", b"%PDF-", b"hello"])
def test_what_is_no_record_is_said_to_be_none(client, content) -> None:
    shown = check(client, content, 422)
    assert words(shown.select_one("[role=alert]"))
    assert not shown.select(".verdict")


def test_no_file_is_asked_for_again(client) -> None:
    assert client.post("/verify").status_code == 422


def test_many_checks_from_one_place_have_to_wait(client, monkeypatch) -> None:
    moment = 1_000.0
    monkeypatch.setattr("webapp.routes.verification.monotonic", lambda: moment)
    told = [client.post("/verify").status_code for _check in range(RATE.burst + 1)]
    assert told == [422] * RATE.burst + [429]
    moment += 4
    assert client.post("/verify").status_code == 422


def test_nothing_of_a_file_is_kept(client, store: Store) -> None:
    check(client, canonical(signed()))
    assert store.blobs.hashes() == [] and list(store.logs.ids()) == []
