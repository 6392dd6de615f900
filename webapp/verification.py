"""Judging a file that somebody brings: a record as JSON, or as PDF with the JSON inside."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection
from typing import Any

from webapp import extras
from webapp.domain import pdf_verdicts, verification
from webapp.domain.pdf_verdicts import Pages
from webapp.domain.verdict import Judgement, Seal
from webapp.domain.verification import NoRecord, Register
from webapp.messages import _
from webapp.record.pdf_file import BEGINNING, attachments, revisions, same_pages

SealJudge = Callable[[bytes], Seal | None]

_RECORD = re.compile(rb'"format":"onthaal-(agreement|record)/')
_EDITION = re.compile(rb"<xmp:CreatorTool>Onthaal (\d+)</xmp:CreatorTool>")
_ADDRESS = re.compile(rb"<dc:source>([^<]*)</dc:source>")
_MOST = 8
"""Revisions looked at: the file as it was made, with a seal, and what others may have added."""


def judge(
    content: bytes, register: Register | None = None, known_seals: Collection[str] | None = None
) -> Judgement:
    """The verdicts on a file; raises NoRecord for what is none.

    `register`, `known_seals`: the devices and certificates of this installation, None where
    nobody can be asked.
    """
    if not content.startswith(BEGINNING):
        return verification.judge(content, register)
    raw = next((each for each in attachments(content) if _RECORD.search(each)), None)
    if raw is None:
        raise NoRecord(_("There is no record in this PDF, or it cannot be read any more."))
    judgement = verification.judge(raw, register)
    judge_seal = _seal_judge()
    seal = judge_seal(content) if judge_seal else None
    judging = judge_seal is not None
    address = html.unescape(_said(_ADDRESS, content))
    found = _pages(content, raw, address) if judgement.well_formed else "not-drawn"
    return judgement.with_verdicts(
        pdf_verdicts.pages(found, seal, judging=judging, address=address),
        pdf_verdicts.seal(seal, judging=judging, known=known_seals),
        pdf_verdicts.time(seal, judgement.of("time")),
    )


def _seal_judge() -> SealJudge | None:
    """What judges seals; a tablet has none."""
    try:
        from webapp.seal import judging
    except ModuleNotFoundError:
        return None
    return judging.judge


def _pages(content: bytes, raw: bytes, address: str) -> Pages:
    """How the file is to the one that we draw from the record inside it."""
    drawn = _drawn(verification.read(raw), raw, address)
    if drawn is None:
        return "not-drawn"
    for revision in revisions(content)[:_MOST]:
        if same_pages(revision, drawn):
            return "same" if revision == content else "longer"
    known = str(extras.record_pdf().EDITION)
    return "other" if _said(_EDITION, content) == known else "other-edition"


def _drawn(record: dict[str, Any], raw: bytes, address: str) -> bytes | None:
    printing = extras.record_pdf()
    draft = printing.is_draft(record)
    try:
        made: bytes = printing.record_pdf(
            record, draft=draft, verify_url=address or None, attached=raw
        )
    except Exception:  # whatever a forged record makes the drawing stumble over
        return None
    return made


def _said(what: re.Pattern[bytes], content: bytes) -> str:
    """What the file says about itself; empty where it says nothing."""
    found = what.search(content)
    return found[1].decode("utf-8", "replace") if found else ""
