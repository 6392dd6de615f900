from __future__ import annotations

import hashlib

import pytest

from webapp.store.blobs import Blobs
from webapp.store.errors import StorageFailed, StorageFull, UnknownBlob

from .crashes import Trace, crashes
from .faults import FaultyFiles

PHOTO = bytes(range(256)) * 20
SHA = hashlib.sha256(PHOTO).hexdigest()


LARGE = bytes(range(251)) * 9000  # more than one row of a database


def test_blob_is_there_after_opening_again_under_its_hash(open_again):
    assert open_again().blobs.put(PHOTO) == SHA
    blobs = open_again().blobs
    assert blobs.exists(SHA)
    assert blobs.get(SHA) == PHOTO
    assert blobs.hashes() == [SHA]


def test_large_blob_is_whole(open_again):
    sha = open_again().blobs.put(LARGE)
    assert open_again().blobs.get(sha) == LARGE


def test_putting_a_blob_twice_keeps_it_once(open_again):
    blobs = open_again().blobs
    assert blobs.put(PHOTO) == blobs.put(PHOTO)
    assert blobs.hashes() == [SHA]


def test_empty_blob_is_a_blob(open_again):
    sha = open_again().blobs.put(b"")
    assert open_again().blobs.get(sha) == b""


def test_of_many_hashes_those_that_are_here_are_told(open_again):
    blobs = open_again().blobs
    here = {blobs.put(b"1"), blobs.put(b"2")}
    assert blobs.among([*here, SHA, "", "../x", "\0", "\ud800"]) == here
    assert blobs.among([]) == set()


def test_size_of_a_blob_is_that_of_its_bytes(open_again):
    blobs = open_again().blobs
    assert blobs.size(blobs.put(PHOTO)) == len(PHOTO)
    assert [blobs.size(each) for each in ("0" * 64, "../x")] == [0, 0]


@pytest.mark.parametrize("sha", [SHA, SHA.upper(), "", "x", "../" + SHA, "../tombstones.journal"])
def test_hash_that_is_not_here_is_unknown(open_again, sha):
    blobs = open_again().blobs
    assert not blobs.exists(sha)
    with pytest.raises(UnknownBlob):
        blobs.get(sha)
    blobs.remove(sha)


def test_removed_blob_is_gone_and_can_be_put_again(open_again):
    blobs = open_again().blobs
    blobs.put(PHOTO)
    blobs.remove(SHA)
    assert not blobs.exists(SHA)
    assert blobs.hashes() == []
    blobs.put(PHOTO)
    assert open_again().blobs.get(SHA) == PHOTO


@pytest.mark.parametrize("wrong", [b"", PHOTO[:-1], PHOTO + b"\0", b"\1" + PHOTO[1:]])
def test_torn_blob_is_noticed_by_its_hash_and_written_again(reopen, wrong):
    files = reopen()
    file = files.open("blobs/" + SHA)
    file.write(0, wrong)
    blobs = Blobs(files)
    assert not blobs.exists(SHA)
    with pytest.raises(UnknownBlob):
        blobs.get(SHA)
    blobs.put(PHOTO)
    assert Blobs(reopen()).get(SHA) == PHOTO


def test_no_crash_at_any_byte_loses_an_acknowledged_blob_or_shows_a_torn_one():
    trace = Trace()
    blobs = Blobs(trace)
    trace.acknowledge(set())
    shas = set()
    for content in (b"first", b"second one", b""):
        shas = shas | {blobs.put(content)}
        trace.acknowledge(shas)
    for files, safe, coming in crashes(trace):
        found = Blobs(files)
        assert {sha for sha in shas if found.exists(sha)} in (safe or set(), coming)
        found.put(b"second one")
        assert found.get(hashlib.sha256(b"second one").hexdigest()) == b"second one"


def test_blob_that_does_not_fit_leaves_nothing_behind():
    files = FaultyFiles(room=1000)
    blobs = Blobs(files)
    kept = blobs.put(b"x" * 900)
    with pytest.raises(StorageFull):
        blobs.put(PHOTO)
    assert blobs.hashes() == [kept]
    assert not blobs.exists(SHA)
    files.room = None
    assert blobs.get(blobs.put(PHOTO)) == PHOTO


