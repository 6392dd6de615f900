"""The sample talks of `onthaal --demo`."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.html import page, words
from webapp import create_app
from webapp.demo import fill
from webapp.domain.exchange import Ask
from webapp.domain.interview import Interview
from webapp.domain.summary import EDITION, summarise
from webapp.store import open_store


@pytest.fixture
def demo(app: Flask) -> Flask:
    fill(app)
    return app


def test_there_is_a_talk_in_each_state(demo) -> None:
    home = page(demo.test_client().get("/?all=1"))
    titles = [words(each) for each in home.select(".panel h2")]
    assert titles == ["Later today", "Without a day", "Later", "Earlier", "Put away", "Deleted"]
    assert "Signed by both" in home.text and "1 answer follows" in home.text
    assert home.select_one(".today") and home.select_one(".home .notice")


def test_a_second_start_adds_nothing(demo, store) -> None:
    before = store.logs.ids()
    fill(demo)
    assert store.logs.ids() == before


def test_objectives_are_written_in_the_languages_they_say(demo, store) -> None:
    names = {summary.get("trainee"): log_id for log_id, summary in store.logs.summaries().items()}
    [first, *_rest] = Interview(store.logs.open(names["Ola Kowalczyk"])).objectives
    assert first.words.language == "nl"
    assert first.words.words == "Meten en controleren"
    assert first.words.others == {"pl": "Pomiary i kontrola"}


def test_no_device_keeps_the_samples_or_brings_its_own() -> None:
    app = create_app(store=open_store(None, summarise, EDITION), open_on_loopback=True, demo=True)
    assert app.config["BUNDLE"] is None
    assert app.test_client().post("/sync", data=Ask().encode()).status_code == 503
