"""Files that people take along: what they are called, and where they can be checked."""

from __future__ import annotations

from flask import current_app, request
from werkzeug.wrappers import Response

from webapp.domain.interview import Interview

VERIFY = "verify"
"""The address where anybody can check a record, where this installation has it."""


def file_response(
    interview: Interview, content: bytes, kind: str, name: str = "onthaal"
) -> Response:
    """A file to keep, of the media type `kind`, named after the interview."""
    file = f"{name}-{interview.id[:8]}.{kind.rpartition('/')[2]}"
    disposition = f'attachment; filename="{file}"'
    return Response(content, mimetype=kind, headers={"Content-Disposition": disposition})


def verify_url() -> str | None:
    """Where a record can be checked, for people and for the code on the paper."""
    known = current_app.url_map.bind("").test(f"/{VERIFY}")
    return request.url_root + VERIFY if known else None
