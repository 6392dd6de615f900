"""Places in the papers that both spoke of: a page, or words on it, and what came of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from webapp.domain.change import Edit, Value
from webapp.domain.field import BOTH, Field, Flag, Kind, Number, Words
from webapp.domain.log import Log
from webapp.domain.paper_files import MOST_PAGES, NOBODY
from webapp.domain.reading import made, read_words
from webapp.domain.text import Text
from webapp.messages import Message, _

QUOTE = Words(300)
"""Words of a page, on one line."""

SOURCE = Field(_("Place in the papers"), Words(80), NOBODY)
"""The field of a question or an agreement that names the passage it came from."""

KINDS: Mapping[str, Kind] = {
    "passage": Kind(
        {
            "file": Field(_("File that it stands in"), Words(64), NOBODY),
            "page": Field(_("Page"), Number(1, MOST_PAGES), NOBODY),
            "quote": Field(_("Words on the page"), QUOTE, NOBODY),
            "discussed": Field(_("Talked about"), Flag(), BOTH),
        },
        made=True,
    ),
}


@dataclass(frozen=True)
class Passage:
    """A page of a file (`file`: its key), or the words `quote` on it."""

    key: str
    file: str
    page: int
    quote: str
    discussed: bool

    @property
    def entity(self) -> str:
        return f"passage:{self.key}"


def passages(log: Log) -> Mapping[str, Passage]:
    """Every passage by its key, in the order in which they came up."""
    found = (_passage(log, key) for key in made(log, "passage", ()))
    return {passage.key: passage for passage in found if passage}


def page_key(file: str, page: int) -> str:
    """The key of a whole page, the same whoever marks it."""
    return f"{file}-{page}"


def noted(passage: Passage) -> list[Edit]:
    """What it takes to keep a passage, so that something can refer to it."""
    fields: dict[str, Value] = {
        "file": passage.file,
        "page": passage.page,
        "quote": passage.quote or None,
    }
    return [Edit(passage.entity, field, value) for field, value in fields.items()]


def question(passage: Passage, paper: Message | Text) -> Message:
    """What the trainee asks about it."""
    if passage.quote:
        return _("What does this mean: “%(quote)s”?", quote=passage.quote)
    return _("“%(paper)s”, page %(page)s: what does it mean?", paper=paper, page=passage.page)


def agreement(passage: Passage, paper: Message | Text) -> Message:
    """What both agree on about it."""
    if passage.quote:
        return _("We do as “%(paper)s” says: “%(quote)s”.", paper=paper, quote=passage.quote)
    return _("We do as “%(paper)s” says on page %(page)s.", paper=paper, page=passage.page)


def made_of(
    entity: str,
    passage: Passage,
    words: Message,
    languages: Sequence[str],
    say: Callable[[Message, str], str],
) -> list[Edit]:
    """What makes `entity` of a passage: its words in `languages`, the first as its own."""
    first, *others = languages
    return [
        Edit(entity, "text", say(words, first)),
        Edit(entity, "text.language", first),
        *(Edit(entity, f"text.{other}", say(words, other)) for other in others),
        Edit(entity, "passage", passage.key),
    ]


def _passage(log: Log, key: str) -> Passage | None:
    entity = f"passage:{key}"
    page, file = log.value(entity, "page"), read_words(log, entity, "file")
    if type(page) is not int or not 1 <= page <= MOST_PAGES or not file:
        return None
    quote = read_words(log, entity, "quote")
    return Passage(key, file, page, quote, bool(log.value(entity, "discussed")))
