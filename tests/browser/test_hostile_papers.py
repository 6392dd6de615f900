"""Files brought to do harm: none runs anything or breaks a page, and each is answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from playwright.sync_api import Request, Response

from tests import hostile
from tests.browser.serving import Home
from tests.browser.tablet import Tablet
from tests.browser.talks import Talk
from tests.cast import JORIS_AND_OLA
from webapp.domain.interview import Interview

CORPUS = hostile.corpus()
ANSWERED = ".sheet-shown canvas, .stage .notice.wrong"
ADDED = ".files, :scope > .notice.wrong"


@pytest.fixture
def talk(home: Home) -> Talk:
    return Talk(home, JORIS_AND_OLA)


@contextmanager
def watched(tablet: Tablet) -> Iterator[None]:
    """While this lasts nothing runs that a file brought, nothing opens, and no server fails."""
    asked: list[str] = []
    failed: list[str] = []

    def look(request: Request) -> None:
        asked.append(request.url)

    def judge(response: Response) -> None:
        if response.status >= 500:
            failed.append(response.url)

    tablet.context.on("request", look)
    tablet.context.on("response", judge)
    yield
    tablet.page.wait_for_timeout(200)
    assert not [url for url in asked if "/harm" in url or "evil.example" in url]
    assert failed == []
    assert len(tablet.context.pages) == 1
    assert tablet.page.evaluate("() => globalThis.harmed") is None
    tablet.context.remove_listener("request", look)
    tablet.context.remove_listener("response", judge)


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 40


@pytest.mark.parametrize("name", CORPUS)
def test_adding_it_is_refused_in_words_or_keeps_something_that_can_be_shown(
    tablet: Tablet, talk: Talk, name: str
) -> None:
    tablet.open(f"{talk.path}/documents")
    with watched(tablet):
        tablet.page.locator("#choose-agreement").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": CORPUS[name]}
        )
        row = tablet.page.locator("#paper-agreement")
        row.locator(ADDED).first.wait_for(timeout=60_000)
        if row.locator(".files").count():
            tablet.tap(row.locator(".files > a"))
            tablet.page.locator(ANSWERED).first.wait_for(timeout=60_000)
    tablet.complaints.clear()  # pdf.js and the decoders say what they think of it


@pytest.mark.parametrize("name", [each for each in CORPUS if each.endswith(".pdf")])
def test_kept_without_the_page_s_script_it_is_read_without_harm(
    tablet: Tablet, talk: Talk, name: str
) -> None:
    form = {"file": (BytesIO(CORPUS[name]), "paper.pdf")}
    answer = talk.client.post(f"{talk.path}/papers/agreement/files", data=form)
    assert answer.status_code in (303, 422)
    store = talk.client.application.extensions["store"]
    files = Interview(store.logs.open(talk.path.rpartition("/")[2])).papers[0].files
    if not files:
        return
    with watched(tablet):
        tablet.open(f"{talk.path}/papers/agreement")
        tablet.page.locator(ANSWERED).first.wait_for(timeout=60_000)
        tablet.page.locator(".stage").click(position={"x": 200, "y": 200})
        tablet.page.goto(f"{tablet.home.address}{talk.path}/documents")
        # Should somebody follow its own address, the browser saves it and shows nothing.
        with tablet.page.expect_download():
            tablet.page.evaluate(
                "(address) => { location.href = address }",
                f"{talk.path}/papers/agreement/files/{files[0].key}",
            )
    tablet.complaints.clear()
