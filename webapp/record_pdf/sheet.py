"""One document that is being made: its paper, its languages, its frozen words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from webapp.domain.printable import Unprintable, unprintable
from webapp.domain.record import Said
from webapp.domain.record_labels import LABELS
from webapp.record_pdf import marks
from webapp.record_pdf.canvas import Canvas
from webapp.record_pdf.flow import Cell, Flow
from webapp.record_pdf.metadata import metadata
from webapp.record_pdf.style import (
    FINE,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    POINT,
    RIGHT,
    TITLE,
    TITLE_2,
    WATERMARK,
    WIDTH,
    Style,
)
from webapp.record_pdf.words import Paragraph, Sentence, stacked, versions

WATERMARK_STYLE = Style(84, WATERMARK, bold=True)
WATERMARK_WIDTH = 158.0
TURNED = "0.766 0.643 -0.643 0.766"
"""The matrix of forty degrees."""


class Sheet:
    """A document in one or two languages. `labels`: key → sentence; `draft`: its watermark."""

    def __init__(
        self,
        languages: Sequence[str],
        labels: Mapping[str, Sentence],
        draft: bool = False,
    ) -> None:
        self.languages = languages
        self.canvas = Canvas()
        self._labels = labels
        self._draft = draft

    @cached_property
    def flow(self) -> Flow:
        """Where we are on the paper; the first page begins with it."""
        return Flow(self.canvas, self._begin_page)

    def label(self, key: str) -> Sentence:
        """A label as it was frozen; in English what a record of its time did not have."""
        return self._labels.get(key) or {"en": str(LABELS.get(key, ""))}

    def said(self, sentence: Sentence, **look: Any) -> list[Paragraph]:
        """A sentence in the languages of the document, one under the other."""
        return stacked(sentence, self.languages, **look)

    def first(self, sentence: Sentence) -> str:
        """A sentence in one language only, for what has room for one."""
        return next((words for _language, words in versions(sentence, self.languages)), "")

    @contextmanager
    def figure(self, alt: str, x: float, y: float, width: float, height: float) -> Iterator[None]:
        """What is drawn within is one picture; `alt` says in the first language what it shows."""
        below, above = PAGE_HEIGHT - y - height, PAGE_HEIGHT - y
        places = " ".join(f"{each / POINT:.2f}" for each in (x, below, x + width, above))
        figure = self.canvas.structure.add(
            "Figure", self.flow.parent, language=next(iter(self.languages), ""), alt=alt,
            attributes=f"<</O /Layout /BBox [{places}]>>",
        )  # fmt: skip
        with self.canvas.content(figure):
            yield

    # -- every page ----------------------------------------------------------------------

    def title(self, sentence: Sentence) -> None:
        """The title of the document."""
        with self.flow.within("H1"):
            words = self.said(sentence, first=TITLE, second=TITLE_2, role="Span")
            self.flow.row(Cell(LEFT, WIDTH, words), gap=0)
        self.flow.y += 2

    def _begin_page(self, canvas: Canvas) -> None:
        with canvas.artifact("Page"):
            marks.tie(canvas, 0, 0, PAGE_WIDTH, 2.2)
            if self._draft:
                said = versions(self.label("draft-mark"), self.languages)
                for place, (_language, words) in enumerate(said):
                    style = canvas.fitted(words, WATERMARK_STYLE, WATERMARK_WIDTH)
                    canvas.words(48 + 30 * place, 196 + 26 * place, words, style, TURNED)

    def foot(self, words: str) -> None:
        """Number the pages; to be called when all of them are there."""
        canvas, last = self.canvas, len(self.canvas.pages)
        y = PAGE_HEIGHT - 10.5
        for number in canvas.pages:
            canvas.page = number
            count = f"{number} / {last}"
            with canvas.artifact("Pagination"):
                canvas.words(LEFT, y, words, FINE)
                canvas.words(RIGHT - canvas.width(count, FINE), y, count, FINE)

    def finished(self, title: Sentence, source: str = "", identifier: str = "") -> bytes:
        """The bytes of the whole document."""
        if self.languages:
            self.canvas.set_lang(self.languages[0])
        said = metadata(self.first(title), self.languages, source, identifier)
        self.canvas.set_xmp_metadata(said)
        return bytes(self.canvas.output())


def check(sentences: Sequence[Sentence], place: Sentence) -> None:
    """Raise Unprintable where one of them has a letter that the typeface lacks."""
    words = "".join(said for sentence in sentences for said in sentence.values())
    if found := unprintable(words):
        raise Unprintable(found, Said(place))

