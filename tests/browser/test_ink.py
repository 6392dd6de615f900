"""Signatures are vectors: the same ink whatever happens to the screen."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.screens import LANDSCAPE, PORTRAIT
from tests.browser.serving import Home
from tests.browser.tablet import Tablet
from tests.browser.talks import Talk
from tests.cast import JORIS_AND_OLA

pytestmark = pytest.mark.both_homes

PAINTED = """(canvas) => {
  const { width, height } = canvas
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height)
  const at = [...data.keys()].filter((i) => i % 4 === 3 && data[i] > 20).map((i) => i >> 2)
  const xs = at.map((i) => (i % width) / width)
  const ys = at.map((i) => Math.floor(i / width) / height)
  const span = (list) => [Math.min(...list), Math.max(...list)]
  return at.length ? [...span(xs), ...span(ys)] : null
}"""
"""Where a canvas is inked, as fractions of its box: left, right, top, bottom."""


@pytest.fixture
def talk(home: Home) -> Talk:
    talk = Talk(home, JORIS_AND_OLA)
    talk.talk()
    return talk


@pytest.fixture
def signing(tablet: Tablet, talk: Talk) -> Tablet:
    """Both before the pads."""
    tablet.open(f"{talk.path}/signing")
    return tablet


def painted(tablet: Tablet, role: str) -> list[float] | None:
    canvas = steps.pad(tablet, role).locator("canvas")
    tablet.settle()
    return canvas.evaluate(PAINTED)


def test_ink_is_the_same_after_turning_scrolling_and_loading_again(signing: Tablet) -> None:
    steps.draw(signing, "trainee")
    ink, look = steps.ink(signing, "trainee"), painted(signing, "trainee")
    assert len(json.loads(ink)[0]) > 40 and look
    for size in (PORTRAIT, LANDSCAPE):
        signing.page.set_viewport_size(size)
        assert steps.ink(signing, "trainee") == ink
        assert painted(signing, "trainee") == pytest.approx(look, abs=0.02)
    signing.page.evaluate("() => { scrollTo(0, 0); scrollTo(0, 9999) }")
    assert painted(signing, "trainee") == pytest.approx(look, abs=0.02)
    signing.reload()
    assert steps.ink(signing, "trainee") == ink
    assert painted(signing, "trainee") == pytest.approx(look, abs=0.02)


def test_what_is_signed_is_what_was_drawn(signing: Tablet, talk: Talk) -> None:
    steps.draw(signing, "mentor")
    ink = json.loads(steps.ink(signing, "mentor"))
    signing.page.set_viewport_size(PORTRAIT)
    steps.sign(signing, "mentor")
    record = json.loads(signing.read(f"{talk.path}/record.json"))
    assert [each["strokes"] for each in record["signatures"]] == [ink]
    expect(steps.pad(signing, "mentor").locator("svg path").first).to_be_visible()
    assert steps.ink(signing, "trainee") == "[]"


def test_neither_an_empty_pad_nor_a_dot_can_be_signed(signing: Tablet) -> None:
    button = steps.pad(signing, "trainee").locator("button[value=drawn]")
    expect(button).to_be_disabled()
    steps.touch(signing, "trainee")
    assert json.loads(steps.ink(signing, "trainee"))
    expect(button).to_be_disabled()
    button.evaluate("(button) => { button.disabled = false }")
    signing.tap(button)
    assert not steps.signed(signing, "trainee")
    assert json.loads(steps.ink(signing, "trainee"))
    signing.expect_complaint("422")


def test_undo_takes_one_stroke_and_clear_takes_all_of_them(signing: Tablet) -> None:
    pad = steps.pad(signing, "trainee")
    undo, clear = pad.locator("[data-pad=undo]"), pad.locator("[data-pad=clear]")
    expect(undo).to_be_hidden()
    steps.draw(signing, "trainee")
    one = steps.ink(signing, "trainee")
    steps.draw(signing, "trainee", waves=3)
    signing.tap(undo)
    assert steps.ink(signing, "trainee") == one
    signing.tap(clear)
    signing.reload()
    assert steps.ink(signing, "trainee") == "[]"
    expect(clear).to_be_hidden()


def test_a_finger_that_draws_does_not_scroll_the_page(signing: Tablet) -> None:
    box = steps.ink_box(signing, "trainee")
    before = signing.page.evaluate("() => scrollY")
    down = [(box["x"] + 60, box["y"] + 20 + 4 * step) for step in range(25)]
    steps.stroke(signing, down)
    assert signing.page.evaluate("() => scrollY") == before
    assert len(json.loads(steps.ink(signing, "trainee"))) == 1
