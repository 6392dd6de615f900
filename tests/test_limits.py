"""How many requests somebody may send."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask

from tests.html import page, words
from webapp import create_app, limits
from webapp.doctor.visit import name_of
from webapp.limits import Buckets, Rate
from webapp.transactions import UNHEARD

CODE = "blue-horse-77"


def test_a_bucket_runs_empty_and_fills_again() -> None:
    buckets, rate = Buckets(), Rate(burst=3, per_second=2)
    assert [buckets.take("here", rate, 100.0) for _try in range(4)] == [True, True, True, False]
    assert buckets.take("there", rate, 100.0)
    assert buckets.take("here", rate, 100.6)
    assert not buckets.take("here", rate, 100.7)
    assert [buckets.take("here", rate, 999.0) for _try in range(4)] == [True, True, True, False]


@pytest.fixture
def centre(store, untranslated, monkeypatch) -> Flask:
    monkeypatch.setenv("ONTHAAL_ACCESS_CODE", CODE)
    monkeypatch.setattr(limits, "STRANGER", Rate(burst=3, per_second=0))
    monkeypatch.setattr(limits, "DEVICE", Rate(burst=9, per_second=0))
    return create_app(store=store)


def test_a_flood_of_a_stranger_is_refused_in_words(centre) -> None:
    stranger = centre.test_client()
    statuses = [stranger.get("/sign-in").status_code for _try in range(4)]
    assert statuses == [200, 200, 200, 429]
    answer = stranger.get("/sign-in")
    assert answer.headers["Retry-After"] == "10" and answer.headers["Cache-Control"] == "no-store"
    assert "Wait a moment" in words(page(answer, 429))
    assert centre.test_client().get("/health", environ_base={"REMOTE_ADDR": "192.0.2.9"}).json


def test_who_signed_in_is_counted_apart_from_strangers(centre) -> None:
    tablet, stranger = centre.test_client(), centre.test_client()
    tablet.post("/sign-in", data={"code": CODE})
    while stranger.get("/sign-in").status_code == 200:
        pass
    assert [tablet.get("/").status_code for _try in range(10)] == [200] * 9 + [429]
    sync = tablet.post("/sync", data=b"{}", headers={"X-Sync": "1"})
    assert sync.status_code == 429 and "error" in sync.json


def test_styles_and_scripts_are_not_counted(centre) -> None:
    address = f"/static/{centre.extensions['assets'].digest}/css/app.css"
    assert {centre.test_client().get(address).status_code for _try in range(9)} == {200}


def test_nobody_is_counted_on_their_own_machine(client) -> None:
    assert "buckets" not in client.application.extensions


def test_a_stranger_sends_little_and_a_device_what_it_has(store, monkeypatch) -> None:
    monkeypatch.setenv("ONTHAAL_ACCESS_CODE", CODE)
    client = create_app(store=store).test_client()
    long = {"code": "x" * 100_000}
    assert client.post("/sign-in", data=long).status_code == 413
    assert client.post("/imports", data=long).status_code == 401
    client.post("/sign-in", data={"code": CODE})
    photo = b"x" * 1_000_000
    assert client.put(f"/blobs/{name_of(photo)}", data=photo).status_code == 201
    assert client.put(f"/blobs/{name_of(photo)}", data=photo * 9).status_code == 413


@pytest.mark.parametrize("size, read", [(2_000_000, 2_000_000), (UNHEARD + 1, 0)])
def test_what_is_refused_is_read_first_so_that_the_refusal_is_heard(centre, size, read) -> None:
    photo = BytesIO(bytes(size))
    answer = centre.test_client().put(
        f"/blobs/{name_of(photo.getvalue())}", input_stream=photo, headers={"X-Sync": "1"},
        content_length=size,
    )  # fmt: skip
    assert (answer.status_code, photo.tell()) == (401, read)
