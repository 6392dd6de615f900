"""Reading what fields hold; a value of a kind we do not know, from elsewhere, counts as none."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from webapp.domain.log import Log


def read_choice(log: Log, entity: str, field: str, keys: Collection[str]) -> str | None:
    """The key in a field, None when it is none of `keys`."""
    value = log.value(entity, field)
    return value if isinstance(value, str) and value in keys else None


def read_words(log: Log, entity: str, field: str) -> str:
    """The plain words in a field, perhaps none."""
    value = log.value(entity, field)
    return value if isinstance(value, str) else ""


def read_date(log: Log, entity: str, field: str) -> date | None:
    """The day in a field."""
    try:
        return date.fromisoformat(read_words(log, entity, field))
    except ValueError:
        return None


def chosen(log: Log, entity: str, family: str, keys: Collection[str]) -> frozenset[str]:
    """Those of `keys` whose fields `family.<key>` are ticked."""
    return frozenset(key for key in keys if log.value(entity, f"{family}.{key}"))


def made(log: Log, kind: str, built_in: Collection[str]) -> list[str]:
    """The keys of the things of a kind that people made, oldest first."""
    keys = (entity.partition(":")[2] for entity in log.entities(kind))
    return [key for key in keys if key not in built_in]
