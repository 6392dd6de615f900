"""The published schema: what the app makes fits it, and it means the same to every reader."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.test_verification import SEEDS, change
from tests.records import any_file
from webapp.domain.canonical import canonical
from webapp.domain.record_schema import SCHEMA
from webapp.domain.shape import misfits
from webapp.domain.verification import judge

DOCS = Path(__file__).resolve().parents[2] / "docs"
UPDATE = DOCS / "update.py"
ANYBODY = jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_published_schema_is_the_one_that_is_used() -> None:
    schema = (DOCS / "record.schema.json").read_bytes()
    assert schema == runpy.run_path(str(UPDATE))["schema"](), "python docs/update.py"


def published() -> bytes:
    return (DOCS / "record.example.json").read_bytes()


def made_anew() -> bytes:
    return bytes(runpy.run_path(str(UPDATE))["example"]())


@pytest.mark.parametrize("example", [published, made_anew])
def test_the_example_fits_and_is_whole(example: Callable[[], bytes]) -> None:
    ANYBODY.validate(json.loads(example()))
    judgement = judge(example())
    assert judgement.signed and not judgement.altered
    assert judgement.of("device").state == "intact"


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_every_record_that_the_app_makes_fits(seed: int) -> None:
    file = json.loads(canonical(any_file(seed)))
    ANYBODY.validate(file)
    assert misfits(file, SCHEMA) == []


@settings(max_examples=200, deadline=None)
@given(SEEDS, SEEDS)
def test_what_does_not_fit_here_does_not_fit_anywhere(seed: int, how: int) -> None:
    file, _at = change(any_file(seed), Random(how))
    assert bool(misfits(file, SCHEMA)) != ANYBODY.is_valid(file)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=3),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner)))
def test_anything_is_judged_alike(value: Any) -> None:
    assert bool(misfits(value, SCHEMA)) != ANYBODY.is_valid(value)


def described(schema: Any, at: str = "") -> Iterator[tuple[str, bool]]:
    """Every property of every object, and whether it is described."""
    if isinstance(schema, dict):
        for name, property_ in schema.get("properties", {}).items():
            reference = SCHEMA["$defs"].get(property_.get("$ref", "").rpartition("/")[2], {})
            yield f"{at}/{name}", bool(property_.get("description") or reference.get("description"))
        for key, member in schema.items():
            yield from described(member, f"{at}/{key}")


def test_every_field_is_described() -> None:
    found = dict(described(SCHEMA))
    assert len(found) > 40
    assert [at for at, said in found.items() if not said] == []
