"""Adding files to the papers: all of them or none, each blob kept before the change that names it.

A page's script sends a file in pieces first and names it by its hash afterwards; a plain form
sends it whole. Either way the same is judged and kept.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from flask import request

from webapp import uploads
from webapp.domain import schema
from webapp.domain.change import Edit
from webapp.domain.documents import Paper
from webapp.domain.errors import InvalidValue, UnknownThing
from webapp.domain.file_types import cleaned
from webapp.domain.interview import Interview
from webapp.domain.paper_files import (
    IMAGES,
    LARGEST,
    MANY,
    PDF,
    NewFile,
    PaperFile,
    added,
    is_sha256,
)
from webapp.interviews import request_id, save, store
from webapp.languages import text
from webapp.messages import _
from webapp.session import holder
from webapp.store import UnknownBlob

FULL = _("A paper can have up to %(num)s files. Nothing was added.", num=MANY)
TOO_LARGE = _("A file can have up to %(size)s MB. Nothing of it was kept.", size=LARGEST // 2**20)
ONLY_PDF = _("Cards are looked at, never photographed. Only a PDF can be added here.")
NO_FILE = _("Here only that it was seen is kept. No file can be added.")


@dataclass(frozen=True)
class _Sent:
    """A file as it came. `pages`, `thumbnail`: what the page's script found out about it.

    `sha256`: the hash under which its bytes were kept before; empty for a plain form's.
    """

    title: str
    content: bytes
    sha256: str = ""
    pages: int = 0
    thumbnail: str | None = None


def find_paper(interview: Interview, key: str) -> Paper:
    """The paper of that key; raises UnknownThing."""
    for paper in interview.papers:
        if paper.key == key:
            return paper
    raise UnknownThing(f"paper {key}")


def find_file(interview: Interview, key: str) -> tuple[Paper, PaperFile]:
    """A file of any paper, with the paper; raises UnknownThing."""
    for paper in interview.papers:
        for file in paper.files:
            if file.key == key:
                return paper, file
    raise UnknownThing(f"paper-file {key}")


def add_files(interview: Interview, paper: Paper) -> None:
    """Put what the request brings behind a paper's files; raises InvalidValue."""
    with _Adding() as adding:
        files = [adding.keep(each, paper.takes) for each in _sent()]
        if len(paper.files) + len(files) > MANY:
            raise InvalidValue(FULL)
        save(interview.log, added(interview.log, paper.key, files, _keys("", files)))


def add_papers(interview: Interview, name: str) -> None:
    """Make papers of what the request brings: of each PDF one, of all the photos one.

    `name`: what a single one is called; else each is called as its file.
    """
    with _Adding() as adding:
        files = [adding.keep(each, (PDF, *IMAGES)) for each in _sent()]
        photos = [file for file in files if file.type != PDF]
        groups = [[file] for file in files if file.type == PDF] + ([photos] if photos else [])
        if len(files) > MANY:
            raise InvalidValue(FULL)
        edits: list[Edit] = []
        for number, group in enumerate(groups):
            words = name if len(groups) == 1 else ""
            edits += _paper(interview, words, group, str(number))
        save(interview.log, edits)


def _paper(interview: Interview, name: str, files: Sequence[NewFile], salt: str) -> list[Edit]:
    words = name.strip() or PurePath(files[0].title).stem[:200] or text(_("Paper"), "en")
    entity, edits = schema.make(
        interview.log, "paper", {"text": words}, request_id() + salt, holder()
    )
    paper = entity.partition(":")[2]
    return edits + added(interview.log, paper, files, _keys(salt, files))


def _keys(salt: str, files: Sequence[NewFile]) -> list[str]:
    """Ids that the same request gives again."""
    name = f"{request_id()}/{salt}"
    return [schema.derived_id(f"{name}/{number}", "paper-file") for number in range(len(files))]


# -- what a request brings ------------------------------------------------------------------


def brought() -> bool:
    """Whether the request brings any file."""
    whole = request.files.getlist("file")
    return bool(request.form.get("files")) or any(each.filename for each in whole)


def _sent() -> Iterator[_Sent]:
    """The files of the request; raises InvalidValue where there are none."""
    if not brought():
        raise InvalidValue(_("Choose a file first."))
    yield from _named(request.form.get("files", ""))
    for upload in request.files.getlist("file"):
        if upload.filename:
            yield _Sent(upload.filename, upload.read())


def _named(written: str) -> list[_Sent]:
    """What the page's script wrote: `[{"sha256", "title", "pages", "thumbnail"}]`, all kept."""
    if not written:
        return []
    try:
        return [_known(each) for each in _list(json.loads(written))]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise InvalidValue(_("The files could not be read. Nothing was added.")) from None
    except UnknownBlob:
        raise InvalidValue(_("A file did not arrive whole. Add it once more.")) from None


def _list(said: Any) -> list[Any]:
    if not isinstance(said, list) or not 0 < len(said) <= MANY:
        raise ValueError("no list of files")
    return said


def _known(said: dict[str, Any]) -> _Sent:
    pages, thumbnail = said.get("pages"), said.get("thumbnail")
    if thumbnail is not None and not is_sha256(thumbnail):
        raise ValueError(thumbnail)
    sha = str(said["sha256"])
    content = store().blobs.get(sha)
    return _Sent(str(said["title"]), content, sha, pages if type(pages) is int else 0, thumbnail)


class _Adding:
    """Keeps blobs; when it fails, those that nothing names are taken away again."""

    def __init__(self) -> None:
        self._touched: set[str] = set()

    def __enter__(self) -> _Adding:
        return self

    def keep(self, sent: _Sent, types: Collection[str]) -> NewFile:
        """The file as it is kept; raises InvalidValue."""
        self._touched.add(sent.sha256)
        if len(sent.content) > LARGEST:
            raise InvalidValue(TOO_LARGE)
        kind, content = cleaned(sent.content)
        if kind not in types:
            raise InvalidValue(ONLY_PDF if types else NO_FILE)
        self._touched.add(sha := store().blobs.put(content))
        pages = 1 if kind in IMAGES else sent.pages
        return NewFile(sent.title, sha, kind, len(content), pages, self._small(sent.thumbnail))

    def _small(self, sha: str | None) -> str | None:
        if sha is None:
            return None
        self._touched.add(sha)
        kind, content = cleaned(store().blobs.get(sha))
        if kind not in IMAGES:
            raise InvalidValue(_("The files could not be read. Nothing was added."))
        self._touched.add(kept := store().blobs.put(content))
        return kept

    def __exit__(self, *_failure: object) -> None:
        uploads.remove_unnamed(store(), self._touched)
        uploads.end(store(), self._touched)
