"""What the trainee expects, what the company can offer, and how far the two agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from webapp.content.expectations import EXPECTATIONS, TREATMENT
from webapp.content.phrases import INSTEAD, NO, NUMBERED, PARTLY, PHRASES
from webapp.domain.change import Value
from webapp.domain.errors import InvalidValue, UnknownThing
from webapp.domain.field import BOTH, Choice, Field, Flag, Kind, Number, Words
from webapp.domain.log import Log
from webapp.domain.reading import read_choice, read_words
from webapp.domain.text import Text, read_text
from webapp.messages import Message, _, p_

Answer: TypeAlias = Literal["yes", "partly", "no"]
ANSWERS: Mapping[str, Message] = {
    "yes": p_("answer to an expectation", "Yes"),
    "partly": p_("answer to an expectation", "Partly"),
    "no": p_("answer to an expectation", "No"),
}
Bridge: TypeAlias = Literal["none", "open", "agree", "partly", "no"]
STARS = 3
"""How many expectations may be especially important."""


def _check(log: Log, entity: str, field: str, value: Value) -> None:
    family, _dot, key = field.partition(".")
    if family == "phrase" and key not in PHRASES:
        raise UnknownThing(field)
    if family == "objective" and key and not log.value(f"objective:{key}", "text"):
        raise UnknownThing(field)
    starred = [e for e in expectations(log) if e.starred and e.entity != entity]
    if field == "starred" and value and len(starred) >= STARS:
        raise InvalidValue(
            _("There are %(number)s stars already. Take one away first.", number=STARS)
        )


KINDS: Mapping[str, Kind] = {
    "expectation": Kind(
        {
            "text": Field(
                _("Own expectation"),
                Words(300),
                BOTH,
                translated=True,
                signed=True,
                writer="trainee",
            ),
            "wanted": Field(_("Expected by the trainee"), Flag(), BOTH, signed=True),
            "starred": Field(_("Especially important"), Flag(), BOTH, signed=True),
            "answer": Field(_("What the company can offer"), Choice(ANSWERS), signed=True),
            "note": Field(_("Why, or how far"), Words(500), translated=True, signed=True),
            "instead": Field(_("Instead"), Words(300), translated=True, signed=True),
            "contact": Field(_("Whom to talk to"), Words(), signed=True),
            "phrase.*": Field(_("Reason"), Number(1, 99), signed=True),
            "objective.*": Field(_("Objective it serves"), Flag(), signed=True),
            "deleted": Field(_("Taken away"), Flag(), BOTH, signed=True),
        },
        keys=EXPECTATIONS,
        made=True,
        check=_check,
    ),
}


@dataclass(frozen=True)
class Phrase:
    """A reason in a few words that both can read."""

    key: str
    message: Message
    number: int | None
    """What it says after the colon; None where it has no number."""
    chosen: bool

    @property
    def label(self) -> Message:
        """The sentence without its number, which stands in a field of its own beside it."""
        return self.message if self.number is None else self.message.with_values(number="")


@dataclass(frozen=True)
class Expectation:
    """One expectation with both sides' marks."""

    key: str
    words: Message | Text
    own: bool
    wanted: bool
    starred: bool
    answer: Answer | None
    note: Text | None
    instead: Text | None
    contact: str
    chosen: Mapping[str, int]
    """The chosen phrases, each with its number (1 where it has none)."""
    objectives: frozenset[str]

    @property
    def entity(self) -> str:
        return f"expectation:{self.key}"

    @property
    def bridge(self) -> Bridge:
        """How far the two sides meet; `none` where the trainee marked nothing."""
        if not self.wanted:
            return "none"
        return {"yes": "agree", "partly": "partly", "no": "no", None: "open"}[self.answer]  # type: ignore[return-value]

    @property
    def to_discuss(self) -> bool:
        """Whether the two differ."""
        return self.bridge in ("partly", "no")

    @property
    def about_treatment(self) -> bool:
        """Whether it is about how people are treated: that is never dealt away."""
        return self.key in TREATMENT

    @property
    def reasons(self) -> Sequence[Phrase]:
        """The phrases that fit the answer, chosen or not."""
        fitting = {"partly": PARTLY, "no": NO}.get(self.answer or "", {})
        return self._phrases({} if self.about_treatment else fitting)

    @property
    def alternatives(self) -> Sequence[Phrase]:
        """The phrases for what could be done instead."""
        no_deal = self.about_treatment or self.answer != "no"
        return self._phrases({} if no_deal else INSTEAD)

    @property
    def why(self) -> Sequence[Message | Text]:
        """The reasons that were given: the chosen phrases and what somebody wrote."""
        given = [phrase.message for phrase in self.reasons if phrase.chosen]
        return [*given, self.note] if self.note and self.to_discuss else given

    @property
    def otherwise(self) -> Sequence[Message | Text]:
        """What was offered instead."""
        offered = [phrase.message for phrase in self.alternatives if phrase.chosen]
        return [*offered, self.instead] if self.instead and self.answer == "no" else offered

    @property
    def said(self) -> Sequence[Message | Text]:
        """All that stands beside the answer."""
        return [*self.why, *self.otherwise]

    def _phrases(self, phrases: Mapping[str, Message]) -> Sequence[Phrase]:
        return [self._phrase(key, message) for key, message in phrases.items()]

    def _phrase(self, key: str, message: Message) -> Phrase:
        if key not in NUMBERED:
            return Phrase(key, message, None, key in self.chosen)
        number = self.chosen.get(key, NUMBERED[key])
        return Phrase(key, message.with_values(number=number), number, key in self.chosen)


