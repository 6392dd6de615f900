"""What the trainee expects, what the company can offer, and how far the two meet."""

from __future__ import annotations

import pytest

from tests.talks import first_talk, say, write
from webapp.content.expectations import EXPECTATIONS, TREATMENT
from webapp.domain import schema
from webapp.domain.change import Edit
from webapp.domain.errors import InvalidValue, NotAllowed, UnknownThing
from webapp.domain.expectations import FILTERS, Expectation, Tally, expectation, expectations
from webapp.domain.log import Log


def of(log: Log, key: str) -> Expectation:
    found = expectation(log, key)
    assert found is not None
    return found


def words(things) -> list[str]:
    return [str(thing) for thing in things]


def put(log: Log, key: str, field: str, raw: str, role="mentor") -> None:
    write(log, *schema.edit(log, f"expectation:{key}", field, raw, role))


def test_the_thirteen_come_in_the_manuals_order_and_own_ones_after() -> None:
    log = first_talk()
    say(log, "expectation:b", text="Learn to weld")
    say(log, "expectation:a", text="See the office")
    say(log, "expectation:good-time-abroad", wanted=True)
    keys = [each.key for each in expectations(log)]
    assert keys == [*EXPECTATIONS, "b", "a"]
    assert len(EXPECTATIONS) == 13


def test_what_is_built_in_cannot_be_taken_away_but_own_ones_can() -> None:
    log = first_talk()
    say(log, "expectation:hands-on", deleted=True)
    say(log, "expectation:own", text="Learn to weld", deleted=True)
    assert "hands-on" in [each.key for each in expectations(log)]
    assert expectation(log, "own") is None


@pytest.mark.parametrize(
    ("wanted", "answer", "bridge", "to_discuss"),
    [
        (None, None, "none", False),
        (None, "no", "none", False),
        (True, None, "open", False),
        (True, "yes", "agree", False),
        (True, "partly", "partly", True),
        (True, "no", "no", True),
        (True, "perhaps", "open", False),
    ],
)
def test_the_bridge_shows_how_far_two_marks_meet(wanted, answer, bridge, to_discuss) -> None:
    log = first_talk()
    say(log, "expectation:hands-on", wanted=wanted, answer=answer)
    assert of(log, "hands-on").bridge == bridge
    assert of(log, "hands-on").to_discuss is to_discuss


def test_only_marked_ones_count_as_unanswered() -> None:
    log = first_talk()
    say(log, "expectation:hands-on", wanted=True)
    say(log, "expectation:daily-life", wanted=True, answer="yes")
    say(log, "expectation:test-skills", answer="no")
    tally = Tally.of(expectations(log))
    assert (tally.all, tally.wanted, tally.unanswered, tally.to_discuss) == (13, 2, 1, 0)
    assert tally.answered == 1


def test_a_filter_lets_through_as_many_as_its_count_says() -> None:
    log = first_talk()
    for key, answer in {"hands-on": "no", "daily-life": "yes", "test-skills": None}.items():
        say(log, f"expectation:{key}", wanted=True, answer=answer)
    found, tally = expectations(log), Tally.of(expectations(log))
    counts = {key: sum(map(fits, found)) for key, fits in FILTERS.items()}
    assert counts == {
        "all": tally.all, "discuss": tally.to_discuss, "unanswered": tally.unanswered
    }  # fmt: skip


def test_a_fourth_star_is_refused_in_words_and_one_taken_away_makes_room() -> None:
    log = first_talk()
    for key in ("daily-life", "hands-on", "modern-techniques", "test-skills"):
        say(log, f"expectation:{key}", wanted=True)
    for key in ("daily-life", "hands-on", "modern-techniques"):
        put(log, key, "starred", "1", "trainee")
    with pytest.raises(InvalidValue, match="3 stars"):
        put(log, "test-skills", "starred", "1", "trainee")
    put(log, "hands-on", "starred", "1")
    put(log, "hands-on", "starred", "")
    put(log, "test-skills", "starred", "1")
    assert [e.key for e in expectations(log) if e.starred] == [
        "daily-life", "modern-techniques", "test-skills"
    ]  # fmt: skip


