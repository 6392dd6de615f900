"""What the talk leads to, before anybody agreed on it."""

from __future__ import annotations

import pytest

from tests.talks import first_talk, say
from webapp.content.agreements import USUAL
from webapp.content.expectations import TREATMENT
from webapp.domain.log import Log
from webapp.domain.proposals import candidates
from webapp.messages import Message


def proposed(log: Log) -> dict[str, str]:
    """Key → words of what this talk led to, without what is proposed in every talk."""
    return {p.key: said(p.words) for p in candidates(log) if not p.usual}


def said(message: Message) -> str:
    values = {
        name: ", ".join(map(str, value)) if isinstance(value, list) else value
        for name, value in message.values.items()
    }
    return str(message.with_values(**values))


def test_a_talk_with_nothing_said_proposes_only_what_is_often_agreed() -> None:
    assert proposed(first_talk()) == {}
    assert [p.key for p in candidates(first_talk())] == [f"usual-{key}" for key in USUAL]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"answer": "partly"}, "As far as it can be done here: Do practical work"),
        (
            {"answer": "partly", "phrase_from-week": 3, "note": "with Jef"},
            "Do practical work: From week: 3, with Jef",
        ),
        ({"answer": "no"}, "We look for something instead of: Do practical work"),
        (
            {"answer": "no", "phrase_visit-team": 1},
            "Instead of “Do practical work”: Visit another team",
        ),
    ],
)
def test_a_marked_expectation_that_cannot_be_met_proposes_a_deal(fields, words: str) -> None:
    log = first_talk()
    say(log, "expectation:hands-on", **fields)
    assert proposed(log) == {}, "nobody asked for it"
    say(log, "expectation:hands-on", wanted=True)
    assert proposed(log) == {"expectation-hands-on": words}


def test_an_expectation_that_is_met_proposes_nothing() -> None:
    log = first_talk()
    say(log, "expectation:hands-on", wanted=True, answer="yes")
    assert proposed(log) == {}


@pytest.mark.parametrize("key", sorted(TREATMENT))
def test_how_people_are_treated_is_nothing_to_agree_on(key: str) -> None:
    log = first_talk()
    say(log, f"expectation:{key}", wanted=True, answer="no")
    assert proposed(log) == {}


def test_a_reaction_proposes_help_or_time_as_long_as_the_rule_holds() -> None:
    log = first_talk()
    say(log, "rule:ask", reaction="help")
    say(log, "rule:logbook", reaction="talk")
    say(log, "rule:respect", reaction="fine")
    assert proposed(log) == {
        "rule-ask": "There is help with this: Ask when something is unclear",
        "rule-logbook": "We take time to talk about: Keep the logbook",
    }
    say(log, "rule:ask", omitted=True)
    assert list(proposed(log)) == ["rule-logbook"]


def test_a_question_without_an_answer_proposes_to_find_one() -> None:
    log = first_talk()
    say(log, "trainee-question:q1", text="Where do I eat", owner="school")
    say(log, "trainee-question:q2", text="When do I start", answer="At eight")
    (found,) = [p for p in candidates(log) if p.key.startswith("question-")]
    assert (found.key, found.owner) == ("question-q1", "school")


def test_an_objective_that_nobody_spoke_of_proposes_time_for_it() -> None:
    log = first_talk()
    say(log, "objective:safety", text="Working safely")
    assert proposed(log) == {"objective-safety": "We plan time for: Working safely"}
    say(log, "objective:safety", talked=True)
    assert proposed(log) == {}


def test_every_proposal_says_where_it_comes_from() -> None:
    log = first_talk()
    say(log, "expectation:hands-on", wanted=True, answer="no")
    say(log, "rule:ask", reaction="help")
    say(log, "trainee-question:q1", text="Where do I eat")
    say(log, "objective:safety", text="Working safely")
    origins = {p.key.partition("-")[0]: str(p.origin) for p in candidates(log)}
    assert len(set(origins.values())) == 5
    assert None not in origins.values()


def test_what_is_written_down_already_is_not_asked_twice() -> None:
    log = first_talk()
    say(log, "deputy", name="Jef Peeters")
    say(log, "sheet", hours="8:00 to 16:30", hours_language="en")
    usual = {p.key: said(p.words) for p in candidates(log) if p.usual}
    assert usual["usual-deputy"] == "When the mentor is away, ask: Jef Peeters"
    assert usual["usual-hours"] == "Hours and breaks: 8:00 to 16:30"
