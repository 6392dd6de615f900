"""An interview as its pages read it: a log with the people, the languages and the parts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from webapp.domain.agreements import Agreement, agreements, dismissed, proposals
from webapp.domain.appointment import Appointment, appointment
from webapp.domain.change import Role
from webapp.domain.documents import Paper, belgian, papers
from webapp.domain.expectations import Expectation, Tally, expectations
from webapp.domain.internship import agreement_fields, signing_here
from webapp.domain.internship_paper import followed
from webapp.domain.later_talk import follows
from webapp.domain.log import Log
from webapp.domain.objectives import Objective, objectives
from webapp.domain.parties import Party, parties
from webapp.domain.passages import Passage, passages
from webapp.domain.people import Person, person
from webapp.domain.proposals import Proposal
from webapp.domain.questions import Question, questions
from webapp.domain.rules import Rule, rules
from webapp.domain.signatures import AGREEMENT
from webapp.domain.signing import Matter, Signing
from webapp.domain.trainee_questions import TraineeQuestion, suggestions, trainee_questions
from webapp.domain.welcome import Companion, present
from webapp.messages import Message


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
    def appointment(self) -> Appointment:
        return appointment(self.log)

    @cached_property
    def expectations(self) -> list[Expectation]:
        return expectations(self.log)

    @property
    def tally(self) -> Tally:
        return Tally.of(self.expectations)

    @cached_property
    def objectives(self) -> list[Objective]:
        return objectives(self.log)

    @cached_property
    def all_rules(self) -> list[Rule]:
        """What mentors expect, left out here or not."""
        return rules(self.log)

    @property
    def rules(self) -> list[Rule]:
        """What the mentor expects in this interview."""
        return [rule for rule in self.all_rules if rule.expected]

    @cached_property
    def agreements(self) -> list[Agreement]:
        return agreements(self.log)

    @cached_property
    def proposals(self) -> list[Proposal]:
        return proposals(self.log)

    @cached_property
    def dismissed(self) -> list[Proposal]:
        """What was proposed and not needed."""
        return dismissed(self.log)

    @cached_property
    def present(self) -> list[Companion]:
        return present(self.log)

    @cached_property
    def papers(self) -> list[Paper]:
        return followed(papers(self.log), self.log, self.agreement_signing)

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        return passages(self.log)

    @cached_property
    def parties(self) -> list[Party]:
        return parties(self.log)

    @property
    def belgian(self) -> bool:
        """Whether the papers of a placement in Belgium were asked for."""
        return belgian(self.log)

    @cached_property
    def questions(self) -> list[Question]:
        return questions(self.log)

    @cached_property
    def trainee_questions(self) -> list[TraineeQuestion]:
        return trainee_questions(self.log)

    @cached_property
    def suggestions(self) -> Mapping[str, Message]:
        """What the trainee might ask and did not yet."""
        return suggestions(self.log)

    @cached_property
    def signing(self) -> Signing:
        return Signing(self.log)

    @cached_property
    def agreement_signing(self) -> Signing:
        """The signing of the internship agreement."""
        return Signing(self.log, Matter(AGREEMENT, signing_here(self.log), agreement_fields))

    @property
    def follows(self) -> str | None:
        """The id of the earlier talk that this one looks back on."""
        return follows(self.log)
