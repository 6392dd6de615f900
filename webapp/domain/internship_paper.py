"""The agreement's row among the papers: how far the signing is, unless somebody says otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from webapp.domain.documents import Paper
from webapp.domain.internship import chosen_template, signatories
from webapp.domain.log import Log
from webapp.domain.signing import Signing


def followed(papers: Iterable[Paper], log: Log, signing: Signing) -> list[Paper]:
    """The papers, with where the agreement was signed as its `signing` tells it."""
    template, where = chosen_template(log), signed_where(log, signing)
    return [
        replace(each, signed=each.signed or where, state=each.state or (where and "here"))
        if template and each.key == template.paper
        else each
        for each in papers
    ]


def signed_where(log: Log, signing: Signing) -> str | None:
    """A key of `webapp.domain.documents.SIGNED`; None while no party said how it signs."""
    template = chosen_template(log)
    ways = [each.party.signature for each in signatories(log, template)] if template else []
    if not any(ways):
        return None
    if None in ways or "later" in ways or (signing.roles and not signing.complete):
        return "later"
    return "screen" if signing.roles else "here"
