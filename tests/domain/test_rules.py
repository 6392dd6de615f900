"""What the mentor expects, and how the trainee reacts."""

from __future__ import annotations

import pytest

from tests.talks import first_talk, say, write
from webapp.content.expectations import RULES
from webapp.domain import schema
from webapp.domain.errors import NotAllowed
from webapp.domain.interview import Interview
from webapp.domain.log import Log
from webapp.domain.rules import rule, rules, standing


def test_all_built_in_ones_hold_until_somebody_leaves_one_out() -> None:
    log = first_talk()
    say(log, "rule:phone-away", omitted=True)
    say(log, "rule:greet", text="Greet everybody")
    assert [r.key for r in rules(log)] == [*RULES, "greet"]
    assert [r.key for r in Interview(log).rules] == [
        *(key for key in RULES if key != "phone-away"), "greet"
    ]  # fmt: skip


def test_own_ones_can_be_taken_away_and_built_in_ones_cannot() -> None:
    log = first_talk()
    say(log, "rule:greet", text="Greet everybody", deleted=True)
    say(log, "rule:ask", deleted=True)
    assert [r.key for r in rules(log)] == list(RULES)


@pytest.mark.parametrize(
    ("reaction", "to_discuss"), [(None, False), ("fine", False), ("help", True), ("talk", True)]
)
def test_a_reaction_other_than_fine_is_to_discuss(reaction: str | None, to_discuss: bool) -> None:
    log = first_talk()
    say(log, "rule:ask", reaction=reaction)
    found = rule(log, "ask")
    assert found
    assert found.to_discuss is to_discuss


def test_the_trainee_reacts_but_does_not_choose() -> None:
    log = first_talk()
    write(log, *schema.edit(log, "rule:ask", "reaction", "talk", "trainee"))
    for field in ("omitted", "text", "deleted"):
        with pytest.raises(NotAllowed):
            schema.edit(log, "rule:ask", field, "1", "trainee")


def test_what_holds_goes_along_to_the_next_talk_and_reactions_stay_behind() -> None:
    log, workplace, later = first_talk(), Log("workplace"), first_talk()
    say(log, "rule:ask", omitted=True, reaction="talk")
    say(log, "rule:greet", text="Groeten", text_language="nl", text_pl="Witać", reaction="help")
    for entity in ("rule:ask", "rule:greet"):
        write(workplace, *standing(log, entity))
    for entity in workplace.entities("rule"):
        write(later, *standing(workplace, entity))
    assert rules(later)[-1].words == rules(log)[-1].words
    assert {r.key for r in rules(later) if not r.expected} == {"ask"}
    assert not any(r.reaction for r in rules(later))
    say(log, "rule:ask", omitted=None)
    write(workplace, *standing(log, "rule:ask"))
    assert workplace.value("rule:ask", "omitted") is None
