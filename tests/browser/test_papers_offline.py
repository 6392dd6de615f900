"""Papers on a tablet whose server is gone: added, read, and never half-kept."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from playwright.sync_api import Error

from tests import papers
from tests.browser import steps
from tests.browser.installed import Installed, kill, open_offline
from tests.browser.tablet import Tablet
from tests.browser.test_papers import add, file, shown
from tests.cast import JORIS_AND_OLA

FILES = "#files-agreement .file"


def test_papers_are_added_and_read_without_a_server(installed: Installed) -> None:
    installed.stop_server()
    with installed.tablet() as tablet:
        open_offline(tablet, "/")
        interview = steps.start(tablet, **JORIS_AND_OLA)
        open_offline(tablet, f"{interview}/documents")
        add(tablet, "agreement", file("stage.pdf", papers.rewritten(papers.agreement(20))))
        add(tablet, "house-rules", file("foto.jpg", papers.photo()), how="photograph")
        tablet.tap(tablet.page.locator("#files-agreement > a"))
        shown(tablet)
        assert "bladzijde 1" in tablet.words(".stage .text")
        tablet.tap(tablet.page.locator("[data-do=on]"))
        tablet.page.wait_for_function(
            "() => document.querySelector('.text').innerText.includes(2.1)"
        )
        tablet.tap(tablet.page.locator(".marking [value=question]"))
    with installed.tablet() as tablet:
        open_offline(tablet, f"{interview}/papers/agreement")
        shown(tablet)
        assert tablet.page.locator("paper-reader").get_attribute("data-at") == "2"
        assert tablet.page.locator(".marks li").count() == 1
        open_offline(tablet, f"{interview}/papers/house-rules")
        shown(tablet)


@pytest.mark.parametrize("seed", range(4))
def test_a_browser_killed_while_a_file_is_added_has_all_of_it_or_nothing(
    installed: Installed, seed: int
) -> None:
    installed.stop_server()
    chance = random.Random(seed)
    content = b"".join([papers.agreement(2), b"%", chance.randbytes(6_000_000)])
    with installed.browser() as context:
        tablet = Tablet(context, installed.home)
        open_offline(tablet, "/")
        interview = steps.start(tablet, **JORIS_AND_OLA)
        open_offline(tablet, f"{interview}/documents")
        tablet.page.locator("#choose-agreement").set_input_files([file("stage.pdf", content)])
        with suppress(Error):
            tablet.page.wait_for_timeout(chance.uniform(50, 2_500))
        kill(installed.profile)
    with installed.tablet() as tablet:
        open_offline(tablet, f"{interview}/documents")
        there = tablet.page.locator(FILES).count()
        assert there in (0, 1)
        if not there:
            add(tablet, "agreement", file("stage.pdf", content))
        assert fetched(tablet, interview) == len(content)


def fetched(tablet: Tablet, interview: str) -> int:
    """How many bytes the tablet gives of the only file."""
    return int(
        tablet.page.evaluate(
            """async () => {
          const small = document.querySelector("#files-agreement img").src
          const response = await fetch(small.replace("thumbnails", "files"))
          return (await response.arrayBuffer()).byteLength
        }"""
        )
    )
