"""How the things that are talked about most stand in the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from webapp.domain.documents import Paper
from webapp.domain.expectations import ANSWERS, Expectation
from webapp.domain.interview import Interview
from webapp.domain.naming import Words
from webapp.domain.objectives import Objective
from webapp.domain.paper_files import PaperFile
from webapp.domain.questions import Question, for_record
from webapp.domain.rules import REACTIONS
from webapp.domain.trainee_questions import TraineeQuestion
from webapp.messages import Message, _, n_


@dataclass(frozen=True)
class Line:
    """A thing said about a thing: a label, or none where the words say it all."""

    label: Message | None
    words: Words


@dataclass(frozen=True)
class Item:
    """One entity of the record: what it is, the answer in a word, and what was said about it."""

    entity: str
    words: Words
    answer: Words | None = None
    lines: Sequence[Line] = ()


def items(interview: Interview) -> Iterator[Item]:
    """Everything of the interview that has a form of its own in the record."""
    yield from map(_paper, interview.papers)
    yield from (_file(paper, file) for paper in interview.papers for file in paper.files)
    yield from map(_objective, interview.objectives)
    for expectation in interview.expectations:
        lines = _about_expectation(interview, expectation)
        answer = ANSWERS[expectation.answer] if expectation.answer else _("No answer yet")
        yield Item(expectation.entity, expectation.words, answer, list(lines))
    for rule in interview.rules:
        yield Item(rule.entity, rule.words, REACTIONS[rule.reaction] if rule.reaction else None)
    yield from map(_question, for_record(interview.questions))
    for question in interview.trainee_questions:
        lines = _about_trainee_question(interview, question)
        yield Item(question.entity, question.words, lines=list(lines))


def _paper(paper: Paper) -> Item:
    return Item(paper.entity, paper.words, _("Read together") if paper.read else None)


def _file(paper: Paper, file: PaperFile) -> Item:
    """What was read, so exactly that whoever has the file can tell whether it is the same."""
    lines = [Line(_("Paper that it belongs to"), paper.words)]
    if file.pages:
        lines.append(Line(None, n_("%(num)s page", "%(num)s pages", file.pages)))
    lines.append(Line(_("Fingerprint of the file"), file.sha256))
    return Item(file.entity, file.title, lines=lines)


def _objective(objective: Objective) -> Item:
    return Item(
        objective.entity, objective.words, _("Talked about") if not objective.untouched else None
    )


def _about_expectation(interview: Interview, expectation: Expectation) -> Iterator[Line]:
    if expectation.starred:
        yield Line(None, _("Especially important"))
    for words in expectation.why:
        yield Line(None, words)
    for words in expectation.otherwise:
        yield Line(_("Instead"), words)
    if expectation.contact:
        yield Line(_("Whom to talk to"), expectation.contact)
    for objective in interview.objectives:
        if objective.key in expectation.objectives:
            yield Line(_("Objective it serves"), objective.words)


def _question(question: Question) -> Item:
    lines = [Line(None, said) for said in question.said]
    if question.answer:
        lines.append(Line(question.follow, question.answer))
    return Item(question.entity, question.words, lines=lines)


def _about_trainee_question(interview: Interview, question: TraineeQuestion) -> Iterator[Line]:
    if question.built_in_answer:
        yield Line(None, question.built_in_answer)
    if question.answer:
        yield Line(None, question.answer)
    elif question.marked:
        yield Line(None, _("Answered in the talk"))
    if question.owner:
        yield Line(_("Who finds it out"), owner_words(interview, question.owner))
    if question.due:
        yield Line(_("By when"), question.due)


def owner_words(interview: Interview, owner: str) -> Words:
    """Whoever takes something upon them: a first name, uninflected, or the school."""
    if owner == "mentor":
        return interview.mentor.short or _("The mentor")
    return interview.trainee.short if owner == "trainee" else _("The school")
