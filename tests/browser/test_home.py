"""What can be done with a talk from its line on Home, and files out and in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator

from tests.browser.tablet import Tablet
from tests.cast import GIULIA, JORIS
from tests.conftest import make_interview
from webapp.messages import _

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def giulia(home) -> str:
    """A talk of an earlier day."""
    client = home.client()
    interview = make_interview(client, **JORIS, **GIULIA)
    client.post(f"/interviews/{interview}/fields/appointment/date", data={"value": "2026-11-19"})
    return interview


def menu_of(tablet: Tablet, interview: str) -> Locator:
    """The open menu in the line of an interview."""
    menu = tablet.page.locator(f".list li:has([action$='/{interview}/shelf']) .menu")
    tablet.tap(menu.locator("summary"))
    return menu


@pytest.mark.parametrize("options", [{}, PHONE], ids=["landscape", "phone"])
def test_a_talk_is_put_away_from_its_line(
    new_tablet: Callable[..., Tablet], giulia: str, options: dict
) -> None:
    tablet = new_tablet(**options)
    tablet.open("/?all=1")
    menu = menu_of(tablet, giulia)
    for item in menu.locator(".item").all():
        assert item.bounding_box()["height"] >= 48
        assert item.evaluate(IS_ON_TOP), item.inner_text()
    tablet.tap(tablet.button(_("Put away"), menu))
    assert "Giulia Ferrari" in tablet.words("#notices")
    assert tablet.page.locator(f"#put-away [action*='{giulia}']").count() == 1


def test_a_file_goes_out_and_comes_in(tablet: Tablet, giulia: str) -> None:
    tablet.open("/?all=1")
    tablet.tap(tablet.page.locator("#shelves > summary"))
    with tablet.page.expect_download() as download:
        tablet.page.get_by_text(tablet.say(_("Export everything"))).tap()
    tablet.page.set_input_files("#file", download.value.path())
    tablet.tap(tablet.page.locator("form[action='/imports'] button"))
    assert tablet.path == "/?all=1"
    assert "0" in tablet.words("#notices")


IS_ON_TOP = """item => {
  item.scrollIntoView({ block: "center" })
  const { x, y, width, height } = item.getBoundingClientRect()
  return item.contains(document.elementFromPoint(x + width / 2, y + height / 2))
}"""
