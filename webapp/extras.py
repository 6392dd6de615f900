"""What a tablet loads only when it is first asked for: code and fonts not needed every day."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from flask import current_app

PDF = "pdf.zip"
"""The archive with `webapp.record_pdf` and what it stands on."""


class NeedsMore(BaseException):
    """An archive is to be unpacked and the same asked again.

    No error of the app's, so that nothing on the way takes it for one.
    """

    def __init__(self, archive: str) -> None:
        super().__init__(archive)
        self.archive = archive


def record_pdf() -> ModuleType:
    """The package `webapp.record_pdf`; on a tablet that has not loaded it, raises NeedsMore."""
    try:
        return import_module("webapp.record_pdf")
    except ModuleNotFoundError as missing:
        if current_app.config["HOME"] == "tablet":
            raise NeedsMore(PDF) from missing
        raise
