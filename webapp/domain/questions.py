"""The mentor's questions: what was talked about, and what the trainee said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from webapp.content.questions import ANSWERS, FIRST, PRACTICAL, QUESTIONS, SORTS, Asked
from webapp.domain.field import BOTH, Choice, Field, Flag, Kind, Words
from webapp.domain.log import Log
from webapp.domain.reading import chosen, made, read_choice
from webapp.domain.text import Text, read_text
from webapp.messages import Message, _

KINDS: Mapping[str, Kind] = {
    "question": Kind(
        {
            "text": Field(_("Own question"), Words(300), translated=True, signed=True),
            "sort": Field(_("Open or closed"), Choice(SORTS)),
            "talked": Field(_("Talked about"), Flag(), BOTH, signed=True),
            "choice": Field(_("Answer"), Choice(ANSWERS), BOTH, signed=True),
            "chip.*": Field(_("Answer"), Flag(), BOTH, signed=True),
            "answer": Field(
                _("Answer in words"), Words(1_000, lines=True), BOTH, translated=True, signed=True
            ),
            "recorded": Field(_("In the record"), Flag(), BOTH),
            "deleted": Field(_("Taken away"), Flag(), signed=True),
        },
        keys=QUESTIONS,
        made=True,
    ),
}


@dataclass(frozen=True)
class Question:
    """One question with its answer.

    `sort`: a key of SORTS. `choice`: a key of ANSWERS. `chips`: the keys of those ticked.
    `asked`: the question of the bank, None for somebody's own.
    """

    key: str
    words: Message | Text
    sort: str
    asked: Asked | None
    marked: bool
    choice: str | None
    chips: frozenset[str]
    answer: Text | None
    wanted_in_record: bool

    @property
    def entity(self) -> str:
        return f"question:{self.key}"

    @property
    def own(self) -> bool:
        return self.asked is None

    @property
    def purpose(self) -> Message | None:
        return self.asked.purpose if self.asked else None

    @property
    def follow(self) -> Message | None:
        """The open question that an answer leads to."""
        if self.choice in (None, "private"):
            return None
        return self.asked.follow if self.asked else _("Would you like to say more?")

    @property
    def offers_choice(self) -> bool:
        """Whether it is answered by one of ANSWERS."""
        return self.sort == "closed" and (self.asked is None or self.asked.answered)

    @property
    def offers_words(self) -> bool:
        """Whether an answer may be written: a closed question's once it leads to one."""
        if self.sort == "closed":
            return self.follow is not None
        return self.asked is None or self.asked.written

    @property
    def phrases(self) -> Mapping[str, Message]:
        """The answers of a few words that it offers, by key."""
        return self.asked.chips if self.asked else {}

    @property
    def said(self) -> Sequence[Message]:
        """What was answered by a tap."""
        taps = [message for key, message in self.phrases.items() if key in self.chips]
        return [ANSWERS[self.choice], *taps] if self.choice else taps

    @property
    def answered(self) -> bool:
        """Whether there is an answer, of any kind."""
        return bool(self.said or self.answer)

    @property
    def talked(self) -> bool:
        """Whether it was talked about: an answer says so, and so does the mark."""
        return self.marked or self.answered

    @property
    def confidential(self) -> bool:
        """Whether the trainee prefers that nothing of it is kept."""
        return self.choice == "private"

    @property
    def recorded(self) -> bool:
        """Whether it may stand in the record."""
        usual = self.asked is None or self.asked.recorded
        return not self.confidential and (usual or self.wanted_in_record)

    @property
    def first(self) -> bool:
        """Whether it is shown at once: the first six, one's own, and those already used."""
        return self.key not in PRACTICAL and (self.own or self.key in FIRST or self.talked)

    @property
    def practical(self) -> bool:
        """Whether it stands with the papers."""
        return self.key in PRACTICAL


def questions(log: Log) -> list[Question]:
    """The bank in its order, then people's own."""
    keys = [*QUESTIONS, *made(log, "question", QUESTIONS)]
    return [found for key in keys if (found := _question(log, key)) is not None]


def for_record(asked: Iterable[Question]) -> list[Question]:
    """Those that the record tells of: talked about, and not left out.

    Nothing of the others may stand in it, nor in what is signed, their fields included.
    """
    return [question for question in asked if question.talked and question.recorded]


def _question(log: Log, key: str) -> Question | None:
    entity = f"question:{key}"
    asked = QUESTIONS.get(key)
    words = asked.words if asked else read_text(log, entity, "text")
    if words is None or log.value(entity, "deleted"):
        return None
    sort = asked.sort if asked else read_choice(log, entity, "sort", SORTS) or "open"
    return Question(
        key=key,
        words=words,
        sort=sort,
        asked=asked,
        marked=bool(log.value(entity, "talked")),
        choice=read_choice(log, entity, "choice", ANSWERS) if sort == "closed" else None,
        chips=chosen(log, entity, "chip", asked.chips if asked else ()),
        answer=read_text(log, entity, "answer"),
        wanted_in_record=bool(log.value(entity, "recorded")),
    )
