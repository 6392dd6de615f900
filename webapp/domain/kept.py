"""What a mentor made for one talk and keeps for later ones: templates in the `workplace` log."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from webapp.domain.change import Edit
from webapp.domain.log import Log
from webapp.domain.text import Text, read_text

TEXT = "text"
FIELDS = frozenset({TEXT, "sort"})


@dataclass(frozen=True)
class Template:
    """A thing of an earlier talk that may be used again; it keeps its entity."""

    entity: str
    words: Text


def copied(log: Log, entity: str) -> list[Edit]:
    """What makes the same thing in another log: its words and its sort, none of its answers."""
    parts = {
        name: value
        for name, value in log.fields(entity).items()
        if name in FIELDS or name.startswith(f"{TEXT}.")
    }
    return [Edit(entity, "deleted", None), *(Edit(entity, *part) for part in parts.items())]


def forgotten(entity: str) -> list[Edit]:
    """What takes a template away."""
    return [Edit(entity, "deleted", True)]


def templates(workplace: Log, kind: str, besides: Collection[str] = ()) -> list[Template]:
    """The templates of a kind but those of the entities `besides`, oldest first."""
    return [
        Template(entity, words)
        for entity in workplace.entities(kind)
        if (words := read_text(workplace, entity, TEXT))
        and entity not in besides
        and not workplace.value(entity, "deleted")
    ]
