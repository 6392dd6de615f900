"""Papers brought, read and spoken of, with PDFs of several makers and photos of a phone."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator

from tests import papers
from tests.browser.serving import Home
from tests.browser.tablet import Tablet
from tests.browser.talks import Talk
from tests.cast import JORIS_AND_OLA
from tests.hostile import corpus
from webapp.domain.interview import Interview
from webapp.domain.paper_files import PaperFile
from webapp.routes.documents import ADDING

SHOWN = ".sheet-shown canvas"
WATCH = """() => {
  globalThis.drawn = false
  const reader = document.querySelector("paper-reader")
  reader.addEventListener("shown", () => { drawn = true }, { once: true })
}"""
PIXEL = """(canvas, [x, y]) => [...canvas.getContext("2d").getImageData(
  Math.round(x * canvas.width), Math.round(y * canvas.height), 1, 1).data]"""
DROP = """(place, [name, content]) => {
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(new File([Uint8Array.from(content)], name))
  for (const type of ["dragover", "drop"]) {
    place.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
  }
}"""


@pytest.fixture
def talk(home: Home) -> Talk:
    return Talk(home, JORIS_AND_OLA)


def printed(tablet: Tablet) -> bytes:
    """A page of the browser's own, printed into a PDF."""
    tablet.page.set_content("<h1>Veiligheidsfiche</h1><p>Draag altijd een helm.</p>")
    return tablet.page.pdf()


def file(name: str, content: bytes) -> Mapping[str, Any]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def add(tablet: Tablet, key: str, *files: Mapping[str, Any], how: str = "choose") -> None:
    """Choose or photograph files for a paper, and wait until they are there."""
    tablet.page.locator(f"#{how}-{key}").set_input_files(list(files))
    tablet.page.locator(f"#files-{key}").wait_for(timeout=30_000)
    tablet.settle()


def kept(home: Home, talk: Talk, paper: str = "agreement") -> list[PaperFile]:
    log = home.app.extensions["store"].logs.open(talk.path.rpartition("/")[2])
    [found] = [each for each in Interview(log).papers if each.key == paper]
    return list(found.files)


def read(tablet: Tablet, talk: Talk, paper: str = "agreement") -> Locator:
    """Open a paper; the page that is shown."""
    tablet.open(f"{talk.path}/papers/{paper}")
    return shown(tablet)


def shown(tablet: Tablet) -> Locator:
    sheet = tablet.page.locator(SHOWN)
    sheet.wait_for(timeout=30_000)
    return sheet


def do(tablet: Tablet, what: str, number: int) -> None:
    """Touch a tool, and wait until that page is drawn anew."""
    tablet.page.evaluate(WATCH)
    tablet.tap(tablet.page.locator(f"[data-do={what}]").first)
    tablet.page.wait_for_function("() => globalThis.drawn", timeout=30_000)
    assert tablet.page.locator("paper-reader").get_attribute("data-at") == str(number)


def ink_at(tablet: Tablet, x: float, y: float) -> tuple[int, ...]:
    """The colour of the page at a part of its width and height."""
    return tuple(tablet.page.locator(SHOWN).evaluate(PIXEL, [x, y]))


@pytest.mark.parametrize("maker", ["ReportLab", "fpdf2", "qpdf", "Pillow", "Chromium"])
def test_a_pdf_of_any_maker_is_added_and_read(tablet: Tablet, talk: Talk, home, maker) -> None:
    made = {
        "ReportLab": (papers.agreement(), "bladzijde 1"),
        "fpdf2": (papers.rules(), "Veiligheidsschoenen"),
        "qpdf": (papers.rewritten(papers.agreement()), "bladzijde 1"),
        "Pillow": (papers.scan(), None),
        "Chromium": (printed(tablet), "helm"),
    }
    content, words = made[maker]
    tablet.open(f"{talk.path}/documents")
    add(tablet, "agreement", file("paper.pdf", content))
    [added] = kept(home, talk)
    assert (added.type, added.size) == ("application/pdf", len(content))
    assert added.thumbnail and added.pages
    tablet.tap(tablet.page.locator("#files-agreement > a"))
    shown(tablet)
    if words:
        assert words in tablet.words(".stage .text")
    dark = tablet.page.evaluate(
        "() => { const { width, height } = document.querySelector('.sheet-shown canvas');"
        " return document.querySelector('.sheet-shown canvas').getContext('2d')"
        ".getImageData(0, 0, width, height).data.filter((each, at) => at % 4 === 0 && each < 90)"
        ".length }"
    )
    assert dark > 200, "the page is empty"


