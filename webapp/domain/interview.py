"""An interview as its pages read it: a log with the people, the languages and the parts."""

from __future__ import annotations

from functools import cached_property

from webapp.domain.change import Role
from webapp.domain.expectations import Expectation, Tally, expectations
from webapp.domain.log import Log
from webapp.domain.objectives import Objective, objectives
from webapp.domain.people import Person, person


class Interview:
    """One interview; made anew for each request, so nothing in it can be out of date."""

    def __init__(self, log: Log) -> None:
        self.log = log

    @property
    def id(self) -> str:
        return self.log.id

    @cached_property
    def mentor(self) -> Person:
        return person(self.log, "mentor")

    @cached_property
    def trainee(self) -> Person:
        return person(self.log, "trainee")

    def person(self, role: Role) -> Person:
        return self.mentor if role == "mentor" else self.trainee

    @property
    def languages(self) -> list[str]:
        """The mentor's language and the trainee's; one where they share it."""
        return list(dict.fromkeys([self.mentor.language, self.trainee.language]))

    def languages_for(self, role: Role) -> list[str]:
        """The languages with that person's first."""
        return sorted(self.languages, key=lambda each: each != self.person(role).language)

    @cached_property
    def expectations(self) -> list[Expectation]:
        return expectations(self.log)

    @property
    def tally(self) -> Tally:
        return Tally.of(self.expectations)

    @cached_property
    def objectives(self) -> list[Objective]:
        return objectives(self.log)
