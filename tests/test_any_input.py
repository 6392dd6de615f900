"""Whatever is sent, the app answers in words, keeps what it kept, and shows markup as text."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.anything import FORM, MULTIPART, OURS, THEIRS, Anything, Request, multipart
from tests.cast import JORIS_AND_OLA, MEHMET
from tests.html import page, words
from tests.odd_values import MARKUP, TYPED
from webapp import create_app
from webapp.access import code_of
from webapp.domain.field import Words
from webapp.domain.schema import KINDS
from webapp.domain.summary import EDITION, summarise
from webapp.store import Store, open_store
from webapp.store.files import MemoryFiles

STORIES, TURNS = 75, 24
NOT_TEXT = re.compile(r'<typed|" onfocus=typed|(href|src|action)="javascript:|[\x00\u202e]')


@pytest.fixture
def app() -> Flask:
    made = create_app(store=open_store(None, summarise, EDITION), open_on_loopback=True)
    made.config.update(PROPAGATE_EXCEPTIONS=True)
    return made


def test_nothing_that_is_sent_breaks_anything(app: Flask) -> None:
    told: Counter[int] = Counter()
    for seed in range(STORIES):
        told += tell(app, seed, role="mentor" if seed % 3 else "trainee")
    assert told.total() >= 5_000
    accepted = told[200] + told[204] + told[303]
    assert accepted > told.total() / 3, "the requests hardly reach what they are to try"


def tell(app: Flask, seed: int, role: str) -> Counter[int]:
    """One story: TURNS times a page, a tap on it, and something else; how each was answered."""
    told: Counter[int] = Counter()
    files = MemoryFiles()
    app.extensions["store"] = Store(files, summarise, EDITION)
    client, anything = two_at_a_table(app), Anything(app, seed)
    code = code_of(app.extensions["store"])
    client.post("/sign-in", data={"code": code, "next": "/office"})
    if role == "trainee":
        hand_over(client)

    def send(request: Request) -> TestResponse:
        try:
            answer = request.send(client)
            assert_answered_well(answer)
        except Exception as error:
            error.add_note(f"story {seed}, {role}: {repr(request)[:2_000]}")
            raise
        told[answer.status_code] += 1
        return answer

    for _turn in range(TURNS):
        tap = anything.tap(send(anything.page()).text)
        send(tap or anything.any())
        send(anything.any())
    assert_all_can_be_read(app, files)
    return told


def two_at_a_table(app: Flask) -> FlaskClient:
    """A browser before which two interviews were made."""
    client = app.test_client()
    for request_id, people in (("make-ours", JORIS_AND_OLA), ("make-theirs", MEHMET)):
        people = {**JORIS_AND_OLA, **people}
        made = client.post("/interviews", data=people, headers={"X-Request-ID": request_id})
        assert made.location.split("/")[2] in (OURS, THEIRS)
    return client


def hand_over(client: FlaskClient) -> None:
    """Give the tablet to the trainee of our interview."""
    client.post(f"/interviews/{OURS}/pin", data={"task": "expectations", "without": "1"})
    assert 'data-holder="trainee"' in client.get(f"/interviews/{OURS}/expectations").text


def assert_answered_well(answer: TestResponse) -> None:
    """No failure of ours, no way to another site, markup as text, and words for a person."""
    assert answer.status_code < 500
    assert "X-Typed" not in answer.headers
    assert re.match(r"/(?![/\\])", answer.headers.get("Location", "/"))
    if answer.mimetype == "text/html":
        assert not NOT_TEXT.search(answer.text)
        if answer.status_code >= 400 and answer.request.method != "HEAD":
            assert words(page(answer, answer.status_code))


def pages(app: Flask) -> list[str]:
    """The address of each page that belongs to no interview, or to ours."""
    return [
        rule.rule.replace("<interview_id>", OURS)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.arguments <= {"interview_id"}
    ]


def assert_all_can_be_read(app: Flask, files: MemoryFiles) -> None:
    """Every page still shows, and the store opens anew with the same in it."""
    mentor = app.test_client()
    for address in pages(app):
        answer = mentor.get(address)
        named = [422] if address.endswith(".pdf") else []  # letters that cannot be printed
        assert answer.status_code in (200, 302, 303, 404, *named), address
        assert_answered_well(answer)
    store: Store = app.extensions["store"]
    again = Store(files, summarise, EDITION)
    assert again.damage == []
    assert again.logs.summaries() == store.logs.summaries()
    for log_id in store.logs.ids():
        assert list(again.logs.open(log_id)) == list(store.logs.open(log_id))


def test_markup_is_text_on_every_page_whatever_it_was_typed_into(app: Flask) -> None:
    client = two_at_a_table(app)
    kept = sum(type_everywhere(client, markup) for markup in (*MARKUP, TYPED))
    assert kept > 500, "the boxes refuse what they are to show"
    shown = Counter()
    for address in pages(app):
        answer = client.get(address)
        assert_answered_well(answer)
        shown[address] = answer.data.count(b"&lt;typed")
    assert sum(count > 0 for count in shown.values()) > 8


def type_everywhere(client: FlaskClient, markup: str) -> int:
    """Put markup into every box for words that there is; how many kept it."""
    kept = 0
    for name, kind in KINDS.items():
        boxes = [field for field, what in kind.fields.items() if isinstance(what.type, Words)]
        for entity in [f"{name}:{key}" for key in kind.keys] or [name]:
            for box in boxes:
                address = f"/interviews/{OURS}/fields/{entity}/{box.replace('*', '1')}"
                answer = client.post(address, data={"value": markup})
                kept += answer.status_code == 303
    for things in ("expectations", "rules", "agreements", "papers", "questions"):
        kept += client.post(f"/interviews/{OURS}/{things}", data={"text": markup}).status_code < 400
    return kept


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (FORM, b"value=" + b"x" * 9_000_000),
        (MULTIPART, multipart([("value", b"x" * 3_000_000)])),
        (MULTIPART, multipart([(f"name{number}", b"x") for number in range(2_000)])),
    ],
    ids=["body", "field", "fields"],
)
def test_what_is_too_large_is_refused_in_words_and_changes_nothing(
    app: Flask, kind: str, body: bytes
) -> None:
    client = two_at_a_table(app)
    answer = client.post(f"/interviews/{OURS}/fields/trainee/name", data=body, content_type=kind)
    assert words(page(answer, 413).select_one("[role=alert], main"))
    assert "Ola" in client.get(f"/interviews/{OURS}/expectations").text


def test_a_text_that_is_too_long_is_told_how_much_fits(app: Flask) -> None:
    client = two_at_a_table(app)
    answer = client.post(f"/interviews/{OURS}/fields/trainee/name", data={"value": "x" * 5_000})
    assert re.search(r"5.?000.*\b80\b", words(page(answer, 422)))


def test_without_the_access_code_nothing_gets_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONTHAAL_ACCESS_CODE", raising=False)
    store = open_store(None, summarise, EDITION)
    app = create_app(store=store)
    app.config.update(PROPAGATE_EXCEPTIONS=True)
    client, anything = app.test_client(), Anything(app, seed=1)
    for _turn in range(300):
        answer = anything.any().send(client)
        assert_answered_well(answer)
        assert answer.status_code != 303 or answer.location == "/sign-in"
    assert store.logs.ids() == []
