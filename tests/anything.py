"""Requests of any kind: what a browser, a mistake or somebody unkind might send to any address.

`stories(app)` is a Hypothesis strategy; a `Request` is one line of such a story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, quote_plus

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from werkzeug.test import TestResponse

from webapp.content.languages import LANGUAGES
from webapp.content.tasks import TASKS
from webapp.domain.field import Choice, Kind
from webapp.domain.schema import KINDS, derived_id

REQUEST_IDS = ["make-ours", "make-theirs", "request-1", "request-2", "request-3"]
OURS, THEIRS, LATER, *_MADE = (derived_id(each, "interview") for each in REQUEST_IDS)
MADE = [f"{kind}:{derived_id(each, kind)}" for kind in KINDS for each in REQUEST_IDS]

TYPED = "<typed id=typed>"
"""Markup that somebody typed: wherever it is shown, it is shown as text."""


@dataclass(frozen=True)
class Request:
    """One request. `body`: as it goes over the wire, `kind` its content type."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    kind: str = "application/x-www-form-urlencoded"
    headers: Sequence[tuple[str, str]] = field(default=())

    def send(self, client: FlaskClient) -> TestResponse:
        """The answer to it."""
        return client.open(
            self.path,
            base_url="http://localhost",
            method=self.method,
            query_string=self.query,
            data=self.body,
            content_type=self.kind,
            headers=list(self.headers),
        )


# -- values ---------------------------------------------------------------------------------

NASTY = [
    TYPED, f'">{TYPED}', f"'>{TYPED}", f"</textarea>{TYPED}", f"</script>{TYPED}", f"-->{TYPED}",
    '" onfocus=typed autofocus="', "javascript:typed", "{{ 7 * 7 }}", "%(name)s %s %", "\\", "%00",
    "\x00", "\x1b[31m", "line\r\nX-Typed: typed", "\u202eneddih\u202c", "\u2066\u2069", "\ufeff",
    "é" * 3, "e\u0301", "\u0130\u0131ß", "\U0001f469\u200d\U0001f4bb", "\uffff", "٣", "²",
    "0001-01-01", "9999-12-31", "2026-02-30", "2026-W53-7", "00:00", "23:59:59.999999", "24:00",
    "09:30+25:00", "T0930Z", "-1", "1e9", "0x10", "9" * 400, "NaN", "-0", "1_000", "٠١٢",
    "null", "[]", "{}", "[[]]", "[[1]]", "[[1,2,3]]", '[["1","2"]]', "[[1.5,2]]", "[[-1,0]]",
    "[[0,0,2200,1000]]", "[" * 5_000, '{"a":' * 5_000, '{"\\ud800":1}', '"\\ud800"', "[[true,1]]",
    "[[0,0],[0,0]]", '{"a":1,"a":2}', "[" + "9" * 5_000 + "]", "//evil.example", "/\\evil.example",
    "/\t/evil.example", "http://[", "https://evil.example/", "../../etc/passwd", "..%2f..%2f",
    "a" * 64, "0" * 64, "Europe/Brussels", "../Europe", "localtime", "name@example.org", "+32 9 1",
    "undo:request-1", "signature:" + "0" * 64, "mentor", "trainee", "both", "open", "closed",
]  # fmt: skip

KEYS = sorted(
    {str(key) for kind in KINDS.values() for definition in kind.fields.values()
     if isinstance(definition.type, Choice) for key in definition.type.keys}
    | {*LANGUAGES, *TASKS}
)  # fmt: skip


def values() -> SearchStrategy[bytes]:
    """What somebody may put into a box: what fits, what is unkind, what is no text, what is huge."""
    return st.one_of(
        st.sampled_from(["1", "", "drawn", "typed"]).map(str.encode),
        st.sampled_from(KEYS).map(str.encode),
        st.sampled_from(NASTY).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.text(max_size=30).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.binary(max_size=12),
        st.tuples(st.sampled_from(["x", "é\n", "[", "<b>"]), st.sampled_from([201, 4_001, 300_000]))
        .map(lambda huge: (huge[0] * huge[1]).encode()),
    )  # fmt: skip


def ink() -> SearchStrategy[bytes]:
    """A signature, as the pad sends it."""
    points = st.lists(st.integers(0, 999), min_size=16, max_size=40).filter(lambda p: not len(p) % 2)
    return st.lists(points, max_size=3).map(lambda strokes: repr(strokes).encode())


