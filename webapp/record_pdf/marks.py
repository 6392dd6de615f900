"""Marks and drawings: people, the bridge between two marks, ticks, ink, codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import segno

from webapp.domain.ink import WIDTH as INK_WIDTH
from webapp.record_pdf.canvas import Canvas
from webapp.record_pdf.style import (
    EDGE,
    INK,
    MARK,
    MENTOR,
    PAD_INK,
    SECOND,
    TRAINEE,
    WHITE,
    Colour,
    Style,
)

COLOURS = {
    "mentor": MENTOR,
    "host": MENTOR,
    "trainee": TRAINEE,
    "school": SECOND,
    "guardian": SECOND,
}


def person(canvas: Canvas, role: str, initial: str, x: float, y: float, size: float) -> None:
    """The square of a mentor or company, the circle of others, its upper left corner at a place."""
    if COLOURS[role] == MENTOR:
        canvas.box(x, y, size, size, MENTOR)
    else:
        canvas.circle(x + size / 2, y + size / 2, size / 2, COLOURS[role])
    style = Style(size * 1.7, WHITE, bold=True, leading=1)
    left = x + (size - canvas.width(initial, style)) / 2
    canvas.words(left, y + size / 2 + style.size * 0.116, initial, style)


def tie(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """The line between the two, half of it each one's."""
    canvas.box(x, y, width / 2, height, MENTOR)
    canvas.box(x + width / 2, y, width / 2, height, TRAINEE)


def bridge(canvas: Canvas, answer: object, x: float, y: float) -> None:
    """From what the trainee marked to what the mentor answered, 13 mm wide, around `y`.

    Joined for yes, dashed for partly, broken for no, an open end where there is no answer.
    """
    left, middle, right = x + 1.3, x + 6.5, x + 11.7
    if answer == "no":
        for start, end, colour in ((left, x + 4.8, TRAINEE), (right, x + 8.2, MENTOR)):
            canvas.line([(start, y), (end, y)], colour, 0.75)
            canvas.line([(end, y - 1.4), (end, y + 1.4)], colour, 0.75)
    elif answer in ("yes", "partly"):
        canvas.line([(left, y), (middle, y)], TRAINEE, 0.75)
        dash = "2.1 1.9" if answer == "partly" else ""
        canvas.line([(middle, y), (right, y)], MENTOR, 0.75, dash)
    else:
        canvas.line([(left, y), (middle, y)], TRAINEE, 0.75)
    canvas.circle(left, y, 1.3, TRAINEE)
    _end(canvas, answer, right, y)


def _end(canvas: Canvas, answer: object, x: float, y: float) -> None:
    if answer in ("yes", "partly"):
        canvas.box(x - 1.3, y - 1.3, 2.6, 2.6, MENTOR)
        return
    colour = MENTOR if answer == "no" else EDGE
    canvas.box(x - 1.3, y - 1.3, 2.6, 2.6, WHITE)
    canvas.frame(x - 1.15, y - 1.15, 2.3, 2.3, colour)


def tick(canvas: Canvas, x: float, y: float, colour: Colour = INK) -> None:
    """A tick 3 mm wide around the height `y`."""
    canvas.line([(x, y), (x + 1, y + 1.1), (x + 3, y - 1.2)], colour, 0.6, cap=1)


def star(canvas: Canvas, x: float, y: float) -> None:
    """The marker beside what matters most."""
    canvas.box(x, y, 1.1, 4.4, MARK)


def ink(canvas: Canvas, strokes: Iterable[Sequence[int]], x: float, y: float, width: float) -> None:
    """A drawn signature in a box of that width, as it was drawn."""
    scale = width / INK_WIDTH
    for stroke in strokes:
        places = zip(stroke[::2], stroke[1::2], strict=True)
        points = [(x + at * scale, y + down * scale) for at, down in places]
        canvas.line(points if len(points) > 1 else points * 2, PAD_INK, 16 * scale, cap=1)


def code(canvas: Canvas, words: str, x: float, y: float, size: float, error: str = "m") -> None:
    """A QR code, its dark squares joined along each row; `error`: how much of it may be lost."""
    matrix = segno.make_qr(words, error=error).matrix
    module = size / len(matrix)
    for down, line in enumerate(matrix):
        start = 0
        while start < len(line):
            end = start
            while end < len(line) and line[end]:
                end += 1
            if end > start:
                across = (end - start) * module
                canvas.box(x + start * module, y + down * module, across, module, INK)
            start = end + 1
