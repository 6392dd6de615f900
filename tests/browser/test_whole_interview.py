"""Joris (Dutch) and Ola (Polish) hold a whole talk, from the invitation to both signatures."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser import steps
from tests.browser.keyboard import Keyboard
from tests.browser.serving import Home
from tests.browser.tablet import Tablet
from tests.cast import JORIS_AND_OLA
from webapp.content.expectations import EXPECTATIONS
from webapp.messages import _

pytestmark = pytest.mark.both_homes

MOST_TAPS = 80
ANSWERS = dict.fromkeys(EXPECTATIONS, "yes") | {"modern-techniques": "no", "hands-on": "partly"}
TALKED = ("why-abroad", "picture", "learn-most", "learn-best", "language")
CHOSEN = {"team": "yes"}
MORE = ("first-month", "experience")
ASKED = {
    "Gdzie mogę zostawić rower?": "In de stalling achter de poort, elke dag, zonder slot.",
    "Kto mi pomoże w pierwszym tygodniu?": "Koen, de hele eerste week, in de werkplaats.",
    "Kiedy jest przerwa?": "Om tien uur en om twaalf uur, in de refter.",
}


def hold(tablet: Tablet) -> None:
    """Thirteen expectations, eight questions, three questions of the trainee's."""
    for key, answer in ANSWERS.items():
        steps.mark(tablet, key)
        steps.answer(tablet, key, answer)
    steps.go_on(tablet, "questions")
    for key in TALKED:
        steps.talk_about(tablet, key)
    for key, answer in CHOSEN.items():
        steps.choose(tablet, key, answer)
    steps.show_more_questions(tablet)
    for key in MORE:
        steps.talk_about(tablet, key)
    steps.go_on(tablet, "trainee-questions")
    for question, reply in ASKED.items():
        steps.ask(tablet, question)
        steps.reply(tablet, question, reply)
    steps.go_on(tablet, "agreements")
    steps.go_on(tablet, "signing")


def record(tablet: Tablet, interview: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(tablet.read(f"{interview}/record.json"))
    return read


def assert_recorded(read: dict[str, Any], home: Home) -> None:
    """The record holds what was said, in both languages, and both signatures."""
    said = json.dumps(read["content"], ensure_ascii=False)
    for words in EXPECTATIONS.values():
        for language in ("nl", "pl"):
            assert home.say(words, language) in said
    for question, reply in ASKED.items():
        assert question in said
        assert reply in said
    assert {each["role"] for each in read["signatures"]} == {"mentor", "trainee"}
    assert {each["content"] for each in read["signatures"]} == {read["content_hash"]}


def test_a_whole_talk_takes_eighty_taps_at_most(tablet: Tablet, home: Home) -> None:
    interview = steps.start(tablet, "prepare", **JORIS_AND_OLA)
    assert tablet.path == f"{interview}/prepare"
    steps.invite(tablet, "2026-11-24", "11:00", "Gebouw 3, eerste verdieping", "work-clothing")
    assert tablet.path == f"{interview}/invitation"
    assert "Gebouw 3" in tablet.words()
    steps.begin_the_talk(tablet)
    steps.go_to_first(tablet, "expectations")
    hold(tablet)
    for role in ("trainee", "mentor"):
        steps.draw(tablet, role)
        steps.sign(tablet, role)
        assert steps.signed(tablet, role)
    assert tablet.taps <= MOST_TAPS, f"{tablet.taps} taps"
    read = record(tablet, interview)
    assert_recorded(read, home)
    assert all(each["method"] == "drawn" and each["strokes"] for each in read["signatures"])


def test_a_whole_talk_needs_no_more_than_a_keyboard(
    new_tablet: Callable[..., Tablet], home: Home
) -> None:
    keyboard = new_tablet(kind=Keyboard)
    interview = steps.start(keyboard, "prepare", **JORIS_AND_OLA)
    steps.invite(keyboard, "2026-11-24", "11:00", "Gebouw 3", "work-clothing")
    steps.begin_the_talk(keyboard)
    steps.go_to_first(keyboard, "expectations")
    hold(keyboard)
    for role, person in (("trainee", "Ola Kowalczyk"), ("mentor", "Joris De Smet")):
        steps.sign_typed(keyboard, role, person)
        assert steps.signed(keyboard, role)
    read = record(keyboard, interview)
    assert_recorded(read, home)
    assert [(each["method"], each["name"]) for each in read["signatures"]] == [
        ("typed", "Ola Kowalczyk"), ("typed", "Joris De Smet"),
    ]  # fmt: skip


def test_a_trainees_name_and_two_languages_are_enough_to_talk_and_sign(tablet: Tablet) -> None:
    interview = steps.start(tablet, **JORIS_AND_OLA)
    assert tablet.path == f"{interview}/welcome"
    steps.go_on(tablet, "expectations")
    steps.mark(tablet, "hands-on")
    steps.answer(tablet, "hands-on", "yes")
    steps.go_to(tablet, "signing")
    for role in ("trainee", "mentor"):
        steps.draw(tablet, role)
        steps.sign(tablet, role)
        assert steps.signed(tablet, role)
    signatures = record(tablet, interview)["signatures"]
    assert {each["role"] for each in signatures} == {"mentor", "trainee"}


def test_the_trainee_marks_alone_and_signs_with_the_tablet_in_hand(tablet: Tablet) -> None:
    steps.start(tablet, **JORIS_AND_OLA)
    steps.go_on(tablet, "expectations")
    steps.hand_over(tablet, "expectations")
    assert tablet.say(_("Expectations")) in tablet.page.title()
    steps.mark(tablet, "hands-on")
    steps.give_back(tablet)
    assert steps.marked(tablet, "hands-on")
    steps.answer(tablet, "hands-on", "yes")
    steps.go_to(tablet, "signing")
    steps.draw(tablet, "mentor")
    steps.sign(tablet, "mentor")
    assert steps.signed(tablet, "mentor")