FILTERS: Mapping[str, Callable[[Expectation], bool]] = {
    "all": lambda expectation: True,
    "discuss": lambda expectation: expectation.to_discuss,
    "unanswered": lambda expectation: expectation.bridge == "open",
}
"""Which of them a page may be asked for."""


def expectations(log: Log) -> list[Expectation]:
    """The thirteen in the manual's order, then everybody's own in the order they were made."""
    keys = [entity.partition(":")[2] for entity in log.entities("expectation")]
    own = [key for key in keys if key not in EXPECTATIONS]
    return [e for e in (expectation(log, key) for key in (*EXPECTATIONS, *own)) if e is not None]


def expectation(log: Log, key: str) -> Expectation | None:
    """One expectation, None when there is none of that key or it was taken away."""
    entity = f"expectation:{key}"
    built_in = EXPECTATIONS.get(key)
    words = built_in or read_text(log, entity, "text")
    if words is None or (built_in is None and log.value(entity, "deleted")):
        return None
    wanted = bool(log.value(entity, "wanted"))
    return Expectation(
        key=key,
        words=words,
        own=built_in is None,
        wanted=wanted,
        starred=wanted and bool(log.value(entity, "starred")),
        answer=read_choice(log, entity, "answer", ANSWERS),  # type: ignore[arg-type]
        note=read_text(log, entity, "note"),
        instead=read_text(log, entity, "instead"),
        contact=read_words(log, entity, "contact"),
        chosen={
            phrase: number
            for phrase, number in _family(log, entity, "phrase").items()
            if phrase in PHRASES and isinstance(number, int)
        },
        objectives=frozenset(_family(log, entity, "objective")),
    )


def _family(log: Log, entity: str, name: str) -> Mapping[str, Value]:
    prefix = f"{name}."
    return {
        field.removeprefix(prefix): value
        for field, value in log.fields(entity).items()
        if field.startswith(prefix)
    }


@dataclass(frozen=True)
class Tally:
    """How many expectations there are of each sort; only marked ones count as unanswered."""

    all: int
    wanted: int
    to_discuss: int
    unanswered: int
    answered: int

    @classmethod
    def of(cls, all_of_them: Sequence[Expectation]) -> Tally:
        return cls(
            all=len(all_of_them),
            wanted=sum(e.wanted for e in all_of_them),
            to_discuss=sum(e.to_discuss for e in all_of_them),
            unanswered=sum(e.bridge == "open" for e in all_of_them),
            answered=sum(e.wanted and e.answer is not None for e in all_of_them),
        )
