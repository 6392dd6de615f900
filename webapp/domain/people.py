"""The people of a placement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.domain.change import Role
from webapp.domain.field import BOTH, LANGUAGE, Email, Field, Flag, Kind, Phone, Words
from webapp.domain.log import Log
from webapp.messages import _

NAME = Words(80)

KINDS: Mapping[str, Kind] = {
    "mentor": Kind(
        {
            "name": Field(_("Mentor's name"), NAME, signed=True),
            "language": Field(_("Mentor's language"), LANGUAGE),
            "email": Field(_("Mentor's e-mail"), Email()),
            "phone": Field(_("Mentor's phone"), Phone()),
        }
    ),
    "trainee": Kind(
        {
            "name": Field(_("Trainee's name"), NAME, BOTH, signed=True),
            "language": Field(_("Trainee's language"), LANGUAGE),
            "said": Field(_("How to say the name"), NAME, BOTH),
            "email": Field(_("Trainee's e-mail"), Email(), BOTH),
            "phone": Field(_("Trainee's phone"), Phone(), BOTH),
            "address": Field(_("Trainee's address"), Words(300), BOTH),
            "class": Field(_("Class"), Words(80), BOTH),
            "minor": Field(_("Under 18 on the first day"), Flag()),
            "study": Field(_("Field of study"), Words(), BOTH, translated=True),
            "emergency": Field(_("Whom to call in an emergency"), Words(), BOTH),
        }
    ),
    "guardian": Kind(
        {
            "name": Field(_("Name of the parent or guardian"), NAME, BOTH),
            "phone": Field(_("Phone of the parent or guardian"), Phone(), BOTH),
        }
    ),
}


@dataclass(frozen=True)
class Person:
    """Somebody at the table."""

    role: str
    name: str
    language: str

    def __str__(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        """The first of the names, never inflected."""
        return self.name.split()[0] if self.name.split() else self.name

    @property
    def initial(self) -> str:
        """The letter in the person's square or circle."""
        return self.name[:1].upper()


def person(log: Log, role: Role) -> Person:
    """The mentor or the trainee of an interview."""
    return Person(role, str(log.value(role, "name", "")), str(log.value(role, "language", "en")))


