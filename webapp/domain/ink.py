"""Ink: what somebody drew, as strokes of integer points, no pressure and no timing.

Pressure and timing would be biometric data. The box is `WIDTH` × `HEIGHT` units whatever
the screen; a stroke is `[x, y, x, y, …]`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import TypeAlias, TypeGuard

from webapp.domain.errors import InvalidValue
from webapp.messages import _

Stroke: TypeAlias = Sequence[int]
Ink: TypeAlias = Sequence[Stroke]

WIDTH, HEIGHT = 2200, 1000
MOST_NUMBERS = 40_000
LEAST_LENGTH, LEAST_POINTS = 400, 8
"""Less than this is a dot or a slip of the finger; static/js/elements/signature-pad.js agrees."""


def parse_ink(raw: str) -> list[list[int]]:
    """The strokes in a JSON text, none for an empty one; raises InvalidValue."""
    try:
        strokes = json.loads(raw or "[]")
    except (ValueError, RecursionError):
        strokes = None
    if not is_ink(strokes):
        raise InvalidValue(_("The drawing could not be read. Clear it and draw once more."))
    return [list(stroke) for stroke in strokes]


def is_ink(strokes: object) -> TypeGuard[Ink]:
    """Whether a JSON value is ink: strokes of whole points, all inside the box."""
    if not isinstance(strokes, list) or not all(isinstance(each, list) for each in strokes):
        return False
    if sum(map(len, strokes)) > MOST_NUMBERS:
        return False
    return all(stroke and len(stroke) % 2 == 0 and _inside(stroke) for stroke in strokes)


def _inside(stroke: Sequence[object]) -> bool:
    bounds = (WIDTH, HEIGHT) * (len(stroke) // 2)
    return all(type(n) is int and 0 <= n <= most for n, most in zip(stroke, bounds, strict=True))


def is_enough(ink: Ink) -> bool:
    """Whether it is more than a dot: by the way the pen went and its points, never by pixels."""
    points = sum(len(stroke) // 2 for stroke in ink)
    return points >= LEAST_POINTS and sum(map(_length, ink)) >= LEAST_LENGTH


def _length(stroke: Stroke) -> float:
    points = list(zip(stroke[::2], stroke[1::2], strict=True))
    return sum(math.dist(a, b) for a, b in zip(points, points[1:], strict=False))


def path(ink: Ink) -> str:
    """The same ink as the data of an SVG path, for a view box of `WIDTH` × `HEIGHT`."""
    return "".join(_path(stroke) for stroke in ink)


def _path(stroke: Stroke) -> str:
    points = [f"{x} {y}" for x, y in zip(stroke[::2], stroke[1::2], strict=True)]
    return "M" + "L".join(points if len(points) > 1 else points * 2)
