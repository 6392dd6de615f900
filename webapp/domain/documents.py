"""The papers of a placement: which are here, which follow, which were read together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from webapp.content.papers import (
    BELGIUM,
    CARE,
    FIRST,
    ONLY_BELGIUM,
    PAPERS,
    TO_SIGN,
    WITHOUT_FILES,
    WITHOUT_PHOTOS,
)
from webapp.domain.field import BOTH, Choice, Date, Field, Flag, Kind, Words
from webapp.domain.log import Log
from webapp.domain.paper_files import IMAGES, PDF, PaperFile, paper_files
from webapp.domain.reading import made, read_choice, read_date
from webapp.domain.text import Text, read_text
from webapp.messages import Message, _, p_

STATES: Mapping[str, Message] = {
    "here": p_("state of a paper", "Here"),
    "later": p_("state of a paper", "To follow"),
    "none": p_("state of a paper", "Not needed"),
}
"""A paper without any of these is expected."""

BRINGERS: Mapping[str, Message] = {
    "trainee": _("The trainee"),
    "mentor": _("The company"),
    "school": _("The school"),
}

SIGNED: Mapping[str, Message] = {
    "here": p_("where a paper is signed", "Here, on paper"),
    "screen": p_("where a paper is signed", "Here, on the screen"),
    "school": p_("where a paper is signed", "At the school"),
    "later": p_("where a paper is signed", "Not signed yet"),
}
"""Where a paper that somebody signs was signed."""

Shelf: TypeAlias = Literal["first", "more", "belgium"]

KINDS: Mapping[str, Kind] = {
    "paper": Kind(
        {
            "text": Field(_("Own paper"), Words(200), BOTH, translated=True, signed=True),
            "read": Field(_("Read together"), Flag(), BOTH, signed=True),
            "state": Field(_("Where the paper is"), Choice(STATES), BOTH),
            "due": Field(_("Follows on"), Date(), BOTH),
            "brought": Field(_("Brought by"), Choice(BRINGERS), BOTH),
            "signed": Field(_("Signed where"), Choice(SIGNED), BOTH),
            "deleted": Field(_("Taken away"), Flag(), BOTH, signed=True),
        },
        keys=PAPERS,
        made=True,
    ),
    "pack": Kind(
        {"on": Field(_("Papers of a placement in Belgium"), Flag())},
        keys={"belgium": _("Papers of a placement in Belgium")},
    ),
}


@dataclass(frozen=True)
class Paper:
    """One paper.

    `state`: a key of STATES, None while it is expected. `due`: when one that follows comes.
    `brought`: by whom one that is here came (a key of BRINGERS).
    `signed`: where it was signed (a key of SIGNED). `files`: its photos and PDFs, page after page.
    `shelf`: where it stands; one that was used, or is somebody's own, stands first.
    """

    key: str
    words: Message | Text
    own: bool
    state: str | None
    due: date | None
    brought: str | None
    read: bool
    signed: str | None
    files: Sequence[PaperFile]
    shelf: Shelf

    @property
    def entity(self) -> str:
        return f"paper:{self.key}"

    @property
    def care(self) -> Message | None:
        """What to mind with it."""
        return CARE.get(self.key)

    @property
    def missing(self) -> bool:
        """Whether it is still to come."""
        return self.state == "later"

    @property
    def expected(self) -> bool:
        """Whether it is usual here and nobody said anything about it."""
        return self.state is None and not self.read and not self.own and self.shelf != "more"

    @property
    def to_sign(self) -> bool:
        """Whether somebody may have to sign it."""
        return self.own or self.key in TO_SIGN

    @property
    def unsigned(self) -> bool:
        """Whether a signature on it is still to come."""
        return self.signed == "later" and self.state != "none"

    @property
    def takes(self) -> Collection[str]:
        """The types of the files that may be added to it."""
        if self.key in WITHOUT_FILES:
            return ()
        return (PDF,) if self.key in WITHOUT_PHOTOS else (PDF, *IMAGES)

    @property
    def pages(self) -> int:
        """How many pages its files have."""
        return sum(file.pages for file in self.files)


def papers(log: Log) -> list[Paper]:
    """The usual papers in their order, then people's own."""
    keys = [*PAPERS, *made(log, "paper", PAPERS)]
    files = paper_files(log)
    return [found for key in keys if (found := _paper(log, key, files)) is not None]


def belgian(log: Log) -> bool:
    """Whether the papers of a placement in Belgium were asked for."""
    return bool(log.value("pack:belgium", "on"))


def _paper(log: Log, key: str, files: Sequence[PaperFile]) -> Paper | None:
    entity = f"paper:{key}"
    words = PAPERS.get(key) or read_text(log, entity, "text")
    if words is None or log.value(entity, "deleted"):
        return None
    if key in ONLY_BELGIUM and not belgian(log):
        return None
    state = read_choice(log, entity, "state", STATES)
    return Paper(
        key=key,
        words=words,
        own=key not in PAPERS,
        state=state,
        due=read_date(log, entity, "due") if state == "later" else None,
        brought=read_choice(log, entity, "brought", BRINGERS),
        read=bool(log.value(entity, "read")),
        signed=read_choice(log, entity, "signed", SIGNED),
        files=[file for file in files if file.paper == key],
        shelf=_shelf(log, key, state),
    )


def _shelf(log: Log, key: str, state: str | None) -> Shelf:
    if key in BELGIUM and belgian(log):
        return "belgium"
    used = state is not None or bool(log.value(f"paper:{key}", "read"))
    return "first" if used or key in FIRST or key not in PAPERS else "more"
