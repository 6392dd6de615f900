"""The tablet changes hands: nothing private comes along, not even by the Back button."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, Playwright, expect

from tests.browser import steps
from tests.browser.device import DEVICE, FLAGS
from tests.browser.serving import Home
from tests.browser.tablet import Tablet
from tests.browser.talks import Talk
from tests.cast import JORIS_AND_OLA
from webapp.messages import _

pytestmark = pytest.mark.both_homes

NOTE = "Kanarie: zij leek zenuwachtig"
REASON = "Kanarie: dat kan hier niet"
FOUND = """async (word) => {
  const found = (text) => text.includes(word)
  const places = [document.documentElement.outerHTML, JSON.stringify(history.state)]
  places.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }))
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const key of await cache.keys()) places.push(await (await cache.match(key)).text())
  }
  return places.some(found)
}"""
"""Whether a word is anywhere in a page where somebody could look."""


@pytest.fixture
def handed(tablet: Tablet, home: Home) -> tuple[Tablet, Talk]:
    """The mentor answered and wrote a private note, then gave the tablet to the trainee."""
    talk = Talk(home, JORIS_AND_OLA)
    talk.talk()
    talk.put("expectation:hands-on", "note", REASON)
    tablet.open(f"{talk.path}/notes")
    tablet.write(tablet.page.locator("#pin"), "4711")
    tablet.tap(tablet.button(_("Set the PIN")))
    tablet.write(tablet.page.locator("#note-new"), NOTE)
    tablet.tap(tablet.page.locator(".note-form button").first)
    tablet.open(f"{talk.path}/notes")
    assert NOTE in tablet.page.content()
    tablet.open(f"{talk.path}/expectations")
    assert REASON in tablet.page.content()
    tablet.open(f"{talk.path}/handover?task=expectations")
    steps.begin(tablet)
    return tablet, talk


def is_anywhere(tablet: Tablet, word: str) -> bool:
    """Look again where a page that was kept is just asking anew."""
    for _try in range(5):
        tablet.settle()
        with suppress(Error):
            return bool(tablet.page.evaluate(FOUND, word))
    raise AssertionError("the page never stands still")


def assert_nothing_private(tablet: Tablet) -> None:
    assert not is_anywhere(tablet, "Kanarie")
    assert tablet.page.locator("input[value=partly], a[href='/'], a[href$='/notes']").count() == 0


def test_the_trainees_pages_hold_nothing_of_the_mentors(handed: tuple[Tablet, Talk]) -> None:
    tablet, talk = handed
    assert steps.holder(tablet) == "trainee"
    assert tablet.language == "pl"
    assert_nothing_private(tablet)
    steps.begin(tablet)
    steps.mark(tablet, "good-time-abroad")
    assert_nothing_private(tablet)
    tablet.open(f"{talk.path}/trainee-questions")
    assert_nothing_private(tablet)


def test_going_back_shows_the_trainee_nothing_private(handed: tuple[Tablet, Talk]) -> None:
    tablet, talk = handed
    steps.begin(tablet)
    for _step in range(5):
        tablet.page.go_back()
        assert not is_anywhere(tablet, "Kanarie")
    tablet.complaints.clear()  # the mentor's addresses answer 403 by now, and the console says so


@pytest.mark.parametrize("part", ["notes", "agreements", "prepare", "history", "record"])
def test_an_address_of_the_mentors_is_refused_in_words(
    handed: tuple[Tablet, Talk], part: str
) -> None:
    tablet, talk = handed
    tablet.open(f"{talk.path}/{part}")
    assert "Kanarie" not in tablet.page.content()
    assert tablet.say(_("This is not open to whoever holds the tablet now.")) in tablet.words()
    tablet.expect_complaint("403")


def test_the_mentor_gets_back_to_the_shared_pages_at_once_and_to_private_ones_by_pin(
    handed: tuple[Tablet, Talk],
) -> None:
    tablet, talk = handed
    steps.begin(tablet)
    steps.give_back(tablet)
    assert steps.holder(tablet) == "mentor"
    assert tablet.path == f"{talk.path}/expectations"
    for private in ("/", f"{talk.path}/notes"):
        tablet.open(private)
        assert tablet.path.startswith("/lock")
    tablet.write(tablet.page.locator("#pin"), "4712")
    tablet.tap(tablet.page.locator(".pin button").first)
    assert "Kanarie" not in tablet.page.content()
    tablet.write(tablet.page.locator("#pin"), "4711")
    tablet.tap(tablet.page.locator(".pin button").first)
    expect(tablet.page.locator("textarea", has_text=NOTE)).to_be_visible()
    tablet.complaints.clear()  # a wrong PIN is a 4xx


def test_a_reload_leaves_the_tablet_with_the_trainee(handed: tuple[Tablet, Talk]) -> None:
    tablet, _talk = handed
    steps.begin(tablet)
    tablet.reload()
    assert steps.holder(tablet) == "trainee"
    assert_nothing_private(tablet)


@pytest.mark.server_only
def test_a_restart_of_the_browser_leaves_the_tablet_with_the_trainee(
    playwright: Playwright, chromium: str, home: Home, tmp_path: Path
) -> None:
    talk = Talk(home, JORIS_AND_OLA)

    def started() -> Tablet:
        context = playwright.chromium.launch_persistent_context(
            tmp_path, executable_path=chromium, args=FLAGS, **DEVICE
        )
        return Tablet(context, home)

    tablet = started()
    tablet.open(f"{talk.path}/expectations")
    steps.hand_over(tablet, "expectations")
    tablet.context.close()
    tablet = started()
    tablet.open(f"{talk.path}/expectations")
    assert steps.holder(tablet) == "trainee"
    answer = tablet.page.goto(home.address + "/")
    assert answer and answer.status == 403
    tablet.context.close()
