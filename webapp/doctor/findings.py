"""What can be found: that something is well, or what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What was looked at, and what was seen; `wrong`: it is to be mended, and `words` say how."""

    about: str
    words: str
    wrong: bool = False


class Unreachable(Exception):
    """Nobody answered; the text says why, in a sentence."""


def well(about: str, words: str) -> Finding:
    """Nothing to mend."""
    return Finding(about, words)


def fault(key: str, **values: object) -> Finding:
    """Something to mend: a key of FAULTS, with the values of its sentences."""
    about, words = FAULTS[key]
    return Finding(about, words.format(**values), wrong=True)


FAULTS: Mapping[str, tuple[str, str]] = {
    "no-https": (
        "HTTPS",
        "Browsers keep nothing offline without HTTPS. Put a proxy with a certificate before it: "
        "docs/deploy.",
    ),
    "distrusted": (
        "HTTPS",
        "Tablets do not trust the certificate ({why}). Use one of a known authority for this "
        "name, with its whole chain.",
    ),
    "ending": (
        "HTTPS",
        "The certificate ends in {days} days. See why it is not renewed by itself.",
    ),
    "clock": (
        "clock",
        "The server's clock and this one are {seconds} seconds apart. Let both be set by the "
        "network (timedatectl set-ntp true).",
    ),
    "path": (
        "address",
        "It stands under {path}. Pages and the service worker need a host name of their own, "
        "without a path.",
    ),
    "store": (
        "store",
        "The server cannot keep anything. Look at the room on its disk and at who may write the "
        "data folder.",
    ),
    "database": (
        "database",
        "The database cannot be used ({why}). Look at DATABASE_URL, and whether it is running and "
        "lets this machine in.",
    ),
    "version": (
        "version",
        "The server runs {theirs}, this command is {own}. After an update the server has to be "
        "started anew.",
    ),
    "alone": (
        "access code",
        "The server was started for its own machine alone. Set ONTHAAL_PROXIES to the number of "
        "proxies before it, or --host to the address it is to listen on.",
    ),
    "open": (
        "access code",
        "Whoever finds the address sees every talk: nobody is asked for the access code. "
        "Something before the server answers in its place, or it was not started as docs/deploy "
        "says.",
    ),
    "uncompressed": (
        "compression",
        "Pages come uncompressed. Let the proxy pass on the header Accept-Encoding, and unpack "
        "nothing.",
    ),
    "kept": (
        "caching of pages",
        "Pages may be kept by browsers and proxies: Cache-Control is {said}, not no-store. Let "
        "the proxy leave that header alone.",
    ),
    "policy": (
        "content policy",
        "The header Content-Security-Policy does not arrive. Let the proxy leave it alone.",
    ),
    "proxies": (
        "proxies",
        "The server does not know that it is reached by HTTPS. Set ONTHAAL_PROXIES to the number "
        "of proxies before it, and let them send X-Forwarded-Proto.",
    ),
    "host": (
        "host name",
        "Every change is refused: the server is called by another name than tablets call it. Let "
        "the proxy pass on the header Host, or set ONTHAAL_PROXIES and send X-Forwarded-Host.",
    ),
    "photo": (
        "files",
        "A photo of 2 MB is refused with {status}. Let the proxy take 512 MB, since the server has "
        "limits of its own (nginx: client_max_body_size 512m).",
    ),
    "sw-moved": (
        "service worker",
        "/sw.js leads elsewhere. Browsers take a service worker only from its own address; let "
        "the proxy answer it at once.",
    ),
    "sw-missing": (
        "service worker",
        "/sw.js is answered with {status}: tablets need the network for every page. Is "
        "ONTHAAL_ENGINE off, or was the app not installed with pip?",
    ),
    "sw-type": (
        "service worker",
        "/sw.js comes as {kind}, not text/javascript, so browsers refuse it. Let the proxy leave "
        "Content-Type alone.",
    ),
    "sw-kept": (
        "service worker",
        "/sw.js is kept by caches, so that updates never arrive: Cache-Control is {said}, not "
        "no-cache. Let the proxy leave that header alone.",
    ),
    "engine-type": (
        "engine",
        "Its WebAssembly comes as {kind}, not application/wasm. Let the proxy leave Content-Type "
        "alone.",
    ),
    "engine-large": (
        "engine",
        "It comes uncompressed, three times as large. Let the proxy pass on the header "
        "Accept-Encoding, and unpack nothing.",
    ),
    "engine-again": (
        "engine",
        "It is fetched again and again: Cache-Control is {said}. Let the proxy leave that header "
        "alone.",
    ),
    "unwritable": (
        "data folder",
        "{folder} cannot be written: {why}. Give it to the user that the server runs as.",
    ),
    "readable": (
        "privacy",
        "Other users of this machine may look into {folder}. Close it: chmod 700 {folder}",
    ),
    "room": (
        "room",
        "Only {free} MB are free where the data is kept. Make room before the disk is full.",
    ),
    "code": (
        "access code",
        "It is easily guessed. Take at least ten letters and digits, six of them different "
        "(onthaal access-code --new).",
    ),
    "number": (
        "proxies",
        "ONTHAAL_PROXIES is {said}. It is the number of reverse proxies before the server: 0, 1 "
        "or 2.",
    ),
}
"""Key → what it is about, and the sentences for whoever can mend it."""
