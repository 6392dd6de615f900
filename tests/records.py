"""Records of any talk, as the app makes them: anything said, signed in any way, closed or not."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from hashlib import sha256
from random import Random
from typing import Any

from ecdsa import NIST256p, SigningKey

from tests.odd_values import value
from tests.talks import first_talk, reader, write
from webapp.domain import schema
from webapp.domain.change import ROLES
from webapp.domain.closing import Closing, closing_of, message
from webapp.domain.errors import DomainError
from webapp.domain.interview import Interview
from webapp.domain.log import Log
from webapp.domain.record import freeze
from webapp.domain.record_file import record_file
from webapp.domain.schema import KINDS
from webapp.domain.signatures import REASONS, heads

INK = [[n for i in range(20) for n in (100 + 40 * i, 500 + i % 2 * 90)], [700, 600, 900, 610]]
KEY = SigningKey.from_secret_exponent(2026, NIST256p, hashfunc=sha256)
"""The key of a device, always the same one; its signatures are too (RFC 6979)."""


def in_words(thing: Any, language: str) -> str:
    """Stands in for the catalogues: each language says the English words in its own way."""
    return thing.in_language(language) if hasattr(thing, "in_language") else f"{language}: {thing}"


def base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def jwk() -> dict[str, str]:
    """The public half of `KEY`."""
    point = KEY.verifying_key.to_string()
    return {"kty": "EC", "crv": "P-256", "x": base64url(point[:32]), "y": base64url(point[32:])}


def close(content: str, last: list[str]) -> Closing:
    """What the device with `KEY` signs."""
    signature = KEY.sign_deterministic(message(content, last))
    return Closing(content, last, jwk(), base64url(signature))


def file_of(log: Log, *, closed: bool = False) -> dict[str, Any]:
    """The record's file of a talk; `closed`: by the device with `KEY`."""
    interview = Interview(log)
    content = freeze(interview, in_words)
    file = record_file(content, interview.signing.events, None)
    if not closed:
        return file
    made = close(file["content_hash"], heads(interview.signing.events))
    return record_file(content, interview.signing.events, closing_of([made], made.content))


def act(log: Log, role: str, act: str, random: Random | None = None) -> None:
    """Let one of the two do something about what the talk says now, having read it."""
    interview, random = Interview(log), random or Random(0)
    content = record_file(freeze(interview, in_words), [], None)["content_hash"]
    signing, who = interview.signing, reader(role, content=content)  # type: ignore[arg-type]
    match act:
        case "drawn":
            event = signing.sign(who, "drawn", INK)
        case "typed":
            event = signing.sign(who, "typed")
        case "objection":
            event = signing.object_to(who, list(signing.fields)[: random.randrange(3)])
        case _:
            event = signing.put_off(who, act, random.choice(["", *REASONS]))  # type: ignore[arg-type]
    write(log, event.to_edit())


def any_file(seed: int) -> dict[str, Any]:
    """Any record's file; the same seed makes the same one."""
    random, log = Random(seed), first_talk()
    for _round in range(random.choice([0, 1, 2])):
        talk(log, random)
        for _act in range(random.randrange(4)):
            done = random.choice(["postponement", "refusal", "objection", "drawn", "typed"])
            act(log, random.choice(ROLES), done, random)
    for role in ROLES[: random.choice([0, 1, 2, 2])]:
        act(log, role, random.choice(["drawn", "drawn", "typed"]), random)
    signed = Interview(log).signing.signed_roles
    return file_of(log, closed=bool(signed) and random.random() < 0.6)


def talk(log: Log, random: Random) -> None:
    """Say a few things, as forms would."""
    for number in range(random.randrange(12)):
        name = random.choice(list(KINDS))
        field = random.choice(list(KINDS[name].fields)).replace("*", random.choice("12"))
        raw = value(random).decode("utf-8", "replace")[:80]
        try:
            write(log, *_said(log, random, name, field, raw, f"request-{number}"))
        except DomainError:
            continue


def _said(log: Log, random: Random, name: str, field: str, raw: str, request: str) -> list[Any]:
    kind, role = KINDS[name], random.choice(ROLES)
    if kind.made and not kind.keys:
        return schema.make(log, name, {"text": "Something", field: raw}, request, role)[1]
    key = random.choice(list(kind.keys)) if kind.keys else ""
    entity = f"{name}:{key}" if key else name
    marked = schema.edit(log, entity, "wanted", "1", "trainee") if name == "expectation" else []
    return [*marked, *schema.edit(log, entity, field, raw, role)]


def pieces(thing: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything inside, in the order of the file."""
    members: Any = ()
    if isinstance(thing, dict):
        members = thing.items()
    elif isinstance(thing, list):
        members = enumerate(thing)
    for key, member in members:
        yield (*at, key)
        yield from pieces(member, (*at, key))
