"""Talks in any state, made by forms alone: what a test of one screen starts from."""

from __future__ import annotations

from copy import copy
from io import BytesIO

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.browser.serving import Home
from tests.html import page
from tests.papers import rules

WISHES = {
    "daily-life": "yes",
    "hands-on": "partly",
    "modern-techniques": "no",
    "fair-treatment": "yes",
    "foreign-language": "",
}
SAID = {
    "expectation:hands-on": {"phrase.from-week": "2", "starred": "1"},
    "expectation:modern-techniques": {"note": "Die machine staat in een ander gebouw."},
    "question:why-abroad": {"talked": "1", "answer": "Om te leren."},
    "question:team": {"choice": "yes"},
    "trainee-question:lunch": {"asked": "1", "answer": "In de refter, om twaalf uur."},
    "trainee-question:ill": {"asked": "1", "owner": "mentor", "due": "2026-11-27"},
    "trainee-question:dangerous": {"asked": "1"},
    "paper:agreement": {"state": "here", "read": "1"},
    "paper:insurance": {"state": "later", "due": "2026-11-27"},
    "rule:on-time": {"reaction": "fine"},
    "rule:safety-first": {"reaction": "talk"},
    "present:interpreter": {"here": "1"},
    "agreement:breaks": {},
}


def path_of(answer: TestResponse) -> str:
    """The talk that an answer leads to."""
    return "/".join(answer.location.split("/")[:3])


class Talk:
    """One interview, reached by plain forms. `path` is `/interviews/<id>`."""

    def __init__(self, home: Home, people: dict[str, str]) -> None:
        self.client: FlaskClient = home.client()
        self.path = path_of(self.client.post("/interviews", data=people))

    def put(self, entity: str, field: str, value: str) -> None:
        """Set one field, as its control does."""
        self.post(f"fields/{entity}/{field}", value=value)

    def post(self, what: str, **form: str) -> None:
        answer = self.client.post(f"{self.path}/{what}", data=form)
        assert answer.status_code < 400, f"{what} {form}: {answer.text}"

    def talk(self) -> None:
        """Say a little of everything."""
        for key, answer in WISHES.items():
            self.put(f"expectation:{key}", "wanted", "1")
            if answer:
                self.put(f"expectation:{key}", "answer", answer)
        for entity, fields in SAID.items():
            for field, value in fields.items():
                self.put(entity, field, value)
        self.post("trainee-questions", text="Czy mogę zobaczyć magazyn?")
        self.post("agreements", text="Elke vrijdag kijken we samen terug.")
        self.bring("agreement", "stage.pdf", rules())

    def bring(self, paper: str, name: str, content: bytes) -> None:
        """Add a file to a paper."""
        form = {"file": (BytesIO(content), name)}
        answer = self.client.post(f"{self.path}/papers/{paper}/files", data=form)
        assert answer.status_code < 400, answer.text

    def again(self) -> Talk:
        """A later talk of the same two, in which one answer differs."""
        later = copy(self)
        later.path = path_of(self.client.post(f"{self.path}/later-talks"))
        later.put("expectation:foreign-language", "answer", "yes")
        return later

    def sign(self, *roles: str) -> None:
        """Sign with typed names."""
        for role in roles:
            shown = page(self.client.get(f"{self.path}/signing"))
            form = shown.select_one(f"#pad-{role} .type form")
            assert form, f"{role} cannot sign"
            hidden = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
            self.post("signatures", **hidden, method="typed", name="Ola Kowalczyk")
