"""What is still open before signing."""

from __future__ import annotations

from tests.talks import first_talk, say
from webapp.domain.interview import Interview
from webapp.domain.log import Log
from webapp.domain.openpoints import open_points


def points(log: Log) -> list[tuple[str, str]]:
    return [(point.step, point.anchor) for point in open_points(Interview(log))]


def test_an_empty_talk_lacks_only_somebody_outside_to_call() -> None:
    log = first_talk()
    assert points(log) == [("prepare", "outside-name")]
    say(log, "outside", phone="+32 9 123 45 67")
    assert points(log) == []


def test_a_marked_expectation_without_an_answer_is_open() -> None:
    log = first_talk()
    say(log, "expectation:hands-on", wanted=True)
    assert ("expectations", "expectation-hands-on") in points(log)
    say(log, "expectation:hands-on", answer="no")
    assert ("expectations", "expectation-hands-on") not in points(log)


def test_an_objective_that_nobody_spoke_of_is_open() -> None:
    log = first_talk()
    say(log, "objective:safe", text="Veilig werken", text_language="nl")
    assert ("expectations", "objective-safe") in points(log)
    say(log, "objective:safe", talked=True)
    assert ("expectations", "objective-safe") not in points(log)


def test_a_question_of_the_trainee_is_open_until_it_has_an_answer_or_an_owner() -> None:
    log = first_talk()
    say(log, "trainee-question:lunch", asked=True)
    assert ("trainee-questions", "trainee-question-lunch") in points(log)
    say(log, "trainee-question:lunch", owner="school")
    assert ("trainee-questions", "trainee-question-lunch") not in points(log)


def test_a_paper_that_is_to_follow_is_open() -> None:
    log = first_talk()
    say(log, "paper:insurance", state="later")
    assert ("documents", "paper-insurance") in points(log)
    say(log, "paper:insurance", state="here")
    assert ("documents", "paper-insurance") not in points(log)


def test_usual_papers_are_missed_once_papers_were_talked_about_at_all() -> None:
    log = first_talk()
    assert [each for each in points(log) if each[0] == "documents"] == []
    say(log, "paper:agreement", state="here")
    assert ("documents", "paper-learning-agreement") in points(log)
    for paper in ("learning-agreement", "insurance", "safety-sheet", "house-rules"):
        say(log, f"paper:{paper}", state="none")
    assert [each for each in points(log) if each[0] == "documents"] == []


def test_a_paper_that_is_not_signed_yet_is_open() -> None:
    log = first_talk()
    say(log, "paper:photo-permission", state="here", signed="later")
    assert ("documents", "paper-photo-permission") in points(log)
    say(log, "paper:photo-permission", signed="school")
    assert ("documents", "paper-photo-permission") not in points(log)
