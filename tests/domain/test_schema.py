"""What this version reads of what others wrote."""

from __future__ import annotations

import pytest

from webapp.domain.change import Change, Value
from webapp.domain.schema import understood


def change(entity: str, field: str, value: Value) -> Change:
    return Change("ola", "b", 1, 1, "", "r", entity, field, value)


@pytest.mark.parametrize(
    ("entity", "field", "value"),
    [
        ("trainee", "name", "Ola Kowalczyk"),
        ("trainee", "name", "a name from a time when longer ones were allowed " * 9),
        ("trainee", "language", None),
        ("expectation:hands-on", "wanted", True),
        ("expectation:0f3c", "text", "something of one's own"),
        ("expectation:hands-on", "text.pl", "words"),
        ("something-newer", "field", {"any": ["thing"]}),
        ("trainee", "something-newer", 5),
    ],
)
def test_what_a_field_can_hold_is_read_and_what_is_unknown_left_to_itself(
    entity: str, field: str, value: Value
) -> None:
    assert understood(change(entity, field, value))


@pytest.mark.parametrize(
    ("entity", "field", "value"),
    [
        ("trainee", "name", 5),
        ("trainee", "name", "\u202eneddih"),
        ("trainee", "language", "xx"),
        ("appointment", "date", "9999-12-31"),
        ("expectation:hands-on", "wanted", 1),
        ("expectation:hands-on", "wanted", "1"),
        ("expectation:hands-on", "answer", ["yes"]),
        ("expectation:<b>", "wanted", True),
        ("present:nobody", "here", True),
    ],
)
def test_what_a_field_cannot_hold_is_never_read(entity: str, field: str, value: Value) -> None:
    assert not understood(change(entity, field, value))
