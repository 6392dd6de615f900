"""The pictures of the icons show what their drawings show."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import Browser

from tests.browser.icons import FOLDER, PICTURES, drawn

DIFFERENCE = """async (pictures) => {
  const [first, second] = await Promise.all(pictures.map(async (picture) => {
    const image = new Image()
    image.src = `data:image/png;base64,${picture}`
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d")
    canvas.drawImage(image, 0, 0)
    return canvas.getImageData(0, 0, image.width, image.height).data
  }))
  return first.reduce((sum, value, at) => sum + Math.abs(value - second[at]), 0) / first.length
}"""


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_its_drawing(browser: Browser, name: str) -> None:
    pictures = [(FOLDER / name).read_bytes(), drawn(browser, *PICTURES[name])]
    page = browser.new_page()
    encoded = [base64.b64encode(picture).decode() for picture in pictures]
    assert page.evaluate(DIFFERENCE, encoded) < 1, "draw it anew: tests/browser/icons.py"
    page.close()
