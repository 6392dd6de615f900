"""Joris (Dutch) and Ola (Polish) hold a whole talk, from the invitation to both signatures."""

from __future__ import annotations

import json

from tests.browser import steps
from tests.browser.tablet import Tablet
from tests.cast import JORIS_AND_OLA
from webapp.content.expectations import EXPECTATIONS

MOST_TAPS = 80


def record(tablet: Tablet, interview: str) -> dict:
    answer = tablet.context.request.get(f"{tablet.home.address}{interview}/record.json")
    assert answer.ok
    return json.loads(answer.body())


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
    assert {each["role"] for each in record(tablet, interview)["signatures"]} == {"mentor", "trainee"}
