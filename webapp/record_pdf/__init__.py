"""The record of a talk as a PDF: PDF/A-3a and PDF/UA-1, the same bytes wherever it is made.

It is made from `record.json` alone: from frozen words, never from today's catalogues.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.domain.record import AGREEMENT_FORMAT
from webapp.domain.record_labels import LABELS
from webapp.record_pdf.certificate import certificate, spaced
from webapp.record_pdf.head import head
from webapp.record_pdf.invitation import invitation_pdf
from webapp.record_pdf.metadata import EDITION
from webapp.record_pdf.parts import parts
from webapp.record_pdf.sheet import Sheet, check
from webapp.record_pdf.signatures import signatures, standing_objections, statement

__all__ = ["EDITION", "invitation_pdf", "is_draft", "record_pdf"]


def record_pdf(
    record: Mapping[str, Any], *, draft: bool, verify_url: str | None, attached: bytes
) -> bytes:
    """A record as a PDF, with its canonical bytes inside as `record.json`.

    `record`: the parsed document; `attached`: its bytes; `verify_url`: where it can be checked.
    Raises `webapp.domain.printable.Unprintable` for a letter that the typeface lacks.
    """
    _check(record)
    content = record["content"]
    sheet = Sheet(content["languages"], content.get("labels", {}), draft)
    events = {event["role"]: event for event in record["signatures"]}
    head(sheet, content, draft)
    parts(sheet, content)
    statement(sheet, content)
    signatures(sheet, _with_parties(record), events, standing_objections(record))
    if events:
        certificate(sheet, record, events, verify_url)
    sheet.foot(f"{sheet.first(content['title'])}  ·  {spaced(record['content_hash'])[:17]}…")
    sheet.canvas.embed_file(
        bytes=attached, basename=_name(record), mime_type="application/json", compress=True,
        associated_file_relationship="SOURCE", desc="The record as canonical JSON (RFC 8785)",
    )  # fmt: skip
    return sheet.finished(content["title"], verify_url or "", f"sha256:{record['content_hash']}")


def is_draft(record: Mapping[str, Any]) -> bool:
    """Whether somebody who signs it here has not, or nobody said where they sign it."""
    people = _with_parties(record)["people"]
    roles = {each["role"] for each in people if each.get("signature", "now") in ("now", None)}
    return not roles <= {event["role"] for event in record["signatures"]}


def _name(record: Mapping[str, Any]) -> str:
    """What the file inside is called."""
    return "agreement.json" if record["format"] == AGREEMENT_FORMAT else "record.json"


def _with_parties(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The content, each of its people with how and when they sign an agreement."""
    ways = {each["role"]: each for each in record.get("parties", ())}
    people = [{**ways.get(each["role"], {}), **each} for each in record["content"]["people"]]
    return {**record["content"], "people": people}


def _check(record: Mapping[str, Any]) -> None:
    content, labels = record["content"], record["content"].get("labels", {})

    def label(key: str) -> Any:
        return labels.get(key) or {"en": str(LABELS[key])}

    for person in content["people"]:
        check([{"": person["name"]}], label(person["role"]))
    for part in content["parts"]:
        for item in part["items"]:
            said = [item["words"], item["answer"] or {}]
            said += [each or {} for line in item["lines"] for each in line.values()]
            check(said, part["title"])
    for event in (*record["signatures"], *record["others"]):
        check([{"": event["name"] + event["language"]}], label("signatures"))
    around = [*content["statement"], *content["consent"], *content.get("certificate", ())]
    check([*around, *labels.values()], content["title"])
