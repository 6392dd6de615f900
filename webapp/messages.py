"""Sentences that can be said in every language: a message id, its values, no language yet.

`_` marks a sentence for the catalogues and keeps it as a `Message`; `webapp.languages.text`
says it in one language. Messages are plain data, so content and domain may hold them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Message:
    """A sentence of the catalogues with the values of its `%(name)s` placeholders.

    Values may be strings, numbers, other messages, or anything that `languages.text` can say
    (dates, times). `num`, where there is a plural, is the number that chooses the form.
    """

    singular: str
    plural: str | None = None
    context: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        """The sentence in the language of the message ids, English."""
        many = self.plural is not None and self.values.get("num") != 1
        return (self.plural if many and self.plural else self.singular) % self.values

    def with_values(self, **values: Any) -> Message:
        """The same sentence with other values."""
        return Message(self.singular, self.plural, self.context, values)


def _(sentence: str, **values: Any) -> Message:
    """A sentence; mark its placeholders as `%(name)s`."""
    return Message(sentence, values=values)


def n_(singular: str, plural: str, num: int, **values: Any) -> Message:
    """A sentence that depends on a number, which both forms may show as `%(num)s`."""
    return Message(singular, plural, values={"num": num, **values})


def p_(context: str, sentence: str, **values: Any) -> Message:
    """A sentence whose wording is told from an equal one by its context."""
    return Message(sentence, context=context, values=values)
