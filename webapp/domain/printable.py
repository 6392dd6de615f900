"""What can be printed: the letters that the record's typeface has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from webapp.content.letters import LETTERS
from webapp.domain.errors import InvalidValue
from webapp.messages import _

# Soft hyphens, joiners, marks of direction, variation selectors: they are not seen by themselves.
_UNSEEN = re.compile("[\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f]")


class Unprintable(InvalidValue):
    """Characters that no PDF of ours can hold, and in which part they stand."""

    def __init__(self, characters: Sequence[str], place: object) -> None:
        self.characters = characters
        named = [f"{each} ({unicodedata.name(each, f'U+{ord(each):04X}')})" for each in characters]
        super().__init__(
            _(
                "A PDF cannot show: %(characters)s. It stands under: %(place)s. "
                "Write it with letters, or print the page itself.",
                characters=", ".join(named),
                place=place,
            )
        )


def printable(words: str) -> str:
    """Words without what is not seen."""
    return _UNSEEN.sub("", words)


def unprintable(words: str) -> list[str]:
    """The characters of `words` that cannot be printed, each once."""
    letters = dict.fromkeys(printable(words))
    return [each for each in letters if ord(each) not in LETTERS and each not in "\n\t"]
