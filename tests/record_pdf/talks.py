"""Talks whose record is printed: one in which everything was said, one in which nothing was."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

Client = Any
"""Of Flask's tests, or one that asks through a page: `get(path)` and `post(path, data=form)`."""

PAIRS = [("nl", "pl"), ("de", "fr"), ("en", "nl"), ("pl", "de"), ("fr", "en")]
"""(mentor's language, trainee's)."""

INK = [
    [220, 700, 300, 420, 380, 640, 460, 480, 540, 660, 700, 500, 900, 620, 1200, 560],
    [1300, 300, 1340, 500, 1420, 720, 1560, 640, 1700, 300, 1820, 520],
]
PLACEMENT = {
    "appointment/date": "2026-11-22", "appointment/time": "11:00",
    "appointment/address": "Nijverheidskaai 14, 9000 Gent",
    "appointment/place": "Hal B, eerste verdieping, atelier 2",
    "host/company": "Van Acker Metaal", "host/department": "Draaierij",
    "deputy/name": "Leen Peeters", "outside/name": "Marta Nowak",
    "outside/phone": "+48 22 123 45 67", "school/name": "Zespół Szkół nr 5, Łódź",
    "placement/start": "2026-11-23", "placement/end": "2027-01-29",
    "placement/hours_per_week": "38", "placement/hours_per_day": "8",
    "placement/tasks": "Meten\nDraaien met begeleiding\nOnderhoud van de machines",
}  # fmt: skip
MARKED = ("daily-life", "hands-on", "modern-techniques", "test-skills", "school-and-work",
          "guided-tasks", "foreign-language", "fair-treatment", "friends-and-team",
          "good-time-abroad")  # fmt: skip
ANSWERS = {"hands-on": "partly", "modern-techniques": "partly", "foreign-language": "no"}


def start(client: Client, mentor: str, trainee: str) -> str:
    """The path of a talk in which nothing was said."""
    people = {"mentor_name": "Joris De Smet", "mentor_language": mentor,
              "trainee_name": "Ola Kowalczyk-Żółkiewska", "trainee_language": trainee}  # fmt: skip
    return _post(client, "/interviews", people).rpartition("/")[0]


def hold(client: Client, mentor: str, trainee: str) -> str:
    """The path of a talk in which everything was said."""
    path = start(client, mentor, trainee)

    def say(**fields: str) -> None:
        for field, value in fields.items():
            client.post(f"{path}/fields/{field}", data={"value": value})

    say(**PLACEMENT)
    for words in ("Meten en controleren", "CNC-draaibank bedienen", "Veilig werken"):
        _post(client, f"{path}/objectives", {"text": words})
    say(**{f"paper:{key}/read": "1" for key in ("agreement", "insurance", "safety-sheet")})
    say(**{f"expectation:{key}/wanted": "1" for key in MARKED})
    say(**{f"expectation:{key}/answer": ANSWERS.get(key, "yes") for key in MARKED[:-1]})
    say(**{
        "expectation:hands-on/starred": "1",
        "expectation:hands-on/phrase.from-week": "3",
        "expectation:hands-on/note": "Eerst een week meekijken, dan zelf aan de kleine draaibank.",
        "expectation:foreign-language/phrase.not-this-placement": "1",
        "expectation:foreign-language/instead": "Elke vrijdag een half uur Nederlands in de pauze.",
        "rule:on-time/reaction": "fine", "rule:safety-first/reaction": "fine",
        "rule:logbook/reaction": "help",
        "question:why-abroad/talked": "1", "question:why-abroad/answer": "Ze wil zien hoe het hier "
        "gaat, en haar oom werkte in Antwerpen. „Zażółć gęślą jaźń” was haar voorbeeld.",
        "question:team/talked": "1", "question:team/choice": "yes",
        "trainee-question:lunch/asked": "1",
        "trainee-question:lunch/answer": "In de refter, om 12 uur.",
        "trainee-question:assessment/asked": "1", "trainee-question:assessment/owner": "school",
        "trainee-question:assessment/due": "2026-11-30",
    })  # fmt: skip
    for words in ("Start om 7.30 uur, pauze om 10 en 12 uur.", "Elke vrijdag samen het logboek."):
        _post(client, f"{path}/agreements", {"text": words})
    return path


def sign(client: Client, path: str, *, typed: bool = False) -> None:
    """Let both sign what the page shows; `typed`: the trainee with the keyboard."""
    page = client.get(f"{path}/signing").text
    point = re.search(r'name="points" value="(rule:[^"]+)"', page)
    if point:
        _post(client, f"{path}/objections", {**_shown(page), "role": "trainee", "points": point[1]})
    later = {"role": "trainee", "later": "1", "reason": "ask"}
    _post(client, f"{path}/refusals", {**_shown(page), **later})
    for role in ("mentor", "trainee"):
        given = (
            {"method": "typed", "name": "Ola Kowalczyk-Żółkiewska"}
            if typed and role == "trainee"
            else {"method": "drawn", "strokes": json.dumps(INK)}
        )
        shown = _shown(client.get(f"{path}/signing").text)
        _post(client, f"{path}/signatures", {**shown, "role": role, **given})


def _shown(page: str) -> dict[str, str]:
    found = re.findall(r'name="(content|seen)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def _post(client: Client, path: str, form: dict[str, str]) -> str:
    answer = client.post(path, data=form)
    assert answer.status_code in (200, 303), f"{path}: {answer.text}"
    return str(answer.location)