def test_the_star_of_an_unmarked_expectation_shines_for_nobody_and_counts_for_nothing() -> None:
    log = first_talk()
    for key in ("daily-life", "hands-on", "modern-techniques"):
        say(log, f"expectation:{key}", wanted=True, starred=True)
    say(log, "expectation:hands-on", wanted=None)
    assert not of(log, "hands-on").starred
    say(log, "expectation:test-skills", wanted=True)
    put(log, "test-skills", "starred", "1")


def test_the_phrases_that_fit_the_answer_are_offered_and_those_chosen_are_said() -> None:
    log = first_talk()
    say(log, "expectation:hands-on", wanted=True, answer="partly")
    put(log, "hands-on", "phrase.from-week", "3")
    put(log, "hands-on", "phrase.too-dangerous", "1")
    put(log, "hands-on", "note", "only in the morning")
    assert words(of(log, "hands-on").said) == ["From week: 3", "only in the morning"]
    put(log, "hands-on", "answer", "no")
    put(log, "hands-on", "phrase.ask-school", "1")
    put(log, "hands-on", "instead", "Watch a colleague")
    row = of(log, "hands-on")
    assert words(row.why) == ["Too dangerous", "only in the morning"]
    assert words(row.otherwise) == ["Ask the school", "Watch a colleague"]
    put(log, "hands-on", "answer", "yes")
    assert not of(log, "hands-on").said


def test_a_phrase_with_a_number_begins_with_one_and_is_labelled_without() -> None:
    log = first_talk()
    say(log, "expectation:hands-on", wanted=True, answer="partly")
    phrase = of(log, "hands-on").reasons[0]
    assert (phrase.number, phrase.chosen) == (2, False)
    assert str(phrase.label).strip() == "From week:"
    put(log, "hands-on", "phrase.from-week", "")
    assert not of(log, "hands-on").said


@pytest.mark.parametrize("key", sorted(TREATMENT))
@pytest.mark.parametrize("answer", ["yes", "partly", "no"])
def test_how_people_are_treated_is_never_dealt_away(key: str, answer: str) -> None:
    log = first_talk()
    say(log, f"expectation:{key}", wanted=True, answer=answer, contact="Ann")
    row = of(log, key)
    assert row.about_treatment
    assert not row.reasons
    assert not row.alternatives
    assert row.contact == "Ann"


def test_the_trainee_may_mark_and_star_but_not_answer_for_the_mentor() -> None:
    log = first_talk()
    put(log, "hands-on", "wanted", "1", "trainee")
    put(log, "hands-on", "starred", "1", "trainee")
    for field in ("answer", "note", "instead", "contact", "phrase.supervised", "objective.x"):
        with pytest.raises(NotAllowed):
            put(log, "hands-on", field, "", "trainee")


def test_only_phrases_and_objectives_that_exist_can_be_chosen() -> None:
    log = first_talk()
    say(log, "objective:weld", text="Welding")
    put(log, "hands-on", "objective.weld", "1")
    assert of(log, "hands-on").objectives == {"weld"}
    for field in ("objective.sing", "phrase.because"):
        with pytest.raises(UnknownThing):
            put(log, "hands-on", field, "1")


def test_values_from_elsewhere_that_fit_nothing_are_not_shown() -> None:
    log = first_talk()
    write(
        log,
        Edit("expectation:hands-on", "wanted", True),
        Edit("expectation:hands-on", "answer", ["no"]),
        Edit("expectation:hands-on", "phrase.because", 1),
        Edit("expectation:hands-on", "phrase.supervised", "often"),
        Edit("expectation:hands-on", "contact", 7),
    )
    row = of(log, "hands-on")
    assert (row.answer, row.chosen, row.contact) == (None, {}, "")
