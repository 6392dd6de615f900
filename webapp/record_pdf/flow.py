"""From the top of the first page to the end of the last: rows of cells, broken where pages end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from webapp.record_pdf.canvas import Canvas
from webapp.record_pdf.structure import Element
from webapp.record_pdf.style import BOTTOM, HEADING, HEADING_2, LEFT, LINE, RIGHT, TOP, WIDTH
from webapp.record_pdf.words import Paragraph, Sentence, broken, stacked

Drawing = Callable[[float, float], None]
"""Draws marks beside a row, given its upper edge and how high it is (mm)."""

BEFORE_HEADING = 6.0
HEADING_NEEDS = 24.0
"""Room for a heading and the beginning of what follows (mm)."""


@dataclass(frozen=True)
class Cell:
    """Paragraphs between two edges. `role`: what the cell is, nothing for a bare paragraph."""

    x: float
    width: float
    paragraphs: Sequence[Paragraph]
    role: str = ""
    attributes: str = ""


@dataclass
class _Line:
    words: str
    paragraph: Paragraph
    element: Element
    above: float


@dataclass
class _Column:
    cell: Cell
    lines: list[_Line] = field(default_factory=list)

    def height(self) -> float:
        return sum(line.above + line.paragraph.style.height for line in self.lines)


class Flow:
    """Where on the paper we are: `y` from the top of the page (mm), and in which element."""

    def __init__(self, canvas: Canvas, begin_page: Callable[[Canvas], None]) -> None:
        self.canvas = canvas
        self.parent = canvas.structure.document
        self._begin_page = begin_page
        self.new_page()

    def new_page(self) -> None:
        """Go on at the top of a new page."""
        self.canvas.add_page()
        self._begin_page(self.canvas)
        self.y = TOP

    def need(self, room: float) -> None:
        """Go on at the top of a new page unless there is that much room left (mm)."""
        if self.y + room > BOTTOM:
            self.new_page()

    @contextmanager
    def within(self, role: str, **entries: str) -> Iterator[Element]:
        """What is set within is part of a new element."""
        outer = self.parent
        self.parent = self.canvas.structure.add(role, outer, **entries)
        yield self.parent
        self.parent = outer

    # -- rows ----------------------------------------------------------------------------

    def row(
        self,
        *cells: Cell,
        role: str = "",
        gap: float = 1.6,
        rule: bool = False,
        drawing: Drawing | None = None,
    ) -> None:
        """Set cells beside each other, `gap` above and below; `rule`: a line over them."""
        outer = self.parent
        if role:
            self.parent = self.canvas.structure.add(role, outer)
        columns = [self._column(cell) for cell in cells]
        self.parent = outer
        height = max(column.height() for column in columns)
        self.need(min(height + 2 * gap, BOTTOM - TOP))
        if rule:
            with self.canvas.artifact():
                self.canvas.line([(LEFT, self.y), (RIGHT, self.y)], LINE, 0.25)
        self.y += gap
        if drawing:
            with self.canvas.artifact():
                drawing(self.y, min(height, BOTTOM - self.y))
        self._draw(columns)
        self.y += gap

    def paragraphs(self, paragraphs: Sequence[Paragraph], gap: float = 0) -> None:
        """Set paragraphs across the page."""
        self.row(Cell(LEFT, WIDTH, paragraphs), gap=gap)

    def _column(self, cell: Cell) -> _Column:
        structure, column = self.canvas.structure, _Column(cell)
        inner = self.parent
        if cell.role:
            inner = structure.add(cell.role, inner, attributes=cell.attributes)
        for paragraph in cell.paragraphs:
            element = structure.add(paragraph.role, inner, language=paragraph.language)
            above, room = paragraph.before, cell.width - paragraph.inset
            width = partial(self.canvas.width, style=paragraph.style)
            for words in broken(paragraph.words, room, width):
                column.lines.append(_Line(words, paragraph, element, above))
                above = 0
        return column

    def _draw(self, columns: Sequence[_Column]) -> None:
        """Set as many lines of each column as fit, then the rest on the next page."""
        lowest = self.y
        for column in columns:
            lowest = max(lowest, self._fill(column))
        self.y = lowest
        if any(column.lines for column in columns):
            self.new_page()
            self._draw(columns)

    def _fill(self, column: _Column) -> float:
        y = self.y
        while column.lines:
            line = column.lines[0]
            y_line = y + line.above
            if y_line + line.paragraph.style.height > BOTTOM and y > TOP:
                break
            self._line(column.cell, column.lines.pop(0), y_line)
            y = y_line + line.paragraph.style.height
        return y

    def _line(self, cell: Cell, line: _Line, y: float) -> None:
        canvas, paragraph = self.canvas, line.paragraph
        style, x = paragraph.style, cell.x + paragraph.inset
        if paragraph.ground:
            with canvas.artifact():
                canvas.box(cell.x, y - line.above, cell.width, style.height + line.above + 0.05,
                           paragraph.ground)  # fmt: skip
        if line.words:
            with canvas.content(line.element, paragraph.language):
                canvas.words(x, y + style.baseline, line.words, style)

    def heading(
        self,
        sentence: Sentence,
        languages: Sequence[str],
        *,
        role: str = "H2",
        room: float = HEADING_NEEDS,
        inset: float = 0,
        drawing: Drawing | None = None,
    ) -> None:
        """A heading in both languages, never alone at the foot of a page.

        `room`: what must fit on the page with it (mm); `inset` leaves place for a mark.
        """
        self.need(BEFORE_HEADING + room)
        self.y += BEFORE_HEADING if self.y > TOP else 0
        with self.within(role):
            words = stacked(sentence, languages, HEADING, HEADING_2, role="Span")
            self.row(Cell(LEFT + inset, WIDTH - inset, words), gap=0, drawing=drawing)
        self.y += 1.2
