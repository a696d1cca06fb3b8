"""The tag index is only a view: lost, damaged, foreign or late, it answers as the log says."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from eventsourcing.dcb.api import DCBAppendCondition
from eventsourcing.persistence import IntegrityError

from ledger.storing.stores import open_store
from ledger.storing.tag_index import FLUSH_AFTER_FACTS, TagIndex
from tests.test_recorders import LEDGER, LI, WANG, about, joined, positions


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger of twenty facts, closed."""
    recorder = open_store(tmp_path, LEDGER)
    for number in range(10):
        recorder.append([joined(WANG, f"team-n{number}"), joined(LI)])
    recorder.close()
    return tmp_path / "ledgers" / LEDGER


def answers_rightly(folder: Path) -> None:
    """Every question about tags is answered as before, and the condition still holds."""
    recorder = open_store(folder.parents[1], LEDGER)
    assert positions(recorder, about(WANG)) == list(range(1, 21, 2))
    assert positions(recorder, about(WANG, "team-n7")) == [15]
    assert positions(recorder, about(LI)) == list(range(2, 21, 2))
    with pytest.raises(IntegrityError):
        recorder.append([joined(LI)], DCBAppendCondition(about("team-n9"), after=18))
    assert recorder.append([joined(LI)], DCBAppendCondition(about("team-n9"), after=19)) == 21
    recorder.close()


def test_an_index_that_was_lost_is_made_again(folder: Path) -> None:
    for file in folder.glob("index.db*"):
        file.unlink()
    answers_rightly(folder)


@pytest.mark.parametrize("scribble", [b"", b"not a database at all" * 400, b"\0" * 8192])
def test_an_index_full_of_scribble_is_made_again(folder: Path, scribble: bytes) -> None:
    (folder / "index.db").write_bytes(scribble)
    answers_rightly(folder)


def test_an_index_whose_inside_was_scribbled_over_is_made_again(folder: Path) -> None:
    index = folder / "index.db"
    pages = index.read_bytes()
    assert len(pages) > 8192
    index.write_bytes(pages[:4096] + b"\xff" * (len(pages) - 4096))
    answers_rightly(folder)


def test_an_index_of_another_ledger_is_not_believed(folder: Path, tmp_path: Path) -> None:
    other = open_store(tmp_path, "wuhua")
    for number in range(15):
        other.append([joined("volunteer-zhao", data=b'{"n":%d}' % number), joined(LI)])
    other.close()
    shutil.copy(tmp_path / "ledgers" / "wuhua" / "index.db", folder / "index.db")
    answers_rightly(folder)


def test_an_index_that_knows_more_than_the_book_is_not_believed(
    folder: Path, tmp_path: Path
) -> None:
    spare = tmp_path / "spare"
    shutil.copytree(folder, spare)
    recorder = open_store(tmp_path, LEDGER)
    recorder.append([joined(WANG)] * 5)
    recorder.close()
    for file in folder.glob("book.db*"):
        file.unlink()
    for file in spare.glob("book.db*"):  # The book of last night is put back.
        shutil.copy(file, folder)
    answers_rightly(folder)


def test_an_index_that_stopped_early_catches_up(folder: Path, tmp_path: Path) -> None:
    spare = tmp_path / "spare"
    shutil.copytree(folder, spare)
    recorder = open_store(tmp_path, LEDGER)
    recorder.append([joined("team-late")])
    recorder.close()
    shutil.copy(spare / "index.db", folder / "index.db")
    recorder = open_store(tmp_path, LEDGER)
    assert positions(recorder, about("team-late")) == [21]
    recorder.close()


def test_an_index_without_room_for_a_while_forgets_nothing(tmp_path: Path) -> None:
    room = False

    def mark(position: int) -> bytes:
        if not room:
            raise sqlite3.OperationalError("database or disk is full")
        return b"fact %d" % position

    log = [(n, "TeamJoined", [f"team-n{n}"]) for n in range(1, FLUSH_AFTER_FACTS * 2 + 10)]
    index = TagIndex(tmp_path / "index.db", mark, lambda after, until: log[after:until])
    index.note(log[:FLUSH_AFTER_FACTS])
    index.note(log[FLUSH_AFTER_FACTS:-1])
    for number in (1, FLUSH_AFTER_FACTS, len(log) - 1):
        assert index.where([([f"team-n{number}"], [])], 0) == {number: [0]}
    room = True
    index.close()

    index = TagIndex(tmp_path / "index.db", mark, lambda after, until: log[after:until])
    index.build(len(log))
    for number in (1, FLUSH_AFTER_FACTS, len(log) - 1, len(log)):
        assert index.where([([f"team-n{number}"], ["TeamJoined"])], 0) == {number: [0]}
    index.close()


def test_damage_where_nobody_has_looked_yet_is_healed_too(tmp_path: Path) -> None:
    recorder = open_store(tmp_path, LEDGER)
    for batch in range(40):
        recorder.append([joined(f"volunteer-{batch}x{n}", f"team-{n % 7}") for n in range(250)])
    recorder.close()
    index = tmp_path / "ledgers" / LEDGER / "index.db"
    pages = bytearray(index.read_bytes())
    for page in range(3, len(pages) // 4096):  # The first three say where to look.
        pages[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    index.write_bytes(bytes(pages))
    recorder = open_store(tmp_path, LEDGER)
    try:
        assert positions(recorder, about("volunteer-3x3")) == [754]
    finally:
        recorder.close()
