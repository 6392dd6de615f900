"""What fields take, and what they refuse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain import field
from webapp.domain.change import checked
from webapp.domain.errors import InvalidValue, UnknownThing
from webapp.domain.field import Choice, Date, Email, Field, Flag, Kind, Number, Phone, Time, Words
from webapp.domain.text import clean
from webapp.messages import _

TYPES = [
    Words(20), Words(20, lines=True), Flag(), Choice(("yes", "no")), Number(1, 9), Date(), Time(),
    field.Zone(), Email(), Phone(),
]  # fmt: skip


@pytest.mark.parametrize("type_", TYPES, ids=lambda each: type(each).__name__)
@given(raw=st.text())
def test_any_input_becomes_a_value_that_can_be_kept_or_a_reason(type_, raw) -> None:
    try:
        checked(type_.parse(raw))
    except InvalidValue as refused:
        assert str(refused)


@pytest.mark.parametrize("type_", TYPES, ids=lambda each: type(each).__name__)
def test_no_input_empties_a_field(type_) -> None:
    assert type_.parse("  ") is None


@pytest.mark.parametrize(
    ("type_", "raw", "value"),
    [
        (Words(), "  Hal B,\n eerste   verdieping ", "Hal B, eerste verdieping"),
        (Words(lines=True), "one\r\ntwo", "one\ntwo"),
        (Flag(), "1", True),
        (Choice(("yes", "no")), "no", "no"),
        (Number(1, 9), "7", 7),
        (Date(), "2026-11-22", "2026-11-22"),
        (Time(), "09:30:00", "09:30"),
        (field.Zone(), "Europe/Brussels", "Europe/Brussels"),
        (Email(), "ola@example.org", "ola@example.org"),
        (Phone(), "+32 (0)9 123 45 67", "+32 (0)9 123 45 67"),
    ],
)
def test_what_people_type_is_kept_in_one_form(type_, raw, value) -> None:
    assert type_.parse(raw) == value


@pytest.mark.parametrize(
    ("type_", "raw"),
    [
        (Words(3), "four"),
        (Choice(("yes", "no")), "maybe"),
        (Number(1, 9), "10"),
        (Number(1, 9), "٣"),
        (Number(1, 9), "1.5"),
        (Date(), "22/11/2026"),
        (Date(), "2026-02-30"),
        (Time(), "25:00"),
        (field.Zone(), "Mars/Base"),
        (Email(), "ola at example"),
        (Phone(), "call me"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_with_a_reason(type_, raw) -> None:
    with pytest.raises(InvalidValue):
        type_.parse(raw)


def test_unseen_characters_cannot_turn_the_words_around_a_name() -> None:
    assert clean("Ola\u202eevil\u2066\x00\ufeff") == "Olaevil"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(words: str) -> None:
    assert clean(clean(words)) == clean(words)


def test_a_translated_field_has_a_language_and_other_languages() -> None:
    kind = Kind({"note": Field(_("Note"), Words(), translated=True)})
    assert kind.field("note.language").type == field.LANGUAGE
    assert kind.field("note.pl").type == Words()
    with pytest.raises(UnknownThing):
        kind.field("note.xx")


def test_a_family_of_fields_takes_plain_keys_only() -> None:
    kind = Kind({"phrase.*": Field(_("Reason"), Flag())})
    assert kind.field("phrase.from-week")
    for name in ("phrase.", "phrase.A", "phrase.a.b", "phrase", "other.x"):
        with pytest.raises(UnknownThing):
            kind.field(name)
