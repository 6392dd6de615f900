"""Trainees invited to one appointment: each with an interview of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.domain.change import Edit
from webapp.domain.errors import UnknownThing
from webapp.domain.interview import Interview
from webapp.interviews import save, store
from webapp.messages import Message, _

SHARED = {
    "appointment": ("appointment", "bring"),
    "papers": ("paper-file", "paper", "pack"),
    "rules": ("rule",),
    "sheet": ("sheet", "host", "deputy", "outside"),
}
"""What can be said once for all of them → the kinds of things it is made of."""

FOR_ALL: Mapping[str, Message] = {
    "appointment": _("The appointment is not the same for all who are invited."),
    "papers": _("Not all who are here have read the same papers."),
    "rules": _("What the company expects is not the same for all who are invited."),
    "sheet": _("What is practical is not the same for all who are invited."),
}

PERSONAL = frozenset({"brought", "due", "reaction", "shared", "state"})
"""Fields of those things that are each trainee's own, as are files that others brought."""


@dataclass(frozen=True)
class Member:
    """A trainee of the group."""

    id: str
    name: str


def members(interview: Interview) -> list[Member]:
    """The others invited to the same appointment."""
    group = interview.appointment.group
    if not group:
        return []
    listed = store().logs.listed("group", group, group + "\0")  # this place alone
    return [
        Member(log_id, str(summary["trainee"]))
        for log_id, summary in listed.items()
        if log_id != interview.id
    ]


def differing(interview: Interview, what: str) -> list[Member]:
    """Those of the others for whom `what` (a key of SHARED) stands differently."""
    return [m for m in members(interview) if _copies(interview, m, what)]


def copy_to_all(interview: Interview, what: str) -> None:
    """Let `what` stand for every member as it stands for this one; raises UnknownThing."""
    if what not in SHARED:
        raise UnknownThing(what)
    for member in members(interview):
        save(store().logs.open(member.id), _copies(interview, member, what))


def _copies(interview: Interview, member: Member, what: str) -> list[Edit]:
    theirs = store().logs.open(member.id)
    shown_to_all = {f.entity for p in interview.papers if p.brought == "mentor" for f in p.files}
    found = (
        Edit(entity, field, value)
        for kind in SHARED[what]
        for entity in [kind, *interview.log.entities(kind)]
        if kind != "paper-file" or entity in shown_to_all
        for field, value in interview.log.all_fields(entity).items()
        if field not in PERSONAL
    )
    return [edit for edit in found if theirs.value(edit.entity, edit.field) != edit.value]

