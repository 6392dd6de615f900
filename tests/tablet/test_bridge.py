"""A request of the service worker's, answered by the tablet's app."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import pytest

from tests.tablet.test_opfs import MemoryDisk, MemoryFile
from webapp.tablet import bridge

FORM = [["Content-Type", "application/x-www-form-urlencoded"], ["Accept-Language", "nl"]]
PEOPLE = b"mentor_name=Joris&trainee_name=Ola&mentor_language=nl&trainee_language=pl"


@pytest.fixture
def disk() -> Iterator[MemoryDisk]:
    made = MemoryDisk(30)
    store = bridge.app.extensions["store"]
    assert bridge.attach(made, "v1") > 20
    yield made
    bridge.app.extensions["store"] = store


def without_spares(disk: MemoryDisk) -> None:
    """From here on no file can be made before more are opened."""
    assert bridge._files
    disk.closed |= set(bridge._files._spare)
    bridge._files._spare.clear()


def asked(method: str, address: str, body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
    answer = bridge.answer(method, address, json.dumps(FORM), body)
    assert isinstance(answer, tuple)
    return answer[0], dict(json.loads(answer[1])), answer[2]


def test_the_tablet_asks_for_no_access_code_and_sets_no_cookie(disk: MemoryDisk) -> None:
    status, headers, body = asked("GET", "/")
    assert status == 200 and b'data-home="tablet"' in body
    assert "Set-Cookie" not in headers


def test_what_was_said_is_there_after_a_restart(disk: MemoryDisk) -> None:
    status, headers, _body = asked("POST", "/interviews", PEOPLE)
    assert status == 303
    bridge.attach(disk, "v1")
    assert b"Ola" in asked("GET", headers["Location"])[2]


def test_the_session_is_there_after_a_restart(disk: MemoryDisk) -> None:
    asked("POST", "/languages", b"language=fr")
    bridge.attach(disk, "v1")
    assert b'<html lang="fr"' in asked("GET", "/")[2]


def test_a_request_that_needs_more_files_is_asked_again_and_acts_once(disk: MemoryDisk) -> None:
    without_spares(disk)
    assert bridge.answer("POST", "/interviews", json.dumps(FORM), PEOPLE) is None
    disk.files |= {str(number): MemoryFile() for number in range(30, 40)}
    assert bridge.take_spares() == 10
    assert asked("POST", "/interviews", PEOPLE)[0] == 303


def test_what_is_not_loaded_yet_is_asked_for_by_the_name_of_its_archive(
    disk: MemoryDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _status, headers, _body = asked("POST", "/interviews", PEOPLE)
    path = headers["Location"].rpartition("/")[0]
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "webapp.record_pdf", None)
        assert bridge.answer("GET", f"{path}/record.pdf", json.dumps(FORM)) == "pdf.zip"
    status, headers, body = asked("GET", f"{path}/record.pdf")
    assert status == 200 and headers["Content-Type"] == "application/pdf"
    assert body.startswith(b"%PDF-")


def test_addresses_are_told_as_the_browser_knows_them() -> None:
    for forwarded, scheme in (([], "https"), ([["X-Forwarded-Proto", "http"]], "http")):
        assert bridge._environ("GET", "/", forwarded, b"")["wsgi.url_scheme"] == scheme
