"""What both sign, and what lies outside."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.talks import first_talk, say
from webapp.domain.signed_fields import differences, signed_fields

values = st.one_of(st.none(), st.booleans(), st.integers(0, 9), st.text("ab", max_size=3))
fields = st.dictionaries(
    st.sampled_from(["paper:a", "rule:b"]),
    st.dictionaries(st.sampled_from(["read", "text"]), values.filter(lambda v: v is not None)),
)


def test_what_was_said_is_signed_and_what_follows_is_not() -> None:
    log = first_talk()
    say(log, "expectation:hands-on", wanted=True, answer="partly", phrase_supervised=1)
    say(log, "paper:agreement", read=True, state="here")
    say(log, "trainee-question:lunch", asked=True, done=True)
    found = signed_fields(log)
    assert found["expectation:hands-on"] == {
        "wanted": True, "answer": "partly", "phrase.supervised": 1,
    }  # fmt: skip
    assert found["paper:agreement"] == {"read": True}
    assert found["trainee-question:lunch"] == {"asked": True}
    assert found["mentor"] == {"name": "Joris De Smet"}


def test_what_was_taken_away_is_not_signed() -> None:
    log = first_talk()
    say(log, "paper:own", text="Logbook", read=True)
    say(log, "paper:own", deleted=True)
    assert "paper:own" not in signed_fields(log)


def test_a_question_that_one_prefers_not_to_answer_leaves_no_trace() -> None:
    log = first_talk()
    say(log, "question:team", talked=True, choice="private")
    assert "question:team" not in signed_fields(log)
    say(log, "question:team", choice="yes")
    assert signed_fields(log)["question:team"] == {"talked": True, "choice": "yes"}


def test_reasons_for_another_answer_are_neither_seen_nor_signed() -> None:
    log = first_talk()
    say(log, "expectation:hands-on", wanted=True, answer="no", instead="x", phrase_age=1)
    say(log, "expectation:hands-on", note="eerst kijken", note_language="nl")
    assert "note.language" in signed_fields(log)["expectation:hands-on"]
    say(log, "expectation:hands-on", answer="yes")
    assert signed_fields(log)["expectation:hands-on"] == {"wanted": True, "answer": "yes"}


def test_an_expectation_that_is_not_marked_is_not_signed() -> None:
    log = first_talk()
    say(log, "expectation:hands-on", answer="yes")
    assert "expectation:hands-on" not in signed_fields(log)


def test_a_kind_that_this_version_does_not_know_is_not_signed() -> None:
    log = first_talk()
    say(log, "hologram:1", text="x")
    say(log, "paper:agreement", invented="x")
    assert signed_fields(log).keys() == {"mentor", "trainee"}


@given(fields)
def test_nothing_differs_from_itself(same: dict) -> None:
    assert differences(same, same) == []


@given(fields, fields)
def test_the_differences_lead_from_one_to_the_other(before: dict, after: dict) -> None:
    rebuilt = {entity: dict(held) for entity, held in before.items()}
    for each in differences(before, after):
        held = rebuilt.setdefault(each.entity, {})
        assert held.pop(each.field, None) == each.before
        if each.after is not None:
            held[each.field] = each.after
    assert {e: f for e, f in rebuilt.items() if f} == {e: f for e, f in after.items() if f}
