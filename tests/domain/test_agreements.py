"""What both agree."""

from __future__ import annotations

from datetime import date

import pytest

from tests.talks import first_talk, say, write
from webapp.domain.agreements import accept, agreements, dismiss, dismissed, proposals, recall
from webapp.domain.errors import UnknownThing
from webapp.domain.log import Log
from webapp.domain.signed_fields import signed_fields
from webapp.messages import Message

KEY = "expectation-hands-on"
ENTITY = f"agreement:{KEY}"


def in_language(message: Message, language: str) -> str:
    return f"{language}: {message}"


def talk() -> Log:
    """Ola wants practical work; it can partly be had."""
    log = first_talk()
    say(log, "expectation:hands-on", wanted=True, answer="partly")
    return log


def agree(log: Log, key: str = KEY) -> None:
    write(log, *accept(log, key, ["nl", "pl"], in_language))


def keys(things) -> list[str]:
    return [thing.key for thing in things]


def test_accepting_a_proposal_makes_an_agreement_in_both_languages_with_an_owner() -> None:
    log = talk()
    agree(log)
    (agreement,) = agreements(log)
    words = "As far as it can be done here: Do practical work"
    assert agreement.words.versions(["pl", "nl"]) == [
        ("pl", f"pl: {words}"),
        ("nl", f"nl: {words}"),
    ]
    assert (agreement.owner, agreement.due, agreement.done) == ("mentor", None, False)
    assert str(agreement.origin) == "From the expectations"
    assert KEY not in keys(proposals(log))


def test_accepting_twice_or_on_two_devices_makes_one_agreement() -> None:
    log, other = talk(), Log("talk", talk())
    agree(log)
    assert accept(log, KEY, ["nl", "pl"], in_language) == []
    write(other, *accept(other, KEY, ["nl", "pl"], in_language), replica="phone")
    log.add(other)
    assert keys(agreements(log)) == [KEY]


def test_what_was_agreed_stays_when_what_led_to_it_changes() -> None:
    log = talk()
    agree(log)
    before = agreements(log)
    say(log, "expectation:hands-on", answer="yes")
    assert agreements(log) == before


def test_an_agreement_taken_away_is_proposed_again_and_can_be_made_again() -> None:
    log = talk()
    agree(log)
    say(log, ENTITY, deleted=True)
    assert agreements(log) == []
    assert KEY in keys(proposals(log))
    agree(log)
    assert keys(agreements(log)) == [KEY]


def test_a_proposal_that_is_not_needed_is_set_aside_until_it_is_recalled() -> None:
    log = talk()
    write(log, *dismiss(log, KEY))
    assert KEY not in keys(proposals(log))
    assert keys(dismissed(log)) == [KEY]
    write(log, *recall(log, KEY))
    assert KEY in keys(proposals(log))
    assert dismissed(log) == []


def test_what_was_set_aside_and_then_agreed_is_an_agreement() -> None:
    log = talk()
    write(log, *dismiss(log, KEY))
    agree(log)
    assert keys(agreements(log)) == [KEY]
    assert dismissed(log) == []


@pytest.mark.parametrize("act", [dismiss, recall, lambda log, key: accept(log, key, ["nl"], str)])
@pytest.mark.parametrize("key", ["", "expectation-daily-life", "usual-", "nonsense", "usual-nope"])
def test_nothing_can_be_done_with_a_proposal_that_nobody_made(act, key: str) -> None:
    with pytest.raises(UnknownThing):
        act(talk(), key)


def test_words_of_ones_own_have_no_origin() -> None:
    log = talk()
    say(log, "agreement:" + "a" * 32, text="Lunch on Friday", due="2026-11-27", done=True)
    (agreement,) = agreements(log)
    assert agreement.origin is None
    assert (agreement.due, agreement.done, agreement.owner) == (date(2026, 11, 27), True, None)


def test_done_and_set_aside_are_not_signed_but_words_owner_and_day_are() -> None:
    log = talk()
    agree(log)
    before = signed_fields(log)
    say(log, ENTITY, done=True)
    write(log, *dismiss(log, "usual-hours"))
    assert signed_fields(log) == before
    say(log, ENTITY, due="2026-11-27")
    assert signed_fields(log) != before
    assert signed_fields(log)[ENTITY]["owner"] == "mentor"


def test_a_sentence_to_be_completed_is_known_as_unfinished() -> None:
    log = talk()
    for key in (KEY, "usual-alone"):
        agree(log, key)
    assert {a.key: a.unfinished for a in agreements(log)} == {KEY: False, "usual-alone": True}
