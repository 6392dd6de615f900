"""What may be kept by a browser or a proxy, for every kind of answer there is."""

from __future__ import annotations

import pytest

from tests.cast import JORIS_AND_OLA
from tests.small_bundle import made_bundle
from webapp import create_app
from webapp.access import code_of
from webapp.tablet import bundle

FOR_EVER = "public, max-age=31536000, immutable"
EXPECTED = {"asset": FOR_EVER, "bundle": FOR_EVER, "service_worker": "no-cache"}
"""Endpoint → Cache-Control; everything else is kept by nobody."""


@pytest.fixture
def served(store, clock, tmp_path, monkeypatch):
    """A browser that is signed in, in the office too, with one talk and a small engine."""
    digest = create_app(store=store).extensions["assets"].digest
    made_bundle(tmp_path / "bundle", digest)
    monkeypatch.setattr(bundle, "static_folder", lambda: tmp_path)
    app = create_app(store=store)
    app.config.update(CLOCK=clock, PATTERNS=True)
    client = app.test_client()
    client.post("/sign-in", data={"code": code_of(store), "next": "/office"})
    return client


def test_everything_that_can_be_asked_says_how_long_it_may_be_kept(served) -> None:
    app = served.application
    talk = served.post("/interviews", data=JORIS_AND_OLA).location.split("/")[2]
    sha = app.extensions["store"].blobs.put(b"a photo")
    digest = app.extensions["assets"].digest
    values = {
        "interview_id": talk, "digest": digest, "version": "v1", "key": "x", "role": "mentor",
        "entity": "trainee", "field": "name", "device": "x", "sha256": sha,
        "file": "x", "kind": "json", "token": "x",
    }  # fmt: skip
    names = {"asset": "css/app.css", "bundle": "pyodide.asm.wasm"}
    seen = 0
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        known = {**values, "name": names.get(rule.endpoint, "x")}
        given = {each: known[each] for each in rule.arguments}
        path = app.url_map.bind("localhost").build(rule.endpoint, given)
        answer = served.get(path)
        assert answer.status_code < 500, path
        assert answer.headers["Cache-Control"] == EXPECTED.get(rule.endpoint, "no-store"), path
        assert ("Set-Cookie" in answer.headers) <= (rule.endpoint not in EXPECTED), path
        seen += answer.status_code == 200
    assert seen > 30, "most are shown and not refused"


@pytest.mark.parametrize(
    "path", ["/static/0000/css/app.css", "/static/0000/nothing", "/bundle/v0/sw.js", "/nowhere"]
)
def test_what_is_not_there_is_not_kept_either(served, path) -> None:
    answer = served.get(path)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")


def test_refusals_and_ways_on_are_not_kept(served) -> None:
    stranger = served.application.test_client()
    for answer in (stranger.get("/"), stranger.post("/interviews"), stranger.post("/sign-in")):
        assert answer.headers["Cache-Control"] == "no-store"
