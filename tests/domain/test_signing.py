"""Signing, putting off, declining, and what a later change does to it."""

from __future__ import annotations

import pytest

from tests.domain.test_ink import line
from tests.talks import first_talk, reader, say, sign, write
from webapp.domain.change import Edit
from webapp.domain.errors import InvalidValue
from webapp.domain.interview import Interview
from webapp.domain.log import Log
from webapp.domain.signing import Signing


def signing(log: Log) -> Signing:
    return Interview(log).signing


def test_nobody_signed_at_first() -> None:
    assert signing(first_talk()).standing("mentor") == "none"
    assert signing(first_talk()).latest is None
    assert not signing(first_talk()).complete


def test_both_signatures_make_it_complete() -> None:
    log = first_talk()
    sign(log, "mentor")
    assert signing(log).signed_roles == ["mentor"]
    sign(log, "trainee")
    assert signing(log).complete
    assert signing(log).outdated is None


def test_a_drawn_signature_keeps_its_ink_and_a_typed_one_its_name() -> None:
    now = signing(first_talk())
    drawn = now.sign(reader("mentor"), "drawn", [line(600)])
    assert drawn.strokes == [line(600)]
    typed = now.sign(reader("trainee", "Aleksandra Kowalczyk"), "typed", [line(600)])
    assert (typed.name, typed.strokes) == ("Aleksandra Kowalczyk", ())


@pytest.mark.parametrize("ink", [[], [[5, 5]], [[5, 5] * 50], [[5, 5, 9, 9]]])
def test_an_empty_pad_or_a_dot_is_no_signature(ink: list[list[int]]) -> None:
    with pytest.raises(InvalidValue):
        signing(first_talk()).sign(reader("mentor"), "drawn", ink)


@pytest.mark.parametrize("name", ["", "   ", "\u202e", "x" * 81])
def test_a_typed_signature_has_a_name(name: str) -> None:
    with pytest.raises(InvalidValue):
        signing(first_talk()).sign(reader("mentor", name), "typed")


def test_whoever_signs_later_can_sign_any_time() -> None:
    log = first_talk()
    act = signing(log).put_off(reader("trainee"), "postponement", "read-at-home")
    write(log, act.to_edit())
    assert signing(log).standing("trainee") == "postponed"
    sign(log, "trainee")
    assert signing(log).standing("trainee") == "signed"


def test_not_signing_needs_no_reason_and_takes_only_known_ones() -> None:
    log = first_talk()
    write(log, signing(log).put_off(reader("trainee"), "refusal").to_edit())
    assert signing(log).standing("trainee") == "refused"
    assert signing(log).standing("mentor") == "none"
    with pytest.raises(InvalidValue):
        signing(log).put_off(reader("trainee"), "refusal", "because")


def test_a_change_after_signing_outdates_both_signatures() -> None:
    log = first_talk()
    sign(log, "mentor")
    last = sign(log, "trainee")
    say(log, "expectation:hands-on", wanted=True)
    assert signing(log).standing("mentor") == "outdated"
    assert signing(log).outdated == last
    sign(log, "mentor")
    assert signing(log).signed_roles == ["mentor"]
    assert signing(log).outdated == last


def test_a_signature_is_valid_again_when_the_change_is_taken_back() -> None:
    log = first_talk()
    sign(log, "mentor")
    say(log, "expectation:hands-on", wanted=True)
    say(log, "expectation:hands-on", wanted=None)
    assert signing(log).standing("mentor") == "signed"


def test_what_follows_after_signing_voids_nothing() -> None:
    log = first_talk()
    say(log, "trainee-question:lunch", asked=True, owner="mentor")
    say(log, "agreement:a", text="Logbook", text_language="en")
    sign(log, "mentor")
    sign(log, "trainee")
    say(log, "agreement:a", done=True)
    say(log, "paper:insurance", state="here", brought="trainee")
    write(log, Edit("trainee-question:lunch", "later_answer", "In the canteen"))
    assert signing(log).complete


def test_an_objection_stands_until_it_is_taken_back_or_the_point_changes() -> None:
    log = first_talk()
    say(log, "paper:agreement", read=True)
    say(log, "expectation:hands-on", wanted=True, answer="no")
    points = ["expectation:hands-on", "paper:agreement", "paper:unknown"]
    write(log, signing(log).object_to(reader("trainee"), points).to_edit())
    assert signing(log).objections("trainee") == ["expectation:hands-on", "paper:agreement"]
    assert signing(log).objections("mentor") == []
    say(log, "expectation:hands-on", answer="partly")
    assert signing(log).objections("trainee") == ["paper:agreement"]
    write(log, signing(log).object_to(reader("trainee"), []).to_edit())
    assert signing(log).objections("trainee") == []


def test_the_other_person_signs_for_nobody_else() -> None:
    log = first_talk()
    sign(log, "mentor")
    assert signing(log).standing("trainee") == "none"
