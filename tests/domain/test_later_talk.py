"""A later talk reopens what was expected and starts with no answers."""

from __future__ import annotations

from tests.talks import first_talk, say, sign, write
from webapp.domain.interview import Interview
from webapp.domain.later_talk import compare, follows, later_talk
from webapp.domain.log import Log


def then_and_now() -> tuple[Log, Log]:
    then = first_talk()
    say(then, "objective:safe", text="Veilig werken", text_language="nl", talked=True)
    say(then, "expectation:hands-on", wanted=True, answer="partly", objective_safe=True)
    say(then, "expectation:own", text="Solderen", text_language="nl", wanted=True)
    say(then, "agreement:a", text="Logbook", text_language="en")
    sign(then, "mentor")
    now = Log("later")
    write(now, *later_talk(then))
    return then, now


def test_people_objectives_and_what_is_wanted_are_known_already() -> None:
    then, now = then_and_now()
    later = Interview(now)
    assert follows(now) == then.id
    assert (later.mentor.name, later.trainee.language) == ("Joris De Smet", "pl")
    assert [str(each.words) for each in later.objectives] == ["Veilig werken"]
    assert [each.key for each in later.expectations if each.wanted] == ["hands-on", "own"]


def test_answers_agreements_and_signatures_stay_with_the_earlier_talk() -> None:
    _then, now = then_and_now()
    later = Interview(now)
    assert later.tally.answered == 0
    assert later.agreements == []
    assert later.signing.events == []
    assert not now.value("objective:safe", "talked")


def test_both_answers_stand_side_by_side() -> None:
    then, now = then_and_now()
    say(now, "expectation:hands-on", answer="yes")
    say(now, "expectation:own", wanted=None)
    say(now, "expectation:modern-techniques", wanted=True)
    pairs = {pair.expectation.key: pair for pair in compare(then, now)}
    hands_on = pairs["hands-on"]
    assert hands_on.then and hands_on.now
    assert (hands_on.then.answer, hands_on.now.answer) == ("partly", "yes")
    assert pairs.keys() == {"hands-on", "own", "modern-techniques"}


def test_a_talk_that_follows_none_says_so() -> None:
    assert follows(first_talk()) is None
