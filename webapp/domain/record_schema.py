"""What a record's file is made of, as JSON Schema (2020-12): published in docs/record.schema.json.

The same schema reads files here (`webapp.domain.shape`) and anywhere else in ten years. A later
version may add to it; when a reader has to know more to judge a file, the format counts up.
"""

from __future__ import annotations

from typing import Any, get_args

from webapp.domain.ink import WIDTH
from webapp.domain.parties import SIGNATURES
from webapp.domain.record import AGREEMENT_FORMAT, FORMAT
from webapp.domain.shape import Schema
from webapp.domain.signatures import REASONS, SIGNERS, Act, Method


def _object(description: str, required: Schema, optional: Schema | None = None) -> Schema:
    """An object of exactly these properties."""
    return {
        "description": description,
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": sorted(required),
        "additionalProperties": False,
    }


def _list(description: str, items: Schema, **more: Any) -> Schema:
    return {"description": description, "type": "array", "items": items, **more}


def _text(description: str, **more: Any) -> Schema:
    return {"description": description, "type": "string", **more}


def _of(name: str, description: str) -> Schema:
    return {"description": description, "$ref": f"#/$defs/{name}"}


_SENTENCE = {
    "type": "object",
    "propertyNames": {"pattern": "^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$"},
    "additionalProperties": {"type": "string"},
    "minProperties": 1,
}
_DEFINITIONS: Schema = {
    "hash": _text("SHA-256 in hexadecimal.", pattern="^[0-9a-f]{64}$"),
    "sentence": {
        "description": "Words by language (BCP 47); an empty language is that of names and of "
        "words whose language nobody told.",
        **_SENTENCE,
    },
    "maybe": {
        "description": "A sentence, or null where there is none.",
        **_SENTENCE,
        "type": ["object", "null"],
    },
    "value": {
        "description": "What a field holds: JSON without fractions.",
        "type": ["null", "boolean", "integer", "string", "array", "object"],
        "items": {"$ref": "#/$defs/value"},
        "additionalProperties": {"$ref": "#/$defs/value"},
    },
    "line": _object(
        "Something said about an item.",
        {
            "label": _of("maybe", "What it is, null where the words say it all."),
            "words": _of("sentence", "What was said."),
        },
    ),
    "item": _object(
        "One thing that was talked about.",
        {
            "entity": _text("Its name in `fields`."),
            "words": _of("sentence", "What it is."),
            "answer": _of("maybe", "The answer in a word, null where there is none."),
            "lines": _list("What was said about it.", {"$ref": "#/$defs/line"}),
        },
    ),
    "part": _object(
        "A part of the talk in which something was said.",
        {
            "key": _text("Which one."),
            "title": _of("sentence", "Its title."),
            "items": _list("What was talked about.", {"$ref": "#/$defs/item"}),
        },
    ),
    "person": _object(
        "One of the two.",
        {
            "role": _text("One of the two of the talk, or a party.", enum=list(SIGNERS)),
            "name": _text("The name as it was written."),
            "language": _text("The language that this person reads (BCP 47)."),
        },
    ),
    "party": _object(
        "How one party to the agreement signs.",
        {
            "role": _text("Which party.", enum=list(SIGNERS)),
            "signature": {
                "description": "Here (now), on paper, later, not needed (none), null: open.",
                "enum": [*SIGNATURES, None],
            },
            "day": {
                "description": "Of the signature on paper, or by when it comes (ISO 8601).",
                "type": ["string", "null"],
            },
        },
    ),
}
_CONTENT = _object(
    "What both saw and signed, in both languages, as it was frozen then.",
    {
        "template": {
            "description": "Which way of putting a record together this is.",
            "type": "integer",
            "minimum": 1,
        },
        "interview": _text("The id of the talk."),
        "languages": _list("Its languages (BCP 47), the mentor's first.", {"type": "string"}),
        "title": _of("sentence", "What the record is called."),
        "people": _list("The two people, the mentor first.", {"$ref": "#/$defs/person"}),
        "parts": _list("The talk, part by part.", {"$ref": "#/$defs/part"}),
        "statement": _list("What both sign for.", {"$ref": "#/$defs/sentence"}),
        "consent": _list("What each agrees to by signing.", {"$ref": "#/$defs/sentence"}),
        "fields": {
            "description": "Every signed field with its value: entity, field, value. The same "
            "facts as in `parts`, as the program keeps them.",
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {"$ref": "#/$defs/value"},
            },
        },
    },
    {
        "certificate": _list(
            "What the signatures prove and what not.", {"$ref": "#/$defs/sentence"}
        ),
        "labels": {
            "description": "Words that stand beside the rest on paper, by key.",
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/sentence"},
        },
    },
)
_ACT = _object(
    "What one of the two did about the record. Its id is the SHA-256 of its canonical bytes.",
    {
        "act": _text("What was done; an objection is to single points.", enum=list(get_args(Act))),
        "role": _text("Who did it.", enum=list(SIGNERS)),
        "name": _text("The name that was stated."),
        "language": _text("The language in which it was read (BCP 47)."),
        "content": _of("hash", "The SHA-256 of the content that was shown."),
        "fields": _of("hash", "The SHA-256 of the content's `fields`."),
        "at": _text(
            "The time by the clock of the device, with its offset from UTC (ISO 8601).",
            pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.,]+(Z|[+-][0-9:.]+)$",
        ),
        "previous": _list(
            "The ids of the acts known then that no other act followed yet, sorted.",
            {"$ref": "#/$defs/hash"},
        ),
    },
    {
        "method": _text("How it was signed.", enum=list(get_args(Method))),
        "strokes": _list(
            "The drawn signature: each stroke is x, y, x, y, … on a box of 2200 by 1000, "
            "y downwards. Without pressure and without timing.",
            {
                "type": "array",
                "items": {"type": "integer", "minimum": 0, "maximum": WIDTH},
                "minItems": 2,
            },
        ),
        "reason": _text("Why it was not signed, where that was said.", enum=list(REASONS)),
        "points": {
            "description": "The entities objected to, each with the SHA-256 of its fields; "
            "none takes an earlier objection back.",
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/hash"},
        },
    },
)
_BASE64 = "^[A-Za-z0-9_-]{%d}$"
_DEVICE = _object(
    "The signature of the device on which the last of the two signed: ECDSA on P-256 with "
    "SHA-256 (ES256) over the canonical bytes of {content, format, heads}.",
    {
        "format": _text("What was signed over.", const="onthaal-closing/1"),
        "content": _of("hash", "The SHA-256 of the content that was closed."),
        "heads": _list(
            "The ids of the acts then that no other act followed, sorted.",
            {"$ref": "#/$defs/hash"},
        ),
        "key": _object(
            "The public key (JWK, RFC 7517).",
            {
                "kty": _text("Its type.", const="EC"),
                "crv": _text("Its curve.", const="P-256"),
                "x": _text("A coordinate, base64url.", pattern=_BASE64 % 43),
                "y": _text("A coordinate, base64url.", pattern=_BASE64 % 43),
            },
        ),
        "signature": _text("r and s, 64 bytes as base64url.", pattern=_BASE64 % 86),
        "thumbprint": _of("hash", "The key's thumbprint (RFC 7638), in hexadecimal."),
    },
)

