"""The file of a record: the frozen content with everything that was done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.domain.canonical import digest
from webapp.domain.closing import Closing
from webapp.domain.digests import digests
from webapp.domain.record import AGREEMENT_FORMAT, FORMAT
from webapp.domain.signatures import Event


def record_file(
    content: Mapping[str, Any],
    acts: Sequence[Event],
    closing: Closing | None,
    parties: Sequence[Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """What `webapp.domain.record_schema` describes.

    `parties`: of an internship agreement, how each of them signs.
    `acts`: all of the interview's, oldest first, so that every `previous` can be found.
    """
    made = digest(dict(content))
    ours = [act.to_value() for act in acts if act.act == "signature" and act.content == made]
    others = [act.to_value() for act in acts if act.act != "signature" or act.content != made]
    file: dict[str, Any] = {
        "format": FORMAT if parties is None else AGREEMENT_FORMAT,
        "content": dict(content),
        "content_hash": made,
        "signatures": ours,
        "others": others,
    }
    if not ours:
        file["draft"] = True
    if parties is not None:
        file["parties"] = [dict(each) for each in parties]
    if closing:
        file["device"] = closing.to_value()
    return {**file, "digests": digests(file)}
