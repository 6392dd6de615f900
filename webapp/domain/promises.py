"""What was promised and is still to come: for the mentor to take away, for both to tick later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from webapp.domain.agreements import Agreement
from webapp.domain.documents import Paper
from webapp.domain.internship import Signatory, chosen_template, signatories
from webapp.domain.interview import Interview
from webapp.domain.naming import Words
from webapp.domain.reading import read_words
from webapp.domain.text import Text
from webapp.domain.trainee_questions import TraineeQuestion
from webapp.messages import Message, _

UNDERSTANDING = "language"
"""The question about what helps the two to understand each other."""


@dataclass(frozen=True)
class Promise:
    """Something that the mentor sees to, and by when."""

    words: Message | Text
    due: date | None


def promises(interview: Interview) -> list[Promise]:
    """What the mentor promised and has not done yet, the soonest first, undated last."""
    things: list[Agreement | TraineeQuestion] = [
        *(agreement for agreement in interview.agreements if not agreement.done),
        *questions_to_follow(interview),
    ]
    found = [Promise(thing.words, thing.due) for thing in things if thing.owner == "mentor"]
    found += [
        Promise(signature_words(each), each.party.day)
        for each in signatures_to_come(interview)
        if each.party.owner == "mentor"
    ]
    return sorted(found, key=lambda promise: promise.due or date.max)


def signatures_to_come(interview: Interview) -> list[Signatory]:
    """The parties that sign the internship agreement later."""
    template = chosen_template(interview.log)
    ours = signatories(interview.log, template) if template else []
    return [each for each in ours if each.party.signature == "later"]


def signature_words(signatory: Signatory) -> Message:
    """What is to come of a party."""
    return _("Signature under the internship agreement: %(party)s", party=signatory.words)


def questions_to_follow(interview: Interview) -> list[TraineeQuestion]:
    """The trainee's questions whose answer is still to come."""
    return [question for question in interview.trainee_questions if question.waiting]


def papers_to_come(interview: Interview) -> list[Paper]:
    """The papers that are to follow, or to be signed."""
    return [paper for paper in interview.papers if paper.missing or paper.unsigned]


def what_helps(interview: Interview) -> Sequence[Words]:
    """What helps the trainee to understand, as the trainee said it."""
    for question in interview.questions:
        if question.key == UNDERSTANDING and question.recorded:
            return [*question.said, *([question.answer] if question.answer else [])]
    return []


def emergency_contact(interview: Interview) -> str:
    """Whom to call when something happens to the trainee."""
    return read_words(interview.log, "trainee", "emergency")
