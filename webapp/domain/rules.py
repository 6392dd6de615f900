"""What the mentor expects, and how the trainee reacts to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from webapp.content.expectations import RULES
from webapp.domain.change import Edit
from webapp.domain.field import BOTH, Choice, Field, Flag, Kind, Words
from webapp.domain.log import Log
from webapp.domain.reading import made, read_choice
from webapp.domain.text import Text, read_text
from webapp.messages import Message, _

Reaction: TypeAlias = Literal["fine", "help", "talk"]
REACTIONS: Mapping[str, Message] = {
    "fine": _("Fine for me"),
    "help": _("I need help"),
    "talk": _("Let's talk"),
}

KINDS: Mapping[str, Kind] = {
    "rule": Kind(
        {
            "text": Field(_("Expected by the company"), Words(300), translated=True, signed=True),
            "omitted": Field(_("Not expected here"), Flag()),
            "reaction": Field(_("The trainee's reaction"), Choice(REACTIONS), BOTH, signed=True),
            "deleted": Field(_("Taken away"), Flag(), signed=True),
        },
        keys=RULES,
        made=True,
    ),
}


@dataclass(frozen=True)
class Rule:
    """One thing that the mentor expects. `expected`: here and now, by this company."""

    key: str
    words: Message | Text
    own: bool
    expected: bool
    reaction: Reaction | None

    @property
    def entity(self) -> str:
        return f"rule:{self.key}"

    @property
    def to_discuss(self) -> bool:
        """Whether the trainee wants more than to hear it."""
        return self.reaction in ("help", "talk")


def rules(log: Log) -> list[Rule]:
    """The built-in ones, then the mentor's own, those left out too."""
    keys = (*RULES, *made(log, "rule", RULES))
    return [found for key in keys if (found := rule(log, key)) is not None]


def rule(log: Log, key: str) -> Rule | None:
    """One of them, None when there is none of that key or it was taken away."""
    entity = f"rule:{key}"
    built_in = RULES.get(key)
    words = built_in or read_text(log, entity, "text")
    if words is None or (built_in is None and log.value(entity, "deleted")):
        return None
    return Rule(
        key=key,
        words=words,
        own=built_in is None,
        expected=not log.value(entity, "omitted"),
        reaction=read_choice(log, entity, "reaction", REACTIONS),  # type: ignore[arg-type]
    )


def standing(log: Log, entity: str) -> list[Edit]:
    """What makes an expectation hold in another log as in this one; no reaction goes along."""
    lines = [field for field in log.fields(entity) if field.startswith("text")]
    return [
        Edit(entity, field, log.value(entity, field)) for field in (*lines, "omitted", "deleted")
    ]