def test_photos_become_one_paper_upright_and_without_what_they_say(
    tablet: Tablet, talk: Talk, home: Home
) -> None:
    tablet.open(f"{talk.path}/documents")
    photos = [file(f"IMG_{number}.jpg", papers.photo(3000, 2000)) for number in range(3)]
    add(tablet, "house-rules", photos[0], how="photograph")
    add(tablet, "house-rules", *photos[1:])
    tablet.page.locator("#files-house-rules .file").nth(2).wait_for(timeout=30_000)
    files = kept(home, talk, "house-rules")
    assert [each.title for each in files] == ["IMG_0.jpg", "IMG_1.jpg", "IMG_2.jpg"]
    blobs = home.app.extensions["store"].blobs
    content = blobs.get(files[0].sha256)
    assert b"Sint-Pieters" not in content and b"Exif" not in content
    with Image.open(io.BytesIO(content)) as upright:
        assert upright.size == (1600, 2400)
        assert upright.getpixel((1500, 100))[1] < 60, "its red quarter is now at the upper right"
    read(tablet, talk, "house-rules")
    assert tablet.page.locator("[data-of]").inner_text() == "3"
    assert ink_at(tablet, 0.9, 0.1)[1] < 60 < ink_at(tablet, 0.1, 0.1)[1]
    do(tablet, "turn", 1)
    assert ink_at(tablet, 0.9, 0.9)[1] < 60 < ink_at(tablet, 0.9, 0.1)[1]


def test_files_dropped_on_a_row_belong_to_it_and_on_the_page_become_papers(
    tablet: Tablet, talk: Talk, home: Home
) -> None:
    tablet.open(f"{talk.path}/documents")
    content = [*papers.rules()]
    tablet.page.locator("#paper-agreement .read").evaluate(DROP, ["a.pdf", content])
    tablet.page.locator("#files-agreement").wait_for(timeout=30_000)
    tablet.settle()
    tablet.page.locator("h1").evaluate(DROP, ["Regels.pdf", content])
    row = tablet.page.locator(".paper", has_text="Regels")
    row.locator(".files").wait_for(timeout=30_000)
    assert [each.title for each in kept(home, talk)] == ["a.pdf"]


def test_a_locked_and_a_damaged_file_are_refused_in_words_and_nothing_is_kept(
    tablet: Tablet, talk: Talk, home: Home
) -> None:
    tablet.open(f"{talk.path}/documents")
    before = home.app.extensions["store"].blobs.hashes()
    for name, words in [
        ("locked.pdf", ADDING["locked"]),
        ("cut.pdf", ADDING["damaged"]),
        ("page.pdf", ADDING["strange"]),
    ]:
        content = corpus()[name]
        tablet.page.locator("#choose-agreement").set_input_files([file(name, content)])
        notice = tablet.page.locator("#paper-agreement .notice.wrong", has_text=name)
        notice.wait_for(timeout=30_000)
        assert tablet.say(words) in notice.inner_text()
    assert kept(home, talk) == []
    assert home.app.extensions["store"].blobs.hashes() == before
    assert tablet.page.locator("#paper-insurance input[type=file]").count() == 1, "no camera"


