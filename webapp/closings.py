"""Closing a record on the device where the last of the two signed it, with that device's key."""

from __future__ import annotations

import json

from flask import session

from webapp.domain.change import Edit
from webapp.domain.closing import Closing, closings, read_closing, to_close
from webapp.domain.errors import InvalidValue
from webapp.domain.interview import Interview
from webapp.domain.record_schema import SCHEMA
from webapp.interviews import save
from webapp.kept import workplace
from webapp.messages import _
from webapp.session import now


def signed_here(interview: Interview) -> None:
    """Remember that the last signature was given here, so that this device closes the record.

    The same for the internship agreement.
    """
    if interview.signing.complete or interview.agreement_signing.complete:
        session["closes"] = interview.id


def awaited(interview: Interview) -> str:
    """What this device is to sign, as text; empty where there is nothing, or it is not its turn."""
    if session.get("closes") != interview.id:
        return ""
    made = closings(interview.log)
    matters = (interview.signing, interview.agreement_signing)
    wanted = [to_close(each, made) for each in matters if each.complete]
    return next((each.decode() for each in wanted if each), "")


def close(interview: Interview, key: str, signature: str) -> None:
    """Keep a device's signature and note its key in the register; raises InvalidValue.

    `key`: its public JWK as JSON; `signature`: r and s as base64url.
    """
    wanted = awaited(interview)
    if not wanted:
        return
    said = json.loads(wanted)
    made = Closing(said["content"], said["heads"], _public(key), signature)
    if read_closing(made.to_value()) is None or not made.holds:
        raise InvalidValue(_("This device could not sign the record. It is signed all the same."))
    save(interview.log, [made.to_edit()])
    _register(made.thumbprint)
    session.pop("closes")


def _public(key: str) -> dict[str, str]:
    """The parts of a public key that count, empty where they are missing."""
    try:
        sent = json.loads(key)
    except (ValueError, RecursionError):
        sent = None
    parts = SCHEMA["$defs"]["device"]["properties"]["key"]["required"]
    return {part: str(sent.get(part, "")) if isinstance(sent, dict) else "" for part in parts}


def _register(key: str) -> None:
    log, entity = workplace(), f"device-key:{key}"
    if not log.value(entity, "seen"):
        save(log, [Edit(entity, "seen", now().date().isoformat())])
