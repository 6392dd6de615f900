"""Reading answers as a person would: by what stands on the page."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse


def page(response: TestResponse, status: int = 200) -> BeautifulSoup:
    """The parsed page (`.select("css")`, `.select_one`), after checking its status."""
    assert response.status_code == status, f"{response.status} {response.text[:500]}"
    return BeautifulSoup(response.data, "html.parser")


def words(element: Tag | BeautifulSoup | None) -> str:
    """What an element says, with single spaces."""
    assert element is not None, "there is no such element"
    return " ".join(element.get_text(" ").split())
