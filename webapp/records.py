"""The records of an interview: what it says now, and what was frozen when somebody signed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from webapp import extras, languages
from webapp.domain.canonical import canonical, digest
from webapp.domain.closing import closing_of, closings
from webapp.domain.interview import Interview
from webapp.domain.record import freeze
from webapp.domain.record_file import record_file as file_of
from webapp.domain.signatures import Event
from webapp.domain.signing import Signing
from webapp.interviews import store
from webapp.sealing import sealed
from webapp.store import UnknownBlob


@dataclass(frozen=True)
class Record:
    """What both see and sign, as frozen by `webapp.domain.record.freeze`."""

    content: Mapping[str, Any]

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of its canonical bytes."""
        return digest(dict(self.content))

    def keep(self) -> None:
        """Store the canonical bytes as a blob, durable when this returns."""
        store().blobs.put(canonical(dict(self.content)))


def record_now(interview: Interview) -> Record:
    """The record of what the interview says now: as it was signed, where somebody did."""
    signed = standing_record(interview.signing)
    return signed or Record(freeze(interview, languages.text))


def standing_record(signing: Signing) -> Record | None:
    """What was signed and still says what the interview says now; None where nobody signed."""
    ours = (e for e in reversed(signing.signatures) if e.fields == signing.fields_hash)
    return next((signed for event in ours if (signed := signed_record(event))), None)


def signed_record(event: Event) -> Record | None:
    """The record that was signed; None while its bytes are not on this device."""
    try:
        return Record(json.loads(store().blobs.get(event.content)))
    except UnknownBlob:
        return None


def latest_record(interview: Interview) -> Record:
    """The record that was signed last; before that, of what the interview says now."""
    latest = interview.signing.latest
    return (signed_record(latest) if latest else None) or record_now(interview)


def signatures_under(signing: Signing, record: Record) -> list[Event]:
    """Each person's last signature under exactly this record."""
    ours = (e for e in signing.signatures if e.content == record.hash)
    return list({event.role: event for event in ours}.values())


def record_file(interview: Interview) -> bytes:
    """`record.json`: canonical bytes of the latest signed record with its signatures.

    Unsigned it is marked as a draft. See `webapp.domain.record_schema`.
    """
    record = latest_record(interview)
    closing = closing_of(closings(interview.log), record.hash)
    return canonical(file_of(record.content, interview.signing.events, closing))


def record_pdf(interview: Interview, verify_url: str | None) -> bytes:
    """`record.pdf`: the same record for people to read, with `record.json` inside.

    On a server that seals, what both signed is sealed.

    `verify_url`: where it can be checked. Raises `webapp.domain.printable.Unprintable`.
    """
    file = record_file(interview)
    made, draft = printed(file, verify_url)
    return made if draft else sealed(interview.id, file, made)


def printed(file: bytes, verify_url: str | None) -> tuple[bytes, bool]:
    """The pages of `record.json` or `agreement.json`, and whether they are a draft."""
    printing = extras.record_pdf()
    record = json.loads(file)
    draft = printing.is_draft(record)
    return printing.record_pdf(record, draft=draft, verify_url=verify_url, attached=file), draft
