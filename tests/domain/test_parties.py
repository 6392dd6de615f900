"""Who signs the internship agreement."""

from __future__ import annotations

from datetime import date

from tests.talks import first_talk, say
from webapp.domain.parties import Party, parties
from webapp.domain.signed_fields import signed_fields


def test_each_party_signs_in_its_own_time() -> None:
    log = first_talk()
    assert [party.signature for party in parties(log)] == [None] * 4
    say(log, "party:school", signature="paper", day="2026-09-01")
    say(log, "party:guardian", signature="none")
    found: dict[str, Party] = {party.key: party for party in parties(log)}
    assert (found["school"].dated, found["school"].day) == (True, date(2026, 9, 1))
    assert not found["guardian"].dated


def test_the_agreement_lies_outside_what_the_talks_record_signs() -> None:
    log = first_talk()
    before = signed_fields(log)
    say(log, "party:host", signature="now")
    assert signed_fields(log) == before
