"""Sample people and one interview in each state, made as people would make them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from flask import Flask
from flask.testing import FlaskClient

from webapp.access import code_of

Said = Iterable[tuple[str, str]]

HOST = {
    "host/company": "Van Acker Metaal",
    "host/department": "Draaierij",
    "appointment/address": "Nijverheidskaai 14, 9000 Gent",
    "appointment/place": "Hal B, eerste verdieping, atelier 2",
    "appointment/ask_for": "Joris De Smet",
    "deputy/name": "Leen Peeters",
    "deputy/phone": "+32 9 123 45 68",
    "mentor/phone": "+32 9 123 45 67",
    "outside/name": "Marta Nowak",
    "outside/phone": "+48 22 123 45 67",
    "sheet/hours": "7.30 – 16.00, pauze om 10.00 en 12.00",
    "sheet/clothing": "Werkkledij, veiligheidsschoenen en -bril",
    "sheet/lunch": "Refter, gelijkvloers",
    "sheet/sickness": "Bel voor 7.15 naar Joris",
}
OBJECTIVES = (
    ("Meten en controleren", "Pomiary i kontrola"),
    ("CNC-draaibank bedienen", "Obsługa tokarki CNC"),
    ("Veilig werken", "Bezpieczna praca"),
)
MARKED = ("daily-life", "hands-on", "modern-techniques", "school-and-work", "guided-tasks",
          "foreign-language", "fair-treatment", "friends-and-team")  # fmt: skip
ANSWERS = {"hands-on": "partly", "modern-techniques": "partly", "foreign-language": "no"}
ASKED = {"pl": "O której zaczynam?", "fr": "À quelle heure est-ce que je commence ?"}
STROKES = [[220, 700, 300, 420, 380, 640, 460, 480, 540, 660, 700, 500, 900, 620, 1200, 560]]


def fill(app: Flask) -> None:
    """Put the sample into an app that keeps nothing yet."""
    if app.extensions["store"].logs.ids():
        return
    mentor = Mentor(app)
    ola = mentor.invite("Ola Kowalczyk", "pl", days=0, hour="11:00")
    mentor.hold(ola, "pl")
    mentor.invite("Mehmet Yıldırım", "de", days=0, hour="14:30")
    mentor.invite("Eileen O’Brien", "en", days=2, hour="09:00")
    giulia = mentor.invite("Giulia Ferrari", "fr", days=-3, hour="10:00")
    mentor.hold(giulia, "fr")
    mentor.sign(giulia, "fr")
    camille = mentor.invite("Camille Dubois", "fr", days=-60, hour="13:00")
    mentor.hold(camille, "fr")
    mentor.sign(camille, "fr")
    mentor.end(camille, days=-4)
    mentor.shelve(mentor.invite("Anna Schmidt", "de", days=-90, hour="09:30"), "archive")
    mentor.shelve(mentor.invite("Tom Baker", "en", days=-7, hour="16:00"), "bin")
    mentor.start("Aleksander Wójcik", "pl")


class Mentor:
    """Joris De Smet at the tablet."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self.client: FlaskClient = app.test_client()
        zone = ZoneInfo(app.config["TIME_ZONE"])
        self._today: date = app.config["CLOCK"]().astimezone(zone).date()
        self._post("/sign-in", {"code": code_of(app.extensions["store"])})

    def start(self, name: str, language: str) -> str:
        """Make an interview and return its path."""
        people = {
            "mentor_name": "Joris De Smet",
            "mentor_language": "nl",
            "trainee_name": name,
            "trainee_language": language,
        }
        return self._post("/interviews", people).rpartition("/")[0]

    def invite(self, name: str, language: str, days: int, hour: str) -> str:
        """Make an interview with everything prepared, and return its path."""
        path = self.start(name, language)
        day = (self._today + timedelta(days=days)).isoformat()
        appointment = {"appointment/date": day, "appointment/time": hour}
        self._say(path, {**HOST, **appointment, "bring:safety-shoes/chosen": "1"}.items())
        for dutch, _polish in OBJECTIVES:
            self._post(f"{path}/objectives", {"text": dutch})
        if language == "pl":
            translated = zip(self._made(path, "objective"), OBJECTIVES, strict=True)
            self._say(path, ((f"{entity}/text.pl", words[1]) for entity, words in translated))
        return path

    def hold(self, path: str, language: str) -> None:
        """Talk: papers, marks and answers, questions from both sides."""
        self._say(path, ((f"expectation:{key}/wanted", "1") for key in MARKED))
        self._say(
            path, ((f"expectation:{key}/answer", ANSWERS.get(key, "yes")) for key in MARKED[:-1])
        )
        self._say(path, [("expectation:hands-on/phrase.from-week", "3")])
        self._say(path, [("question:why-abroad/talked", "1"), ("paper:insurance/read", "1")])
        self._post(f"{path}/trainee-questions", {"text": ASKED[language]})
        [question] = self._made(path, "trainee-question")
        self._say(path, [(f"{question}/text.language", language)])

    def sign(self, path: str, language: str) -> None:
        """Let both sign what the page shows, the trainee in that language."""
        for role, read_in in (("mentor", "nl"), ("trainee", language)):
            form = self._shown(f"{path}/signing")
            self._post(
                f"{path}/signatures",
                {
                    **form,
                    "role": role,
                    "language": read_in,
                    "method": "drawn",
                    "strokes": json.dumps(STROKES),
                },
            )

    def end(self, path: str, days: int) -> None:
        """Let the placement end, and what was signed be said otherwise since."""
        ended = (self._today + timedelta(days=days)).isoformat()
        self._say(path, [("placement/end", ended), ("expectation:foreign-language/answer", "yes")])

    def shelve(self, path: str, shelf: str) -> None:
        """Put an interview away or into the bin."""
        self._post(f"{path}/shelf", {"shelf": shelf})

    def _made(self, path: str, kind: str) -> list[str]:
        """The things of a kind that were made in an interview, oldest first."""
        return self._app.extensions["store"].logs.open(path.rpartition("/")[2]).entities(kind)

    def _shown(self, path: str) -> Mapping[str, str]:
        """What the page says that it shows, to be sent back with the signature."""
        shown = self.client.get(path).get_data(as_text=True)
        found = re.findall(r'name="(content|seen)" value="([^"]*)"', shown)
        return {name: html.unescape(value) for name, value in reversed(found)}

    def _say(self, path: str, fields: Said) -> None:
        for field, value in fields:
            self._post(f"{path}/fields/{field}", {"value": value})

    def _post(self, path: str, form: Mapping[str, str]) -> str:
        answer = self.client.post(path, data=form)
        if answer.status_code != 303:
            raise RuntimeError(f"{path}: {answer.status}")
        return str(answer.location)
