"""Templates: what outlives the talk it was made for."""

from __future__ import annotations

from tests.talks import first_talk, say, write
from webapp.domain.kept import copied, forgotten, templates
from webapp.domain.log import Log
from webapp.domain.questions import questions

OWN = "question:own"


def talk_with_own_question() -> Log:
    log = first_talk()
    say(log, OWN, text="Heb je een fiets?", text_language="nl", text_pl="Masz rower?",
        sort="closed", choice="yes", answer="Een blauwe.", talked=True)  # fmt: skip
    return log


def test_a_kept_question_keeps_its_words_and_none_of_the_answers() -> None:
    workplace, later = Log("workplace"), Log("later")
    write(workplace, *copied(talk_with_own_question(), OWN))
    write(later, *copied(workplace, OWN))
    (own,) = [each for each in questions(later) if each.own]
    assert own.sort == "closed"
    assert own.words.versions(["pl"]) == [("pl", "Masz rower?")]
    assert not own.talked


def test_a_template_is_offered_until_it_is_used_or_forgotten() -> None:
    workplace = Log("workplace")
    write(workplace, *copied(talk_with_own_question(), OWN))
    assert [each.entity for each in templates(workplace, "question")] == [OWN]
    assert templates(workplace, "question", {OWN}) == []
    assert templates(workplace, "paper") == []
    write(workplace, *forgotten(OWN))
    assert templates(workplace, "question") == []
    write(workplace, *copied(talk_with_own_question(), OWN))
    assert [each.entity for each in templates(workplace, "question")] == [OWN]
