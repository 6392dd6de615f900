"""The record of a talk, frozen: everything that both see, in both languages, as plain JSON.

What is frozen is never rendered again, so that later catalogues cannot change what was signed.
A sentence is `{language: words}`; `""` is the language of what has none (names, numbers).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from webapp.domain.change import ROLES, Value
from webapp.domain.interview import Interview
from webapp.domain.record_items import Item
from webapp.domain.record_labels import certificate, labels
from webapp.domain.record_parts import Part, parts
from webapp.domain.statement import consent, statement
from webapp.domain.text import Text
from webapp.messages import _

Say: TypeAlias = Callable[[Any, str], str]
"""Says a thing in a language: `webapp.languages.text`."""

FORMAT, AGREEMENT_FORMAT = "onthaal-record/1", "onthaal-agreement/1"
"""Of the talk's record, and of an internship agreement."""
TEMPLATE = 2
"""Counted up whenever the record is put together otherwise."""

Sentence: TypeAlias = dict[str, Value]


def freeze(interview: Interview, say: Say) -> dict[str, Value]:
    """Everything that both are about to sign.

    `template`, `interview`, `languages`, `title`; `people` (role, name, language);
    `parts` (key, title, items of entity, words, answer, lines of label and words);
    `statement`, `consent` and `certificate` (sentences); `labels` (key → sentence);
    `fields` (entity → field → value).
    """
    frozen = Freezer(interview.languages, say)
    return {
        "template": TEMPLATE,
        "interview": interview.id,
        "languages": list(interview.languages),
        "title": frozen.sentence(_("Record of the first talk")),
        "people": [
            {"role": person.role, "name": person.name, "language": person.language}
            for person in map(interview.person, ROLES)
        ],
        "parts": [frozen.part(part) for part in parts(interview)],
        "statement": [frozen.sentence(each) for each in statement(interview)],
        "consent": [frozen.sentence(each) for each in consent()],
        "certificate": [frozen.sentence(each) for each in certificate()],
        "labels": {key: frozen.sentence(each) for key, each in labels(interview).items()},
        "fields": {entity: dict(fields) for entity, fields in interview.signing.fields.items()},
    }


class Freezer:
    """Says things in every one of some languages, as plain JSON."""

    def __init__(self, languages: Sequence[str], say: Say) -> None:
        self._languages = languages
        self._say = say

    def sentence(self, thing: object) -> Sentence:
        """A message, a text, a day… in the languages that it has."""
        if isinstance(thing, Text):
            return dict(thing.versions(self._languages))
        if isinstance(thing, str):
            return {"": thing}
        return {language: self._say(thing, language) for language in self._languages}

    def maybe(self, thing: object) -> Value:
        """The same of what may be missing."""
        return None if thing is None else self.sentence(thing)

    def part(self, part: Part) -> Value:
        """A part with its items."""
        items: list[Value] = [self._item(item) for item in part.items]
        return {"key": part.key, "title": self.sentence(part.title), "items": items}

    def _item(self, item: Item) -> Value:
        return {
            "entity": item.entity,
            "words": self.sentence(item.words),
            "answer": self.maybe(item.answer),
            "lines": [
                {"label": self.maybe(line.label), "words": self.sentence(line.words)}
                for line in item.lines
            ],
        }


@dataclass(frozen=True)
class Said:
    """A frozen sentence, shown as it was frozen in those of the page's languages that it has."""

    words: Mapping[str, str]

    def __str__(self) -> str:
        return next(iter(self.words.values()), "")

    def versions(self, languages: Sequence[str]) -> list[tuple[str, str]]:
        """`(language, words)`, as of `webapp.domain.text.Text`."""
        known = [(each, self.words[each]) for each in languages if each in self.words]
        return known or list(self.words.items())

    def in_language(self, language: str) -> str:
        """The words in `language`, or as they were said."""
        return self.words.get(language) or str(self)
