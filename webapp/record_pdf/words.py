"""Words as they are set: in one or two languages under each other, broken into lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from webapp.domain.printable import printable
from webapp.record_pdf.style import BODY, BODY_2, Colour, Style

Sentence: TypeAlias = Mapping[str, str]
"""Language → words, as of `webapp.domain.record`."""

_UNBROKEN = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Paragraph:
    """Words of one language. `before`: space above (mm); `ground`: the colour behind them."""

    words: str
    style: Style = BODY
    language: str = ""
    role: str = "P"
    before: float = 0
    inset: float = 0
    ground: Colour = ""


def versions(sentence: Sentence, languages: Sequence[str]) -> list[tuple[str, str]]:
    """`(language, words)` in the languages of the record, or as it was said; none if empty."""
    known = [(each, sentence[each]) for each in languages if each in sentence]
    return [(language, said) for language, said in known or sentence.items() if said.strip()]


def stacked(
    sentence: Sentence,
    languages: Sequence[str],
    first: Style = BODY,
    second: Style = BODY_2,
    **layout: float | str,
) -> list[Paragraph]:
    """A sentence with its second language under the first, as on the screens.

    What is the same in both, an hour or a name, stands there once.
    """
    said = versions(sentence, languages)
    if len({words for _language, words in said}) == 1:
        said = said[:1]
    paragraphs = [
        Paragraph(words, second if place else first, language)
        for place, (language, words) in enumerate(said)
    ]
    before = layout.pop("before", 0)
    set_out = [replace(each, **layout) for each in paragraphs]  # type: ignore[arg-type]
    return [replace(each, before=before) for each in set_out[:1]] + set_out[1:]  # type: ignore[arg-type]


def broken(words: str, room: float, width: Callable[[str], float]) -> list[str]:
    """Words as lines no wider than `room`; a blank at the end of a line stays there.

    A line that goes on where the reader goes on must not grow together with the next, so the
    blank is kept. What has no blank and is too wide is broken anywhere.
    """
    lines: list[str] = []
    for line in printable(words).replace("\t", " ").split("\n"):
        lines += list(_lines(line, room, width)) or [""]
    return lines


def _lines(words: str, room: float, width: Callable[[str], float]) -> Iterator[str]:
    line = ""
    for piece in _UNBROKEN.findall(words):
        if line and width((line + piece).rstrip()) > room:
            yield line
            line = ""
        while not line and width(piece.rstrip()) > room:
            fits = _fitting(piece, room, width)
            yield piece[:fits]
            piece = piece[fits:]
        line += piece
    if line:
        yield line


def _fitting(piece: str, room: float, width: Callable[[str], float]) -> int:
    """How many letters fit, at least one."""
    taken, count = 0.0, 0
    for letter in piece:
        taken += width(letter)
        if taken > room:
            break
        count += 1
    return max(count, 1)
