"""Every language says everything: nothing missing, nothing left over, placeholders kept."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message

ROOT = Path(__file__).resolve().parent.parent
spec = importlib.util.spec_from_file_location("update", ROOT / "translations" / "update.py")
assert spec and spec.loader
update = importlib.util.module_from_spec(spec)
spec.loader.exec_module(update)

PLACEHOLDER = re.compile(r"%\((\w+)\)s|%[^%(]")
LANGUAGES = update.LANGUAGES


@pytest.fixture(scope="module")
def wanted():
    return update.extract()


def key(message: Message) -> tuple[object, object]:
    return message.context, message.id


def forms(message: Message) -> list[str]:
    """The translations of a message, one or one for each plural form."""
    said = message.string
    return [said] if isinstance(said, str) else list(said or [""])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_exactly_the_messages_of_the_code(language, wanted) -> None:
    ours = {key(message) for message in update.read(language) if message.id}
    theirs = {key(message) for message in wanted if message.id}
    assert ours == theirs, "run: python translations/update.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_untranslated_or_uncertain(language) -> None:
    catalog = update.read(language)
    for message in catalog:
        if message.id:
            assert not message.fuzzy, message.id
            assert all(form.strip() for form in forms(message)), message.id
            if message.pluralizable:
                assert len(forms(message)) == catalog.num_plurals, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(language) -> None:
    for message in update.read(language):
        if not message.id:
            continue
        ids = message.id if message.pluralizable else (message.id,)
        allowed = {name for each in ids for name in PLACEHOLDER.findall(each)}
        for form in forms(message):
            found = set(PLACEHOLDER.findall(form))
            assert found <= allowed, f"{message.id!r}: {form!r}"
            assert allowed - found <= {"num"}, f"{message.id!r}: {form!r}"


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_hardly_anything_is_left_in_english(language) -> None:
    catalog = [message for message in update.read(language) if message.id]
    same = [m.id for m in catalog if isinstance(m.id, str) and m.string == m.id and " " in m.id]
    assert len(same) <= 3, same


def test_no_name_is_inflected(wanted) -> None:
    """A name stands as it is: no English genitive is glued to a placeholder."""
    glued = [m.id for m in wanted if m.id and re.search(r"%\(\w+\)s['’]s", str(m.id))]
    assert not glued
