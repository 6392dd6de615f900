"""On paper: A4, both languages, both signatures, and nothing to press."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import Home
from tests.browser.tablet import Tablet
from tests.browser.talks import Talk
from tests.cast import JORIS_AND_OLA
from webapp.content.expectations import EXPECTATIONS

A4 = (595, 842)
A5 = (420, 595)
CONTROLS = ".bar, .dock, nav, button, input, select, textarea, summary, .btn"


@pytest.fixture
def signed(home: Home) -> Talk:
    talk = Talk(home, JORIS_AND_OLA)
    talk.talk()
    talk.put("appointment", "date", "2026-11-24")
    talk.put("appointment", "time", "11:00")
    talk.sign("mentor", "trainee")
    return talk


def sheets(page: Page) -> set[tuple[int, int]]:
    """The sizes of the printed sheets, in points."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert boxes
    return {(round(float(width)), round(float(height))) for width, height in boxes}


def assert_printable(tablet: Tablet, size: tuple[int, int] = A4) -> None:
    assert sheets(tablet.page) == {size}
    tablet.page.emulate_media(media="print")
    expect(tablet.page.locator(CONTROLS).locator("visible=true")).to_have_count(0)
    for language in ("nl", "pl"):
        words = tablet.page.locator(f"main [lang={language}]").locator("visible=true")
        assert words.count() > 2


def test_the_record_prints_on_a4_with_both_signatures(tablet: Tablet, signed: Talk) -> None:
    tablet.open(f"{signed.path}/record")
    assert_printable(tablet)
    signatures = tablet.page.locator(".sheet .signed .typed").locator("visible=true")
    assert signatures.all_inner_texts() == ["Ola Kowalczyk", "Ola Kowalczyk"]
    for language in ("nl", "pl"):
        assert tablet.home.say(EXPECTATIONS["hands-on"], language) in tablet.words("main")


def test_the_invitation_prints_on_a4(tablet: Tablet, signed: Talk) -> None:
    tablet.open(f"{signed.path}/invitation")
    assert_printable(tablet)
    for words in EXPECTATIONS.values():
        assert tablet.home.say(words, "pl") in tablet.words("main")


def test_the_first_day_card_prints_on_a5(tablet: Tablet, signed: Talk) -> None:
    tablet.open(f"{signed.path}/first-day")
    assert_printable(tablet, A5)
