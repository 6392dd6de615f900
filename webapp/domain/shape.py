"""Whether a JSON value has the shape that a schema asks for.

Only the words of JSON Schema (2020-12) that `webapp.domain.record_schema` uses; they mean here
what they mean there, which the tests see to. Patterns are to fit from end to end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Schema: TypeAlias = Mapping[str, Any]

_TYPES: Mapping[str, type] = {
    "array": list,
    "boolean": bool,
    "integer": int,
    "null": type(None),
    "object": dict,
    "string": str,
}


def misfits(value: Any, schema: Schema) -> list[str]:
    """The addresses (JSON Pointer, RFC 6901) in `value` of what does not fit."""
    return list(dict.fromkeys(_misfits(value, schema, schema, "")))


def pointer(at: str, key: str | int) -> str:
    """The address of a member of what is at `at`."""
    return f"{at}/{str(key).replace('~', '~0').replace('/', '~1')}"


def keys(address: str) -> list[str]:
    """The keys on the way to an address."""
    parts = address.split("/")[1:]
    return [each.replace("~1", "/").replace("~0", "~") for each in parts]


def _misfits(value: Any, schema: Schema, root: Schema, at: str) -> Iterator[str]:
    if "$ref" in schema:
        *_way, name = schema["$ref"].split("/")
        yield from _misfits(value, root["$defs"][name], root, at)
    if not _is_one_of(value, schema) or not _is_of_type(value, schema.get("type", ())):
        yield at
    elif isinstance(value, dict):
        yield from _in_object(value, schema, root, at)
    elif isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield at
        for place, item in enumerate(value):
            yield from _misfits(item, schema.get("items", {}), root, pointer(at, place))
    elif isinstance(value, str):
        if not _fits(value, schema):
            yield at
    elif not _is_between(value, schema):
        yield at


def _in_object(value: dict[str, Any], schema: Schema, root: Schema, at: str) -> Iterator[str]:
    properties, other = schema.get("properties", {}), schema.get("additionalProperties", {})
    names = schema.get("propertyNames", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield pointer(at, name)
    if len(value) < schema.get("minProperties", 0):
        yield at
    for name, member in value.items():
        wanted = properties.get(name, other)
        if wanted is False or not _fits(name, names):
            yield pointer(at, name)
        else:
            yield from _misfits(member, wanted, root, pointer(at, name))


def _is_one_of(value: Any, schema: Schema) -> bool:
    allowed: Sequence[Any] = [schema["const"]] if "const" in schema else schema.get("enum", [value])
    return any(type(value) is type(each) and value == each for each in allowed)


def _is_of_type(value: Any, names: str | Sequence[str]) -> bool:
    wanted = [names] if isinstance(names, str) else names
    return not wanted or any(type(value) is _TYPES[name] for name in wanted)


def _is_between(value: Any, schema: Schema) -> bool:
    if type(value) is not int:
        return True
    least, most = schema.get("minimum", value), schema.get("maximum", value)
    return bool(least <= value <= most)


def _fits(text: str, schema: Schema) -> bool:
    return "pattern" not in schema or re.fullmatch(schema["pattern"], text) is not None
