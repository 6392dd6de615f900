"""What people wrote: words in the language they were written in, and perhaps in another.

A text field `f` of an entity is stored as `f` (the words), `f.language` (BCP 47), and
`f.<language>` for each other language that somebody added.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.domain.log import Log

# Control characters but tab and newline; embeddings, overrides and isolates of writing
# direction, with which a name could rewrite the words around it; lone surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def clean(words: str, *, lines: bool = True) -> str:
    """`words` as we keep them: NFC, no unseen controls, no space around; perhaps on one line."""
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    words = _UNSEEN.sub("", unicodedata.normalize("NFC", words))
    return words.strip() if lines else " ".join(words.split())


def has_unseen(words: str) -> bool:
    """Whether words hold anything that `clean` would take out."""
    return _UNSEEN.search(words) is not None


@dataclass(frozen=True)
class Text:
    """Words with their language, and the same in other languages where somebody wrote them."""

    words: str
    language: str
    others: Mapping[str, str]

    def __str__(self) -> str:
        return self.words

    def versions(self, languages: Sequence[str]) -> list[tuple[str, str]]:
        """`(language, words)` for those of `languages` that exist; the original where none do."""
        known = {**self.others, self.language: self.words}
        return [(each, known[each]) for each in languages if each in known] or [
            (self.language, self.words)
        ]

    def missing(self, languages: Sequence[str]) -> list[str]:
        """Those of `languages` in which nobody wrote it yet."""
        return [each for each in languages if each != self.language and each not in self.others]

    def in_language(self, language: str) -> str:
        """The words in `language`, or as they were written."""
        return self.words if language == self.language else self.others.get(language, self.words)


def read_text(log: Log, entity: str, field: str) -> Text | None:
    """The text in a field, None when it is empty."""
    fields = log.fields(entity)
    words = fields.get(field)
    if not isinstance(words, str) or not words:
        return None
    language = fields.get(f"{field}.language")
    prefix = f"{field}."
    others = {
        name.removeprefix(prefix): value
        for name, value in fields.items()
        if name.startswith(prefix) and name != f"{field}.language" and isinstance(value, str)
    }
    return Text(words, language if isinstance(language, str) else "", others)
