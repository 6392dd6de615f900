"""What a server finds where everything is kept in a database."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.commands import described, opened
from webapp.doctor.findings import Finding, fault, well
from webapp.doctor.folder import code, proxies
from webapp.store import StoreError


def look(address: str, environ: Mapping[str, str]) -> list[Finding]:
    """Everything about the database and the settings that a server there would have."""
    try:
        with opened(address) as store:
            store.settings.set({"looked-at": True})
            store.settings.set({"looked-at": None})
            findings = [well("database", described(address)), *code(environ, store.settings)]
    except StoreError as error:
        findings = [fault("database", why=error)]
    return [*findings, *proxies(environ)]
