"""Files of the papers: brought in pieces or whole, kept all or not at all, read page by page."""

from __future__ import annotations

import hashlib
import io
import json

import pytest
from flask.testing import FlaskClient

from tests import papers
from tests.cast import GIULIA, JORIS
from tests.conftest import make_interview
from tests.html import page, words
from tests.papers import HTMX, add, named, send
from tests.routes.test_handover import hand_over
from webapp import create_app
from webapp.domain.interview import Interview
from webapp.domain.summary import EDITION, summarise
from webapp.store import Store, open_store


@pytest.fixture
def read(store: Store, interview: str):
    """The interview as it is now."""
    return lambda: Interview(store.logs.open(interview))


@pytest.fixture
def new_home(clock, untranslated):
    """Another installation's browser."""

    def make() -> FlaskClient:
        made = create_app(store=open_store(None, summarise, EDITION), open_on_loopback=True)
        made.config.update(TESTING=True, CLOCK=clock)
        return made.test_client()

    return make


def files(interview: Interview, paper: str = "agreement"):
    [found] = [each for each in interview.papers if each.key == paper]
    return list(found.files)


def put(client: FlaskClient, talk: str, entity: str, field: str, value: str):
    return client.post(f"/interviews/{talk}/fields/{entity}/{field}", data={"value": value})


def test_a_file_that_came_in_pieces_is_kept_and_shown(client, interview, read) -> None:
    content, small = papers.agreement(), papers.photo(24, 16)
    sha = send(client, interview, content, piece=1000)
    answer = add(
        client, interview, "agreement", named(sha, thumbnail=send(client, interview, small))
    )
    assert "stage.pdf" in words(page(answer).select_one("#files-agreement"))
    [file] = files(read())
    assert (file.type, file.pages, file.size) == ("application/pdf", 3, len(content))
    address = f"/interviews/{interview}/papers/agreement"
    assert client.get(f"{address}/files/{file.key}").data == content
    assert b"Sint-Pieters" not in client.get(f"{address}/thumbnails/{file.key}").data


def test_several_photos_become_one_paper_with_pages(client, interview, read) -> None:
    shas = [send(client, interview, papers.photo(24, 16 + number)) for number in range(3)]
    add(client, interview, "house-rules", *(named(sha, f"{sha[:3]}.jpg") for sha in shas))
    assert [file.pages for file in files(read(), "house-rules")] == [1, 1, 1]
    assert read().papers[4].pages == 3


def test_files_of_no_paper_in_particular_become_papers_called_as_they_are(
    client, interview, read
) -> None:
    pdf, photo = (
        send(client, interview, papers.rules()),
        send(client, interview, papers.photo(9, 9)),
    )
    form = {"files": json.dumps([named(pdf, "Regels.pdf"), named(photo, "foto.jpg")])}
    answer = client.post(f"/interviews/{interview}/papers", data=form, headers=HTMX)
    assert {"Regels", "foto"} <= set(words(page(answer).select_one("#papers-first")).split())
    own = [paper for paper in read().papers if paper.own]
    assert [(str(paper.words), len(paper.files)) for paper in own] == [("Regels", 1), ("foto", 1)]


def test_a_plain_form_sends_files_whole_and_photos_lose_what_they_say(
    client, interview, read
) -> None:
    sent = {"file": [(io.BytesIO(papers.rules()), "a.pdf"), (io.BytesIO(papers.photo()), "b.jpg")]}
    answer = client.post(f"/interviews/{interview}/papers/agreement/files", data=sent)
    assert answer.status_code == 303
    pdf, photo = files(read())
    kept = client.get(f"/interviews/{interview}/papers/agreement/files/{photo.key}").data
    assert b"Sint-Pieters" not in kept and hashlib.sha256(kept).hexdigest() == photo.sha256
    assert pdf.pages == 0