def test_reading_pages_zooming_searching_and_coming_back(tablet: Tablet, talk: Talk) -> None:
    tablet.open(f"{talk.path}/documents")
    add(tablet, "agreement", file("stage.pdf", papers.agreement(20)))
    sheet = read(tablet, talk)
    wide = (sheet.bounding_box() or {})["width"]
    do(tablet, "larger", 1)
    assert (tablet.page.locator(SHOWN).bounding_box() or {})["width"] == pytest.approx(
        wide * 1.25, 0.02
    )
    do(tablet, "fit", 1)
    do(tablet, "on", 2)
    tablet.page.locator(".stage").focus()
    for key, number in [("ArrowRight", 3), ("End", 20), ("Home", 1), ("PageDown", 1)]:
        tablet.page.keyboard.press(key)
        tablet.page.wait_for_function(
            "(at) => document.querySelector('paper-reader').dataset.at === at", arg=str(number)
        )
    tablet.tap(tablet.page.locator(".tools [data-do=search]"))
    tablet.page.locator("#find").fill("ARTIKEL 17.4:")
    tablet.page.wait_for_function(
        "() => document.querySelector('paper-reader').dataset.at === '17'"
    )
    tablet.page.wait_for_function("() => CSS.highlights.get('found')?.size === 1")
    assert tablet.words("[data-found]") == "1 / 1"
    tablet.page.locator("#find").fill("komkommer")
    tablet.page.locator("[data-none]").wait_for()
    tablet.tap(tablet.page.locator(".tools [data-do=pages]"))
    assert tablet.page.locator(".thumb").count() == 20
    tablet.page.locator(".thumb canvas").first.wait_for(timeout=30_000)
    tablet.tap(tablet.page.locator(".thumb").nth(4))
    tablet.page.wait_for_function("() => document.querySelector('paper-reader').dataset.at === '5'")
    tablet.settle()
    read(tablet, talk)
    assert tablet.page.locator("paper-reader").get_attribute("data-at") == "5"


def test_two_fingers_make_the_page_larger(tablet: Tablet, talk: Talk) -> None:
    tablet.open(f"{talk.path}/documents")
    add(tablet, "agreement", file("stage.pdf", papers.agreement()))
    read(tablet, talk)
    fingers = tablet.context.new_cdp_session(tablet.page)
    for kind, apart in [("touchStart", 100), ("touchMove", 150), ("touchMove", 200)]:
        points = [{"x": 500 - apart, "y": 400, "id": 0}, {"x": 500 + apart, "y": 400, "id": 1}]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    fingers.detach()
    tablet.page.wait_for_function(
        "() => Math.abs(document.querySelector('paper-reader').dataset.zoom - 2) < 0.1"
    )


def test_a_page_and_words_on_it_become_talked_about_a_question_and_an_agreement(
    tablet: Tablet, talk: Talk
) -> None:
    tablet.open(f"{talk.path}/documents")
    add(tablet, "agreement", file("stage.pdf", papers.agreement()))
    read(tablet, talk)
    do(tablet, "on", 2)
    discussed = tablet.page.locator(".marking [value=discussed]")
    for pressed in ("true", "false", "true"):
        tablet.tap(discussed)
        assert discussed.get_attribute("aria-pressed") == pressed
    tablet.page.evaluate(
        "() => getSelection().selectAllChildren(document.querySelectorAll('.text span')[0])"
    )
    tablet.page.locator(".quoted").wait_for()
    tablet.tap(tablet.page.locator(".marking [value=question]"))
    tablet.open(f"{talk.path}/trainee-questions")
    assert "Stageovereenkomst, bladzijde 2" in tablet.words("#trainee-questions")
    tablet.tap(tablet.page.locator("a.source"))
    shown(tablet)
    assert tablet.page.locator("paper-reader").get_attribute("data-at") == "2"
    tablet.tap(tablet.page.locator(".marking [value=agreement]"))
    tablet.open(f"{talk.path}/agreements")
    assert tablet.page.locator("a.source").count() == 1
