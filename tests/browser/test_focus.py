"""Tab goes through every screen: each stop is ringed, and nothing covers it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import steps
from tests.browser.screens import LANDSCAPE, PHONE, PORTRAIT, ZOOMED
from tests.browser.serving import Home
from tests.browser.tablet import Tablet
from tests.browser.talks import Talk

FAULTS = Path(__file__).with_name("faults.js")
STOPS = 400
PEOPLE = {
    "mentor_name": "Anneliese Hinterberger",
    "mentor_language": "de",
    "trainee_name": "Maximilienne Delacroix-Beaumont",
    "trainee_language": "fr",
}
PARTS = (
    "prepare", "invitation", "welcome", "documents", "expectations", "questions",
    "trainee-questions", "agreements", "signing", "record", "history", "handover",
)  # fmt: skip


@pytest.fixture(scope="module")
def talk(server_home: Home) -> Talk:
    talk = Talk(server_home, PEOPLE)
    talk.talk()
    return talk


def stops(tablet: Tablet) -> tuple[int, list[str]]:
    """How many stops Tab makes on the page, and what is wrong at some of them."""
    seen: set[str] = set()
    wrong = []
    for _stop in range(STOPS):
        tablet.page.keyboard.press("Tab")
        stop = tablet.page.evaluate("() => faults.focused()")
        if stop is None or stop["stop"] in seen:
            break
        seen.add(stop["stop"])
        if stop["fault"]:
            wrong.append(stop["fault"])
    return len(seen), wrong


@pytest.mark.parametrize("part", PARTS)
def test_every_stop_of_a_part_is_seen(tablet: Tablet, talk: Talk, part: str) -> None:
    for size in (LANDSCAPE, PORTRAIT, PHONE, ZOOMED):
        tablet.page.set_viewport_size(size)
        tablet.open(f"{talk.path}/{part}")
        tablet.page.evaluate(FAULTS.read_text(encoding="utf-8"))
        number, wrong = stops(tablet)
        assert number > 1
        assert not wrong, f"{size}: " + "\n".join(wrong)


@pytest.mark.parametrize("task", ["expectations", "trainee-questions", "signing"])
def test_every_stop_of_the_trainees_page_is_seen(tablet: Tablet, talk: Talk, task: str) -> None:
    tablet.open(f"{talk.path}/handover?task={task}")
    steps.begin(tablet)
    steps.offer_answered(tablet, pin=None)
    steps.begin(tablet)
    for size in (LANDSCAPE, PHONE):
        tablet.page.set_viewport_size(size)
        tablet.reload()
        tablet.page.evaluate(FAULTS.read_text(encoding="utf-8"))
        number, wrong = stops(tablet)
        assert number > 2
        assert not wrong, f"{size}: " + "\n".join(wrong)


def test_the_first_stop_leads_past_the_bar(tablet: Tablet, talk: Talk) -> None:
    tablet.open(f"{talk.path}/expectations")
    tablet.page.keyboard.press("Tab")
    tablet.page.keyboard.press("Enter")
    tablet.settle()
    assert tablet.page.evaluate("() => document.activeElement.id") == "main"