def test_blob_that_cannot_be_flushed_is_not_acknowledged():
    files = FaultyFiles(failing={"flush"})
    blobs = Blobs(files)
    with pytest.raises(StorageFailed):
        blobs.put(PHOTO)
    assert not blobs.exists(SHA)


def test_blob_comes_in_pieces_and_exists_with_the_last_one(open_again):
    blobs = open_again().blobs
    assert [blobs.put_piece(SHA, at, PHOTO[at : at + 4], last=False) for at in (0, 4)] == [4, 8]
    assert not blobs.exists(SHA)
    blobs = open_again().blobs
    assert blobs.begun(SHA) == 8
    assert blobs.put_piece(SHA, 8, PHOTO[8:], last=True) == len(PHOTO)
    assert blobs.get(SHA) == PHOTO
    assert blobs.read(SHA, 2, 3) == PHOTO[2:5]
    assert blobs.begun(SHA) == len(PHOTO)


def test_any_part_of_a_large_blob_can_be_read(open_again):
    blobs = open_again().blobs
    sha, half = hashlib.sha256(LARGE).hexdigest(), len(LARGE) // 2 + 7
    blobs.put_piece(sha, 0, LARGE[: half + 99], last=False)
    blobs.put_piece(sha, half, LARGE[half:], last=True)
    for at in (0, 1, 512 * 1024 - 1, 512 * 1024, half - 1, half, len(LARGE) - 3, len(LARGE), 9**9):
        for count in (0, 1, 5, 700_000, 9**9):
            assert blobs.read(sha, at, count) == LARGE[at : at + count]


def test_piece_may_come_twice_and_one_beyond_a_gap_is_not_kept(open_again):
    blobs = open_again().blobs
    assert blobs.put_piece(SHA, 4, PHOTO[4:], last=True) == 0
    for _time in range(2):
        assert blobs.put_piece(SHA, 0, PHOTO[:4], last=False) == 4
    assert blobs.put_piece(SHA, 2, PHOTO[2:], last=True) == len(PHOTO)
    assert blobs.get(SHA) == PHOTO


@pytest.mark.parametrize("at", [0, 5, len(PHOTO)])
def test_piece_of_a_blob_that_is_here_touches_nothing(open_again, at):
    open_again().blobs.put(PHOTO)
    blobs = open_again().blobs
    assert blobs.put_piece(SHA, at, b"other", last=False) == len(PHOTO)
    assert open_again().blobs.get(SHA) == PHOTO


def test_pieces_that_are_not_what_their_name_says_are_not_kept(open_again):
    blobs = open_again().blobs
    assert blobs.put_piece(SHA, 0, b"something else", last=True) == 0
    assert blobs.begun(SHA) == 0
    assert blobs.hashes() == []
    assert blobs.put_piece("../x", 0, b"", last=True) == 0


def test_blob_of_which_there_are_pieces_can_be_put_whole(open_again):
    blobs = open_again().blobs
    blobs.put_piece(SHA, 0, PHOTO[:4], last=False)
    assert blobs.put(PHOTO) == SHA
    assert blobs.put_piece(SHA, 0, b"other", last=True) == len(PHOTO)
    assert blobs.get(SHA) == PHOTO


def test_no_crash_between_pieces_shows_a_blob_that_is_not_whole():
    trace = Trace()
    blobs = Blobs(trace)
    trace.acknowledge(set())
    blobs.put_piece(SHA, 0, PHOTO[:9], last=False)
    blobs.put_piece(SHA, 9, PHOTO[9:], last=True)
    trace.acknowledge({SHA})
    for files, safe, _coming in crashes(trace):
        found = Blobs(files)
        assert found.exists(SHA) or not safe
        have = found.begun(SHA)
        while not found.exists(SHA):  # a torn piece is noticed at the end, and all comes again
            have = found.put_piece(SHA, have, PHOTO[have:], last=True)
        assert found.get(SHA) == PHOTO