# -- addresses ------------------------------------------------------------------------------


def entities() -> SearchStrategy[str]:
    """What an interview may hold: built in, made in the story, or unheard of."""
    alone = [name for name, kind in KINDS.items() if not kind.keys and not kind.made]
    built_in = [f"{name}:{key}" for name, kind in KINDS.items() for key in kind.keys]
    odd = ["", ":", "nothing", "expectation", "expectation:", "note:1", *NASTY[:8]]
    return st.sampled_from(alone) | st.sampled_from(built_in + MADE) | st.sampled_from(odd)


def entity_fields() -> SearchStrategy[tuple[str, str]]:
    """A thing and one of its fields, mostly one that it can have."""
    return entities().flatmap(lambda entity: st.tuples(st.just(entity), _field_of(entity)))


def _field_of(entity: str) -> SearchStrategy[str]:
    kind = KINDS.get(entity.partition(":")[0])
    known = list(_field_names(kind)) if kind else []
    odd = ["", "nothing", "text.xx", "text.language", "text.nl", "phrase.x", ".", "phrase.", TYPED]
    return st.sampled_from(known * 4 + odd)


def _field_names(kind: Kind) -> Iterator[str]:
    for name, definition in kind.fields.items():
        yield name.replace("*", "1")
        if definition.translated:
            yield from (f"{name}.{each}" for each in ("language", "pl", "nl", "xx"))


def _segments(entity: str, field_name: str) -> dict[str, SearchStrategy[str]]:
    return {
        "interview_id": st.sampled_from([OURS] * 12 + [THEIRS, LATER, "nothing", "workplace", "a.b"]),
        "entity": st.just(entity),
        "field": st.just(field_name),
        "role": st.sampled_from(["mentor", "trainee", "nobody"]),
    }  # fmt: skip


def _paths(rule: str) -> SearchStrategy[str]:
    names = re.findall(r"<(?:\w+:)?(\w+)>", rule)
    other = st.sampled_from([*REQUEST_IDS, *NASTY[:20], OURS, "a" * 300])

    def filled(pair: tuple[str, str]) -> SearchStrategy[str]:
        known = _segments(*pair)
        parts = [known.get(name, other) for name in names]
        return st.tuples(*parts).map(lambda found: _fill(rule, found))

    return entity_fields().flatmap(filled)


def _fill(rule: str, parts: Sequence[str]) -> str:
    left = iter(parts)
    return re.sub(r"<[^>]+>", lambda _match: quote(next(left).encode(), safe=":"), rule)


# -- bodies and headers ---------------------------------------------------------------------


def form_names() -> list[str]:
    """Every name that a form of ours or a view of ours uses."""
    package = Path(__file__).parent.parent / "webapp"
    html = "".join(path.read_text("utf-8") for path in sorted(package.rglob("*.html")))
    code = "".join(path.read_text("utf-8") for path in sorted(package.glob("routes/*.py")))
    asked = re.findall(r'(?:form|args|files)(?:\.get(?:list)?\(|\[)"([\w-]+)"', code)
    return sorted({"nothing", *asked, *re.findall(r'\bname="([a-z][\w-]*)"', html)})


def _pairs(names: Sequence[str]) -> SearchStrategy[list[tuple[str, bytes]]]:
    usual = st.tuples(st.sampled_from(["value", "text", "proposal", "points"]), values())
    strokes = st.tuples(st.just("strokes"), ink() | values())
    return st.lists(usual | st.tuples(st.sampled_from(names), values()) | strokes, max_size=4)


def _multipart(pairs: Sequence[tuple[str, bytes]], as_files: bool) -> bytes:
    lines = []
    for name, value in pairs:
        file = '; filename="../x.json"' if as_files else ""
        head = f'--typed\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
        lines.append(head.encode() + value + b"\r\n")
    return b"".join(lines) + b"--typed--\r\n"


