"""What counts as ink, and what as a signature."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.errors import InvalidValue
from webapp.domain.ink import HEIGHT, WIDTH, is_enough, is_ink, parse_ink, path

points = st.tuples(st.integers(0, WIDTH), st.integers(0, HEIGHT))
strokes = st.lists(points, min_size=1, max_size=30).map(lambda ps: [n for p in ps for n in p])
inks = st.lists(strokes, max_size=6)


def line(length: int, steps: int = 20) -> list[int]:
    """A straight stroke to the right."""
    return [n for i in range(steps + 1) for n in (100 + i * length // steps, 500)]


@given(inks)
def test_ink_survives_the_way_through_a_form(ink: list[list[int]]) -> None:
    assert parse_ink(json.dumps(ink)) == ink


@given(points, st.integers(1, 400))
def test_a_dot_is_never_enough_however_long_the_finger_rests(
    point: tuple[int, int], times: int
) -> None:
    assert not is_enough([list(point) * times])


@given(st.lists(points, max_size=200))
def test_many_dots_are_never_enough(dots: list[tuple[int, int]]) -> None:
    assert not is_enough([list(dot) for dot in dots])


def test_an_empty_pad_is_not_enough() -> None:
    assert not is_enough([])


def test_a_trembling_dot_is_not_enough() -> None:
    assert not is_enough([[n for i in range(100) for n in (1000 + i % 2, 500 + i % 3 // 2)]])


def test_a_stroke_across_the_pad_is_enough() -> None:
    assert is_enough([line(600)])


@given(inks, strokes)
def test_more_ink_never_makes_it_less_of_a_signature(
    ink: list[list[int]], stroke: list[int]
) -> None:
    assert not is_enough(ink) or is_enough([*ink, stroke])


@pytest.mark.parametrize(
    "raw",
    ["{}", "null", "7", "[[1]]", "[[]]", "[[1,2,3]]", "[[1.5,2]]", "[[true,2]]", '[["1",2]]',
     f"[[{WIDTH + 1},2]]", "[[-1,2]]", "[" * 5000, "[[" + "1," * 50_000 + "1]]", "no"],
)  # fmt: skip
def test_what_is_no_ink_is_refused(raw: str) -> None:
    with pytest.raises(InvalidValue):
        parse_ink(raw)


def test_no_strokes_at_all_are_ink_too() -> None:
    assert parse_ink("") == []
    assert is_ink([])


def test_each_stroke_is_a_line_of_the_drawing() -> None:
    assert path([[1, 2, 3, 4], [5, 6]]) == "M1 2L3 4M5 6L5 6"
