"""What can be said about a record, each thing by itself: never one tick for all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
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
    """All that can be said. `hash`: its content's; `signed`: both people signed exactly this.

    `well_formed`: the file has the shape of a record, whatever it says.
    """

    hash: str
    signed: bool
    verdicts: Sequence[Verdict]
    well_formed: bool = True

    def with_verdicts(self, *verdicts: Verdict) -> Judgement:
        """The same with other verdicts on what those are about, in the order of `TITLES`."""
        by_topic = {each.about: each for each in (*self.verdicts, *verdicts)}
        return replace(self, verdicts=[by_topic[about] for about in TITLES if about in by_topic])

    def of(self, about: About) -> Verdict:
        """The verdict about one thing."""
        return next(each for each in self.verdicts if each.about == about)

    @property
    def state(self) -> Literal["intact", "altered", "unsigned", "unknown"]:
        """All of it in one word, for programs; people are told each thing by itself."""
        if self.altered:
            return "altered"
        if any(each.about == "pages" and each.state == "unknown" for each in self.verdicts):
            return "unknown"
        return "intact" if self.signed else "unsigned"

    @property
    def altered(self) -> bool:
        """Whether anything at all was changed."""
        return any(each.state == "altered" for each in self.verdicts)


@dataclass(frozen=True)
class Seal:
    """What was found of a server's signature in a PDF, cryptography alone.

    `by`: whose certificate, `fingerprint`: its SHA-256; `holds`: nothing that it covers was
    changed; `whole`: it covers the file up to its end. `stamp`: a time-stamp authority's time,
    by `stamp_by`; `stamp_holds`: None where there is none.
    """

    by: str
    fingerprint: str
    holds: bool
    whole: bool
    stamp: datetime | None = None
    stamp_by: str = ""
    stamp_holds: bool | None = None
