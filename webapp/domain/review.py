"""The result of the talk in a few words for each part, as it is looked over before signing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from webapp.domain.interview import Interview
from webapp.domain.questions import for_record
from webapp.domain.reading import read_date
from webapp.domain.steps import STEPS, Step
from webapp.domain.text import Text
from webapp.messages import Message, _

Said = Message | Text


@dataclass(frozen=True)
class Row:
    """One part: what came out of it, nothing where it was not talked about."""

    step: Step
    words: Sequence[Said]


def review(interview: Interview) -> list[Row]:
    """A row for each part before signing."""
    return [Row(STEPS[key], words(interview)) for key, words in _WORDS.items()]


def _prepared(interview: Interview) -> Sequence[Said]:
    start = read_date(interview.log, "placement", "start")
    said: list[Said] = [_("Starts on: %(day)s", day=start)] if start else []
    if interview.objectives:
        said.append(_("Objectives: %(number)s", number=len(interview.objectives)))
    return said


def _documents(interview: Interview) -> Sequence[Said]:
    read = sum(paper.read for paper in interview.papers)
    missing = sum(paper.missing for paper in interview.papers)
    said: list[Said] = [_("Read together: %(number)s", number=read)] if read else []
    return [*said, _("To follow: %(number)s", number=missing)] if missing else said


def _expectations(interview: Interview) -> Sequence[Said]:
    tally = interview.tally
    if not tally.wanted:
        return []
    bridges = [each.bridge for each in interview.expectations]
    return [
        _(
            "Marked: %(wanted)s. Yes: %(yes)s, partly: %(partly)s, no: %(no)s.",
            wanted=tally.wanted,
            yes=bridges.count("agree"),
            partly=bridges.count("partly"),
            no=bridges.count("no"),
        )
    ]


def _questions(interview: Interview) -> Sequence[Said]:
    talked = len(for_record(interview.questions))
    return [_("Talked about: %(number)s", number=talked)] if talked else []


def _trainee_questions(interview: Interview) -> Sequence[Said]:
    asked = interview.trainee_questions
    if not asked:
        return []
    waiting = sum(each.waiting for each in asked)
    answered = _("Answered: %(number)s", number=len(asked) - waiting)
    follow = _("Answer follows: %(number)s", number=waiting)
    return [answered, follow] if waiting else [answered]


def _agreements(interview: Interview) -> Sequence[Said]:
    return [agreement.words for agreement in interview.agreements]


_WORDS: Mapping[str, Callable[[Interview], Sequence[Said]]] = {
    "prepare": _prepared,
    "documents": _documents,
    "expectations": _expectations,
    "questions": _questions,
    "trainee-questions": _trainee_questions,
    "agreements": _agreements,
}
