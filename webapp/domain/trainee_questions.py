"""What the trainee asks: the answer, or who finds it out by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from webapp.content.suggestions import BUILT_IN, SUGGESTIONS
from webapp.domain.field import BOTH, Choice, Date, Field, Flag, Kind, Words
from webapp.domain.log import Log
from webapp.domain.passages import SOURCE
from webapp.domain.reading import read_choice, read_date, read_words
from webapp.domain.text import Text, read_text
from webapp.messages import Message, _

OWNERS: Mapping[str, Message] = {
    "mentor": _("The mentor"),
    "trainee": _("The trainee"),
    "school": _("The school"),
}
LONG = Words(1_000, lines=True)

KINDS: Mapping[str, Kind] = {
    "trainee-question": Kind(
        {
            "text": Field(
                _("Trainee's question"),
                Words(500),
                BOTH,
                translated=True,
                signed=True,
                writer="trainee",
            ),
            "asked": Field(_("Asked"), Flag(), BOTH, signed=True),
            "answer": Field(_("Answer"), LONG, translated=True, signed=True),
            "answered": Field(_("Answered"), Flag(), signed=True),
            "owner": Field(_("Who finds it out"), Choice(OWNERS), signed=True),
            "due": Field(_("By when"), Date(), signed=True),
            "later_answer": Field(_("Answer given later"), LONG, BOTH, translated=True),
            "done": Field(_("Answered later"), Flag(), BOTH),
            "deleted": Field(_("Taken back"), Flag(), BOTH, signed=True),
            "passage": SOURCE,
        },
        keys=SUGGESTIONS,
        made=True,
    ),
}

State: TypeAlias = Literal["open", "answered", "later", "settled"]


@dataclass(frozen=True)
class TraineeQuestion:
    """One question of the trainee's.

    `answer`: what was said in the talk, which both sign. `later_answer`: what came afterwards.
    `owner`: who finds out what could not be answered (one of OWNERS), `due`: by when.
    `passage`: the key of the place in the papers that it came from, perhaps none.
    """

    key: str
    words: Message | Text
    own: bool
    marked: bool
    answer: Text | None
    owner: str | None
    due: date | None
    later_answer: Text | None
    done: bool
    passage: str

    @property
    def entity(self) -> str:
        return f"trainee-question:{self.key}"

    @property
    def built_in_answer(self) -> Message | None:
        """The answer that every company gives."""
        return BUILT_IN.get(self.key)

    @property
    def state(self) -> State:
        """`open`; `answered` in the talk; `later`, somebody finds out; `settled`, they did."""
        if self.answer or self.marked or self.built_in_answer:
            return "answered"
        if self.later_answer or self.done:
            return "settled"
        return "later" if self.owner or self.due else "open"

    @property
    def follows(self) -> bool:
        """Whether the answer is somebody's to find out, found or not."""
        return self.state in ("later", "settled")

    @property
    def waiting(self) -> bool:
        """Whether there is no answer yet."""
        return self.state in ("open", "later")


def trainee_questions(log: Log) -> list[TraineeQuestion]:
    """What was asked, in the order of asking."""
    keys = [entity.partition(":")[2] for entity in log.entities("trainee-question")]
    return [found for key in keys if (found := _trainee_question(log, key)) is not None]


def suggestions(log: Log) -> Mapping[str, Message]:
    """The suggested questions that nobody asked yet."""
    asked = {question.key for question in trainee_questions(log)}
    return {key: words for key, words in SUGGESTIONS.items() if key not in asked}


def _trainee_question(log: Log, key: str) -> TraineeQuestion | None:
    entity = f"trainee-question:{key}"
    suggested = SUGGESTIONS.get(key) if log.value(entity, "asked") else None
    words = suggested or (None if key in SUGGESTIONS else read_text(log, entity, "text"))
    if words is None or log.value(entity, "deleted"):
        return None
    return TraineeQuestion(
        key=key,
        words=words,
        own=key not in SUGGESTIONS,
        marked=bool(log.value(entity, "answered")),
        answer=read_text(log, entity, "answer"),
        owner=read_choice(log, entity, "owner", OWNERS),
        due=read_date(log, entity, "due"),
        later_answer=read_text(log, entity, "later_answer"),
        done=bool(log.value(entity, "done")),
        passage=read_words(log, entity, "passage"),
    )
