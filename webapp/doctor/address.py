"""What a tablet meets at the address of a server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from webapp.doctor.findings import Finding, Unreachable, fault, well
from webapp.doctor.visit import Reply, Visit, name_of

LARGE = 2_000_000
"""Bytes of a photo; what many proxies take without being told otherwise is half of it."""
DRIFT = 60
"""Seconds that two clocks may differ."""
DAYS = 14
"""A certificate is renewed before its last days."""
PACKED = ("gzip", "br", "zstd")


def look(address: str, version: str, now: datetime) -> list[Finding]:
    """Everything that a tablet needs there, in order; raises Unreachable.

    `version`: of this command, `now`: by this machine's clock.
    """
    visit = Visit(address)
    health = visit.get("/health")
    known = _known(health)
    if known is None:
        raise Unreachable(f"{visit.origin} answers, but not as Onthaal does.")
    checks = [_https(visit, now), _clock(health, now), _path(visit)]
    checks += [_store(health), _version(known, version)]
    checks += [_door(visit), _page(visit), _host(visit), _photo(visit), _service_worker(visit)]
    return [finding for check in checks for finding in check]


def _known(health: Reply) -> dict[str, Any] | None:
    try:
        known = json.loads(health.body)
    except ValueError:
        return None
    return known if isinstance(known, dict) and known.get("home") == "server" else None


# -- the line to it ------------------------------------------------------------------------------


def _https(visit: Visit, now: datetime) -> Iterator[Finding]:
    if not visit.secure:
        local = well("HTTPS", "not needed at this machine's own address")
        yield local if visit.on_this_machine else fault("no-https")
    elif visit.distrust:
        yield fault("distrusted", why=visit.distrust)
    else:
        days = int((visit.ends or now.timestamp()) - now.timestamp()) // 86_400
        trusted = well("HTTPS", f"trusted for {days} more days")
        yield trusted if days >= DAYS else fault("ending", days=days)


def _clock(health: Reply, now: datetime) -> Iterator[Finding]:
    try:
        theirs = parsedate_to_datetime(health.header("Date"))
    except ValueError:
        return
    apart = abs(round((theirs - now).total_seconds()))
    yield fault("clock", seconds=apart) if apart > DRIFT else well("clock", "right")


def _path(visit: Visit) -> Iterator[Finding]:
    if visit.path:
        yield fault("path", path=visit.path)


# -- the server itself ---------------------------------------------------------------------------


def _store(health: Reply) -> Iterator[Finding]:
    yield fault("store") if health.status == 503 else well("store", "keeps what it is given")


def _version(known: dict[str, Any], own: str) -> Iterator[Finding]:
    theirs = known.get("version")
    yield well("version", own) if theirs == own else fault("version", theirs=theirs, own=own)


# -- what a visitor meets ------------------------------------------------------------------------


def _door(visit: Visit) -> Iterator[Finding]:
    home = visit.get("/")
    if home.status == 403:
        yield fault("alone")
    elif "/sign-in" not in home.header("Location"):
        yield fault("open")
    else:
        yield well("access code", "asked for")


def _page(visit: Visit) -> Iterator[Finding]:
    page = visit.get("/sign-in", Accept_Encoding="gzip, br")
    packed, kept = page.header("Content-Encoding"), page.header("Cache-Control")
    yield well("compression", packed) if packed in PACKED else fault("uncompressed")
    yield (
        well("caching of pages", "none")
        if kept == "no-store"
        else fault("kept", said=kept or "missing")
    )
    if "default-src 'self'" not in page.header("Content-Security-Policy"):
        yield fault("policy")
    cookie = page.header("Set-Cookie")
    if visit.secure and cookie and "; secure" not in cookie.lower():
        yield fault("proxies")


def _host(visit: Visit) -> Iterator[Finding]:
    headers = {"Origin": visit.origin, "Content-Type": "application/x-www-form-urlencoded"}
    refused = visit.send("POST", "/sign-in", b"code=", headers).status == 403
    yield fault("host") if refused else well("host name", visit.host)


def _photo(visit: Visit) -> Iterator[Finding]:
    photo = bytes(LARGE)
    headers = {"X-Sync": "1", "Content-Type": "application/octet-stream"}
    status = visit.send("PUT", f"/blobs/{name_of(photo)}", photo, headers).status
    passed = status in (201, 204, 401)
    yield well("files", "a photo of 2 MB passes") if passed else fault("photo", status=status)


# -- what makes a tablet work without a network --------------------------------------------------


def _service_worker(visit: Visit) -> Iterator[Finding]:
    script = visit.get("/sw.js")
    kind = script.header("Content-Type").partition(";")[0]
    kept = script.header("Cache-Control")
    if 300 <= script.status < 400:
        yield fault("sw-moved")
    elif script.status != 200:
        yield fault("sw-missing", status=script.status)
    elif kind != "text/javascript":
        yield fault("sw-type", kind=kind or "nothing")
    elif kept != "no-cache":
        yield fault("sw-kept", said=kept or "missing")
    else:
        yield well("service worker", "for the whole address")
        yield from _engine(visit, script.body)


def _engine(visit: Visit, script: bytes) -> Iterator[Finding]:
    named = re.search(rb'"(/bundle/[^"]+\.wasm)"', script)
    if named is None:
        return
    reply = visit.get(named[1].decode(), Accept_Encoding="gzip, br")
    kind, kept = reply.header("Content-Type"), reply.header("Cache-Control")
    if reply.status != 200 or kind != "application/wasm":
        yield fault("engine-type", kind=kind or reply.status)
    elif not reply.header("Content-Encoding"):
        yield fault("engine-large")
    elif "immutable" not in kept:
        yield fault("engine-again", said=kept or "missing")
    else:
        yield well("engine", f"{len(reply.body) / 1e6:.1f} MB of WebAssembly")
