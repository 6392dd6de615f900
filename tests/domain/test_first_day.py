"""The card for the first day."""

from __future__ import annotations

from tests.talks import first_talk, say
from webapp.domain.first_day import first_day
from webapp.domain.interview import Interview
from webapp.domain.log import Log
from webapp.domain.placement import KINDS


def cells(log: Log) -> dict[str, str]:
    card = first_day(Interview(log))
    return {
        str(entry.label): ", ".join(
            [*map(str, entry.words), *(f"{c.name} {c.number}".strip() for c in entry.calls)]
        )
        for entry in card.entries
    }


def test_an_empty_card_has_the_mentor_and_the_emergency_number() -> None:
    assert cells(first_talk()) == {"Ask for": "Joris De Smet", "Emergency": "112"}
    assert first_day(Interview(first_talk())).start is None


def test_the_card_gathers_what_helps_on_the_first_day() -> None:
    log = first_talk()
    say(log, "placement", start="2026-11-30")
    say(log, "host", company="Metaal NV", workplace="Industrieweg 12, Gent")
    say(log, "sheet", hours="7.30 – 16.00", hours_language="nl", lunch="Kantine")
    say(log, "outside", name="Tinne Aerts", phone="+32 9 765 43 21")
    say(log, "mentor", phone="+32 9 123 45 67")
    found = cells(log)
    assert first_day(Interview(log)).start is not None
    assert found["Where"] == "Metaal NV, Industrieweg 12, Gent"
    assert found["When"] == "7.30 – 16.00"
    assert found["Lunch"] == "Kantine"
    assert found["Late or ill? Call"] == "Joris De Smet +32 9 123 45 67"
    assert found["Somebody outside the company"] == "Tinne Aerts +32 9 765 43 21"


def test_without_a_workplace_the_first_talks_address_is_where_to_go() -> None:
    log = first_talk()
    say(log, "appointment", address="Industrieweg 12, Gent", place="Gebouw B")
    assert cells(log)["Where"] == "Industrieweg 12, Gent, Gebouw B"


def test_an_agreement_that_was_taken_away_is_not_on_the_card() -> None:
    log = first_talk()
    say(log, "agreement:usual-never", text="Nooit alleen", text_language="nl")
    assert cells(log)["Not alone"] == "Nooit alleen"
    say(log, "agreement:usual-never", deleted=True)
    assert "Not alone" not in cells(log)


def test_the_card_reads_fields_that_exist() -> None:
    assert {"hours", "lunch", "clothing", "sickness"} <= KINDS["sheet"].fields.keys()
    assert {"company", "workplace"} <= KINDS["host"].fields.keys()
    assert {"name", "phone"} <= KINDS["outside"].fields.keys()
