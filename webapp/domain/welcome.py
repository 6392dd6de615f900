"""Who sits at the table beside the mentor and the trainee."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.content.welcome import COMPANIONS
from webapp.domain.field import BOTH, Field, Flag, Kind
from webapp.domain.log import Log
from webapp.domain.people import NAME
from webapp.domain.reading import read_words
from webapp.messages import Message, _

KINDS: Mapping[str, Kind] = {
    "present": Kind(
        {
            "here": Field(_("Is here"), Flag(), BOTH, signed=True),
            "name": Field(_("Name"), NAME, BOTH, signed=True),
        },
        keys=COMPANIONS,
    ),
}


KNOWN = {"deputy": "deputy"}
"""Who may be named in the preparation already: companion → entity."""


@dataclass(frozen=True)
class Companion:
    """Somebody who may be there too.

    `name`: as it was written here; `known`: as the preparation has it, which is not asked again.
    """

    key: str
    role: Message
    here: bool
    name: str
    known: str

    @property
    def entity(self) -> str:
        return f"present:{self.key}"


def present(log: Log) -> list[Companion]:
    """Everybody who may be there, in a fixed order; those with `here` are."""
    return [
        Companion(
            key,
            role,
            bool(log.value(f"present:{key}", "here")),
            read_words(log, f"present:{key}", "name"),
            read_words(log, KNOWN[key], "name") if key in KNOWN else "",
        )
        for key, role in COMPANIONS.items()
    ]
