"""The internship agreement at the table: filled in, drawn under, taken along; on both homes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.browser import steps
from tests.browser.serving import Home
from tests.browser.tablet import Tablet
from tests.browser.talks import Talk
from tests.cast import JORIS_AND_OLA
from webapp.domain.verification import judge

pytestmark = pytest.mark.both_homes


@pytest.fixture
def talk(home: Home) -> Talk:
    talk = Talk(home, JORIS_AND_OLA)
    talk.talk()
    return talk


def choose(tablet: Tablet, region: str, value: str) -> None:
    tablet.tap(tablet.page.locator(f"{region} button[name=value][value={value}]"))


def test_an_agreement_is_filled_in_and_signed_by_whoever_is_here(
    tablet: Tablet, talk: Talk
) -> None:
    tablet.open(f"{talk.path}/documents")
    tablet.tap(tablet.page.locator(f"a[href$='{talk.path}/agreement']").first)
    choose(tablet, "#agreement-template", "flanders")
    steps.pad(tablet, "trainee").wait_for()
    tablet.tap(tablet.page.locator("#agreement-school summary"))
    tablet.write(tablet.page.locator("#school-name"), "Szkoła 7")
    tablet.write(tablet.page.locator("#clause-text"), "Elke vrijdag om drie uur klaar.")
    tablet.tap(tablet.page.locator("#agreement-clauses form.with-button button"))
    for words in ("Szkoła 7", "Elke vrijdag"):
        tablet.page.locator("#agreement-text", has_text=words).wait_for()
    for role in ("trainee", "host"):
        choose(tablet, f"#pad-{role}", "now")
        steps.draw(tablet, role)
        steps.sign(tablet, role)
        assert steps.pad(tablet, role).locator("canvas").count() == 0
    choose(tablet, "#pad-school", "later")
    tablet.settle()
    with tablet.page.expect_download() as download:
        tablet.tap(tablet.page.locator("a[href$='/agreement.json']"))
    content = Path(download.value.path()).read_bytes()
    assert judge(content).of("signatures").state == "intact"
    assert {each["role"] for each in json.loads(content)["signatures"]} == {"trainee", "host"}
