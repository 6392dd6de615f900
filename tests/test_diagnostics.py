"""The diagnostic file: it helps, and holds nothing that anybody wrote."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import JORIS_AND_OLA
from tests.conftest import make_interview
from tests.routes.test_device import Tablet
from webapp.domain.change import Edit
from webapp.domain.schema import KINDS
from webapp.interviews import save
from webapp.kept import workplace
from webapp.store import StorageFull
from webapp.watch import ERRORS

CANARY = "canary-7319"


def file_of(client: FlaskClient, query: str = "") -> dict:
    answer = client.get(f"/device/diagnostics.json{query}")
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    return answer.json


@pytest.fixture
def failing(app: Flask) -> Flask:
    """An app in which three addresses fail, each in its way, with a word of its own."""

    @app.get("/fails/<word>")
    def fails(word: str) -> str:
        raise KeyError(word)

    @app.get("/full/<word>")
    def full(word: str) -> str:
        raise StorageFull(word)

    return app


def sing_everywhere(app: Flask, client: FlaskClient) -> str:
    """A talk with the canary in every field of it, in its notes, and in what outlives it."""
    names = {"mentor_name": f"J {CANARY}", "trainee_name": f"O {CANARY}"}
    talk = make_interview(client, **names, mentor_language="nl", trainee_language="pl")
    client.post("/pin", data={"pin": "2468"})
    client.post(f"/interviews/{talk}/notes", data={"text": CANARY})
    edits = [
        Edit(f"{name}:{key}" if key else name, field, CANARY)
        for name, kind in KINDS.items()
        for key in (*kind.keys, *(["made"] if kind.made else []), *([] if kind.keys else [""]))
        for field in kind.fields
        if name not in ("mentor", "trainee", "signature")
    ]
    with app.test_request_context(headers={"X-Request-ID": "the-canary-sings"}):
        save(workplace(), edits)
        save(app.extensions["store"].logs.open(talk), edits)
    return talk


def test_nothing_that_anybody_wrote_is_in_it(failing, client) -> None:
    talk = sing_everywhere(failing, client)
    assert client.get(f"/fails/{CANARY}?{CANARY}", headers={"Referer": CANARY}).status_code == 500
    assert client.get(f"/full/{CANARY}").status_code == 507
    client.get(f"/interviews/{talk}/{CANARY}")
    client.post(f"/interviews/{talk}/fields/{CANARY}/{CANARY}", data={"value": CANARY})
    failing.extensions["store"].logs.damage.append((talk, 7))
    told = f"?usage={CANARY}&quota=1{CANARY}&persisted={CANARY}&engine={CANARY}&{CANARY}=1"
    content = client.get(f"/device/diagnostics.json{told}").text
    log = failing.extensions["store"].logs.open(talk)
    assert log.value("expectation:hands-on", "note") == CANARY
    assert CANARY not in content and talk not in content
    with client.session_transaction() as session:
        assert session["device"] not in content


def test_it_says_what_failed_by_the_names_of_our_own_code(failing, client) -> None:
    client.get("/fails/x")
    client.get("/full/x")
    client.get("/nowhere")
    errors = file_of(client)["errors"]
    assert [(each["endpoint"], each["status"], each["error"]) for each in errors] == [
        ("fails", 500, "KeyError"), ("full", 507, ""),
    ]  # fmt: skip
    for _error in range(ERRORS + 5):
        client.get("/fails/x")
    assert len(file_of(client)["errors"]) == ERRORS


def test_it_counts_and_measures(client, interview, store) -> None:
    sha = store.blobs.put(b"x" * 1_000)
    found = file_of(client)
    assert (found["home"], found["app"]) == ("server", client.application.config["VERSION"])
    kept = found["store"]
    assert (kept["interviews"], kept["logs"], kept["blobs"]) == (1, 2, 1)
    assert kept["changes"] == sum(len(store.logs.open(each)) for each in store.logs.ids())
    assert (kept["blob_bytes"], kept["bytes"]) == (
        store.blobs.size(sha), sum(map(store.logs.size, store.logs.ids())),
    )  # fmt: skip
    assert found["answers"]["interviews.create"]["count"] == 1
    assert found["answers"]["interviews.create"]["longest"] > 0


def test_it_says_what_only_the_browser_knows(client) -> None:
    told = "?usage=12000&quota=34000&loaded=250&persisted=1&standalone=0&engine=ready&agent=Chrome"
    assert file_of(client, told)["browser"] == {
        "usage": 12000, "quota": 34000, "loaded": 250, "persisted": True, "standalone": False,
        "state": "ready", "agent": "Chrome",
    }  # fmt: skip


def test_a_tablet_tells_how_far_it_is_with_its_sync(clock, client, interview) -> None:
    tablet = Tablet(clock, client)
    make_interview(tablet.client, **JORIS_AND_OLA)
    assert file_of(tablet.client)["sync"]["pending"] > 0
    tablet.sync()
    said = file_of(tablet.client)["sync"]
    assert (said["pending"], said["failed"], said["sign_in"]) == (0, None, False)
    assert said["synced_at"] == "2026-11-22T10:35:00+00:00"
