"""One tap, one saved change: what is said is kept, whatever goes wrong around it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import steps
from tests.browser.serving import Home
from tests.browser.tablet import Tablet
from tests.browser.talks import Talk
from tests.cast import JORIS_AND_OLA
from webapp.messages import _

pytestmark = pytest.mark.both_homes

WORDS = "Eerst de veiligheidsinstructie, dan samen met Koen."


@pytest.fixture
def talk(home: Home) -> Talk:
    talk = Talk(home, JORIS_AND_OLA)
    talk.talk()
    return talk


@pytest.fixture
def expectations(tablet: Tablet, talk: Talk) -> Tablet:
    """Both before the expectations."""
    tablet.open(f"{talk.path}/expectations")
    return tablet


def note(tablet: Tablet) -> Locator:
    """The mentor's own words beside an expectation, opened."""
    words = tablet.page.locator("#expectation-hands-on-note")
    if not words.is_visible():
        tablet.tap(tablet.page.locator("#reasons-hands-on > summary"))
    return words


def has_focus(control: Locator) -> bool:
    return bool(control.evaluate("(control) => control === document.activeElement"))


def test_what_was_ticked_is_there_after_loading_again(expectations: Tablet) -> None:
    steps.mark(expectations, "guided-tasks")
    steps.answer(expectations, "guided-tasks", "partly")
    expectations.reload()
    assert steps.marked(expectations, "guided-tasks")
    assert steps.answered(expectations, "guided-tasks") == "partly"


def test_the_focus_stays_on_what_was_ticked(expectations: Tablet) -> None:
    box = steps.row(expectations, "guided-tasks").get_by_role("checkbox").first
    box.focus()
    expectations.page.keyboard.press("Space")
    expectations.settle()
    assert has_focus(box) and box.is_checked()
    radio = steps.row(expectations, "guided-tasks").locator("input[value=yes]")
    radio.focus()
    expectations.page.keyboard.press("Space")
    expectations.settle()
    assert has_focus(radio) and radio.is_checked()


def test_a_text_being_typed_stays_when_its_neighbours_change(expectations: Tablet) -> None:
    steps.answer(expectations, "hands-on", "no")
    steps.answer(expectations, "hands-on", "partly")
    expectations.tap(note(expectations))
    note(expectations).press_sequentially(WORDS[:20])
    # Another control of the same row saves while the cursor stays in the text.
    star = steps.row(expectations, "hands-on").locator("button.tag.star")
    star.evaluate("(star) => star.click()")
    expectations.settle()
    assert has_focus(note(expectations))
    assert note(expectations).input_value() == WORDS[:20]
    note(expectations).press_sequentially(WORDS[20:])
    expectations.leave()
    expectations.reload()
    assert note(expectations).input_value() == WORDS


def test_leaving_the_page_saves_the_field_one_was_in(expectations: Tablet) -> None:
    expectations.tap(note(expectations))
    note(expectations).fill(WORDS)
    steps.go_to(expectations, "questions")
    steps.go_to(expectations, "expectations")
    assert note(expectations).input_value() == WORDS


TAP_TOGETHER = "(selectors) => selectors.forEach((each) => document.querySelector(each).click())"


def test_what_is_tapped_while_the_page_is_being_replaced_is_saved(expectations: Tablet) -> None:
    steps.mark(expectations, "guided-tasks")
    keys = ("test-skills", "friends-and-team")
    boxes = [f"#expectation-{key} input[type=checkbox]" for key in keys]
    expectations.page.evaluate(TAP_TOGETHER, ["#status form button", *boxes])
    expectations.settle()
    for _time in range(2):
        assert not steps.marked(expectations, "guided-tasks")
        assert all(steps.marked(expectations, key) for key in keys)
        expectations.reload()


def test_what_is_tapped_while_the_next_page_comes_is_saved(expectations: Tablet) -> None:
    box = "#expectation-test-skills input[type=checkbox]"
    expectations.page.evaluate(TAP_TOGETHER, ["footer.dock a.pri", box])
    expectations.settle()
    assert expectations.path.endswith("/questions")
    steps.go_to(expectations, "expectations")
    assert steps.marked(expectations, "test-skills")
    steps.undo(expectations)
    assert not steps.marked(expectations, "test-skills")


def test_undo_takes_the_last_change_back_and_says_so(expectations: Tablet) -> None:
    steps.answer(expectations, "daily-life", "no")
    steps.undo(expectations)
    assert expectations.path.endswith("/expectations")
    assert steps.answered(expectations, "daily-life") == "yes"
    said = " ".join(expectations.page.get_by_role("status").all_inner_texts())
    assert expectations.say(_("Taken back: %(field)s", field="")).strip() in said


def test_one_language_or_both_are_two_taps_away(expectations: Tablet) -> None:
    second = expectations.page.locator(".l2")
    expect(second.first).to_be_attached()
    before = expectations.taps
    steps.change_language(expectations, "nl")
    assert expectations.taps - before == 2
    assert expectations.path.endswith("/expectations")
    expect(second).to_have_count(0)
    steps.change_language(expectations, "both")
    expect(second.first).to_be_attached()


@pytest.mark.parametrize("part", ["documents", "questions", "signing"])
def test_anything_said_earlier_is_changed_in_two_taps(
    tablet: Tablet, talk: Talk, part: str
) -> None:
    tablet.open(f"{talk.path}/{part}")
    before = tablet.taps
    if part == "signing":
        tablet.tap(tablet.page.locator(".sum .chg a[href$='/expectations']"))
    else:
        steps.go_to(tablet, "expectations")
    steps.answer(tablet, "daily-life", "no")
    assert tablet.taps - before == 2
    tablet.reload()
    assert steps.answered(tablet, "daily-life") == "no"


def test_any_part_is_two_taps_away_in_portrait(new_tablet, talk: Talk) -> None:
    tablet = new_tablet(viewport={"width": 820, "height": 1180})
    tablet.open(f"{talk.path}/expectations")
    steps.go_to(tablet, "trainee-questions")
    assert tablet.taps == 2


@pytest.fixture
def broken(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """From now on the store takes nothing more."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("the store is broken for this test")

    home.app.logger.disabled = True
    yield monkeypatch.setattr(home.app.extensions["store"].logs, "append", fail)
    home.app.logger.disabled = False


@pytest.mark.server_only
def test_an_error_of_the_server_keeps_what_was_typed_and_says_so(
    expectations: Tablet, broken: None
) -> None:
    expectations.tap(note(expectations))
    note(expectations).fill(WORDS)
    expectations.leave()
    assert note(expectations).input_value() == WORDS
    said = _("Something went wrong on our side. What was saved before is safe.")
    assert expectations.say(said) in expectations.words("#status")
    expectations.expect_complaint("500")


@pytest.mark.server_only
def test_a_server_out_of_reach_keeps_what_was_typed_and_says_so(expectations: Tablet) -> None:
    expectations.tap(note(expectations))
    note(expectations).fill(WORDS)
    expectations.context.set_offline(True)
    expectations.leave()
    assert note(expectations).input_value() == WORDS
    assert expectations.say(_("Not saved yet. Try again.")) in expectations.words("#status")
    expectations.context.set_offline(False)
    expectations.expect_complaint("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    expectations.tap(note(expectations))
    note(expectations).press_sequentially(" ")
    expectations.leave()
    expectations.reload()
    assert note(expectations).input_value().strip() == WORDS
