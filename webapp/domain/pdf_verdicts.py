"""What can be said about a record's PDF beside the record inside it: its pages, seal and time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, TypeAlias

from webapp.domain.verdict import Seal, State, Verdict
from webapp.messages import Message, _

Pages: TypeAlias = Literal["same", "longer", "other", "other-edition", "not-drawn"]
"""How the file is to the one drawn from its record: the same, the same with something added
behind its end, another, another as another edition of the app draws it; or none was drawn."""

_PAGES: dict[Pages, tuple[State, Message]] = {
    "same": ("intact", _("The pages show what the record inside says.")),
    "longer": ("altered", _("Something was added behind the end of the file.")),
    "other": ("altered", _("The file is not the one that is drawn from the record inside.")),
    "other-edition": (
        "unknown",
        _("Another version of Onthaal drew these pages. Read the record inside instead."),
    ),
    "not-drawn": ("unknown", _("The pages could not be drawn once more to compare them.")),
}


def pages(found: Pages, seal: Seal | None, *, judging: bool, address: str = "") -> Verdict:
    """The verdict on the pages. `judging`: seals can be judged here; `address`: on the paper."""
    sealed = seal is not None and seal.holds and seal.whole
    if found == "longer" and sealed:
        found = "same"
    state, says = _PAGES[found]
    if found == "longer" and not judging:
        state = "unknown"
    if found == "other-edition" and sealed:
        state = "intact"
        says = _("Another version of Onthaal drew these pages. The seal covers them.")
    more = [_("They send readers to: %(address)s", address=address)] if address else []
    return Verdict("pages", state, [says, *more])


def seal(found: Seal | None, *, judging: bool, known: Collection[str] | None) -> Verdict:
    """The verdict on the seal. `known`: the fingerprints of certificates of this installation."""
    if not judging:
        says = _("A seal is judged by a server. Check the file there too.")
        return Verdict("seal", "unknown", [says])
    if found is None:
        return Verdict("seal", "absent", [_("No server has sealed it.")])
    whose = [
        _("Sealed with the certificate of: %(name)s", name=found.by),
        _("Fingerprint of the certificate: %(hash)s", hash=found.fingerprint),
    ]
    if not found.holds:
        return Verdict("seal", "altered", [_("The seal is broken."), *whose])
    if not found.whole:
        return Verdict("seal", "altered", [_("Something was added after the seal."), *whose])
    if known is None:
        whose.append(_("Whose certificate it is was not looked up. Compare the fingerprint."))
    elif found.fingerprint in known:
        whose.append(_("It is this installation's own certificate."))
    else:
        whose.append(_("This installation does not know the certificate."))
        return Verdict("seal", "unknown", whose)
    return Verdict("seal", "intact", whose)


def time(found: Seal | None, before: Verdict) -> Verdict:
    """The verdict on the time, where the seal bears a stamp; else as it was `before`."""
    if found is None or found.stamp_holds is None:
        return before
    if not found.stamp_holds:
        return Verdict("time", "altered", [_("The time stamp does not fit the file.")])
    says: Sequence[Message] = [
        _(
            "It existed at %(moment)s (UTC), by the time stamp of: %(name)s",
            moment=found.stamp, name=found.stamp_by,
        ),
        _("Whose stamp it is was not looked up."),
    ]  # fmt: skip
    return Verdict("time", "intact", says)
