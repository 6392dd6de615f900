"""Texts that one of the two cannot read, and that they were explained aloud."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.domain.canonical import digest
from webapp.domain.change import Edit
from webapp.domain.field import BOTH, Field, Flag, Kind
from webapp.domain.log import Log
from webapp.domain.text import Text, read_text
from webapp.messages import _

KINDS: Mapping[str, Kind] = {
    "explained": Kind({"aloud.*": Field(_("Explained aloud"), Flag(), BOTH, signed=True)}),
}


@dataclass(frozen=True)
class OneLanguage:
    """A text that lacks a language of the two people."""

    entity: str
    field: str
    text: Text
    key: str
    """Made from the very words: other words have to be explained anew."""
    explained: bool


def one_language_texts(
    log: Log, fields: Mapping[str, Mapping[str, object]], languages: Sequence[str]
) -> list[OneLanguage]:
    """The texts among the signed `fields` that lack one of `languages`."""
    found = []
    for entity, names in fields.items():
        for name in names:
            text = read_text(log, entity, name) if f"{name}.language" in names else None
            if text and text.missing(languages):
                key = digest([entity, name, text.language, text.words])[:32]
                explained = bool(log.value("explained", f"aloud.{key}"))
                found.append(OneLanguage(entity, name, text, key, explained))
    return found


def explain(texts: Sequence[OneLanguage], explained: bool) -> list[Edit]:
    """What it takes to say that all of these were explained aloud, or to take that back."""
    return [Edit("explained", f"aloud.{text.key}", explained or None) for text in texts]
