"""What can be said about a record, each thing by itself: never one tick for all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from webapp.domain.naming import Words
from webapp.domain.record import Said
from webapp.messages import Message, _

About: TypeAlias = Literal["content", "pages", "signatures", "device", "seal", "time"]
State: TypeAlias = Literal["intact", "altered", "absent", "unknown"]

TITLES: Mapping[About, Message] = {
    "content": _("What it says"),
    "pages": _("The pages of the PDF"),
    "signatures": _("The signatures"),
    "device": _("The key of the device"),
    "seal": _("The seal of a server"),
    "time": _("The time"),
}
STATES: Mapping[State, Message] = {
    "intact": _("As it was"),
    "altered": _("Changed"),
    "absent": _("Not there"),
    "unknown": _("Nobody here can tell"),
}
MEANINGS: Mapping[About, Message] = {
    "content": _(
        "The fingerprint is made of every letter. A file whose fingerprint fits was not changed "
        "by accident. Somebody who knows how could make a fingerprint anew; that shows beside "
        "another copy, or a key or a seal below."
    ),
    "pages": _(
        "The pages are drawn once more from the file inside the PDF and compared byte by byte."
    ),
    "signatures": _(
        "Each signature names what was signed and what was done before it, so none can be left "
        "out or put elsewhere. A drawing does not prove who held the pen."
    ),
    "device": _(
        "The key proves on which device the last of the two signed, and that nothing was changed "
        "since. It does not prove who held the device."
    ),
    "seal": _(
        "The seal proves that the PDF is the one a server gave out. It says nothing about what "
        "happened before."
    ),
    "time": _("Only a time-stamp authority, which nobody in the talk controls, proves a time."),
}


@dataclass(frozen=True)
class Place:
    """A piece of a record. `address`: JSON Pointer; `words`: what people call it, outside first."""

    address: str
    words: Sequence[Words | Said]


@dataclass(frozen=True)
class Verdict:
    """One thing judged by itself. `places`: what was changed, where that can be told."""

    about: About
    state: State
    says: Sequence[Message]
    places: Sequence[Place] = ()


@dataclass(frozen=True)
class Judgement:
    """All that can be said. `signed`: both people signed exactly this; `hash`: its content's."""

    hash: str
    signed: bool
    verdicts: Sequence[Verdict]

    def of(self, about: About) -> Verdict:
        """The verdict about one thing."""
        return next(each for each in self.verdicts if each.about == about)

    @property
    def altered(self) -> bool:
        """Whether anything at all was changed."""
        return any(each.state == "altered" for each in self.verdicts)
