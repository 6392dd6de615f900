"""One request, one transaction: nothing is answered that is not kept."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from tests.cast import JORIS_AND_OLA
from tests.conftest import make_interview
from tests.html import page, words
from tests.routes.test_handover import hand_over
from webapp.domain.exchange import Ask
from webapp.domain.interview import Interview
from webapp.interviews import request_id
from webapp.store import StorageFailed, StorageFull, Store, Unavailable
from webapp.store.errors import Overtaken

HTMX = {"HX-Request": "true"}


class Shaky:
    """Stands before a store: keeps the work of a request only when it is in the mood.

    `moods`: what becomes of each try, one after the other; None: it is kept.
    """

    def __init__(self, store: Store, *moods: type[StorageFailed] | None) -> None:
        self.store, self.moods = store, list(moods)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def atomically(self, work: Callable[[], object]) -> object:
        while True:
            mood = self.moods.pop(0) if self.moods else None
            given = work()
            if mood is None:
                return given
            if mood is not Overtaken:
                raise mood("no")


class Away:
    """Stands for a store that nothing can be asked."""

    def atomically(self, work: Callable[[], object]) -> object:
        raise Unavailable("nobody answers")

    def __getattr__(self, name: str) -> Any:
        raise Unavailable(name)


class Endless(io.RawIOBase):
    """A body that nobody reads to the end."""

    def seek(self, *where: int) -> int:
        return 0

    def tell(self) -> int:
        return 0

    def readable(self) -> bool:
        return True

    def readinto(self, room: bytearray) -> int:
        self.given = getattr(self, "given", 0) + len(room)
        assert self.given < 1_000_000
        return len(room)


def mark(client: FlaskClient, interview: str, **headers: str):
    address = f"/interviews/{interview}/fields/expectation:hands-on/wanted"
    return client.post(address, data={"value": "1"}, headers={**HTMX, **headers})


def test_a_request_that_was_overtaken_is_done_again_with_the_same_body_and_id(app, client) -> None:
    seen = []

    @app.post("/heard")
    def heard() -> str:
        seen.append((request_id(), request.form["value"]))
        return "heard"

    app.extensions["store"] = Shaky(app.extensions["store"], Overtaken, Overtaken)
    assert client.post("/heard", data={"value": "1"}).text == "heard"
    assert len(seen) == 3 and len(set(seen)) == 1
    client.post("/heard", data={"value": "1"})
    assert seen[3][0] != seen[0][0]


def test_a_request_done_twice_has_its_effect_once(app, client, interview, store) -> None:
    before = len(store.logs.open(interview))
    app.extensions["store"] = Shaky(store, Overtaken)
    assert mark(client, interview).status_code == 200
    assert len(store.logs.open(interview)) == before + 1
    app.extensions["store"] = Shaky(store, Overtaken)
    client.post(f"/interviews/{interview}/expectations", data={"text": "To weld"})
    own = [each for each in Interview(store.logs.open(interview)).expectations if each.own]
    assert len(own) == 1


@pytest.mark.parametrize(
    ("trouble", "code"), [(Unavailable, 503), (StorageFull, 507), (StorageFailed, 500)]
)
def test_what_was_not_kept_is_never_answered_as_done(app, client, interview, trouble, code) -> None:
    app.extensions["store"] = Shaky(app.extensions["store"], trouble)
    refused = mark(client, interview)
    assert refused.status_code == code
    assert words(page(refused, code).select_one("[role=alert]"))


def test_while_the_database_is_away_it_is_said_in_the_readers_language(app, client) -> None:
    app.extensions["store"] = Away()
    for path in ("/", "/interviews/somebody/expectations"):
        answer = client.get(path, headers={"Accept-Language": "fr"})
        shown = page(answer, 503)
        assert "It is safe" in words(shown.select_one("[role=alert]"))
        assert shown.html["lang"] == "fr"
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.headers["Cache-Control"] == "no-store"


def test_while_the_database_is_away_a_trainee_is_told_too(app, client, interview) -> None:
    hand_over(client, interview)
    app.extensions["store"] = Away()
    shown = page(client.get(f"/interviews/{interview}/expectations"), 503)
    assert words(shown.select_one("[role=alert]"))


def test_while_the_database_is_away_a_device_reads_json_and_keeps_everything(app, client) -> None:
    app.extensions["store"] = Away()
    answer = client.post("/sync", data=Ask().encode())
    assert answer.status_code == 503 and answer.json["error"]
    assert int(answer.headers["Retry-After"]) > 0


def test_while_the_database_is_away_a_control_keeps_what_was_typed(app, client) -> None:
    app.extensions["store"] = Away()
    (region,) = page(mark(client, "somebody"), 503).find_all(recursive=False)
    assert (region.name, region["hx-target"]) == ("hx-partial", "#status")


def test_body_that_is_too_large_is_read_no_further_than_that(app: Flask, client) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    read = []

    @app.post("/large")
    def large() -> str:
        read.append(len(request.get_data()))
        return "read"

    assert client.post("/large", data=b"x" * 1000).status_code == 200
    assert client.post("/large", data=b"x" * 1001).status_code == 413
    unmeasured = client.post(
        "/large", input_stream=Endless(), environ_overrides={"wsgi.input_terminated": True}
    )
    assert unmeasured.status_code == 413 and read == [1000]


def test_an_interview_is_made_once_by_a_form_that_is_done_again(app, client, store) -> None:
    app.extensions["store"] = Shaky(store, Overtaken, Overtaken)
    made = make_interview(client, **JORIS_AND_OLA)
    assert store.logs.ids() == sorted([made, "workplace"])
