"""Judging a record's file: what it says, who signed it, on which device, each by itself.

Nothing is looked up and nothing is believed but the bytes that are given.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from rfc8785 import CanonicalizationError

from webapp.domain.canonical import canonical, digest
from webapp.domain.closing import Closing, read_closing
from webapp.domain.digests import changed
from webapp.domain.record import AGREEMENT_FORMAT, FORMAT
from webapp.domain.record_places import place_of_act, places
from webapp.domain.record_schema import SCHEMA
from webapp.domain.shape import keys, misfits
from webapp.domain.signatures import is_moment
from webapp.domain.verdict import Judgement, Place, State, Verdict
from webapp.messages import Message, _, n_

Register: TypeAlias = Callable[[str], date | None]
"""When a device's key, by its thumbprint, was first seen; None where it is not known."""

ACTS = ("signatures", "others")


class NoRecord(Exception):
    """Bytes that are no record. `reason`: why, for a person."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


def read(raw: bytes) -> dict[str, Any]:
    """The object in the bytes of a record's file; raises NoRecord."""
    try:
        file = json.loads(raw.decode(), parse_constant=_no_number)
        canonical(file)
    except (ValueError, RecursionError, CanonicalizationError) as error:
        where = getattr(error, "pos", None) or getattr(error, "start", None) or 0
        reason = _("This is no JSON. It cannot be read from byte %(number)s on.", number=where)
        raise NoRecord(reason) from None
    kinds = ("onthaal-record/", "onthaal-agreement/")
    if not isinstance(file, dict) or not str(file.get("format")).startswith(kinds):
        raise NoRecord(_("This is no record of a first talk."))
    if file["format"] not in (FORMAT, AGREEMENT_FORMAT):
        raise NoRecord(_("A newer version of Onthaal made this record. Check it there."))
    return file


def judge(raw: bytes, register: Register | None = None) -> Judgement:
    """The verdicts on the bytes of `record.json`; raises NoRecord.

    `register`: of an installation's devices; None where nobody can be asked.
    """
    file = read(raw)
    if wrong := misfits(file, SCHEMA) or _no_moments(file):
        return _misshapen(file, wrong)
    moved = changed(file)
    if canonical(file) != raw and not moved:
        moved = [""]
    verdicts = [
        _content(file, [each for each in moved if _is_content(each)]),
        _signatures(file, [each for each in moved if keys(each)[:1] in [[kind] for kind in ACTS]]),
        _device(file, [each for each in moved if keys(each)[:1] == ["device"]], register),
        _no_seal(),
        _time(file),
    ]
    return Judgement(file["content_hash"], _signed(file), verdicts)


def _no_number(text: str) -> Any:
    raise ValueError(text)


def _no_moments(file: Mapping[str, Any]) -> list[str]:
    """Where an act tells no time."""
    acts = ((f"/{kind}/{number}", act) for kind in ACTS for number, act in enumerate(file[kind]))
    return [f"{at}/at" for at, act in acts if not is_moment(act["at"])]


def _misshapen(file: dict[str, Any], wrong: Sequence[str]) -> Judgement:
    """A record that no version of the app makes: it is told where, and no more is believed."""
    says = [_("A piece of it is not as the app writes it.")]
    unknown = [
        Verdict(about, "unknown", [_("Not looked at, since the file was changed.")])
        for about in ("signatures", "device", "seal", "time")
    ]
    content = Verdict("content", "altered", says, places(file, wrong))
    return Judgement(str(file.get("content_hash")), False, [content, *unknown], False)


def _is_content(address: str) -> bool:
    return not keys(address) or keys(address)[0] not in (*ACTS, "device")


def _content(file: Mapping[str, Any], moved: Sequence[str]) -> Verdict:
    found = places(file, [each for each in moved if each])
    if digest(file["content"]) != file["content_hash"] and not found:
        found = places(file, ["/content"])
    if ("draft" in file) == bool(file["signatures"]):
        found = [*found, *places(file, ["/draft"])]
    if found:
        return Verdict("content", "altered", [_("Something in it was changed.")], found)
    if "" in moved:
        says = _("It says the same, but its bytes were written anew by another program.")
        return Verdict("content", "altered", [says])
    if not file["signatures"]:
        return Verdict("content", "intact", [_("The file is whole. It is a draft.")])
    return Verdict("content", "intact", [_("Every letter is as it was when it was signed.")])


