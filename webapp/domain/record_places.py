"""What people call a piece of a record's file, by its address (JSON Pointer)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from webapp.domain.naming import Words
from webapp.domain.record import Said
from webapp.domain.shape import keys, pointer
from webapp.domain.verdict import Place
from webapp.messages import Message, _

ACTS: Mapping[str, Message] = {
    "signature": _("Signature"),
    "postponement": _("Sign later"),
    "refusal": _("I am not signing"),
    "objection": _("One point is not right"),
}
_PIECES: Mapping[str, Message] = {
    "title": _("The title"),
    "people": _("The two people"),
    "languages": _("The languages"),
    "statement": _("What you sign for"),
    "consent": _("What you sign for"),
    "certificate": _("About the signatures"),
}


def places(file: Any, addresses: Sequence[str]) -> list[Place]:
    """Each of those addresses with its words, as far as the file still tells them."""
    return [Place(each, list(_words(file, keys(each)))) for each in addresses]


def act_words(act: Mapping[str, Any]) -> list[Words]:
    """What somebody did, and who."""
    return [act["name"], ACTS[act["act"]]]


def _words(file: Any, way: Sequence[str]) -> Iterator[Words | Said]:
    match way:
        case ["content", "parts", part, *rest]:
            found = _member(file, "content", "parts", part)
            yield from _said(found, "title")
            if rest[:1] == ["items"]:
                yield from _said(_member(found, *rest[:2]), "words")
        case ["content", "fields", entity, *_rest]:
            yield from _item(file, entity)
        case ["content", piece, *_rest] if piece in _PIECES:
            yield _PIECES[piece]
        case ["signatures" | "others", _place, *rest]:
            yield from _act(_member(file, *way[:2]), rest)
        case ["device", *_rest]:
            yield _("The key of the device")


def _item(file: Any, entity: str) -> Iterator[Words | Said]:
    """The item that shows an entity of `fields`, and the part where it stands."""
    for part in _list(_member(file, "content", "parts")):
        for item in _list(_member(part, "items")):
            if _member(item, "entity") == entity:
                yield from _said(part, "title")
                yield from _said(item, "words")
                return


def _act(act: Any, rest: Sequence[str]) -> Iterator[Words | Said]:
    if isinstance(name := _member(act, "name"), str):
        yield name
    if isinstance(known := _member(act, "act"), str) and known in ACTS:
        yield ACTS[known]
    match rest:
        case ["strokes", number] if number.isdecimal():
            yield _("Stroke %(number)s of the drawing", number=int(number) + 1)
        case ["strokes"]:
            yield _("The drawing")
        case ["previous", *_place]:
            yield _("What was done before")


def _said(thing: Any, key: str) -> Iterator[Said]:
    words = _member(thing, key)
    if isinstance(words, dict) and all(isinstance(each, str) for each in words.values()):
        yield Said(words)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _member(value: Any, *way: str) -> Any:
    """What is there, None where the way leads nowhere."""
    for key in way:
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value


def place_of_act(kind: str, number: int, act: Mapping[str, Any]) -> Place:
    """An act of the lists `signatures` or `others`."""
    return Place(pointer(pointer("", kind), number), act_words(act))
