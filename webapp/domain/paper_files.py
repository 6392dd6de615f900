"""The files of the papers: photos and PDFs, kept as blobs under the hashes of their bytes.

A paper's files lie one after the other, so that several photos are one paper with pages. What
both read is what lay there when they ticked the paper as read, and what they ticked afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from webapp.domain.change import Edit, Role
from webapp.domain.field import BOTH, Field, Flag, Kind, Number, Words
from webapp.domain.log import Log
from webapp.domain.reading import made, read_words
from webapp.messages import _

PDF = "application/pdf"
IMAGES: Mapping[str, str] = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
"""Media type → how the name of such a file ends."""
SUFFIXES: Mapping[str, str] = {PDF: "pdf", **IMAGES}

LARGEST = 25 * 1024 * 1024
"""Bytes that one file may have."""
MANY = 60
"""Files that one paper may have."""
MOST_PAGES = 5_000

NOBODY: frozenset[Role] = frozenset()
TITLE = Words(200)

_SHA = re.compile(r"[0-9a-f]{64}")

KINDS: Mapping[str, Kind] = {
    "paper-file": Kind(
        {
            "title": Field(_("Name of the file"), TITLE, BOTH, signed=True),
            "paper": Field(_("Paper that it belongs to"), Words(64), NOBODY, signed=True),
            "sha256": Field(_("Fingerprint of the file"), Words(64), NOBODY, signed=True),
            "pages": Field(_("Pages"), Number(0, MOST_PAGES), NOBODY, signed=True),
            "type": Field(_("Type of the file"), Words(64), NOBODY),
            "bytes": Field(_("Size of the file"), Number(0, LARGEST), NOBODY),
            "thumbnail": Field(_("Small picture of the file"), Words(64), NOBODY),
            "read": Field(_("Read together"), Flag(), BOTH, signed=True),
            "deleted": Field(_("Taken away"), Flag(), BOTH, signed=True),
        },
        made=True,
    ),
}


@dataclass(frozen=True)
class NewFile:
    """A file whose bytes are kept already.

    `pages`: 0 where nobody counted them. `thumbnail`: the hash of a small picture of it.
    """

    title: str
    sha256: str
    type: str
    size: int
    pages: int = 0
    thumbnail: str | None = None


@dataclass(frozen=True)
class PaperFile(NewFile):
    """A file of a paper (`paper`: its key). `late`: it came after the paper was ticked as read."""

    key: str = ""
    paper: str = ""
    late: bool = False
    read: bool = False

    @property
    def entity(self) -> str:
        return f"paper-file:{self.key}"

    @property
    def filename(self) -> str:
        """A name to save it under, without anything that a system might read as a path."""
        name = re.sub(r'[\x00-\x1f/\\:*?"<>|]+', " ", self.title).strip(" .") or "paper"
        suffix = "." + SUFFIXES[self.type]
        return name if name.lower().endswith(suffix) else name + suffix


def paper_files(log: Log) -> list[PaperFile]:
    """The files of all papers, in the order in which they were added."""
    keys = made(log, "paper-file", ())
    return [file for key in keys if (file := _paper_file(log, key)) is not None]


def blobs(log: Log) -> Iterator[str]:
    """The hashes of all that was added, taken away since or not: that can be undone."""
    for entity in log.entities("paper-file"):
        for field in ("sha256", "thumbnail"):
            if is_sha256(sha := read_words(log, entity, field)):
                yield sha


def is_sha256(text: str) -> bool:
    """Whether `text` can be the hash of a blob."""
    return _SHA.fullmatch(text) is not None


def added(log: Log, paper: str, files: Iterable[NewFile], keys: Sequence[str]) -> list[Edit]:
    """What it takes to put files behind a paper's others, each under one of `keys`; it is here."""
    edits = []
    for key, file in zip(keys, files, strict=True):
        fields = {
            "title": TITLE.parse(file.title[: TITLE.limit]) or paper,
            "paper": paper,
            "sha256": file.sha256,
            "pages": min(max(file.pages, 0), MOST_PAGES),
            "type": file.type,
            "bytes": file.size,
            "thumbnail": file.thumbnail,
        }
        edits += [Edit(f"paper-file:{key}", name, value) for name, value in fields.items()]
    if not log.value(f"paper:{paper}", "state"):
        edits.append(Edit(f"paper:{paper}", "state", "here"))
    return edits


def _paper_file(log: Log, key: str) -> PaperFile | None:
    entity = f"paper-file:{key}"
    said = log.fields(entity)
    paper, sha = read_words(log, entity, "paper"), read_words(log, entity, "sha256")
    known = is_sha256(sha) and said.get("type") in SUFFIXES
    if not known or said.get("deleted") or log.value(f"paper:{paper}", "deleted"):
        return None
    thumbnail = read_words(log, entity, "thumbnail")
    late = _is_late(log, entity, f"paper:{paper}")
    return PaperFile(
        title=read_words(log, entity, "title"),
        sha256=sha,
        type=read_words(log, entity, "type"),
        size=_number(said.get("bytes")),
        pages=_number(said.get("pages")),
        thumbnail=thumbnail if is_sha256(thumbnail) else None,
        key=key,
        paper=paper,
        late=late,
        read=bool(log.value(f"paper:{paper}", "read")) and (not late or bool(said.get("read"))),
    )


def _is_late(log: Log, entity: str, paper: str) -> bool:
    ticked, born = log.winner(paper, "read"), log.born(entity)
    return bool(ticked and ticked.value and born and born > ticked.order)


def _number(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 2**40 else 0
