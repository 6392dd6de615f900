"""Who may come in: the code, the list of devices, and cutting one off."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.html import page, words
from webapp import create_app
from webapp.domain.exchange import Ask

CODE = "blue-horse-77"
AGENT = "Mozilla/5.0 (Linux; Android 15; Tab) AppleWebKit/537.36 Chrome/156.0 Safari/537.36"


@pytest.fixture
def centre(store, clock, untranslated, monkeypatch) -> Flask:
    """An app that is served to others."""
    monkeypatch.delenv("ONTHAAL_ACCESS_CODE", raising=False)
    app = create_app(store=store)
    store.settings.set({"access_code": CODE})
    app.config.update(TESTING=True, CLOCK=clock, PROPAGATE_EXCEPTIONS=False, BUNDLE="v2")
    return app


def signed_in(app: Flask, path: str = "/", code: str = CODE, agent: str = AGENT) -> FlaskClient:
    client = app.test_client()
    answer = client.post(
        "/sign-in", data={"code": code, "next": path}, headers={"User-Agent": agent}
    )
    assert answer.status_code == 303, answer.text
    return client


@pytest.fixture
def office(centre) -> FlaskClient:
    return signed_in(centre, "/office", agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0")


@pytest.fixture
def tablet(office, centre, clock) -> FlaskClient:
    return signed_in(centre)


def sync(tablet: FlaskClient, **parts):
    ask = Ask(**{"device": "tablet-1", "everything": True, **parts})
    return tablet.post(
        "/sync", data=ask.encode(), headers={"X-Sync": "1", "X-Version": "v1"},
        content_type="application/json",
    )  # fmt: skip


def rows(office: FlaskClient) -> list:
    return page(office.get("/office/devices")).select("li.device")


def other(office: FlaskClient) -> str:
    """The id of the device that is not the office's own."""
    [found] = [row for row in rows(office) if "this one" not in words(row)]
    return str(found["id"]).removeprefix("device-")


def test_each_device_that_signed_in_is_listed_by_its_browser(office, tablet) -> None:
    names = [words(row.select_one("h3")) for row in rows(office)]
    assert sorted(names) == ["Android, Chrome", "Linux, Firefox this one"]


def test_the_list_says_when_a_tablet_synced_and_what_never_arrived(office, tablet, clock) -> None:
    clock.forward(days=2)
    sync(tablet, vectors={"lost-talk": {"r": 3}})
    office.post("/sign-in", data={"code": CODE, "next": "/office"})
    [tablet_row] = [row for row in rows(office) if "Android" in words(row)]
    assert "Last sync: 24/11/2026, 11:35" in words(tablet_row).replace("\u202f", " ")
    assert "something of 1 talk that never arrived" in words(tablet_row)
    assert "An older version" in words(tablet_row)


def test_a_device_is_called_as_the_office_calls_it(office, tablet) -> None:
    assert office.post(f"/office/devices/{other(office)}/name", data={"name": "Hal B"}).location
    assert "Hal B" in [words(row.select_one("h3")) for row in rows(office)]
    nameless = office.post(f"/office/devices/{other(office)}/name", data={"name": " "})
    assert nameless.status_code == 422
    assert office.post("/office/devices/nobody/name", data={"name": "x"}).status_code == 404


def test_a_device_that_is_cut_off_reaches_nothing_and_keeps_everything(office, tablet) -> None:
    assert sync(tablet).status_code == 200
    cut = other(office)
    office.post(f"/office/devices/{cut}/access")
    answer = sync(tablet)
    assert answer.status_code == 403
    assert "What is on it stays on it" in json.loads(answer.data)["error"]
    assert "was cut off" in words(page(tablet.get("/"), 403))
    assert tablet.get("/health").status_code == 200
    assert tablet.post("/sign-in", data={"code": CODE}).status_code == 403
    office.post(f"/office/devices/{cut}/access", data={"value": "1"})
    assert sync(tablet).status_code == 200


def test_nobody_cuts_off_the_device_in_front_of_them(office) -> None:
    [own] = [str(row["id"]).removeprefix("device-") for row in rows(office)]
    assert office.post(f"/office/devices/{own}/access").status_code == 422
    assert office.get("/").status_code == 200


def test_a_new_code_asks_every_device_again_and_loses_nothing(office, tablet, store) -> None:
    sync(tablet)
    office.post("/office/codes", data={"code": "Green-Horse-88"})
    assert office.get("/office/devices").status_code == 200, "whoever changed it stays in"
    assert sync(tablet).status_code == 401
    assert tablet.get("/").location.startswith("/sign-in")
    assert tablet.post("/sign-in", data={"code": CODE}).status_code == 401
    tablet.post("/sign-in", data={"code": "green-horse-88"})
    assert sync(tablet).status_code == 200
    assert len(rows(office)) == 2, "it is the same device as before"


def test_a_code_is_made_up_where_none_is_wanted(office, store) -> None:
    office.post("/office/codes")
    made = store.settings["access_code"]
    assert made != CODE
    assert made in words(page(office.get("/office/devices")))


def test_a_code_that_is_easily_guessed_is_not_taken(office, store) -> None:
    assert office.post("/office/codes", data={"code": "school"}).status_code == 422
    assert store.settings["access_code"] == CODE


def test_a_code_set_where_the_server_starts_is_changed_there(office, monkeypatch) -> None:
    monkeypatch.setenv("ONTHAAL_ACCESS_CODE", CODE)
    shown = words(page(office.get("/office/devices")))
    assert "Change it there" in shown and "Take this code" not in shown
    assert office.post("/office/codes").status_code == 422


def test_guessing_the_code_takes_longer_and_longer(centre, clock, office) -> None:
    guesser = centre.test_client()
    for _guess in range(5):
        assert guesser.post("/sign-in", data={"code": "wrong"}).status_code == 401
    answer = guesser.post("/sign-in", data={"code": CODE})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")
    assert "30" in words(page(answer, 429).select_one("[role=alert]"))
    clock.forward(seconds=31)
    assert guesser.post("/sign-in", data={"code": CODE}).status_code == 303
    assert "Wrong codes were tried" in words(page(office.get("/office")))


def test_forgetting_to_write_a_code_is_no_guess(centre) -> None:
    client = centre.test_client()
    for _try in range(9):
        assert client.post("/sign-in", data={"code": ""}).status_code == 401
    assert client.post("/sign-in", data={"code": CODE}).status_code == 303


def test_coming_back_each_day_is_noted_once(centre, tablet, store, clock, monkeypatch) -> None:
    clock.forward(days=1)
    tablet.get("/")
    monkeypatch.setattr(store.devices, "set", lambda *parts, **how: 1 / 0)
    assert tablet.get("/").status_code == 200
