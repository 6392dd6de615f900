"""Whatever a file brings in: it is refused in words, or every page shows what is understood."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from random import Random
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.anything import OURS
from tests.html import page, words
from tests.odd_values import TYPED
from tests.test_any_input import assert_answered_well, pages, two_at_a_table
from webapp.domain.change import Change
from webapp.domain.schema import KINDS
from webapp.domain.summary import EDITION, summarise
from webapp.store import Store
from webapp.store.files import MemoryFiles

WRONG = [5, -1, 2**53 - 1, True, {"a": 1}, ["x", None], [], "nonsense", "", TYPED,
         "0001-01-01", "9999-12-31", "\u202eneddih"]  # fmt: skip


@pytest.fixture
def app(app: Flask) -> Flask:
    app.config.update(PROPAGATE_EXCEPTIONS=True)
    return app


def exported(client: FlaskClient) -> Any:
    return json.loads(client.get(f"/interviews/{OURS}/export.json").data)


def take_in(client: FlaskClient, file: bytes) -> TestResponse:
    return client.post("/imports", data={"file": (BytesIO(file), "talks.json")})


def every_field() -> Iterator[tuple[str, str]]:
    """A thing of each kind with each of its fields, those of its words' languages too."""
    for name, kind in KINDS.items():
        entity = f"{name}:{next(iter(kind.keys), 'elsewhere')}" if kind.keys or kind.made else name
        for field, definition in kind.fields.items():
            yield entity, field.replace("*", "1")
            if definition.translated:
                yield from ((entity, f"{field}.{each}") for each in ("language", "pl", "xx"))


def written(value: Any) -> list[dict[str, Any]]:
    """Changes of another program, newer than ours, that set every field to one value."""
    return [
        Change(
            OURS, "elsewhere", seq, 2**50 + seq, "long ago", "elsewhere", entity, field, value,
            "nobody", schema=99,
        ).to_dict()
        for seq, (entity, field) in enumerate(every_field(), 1)
    ]  # fmt: skip


@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_a_value_of_the_wrong_kind_spoils_no_page(app: Flask, value: Any) -> None:
    client = two_at_a_table(app)
    file = exported(client)
    file["logs"][OURS] += written(value)
    assert take_in(client, json.dumps(file).encode()).status_code == 303
    for address in pages(app):
        answer = client.get(address)
        assert answer.status_code in (200, 302, 404), address
        assert_answered_well(answer)
    passed_on = exported(client)["logs"][OURS]
    assert [change for change in passed_on if change["replica"] == "elsewhere"] == written(value)


def test_a_damaged_file_is_refused_in_words_or_leaves_all_readable(app: Flask) -> None:
    random, refused = Random(1), 0
    sound = json.dumps(exported(two_at_a_table(app))).encode()
    for _time in range(300):
        app.extensions["store"] = store = Store(MemoryFiles(), summarise, EDITION)
        client = app.test_client()
        answer = take_in(client, damaged(sound, random))
        if answer.status_code == 422:
            refused += 1
            assert words(page(answer, 422)) and store.logs.ids() == []
        else:
            assert answer.status_code == 303
            for log_id in store.logs.ids():
                assert_answered_well(client.get(f"/interviews/{log_id}/expectations"))
        assert_answered_well(client.get("/"))
    assert 0 < refused < 300


def damaged(file: bytes, random: Random) -> bytes:
    """A file with a few bytes changed, cut out or doubled."""
    content = bytearray(file)
    for _time in range(random.randrange(1, 4)):
        at = random.randrange(len(content))
        match random.randrange(4):
            case 0:
                content[at] = random.randrange(256)
            case 1:
                content[at : at + 1] = random.choice([b"0", b"9" * 30, b"null", b'"', b"{}", b"-"])
            case 2:
                del content[at : at + random.randrange(1, 50)]
            case _:
                content[at:at] = content[max(0, at - 40) : at]
    return bytes(content)


def test_a_talk_that_was_taken_in_twice_is_there_once(app: Flask) -> None:
    client = two_at_a_table(app)
    before = exported(client)["logs"]
    for _time in range(2):
        assert take_in(client, json.dumps(exported(client)).encode()).status_code == 303
    assert exported(client)["logs"] == before