@pytest.mark.parametrize(
    "paper, content",
    [
        ("agreement", b"<html><script>alert(1)</script>"),
        ("agreement", b""),
        ("agreement", b"%PDF-1.4" + b"0" * 9_000),
        ("insurance", papers.photo(24, 16)),
        ("fit-for-work", papers.rules()),
    ],
    ids=["page", "empty", "large", "card", "medical"],
)
def test_one_file_that_cannot_be_kept_leaves_nothing_of_any(
    client, store, interview, read, paper, content, monkeypatch
) -> None:
    monkeypatch.setattr("webapp.papers.LARGEST", 9_000)
    before = store.blobs.hashes(), len(read().log)
    good = (io.BytesIO(papers.rules()), "good.pdf")
    sent = {"file": [good, (io.BytesIO(content), "bad.pdf")]}
    url = f"/interviews/{interview}/papers/{paper}/files"
    refused = page(client.post(url, data=sent, headers=HTMX), 422)
    assert words(refused)
    assert (store.blobs.hashes(), len(read().log)) == before


def test_what_was_sent_in_pieces_and_refused_is_taken_away_again(client, store, interview) -> None:
    sha = send(client, interview, b"<svg onload=alert(1)>")
    assert store.blobs.exists(sha)
    assert add(client, interview, "agreement", named(sha, "photo.svg")).status_code == 422
    assert store.blobs.hashes() == []


@pytest.mark.parametrize(
    "written",
    ["", "x", "{}", "[5]", "[{}]", "null", '[{"sha256": "x", "title": "y"}]', "[" * 9_999,
     json.dumps([named("0" * 64)]), json.dumps([named("0" * 64, thumbnail="../x")])],
)  # fmt: skip
def test_files_that_are_named_wrongly_or_are_not_here_are_refused_in_words(
    client, interview, written
) -> None:
    url = f"/interviews/{interview}/papers/agreement/files"
    assert words(page(client.post(url, data={"files": written}, headers=HTMX), 422))


def test_a_file_added_twice_by_one_request_is_there_once(client, interview, read) -> None:
    form = {"files": json.dumps([named(send(client, interview, papers.rules()))])}
    for _time in range(2):
        client.post(
            f"/interviews/{interview}/papers/agreement/files", data=form,
            headers={"X-Request-ID": "the-same-request"},
        )  # fmt: skip
    assert len(files(read())) == 1


def test_how_much_of_a_file_is_here_is_told_so_that_it_goes_on_from_there(
    client, interview
) -> None:
    content = papers.rules()
    sha = hashlib.sha256(content).hexdigest()
    address = f"/interviews/{interview}/pieces/{sha}"
    assert client.get(address).json == {"have": 0}
    assert client.put(f"{address}?from=0", data=content[:99]).json == {"have": 99}
    assert client.put(f"{address}?from=500", data=content[500:]).json == {"have": 99}
    assert client.get(address).json == {"have": 99}
    assert client.put(f"{address}?from=99&last=1", data=b"other").json == {"have": 0}
    assert client.put(f"{address}?from=0", data=b"x" * (25 * 2**20 + 1)).status_code == 413
    assert client.put(f"{address}?from={25 * 2**20}", data=b"x").status_code == 422
    assert client.put(f"/interviews/{interview}/pieces/nothing", data=b"x").status_code == 404


def test_a_file_is_served_as_what_it_is_to_be_saved_and_never_as_a_page(
    client, interview, read
) -> None:
    content = papers.agreement()
    add(client, interview, "agreement", named(send(client, interview, content), 'é"/<b>.html'))
    [file] = files(read())
    address = f"/interviews/{interview}/papers/agreement/files/{file.key}"
    answer = client.get(address)
    assert answer.content_type == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "no-store"
    part = client.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, content[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(content)}"
    assert client.get(address, headers={"Range": "bytes=99999999-"}).status_code == 416
    assert (
        client.get(f"/interviews/{interview}/papers/insurance/files/{file.key}").status_code == 404
    )
    assert client.get(f"/interviews/{interview}/papers/agreement/files/x").status_code == 404


def test_files_belong_to_their_talk_and_to_the_mentor(client, interview, read) -> None:
    add(client, interview, "agreement", named(send(client, interview, papers.rules())))
    [file] = files(read())
    other = make_interview(client, **JORIS, **GIULIA)
    assert client.get(f"/interviews/{other}/papers/agreement/files/{file.key}").status_code == 404
    hand_over(client, interview)
    for path in ("papers/agreement", f"papers/agreement/files/{file.key}", f"pieces/{file.sha256}"):
        assert client.get(f"/interviews/{interview}/{path}").status_code == 403