def bodies(names: Sequence[str]) -> SearchStrategy[tuple[bytes, str]]:
    """A body and its content type; now and then one that does not fit the other."""
    multipart = st.tuples(_pairs(names), st.booleans()).map(lambda parts: _multipart(*parts))
    form = _pairs(names).map(
        lambda pairs: "&".join(f"{name}={quote_plus(value)}" for name, value in pairs).encode()
    )
    kinds = ["", "text/plain", "application/json", "multipart/form-data", "a/b; charset=nothing",
             "application/x-www-form-urlencoded; charset=utf-16"]  # fmt: skip
    return st.one_of(
        st.tuples(form, st.just("application/x-www-form-urlencoded")),
        st.tuples(form, st.just("application/x-www-form-urlencoded")),
        st.tuples(multipart, st.just("multipart/form-data; boundary=typed")),
        st.tuples(form | values() | multipart, st.sampled_from(kinds)),
    )


_ADDRESSES = ["http://localhost/", f"http://localhost/interviews/{OURS}/expectations?only=discuss",
              "http://localhost//evil.example/", "http://evil.example/", "http://[", "null", "/",
              "http://localhost:99999999/", "\xff", "http://localhost/?only=%ff&only="]  # fmt: skip
HEADERS = {
    "HX-Request": ["true"],
    "HX-Boosted": ["true"],
    "HX-Current-URL": _ADDRESSES,
    "HX-Target": ["nothing", "\xff"],
    "X-Request-ID": [*REQUEST_IDS, "short", "x" * 81, "\xff" * 9, "request-1\t"],
    "X-Time-Zone": ["Asia/Tokyo", "Europe/Brussels", "../../etc/passwd", "nothing", "\xff", ""],
    "Accept-Language": ["pl", "nl-BE,nl;q=0.9", "*", "xx;q=nan", ";;;=", "\xff", "en;q=-1"],
    "Referer": _ADDRESSES,
    "Origin": [*_ADDRESSES, "http://localhost"],
    "Sec-Fetch-Site": ["same-origin", "none", "cross-site", "\xff"],
    "Host": ["localhost", "localhost:8000", "[::1]", "[::1", "localhost:x", "evil.example", "", "\xff"],
    "Range": ["bytes=0-1", "bytes=-1", "nothing"],
    "If-None-Match": ['"x"', "*"],
    "If-Modified-Since": ["nothing", "Thu, 01 Jan 1970 00:00:00 GMT"],
    "Content-Length": ["0", "3", "-1", "x", "99999999999"],
    "X-HTTP-Method-Override": ["DELETE"],
}  # fmt: skip


def _header(name: str) -> SearchStrategy[tuple[str, str]]:
    return st.tuples(st.just(name), st.sampled_from(HEADERS[name]))


def headers() -> SearchStrategy[list[tuple[str, str]]]:
    """Mostly those that htmx and our page send, each at most once."""
    usual = ["HX-Request", "X-Request-ID", "Referer"]
    some = st.sampled_from(usual * 6 + list(HEADERS)).flatmap(_header)
    return st.lists(some, max_size=3, unique_by=lambda pair: pair[0])


# -- requests and stories -------------------------------------------------------------------


def requests(app: Flask) -> SearchStrategy[Request]:
    """Any request to any address of the app, oftenest one that it would answer."""
    names = form_names()
    rules = [(rule.rule, sorted(rule.methods or ())) for rule in app.url_map.iter_rules()]
    [setting] = [each for each in rules if each[0].endswith("/fields/<entity>/<field>")]
    rule = st.sampled_from([*rules, *[setting] * (len(rules) // 3)])
    odd = st.sampled_from(["DELETE", "PATCH", "PUT", "TRACE", "HEAD", "OPTIONS", "typed"])

    def request(chosen: tuple[str, list[str]]) -> SearchStrategy[Request]:
        path, allowed = chosen
        usual = [each for each in allowed if each not in ("HEAD", "OPTIONS")]
        return st.builds(
            lambda method, address, query, body, more: Request(
                method, address, query, *(body if method != "GET" else (b"", "")), more
            ),
            st.one_of(*[st.sampled_from(usual)] * 12, odd),
            _paths(path),
            _queries(names),
            bodies(names),
            headers(),
        )

    return rule.flatmap(request)


def _queries(names: Sequence[str]) -> SearchStrategy[str]:
    some = _pairs([*names, "only", "until", "q", "entity"]).map(
        lambda pairs: "&".join(f"{name}={quote_plus(value[:300])}" for name, value in pairs[:2])
    )
    return st.one_of(st.just(""), st.just(""), some)


def stories(app: Flask, length: int) -> SearchStrategy[list[Request]]:
    """`length` requests, one after the other."""
    return st.lists(requests(app), min_size=length, max_size=length)
