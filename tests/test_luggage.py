"""A device that begins to answer for itself goes on where it was."""

from __future__ import annotations

import pytest
from flask import request
from flask.testing import FlaskClient

from webapp import create_app
from webapp.domain.summary import EDITION, summarise
from webapp.luggage import unpack
from webapp.store import open_store
from webapp.sync_client import HEADERS
from webapp.tablet.session import StoreSession


@pytest.fixture
def tablet(clock) -> FlaskClient:
    app = create_app(store=open_store(None, summarise, EDITION), home="tablet")
    app.session_interface = StoreSession()
    app.config["CLOCK"] = clock
    app.add_url_rule("/unpack", "unpack", _unpack, methods=["POST"])
    return app.test_client()


def _unpack() -> str:
    unpack(request.get_json())
    return ""


def move(client: FlaskClient, tablet: FlaskClient) -> None:
    assert tablet.post("/unpack", json=client.get("/luggage", headers=HEADERS).json).data == b""


def test_the_pin_and_the_lock_come_along(client, interview, tablet) -> None:
    client.post(f"/interviews/{interview}/pin", data={"pin": "2468", "task": "expectations"})
    move(client, tablet)
    assert tablet.get("/export.json").status_code in (302, 403)


def test_the_devices_language_comes_along(client, tablet) -> None:
    client.post("/languages", data={"language": "pl"})
    move(client, tablet)
    assert b'<html lang="pl"' in tablet.get("/").data


def test_having_signed_in_stays_with_the_server(client) -> None:
    with client.session_transaction() as session:
        session["signed_in"] = True
    assert "signed_in" not in client.get("/luggage", headers=HEADERS).json["session"]


def test_one_device_never_gets_anothers_luggage(app, client, interview) -> None:
    client.post(f"/interviews/{interview}/pin", data={"pin": "2468", "task": "expectations"})
    assert client.get("/luggage", headers=HEADERS).json["kept"]
    assert not app.test_client().get("/luggage", headers=HEADERS).json["kept"]
