"""Who sits at the table."""

from __future__ import annotations

from tests.talks import first_talk, say
from webapp.domain.interview import Interview


def test_nobody_else_is_there_until_somebody_says_so() -> None:
    assert not any(companion.here for companion in Interview(first_talk()).present)


def test_a_companion_is_named_here_or_as_the_preparation_has_it() -> None:
    log = first_talk()
    say(log, "present:interpreter", here=True, name="Marta Nowak")
    say(log, "present:deputy", here=True)
    say(log, "deputy", name="An Peeters")
    here = {each.key: each for each in Interview(log).present if each.here}
    assert here["interpreter"].name == "Marta Nowak"
    assert here["deputy"].known == "An Peeters"
