"""The languages that Onthaal speaks, and how things are said in each of them.

Every page speaks one or two languages at once, so nothing here depends on a current
language: `text(thing, language)` says one thing in one language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Protocol, runtime_checkable

from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal
from babel.units import format_unit
from flask import g, has_request_context, request, session
from flask_babel import force_locale, get_translations

from webapp.content.languages import COMMON_LANGUAGE, LANGUAGES, known_language
from webapp.messages import Message

_REGIONS = {"en": "en_GB", "nl": "nl_BE", "fr": "fr_BE"}


# -- saying one thing in one language -------------------------------------------------------


@runtime_checkable
class Sayable(Protocol):
    """Anything that knows how to say itself in a language."""

    def in_language(self, language: str) -> str: ...


def text(thing: Any, language: str) -> str:
    """`thing` in `language`: a message, date, time, number, list of those, or plain words."""
    match thing:
        case Message():
            return _say(thing, language)
        case Sayable():
            return thing.in_language(language)
        case datetime():
            return f"{text(thing.date(), language)} {text(thing.time(), language)}"
        case date():
            return format_date(thing, "long", locale=locale_of(language))
        case time():
            return format_time(thing, "short", locale=locale_of(language))
        case bool() | None:
            return str(thing)
        case int():
            return format_decimal(thing, locale=locale_of(language))
        case list() | tuple():
            return ", ".join(text(item, language) for item in thing)
    return str(thing)


def _say(message: Message, language: str) -> str:
    catalogue = _catalogue(language)
    match message:
        case Message(plural=str(plural)):
            said = catalogue.ungettext(message.singular, plural, message.values["num"])
        case Message(context=str(context)):
            said = catalogue.upgettext(context, message.singular)
        case _:
            said = catalogue.ugettext(message.singular)
    if not message.values:
        return said
    return said % {name: text(value, language) for name, value in message.values.items()}


def _catalogue(language: str) -> Any:
    catalogues = g.setdefault("catalogues", {})
    if language not in catalogues:
        with force_locale(language):
            catalogues[language] = get_translations()
    return catalogues[language]


def locale_of(language: str) -> str:
    """The CLDR locale whose dates and numbers the readers of `language` expect."""
    return _REGIONS.get(language, language)


@dataclass(frozen=True)
class Day:
    """A date said with its weekday: `Sunday 22 November 2026`."""

    date: date

    def in_language(self, language: str) -> str:
        return format_date(self.date, "full", locale=locale_of(language))


@dataclass(frozen=True)
class ShortDay:
    """A date said as short as it can be: `22.11.26`."""

    date: date

    def in_language(self, language: str) -> str:
        return format_date(self.date, "short", locale=locale_of(language))


@dataclass(frozen=True)
class DayOfYear:
    """A date without its year: `22 Nov`."""

    date: date

    def in_language(self, language: str) -> str:
        return format_skeleton("MMMd", self.date, locale=locale_of(language))


@dataclass(frozen=True)
class Size:
    """An amount of bytes said in a unit that fits it: `12 kB`, `3.4 MB`."""

    bytes: int

    def in_language(self, language: str) -> str:
        power = next((p for p in (9, 6) if self.bytes >= 10**p - 5 * 10 ** (p - 4)), 3)
        amount = self.bytes / 10**power
        pattern = "#,##0.#" if amount < 10 and power > 3 else "#,##0"
        locale = locale_of(language)
        return format_unit(amount, _UNITS[power], "short", format=pattern, locale=locale)


_UNITS = {3: "digital-kilobyte", 6: "digital-megabyte", 9: "digital-gigabyte"}


# -- the languages of the page ---------------------------------------------------------------


def speak(languages: Iterable[str], *, always_all: bool = False) -> None:
    """The page's languages from now on, the holder's first.

    `always_all`: whatever the reader chose to see, for pages that go to the other person.
    """
    g.languages = list(dict.fromkeys(languages))
    g.always_all = always_all


def page_languages() -> list[str]:
    """The languages that this page shows, one or two, the holder's first."""
    spoken: list[str] = g.get("languages") or [device_language()]
    chosen = session.get("shown") if has_request_context() else None
    return [chosen] if chosen in spoken and not g.get("always_all") else spoken


def page_language() -> str:
    """The page's first language."""
    return page_languages()[0]


def device_language() -> str:
    """The language of whoever uses this device: chosen, or the browser's first that we speak."""
    if not has_request_context():
        return COMMON_LANGUAGE
    return known_language(session.get("language")) or _browsers_language() or COMMON_LANGUAGE


def _browsers_language() -> str | None:
    """The browser's first that we speak; a page asks for it with each of its words."""
    if "browsers_language" not in g:
        g.browsers_language = request.accept_languages.best_match(list(LANGUAGES))
    known: str | None = g.browsers_language
    return known


def both(thing: Any) -> list[tuple[str, str]]:
    """`thing` in each of the page's languages, as `(language, words)`, the holder's first.

    What people wrote exists in the languages they wrote it in; it is shown in those.
    """
    versions = getattr(thing, "versions", None)
    if versions is not None:
        return versions(page_languages())
    return [(language, text(thing, language)) for language in page_languages()]
