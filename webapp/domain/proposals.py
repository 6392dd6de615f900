"""What could be agreed, from what was said: nothing of it is stored until somebody accepts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from webapp.content.agreements import UNFINISHED, USUAL
from webapp.domain.expectations import Expectation, expectations
from webapp.domain.log import Log
from webapp.domain.objectives import objectives
from webapp.domain.reading import read_words
from webapp.domain.rules import Rule, rules
from webapp.domain.text import read_text
from webapp.domain.trainee_questions import trainee_questions
from webapp.messages import Message, _, p_

ORIGINS: Mapping[str, Message] = {
    "expectation": _("From the expectations"),
    "rule": _("From what the mentor expects"),
    "question": _("From the trainee's questions"),
    "objective": _("From the objectives"),
    "usual": _("Often agreed"),
}
"""First word of a key → where such a proposal comes from."""


def origin(key: str) -> Message | None:
    """Where the proposal or agreement of that key comes from; None for somebody's own."""
    return ORIGINS.get(key.partition("-")[0])


def is_unfinished(key: str) -> bool:
    """Whether somebody must complete in words what has that key."""
    return key.removeprefix("usual-") in UNFINISHED


@dataclass(frozen=True)
class Proposal:
    """One thing to agree on.

    `key`: of the agreement that it becomes, the same for the same source.
    `owner`: one of OWNERS, the likely one.
    """

    key: str
    words: Message
    owner: str = "mentor"

    @property
    def origin(self) -> Message | None:
        return origin(self.key)

    @property
    def usual(self) -> bool:
        """Whether it is agreed in most talks, whatever was said in this one."""
        return self.key.startswith("usual-")


def candidates(log: Log) -> list[Proposal]:
    """Everything that the talk leads to, accepted or not, in the order of the talk."""
    return [
        *_from_expectations(log),
        *_from_rules(log),
        *_from_questions(log),
        *_from_objectives(log),
        *_usual(log),
    ]


def _from_expectations(log: Log) -> Iterator[Proposal]:
    for expectation in expectations(log):
        if expectation.to_discuss and not expectation.about_treatment:
            yield Proposal(f"expectation-{expectation.key}", _deal(expectation))


def _deal(expectation: Expectation) -> Message:
    what = expectation.words
    if expectation.otherwise:
        return _("Instead of “%(what)s”: %(instead)s", what=what, instead=expectation.otherwise)
    if expectation.answer == "no":
        return _("We look for something instead of: %(what)s", what=what)
    if expectation.why:
        return p_("agreement", "%(what)s: %(how)s", what=what, how=expectation.why)
    return _("As far as it can be done here: %(what)s", what=what)


def _from_rules(log: Log) -> Iterator[Proposal]:
    for rule in rules(log):
        if rule.expected and rule.to_discuss:
            yield Proposal(f"rule-{rule.key}", _support(rule))


def _support(rule: Rule) -> Message:
    if rule.reaction == "help":
        return _("There is help with this: %(what)s", what=rule.words)
    return _("We take time to talk about: %(what)s", what=rule.words)


def _from_questions(log: Log) -> Iterator[Proposal]:
    for question in trainee_questions(log):
        if question.waiting:
            yield Proposal(
                f"question-{question.key}",
                _("We find the answer to: %(question)s", question=question.words),
                question.owner or "mentor",
            )


def _from_objectives(log: Log) -> Iterator[Proposal]:
    for objective in objectives(log):
        if objective.untouched:
            yield Proposal(
                f"objective-{objective.key}",
                _("We plan time for: %(objective)s", objective=objective.words),
            )


def _usual(log: Log) -> Iterator[Proposal]:
    for key, words in USUAL.items():
        owner = "trainee" if key == "logbook" else "mentor"
        yield Proposal(f"usual-{key}", _known(log, key) or words, owner)


def _known(log: Log, key: str) -> Message | None:
    """The same with what is written down already, so that nobody is asked twice."""
    if key == "deputy" and (name := read_words(log, "deputy", "name")):
        return _("When the mentor is away, ask: %(name)s", name=name)
    if key == "hours" and (hours := read_text(log, "sheet", "hours")):
        return _("Hours and breaks: %(hours)s", hours=hours)
    return None