def _signed(file: Mapping[str, Any]) -> bool:
    """Whether each of the people signed."""
    roles = {act["role"] for act in file["signatures"]}
    return {person["role"] for person in file["content"]["people"]} <= roles


# -- the acts and their order ----------------------------------------------------------------


def _signatures(file: Mapping[str, Any], moved: Sequence[str]) -> Verdict:
    found = places(file, moved) or _misplaced(file) or _missing(file)
    if found:
        says = [_("Something about the signing was changed.")]
        return Verdict("signatures", "altered", says, found)
    signers = [act["name"] for act in file["signatures"]]
    if not signers:
        return Verdict("signatures", "absent", [_("Nobody has signed it.")])
    says = [_("Signed by: %(names)s", names=signers)]
    lacking = [
        person["name"] for person in file["content"]["people"]
        if person["role"] not in {act["role"] for act in file["signatures"]}
    ]  # fmt: skip
    if lacking:
        says.append(_("Not signed by: %(names)s", names=lacking))
    others = len(file["others"])
    if others:
        kept = n_("%(num)s other act is in it.", "%(num)s other acts are in it.", others)
        says.append(kept)
    return Verdict("signatures", "intact", says)


def _misplaced(file: Mapping[str, Any]) -> list[Place]:
    """Signatures that are not under this content."""
    content, mine = file["content"], file["content_hash"]
    fields = digest(content["fields"]) if digest(content) == mine else None
    return [
        place_of_act("signatures", number, act)
        for number, act in enumerate(file["signatures"])
        if (act["act"], act["content"], fields or act["fields"])
        != ("signature", mine, act["fields"])
    ]


def _missing(file: Mapping[str, Any]) -> list[Place]:
    """The acts that follow on one that is not there as it was."""
    there = {digest(act) for kind in ACTS for act in file[kind]}
    return [
        place_of_act(kind, number, act)
        for kind in ACTS
        for number, act in enumerate(file[kind])
        if not there.issuperset(act["previous"])
    ]


# -- the device and the time -----------------------------------------------------------------


def _device(file: Mapping[str, Any], moved: Sequence[str], register: Register | None) -> Verdict:
    if "device" not in file and not moved:
        return Verdict("device", "absent", [_("No device has put its key under it.")])
    closing = read_closing(file.get("device"))
    if closing is None or moved or not closing.holds:
        says = _("What the device signed, or its key, was changed.")
        return Verdict("device", "altered", [says], places(file, moved or ["/device"]))
    if not _closes(closing, file):
        return Verdict("device", "altered", [_("The device signed something else than this.")])
    return _known(file["device"]["thumbprint"], register)


def _closes(closing: Closing, file: Mapping[str, Any]) -> bool:
    """Whether it is about this content, and every signature under it led to what it names."""
    acts = {digest(act): act for kind in ACTS for act in file[kind]}
    reached, waiting = set(), list(closing.heads)
    while waiting:
        each = waiting.pop()
        if each in acts and each not in reached:
            reached.add(each)
            waiting += acts[each]["previous"]
    covered = {digest(act) for act in file["signatures"]}
    heads_are_there = acts.keys() >= set(closing.heads)
    return closing.content == file["content_hash"] and heads_are_there and covered <= reached


def _known(thumbprint: str, register: Register | None) -> Verdict:
    says = [_("Fingerprint of the key: %(hash)s", hash=thumbprint)]
    state: State = "intact"
    if register is None:
        says.append(_("Whose device it is was not looked up. Compare the fingerprint."))
    elif seen := register(thumbprint):
        says.append(_("The device is known here since %(day)s.", day=seen))
    else:
        says.append(_("This installation does not know the device."))
        state = "unknown"
    return Verdict("device", state, says)


def _no_seal() -> Verdict:
    return Verdict("seal", "absent", [_("No server has sealed it. Only a PDF can carry a seal.")])


def _time(file: Mapping[str, Any]) -> Verdict:
    if not file["signatures"]:
        return Verdict("time", "absent", [_("Nothing was signed, so there is no time.")])
    says = [_("Only the clock of the device tells when it was signed.")]
    acts = {digest(act): act for kind in ACTS for act in file[kind]}
    for act in acts.values():
        before = [acts[each] for each in act["previous"] if each in acts]
        if any(_moment(each) > _moment(act) for each in before):
            says.append(_("A clock was wrong: an act bears an earlier time than one before it."))
            return Verdict("time", "unknown", says)
    return Verdict("time", "absent", says)


def _moment(act: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(act["at"])
