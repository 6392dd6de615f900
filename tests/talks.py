"""Logs of talks for tests of the domain, written as the app writes them."""

from __future__ import annotations

from webapp.domain.change import Edit, Role, Value
from webapp.domain.interview import Interview
from webapp.domain.log import Log
from webapp.domain.signatures import Event
from webapp.domain.signing import Reader

AT = "2026-11-22T11:42:00+01:00"
CONTENT = "c" * 64


def first_talk() -> Log:
    """The talk of Joris (Dutch) and Ola (Polish), with nothing said yet."""
    log = Log("talk")
    say(log, "mentor", name="Joris De Smet", language="nl")
    say(log, "trainee", name="Ola Kowalczyk", language="pl")
    return log


def say(log: Log, entity: str, replica: str = "tablet", **fields: Value) -> None:
    """Set fields of an entity; `_` in a name stands for `.`, None empties."""
    write(log, *(Edit(entity, name.replace("_", "."), value) for name, value in fields.items()),
          replica=replica)  # fmt: skip


def write(log: Log, *edits: Edit, replica: str = "tablet") -> None:
    """Carry out `edits` as one request, one millisecond after everything before."""
    request = f"{replica}-{len(log)}"
    log.add(log.write(edits, replica=replica, now_ms=len(log) + 1, at=AT, request=request))


def reader(role: Role, name: str | None = None, content: str = CONTENT) -> Reader:
    """Joris or Ola before the record of that hash."""
    names = {"mentor": "Joris De Smet", "trainee": "Ola Kowalczyk"}
    languages = {"mentor": "nl", "trainee": "pl"}
    return Reader(role, names[role] if name is None else name, languages[role], content, AT)


def sign(log: Log, role: Role) -> Event:
    """Let one of them sign, by typing the name, what the talk says now."""
    event = Interview(log).signing.sign(reader(role), "typed")
    write(log, event.to_edit())
    return event