def test_a_paper_opens_where_it_was_left(client, interview) -> None:
    add(client, interview, "agreement", named(send(client, interview, papers.agreement())))
    url = f"/interviews/{interview}/papers/agreement"
    assert page(client.get(url)).select_one("paper-reader")["data-place"] == "1"
    assert client.post(f"{url}/place", data={"page": "3"}).status_code == 204
    assert page(client.get(url)).select_one("paper-reader")["data-place"] == "3"
    assert client.get(f"/interviews/{interview}/papers/insurance").status_code == 404


def test_a_page_is_talked_about_until_it_is_tapped_again(client, interview, read) -> None:
    add(client, interview, "agreement", named(send(client, interview, papers.agreement())))
    form = {"file": files(read())[0].key, "page": "2", "as": "discussed"}
    url = f"/interviews/{interview}/papers/agreement/passages"
    marks = page(client.post(url, data=form, headers=HTMX)).select("#marks li")
    assert [(mark["data-page"], mark.has_attr("data-discussed")) for mark in marks] == [("2", True)]
    assert not page(client.post(url, data=form, headers=HTMX)).select("#marks li")


def test_words_on_a_page_become_a_question_and_an_agreement_that_lead_back(
    client, interview, read
) -> None:
    add(client, interview, "agreement", named(send(client, interview, papers.agreement())))
    form = {"file": files(read())[0].key, "page": "2", "quote": "acht uur"}
    url = f"/interviews/{interview}/papers/agreement/passages"
    for kind in ("question", "agreement"):
        client.post(url, data={**form, "as": kind})
    for step in ("trainee-questions", "agreements"):
        shown = page(client.get(f"/interviews/{interview}/{step}"))
        assert "acht uur" in words(shown)
        back = shown.select_one("a.source")["href"]
        reader = page(client.get(back)).select_one("paper-reader")
        assert (reader["data-file"], reader["data-page"]) == (form["file"], "2")


@pytest.mark.parametrize("wrong", [{"page": "0"}, {"page": "4"}, {"page": "x"}, {"file": "x"}])
def test_a_page_that_is_not_there_cannot_be_spoken_of(client, interview, read, wrong) -> None:
    add(client, interview, "agreement", named(send(client, interview, papers.agreement())))
    form = {"file": files(read())[0].key, "page": "2", "as": "question", **wrong}
    url = f"/interviews/{interview}/papers/agreement/passages"
    assert client.post(url, data=form).status_code in (404, 422)
    assert not read().trainee_questions


def test_an_export_holds_the_files_and_another_home_takes_them_in(
    client, interview, read, new_home
) -> None:
    content = papers.agreement()
    add(client, interview, "agreement", named(send(client, interview, content)))
    exported = client.get(f"/interviews/{interview}/export.json").data
    other = new_home()
    other.post("/imports", data={"file": (io.BytesIO(exported), "talk.json")})
    [file] = files(read())
    assert other.get(f"/interviews/{interview}/papers/agreement/files/{file.key}").data == content


def test_an_erased_talk_takes_its_files_with_it(client, store, interview) -> None:
    add(client, interview, "agreement", named(send(client, interview, papers.rules())))
    client.post(f"/interviews/{interview}/erasure")
    assert store.blobs.hashes() == []


def test_the_company_s_papers_are_shared_with_all_trainees_and_no_others(
    client, store, interview
) -> None:
    client.post(
        f"/interviews/{interview}/invitations",
        data={"trainee_name": "Mehmet Yılmaz", "trainee_language": "fr"},
    )
    [other] = [each for each in store.logs.ids() if each not in (interview, "workplace")]
    for paper, bringer in (("house-rules", "mentor"), ("learning-agreement", "trainee")):
        add(client, interview, paper, named(send(client, interview, papers.rules())))
        put(client, interview, f"paper:{paper}", "brought", bringer)
        put(client, interview, f"paper:{paper}", "read", "1")
    client.post(f"/interviews/{interview}/copies", data={"what": "papers"})
    theirs = Interview(store.logs.open(other))
    assert [file.read for file in files(theirs, "house-rules")] == [True]
    assert files(theirs, "learning-agreement") == []
