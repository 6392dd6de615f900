"""The tablet's sync, carried by hand between its engine and a server."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tests.tablet.test_bridge import FORM, PEOPLE, asked, disk, without_spares
from tests.tablet.test_opfs import Bytes, MemoryDisk, MemoryFile
from webapp.tablet import bridge
from webapp.tablet.courier import Courier, Parcel
from webapp.tablet.opfs import NoSpare

__all__ = ["disk"]


@pytest.fixture
def courier(disk: MemoryDisk) -> Iterator[Courier]:
    before = bridge.app.extensions.pop("sync", None)
    assert bridge.courier
    bridge.app.extensions["sync"] = bridge.courier.client
    yield bridge.courier
    bridge.app.extensions["sync"] = before
    if before is None:
        del bridge.app.extensions["sync"]


def carry(parcel: Parcel | None, courier: Courier, server: FlaskClient) -> None:
    while parcel:
        method, path, headers, body = parcel
        reply = server.open(path, method=method, headers=json.loads(headers), data=body)
        parcel = courier.take(reply.status_code, Bytes(reply.data))


def test_a_talk_begun_on_the_tablet_is_carried_to_the_server(
    courier: Courier, client: FlaskClient
) -> None:
    path = asked("POST", "/interviews", PEOPLE)[1]["Location"]
    assert not courier.well()
    carry(courier.begin("start"), courier, client)
    assert courier.well()
    assert client.get(path).status_code == 200


def test_what_came_from_others_is_told_once(courier: Courier, client: FlaskClient) -> None:
    path = client.post("/interviews", data=dict(_pairs(PEOPLE))).headers["Location"]
    carry(courier.begin("start"), courier, client)
    assert path.split("/")[2] in json.loads(courier.news())
    assert courier.news() == "[]"
    assert asked("GET", path)[0] == 200


def test_a_sync_that_needs_more_files_begins_again_with_them(
    courier: Courier, client: FlaskClient, disk: MemoryDisk
) -> None:
    path = client.post("/interviews", data=dict(_pairs(PEOPLE))).headers["Location"]
    without_spares(disk)
    with pytest.raises(NoSpare):
        carry(courier.begin("start"), courier, client)
    disk.files |= {str(number): MemoryFile() for number in range(30, 40)}
    bridge.take_spares()
    carry(courier.begin("start"), courier, client)
    assert courier.well()
    assert asked("GET", path)[0] == 200


def test_a_talk_whose_files_had_to_be_opened_first_leaves_and_comes_again(
    courier: Courier, client: FlaskClient, disk: MemoryDisk
) -> None:
    path = asked("POST", "/interviews", PEOPLE)[1]["Location"]
    talk = path.split("/")[2]
    carry(courier.begin("start"), courier, client)
    bridge.detach()
    disk.closed = {key for key in disk.files if key.isdecimal()}
    while bridge.attach(disk, "v1") < 0:
        disk.closed -= set(json.loads(bridge.wanted()))
    again = bridge.courier
    assert again
    again.client.replica.leave({talk})
    for _try in range(9):
        try:
            carry(again.begin("start"), again, client)
            break
        except NoSpare:
            disk.closed -= {*json.loads(bridge.wanted()), *json.loads(bridge.unused(9))}
            bridge.take_spares()
    assert talk not in bridge.app.extensions["store"].logs.ids()
    again.client.replica.wanted.add(talk)
    carry(again.begin("changed"), again, client)
    assert talk in bridge.app.extensions["store"].logs.ids()
    assert json.loads(again.news()) == [talk]


def test_the_status_says_what_the_server_lacks_and_when_it_had_all(
    courier: Courier, client: FlaskClient
) -> None:
    headers = json.dumps([*FORM, ["Host", "office.example:8000"]])
    asked("POST", "/interviews", PEOPLE)
    before = bridge.answer("GET", "/status", headers)
    carry(courier.begin("start"), courier, client)
    after = bridge.answer("GET", "/status", headers)
    assert before and b"Nog niet" in before[2]
    assert after and b"office.example" in after[2]


def _pairs(form: bytes) -> list[list[str]]:
    return [pair.split("=") for pair in form.decode().split("&")]
