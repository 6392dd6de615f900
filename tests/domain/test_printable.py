"""What can be printed is known without a PDF being made."""

from __future__ import annotations

import pytest

from tests.talks import first_talk, say
from webapp.domain.interview import Interview
from webapp.domain.openpoints import open_points
from webapp.domain.printable import Unprintable, printable, unprintable

ALPHABETS = {
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюяѝ", "cs": "áčďéěíňóřšťúůýž", "da": "æøå", "de": "äöüß",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ", "es": "áéíñóúü¿¡", "et": "äõöüšž", "fi": "åäöšž",
    "fr": "àâæçéèêëîïôœùûüÿ", "ga": "áéíóúḃċḋḟġṁṗṡṫ", "hr": "čćđšž", "hu": "áéíóöőúüű",
    "it": "àèéìíîòóù", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž", "mt": "ċġħż", "nl": "áéëïóöüĳ",
    "pl": "ąćęłńóśźż", "pt": "áâãàçéêíóôõú", "ro": "ăâîșț", "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž", "sv": "åäö", "en": "abcdefghijklmnopqrstuvwxyz", "tr": "ğışçöü", "uk": "єіїґ",
}  # fmt: skip


@pytest.mark.parametrize("language", ALPHABETS)
def test_every_official_language_of_the_union_can_be_printed(language: str) -> None:
    letters = ALPHABETS[language]
    assert unprintable(letters + letters.upper()) == []


def test_so_can_the_signs_that_people_write() -> None:
    assert unprintable("„a” “b” ‘c’ «d» ‹e› – — … • € № ° § → ← ✓ × − ≤ ≥ ½ ²\n\t¿¡ẞ") == []


def test_a_character_that_cannot_is_named_once() -> None:
    assert unprintable("🙂 ja 漢 🙂") == ["🙂", "漢"]
    error = Unprintable(["🙂"], "Afspraken")
    assert "🙂 (SLIGHTLY SMILING FACE)" in str(error) and "Afspraken" in str(error)
    assert "U+E000" in str(Unprintable(["\ue000"], ""))


def test_what_is_not_seen_by_itself_is_left_out() -> None:
    assert printable("af\xadspraak ❤\ufe0f a\u200bb") == "afspraak ❤ ab"
    assert unprintable("af\xadspraak ❤\ufe0f") == []


def test_it_is_told_before_signing_where_it_can_still_be_written_anew() -> None:
    log = first_talk()
    say(log, "agreement:1", text="Elke vrijdag 🙂", text_language="nl")
    [point] = [p for p in open_points(Interview(log)) if "PDF" in str(p.message)]
    assert "🙂" in str(point.message) and point.step == "agreements"
    say(log, "agreement:1", text="Elke vrijdag")
    assert not [p for p in open_points(Interview(log)) if "PDF" in str(p.message)]
