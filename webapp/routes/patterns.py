"""Every component in every state, on one page: for whoever works on the looks."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, current_app, g, render_template

from webapp import languages
from webapp.domain.change import Edit
from webapp.domain.ink import path
from webapp.domain.interview import Interview
from webapp.domain.log import Log
from webapp.domain.schema import find_field
from webapp.guard import public
from webapp.session import holder

bp = Blueprint("patterns", __name__)

PATTERNS = (
    "buttons", "people", "chips", "phrases", "segments", "fields", "free-text", "notices", "status",
    "groups", "menus", "facts", "empty", "objectives", "expectations", "rules", "questions",
    "papers", "trainee-questions", "agreements", "signatures",
)  # fmt: skip
"""Each a template of the folder `patterns`."""

SAMPLE: Mapping[str, Mapping[str, str]] = {
    "mentor": {"name": "Joris De Smet", "language": "nl"},
    "trainee": {"name": "Ola Kowalczyk", "language": "pl"},
    "objective:measuring": {
        "text": "Meten en controleren",
        "text.language": "nl",
        "text.pl": "Pomiary i kontrola",
    },
    "objective:safety": {"text": "Veilig werken", "text.language": "nl"},
    "expectation:daily-life": {"wanted": "1", "answer": "yes", "objective.measuring": "1"},
    "expectation:hands-on": {
        "wanted": "1",
        "starred": "1",
        "answer": "partly",
        "note": "Samen met Koen.",
        "note.language": "nl",
    },
    "expectation:modern-techniques": {"wanted": "1", "answer": "no"},
    "expectation:guided-tasks": {"wanted": "1"},
    "expectation:fair-treatment": {"wanted": "1", "answer": "yes"},
    "rule:on-time": {"reaction": "fine"},
    "rule:safety-first": {"reaction": "talk"},
    "question:why-abroad": {"talked": "1"},
    "question:team": {"choice": "yes", "answer": "In een kleine groep.", "answer.language": "nl"},
    "paper:agreement": {"state": "here", "read": "1"},
    "paper:insurance": {"state": "later", "due": "2026-11-27"},
    "trainee-question:lunch": {"asked": "1", "answer": "In de refter.", "answer.language": "nl"},
    "trainee-question:ill": {"asked": "1", "owner": "mentor", "due": "2026-11-27"},
    "trainee-question:phone": {"asked": "1"},
    "trainee-question:dangerous": {"asked": "1"},
    "agreement:early": {"text": "Van acht tot vier.", "text.language": "nl", "owner": "mentor"},
    "agreement:friday": {"text": "Elke vrijdag.", "text.language": "nl", "done": "1"},
}
STROKES = [[220, 700, 300, 420, 380, 640, 460, 480, 540, 660, 700, 500, 900, 620, 1200, 560]]


@bp.get("/patterns")
@public
def show() -> str:
    """The page, while the setting PATTERNS is on."""
    if not current_app.config["PATTERNS"]:
        abort(404)
    interview = g.interview = Interview(_sample())
    languages.speak(interview.languages_for(holder()))
    return render_template(
        "patterns/show.html", patterns=PATTERNS, strokes=STROKES, path=path, shown="both"
    )


def _sample() -> Log:
    """A talk about a bit of everything, which no store ever sees."""
    log = Log("patterns")
    edits = [
        Edit(entity, field, find_field(entity, field).type.parse(raw))
        for entity, fields in SAMPLE.items()
        for field, raw in fields.items()
    ]
    log.add(log.write(edits, replica="patterns", now_ms=0, at="", request="patterns"))
    return log
