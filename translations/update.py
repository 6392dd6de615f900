"""Bring every catalogue in line with the messages in the code: `python translations/update.py`.

New messages come in without a translation, those that are gone are dropped, and what is
translated stays. In English, the language of the message ids, a new message is its own.
"""

from __future__ import annotations

import io
from copy import deepcopy
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

TRANSLATIONS = Path(__file__).resolve().parent
APP = TRANSLATIONS.parent / "webapp"
LANGUAGES = ("nl", "en", "fr", "de", "pl")

KEYWORDS = {"_": None, "n_": (1, 2), "p_": ((1, "c"), 2)}
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract")]
OPTIONS = {"**/templates/**.html": {"silent": "false"}}
UNSAID = tuple(
    f'"{name}'.encode()
    for name in ("Project-Id", "Report-Msgid", "POT-", "PO-", "Last-T", "Language-T", "Generated")
)
"""How the lines of a catalogue's head begin that say nothing here."""


def extract() -> Catalog:
    """Every message in the code, without translations."""
    catalog = Catalog(project="Onthaal", charset="utf-8")
    found = extract_from_dir(APP, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("i18n:",))
    for name, _line, message, comments, context in sorted(found, key=lambda each: each[:2]):
        place = [(f"webapp/{name}", 0)]
        catalog.add(message, locations=place, auto_comments=comments, context=context)
    return catalog


def path_of(language: str) -> Path:
    """Where a language's catalogue is."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """A language's catalogue; empty where there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def updated(language: str, template: Catalog) -> Catalog:
    """A language's catalogue with exactly the messages of `template`."""
    catalog = read(language)
    catalog.update(deepcopy(template), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    if language == "en":
        for message in catalog:
            fill_in_english(message)
    return catalog


def fill_in_english(message: Message) -> None:
    """Let an untranslated message stand for itself."""
    if message.id and not _whole(message):
        message.string = message.id


def main() -> None:
    """Write every catalogue and say how many messages each still lacks."""
    template = extract()
    for language in LANGUAGES:
        catalog = updated(language, template)
        lacking = sum(1 for message in catalog if message.id and not _whole(message))
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        path_of(language).write_bytes(written(catalog))
        print(f"{language}: {len(catalog)} messages, {lacking} to translate")


def written(catalog: Catalog) -> bytes:
    """A catalogue as a file, with no dates or names in its head to change each time."""
    catalog.header_comment = f"# Onthaal in {catalog.locale.english_name}."
    catalog.fuzzy = False
    po = io.BytesIO()
    write_po(po, catalog, width=100, sort_by_file=True, include_lineno=False)
    return b"".join(each for each in po.getvalue().splitlines(True) if not each.startswith(UNSAID))


def _whole(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(forms) and all(forms)


if __name__ == "__main__":
    main()
