"""Requests of any kind: what a finger, a mistake or somebody unkind might send to any address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from random import Random
from urllib.parse import quote, quote_plus

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.odd_values import MARKUP, NAMES, ODD, ink, value
from webapp.domain.schema import KINDS, derived_id

REQUEST_IDS = ["make-ours", "make-theirs", "request-1", "request-2", "request-3"]
OURS, THEIRS, LATER = (derived_id(each, "interview") for each in REQUEST_IDS[:3])

BUILT_IN = [f"{name}:{key}" for name, kind in KINDS.items() for key in kind.keys]
ALONE = [name for name, kind in KINDS.items() if not kind.keys and not kind.made]
MADE = [f"{kind}:{derived_id(each, kind)}" for kind in KINDS for each in REQUEST_IDS]

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=t"
OTHER_KINDS = ["", "text/plain", "application/json", "multipart/form-data", "a/b; charset=nothing",
               FORM, f"{FORM}; charset=utf-16"]  # fmt: skip
METHODS = ["DELETE", "PATCH", "PUT", "TRACE", "HEAD", "OPTIONS", "POST", "GET", "typed"]
PAGES = ["http://localhost/", f"http://localhost/interviews/{OURS}/expectations?only=discuss",
         "http://localhost//evil.example/", "http://evil.example/", "http://[", "null", "/",
         "http://localhost:99999999/", "\xff", "http://localhost/?only=%ff&only="]  # fmt: skip
HEADERS: Mapping[str, Sequence[str]] = {
    "HX-Request": ["true"],
    "HX-Boosted": ["true"],
    "HX-Current-URL": PAGES,
    "HX-Target": ["nothing", "\xff"],
    "X-Request-ID": [*REQUEST_IDS, "short", "x" * 81, "\xff" * 9, "request-1 "],
    "X-Time-Zone": ["Asia/Tokyo", "Europe/Brussels", "../../etc/passwd", "nothing", "\xff", ""],
    "Accept-Language": ["pl", "nl-BE,nl;q=0.9", "*", "xx;q=nan", ";;;=", "\xff", "en;q=-1"],
    "Referer": PAGES,
    "Origin": [*PAGES, "http://localhost"],
    "Sec-Fetch-Site": ["same-origin", "none", "cross-site", "\xff"],
    "Host": ["localhost", "[::1]", "[::1", "localhost:x", "evil.example", "", "\xff"],
    "Range": ["bytes=0-1", "bytes=-1", "nothing"],
    "If-None-Match": ['"x"', "*"],
    "If-Modified-Since": ["nothing", "Thu, 01 Jan 1970 00:00:00 GMT"],
    "Content-Length": ["0", "3", "-1", "x", "99999999999"],
}  # fmt: skip
USUAL_HEADERS = ["HX-Request", "X-Request-ID", "Referer", "HX-Current-URL"]

_FORM = re.compile(r'<form\b[^>]*?\baction="([^"]+)"[^>]*>(.*?)</form>', re.S)
_CONTROL = re.compile(r'<(?:input|button|textarea|select)\b[^>]*?\bname="([^"]+)"[^>]*')
_VALUE = re.compile(r'\bvalue="([^"]*)"')


@dataclass(frozen=True)
class Request:
    """One request. `body`: as it goes over the wire, `kind` its content type."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    kind: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def send(self, client: FlaskClient) -> TestResponse:
        """The answer to it."""
        return client.open(
            self.path, base_url="http://localhost", method=self.method, query_string=self.query,
            data=self.body, content_type=self.kind, headers=self.headers,
        )  # fmt: skip


