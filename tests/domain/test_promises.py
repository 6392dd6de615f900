"""What the mentor takes away."""

from __future__ import annotations

from tests.talks import first_talk, say
from webapp.domain.interview import Interview
from webapp.domain.promises import papers_to_come, promises, questions_to_follow, what_helps


def test_the_soonest_promise_stands_first_and_an_undated_one_last() -> None:
    log = first_talk()
    say(log, "trainee-question:lunch", asked=True, owner="mentor")
    say(log, "agreement:b", text="B", text_language="en", owner="mentor", due="2026-12-01")
    say(log, "agreement:a", text="A", text_language="en", owner="mentor", due="2026-11-27")
    say(log, "agreement:c", text="C", text_language="en", owner="trainee")
    assert [str(each.words) for each in promises(Interview(log))] == ["A", "B", "Where do I eat?"]


def test_a_promise_that_was_kept_is_none_any_more() -> None:
    log = first_talk()
    say(log, "agreement:a", text="A", text_language="en", owner="mentor")
    say(log, "agreement:a", done=True)
    assert promises(Interview(log)) == []


def test_answered_questions_do_not_follow() -> None:
    log = first_talk()
    say(log, "trainee-question:lunch", asked=True)
    assert [each.key for each in questions_to_follow(Interview(log))] == ["lunch"]
    say(log, "trainee-question:lunch", answer="In the canteen", answer_language="en")
    assert questions_to_follow(Interview(log)) == []


def test_papers_that_follow_and_what_helps_are_remembered() -> None:
    log = first_talk()
    say(log, "paper:insurance", state="later")
    say(log, "question:language", chip_slowly=True)
    interview = Interview(log)
    assert [each.key for each in papers_to_come(interview)] == ["insurance"]
    assert list(map(str, what_helps(interview))) == ["Speak slowly"]
