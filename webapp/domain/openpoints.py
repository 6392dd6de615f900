"""What is still to talk about before signing, for whoever wants to; it never stops anybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from webapp.domain.documents import Paper
from webapp.domain.interview import Interview
from webapp.domain.printable import unprintable
from webapp.messages import Message, _, n_

STEP_OF = {
    "paper": "documents",
    "expectation": "expectations",
    "rule": "expectations",
    "question": "questions",
    "trainee-question": "trainee-questions",
    "agreement": "agreements",
}
"""Kind → the step where its words are written; the others are prepared."""


@dataclass(frozen=True)
class OpenPoint:
    """One point. `step`: the key of the part where it can be closed; `anchor`: where on it."""

    message: Message
    step: str
    anchor: str = ""


def open_points(interview: Interview) -> list[OpenPoint]:
    """Every open point, in the order of the interview's parts."""
    return [
        *_contact(interview),
        *_papers(interview),
        *_expectations(interview),
        *_objectives(interview),
        *_trainee_questions(interview),
        *_letters(interview),
    ]


def _contact(interview: Interview) -> Iterator[OpenPoint]:
    if not interview.log.value("outside", "name") and not interview.log.value("outside", "phone"):
        yield OpenPoint(
            _("Nobody outside the company to call is written down yet"), "prepare", "outside-name"
        )


def _papers(interview: Interview) -> Iterator[OpenPoint]:
    papers = interview.papers
    if missing := [paper for paper in papers if paper.missing]:
        words = n_("%(num)s paper is to follow", "%(num)s papers are to follow", len(missing))
        yield _at(missing, words)
    expected = [paper for paper in papers if paper.expected]
    if expected and any(paper.state or paper.read for paper in papers):
        words = n_(
            "%(num)s usual paper is not here, and nobody said when it comes",
            "%(num)s usual papers are not here, and nobody said when they come",
            len(expected),
        )
        yield _at(expected, words)
    if unsigned := [paper for paper in papers if paper.unsigned]:
        words = n_(
            "%(num)s paper is not signed yet", "%(num)s papers are not signed yet", len(unsigned)
        )
        yield _at(unsigned, words)


def _at(papers: Sequence[Paper], words: Message) -> OpenPoint:
    return OpenPoint(words, "documents", f"paper-{papers[0].key}")


def _expectations(interview: Interview) -> Iterator[OpenPoint]:
    unanswered = [each for each in interview.expectations if each.bridge == "open"]
    if unanswered:
        yield OpenPoint(
            n_(
                "%(num)s expectation has no answer yet",
                "%(num)s expectations have no answer yet",
                len(unanswered),
            ),
            "expectations",
            f"expectation-{unanswered[0].key}",
        )


def _objectives(interview: Interview) -> Iterator[OpenPoint]:
    for objective in interview.objectives:
        if objective.untouched:
            yield OpenPoint(
                _("Not talked about yet: objective %(number)s", number=objective.number),
                "expectations",
                f"objective-{objective.key}",
            )


def _trainee_questions(interview: Interview) -> Iterator[OpenPoint]:
    unowned = [each for each in interview.trainee_questions if each.state == "open"]
    if unowned:
        yield OpenPoint(
            n_(
                "%(num)s question has no answer, and nobody who finds it out",
                "%(num)s questions have no answer, and nobody who finds it out",
                len(unowned),
            ),
            "trainee-questions",
            f"trainee-question-{unowned[0].key}",
        )


def _letters(interview: Interview) -> Iterator[OpenPoint]:
    """What somebody wrote that a PDF cannot show: once signed it is too late to write it anew."""
    for entity, fields in interview.signing.fields.items():
        written = "".join(value for value in fields.values() if isinstance(value, str))
        if found := unprintable(written):
            words = _("The PDF cannot show: %(characters)s", characters=", ".join(found))
            yield OpenPoint(words, STEP_OF.get(entity.partition(":")[0], "prepare"))

