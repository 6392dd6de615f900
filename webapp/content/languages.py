"""The languages that Onthaal speaks."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES: Mapping[str, str] = {
    "nl": "Nederlands",
    "en": "English",
    "fr": "Français",
    "de": "Deutsch",
    "pl": "Polski",
}
"""BCP 47 language → its name in itself, in the order of the pickers."""

COMMON_LANGUAGE = "en"
"""What two people fall back on who do not share a first language."""


def known_language(tag: object) -> str | None:
    """Our language for a BCP 47 tag (`nl-BE` → `nl`), or None."""
    primary = str(tag or "").strip().lower().replace("_", "-").partition("-")[0]
    return primary if primary in LANGUAGES else None
