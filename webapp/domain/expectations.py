"""What the trainee expects, what the company can offer, and how far the two agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from webapp.content.expectations import EXPECTATIONS, TREATMENT
from webapp.content.phrases import INSTEAD, NO, NUMBERED, PARTLY, PHRASES
from webapp.domain.field import BOTH, Choice, Field, Flag, Kind, Number, Words
from webapp.domain.log import Log
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

KINDS: Mapping[str, Kind] = {
    "expectation": Kind(
        {
            "text": Field(_("Own expectation"), Words(300), BOTH, translated=True, signed=True),
            "by": Field(_("Whose expectation"), Choice(("mentor", "trainee")), BOTH),
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
        return self._phrases({"partly": PARTLY, "no": NO}.get(self.answer or "", {}))

    @property
    def alternatives(self) -> Sequence[Phrase]:
        """The phrases for what could be done instead."""
        return self._phrases(INSTEAD if self.answer == "no" else {})

    @property
    def said(self) -> Sequence[Message]:
        """The chosen phrases as sentences."""
        return [p.message for p in (*self.reasons, *self.alternatives) if p.chosen]

    def _phrases(self, phrases: Mapping[str, Message]) -> Sequence[Phrase]:
        return [
            Phrase(
                key,
                message.with_values(number=self.chosen.get(key, 1)) if key in NUMBERED else message,
                self.chosen.get(key, 1) if key in NUMBERED else None,
                key in self.chosen,
            )
            for key, message in phrases.items()
        ]


def expectations(log: Log) -> list[Expectation]:
    """The thirteen in the manual's order, then everybody's own in the order they were made."""
    keys = list(EXPECTATIONS)
    for entity in log.entities("expectation"):
        key = entity.partition(":")[2]
        if key not in EXPECTATIONS and read_text(log, entity, "text"):
            keys.append(key)
    return [e for e in (expectation(log, key) for key in keys) if e is not None]


def expectation(log: Log, key: str) -> Expectation | None:
    """One expectation, None when there is none of that key or it was taken away."""
    entity = f"expectation:{key}"
    fields = log.fields(entity)
    words = EXPECTATIONS.get(key) or read_text(log, entity, "text")
    if words is None or fields.get("deleted"):
        return None
    return Expectation(
        key=key,
        words=words,
        own=key not in EXPECTATIONS,
        wanted=bool(fields.get("wanted")),
        starred=bool(fields.get("starred")),
        answer=fields.get("answer"),  # type: ignore[arg-type]
        note=read_text(log, entity, "note"),
        instead=read_text(log, entity, "instead"),
        contact=str(fields.get("contact", "")),
        chosen={
            name.removeprefix("phrase."): value
            for name, value in fields.items()
            if name.removeprefix("phrase.") in PHRASES and isinstance(value, int)
        },
        objectives=frozenset(
            name.removeprefix("objective.") for name in fields if name.startswith("objective.")
        ),
    )


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