class Anything:
    """Makes requests to the addresses of an app; the same seed makes the same ones."""

    def __init__(self, app: Flask, seed: int) -> None:
        self.random = Random(seed)
        self.names = _names()
        rules = list(app.url_map.iter_rules())
        self.rules = [(rule.rule, sorted(rule.methods or ())) for rule in rules]
        self.pages = [
            rule.rule for rule in rules
            if "GET" in (rule.methods or ()) and rule.arguments <= {"interview_id"}
            and not rule.rule.endswith(".pdf")
        ]  # fmt: skip
        [self.setting] = [each for each in self.rules if "/fields/<entity>" in each[0]]

    def page(self) -> Request:
        """Home or a page of our interview, as a finger opens it."""
        return Request("GET", self.random.choice(self.pages).replace("<interview_id>", OURS))

    def tap(self, html: str) -> Request | None:
        """One of a page's forms sent, mostly as it stands there; None where it has none."""
        forms = _FORM.findall(html)
        if not forms:
            return None
        action, inside = self.random.choice(forms)
        pairs = [
            (name, self.value(name) if self._rarely(4) else self._said(control))
            for control, name in ((each[0], each[1]) for each in _CONTROL.finditer(inside))
            if not self._rarely(6)
        ]
        path, _mark, query = unescape(action).partition("?")
        return Request("POST", path, query, _form(pairs), FORM, self.headers())

    def _said(self, control: str) -> bytes:
        known = _VALUE.search(control)
        typed = self.random.choice(["Words", "1234", "nl"])
        return (unescape(known[1]) if known else typed).encode()

    def any(self) -> Request:
        """Any method, to any address, with any body and headers."""
        rule, methods = self.setting if self._rarely(3) else self.random.choice(self.rules)
        usual = [each for each in methods if each not in ("HEAD", "OPTIONS")]
        method = self.random.choice(METHODS if self._rarely(15) else usual)
        query = _form(self.pairs()[:2]).decode()[:2_000] if self._rarely(3) else ""
        body, kind = self.body() if method != "GET" else (b"", "")
        return Request(method, self.path(rule), query, body, kind, self.headers())

    def path(self, rule: str) -> str:
        """An address by a rule of the app, mostly of something that exists."""
        parts = self.segments()

        def part(place: re.Match[str]) -> str:
            text = parts.get(place[1]) or self.random.choice([*REQUEST_IDS, *ODD[:40], OURS])
            return quote(text.encode("utf-8", "surrogatepass"), safe=":")

        return re.sub(r"<(?:\w+:)?(\w+)>", part, rule)

    def segments(self) -> dict[str, str]:
        """What stands in an address: an interview, a thing and a field that go together."""
        odd = [*NAMES, *MARKUP, "", ":", "expectation", "expectation:", "note:1"]
        entity = self.random.choice(self.random.choice([ALONE, BUILT_IN, BUILT_IN, MADE, odd]))
        return {
            "interview_id": self.random.choice([OURS] * 15 + [THEIRS, LATER, *NAMES]),
            "entity": entity,
            "field": self._field(entity),
            "role": self.random.choice(["mentor", "trainee", "trainee", "nobody"]),
        }

    def _field(self, entity: str) -> str:
        kind = KINDS.get(entity.partition(":")[0])
        if kind is None or self._rarely(8):
            return self.random.choice(["nothing", "text.xx", "phrase.x", ".", "phrase.", *MARKUP])
        name, definition = self.random.choice(list(kind.fields.items()))
        if definition.translated and self._rarely(3):
            name += self.random.choice([".language", ".pl", ".nl", ".xx"])
        return name.replace("*", self.random.choice(["1", "2", *NAMES]))

    def value(self, name: str) -> bytes:
        """A value for a form's field of that name."""
        return ink(self.random) if name == "strokes" and self._rarely(2) else value(self.random)

    def pairs(self) -> list[tuple[str, bytes]]:
        """A few fields of a form."""
        usual = ["value", "text", "strokes", "proposal", "points", "role"]
        names = [
            self.random.choice(usual if self._rarely(2) else self.names)
            for _pair in range(self.random.randrange(4))
        ]
        return [(name, self.value(name)) for name in names]

    def body(self) -> tuple[bytes, str]:
        """A body and its content type; now and then one that does not fit the other."""
        if self._rarely(5):
            body = multipart(self.pairs(), as_files=self._rarely(2))
            kind = MULTIPART
        else:
            body, kind = _form(self.pairs()), FORM
        if self._rarely(12):
            return self.random.choice([body, value(self.random)]), self.random.choice(OTHER_KINDS)
        return body, kind

    def headers(self) -> dict[str, str]:
        """Mostly those that htmx and our page send."""
        count = self.random.choice([0, 1, 1, 2, 3])
        names = [
            self.random.choice(list(HEADERS) if self._rarely(4) else USUAL_HEADERS)
            for _header in range(count)
        ]
        return {name: self.random.choice(HEADERS[name]) for name in names}

    def _rarely(self, times: int) -> bool:
        return not self.random.randrange(times)


def _names() -> list[str]:
    """Every name that a form or a view of ours uses."""
    package = Path(__file__).parent.parent / "webapp"
    html = "".join(path.read_text("utf-8") for path in sorted(package.rglob("*.html")))
    code = "".join(path.read_text("utf-8") for path in sorted(package.glob("routes/*.py")))
    asked = re.findall(r'(?:form|args|files)(?:\.get(?:list)?\(|\[)"([\w-]+)"', code)
    return sorted({"nothing", *asked, *re.findall(r'\bname="([a-z][\w-]*)"', html)})


def _form(pairs: Sequence[tuple[str, bytes]]) -> bytes:
    return "&".join(f"{name}={quote_plus(value)}" for name, value in pairs).encode()


def multipart(pairs: Sequence[tuple[str, bytes]], as_files: bool = False) -> bytes:
    """A body of the content type `MULTIPART`."""
    file = '; filename="../x.json"' if as_files else ""
    parts = [
        f'--t\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + value
        for name, value in pairs
    ]
    return b"\r\n".join([*parts, b"--t--\r\n"])
