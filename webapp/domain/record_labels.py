"""What the record says beside what was talked about: frozen with it, so it is printed from that."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.domain.interview import Interview
from webapp.domain.signatures import REASONS
from webapp.messages import Message, _

LABELS: Mapping[str, Message] = {
    "mentor": _("Mentor"),
    "trainee": _("Trainee"),
    "draft": _("Draft, not signed by both yet"),
    "draft-mark": _("Draft"),
    "nothing": _("Nothing was written down beside your names."),
    "sign-for": _("What you sign for"),
    "signatures": _("Signatures"),
    "signature": _("Signature"),
    "not-signed": _("Not signed"),
    "not-agreed": _("Does not agree with this"),
    "certificate": _("About the signatures"),
    "name": _("Name"),
    "act": _("How"),
    "at": _("When, by the clock of the device"),
    "read-in": _("Read in"),
    "act-hash": _("Fingerprint of the signature"),
    "previous": _("Follows on"),
    "content-hash": _("Fingerprint of this record"),
    "device": _("Key of the device"),
    "drawn": _("Signed by hand on the screen"),
    "typed": _("Signed by typing the name"),
    "postponement": _("Signs later"),
    "refusal": _("Does not sign"),
    "objection": _("Does not agree with every point"),
    "agreement": _("Agrees with every point after all"),
    "earlier": _("What was done before"),
    "check": _("Check this record"),
    "check-how": _(
        "Open this address and choose this file. It says what is as it was signed, and what is not."
    ),
    **{f"reason-{key}": reason for key, reason in REASONS.items()},
}


def labels(interview: Interview) -> dict[str, Message]:
    """All of them, with the names of these two."""
    return {
        **LABELS,
        "expects": _("%(name)s expects", name=interview.trainee.short),
        "offers": _("%(name)s can offer", name=interview.mentor.short),
    }


def certificate(*, agreement: bool = False) -> list[Message]:
    """What the signatures prove and what not, in plain words (eIDAS, article 25)."""
    return [
        _("Each signature stands under exactly this text, in all its languages."),
        _("The fingerprint (SHA-256) is made of every letter of it: a change shows at once."),
        _(
            "This shows what was signed, under which name, and when by the clock of the device. "
            "It does not prove who held the pen."
        ),
        _(
            "A simple electronic signature may not be refused as evidence only because it is "
            "electronic. "
            "It is not a qualified signature, the one that equals a signature on paper "
            "(eIDAS, article 25)."
        ),
        _(
            "The same record is inside this PDF as a file, record.json. "
            "Anybody can check it, also without this app."
        )
        if not agreement
        else _(
            "The same agreement is inside this PDF as a file, agreement.json. "
            "Anybody can check it, also without this app."
        ),
    ]