SCHEMA: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "The record of a first talk",
    "$comment": "A file is the canonical form (RFC 8785) of one such object, in UTF-8.",
    **_object(
        "What a mentor and a trainee said in their first talk, with what each of them did about "
        "it. To check one without this program: the SHA-256 of the canonical bytes (RFC 8785) of "
        "`content` is `content_hash`; each signature names that hash and, as `previous`, the "
        "SHA-256 of the canonical bytes of the acts before it; `device` signs the last of them.",
        {
            "format": _text(
                "A talk's record or an agreement, and the version.", enum=[FORMAT, AGREEMENT_FORMAT]
            ),
            "content": {"$ref": "#/$defs/content"},
            "content_hash": _of("hash", "The SHA-256 of the canonical bytes of `content`."),
            "signatures": _list(
                "The signatures under exactly this content, oldest first.", {"$ref": "#/$defs/act"}
            ),
            "others": _list(
                "Whatever else the two did about this content or an earlier one, oldest first.",
                {"$ref": "#/$defs/act"},
            ),
            "digests": {
                "description": "The first 16 hexadecimal digits of the SHA-256 of each piece of "
                "the file, by its address (JSON Pointer, RFC 6901). They prove nothing; they "
                "tell which piece was changed.",
                "type": "object",
                "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
            },
        },
        {
            "draft": {"description": "Nobody has signed it.", "const": True},
            "parties": _list(
                "Of an internship agreement: how each party signs.", {"$ref": "#/$defs/party"}
            ),
            "device": {"$ref": "#/$defs/device"},
        },
    ),
    "$defs": {**_DEFINITIONS, "content": _CONTENT, "act": _ACT, "device": _DEVICE},
}
